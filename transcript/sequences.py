"""Order in sequences of times."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from fractions import Fraction


def longest_rising(times: Iterable[Fraction | int | None]) -> set[int]:
    """The places of a longest run of times that never fall (patience sorting); None is in no run."""
    tails: list[Fraction | int] = []  # the lowest last time of a run of each length
    places: list[int] = []
    before: dict[int, int | None] = {}
    for place, time in enumerate(times):
        if time is None:
            continue
        length = bisect_right(tails, time)
        before[place] = places[length - 1] if length else None
        tails[length : length + 1] = [time]
        places[length : length + 1] = [place]
    found: set[int] = set()
    at = places[-1] if places else None
    while at is not None:
        found.add(at)
        at = before[at]
    return found
