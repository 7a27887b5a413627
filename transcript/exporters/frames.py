"""Whole frames, for formats that count them: the film's frame rate and where its timecode begins."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from transcript.errors import OutputRefused
from transcript.timecode import FrameRate, Timecode

if TYPE_CHECKING:
    from transcript.model import Timing


@dataclass(frozen=True, slots=True)
class Grid:
    """The frames of a programme. Frame 0 is the programme start, whose timecode is `start`."""

    rate: FrameRate
    start: Timecode

    def frame(self, seconds: Fraction) -> int:
        """The frame nearest to a time in programme seconds."""
        return round(seconds * self.rate.rate)

    def frame_of_ms(self, milliseconds: int) -> int:
        """The frame nearest to a time in milliseconds from the programme start, as subtitles have them."""
        return self.frame(Fraction(milliseconds, 1000))

    def seconds(self, frame: int) -> Fraction:
        """When a frame begins, in programme seconds."""
        return frame / self.rate.rate

    def timecode(self, frame: int) -> Timecode:
        """The label that a frame has in programme time. Raises InvalidTimecode before 00:00:00:00."""
        return Timecode.of_frames(self.first + frame, self.rate)

    @property
    def first(self) -> int:
        """How many frames lie between 00:00:00:00 and the programme start."""
        return self.start.frame_count(self.rate)

    @property
    def day(self) -> int:
        """How many frames the labels of 24 hours count."""
        return Timecode(24, 0, 0).frame_count(self.rate)

    def on_the_clock(self, frame: int) -> int:
        """A frame's number in its day: timecode is a clock of 24 hours and begins again behind the last (ST 12-1)."""
        return (self.first + frame) % self.day

    def clock(self, frame: int) -> Timecode:
        """The label that a frame has on a clock of 24 hours, as tapes and timelines count."""
        return Timecode.of_frames(self.on_the_clock(frame), self.rate)


def grid(timing: Timing, form: str) -> Grid:
    """The frames of a programme, for a file of format `form`. Raises OutputRefused where no frame rate is known."""
    if timing.frame_rate is None:
        raise OutputRefused(
            f"the script counts whole seconds, and the format {form} counts frames",
            "give the frame rate of the film, such as --fps 25, 23.976 or 29.97df",
        )
    return Grid(timing.frame_rate, timing.start)
