"""Shot lists, and what is said among the shots."""

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
    shots,
    spoken,
    told,
)
from transcript import readers
from transcript.model import Kind, Row
from transcript.parser.layouts import shot_list as layout

HARBOUR = """
HARBOUR LIGHTS: SHOT LIST
Time Description End
00:00:00 CHAPTER 1: THE HARBOUR 00:01:40
00:00:00 Title card 00:00:32
00:00:32 Arrival of the boats 00:00:51
00:00:51 M/S of the pier, men unloading 00:01:02
00:01:02 SOUNDBITE (English) Ann Lee, harbour master: "We go out at four. Nobody asks when we come back." 00:01:20
00:01:20 Close-up, nets 00:01:40
00:01:40 Karl Busch: "It was never the same again." 00:02:00
00:02:00 Fish market, women sorting herring
"""


def test_start_description_and_end() -> None:
    rows = rows_of(HARBOUR)
    assert layout.score(rows) > 0.9
    assert shots(layout, rows) == [
        ("00:00:00", "Title card"),
        ("00:00:32", "Arrival of the boats"),
        ("00:00:51", "M/S of the pier, men unloading"),
        ("00:01:20", "Close-up, nets"),
        ("00:02:00", "Fish market, women sorting herring"),
    ]
    assert [str(shot.end) for shot in told(layout, rows).shots][:4] == ["32", "51", "62", "100"]


def test_sound_bites_among_the_shots_are_speech() -> None:
    rows = rows_of(HARBOUR)
    first, second = told(layout, rows).cues
    assert (str(first.timecode), first.speaker) == ("00:01:02", "Ann Lee")
    assert "harbour master" in (first.qualifier or "")
    assert first.line == '"We go out at four. Nobody asks when we come back."'
    assert (second.speaker, second.line) == ("Karl Busch", '"It was never the same again."')
    assert ends(layout, rows) == ["80", "120"]


def test_a_row_that_spans_others_is_a_chapter() -> None:
    assert [title.text for title in told(layout, rows_of(HARBOUR)).titles] == ["CHAPTER 1: THE HARBOUR"]
    rows = rows_of("0:00 The old town 5:00\n0:00 Gate 1:00\n1:00 Market, men selling fish 5:00\n5:00 Tower 6:00")
    assert [title.text for title in told(layout, rows).titles] == ["The old town"]


def test_dashes_wrapped_notes_and_bogus_first_rows() -> None:
    rows = rows_of("""
00:00:00 -
01:16:40 - L/S of the pier
01:16:55 - Fishermen mend nets on the quay;
woman carries baskets
01:17:10 - Narration: "They went out at four, whatever the weather."
01:17:21 - Boats in line
""")
    assert layout.score(rows) > 0.9
    assert shots(layout, rows) == [
        ("01:16:40", "L/S of the pier"),
        ("01:16:55", "Fishermen mend nets on the quay; woman carries baskets"),
        ("01:17:21", "Boats in line"),
    ]
    assert spoken(layout, rows) == [("01:17:10", "Narration", '"They went out at four, whatever the weather."')]
    assert str(told(layout, rows).timing.start) == "01:00:00"


def test_numbers_and_lengths_and_a_quotation_over_several_rows() -> None:
    rows = rows_of("""
1. 0:00 Wide, exterior of harbour office (0:12)
2. 0:12 Medium, ships (0:08)
3. 0:20 SOUNDBITE (English) Ann Lee, harbour master:
"We go out at four in the morning.
Nobody asks when we come back."
4. 0:35 Wide, gulls (6 secs)
""")
    assert spoken(layout, rows) == [
        ("00:00:20", "Ann Lee", '"We go out at four in the morning. Nobody asks when we come back."')
    ]
    assert [str(shot.end) for shot in told(layout, rows).shots[:2]] == ["12", "20"]


def test_several_shots_in_one_paragraph() -> None:
    rows = rows_of(
        "01:00:05 Street scenes. 01:00:12 CU, sign over a shop. 01:00:20 Men walking, one waves (source D4 01:02:03)."
    )
    assert [time for time, _ in shots(layout, rows)] == ["01:00:05", "01:00:12", "01:00:20"]


@pytest.mark.parametrize(
    "text",
    [
        (
            "00:00:00 How often do you meet people?\n00:00:03 Do they ask you?\n00:00:08 I was landed that first job.\n"
            "00:00:12 This is the first in a series that we had."
        ),
        (
            "00.00 A WAREHOUSE HOLDS ONE OF THE COLD WAR'S BEST KEPT SECRETS.\n00.19 THEY HAD RACED IN SPACE.\n"
            "00.31 A HANDFUL OF ENGINEERS BEGAN TO BUILD WHAT WOULD BE A ROCKET.\n00.42 ITS MAKER WAS UNKNOWN."
        ),
        "00:00:03 - 00:00:06\nSpeaker 1\nWe go out at four.\n00:00:06 - 00:00:09\nSpeaker 2\nWhy would you?",
    ],
    ids=["an interview", "a narration", "a transcription"],
)
def test_speech_is_no_shot_list(text: str) -> None:
    assert layout.score(rows_of(text)) < 0.5


def test_the_sample_is_labelled_as_annotated() -> None:
    rows = readers.read(sample("shot-list")).rows
    assert layout.score(rows) > 0.9
    assert annotated(layout.segments(rows)) == gold("shot-list")


@given(rows=mixed_rows("shot-list"))
def test_nothing_is_lost(rows: tuple[Row, ...]) -> None:
    assert_nothing_lost(layout, rows)


def test_nothing_else_is_taken_for_a_shot_list(shared: Path) -> None:
    scripts = [path for path in (shared / "scripts").rglob("*") if path.is_file()]
    assert {path.name: layout.score(readers.read(path).rows) < 0.5 for path in scripts} == dict.fromkeys(
        (path.name for path in scripts), True
    )
    assert not any(s.kind is Kind.UNPLACED for s in layout.segments(rows_of(HARBOUR)))


def test_clips_without_words_are_shots_among_others() -> None:
    rows = rows_of("""
00:00:00 Wide of harbour
00:00:11 Clip Petra Lindahl
00:00:22 CU hands
00:00:33 Interview Olav Tveit, vicar
00:00:44 Aerial of valley
00:00:55 Mule and researchers
""")
    assert layout.score(rows) > 0.9
    assert [note for _, note in shots(layout, rows)][1::2] == [
        "Clip Petra Lindahl",
        "Interview Olav Tveit, vicar",
        "Mule and researchers",
    ]


@pytest.mark.parametrize("notes", ["[Shots of the {}]", ""], ids=["with notes in brackets", "without notes"])
def test_narration_between_sound_bites_is_no_shot_list(notes: str) -> None:
    said = [
        ("valley", "Dawn in the Orm valley. Four hundred years of weather lie buried in these trees."),
        ("drill", "Every summer a team from five universities climbs to the tree line."),
        ("straws", "The cores travel down in drinking straws, safe from bumps and damp."),
        ("scanner", "In Bergen a scanner reads them to a thousandth of a millimetre."),
        ("mule", "Next year the team returns, with lighter drills and the same mule."),
    ]
    texts = [f"00:0{place}:10\n{notes.format(seen)}\n{line}" for place, (seen, line) in enumerate(said)]
    texts.insert(2, '00:01:40\nSOUNDBITE Petra Lindahl, botanist\n"Each ring tells one summer."')
    assert layout.score(rows_of("\n".join(texts))) < 0.5
