"""Batches on a Dask cluster."""

from __future__ import annotations

import logging
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import dask
import pytest
from click.testing import CliRunner, Result

from tests.batch.trees import files, root_of, run, write_script
from tests.workers.clusters import Storage, tree
from transcript.batch import cluster as clusters
from transcript.batch.cluster import by_cluster
from transcript.batch.cues import merge
from transcript.batch.run import Report, Root, planned
from transcript.batch.work import Chunk, Outcome, Piece, State
from transcript.batch.work import convert as work
from transcript.cli import cli
from transcript.dataset.partitions import FOLDER
from transcript.stores.local import LocalStore
from transcript.stores.remote import RemoteStore
from transcript.workers import cluster as joining
from transcript.workers.cluster import ClusterRefused

# Three of the scripts are none, and one has no timecodes.
SCRIPTS, FAILED = 300, 4


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scripts")
    for path, content in tree(SCRIPTS):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def expected(scripts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the local batch makes of them."""
    out = tmp_path_factory.mktemp("expected")
    report = run(root_of(scripts, out, ("vtt",))).report
    assert (report.scripts, report.failed) == (SCRIPTS, FAILED)
    return files(out)


def convert(cluster: Any, *roots: Root, then: Callable[[int], None] = lambda _: None) -> tuple[Report, list[Outcome]]:
    """Convert on a cluster. then: is told how many scripts are done, after each."""
    report = Report()
    outcomes: list[Outcome] = []
    with by_cluster(cluster.scheduler_address) as (schedule, threads), planned(roots) as plan:
        for outcome in plan.outcomes(schedule, threads):
            report.count(outcome)
            outcomes.append(outcome)
            then(report.scripts)
    return report, outcomes


def workers(cluster: Any) -> list[int]:
    """The processes of the workers that are there."""
    from distributed import Client

    with Client(cluster.scheduler_address, set_as_default=False) as client:
        return list(client.run(os.getpid, on_error="ignore").values())


def command(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(cli, list(map(str, arguments)), prog_name="transcript")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def test_the_same_bytes_as_the_local_batch_also_when_workers_are_killed(
    storage: Storage, dask_cluster: Any, scripts: Path, expected: dict[str, bytes]
) -> None:
    storage.bucket("killed-scripts", files(scripts))
    storage.bucket("killed-outputs")
    local = root_of(scripts, formats=("vtt",))
    source, target = RemoteStore("s3://killed-scripts"), RemoteStore("s3://killed-outputs")
    root = local._replace(order=replace(local.order, source=source, target=target))
    killed: list[int] = []

    def kill(done: int) -> None:
        if done >= (60, 160, SCRIPTS + 1)[len(killed)]:
            killed.append(next(pid for pid in workers(dask_cluster) if pid not in killed))
            os.kill(killed[-1], signal.SIGKILL)

    report, outcomes = convert(dask_cluster, root, then=kill)
    assert len(killed) == 2
    assert (report.scripts, report.failed, report.converted + report.unchanged) == (SCRIPTS, FAILED, SCRIPTS - FAILED)
    assert len({outcome.path for outcome in outcomes}) == SCRIPTS
    assert storage.files("killed-outputs") == expected

    storage.put("killed-outputs", next(iter(expected)), b"WEBVTT\n\nby hand\n")
    storage.asked.clear()
    report, outcomes = convert(dask_cluster, root)
    assert (report.converted, report.unchanged, report.failed, report.kept) == (0, SCRIPTS - FAILED, FAILED, 1)
    assert [output for outcome in outcomes for output in outcome.kept] == [
        f"s3://killed-outputs/{next(iter(expected))}"
    ]
    assert [asked for asked in storage.asked if asked.startswith("PUT")] == ["PUT /killed-outputs/.transcript/begun"]


def test_the_command_goes_on_where_it_was_killed(
    dask_cluster: Any, scripts: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    told = ("--out-dir", out, "--scheduler", dask_cluster.scheduler_address)
    arguments: Sequence[str | Path] = ("convert", scripts, "-r", "--to", "vtt", *told)
    first = subprocess.Popen([sys.executable, "-m", "transcript", *map(str, arguments)], stderr=subprocess.DEVNULL)
    _until(lambda: first.poll() is not None or len(files(out)) >= 40)
    first.kill()
    assert first.wait() == -signal.SIGKILL
    before = len(files(out))
    second = command(*arguments)
    assert second.exit_code == 1
    assert f"{out}: " in second.stderr
    unchanged = int(second.stderr.rpartition(" unchanged")[0].rpartition(" ")[2])
    assert 0 < before - 16 <= unchanged < SCRIPTS - FAILED
    assert files(out) == expected
    third = command(*arguments)
    assert (third.exit_code, "0 converted, 296 unchanged, 4 failed" in third.stderr) == (1, True)


def cues(dataset: str | Path, filesystem: Any = None) -> list[dict[str, Any]]:
    """The rows of a dataset as Arrow reads them, in the order of scripts."""
    columns = pytest.importorskip("pyarrow.dataset").dataset(dataset, filesystem=filesystem, partitioning="hive")
    ordered = columns.to_table().sort_by([("programme", "ascending"), ("number", "ascending")])
    rows: list[dict[str, Any]] = ordered.to_pylist()
    return rows


def test_the_dataset_holds_what_that_of_the_local_batch_does_also_when_workers_are_killed(
    storage: Storage, dask_cluster: Any, scripts: Path, tmp_path: Path
) -> None:
    from s3fs import S3FileSystem

    untimed = 1  # is refused as subtitles alone
    of_tree = storage.bucket("dataset-scripts", files(scripts))
    out = storage.bucket("dataset-outputs")
    local = command("convert", scripts, "-r", "--to", "parquet", "--out-dir", tmp_path, "--jobs", "2")
    assert f"{SCRIPTS - FAILED + untimed} converted, 0 unchanged, {FAILED - untimed} failed" in local.stderr
    expected = cues(tmp_path / FOLDER)
    assert len({row["programme"] for row in expected}) == SCRIPTS - FAILED + untimed
    told: Sequence[str] = ("convert", of_tree, "-r", "--to", "parquet", "--out-dir", out)
    told = (*told, "--scheduler", dask_cluster.scheduler_address)
    s3 = S3FileSystem(skip_instance_cache=True, use_listings_cache=False)
    made = f"dataset-outputs/{FOLDER}"

    def waiting() -> list[str]:
        found: list[str] = s3.find("dataset-outputs/.transcript/cues")
        return found

    def put(beginning: str) -> int:
        return sum(asked.startswith(f"PUT /dataset-outputs/{beginning}") for asked in list(storage.asked))

    first = subprocess.Popen([sys.executable, "-m", "transcript", *told], stderr=subprocess.PIPE, text=True)
    for beginning, most in ((".transcript/cues/0", 100), (f"{FOLDER}/part=", 1)):
        _until(lambda: put(beginning) >= most)  # noqa: B023 - called at once
        assert (first.poll(), waiting() != []) == (None, True)
        os.kill(workers(dask_cluster)[0], signal.SIGKILL)
    said = first.communicate(timeout=120)[1]
    assert first.returncode == 1, said
    done = [int(found) for found in re.findall(r"(\d+) (?:converted|unchanged|failed)", said)]
    assert (sum(done), done[-1]) == (SCRIPTS, FAILED - untimed), said
    assert cues(made, s3) == expected
    assert waiting() == []

    storage.asked.clear()
    again = command(*told)
    assert f"0 converted, {SCRIPTS - FAILED + untimed} unchanged, {FAILED - untimed} failed" in again.stderr
    assert (put(FOLDER), put(".transcript/receipts"), waiting()) == (0, 0, [])

    gone = next(path for path in files(scripts) if "series 2" in path and path.endswith("00002.txt"))
    RemoteStore(of_tree).remove(gone)
    assert f"0 converted, {SCRIPTS - FAILED + untimed - 1} unchanged" in command(*told).stderr
    assert cues(made, s3) == expected
    storage.asked.clear()
    assert f"0 converted, {SCRIPTS - FAILED + untimed - 1} unchanged" in command(*told, "--gone").stderr
    left = [row for row in expected if row["source"] != gone]
    assert 0 < len(left) < len(expected)
    assert cues(made, s3) == left
    assert (put(f"{FOLDER}/part="), waiting()) == (1, [])


def test_cues_get_into_the_dataset_where_only_the_second_of_two_workers_can_say_what_it_did(tmp_path: Path) -> None:
    """The first did the work, and was lost before it could say so."""

    def twice(chunks: Iterator[Chunk]) -> Generator[Sequence[Outcome], None, None]:
        for chunk in chunks:
            if chunk.merging is not None:
                assert merge(chunk.merging) is None
                continue
            pieces = [Piece(chunk.order, job) for job in chunk.jobs]
            assert [one(piece).state for one in (work, work) for piece in pieces] == [State.CONVERTED, State.UNCHANGED]
            yield [work(piece) for piece in pieces]

    write_script(tmp_path / "in" / "film.txt")
    root = root_of(tmp_path / "in", tmp_path / "out", ("parquet",))._replace(dataset=True)
    with planned([root]) as plan:
        assert [outcome.state for outcome in plan.outcomes(twice, 1)] == [State.UNCHANGED]
    assert {row["programme"] for row in cues(tmp_path / "out" / FOLDER)} == {"film"}
    assert not [path for path in (tmp_path / "out" / ".transcript" / "cues").rglob("*") if path.is_file()]


def test_folders_are_told_to_workers_by_their_whole_paths(
    dask_cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_script(tmp_path / "in" / "film.txt")
    monkeypatch.chdir(tmp_path)
    result = command("convert", "in", "-r", "--out-dir", "out", "--scheduler", dask_cluster.scheduler_address)
    assert (result.exit_code, list(files(tmp_path / "out"))) == (0, ["film.srt"]), result.stderr


def test_no_more_is_with_the_cluster_than_keeps_it_busy(dask_cluster: Any, scripts: Path, tmp_path: Path) -> None:
    taken = done = 0
    most = 0

    def counted(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
        nonlocal taken
        for chunk in chunks:
            taken += 1
            yield chunk

    root = root_of(scripts, tmp_path / "out")
    with by_cluster(dask_cluster.scheduler_address) as (schedule, threads), planned([root]) as plan:
        for _ in schedule(counted(plan._chunks(4))):
            most = max(most, taken - done)
            done += 1
    assert (threads, done) == (2, taken)
    assert threads < most <= 2 * threads + 1


def test_what_is_not_begun_is_cancelled_when_the_run_is_stopped(
    dask_cluster: Any, scripts: Path, tmp_path: Path
) -> None:
    root = root_of(scripts, tmp_path / "out")
    with by_cluster(dask_cluster.scheduler_address) as (schedule, threads), planned([root]) as plan:
        with closing(plan.outcomes(schedule, threads)) as outcomes:
            next(outcomes)
        _until(lambda: not any("transcript" in str(key) for key in dask_cluster.scheduler.tasks))
    assert 0 < len(files(tmp_path / "out")) <= 8 * (2 * threads + 1)


@dataclass(frozen=True, slots=True)
class DeadlyForWorkers(LocalStore):
    """A folder in which reading kills.txt ends the worker, as a machine does whose memory runs out."""

    def read(self, path: str, most: int = -1) -> bytes:
        if path.endswith("kills.txt"):
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(60)
        if path.endswith("dies.txt"):
            os._exit(3)
        return LocalStore.read(self, path, most)


def test_one_script_that_takes_its_workers_with_it_fails_alone(
    dask_cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_cluster.scheduler, "allowed_failures", 0)
    for number in range(40):
        name = {17: "kills", 23: "dies"}.get(number, "film")
        write_script(tmp_path / "in" / f"{number:02} {name}.txt")
    report, outcomes = convert(dask_cluster, root_of(DeadlyForWorkers(tmp_path / "in"), tmp_path / "out"))
    assert (report.scripts, report.failed, len(files(tmp_path / "out"))) == (40, 2, 38)
    refused = {Path(outcome.path).name: outcome.refused for outcome in outcomes if outcome.refused}
    assert "the workers that worked on it were lost, one after another" in refused["17 kills.txt"][0]
    assert "the process that worked on it ended (code 3)" in refused["23 dies.txt"][0]


@contextmanager
def small_cluster(count: int = 1) -> Iterator[Any]:
    """A cluster within this process."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=count,
        threads_per_worker=1,
        processes=False,
        dashboard_address=":0",
        silence_logs=logging.CRITICAL,
        protocol="tcp://",
    ) as cluster:
        yield cluster


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clusters, "_PULSE", 0.1)
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        yield


@pytest.mark.usefixtures("impatient")
def test_a_cluster_that_cannot_be_worked_with_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_script(tmp_path / "in" / "film.txt")

    def refused(address: str) -> str:
        result = command("convert", tmp_path / "in", "-r", "--out-dir", tmp_path / "out", "--scheduler", address)
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1), result.stderr
        assert not (tmp_path / "out").exists()
        return result.stderr

    assert "there is no Dask scheduler (Timed out trying to connect" in refused("tcp://127.0.0.1:1")
    assert "there is no Dask scheduler (missing port number in address 'here')" in refused("here")
    with small_cluster(0) as cluster:
        assert "it has no workers after 1 seconds; start some" in refused(cluster.scheduler_address)
    with small_cluster() as cluster:
        (worker,) = cluster.scheduler.workers
        with monkeypatch.context() as patch:
            patch.setattr(joining, "__version__", "99")
            told = refused(cluster.scheduler_address)
            assert told.startswith(f"Error: the worker {worker} has transcript ")
            assert "and this is 99; install the same for all" in told
        with monkeypatch.context() as patch:
            patch.setattr(joining, "_PYTHON", "3.99")
            assert f"the worker {worker} runs Python" in refused(cluster.scheduler_address)
        unseen = by_cluster(cluster.scheduler_address, [tmp_path / "in", tmp_path / "elsewhere"])
        with pytest.raises(ClusterRefused, match=f"the worker {worker} does not see {tmp_path / 'elsewhere'}"), unseen:
            pass


def test_a_cluster_is_for_folders_and_instead_of_jobs(tmp_path: Path) -> None:
    write_script(tmp_path / "film.txt")
    single = command("convert", tmp_path / "film.txt", "--scheduler", "tcp://127.0.0.1:1")
    assert (single.exit_code, "--scheduler counts for folders" in single.stderr) == (2, True)
    both = command("convert", tmp_path, "-r", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:1")
    assert (both.exit_code, "give one of them" in both.stderr) == (2, True)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("lost", ["scheduler", "workers"])
def test_a_cluster_that_is_lost_ends_the_run_and_another_goes_on(lost: str, tmp_path: Path) -> None:
    for number in range(60):
        write_script(tmp_path / "in" / f"{number}.txt", f"Tide {number}.")
    root = root_of(tmp_path / "in", tmp_path / "out")

    with small_cluster() as cluster:

        def lose(done: int) -> None:
            if done == 10:
                cluster.close() if lost == "scheduler" else cluster.scale(0)

        said = {"scheduler": "the scheduler was lost", "workers": "it has no workers any more"}[lost]
        with pytest.raises(ClusterRefused, match=f"{said}.*the same command goes on"):
            convert(cluster, root, then=lose)
    begun = len(files(tmp_path / "out"))
    assert 10 <= begun < 60
    with small_cluster() as another:
        report, _ = convert(another, root)
    assert (report.unchanged >= 10, report.failed, len(files(tmp_path / "out"))) == (True, 0, 60)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts a program of Dask, for which there is no transcript."""
    running: list[subprocess.Popen[bytes]] = []

    def start(program: str, *arguments: str, has_transcript: bool = False) -> subprocess.Popen[bytes]:
        without = "" if has_transcript else "sys.modules['transcript'] = None; "
        code = f"import sys; {without}from distributed.cli.dask_{program} import main; main()"
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        running.append(
            subprocess.Popen(
                [sys.executable, "-c", code, *arguments, "--no-dashboard"],
                env=environment,
                cwd=tmp_path,
                stderr=subprocess.DEVNULL,
            )
        )
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()


def test_workers_need_transcript_and_the_scheduler_does_not(
    started: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    write_script(tmp_path / "in" / "film.txt")
    address_file = tmp_path / "scheduler.json"
    started("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(address_file))
    _until(address_file.exists)
    told = ("--scheduler-file", str(address_file), "--nthreads", "1", "--no-nanny")
    without = started("worker", *told)
    address = _address(address_file)
    arguments: Sequence[str | Path] = ("convert", tmp_path / "in", "-r", "--out-dir", tmp_path / "out")
    arguments = (*arguments, "--scheduler", address)
    result = command(*arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: transcript is not installed for the worker tcp://")
    assert "pip install 'transcript[cluster]'" in result.stderr
    without.kill()
    without.wait()
    started("worker", *told, has_transcript=True)
    result = command(*arguments)
    assert (result.exit_code, list(files(tmp_path / "out"))) == (0, ["film.srt"]), result.stderr


def _address(file: Path) -> str:
    import json

    found: str = json.loads(file.read_text())["address"]
    return found


def _until(holds: Callable[[], object]) -> None:
    """Wait until it holds."""
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail("it did not come about in a minute")
