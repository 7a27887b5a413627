"""In and out times: on the words where there is room, fairly apart where there is none."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from transcript.spotting import PRESETS, Preset
from transcript.spotting.timing import Shown, settle

NETFLIX = PRESETS["netflix"]


def shown(start: int, said: int, characters: int = 20) -> Shown:
    return Shown(start, said, characters, 4)


def test_a_subtitle_waits_for_its_last_word_and_lingers_a_little() -> None:
    assert settle([shown(1000, 4000)], NETFLIX) == [(1000, 4500)]


def test_a_quick_line_lingers_until_it_is_read() -> None:
    ((start, end),) = settle([shown(1000, 2000, characters=51)], NETFLIX)
    assert (start, end) == (1000, 4000)


def test_a_small_gap_closes_to_two_frames_and_a_larger_one_stays() -> None:
    times = settle([shown(1000, 3000), shown(3800, 6000), shown(9000, 11_000)], NETFLIX)
    assert times == [(1000, 3716), (3800, 6500), (9000, 11_500)]


def test_a_small_gap_opens_where_the_maximum_keeps_it_from_closing() -> None:
    times = settle([shown(1000, 8000), shown(8300, 10_000)], NETFLIX)
    assert times[0] == (1000, 7800)


def test_the_bbc_has_no_gap_shorter_than_a_second() -> None:
    times = settle([shown(1000, 3000, 10), shown(4400, 6000, 10)], PRESETS["bbc"])
    assert times[0] == (1000, 4400)


def test_nothing_stands_longer_than_the_maximum() -> None:
    assert settle([shown(0, 20_000)], NETFLIX) == [(0, 7000)]


def test_two_subtitles_too_close_give_way_by_the_same_amount() -> None:
    (first, _), (second, _) = settle([shown(5000, 5100), shown(5500, 5600)], NETFLIX)
    assert second - first == NETFLIX.shortest_ms + NETFLIX.gap_ms
    assert abs((5000 - first) - (second - 5500)) <= 1


def test_many_at_once_wait_for_the_silence_after_them_instead_of_coming_early() -> None:
    answers = [shown(6000, 6100, 4), shown(6100, 6200, 3), shown(6200, 6300, 4), shown(6300, 6400, 4)]
    assert [start for start, _ in settle([*answers, shown(30_000, 31_000)], NETFLIX)] == [
        5700,
        6618,
        7536,
        8454,
        30_000,
    ]


def test_many_at_once_come_early_where_slow_speech_follows() -> None:
    answers = [shown(6000 + 100 * place, 6100 + 100 * place, 4) for place in range(4)]
    speech = [shown(7000 + 3000 * place, 10_000 + 3000 * place, 45) for place in range(5)]
    starts = [start for start, _ in settle([*answers, *speech], NETFLIX)]
    assert starts[0] < 5000
    assert abs(sum(starts[:5]) - sum(item.start for item in [*answers, speech[0]])) < 5  # as much early as late
    assert starts[5:] == [10_000, 13_000, 16_000, 19_000]


def test_what_is_too_fast_to_be_read_runs_on_into_the_silence_after_it() -> None:
    """Two full subtitles said in a second each: 84 characters need 4.2 s at Netflix's 20 a second."""
    fast = [shown(4000, 5000, 84), shown(5000, 6000, 84)]
    alone = settle([*fast, shown(30_000, 31_000)], NETFLIX)
    assert alone[0] == (4000, 6800)
    assert alone[1] == (6884, 11_084)
    hemmed = settle([*fast, shown(6200, 7900), shown(8000, 9900)], NETFLIX)
    assert hemmed[0][0] == 4000
    assert [start for start, _ in hemmed[2:]] == [6700, 8000]  # who speaks at ease is late by half a second at most


def test_speech_that_can_be_read_stays_on_its_words_however_long_it_lasts() -> None:
    """Thirty subtitles, one upon the other, do not lag more and more behind their words."""
    quick = [shown(4000 * place, 4000 * place + 3900, 70) for place in range(30)]
    for slow_readers in (NETFLIX, PRESETS["dcmp"], replace(NETFLIX, max_cps=5, target_cps=5)):
        assert [start for start, _ in settle(quick, slow_readers)] == [item.start for item in quick]


def test_before_zero_stands_only_what_is_said_there() -> None:
    assert [start for start, _ in settle([shown(-90_000, -88_000), shown(-1000, 3000)], NETFLIX)] == [-90_000, -1000]
    assert settle([shown(0, 100), shown(100, 200)], NETFLIX)[0][0] == 0


def test_given_times_stand_exactly_also_where_they_overlap() -> None:
    typed = [(1000, 3500), (3400, 4000), (4000, 4010)]
    items = [Shown(start, end, 20, 4, given_start=start, given_end=end) for start, end in typed]
    assert settle(items, NETFLIX) == typed


def test_given_times_stand_and_their_neighbours_give_way() -> None:
    given_times = Shown(5000, 5500, 20, 4, given_start=5000, given_end=5400)
    times = settle([shown(4600, 4900), given_times, shown(5200, 5900)], NETFLIX)
    assert times[1] == (5000, 5400)
    assert times[0][1] <= 5000 - NETFLIX.gap_ms
    assert times[2][0] == 5400 + NETFLIX.gap_ms


free = st.builds(
    lambda start, lasting, characters: Shown(start, start + lasting, characters, 1 + characters // 6),
    st.integers(0, 30_000),
    st.integers(0, 9000),
    st.integers(1, 84),
)


@given(st.lists(free, max_size=30), st.sampled_from(list(PRESETS.values())))
def test_free_times_keep_every_hard_rule(items: list[Shown], preset: object) -> None:
    rules = next(found for found in PRESETS.values() if found == preset)
    times = settle(items, rules)
    assert all(end - start >= rules.shortest_ms for start, end in times)
    assert all(rules.max_duration_ms is None or end - start <= rules.max_duration_ms for start, end in times)
    assert all(b[0] - a[1] >= rules.gap_ms for a, b in pairwise(times))


@given(st.lists(free, max_size=30), st.sampled_from(list(PRESETS.values())))
def test_nothing_comes_early_where_nobody_speaks_at_ease(items: list[Shown], rules: Preset) -> None:
    """All is said too fast to be shown in time, and there is room for it after the last word."""
    hurried = sorted(item._replace(said=item.start + 100) for item in items)
    for item, (start, _) in zip(hurried, settle(hurried, rules), strict=True):
        assert start >= item.start - 300


@given(st.lists(free, min_size=1, max_size=6))
def test_starts_give_way_by_the_least_sum_of_squares(items: list[Shown]) -> None:
    """Moving any run of neighbours together, as far as the distances allow, brings the starts no nearer the words."""
    quick = replace(NETFLIX, min_duration_ms=50, gap_ms=50)  # nothing has to come early by as much as 0.3 s
    items = sorted(item._replace(characters=1) for item in items)
    starts = [start for start, _ in settle(items, quick)]
    step = quick.shortest_ms + quick.gap_ms

    def miss(moved: list[int]) -> int:
        return sum((start - item.start) ** 2 for start, item in zip(moved, items, strict=True))

    for first in range(len(items)):
        for last in range(first + 1, len(items) + 1):
            for shift in (-40, 40):
                moved = [start + shift * (first <= i < last) for i, start in enumerate(starts)]
                if moved[0] >= 0 and all(b - a >= step for a, b in pairwise(moved)):
                    assert miss(moved) >= miss(starts)


@given(st.lists(st.tuples(free, st.booleans(), st.booleans()), max_size=12))
def test_given_times_stand_and_free_ones_do_not_overlap(items: list[tuple[Shown, bool, bool]]) -> None:
    pinned = [
        item._replace(given_start=item.start if begins else None, given_end=item.said if ends else None)
        for item, begins, ends in items
    ]
    times = settle(pinned, replace(NETFLIX, gap_ms=0))
    assert all(0 <= start < end for start, end in times)
    for item, (start, end) in zip(pinned, times, strict=True):
        assert item.given_start in (None, start)
        assert item.given_end in (None, end) or end == start + 1
    for (one, a), (two, b) in pairwise(zip(pinned, times, strict=True)):
        if one.given_end is None and two.given_start is None:
            assert a[1] <= b[0]
