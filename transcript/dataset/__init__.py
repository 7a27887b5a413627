"""The cues of an archive as a dataset in Parquet, for archives that no single file serves, and searching in it."""
