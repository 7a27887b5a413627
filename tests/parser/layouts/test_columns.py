"""Tables with their columns kept, in any order and from any document."""

from __future__ import annotations

import csv
import html
from pathlib import Path

import pytest
from hypothesis import given

from tests.parser.documents import LIGHTHOUSE, columns, read
from tests.parser.layouts.labels import (
    annotated,
    assert_nothing_lost,
    ends,
    gold,
    mixed_rows,
    rows_of,
    sample,
    shots,
    spoken,
    table,
    told,
)
from transcript import readers
from transcript.errors import InvalidSetting
from transcript.model import Kind, Provenance, Row
from transcript.parser import ParseSettings, parse
from transcript.parser.layouts import columns as layout
from transcript.readers import Document


def test_columns_may_stand_in_any_order() -> None:
    rows = table(
        ("Commentary", "Time", "Speaker", "Picture"),
        ("The harbour wakes before the town.", "00:00:05", "Narrator", "Harbour, dawn"),
        ("We go out at four.", "00:00:12", "Ann Lee", "CU Ann"),
        ("And we come back when we come back.", "", "", ""),
    )
    assert layout.score(rows) == 1
    assert spoken(layout, rows) == [
        ("00:00:05", "Narrator", "The harbour wakes before the town."),
        ("00:00:12", "Ann Lee", "We go out at four. And we come back when we come back."),
    ]
    assert shots(layout, rows) == [("00:00:05", "Harbour, dawn"), ("00:00:12", "CU Ann")]


def test_a_cell_may_hold_several_timecodes_each_at_the_line_it_stands_beside() -> None:
    rows = table(
        ("TC", "VISION", "AUDIO"),
        (
            "10:00:02\n\n\n10:00:14",
            "Harbour wall\n\n\nMS Ann",
            "NARRATOR\nTHE TIDE COMES FIRST.\n\nANN LEE\nMy father went up at dusk.",
        ),
        ("10:00:30", "GV sea", "He never said a word about it.\n(PAUSE)"),
    )
    assert spoken(layout, rows) == [
        ("10:00:02", "NARRATOR", "THE TIDE COMES FIRST."),
        ("10:00:14", "ANN LEE", "My father went up at dusk."),
        ("10:00:30", "ANN LEE", "He never said a word about it."),
    ]
    assert shots(layout, rows) == [("10:00:02", "Harbour wall"), ("10:00:14", "MS Ann"), ("10:00:30", "GV sea")]
    assert [sound.note for sound in told(layout, rows).sounds] == ["(PAUSE)"]


def test_timecodes_that_word_wrap_moved_go_with_the_paragraph_of_their_rank() -> None:
    rows = table(
        (
            "10:00:02\n\n\n\n10:00:14",
            "NARRATOR: THE TIDE COMES FIRST, AND THE BOATS AFTER IT.\n\nMORAG: He went up at dusk.",
        ),
        ("10:00:25\n\n10:00:31", "MORAG: He never said.\nNARRATOR: NOBODY DID."),
    )
    assert spoken(layout, rows) == [
        ("10:00:02", "NARRATOR", "THE TIDE COMES FIRST, AND THE BOATS AFTER IT."),
        ("10:00:14", "MORAG", "He went up at dusk."),
        ("10:00:25", "MORAG", "He never said."),
        ("10:00:31", "NARRATOR", "NOBODY DID."),
    ]


def test_in_and_out_times_and_durations() -> None:
    rows = table(
        ("Nr.", "TC In", "TC Out", "Dauer", "Sprecher", "Text"),
        ("1", "01:00:05", "01:00:09", "00:00:04", "ANNA", "Wir fahren um vier hinaus."),
        ("2", "01:00:10", "", "00:00:02", "KARL", "Und dann kommen wir zurück."),
    )
    assert ends(layout, rows) == ["9", "12"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("00:00:05\n00:00:09", "00:00:09\n00:00:12", id="one above the other"),
        pytest.param("00:00:05 - 00:00:09", "00:00:09 - 00:00:12", id="as a range"),
        pytest.param("[00:00:05 –\n00:00:09]", "[00:00:09 –\n00:00:12]", id="as a range over two lines"),
    ],
)
def test_in_and_out_times_in_one_cell(first: str, second: str) -> None:
    rows = table(("TIME", "SPEAKER", "DIALOGUE"), (first, "ANN", "We go out."), (second, "KARL", "We come back."))
    assert spoken(layout, rows) == [("00:00:05", "ANN", "We go out."), ("00:00:09", "KARL", "We come back.")]
    assert ends(layout, rows) == ["9", "12"]


@pytest.mark.parametrize(
    "header",
    [
        ("Timecode", "Video", "Speaker", "Dialogue"),
        ("Zeit", "Bild", "Sprecher", "Text"),
        ("Minutage", "Image", "Intervenant", "Dialogues"),
        ("Tiempo", "Imagen", "Personaje", "Diálogo"),
        ("Tempo", "Immagine", "Personaggio", "Testo"),
        ("Таймкод", "Изображение", "Персонаж", "Реплика"),
        ("TC IN", "Visual / Action", "Character Name", "Transcription (verbatim)"),
    ],
    ids=lambda header: header[0],
)
def test_headers_in_the_languages_of_the_trade(header: tuple[str, ...]) -> None:
    rows = table(
        ("Harbour Lights", "", "", ""),
        header,
        ("00:00:05", "Pier", "Ann", "We go out."),
        header,
        ("00:00:09", "", "Karl", "We come back."),
    )
    assert spoken(layout, rows) == [("00:00:05", "Ann", "We go out."), ("00:00:09", "Karl", "We come back.")]
    assert shots(layout, rows) == [("00:00:05", "Pier")]


def test_without_a_header_the_content_tells_the_columns() -> None:
    rows = table(
        ("00:05", "Ann Lee", "We go out at four in the morning, and it is dark."),
        ("00:12", "Karl Busch", "And then we come back."),
        ("00:15", "Ann Lee", "Nobody asks when we come back."),
        ("61:02", "Karl Busch", "Nobody ever did ask."),
    )
    assert [cue[:2] for cue in spoken(layout, rows)] == [
        ("00:00:05", "Ann Lee"),
        ("00:00:12", "Karl Busch"),
        ("00:00:15", "Ann Lee"),
        ("01:01:02", "Karl Busch"),
    ]


def test_front_matter_tables_and_part_titles_are_not_spoken() -> None:
    rows = [
        *table(("Title", "Harbour Lights"), ("Date", "12.05.2019"), ("Duration", "00:52:00")),
        Row(90, ("Page 1 of 2",), front=True),
        *table(("TC", "Speaker", "Text"), ("00:00:05", "Ann", "We go out."), number=2),
        Row(150, ("PART TWO",)),
        *table(("TC", "Speaker", "Text"), ("00:20:09", "Karl", "We come back."), number=3),
    ]
    assert spoken(layout, rows) == [("00:00:05", "Ann", "We go out."), ("00:20:09", "Karl", "We come back.")]
    assert [title.text for title in told(layout, rows).titles] == ["PART TWO"]


def test_names_in_small_letters_above_their_speech_in_a_cell() -> None:
    rows = table(
        ("TC", "Picture", "Dialogue"),
        ("10:00:02", "Harbour", "Ann Lee, harbour master\nWe go out at four in the morning."),
        ("10:00:20", "MS Karl", "Karl Busch\nNobody asks when we come back."),
        ("10:00:31", "Sea", "Ann Lee\nNever."),
    )
    assert [(cue.speaker, cue.qualifier, cue.line) for cue in told(layout, rows).cues] == [
        ("Ann Lee", "harbour master", "We go out at four in the morning."),
        ("Karl Busch", None, "Nobody asks when we come back."),
        ("Ann Lee", None, "Never."),
    ]


def test_timecodes_inside_the_cells_of_a_table_without_a_column_for_them() -> None:
    rows = table(
        ("VIDEO", "AUDIO"),
        ("10:00:02 Harbour wall, dawn", "NARRATOR: The tide comes first."),
        ("10:00:09 Gulls", "And the gulls come last of all."),
        ("10:00:14 MS Morag", "MORAG: My father went up at dusk."),
    )
    assert layout.score(rows) == 1
    assert [cue[:2] for cue in spoken(layout, rows)] == [
        ("10:00:02", "NARRATOR"),
        ("10:00:09", "NARRATOR"),
        ("10:00:14", "MORAG"),
    ]
    assert shots(layout, rows)[0] == ("10:00:02", "Harbour wall, dawn")


@pytest.mark.parametrize(
    "text",
    [
        "| TC | Name | Text |\n|----|:---|---|\n| 0:05 | Ann | We go out. |\n| 0:12 | Karl | We come back. |",
        "00:00:05 | Ann | We go out.\n00:00:12 | Karl | We come back.\n00:00:20 | Ann | Every day.",
        "TC / Name / Text\n0:05 / Ann / We go out.\n0:12 / Karl / We come back.",
        "TC\tName\tText\n0:05\tAnn\tWe go\nout.\nPage 7\n0:12\tKarl\tWe come back.",
    ],
    ids=["a Markdown table", "bars", "slashes", "tabs, and lines that ran out of them"],
)
def test_pasted_text(text: str) -> None:
    assert layout.score(rows_of(text)) > 0.9
    assert spoken(layout, rows_of(text))[:2] == [
        ("00:00:05", "Ann", "We go out."),
        ("00:00:12", "Karl", "We come back."),
    ]


def test_a_script_reads_the_same_from_tabs_and_from_a_table() -> None:
    tabbed = rows_of(columns(LIGHTHOUSE))
    tabled = [row._replace(table=1) for row in tabbed]
    headed = [Row(0, ("Vision", "TC", "Audio"), table=1), *tabled]
    assert spoken(layout, tabled) == spoken(layout, headed) == spoken(layout, tabbed)
    assert shots(layout, tabled) == shots(layout, headed) == shots(layout, tabbed)


def test_a_timecode_that_stands_alone_among_speech_is_one_where_it_fits_in_order() -> None:
    rows = table(
        ("Speaker", "Words", "Time"),
        ("Ann", "We go out at four.", "0:38:00"),
        ("Karl", "Nobody asks.", ""),
        ("", "(40:00)", ""),
        ("Karl", "(39:00)", ""),
        ("Ann", "We come back at six.", "0:41:10"),
        ("", "(laughs)", ""),
        ("Karl", "And nobody asks.", "0:42:00"),
    )
    found = [(segment.text, segment.kind) for segment in layout.segments(rows) if segment.text[0] == "("]
    assert dict(found) == {"(40:00)": Kind.TIMECODE, "(39:00)": dict(found)["(39:00)"], "(laughs)": Kind.SOUND}
    assert dict(found)["(39:00)"] is not Kind.TIMECODE
    assert ("00:41:10", "Ann", "We come back at six.") in spoken(layout, rows)


def test_a_sentence_in_brackets_beside_a_name_is_said() -> None:
    rows = table(
        ("Time", "Speaker", "Words"),
        ("0:05", "Ann", "We go out at four."),
        ("0:09", "Karl", "[You're in no hurry, are you?]"),
        ("0:12", "Ann", "[laughs]"),
        ("0:15", "", "[The rest is about her house and what it is worth.]"),
    )
    found = {segment.text: segment.kind for segment in layout.segments(rows) if segment.text[0] == "["}
    assert list(found.values()) == [Kind.LINE, Kind.SOUND, Kind.SOUND]


BILINGUAL = table(
    ("TC", "Name", "Русский", "English"),
    ("00:00:05", "Анна", "Мы выходим в четыре.", "We go out at four."),
    ("00:00:09", "Карл", "Никто не спрашивает.", "Nobody asks."),
)


def test_original_and_translation_are_kept_apart() -> None:
    document = Document("film.docx", tuple(BILINGUAL), "utf-8", "")
    script = parse(document, ParseSettings(layout="columns"))
    assert [cue.line for cue in script.cues] == ["Мы выходим в четыре.", "Никто не спрашивает."]
    assert [problem.code for problem in script.problems] == ["text-columns"]
    assert "English" in script.problems[0].message
    assert layout.texts(BILINGUAL) == ("Русский", "English")


@pytest.mark.parametrize("chosen", ["English", "english", "4"])
def test_the_user_chooses_the_column_of_text(chosen: str) -> None:
    document = Document("film.docx", tuple(BILINGUAL), "utf-8", "")
    script = parse(document, ParseSettings(layout="columns", text=chosen))
    assert [cue.line for cue in script.cues] == ["We go out at four.", "Nobody asks."]
    assert script.problems == ()


def test_a_column_that_does_not_exist_is_refused_by_name() -> None:
    document = Document("film.docx", tuple(BILINGUAL), "utf-8", "")
    with pytest.raises(InvalidSetting, match=r"French.*Русский, English"):
        parse(document, ParseSettings(layout="columns", text="French"))


@pytest.mark.parametrize(
    "rows",
    [
        table(("Time", "Programme"), ("18:00", "News"), ("18:30", "Sport"), ("19:00", "Weather")),
        table(
            ("Step", "Time", "What"), ("1", "0:05", "Chop onions"), ("2", "0:10", "Fry them"), ("3", "0:20", "Serve")
        ),
        table(("Name", "Born"), ("Ann", "12.05.1919"), ("Karl", "01.02.1923")),
    ],
    ids=["a programme guide", "a recipe", "a list of dates"],
)
def test_other_tables_are_no_scripts(rows: list[Row]) -> None:
    assert layout.score(rows) < 0.5


def test_the_sample_is_labelled_as_annotated() -> None:
    assert annotated(layout.segments(readers.read(sample("columns")).rows)) == gold("columns")


@given(rows=mixed_rows("columns"))
def test_nothing_is_lost(rows: tuple[Row, ...]) -> None:
    assert_nothing_lost(layout, rows)


def test_an_oral_history_with_few_timestamps(shared: Path) -> None:
    path = shared / "scripts" / "oral-history.csv"
    with path.open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    document = readers.read(path)
    assert layout.score(document.rows) > 0.9
    script = told(layout, document.rows)
    assert [(cue.speaker, " ".join(cue.line.split())) for cue in script.cues] == [
        (record["speaker"].rstrip(":"), " ".join(html.unescape(record["words"]).split())) for record in records
    ]
    assert not [segment for segment in script.segments if segment.kind is Kind.UNPLACED]
    time = "[00:00:00]"
    for cue, record in zip(script.cues, records, strict=True):
        time = record["timestamp"] or time
        assert f"[{cue.timecode}]" == time
        assert (cue.time is Provenance.ESTIMATED) == (time == "[00:00:00]")


def test_a_table_is_found_among_all_layouts() -> None:
    assert read(columns(LIGHTHOUSE)).source.layout == "columns"
