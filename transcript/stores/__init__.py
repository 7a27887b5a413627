"""Trees of files that scripts are read from and outputs are written to: folders of this machine, object storage."""
