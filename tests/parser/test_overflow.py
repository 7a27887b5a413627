"""Tables of speech that somebody typed with commas and without quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.parser.documents import typed_characters, unblank
from transcript import readers
from transcript.model import Kind, Row, Severity, Transcript
from transcript.parser import parse
from transcript.parser.layouts import columns

HEAD = "time,who,what,tags\n"
BEFORE = """0:00,Ann,Where did you live as a child?,home
0:04,Bea,We lived above the chandler.,home; harbour
0:09,Ann,And your father?,
0:12,Bea,He mended nets.,harbour
"""
AFTER = """0:40,Ann,Did you ever go out with them?,
0:44,Bea,"Once, and I was sorry for it.",boats
0:50,Ann,What happened?,
0:52,Bea,It blew up from the west.,boats
"""


def film(row: str, head: str = HEAD) -> Transcript:
    """The transcript of a table with a row in the middle."""
    return parse(readers.from_bytes(f"{head}{BEFORE}{row}\n{AFTER}".encode(), "film.csv"))


def line_of(script: Transcript) -> str:
    (line,) = [cue.line for cue in script.cues if cue.span.first == 6]
    return line


def tags_of(script: Transcript) -> list[str]:
    return [segment.text for segment in script.segments if segment.number == 6 and segment.kind is Kind.FRONT]


@pytest.mark.parametrize(
    ("row", "line", "tags"),
    [
        (
            "0:15,Bea,He went down, you know, every morning,harbour",
            "He went down, you know, every morning",
            ["harbour"],
        ),
        ("0:15,Bea,He went down, every morning", "He went down, every morning", []),
        ("0:15,Bea,He went down, every morning,", "He went down, every morning", []),
        ("0:15,Bea,He said, you know, nothing, nothing at all", "He said, you know, nothing, nothing at all", []),
        (
            "0:15,Bea,He went down to the boats,and there they were with the nets all torn.",
            "He went down to the boats and there they were with the nets all torn.",
            [],
        ),
        (
            "0:15,Bea,I was there in [unintelligible 00,56]. We all were.,",
            "I was there in [unintelligible 00 56]. We all were.",
            [],
        ),
    ],
    ids=["tags behind it", "no tags", "a last comma", "more than the tags", "no blank", "a bracket"],
)
def test_speech_that_runs_over_is_read_on(row: str, line: str, tags: list[str]) -> None:
    script = film(row)
    assert line_of(script) == line
    assert tags_of(script) == tags
    (problem,) = script.problems
    assert (problem.code, problem.severity, problem.span.first) == ("speech-overflow", Severity.WARNING, 6)
    assert "tags" in problem.message
    assert "quotation marks" in (problem.fix or "")


@pytest.mark.parametrize(
    ("row", "line", "tags"),
    [
        ("0:15,Bea,He went down every morning,harbour", "He went down every morning", ["harbour"]),
        ("0:15,Bea,He went down every morning,harbour; nets; the men of the town", "He went down every morning", None),
        ("0:15,Bea,He went down every morning., early work", "He went down every morning.", ["early work"]),
        ("0:15,Bea,He went down.,she laughs and they all get up to look", "He went down.", None),
    ],
    ids=["a tag behind an unfinished sentence", "a list of tags", "a blank before a tag", "a remark"],
)
def test_tags_and_remarks_stay_what_they_are(row: str, line: str, tags: list[str] | None) -> None:
    script = film(row)
    assert line_of(script) == line
    assert tags_of(script) == (tags or [row.split(",")[3]])
    assert script.problems == ()


def test_columns_behind_the_speech_come_right_again() -> None:
    text = """what,who,time
Where did you live?,Ann,0:00
Above the chandler, you know, by the harbour,Bea,0:04
And your father?,Ann,0:09
"""
    script = parse(readers.from_bytes(text.encode(), "film.csv"))
    assert [(cue.speaker, str(cue.timecode), cue.line) for cue in script.cues] == [
        ("Ann", "00:00:00", "Where did you live?"),
        ("Bea", "00:00:04", "Above the chandler, you know, by the harbour"),
        ("Ann", "00:00:09", "And your father?"),
    ]
    assert [(problem.code, problem.span.first) for problem in script.problems] == [("speech-overflow", 3)]


def test_hardly_a_row_need_be_as_long_as_the_head() -> None:
    said = "We went down, you know, to the harbour, in the morning,boats"
    text = HEAD + "".join(f"0:{second:02},Bea,{said}\n" for second in range(10, 30))
    script = parse(readers.from_bytes(text.encode(), "film.csv"))
    assert {cue.line for cue in script.cues} == {"We went down, you know, to the harbour, in the morning"}
    assert {problem.code for problem in script.problems} == {"speech-overflow"}
    assert len(script.problems) == 20


def test_cells_beyond_the_names_of_the_columns_go_on_with_what_is_said() -> None:
    """A program that keeps a table makes all its rows as long as the longest."""
    head = "time,who,what,tags,,,\n"
    padded = BEFORE.replace("\n", ",,,\n")
    row = '0:15,Bea,I feel as if,we were,"closer then. We had","to be, we worked",together.\n'
    text = head + padded + row + AFTER.replace("\n", ",,,\n")
    script = parse(readers.from_bytes(text.encode(), "film.csv"))
    assert line_of(script) == "I feel as if we were closer then. We had to be, we worked together."
    assert [problem.code for problem in script.problems] == ["speech-overflow"]
    assert "tags, 5, 6 and 7" in script.problems[0].message


def test_a_column_of_remarks_is_left_alone() -> None:
    text = """time,who,what,remarks
0:00,Ann,Where did you live?,She looks at him while he is thinking.
0:04,Bea,We lived above the chandler.,He was born there as we know from the register.
0:09,Ann,And your father,We should have this checked with his sister.
0:12,Bea,He mended nets.,
"""
    script = parse(readers.from_bytes(text.encode(), "film.csv"))
    assert [cue.line for cue in script.cues][2] == "And your father"
    assert script.problems == ()


CELLS = st.sampled_from(
    ("", "0:05", "0:40", "Ann", "home", "We went", " you know", " there.", "[so", "56].", "we were", "x")
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=7), min_size=3, max_size=9))
def test_whatever_runs_over_every_character_is_given_back_in_order(cells: list[list[str]]) -> None:
    head = Row(1, ("time", "who", "what", "tags"), table=1)
    rows = (head, *(Row(number, tuple(row), table=1) for number, row in enumerate(cells, 2) if any(row)))
    given_back: dict[int, str] = {}
    for segment in columns.segments(rows):
        given_back[segment.number] = given_back.get(segment.number, "") + unblank(segment.text)
    assert given_back == typed_characters(rows)
