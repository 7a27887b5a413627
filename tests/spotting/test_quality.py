"""Each rule says what is broken, by how much and when, and what would mend it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from transcript.model import Place, Problem, Provenance, Role, Severity, Span, Subtitle
from transcript.spotting import PRESETS
from transcript.spotting.quality import RULES, Break, check, problem, shot_changes
from transcript.timecode import FrameRate

NETFLIX = PRESETS["netflix"]
GOOD = builders.subtitle("The lamp went out.", start=2000, end=4000)
AFTER = builders.subtitle("And nobody spoke.", start=4300, end=6000)


def found(*subtitles: Subtitle, rules: str = "netflix", **known: object) -> list[tuple[str, int, str, str]]:
    """Rule, number, what the message says behind the times, and the fix."""
    broken = check(subtitles, PRESETS[rules], **known)  # type: ignore[arg-type]
    for one in broken:
        assert one.message.startswith("00:00:")
    return [(one.rule, one.number, one.message.split(": ", 1)[1], one.fix) for one in broken]


@pytest.mark.parametrize("name", PRESETS)
def test_a_good_subtitle_breaks_no_rule(name: str) -> None:
    assert found(GOOD, rules=name) == []


@pytest.mark.parametrize(
    ("subtitles", "rule", "says", "fix"),
    [
        (
            [builders.subtitle("x" * 41, start=2000, end=4000)],
            "reading-speed",
            "20.5 characters a second where 20 are allowed, 0.05 s too little or 1 character too many",
            "let it stand until 00:00:04.050",
        ),
        ([builders.subtitle("x" * 43, start=2000, end=6000)], "line-length", "a line of 43 characters where 42", ""),
        ([builders.subtitle("字" * 22, start=2000, end=6000)], "line-length", "a line of 44 characters where 42", ""),
        ([builders.subtitle("One,", "two,", "three", start=2000, end=4000)], "line-count", "3 lines where 2 are", ""),
        (
            [builders.subtitle("No.", start=2000, end=2830)],
            "duration-short",
            "stands 0.83 s where 0.834 s is the least",
            "let it stand until 00:00:02.834",
        ),
        (
            [builders.subtitle("No.", start=2000, end=9100)],
            "duration-long",
            "stands 7.10 s where 7.00 s is the most",
            "end it by 00:00:09.000, or cut it in two",
        ),
        (
            [GOOD, replace(AFTER, start=4050)],
            "gap",
            "50 ms before the next where 84 are the least",
            "end it by 00:00:03.966",
        ),
        ([GOOD, AFTER], "gap", "300 ms before the next; close it to 84 or leave 500", ""),
        (
            [GOOD, replace(AFTER, start=3900)],
            "overlap",
            "0.10 s over the next, from 00:00:03.900",
            "end it by 00:00:03.816",
        ),
    ],
)
def test_a_broken_rule_is_named_with_its_figures(subtitles: list[Subtitle], rule: str, says: str, fix: str) -> None:
    ((slug, number, message, advice),) = found(*subtitles)
    assert (slug, number, advice) == (rule, 1, fix)
    assert message.startswith(says)


def test_the_message_begins_with_the_times_of_the_subtitle() -> None:
    (broken,) = check([GOOD, AFTER], NETFLIX)
    assert broken.message.startswith("00:00:02.000 --> 00:00:04.000: ")


class TestReadingSpeed:
    def test_words_a_minute_are_told_where_the_house_counts_words(self) -> None:
        fast = builders.subtitle("one two three four five six seven", start=0, end=2000)
        (broken,) = found(fast, rules="bbc")
        assert broken[2] == "210 words a minute where 180 are allowed, 0.334 s too little or 1 word too many"

    def test_it_is_exact_at_its_limit(self) -> None:
        at_limit = builders.subtitle("x" * 40, start=0, end=2000)
        assert found(at_limit) == []
        ((rule, _, message, _),) = found(replace(at_limit, end=1999))
        assert rule == "reading-speed"
        assert message.startswith("20.1 characters a second where 20 are allowed, 0.001 s too little")
        assert NETFLIX.least_ms(40, 8) == 2000
        assert PRESETS["ted"].least_ms(40, 8) == -(-40_000 // 21)

    def test_a_line_break_counts_as_the_space_it_stands_for(self) -> None:
        assert found(builders.subtitle("x" * 20, "y" * 20, start=0, end=2000)) != []

    def test_more_time_is_advised_only_where_there_is_some(self) -> None:
        fast = builders.subtitle("x" * 40, start=0, end=1000)
        follower = builders.subtitle("No.", start=1500, end=2500)
        assert found(fast)[0][3] == "let it stand until 00:00:02.000"
        assert found(fast, follower)[0][3] == ""

    def test_where_both_are_limited_the_one_that_needs_more_time_is_told(self) -> None:
        both = replace(NETFLIX, max_wpm=60)
        (broken,) = check([builders.subtitle("I do. So do we.", start=0, end=2000)], both)
        assert "150 words a minute where 60 are allowed, 3.00 s too little or 3 words too many" in broken.message

    @given(st.text("ab ", min_size=1, max_size=80), st.integers(1, 9000))
    def test_what_is_said_to_be_lacking_would_do(self, line: str, lasting: int) -> None:
        subtitle = builders.subtitle(line, start=0, end=lasting)
        wide = replace(NETFLIX, line_length=100, min_duration_ms=None, max_duration_ms=None)
        for broken in check([subtitle], wide):
            said = broken.message.split("allowed, ")[1]
            lacking, excess = said.split(" s too little or ")
            mended = round(Fraction(lacking) * 1000)
            assert check([replace(subtitle, end=lasting + mended)], wide) == []
            assert check([replace(subtitle, end=lasting + mended - 1)], wide) != []
            shorter = line[int(excess.split()[0]) :]
            assert check([replace(subtitle, lines=(shorter,))], wide) == []


class TestNeighbours:
    def test_a_long_subtitle_that_hangs_over_several_overlaps_each(self) -> None:
        long = builders.subtitle("Meanwhile, elsewhere.", start=0, end=6500)
        one = builders.subtitle("One.", start=1000, end=2000)
        two = builders.subtitle("Two.", start=4000, end=5000)
        rules = [(rule, number, message) for rule, number, message, _ in found(long, one, two)]
        assert rules == [
            ("overlap", 1, "5.50 s over the next, from 00:00:01.000"),
            ("overlap", 1, "2.50 s over the next, from 00:00:04.000"),
        ]

    def test_the_bbc_lets_subtitles_follow_on_directly_or_a_second_apart(self) -> None:
        assert found(GOOD, replace(AFTER, start=4000), rules="bbc") == []
        assert found(GOOD, replace(AFTER, start=5000), rules="bbc") == []
        assert [rule for rule, *_ in found(GOOD, replace(AFTER, start=4500), rules="bbc")] == ["gap"]


class TestBreakAfterArticle:
    def test_a_line_that_ends_in_an_article(self) -> None:
        assert found(builders.subtitle("They lowered the", "cable into the sea.", start=0, end=4000)) == [
            (
                "break-after-article",
                1,
                "a line ends in “the”, the words it belongs to come in the next",
                "move “the” to the next line",
            )
        ]

    def test_a_subtitle_that_ends_in_an_article_while_the_speaker_goes_on(self) -> None:
        first = builders.subtitle("They lowered a", start=0, end=2000)
        follower = builders.subtitle("cable into the sea.", start=2084, end=4000)
        ((rule, number, message, _),) = found(first, follower)
        assert (rule, number) == ("break-after-article", 1)
        assert message.startswith("a subtitle ends in “a”")
        assert found(first) == []
        assert found(first, replace(follower, speaker="ANN")) == []
        assert found(first, replace(follower, role=Role.TITLE)) == []

    @pytest.mark.parametrize("line", ["They lowered the…", "It was a -- a", "Hand me the, uh,", "He was the."])
    def test_a_mark_behind_it_says_that_the_speaker_stopped(self, line: str) -> None:
        other = builders.subtitle("Well, a ship.", start=4000, end=6000)
        broken = found(builders.subtitle(line, start=0, end=2000), other)
        assert [rule for rule, *_ in broken] == (["break-after-article"] if line.endswith("a") else [])

    def test_whoever_shares_the_subtitle_begins_a_line_of_their_own(self) -> None:
        shared = builders.subtitle("-Was it the", "-No!", start=0, end=2000)
        assert found(replace(shared, speakers=("ANN", "BEN"))) == []

    @pytest.mark.parametrize(
        ("line", "language", "broken"),
        [
            ("Sie senkten das", "de", True),
            ("Ils ont descendu le", "fr", True),
            ("Il y en a", "fr", False),
            ("ON THE BED OF THE", "en-GB", True),
            ("They lowered the", None, True),
            ("Laskivat the", "fi", False),
        ],
    )
    def test_the_articles_are_those_of_the_language(self, line: str, language: str | None, broken: bool) -> None:
        said = [builders.subtitle(line, start=0, end=2000), builders.subtitle("Kabel.", start=2084, end=4000)]
        assert [rule for rule, *_ in found(*said, language=language)] == ["break-after-article"] * broken

    def test_it_is_a_matter_of_taste(self) -> None:
        first = builders.subtitle("They lowered a", "cable.", start=0, end=4000)
        assert [broken.severity for broken in check([first], NETFLIX)] == [Severity.INFO]


class TestBreakInPhrase:
    @pytest.mark.parametrize(
        ("line", "below", "parted"),
        [
            ("It was the voice of Ann", "Carter that they heard.", "“Ann” and “Carter”"),
            ("Nobody knew that she had", "been on board.", "“had” and “been”"),
            ("The gum had a weak", "spot, and he saw it.", "“weak” and “spot,”"),
            ("They went to", "the moon.", "“to” and “the”"),
            ("There were two", "ships at sea.", "“two” and “ships”"),
            ("They had lost their", "ship at sea.", "“their” and “ship”"),
            ("It was 30", "km away.", "“30” and “km”"),
        ],
    )
    def test_a_line_break_and_the_end_of_a_subtitle(self, line: str, below: str, parted: str) -> None:
        fix = "break before or behind the two"
        assert found(builders.subtitle(line, below, start=0, end=4000)) == [
            ("break-in-phrase", 1, f"a line break parts {parted}", fix)
        ]
        first, follower = builders.subtitle(line, start=0, end=2000), builders.subtitle(below, start=2084, end=4000)
        assert found(first, follower) == [("break-in-phrase", 1, f"the end of the subtitle parts {parted}", fix)]
        assert found(first, replace(follower, speaker="ANN")) == []
        assert found(first, replace(follower, role=Role.TITLE)) == []

    @pytest.mark.parametrize(
        ("line", "below"),
        [
            ("They went to…", "the moon."),
            ("It was Ann,", "Carter said."),
            ("-Is that Ann", "-Carter says so."),
            ("They lowered the cable", "into the sea."),
            ("You'd stand up there", "on the head."),
            ("They left Backwards", "He saw it."),
        ],
    )
    def test_a_mark_between_the_two_and_a_place_to_break_at(self, line: str, below: str) -> None:
        assert found(builders.subtitle(line, below, start=0, end=4000)) == []

    def test_an_article_is_told_once(self) -> None:
        lowered = builders.subtitle("They lowered the", "cable into the sea.", start=0, end=4000)
        assert [rule for rule, *_ in found(lowered)] == ["break-after-article"]

    def test_it_is_a_matter_of_taste_and_knows_names_in_capitals(self) -> None:
        parted = builders.subtitle("THE CABLE OF THE GREAT", "EASTERN WAS LOST.", start=0, end=4000)
        names = frozenset({"great eastern"})
        (broken,) = check([parted], NETFLIX, language="en", names=names)
        assert (broken.rule, broken.severity) == ("break-in-phrase", Severity.INFO)


def test_a_subtitle_that_ends_before_it_starts_is_said_neither_to_be_fast_nor_short() -> None:
    """Its times are a problem of their own."""
    for end in (1000, 2000):
        assert found(builders.subtitle("They lowered it", "into the sea.", start=2000, end=end)) == []


class TestEdgeNearShotChange:
    @pytest.mark.parametrize(
        ("shot", "says"),
        [
            (1700, "starts 0.30 s after the shot change at 00:00:01.700"),
            (2040, "starts 0.04 s before the shot change at 00:00:02.040"),
            (3700, "ends 0.30 s after the shot change at 00:00:03.700"),
            (4200, "ends 0.20 s before the shot change at 00:00:04.200"),
        ],
    )
    def test_an_edge_within_half_a_second_of_a_change_is_told(self, shot: int, says: str) -> None:
        ((rule, number, message, fix),) = found(GOOD, shots=(shot,))
        assert (rule, number, message) == ("edge-near-shot-change", 1, says)
        to = (
            f"start it at 00:00:0{shot / 1000:.3f}" if "start" in says else f"end it at 00:00:0{(shot - 84) / 1000:.3f}"
        )
        assert fix == f"{to}, or half a second away from the change"

    @pytest.mark.parametrize("shot", [1500, 2000, 2001, 2500, 3500, 4000, 4080, 4084, 4500])
    def test_on_a_change_or_half_a_second_away_is_right(self, shot: int) -> None:
        assert found(GOOD, shots=(0, shot, 9000)) == []

    def test_on_one_change_is_right_with_another_beside_it(self) -> None:
        assert found(GOOD, shots=(1800, 2000, 2200)) == []
        ((_, _, message, _),) = found(GOOD, shots=(1800, 2100))
        assert message.startswith("starts 0.10 s before")

    def test_without_a_gap_an_out_time_is_on_the_change_or_near_it(self) -> None:
        assert found(GOOD, rules="ted", shots=(4000,)) == []
        assert found(GOOD, rules="ted", shots=(4080,)) != []

    def test_changes_are_known_where_timecodes_count_frames(self) -> None:
        shots = [
            builders.shot("10:00:05", "Gate"),
            replace(builders.shot("10:00:02", "Pier"), time=Provenance.REPAIRED),
            replace(builders.shot("10:00:09", "Sea"), time=Provenance.ESTIMATED),
        ]
        counted = builders.transcript(shots=shots, frame_rate=FrameRate(Fraction(25)))
        assert shot_changes(counted) == (2000, 5000)
        assert shot_changes(builders.transcript(shots=shots)) == ()


def test_breaks_are_told_by_subtitle() -> None:
    bad = builders.subtitle("x" * 43, start=5000, end=5100)
    numbers = [broken.number for broken in check([bad, GOOD, bad], NETFLIX)]
    assert numbers == sorted(numbers)
    assert set(numbers) == {1, 3}


def test_a_break_becomes_a_problem_that_knows_its_subtitle() -> None:
    broken = Break("gap", 1, "too close", "move it", Severity.INFO)
    assert problem(broken, GOOD, Span(7, 9), number=4) == Problem(
        "gap", Severity.INFO, "too close", Span(7, 9), "move it", Place(4, 2000, 4000)
    )


def test_slugs_are_unique_and_a_fractional_speed_is_exact() -> None:
    assert len({rule.slug for rule in RULES}) == len(RULES)
    assert replace(NETFLIX, max_cps=Fraction(35, 2)).least_ms(35, 7) == 2000
    (broken,) = check([builders.subtitle("x" * 36, start=0, end=2000)], replace(NETFLIX, max_cps=Fraction(35, 2)))
    assert "18 characters a second where 17.5 are allowed" in broken.message
