"""Tables: their cells, what their headers say, and what each column holds."""
