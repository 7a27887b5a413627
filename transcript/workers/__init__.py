"""Who does work that can be done at once: processes of this machine, a cluster."""
