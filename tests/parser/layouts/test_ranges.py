"""Lists of in and out time, speaker and text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from tests.parser.layouts.labels import (
    annotated,
    assert_nothing_lost,
    ends,
    gold,
    mixed_rows,
    rows_of,
    sample,
    spoken,
    told,
)
from transcript import readers
from transcript.model import Kind, Row
from transcript.parser.layouts import ranges as layout


def test_speaker_and_text_below_each_range() -> None:
    rows = rows_of("""
00:00:03:20 - 00:00:11:00
Speaker 1
Nobody asks when the boats come back.
They come when they come.

00:00:11:10 - 00:00:15:00
Ann Lee
At 10:30 that night [unintelligible 00:00:13] we went.

00:00:15:10 - 00:00:17:00
Unknown
(gulls)
""")
    assert layout.score(rows) == 1
    assert spoken(layout, rows) == [
        ("00:00:03:20", "Speaker 1", "Nobody asks when the boats come back. They come when they come."),
        ("00:00:11:10", "Ann Lee", "At 10:30 that night [unintelligible 00:00:13] we went."),
    ]
    assert ends(layout, rows) == ["11", "15"]
    assert [sound.note for sound in told(layout, rows).sounds] == ["(gulls)"]


@pytest.mark.parametrize(
    "text",
    [
        "0:00:03 > 0:00:06This is the harbour.\n0:00:06 > 0:00:10We go out at four,\nevery day.",
        "1 00:00:03:00 00:00:06:00 This is the harbour.\n2 00:00:06:00 00:00:10:00 We go out at four,\nevery day.",
        (
            "In\tOut\tDuration\n00:00:03:00 00:00:06:00 00:00:03:00\nThis is the harbour.\n"
            "00:00:06:00 00:00:10:00 00:00:04:00\nWe go out at four, every day."
        ),
        "[00:00:03 - 00:00:06] This is the harbour.\n\n[00:00:06 - 00:00:10] We go out at four, every day.",
        "0:00:03.000,0:00:06.000\nThis is the harbour.\n\n0:00:06.000,0:00:10.000\nWe go out at four, every day.",
        (
            "@ Captions, version 1\n\n<begin subtitles>\n\n00:00:03:00 00:00:06:00\nThis is the harbour.\n\n"
            "00:00:06:00 00:00:10:00\nWe go out at four,\nevery day.\n\n<end subtitles>"
        ),
        (
            "WEBVTT\n\nNOTE by hand\n\n00:03.000 --> 00:06.000 align:start position:0%\nThis is the <i>harbour.</i>\n\n"
            "00:06.000 --> 00:10.000\nWe go out at four, every day."
        ),
        "00:00:03:00 , 00:00:06:00 , This is the harbour.\n00:00:06:00 , 00:00:10:00 , We go out at four, every day.",
        "00:00:03 to 00:00:06 This is the harbour.\n00:00:06 to 00:00:10 We go out at four, every day.",
    ],
    ids=[
        "arrows, glued",
        "numbered",
        "with durations",
        "brackets",
        "comma",
        "marked",
        "WebVTT",
        "between commas",
        "to",
    ],
)
def test_the_lists_of_many_programs(text: str) -> None:
    rows = rows_of(text)
    assert layout.score(rows) > 0.9
    assert [line for *_, line in spoken(layout, rows)] == ["This is the harbour.", "We go out at four, every day."]
    assert [time[:8] for time, *_ in spoken(layout, rows)] == ["00:00:03", "00:00:06"]
    assert ends(layout, rows) == ["6", "10"]


@pytest.mark.parametrize("between", ["\n", " ", ""], ids=["lines", "one line", "nothing"])
def test_srt_whose_line_breaks_a_crawler_lost(between: str) -> None:
    parts = [
        ("1", "00:00:03,200 --> 00:00:05,100", "This is the harbour."),
        ("2", "00:00:05,500 --> 00:00:08,000", "In 1984 there were 3 boats left."),
        ("3", "00:00:08,100 --> 00:00:10,000", "Nobody asked."),
        ("4", "00:00:10,100 --> 00:00:12,000", "1984"),
    ]
    rows = rows_of(between.join(between.join(part) for part in parts))
    assert layout.score(rows) > 0.9
    assert [line for *_, line in spoken(layout, rows)] == [text for *_, text in parts]
    assert [str(cue.start) for cue in told(layout, rows).cues] == ["16/5", "11/2", "81/10", "101/10"]
    assert [s.text for s in layout.segments(rows) if s.kind is Kind.FRONT] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee\n00:00:00 - 00:00:04\nWhere do you go?\n\nKarl Busch\n00:00:04 - 00:00:12\nOut to sea",
        "Ann Lee 00:00:00 - 00:00:04\nWhere do you go?\n\nKarl Busch 00:00:04 - 00:00:12\nOut to sea",
        "00:00:00 - 00:00:04 Ann Lee: Where do you go?\n00:00:04 - 00:00:12 Karl Busch: Out to sea",
        "00:00.000 --> 00:04.000\n<v Ann Lee>Where do you go?\n\n00:04.000 --> 00:12.000\n<v Karl Busch>Out to sea",
    ],
    ids=["above the range", "before the range", "before the text", "as voice tags"],
)
def test_names_where_programs_put_them(text: str) -> None:
    assert spoken(layout, rows_of(text)) == [
        ("00:00:00", "Ann Lee", "Where do you go?"),
        ("00:00:04", "Karl Busch", "Out to sea"),
    ]


def test_the_first_line_of_a_subtitle_is_no_name_where_few_have_two() -> None:
    rows = rows_of("""
1
00:00:03,200 --> 00:00:05,100
Sundays
we stay at home.

2
00:00:05,500 --> 00:00:08,000
Nobody asks.

3
00:00:08,500 --> 00:00:09,000
ANN LEE: Nobody.
""")
    assert spoken(layout, rows) == [
        ("00:00:03", None, "Sundays we stay at home."),
        ("00:00:05", None, "Nobody asks."),
        ("00:00:08", "ANN LEE", "Nobody."),
    ]


def test_a_list_of_shots_is_left_to_its_own_layout() -> None:
    rows = rows_of("00:00:32 - 00:00:51 Arrival of the boats\n00:00:51 - 00:01:02 M/S of the pier\n"
                   "00:01:02 - 00:01:20 Close-up, nets\n00:01:20 - 00:01:40 Pan across the harbour")  # fmt: skip
    assert layout.score(rows) < 0.5


def test_the_sample_is_labelled_as_annotated() -> None:
    rows = readers.read(sample("ranges")).rows
    assert layout.score(rows) > 0.9
    assert annotated(layout.segments(rows)) == gold("ranges")


@given(rows=mixed_rows("ranges"))
def test_nothing_is_lost(rows: tuple[Row, ...]) -> None:
    assert_nothing_lost(layout, rows)


def test_pages_about_films_are_no_lists(shared: Path) -> None:
    for path in (shared / "scripts" / "not-scripts").iterdir():
        assert layout.score(readers.read(path).rows) < 0.5


def test_a_numbered_speaker_before_speech_whose_line_breaks_a_crawler_lost() -> None:
    document = (
        "00:01:23:24 - 00:01:36:04 Speaker 1 Thank you for coming out here today. "
        "00:02:34:11 - 00:02:36:22 Speaker 2 It is a pleasure, and the tide is out. "
        "00:02:37:01 - 00:02:40:22 Speaker 1 Then let us begin with the boats.\n"
    )
    segments = layout.segments(rows_of(document))
    assert [segment.text for segment in segments if segment.kind in (Kind.SPEAKER, Kind.LINE)] == [
        "Speaker 1",
        "Thank you for coming out here today.",
        "Speaker 2",
        "It is a pleasure, and the tide is out.",
        "Speaker 1",
        "Then let us begin with the boats.",
    ]
