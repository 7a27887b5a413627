"""Timecodes out of order or malformed, mended by the smallest change of digits that fits.

Within one reel programme time does not run backwards. Each timecode is read as typed or with a digit changed,
two digits swapped, one left out or put in; the cheapest sequence that runs forward wins (dynamic programming),
where the words spoken between two timecodes must fit the time between them. A timecode that no reading
fits is kept out of the timing. A jump back that all that follows agrees with is a new reel.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from transcript.model import Provenance
from transcript.parser.timecodes.slips import UNIT, order, readings, usual_length
from transcript.parser.timecodes.stamps import Stamp
from transcript.sequences import longest_rising
from transcript.timecode import Timecode

_DROPPED = 11.0
_NEW_REEL, _NEW_REEL_AT_BREAK = 12.0, 6.0
_FOLLOWED = 24
_FEW_LOST = 3
"""So many slips in a row may have to go, for all that follows to fit."""
_AGREEING = 4
"""How many timecodes on either side of a step back must agree among themselves to make it a new reel."""
_HOUR, _HOUR_START = 3600 * UNIT, 120 * UNIT
"""A reel mostly begins at a whole hour: its first timecode stands so near after it."""
_JUMP = 300 * UNIT
"""A jump forward to a whole hour at a break is no new reel where it is not longer than this."""


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
    time: int  # see slips.order
    reel: int
    reading: int | None  # the time taken here, None where the timecode is dropped
    before: _State | None


def mend(stamps: Sequence[Stamp], words: Sequence[int], breaks: Sequence[bool], *, days: bool = False) -> list[Mended]:
    """Mend the timecodes of a document, in its order.

    words: how many are spoken under each timecode before the next. breaks: whether a title or the like that
    may begin a reel stands right before it. days: the first of four fields counts days.
    """
    times = [order(stamp) for stamp in stamps]
    pace = float(words_per_second(times, words))
    starts = _reel_starts(times)
    suspects = _suspects(times, starts)
    bounds = _bounds(times, suspects, starts)
    usual = usual_length(stamps) if suspects else 6
    states = [_State(0.0, -1, 1, None, None)]
    for place, stamp in enumerate(stamps):
        asked = times[place]
        doubtful = place in suspects or place - 1 in suspects
        if asked is not None and not doubtful and not breaks[place] and place not in starts and len(states) == 1:
            states = [_State(0.0, asked, states[0].reel, asked, states[0])]  # nothing to weigh
            continue
        if asked is not None and not doubtful and not breaks[place] and _follows(asked, states):
            states = _taken(asked, states[0])
            continue
        choices = [] if asked is None else [(asked, 0.0)]
        if place in suspects:
            low, high = bounds[place]
            choices += [(time, cost) for time, cost in readings(stamp, usual, days=days) if low <= time <= high]
        best: dict[tuple[int, int], _State] = {}
        for state in states:
            for time, cost in choices:
                total, reel = state.cost + cost, state.reel
                if time < state.time:
                    if place not in starts and not breaks[place]:
                        continue
                    reel += 1
                    total += _NEW_REEL_AT_BREAK if breaks[place] else _NEW_REEL
                elif breaks[place] and place and _begins_hour(state.time, time):
                    reel += 1
                elif doubtful and place:
                    total += _misfit(words[place - 1], (time - state.time) // UNIT, pace)
                _offer(best, total, time, reel, time, state)
            _offer(best, state.cost + _DROPPED, state.time, state.reel, None, state)
        states = _narrowed(best.values())
    return _trace(stamps, times, min(states, key=lambda state: state.cost))


def _follows(time: int, states: Sequence[_State]) -> bool:
    """Whether a time may follow the cheapest of the states, and the others lead to nothing but what that leads to."""
    return (
        states[0].time <= time
        and all(state.reel == states[0].reel for state in states)
        and all(state.cost > states[0].cost for state in states[1:])
    )


def _taken(time: int, state: _State) -> list[_State]:
    """The states after a time that is in no doubt: it is taken, or dropped at its cost."""
    taken = _State(state.cost, time, state.reel, time, state)
    dropped = _State(state.cost + _DROPPED, state.time, state.reel, None, state)
    return [taken] if state.time == time else [taken, dropped]


def _begins_hour(before: int, time: int) -> bool:
    """Whether a timecode jumps forward to the beginning of another hour, as that of a new reel does."""
    return before >= 0 and time - before > _JUMP and time % _HOUR <= _HOUR_START and time // _HOUR > before // _HOUR


def as_typed(stamps: Sequence[Stamp]) -> list[Mended]:
    """Timecodes that hold as they are; a malformed one is kept out of the timing."""
    states = [_State(0.0, order(stamp) or 0, 1, order(stamp), None) for stamp in stamps]
    return [_mended(stamp, state.reading, state) for stamp, state in zip(stamps, states, strict=True)]


def mend_as_meant(
    stamps: Sequence[Stamp],
    words: Sequence[int],
    breaks: Sequence[bool],
    meant: Mapping[int, Timecode],
    *,
    days: bool = False,
) -> list[Mended]:
    """The same where the user says of some timecodes, by their places, what is meant: that holds over any guess."""
    told = [stamp.meaning(meant[place]) if place in meant else stamp for place, stamp in enumerate(stamps)]
    mended = mend(told, words, breaks, days=days)
    for place, label in meant.items():
        typed = stamps[place]
        as_typed = typed.seconds == label.label_seconds and typed.frames == label.frames
        time = Provenance.GIVEN if as_typed else Provenance.REPAIRED
        mended[place] = Mended(label, time, mended[place].reel)
    return mended


def _offer(
    best: dict[tuple[int, int], _State], cost: float, time: int, reel: int, reading: int | None, before: _State
) -> None:
    known = best.get((time, reel))
    if known is None or cost < known.cost:
        best[time, reel] = _State(cost, time, reel, reading, before)


def words_per_second(times: Sequence[int | None], words: Sequence[int]) -> Fraction:
    """The document's pace: the median over stretches of speech between timecodes, within human bounds."""
    stretches = (
        (said, (after - before) // UNIT)
        for before, after, said in zip(times, times[1:], words, strict=False)
        if before is not None and after is not None and said >= 6
    )
    # 3/2 to 4 words a second; floats only set the order.
    human = ((said, time) for said, time in stretches if 3 * time <= 2 * said <= 8 * time)
    rates = sorted(human, key=lambda rate: rate[0] / rate[1])
    return Fraction(*rates[len(rates) // 2]) if len(rates) >= 5 else Fraction(5, 2)


def _reel_starts(times: Sequence[int | None]) -> set[int]:
    """Places where the timecodes step back and what follows agrees among itself: a new reel, not a slip."""
    starts: set[int] = set()
    known = [(place, time) for place, time in enumerate(times) if time is not None]
    for at in range(2, len(known)):
        place, time = known[at]
        if time >= known[at - 1][1]:
            continue
        window = [t for _, t in known[at : at + _AGREEING + 2]]
        ahead = [window[p] for p in sorted(longest_rising(window)) if window[p] >= time]
        behind = [t for _, t in known[max(0, at - _AGREEING) : at]]
        if sum(t <= time for _, t in known[max(0, at - 2 * _AGREEING) : at]) > _AGREEING:
            continue  # it goes on from most of what stands before it: slips stand in between
        # At an hour it is enough that the reel begins before the last of what went before; elsewhere all that follows
        # must lie before all of it.
        at_hour = time % _HOUR <= _HOUR_START
        needed = _AGREEING - at_hour
        if len(ahead) < needed or time >= min(behind[-needed:]):
            continue
        if ahead[needed - 1 - at_hour] < (behind[-2] if at_hour else min(behind)):
            starts.add(place)
    return starts


def _suspects(times: Sequence[int | None], starts: set[int]) -> set[int]:
    """Places that may have to be read otherwise: those out of order in their reel, and what stands next to them."""
    suspects: set[int] = set()
    edges = [0, *sorted(starts), len(times)]
    for first, last in pairwise(edges):
        sound = longest_rising(times[first:last])
        for place in range(first, last):
            if place - first not in sound:
                suspects.update(range(max(first, place - 1), min(last, place + 2)))
    return suspects


def _bounds(times: Sequence[int | None], suspects: set[int], starts: set[int]) -> dict[int, tuple[float, float]]:
    """For each suspect the nearest sound timecodes of its reel before and after it: no reading outside them fits."""
    lows: dict[int, float] = {}
    low = -math.inf
    for place, value in enumerate(times):
        if place in starts:
            low = -math.inf
        if place in suspects:
            lows[place] = low
        elif value is not None:
            low = value
    bounds: dict[int, tuple[float, float]] = {}
    high = math.inf
    for place in range(len(times) - 1, -1, -1):
        value = times[place]
        if place in suspects:
            bounds[place] = (lows[place], high)
        elif value is not None:
            high = value
        if place in starts:
            high = math.inf
    return bounds


_LONG_SILENCE = 600


def _misfit(said: int, seconds: int, pace: float) -> float:
    """What it costs that so many words are spoken between two timecodes so far apart."""
    needed = said / pace
    if needed > seconds + 1:
        return min(8.0, 1.2 * (needed - seconds - 1))
    silence = max(0.0, seconds - needed)
    cost = 0.12 * math.log1p(silence) + 2.0 * math.log(max(1.0, silence / _LONG_SILENCE))
    return cost + (0.3 if seconds == 0 else 0.0)  # one time twice is rarer than two


def _narrowed(states: Iterable[_State]) -> list[_State]:
    """The cheapest states; one that is dearer by more than a few lost timecodes cost never wins."""
    kept = sorted(states, key=lambda state: state.cost)[:_FOLLOWED]
    return [state for state in kept if state.cost <= kept[0].cost + _FEW_LOST * _DROPPED]


def _trace(stamps: Sequence[Stamp], times: Sequence[int | None], last: _State) -> list[Mended]:
    path: list[_State] = [last]
    while path[-1].before is not None:
        path.append(path[-1].before)
    return [
        _mended(stamp, typed, state) for stamp, typed, state in zip(stamps, times, reversed(path[:-1]), strict=True)
    ]


def _mended(stamp: Stamp, typed: int | None, state: _State) -> Mended:
    if state.reading is None:
        return Mended(None, Provenance.ESTIMATED, state.reel)
    label = Timecode.of_seconds(state.reading // UNIT)
    if stamp.frames is not None:
        label = replace(label, frames=state.reading % UNIT, drop=stamp.drop)
    if stamp.before_zero:
        return Mended(label, Provenance.ESTIMATED, state.reel)
    given = state.reading == typed
    fraction = stamp.fraction if given else Fraction(0)
    return Mended(label, Provenance.GIVEN if given else Provenance.REPAIRED, state.reel, fraction)
