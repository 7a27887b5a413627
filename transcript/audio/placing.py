"""The times of all words from those that were heard: what was not heard is placed by its neighbours or its estimate.

A speech of which nothing was heard stands where the estimate has it, moved to the edges of the voice where one is near.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from transcript.spotting.pace import Speech, Word
from transcript.spotting.spoken import ends_sentence

if TYPE_CHECKING:
    from transcript.audio.align import Place
    from transcript.audio.edges import Stretch
    from transcript.model import Cue

# How far, in milliseconds, a sentence may be moved to an edge of the voice; and how much longer or shorter words may
# become, with room for a pause.
_NEAR = 800
_LONGEST, _SHORTEST, _PAUSE = 1.3, 0.7, 600
# A clock that is written down by hand may be as much late as it is early.
_BEFORE_TIMECODE = 1.0


def sure(said: Sequence[Speech], cues: Sequence[Cue], heard: Mapping[int, Place]) -> dict[int, Place]:
    """The words that are not heard long before the timecode of their speech. heard: in seconds of the programme."""
    found: dict[int, Place] = {}
    first = 0
    for speech in said:
        earliest = float(cues[speech.words[0].cue].start) - _BEFORE_TIMECODE
        for number in range(first, first + len(speech.words)):
            if number in heard and heard[number].start >= earliest:
                found[number] = heard[number]
        first += len(speech.words)
    return found


def placed(
    said: Sequence[Speech], cues: Sequence[Cue], heard: Mapping[int, Place], voice: Sequence[Stretch]
) -> tuple[Speech, ...]:
    """The speeches with the times of the sound.

    heard: where each word, by its index among all, is heard, in seconds of the programme. voice: where somebody
    speaks, likewise. In and out times that the script gives are kept.
    """
    moved: list[list[Word]] = []
    first = 0
    for speech in said:
        words = [_heard_word(word, heard.get(first + at)) for at, word in enumerate(speech.words)]
        known = [at for at in range(len(words)) if first + at in heard]
        moved.append(_between_known(speech.words, words, known) if known else _to_edges(speech.words, voice))
        first += len(speech.words)
    kept = [_kept_times(words, before.words, cues) for words, before in zip(moved, said, strict=True)]
    return _rising(kept, _anchored(said, heard, cues))


def _heard_word(word: Word, place: Place | None) -> Word:
    return word if place is None else word._replace(start=round(place.start * 1000), end=round(place.end * 1000))


def _between_known(expected: Sequence[Word], words: Sequence[Word], known: Sequence[int]) -> list[Word]:
    """Unheard words between heard ones in the proportions of the estimate; outside them moved along with the next."""
    placed = list(words)
    for left, right in pairwise(known):
        if right - left > 1:
            was = (expected[left].end, expected[right].start)
            now = (words[left].end, max(words[right].start, words[left].end))
            for at in range(left + 1, right):
                placed[at] = _scaled(expected[at], was, now)
    for at in range(known[0]):
        placed[at] = _moved(expected[at], words[known[0]].start - expected[known[0]].start)
    for at in range(known[-1] + 1, len(words)):
        placed[at] = _moved(expected[at], words[known[-1]].end - expected[known[-1]].end)
    return placed


def _scaled(word: Word, was: tuple[int, int], now: tuple[int, int]) -> Word:
    room = max(was[1] - was[0], 1)

    def at(time: int) -> int:
        return now[0] + round((time - was[0]) * (now[1] - now[0]) / room)

    return word._replace(start=at(word.start), end=at(word.end))


def _moved(word: Word, by: int) -> Word:
    return word._replace(start=word.start + by, end=word.end + by)


def _to_edges(words: Sequence[Word], voice: Sequence[Stretch]) -> list[Word]:
    """A speech whose sentences are moved to where the voice begins and ends, where such an edge is near."""
    onsets, closes = [stretch.begin for stretch in voice], [stretch.end for stretch in voice]
    knots: list[tuple[int, int]] = []
    for at, word in enumerate(words):
        if at == 0 or ends_sentence(words[at - 1].text):
            knots = _with_knot(knots, word.start, _nearest(onsets, word.start))
        if at == len(words) - 1 or ends_sentence(word.text):
            knots = _with_knot(knots, word.end, _nearest(closes, word.end))
    if not knots:
        return list(words)
    knots = _with_knot(knots, words[-1].end, words[-1].end)
    begins = [was for was, _ in knots]
    moved: list[Word] = []
    for word in words:
        after = min(bisect_right(begins, word.start), len(knots) - 1)
        if after == 0:
            moved.append(_moved(word, knots[0][1] - knots[0][0]))
        else:
            (was, now), (next_was, next_now) = knots[after - 1], knots[after]
            moved.append(_scaled(word, (was, next_was), (now, next_now)))
    return moved


def _with_knot(knots: list[tuple[int, int]], was: int, now: int | None) -> list[tuple[int, int]]:
    """The knots with one more, unless it would make the words since the last one far longer or shorter."""
    if now is None:
        return knots
    if knots:
        before, after = was - knots[-1][0], now - knots[-1][1]
        if before <= 0 or not _SHORTEST * before <= after <= _LONGEST * before + _PAUSE:
            return knots
    return [*knots, (was, now)]


def _nearest(edges: Sequence[float], time: int) -> int | None:
    """The edge next to a time, in milliseconds, if one is near."""
    at = bisect_left(edges, time / 1000)
    near = min(
        (round(edge * 1000) for edge in edges[max(at - 1, 0) : at + 1]), key=lambda edge: abs(edge - time), default=None
    )
    return near if near is not None and abs(near - time) <= _NEAR else None


def _kept_times(words: Sequence[Word], before: Sequence[Word], cues: Sequence[Cue]) -> list[Word]:
    """The words of cues whose in and out times the script gives, inside them and touching both."""
    kept = list(words)
    for at, word in enumerate(words):
        cue = cues[word.cue]
        if not cue.end_given:
            continue
        low, high = _bounds(before, word.cue)
        start, end = (min(max(time, low), high) for time in (word.start, word.end))
        if at == 0 or words[at - 1].cue != word.cue:
            start = low
        if at == len(words) - 1 or words[at + 1].cue != word.cue:
            end = high
        kept[at] = word._replace(start=start, end=end)
    return kept


def _bounds(words: Sequence[Word], cue: int) -> tuple[int, int]:
    """The in and out times of a cue that gives them, as its words have them."""
    inside = [word for word in words if word.cue == cue]
    return inside[0].start, inside[-1].end


def _anchored(said: Sequence[Speech], heard: Mapping[int, Place], cues: Sequence[Cue]) -> list[bool]:
    """Of each word, whether its time is known and not reckoned."""
    words = [word for speech in said for word in speech.words]
    return [number in heard or cues[word.cue].end_given for number, word in enumerate(words)]


def _rising(speeches: Sequence[Sequence[Word]], anchored: Sequence[bool]) -> tuple[Speech, ...]:
    """No word before the one before it ends, nor ending after the next one starts; known times stand."""
    words = [word for speech in speeches for word in speech]
    ceilings = [0] * len(words)
    ceiling: int | None = None
    for at in range(len(words) - 1, -1, -1):
        ceilings[at] = words[at].end if ceiling is None else ceiling
        if anchored[at]:
            ceiling = words[at].start if ceiling is None else min(ceiling, words[at].start)
    found: list[Word] = []
    for at, word in enumerate(words):
        floor = found[-1].end if found else word.start
        start = max(min(word.start, ceilings[at]), floor)
        following = words[at + 1].start if at + 1 < len(words) else word.end
        end = max(min(word.end, max(following, start), max(ceilings[at], start)), start)
        found.append(word._replace(start=start, end=end))
    rest = iter(found)
    return tuple(Speech(tuple(next(rest) for _ in speech)) for speech in speeches)
