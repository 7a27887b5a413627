"""What a Dask cluster costs: two workers of this machine against two processes of the local batch, on the same tree.

    python -m tests.benchmarks.cluster                  5,000 scripts, some minutes
    python -m tests.benchmarks.cluster --scripts 300    fewer
    python -m tests.benchmarks.cluster --json           the same figures for a program to read

Each way converts the tree on the local disk, and from and to object storage, which is moto's server in this process:
it shares the processors with what is measured, and stands for no real one but in the number of requests. Scripts
are small, so that what is done for each of them shows. A second run then finds everything unchanged. At last the
cluster does it again, and twice a worker of it is killed on the way. All outputs are compared byte for byte.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.batch.trees import files
from tests.workers.clusters import Storage, served, tree

_WORKERS = 2
_FORMATS = ("--to", "vtt")


@dataclass(frozen=True, slots=True)
class Timed:
    """One command. requests: to object storage, for each script."""

    place: str
    way: str
    seconds: float
    again_seconds: float
    requests: float
    again_requests: float


@contextmanager
def cluster() -> Iterator[Any]:
    """A cluster of this machine."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=_WORKERS, threads_per_worker=1, dashboard_address=":0", silence_logs=logging.CRITICAL
    ) as found:
        yield found


def measured(count: int) -> list[Timed]:
    """Every way on every place."""
    found: list[Timed] = []
    with tempfile.TemporaryDirectory() as temporary, served() as storage, cluster() as dask:
        folder = Path(temporary)
        for path, content in tree(count):
            (folder / "scripts" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "scripts" / path).write_bytes(content)
        scripts = storage.bucket("scripts", files(folder / "scripts"))
        ways = {"jobs": ("--jobs", str(_WORKERS)), "cluster": ("--scheduler", dask.scheduler_address)}
        outputs: list[dict[str, bytes]] = []
        for way, told in ways.items():
            out = folder / way
            found.append(_timed("disk", way, (str(folder / "scripts"), str(out), *told), storage, count))
            outputs.append(files(out))
        for way, told in ways.items():
            found.append(_timed("s3", way, (scripts, storage.bucket(way), *told), storage, count))
            outputs.append(storage.files(way))
        arguments = (scripts, storage.bucket("killed"), *ways["cluster"])
        with _killing(dask, storage, "killed", (count // 4, count // 2)) as killed:
            found.append(_timed("s3", "killed", arguments, storage, count))
        if len(killed) != 2:
            raise AssertionError("no two workers were killed on the way")
        outputs.append(storage.files("killed"))
    if any(made != outputs[0] for made in outputs):
        raise AssertionError("the outputs are not the same")
    return found


@contextmanager
def _killing(dask: Any, storage: Storage, bucket: str, when: Sequence[int]) -> Iterator[list[int]]:
    """Kill a worker whenever so many outputs were put into a bucket. Gives the processes that were killed."""
    killed: list[int] = []
    ended = Event()

    def kill() -> None:
        for most in when:
            while sum(asked.startswith(f"PUT /{bucket}/series") for asked in list(storage.asked)) < most:
                if ended.wait(0.1):
                    return
            nannies = list(dask.workers.values())
            killed.append(nannies[len(killed)].pid)
            os.kill(killed[-1], signal.SIGKILL)

    thread = Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        ended.set()
        thread.join()


def _timed(place: str, way: str, arguments: Sequence[str], storage: Storage, count: int) -> Timed:
    source, out, *told = arguments
    command = [sys.executable, "-m", "transcript", "convert", source, "-r", *_FORMATS, "--out-dir", out, *told]
    times: list[float] = []
    asked: list[float] = []
    for expected in ("converted", "unchanged"):
        storage.asked.clear()
        begun = perf_counter()
        ended = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        times.append(perf_counter() - begun)
        asked.append(len(storage.asked) / count)
        if ended.returncode != 1 or f" {expected}" not in ended.stderr or f" 0 {expected}" in ended.stderr:
            raise AssertionError(ended.stderr)
    return Timed(place, way, *times, *asked)


def show(figures: Sequence[Timed], count: int, console: Console) -> None:
    """The figures as a table."""
    table = Table(title=f"{count:,} scripts", title_justify="left")
    for name in ("", "", "s", "ms a script", ": jobs", "again, s", "again, ms", ": jobs", "requests", "again"):
        table.add_column(name, justify="right" if table.columns[1:] else "left")
    for one in figures:
        of_jobs = next(other for other in figures if (other.place, other.way) == (one.place, "jobs"))
        table.add_row(
            one.place,
            one.way,
            f"{one.seconds:.1f}",
            f"{one.seconds / count * 1000:.1f}",
            f"{one.seconds / of_jobs.seconds:.2f}",
            f"{one.again_seconds:.1f}",
            f"{one.again_seconds / count * 1000:.1f}",
            f"{one.again_seconds / of_jobs.again_seconds:.2f}",
            f"{one.requests:.2f}",
            f"{one.again_requests:.2f}",
        )
    console.print(table)


def main() -> None:
    about = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.cluster", description=about)
    parser.add_argument("--scripts", type=int, default=5000, metavar="N", help="how many scripts")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    asked = parser.parse_args()
    figures = measured(asked.scripts)
    if asked.json:
        print(json.dumps([asdict(one) for one in figures], indent=2))
    else:
        show(figures, asked.scripts, Console(width=120))


if __name__ == "__main__":
    main()
