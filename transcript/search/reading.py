"""Reading the scripts of an archive, in processes that may die without harm to the run."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from transcript.errors import NotAScript, TranscriptError, UnreadableDocument
from transcript.reading import Reading, read_bytes
from transcript.search.entries import Entry, entry
from transcript.workers.crew import MOST_SECONDS, Lost, Worker, work_all

if TYPE_CHECKING:
    from transcript.readers.limits import Limits


class Task(NamedTuple):
    """A file to read.

    known: hashes of contents that are in the index already, and need not be read again. limits: how much it may hold.
    """

    place: Path
    known: frozenset[str] = frozenset()
    limits: Limits | None = None


class Outcome(NamedTuple):
    """What came of it. sha256: empty where no byte was seen. entry and reason are None where the content is known."""

    sha256: str
    entry: Entry | None = None
    reason: str | None = None


def read(task: Task) -> Outcome:
    """Read one script, here and now."""
    sha256 = ""
    try:
        reading = Reading(limits=task.limits)
        data = _bytes(task.place, reading.bounds.size + 1)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in task.known:
            return Outcome(sha256)
        return Outcome(sha256, _entry(data, task.place, reading))
    except NotAScript as error:
        return Outcome(sha256, reason=error.found)  # what it advises are options of other commands
    except TranscriptError as error:
        error.path = None
        return Outcome(sha256, reason=" ".join(str(error).split()))
    except Exception as error:  # noqa: BLE001 - one script must not stop the run; the report says what it was
        return Outcome(sha256, reason=f"transcript failed on it ({type(error).__name__}: {error})")


def _bytes(place: Path, most: int) -> bytes:
    try:
        with place.open("rb") as file:
            return file.read(most)
    except OSError as error:
        found = f"the file cannot be read ({(error.strerror or str(error)).lower()})"
        raise UnreadableDocument(found, "check its permissions") from error


def _entry(data: bytes, place: Path, reading: Reading) -> Entry:
    return entry(read_bytes(data, os.fsencode(place.name).decode("utf-8", "replace"), reading))


def read_all(tasks: Iterable[Task], jobs: int, seconds: float = MOST_SECONDS) -> Iterator[tuple[Task, Outcome]]:
    """What comes of each task, as they are done, by so many processes at once: see `workers.crew.work_all`."""

    def work(worker: Worker, task: Task) -> Iterator[Outcome]:
        try:
            yield worker.do(read, task, seconds)
        except Lost as lost:
            yield Outcome("", reason=str(lost))

    return work_all(tasks, work, jobs)
