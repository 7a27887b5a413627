"""Scripts typed as paragraphs: stamps, names and speech share lines instead of columns."""
