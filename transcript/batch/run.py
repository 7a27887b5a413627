"""A batch: everything below some folders is converted, by several processes at once.

What is to be done is put down before it is begun, in a file that nobody sees, so that no list of all scripts is held in
memory and the work has a length.
"""

from __future__ import annotations

import pickle
import sqlite3
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import IO, NamedTuple, TypeAlias

from transcript.batch.planning import Beside, Job, Naming, Refusal, plan
from transcript.batch.receipts import shown_address
from transcript.batch.work import Chunk, Order, Outcome, Piece, State, convert
from transcript.errors import OutputRefused
from transcript.stores.store import why
from transcript.workers.crew import MOST_SECONDS, Lost, Worker, work_all

# A process is given so many scripts at a time, or fewer where they are so many bytes.
_CHUNK_JOBS = 8
_CHUNK_BYTES = 1 << 20


class Root(NamedTuple):
    """A folder to convert: its scripts by one order. naming: of their outputs. without: folders to leave out."""

    order: Order
    naming: Naming
    without: frozenset[str] = frozenset()


@dataclass(slots=True)
class Report:
    """How many scripts had their outputs made, did not need it, and failed, each counted once.

    formats: how many formats were refused of scripts that were converted. kept: outputs that stay as somebody has
    changed them; behind: scripts of which some of these do not hold what is in the script now. cues, problems: of the
    scripts that were converted.
    """

    converted: int = 0
    unchanged: int = 0
    failed: int = 0
    formats: int = 0
    kept: int = 0
    behind: int = 0
    cues: int = 0
    problems: int = 0

    @property
    def scripts(self) -> int:
        """How many scripts were looked at."""
        return self.converted + self.unchanged + self.failed

    @property
    def whole(self) -> bool:
        """Whether everything that was asked for is there."""
        return not (self.failed or self.formats or self.behind)

    def count(self, outcome: Outcome) -> None:
        """Add what came of a script."""
        self.converted += outcome.state is State.CONVERTED
        self.unchanged += outcome.state is State.UNCHANGED
        self.failed += outcome.state is State.FAILED
        self.formats += len(outcome.refused) if outcome.state is not State.FAILED else 0
        self.kept += len(outcome.kept)
        self.behind += outcome.behind
        self.cues += outcome.cues
        self.problems += outcome.problems


class Plan:
    """What there is to do, put down in a file.

    total: how many scripts. beside: how many files are left out as outputs of others.
    """

    def __init__(self, roots: Sequence[Root], spool: IO[bytes]) -> None:
        self._orders = [root.order for root in roots]
        self._spool = spool
        self.total = 0
        self.beside = 0
        for number, root in enumerate(roots):
            for found in plan(root.order.source, root.naming, root.without):
                if isinstance(found, Beside):
                    self.beside += 1
                    continue
                pickle.dump((number, found), spool, pickle.HIGHEST_PROTOCOL)
                self.total += 1

    def outcomes(self, schedule: Schedule, workers: int) -> Generator[Outcome, None, None]:
        """What comes of each script, as they are done; first what needs no work to be refused.

        Raises UnusableDataset and OutputRefused where the cues go into a dataset that cannot be gone on with.
        """
        for order, found in self._found():
            if isinstance(found, Refusal):
                yield Outcome(order.source.shown(found.path), State.FAILED, (found.reason,))
        most = max(1, min(_CHUNK_JOBS, self.total // (4 * workers)))
        chunks = self._partitions() if any(order.dataset for order in self._orders) else self._chunks(most)
        with closing(schedule(chunks)) as made:
            for done in made:
                yield from done

    def _chunks(self, most: int) -> Iterator[Chunk]:
        jobs: list[Job] = []
        for order, group in groupby(self._found(), key=itemgetter(0)):
            for _, found in group:
                if isinstance(found, Job):
                    jobs.append(found)
                if len(jobs) >= most or sum(job.size for job in jobs) >= _CHUNK_BYTES:
                    yield Chunk(order, tuple(jobs))
                    jobs = []
            if jobs:
                yield Chunk(order, tuple(jobs))
                jobs = []

    def _partitions(self) -> Iterator[Chunk]:
        """The scripts of each partition of the dataset; also of those in which there is nothing left to convert."""
        from transcript.batch.cues import Partition, partitions_of
        from transcript.dataset.partitions import partition_of

        (order,) = self._orders
        partitions, is_new = partitions_of(order.target, self.total)
        root = shown_address(order.source.address(""))
        with closing(sqlite3.connect("")) as sorted_jobs:  # a database of its own, which SQLite keeps in a file
            sorted_jobs.execute("CREATE TABLE jobs(partition INTEGER, job BLOB)")
            sorted_jobs.executemany(
                "INSERT INTO jobs VALUES(?, ?)",
                (
                    (partition_of(found.stem, partitions), pickle.dumps(found))
                    for _, found in self._found()
                    if isinstance(found, Job)
                ),
            )
            sorted_jobs.execute("CREATE INDEX by_partition ON jobs(partition)")
            for number in range(partitions):
                rows = sorted_jobs.execute("SELECT job FROM jobs WHERE partition = ? ORDER BY rowid", (number,))
                jobs = tuple(pickle.loads(job) for (job,) in rows)  # noqa: S301 - written by this very process
                if jobs or not is_new:
                    stems = frozenset(job.stem for job in jobs)
                    yield Chunk(order, jobs, Partition(order.target, number, root, stems))

    def _found(self) -> Iterator[tuple[Order, Job | Refusal]]:
        self._spool.seek(0)
        for _ in range(self.total):
            number, found = pickle.load(self._spool)  # noqa: S301 - written by this very process
            yield self._orders[number], found


Schedule: TypeAlias = Callable[[Iterator[Chunk]], Generator[Sequence[Outcome], None, None]]
"""Has chunks converted, wherever that is, and gives what came of each, as they are done."""


@contextmanager
def planned(roots: Sequence[Root]) -> Iterator[Plan]:
    """The plan of a batch, while no other batch writes to the same place.

    Raises OutputRefused where another batch is at work there, nothing can be written, or there is no room for the plan.
    """
    with ExitStack() as stack:
        targets = dict.fromkeys(root.order.target for root in roots)
        held = {target: stack.enter_context(target.held()) or target for target in targets}
        kept = [root._replace(order=replace(root.order, target=held[root.order.target])) for root in roots]
        try:
            plan = Plan(kept, stack.enter_context(tempfile.TemporaryFile()))
        except OSError as error:
            found = f"what there is to do cannot be put down in {tempfile.gettempdir()} ({why(error)})"
            raise OutputRefused(found, "make room there") from None
        yield plan


def by_processes(jobs: int, seconds: float = MOST_SECONDS) -> Schedule:
    """Chunks are converted by so many processes of this machine. seconds: the most that one script may take."""

    def attempted(worker: Worker, chunk: Chunk) -> list[Outcome]:
        return attempt(worker, chunk, seconds)

    def schedule(chunks: Iterator[Chunk]) -> Generator[Sequence[Outcome], None, None]:
        with closing(work_all(chunks, attempted, jobs)) as made:
            for _, done in made:
                yield done

    return schedule


def attempt(worker: Worker, chunk: Chunk, seconds: float = MOST_SECONDS) -> list[Outcome]:
    """What comes of a chunk by a process, and of its partition, if it makes one."""
    if chunk.partition is None:
        return list(_converted(worker, [Piece(chunk.order, job) for job in chunk.jobs], seconds))
    from transcript.batch.cues import New, standing, write

    outcomes: list[Outcome] = []
    try:
        known = worker.do(standing, chunk.partition, seconds)
        if isinstance(known, str):
            return _failed(chunk, known)
        pieces = [Piece(chunk.order, job, known.get(job.stem)) for job in chunk.jobs]
        outcomes += _converted(worker, pieces, seconds)
        new = tuple(outcome.rows for outcome in outcomes if outcome.rows is not None)
        reason = worker.do(write, New(chunk.partition, new), seconds)
    except Lost as lost:
        return _failed(chunk, f"{chunk.partition.store.shown(chunk.partition.path)}: {lost}; run it again")
    if reason is not None:
        return _failed(chunk, reason)
    return [outcome._replace(rows=None) for outcome in outcomes]


def _failed(chunk: Chunk, reason: str) -> list[Outcome]:
    return [Outcome(chunk.order.source.shown(job.path), State.FAILED, (reason,)) for job in chunk.jobs]


def _converted(worker: Worker, waiting: list[Piece], seconds: float) -> Iterator[Outcome]:
    """What comes of each script. Where the process dies, the one that it was at has failed, and another goes on."""
    while waiting:
        try:
            for outcome in worker.each(convert, tuple(waiting), seconds):
                del waiting[0]
                yield outcome
        except Lost as lost:
            order, job, _ = waiting.pop(0)
            reason = f"{lost}; run it again, with --jobs 1 if memory may have run out"
            yield Outcome(order.source.shown(job.path), State.FAILED, (reason,))
