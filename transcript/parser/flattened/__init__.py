"""Finding the columns again in a table whose tabs became newlines or blanks: pieces, habits, readings, and the likeliest."""
