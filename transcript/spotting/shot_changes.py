"""Shot changes: cuts between words that stand near one cost less, and edges a few frames off one snap onto it.

A subtitle should not hang across a shot change where moving it by a few frames avoids that (Netflix Timed Text Style
Guide, timing: within 12 frames an in time moves onto the change and an out time to two frames before it). That needs
timecodes that count frames. A whole-second clock says only in which second the shot changes: there the change attracts
cuts, no more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from transcript.model import Provenance, Transcript
from transcript.spotting.pace import Word
from transcript.spotting.presets import Preset
from transcript.spotting.timing import Shown

_SECOND_MS = 1000
# 12 frames at 24, within which an edge belongs to a shot change.
_NEAR_MS = 500
# How much sooner than its words a subtitle may begin for a shot change, and than its last word it may end.
_EARLY_MS, _CUT_OFF_MS = 334, 250


class Change(NamedTuple):
    """A shot change, at the earliest and at the latest, in milliseconds: the same where the timecode counts frames."""

    first: int
    last: int


def changes_of(transcript: Transcript) -> tuple[Change, ...]:
    """Where shots change, in order, as far as the script's own timecodes tell."""
    vague = 0 if transcript.timing.frame_rate else _SECOND_MS - 1
    begins = {round(shot.start * 1000) for shot in transcript.shots if shot.time is not Provenance.ESTIMATED}
    return tuple(Change(time, time + vague) for time in sorted(begins))


def places_at_changes(words: Sequence[Word], changes: Sequence[Change], near_ms: int) -> list[int]:
    """Indices of the words, not the first, before which a shot changes, or up to near_ms from there."""
    places: list[int] = []
    place = bisect_left(changes, (words[0].start - near_ms - _SECOND_MS,))
    for index in range(1, len(words)):
        silence, speech = words[index - 1].end - near_ms, words[index].start + near_ms
        while place < len(changes) and changes[place].last < silence:
            place += 1
        if place == len(changes):
            break
        if changes[place].first <= speech:
            places.append(index)
    return places


def snapped(
    times: Sequence[tuple[int, int]], shown: Sequence[Shown], preset: Preset, changes: Sequence[int]
) -> list[tuple[int, int]]:
    """The times, with starts moved onto shot changes and ends to the gap before them.

    An edge moves by up to 12 frames, where nothing else suffers for it: durations, gaps and the maximum reading speed
    stay kept, given times stand, and no words come or go more than a few frames before they are said. changes: in
    order, in milliseconds, known to the frame.
    """
    if not changes:
        return list(times)
    made = list(times)
    for place in range(len(made)):
        _snap_start(made, shown, place, preset, changes)
        _snap_end(made, shown, place, preset, changes)
    return made


def _nearest(changes: Sequence[int], time: int) -> int | None:
    """The shot change nearest to `time`, None where none is near."""
    place = bisect_left(changes, time)
    near = min(changes[max(0, place - 1) : place + 1], key=lambda change: abs(change - time))
    return near if abs(near - time) <= _NEAR_MS else None


def _snap_start(
    made: list[tuple[int, int]], shown: Sequence[Shown], place: int, preset: Preset, changes: Sequence[int]
) -> None:
    """Move a start onto the nearest change, and the end before it out of its way."""
    start, end = made[place]
    change = _nearest(changes, start)
    if change is None or change == start or shown[place].given_start is not None:
        return
    if change < min(start, shown[place].start - _EARLY_MS) or not _stands(
        shown[place], change, end, end - start, preset
    ):
        return
    if place:
        begins, leaves = made[place - 1]
        before = shown[place - 1]
        closed = start - leaves <= preset.gap_ms  # they follow on directly, and go on doing so
        if change - leaves < preset.gap_ms or closed or _flickers(change - leaves, preset):
            if not _may_end(before, begins, leaves, change - preset.gap_ms, preset):
                return
            made[place - 1] = begins, change - preset.gap_ms
    made[place] = change, end


def _snap_end(
    made: list[tuple[int, int]], shown: Sequence[Shown], place: int, preset: Preset, changes: Sequence[int]
) -> None:
    """Move an end to the gap before the nearest change, where the next subtitle leaves it alone."""
    start, end = made[place]
    change = _nearest(changes, end + preset.gap_ms)
    if change is None:
        return
    leaves = change - preset.gap_ms
    if leaves == end or not _may_end(shown[place], start, end, leaves, preset):
        return
    if place + 1 < len(made):
        gap = made[place + 1][0] - leaves
        if gap < preset.gap_ms or _flickers(gap, preset):
            return
    made[place] = start, leaves


def _flickers(gap: int, preset: Preset) -> bool:
    return preset.gap_ms < gap < preset.close_gap_ms


def _may_end(item: Shown, start: int, end: int, leaves: int, preset: Preset) -> bool:
    if item.given_end is not None:
        return False
    return leaves >= min(end, item.said - _CUT_OFF_MS) and _stands(item, start, leaves, end - start, preset)


def _stands(item: Shown, start: int, end: int, lasted: int, preset: Preset) -> bool:
    """Whether it may stand from start to end: neither too short nor too long, nor too fast where it was not.

    lasted: how long it stood so far.
    """
    lasts = end - start
    if preset.max_duration_ms is not None and lasts > preset.max_duration_ms:
        return False
    return lasts >= max(preset.shortest_ms, min(lasted, preset.least_ms(item.characters, item.words)))
