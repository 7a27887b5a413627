"""What tests of stores share."""

from tests.workers.clusters import dask_cluster, storage, storage_server

__all__ = ["dask_cluster", "storage", "storage_server"]
