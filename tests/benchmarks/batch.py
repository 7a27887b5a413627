"""How `transcript convert --recursive` holds under load: many scripts, several processes, memory, runs that are killed.

    python -m tests.benchmarks.batch                  5,000 scripts, best of 5 runs: most of an hour on two processors
    python -m tests.benchmarks.batch --scripts 500    fewer of them
    python -m tests.benchmarks.batch --turns 1        each run once
    python -m tests.benchmarks.batch --json           the same figures for a program to read

It exits with 1 where a bar is missed. The scripts are made from the samples: of all lengths up to half an hour, most of
them text, some Word, OpenDocument, RTF, HTML and PDF, and a few that are broken. Runs are measured by the clock on the
wall, in turn: two processes are of use only where two processors are free.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from shutil import rmtree
from time import monotonic, sleep

from rich.console import Console
from rich.table import Table

from tests.benchmarks.programmes import programme
from transcript.stores.store import OWN

SCRIPTS = 5000
TURNS = 5
FASTER = 1.6  # with two processes
MORE_MEMORY = 1.3  # of ten times as many scripts

_SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_FORMS = ("docx", "odt", "rtf", "html", "pdf")
_TEXTS = 12
# The command as users run it, which at last writes down the most memory that it has held, in bytes.
_COMMAND = """
import atexit, re, resource, sys
from pathlib import Path

def write(place):
    try:  # Linux counts what the process was before it became this program into the other figure
        most = int(re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    Path(place).write_text(str(most))

atexit.register(write, sys.argv.pop(1))
from transcript.cli import main
main()
"""


def make_scripts(folder: Path, number: int, seed: int = 0) -> None:
    """So many scripts in folders of a hundred: always the same ones for the same numbers."""
    draw = Random(seed)  # noqa: S311 - no secret
    texts = [programme(1, seed=place).splitlines(keepends=True) for place in range(_TEXTS)]
    forms = {form: (_SAMPLES / f"forms/atlantic-cable.{form}").read_bytes() for form in _FORMS}
    for place in range(number):
        shelf = folder / f"shelf {place // 100:03}"
        shelf.mkdir(parents=True, exist_ok=True)
        kind = draw.random()
        if kind < 0.03:
            (shelf / f"broken{place:05}.docx").write_bytes(_broken(draw, forms["docx"]))
        elif kind < 0.08:
            form = draw.choice(_FORMS)
            (shelf / f"film{place:05}.{form}").write_bytes(forms[form])
        else:
            lines = draw.choice(texts)
            length = min(len(lines), round(draw.lognormvariate(5, 1)) + 40)
            begin = draw.randrange(max(1, len(lines) - length))
            (shelf / f"film{place:05}.txt").write_text(
                f"Film {place}\n\n{''.join(lines[begin : begin + length])}", "utf-8"
            )


def _broken(draw: Random, whole: bytes) -> bytes:
    return draw.choice(
        [b"", whole[: len(whole) // 2], draw.randbytes(2000), b"A review of a film, without any timecode.\n"]
    )


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its seconds by the clock on the wall, the most memory in bytes of the process that leads it."""

    seconds: float
    memory: int


class Command:
    """`transcript convert --recursive` of a folder, with so many processes."""

    def __init__(self, scripts: Path, out: Path, jobs: int) -> None:
        self._memory = out.with_name(f"{out.name}.memory")
        command = ["convert", str(scripts), "--recursive", "--to", "srt", "--to", "json", "--out-dir", str(out)]
        self._begun = monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-c", _COMMAND, str(self._memory), *command, "--jobs", str(jobs)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def ended(self) -> Run:
        if self.process.wait() not in (0, 1):  # 1: some scripts are broken
            raise SystemExit(f"transcript ended with {self.process.returncode}")
        return Run(monotonic() - self._begun, int(self._memory.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Figures:
    """one, two: seconds with one process and with two, the best of all turns. few, many: the most memory of the leading
    process in bytes, with a tenth of the scripts and with all. again: seconds where nothing has changed; changed: where
    one script in a hundred has. killed: whether outputs were those of an undisturbed run after one that was killed.
    load: of the machine before and after, as the system counts it.
    """

    scripts: int
    turns: int
    one: float
    two: float
    few: int
    many: int
    again: float
    changed: float
    killed: bool
    load: tuple[float, float]

    @property
    def faster(self) -> float:
        return self.one / self.two

    @property
    def more_memory(self) -> float:
        return self.many / self.few

    @property
    def bars(self) -> dict[str, bool]:
        """What must hold, and whether it does."""
        return {
            f"with two processes at least {FASTER} times as fast": self.faster >= FASTER,
            f"memory of ten times the scripts within {MORE_MEMORY} times": self.more_memory <= MORE_MEMORY,
            "killed in the middle and run again: the same bytes": self.killed,
        }


def measure(folder: Path, number: int, turns: int) -> Figures:
    """Everything, in a folder that is empty."""
    before = os.getloadavg()[0]
    scripts, out = folder / "scripts", folder / "out"
    make_scripts(scripts, number)
    make_scripts(folder / "few", max(1, number // 10))
    runs: dict[int, list[Run]] = {1: [], 2: []}
    for turn in range(turns):
        for jobs in (1, 2) if turn % 2 == 0 else (2, 1):
            rmtree(out, ignore_errors=True)
            runs[jobs].append(Command(scripts, out, jobs).ended())
    undisturbed = dict(files(out))
    again = min(Command(scripts, out, 2).ended().seconds for _ in range(turns))
    killed = folder / "killed"
    _kill_in_the_middle(scripts, killed, number)
    Command(scripts, killed, 2).ended()
    few = Command(folder / "few", folder / "of few", 2).ended()
    changed = _change_some(scripts, out, turns)
    return Figures(
        number,
        turns,
        min(run.seconds for run in runs[1]),
        min(run.seconds for run in runs[2]),
        few.memory,
        max(run.memory for run in runs[2]),
        again,
        changed,
        dict(files(killed)) == undisturbed and not (killed / OWN / "tmp").exists(),
        (before, os.getloadavg()[0]),
    )


def _kill_in_the_middle(scripts: Path, out: Path, number: int) -> None:
    command = Command(scripts, out, 2)
    while command.process.poll() is None and sum(1 for _ in out.glob("*/*.srt")) < 0.45 * number:
        sleep(0.02)
    command.process.kill()
    command.process.wait()


def _change_some(scripts: Path, out: Path, turns: int) -> float:
    """The seconds of a run after one script in a hundred has changed."""
    texts = sorted(scripts.rglob("film*.txt"))[::100]
    seconds = []
    for turn in range(turns):
        for place in texts:
            place.write_text(f"Version {turn}\n" + place.read_text(encoding="utf-8"), encoding="utf-8")
        seconds.append(Command(scripts, out, 2).ended().seconds)
    return min(seconds)


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every output below a folder."""
    for path in folder.rglob("*"):
        if path.is_file() and OWN not in path.relative_to(folder).parts:
            yield str(path.relative_to(folder)), path.read_bytes()


def show(figures: Figures, console: Console) -> None:
    title = f"{figures.scripts:,} scripts, best of {figures.turns}, load {figures.load[0]:.1f} to {figures.load[1]:.1f}"
    table = Table("", "seconds", "a second", title=title)
    for column in table.columns[1:]:
        column.justify = "right"
    for name, seconds in (
        ("with one process", figures.one),
        ("with two processes", figures.two),
        ("again, nothing changed", figures.again),
        ("again, one in a hundred changed", figures.changed),
    ):
        table.add_row(name, f"{seconds:.1f}", f"{figures.scripts / seconds:,.0f}")
    console.print(table)
    found = (f"{figures.faster:.2f}", f"{figures.more_memory:.2f} ({figures.many / 1e6:.0f} MB)", str(figures.killed))
    bars = Table("bar", "found", "held")
    for (bar, held), value in zip(figures.bars.items(), found, strict=True):
        bars.add_row(bar, value, "yes" if held else "NO")
    console.print(bars)


def main(arguments: Sequence[str] | None = None) -> None:
    about = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.batch", description=about)
    parser.add_argument("--scripts", type=int, default=SCRIPTS, help=f"how many [{SCRIPTS}]")
    parser.add_argument("--turns", type=int, default=TURNS, help=f"runs of each kind [{TURNS}]")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    asked = parser.parse_args(arguments)
    with Console(stderr=True).status("converting"), tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), asked.scripts, asked.turns)
    if asked.json:
        print(json.dumps({**asdict(figures), "faster": figures.faster, "more_memory": figures.more_memory}))
    else:
        console = Console()
        show(figures, console if console.is_terminal else Console(width=120))
    if not all(figures.bars.values()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
