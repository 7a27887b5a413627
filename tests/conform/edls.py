"""Edit decision lists for tests, written from whole frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from transcript.timecode import FrameRate, Timecode


class Take(NamedTuple):
    """Frames begin … end-1 of a source stand from frame `to` on, counted from the programme starts."""

    begin: int
    end: int
    to: int
    source: str = "TIDE"


def edl(
    takes: Iterable[Take],
    rate: FrameRate,
    *,
    was: str = "10:00:00",
    now: str = "10:00:00",
    track: str = "V",
) -> str:
    """The EDL of these takes. was, now: where the old programme starts, and the new."""
    old, new = (Timecode.parse(label).frame_count(rate) for label in (was, now))
    rows = ["TITLE: THE TIDE", f"FCM: {'' if rate.drop else 'NON-'}DROP FRAME", ""]
    for number, take in enumerate(takes, 1):
        lasts = take.end - take.begin
        frames = (old + take.begin, old + take.end, new + take.to, new + take.to + lasts)
        labels = " ".join(str(Timecode.of_frames(frame, rate)) for frame in frames)
        rows.append(f"{number:03}  {take.source:<8} {track:<5} C        {labels}")
    return "\n".join(rows) + "\n"
