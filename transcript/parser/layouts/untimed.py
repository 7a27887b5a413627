"""`untimed`: named speech without any timecode: `Ann: [over radio] Do you hear me?`

It is taken only where it is asked for, where at least half of the lines are named speech, or where sound bites are
announced as such (`SOUNDBITE (English) Ann Lee`), as in a numbered shot list.
"""

from __future__ import annotations

from collections.abc import Sequence

from transcript.model import Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.paragraphs.fit import fit
from transcript.parser.paragraphs.label import label

NAME = "untimed"
DESCRIPTION = "named speech without any timecode: data and search, no subtitles"
EXAMPLE = "Ann: [over radio] Do you hear me?"
CONVENTIONS = Conventions(timed=False)


_ANNOUNCED = 2
"""Sound bites announced as such make a document a script: nothing else has them."""


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits, from 0 to 1: no timecodes, and names before most of the lines."""
    found = fit(rows)
    named = found.named * found.placed
    if not found.stamps and found.bites >= _ANNOUNCED and found.words >= 6 * found.bites:
        return 0.6
    if found.stamps or named < 0.5 or found.speeches < 4 or found.words < 2 * found.speeches:
        return 0.0
    # In a list nobody answers anybody.
    if found.speakers < 2 or found.turns < 0.6 or found.sentences < 0.5 or not found.questions:
        return 0.0
    return 0.4 + 0.4 * named


def segments(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row."""
    return label(rows)
