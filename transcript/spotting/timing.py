"""Final in and out times, in whole milliseconds.

Starts follow the words. Where words come too thick for the minimum duration and gap, starts give way to each other by
the least sum of squares (isotonic regression by pooling adjacent violators), so nothing is lost and nothing overlaps.
A subtitle that is read before it is heard is worse than one that comes late: what is too fast to be read, and what
would come early, moves on into the silence after it, where there is any.
Ends wait for the last word, then linger for the reader as far as silence, the maximum duration and the gap allow.
Times that the script gives stand exactly, also where they break a rule or overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from transcript.spotting.presets import Preset

_LINGER_MS = 500
_READING_LINGER_MS = 2500
# How much sooner than its words a subtitle may begin where there is room to begin later, and how much later one may
# that is slow enough to be read, beyond the silence after it.
_EARLY_MS, _LATE_MS = 300, 500
# Over the maximum speed by more than this nobody reads along: share of the time it asks that there has to be.
_READABLE = Fraction(2, 3)
# Speech is seldom faster, in characters a second: what is not stays on its words, however slowly a house reads.
_FAST_SPEECH = 20


class Shown(NamedTuple):
    """A subtitle before its times are settled, in milliseconds.

    start: when its first word begins. said: when its last word ends. given_start, given_end: times the script states.
    characters, words: how much there is to read.
    """

    start: int
    said: int
    characters: int
    words: int
    given_start: int | None = None
    given_end: int | None = None


def settle(shown: Sequence[Shown], preset: Preset) -> list[tuple[int, int]]:
    """In and out time of every subtitle: in order, apart, and within the preset's durations wherever times are free."""
    starts = _starts(shown, preset)
    return [
        (start, _end(item, start, starts[place + 1] if place + 1 < len(starts) else None, preset))
        for place, (item, start) in enumerate(zip(shown, starts, strict=True))
    ]


def _starts(shown: Sequence[Shown], preset: Preset) -> list[int]:
    step = preset.shortest_ms + preset.gap_ms
    starts: list[int] = []
    place = 0
    low = min([0, *(item.start for item in shown[:1])])  # before the programme start only what is said there
    while place < len(shown):
        item = shown[place]
        if item.given_start is not None:
            starts.append(item.given_start)
            low = starts[-1] + step if item.given_end is None else max(item.given_end, starts[-1] + 1) + preset.gap_ms
            place += 1
            continue
        group = place
        while group + 1 < len(shown) and shown[group].given_end is None and shown[group + 1].given_start is None:
            group += 1
        closing = shown[group].given_end
        high: int | None = None
        if closing is not None:
            high = closing - preset.shortest_ms
        elif group + 1 < len(shown):
            follower = shown[group + 1].given_start
            high = None if follower is None else follower - step
        free = shown[place : group + 1]
        starts += _later(free, _spread([one.start for one in free], step, low, high), high, preset)
        low = starts[-1] + step if closing is None else max(closing, starts[-1] + 1) + preset.gap_ms
        place = group + 1
    for place in range(1, len(starts)):
        if shown[place].given_start is None:
            starts[place] = max(starts[place], starts[place - 1] + 1)
    return starts


def _spread(wanted: Sequence[int], step: int, low: int, high: int | None) -> list[int]:
    """Starts at least `step` apart between low and high, nearest to the wanted ones in the least-squares sense.

    Where the room is too small, the step shrinks.
    """
    count = len(wanted)
    if high is not None and low + (count - 1) * step > high:
        step = max(0, high - low) // max(1, count - 1)
        return [low + place * step for place in range(count)]
    blocks: list[tuple[int, int]] = []
    for place, start in enumerate(wanted):
        total, size = start - place * step, 1
        while blocks and blocks[-1][0] * size >= total * blocks[-1][1]:
            total, size = total + blocks[-1][0], size + blocks[-1][1]
            blocks.pop()
        blocks.append((total, size))
    ceiling = None if high is None else high - (count - 1) * step
    starts: list[int] = []
    for total, size in blocks:
        base = max(low, total // size)
        if ceiling is not None:
            base = min(base, ceiling)
        starts += [base + place * step for place in range(len(starts), len(starts) + size)]
    return starts


def _later(shown: Sequence[Shown], starts: Sequence[int], high: int | None, preset: Preset) -> list[int]:
    """The starts, later by what nobody can read at this speed and by what comes too early, as far as there is room.

    Room is what subtitles stand longer than they have to. Time that one of them needs is never taken from it.
    """
    step = preset.shortest_ms + preset.gap_ms
    asked = [_readable_ms(one, preset) + preset.gap_ms for one in shown]
    ends = starts[-1] + sum(asked) if high is None else high + step
    given = [after - start for start, after in pairwise([*starts, ends])]
    room = 0
    rooms: list[int] = []
    for one, start, asks, lasts in zip(*map(reversed, (shown, starts, asked, given)), strict=True):
        speaks = one.said - one.start + preset.gap_ms
        room += max(0, lasts - asks)
        if speaks >= asks:
            room = min(room, max(0, lasts - speaks, one.start + _LATE_MS - start))
        rooms.append(room)
    late = 0
    moved: list[int] = []
    for one, start, asks, lasts, room in zip(shown, starts, asked, given, reversed(rooms), strict=True):
        late = min(room, max(late, one.start - _EARLY_MS - start))
        moved.append(start + late)
        late = max(0, late + asks - lasts)
    return moved


def _readable_ms(item: Shown, preset: Preset) -> int:
    """How long a subtitle has to stand for anybody to read along, as far as the preset lets it."""
    readable = int(_READABLE * preset.least_ms(item.characters, item.words))
    readable = min(readable, item.characters * 1000 // _FAST_SPEECH)
    longest = readable if preset.max_duration_ms is None else preset.max_duration_ms
    return max(preset.shortest_ms, min(readable, longest))


def _end(item: Shown, start: int, follower: int | None, preset: Preset) -> int:
    if item.given_end is not None:
        return max(item.given_end, start + 1)
    lingers = max(max(item.said, start) + _READING_LINGER_MS, start + preset.least_ms(item.characters, item.words))
    reading = min(start + preset.target_ms(item.characters, item.words), lingers)
    end = max(item.said + _LINGER_MS, reading, start + preset.shortest_ms)
    if preset.max_duration_ms is not None:
        end = min(end, start + preset.max_duration_ms)
    if follower is None:
        return end
    ceiling = max(follower - preset.gap_ms, start + 1)
    if end >= ceiling:
        return ceiling
    if follower - end >= preset.close_gap_ms:
        return end
    if preset.max_duration_ms is None or ceiling - start <= preset.max_duration_ms:
        return ceiling
    # It cannot stand long enough to close a gap that flickers: it opens it.
    return max(follower - preset.close_gap_ms, start + preset.shortest_ms)
