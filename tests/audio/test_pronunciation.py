from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcript.audio.pronunciation import letters_as_phones, readings

ARPABET = frozenset(
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH".split()
)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("BEACH,", "beach"),
        ("work…so", "work so"),
        ("that’s", "that's"),
        ("Brontë", "bronte"),
        ("1957", "nineteen fifty seven"),
        ("1850s", "eighteen fifties"),
        ("30,000", "thirty thousand"),
        ("2,500", "two thousand five hundred"),
        ("21st", "twenty first"),
        ("3.5", "three point five"),
        ("007", "zero zero seven"),
        ("50%", "fifty percent"),
    ],
)
def test_a_word_is_read_aloud(word: str, said: str) -> None:
    assert " ".join(readings(word)[0]) == said


def test_a_figure_may_be_read_in_several_ways() -> None:
    assert {" ".join(way) for way in readings("1815")} >= {"eighteen fifteen", "one thousand eight hundred fifteen"}


@pytest.mark.parametrize("word", ["--", "…", "“”", "日本語", ""])
def test_what_english_letters_do_not_spell_is_not_said(word: str) -> None:
    assert readings(word) == ()


@pytest.mark.parametrize(
    ("unit", "phones"),
    [("brandt", "B R AE N D T"), ("kvale", "K V EY L"), ("bbc", "B IY B IY S IY"), ("ashworth", "AE SH W AO R TH")],
)
def test_letters_have_their_usual_sounds(unit: str, phones: str) -> None:
    assert letters_as_phones(unit) == phones


@given(st.text(max_size=20))
def test_whatever_is_said_has_phones(word: str) -> None:
    for way in readings(word):
        assert way
        for unit in way:
            phones = letters_as_phones(unit).split()
            assert phones
            assert set(phones) <= ARPABET
