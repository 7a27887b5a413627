"""`subtitles`: finished subtitles, as the subtitle readers give them: start, end, speaker and text of each cue.

Nothing is guessed here: what a cell holds is settled by its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from transcript.model import Kind, Row, Segment
from transcript.parser.conventions import Conventions

NAME = "subtitles"
DESCRIPTION = "finished subtitles: start, end, speaker and text of each cue"
EXAMPLE = "00:00:01.000 ⇥ 00:00:02.500 ⇥ ANN ⇥ Good morning."
CONVENTIONS = Conventions(settled=True)

_TIME = re.compile(r"-?\d{2,}:\d\d:\d\d(?:\.\d{3}|[:;]\d\d)", re.ASCII)


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits, from 0 to 1: 1 where all rows but front matter are cues, else less than their share."""
    body = [row for row in rows if not row.front]
    cues = sum(map(_is_cue, body))
    if not cues:
        return 0.0
    return 1.0 if cues == len(body) else 0.9 * cues / len(body)


def segments(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row."""
    each = _named_each(rows)
    return [segment for row in rows for segment in _labelled(row, named_each=each)]


def _named_each(rows: Sequence[Row]) -> bool:
    """Whether a speaker stands on each cue, so that a cue without one is nobody's, and not only where it changes."""
    speakers = [row.cells[2].strip() for row in rows if not row.front and _is_cue(row)]
    repeated = sum(before == after != "" for before, after in pairwise(speakers))
    return repeated > sum(before != "" == after for before, after in pairwise(speakers))


def _is_cue(row: Row) -> bool:
    return len(row.cells) == 4 and all(_TIME.fullmatch(cell) for cell in row.cells[:2])


def _labelled(row: Row, *, named_each: bool) -> Iterator[Segment]:
    if row.front or not _is_cue(row):
        kind = Kind.FRONT if row.front else Kind.UNPLACED
        yield from (Segment(row.number, kind, cell.strip()) for cell in row.cells if cell.strip())
        return
    start, end, speaker, text = row.cells
    yield Segment(row.number, Kind.TIMECODE, start)
    yield Segment(row.number, Kind.END, end)
    if speaker.strip() or named_each:
        yield Segment(row.number, Kind.SPEAKER, speaker.strip())
    yield from (Segment(row.number, Kind.LINE, line.strip()) for line in text.split("\n") if line.strip())
