"""`stamped`: paragraphs led by a timecode of any form: `00.19 TEXT`, `[00:01:02] text`, or the timecode above them.

Speakers stand in lines of their own or behind the timecode, or nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from transcript.model import Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.paragraphs.fit import fit
from transcript.parser.paragraphs.label import label

NAME = "stamped"
DESCRIPTION = "paragraphs led by a timecode, with or without the names of speakers"
EXAMPLE = "00.19 THE TIDE COMES FIRST."
CONVENTIONS = Conventions(time_first=True)


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits, from 0 to 1: rows that a timecode leads, at the pace of speech."""
    found = fit(rows)
    if found.stamps < 2 or found.sound < 0.6 or found.words < 4 * found.stamps:
        return 0.0
    return (0.5 + 0.45 * min(1.0, 2 * found.led)) * min(1.0, 0.2 + found.sound) - 0.25 * max(
        found.clocked, found.inline
    )


def segments(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row."""
    return label(rows)
