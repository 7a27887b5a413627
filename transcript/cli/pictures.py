"""The options that give a command pictures of a programme, and writing them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from transcript.cli import outputs
from transcript.cli.options import NamedPath
from transcript.cli.progress import progress_bar
from transcript.cli.refusals import refusals
from transcript.cli.reports import say
from transcript.cli.rules import RULES, preset
from transcript.cli.scripts import named
from transcript.cli.suffixes import refuse_other_kind

if TYPE_CHECKING:
    from transcript.model import Transcript
    from transcript.pictures import Course
    from transcript.readers import Document

_WRITTEN = {"svg": ("a picture in SVG", ".svg"), "html": ("a page of HTML", ".html")}
_OPTIONS = (
    click.option(
        "--svg",
        metavar="FILE",
        type=NamedPath(path_type=Path),
        help="Write pictures of one script: who speaks when, reading speed, lengths of shots, talk time (needs "
        "transcript[pictures]).",
    ),
    click.option(
        "--html",
        metavar="FILE",
        type=NamedPath(path_type=Path),
        help="Write the same as a page with the figures in a table.",
    ),
    click.option(
        "--rules",
        type=RULES,
        default="netflix",
        show_default=True,
        help="Rules that the reading speed is held against: a preset or a house's own file.",
    ),
    click.option("--force", is_flag=True, help="Overwrite pictures that exist."),
)


def picture_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of pictures: svg, html, rules and force."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def planned(script: str, svg: Path | None, html: Path | None, *, force: bool) -> tuple[outputs.Output, ...]:
    """The pictures to write of a script. What stands there is refused before any work is done."""
    files = {name: outputs.file_of(str(path)) for name, path in (("svg", svg), ("html", html)) if path is not None}
    wanted = tuple(outputs.Output(name, path) for name, path in files.items())
    outputs.refuse_collisions({script: wanted})
    for name, path in files.items():
        refuse_other_kind(path, *_WRITTEN[name])
    outputs.refuse_existing(wanted, force=force, elsewhere="another name keeps both")
    return wanted


def course_of(script: str, transcript: Transcript, document: Document | None, rules: str) -> Course:
    """A programme along its time: with the subtitles of the document as they stand, or those of an SRT file of it.

    A script without times is refused.
    """
    from transcript.api import subtitles
    from transcript.exporters import find_format
    from transcript.pictures import course
    from transcript.readers.standing import standing

    house = preset(rules, {})
    with refusals(named(script)):
        if document is not None and document.captions:
            shown = [one.subtitle for one in standing(document.captions, transcript.timing.frame_rate)]
            return course(transcript, shown, house)
        labels = find_format("srt").labels
        return course(transcript, subtitles(transcript, house, labels=labels), house, labels)


def write_pictures(script: str, course: Course, wanted: tuple[outputs.Output, ...]) -> None:
    """Write the pictures that are wanted of a programme."""
    if not wanted:
        return
    from transcript.pictures import page, svg

    draw = {"svg": svg, "html": page}
    with refusals(), progress_bar("drawing", counted=None):
        made = [(output, draw[output.format](course)) for output in wanted]
    outputs.write(made, elsewhere="name a file of another folder")
    say(f"{named(script)} -> {', '.join(map(str, wanted))}")
