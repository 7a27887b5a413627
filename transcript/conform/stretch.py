"""A film that runs at another speed: shot and cut at 25 frames a second, shown at 23.976, every frame kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from transcript.conform.counting import moved, require_times, start_at
from transcript.conform.rate import with_rate
from transcript.errors import InvalidSetting, InvalidTimecode
from transcript.model import Transcript
from transcript.timecode import FrameRate


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rate at which the film ran when its script was written, and that at which it runs now."""

    was: FrameRate
    now: FrameRate

    @classmethod
    def parse(cls, text: str) -> Stretch:
        """Read `25:24000/1001`, `25:23.976` or `24:29.97df`. Raises InvalidSetting."""
        was, colon, now = text.partition(":")
        if not colon:
            raise InvalidSetting(f"no stretch: {text.strip()!r}", "write it as FROM:TO, such as 25:24000/1001")
        try:
            return cls(FrameRate.parse(was), FrameRate.parse(now))
        except InvalidTimecode as error:
            raise InvalidSetting(error.found, "write it as FROM:TO, such as 25:24000/1001") from None

    @property
    def idle(self) -> bool:
        """Whether the film runs as it did."""
        return self.was == self.now

    def __str__(self) -> str:
        return f"{self.was}:{self.now}"


def stretched(transcript: Transcript, stretch: Stretch) -> Transcript:
    """The transcript of the same frames at another rate: frame N of the film is frame N still.

    The programme start keeps its label; labels with frames are those of the same frames at the new rate, which is the
    transcript's from now on. A whole-second script is taken to have counted at the first rate; its labels stay whole
    seconds, of a clock that shows the last one begun. A stretch to the same rate does no more than that. Raises
    InvalidSetting where the script counts at another rate than the stretch begins with, or has no timecodes.
    """
    require_times(transcript)
    rate = transcript.timing.frame_rate
    if rate is None:
        transcript, rate = with_rate(transcript, stretch.was), stretch.was
    if rate.rate != stretch.was.rate or (stretch.was.drop and not rate.drop):
        raise InvalidSetting(
            f"the script counts {rate} frames a second, and the stretch begins at {stretch.was}",
            f"write --stretch {rate}:{stretch.now}"
            if rate != stretch.now
            else f"leave --stretch out if its timecodes count {rate}, else read it with --fps {stretch.was}",
        )
    if stretch.idle:
        return transcript
    factor = rate.rate / stretch.now.rate
    timing = transcript.timing
    return moved(
        transcript,
        lambda time: time * factor,
        replace(
            timing,
            start=start_at(timing.start, rate, stretch.now),
            frame_rate=stretch.now,
            reels=tuple(
                replace(reel, start=start_at(reel.start, rate, stretch.now), offset=reel.offset * factor)
                for reel in timing.reels
            ),
        ),
    )
