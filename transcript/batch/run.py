"""A batch: everything below some folders is converted, by several processes at once.

What is to be done is put down before it is begun, in a file that nobody sees, so that no list of all scripts is held in
memory and the work has a length.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO, NamedTuple, TypeAlias

from transcript.batch.crew import MOST_SECONDS, Lost, Worker, work_all
from transcript.batch.planning import Beside, Job, Naming, Refusal, plan
from transcript.batch.work import Chunk, Order, Outcome, State, convert_chunk

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

    total: how many scripts. beside: how many files are left out, for they are called as outputs of one beside them.
    """

    def __init__(self, roots: Sequence[Root], spool: IO[bytes], looking: Callable[[int], None]) -> None:
        self._orders = [root.order for root in roots]
        self._spool = spool
        self.total = 0
        self.beside = 0
        for number, root in enumerate(roots):
            for found in plan(root.order.source, root.order.target, root.naming, root.without):
                if isinstance(found, Beside):
                    self.beside += 1
                    continue
                pickle.dump((number, found), spool, pickle.HIGHEST_PROTOCOL)
                self.total += 1
                looking(self.total)

    def outcomes(self, schedule: Schedule, workers: int) -> Iterator[Outcome]:
        """What comes of each script, as they are done."""
        most = max(1, min(_CHUNK_JOBS, self.total // (4 * workers)))
        refused: list[Outcome] = []
        for done in schedule(self._chunks(most, refused)):
            yield from done
        yield from refused

    def _chunks(self, most: int, refused: list[Outcome]) -> Iterator[Chunk]:
        self._spool.seek(0)
        begun: dict[int, list[Job]] = {}
        for _ in range(self.total):
            number, found = pickle.load(self._spool)  # noqa: S301 - written by this very process
            order = self._orders[number]
            if isinstance(found, Refusal):
                refused.append(Outcome(order.source.shown(found.path), State.FAILED, (found.reason,)))
                continue
            jobs = begun.setdefault(number, [])
            jobs.append(found)
            if len(jobs) >= most or sum(job.size for job in jobs) >= _CHUNK_BYTES:
                yield Chunk(order, tuple(begun.pop(number)))
        for number, jobs in begun.items():
            yield Chunk(self._orders[number], tuple(jobs))


Schedule: TypeAlias = Callable[[Iterator[Chunk]], Iterator[Sequence[Outcome]]]
"""Has chunks converted, wherever that is, and gives what came of each, as they are done."""


@contextmanager
def planned(roots: Sequence[Root], looking: Callable[[int], None] = lambda _: None) -> Iterator[Plan]:
    """The plan of a batch, while no other batch writes to the same place.

    looking: is told how many scripts were found so far. Raises OutputRefused where another batch is at work there, or
    nothing can be written.
    """
    with ExitStack() as stack:
        for target in dict.fromkeys(root.order.target for root in roots):
            stack.enter_context(target.held())
        yield Plan(roots, stack.enter_context(tempfile.TemporaryFile()), looking)


def by_processes(jobs: int) -> Schedule:
    """Chunks are converted by so many processes of this machine."""
    return lambda chunks: (done for _, done in work_all(chunks, _attempt, jobs))


def _attempt(worker: Worker, chunk: Chunk) -> list[Outcome]:
    """What comes of a chunk. Where its process dies, its scripts are tried one by one, to see which it was."""
    try:
        return worker.do(convert_chunk, chunk, MOST_SECONDS * len(chunk.jobs))
    except Lost as lost:
        if len(chunk.jobs) == 1:
            return [Outcome(chunk.order.source.shown(chunk.jobs[0].path), State.FAILED, (str(lost),))]
    return [outcome for job in chunk.jobs for outcome in _attempt(worker, Chunk(chunk.order, (job,)))]
