"""Frame rates and timecodes with exact arithmetic (SMPTE ST 12-1).

A *label* is what stands in a script (`10:00:02`, `01:00:00;02`); a *time* is an exact fraction of a second.
Labels without frames belong to whole-second scripts: they have no frame rate and none is invented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering

from transcript.errors import InvalidTimecode

# Rates that broadcasting runs slower than their whole number by 1000/1001, and how they are written.
_NTSC = {
    Fraction(24000, 1001): "23.976",
    Fraction(30000, 1001): "29.97",
    Fraction(60000, 1001): "59.94",
}
_DROP_FRAME = (Fraction(30000, 1001), Fraction(60000, 1001))
# 23.976 is also written 23.98 and 23.97; no other rate lies so near to one of these.
_ROUNDING = Fraction(1, 100)
_RATE = re.compile(r"\s*(\d{1,6}(?:\.\d{1,9})?)(?:/(\d{1,6}))?\s*+(df|ndf)?\s*", re.IGNORECASE | re.ASCII)
_LABEL = re.compile(r"(\d{1,3})[:.;](\d{1,2})[:.;](\d{1,2})(?:([:;.,])(\d{1,2}))?", re.ASCII)
_FORM = "write it as HH:MM:SS or HH:MM:SS:FF"


@dataclass(frozen=True, slots=True)
class FrameRate:
    """Frames in a second, exact, and whether labels are counted drop-frame (29.97 and 59.94 only)."""

    rate: Fraction
    drop: bool = False

    def __post_init__(self) -> None:
        if self.rate <= 0:
            raise InvalidTimecode(f"a frame rate of {self.rate}", "give one above 0, such as 25")
        if self.drop and self.rate not in _DROP_FRAME:
            raise InvalidTimecode(f"drop-frame at {self.rate} frames a second", "it exists at 29.97 and 59.94 only")

    @classmethod
    def parse(cls, text: str) -> FrameRate:
        """Read `25`, `23.976`, `30000/1001`, `29.97df` or `29.97ndf`. Raises InvalidTimecode.

        A decimal that stands for one of broadcasting's rates is that rate: 23.98 and 23.976 are 24000/1001.
        """
        form = _RATE.fullmatch(text)
        if not form or (form[2] and int(form[2]) == 0) or Fraction(form[1]) == 0:
            raise InvalidTimecode(f"no frame rate: {text!r}", "give one such as 25, 23.976, 30000/1001 or 29.97df")
        rate = Fraction(form[1]) / int(form[2] or 1)
        if "." in form[1]:
            rate = next((exact for exact in _NTSC if abs(exact - rate) < _ROUNDING), rate)
        return cls(rate, (form[3] or "").lower() == "df")

    @property
    def nominal(self) -> int:
        """Frame labels in a labelled second: 30 at 29.97."""
        return -(-self.rate.numerator // self.rate.denominator)

    @property
    def dropped(self) -> int:
        """Frame labels that a minute skips, each tenth apart: 2 at 29.97 drop-frame, 4 at 59.94, else none."""
        return self.nominal // 15 if self.drop else 0

    def __str__(self) -> str:
        return _NTSC.get(self.rate, str(self.rate)) + ("df" if self.drop else "")


@total_ordering
@dataclass(frozen=True, slots=True)
class Timecode:
    """A programme-time label. frames is None in whole-second scripts; drop marks a drop-frame label.

    Labels are ordered as they count; one without frames stands before those of its second.
    """

    hours: int
    minutes: int
    seconds: int
    frames: int | None = None
    drop: bool = False

    @classmethod
    def parse(cls, text: str) -> Timecode:
        """Read `10:00:02`, `10.00.02`, `10:00:02:12`, `10:00:02;12` or `10;00;02;12`. Raises InvalidTimecode."""
        form = _LABEL.fullmatch(text.strip())
        if not form:
            raise InvalidTimecode(f"no timecode: {text.strip()!r}", _FORM)
        hours, minutes, seconds = int(form[1]), int(form[2]), int(form[3])
        if minutes > 59 or seconds > 59:
            raise InvalidTimecode(f"a minute or second past 59: {text.strip()!r}", _FORM)
        frames = None if form[5] is None else int(form[5])
        return cls(hours, minutes, seconds, frames, form[4] == ";")

    @classmethod
    def of_seconds(cls, seconds: int) -> Timecode:
        """The whole-second label `seconds` after 00:00:00. Raises InvalidTimecode before it."""
        if seconds < 0:
            raise InvalidTimecode(f"a time {-seconds} s before 00:00:00", "no timecode says that")
        return cls(seconds // 3600, seconds // 60 % 60, seconds % 60)

    @classmethod
    def of_frames(cls, count: int, rate: FrameRate) -> Timecode:
        """The label of frame number `count` (00:00:00:00 is 0). Raises InvalidTimecode before it."""
        if count < 0:
            raise InvalidTimecode(f"a time {-count} frames before 00:00:00:00", "no timecode says that")
        nominal = rate.nominal
        if rate.drop:
            per_minute, per_ten = nominal * 60 - rate.dropped, nominal * 600 - rate.dropped * 9
            tens, rest = divmod(count, per_ten)
            # The first minute of ten is whole; each after it begins with labels that are skipped.
            minutes = 0 if rest < nominal * 60 else (rest - nominal * 60) // per_minute + 1
            count += rate.dropped * (tens * 9 + minutes)
        seconds, frames = divmod(count, nominal)
        return cls(seconds // 3600, seconds // 60 % 60, seconds % 60, frames, rate.drop)

    @property
    def label_seconds(self) -> int:
        """Whole seconds the label counts, frames apart."""
        return (self.hours * 60 + self.minutes) * 60 + self.seconds

    def frame_count(self, rate: FrameRate) -> int:
        """The frame number of this label. Raises InvalidTimecode where no such frame exists.

        A label without frames is the first frame of its second.
        """
        if not (0 <= self.minutes < 60 and 0 <= self.seconds < 60 and self.hours >= 0 and (self.frames or 0) >= 0):
            raise InvalidTimecode(f"{self} does not exist", "minutes and seconds run from 00 to 59")
        if self.drop and not rate.drop:
            raise InvalidTimecode(
                f"{self} counts drop-frame and {rate} frames a second do not",
                "give the rate as 29.97df or 59.94df, or write the timecode with a colon",
            )
        nominal = rate.nominal
        skips = rate.dropped if self.minutes % 10 and self.seconds == 0 else 0
        frames = skips if self.frames is None else self.frames
        if frames >= nominal:
            raise InvalidTimecode(
                f"{self} does not exist", f"at {rate} frames a second they run from 00 to {nominal - 1:02}"
            )
        if frames < skips:
            raise InvalidTimecode(
                f"{self} does not exist", f"drop-frame skips frames 00 to {skips - 1:02} of this minute"
            )
        minutes = self.label_seconds // 60
        return self.label_seconds * nominal + frames - rate.dropped * (minutes - minutes // 10)

    def time(self, rate: FrameRate | None = None) -> Fraction:
        """Exact seconds from 00:00:00. A label with frames needs a rate, else InvalidTimecode is raised."""
        if rate is None:
            if self.frames is not None:
                raise InvalidTimecode(f"{self} counts frames but the frame rate is not known", "give it with --fps")
            return Fraction(self.label_seconds)
        return self.frame_count(rate) / rate.rate

    def __lt__(self, other: Timecode) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, int, int, int, bool]:
        return self.hours, self.minutes, self.seconds, -1 if self.frames is None else self.frames, self.drop

    def __str__(self) -> str:
        text = f"{self.hours:02}:{self.minutes:02}:{self.seconds:02}"
        return text if self.frames is None else f"{text}{';' if self.drop else ':'}{self.frames:02}"
