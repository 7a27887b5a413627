"""A batch on a Dask cluster that is there: its workers convert, this process only says what and counts.

The scheduler of the cluster needs to know nothing of transcript. A worker needs the same version of it, and of Python,
for outputs are to be the same bytes wherever they are made.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from transcript.batch.reasons import Reason
from transcript.batch.run import Schedule, attempt
from transcript.batch.work import Chunk, Outcome, State
from transcript.workers.cluster import (
    GO_ON,
    ClusterRefused,
    answer,
    joined,
    lost,
    patience,
    refuse_other_versions,
    refuse_unseen,
    submitted,
)
from transcript.workers.crew import Worker

if TYPE_CHECKING:
    from pathlib import Path

    from distributed import Client, Future

# So many chunks for each thread are with the cluster at a time: one to work at, and one so that it need not wait.
_CHUNKS_EACH = 2
# Seconds after which it is seen whether workers have come or gone.
_PULSE = 5.0


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
        refuse_unseen(client, shared)
        yield Cluster(partial(_outcomes, client, address), threads)


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
    reason = Reason("the workers that worked on it were lost, one after another", "the cluster's logs say how")
    return Outcome(chunk.shown, State.FAILED, (reason,))


class _Work:
    """Chunks that are with the cluster, as many as keep it busy. under_way: by their keys."""

    def __init__(self, client: Client, address: str) -> None:
        self.under_way: dict[str, tuple[Future[bytes], Chunk]] = {}
        self._client = client
        self._address = address
        self._done: SimpleQueue[tuple[str, Future[bytes]]] = SimpleQueue()
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
        try:
            threads = sum(self._client.nthreads().values())
        except OSError:
            raise lost(self._address) from None
        self._looked = monotonic()
        self._room = max(1, _CHUNKS_EACH * threads)
        if threads:
            self._worked = self._looked
        elif self._looked - self._worked > patience():
            raise ClusterRefused(f"{self._address}: it has no workers any more", f"start some; {GO_ON}")

    def begin(self, chunk: Chunk) -> str:
        """Give the cluster a chunk. Returns its key."""
        key = next(self._keys)
        future = submitted(self._client, convert_on_worker, chunk, key=key)
        self.under_way[key] = future, chunk
        future.add_done_callback(lambda done: self._done.put((key, done)))
        return key

    def next_done(self) -> tuple[str, Chunk, list[Outcome] | None]:
        """The key of a chunk that is done, and what came of it; None where its workers were lost."""
        from distributed.scheduler import KilledWorker

        key, future = self._wait()
        _, chunk = self.under_way.pop(key)
        try:
            made: list[Outcome] = answer(future)
        except KilledWorker:
            return key, chunk, None
        except (CancelledError, OSError):
            raise lost(self._address) from None
        except Exception as error:  # noqa: BLE001 - whatever a worker raised
            refuse_other_versions(self._client)  # a worker may have come that was not there when they were compared
            found = f"{self._address}: a worker failed ({type(error).__name__}: {' '.join(str(error).split())})"
            raise ClusterRefused(found, GO_ON) from None
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


_OF_THREAD = threading.local()


def convert_on_worker(chunk: Chunk) -> list[Outcome]:
    """What comes of a chunk, by the child process of this thread of a worker: no script can harm the worker.

    The child ends with the worker, whose end of the pipes between them it then lacks.
    """
    worker: Worker | None = getattr(_OF_THREAD, "worker", None)
    if worker is None:
        worker = _OF_THREAD.worker = Worker()
    return list(attempt(worker, chunk))
