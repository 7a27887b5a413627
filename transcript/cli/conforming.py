"""Options that say what became of a film since its script was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from transcript.cli.options import NamedPath, Value
from transcript.cli.refusals import refusals
from transcript.cli.reports import count, say, tell_problems
from transcript.cli.scripts import named, place
from transcript.cli.sections import TIMES, options_of
from transcript.cli.shells import quoted
from transcript.errors import TranscriptError

if TYPE_CHECKING:
    from transcript.conform import Conforming, Offset, Stretch
    from transcript.model import Transcript


def _offset(text: str) -> Offset:
    from transcript.conform import Offset

    return Offset.parse(text)


def _stretch(text: str) -> Stretch:
    from transcript.conform import Stretch

    return Stretch.parse(text)


_OPTIONS = (
    options_of(TIMES)(
        "--recut",
        type=NamedPath(path_type=Path),
        metavar="EDL",
        help="The programme was cut again: follow a CMX 3600 EDL from its old timecodes (source) to its new (record).",
    ),
    options_of(TIMES)(
        "--stretch",
        type=Value("stretch", _stretch),
        metavar="FROM:TO",
        help="The film runs at another frame rate now, frame by frame: 25:24000/1001.",
    ),
    options_of(TIMES)(
        "--offset",
        type=Value("offset", _offset),
        metavar="±TC",
        help="Put everything later (+00:00:10) or earlier (-00:01:00:12) in the film, or by seconds (+2.5). "
        "Of these three the recut comes first and the offset last.",
    ),
)


def conform_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of conforming; it gets a Conforming as `changes`, None where none is given."""

    @wraps(command)
    def with_changes(
        *args: Any, recut: Path | None, stretch: Stretch | None, offset: Offset | None, **others: Any
    ) -> None:
        changes = None
        if recut or stretch or offset:
            from transcript.conform import Conforming, open_edl

            with refusals():
                changes = Conforming(open_edl(recut) if recut else None, stretch, offset)
        command(*args, changes=changes, **others)

    decorated: Callable[..., None] = with_changes
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated


def _typed(offset: Offset) -> str:
    """An offset as `Offset.parse` reads it, exactly."""
    length = offset.length
    if not isinstance(length, Fraction):
        return str(offset)
    return f"{'-' if offset.back else '+'}{Decimal(length.numerator) / length.denominator:f}"


def asked_changes() -> str:
    """What the running command was told of the film, as options to be given to another, each behind a blank."""
    given = click.get_current_context().params
    told = {"recut": given["recut"], "stretch": given["stretch"], "offset": given["offset"] and _typed(given["offset"])}
    return "".join(f" --{name} {quoted(str(value))}" for name, value in told.items() if value)


@contextmanager
def refusing(script: str) -> Iterator[None]:
    """Refuse what cannot be done with a script; an EDL says its own name."""
    with refusals():
        try:
            yield
        except TranscriptError as error:
            error.path = error.path or named(script)
            raise


def _done(option: str, verb: str, change: Stretch | Offset | None) -> str:
    if change is None:
        return ""
    return f"{option} {change} moves nothing" if change.idle else f"{verb} {change}"


def tell(script: str, read: Transcript, made: Transcript, changes: Conforming | None) -> None:
    """Say on standard error what the changes made of a script, and what fell out, line by line."""
    if changes is None:
        return
    timing = made.timing
    stretch, offset = changes.stretch, changes.offset
    told = stretch and stretch.idle and read.timing.frame_rate is None
    done = [
        f"taken to count {timing.frame_rate} frames a second" if told else "",
        f"recut by {changes.recut.name}" if changes.recut else "",
        _done("--stretch", "stretched", stretch),
        _done("--offset", "moved", offset),
    ]
    now = [
        f"programme start {timing.start}",
        f"{timing.frame_rate} frames a second" if timing.frame_rate else "",
        count(len(made.cues), "cue"),
    ]
    say(f"{named(script)}: {', '.join(filter(None, done))}: {', '.join(filter(None, now))}")
    tell_problems(place(script, read), made.problems[len(read.problems) :])
