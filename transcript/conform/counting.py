"""Between programme seconds and the labels of a programme, reel by reel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from transcript.errors import InvalidSetting, InvalidTimecode
from transcript.model import Cue, Problem, Reel, Severity, Shot, Sound, Span, Timing, Title, Transcript
from transcript.timecode import FrameRate, Timecode

_DAY = Timecode(24, 0, 0)
_ROUNDING = Fraction(1, 2000)
"""Times that came through a file were rounded to milliseconds: so much may be missing."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How the labels of a programme count."""

    timing: Timing

    @property
    def reels(self) -> tuple[Reel, ...]:
        return self.timing.reels or (Reel(1, self.timing.start),)

    def reel_of(self, item: Cue | Shot | Sound | Title) -> Reel:
        """The reel in which something stands: what has no number of it, where its label and its time agree best."""
        number = getattr(item, "reel", None)
        own = next((reel for reel in self.reels if reel.number == number), None)
        return own or min(self.reels, key=lambda reel: self._apart(self.time(item.timecode, reel), item.start))

    def _apart(self, one: Fraction, other: Fraction) -> Fraction:
        """Seconds between two times on a clock of 24 hours: labels before 00:00:00 are of the day before."""
        day = self._seconds(_DAY)
        apart = (one - other) % day
        return min(apart, day - apart)

    def reel_numbered(self, number: int) -> Reel:
        return next(reel for reel in self.reels if reel.number == number)

    def time(self, label: Timecode, reel: Reel) -> Fraction:
        """Programme seconds of a label; frames that cannot be told count for nothing."""
        return reel.offset + self._seconds(label) - self._seconds(reel.start)

    def _seconds(self, label: Timecode) -> Fraction:
        try:
            return label.time(self.timing.frame_rate)
        except InvalidTimecode:
            return Fraction(label.label_seconds)

    def label(self, time: Fraction, reel: Reel, like: Timecode) -> Timecode:
        """The label of a time in a reel; before 00:00:00 it is of the day before, as a clock of 24 hours shows it.

        With frames, where `like` has them, it is the nearest frame's; in whole seconds it is what a clock shows, the
        last that has begun.
        """
        rate = self.timing.frame_rate
        count = self._count(time, reel, like)
        if rate is None:
            return Timecode.of_seconds(count if count >= 0 else count % _DAY.label_seconds)
        label = Timecode.of_frames(count if count >= 0 else count % _DAY.frame_count(rate), rate)
        return label if like.frames is not None else Timecode(label.hours, label.minutes, label.seconds)

    def before_zero(self, time: Fraction, reel: Reel, like: Timecode) -> bool:
        """Whether the label of a time in a reel is of the day before."""
        return self._count(time, reel, like) < 0

    def _count(self, time: Fraction, reel: Reel, like: Timecode) -> int:
        """The label of a time in frames from 00:00:00, or in seconds where no rate is known."""
        rate = self.timing.frame_rate
        since = time - reel.offset
        if rate is None:
            return reel.start.label_seconds + (since + _ROUNDING) // 1
        first = reel.start.frame_count(rate)
        return first + (round(since * rate.rate) if like.frames is not None else (since + _ROUNDING) * rate.rate // 1)


def moved(transcript: Transcript, to: Callable[[Fraction], Fraction], timing: Timing) -> Transcript:
    """The transcript with each time moved, and each label as it counts under a timing.

    to: from programme seconds to programme seconds. What falls before 00:00:00 has a label of the day before, and a
    problem says so.
    """
    before, after = Counting(transcript.timing), Counting(timing)
    fallen: dict[tuple[int, Fraction], Span] = {}

    def placed(item: Cue | Shot | Sound | Title) -> tuple[Timecode, Fraction]:
        reel = after.reel_numbered(before.reel_of(item).number)
        start = to(item.start)
        if after.before_zero(start, reel, item.timecode):
            fallen.setdefault((reel.number, start), item.span)
        return after.label(start, reel, item.timecode), start

    cues, shots = [], []
    for cue in transcript.cues:
        label, start = placed(cue)
        cues.append(replace(cue, timecode=label, start=start, end=to(cue.end)))
    for shot in transcript.shots:
        label, start = placed(shot)
        shots.append(replace(shot, timecode=label, start=start, end=to(shot.end)))
    return replace(
        transcript,
        timing=timing,
        cues=tuple(cues),
        shots=tuple(shots),
        sounds=tuple(Sound(*placed(sound), sound.note, sound.span) for sound in transcript.sounds),
        titles=tuple(Title(*placed(title), title.text, title.span) for title in transcript.titles),
        problems=(*transcript.problems, *_before_zero(fallen)),
    )


def _before_zero(fallen: Mapping[tuple[int, Fraction], Span]) -> Iterator[Problem]:
    """What is to be said of times before 00:00:00, by reel and time, where there are any."""
    if not fallen:
        return
    fall, them = ("1 time falls", "it") if len(fallen) == 1 else (f"{len(fallen)} times fall", "them")
    message = f"{fall} before 00:00:00; files with timecode show {them} on the day before"
    yield Problem("timecode-before-zero", Severity.INFO, message, fallen[min(fallen)])


def require_times(transcript: Transcript) -> None:
    """Raise InvalidSetting where a script has no timecodes that could be moved."""
    if not transcript.timing.timed:
        raise InvalidSetting(
            "the script has no timecodes, and nothing to move", "leave --offset, --stretch, --recut out"
        )


def start_at(start: Timecode, was: FrameRate, now: FrameRate) -> Timecode:
    """The label of a programme start at another rate: the same second, and the same part of it in frames."""
    if start.frames is None:
        return start
    second = Timecode(start.hours, start.minutes, start.seconds)
    part = start.frame_count(was) - second.frame_count(was)
    return Timecode.of_frames(second.frame_count(now) + part * now.nominal // was.nominal, now)
