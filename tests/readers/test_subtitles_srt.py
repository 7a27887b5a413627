"""SRT files as people have them -> cues."""

from __future__ import annotations

import pysubs2
import pytest
import srt
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.captions import Cue, cues_of, document_of, front_of, rows_of, said_in, unplaced_in
from transcript.errors import UnreadableDocument
from transcript.model import Row
from transcript.readers import Limits, subtitles_srt

FILM = """\
1
00:00:01,000 --> 00:00:02,500
Every morning before dawn
the boats leave.

2
00:00:03,000 --> 00:00:04,000
<i>Nobody counts them.</i>
"""


def test_a_cue_is_a_row_of_start_end_speaker_and_text() -> None:
    assert rows_of(FILM) == (
        Row(2, ("00:00:01.000", "00:00:02.500", "", "Every morning before dawn\nthe boats leave.")),
        Row(7, ("00:00:03.000", "00:00:04.000", "", "Nobody counts them.")),
    )


@pytest.mark.parametrize("data", [FILM.encode("utf-8-sig"), FILM.encode("utf-16"), FILM.replace("\n", "\r\n").encode()])
def test_marks_and_line_ends_make_no_difference(data: bytes) -> None:
    assert rows_of(data) == rows_of(FILM)


def test_an_old_encoding_is_found() -> None:
    document = document_of("1\n00:00:01,000 --> 00:00:02,000\nThe café’s gone.\n".encode("cp1252"))
    assert document.encoding == "cp1252"
    assert document.rows[0].cells[3] == "The café’s gone."


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("0:0:1,5 --> 0:0:2,25", "00:00:01.500", "00:00:02.250"),
        ("00:01.200 --> 00:02.400", "00:00:01.200", "00:00:02.400"),
        ("1:02:03 --> 1:02:04", "01:02:03.000", "01:02:04.000"),
        ("00:00:01.000-->00:00:02.000", "00:00:01.000", "00:00:02.000"),
        ("00: 00: 01, 000 -> 00: 00: 02, 000", "00:00:01.000", "00:00:02.000"),
        ("00:00:01,000 --> 00:00:02,000 X1:100 X2:200 Y1:10 Y2:20", "00:00:01.000", "00:00:02.000"),
        ("00:75:00,000 --> 123:00:00,000", "01:15:00.000", "123:00:00.000"),
        ("00:00:01,0009 --> 00:00:01,0004", "00:00:01.001", "00:00:01.000"),
        ("-00:00:01,500 --> 00:00:00,000", "-00:00:01.500", "00:00:00.000"),
        ("00:00:05,000 --> 00:00:05,000", "00:00:05.000", "00:00:05.000"),
        ("00:00:05,000 --> 00:00:04,000", "00:00:05.000", "00:00:04.000"),
    ],
)
def test_times_are_read_however_they_are_typed(typed: str, start: str, end: str) -> None:
    assert cues_of(f"{FILM}\n3\n{typed}\nGate\n")[-1] == Cue(start, end, "", "Gate")


def test_frames_are_not_milliseconds() -> None:
    assert cues_of(f"{FILM}\n3\n00:00:05:12 --> 00:00:06:24\nGate\n")[-1][:2] == ("00:00:05:12", "00:00:06:24")


def test_blank_lines_inside_a_cue_lose_nothing() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nIt was\n\n1984\n\n2\n00:00:03,000 --> 00:00:04,000\nand cold.\n"
    assert said_in(text) == [("", "It was\n1984"), ("", "and cold.")]


def test_a_number_at_the_end_of_the_last_cue_is_spoken() -> None:
    assert said_in("1\n00:00:01,000 --> 00:00:02,000\nIt was\n1984\n") == [("", "It was\n1984")]


def test_numbers_may_be_missing_and_then_those_above_a_time_are_spoken() -> None:
    text = (
        "00:00:01,000 --> 00:00:02,000\nGate\n\n00:00:03,000 --> 00:00:04,000\nIt was\n1984\n"
        "00:00:05,000 --> 00:00:06,000\nYes"
    )
    assert said_in(text) == [("", "Gate"), ("", "It was\n1984"), ("", "Yes")]


def test_numbers_may_be_all_the_same() -> None:
    cues = "".join(f"0\n00:00:0{n},000 --> 00:00:0{n},900\nLine {n}\n\n" for n in range(5))
    assert said_in(cues) == [("", f"Line {n}") for n in range(5)]


def test_blank_lines_that_a_crawler_lost_part_no_cues() -> None:
    lines = ["Every morning", "It was\n1984", "and cold\n12", "Nobody\ncounts them."]
    flat = "\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}" for n, line in enumerate(lines, 1))
    assert said_in(flat) == [("", line) for line in lines]


def test_cues_that_a_crawler_ran_together_in_a_line_are_parted() -> None:
    film = f"{FILM}\n3\n00:00:05,000 --> 00:00:06,000\nThe tide does.\n"
    run_together = "Subtitles of a film: " + " ".join(film.split())
    assert rows_of(run_together) == (
        Row(1, ("Subtitles of a film:",), front=True),
        Row(1, ("00:00:01.000", "00:00:02.500", "", "Every morning before dawn the boats leave.")),
        Row(1, ("00:00:03.000", "00:00:04.000", "", "Nobody counts them.")),
        Row(1, ("00:00:05.000", "00:00:06.000", "", "The tide does.")),
    )


def test_a_year_at_the_end_of_a_cue_stays_where_cues_are_run_together() -> None:
    counted = "\n".join(f"{n}\n0:0:{n},0 --> 0:0:{n},9\nThat was in 1984.\nOr {1980 + n}" for n in range(1, 6))
    run_together = " ".join(counted.split())
    assert [cue.text for cue in cues_of(run_together)] == [f"That was in 1984. Or {1980 + n}" for n in range(1, 6)]


def test_a_number_that_belongs_to_no_cue_is_kept_as_unplaced() -> None:
    cues = [f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nLine {n}\n" for n in range(1, 8)]
    cues[3] = cues[3].replace("4\n", "1984\n", 1)
    text = "\n".join(cues)
    assert said_in(text) == [("", f"Line {n}") for n in range(1, 8)]
    assert unplaced_in(text) == [(13, "1984")]


def test_a_timing_line_with_a_slip_takes_its_lines_out_of_speech_and_not_out_of_sight() -> None:
    text = FILM.replace("00:00:03,000 -->", "00:00:O3,00O -->")
    assert said_in(text) == [("", "Every morning before dawn\nthe boats leave.")]
    assert unplaced_in(text) == [(7, "00:00:O3,00O --> 00:00:04,000"), (8, "<i>Nobody counts them.</i>")]


def test_an_arrow_in_speech_is_speech() -> None:
    assert said_in(FILM + "\nfrom A --> B\n")[-1] == ("", "Nobody counts them.\nfrom A --> B")


def test_what_stands_before_the_first_cue_is_front() -> None:
    assert front_of("Subtitles by the harbour museum\n\n" + FILM) == ["Subtitles by the harbour museum"]


def test_a_cue_without_text_is_a_cue() -> None:
    assert cues_of("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nGate\n")[0].text == ""


def test_text_behind_the_times_is_text() -> None:
    assert said_in("1 00:00:01,000 --> 00:00:02,000 Gate\n2 00:00:03,000 --> 00:00:04,000 Pier\n") == [
        ("", "Gate"),
        ("", "Pier"),
    ]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ('<font color="#ff0000">Gate</font>', "Gate"),
        ("{\\an8}<b>Gate</B>", "Gate"),
        ("{y:i}Gate", "Gate"),
        ("Fish &amp; chips &lt;3", "Fish & chips <3"),
        ("5 < 6 and <unclear> {sic}", "5 < 6 and <unclear> {sic}"),
        ("one<br/>two", "one\ntwo"),
        ("AT&T", "AT&T"),
    ],
)
def test_markup_is_taken_off_and_what_is_none_stays(typed: str, plain: str) -> None:
    assert said_in(f"1\n00:00:01,000 --> 00:00:02,000\n{typed}\n") == [("", plain)]


@pytest.mark.parametrize(
    "hostile",
    [
        "<v" + " " * 50_000,
        "<" * 50_000,
        "{\\" * 20_000,
        "&#" + "9" * 10_000 + ";",
        "9" * 50_000,
        "1:" * 20_000,
        "a --> " + " " * 50_000 + "x",
        "A " * 30_000 + ":",
        "[" * 30_000,
        ">> " * 10_000,
    ],
)
def test_hostile_lines_are_read_as_the_text_they_are(hostile: str) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\nGate\n{hostile}\n\n2\n00:00:03,000 --> 00:00:04,000\nPier\n"
    assert said_in(text) == [("", f"Gate\n{hostile.strip()}"), ("", "Pier")]


def test_a_script_with_other_arrows_is_no_srt() -> None:
    assert document_of("00:00:03 -> 00:00:05\nGate\n").layout is None


def test_a_file_without_a_cue_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="has no cue"):
        subtitles_srt.read(b"Gate\n\nPier\n", None, Limits())


LINE = st.text(
    st.characters(codec="utf-8", categories=["L", "P", "Zs"], exclude_characters="<>{}&[]:：\xa0"), min_size=1
)
TEXT = st.lists(LINE.map(str.strip).filter(bool), min_size=1, max_size=3).map("\n".join)
CUES = st.lists(st.tuples(st.integers(0, 359_000_000), st.integers(0, 9_999), TEXT), min_size=1, max_size=12)


def composed(cues: list[tuple[int, int, str]]) -> str:
    def stamp(ms: int) -> str:
        return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"

    return "\n\n".join(
        f"{n}\n{stamp(start)} --> {stamp(start + length)}\n{text}" for n, (start, length, text) in enumerate(cues, 1)
    )


@given(CUES)
def test_every_cue_comes_back_as_it_was_written(cues: list[tuple[int, int, str]]) -> None:
    read = cues_of(composed(cues))
    assert [cue.text for cue in read] == ["\n".join(line.strip() for line in text.split("\n")) for _, _, text in cues]


@given(CUES)
def test_other_readers_see_the_same_times(cues: list[tuple[int, int, str]]) -> None:
    text = composed(cues)
    read = [(cue.start, cue.end) for cue in cues_of(text)]
    assert read == [(clock(cue.start.total_seconds()), clock(cue.end.total_seconds())) for cue in srt.parse(text)]
    assert sorted(read) == sorted(
        (clock(event.start / 1000), clock(event.end / 1000))
        for event in pysubs2.SSAFile.from_string(text, format_="srt")
    )


def clock(seconds: float) -> str:
    ms = round(seconds * 1000)
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Nd"], exclude_characters="<>{}&[]:：\0\ufeff\xad")))
def test_nothing_between_two_cues_is_lost_or_invented(noise: str) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\nGate\n{noise}\n\n2\n00:00:03,000 --> 00:00:04,000\nPier\n"
    read = "".join(text for _, text in said_in(text))
    assert "".join(read.split()) == "".join(f"Gate{noise}Pier".split())
