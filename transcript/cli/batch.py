"""What `transcript convert` does with whole folders, and with URLs: several processes at once, or a cluster."""

from __future__ import annotations

import os
from contextlib import ExitStack, closing
from functools import wraps
from os import PathLike, fspath
from pathlib import Path, PurePath, PurePosixPath
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from transcript import __version__
from transcript.cli.options import NamedPath
from transcript.cli.progress import progress_bar
from transcript.cli.refusals import Refused, WrongUse, refusals
from transcript.cli.reports import count, say
from transcript.cli.scripts import STDIN
from transcript.cli.sections import FILES, options_of
from transcript.errors import TranscriptError
from transcript.file_names import folded, stem_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from transcript.batch.run import Plan, Report, Root, Schedule
    from transcript.batch.work import Outcome
    from transcript.cli.outputs import Destination
    from transcript.converting import Wishes
    from transcript.reading import Reading


# So many pieces of advice are remembered as said; there are far fewer, unless some name what they are given for.
_MOST_SAID = 1000


class _Folder(NamedPath):
    """A folder by its path, or by its URL, which stays text."""

    def convert(
        self, value: str | PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | PathLike[str]:
        from transcript.stores.remote import is_url, plain

        try:
            place = plain(fspath(value))
        except TranscriptError as error:
            self.fail(str(error), param, ctx)
        return place if is_url(place) else super().convert(place, param, ctx)


FOLDER = _Folder(path_type=Path)


def refuse_single(
    scripts: Sequence[str], destination: Destination, reading: Reading, wishes: Wishes, audio: Path | None, asked: str
) -> None:
    """Refuse what can only be said of one script. asked: what makes it a batch."""
    from transcript.stores.remote import is_url

    single = {
        "standard input": STDIN in scripts,
        "-o": destination.file is not None,
        "--audio": audio is not None,
        "--corrections": bool(reading.corrections),
        "--recut": wishes.changes is not None and wishes.changes.recut is not None,
    }
    for what, is_given in single.items():
        if is_given:
            raise WrongUse(f"{what} is for one script; leave out either it or {asked}")
    local = (script for script in scripts if not is_url(script))
    missing = next((script for script in local if not os.path.exists(script)), None)  # noqa: PTH110 - of any length
    if missing is not None:
        raise WrongUse(f"{missing}: there is no such file or folder; check its name")


class Batch(NamedTuple):
    """How a batch is to be worked through.

    recursive: scripts may be folders, whose trees come again. jobs: so many processes of this machine do the work.
    scheduler: the cluster whose scheduler is at this address does. gone: the dataset of cues lets go of scripts that
    are not there any more.
    """

    recursive: bool
    jobs: int | None
    scheduler: str | None
    gone: bool


_OPTIONS = (
    options_of(FILES)("-r", "--recursive", is_flag=True, help="Convert everything in a folder and the folders in it."),
    options_of(FILES)(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="With --recursive: scripts converted at once; by default one for each processor.",
    ),
    options_of(FILES)(
        "--scheduler",
        metavar="ADDRESS",
        help="With --recursive: convert on the Dask cluster whose scheduler is there, such as tcp://10.0.0.5:8786.",
    ),
    options_of(FILES)(
        "--gone",
        is_flag=True,
        help="With --recursive and --to parquet: let go of the cues of scripts that are not there any more.",
    ),
)


def batch_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of batches; it gets them as one Batch."""

    @wraps(command)
    def with_batch(
        *args: Any, recursive: bool, jobs: int | None, scheduler: str | None, gone: bool, **others: Any
    ) -> None:
        if not recursive:
            given = {"--jobs": jobs is not None, "--scheduler": scheduler is not None, "--gone": gone}
            alone = next((option for option, is_given in given.items() if is_given), None)
            if alone is not None:
                raise WrongUse(f"{alone} counts for folders; add --recursive")
        if jobs is not None and scheduler is not None:
            raise WrongUse("--jobs counts on this machine, --scheduler names a cluster; give one of them")
        command(*args, batch=Batch(recursive, jobs, scheduler, gone), **others)

    decorated: Callable[..., None] = with_batch
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated


def convert_all(
    scripts: Sequence[str],
    out_dir: str | None,
    reading: Reading,
    wishes: Wishes,
    batch: Batch,
    *,
    force: bool,
) -> None:
    """Convert these scripts into a folder, or each beside itself; everything below them, where they are folders.

    They, and the folder, are paths or URLs.
    """
    from transcript.batch.run import Report, planned
    from transcript.batch.work import FORMAT

    if batch.gone and FORMAT not in wishes.formats:
        raise WrongUse(f"--gone lets go of cues of the dataset; add --to {FORMAT}, or leave it out")
    report = Report()
    begun = monotonic()
    plan: Plan | None = None
    try:
        with refusals(), ExitStack() as stack:
            with progress_bar("looking for scripts", counted=None):
                if batch.scheduler is not None:
                    scripts, out_dir = [*map(_shared, scripts)], None if out_dir is None else _shared(out_dir)
                roots = _roots(scripts, out_dir, reading, wishes, recursive=batch.recursive, force=force)
                schedule, at_once = _schedule(stack, batch, roots)
                plan = stack.enter_context(planned(roots))
            with (
                progress_bar("converting", rate="scripts") as progress,
                closing(plan.outcomes(schedule, at_once, gone=batch.gone)) as outcomes,
            ):
                progress(0, plan.total)
                teller = _Teller()
                for outcome in outcomes:
                    report.count(outcome)
                    teller.tell(outcome)
                    progress(report.scripts, plan.total)
    except KeyboardInterrupt:
        raise Refused(_stopped(report, plan, force=force)) from None
    if not plan.total:
        raise Refused(_none(scripts, plan.beside))
    where = "" if out_dir is None else f"{out_dir}: "
    say(f"{where}{_summary(report, plan.beside, monotonic() - begun)}")
    if plan.crowded:
        say("the dataset was begun for far fewer programmes; it is searched faster if you delete it and run this again")
    if not report.whole:
        click.get_current_context().exit(1)


def _stopped(report: Report, plan: Plan | None, *, force: bool) -> str:
    if plan is None:
        return "stopped before anything was converted"
    done = f"{report.scripts:,} of {count(plan.total, 'script')} {'is' if plan.total == 1 else 'are'} done"
    goes_on = "the same command begins again, without --force it goes on" if force else "the same command goes on"
    return f"stopped: {done}; {goes_on} from there"


def _shared(place: str) -> str:
    """A place as other machines know it, which have another working folder."""
    from transcript.stores.remote import is_url

    return place if is_url(place) else os.path.abspath(place)  # noqa: PTH100 - of any length


def _schedule(stack: ExitStack, batch: Batch, roots: Sequence[Root]) -> tuple[Schedule, int]:
    """Who does the work, and how many scripts at once."""
    from transcript.batch.run import by_processes

    if batch.scheduler is None:
        jobs = batch.jobs or os.cpu_count() or 1
        return by_processes(jobs), jobs
    from transcript.batch.cluster import by_cluster
    from transcript.stores.local import LocalStore

    sources = (root.order.source for root in roots)
    shared = [source.root for source in sources if isinstance(source, LocalStore)]
    return stack.enter_context(by_cluster(batch.scheduler, shared))


def _roots(
    folders: Sequence[str], out_dir: str | None, reading: Reading, wishes: Wishes, *, recursive: bool, force: bool
) -> list[Root]:
    from dataclasses import replace

    from transcript.batch.planning import Naming
    from transcript.batch.receipts import mark
    from transcript.batch.run import Root
    from transcript.batch.work import FORMAT, Order
    from transcript.dataset.partitions import FOLDER
    from transcript.exporters import FORMATS
    from transcript.extra import needed
    from transcript.stores.remote import folder_at, source_at

    _refuse_overlaps(folders)
    dataset = recursive and FORMAT in wishes.formats
    if dataset:
        needed("pyarrow")
    ends = tuple(FORMATS[name].suffix for name in wishes.formats)
    # Each format is made by itself, and limits say only what is read at all.
    of_options = mark(__version__, replace(reading, limits=None), replace(wishes, formats=()))
    roots: list[Root] = []
    taken: dict[tuple[str, str], str] = {}
    for folder in folders:
        source = source_at(folder)
        if source.only is None and not recursive:
            raise Refused(f"{folder}: this is a folder; add --recursive to convert everything in it")
        target = replace(source, only=None) if out_dir is None else folder_at(out_dir)
        # Several folders lie side by side in the one of the outputs.
        into = _identity(folder).name if source.only is None and out_dir is not None and len(folders) > 1 else ""
        begins = into if source.only is None else stem_of(source.only)
        if begins and (other := taken.setdefault((target.address(""), folded(begins)), folder)) != folder:
            raise WrongUse(
                f"{other} and {folder} would both be written to {target.shown(begins)}; run it once for each"
            )
        order = Order(source, target, reading, wishes, of_options, force)
        within = frozenset({FOLDER}) if out_dir is None else frozenset[str]()
        roots.append(Root(order, Naming(into, ends, wishes.split), within, dataset))
    if out_dir is None:
        return roots
    outputs = {_identity(out_dir, into) for into in ("", *(root.naming.into for root in roots))}
    return [
        root._replace(without=_outputs_within(_identity(folder), outputs))
        for folder, root in zip(folders, roots, strict=True)
    ]


def _identity(place: str, below: str = "") -> PurePath:
    """The same for the same place, and below that of the folder it is in. below: a folder of it that is meant."""
    from transcript.stores.remote import is_url

    return PurePosixPath(place) / below if is_url(place) else Path(os.path.realpath(Path(place) / below))


def _refuse_overlaps(folders: Sequence[str]) -> None:
    """Refuse what would be converted twice."""
    places: dict[PurePath, str] = {}
    for folder in folders:
        place = _identity(folder)
        if place in places:
            both = "" if places[place] == folder else f", also as {places[place]}"
            raise WrongUse(f"{folder} is given twice{both}; give it once")
        places[place] = folder
    for place, folder in places.items():
        around = next((places[parent] for parent in place.parents if parent in places), None)
        if around is not None:
            raise WrongUse(f"{folder} lies in {around}; leave one of them out")


def _outputs_within(folder: PurePath, outputs: Iterable[PurePath]) -> frozenset[str]:
    """The folders of the outputs that lie in one that is converted."""
    inside = (place for place in outputs if place != folder and place.is_relative_to(folder))
    return frozenset(place.relative_to(folder).as_posix() for place in inside)


def _none(folders: Sequence[str], beside: int) -> str:
    """That there are no scripts, and what there is instead."""
    there = f"there are no scripts in {', '.join(folders)}"
    if not beside:
        return there
    what = "1 file is an output" if beside == 1 else f"{beside:,} files are outputs"
    return f"{there}: {what} of transcript; name a file itself to convert it all the same"


class _Teller:
    """Says what came of scripts, a line for each: what is the same for many of them it says with the first."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def tell(self, outcome: Outcome) -> None:
        for reason in outcome.refused:
            say(f"{outcome.path}: {self._once(reason.found, reason.advice)}")
        why = ", though the script or the options have changed since" if outcome.behind else ""
        for output in outcome.kept:
            say(f"{output}: {self._once(f'kept as changed by hand{why}', '--force overwrites it')}")

    def _once(self, found: str, advice: str) -> str:
        if not advice or advice in self._said:
            return found
        if len(self._said) < _MOST_SAID:
            self._said.add(advice)
        return f"{found}; {advice}"


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
    left = f"; {count(beside, 'file')} left out as outputs of scripts" if beside else ""
    rate = f", {report.scripts / seconds:,.1f} a second" if seconds >= 1 else ""
    return f"{', '.join(figures)} in {_lasted(seconds)}{rate}{found}{check}{left}"


def _lasted(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min {rest} s"
