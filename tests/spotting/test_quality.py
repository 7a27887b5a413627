"""Each rule says what is broken, by how much and when."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests import builders
from transcript.model import Subtitle
from transcript.spotting import PRESETS
from transcript.spotting.quality import RULES, Break, check

NETFLIX = PRESETS["netflix"]
GOOD = builders.subtitle("The lamp went out.", start=2000, end=4000)


def test_a_good_subtitle_breaks_no_rule() -> None:
    for preset in PRESETS.values():
        assert check([GOOD], preset) == []


@pytest.mark.parametrize(
    ("subtitles", "rule", "says"),
    [
        ([builders.subtitle("x" * 41, start=2000, end=4000)], "reading-speed", "20.5 characters a second where 20"),
        ([builders.subtitle("x" * 43, start=2000, end=6000)], "line-length", "a line of 43 characters where 42"),
        ([builders.subtitle("字" * 22, start=2000, end=6000)], "line-length", "a line of 44 characters where 42"),
        ([builders.subtitle("a", "b", "c", start=2000, end=4000)], "line-count", "3 lines where 2"),
        ([builders.subtitle("No.", start=2000, end=2800)], "duration-short", "0.80 s where 0.83 s"),
        ([builders.subtitle("No.", start=2000, end=9100)], "duration-long", "7.10 s where 7.00 s"),
        ([GOOD, builders.subtitle("No.", start=4050, end=6000)], "gap", "50 ms before the next where 84"),
        ([GOOD, builders.subtitle("No.", start=4300, end=6000)], "gap", "close it to 84 or leave 500"),
        ([GOOD, builders.subtitle("No.", start=3900, end=6000)], "overlap", "0.10 s over the next, from 00:00:03.900"),
    ],
)
def test_a_broken_rule_is_named_with_its_figures_and_time(subtitles: list[Subtitle], rule: str, says: str) -> None:
    (found,) = check(subtitles, NETFLIX)
    assert (found.rule, found.number) == (rule, 1)
    assert says in found.message
    assert found.message.startswith("00:00:02.000 --> ")


def test_words_a_minute_are_told_where_the_house_counts_words() -> None:
    fast = builders.subtitle("one two three four five six seven", start=0, end=2000)
    (found,) = check([fast], PRESETS["bbc"])
    assert found == Break(
        "reading-speed", 1, "00:00:00.000 --> 00:00:02.000: 210 words a minute where 180 are allowed, 0.33 s too little"
    )


def test_the_speed_is_exact_at_its_limit() -> None:
    at_limit = builders.subtitle("x" * 40, start=0, end=2000)
    one_over = builders.subtitle("x" * 40, start=0, end=1999)
    assert check([at_limit], NETFLIX) == []
    assert [found.rule for found in check([one_over], NETFLIX)] == ["reading-speed"]
    assert NETFLIX.least_ms(40, 8) == 2000
    assert PRESETS["ted"].least_ms(40, 8) == -(-40_000 // 21)


def test_a_line_break_counts_as_the_space_it_stands_for() -> None:
    assert check([builders.subtitle("x" * 20, "y" * 20, start=0, end=2000)], NETFLIX) != []


def test_breaks_are_told_by_subtitle() -> None:
    bad = builders.subtitle("x" * 43, start=5000, end=5100)
    assert [found.number for found in check([bad, GOOD, bad], NETFLIX)] == sorted(
        found.number for found in check([bad, GOOD, bad], NETFLIX)
    )


def test_slugs_are_unique_and_a_fractional_speed_is_exact() -> None:
    assert len({rule.slug for rule in RULES}) == len(RULES)
    assert replace(NETFLIX, max_cps=Fraction(35, 2)).least_ms(35, 7) == 2000
