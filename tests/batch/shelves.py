"""An archive of any number of scripts that are nowhere, and the memory that planning a batch of them takes.

As a program, `python -m tests.batch.shelves OUT FEW MANY` prints the memory at the most, in bytes, for so few and so
many shelves: in a process of its own, in which nothing else is at work.
"""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from tests.batch.trees import root_of
from transcript.batch.run import planned
from transcript.batch.work import Chunk, Outcome, State
from transcript.stores.local import LocalStore
from transcript.stores.store import File, Folder


@dataclass(frozen=True, slots=True)
class Shelves(LocalStore):
    """A hundred scripts in each of so many folders, which are nowhere."""

    number: int = 1

    def folders(self, without: frozenset[str] = frozenset()) -> Iterator[Folder]:
        for shelf in range(self.number):
            yield Folder(f"{shelf}", tuple(File(f"film{place:03}.txt", 1000) for place in range(100)))


def nothing(chunks: Iterator[Chunk]) -> Generator[Sequence[Outcome], None, None]:
    """A schedule that converts nothing."""
    for chunk in chunks:
        yield [Outcome(job.path, State.UNCHANGED) for job in chunk.jobs]


def peak(shelves: int, out: Path) -> int:
    """How much memory planning takes at the most, in bytes."""
    tracemalloc.start()
    with planned([root_of(Shelves(Path("archive"), number=shelves), out)]) as plan:
        assert sum(1 for _ in plan.outcomes(nothing, 2)) == plan.total == 100 * shelves
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


if __name__ == "__main__":
    place, few, many = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    peak(many, place)  # what is remembered of names is remembered once
    click.echo(f"{peak(few, place)} {peak(many, place)}")
