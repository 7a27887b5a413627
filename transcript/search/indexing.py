"""An archive into its index: what is new is read, what is gone goes, and what has not changed is left alone.

A file is taken as unchanged by its size and time, then by the hash of its content; where it is asked for, by the hash
alone. Every batch of programmes is one
transaction: whatever ends the run, the index is whole, and the next run goes on where this one ended.
"""

from __future__ import annotations

import os
import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

import transcript as package
from transcript.errors import TranscriptError
from transcript.search import writing as rows
from transcript.search.entries import Entry, entry
from transcript.search.reading import Outcome, Task, read_all
from transcript.search.schema import connect, count_words, refusing, writing
from transcript.search.walking import Archive, Found, LeftOut, made_from, missing_document, walk
from transcript.search.writing import File

if TYPE_CHECKING:
    from transcript.model import Transcript
    from transcript.readers.limits import Limits

# What is read is written when it comes to so many lines (full text is cheapest in large batches) or files, or is so
# old: what is not yet written when a run is killed is to be read again.
BATCH_LINES = 40_000
_BATCH_FILES = 1000
_BATCH_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What became of the files: how many are new, changed, moved to another name, gone and unchanged.

    skipped: outputs of scripts that are in the index. failed: what could not be read, in this run or, unchanged, in an
    earlier one. Both by path, with the reason. vanished: folders and files that were named, are missing or empty,
    and were neither before; what was below them is gone.
    """

    new: int = 0
    changed: int = 0
    moved: int = 0
    gone: int = 0
    unchanged: int = 0
    skipped: tuple[LeftOut, ...] = ()
    failed: tuple[LeftOut, ...] = ()
    vanished: tuple[str, ...] = ()


class Vanished(TranscriptError):
    """Of a folder or file that the index knows, nothing is there: it was removed, or its drive is not mounted."""


def index(
    paths: Iterable[str | os.PathLike[str]],
    db: str | os.PathLike[str],
    *,
    jobs: int | None = None,
    again: bool = False,
    gone: bool = False,
    limits: Limits | None = None,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> IndexReport:
    """Bring the index in the file db up to date with these folders and files; it is made where there is none.

    Programmes of other folders stay in it. Scripts are read by so many processes at once, by default one for each
    processor. progress is told how many files are done, and of how many. A file that cannot be read stops nothing: see
    `IndexReport.failed`. again: look into every file, also where its size and time are as they were. gone: what was
    below a folder that is not there, or holds no script any more, leaves the index too. limits: how much a script may
    hold; where they are told, files that could not be read are tried again. Raises MissingDocument where there is no
    such folder or file and the index knows of none, Vanished where it does and gone is not given, and UnusableIndex.
    """
    # Where there is no index yet, nothing can have left it.
    archive = walk(paths, missing=os.path.exists(db))  # noqa: PTH110 - names may be too long
    with refusing(db), closing(connect(db, write=True)) as connection:
        run = _Run(connection, archive, jobs or os.cpu_count() or 1, progress, limits, again=again)
        return run.run(vanished=run.vanished(gone=gone))


def fill(connection: sqlite3.Connection, scripts: Iterable[tuple[str, Transcript]]) -> None:
    """Put transcripts straight into an index, such as one in memory, each with its path; no two paths are alike."""
    store(
        connection, ((File(path, made.source.sha256, 0, 0, package.__version__), entry(made)) for path, made in scripts)
    )


def store(connection: sqlite3.Connection, entries: Iterable[tuple[File, Entry]]) -> None:
    """Write programmes, batch by batch, and count the words."""
    for batch in _batches(entries):
        with writing(connection):
            rows.add(connection, batch)
    with writing(connection):
        count_words(connection)


def _batches(entries: Iterable[tuple[File, Entry]]) -> Iterator[list[tuple[File, Entry]]]:
    batch: list[tuple[File, Entry]] = []
    lines = 0
    for one in entries:
        batch.append(one)
        lines += len(one[1].cues)
        if lines >= BATCH_LINES:
            yield batch
            batch, lines = [], 0
    if batch:
        yield batch


class _Known(NamedTuple):
    """A file as the index knows it. reason: why it could not be read; None for a programme."""

    file: File
    reason: str | None = None

    def is_still(self, found: Found) -> bool:
        same = (self.file.size, self.file.mtime_ns) == (found.size, found.mtime_ns)
        # Why bytes could not be seen at all, such as permissions, may change without a trace in the file.
        return same and self.file.made_by == package.__version__ and self.file.sha256 != ""


class _Run:
    """One run over an archive."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        archive: Archive,
        jobs: int,
        progress: Callable[[int, int], None],
        limits: Limits | None,
        *,
        again: bool,
    ) -> None:
        self._connection = connection
        self._archive = archive
        self._jobs = jobs
        self._limits = limits
        self._again = again
        self._progress = progress
        self._known = {known.file.path: known for known in _known(connection)}
        self._found = {found.path for one in archive.programmes for found in (*one.scripts, *one.outputs)}
        self._gone = {
            path: known for path, known in self._known.items() if path not in self._found and archive.covers(path)
        }
        # By size and kind, for a file that has moved is known by these before its content is read.
        self._movable: dict[tuple[int, str], dict[str, str]] = {}
        for path, known in self._gone.items():
            if known.reason is None and known.file.made_by == package.__version__:
                self._movable.setdefault((known.file.size, _suffix(path)), {})[path] = known.file.sha256
        self._batch = _Batch(connection)
        self._counts = dict.fromkeys(("new", "changed", "moved", "gone", "unchanged"), 0)
        self._failed = list(archive.unreadable)
        self._skipped: list[LeftOut] = []
        self._done = 0

    def vanished(self, *, gone: bool) -> tuple[str, ...]:
        """The roots below which nothing is any more, but was. Raises MissingDocument, and Vanished unless gone."""
        found, known = sorted(self._found), sorted(self._gone)
        vanished = []
        for root in self._archive.roots:
            missing = root in self._archive.missing
            before = _below(known, root)
            if missing and not before:
                raise missing_document(root)
            if before and not _below(found, root):
                if not gone:
                    what = "this is not there any more" if missing else "no script is here any more"
                    are = "is 1 file" if before == 1 else f"are {before} files"
                    advice = "mount its drive or check its name, or let them go with --gone"
                    raise Vanished(f"{what}, and in the index {are} of it", advice, path=root)
                vanished.append(root)
        return tuple(vanished)

    def run(self, *, vanished: tuple[str, ...]) -> IndexReport:
        readable = self._take([found for one in self._archive.programmes for found in one.scripts])
        waiting = []
        for one in self._archive.programmes:
            script = next((found for found in one.originals if found.path in readable), None)
            if script is not None:
                self._skip(one.outputs, script.path)
            elif one.outputs:
                waiting.append(list(one.outputs))
        while waiting:
            waiting = self._stand_in(waiting)
        self._finish()
        return IndexReport(
            **self._counts,
            skipped=tuple(sorted(self._skipped)),
            failed=tuple(sorted(self._failed)),
            vanished=vanished,
        )

    def _stand_in(self, waiting: Sequence[list[Found]]) -> list[list[Found]]:
        """Take the first output of each script that is missing; what is left over is tried where that one fails."""
        self._batch.write()
        left = []
        for outputs in waiting:
            script = self._script_of(outputs[0])
            if script is None:
                left.append(outputs)
            else:
                self._skip(outputs, script)
        readable = self._take([outputs[0] for outputs in left])
        for outputs in left:
            if outputs[0].path in readable:
                self._skip(outputs[1:], outputs[0].path)
        return [outputs[1:] for outputs in left if outputs[0].path not in readable and outputs[1:]]

    def _script_of(self, output: Found) -> str | None:
        """The path of the programme that a .json file was made from, wherever in the archive it stands."""
        sha256 = made_from(output.place)
        if sha256 is None:
            return None
        found = self._connection.execute("SELECT path FROM programmes WHERE sha256 = ?", (sha256,)).fetchall()
        return next((path for (path,) in found if path not in self._gone), None)

    def _skip(self, outputs: Iterable[Found], script: str) -> None:
        for found in outputs:
            self._skipped.append(LeftOut(found.path, f"an output of {script}, which is in the index"))
            if found.path in self._known:
                self._batch.forget(found.path)
            self._advance()

    def _take(self, files: Sequence[Found]) -> set[str]:
        """Bring these files up to date; the paths of those that can be read."""
        readable = set()
        changed = []
        for found in files:
            known = self._known.get(found.path)
            refused = known is not None and known.reason is not None and self._limits is not None
            if self._again or known is None or refused or not known.is_still(found):
                changed.append(found)
                continue
            if known.reason is None:
                self._counts["unchanged"] += 1
                readable.add(found.path)
            else:
                self._failed.append(LeftOut(found.path, known.reason))
            self._advance()
        again: list[Found] = []
        for found, outcome in chain(self._read(changed), self._read_again(again)):
            if self._settle(found, outcome, again):
                readable.add(found.path)
        return readable

    def _read(self, files: Sequence[Found]) -> Iterator[tuple[Found, Outcome]]:
        by_place = {found.place: found for found in files}
        tasks = (Task(found.place, self._contents(found), self._limits) for found in files)
        for task, outcome in read_all(tasks, min(self._jobs, len(files))) if files else ():
            yield by_place[task.place], outcome

    def _read_again(self, files: list[Found]) -> Iterator[tuple[Found, Outcome]]:
        """Files taken for one that had moved, where another was quicker."""
        tasks = {found.place: found for found in files}
        for task, outcome in read_all((Task(place, limits=self._limits) for place in tasks), 1) if tasks else ():
            yield tasks[task.place], outcome

    def _contents(self, found: Found) -> frozenset[str]:
        """Hashes of contents by which a file is known: its own, or that of a file of this kind that is gone."""
        own = self._known.get(found.path)
        if own is None:
            return frozenset(self._alike(found).values())
        current = own.reason is None and own.file.made_by == package.__version__
        return frozenset({own.file.sha256} if current else ())

    def _alike(self, found: Found) -> dict[str, str]:
        """Programmes that are gone from their place and may have become this file: their paths and hashes.

        Only one of the same kind, for names tell kinds of text apart.
        """
        return self._movable.get((found.size, _suffix(found.path)), {})

    def _settle(self, found: Found, outcome: Outcome, again: list[Found]) -> bool:
        """Enter what came of a file; whether it is a script."""
        file = File(found.path, outcome.sha256, found.size, found.mtime_ns, package.__version__)
        own = self._known.get(found.path)
        if outcome.reason is not None:
            self._failed.append(LeftOut(found.path, outcome.reason))
            self._batch.fail(file, outcome.reason)
        elif outcome.entry is not None:
            self._counts["changed" if own and own.reason is None else "new"] += 1
            self._batch.add(file, outcome.entry)
        elif own is not None:
            self._counts["unchanged"] += 1
            self._batch.move(own.file.path, file, None)
        else:
            alike = self._alike(found)
            moved = next((path for path, sha256 in alike.items() if sha256 == outcome.sha256), None)
            if moved is None:
                again.append(found)
                return False
            del alike[moved], self._gone[moved]
            self._counts["moved"] += 1
            self._batch.move(moved, file, found.name)
        self._advance()
        return outcome.reason is None

    def _finish(self) -> None:
        for path, known in self._gone.items():
            self._counts["gone"] += known.reason is None
            self._batch.forget(path)
            self._batch.write_if_due()
        self._batch.write()
        with writing(self._connection):
            count_words(self._connection)

    def _advance(self) -> None:
        self._done += 1
        self._progress(self._done, len(self._found))
        self._batch.write_if_due()


def _known(connection: sqlite3.Connection) -> Iterator[_Known]:
    columns = "path, sha256, size, mtime_ns, made_by"
    for file in connection.execute(f"SELECT {columns} FROM programmes"):  # noqa: S608 - our own names
        yield _Known(File(*file))
    for *file, reason in connection.execute(f"SELECT {columns}, reason FROM failures"):  # noqa: S608
        yield _Known(File(*file), reason)


def _below(paths: Sequence[str], root: str) -> int:
    """How many of these paths, in order, are a root or below it."""
    inside = root.rstrip(os.sep) + os.sep
    itself = bisect_left(paths, root)
    within = bisect_left(paths, inside + chr(0x10FFFF)) - bisect_left(paths, inside)
    return within + (paths[itself : itself + 1] == [root])


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - text


class _Batch:
    """What is to be written in one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._clear()

    def _clear(self) -> None:
        self._entries: list[tuple[File, Entry]] = []
        self._failures: list[tuple[File, str]] = []
        self._moves: list[tuple[str, File, str | None]] = []
        self._forgotten: list[str] = []
        self._lines = 0
        self._began = monotonic()

    def add(self, file: File, entry: Entry) -> None:
        self._entries.append((file, entry))
        self._lines += len(entry.cues)

    def fail(self, file: File, reason: str) -> None:
        self._failures.append((file, reason))

    def move(self, path: str, file: File, name: str | None) -> None:
        self._moves.append((path, file, name))

    def forget(self, path: str) -> None:
        self._forgotten.append(path)

    def write_if_due(self) -> None:
        files = len(self._entries) + len(self._failures) + len(self._moves) + len(self._forgotten)
        if self._lines >= BATCH_LINES or files >= _BATCH_FILES or monotonic() - self._began > _BATCH_SECONDS:
            self.write()

    def write(self) -> None:
        """Write it. What another indexer has entered of these files meanwhile gives way: this one read them later."""
        if self._entries or self._failures or self._moves or self._forgotten:
            read = [file.path for file, _ in self._entries]
            replaced = [*read, *(file.path for file, _ in self._failures), *self._forgotten]
            with writing(self._connection):
                for move in self._moves:
                    rows.move(self._connection, *move)
                rows.remove(self._connection, replaced)
                rows.forget_failures(self._connection, [*read, *self._forgotten])
                rows.add(self._connection, self._entries)
                for failure in self._failures:
                    rows.fail(self._connection, *failure)
        self._clear()
