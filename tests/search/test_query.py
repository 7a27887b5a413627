"""The query language: what is understood, and what is said about what cannot be meant."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcript.search.matching import expression
from transcript.search.query import InvalidQuery, Near, Node, Or, Phrase, Slot, parse_query
from transcript.search.words import placed_words, words

QUERY_PARTS = st.sampled_from(
    "moon the don't cosmo* AND OR NOT NEAR( NEAR(a|b,3) ( ) \" “ * , 5 ^ : - line: { } + \\ ; -- ß 月 é e\u0301".split()
) | st.sampled_from(["NEAR(a b, 3)", " ", "\0"])
QUERIES = st.text() | st.lists(QUERY_PARTS, max_size=14).map(" ".join) | st.lists(QUERY_PARTS, max_size=14).map("".join)


def told(node: Node) -> str:
    """A query as it was understood, with every group in parentheses."""
    if isinstance(node, Phrase):
        return "+".join("/".join(slot.words) for slot in node.slots) + "*" * node.slots[-1].prefix
    if isinstance(node, Near):
        return f"near{node.distance}({' '.join(map(told, node.phrases))})"
    if isinstance(node, Or):
        return f"({' or '.join(map(told, node.parts))})"
    return f"({' and '.join(map(told, node.parts))}{''.join(f' not {told(part)}' for part in node.unwanted)})"


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ("moon", "moon"),
        ("MOON", "moon"),
        ("moon lunar", "(moon and lunar)"),
        ("moon AND lunar", "(moon and lunar)"),
        ('"lunar module"', "lunar+module"),
        ("“lunar module”", "lunar+module"),
        ("cosmo*", "cosmo*"),
        ('"lunar mod*"', "lunar+mod*"),
        ('"lunar mod"*', "lunar+mod*"),
        ("moon OR lunar NASA", "(moon or (lunar and nasa))"),
        ("(moon OR lunar) NASA", "((moon or lunar) and nasa)"),
        ("moon NOT landing flag", "(moon and flag not landing)"),
        ("moon AND NOT landing", "(moon not landing)"),
        ("moon NOT (landing OR flag)", "(moon not (landing or flag))"),
        ("NEAR(flag moon, 5)", "near5(flag moon)"),
        ('NEAR("the flag" moo*)', "near10(the+flag moo*)"),
        ("NEAR(flag, moon)", "near10(flag moon)"),
        ("NEAR(apollo 11)", "near10(apollo 11)"),
        ("NEAR(moon landing 1969)", "near10(moon landing 1969)"),
        ('NEAR(apollo crew "11")', "near10(apollo crew 11)"),
        ("near the moon", "(near and the and moon)"),
        ("and or not", "(and and or and not)"),
        ("don't", "don+t"),
        ("O’Neill", "o+neill"),
        ("well-known*", "well+known*"),
        ("1,000", "1+000"),
        ("moon & flag -- 1969", "(moon and flag and 1969)"),
        ("Élan", "elan"),
        ("ёлка", "ёлка/елка"),
        ("月面着陸", "月面着陸"),
    ],
)
def test_understood(query: str, understood: str) -> None:
    assert told(parse_query(query)) == understood


@pytest.mark.parametrize(
    ("query", "position", "found"),
    [
        ("", 1, "the query is empty"),
        ("  ", 1, "the query is empty"),
        ("... -- !", 1, "no word in the query"),
        ('moon "lunar module', 6, "a quote is not closed"),
        ('moon ""', 6, "no word between the quotes"),
        ("moon *", 6, "* has no letters before it"),
        ("co*mo", 3, "* stands inside"),
        ("don'*", 5, "* follows no letter"),
        ("NOT moon", 1, "NOT has nothing before it"),
        ("flag (NOT moon)", 7, "NOT has nothing before it"),
        ("moon NOT", 6, "NOT has nothing after it"),
        ("moon OR", 6, "OR has nothing after it"),
        ("OR moon", 1, "OR has nothing before it"),
        ("moon OR AND flag", 6, "OR has nothing after it"),
        ("moon AND &", 6, "AND has nothing after it"),
        ("(moon OR flag", 1, "a parenthesis is not closed"),
        ("moon) flag", 5, ") closes nothing"),
        ("moon ()", 6, "nothing between the parentheses"),
        ("NEAR(moon)", 1, "NEAR has fewer than two words"),
        ("NEAR(moon flag, -1)", 17, "NEAR has no distance -1"),
        ("NEAR(moon flag 5)", 16, 'NEAR has no comma before 5; write it as NEAR(moon flag, 5), or "5" in quotes'),
        ("NEAR(moon flag", 1, "NEAR is not closed"),
        ("NEAR(moon OR flag)", 11, "NEAR holds OR"),
        ("NEAR(moon (flag lunar))", 11, "NEAR holds a parenthesis"),
        ("(" * 21 + "moon" + ")" * 21, 21, "parentheses too deep"),
        ("moon " * 61, 301, "a query of 61 words"),
        ("m" * 2001, 2001, "a query of 2001 characters"),
    ],
)
def test_said_where_and_what(query: str, position: int, found: str) -> None:
    with pytest.raises(InvalidQuery) as error:
        parse_query(query)
    assert error.value.position == position
    assert f"character {position} of the query: {found}" in str(error.value)
    assert error.value.advice


def understood_or_refused(query: str) -> Node | InvalidQuery:
    try:
        return parse_query(query)
    except InvalidQuery as error:
        return error


@given(QUERIES)
def test_any_text_is_a_query_or_a_clear_error(query: str) -> None:
    node = understood_or_refused(query)
    if isinstance(node, InvalidQuery):
        assert 1 <= node.position <= len(query) + 1
        assert node.advice
        return
    # Nothing of the text is syntax to FTS5: the expression is always one that it understands.
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE lines USING fts5(line, speaker, tokenize='unicode61 remove_diacritics 2')")
    asked = f"line : {expression(node)} AND speaker : (s1 OR s2)"
    assert connection.execute("SELECT count(*) FROM lines WHERE lines MATCH ?", (asked,)).fetchone() == (0,)
    connection.close()


LETTERS = st.characters(exclude_categories=["Cs"]) | st.sampled_from("aé\u0301\u0327йёΆσςİıßſﬁ½²月_'’-. ")


@given(st.text(LETTERS))
def test_words_are_those_of_the_index(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE lines USING fts5(line, tokenize='unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE said USING fts5vocab(lines, instance)")
    connection.execute("INSERT INTO lines VALUES(?)", (text,))
    indexed = [word for (word,) in connection.execute('SELECT term FROM said ORDER BY "offset"')]
    connection.close()
    assert words(text) == indexed
    assert [word.text for word in placed_words(text)] == indexed
    for word in placed_words(text):
        assert words(text[word.start : word.end]) == [word.text]


def test_what_parts_words() -> None:
    assert words("Don’t say O'Neill’s well-known.") == ["don", "t", "say", "o", "neill", "s", "well", "known"]
    assert words("ÉLAN élan e\u0301lan") == ["elan"] * 3
    assert words("й ё") == ["й", "ё"]
    assert words("İstanbul ISTANBUL ısı") == ["istanbul", "istanbul", "ısı"]
    assert words("月面着陸、カメラ") == ["月面着陸", "カメラ"]
    assert [(word.start, word.end) for word in placed_words("«Élan vital»")] == [(1, 5), (6, 11)]


def test_nothing_unfolded_becomes_an_expression() -> None:
    with pytest.raises(ValueError, match="no folded words"):
        expression(Phrase((Slot(('moon" OR "flag',)),), 1))
