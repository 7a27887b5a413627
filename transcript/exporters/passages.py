"""What is said, cue by cue, made ready for the transcript formats of archives and podcasts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from transcript.clock import milliseconds
from transcript.exporters.safety import clean, shown, text_changed
from transcript.exporters.timeline import before_start, none_left, start_offset
from transcript.model import Problem, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcript.exporters.base import ExportOptions
    from transcript.model import Transcript


class Passage(NamedTuple):
    """The words of one cue, in milliseconds from where the file's times begin. span: where it stands in the source."""

    start: int
    end: int
    speaker: str | None
    text: str
    span: Span


def passages(transcript: Transcript, options: ExportOptions, form: str) -> tuple[list[Passage], list[Problem]]:
    """What is said, as a file of format `form` can carry it, and what had to be changed or left out for that.

    One passage for each cue that has words: each begins with a timecode, the smallest stretch whose place the script
    itself says. Starts never decrease and none is below zero. Raises OutputRefused where nothing is left because all
    that is said ends before the file's times begin.
    """
    offset = start_offset(transcript.timing, options)
    names: dict[str, str | None] = {}
    problems: list[Problem] = []
    made: list[Passage] = []
    gone = False
    for cue in transcript.cues:
        if not cue.line.strip():
            continue
        text = clean(cue.line)
        if text != cue.line:
            problems.append(text_changed(cue.line, text, cue.span, form))
        if cue.speaker is not None and cue.speaker not in names:
            name = clean(cue.speaker)
            names[cue.speaker] = name or None
            if name != cue.speaker:
                problems.append(text_changed(cue.speaker, name, cue.span, form))
        start, end = milliseconds(cue.start) + offset, milliseconds(cue.end) + offset
        if start < 0:
            problems.append(before_start(f"the speech {shown(text)}", cue.span, form, gone=end <= 0))
            gone = gone or end <= 0
        if text and (start >= 0 or end > 0):
            speaker = None if cue.speaker is None else names[cue.speaker]
            made.append(Passage(max(start, 0), end, speaker, text, cue.span))
    if gone and not made:
        raise none_left("speech", transcript, form, options)
    problems += in_order([(passage.start, passage.span) for passage in made], form)
    return sorted(made, key=lambda passage: passage.start), problems


def in_order(starts: Sequence[tuple[int, Span]], form: str) -> list[Problem]:
    """The problem that speeches had to be put in the order of their times, where they do not stand in it."""
    for (earlier, _), (later, span) in pairwise(starts):
        if later < earlier:
            what = f"a speech begins before the one ahead of it; {form} has them in the order of their times"
            fix = "correct the timecodes, or write each reel to a file of its own with --reels split"
            return [Problem("speeches-out-of-order", Severity.WARNING, what, span, fix)]
    return []


def json_file(made: object) -> bytes:
    """A value as the text of a JSON file."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"
