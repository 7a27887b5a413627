"""`speaker-clock`: a name and a timecode in one line (`Ann Lee: 00:00:05`, `Ann Lee  0:05`), paragraphs below."""

from __future__ import annotations

from collections.abc import Sequence

from transcript.model import Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.paragraphs.fit import Fit, fit
from transcript.parser.paragraphs.label import label

NAME = "speaker-clock"
DESCRIPTION = "a name and a timecode in one line, with paragraphs of speech below"
EXAMPLE = "**Ann Lee**  0:05 ⏎ The tide comes first."
CONVENTIONS = Conventions(time_first=True)


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits, from 0 to 1: timecodes beside names, at the pace of speech."""
    found = fit(rows)
    beside = _beside(found)
    if found.stamps < 2 or found.sound < 0.6 or beside < 0.4 or found.words < 2 * found.stamps:
        return 0.0
    return (0.5 + 0.5 * beside) * min(1.0, 0.2 + found.sound)


def _beside(found: Fit) -> float:
    """The share of timecodes beside names; where all names have one, others may stand above further paragraphs."""
    named = found.clocked * found.stamps
    beside = found.clocked > 0.2 and found.inline < 0.5 and named >= 0.95 * found.speeches
    return 1.0 if beside else found.clocked


def segments(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row."""
    return label(rows)
