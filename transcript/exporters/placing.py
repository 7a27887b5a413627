"""Subtitles on whole frames of a form's own rate, none over another."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from transcript.exporters.frames import Grid
from transcript.model import Problem, Severity, Span
from transcript.timecode import FrameRate, Timecode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Placed(NamedTuple):
    """A subtitle's frames from the programme start, the end not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Counting:
    """How a file counts the frames of a film.

    film: the film's frames. file: the frames that the file's timecodes count. paired: each of them is a pair of the
    film's. lead: how much later than the label that the file begins at the film begins, in seconds.
    """

    film: Grid
    file: Grid
    paired: bool = False
    lead: Fraction = Fraction(0)

    def frame(self, milliseconds: int) -> int:
        """The file's frame for a time from the programme start: the nearest, or the pair that the nearest is in."""
        if self.paired:
            return (self.film.first + self.film.frame_of_ms(milliseconds)) // 2 - self.file.first
        return self.file.frame(Fraction(milliseconds, 1000) + self.lead)

    def placed(self, start: int, end: int) -> Placed:
        """The frames of a subtitle by its times in milliseconds: one at least."""
        first = self.frame(start)
        return Placed(first, max(self.frame(end), first + 1))


def frame_by_frame(film: Grid) -> Counting:
    """The file counts the film's own frames."""
    return Counting(film, film)


def in_pairs(film: Grid) -> Counting:
    """The file's timecodes count pairs of frames, as timecode does above 30 frames a second (SMPTE ST 12-1)."""
    rate = FrameRate(film.rate.rate / 2, film.rate.drop)
    return Counting(film, Grid(rate, Timecode.of_frames(film.first // 2, rate)), paired=True)


def by_the_clock(film: Grid, rate: FrameRate) -> Counting:
    """The file counts another rate, from the label that the film begins with; times stay what they are."""
    start = film.start
    frames = Fraction((start.frames or 0) * rate.nominal, film.rate.nominal)
    skipped = rate.dropped if start.minutes % 10 and start.seconds == 0 else 0
    # A label that drop-frame skips is read as the next that there is.
    whole = max(int(frames), skipped)
    label = Timecode(start.hours, start.minutes, start.seconds, whole, rate.drop)
    return Counting(film, Grid(rate, label), lead=max(frames - whole, Fraction(0)) / rate.rate)


def _as_it_is(_begins: int, ends: int) -> int:
    return ends


def apart(wanted: Sequence[Placed], free: Callable[[int, int], int] = _as_it_is) -> list[Placed]:
    """Where the subtitles can stand: in their order, none over another, none shorter than a frame.

    free: from where a subtitle begins and would end, the end that the form takes; it lies behind the beginning.
    """
    placed: list[Placed] = []
    for (start, end), follower in zip_longest(wanted, wanted[1:]):
        begins = max(start, placed[-1].end) if placed else start
        ends = max(end, begins + 1)
        if follower is not None:
            ends = max(min(ends, follower.start), begins + 1)
        placed.append(Placed(begins, free(begins, ends)))
    return placed


def moved(asked: Placed, got: Placed, frames: Grid, span: Span, form: str) -> Iterator[Problem]:
    """What `apart` changed of a subtitle."""
    at = frames.clock(got.start)
    why = f"for subtitles may not overlap in {form}"
    if got.start != asked.start:
        what = f"the subtitle at {frames.clock(asked.start)} begins where the one before it ends, at {at}, {why}"
        yield Problem("subtitle-moved", Severity.INFO, what, span)
    if got.end < asked.end:
        what = f"the subtitle at {at} ends where the next begins, {why}"
        yield Problem("subtitle-shortened", Severity.INFO, what, span)
