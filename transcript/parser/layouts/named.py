"""`named`: speech behind the name of who says it, with timecodes somewhere: `ANN LEE (VO): text`, `SOUNDBITE …`.

Timecodes stand in lines of their own, in front of paragraphs or in brackets. Narration without a heading between named
sound bites is the narrator's.
"""

from __future__ import annotations

from collections.abc import Sequence

from transcript.model import Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.paragraphs.fit import Fit, fit
from transcript.parser.paragraphs.label import label

NAME = "named"
DESCRIPTION = "speech behind names and sound bites, with timecodes somewhere"
EXAMPLE = "[00:00:12] ANN LEE (VO): The tide comes first."
CONVENTIONS = Conventions(time_first=True)
_NUMBERED = 0.9
"""The share of numbered speakers that tells the work of a tool."""
_TALK = 0.6
"""How well a talk under a single timecode fits."""


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits, from 0 to 1: rows of named speech, and timecodes at the pace of speech."""
    found = fit(rows)
    if found.talk:
        return _TALK
    if found.stamps < 2 or found.sound < 0.6 or found.inline < 0.5 or found.words < _words_asked(found):
        return 0.0
    return (0.5 + 0.45 * min(1.0, 4 * found.named)) * min(1.0, 0.2 + found.sound) - 0.25 * found.clocked


def _words_asked(found: Fit) -> int:
    """Speech is more than a word behind each name; whole sentences with a question among them are, however short.

    What a tool has heard by its numbered speakers is speech, however little.
    """
    if found.numbered > _NUMBERED:
        return 0
    talk = found.sentences > 0.8 and found.questions
    return (2 if talk else 4) * found.speeches


def segments(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row."""
    return label(rows)
