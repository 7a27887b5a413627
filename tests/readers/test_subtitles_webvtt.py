"""WebVTT by the file parsing rules of the W3C recommendation."""

from __future__ import annotations

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.captions import Cue, cues_of, document_of, front_of, rows_of, said_in, unplaced_in
from transcript.errors import UnreadableDocument
from transcript.model import Row
from transcript.readers import Limits, subtitles_webvtt

TIMES = "00:00:01.000 --> 00:00:02.000"


def vtt(body: str, header: str = "WEBVTT") -> str:
    return f"{header}\n\n{body}"


def test_cues_that_a_crawler_ran_together_are_parted() -> None:
    run_together = "WEBVTT 00:01.000 --> 00:02.000 (waves) 00:03.500 --> 00:04.000 Nobody counts the boats."
    assert rows_of(run_together) == (
        Row(1, ("00:00:01.000", "00:00:02.000", "", "(waves)")),
        Row(1, ("00:00:03.500", "00:00:04.000", "", "Nobody counts the boats.")),
    )


def starts(body: str) -> list[str]:
    return [cue.start for cue in cues_of(vtt(f"{body}\n\n01:00:00.000 --> 01:00:01.000\nlast"))][:-1]


def test_a_file_with_all_that_belongs_there() -> None:
    text = vtt(
        "STYLE\n::cue { color: white }\n\nREGION\nid:upper\n\nNOTE checked by Ann\n\n"
        "opening\n00:01.000 --> 00:02.500 align:start region:upper\n<v Ann Lee>Nobody counts\n<i>them</i>.</v>\n\n"
        "2\n00:03.000 --> 00:04.000\n<v.loud Bob>No.\n",
        "WEBVTT - Harbour\nKind: captions",
    )
    assert rows_of(text) == (
        Row(1, ("WEBVTT - Harbour",), front=True),
        Row(2, ("Kind: captions",), front=True),
        Row(4, ("STYLE",), front=True),
        Row(5, ("::cue { color: white }",), front=True),
        Row(7, ("REGION",), front=True),
        Row(8, ("id:upper",), front=True),
        Row(10, ("NOTE checked by Ann",), front=True),
        Row(12, ("opening",), front=True),
        Row(13, ("00:00:01.000", "00:00:02.500", "Ann Lee", "Nobody counts\nthem.")),
        Row(18, ("00:00:03.000", "00:00:04.000", "Bob", "No.")),
    )


@pytest.mark.parametrize("signature", ["WEBVTT", "\ufeffWEBVTT", "WEBVTT ", "WEBVTT\tby Ann", "WEBVTT 00:01.000 --> 1"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_signatures_and_line_ends(signature: str, line_end: str) -> None:
    text = vtt(f"{TIMES}\nGate\nPier\n", signature).replace("\n", line_end)
    assert said_in(text) == [("", "Gate\nPier")]


@pytest.mark.parametrize("signature", ["WEBVTTX", "WEBVT", "webvtt", " WEBVTT", "\nWEBVTT", "WEBVTT\f"])
def test_other_signatures_are_none(signature: str) -> None:
    with pytest.raises(UnreadableDocument, match="first line must begin with WEBVTT"):
        subtitles_webvtt.read(vtt(f"{TIMES}\nGate", signature).encode(), None, Limits())


def test_a_header_ends_at_a_blank_line_or_at_a_time() -> None:
    assert said_in(f"WEBVTT\n{TIMES}\nGate") == [("", "Gate")]
    assert said_in(f"WEBVTT\nLanguage: en\n{TIMES}\nGate") == [("", "Gate")]
    assert front_of(f"WEBVTT\nLanguage: en\n\n{TIMES}\nGate") == ["Language: en"]


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("00:00:05.000 --> 00:00:06.000", "00:00:05.000"),
        ("00:05.000 --> 00:06.000", "00:00:05.000"),
        ("0:00:05.000 --> 0:00:06.000", "00:00:05.000"),
        ("100:00:05.000 --> 100:00:06.000", "100:00:05.000"),
        ("00:59:59.999 --> 01:00:00.000", "00:59:59.999"),
        ("00:00:05.000-->00:00:06.000", "00:00:05.000"),
        (" \t\f00:00:05.000\t-->\f 00:00:06.000", "00:00:05.000"),
        ("00:00:05.000 --> 00:00:06.000align:end", "00:00:05.000"),
        ("00:00:05.000 --> 00:00:06.000 nonsense ::: %", "00:00:05.000"),
        ("00:00:05.000 --> 00:00:04.000", "00:00:05.000"),
        ("00:00:05.000 --> 00:00:05.000", "00:00:05.000"),
    ],
)
def test_times_that_are_accepted(typed: str, start: str) -> None:
    assert starts(f"{typed}\nGate") == [start]


@pytest.mark.parametrize(
    "typed",
    [
        "5:00.000 --> 00:00:06.000",
        "00:5.000 --> 00:00:06.000",
        "00:0:05.000 --> 00:00:06.000",
        "00:000:05.000 --> 00:00:06.000",
        "00:00:005.000 --> 00:00:06.000",
        "00:00:05.00 --> 00:00:06.000",
        "00:00:05.0000 --> 00:00:06.000",
        "00:00:05,000 --> 00:00:06.000",
        "00:00:05 --> 00:00:06.000",
        "00:60:05.000 --> 01:61:06.000",
        "00:00:60.000 --> 00:01:06.000",
        "60:00.000 --> 01:00:06.000",
        "-00:00:05.000 --> 00:00:06.000",
        "x00:00:05.000 --> 00:00:06.000",
        "00:00:05.000x --> 00:00:06.000",
        "00:00:05.000 -x-> 00:00:06.000 -->",
        "00:00:05.000 -->",
        "--> 00:00:06.000",
        "00:00:05.000 --> x00:00:06.000",
        "\v00:00:05.000 --> 00:00:06.000",
        "٠0:00:05.000 --> 00:00:06.000",
    ],
)
def test_times_that_are_not_accepted_make_no_cue_and_no_silence(typed: str) -> None:
    text = vtt(f"{typed}\nGate\n\n{TIMES}\nPier")
    assert said_in(text) == [("", "Pier")]
    assert unplaced_in(text) == [(3, typed.strip()), (4, "Gate")]


def test_a_time_in_the_third_line_begins_another_cue() -> None:
    text = vtt(f"{TIMES}\nGate\n00:00:05.000 --> 00:00:06.000\nPier\n-->\n{TIMES}\nQuay")
    assert said_in(text) == [("", "Gate"), ("", "Pier"), ("", "Quay")]
    assert unplaced_in(text) == [(7, "-->")]


def test_a_time_right_below_another_begins_another_cue() -> None:
    assert said_in(vtt(f"{TIMES}\n{TIMES}\nGate")) == [("", ""), ("", "Gate")]


def test_a_line_of_blanks_is_no_blank_line() -> None:
    assert said_in(vtt(f"{TIMES}\nGate\n \nPier")) == [("", "Gate\nPier")]
    assert said_in(vtt(f" \n{TIMES}\nGate")) == [("", "Gate")]


def test_what_stands_behind_a_blank_line_in_a_cue_is_seen() -> None:
    text = vtt(f"{TIMES}\nGate\n\nPier\n")
    assert said_in(text) == [("", "Gate")]
    assert unplaced_in(text) == [(6, "Pier")]


def test_notes_may_stand_anywhere_and_hold_anything_but_a_time() -> None:
    text = vtt(f"NOTE\nfirst\n\n{TIMES}\nGate\n\nNOTE last\nline -- > \n\nNOTEBOOK\n{TIMES}\nPier")
    assert said_in(text) == [("", "Gate"), ("", "Pier")]
    assert front_of(text) == ["NOTE", "first", "NOTE last", "line -- >", "NOTEBOOK"]


def test_a_nul_is_shown_as_the_replacement_character() -> None:
    assert said_in(vtt(f"{TIMES}\nGa\0te").encode()) == [("", "Ga\ufffdte")]


def test_voices_of_one_cue_are_rows_of_their_own() -> None:
    text = vtt(f"{TIMES}\n(wind)\n<v Ann>Who counts them?</v>\n<v Bob &amp; Cy>Nobody.")
    assert cues_of(text) == [
        Cue("00:00:01.000", "00:00:02.000", "", "(wind)"),
        Cue("00:00:01.000", "00:00:02.000", "Ann", "Who counts them?"),
        Cue("00:00:01.000", "00:00:02.000", "Bob & Cy", "Nobody."),
    ]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("<c.yellow.bg_blue>Gate</c>", "Gate"),
        ("<00:00:01.500>Every <00:00:01.700><c>morning</c>", "Every morning"),
        ("<lang en-GB>Gate</lang> &lrm;<b></b>", "Gate \u200e"),
        ("<ruby>漢<rt>kan</rt></ruby>", "漢kan"),
        ("&lt;i&gt; &amp;amp; &#x41;", "<i> &amp; A"),
        ("5 < 6", "5 < 6"),
    ],
)
def test_markup_and_references(typed: str, plain: str) -> None:
    assert said_in(vtt(f"{TIMES}\n{typed}")) == [("", plain)]


def test_a_file_with_commas_for_points_is_read_all_the_same() -> None:
    text = vtt("1\n00:00:01,000 --> 00:00:02,000\nGate\n\n2\n0:00:03,0 --> 0:00:04,0\nPier")
    assert cues_of(text) == [
        Cue("00:00:01.000", "00:00:02.000", "", "Gate"),
        Cue("00:00:03.000", "00:00:04.000", "", "Pier"),
    ]
    assert unplaced_in(text) == []


def test_so_is_one_with_a_single_cue() -> None:
    assert cues_of(vtt("00:00:01,000 --> 00:00:02,000\nGate")) == [Cue("00:00:01.000", "00:00:02.000", "", "Gate")]


def test_a_file_whose_times_are_mostly_rubbish_is_refused_rather_than_read_in_shreds() -> None:
    rubbish = "\n\n".join(f"00:0{n}x:00.000 --> 00:0{n}y:02.000\nGate" for n in range(6))
    with pytest.raises(UnreadableDocument, match="has no cue"):
        document_of(vtt(f"{rubbish}\n\n00:01:00,000 --> 00:01:02,000\nPier\n\n0:01:05:000 --> 0:01:06:000\nQuay"))


def test_one_slip_among_commas_for_points_is_reported() -> None:
    slip = "00:00:03,000 --> 00:00:0x,000"
    text = vtt(f"00:00:01,000 --> 00:00:02,000\nGate\n\n{slip}\nPier\n\n00:00:05,000 --> 00:00:06,000\nQuay")
    assert said_in(text) == [("", "Gate"), ("", "Quay")]
    assert unplaced_in(text) == [(6, slip), (7, "Pier")]


def test_a_file_without_a_cue_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="has no cue"):
        document_of("WEBVTT\n\nNOTE nothing here\n")


LINE = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"], exclude_characters="&<>{}[]:："), min_size=1)
CUES = st.lists(st.tuples(st.integers(0, 35_999_999), st.integers(1, 9_999), LINE), min_size=1, max_size=12)


@given(CUES)
def test_another_reader_sees_the_same(cues: list[tuple[int, int, str]]) -> None:
    def stamp(ms: int) -> str:
        return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"

    text = vtt("\n\n".join(f"{stamp(start)} --> {stamp(start + length)}\n{line}" for start, length, line in cues))
    other = [(cue.start, cue.end, cue.text) for cue in webvtt.from_string(text).captions]
    assert [(cue.start, cue.end, cue.text) for cue in cues_of(text)] == other


BLOCKS = st.lists(
    st.sampled_from(["", " ", "Gate", "-->", TIMES, "00:05.000 --> 00:06.000", "NOTE", "STYLE", "0:5 --> 1", "7"])
)


@given(BLOCKS)
def test_every_line_is_in_a_row_or_is_a_number_or_markup(lines: list[str]) -> None:
    text = "\n".join(["WEBVTT", "", TIMES, "Quay", "", *lines])
    rows = rows_of(text)
    cues = [row for row in rows if len(row.cells) == 4]
    kept = sum(row.cells[0] in {"Gate", "NOTE", "STYLE"} for row in rows if len(row.cells) == 1)
    kept += sum(line in {"Gate", "NOTE", "STYLE"} for row in cues for line in row.cells[3].split("\n"))
    assert kept == sum(line in {"Gate", "NOTE", "STYLE"} for line in lines)
    assert len(cues) == 1 + sum("00 --> " in line for line in lines)
