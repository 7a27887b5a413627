"""Scripts are read in processes that may die without harm to anything else."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.search.archives import script, write
from transcript.search.reading import Task, read, read_all
from transcript.workers import crew


def reasons(places: list[Path], jobs: int = 1, seconds: float = 60) -> dict[str, str | None]:
    return {task.place.name: outcome.reason for task, outcome in read_all(map(Task, places), jobs, seconds)}


def test_what_is_read_in_another_process_is_the_same(tmp_path: Path) -> None:
    write(tmp_path, 1857, 1858, 1866)
    places = sorted(tmp_path.iterdir())
    assert dict(read_all(map(Task, places), 2)) == {Task(place): read(Task(place)) for place in places}


def test_content_that_is_known_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, 1866)
    sha256 = hashlib.sha256(script(1866).encode()).hexdigest()
    assert read(Task(tmp_path / "1866.txt", frozenset({sha256}))) == (sha256, None, None)


def test_what_is_no_script_says_why(tmp_path: Path) -> None:
    (tmp_path / "review.txt").write_text("A film that everybody should see.\n")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "film.json").write_text("{}")
    said = reasons([*tmp_path.iterdir(), tmp_path / "missing.txt"])
    assert (said["review.txt"] or "").startswith("no timecoded script: ")
    assert "--layout" not in (said["review.txt"] or "")
    assert said["empty.txt"] == "the document is empty; check that it is the right one and was saved"
    assert (said["film.json"] or "").startswith("JSON that is not in the format transcript/1")
    assert (said["missing.txt"] or "").startswith("the file cannot be read (no such file or directory)")


def test_a_process_that_dies_fails_its_script_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, 1857, 1858, 1866)
    bomb = (
        "import os; from transcript.search import reading as r; usual = r.read;"
        " r.read = lambda task: os.kill(os.getpid(), 9) if task.place.stem == '1858' else usual(task);"
    )
    monkeypatch.setattr(crew, "_SERVE", bomb + crew._SERVE)
    assert reasons(sorted(tmp_path.iterdir())) == {
        "1857.txt": None,
        "1858.txt": "the process that worked on it was killed (signal 9, as happens when memory runs out)",
        "1866.txt": None,
    }


def test_a_fault_of_the_program_fails_its_script_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, 1857, 1866)
    fault = (
        "from transcript import api; usual = api.transcribe;"
        " api.transcribe = lambda d, s: 1 // 0 if d.name == '1857.txt' else usual(d, s);"
    )
    monkeypatch.setattr(crew, "_SERVE", fault + crew._SERVE)
    assert reasons(sorted(tmp_path.iterdir())) == {
        "1857.txt": "transcript failed on it (ZeroDivisionError: integer division or modulo by zero)",
        "1866.txt": None,
    }


def test_what_does_not_end_is_ended(tmp_path: Path) -> None:
    write(tmp_path, 1857, 1866)
    os.mkfifo(tmp_path / "1858.txt")  # nobody ever writes to it
    read = list(read_all(map(Task, sorted(tmp_path.iterdir())), 1, seconds=5))
    assert [(task.place.stem, outcome.reason) for task, outcome in sorted(read)] == [
        ("1857", None),
        ("1858", "it was not done within 5 seconds"),
        ("1866", None),
    ]


def test_what_a_library_prints_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, 1866)
    noise = (
        "from transcript import api; usual = api.transcribe; api.transcribe = lambda *a: print('noise') or usual(*a);"
    )
    monkeypatch.setattr(crew, "_SERVE", noise + crew._SERVE)
    assert reasons(list(tmp_path.iterdir())) == {"1866.txt": None}


def test_tasks_are_taken_as_there_is_room(tmp_path: Path) -> None:
    write(tmp_path, 1866)
    taken = 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        while taken < 1000:
            taken += 1
            yield Task(tmp_path / "1866.txt")

    outcomes = read_all(tasks(), 2)
    next(outcomes)
    assert taken <= 8
    outcomes.close()  # type: ignore[attr-defined]


def test_processes_end_with_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    start = crew._started

    def kept() -> subprocess.Popen[bytes]:
        started.append(start())
        return started[-1]

    monkeypatch.setattr(crew, "_started", kept)
    write(tmp_path, *range(1850, 1870))
    outcomes = read_all(map(Task, tmp_path.iterdir()), 2)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)
