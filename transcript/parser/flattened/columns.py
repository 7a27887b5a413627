"""What stands before a line, and the blank lines between, as evidence of its column.

The weights are log odds (natural logarithms), one for each number of blank lines: none, one, two to four, five
and more.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TypeAlias


class Stands(IntEnum):
    """What a reading leaves behind for the line after it."""

    NOTHING = 0
    TIMECODE = 1
    TITLED_TIMECODE = 2  # a timecode behind a title, which may go on after it
    HEADING = 3
    SPEECH = 4
    NOTE = 5
    TITLE = 6


Weights: TypeAlias = tuple[float, float, float, float]
Column: TypeAlias = tuple[Weights, ...]
"""Weights by what stands before, in the order of `Stands`."""


def _column(nothing: Weights, timecode: Weights, heading: Weights, speech: Weights, note: Weights) -> Column:
    return (nothing, timecode, timecode, heading, speech, note, speech)


_NEVER: Weights = (-6.0, -6.0, -6.0, -6.0)

# The left column: one blank line parts it from the row above, and the next row's note may follow a note.
LEFT = _column(
    nothing=(0.0, 0.0, 0.0, 0.0),
    timecode=(-5.0, 2.5, 0.5, -3.0),
    heading=(-1.5, 0.0, 0.0, -3.0),
    speech=(-0.5, 1.5, 2.0, -4.0),
    note=(0.5, 2.0, -0.5, -4.0),
)
# The right column: at once after the row's timecode, after two to four blank lines beside a note, else after more.
RIGHT = _column(
    nothing=(0.0, -1.0, 0.0, 1.0),
    timecode=(4.0, -1.5, 0.0, 2.0),
    heading=(1.0, 0.5, 1.0, 2.5),
    speech=(0.0, -0.5, 0.2, 3.0),
    note=(-1.0, -0.5, 1.5, 2.8),
)
HEADING = _column(
    nothing=(-2.0, -2.0, -2.0, -2.0),
    timecode=(4.0, 0.0, 1.5, 3.0),
    heading=(-3.0, -3.0, -3.0, -2.0),
    speech=(-2.0, -3.0, -3.0, -1.0),
    note=(-2.0, -2.0, -1.0, -1.0),
)
# A title goes on after its timecode or below itself; elsewhere nothing is a title by its place alone.
TITLE_GOES_ON: Column = (_NEVER, _NEVER, (6.0, 2.0, 3.0, 3.0), _NEVER, _NEVER, _NEVER, (1.0, 1.0, 1.0, -3.0))

NOTE_OVER_SPEECH = max(
    weight - against
    for column in (LEFT, RIGHT, HEADING, TITLE_GOES_ON)
    for weight, against in zip(column[Stands.NOTE], column[Stands.SPEECH], strict=True)
)
"""By how much a line's odds can gain, at most, by leaving a note behind it rather than speech."""

_CLASSES = (0, 1, 2, 2, 2)


def gap_class(gap: int) -> int:
    """The place of a number of blank lines in `Weights`."""
    return _CLASSES[gap] if gap < 5 else 3
