"""transcript index"""

from __future__ import annotations

import os
from pathlib import Path

import click

from transcript.cli.archives import INDEX, INDEX_FILE, shown_path, tell_failures
from transcript.cli.options import NamedPath, limit_option, limits
from transcript.cli.progress import progress_bar
from transcript.cli.refusals import Refused, refusals, stoppable
from transcript.cli.reports import count, say


@click.command()
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=NamedPath(path_type=Path))
@click.option("--index", type=INDEX_FILE, metavar="FILE", default=INDEX, show_default=True, help="File of the index.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Scripts read at once; by default one for each processor."
)
@click.option("--again", is_flag=True, help="Open every file, also where its size and time are as they were.")
@click.option(
    "--gone", is_flag=True, help="Drop the programmes of a folder that is missing or empty, which is refused otherwise."
)
@limit_option(click.option)
def command(
    folders: tuple[Path, ...],
    index: Path,
    jobs: int | None,
    limit: tuple[tuple[str, int], ...],
    *,
    again: bool,
    gone: bool,
) -> None:
    """Make or update the index of an archive, which transcript search looks into.

    Everything below the folders that convert can read goes into one file; of a script and what was made of it, the
    script. Run it again whenever the archive has changed: only what is new or changed is read, what is gone goes, and
    programmes of other folders stay. It may be stopped at any moment and goes on where it ended; meanwhile the index
    can be searched.

    A file whose size and time are as they were counts as unchanged and is not opened; with --again each is, and counts
    as unchanged where its content is the same. A folder that the index knows and that is not there any more, or in
    which no script is left, is refused: its drive may not be mounted. With --gone its programmes leave the index.

    \b
    transcript index scripts
    transcript index scripts /mnt/archive --index archive.db

    Files that could not be read are listed at the end with the reason, and are not tried again until they change.
    Exit codes: 0 done; 1 a file could not be read (the others are done), or a folder is refused; 2 wrong use, such as
    a folder that is not there and not in the index.
    """
    from transcript.search.indexing import index as bring_up_to_date

    is_new = not os.path.lexists(index)  # Path.exists raises where a name is too long
    stopped = f"{index}: stopped; what is done is kept, run it again to go on"
    with stoppable(stopped), refusals(), progress_bar("indexing") as progress:
        report = bring_up_to_date(
            folders, index, jobs=jobs, again=again, gone=gone, limits=limits(limit), progress=progress
        )
    if not (report.new or report.changed or report.moved or report.gone or report.unchanged or report.failed):
        if is_new:
            index.unlink(missing_ok=True)
        raise Refused(f"there are no scripts in {', '.join(map(str, folders))}")
    tell_failures(report.failed)
    for root in report.vanished:
        say(f"{shown_path(root)}: nothing is there any more")
    figures = [
        f"{report.new} new",
        f"{report.changed} changed",
        *([f"{report.moved} moved"] if report.moved else []),
        f"{report.gone} gone",
        f"{report.unchanged} unchanged",
        f"{len(report.failed)} failed",
    ]
    left = f"; {count(len(report.skipped), 'output')} of these scripts left out" if report.skipped else ""
    say(f"{shown_path(str(index))}: {', '.join(figures)}{left}")
    if report.failed:
        click.get_current_context().exit(1)
