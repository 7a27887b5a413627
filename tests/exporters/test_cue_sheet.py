"""The table of cues and shots, as its two formats write it and as it is read again."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

import transcript as api
from tests.builders import RATES, cue, plain_lines, shot, title, transcript, transcripts
from tests.exporters.films import FILM, PAL, PLACES, film_at
from transcript.archive import is_archive
from transcript.conform import Offset, moved_by
from transcript.cue_sheet import Column
from transcript.exporters import ExportOptions, export
from transcript.exporters.safety import shown
from transcript.exporters.xlsx import MOST_CHARACTERS
from transcript.model import Provenance, Span, Timing, Transcript
from transcript.parser import ParseSettings, label, parse
from transcript.readers import from_bytes
from transcript.spotting import settle_ends
from transcript.timecode import FrameRate, Timecode

FORMS = ["csv", "xlsx"]
ALL = ExportOptions()
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
WHOLE = [SAMPLES / "layouts" / name for name in ("stamped.txt", "named.txt", "speaker-clock.md")]
SCRIPTS = sorted([*SAMPLES.glob("*.txt"), *(SAMPLES / "layouts").iterdir()])

WHOLE_SECONDS = """\
Harbour at dawn\t09.59.57\tNARRATOR
\t10.00.02\tIT WAS THE LONGEST EVER MADE.
MS\t10.00.58\t
\t10.01.00\tANNA FIELD
\t\tNobody thought that it would work.
"""

HARBOUR = transcript(
    cues=[
        cue("NARRATOR", "10:00:02", "IT WAS HERE.", lines=(3, 4), voice_over=True, shot=1),
        replace(
            cue("ANN FIELD", "10:00:08", "-- yes, “so”", number=2, lines=(8, 8), lasting=Fraction(7, 3), shot=2),
            qualifier="WELSH",
            time=Provenance.REPAIRED,
            typed="10.00.80",
        ),
        replace(cue(None, "10:00:14", "Who is this?", number=3, lines=(10, 10), lasting=2), end_given=True),
    ],
    shots=[
        shot("10:00:00", "Gate", lines=(1, 2), lasting=8),
        shot("10:00:08", "Archive, CU of pier b/w", number=2, lines=(6, 7), size="CU"),
    ],
    titles=[title("10:00:20", "The End", line=11)],
)


def sheet_of(content: bytes) -> Worksheet:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return sheet


def records(form: str, script: Transcript, options: ExportOptions = ALL) -> list[dict[str, str]]:
    """The rows of a table as an independent reader has them, by the names at the head; numbers as it shows them."""
    content = export(form, script, (), options).content
    if form == "csv":
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    head, *rows = sheet_of(content).values
    return [
        {str(name): "" if cell is None else str(cell) for name, cell in zip(head, row, strict=True)} for row in rows
    ]


def read_again(form: str, script: Transcript) -> Transcript:
    content = export(form, script).content
    return settle_ends(parse(from_bytes(content, f"film.{form}"), ParseSettings()))


def said(script: Transcript) -> list[tuple[str | None, str, Fraction, bool]]:
    return [(one.speaker, one.line, one.start, one.voice_over) for one in script.cues]


def seen(script: Transcript) -> list[tuple[object, ...]]:
    return [
        *((one.note, one.start, one.end, one.size) for one in script.shots),
        *((one.note, one.start) for one in script.sounds),
        *((one.text, one.start) for one in script.titles),
    ]


class TestTheTable:
    def test_as_csv(self) -> None:
        made = export("csv", HARBOUR)
        assert made.content.decode("utf-8-sig").split("\r\n") == [
            "Type,No.,In,Out,Duration,Seconds,Speaker,V/O,Qualifier,Size,Text,In is,Out is,Typed,Reel,Lines,Frame rate",
            "shot,1,10:00:00,10:00:08,00:00:08,8,,,,,Gate,given,given,,1,1–2,",
            "speech,1,10:00:02,10:00:06,00:00:04,4,NARRATOR,V/O,,,IT WAS HERE.,given,estimated,,1,3–4,",
            'shot,2,10:00:08,10:00:14,00:00:06,6,,,,CU,"Archive, CU of pier b/w",given,given,,1,6–7,',
            'speech,2,10:00:08,10:00:11,00:00:03,3,ANN FIELD,,WELSH,,"\'-- yes, “so”",repaired,estimated,10.00.80,1,8,',
            "speech,3,10:00:14,10:00:16,00:00:02,2,,,,,Who is this?,given,given,,1,10,",
            "title,,10:00:20,,,,,,,,The End,,,,,11,",
            "",
        ]
        assert [(problem.code, problem.span) for problem in made.problems] == [("text-changed-for-format", Span(8, 8))]

    def test_excel_is_told_that_it_is_unicode(self) -> None:
        assert export("csv", HARBOUR).content.startswith(b"\xef\xbb\xbfType,")

    def test_as_a_workbook(self) -> None:
        made = export("xlsx", HARBOUR)
        sheet = sheet_of(made.content)
        head, gate, narration, *_ = sheet.values
        assert head == tuple(column.value for column in Column)
        assert gate[:11] == ("shot", 1, "10:00:00", "10:00:08", "00:00:08", 8, *[None] * 4, "Gate")
        assert narration[:9] == ("speech", 1, "10:00:02", "10:00:06", "00:00:04", 4, "NARRATOR", "V/O", None)
        assert narration[10:] == ("IT WAS HERE.", "given", "estimated", None, 1, "3–4", None)
        assert made.problems == ()
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == "A1:Q7"
        assert all(sheet.column_dimensions[letter].width for letter in "ABCK")
        assert all(sheet[cell].alignment.wrap_text for cell in ("K2", "K5"))
        assert sheet["A1"].font.bold

    @pytest.mark.parametrize("form", FORMS)
    def test_the_same_script_makes_the_same_bytes(self, form: str) -> None:
        assert export(form, HARBOUR) == export(form, HARBOUR)

    @pytest.mark.parametrize("form", FORMS)
    def test_without_timecodes_there_are_no_times(self, form: str) -> None:
        script = replace(HARBOUR, timing=Timing(Timecode(0, 0, 0), timed=False))
        rows = records(form, script)
        assert len(rows) == 6
        assert not any(row[name] for row in rows for name in ("In", "Out", "Duration", "Seconds", "In is"))

    @pytest.mark.parametrize("form", FORMS)
    def test_nothing_is_said_of_an_end_that_is_not_known(self, form: str) -> None:
        (row,) = records(form, transcript(cues=[cue("ANN", "10:00:02", "Hello.", lasting=0)]))
        assert (row["In"], row["Out"], row["Duration"], row["Out is"]) == ("10:00:02", "", "", "")

    @pytest.mark.parametrize("form", FORMS)
    def test_a_later_reel_runs_on_and_keeps_what_is_typed(self, form: str) -> None:
        later = replace(cue("ANN", "10:00:02", "Again."), start=Fraction(1802), end=Fraction(1804), reel=2)
        (row,) = records(form, transcript(cues=[later]))
        assert (row["In"], row["Typed"], row["Reel"]) == ("10:30:02", "10:00:02", "2")

    @pytest.mark.parametrize("form", FORMS)
    def test_thousandths_are_kept_where_the_script_counts_them(self, form: str) -> None:
        one = replace(cue("ANN", "10:00:02", "Hello."), start=Fraction("2.25"), end=Fraction("3.999"), end_given=True)
        (row,) = records(form, transcript(cues=[one]))
        assert (row["In"], row["Out"], row["Duration"], row["Seconds"]) == (
            "10:00:02.250",
            "10:00:03.999",
            "00:00:01.749",
            "1.749",
        )

    @pytest.mark.parametrize("form", FORMS)
    def test_what_lies_before_the_first_midnight_is_of_the_day_before(self, form: str) -> None:
        early = replace(cue("ANN", "10:00:00", "Hello."), start=Fraction(-2), end=Fraction(1))
        framed = replace(early, timecode=Timecode(10, 0, 0, 0))
        for one, rate, expected in (
            (early, None, "23:59:58"),
            (early, PAL, "23:59:58"),
            (early, FrameRate.parse("29.97df"), "23:59:58"),
            (framed, PAL, "23:59:58:00"),
        ):
            (row,) = records(form, transcript(cues=[one], start=Timecode(0, 0, 0), frame_rate=rate))
            assert row["In"] == expected


class TestFrames:
    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("rate", RATES, ids=str)
    def test_times_are_exact_to_the_frame(self, rate: FrameRate, form: str) -> None:
        rows = [row for row in records(form, film_at(rate)) if row["Type"] == "speech"]
        first = Timecode(9, 59, 58).frame_count(rate)
        for row, (start, end) in zip(rows, PLACES, strict=True):
            label = Timecode.parse(row["In"])
            assert label.drop == rate.drop
            assert label.frame_count(rate) - first == start
            assert Timecode.parse(row["Out"]).frame_count(rate) - first == end
            assert Timecode.parse(row["Duration"]).frame_count(rate) == end - start
            assert abs(Fraction(row["Seconds"]) - (end - start) / rate.rate) <= Fraction(1, 2000)

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("rate", RATES, ids=str)
    def test_the_rate_is_read_again_with_the_frames(self, rate: FrameRate, form: str) -> None:
        # A programme start is a whole hour unless it is told: 09:59:58 is pre-roll of the next.
        film = film_at(rate)
        again = read_again(form, film)
        assert again.timing.frame_rate == rate
        moved = Timecode(10, 0, 0).time(rate) - Timecode(9, 59, 58).time(rate)
        assert [one.start + moved for one in again.cues] == [one.start for one in film.cues]
        assert again.problems == ()

    @pytest.mark.parametrize(("rate", "told"), [(None, ""), (PAL, "25 fps"), ("29.97df", "29.97 DF fps")], ids=str)
    def test_a_whole_second_script_gets_no_frames(self, rate: FrameRate | str | None, told: str) -> None:
        rows = records("csv", api.parse(WHOLE_SECONDS, frame_rate=rate))
        assert [(row["Type"], row["In"], row["Out"], row["Duration"]) for row in rows] == [
            ("shot", "09:59:57", "10:00:58", "00:01:01"),
            ("speech", "10:00:02", "10:00:05", "00:00:03"),
            ("shot", "10:00:58", "10:01:00", "00:00:02"),
            ("speech", "10:01:00", "10:01:03", "00:00:03"),
        ]
        assert {row["Frame rate"] for row in rows} == {told}

    @pytest.mark.parametrize(
        ("rate", "gate", "anna"), [("25", "61", "3"), ("29.97df", "61.061", "2.936"), ("23.976", "61.061", "3.003")]
    )
    def test_seconds_are_as_long_as_the_rate_makes_them(self, rate: str, gate: str, anna: str) -> None:
        rows = records("csv", api.parse(WHOLE_SECONDS, frame_rate=rate))
        # 10:01:00 begins with frame 02 where labels are dropped.
        assert (rows[0]["Seconds"], rows[-1]["Seconds"]) == (gate, anna)

    def test_whole_seconds_that_were_moved_off_the_second_are_written_in_frames(self) -> None:
        moved = moved_by(api.parse(WHOLE_SECONDS, frame_rate=25), Offset.parse("+0.4"))
        assert [row["In"] for row in records("csv", moved)] == [
            "09:59:57:10",
            "10:00:02:10",
            "10:00:58:10",
            "10:01:00:10",
        ]
        back = moved_by(moved, Offset.parse("-0.4"))
        assert [row["In"] for row in records("csv", back)] == ["09:59:57", "10:00:02", "10:00:58", "10:01:00"]


class TestOnly:
    @pytest.mark.parametrize("form", FORMS)
    def test_archive_with_in_out_and_duration(self, form: str) -> None:
        (row,) = records(form, FILM, ExportOptions(only="archive"))
        assert (row["No."], row["In"], row["Out"], row["Duration"]) == ("2", "10:00:08", "10:00:14", "00:00:06")

    @pytest.mark.parametrize("form", FORMS)
    def test_shots_or_speech(self, form: str) -> None:
        assert {row["Type"] for row in records(form, FILM, ExportOptions(only="shots"))} == {"shot"}
        assert {row["Type"] for row in records(form, FILM, ExportOptions(only="speech"))} == {"speech"}

    @pytest.mark.parametrize("form", FORMS)
    def test_that_there_is_none_is_said(self, form: str) -> None:
        made = export(form, transcript(shots=[shot("10:00:00", "Gate")]), (), ExportOptions(only="archive"))
        assert [problem.code for problem in made.problems] == ["no-rows"]
        assert "no shot note says archive or stills" in made.problems[0].message

    def test_every_archive_shot_of_a_script_is_there(self) -> None:
        script = api.read(SAMPLES / "atlantic-cable.txt")
        listed = [row["Text"] for row in records("csv", script, ExportOptions(only="archive"))]
        assert listed == [one.note for one in script.shots if is_archive(one.note)]
        assert len(listed) > 30


FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")


class TestFormulas:
    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1+1", "'=1", "a;=1+1"])
    def test_csv_guards_them(self, text: str) -> None:
        made = export("csv", transcript(cues=[cue(text, "10:00:02", text)], shots=[shot("10:00:02", text)]))
        for row in csv.DictReader(io.StringIO(made.content.decode("utf-8-sig"), newline="")):
            for cell in row.values():
                assert not any(FORMULA.match(part) for part in cell.split(";"))
        assert [problem.code for problem in made.problems] == ["text-changed-for-format"]

    def test_a_tab_or_a_new_line_does_not_hide_one(self) -> None:
        (row,) = records("csv", transcript(cues=[cue("ANN", "10:00:02", "\t\r\n=1+1")]))
        assert row["Text"] == "'=1+1"

    def test_a_workbook_holds_them_as_text(self) -> None:
        content = export("xlsx", transcript(cues=[cue("@ANN", "10:00:02", "=1+1")])).content
        cell = sheet_of(content)["K2"]
        assert (cell.value, cell.data_type, cell.number_format) == ("=1+1", "s", "@")

    def test_numbers_and_timecodes_are_unharmed(self) -> None:
        for row in records("csv", HARBOUR):
            assert not any("'" in row[name] for name in ("No.", "In", "Out", "Duration", "Seconds", "Lines"))


class TestLimits:
    @pytest.mark.parametrize("more", ["x", "🚀"])
    def test_a_workbook_cuts_what_no_cell_holds(self, more: str) -> None:
        made = export("xlsx", transcript(cues=[cue("ANN", "10:00:02", "=" + more * MOST_CHARACTERS, lines=(7, 9))]))
        held = str(sheet_of(made.content)["K2"].value)
        assert MOST_CHARACTERS - 1 <= len(held.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
        assert set(held[1:]) == {more}
        assert [(problem.code, problem.span) for problem in made.problems] == [("text-cut", Span(7, 9))]

    def test_csv_does_not(self) -> None:
        (row,) = records("csv", transcript(cues=[cue("ANN", "10:00:02", "x" * 100_000)]))
        assert len(row["Text"]) == 100_000

    def test_what_reads_as_a_code_in_a_workbook_is_kept_as_it_is_typed(self) -> None:
        script = transcript(cues=[cue("ANN", "10:00:02", "_x0041_ is typed")])
        assert read_again("xlsx", script).cues[0].line == "_x0041_ is typed"


@given(transcripts(), st.sampled_from(FORMS))
def test_any_text_arrives_or_its_change_is_told(script: Transcript, form: str) -> None:
    made = export(form, script)
    told = {problem.message for problem in made.problems}
    texts = [row["Text"] for row in records(form, script)]
    meant = [one.line for one in script.cues] + [one.note for one in script.shots]
    meant += [one.note for one in script.sounds] + [one.text for one in script.titles]
    assert len(texts) == len(meant)
    unharmed = {text.replace("_x005F_", "_") if form == "xlsx" else text for text in texts}
    for text in meant:
        said_so = shown(text)
        assert text in unharmed or any(message.startswith(said_so) for message in told)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for text in texts for character in text)


class TestReadAgain:
    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
    def test_samples(self, path: Path, form: str) -> None:
        script = api.read(path)
        again = read_again(form, script)
        assert said(again) == said(script)
        if script.timing.timed:
            assert seen(again) == seen(script)
            given_ends = [one.end for one in script.cues if one.end_given]
            assert [one.end for one in again.cues if one.end_given] == given_ends
            assert again.timing == script.timing

    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("rate", [None, "25", "29.97df"])
    @pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.name)
    def test_subtitles_are_those_of_the_script(self, path: Path, rate: str | None, form: str) -> None:
        script = api.read(path, frame_rate=rate)
        content = export(form, script).content
        again = settle_ends(parse(from_bytes(content, f"film.{form}"), ParseSettings()))
        assert again.timing == script.timing
        meant, found = (api.subtitles(one, labels="change") for one in (script, again))
        # Where rows of the script end tells of its pace, and a table has none: what is fitted may move.
        slack = 600 if path.stem == "stamped" else 0
        assert [one.speaker for one in found] == [one.speaker for one in meant]
        assert [one.lines for one in found] == [one.lines for one in meant]
        assert max(abs(one.start - other.start) for one, other in zip(found, meant, strict=True)) <= slack
        assert max(abs(one.end - other.end) for one, other in zip(found, meant, strict=True)) <= slack

    @pytest.mark.parametrize("form", FORMS)
    def test_the_moon_mission(self, form: str, shared: Path) -> None:
        script = api.read(shared / "scripts" / "moon-mission-part-1.txt")
        again = read_again(form, script)
        assert (said(again), seen(again)) == (said(script), seen(script))

    def test_what_was_guarded_is_bare_again(self) -> None:
        script = transcript(
            cues=[cue("ANN", "10:00:02", "-- and so"), cue("@BEN", "10:00:06", "'-' it says", number=2)],
            shots=[shot("10:00:00", "=", lasting=2), shot("10:00:02", "@ sea", number=2)],
        )
        again = read_again("csv", script)
        assert [(one.speaker, one.line) for one in again.cues] == [("ANN", "-- and so"), ("@BEN", "'-' it says")]
        assert [one.note for one in again.shots] == ["=", "@ sea"]

    @pytest.mark.parametrize("form", FORMS)
    def test_nobody_stays_nobody(self, form: str) -> None:
        assert [one.speaker for one in read_again(form, HARBOUR).cues] == ["NARRATOR", "ANN FIELD", None]

    @given(
        st.lists(
            st.tuples(st.sampled_from(["NARRATOR", "ANNA FIELD", "Dr Ito", None]), plain_lines.map(str.strip)),
            min_size=1,
            max_size=6,
        ),
        st.lists(plain_lines.map(str.strip), max_size=4),
        st.sampled_from(FORMS),
    )
    def test_any_words(self, speeches: list[tuple[str | None, str]], pictures: list[str], form: str) -> None:
        cues = [
            cue(speaker, str(Timecode.of_seconds(36_000 + 5 * number)), line, number=number, voice_over=False)
            for number, (speaker, line) in enumerate(speeches, 1)
        ]
        cues = [replace(one, voice_over=one.speaker == "NARRATOR") for one in cues]
        shots = [
            shot(str(Timecode.of_seconds(36_000 + 7 * number)), note, number=number, lasting=7)
            for number, note in enumerate(pictures, 1)
        ]
        again = read_again(form, transcript(cues=cues, shots=shots))
        assert said(again) == [(one.speaker, one.line, one.start, one.voice_over) for one in cues]
        assert [(one.note, one.start, one.end) for one in again.shots] == [
            (one.note, one.start, one.end) for one in shots
        ]


@pytest.mark.parametrize("form", FORMS)
@given(script=transcripts())
def test_nothing_of_a_table_is_lost_when_it_is_read(script: Transcript, form: str) -> None:
    document = from_bytes(export(form, script).content, f"film.{form}")
    typed = "".join("".join(row.cells) for row in document.rows)
    found = "".join(segment.text for segment in label(document, ParseSettings(layout="cue-sheet")).segments)
    assert "".join(found.split()) == "".join(typed.split())


class TestChangedByHand:
    """A sheet as a spreadsheet gives it back."""

    def lines(self, *rows: str) -> Transcript:
        return parse(from_bytes("\r\n".join(rows).encode(), "film.csv"), ParseSettings())

    def test_columns_in_another_order_and_one_of_their_own(self) -> None:
        script = self.lines(
            "Text;Cleared?;Speaker;Type;In",
            "Gate;yes;;shot;10:00:00",
            "Hello.;;ANN;speech;10:00:02",
            "Good day.;;BEN;Speech;10:00:04",
        )
        assert script.source.layout == "cue-sheet"
        assert [(one.speaker, one.line, one.start) for one in script.cues] == [
            ("ANN", "Hello.", Fraction(2)),
            ("BEN", "Good day.", Fraction(4)),
        ]
        assert [one.note for one in script.shots] == ["Gate"]
        assert script.problems == ()

    def test_a_row_of_no_known_type_is_told(self) -> None:
        script = self.lines("Type,In,Text", "speech,10:00:02,Hello.", "music,10:00:04,Waltz")
        assert [one.line for one in script.cues] == ["Hello."]
        assert {problem.code for problem in script.problems} == {"unplaced"}

    def test_rows_out_of_order_are_put_in_it(self) -> None:
        script = self.lines("Type,In,Speaker,Text", "speech,10:00:09,BEN,Later.", "speech,10:00:02,ANN,First.")
        assert [one.line for one in script.cues] == ["First.", "Later."]

    def test_an_out_time_without_a_word_on_it_is_the_scripts(self) -> None:
        script = self.lines("Type,In,Out,Speaker,Text", "speech,10:00:02,10:00:03,ANN,Hello.")
        assert (script.cues[0].end, script.cues[0].end_given) == (Fraction(3), True)
