"""A script in whole seconds whose film's frame rate is told afterwards.

What a label says depends on the rate: at 25 frames a second 10:00:02 is two seconds after 10:00:00, at 29.97 it is 60
frames, which last 2.002 s; drop-frame labels skip (SMPTE ST 12-1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from transcript.conform.counting import Counting
from transcript.errors import InvalidSetting
from transcript.model import Cue, Reel, Shot, Sound, Title, Transcript
from transcript.timecode import FrameRate, Timecode


def with_rate(transcript: Transcript, rate: FrameRate) -> Transcript:
    """The transcript of a whole-second script as if it had been read with this frame rate.

    Starts are exactly what their labels say. Ends that were reckoned move along; they are not reckoned again, as they
    are when the script itself is read. A reel that is laid behind another begins at the whole second after it, which
    may be one later than there. Raises InvalidSetting where the script has another rate.
    """
    timing = transcript.timing
    if timing.frame_rate == rate:
        return transcript
    if timing.frame_rate is not None:
        raise InvalidSetting(
            f"the script counts {timing.frame_rate} frames a second, not {rate}",
            f"where the film runs at another speed now, say --stretch {timing.frame_rate}:{rate}; "
            "where the rate was taken wrongly, read the script again with --fps",
        )
    counting = Counting(timing)
    clocks = _clocks(counting.reels, rate)

    def clock_of(item: Cue | Shot | Sound | Title) -> _Clock:
        return clocks[counting.reel_of(item).number]

    starts: dict[Fraction, Fraction] = {}

    def start_of(item: Cue | Shot | Sound | Title) -> Fraction:
        start = clock_of(item).labelled(item.timecode, item.start)
        starts[item.start] = start
        return start

    cues = [replace(cue, start=start_of(cue)) for cue in transcript.cues]
    shots = [replace(shot, start=start_of(shot)) for shot in transcript.shots]
    sounds = tuple(replace(sound, start=start_of(sound)) for sound in transcript.sounds)
    titles = tuple(replace(title, start=start_of(title)) for title in transcript.titles)

    def end_of(item: Cue | Shot, *, typed: bool) -> Fraction:
        if item.end in starts:
            return starts[item.end]
        return clock_of(item).read(item.end) if typed else clock_of(item).running(item.end)

    reels = tuple(clocks[reel.number].now for reel in timing.reels)
    return replace(
        transcript,
        timing=replace(timing, frame_rate=rate, reels=reels),
        cues=tuple(replace(cue, end=end_of(cue, typed=cue.end_given)) for cue in cues),
        shots=tuple(replace(shot, end=end_of(shot, typed=True)) for shot in shots),
        sounds=sounds,
        titles=titles,
    )


@dataclass(frozen=True, slots=True)
class _Clock:
    """The labels of one reel as they count at a frame rate. was, now: the reel before it was known, and since."""

    rate: FrameRate
    was: Reel
    now: Reel

    def labelled(self, label: Timecode, time: Fraction) -> Fraction:
        """The time that a label says; decimals behind its seconds, which only its time holds, are added.

        What lies before 00:00:00 has a label of the day before; there only the time says where.
        """
        if self._counted(time) < 0:
            return self.read(time)
        counted = self._since_start(label)
        if label.frames is not None:
            return counted
        return counted + time - self.was.offset - (label.label_seconds - self.was.start.label_seconds)

    def read(self, time: Fraction) -> Fraction:
        """A time that was read from a label."""
        second = floor(self._counted(time))
        return self.now.offset + self._whole(second) + self._counted(time) - second - self._origin

    def running(self, time: Fraction) -> Fraction:
        """A time that nothing labels: as far between two whole seconds as it was."""
        second, part = divmod(self._counted(time), 1)
        begin, end = self._whole(second), self._whole(second + 1)
        return self.now.offset + begin + part * (end - begin) - self._origin

    @property
    def _origin(self) -> Fraction:
        return self.now.start.time(self.rate)

    def _counted(self, time: Fraction) -> Fraction:
        return time - self.was.offset + self.was.start.label_seconds

    def _since_start(self, label: Timecode) -> Fraction:
        return self.now.offset + label.time(self.rate) - self._origin

    def _whole(self, second: int) -> Fraction:
        if second < 0:
            return second * self.rate.nominal / self.rate.rate
        return Timecode.of_seconds(second).time(self.rate)


def _clocks(reels: tuple[Reel, ...], rate: FrameRate) -> dict[int, _Clock]:
    clocks: dict[int, _Clock] = {}
    last: _Clock | None = None
    for reel in reels:
        offset = reel.offset if last is None else Fraction(ceil(last.running(reel.offset)))
        last = clocks[reel.number] = _Clock(rate, reel, replace(reel, offset=offset))
    return clocks
