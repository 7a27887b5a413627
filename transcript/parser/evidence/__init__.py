"""What a text by itself shows: its words, its letters and width, whether it is a name, a note or a sound."""
