"""Which words of two texts are the same ones, in time and memory that grow with the texts.

Phrases that stand once in either text are anchors; the longest row of anchors in the same order divides the texts, and
between two of them the longest common subsequence is found (after the patience diff of Bram Cohen).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_PHRASE = 4
"""Words of an anchor."""
_MOST_CELLS = 64_000_000
"""Up to here the exact subsequence, a bit a pair of words; beyond, one that is found in linear memory."""


class Run(NamedTuple):
    """Words that are the same in a row: where they begin in either text, and how many."""

    old: int
    new: int
    length: int


def runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The words that two texts share, in order, each run as long as it can be."""
    found: list[Run] = []
    for run in _pieces(old, new):
        last = found[-1] if found else None
        if last and (last.old + last.length, last.new + last.length) == (run.old, run.new):
            found[-1] = last._replace(length=last.length + run.length)
        else:
            found.append(run)
    return found


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    before, ahead = 0, 0
    for here, there in [*_anchors(old, new), (len(old), len(new))]:
        for run in _between(old[before:here], new[ahead:there]):
            yield Run(before + run.old, ahead + run.new, run.length)
        if here < len(old):
            yield Run(here, there, 1)
        before, ahead = here + 1, there + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The first words of phrases that stand once in either text, as many as keep their order."""
    places = _single(new)
    pairs = [(here, places[phrase]) for phrase, here in _single(old).items() if phrase in places]
    return _rising(pairs)


def _single(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Where the phrases stand that occur once, in their order."""
    places: dict[tuple[str, ...], int] = {}
    again = set()
    for place in range(len(words) - _PHRASE + 1):
        phrase = tuple(words[place : place + _PHRASE])
        if places.setdefault(phrase, place) != place:
            again.add(phrase)
    return {phrase: place for phrase, place in places.items() if phrase not in again}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of the pairs, which rise by their first, that rise by their second too."""
    tails: list[int] = []  # the least second that a row of each length ends with
    ends: list[int] = []  # and which pair that is
    ahead: list[int] = []  # the pair that stands before each in its row
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        ahead.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(place)
            ends.append(number)
        else:
            tails[length], ends[length] = place, number
    row = []
    number = ends[-1] if ends else -1
    while number >= 0:
        row.append(pairs[number])
        number = ahead[number]
    return row[::-1]


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """The common subsequence of what stands between two anchors."""
    if not old or not new:
        return
    if old == new:
        yield Run(0, 0, len(old))
        return
    from rapidfuzz.distance import Indel, Levenshtein

    distance = Indel if len(old) * len(new) <= _MOST_CELLS else Levenshtein
    for step in distance.opcodes(old, new):
        if step.tag == "equal":
            yield Run(step.src_start, step.dest_start, step.src_end - step.src_start)
