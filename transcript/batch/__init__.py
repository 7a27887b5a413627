"""Many scripts at once."""
