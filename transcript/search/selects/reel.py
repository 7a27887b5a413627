"""Where hits are cut out of their programmes, and where they come to lie in the reel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePath

from transcript.errors import OutputRefused
from transcript.search.results import FoundProgramme, Hit
from transcript.timecode import FrameRate, Timecode


@dataclass(frozen=True, slots=True)
class Frames:
    """A stretch of a programme in frames. first: its number, 00:00:00:00 being 0."""

    rate: FrameRate
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Select:
    """A hit, cut out of its programme where its words are heard.

    source_in, source_out: programme time; out is where what follows begins, in whole seconds the first one that holds
    nothing of it. frames: the same, where the frame rate is known. length: exact seconds.
    """

    hit: Hit
    source_in: Timecode
    source_out: Timecode
    length: Fraction
    frames: Frames | None

    @property
    def programme(self) -> FoundProgramme:
        return self.hit.programme

    @property
    def title(self) -> str:
        """The programme as a clip is called: its script without the suffix."""
        return PurePath(self.programme.name).stem

    @property
    def duration(self) -> Timecode:
        """From in to out, as a label."""
        if self.frames is None:
            return Timecode.of_seconds(self.source_out.label_seconds - self.source_in.label_seconds)
        return Timecode.of_frames(self.frames.count, self.frames.rate)

    @property
    def said(self) -> str:
        """Who says what."""
        return f"{self.hit.speaker}: {self.hit.line}" if self.hit.speaker else self.hit.line

    @property
    def shots(self) -> tuple[str, ...]:
        """The notes of the shots in which its cues start."""
        return tuple(dict.fromkeys(cue.shot for cue in self.hit.cues if cue.shot))


def select_all(hits: Iterable[Hit], rate: FrameRate | None) -> tuple[tuple[Select, ...], list[Hit]]:
    """The hits as selects, and those that have no timecodes. A hit that others hold already is none.

    rate: of the programmes whose scripts count whole seconds.
    """
    taken: set[int] = set()
    reel: list[Select] = []
    timeless: list[Hit] = []
    for hit in hits:
        cues = {cue.id for cue in hit.cues}
        if cues <= taken:
            continue
        taken |= cues
        select = _select(hit, rate)
        if select is None:
            timeless.append(hit)
        else:
            reel.append(select)
    return tuple(reel), timeless


def _select(hit: Hit, told: FrameRate | None) -> Select | None:
    if hit.timecode is None or hit.start_ms is None or hit.end_ms is None:
        return None
    label = Timecode.parse(hit.timecode)
    own = _own_rate(hit.programme)
    heard, silent = _heard(hit, hit.start_ms, hit.end_ms)
    if own is not None:
        first = max(0, label.frame_count(own) + _frame(heard, own) - _frame(hit.start_ms, own))
        return _counted(hit, Frames(own, first, max(1, _frame(silent, own) - _frame(heard, own))))
    begins = max(0, label.label_seconds * 1000 + _behind_label(hit, label) + heard - hit.start_ms)
    ends = begins + silent - heard
    if told is not None:
        first = _labelled(begins, told)
        return _counted(hit, Frames(told, first, max(1, _labelled(ends, told) - first)))
    # Of a cue in which no time passes, the second that its label names.
    ends = ends if ends > begins else begins + 1000
    source_in, source_out = Timecode.of_seconds(begins // 1000), Timecode.of_seconds(-(-ends // 1000))
    return Select(hit, source_in, source_out, Fraction(ends - begins, 1000), None)


def _heard(hit: Hit, start: int, end: int) -> tuple[int, int]:
    """Between which milliseconds the words of a hit are heard; where that is not known, those of its cues."""
    first, last = hit.cues[0], hit.cues[-1]
    return (
        start if first.heard_from_ms is None else first.heard_from_ms,
        end if last.heard_until_ms is None else last.heard_until_ms,
    )


def _own_rate(programme: FoundProgramme) -> FrameRate | None:
    if programme.frame_rate is None:
        return None
    return FrameRate(FrameRate.parse(programme.frame_rate).rate, programme.drop_frame)


def _frame(milliseconds: int, rate: FrameRate) -> int:
    return round(milliseconds * rate.rate / 1000)


def _behind_label(hit: Hit, label: Timecode) -> int:
    """Milliseconds from what the label says to the beginning, which may be finer than whole seconds."""
    start = Timecode.parse(hit.programme.start or "00:00:00")
    finer = (hit.start_ms or 0) - (label.label_seconds - start.label_seconds) * 1000
    return finer if 0 <= finer < 1000 else 0


def _labelled(milliseconds: int, rate: FrameRate) -> int:
    """The frame of a time that was read from labels in whole seconds: 10:00:02 is 10:00:02:00 at every rate."""
    second, part = divmod(milliseconds, 1000)
    return Timecode.of_seconds(second).frame_count(rate) + round(Fraction(part * rate.nominal, 1000))


def _counted(hit: Hit, frames: Frames) -> Select:
    return Select(
        hit,
        Timecode.of_frames(frames.first, frames.rate),
        Timecode.of_frames(frames.first + frames.count, frames.rate),
        frames.count / frames.rate.rate,
        frames,
    )


def require_frames(reel: Iterable[Select], form: str) -> list[tuple[Select, Frames]]:
    """The selects with their frames. Raises OutputRefused where a frame rate is not known."""
    framed = [(select, select.frames) for select in reel if select.frames is not None]
    unknown = dict.fromkeys(select.programme.name for select in reel if select.frames is None)
    if unknown:
        first, *others = unknown
        which = f"{first} and {len(others)} more count" if others else f"{first} counts"
        raise OutputRefused(
            f"{which} whole seconds, and {form} counts frames",
            "give the frame rate of the film, such as --fps 25, 23.976 or 29.97df",
        )
    return framed


def on_the_clock(frame: int, rate: FrameRate) -> int:
    """A frame's number in its day: timecode is a clock of 24 hours and begins again behind the last (ST 12-1)."""
    return frame % Timecode(24, 0, 0).frame_count(rate)


def past_midnight(framed: Iterable[tuple[Select, Frames]], form: str) -> tuple[str, ...]:
    """The remark that what lies outside the 24 hours of timecode is written as the clock then shows it."""
    for select, frames in framed:
        if on_the_clock(frames.first, frames.rate) != frames.first:
            shown = Timecode.of_frames(on_the_clock(frames.first, frames.rate), frames.rate)
            return (f"timecode counts 24 hours: {select.source_in} and what is like it is {shown} in {form}",)
    return ()
