"""What `transcript convert --recursive` does: whole folders, by several processes at once."""

from __future__ import annotations

import os
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from transcript import __version__
from transcript.cli.progress import progress_bar
from transcript.cli.refusals import Refused, WrongUse, refusals
from transcript.cli.reports import count, say
from transcript.cli.scripts import STDIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcript.batch.run import Report, Root
    from transcript.cli.outputs import Destination
    from transcript.converting import Wishes
    from transcript.reading import Reading


def refuse_single(
    scripts: Sequence[str], destination: Destination, reading: Reading, wishes: Wishes, audio: Path | None
) -> None:
    """Refuse what can only be said of one script."""
    single = {
        "standard input": STDIN in scripts,
        "-o": destination.file is not None,
        "--audio": audio is not None,
        "--corrections": bool(reading.corrections),
        "--recut": wishes.changes is not None and wishes.changes.recut is not None,
    }
    for what, is_given in single.items():
        if is_given:
            raise WrongUse(f"{what} is for one script; leave out either it or --recursive")
    missing = next((script for script in scripts if not os.path.exists(script)), None)  # noqa: PTH110 - of any length
    if missing is not None:
        raise WrongUse(f"{missing}: there is no such file or folder; check its name")


def convert_folders(
    folders: Sequence[str], out_dir: Path | None, reading: Reading, wishes: Wishes, *, jobs: int | None, force: bool
) -> None:
    """Convert everything below these folders into a folder of the same tree, or each beside its script."""
    from transcript.batch.run import Report, by_processes, planned

    workers = jobs or os.cpu_count() or 1
    report = Report()
    begun = monotonic()
    total = 0
    try:
        with refusals(), planned(_roots(folders, out_dir, reading, wishes, force=force)) as plan:
            total, beside = plan.total, plan.beside
            with progress_bar("converting", rate="scripts") as progress:
                for outcome in plan.outcomes(by_processes(workers), workers):
                    report.count(outcome)
                    _tell(outcome.path, outcome.refused, outcome.kept)
                    progress(report.scripts, total)
    except KeyboardInterrupt:
        done = f"{report.scripts:,} of {count(total, 'script')} are done"
        raise Refused(f"stopped: {done}; the same command goes on from there") from None
    if not total:
        raise Refused("there are no scripts in these folders")
    where = "" if out_dir is None else f"{out_dir}: "
    say(f"{where}{_summary(report, beside, monotonic() - begun)}")
    if not report.whole:
        click.get_current_context().exit(1)


def _roots(
    folders: Sequence[str], out_dir: Path | None, reading: Reading, wishes: Wishes, *, force: bool
) -> list[Root]:
    from transcript.batch.planning import Naming
    from transcript.batch.receipts import mark
    from transcript.batch.run import Root
    from transcript.batch.stores import LocalStore
    from transcript.batch.work import Order
    from transcript.exporters import FORMATS

    ends = tuple(FORMATS[name].suffix for name in wishes.formats)
    roots: list[Root] = []
    taken: dict[str, str] = {}
    of_options = mark(__version__, reading, _without_formats(wishes))
    for folder in folders:
        place = Path(folder)
        source = LocalStore(place) if place.is_dir() else LocalStore(place.parent, place.name)
        target = LocalStore(place if place.is_dir() else place.parent) if out_dir is None else LocalStore(out_dir)
        # Several folders lie side by side in the one of the outputs.
        into = "" if out_dir is None or len(folders) == 1 or not place.is_dir() else Path(os.path.realpath(place)).name
        if place.is_dir() and taken.setdefault(into, folder) != folder and out_dir is not None:
            raise WrongUse(
                f"{taken[into]} and {folder} would both be written to {out_dir / into}; run it once for each"
            )
        order = Order(source, target, reading, wishes, of_options, force)
        roots.append(Root(order, Naming(into, ends, wishes.split), _outputs_within(place, out_dir)))
    return roots


def _without_formats(wishes: Wishes) -> Wishes:
    """Each format is made by itself: which others are made beside it does not matter."""
    from dataclasses import replace

    return replace(wishes, formats=())


def _outputs_within(folder: Path, out_dir: Path | None) -> frozenset[str]:
    """The folder of the outputs, where it lies in the one that is converted."""
    if out_dir is None:
        return frozenset()
    inside, outside = Path(os.path.realpath(out_dir)), Path(os.path.realpath(folder))
    if inside == outside or not inside.is_relative_to(outside):
        return frozenset()
    return frozenset({inside.relative_to(outside).as_posix()})


def _tell(path: str, refused: Sequence[str], kept: Sequence[str]) -> None:
    for reason in refused:
        say(f"{path}: {reason}")
    for output in kept:
        say(f"{output}: kept, for it is not as transcript made it; --force overwrites it")


def _summary(report: Report, beside: int, seconds: float) -> str:
    figures = [
        f"{report.converted:,} converted",
        f"{report.unchanged:,} unchanged",
        f"{report.failed:,} failed",
        *([f"{count(report.formats, 'output')} refused"] if report.formats else []),
        *([f"{count(report.kept, 'output')} kept as changed by hand"] if report.kept else []),
    ]
    found = f": {count(report.cues, 'cue')}, {count(report.problems, 'problem')}" if report.converted else ""
    check = " (transcript check SCRIPT lists them)" if report.problems else ""
    left = f"; {count(beside, 'file')} left out that are called as outputs of a script beside them" if beside else ""
    rate = f", {report.scripts / seconds:,.1f} a second" if seconds >= 1 else ""
    return f"{', '.join(figures)} in {_lasted(seconds)}{rate}{found}{check}{left}"


def _lasted(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min {rest} s"
