"""A batch on a Dask cluster that is there: its workers convert, this process only says what and counts.

The scheduler of the cluster needs to know nothing of transcript. A worker needs the same version of it, and of Python,
for outputs are to be the same bytes wherever they are made.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import uuid4

from transcript import __version__
from transcript.batch.crew import Worker
from transcript.batch.run import Schedule, attempt
from transcript.batch.work import Chunk, Outcome, State
from transcript.errors import InvalidSetting, TranscriptError

if TYPE_CHECKING:
    from pathlib import Path

    from distributed import Client, Future

INSTALL = "pip install 'transcript[cluster]'"
_GO_ON = "the same command goes on from there"
# So many chunks for each thread are with the cluster at a time: one to work at, and one so that it need not wait.
_CHUNKS_EACH = 2
_PYTHON = ".".join(map(str, sys.version_info[:2]))
# Seconds after which it is seen whether workers have come or gone.
_PULSE = 5.0


class ClusterRefused(TranscriptError):
    """A cluster cannot be worked with, or is there no more."""


class Cluster(NamedTuple):
    """A cluster that was joined. threads: how many scripts it converts at once."""

    schedule: Schedule
    threads: int


@contextmanager
def by_cluster(address: str, shared: Sequence[Path] = ()) -> Iterator[Cluster]:
    """Chunks are converted by the workers of the Dask scheduler at an address, such as tcp://10.0.0.5:8786.

    shared: what of this machine they must see. How long it waits for the scheduler and for a first worker, and how it
    proves who it is, dask's own configuration says (distributed.comm). Raises ClusterRefused before any work, and from
    the schedule where the cluster is lost.
    """
    with joined(address) as (client, threads):
        _refuse_unseen(client, shared)
        yield Cluster(partial(_outcomes, client, address), threads)


@contextmanager
def joined(address: str) -> Iterator[tuple[Client, int]]:
    """The cluster of a scheduler, and how many threads its workers have. Raises ClusterRefused."""
    client = _joined(address)
    try:
        with _quiet():
            yield client, _threads(client, address)
    finally:
        with _quiet():
            client.close()


def _joined(address: str) -> Client:
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host_port
    except ImportError:
        raise InvalidSetting("dask.distributed is not installed", INSTALL) from None
    try:
        get_address_host_port(address)  # what is no address is no client that could be closed
        with _quiet():
            return Client(address, name="transcript", set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        found = f"{address}: there is no Dask scheduler ({' '.join(str(error).split())})"
        raise ClusterRefused(found, "check the address, such as tcp://10.0.0.5:8786") from None


@contextmanager
def _quiet() -> Iterator[None]:
    """What the library logs is said by our own errors."""
    told = [
        logger
        for name, logger in logging.Logger.manager.loggerDict.items()
        if isinstance(logger, logging.Logger) and name.startswith("distributed") and not logger.disabled
    ]
    for logger in told:
        logger.disabled = True
    try:
        yield
    finally:
        for logger in told:
            logger.disabled = False


def _threads(client: Client, address: str) -> int:
    """How many threads the workers have. Raises ClusterRefused where there are none, or they cannot be worked with."""
    import dask
    from dask.utils import parse_timedelta

    patience = parse_timedelta(dask.config.get("distributed.comm.timeouts.connect"))
    try:
        client.wait_for_workers(1, timeout=patience)
        _refuse_other_versions(client)
        return sum(client.nthreads().values())
    except TimeoutError:
        raise ClusterRefused(f"{address}: it has no workers after {patience:g} seconds", "start some") from None
    except OSError:
        raise _lost(address) from None


def _refuse_other_versions(client: Client) -> None:
    """Raise ClusterRefused where a worker does not have the Python or the transcript of this process."""
    versions = cast("dict[str, dict[str, Any]]", client.get_versions())
    for worker, of_worker in sorted(versions["workers"].items()):
        python = ".".join(str(of_worker["host"]["python"]).split(".")[:2])
        if python != _PYTHON:
            raise ClusterRefused(f"the worker {worker} runs Python {python}, and this is {_PYTHON}", "use one for all")
    for worker, found in sorted(client.run(_version_here(), on_error="return").items()):
        if isinstance(found, ImportError):
            raise ClusterRefused(f"transcript is not installed for the worker {worker} ({found})", f"there: {INSTALL}")
        if isinstance(found, str) and found != __version__:
            had = f"the worker {worker} has transcript {found}, and this is {__version__}"
            raise ClusterRefused(had, "install the same for all")


def _refuse_unseen(client: Client, shared: Sequence[Path]) -> None:
    """Raise ClusterRefused where a worker does not have a file or folder of this machine."""
    for place in shared:
        for worker, sees in sorted(client.run(os.path.exists, str(place), on_error="ignore").items()):
            if not sees:
                advice = "share it with the workers under the same path, or put the scripts on object storage"
                raise ClusterRefused(f"the worker {worker} does not see {place}", advice)


def _version_here() -> Callable[[], str]:
    """What workers are asked, as a function that is sent whole."""

    def version() -> str:
        from transcript import __version__

        return __version__

    return version


def _lost(address: str) -> ClusterRefused:
    return ClusterRefused(f"{address}: the scheduler was lost, or has dropped the work", _GO_ON)


def _outcomes(client: Client, address: str, chunks: Iterator[Chunk]) -> Generator[Sequence[Outcome], None, None]:
    """What comes of each chunk, as they are done by workers. A chunk whose worker is lost goes to another.

    Where that happens again and again its scripts are tried one by one, none of them beside another such, to see which
    it was.
    """
    work = _Work(client, address)
    suspects: deque[Chunk] = deque()
    alone: str | None = None
    try:
        while True:
            while work.has_room() and (chunk := next(chunks, None)) is not None:
                work.begin(chunk)
            if suspects and alone is None:
                alone = work.begin(suspects.popleft())
            if not work.under_way:
                return
            key, chunk, made = work.next_done()
            if made is not None:
                yield made
            elif key == alone:
                yield [_condemned(chunk)]
            else:
                suspects.extend(chunk.apart())
            if key == alone:
                alone = None
    finally:
        work.cancel()


def _condemned(chunk: Chunk) -> Outcome:
    reason = "the workers that worked on it were lost, one after another; the cluster's logs say how"
    return Outcome(chunk.order.source.shown(chunk.jobs[0].path), State.FAILED, (reason,))


class _Work:
    """Chunks that are with the cluster, as many as keep it busy. under_way: by their keys."""

    def __init__(self, client: Client, address: str) -> None:
        self.under_way: dict[str, tuple[Future[bytes], Chunk]] = {}
        self._client = client
        self._address = address
        self._done: SimpleQueue[tuple[str, Future[bytes]]] = SimpleQueue()
        self._task = _task()
        self._keys = (f"transcript-{uuid4().hex}-{number}" for number in count())
        self._room = 0
        self._looked = float("-inf")
        self._worked = monotonic()

    def has_room(self) -> bool:
        """Whether another chunk keeps it busier."""
        if monotonic() - self._looked > _PULSE:
            self._look()
        return len(self.under_way) < self._room

    def _look(self) -> None:
        """See how many workers there are. Raises ClusterRefused where there were none for too long."""
        import dask
        from dask.utils import parse_timedelta

        try:
            threads = sum(self._client.nthreads().values())
        except OSError:
            raise _lost(self._address) from None
        self._looked = monotonic()
        self._room = max(1, _CHUNKS_EACH * threads)
        if threads:
            self._worked = self._looked
        elif self._looked - self._worked > parse_timedelta(dask.config.get("distributed.comm.timeouts.connect")):
            raise ClusterRefused(f"{self._address}: it has no workers any more", f"start some; {_GO_ON}")

    def begin(self, chunk: Chunk) -> str:
        """Give the cluster a chunk. Returns its key."""
        key = next(self._keys)
        sent = pickle.dumps(chunk, pickle.HIGHEST_PROTOCOL)
        future = self._client.submit(self._task, __version__, sent, key=key, pure=False)
        self.under_way[key] = future, chunk
        future.add_done_callback(lambda done: self._done.put((key, done)))
        return key

    def next_done(self) -> tuple[str, Chunk, list[Outcome] | None]:
        """The key of a chunk that is done, and what came of it; None where its workers were lost."""
        from distributed.scheduler import KilledWorker

        key, future = self._wait()
        _, chunk = self.under_way.pop(key)
        try:
            made: list[Outcome] = pickle.loads(future.result())  # noqa: S301 - written by our own process
        except KilledWorker:
            return key, chunk, None
        except (CancelledError, OSError):
            raise _lost(self._address) from None
        except Exception as error:  # noqa: BLE001 - whatever a worker raised
            _refuse_other_versions(self._client)  # a worker may have come that was not there when they were compared
            found = f"{self._address}: a worker failed ({type(error).__name__}: {' '.join(str(error).split())})"
            raise ClusterRefused(found, _GO_ON) from None
        return key, chunk, made

    def _wait(self) -> tuple[str, Future[bytes]]:
        while True:
            try:
                return self._done.get(timeout=_PULSE)
            except Empty:
                self._look()

    def cancel(self) -> None:
        """Have the cluster forget what it has not begun."""
        if self.under_way and self._client.status == "running":
            with suppress(OSError, CancelledError):  # a scheduler that is lost has forgotten it
                self._client.cancel([future for future, _ in self.under_way.values()])


def _task() -> Callable[[str, bytes], bytes]:
    """What workers do, as a function that is sent whole: the scheduler, which has it in hands, has no transcript."""

    def convert(version: str, sent: bytes) -> bytes:
        from transcript.batch.cluster import convert_on_worker

        return convert_on_worker(version, sent)

    return convert


_OF_THREAD = threading.local()


def convert_on_worker(version: str, sent: bytes) -> bytes:
    """What comes of a chunk, by the child process of this thread of a worker: no script can harm the worker.

    The child ends with the worker, whose end of the pipes between them it then lacks.
    """
    if version != __version__:
        raise RuntimeError(f"this worker has transcript {__version__}, not {version}")
    chunk: Chunk = pickle.loads(sent)  # noqa: S301 - written by the process that gave the order
    worker: Worker | None = getattr(_OF_THREAD, "worker", None)
    if worker is None:
        worker = _OF_THREAD.worker = Worker()
    return pickle.dumps(attempt(worker, chunk), pickle.HIGHEST_PROTOCOL)
