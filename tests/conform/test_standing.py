"""What stands in a stretch of a programme."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from transcript.conform.standing import Standing

SHOTS = [(0, 8), (8, 16), (16, 24)]

times = st.lists(st.tuples(st.fractions(0, 60, max_denominator=25), st.fractions(0, 60, max_denominator=25)))
moments = st.fractions(0, 60, max_denominator=25)


def standing(spans: list[tuple[int, int]]) -> Standing:
    return Standing.of((Fraction(begin), Fraction(end)) for begin, end in spans)


def test_shots_of_a_passage() -> None:
    shots = standing(SHOTS)
    assert shots.starting(Fraction(8), Fraction(16)) == [1]
    assert shots.starting(Fraction(1), Fraction(17)) == [1, 2]
    assert shots.may_last_over(Fraction(9)) == [1]
    assert shots.may_last_over(Fraction(8)) == []


def test_items_out_of_order_are_named_by_their_places() -> None:
    shots = standing([SHOTS[2], SHOTS[0], SHOTS[1]])
    assert shots.starting(Fraction(0), Fraction(24)) == [0, 1, 2]
    assert shots.starting(Fraction(8), Fraction(24)) == [0, 2]
    assert shots.may_last_over(Fraction(20)) == [0]


@given(times, moments, moments)
def test_it_finds_what_looking_through_all_finds(
    spans: list[tuple[Fraction, Fraction]], begin: Fraction, end: Fraction
) -> None:
    held = Standing.of(spans)
    assert held.starting(begin, end) == [at for at, (start, _) in enumerate(spans) if begin <= start < end]
    assert held.starting_within(begin, end) == [at for at, (start, _) in enumerate(spans) if begin < start < end]
    over = {at for at, (start, until) in enumerate(spans) if start < begin < until}
    found = held.may_last_over(begin)
    assert over <= set(found)
    assert all(spans[at][0] < begin for at in found)
