"""What stands in a stretch of a programme, found without looking through all of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Standing:
    """Items by their times, in programme seconds; they are named by their places, and need not be in order.

    order: their places by their starts. starts: in that order. until: in it too, how far an item or one before it goes.
    """

    order: tuple[int, ...]
    starts: tuple[Fraction, ...]
    until: tuple[Fraction, ...]

    @classmethod
    def of(cls, times: Iterable[tuple[Fraction, Fraction]]) -> Standing:
        """Items that start and end at these times."""
        held = tuple(times)
        order = tuple(sorted(range(len(held)), key=lambda place: held[place][0]))
        return cls(order, tuple(held[at][0] for at in order), tuple(accumulate((held[at][1] for at in order), max)))

    def starting(self, begin: Fraction, end: Fraction) -> list[int]:
        """The places of what starts from `begin` on and before `end`, rising."""
        return sorted(self.order[bisect_left(self.starts, begin) : bisect_left(self.starts, end)])

    def starting_within(self, after: Fraction, before: Fraction) -> list[int]:
        """The places of what starts after one time and before another, rising."""
        return sorted(self.order[bisect_right(self.starts, after) : bisect_left(self.starts, before)])

    def may_last_over(self, time: Fraction) -> list[int]:
        """The places of what starts before a time and may go on after it: all that does is among them."""
        found: list[int] = []
        for at in range(bisect_left(self.starts, time) - 1, -1, -1):
            if self.until[at] <= time:
                break
            found.append(self.order[at])
        return sorted(found)
