"""Object storage and a Dask cluster on this machine, and a tree of scripts to be converted there."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.batch.trees import script

_SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def tree(count: int) -> Iterator[tuple[str, bytes]]:
    """So many scripts by their paths: small ones, one in twenty a sample of another layout, and some that are none."""
    layouts = sorted((_SAMPLES / "layouts").iterdir())
    beginning = (_SAMPLES / "atlantic-cable.txt").read_bytes()[:3000]
    for number in range(count):
        folder = f"series {number % 7}/season-{number % 3}"
        if number % 20 == 7:
            sample = layouts[number // 20 % len(layouts)]
            yield f"{folder}/{number:05} {sample.name}", sample.read_bytes()
        elif number % 100 == 13:
            yield f"{folder}/{number:05}.txt", b"no script at all"
        elif number % 10 == 3:
            yield f"{folder}/{number:05}.txt", beginning + b"\n\tand number %d.\n" % number
        else:
            yield f"{folder}/{number:05}.txt", script(f"This is tide number {number}.").encode()


class Storage:
    """S3 at an endpoint of this machine. asked: the requests that it got, such as `PUT /bucket/key`."""

    def __init__(self, endpoint: str, asked: list[str]) -> None:
        import boto3

        self.endpoint = endpoint
        self.asked = asked
        self._client: Any = boto3.client("s3")

    def bucket(self, name: str, files: dict[str, bytes] | None = None) -> str:
        """A new bucket with these files. Returns its URL."""
        self._client.create_bucket(Bucket=name)
        for path, content in (files or {}).items():
            self.put(name, path, content)
        return f"s3://{name}/"

    def put(self, bucket: str, path: str, content: bytes) -> None:
        self._client.put_object(Bucket=bucket, Key=path, Body=content)

    def files(self, bucket: str) -> dict[str, bytes]:
        """All files of a bucket, but for what batches keep for themselves."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        keys = [entry["Key"] for page in pages for entry in page.get("Contents", ())]
        outputs = (key for key in keys if ".transcript" not in key.split("/"))
        return {key: self._client.get_object(Bucket=bucket, Key=key)["Body"].read() for key in outputs}


_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "archive",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_MAX_ATTEMPTS": "1",
}


@contextmanager
def served() -> Iterator[Storage]:
    """Object storage on this machine, as long as this lasts; the environment says where."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Silent(WSGIRequestHandler):
        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """What was asked is known."""

    asked: list[str] = []
    backend = DomainDispatcherApplication(create_backend_app)

    def app(environ: dict[str, Any], start_response: Any) -> Any:
        asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        return backend(environ, start_response)

    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in _ENVIRONMENT.items():
            patch.setenv(name, value)
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
        yield Storage(os.environ["AWS_ENDPOINT_URL"], asked)
    server.shutdown()


@pytest.fixture(scope="session")
def storage_server() -> Iterator[Storage]:
    with served() as storage:
        yield storage


@pytest.fixture
def storage(storage_server: Storage) -> Iterator[Storage]:
    """Object storage, as its environment says it to whoever asks."""
    from s3fs import S3FileSystem

    S3FileSystem.clear_instance_cache()
    storage_server.asked.clear()
    yield storage_server
    S3FileSystem.clear_instance_cache()


@pytest.fixture(scope="session")
def dask_cluster(storage_server: Storage) -> Iterator[Any]:
    """A cluster of two workers of one thread, whose environment names the object storage."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=logging.CRITICAL
    ) as cluster:
        yield cluster
