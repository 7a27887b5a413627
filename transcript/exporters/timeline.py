"""Times as files carry them: whole milliseconds, from zero or from the programme start's timecode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcript.clock import milliseconds
from transcript.errors import InvalidTimecode, OutputRefused
from transcript.model import Problem, Severity, Span

if TYPE_CHECKING:
    from transcript.exporters.base import ExportOptions
    from transcript.model import Timing, Transcript


def start_offset(timing: Timing, options: ExportOptions) -> int:
    """What to add to a time counted from the programme start, in milliseconds: 0, or the start's timecode.

    The timecode counts as its label reads, so that a programme from 10:00:00:00 begins at 10:00:00,000 at every frame
    rate. Raises InvalidTimecode where the start counts frames and the rate is not known.
    """
    if not options.programme_time:
        return 0
    start = timing.start
    offset = start.label_seconds * 1000
    if not start.frames:
        return offset
    if timing.frame_rate is None:
        raise InvalidTimecode(f"the start {start} counts frames but the frame rate is not known", "give it with --fps")
    return offset + milliseconds(start.frames / timing.frame_rate.rate)


def before_start(what: str, span: Span, form: str, *, gone: bool) -> Problem:
    """The problem that `what` stands before the time a file of format `form` begins: wholly (gone) or in part."""
    said = "ends before the programme start and is left out of" if gone else "begins before the programme start in"
    return Problem(
        "before-programme-start",
        Severity.WARNING,
        f"{what} {said} {form}" + ("" if gone else " and is shown from there"),
        span,
        "set an earlier start with --start, or keep programme time with --programme-time",
    )


def none_left(what: str, transcript: Transcript, form: str, options: ExportOptions) -> OutputRefused:
    """The refusal of a file of format `form` that would be empty, because everything ends before its times begin."""
    zero = "00:00:00" if options.programme_time else f"the programme start {transcript.timing.start}"
    others = "" if options.programme_time else " or an earlier --start, or keep programme time with --programme-time"
    return OutputRefused(f"no {what} is left after {zero} in {form}", f"give a smaller --offset{others}")
