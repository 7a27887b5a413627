"""Timecodes out of order or malformed, mended by the smallest change of digits that fits.

Within one reel programme time does not run backwards. Each timecode is read as typed or with a digit changed,
two digits swapped, one left out or put in; the cheapest sequence that runs forward wins (dynamic programming),
where the words spoken between two timecodes must fit the time between them. A timecode that no reading
fits is kept out of the timing. A jump back that all that follows agrees with is a new reel.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from transcript.model import Provenance
from transcript.parser.stamps import Stamp
from transcript.timecode import Timecode

_SUBSTITUTED, _SWAPPED, _REMOVED, _INSERTED, _CLEANED = 4.0, 4.5, 4.2, 4.5, 1.0
_LAST_DIGIT_REMOVED = 4.0
_DROPPED = 11.0
_DIGITS = str.maketrans("OoIl", "0011")
_NEW_REEL, _NEW_REEL_AT_BREAK = 12.0, 8.0
_FOLLOWED = 24
_AGREEING = 4
"""How many timecodes on either side of a step back must agree among themselves to make it a new reel."""
_HOUR_START = 120
"""Seconds after a whole hour within which the first timecode of a reel stands."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of one typed timecode: None where it is kept out of the timing.

    fraction: what it says below a second in decimals.
    """

    timecode: Timecode | None
    time: Provenance
    reel: int
    fraction: Fraction = Fraction(0)


@dataclass(slots=True)
class _State:
    cost: float
    value: int
    reel: int
    reading: int | None  # the value taken here, None where the timecode is dropped
    before: _State | None


def mend(stamps: Sequence[Stamp], words: Sequence[int], breaks: Sequence[bool]) -> list[Mended]:
    """Mend the timecodes of a document, in its order.

    words: how many are spoken under each timecode before the next. breaks: whether a title or the like that
    may begin a reel stands right before it.
    """
    values = [stamp.seconds for stamp in stamps]
    pace = float(words_per_second(values, words))
    starts = _reel_starts(values)
    suspects = _suspects(values, starts)
    bounds = _bounds(values, suspects, starts)
    states = [_State(0.0, -1, 1, None, None)]
    for place, stamp in enumerate(stamps):
        asked = values[place]
        doubtful = place in suspects or place - 1 in suspects
        if asked is not None and not doubtful and place not in starts and len(states) == 1:
            states = [_State(0.0, asked, states[0].reel, asked, states[0])]  # nothing to weigh
            continue
        readings = [] if asked is None else [(asked, 0.0)]
        if place in suspects:
            low, high = bounds[place]
            readings += [(value, cost) for value, cost in _variants(stamp.typed, asked) if low <= value <= high]
        best: dict[tuple[int, int], _State] = {}
        for state in states:
            for value, cost in readings:
                reel, total = state.reel, state.cost + cost
                if value < state.value:
                    if place not in starts and not breaks[place]:
                        continue
                    reel += 1
                    total += _NEW_REEL_AT_BREAK if breaks[place] else _NEW_REEL
                elif doubtful and place:
                    total += _misfit(words[place - 1], value - state.value, pace)
                _offer(best, _State(total, value, reel, value, state))
            _offer(best, _State(state.cost + _DROPPED, state.value, state.reel, None, state))
        states = _narrowed(best.values())
    return _trace(stamps, values, min(states, key=lambda state: state.cost))


def mend_as_meant(
    stamps: Sequence[Stamp], words: Sequence[int], breaks: Sequence[bool], meant: Mapping[int, Timecode]
) -> list[Mended]:
    """The same where the user says of some timecodes, by their places, what is meant: that holds over any guess."""
    told = [stamp.meaning(meant[place]) if place in meant else stamp for place, stamp in enumerate(stamps)]
    mended = mend(told, words, breaks)
    for place, label in meant.items():
        typed = stamps[place]
        as_typed = typed.seconds == label.label_seconds and typed.frames == label.frames
        time = Provenance.GIVEN if as_typed else Provenance.REPAIRED
        mended[place] = Mended(label, time, mended[place].reel)
    return mended


def _offer(best: dict[tuple[int, int], _State], state: _State) -> None:
    known = best.get((state.value, state.reel))
    if known is None or state.cost < known.cost:
        best[state.value, state.reel] = state


def words_per_second(values: Sequence[int | None], words: Sequence[int]) -> Fraction:
    """The document's pace: the median over stretches of speech between timecodes, within human bounds."""
    stretches = (
        (said, after - value)
        for value, after, said in zip(values, values[1:], words, strict=False)
        if value is not None and after is not None and said >= 6
    )
    # 3/2 to 4 words a second; floats only set the order.
    rates = sorted((Fraction(said, time) for said, time in stretches if 3 * time <= 2 * said <= 8 * time), key=float)
    return rates[len(rates) // 2] if len(rates) >= 5 else Fraction(5, 2)


def _reel_starts(values: Sequence[int | None]) -> set[int]:
    """Places where the timecodes step back and what follows agrees among itself: a new reel, not a slip."""
    starts: set[int] = set()
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    for at in range(2, len(known)):
        place, value = known[at]
        if value >= known[at - 1][1]:
            continue
        ahead = [v for _, v in known[at : at + _AGREEING]]
        behind = [v for _, v in known[max(0, at - _AGREEING) : at]]
        # A reel mostly starts at an hour; elsewhere all that follows must lie before all that went before.
        at_hour = value % 3600 <= _HOUR_START
        limit = behind[-2] if at_hour else min(behind)
        if len(ahead) >= _AGREEING - at_hour and ahead == sorted(ahead) and ahead[-1 - at_hour] < limit:
            starts.add(place)
    return starts


def _suspects(values: Sequence[int | None], starts: set[int]) -> set[int]:
    """Places that may have to be read otherwise: those out of order in their reel, and what stands next to them."""
    suspects: set[int] = set()
    edges = [0, *sorted(starts), len(values)]
    for first, last in pairwise(edges):
        sound = _in_order(values, first, last)
        for place in range(first, last):
            if place not in sound:
                suspects.update(range(max(first, place - 1), min(last, place + 2)))
    return suspects


def _in_order(values: Sequence[int | None], first: int, last: int) -> set[int]:
    """A longest run of places whose values never fall (patience sorting)."""
    tails: list[int] = []  # the lowest last value of a run of each length
    places: list[int] = []
    before: dict[int, int | None] = {}
    for place in range(first, last):
        value = values[place]
        if value is None:
            continue
        length = bisect_right(tails, value)
        before[place] = places[length - 1] if length else None
        tails[length : length + 1] = [value]
        places[length : length + 1] = [place]
    found: set[int] = set()
    at: int | None = places[-1] if places else None
    while at is not None:
        found.add(at)
        at = before[at]
    return found


def _bounds(values: Sequence[int | None], suspects: set[int], starts: set[int]) -> dict[int, tuple[float, float]]:
    """For each suspect the nearest sound timecodes of its reel before and after it: no reading outside them fits."""
    lows: dict[int, float] = {}
    low = -math.inf
    for place, value in enumerate(values):
        if place in starts:
            low = -math.inf
        if place in suspects:
            lows[place] = low
        elif value is not None:
            low = value
    bounds: dict[int, tuple[float, float]] = {}
    high = math.inf
    for place in range(len(values) - 1, -1, -1):
        value = values[place]
        if place in suspects:
            bounds[place] = (lows[place], high)
        elif value is not None:
            high = value
        if place in starts:
            high = math.inf
    return bounds


def _variants(typed: str, asked: int | None) -> list[tuple[int, float]]:
    """Readings of a typed timecode with a slip mended, with their costs."""
    digits = "".join(char for char in typed.translate(_DIGITS) if char.isdigit())
    if len(digits) == 5 and not typed[1:2].isdigit():
        digits = "0" + digits  # 9.05.12
    found: dict[int, float] = {}
    for slip, cost in _slips(digits):
        if slip[2] < "6" and slip[4] < "6":
            value = (int(slip[:2]) * 60 + int(slip[2:4])) * 60 + int(slip[4:])
            if value != asked and cost < found.get(value, math.inf):
                found[value] = cost
    return list(found.items())


def _slips(digits: str) -> Iterator[tuple[str, float]]:
    """Six digits that may have been meant by those typed, with the cost of the slip."""
    if len(digits) == 6:
        yield digits, _CLEANED
        for place in range(6):
            for digit in "0123456789":
                yield digits[:place] + digit + digits[place + 1 :], _SUBSTITUTED
        for place in range(5):
            yield digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :], _SWAPPED
    elif len(digits) == 7:
        for place in range(7):
            yield digits[:place] + digits[place + 1 :], _LAST_DIGIT_REMOVED if place == 6 else _REMOVED
    elif len(digits) == 5:
        for place in range(6):
            for digit in "0123456789":
                yield digits[:place] + digit + digits[place:], _INSERTED
    elif len(digits) == 8:
        yield digits[:6], _CLEANED


def _misfit(said: int, seconds: int, pace: float) -> float:
    """What it costs that so many words are spoken between two timecodes so far apart."""
    needed = said / pace
    if needed > seconds + 1:
        return min(8.0, 1.2 * (needed - seconds - 1))
    silence = min(1.5, 0.12 * math.log1p(max(0.0, seconds - needed)))
    return silence + (0.3 if seconds == 0 else 0.0)  # one time twice is rarer than two


def _narrowed(states: Iterable[_State]) -> list[_State]:
    """The cheapest states; one that is dearer by more than a lost timecode costs can never win."""
    kept = sorted(states, key=lambda state: state.cost)[:_FOLLOWED]
    return [state for state in kept if state.cost <= kept[0].cost + _DROPPED]


def _trace(stamps: Sequence[Stamp], values: Sequence[int | None], last: _State) -> list[Mended]:
    path: list[_State] = [last]
    while path[-1].before is not None:
        path.append(path[-1].before)
    return [
        _mended(stamp, typed, state) for stamp, typed, state in zip(stamps, values, reversed(path[:-1]), strict=True)
    ]


def _mended(stamp: Stamp, typed: int | None, state: _State) -> Mended:
    if state.reading is None:
        return Mended(None, Provenance.ESTIMATED, state.reel)
    label = Timecode.of_seconds(state.reading)
    if stamp.frames is not None:
        label = replace(label, frames=stamp.frames, drop=stamp.drop)
    if stamp.before_zero:
        return Mended(label, Provenance.ESTIMATED, state.reel)
    given = state.reading == typed
    return Mended(label, Provenance.GIVEN if given else Provenance.REPAIRED, state.reel, stamp.fraction)
