"""Work on documents in processes of their own, so that none of them can harm the run, whatever is in it.

A process does one piece of work after another. When it dies, or takes too long and is killed, the piece that it was at
is lost; another takes its place. They are plain processes that speak over their standard input and output: unlike those
of multiprocessing they share nothing with this one, need no guard in the program that uses them, and end by themselves
when it is killed, in the middle of whatever they are at.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import islice
from queue import SimpleQueue
from threading import Event, Lock, Thread, Timer
from typing import IO, BinaryIO, NamedTuple, NoReturn, TypeVar

# The longest script of a hundred hours is read in a minute; what takes longer than this will not end.
MOST_SECONDS = 300.0
_SERVE = "from transcript.workers.crew import serve; serve()"

_Task = TypeVar("_Task")
_Made = TypeVar("_Made")


class Lost(Exception):
    """A process ended, or was ended, before its work was done. Its text says how."""


class _Done(NamedTuple):
    """A task is done. failed: what it raised, which was no part of the work."""

    failed: BaseException | None


def work_all(
    tasks: Iterable[_Task], work: Callable[[Worker, _Task], Iterable[_Made]], jobs: int
) -> Generator[tuple[_Task, _Made], None, None]:
    """What comes of the tasks, each thing as it is made, by so many processes at once.

    work: has one of the processes do a task, of which any number of things may come, one after the other. Tasks are
    taken as there is room: what waits to be used is no more than what comes of two for each process.
    """
    idle: SimpleQueue[Worker] = SimpleQueue()
    made: SimpleQueue[tuple[_Task, _Made] | _Done] = SimpleQueue()
    crew = [Worker() for _ in range(jobs)]
    for worker in crew:
        idle.put(worker)

    def do(task: _Task) -> None:
        worker = idle.get()
        failed: BaseException | None = None
        try:
            for one in work(worker, task):
                made.put((task, one))
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            failed = error
        idle.put(worker)
        made.put(_Done(failed))

    waiting = iter(tasks)
    with ThreadPoolExecutor(jobs) as threads:
        try:
            under_way = len([threads.submit(do, task) for task in islice(waiting, 2 * jobs)])
            while under_way:
                one = made.get()
                if not isinstance(one, _Done):
                    yield one
                elif one.failed is not None:
                    raise one.failed
                else:
                    under_way += len([threads.submit(do, task) for task in islice(waiting, 1)]) - 1
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for worker in crew:
                worker.retire()
            threads.shutdown()


class Worker:
    """A process that starts with its first work and starts again when it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._retired = False
        self._changing = Lock()

    def do(self, function: Callable[[_Task], _Made], argument: _Task, seconds: float = MOST_SECONDS) -> _Made:
        """What a function of a module makes of an argument; both are sent to the process. Raises Lost."""
        (made,) = self.each(function, (argument,), seconds)
        return made

    def each(
        self, function: Callable[[_Task], _Made], arguments: Sequence[_Task], seconds: float = MOST_SECONDS
    ) -> Iterator[_Made]:
        """What a function of a module makes of each argument, one after the other; all are sent to the process at once.

        seconds: for each of them. Raises Lost where the process ends: at the one that it was at.
        """
        process = self._running()
        answered = 0
        try:
            while answered < len(arguments):
                with self._limited(process, seconds):
                    if not answered:
                        _send(process, (function, arguments))
                    made: _Made = pickle.load(_open(process.stdout))  # noqa: S301 - written by our own process
                answered += 1
                yield made
        finally:
            if answered < len(arguments):  # what it would still answer is no answer to the next question
                self._stop()

    def retire(self) -> None:
        """End the process, now and for good."""
        with self._changing:
            self._retired = True
        self._stop()

    def _running(self) -> subprocess.Popen[bytes]:
        with self._changing:
            if self._retired:
                raise Lost("the run was stopped")
            if self._process is None:
                try:
                    self._process = _started()
                except OSError as error:
                    reason = (error.strerror or str(error)).lower()
                    raise Lost(f"no process could be started for it ({reason}); run it again") from None
            return self._process

    @contextmanager
    def _limited(self, process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
        """Kill the process when what is done meanwhile takes longer. Raises Lost where it has ended."""
        late = Event()

        def end() -> None:
            late.set()
            _kill(process)

        limit = Timer(seconds, end)
        limit.daemon = True
        limit.start()
        try:
            yield
        except (OSError, EOFError, pickle.UnpicklingError):
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)  # or else what ended it would be taken for our own signal
            self._stop()
            if late.is_set():
                raise Lost(f"it was not done within {seconds:g} seconds") from None
            raise Lost(_death(process.wait())) from None
        finally:
            limit.cancel()

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _kill(process)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what was to be written to the dead process is of no use
                    _open(pipe).close()


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-c", _SERVE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        # Programs that it starts end with it; and Ctrl-C is for this process alone.
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and those that it has started."""
    if hasattr(os, "killpg") and process.poll() is None:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _send(process: subprocess.Popen[bytes], work: object) -> None:
    tasks = _open(process.stdin)
    pickle.dump(work, tasks, pickle.HIGHEST_PROTOCOL)
    tasks.flush()


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def _death(code: int) -> str:
    if code < 0:
        memory = ", as happens when memory runs out" if -code == getattr(signal, "SIGKILL", 9) else ""
        return f"the process that worked on it was killed (signal {-code}{memory})"
    return f"the process that worked on it ended (code {code})"


def serve() -> None:
    """Do what standard input asks for, one piece after another, until it ends: the life of a process of the crew."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that uses this one, also on Windows
    answers: BinaryIO = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    asked: SimpleQueue[tuple[Callable[[object], object], Sequence[object]]] = SimpleQueue()
    Thread(target=_listen, args=(asked,), daemon=True).start()
    while True:
        function, arguments = asked.get()
        for argument in arguments:
            pickle.dump(function(argument), answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


def _listen(asked: SimpleQueue[tuple[Callable[[object], object], Sequence[object]]]) -> NoReturn:
    """Take what is asked for. When nothing more can come, nobody waits for an answer: end at once."""
    try:
        while True:
            asked.put(pickle.load(sys.stdin.buffer))  # noqa: S301 - written by the process that started this
    finally:
        if hasattr(os, "killpg"):
            os.killpg(0, signal.SIGKILL)  # with the programs that were started for it
        os._exit(1)
