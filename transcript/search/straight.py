"""Scripts searched straight away, without an index in a file: they are read into one in memory."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import transcript as package
from transcript.search.entries import Entry
from transcript.search.indexing import store
from transcript.search.reading import Outcome, Task, read, read_all
from transcript.search.schema import IN_MEMORY, connect
from transcript.search.walking import Found, LeftOut, Programme, made_from, walk
from transcript.search.writing import File

# Fewer scripts than this are read sooner than a process of their own starts.
_FEW = 4


class InMemory(NamedTuple):
    """An index in memory, and the files that are not in it."""

    connection: sqlite3.Connection
    failed: tuple[LeftOut, ...]


def read_straight(
    paths: Iterable[str | os.PathLike[str]], *, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> InMemory:
    """An index in memory of these files and folders. Raises MissingDocument.

    As `index` has it, outputs of a script that is there are left out, and so is what says that it was made from one.
    progress is told how many files are done, and of how many.
    """
    archive = walk(paths)
    reading = _Reading(archive.programmes, progress)
    connection = connect(IN_MEMORY)
    store(connection, reading.entries())
    return InMemory(connection, tuple(sorted([*archive.unreadable, *reading.failed])))


class _Reading:
    def __init__(self, programmes: Sequence[Programme], progress: Callable[[int, int], None]) -> None:
        self._programmes = programmes
        self._progress = progress
        self.failed: list[LeftOut] = []

    def entries(self) -> Iterator[tuple[File, Entry]]:
        """Every script, and of programmes without a readable one the first output that can be read.

        Not where a script that is read elsewhere is what the first output was made from.
        """
        scripts = [found for one in self._programmes for found in one.scripts]
        alone = [one for one in self._programmes if not one.originals]
        total = len(scripts) + len(alone)
        readable: set[str] = set()
        contents: set[str] = set()
        for done, (found, outcome) in enumerate(_outcomes(scripts), 1):
            self._progress(done, total)
            if outcome.entry is not None:
                readable.add(found.path)
                contents.add(outcome.sha256)
            yield from self._entry(found, outcome)
        without = [one for one in self._programmes if not any(found.path in readable for found in one.originals)]
        for done, one in enumerate(without, len(scripts) + 1):
            for found in one.outputs:
                if made_from(found.place) in contents:
                    break
                entered = list(self._entry(found, read(Task(found.place))))
                yield from entered
                if entered:
                    break
            self._progress(min(done, total), total)

    def _entry(self, found: Found, outcome: Outcome) -> Iterator[tuple[File, Entry]]:
        if outcome.entry is not None:
            yield File(found.path, outcome.sha256, found.size, found.mtime_ns, package.__version__), outcome.entry
        else:
            self.failed.append(LeftOut(found.path, outcome.reason or ""))


def _outcomes(scripts: Sequence[Found]) -> Iterator[tuple[Found, Outcome]]:
    if len(scripts) < _FEW:
        yield from ((found, read(Task(found.place))) for found in scripts)
        return
    by_place = {found.place: found for found in scripts}
    jobs = min(os.cpu_count() or 1, len(scripts))
    yield from ((by_place[task.place], outcome) for task, outcome in read_all(map(Task, by_place), jobs))
