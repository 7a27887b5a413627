"""Letters that case folding joins and parts."""

from __future__ import annotations

from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import cue, shot, transcript
from transcript.search.finding import search
from transcript.search.indexing import fill
from transcript.search.joined import ways
from transcript.search.schema import IN_MEMORY, connect
from transcript.search.suggesting import unknown_words
from transcript.search.wanted import Wanted
from transcript.search.words import words

LINES = ["Die große Welle.", "In der STRASSE lief ein ﬁlm.", "Die Straße ist groß.", "Ὀδυσσεύς, Masse", "Միջև"]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("GROSSE", {1}),
        ("GRÖSSE", {1}),
        ("große", {1}),
        ("strasse", {2, 3}),
        ("Straße", {2, 3}),
        ("film", {2}),
        ("gros*", {1, 3}),
        ("GROẞ", {3}),
        ('"strasse ist"', {3}),
        ("maße", {4}),
        ("ΟΔΥΣΣΕΥΣ", {4}),
        ("միջեւ", {5}),
        ("die NOT strasse", {1}),
        ("NEAR(strasse gross, 5)", {3}),
    ],
)
def test_case_does_not_matter_where_it_joins_letters(query: str, numbers: set[int]) -> None:
    lines = [cue("ANNA", f"10:00:0{number}", line, number=number) for number, line in enumerate(LINES, 1)]
    with closing(connect(IN_MEMORY)) as index:
        fill(index, [("film.txt", transcript(cues=lines))])
        assert {hit.cues[0].number for hit in search(index, query).hits} == numbers
        assert unknown_words(index, query) == ()


def test_notes_of_shots_likewise() -> None:
    film = transcript(cues=[cue("ANNA", "10:00:02", "Hier.", shot=1)], shots=[shot("10:00:00", "Straße, groß")])
    with closing(connect(IN_MEMORY)) as index:
        fill(index, [("film.txt", film)])
        assert search(index, Wanted(shot="STRASSE")).total == 1
        assert search(index, Wanted(shot="gross*")).total == 1
        assert search(index, Wanted(shot="strassen")).total == 0


def test_the_ways_in_which_a_word_may_be_written() -> None:
    assert ways("moon") == ()
    assert ways("grosse") == ("große",)
    assert ways("große") == ("grosse",)
    assert set(ways("office")) == {"oﬀice", "ofﬁce", "oﬃce"}
    assert set(ways("gros", prefix=True)) == {"groß", "groﬅ", "groﬆ"}
    assert len(ways("ff" * 40)) <= 100


@given(st.text(st.sampled_from("aistfflßﬁﬆև"), max_size=12), st.booleans())
def test_all_ways_are_the_same_word_when_case_is_folded(text: str, prefix: bool) -> None:
    word = "".join(words(text))
    for way in ways(word, prefix=prefix):
        assert way != word
        assert words(way) == [way]
        folded, wanted = way.casefold(), word.casefold()
        assert folded.startswith(wanted) if prefix else folded == wanted
