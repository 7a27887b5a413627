"""Whole columns are asked for a query: nothing is lost, and little is let through that is not meant."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.search.test_query import QUERIES
from transcript.dataset.narrowing import ACCENTS, WORD_CHARACTERS, cut_pattern, is_exact, letter, may_hold
from transcript.search.matching import holds, stands
from transcript.search.query import InvalidQuery, Phrase, Slot, parse_query
from transcript.search.words import TOKENIZER, words


def let_through(query: str, lines: Sequence[str]) -> list[str]:
    found = may_hold(parse_query(query), pa.array(lines, pa.string())).to_pylist()
    return [line for line, is_found in zip(lines, found, strict=True) if is_found]


LINES = [
    "The Moon rises.",
    "a moón",
    "MOO\u0301N",
    "two moons",
    "honeymoon",
    "the lunar",
    "Lunar -- module",
    "lunár modules!",
    "ЛУНА́, Йод",
    "йод и луна",
    "polúña",
    "",
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("moon", ["The Moon rises.", "a moón", "MOO\u0301N"]),
        ("moo*", ["The Moon rises.", "a moón", "MOO\u0301N", "two moons"]),
        ('"lunar module"', ["Lunar -- module"]),
        ('"lunar mod*"', ["Lunar -- module", "lunár modules!"]),
        ("lunar NOT module", ["the lunar", "lunár modules!"]),
        ("luna OR rises", ["The Moon rises."]),
        ("луна", ["ЛУНА́, Йод", "йод и луна"]),
        ("иод luna*", []),
        ("йод", ["ЛУНА́, Йод", "йод и луна"]),
        ("NEAR(module lunar, 0)", ["Lunar -- module"]),
    ],
)
def test_what_a_query_lets_through(query: str, found: list[str]) -> None:
    assert let_through(query, LINES) == found


def test_the_end_of_a_line_at_which_a_phrase_begins() -> None:
    (phrase,) = [node for node in [parse_query('"of the lunar module"')] if isinstance(node, Phrase)]
    lines = pa.array(
        ["part of", "part of the", "of the lunar.", "of the lunar module", "of a", "of the moon", "thereof"]
    )
    found = pc.match_substring_regex(lines, cut_pattern(phrase)).to_pylist()
    assert found == [True, True, True, False, False, False, False]


@pytest.fixture(scope="module")
def folded() -> dict[str, str]:
    """Every character there is, and what SQLite makes of it in a word; none that parts words."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE asked USING fts5(text, content='', tokenize='{TOKENIZER}')")
    connection.execute("CREATE VIRTUAL TABLE told USING fts5vocab(asked, 'instance')")
    codes = (code for code in range(1, 0x110000) if not 0xD800 <= code < 0xE000)
    connection.executemany("INSERT INTO asked(rowid, text) VALUES(?, ?)", ((code, f"x{chr(code)}x") for code in codes))
    rows = connection.execute('SELECT doc, term FROM told WHERE "offset" = 0 AND length(term) > 1')
    found = {chr(code): word[1:-1] for code, word in rows}
    connection.close()
    return found


def test_no_character_is_forgotten_that_is_folded_to_a_letter(folded: dict[str, str]) -> None:
    changed = {character: other for character, other in folded.items() if character != other}
    assert len(changed) > 1000
    accents = re.compile(ACCENTS.replace("x{300}", "u0300").replace("x{331}", "u0331"))
    for character, other in changed.items():
        if other:
            assert re.search(rf"\\x\{{{ord(character):X}\}}", letter(other)), (character, other)
        else:
            assert accents.fullmatch(character)


def test_no_character_of_words_parts_words(folded: dict[str, str]) -> None:
    of_words = re.compile(f"[{WORD_CHARACTERS}]")
    some = [chr(code) for code in range(0x110000) if of_words.match(chr(code))]
    assert len(some) > 20_000
    assert all(folded.get(character) for character in some)


SOME = ["moon", "Moon", "moo", "ÉLAN", "élan", "e\u0301lan", "the", "of", "луна", "ЛУНА́", "йод", "иод", "ß", "ﬁ", "ά"]
SOME += ["Ω", "é" * 30, "x" * 40, "don't", "—", "...", "\u0301", "月面着陸", "ﬃ", "ı", "İ", "K", "1969", "٣", "\ue000"]
TEXTS = st.lists(st.sampled_from(SOME) | st.text(max_size=3), max_size=8)
SAID = st.lists(TEXTS.map(" ".join) | TEXTS.map("".join), min_size=1, max_size=6)
ASKED = QUERIES | TEXTS.map(" ".join) | TEXTS.map(lambda some: f'"{" ".join(some)}"')


@settings(max_examples=300)
@given(ASKED, SAID)
@example('"x e\u0301"', ["x É"])
def test_no_hit_is_lost(query: str, said: list[str]) -> None:
    try:
        node = parse_query(query)
    except InvalidQuery:
        return
    said = [line.encode("utf-8", "replace").decode() for line in said] + [query.encode("utf-8", "replace").decode()]
    meant = [holds(node, lambda leaf, _: stands(leaf, words(line))) for line in said]  # noqa: B023 - used at once
    found = may_hold(node, pa.array(said, pa.string())).to_pylist()
    for line, is_meant, is_found in zip(said, meant, found, strict=True):
        assert is_found or not is_meant
        if line.isascii() and is_exact(node):
            assert is_found == is_meant


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_no_phrase_is_lost_that_goes_on_in_the_next_cue(one: list[str], other: list[str]) -> None:
    before, after = " ".join(one), " ".join(other)
    said = [*words(before), *words(after)]
    if len(said) == len(words(before)) or len(said) == len(words(after)):
        return
    phrase = Phrase(tuple(Slot((word,)) for word in said), 1)
    line = pa.array([f"And {before}".encode("utf-8", "replace").decode()], pa.string())
    assert pc.match_substring_regex(line, cut_pattern(phrase)).to_pylist() == [True]
