"""Finding the columns again in a table whose tabs became newlines: pieces, habits, readings, and the likeliest."""
