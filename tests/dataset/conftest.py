"""What tests of datasets share with those of batches."""

from tests.workers.clusters import dask_cluster, storage, storage_server

__all__ = ["dask_cluster", "storage", "storage_server"]
