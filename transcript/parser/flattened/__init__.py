"""Finding the columns again where a table's tabs became newlines or blanks: pieces, habits, readings, the likeliest."""
