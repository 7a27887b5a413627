"""SubViewer as YouTube writes it (.sbv): `0:00:01.000,0:00:02.500`, then the text; no numbers."""

from __future__ import annotations

import re

from transcript.readers.encodings import decode
from transcript.readers.limits import Limits
from transcript.readers.subtitles import Entry
from transcript.readers.subtitles_srt import Timing, entries, source_lines, with_cues
from transcript.readers.subtitles_times import read_time

NAME = "sbv"
SUFFIXES = (".sbv",)
DESCRIPTION = "SubViewer subtitles (YouTube)"
EXAMPLE = "0:00:01.000,0:00:02.500"

_TIMING = re.compile(r"\s*(\d{1,9}:\d{1,9}:\d{1,9}\.\d{1,9})\s*,\s*(\d{1,9}:\d{1,9}:\d{1,9}\.\d{1,9})\s*", re.ASCII)
_LINE_BREAK = re.compile(r"\[br\]", re.IGNORECASE)


def read(data: bytes, encoding: str | None, limits: Limits) -> tuple[list[Entry], str]:
    """The entries of an SBV file's bytes and the encoding they were read with. Raises UnreadableDocument."""
    text, used = decode(data, encoding)
    lines = [_LINE_BREAK.sub("<br>", line) for line in source_lines(text, limits)]
    numbers = range(1, len(lines) + 1)
    return with_cues(entries(lines, numbers, read_timing, numbered=False), "SBV subtitles", EXAMPLE), used


def read_timing(line: str) -> Timing | None:
    """The timing line of an SBV file; None where the line is none."""
    form = _TIMING.fullmatch(line)
    if form is None:
        return None
    start, end = read_time(form[1]), read_time(form[2])
    return None if start is None or end is None else Timing(start, end)
