"""A longest run of times that never fall."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from transcript.sequences import longest_rising


def test_a_slip_among_times_in_order_is_left_out() -> None:
    assert longest_rising([2, 6, 59, 19, 23, None, 25]) == {0, 1, 3, 4, 6}
    assert longest_rising([5, 5, 5]) == {0, 1, 2}
    assert longest_rising([]) == set()


@given(st.lists(st.integers(0, 9) | st.none(), max_size=9))
def test_no_other_run_is_longer(times: list[int | None]) -> None:
    def rises(places: tuple[int, ...]) -> bool:
        found = [time for place in places if (time := times[place]) is not None]
        return len(found) == len(places) and all(a <= b for a, b in pairwise(found))

    run = longest_rising(times)
    assert rises(tuple(sorted(run)))
    assert not any(rises(places) for places in combinations(range(len(times)), len(run) + 1))
