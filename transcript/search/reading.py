"""Reading scripts in processes of their own, so that none of them can harm the run, whatever is in it.

A process reads one script after another. When it dies, or takes too long and is killed, that is a failure of the script
it was reading; another takes its place. They are plain processes that speak over their standard input and output:
unlike those of multiprocessing they share nothing with this one, need no guard in the program that uses them, and end
by themselves when it is killed.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Timer
from typing import BinaryIO, NamedTuple

from transcript.errors import NotAScript, TranscriptError, UnreadableDocument
from transcript.search.entries import Entry, entry

# The longest script of a hundred hours is read in a minute; what takes longer than this will not end.
MOST_SECONDS = 300.0
_SERVE = "from transcript.search.reading import serve; serve()"


class Task(NamedTuple):
    """A file to read. known: hashes of contents that are in the index already, and need not be read again."""

    place: Path
    known: frozenset[str] = frozenset()


class Outcome(NamedTuple):
    """What came of it. sha256: empty where no byte was seen. entry and reason are None where the content is known."""

    sha256: str
    entry: Entry | None = None
    reason: str | None = None


def read(task: Task) -> Outcome:
    """Read one script, here and now."""
    sha256 = ""
    try:
        data = _bytes(task.place)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in task.known:
            return Outcome(sha256)
        return Outcome(sha256, _entry(data, task.place))
    except NotAScript as error:
        return Outcome(sha256, reason=error.found)  # what it advises are options of other commands
    except TranscriptError as error:
        error.path = None
        return Outcome(sha256, reason=" ".join(str(error).split()))
    except Exception as error:  # noqa: BLE001 - one script must not stop the run; the report says what it was
        return Outcome(sha256, reason=f"transcript failed on it ({type(error).__name__}: {error})")


def _bytes(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except OSError as error:
        found = f"the file cannot be read ({(error.strerror or str(error)).lower()})"
        raise UnreadableDocument(found, "check its permissions") from error


def _entry(data: bytes, place: Path) -> Entry:
    from transcript import readers
    from transcript.api import transcribe
    from transcript.exporters.transcript_json import read_transcript
    from transcript.parser import ParseSettings

    name = os.fsencode(place.name).decode("utf-8", "replace")
    if place.suffix.lower() == ".json":
        return entry(read_transcript(data, name))
    return entry(transcribe(readers.from_bytes(data, name), ParseSettings()))


def read_all(tasks: Iterable[Task], jobs: int, seconds: float = MOST_SECONDS) -> Iterator[tuple[Task, Outcome]]:
    """What comes of each task, as they are done, by so many processes at once.

    Tasks are taken as there is room: what waits to be used is no more than two for each process.
    """
    idle: SimpleQueue[_Reader] = SimpleQueue()
    crew = [_Reader(seconds) for _ in range(jobs)]
    for reader in crew:
        idle.put(reader)

    def done(task: Task) -> tuple[Task, Outcome]:
        reader = idle.get()
        try:
            return task, reader.read(task)
        finally:
            idle.put(reader)

    waiting = iter(tasks)
    with ThreadPoolExecutor(jobs) as threads:
        try:
            under_way = {threads.submit(done, task) for task in islice(waiting, 2 * jobs)}
            while under_way:
                ready: set[Future[tuple[Task, Outcome]]]
                ready, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                under_way |= {threads.submit(done, task) for task in islice(waiting, len(ready))}
                for future in ready:
                    yield future.result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for reader in crew:
                reader.stop()
            threads.shutdown()
            for reader in crew:  # one may have been started meanwhile
                reader.stop()


class _Reader:
    """A process that reads scripts; it starts with the first and starts again when it has died."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, task: Task) -> Outcome:
        if self._process is None:
            self._process = _started()
        process = self._process
        late = Event()

        def end() -> None:
            late.set()
            process.kill()

        limit = Timer(self._seconds, end)
        limit.daemon = True
        limit.start()
        try:
            return _answer(process, task)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.stop()
            if late.is_set():
                return Outcome("", reason=f"it was not read within {self._seconds:g} seconds")
            return Outcome("", reason=_death(process.wait()))
        finally:
            limit.cancel()

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what was to be written to the dead process is of no use
                        pipe.close()


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-c", _SERVE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def _answer(process: subprocess.Popen[bytes], task: Task) -> Outcome:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    pickle.dump(task, process.stdin)
    process.stdin.flush()
    outcome: Outcome = pickle.load(process.stdout)  # noqa: S301 - written by our own process
    return outcome


def _death(code: int) -> str:
    if code < 0:
        memory = ", as happens when memory runs out" if -code == getattr(signal, "SIGKILL", 9) else ""
        return f"the process that read it was killed (signal {-code}{memory})"
    return f"the process that read it ended (code {code})"


def serve() -> None:
    """Read what standard input asks for, one after another, until it ends: the work of a reading process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that uses this one
    answers: BinaryIO = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    while True:
        try:
            task: Task = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the process that started this one
        except EOFError:
            return
        pickle.dump(read(task), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
