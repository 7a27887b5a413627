"""A part of the archive that stands for the whole: stretches of its cues, evenly spread, and what they tell."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from transcript.search.query import And, Near, Node, Or, Phrase

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

_SHORTEST = 50  # cues of a stretch


class Sample(NamedTuple):
    """stretches: first and last id of cues that follow each other, in order. cues: how many, of how many there are."""

    stretches: tuple[tuple[int, int], ...]
    cues: int
    of: int

    def reckoned(self, found: int) -> int:
        """How many there are about in the whole archive where so many are in the sample, to two figures."""
        total = found * self.of // max(self.cues, 1)
        unit: int = 10 ** max(len(str(total)) - 2, 0)
        return max((total + unit // 2) // unit * unit, found)


def sample(connection: sqlite3.Connection, cues: int, *, stretches: int, among: int | None = None) -> Sample:
    """About so many cues from everywhere in the archive, always the same ones; all where it has no more.

    stretches: how many; more and shorter ones tell more, and take longer to look up. among: so many cues of the archive
    are of a kind, and it is of these that there are to be so many.
    """
    of = 0
    joined: list[tuple[int, int, int]] = []  # place of the first cue among all, its id, and the last id
    for first, count in connection.execute("SELECT first_cue, cues FROM programmes WHERE cues > 0 ORDER BY first_cue"):
        if joined and joined[-1][2] + 1 == first:
            joined[-1] = (*joined[-1][:2], first + count - 1)
        else:
            joined.append((of, first, first + count - 1))
        of += count
    if not of:
        return Sample((), 0, 0)
    cues = cues if among is None else of * cues // among
    number = min(stretches, -(-cues // _SHORTEST) or 1)
    long = -(-cues // number)
    begins = sorted({place * of // number for place in range(number)})
    chosen: list[tuple[int, int]] = []
    for begin, following in zip(begins, [*begins[1:], of], strict=True):
        end = min(begin + long, following)
        for place, first, last in joined[bisect_right(joined, begin, key=itemgetter(0)) - 1 :]:
            if place >= end:
                break
            chosen.append((max(begin - place, 0) + first, min(end - place - 1 + first, last)))
    return Sample(tuple(chosen), sum(last - first + 1 for first, last in chosen), of)


def at_most(node: Node, cues: Mapping[Phrase | Near, int]) -> int:
    """How many cues a query can be found in, from those of each of its leaves."""
    if isinstance(node, And):
        return min(at_most(part, cues) for part in node.parts)
    if isinstance(node, Or):
        return sum(at_most(part, cues) for part in node.parts)
    return cues[node]
