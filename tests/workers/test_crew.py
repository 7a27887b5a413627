"""Work in processes of their own: what one of them does to itself harms nothing else."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from transcript.workers.crew import Lost, Worker, work_all


def test_each_argument_has_its_answer_in_order() -> None:
    worker = Worker()
    assert list(worker.each(math.sqrt, (1.0, 4.0, 9.0))) == [1.0, 2.0, 3.0]
    assert worker.do(math.sqrt, 16.0) == 4.0
    worker.retire()


def test_a_process_that_ends_is_lost_at_what_it_was_at_and_another_takes_its_place() -> None:
    worker = Worker()
    answers = worker.each(_end_at_three, (1, 2, 3, 4))
    assert (next(answers), next(answers)) == (1, 2)
    with pytest.raises(Lost, match=r"ended \(code 7\)"):
        next(answers)
    assert worker.do(_end_at_three, 4) == 4
    worker.retire()


def _end_at_three(number: int) -> int:
    if number == 3:
        os._exit(7)
    return number


def test_what_takes_too_long_is_ended() -> None:
    worker = Worker()
    with pytest.raises(Lost, match="not done within 1 seconds"):
        worker.do(time.sleep, 3600, 1)
    worker.retire()


def test_answers_that_nobody_waited_for_are_not_given_to_the_next_question() -> None:
    worker = Worker()
    with closing(worker.each(math.sqrt, (1.0, 4.0, 9.0))) as answers:  # type: ignore[type-var]
        assert next(answers) == 1.0
    assert worker.do(math.sqrt, 25.0) == 5.0
    worker.retire()


def test_what_a_library_prints_is_no_answer() -> None:
    worker = Worker()
    assert worker.do(print, "noise") is None
    assert worker.do(math.sqrt, 4.0) == 2.0
    worker.retire()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="this system has no /proc to look for processes in")
def test_processes_end_with_those_that_they_started() -> None:
    worker = Worker()
    started = worker.do(_start_sleep, 3600)
    assert _is_alive(started)
    worker.retire()
    deadline = time.monotonic() + 20
    while _is_alive(started) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_alive(started)


def _start_sleep(seconds: int) -> int:
    import subprocess

    return subprocess.Popen([sys.executable, "-c", f"import time; time.sleep({seconds})"]).pid


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_tasks_are_taken_as_there_is_room() -> None:
    taken = 0

    def tasks() -> Iterator[float]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield float(number)

    with closing(work_all(tasks(), lambda worker, task: [worker.do(math.sqrt, task)], 2)) as done:
        next(done)
        assert taken <= 10
    assert taken <= 10


def test_all_that_comes_of_a_task_is_given_as_it_comes() -> None:
    tasks = [(1.0, 4.0), (), (9.0,)]
    assert sorted(work_all(tasks, lambda worker, task: worker.each(math.sqrt, task), 2)) == [
        ((1.0, 4.0), 1.0),
        ((1.0, 4.0), 2.0),
        ((9.0,), 3.0),
    ]


def test_what_the_work_raises_is_raised_to_whom_it_is_for() -> None:
    with pytest.raises(ZeroDivisionError):
        list(work_all([1, 0], lambda _, task: [1 / task], 1))


def test_an_interrupted_crew_leaves_no_process_behind() -> None:
    workers: set[int] = set()
    with closing(work_all(range(100), lambda worker, _: [worker.do(_own_id, 0)], 2)) as done:
        for _, process in done:
            workers.add(process)
            if len(workers) == 2:
                break
    assert workers
    assert not any(map(_is_alive, workers))


def _own_id(_: int) -> int:
    return os.getpid()
