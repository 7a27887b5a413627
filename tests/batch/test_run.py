"""A batch: its plan, and processes that convert."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import pytest

from tests.batch.shelves import Shelves
from tests.batch.trees import DeadlyStore, files, here, left_over, root_of, run, write_script
from transcript.batch.run import Report, Root, by_processes, planned
from transcript.batch.work import Chunk, Outcome, State
from transcript.errors import OutputRefused
from transcript.stores.local import LocalStore

_PROJECT = Path(__file__).parents[2]
_TIMEOUT = 60


def test_memory_does_not_grow_with_the_number_of_scripts(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.batch.shelves", str(tmp_path), "5", "50"]
    told = subprocess.run(command, stdout=subprocess.PIPE, cwd=_PROJECT, text=True, check=True, timeout=_TIMEOUT)
    few, many = map(int, told.stdout.split())
    assert many < 1.3 * few, "what is left to do stands in a file"


def test_no_more_is_taken_out_of_the_plan_than_is_asked_for(tmp_path: Path) -> None:
    taken: list[Chunk] = []

    def watched(chunks: Iterator[Chunk]) -> Generator[Sequence[Outcome], None, None]:
        for chunk in chunks:
            taken.append(chunk)
            yield [Outcome(job.path, State.UNCHANGED) for job in chunk.jobs]

    with planned([root_of(Shelves(Path("archive"), number=10), tmp_path)]) as plan:
        outcomes = plan.outcomes(watched, 2)
        next(outcomes)
        assert len(taken) == 1
        outcomes.close()


def test_every_script_is_in_one_chunk_with_the_order_of_its_folder(tmp_path: Path) -> None:
    roots = []
    for name in ("a", "b", "c"):
        for number in range(5):
            write_script(tmp_path / name / f"film{number}.txt")
        roots.append(root_of(tmp_path / name, tmp_path / "out" / name))
    seen: list[str] = []

    def watched(chunks: Iterator[Chunk]) -> Generator[Sequence[Outcome], None, None]:
        for chunk in chunks:
            seen.extend(chunk.order.source.shown(job.path) for job in chunk.jobs)
            yield []

    with planned(roots) as plan:
        assert list(plan.outcomes(watched, 1)) == []
    assert sorted(seen) == sorted(str(path) for path in tmp_path.glob("?/*.txt"))


def test_what_can_be_refused_at_once_is_told_first(tmp_path: Path) -> None:
    for name in ("film.txt", "film.reel1.txt"):
        write_script(tmp_path / name)
    with planned([root_of(tmp_path, tmp_path / "out", split=True)]) as plan:
        first, second = plan.outcomes(here, 1)
    assert (first.state, second.state) == (State.FAILED, State.CONVERTED)


def test_a_plan_that_finds_no_room_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", _full)
    write_script(tmp_path / "film.txt")
    with pytest.raises(OutputRefused, match=r"cannot be put down in .* \(no space left on device\); make room there"):
        run(root_of(tmp_path, tmp_path / "out"))


def _full() -> None:
    raise OSError(28, os.strerror(28))


def test_a_batch_by_processes_makes_what_one_here_makes(tmp_path: Path) -> None:
    for number in range(6):
        write_script(tmp_path / "scripts" / f"film{number}.txt", f"Number {number} speaks.")
    run(root_of(tmp_path / "scripts", tmp_path / "here"))
    report = _by_processes(root_of(tmp_path / "scripts", tmp_path / "there"))
    assert report.converted == 6
    assert files(tmp_path / "there") == files(tmp_path / "here")
    assert left_over(tmp_path / "there") == []


def test_what_came_of_each_script_is_told_as_soon_as_it_is_done(tmp_path: Path) -> None:
    """And not when the last of those that were given to its process with it is."""
    scripts = tmp_path / "scripts"
    for number in range(39):
        write_script(scripts / f"film{number:02}.txt")
    write_script(scripts / "sleeps.txt")
    with planned([root_of(DeadlyStore(scripts), tmp_path / "out")]) as plan:
        outcomes = plan.outcomes(by_processes(1), 1)
        assert [next(outcomes).state for _ in range(39)] == [State.CONVERTED] * 39
        outcomes.close()


def _by_processes(root: Root, seconds: float = 300) -> Report:
    report = Report()
    with planned([root]) as plan:
        for outcome in plan.outcomes(by_processes(2, seconds), 2):
            report.count(outcome)
    return report


@pytest.mark.parametrize(
    ("name", "seconds", "reason"),
    [("dies.txt", 300.0, r"ended \(code 3\)"), ("sleeps.txt", 5.0, "not done within 5 seconds")],
)
def test_a_script_that_takes_its_process_with_it_fails_alone(
    tmp_path: Path, name: str, seconds: float, reason: str
) -> None:
    scripts, out = tmp_path / "scripts", tmp_path / "out"
    for number in range(8):
        write_script(scripts / f"film{number}.txt")
    write_script(scripts / name)
    with planned([root_of(DeadlyStore(scripts), out)]) as plan:
        outcomes = list(plan.outcomes(by_processes(1, seconds), 1))
    failed = [outcome for outcome in outcomes if outcome.state is State.FAILED]
    assert [outcome.path for outcome in failed] == [str(scripts / name)]
    assert re.search(reason, failed[0].refused[0].found)
    assert "run it again" in failed[0].refused[0].advice
    assert [outcome.state for outcome in outcomes].count(State.CONVERTED) == 8
    assert set(files(out)) == {f"film{number}.srt" for number in range(8)}


class Batch:
    """`transcript convert --recursive` in a process of its own."""

    def __init__(self, scripts: Path, out: Path) -> None:
        self.out = out
        command = ["convert", str(scripts), "--recursive", "--to", "srt", "--to", "json", "--out-dir", str(out)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "transcript", *command, "--jobs", "2"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def until(self, seen: Callable[[], object]) -> None:
        """Wait until something is seen, or the batch is done."""
        deadline = time.monotonic() + _TIMEOUT
        while not seen() and self.process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)

    def outputs(self) -> int:
        return sum(1 for _ in self.out.glob("*.srt"))

    def workers(self) -> list[int]:
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(child) for children in threads for child in _read(children).split()]

    def ended(self) -> str:
        """What it has said."""
        said, _ = self.process.communicate(timeout=_TIMEOUT)
        return said


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough scripts to be at work for a second, one of which fails."""
    folder = tmp_path_factory.mktemp("archive")
    for number in range(24):
        words = " ".join(f"This is line {line} of number {number}." for line in range(8 + 20 * (number % 5)))
        write_script(folder / f"film{number:02}.txt", words)
    (folder / "broken.txt").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def undisturbed(scripts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("undisturbed")
    run(root_of(scripts, out, ("srt", "json")))
    return files(out)


posix = pytest.mark.skipif(os.name == "nt", reason="this system has no such signals")


@posix
@pytest.mark.parametrize("outputs", [0, 3, 13])
def test_what_a_killed_batch_has_begun_the_next_one_finishes(
    scripts: Path, undisturbed: dict[str, bytes], tmp_path: Path, outputs: int
) -> None:
    batch = Batch(scripts, tmp_path)
    batch.until(lambda: batch.outputs() >= outputs)
    batch.process.kill()
    batch.ended()
    ran = run(root_of(scripts, tmp_path, ("srt", "json")))
    assert ran.kept == set()
    assert files(tmp_path) == undisturbed
    assert left_over(tmp_path) == []


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="this system has no /proc to look for processes in")
def test_the_processes_of_a_killed_batch_end_with_it(scripts: Path, tmp_path: Path) -> None:
    batch = Batch(scripts, tmp_path)
    batch.until(lambda: batch.outputs() >= 2)
    workers = batch.workers()
    batch.process.kill()
    batch.ended()
    assert workers
    deadline = time.monotonic() + _TIMEOUT
    while any(map(_is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(map(_is_running, workers))


def _is_running(process: int) -> bool:
    state = _read(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return bool(state) and state[0] != "Z"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="this system has no /proc to look for processes in")
def test_a_process_that_is_killed_loses_one_script_until_the_next_run(
    scripts: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    batch = Batch(scripts, tmp_path)
    batch.until(lambda: batch.outputs() >= 3)
    os.kill(batch.workers()[0], signal.SIGKILL)
    said = batch.ended()
    assert batch.process.returncode == 1
    assert said.count("was killed (signal 9") == 1
    # It may have been at the one that is broken anyway.
    failed = 1 if "broken.txt: the process that worked on it was killed" in said else 2
    assert f"{25 - failed} converted, 0 unchanged, {failed} failed" in said
    run(root_of(scripts, tmp_path, ("srt", "json")))
    assert files(tmp_path) == undisturbed


@posix
def test_ctrl_c_stops_and_the_next_run_goes_on(scripts: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    batch = Batch(scripts, tmp_path)
    batch.until(lambda: batch.outputs() >= 3)
    batch.process.send_signal(signal.SIGINT)
    said = batch.ended()
    assert batch.process.returncode == 1
    assert "Traceback" not in said
    assert said.splitlines()[-1].startswith("Error: stopped: ")
    assert said.endswith(" of 25 scripts are done; the same command goes on from there\n")
    assert left_over(tmp_path) == []
    done = len(files(tmp_path))
    assert 0 < done < len(undisturbed)
    batch = Batch(scripts, tmp_path)
    assert "0 unchanged" not in batch.ended()
    assert files(tmp_path) == undisturbed


def test_two_batches_do_not_write_into_one_folder(scripts: Path, tmp_path: Path) -> None:
    with LocalStore(tmp_path).held():
        batch = Batch(scripts, tmp_path)
        said = batch.ended()
    assert batch.process.returncode == 1
    assert said == (
        f"Error: another run is writing into {tmp_path}; wait until it has finished, or name another folder with "
        "--out-dir\n"
    )
    assert files(tmp_path) == {}
