"""How long words are to say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcript.spotting.grammar import GRAMMARS
from transcript.spotting.spoken import (
    consonants,
    ends_clause,
    ends_sentence,
    halves,
    number_as_said,
    phrased,
    said,
    syllables,
)


@pytest.mark.parametrize(
    ("figure", "as_said", "words"),
    [
        ("0", 2, 1),  # zero
        ("7", 2, 1),
        ("42", 3, 2),  # forty-two
        ("300", 3, 2),  # three hundred
        ("1957", 6, 3),  # nineteen fifty-seven
        ("1900", 4, 2),  # nineteen hundred
        ("2001", 4, 3),  # two thousand one
        ("30,000", 4, 2),  # thirty thousand
        ("4000", 3, 2),
        ("3.14", 4, 4),  # three point one four
        ("3,5", 3, 3),  # drei Komma fünf
        ("1.000.000", 3, 2),  # eine Million
        ("007", 6, 3),  # zero zero seven
    ],
)
def test_figures_are_counted_as_they_are_read_aloud(figure: str, as_said: int, words: int) -> None:
    assert number_as_said(figure) == (as_said, words)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("ship", 1),
        ("harbour", 2),
        ("cable", 2),
        ("before", 2),
        ("launched", 1),
        ("wanted", 2),
        ("KGB", 3),
        ("Женева", 3),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    "word", ["dawn.", "dawn?”", "dawn…", "dawn...", 'dawn."', "dawn!)", "Hafen.“", "jour.»", "x.", "No.", "空。」"]
)
def test_ends_of_sentences(word: str) -> None:
    assert ends_sentence(word)


@pytest.mark.parametrize(
    "word", ["dawn", "dawn,", "Dr.", "e.g.", "U.S.", "J.", "--", "", "z.B.", "bzw.", "Mme.", "Dra.", "p.ej.", "т.е."]
)
def test_no_ends_of_sentences(word: str) -> None:
    assert not ends_sentence(word)


def test_abbreviations_are_those_of_the_language() -> None:
    assert not ends_sentence("on.", GRAMMARS["it"])  # onorevole
    assert ends_sentence("on.", GRAMMARS["en"])
    assert ends_sentence("on.")


@pytest.mark.parametrize("word", ["dawn,", "dawn;", "dawn:", "--", "—", "dawn—", "secrets--"])
def test_ends_of_clauses(word: str) -> None:
    assert ends_clause(word)


def test_a_stop_is_a_longer_pause_than_a_comma() -> None:
    assert said("dawn.").sentence > said("dawn,").clause > 0
    assert said("dawn").clause == said("dawn").sentence == 0


def test_words_without_blanks_are_as_long_as_their_characters() -> None:
    assert said("空间站").sound == pytest.approx(3 * said("空").sound, rel=0.3)
    assert said("スプートニク").sound > said("ship").sound


@given(st.text(min_size=1))
def test_every_word_takes_some_time(word: str) -> None:
    assert said(word).sound > 0
    assert said(word).sound_variance > 0


@pytest.mark.parametrize(
    ("word", "two"),
    [
        ("moon…but", ("moon", "but")),
        ("up...we", ("up", "we")),
        ("Gagarin…He", ("Gagarin", "He")),
        ("V2--a", ("V2", "a")),
        ("hell—in", ("hell", "in")),
        ("run-down", ("run-down", "run-down")),
        ("U.S.S.R.", ("U.S.S.R.", "U.S.S.R.")),
        ("so…", ("so…", "so…")),
    ],
)
def test_a_pause_inside_a_word_parts_it(word: str, two: tuple[str, str]) -> None:
    assert halves(word) == two


def test_a_pause_inside_a_word_is_heard() -> None:
    assert said("moon…but").clause > 0 == said("moonbut").clause


@pytest.mark.parametrize(
    ("word", "count"), [("ship", 2), ("thick", 2), ("harbour", 4), ("Anna", 1), ("quick", 2), ("I", 0), ("Женева", 3)]
)
def test_consonants_are_counted_as_sounds(word: str, count: int) -> None:
    assert consonants(word) == count


@pytest.mark.parametrize(("letter", "word"), [("x", "is"), ("B", "be"), ("V-2", "a-2")])
def test_a_letter_by_itself_is_said_by_its_name(letter: str, word: str) -> None:
    assert said(letter).sound > said(word).sound


def test_the_word_before_a_pause_is_drawn_out() -> None:
    assert said("dawn.").sound > said("dawn,").sound > said("dawn").sound


def test_the_pause_after_a_clause_grows_with_its_words_over_cues() -> None:
    def pause(words: str, before: int = 0) -> float:
        found, _ = phrased(map(said, words.split()), before)
        return found[-1].clause

    assert pause("moon,") < pause("over the bright moon,") < pause("the ship went over the bright full moon,")
    first, before = phrased(map(said, "the ship went over".split()), 0)
    assert (len(first), before) == (4, 4)
    assert pause("the moon,", before) == pause("the ship went over the moon,")
    assert phrased(map(said, "dawn. The moon".split()), 5)[1] == 2
