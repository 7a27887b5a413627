"""A programme whose content moved on its timeline: more leader before it, or less."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from transcript.conform.counting import moved, require_times
from transcript.errors import InvalidSetting, InvalidTimecode
from transcript.model import Transcript
from transcript.timecode import FrameRate, Timecode

_SIGN = re.compile(r"([+-]?)(.*)", re.DOTALL)
# Seconds alone, or behind hours and minutes with three decimals: with two they may be frames.
_SECONDS = re.compile(r"(?:(\d{1,3}):([0-5]\d):(?=[0-5]\d\.\d{3}$))?(\d{1,6}(?:\.\d{1,9})?)(?: ?s)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Offset:
    """How far everything moves: a timecode, or seconds; `back` is towards the start."""

    length: Timecode | Fraction
    back: bool = False

    @classmethod
    def parse(cls, text: str) -> Offset:
        """Read `+00:00:10`, `-00:01:00:12`, `00:01:00;02`, `+2.5` or `-00:00:02.500`. Raises InvalidSetting."""
        sign, form = _SIGN.fullmatch(text.strip()).groups()  # type: ignore[union-attr]  # any text fits
        seconds = _SECONDS.fullmatch(form)
        if seconds:
            minutes = int(seconds[1] or 0) * 60 + int(seconds[2] or 0)
            return cls(minutes * 60 + Fraction(seconds[3]), sign == "-")
        try:
            return cls(Timecode.parse(form), sign == "-")
        except InvalidTimecode:
            advice = "write it as +00:00:10, -00:01:00:12 or, in seconds, +2.5"
            raise InvalidSetting(f"no offset: {text.strip()!r}", advice) from None

    def seconds(self, rate: FrameRate | None) -> Fraction:
        """Exact seconds. A timecode is as many frames as its label counts from 00:00:00:00.

        Raises InvalidTimecode where it counts frames that the rate does not have, or the rate is not known.
        """
        length = self.length.time(rate) if isinstance(self.length, Timecode) else self.length
        return -length if self.back else length

    @property
    def idle(self) -> bool:
        """Whether it moves nothing."""
        if isinstance(self.length, Timecode):
            return not (self.length.label_seconds or self.length.frames)
        return not self.length

    def __str__(self) -> str:
        length = self.length if isinstance(self.length, Timecode) else f"{float(self.length):g} s"
        return f"{'-' if self.back else '+'}{length}"


def moved_by(transcript: Transcript, offset: Offset) -> Transcript:
    """Everything so much later or earlier in the film, in programme time too: the programme start keeps its label.

    With a start of 10:00:00, what stood at 10:00:02 stands at 10:00:12 after +00:00:10. What falls before the start is
    kept; formats that begin there leave it out with a problem. Of several reels each keeps its start. Raises
    InvalidTimecode for frames that the script's rate does not have, InvalidSetting where there are no timecodes.
    """
    require_times(transcript)
    by = offset.seconds(transcript.timing.frame_rate)
    if offset.idle:
        return transcript
    return moved(transcript, lambda time: time + by, transcript.timing)
