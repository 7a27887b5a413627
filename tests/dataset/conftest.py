"""What tests of datasets share with those of batches."""

from tests.batch.cluster import dask_cluster, storage, storage_server

__all__ = ["dask_cluster", "storage", "storage_server"]
