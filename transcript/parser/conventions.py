"""What holds for a whole layout and no single segment can say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conventions:
    """time_first: a shot note stands behind its timecode, not before it. days: four fields are days, hours, …"""

    time_first: bool = False
    days: bool = False
