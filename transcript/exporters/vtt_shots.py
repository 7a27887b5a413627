"""Shots as WebVTT metadata cues: a second track beside the subtitles, one JSON object a shot.

A script in a web page reads it from `<track kind="metadata">` with `JSON.parse(cue.text)`; the object is the one that
stands in the JSON export.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from transcript.clock import milliseconds
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.safety import shown
from transcript.exporters.timeline import before_start, none_left, start_offset
from transcript.exporters.transcript_json import shot_entry
from transcript.exporters.webvtt import document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcript.model import Problem, Shot, Subtitle, Transcript

# What JSON lets stand although it must not stand in a cue (`-->`) or in a UTF-8 file of lines.
_AS_ESCAPE = re.compile("[>\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class PlacedShot(NamedTuple):
    """A shot with its start and end in milliseconds of the file."""

    start: int
    end: int
    shot: Shot


def write(transcript: Transcript, _subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write the shots as metadata cues."""
    shots, problems = shots_in_time(transcript, options, FORMAT.name)
    cues = [(start, end, _payload(shot)) for start, end, shot in shots]
    return Exported(document(transcript.source.name, cues), tuple(problems))


def shots_in_time(transcript: Transcript, options: ExportOptions, form: str) -> tuple[list[PlacedShot], list[Problem]]:
    """The shots with start and end in milliseconds of the file, in the order of their starts, none before zero.

    A shot that shares its time with the next lasts as long as that one; none is shorter than a millisecond, for
    WebVTT has no cue without length. Raises OutputRefused where all end before the file's times begin.
    """
    offset = start_offset(transcript.timing, options)
    ordered = sorted(transcript.shots, key=lambda shot: shot.start)
    starts = [milliseconds(shot.start) for shot in ordered]
    made, problems = [], []
    for shot, start in zip(ordered, starts, strict=True):
        end = milliseconds(shot.end)
        if end <= start:
            following = bisect_right(starts, start)
            end = starts[following] if following < len(starts) else start + 1
        if start + offset < 0:
            problems.append(before_start(f"the shot {shown(shot.note)}", shot.span, form, gone=end + offset <= 0))
        if end + offset > 0:
            made.append(PlacedShot(max(start + offset, 0), end + offset, shot))
    if ordered and not made:
        raise none_left("shot", transcript, form, options)
    return made, problems


def _payload(shot: Shot) -> str:
    text = json.dumps(shot_entry(shot), ensure_ascii=False)
    return _AS_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


FORMAT = Format(
    name="vtt-shots",
    suffix=".shots.vtt",
    description="shots as WebVTT metadata cues, one JSON object each",
    keeps="shots with note, size, timecode as typed and as meant, lines in the script",
    loses="speech, speakers, sounds, titles, problems",
    read_by="web pages, as a metadata track",
    checked="parsed by the W3C's webvtt-parser, read by Chromium",
    write=write,
    aliases=("webvtt-shots",),
)
