"""What holds for a whole layout and no single segment can say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conventions:
    """time_first: a shot note stands behind its timecode, not before it. days: four fields are days, hours, …

    timed: there are timecodes; without them nothing has a time, and the order of the document is all that holds.
    settled: the times were made, not typed: they hold as they are, and what stands out of their order is put in it.
    rated: the frame rate that stands in the document is that of its times, in whole seconds too.
    by_turn: the turns of segments count over the whole document, not within a row.
    """

    time_first: bool = False
    days: bool = False
    timed: bool = True
    settled: bool = False
    rated: bool = False
    by_turn: bool = False
