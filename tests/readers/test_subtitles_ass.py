"""SubStation Alpha, old and advanced."""

from __future__ import annotations

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.captions import Cue, cues_of, front_of, refusal_of, rows_of, said_in, unplaced_in

HEAD = """\
[Script Info]
Title: The Harbour
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def event(text: str, name: str = "", start: str = "0:00:01.00", end: str = "0:00:02.50", what: str = "Dialogue") -> str:
    return f"{what}: 0,{start},{end},Default,{name},0,0,0,,{text}\n"


def test_an_event_is_a_cue_and_its_name_the_speaker() -> None:
    text = HEAD + event("Nobody counts them, not now.", "Ann Lee") + event("Gate")
    assert cues_of(text) == [
        Cue("00:00:01.000", "00:00:02.500", "Ann Lee", "Nobody counts them, not now."),
        Cue("00:00:01.000", "00:00:02.500", "", "Gate"),
    ]
    assert rows_of(text)[-1].number == 12


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        (r"{\i1}Gate{\i0}, {\c&HFFFFFF&\pos(1,2)}pier", "Gate, pier"),
        (r"Every morning\Nthe boats\nleave.", "Every morning\nthe boats\nleave."),
        (r"one\htwo", "one\u00a0two"),
        (r"{checked by Ann}Gate", "Gate"),
        (r"a { b", "a { b"),
        ("NARRATOR: Gate", "Gate"),
        ("", ""),
    ],
)
def test_overrides_are_markup(typed: str, plain: str) -> None:
    assert said_in(HEAD + event(typed))[0][1] == plain


def test_drawings_and_comments_and_the_head_are_front() -> None:
    text = HEAD + event(r"{\p1}m 0 0 l 10 10{\p0}Gate") + event(r"{\p2\an7}m 1 1") + event("later", what="Comment")
    assert said_in(text) == [("", "Gate")]
    assert front_of(text)[-3:] == ["m 0 0 l 10 10", "m 1 1", event("later", what="Comment").strip()]
    assert "Title: The Harbour" in front_of(text)


def test_the_format_line_says_where_the_fields_are() -> None:
    head = "[Script Info]\n[Events]\nFormat: Marked, Start, End, Actor, Text\n"
    assert cues_of(head + "Dialogue: Marked=0,0:00:01.00,0:00:02.00,Ann,Yes, we did.\n") == [
        Cue("00:00:01.000", "00:00:02.000", "Ann", "Yes, we did.")
    ]


def test_an_event_without_a_time_is_seen() -> None:
    text = HEAD + event("Gate") + event("Pier", start="soon")
    assert said_in(text) == [("", "Gate")]
    assert unplaced_in(text) == [(12, event("Pier", start="soon").strip())]


def test_attached_fonts_are_no_text() -> None:
    text = HEAD + event("Gate") + "\n[Fonts]\nfontname: harbour.ttf\nM1<ABC\n"
    assert said_in(text) == [("", "Gate")]
    assert not any("M1<ABC" in line for line in front_of(text))


def test_marks_and_line_ends_make_no_difference() -> None:
    text = HEAD + event("Gate")
    assert said_in(text.replace("\n", "\r\n").encode("utf-16")) == said_in(text)


def test_a_file_without_events_is_refused() -> None:
    assert "has no cue" in refusal_of(HEAD)


LINE = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"], exclude_characters="{}[]\\:："), min_size=1)


@given(st.lists(st.tuples(st.integers(0, 3_599_999), st.integers(0, 999), LINE), min_size=1, max_size=10))
def test_another_reader_sees_the_same(events: list[tuple[int, int, str]]) -> None:
    def stamp(cs: int) -> str:
        return f"{cs // 360000}:{cs // 6000 % 60:02}:{cs // 100 % 60:02}.{cs % 100:02}"

    text = HEAD + "".join(event(line, "", stamp(start), stamp(start + length)) for start, length, line in events)
    other = pysubs2.SSAFile.from_string(text, format_="ass")
    read = cues_of(text)
    assert [cue.text for cue in read] == [entry.plaintext.strip() for entry in other]
    assert [cue.start for cue in read] == [clock(entry.start) for entry in other]
    assert [cue.end for cue in read] == [clock(entry.end) for entry in other]


def clock(ms: int) -> str:
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"
