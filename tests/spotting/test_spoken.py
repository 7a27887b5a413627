"""How long words are to say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcript.spotting.spoken import ends_clause, ends_sentence, halves, number_as_said, said, syllables


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


@pytest.mark.parametrize("word", ["dawn.", "dawn?”", "dawn…", "dawn...", 'dawn."', "dawn!)"])
def test_ends_of_sentences(word: str) -> None:
    assert ends_sentence(word)


@pytest.mark.parametrize("word", ["dawn", "dawn,", "Dr.", "e.g.", "U.S.", "J.", "--", ""])
def test_no_ends_of_sentences(word: str) -> None:
    assert not ends_sentence(word)


@pytest.mark.parametrize("word", ["dawn,", "dawn;", "dawn:", "--", "—", "dawn—", "secrets--"])
def test_ends_of_clauses(word: str) -> None:
    assert ends_clause(word)


def test_a_stop_is_a_longer_pause_than_a_comma() -> None:
    assert said("dawn.").sentence > said("dawn,").clause > 0
    assert said("dawn").clause == said("dawn").sentence == 0


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
