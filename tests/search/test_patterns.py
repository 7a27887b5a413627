"""Patterns over lines, and what is known beforehand about the lines in which they can stand."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import transcript
from tests.search.test_finding import archive, spoken
from transcript.search.deadline import Deadline
from transcript.search.finding import search
from transcript.search.patterns import compile_pattern
from transcript.search.prefilter import requirements
from transcript.search.query import InvalidQuery
from transcript.search.wanted import Wanted
from transcript.search.words import words


@pytest.mark.parametrize(
    ("pattern", "required"),
    [
        ("moon", [("moon",)]),
        (r"\bmoon\b", [(r"\bmoon\b",)]),
        ("moon(s|light)?", [("moon(?:(?:(?:s|l[iı]ght)))?",)]),
        ("the moon", [("the$",), ("^moon",)]),
        (r"lunar\s+(module|lander)\b", [("lunar$",), (r"^(?:(?:module|lander))\b",)]),
        ("moon|flag", [("(?:moon|flag)",)]),
        ("the moon|a flag", [("^moon", "^flag")]),
        (r"\w+onon", [("onon",)]),
        ("[ab]+onon", [("[ab]onon",)]),
        ("x[ab]+onon", [("x(?:[ab])+onon",)]),
        ("^[ab]+onon", [("^(?:[ab])+onon",)]),
        (r"\d{4}", [(r"(?:\d){4}",)]),
        ("moon.*flag", [("moon",), ("flag",)]),
        ("[Kk]orol[eё]v", [("korol[eё]v",)]),
        ("(?i)Élan", [("elan",)]),
        ("^kiss$", [("^k[iı]ss$",)]),
        (".*", []),
        ("moon?|.", []),
        ("(?<=the )moon", []),
        (r"(\w+) \1", []),
        ("(?:moon){e<=1}", []),
        ("[[:alpha:]]x", []),
        ("x*", []),
        ("z.{3}z", []),
        ("÷moon×", [("^moon$",)]),
    ],
)
def test_what_a_pattern_asks_of_words(pattern: str, required: list[tuple[str, ...]]) -> None:
    assert requirements(pattern) == required


PIECES = st.sampled_from(
    r"moon the M i I é ß s 1 . - _ , \b \w \d \s \W ^ $ [a-m] [^a] [oO0] [A-Z_] [\w-] []x] ( ) (?: | * + ? {2} {1,3} +?"
    r" *+ (?=o) (?i:n) \. ²".split()
) | st.just(" ")
PATTERNS = st.lists(PIECES, min_size=1, max_size=8).map("".join)
SAID = st.lists(
    st.sampled_from([*"moonthe iIıİéßẞsſKk1²_-,.'’", "moon", "the", "e\u0301", "\u0301", "Moon", " "]), max_size=14
).map("".join)


@given(PATTERNS, st.lists(SAID, min_size=1, max_size=6))
def test_no_line_is_missed(pattern: str, said: list[str]) -> None:
    try:
        compiled = regex.compile(pattern, regex.IGNORECASE)
    except regex.error:
        with pytest.raises(InvalidQuery, match="of the pattern"):
            compile_pattern(pattern)
        return
    found = [line for line in said if compiled.search(line)]
    for choice in requirements(pattern):
        for line in found:
            assert any(regex.search(one, word) for one in choice for word in words(line)), (choice, line)
    # By the index, and by a look through whole texts.
    connection = archive(one=transcript(cues=spoken(*(("A", line) for line in said))))
    assert [hit.line for hit in search(connection, Wanted(pattern=pattern)).hits] == found
    connection.close()
    text = "\n".join(said)
    compiled_so = compile_pattern(pattern)
    assert [said[text.count("\n", 0, at)] for at in compiled_so.places(text, 99, Deadline(10))] == found
    assert compiled_so.count(text, 99, Deadline(10)) == len(found)


@given(st.text("ab(){}[]|*+?\\^$.-0123,<=:!wdbPpnu", min_size=1, max_size=30))
def test_any_text_is_a_pattern_or_a_clear_error(text: str) -> None:
    try:
        regex.compile(text)
    except regex.error:
        with pytest.raises(InvalidQuery, match=r"character \d+ of the pattern: .+; see the syntax") as error:
            compile_pattern(text)
        assert 1 <= error.value.position <= len(text) + 1
        return
    for choice in compile_pattern(text).required:
        for one in choice:
            regex.compile(one)
