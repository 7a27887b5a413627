"""The chain is the least-squares solution: no other points or rates miss less."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transcript.spotting.chain import Link, link_length, solve

weights = st.floats(0.1, 10)
places = st.floats(-50, 50)
links = st.builds(
    Link, st.floats(0, 3), st.lists(st.tuples(st.integers(0, 1), st.floats(0.1, 5)), max_size=2).map(tuple)
)


def test_points_between_two_sightings_share_the_miss() -> None:
    points, _ = solve([1e9, 0, 1e9], [0, 0, 10], [Link(4, ()), Link(4, ())], [1, 1], [1], [1])
    assert [round(point, 3) for point in points] == [0, 5, 10]


def test_a_rate_is_found_from_what_lies_between_sightings() -> None:
    steps = [Link(0, ((0, 2.0),))] * 3
    _, rates = solve([1e6] * 4, [0, 3, 6, 9], steps, [1e3] * 3, [1e-6], [1])
    assert round(rates[0], 3) == 1.5


@given(st.data())
def test_no_change_of_any_unknown_misses_less(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 6))
    pull = data.draw(st.lists(weights, min_size=count, max_size=count))
    aim = data.draw(st.lists(places, min_size=count, max_size=count))
    chained = data.draw(st.lists(links, min_size=count - 1, max_size=count - 1))
    stiffness = data.draw(st.lists(weights, min_size=count - 1, max_size=count - 1))
    rate_pull, rate_aim = [1.0, 2.0], [1.0, 0.5]
    points, rates = solve(pull, aim, chained, stiffness, rate_pull, rate_aim)

    def missed(points: list[float], rates: list[float]) -> float:
        sighted = sum(w * (p - a) ** 2 for w, p, a in zip(pull, points, aim, strict=True))
        linked = sum(
            w * (points[i + 1] - points[i] - link_length(link, rates)) ** 2
            for i, (w, link) in enumerate(zip(stiffness, chained, strict=True))
        )
        return sighted + linked + sum(w * (r - a) ** 2 for w, r, a in zip(rate_pull, rates, rate_aim, strict=True))

    least = missed(points, rates)
    for step in (0.01, -0.01):
        for index in range(count):
            assert missed([p + step * (i == index) for i, p in enumerate(points)], rates) >= least
        for index in range(2):
            assert missed(points, [r + step * (i == index) for i, r in enumerate(rates)]) >= least
