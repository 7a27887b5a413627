"""A batch: everything below some folders is converted, by several processes at once.

What is to be done is put down before it is begun, in a file that nobody sees, so that no list of all scripts is held in
memory and the work has a length.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import IO, NamedTuple, TypeAlias

from transcript.batch.cues import Merging, begun, close, is_too_small, merge, opened
from transcript.batch.planning import Beside, Job, Naming, Refusal, plan
from transcript.batch.reasons import Reason
from transcript.batch.work import Chunk, Order, Outcome, Piece, State, convert
from transcript.dataset.partitions import partition_of
from transcript.errors import OutputRefused
from transcript.stores.store import why
from transcript.workers.crew import MOST_SECONDS, Lost, Worker, work_all

# A process is given so many scripts at a time, or fewer where they are so many bytes.
_CHUNK_JOBS = 8
_CHUNK_BYTES = 1 << 20


class Root(NamedTuple):
    """A folder to convert: its scripts by one order.

    naming: of their outputs. without: folders to leave out. dataset: the cues of all scripts go into one.
    """

    order: Order
    naming: Naming
    without: frozenset[str] = frozenset()
    dataset: bool = False


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

    total: how many scripts. beside: how many files are left out as outputs of others. crowded: a dataset was begun for
    far fewer programmes than there are.
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
        self.crowded = False
        if self.total:
            self._begin_datasets(roots)

    def _begin_datasets(self, roots: Sequence[Root]) -> None:
        for number, root in enumerate(roots):
            if root.dataset:
                partitions = begun(root.order.target, self.total)
                self.crowded = self.crowded or is_too_small(partitions, self.total)
                self._orders[number] = replace(root.order, partitions=partitions)

    def outcomes(self, schedule: Schedule, workers: int, *, gone: bool = False) -> Generator[Outcome, None, None]:
        """What comes of each script, as they are done; first what needs no work to be refused.

        gone: the dataset of cues, where one is made, lets go of scripts that stand no more; unless some could not be
        looked at, or there is none at all. Raises OutputRefused.
        """
        refused = False
        for order, found in self._found():
            if isinstance(found, Refusal):
                refused = True
                yield Outcome(order.source.shown(found.path), State.FAILED, (found.reason,))
        most = max(1, min(_CHUNK_JOBS, self.total // (4 * workers)))
        gone = gone and self.total > 0 and not refused
        everywhere = self._opened() or gone
        waiting: set[int] = set()
        yield from _made(schedule, _noted(self._chunks(most), waiting))
        yield from self._merged(schedule, None if everywhere else waiting, gone=gone)

    def _opened(self) -> bool:
        """Say that something may wait for partitions of datasets, and whether an earlier run has left something."""
        targets = dict.fromkeys(order.target for order in self._orders if order.partitions is not None)
        left = [opened(target) for target in targets]
        return any(left)

    def _merged(self, schedule: Schedule, waiting: set[int] | None, *, gone: bool) -> Iterator[Outcome]:
        """Have the partitions take over what is new, and say of which that failed. waiting: None for all of them."""
        for order in self._orders:
            if order.partitions is None:
                continue
            numbers = range(order.partitions.number) if waiting is None else sorted(waiting)
            failed = list(_made(schedule, (Chunk(order, (), Merging(order, number, gone)) for number in numbers)))
            yield from failed
            if not failed:
                close(order.target)

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

    def _found(self) -> Iterator[tuple[Order, Job | Refusal]]:
        self._spool.seek(0)
        for _ in range(self.total):
            number, found = pickle.load(self._spool)  # noqa: S301 - written by this very process
            yield self._orders[number], found


def _noted(chunks: Iterator[Chunk], waiting: set[int]) -> Iterator[Chunk]:
    """Chunks, as they are given away. waiting: gets the partitions for which their cues may then wait.

    No outcome could say so: who put cues down may be lost before it tells, and who comes next has nothing to do.
    """
    for chunk in chunks:
        if chunk.order.partitions is not None:
            number = chunk.order.partitions.number
            waiting.update(partition_of(job.stem, number) for job in chunk.jobs)
        yield chunk


def _made(schedule: Schedule, chunks: Iterator[Chunk]) -> Iterator[Outcome]:
    with closing(schedule(chunks)) as made:
        for done in made:
            yield from done


Schedule: TypeAlias = Callable[[Iterator[Chunk]], Generator[Sequence[Outcome], None, None]]
"""Has chunks converted, wherever that is, and gives what came of each, as they are done."""


@contextmanager
def planned(roots: Sequence[Root]) -> Iterator[Plan]:
    """The plan of a batch, while no other batch writes to the same place.

    Raises OutputRefused where another batch is at work there, nothing can be written, or there is no room for the plan,
    and UnusableDataset where the cues cannot go into the dataset that is there.
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

    def attempted(worker: Worker, chunk: Chunk) -> Iterator[Outcome]:
        return attempt(worker, chunk, seconds)

    def schedule(chunks: Iterator[Chunk]) -> Generator[Sequence[Outcome], None, None]:
        with closing(work_all(chunks, attempted, jobs)) as made:
            for _, outcome in made:
                yield (outcome,)

    return schedule


def attempt(worker: Worker, chunk: Chunk, seconds: float = MOST_SECONDS) -> Iterator[Outcome]:
    """What comes of a chunk by a process, as it comes; nothing of a partition that is brought up to date."""
    if chunk.merging is None:
        yield from _converted(worker, [Piece(chunk.order, job) for job in chunk.jobs], seconds)
        return
    try:
        reason = worker.do(merge, chunk.merging, seconds)
    except Lost as lost:
        reason = Reason(str(lost), "run it again")
    if reason is not None:
        yield Outcome(chunk.shown, State.FAILED, (reason,))


def _converted(worker: Worker, waiting: list[Piece], seconds: float) -> Iterator[Outcome]:
    """What comes of each script. Where the process dies, the one that it was at has failed, and another goes on."""
    while waiting:
        try:
            for outcome in worker.each(convert, tuple(waiting), seconds):
                del waiting[0]
                yield outcome
        except Lost as lost:
            order, job = waiting.pop(0)
            reason = Reason(str(lost), "run it again, with --jobs 1 if memory may have run out")
            yield Outcome(order.source.shown(job.path), State.FAILED, (reason,))
