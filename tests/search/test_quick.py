"""The form of a pattern in which rows of a text are found fastest."""

from __future__ import annotations

import pytest
import regex

from tests.builders import transcript
from tests.search.test_finding import archive, spoken
from transcript.search.finding import count, patterned, search
from transcript.search.quick import quick
from transcript.search.wanted import Wanted

REST = r"[^\n]*\n"


@pytest.mark.parametrize(
    ("pattern", "form"),
    [
        ("Moon", "(?:moon)"),
        (r"\w+ing\b", r"(?:(?<=\w)ing\b)"),
        (r"\b\w+ing\b", r"(?:(?<=\w)ing\b)"),
        (r"\b[a-z]+ing", r"(?:\b[a-z]+ing)"),
        ("[A-F]*x?moon", "(?:moon)"),
        (".+?moon", "(?:(?<=.)moon)"),
        (r"\w{2}ing", r"(?:\w{2}ing)"),
        (r"a+moon|\w+flag", r"(?:a+moon|\w+flag)"),
        (r"(a+moon)", "(?:(?:a+moon))"),
        (r"flag\s+NOT\W", r"(?:flag[^\S\n]+not[^\w\n])"),
        (r"[^a-f.]5", r"(?:[^a-f\.\n]5)"),
        (r"[]x\d-]", r"(?:[\]x\d\-])"),
        # What may mean another thing in small letters, or go on in the next row, has no such form.
        (r"[\s,]x", None),
        ("[Z-a]", None),
        (r"\p{Lu}", None),
        (r"(?-i:NASA)", None),
        ("é", None),
        (r"(a)\1", None),
        ("(?P<Name>a)", None),
        ("moon{e<=1}", None),
    ],
)
def test_how_it_is_written(pattern: str, form: str | None) -> None:
    made = quick(pattern)
    assert (made and made.pattern) == (form and form + REST)
    if made:
        regex.compile(made.pattern)


@pytest.mark.parametrize(
    ("pattern", "at_letter", "steady"),
    [
        ("moon", True, True),
        (r"\w+ing\b", True, True),
        (r"\b\d{4}\b", False, True),
        ("he.*ck", True, True),
        ("z.{3}z", True, True),
        ("he.*ck.*x", True, False),
        ("(a|b)moon", False, True),
        ("x(a|b|c|d)(a|b|c|d)", True, False),
        ("xa?b?c?d?", True, False),
        ("x(ab)+", True, False),
        ("xa{2,9}", True, False),
    ],
)
def test_what_is_known_of_its_speed(pattern: str, *, at_letter: bool, steady: bool) -> None:
    made = quick(pattern)
    assert made is not None
    assert (made.at_letter, made.steady) == (at_letter, steady)


def test_many_hits_are_counted_and_the_first_of_them_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [("ANN" if at % 3 else "BOB", f"Moon number {at}, é" if at % 7 else "moon") for at in range(60)]
    named = {name: transcript(cues=spoken(*said[first::4])) for first, name in enumerate("zmab")}
    connection = archive(**named)
    for wanted in (
        Wanted(pattern="moon"),
        Wanted(pattern=r"moo\w", speaker="bob"),
        Wanted(pattern="n$", speaker="ann"),
    ):
        everything = search(connection, wanted_so(wanted, None, 0))
        monkeypatch.setattr(patterned, "_LISTED", 2)
        pages = [search(connection, wanted_so(wanted, 4, offset)) for offset in range(0, len(everything.hits), 4)]
        monkeypatch.undo()
        assert [hit.cues for page in pages for hit in page.hits] == [hit.cues for hit in everything.hits]
        assert {page.total for page in pages} == {len(everything.hits)} == {count(connection, wanted)}
    assert [hit.programme.name for hit in search(connection, Wanted(pattern="moon", limit=1)).hits] == ["a.txt"]


def wanted_so(wanted: Wanted, limit: int | None, offset: int) -> Wanted:
    return Wanted(pattern=wanted.pattern, speaker=wanted.speaker, limit=limit, offset=offset)


def test_a_line_of_any_length_is_stopped_in_time() -> None:
    # Too long to be tried without a limit: a.*b begins anew at each a.
    connection = archive(one=transcript(cues=spoken(("A", "a" * 3000), ("A", "ab"))))
    assert search(connection, Wanted(pattern="a.*b")).total == 1
