"""How fast transcript is, side by side with readers of plain subtitles, and where its time goes.

    python -m tests.benchmarks.run                 all of it, some four minutes
    python -m tests.benchmarks.run --quick         without growth beyond ten hours, under a minute
    python -m tests.benchmarks.run --growth        growth to 100 hours alone; exit 1 where it is superlinear
    python -m tests.benchmarks.run --hours 1000    growth over 1,000 scripts of an hour, some ten minutes
    python -m tests.benchmarks.run --profile       also the functions that take most of the time
    python -m tests.benchmarks.run --json          the same figures for a program to read

The other libraries read one subtitle for each cue of the same scripts. That is far less work than to read the script,
where a cue is a dozen typed lines whose columns are to be found. The ratios say more than the seconds, which are the
machine's.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from tests.benchmarks.growth import Grown, grown, peak_mb
from tests.benchmarks.measuring import Hot, hottest, python, side_by_side, start_up
from tests.benchmarks.programmes import programme
from tests.benchmarks.work import (
    CUES,
    CUES_AND_ENDS,
    FILES,
    OTHERS,
    OURS,
    PYSUBS2_WRITTEN,
    SRT,
    Programme,
    prepared,
    stages,
    tasks,
)

_HOUR, _TEN = "1 x 1 h", "10 x 1 h"
_VERSIONS = ("transcript", "srt", "pysrt", "pysubs2", "webvtt-py", "ttconv")
_BARE, _CLICK, _HELP = "python -c pass", "python -c 'import click'", "transcript --help"


@dataclass(frozen=True, slots=True)
class Compared:
    """Work on one set of programmes. seconds: the median of each work, all of them run in turn."""

    cues: int
    lines: int
    seconds: Mapping[str, float]

    def per_cue(self, work: str) -> float:
        """Microseconds."""
        return self.seconds[work] / self.cues * 1e6


@dataclass(frozen=True, slots=True)
class Figures:
    """All that was measured. stages: seconds for one programme of stage_cues. start_up: seconds of whole processes.

    peak: MB of memory that all this took, growth apart.
    """

    sets: Mapping[str, Compared]
    stages: Mapping[str, float]
    stage_cues: int
    start_up: Mapping[str, float]
    hot: Sequence[Hot] = ()
    growth: Grown | None = None
    peak: float = 0.0


@dataclass(frozen=True, slots=True)
class Ratio:
    """One ratio that matters. goal: what it should stay below, where the project has set itself one."""

    name: str
    value: float
    goal: float | None = None


def compared(sets: Mapping[str, Sequence[Programme]], turns: int) -> dict[str, Compared]:
    """All work on all sets of programmes in one interleaved run."""
    pool = {(name, work): task for name, programmes in sets.items() for work, task in tasks(programmes).items()}
    times = side_by_side(pool, turns)
    return {
        name: Compared(
            sum(one.cues for one in programmes),
            sum(one.script.count("\n") for one in programmes),
            {work: times[name, work] for work in (*OURS, *OTHERS)},
        )
        for name, programmes in sets.items()
    }


def stage_times(script: str, turns: int) -> dict[str, float]:
    """The median seconds of each stage."""
    found = [stages(script) for _ in range(turns)]
    return {stage: median(one[stage] for one in found) for stage in found[0]}


def commands() -> dict[str, Sequence[str]]:
    """What is started to see how long that takes."""
    found: dict[str, Sequence[str]] = {
        _BARE: python("-c", "pass"),
        _CLICK: python("-c", "import click"),
        "python -c 'import transcript'": python("-c", "import transcript"),
        "python -c 'from transcript import parse'": python("-c", "from transcript import parse"),
        "python -m transcript --help": python("-m", "transcript", "--help"),
    }
    installed = shutil.which("transcript", path=str(Path(sys.executable).parent))
    return {**found, _HELP: (installed, "--help")} if installed else found


def ratios(figures: Figures) -> list[Ratio]:
    """What the figures come to."""
    sets, start = figures.sets, figures.start_up
    hour = sets[_HOUR]
    found = [
        Ratio("script to cues : pysubs2 reading them", hour.per_cue(CUES) / hour.per_cue("pysubs2"), 3),
        Ratio("script to cues with ends : pysubs2 reading them", hour.per_cue(CUES_AND_ENDS) / hour.per_cue("pysubs2")),
        Ratio("script to srt : pysubs2 reading and writing it", hour.per_cue(SRT) / hour.per_cue(PYSUBS2_WRITTEN)),
    ]
    if _TEN in sets:
        found += [Ratio(f"{_TEN} : {_HOUR}, {work}", sets[_TEN].seconds[work] / hour.seconds[work]) for work in OURS]
    if figures.growth is not None:
        found += growth_ratios(figures.growth)
    found += [
        Ratio(f"{name} : {_CLICK}", start[name] / start[_CLICK], 3 if name == _HELP else None)
        for name in start
        if name not in (_BARE, _CLICK)
    ]
    return found


def growth_ratios(growth: Grown) -> list[Ratio]:
    """What the figures of growth come to, for as many hours as were measured."""
    hours = len(growth.stream.cues)
    return [
        Ratio(f"{hours:,} x 1 h : 10 x 1 h, {SRT}", growth.factor, 1.1 * hours / 10),
        Ratio(f"{hours:,} x 1 h, {SRT} : pysubs2 reading and writing it", growth.stream.against_pysubs2),
        *(Ratio(f"{one.name}, a cue", one.ratio, one.limit) for one in growth.growth),
    ]


def measured(*, quick: bool, profile: bool) -> Figures:
    """Everything, or as much as a minute allows."""
    hours = [prepared(programme(1, seed)) for seed in range(10)]
    return Figures(
        compared({_HOUR: hours[:1], _TEN: hours}, turns=1 if quick else 3),
        stage_times(hours[0].script, turns=3 if quick else 9),
        hours[0].cues,
        start_up(commands(), turns=3 if quick else 15),
        hottest(tasks(hours[:1])[FILES]) if profile else (),
        growth=None if quick else grown(),
        peak=peak_mb(),
    )


def as_json(figures: Figures) -> str:
    """The figures for a program to read: times in microseconds a cue, processes in milliseconds."""
    return json.dumps(
        {
            "python": platform.python_version(),
            "versions": {name: version(name) for name in _VERSIONS},
            "sets": {
                name: {
                    "cues": one.cues,
                    "lines": one.lines,
                    "us_per_cue": {work: round(one.per_cue(work), 2) for work in one.seconds},
                }
                for name, one in figures.sets.items()
            },
            "stages_us_per_cue": {
                stage: round(took / figures.stage_cues * 1e6, 2) for stage, took in figures.stages.items()
            },
            "start_up_ms": {name: round(took * 1000, 1) for name, took in figures.start_up.items()},
            "peaks_mb": {"all this": figures.peak, **(figures.growth.peaks if figures.growth else {})},
            "ratios": [{"name": one.name, "ratio": round(one.value, 2), "goal": one.goal} for one in ratios(figures)],
            "profile": [one._asdict() for one in figures.hot],
        },
        indent=2,
    )


def show(figures: Figures, console: Console) -> None:
    """The figures as tables."""
    for name, one in figures.sets.items():
        table = Table("", "ms", "us a cue", *(f": {other}" for other in OTHERS), title_justify="left")
        table.title = f"{name}: {one.cues} cues, {one.lines} typed lines"
        for work in one.seconds:
            times = (f"{one.seconds[work] / one.seconds[other]:.1f}" for other in OTHERS)
            table.add_row(work, f"{one.seconds[work] * 1000:.1f}", f"{one.per_cue(work):.1f}", *times)
        _print(table, console)
    whole = sum(figures.stages.values())
    table = Table("", "us a cue", "share", *(f": {other}" for other in OTHERS), title_justify="left")
    table.title = f"Where the time goes ({_HOUR})"
    for stage, took in figures.stages.items():
        each = took / figures.stage_cues * 1e6
        times = (f"{each / figures.sets[_HOUR].per_cue(other):.1f}" for other in OTHERS)
        table.add_row(stage, f"{each:.1f}", f"{took / whole:.0%}", *times)
    _print(table, console)
    table = Table("", "ms", f": {_CLICK}", title="Starting up", title_justify="left")
    for name, took in figures.start_up.items():
        table.add_row(name, f"{took * 1000:.0f}", f"{took / figures.start_up[_CLICK]:.1f}")
    _print(table, console)
    if figures.growth is not None:
        show_growth(figures.growth, console)
    table = Table("", "ratio", "goal", title="What it comes to", title_justify="left")
    for ratio in ratios(figures):
        table.add_row(ratio.name, f"{ratio.value:.2f}", "" if ratio.goal is None else f"at most {ratio.goal:g}")
    _print(table, console)
    if figures.hot:
        table = Table("", "calls", "own ms", "ms", title="The functions that take most, profiled", title_justify="left")
        for hot in figures.hot:
            table.add_row(hot.function, str(hot.calls), f"{hot.own_ms:.1f}", f"{hot.ms:.1f}")
        _print(table, console)


def show_growth(growth: Grown, console: Console) -> None:
    """How time a cue and memory grow, as tables."""
    table = Table("", "us a cue", "of that many", "ratio", "at most", title="Growth", title_justify="left")
    for one in growth.growth:
        table.add_row(one.name, f"{one.few:.1f}", f"{one.many:.1f}", f"{one.ratio:.2f}", f"{one.limit:g}")
    _print(table, console)
    table = Table("", "MB", title="Most memory", title_justify="left")
    for held, peak in growth.peaks.items():
        table.add_row(held, f"{peak:.0f}")
    _print(table, console)


def check_growth(hours: int, console: Console) -> int:
    """Measure growth alone and show it: 1 where it is superlinear, else 0."""
    growth = grown(hours)
    show_growth(growth, console)
    for ratio in growth_ratios(growth)[:2]:
        goal = "" if ratio.goal is None else f", to be at most {ratio.goal:g}"
        console.print(f"{ratio.name}: {ratio.value:.2f}{goal}")
    for one in growth.superlinear:
        console.print(f"superlinear: {one.name}: {one.ratio:.2f} times as much a cue, at most {one.limit:g}")
    return int(bool(growth.superlinear))


def _print(table: Table, console: Console) -> None:
    for column in table.columns[1:]:
        column.justify = "right"
    console.print(table)


def main() -> int:
    about = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.run", description=about)
    parser.add_argument("--quick", action="store_true", help="without growth beyond ten hours, under a minute")
    parser.add_argument("--growth", action="store_true", help="growth alone; exit 1 where it is superlinear")
    parser.add_argument("--hours", type=int, metavar="N", help="growth over so many scripts of an hour, 20 or more")
    parser.add_argument("--profile", action="store_true", help="also the functions that take most of the time")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    asked = parser.parse_args()
    console = Console() if Console().is_terminal else Console(width=170)
    if asked.growth or asked.hours:
        hours = asked.hours or 100
        if hours < 20:
            parser.error("growth takes 20 hours or more to show")
        return check_growth(hours, console)
    with Console(stderr=True).status("measuring"):
        figures = measured(quick=asked.quick, profile=asked.profile)
    if asked.json:
        print(as_json(figures))
    else:
        show(figures, console)
    return 0


if __name__ == "__main__":
    sys.exit(main())
