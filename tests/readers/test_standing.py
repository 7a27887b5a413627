"""Finished subtitles as they stand in their file, whatever the parser makes of them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.readers.captions import document_of
from transcript.model import Span
from transcript.readers.standing import Standing, standing
from transcript.timecode import FrameRate

VTT = "WEBVTT\n\n"
ASS = """\
[Script Info]
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:02.50,Default,ANN,0,0,0,,{\\i1}Every morning\\Nbefore dawn{\\i0}
"""
TTML = """\
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata">
<head><metadata><ttm:agent xml:id="a" type="person"><ttm:name type="full">ANN</ttm:name></ttm:agent>
<ttm:agent xml:id="b" type="person"><ttm:name type="full">BEN</ttm:name></ttm:agent></metadata></head>
<body><div><p begin="1s" end="2.5s">Every morning<br/>before dawn</p>
<p begin="3s" end="4s"><span ttm:agent="a">-Over?</span> <span ttm:agent="b">-Not yet.</span></p></div></body></tt>
"""


def stands(content: str, name: str = "film.srt", rate: FrameRate | None = None) -> tuple[Standing, ...]:
    return standing(document_of(content, name).captions, rate)


@pytest.mark.parametrize(
    ("content", "name", "lines"),
    [
        ("1\n00:00:01,000 --> 00:00:02,500\n<i>Every morning</i>\nbefore dawn\n\n", "film.srt", (2, 4)),
        (f"{VTT}cue one\n00:01.000 --> 00:02.500 align:left\n<c.red>Every morning</c>\nbefore dawn\n", "a.vtt", (4, 6)),
        ("0:00:01.000,0:00:02.500\nEvery morning[br]before dawn\n", "film.sbv", (1, 2)),
        (ASS, "film.ass", (4, 4)),
        (TTML, "film.ttml", (1, 1)),
    ],
)
def test_the_lines_and_times_of_every_kind_of_subtitles(content: str, name: str, lines: tuple[int, int]) -> None:
    number, subtitle, span = stands(content, name)[0]
    assert (number, span) == (1, Span(*lines))
    assert (subtitle.start, subtitle.end) == (1000, 2500)
    assert subtitle.lines == ("Every morning", "before dawn")


def test_a_name_that_is_typed_before_the_words_is_shown_and_counts() -> None:
    (only,) = stands("1\n00:00:01,000 --> 00:00:02,500\nANN LEE: Every morning.\n")
    assert only.subtitle.lines == ("ANN LEE: Every morning.",)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<v Ann>-Over?</v>\n<v Ben>-Not yet.", ("-Over?", "-Not yet.")),
        ("<v Ann>Over?</v> <v Ben>Not yet.</v>", ("Over? Not yet.",)),
        ("<v Ann>Over?", ("Over?",)),
    ],
)
def test_voices_of_one_cue_are_one_subtitle_with_the_lines_it_has(text: str, lines: tuple[str, ...]) -> None:
    (only,) = stands(f"{VTT}00:01.000 --> 00:02.500\n{text}\n")
    assert only.subtitle.lines == lines


def test_spans_of_one_paragraph_are_one_subtitle_too() -> None:
    _, shared = stands(TTML, "film.ttml")
    assert shared.subtitle.lines == ("-Over? -Not yet.",)
    assert shared.number == 2


def test_they_stand_in_the_order_of_their_times_and_keep_their_numbers() -> None:
    cues = [("00:00:05,000", "00:00:06,000"), ("00:00:01,000", "00:00:09,000"), ("00:00:03,000", "00:00:02,000")]
    content = "".join(f"{n}\n{start} --> {end}\nLine {n}.\n\n" for n, (start, end) in enumerate(cues, 1))
    found = stands(content)
    assert [(one.number, one.subtitle.start, one.subtitle.end) for one in found] == [
        (2, 1000, 9000),
        (3, 3000, 2000),
        (1, 5000, 6000),
    ]


def test_what_shows_nothing_is_left_out_and_counted() -> None:
    content = "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nGate.\n"
    assert [(one.number, one.subtitle.lines) for one in stands(content)] == [(2, ("Gate.",))]


def test_times_that_count_frames_need_the_rate() -> None:
    content = "1\n00:00:01:00 --> 00:00:02:12\nGate.\n\n2\n00:00:03:00 --> 00:00:03:24\nPier.\n"
    rate = FrameRate(Fraction(25))
    assert [(one.subtitle.start, one.subtitle.end) for one in stands(content, rate=rate)] == [
        (1000, 2480),
        (3000, 3960),
    ]
    assert [one.number for one in stands(content, rate=FrameRate(Fraction(24)))] == [1]  # there is no frame 24 of 24
    assert stands(content) == ()


def test_times_before_zero() -> None:
    (only,) = stands("1\n-00:00:01,500 --> 00:00:00,000\nGate.\n")
    assert (only.subtitle.start, only.subtitle.end) == (-1500, 0)


def test_a_script_has_none() -> None:
    assert document_of("NARRATOR 10.00.02\nGate.\n", "film.txt").captions == ()
