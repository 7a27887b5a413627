"""When: times of the timecodes of a document, the programme start, and what was doubtful about them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from transcript.model import Problem, Provenance, Reel, Segment, Severity, Span
from transcript.parser.timecodes.repair import Mended
from transcript.parser.timecodes.stamps import Stamp, read_stamps
from transcript.parser.timecodes.units import Unit
from transcript.timecode import FrameRate, Timecode

_WORDS_A_SECOND = Fraction(3, 2)
"""A pace slow enough that what is spoken last in a reel has ended before the next reel begins."""


class End(NamedTuple):
    """What the script says of when something ends: the segment, and its digits read."""

    segment: Segment
    stamp: Stamp


def read_ends(ends: Mapping[int, Segment], *, days: bool, unit: Unit | None) -> dict[int, End]:
    """The ends of a document by the number of the timecode that each goes with. unit: what its times count."""
    stamps = read_stamps([segment.text for segment in ends.values()], days=days, unit=unit)
    return {number: End(segment, stamp) for (number, segment), stamp in zip(ends.items(), stamps, strict=True)}


class Clock:
    """Times of the timecodes of a document, by their number; None stands for what comes before the first.

    start: the programme start. rate: the frame rate, where the document has one. reels: the parts with timecodes of
    their own, laid end to end.
    """

    def __init__(
        self,
        mended: Sequence[Mended],
        typed: Sequence[str],
        words: Sequence[int],
        ends: Mapping[int, End],
        rate: FrameRate | None,
        start: Timecode | None,
    ) -> None:
        self.rate = rate
        self._mended = mended
        self._typed = typed
        self._first = next((m.timecode for m in mended if m.timecode is not None), Timecode(0, 0, 0))
        self.start = start or programme_start(self._first)
        self.reels = [Reel(1, self.start)]
        self._zeros = {1: self.start.time(rate)}
        # A timecode kept out of the timing stands at the one before it.
        self._at: list[Timecode] = []
        self._times: list[Fraction] = []
        running, fraction = self._first, Fraction(0)
        for entry in mended:
            if entry.timecode is not None:
                if entry.reel != self.reels[-1].number:
                    self._begin_reel(entry.reel, entry.timecode, self._spoken_until(words, ends))
                running, fraction = entry.timecode, entry.fraction
            self._at.append(running)
            self._times.append(running.time(rate) - self._zeros[self.reels[-1].number] + fraction)
        # What comes before the first timecode begins with the programme.
        self._opening = min(self.start, self._first)
        self._begin = self._opening.time(rate) - self._zeros[1]
        self.last = max(self._times, default=self._begin)

    def _spoken_until(self, words: Sequence[int], ends: Mapping[int, End]) -> Fraction:
        """When what stands under the last timecode so far has been said, as the script says or at a slow pace."""
        last = len(self._times) - 1
        said = self._times[last] + words[last] / _WORDS_A_SECOND
        given = self.end(last, ends[last]) if last in ends else None
        return said if given is None else max(said, given)

    def _begin_reel(self, number: int, first: Timecode, after: Fraction) -> None:
        """Lay a reel, pre-roll included, behind the last words of the one before."""
        start = programme_start(first)
        pre_roll = max(start.time(self.rate) - first.time(self.rate), Fraction(0))
        offset = Fraction(math.ceil(after + pre_roll))
        self.reels.append(Reel(number, start, offset))
        self._zeros[number] = start.time(self.rate) - offset

    def at(self, stamp: int | None) -> Timecode:
        return self._opening if stamp is None else self._at[stamp]

    def time(self, stamp: int | None) -> Fraction:
        """Programme seconds."""
        return self._begin if stamp is None else self._times[stamp]

    def provenance(self, stamp: int | None) -> Provenance:
        return Provenance.ESTIMATED if stamp is None else self._mended[stamp].time

    def typed(self, stamp: int | None) -> str | None:
        return None if stamp is None else self._typed[stamp]

    def reel(self, stamp: int | None) -> int:
        return 1 if stamp is None else self._mended[stamp].reel

    def end(self, number: int, end: End) -> Fraction | None:
        """Programme seconds of the end that goes with a timecode; None where it is malformed."""
        label = end.stamp.label
        if label is None:
            return None
        counted = label.time(self.rate) + end.stamp.fraction
        if end.segment.duration:
            return self._times[number] + counted
        return counted - self._zeros[self._mended[number].reel]


def programme_start(first: Timecode) -> Timecode:
    """The whole hour at or below the first timecode; its last minute is pre-roll of the next hour."""
    return Timecode(first.hours + (first.minutes == 59), 0, 0, None if first.frames is None else 0, first.drop)


def given_ends(ends: Mapping[int, End], clock: Clock) -> tuple[dict[int, Fraction], list[Problem]]:
    """For the number of a timecode the end that the script gives, in programme seconds, and what was wrong with it."""
    found: dict[int, Fraction] = {}
    problems: list[Problem] = []
    for number, given in ends.items():
        end, segment = clock.end(number, given), given.segment
        if end is not None and end > clock.time(number):
            found[number] = end
            continue
        problems.append(
            Problem(
                "end-not-after-start",
                Severity.WARNING,
                f"the end {segment.text} does not come after its start {clock.at(number)}: not used",
                Span(segment.number, segment.number),
                "correct it in the script",
            )
        )
    return found, problems


def stamp_problems(typed: Sequence[Segment], stamps: Sequence[Stamp], mended: Sequence[Mended]) -> list[Problem]:
    """What was mended, kept out of the timing, or taken for a new reel."""
    problems = _spread(typed, stamps)
    reel = 1
    for place, (segment, stamp, entry) in enumerate(zip(typed, stamps, mended, strict=True)):
        span = Span(segment.number, segment.number)
        if entry.reel != reel:
            reel = entry.reel
            message = f"the timecodes start again at {segment.text}: taken as reel {reel}"
            problems.append(Problem("new-reel", Severity.INFO, message, span))
        if entry.time is Provenance.GIVEN:
            continue
        if stamp.before_zero:
            message = f"{segment.text} stands before the programme begins: held at {entry.timecode}"
            problems.append(Problem("timecode-before-zero", Severity.INFO, message, span))
            continue
        malformed = stamp.seconds is None
        code = "timecode-malformed" if malformed else "timecode-out-of-order"
        what = f"{segment.text} {'is no timecode' if malformed else 'is out of order'}"
        between = _neighbours(mended, place)
        if entry.timecode is None:
            message = f"{what} and no small change of its digits fits {between}: kept out of the timing"
            problems.append(Problem(code, Severity.ERROR, message, span, "correct it in the script"))
        else:
            fix = f"type {entry.timecode} in the script, or what it should be"
            problems.append(Problem(code, Severity.WARNING, f"{what} {between}: read as {entry.timecode}", span, fix))
    return problems


def _spread(typed: Sequence[Segment], stamps: Sequence[Stamp]) -> list[Problem]:
    spread = [segment for segment, stamp in zip(typed, stamps, strict=True) if stamp.spread]
    if not spread:
        return []
    first, last = spread[0], spread[-1]
    others = f" to {last.text}" if last is not first else ""
    message = f"{first.text}{others}: read as minutes and seconds, which a spreadsheet writes so from 24:00 on"
    return [
        Problem("timecode-spread", Severity.INFO, message, Span(first.number, last.number), "format the column as text")
    ]


def meant_backwards(typed: Sequence[Segment], mended: Sequence[Mended], meant: Iterable[int]) -> list[Problem]:
    """Timecodes that the user gave, by their places, and that run back or are run back from."""
    problems: list[Problem] = []
    for place in meant:
        here = mended[place]
        near = [entry for entry in mended[max(0, place - 1) : place + 2] if entry.reel == here.reel]
        times = [entry.timecode for entry in near if entry.timecode is not None]
        if times != sorted(times):
            span = Span(typed[place].number, typed[place].number)
            message = f"{here.timecode}, given by a correction, is out of order {_neighbours(mended, place)}"
            problems.append(
                Problem("correction-out-of-order", Severity.WARNING, message, span, "correct the correction")
            )
    return problems


def _neighbours(mended: Sequence[Mended], place: int) -> str:
    before = next((mended[p].timecode for p in range(place - 1, -1, -1) if mended[p].timecode), None)
    after = next((mended[p].timecode for p in range(place + 1, len(mended)) if mended[p].timecode), None)
    if before and after:
        return f"between {before} and {after}"
    return f"after {before}" if before else f"before {after}" if after else "on its own"
