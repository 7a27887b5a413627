"""Markers: what is marked, what is asked for, and how overlaps come apart."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from zipfile import ZipFile

import pytest
from hypothesis import given

from tests.builders import cue, shot, transcript
from tests.exporters.films import FILM, PAL, any_film
from transcript.archive import Only
from transcript.exporters import FORMATS, ExportOptions, export
from transcript.exporters.frames import Grid, grid
from transcript.exporters.markers import Marker, Of, disjoint, markers, speaker_ranks
from transcript.model import Span, Transcript
from transcript.timecode import FrameRate, Timecode

FRAMES = Grid(PAL, Timecode(10, 0, 0))


def names(placed: list[Marker]) -> list[str]:
    return [marker.name for marker in placed]


def test_everything_is_marked_in_the_order_of_its_time() -> None:
    assert names(markers(FILM, FRAMES)) == ["Shot 1", "NARRATOR", "Sound", "Shot 2", "LEONOV", "Speech", "Title"]


def test_a_marker_knows_which_it_is_of_its_kind() -> None:
    for marker in markers(FILM, FRAMES):
        if marker.of is Of.SPEECH:
            assert FILM.cues[marker.index].line == marker.note
        if marker.of is Of.SHOT:
            assert FILM.shots[marker.index].note == marker.note


def test_speech_or_shots_alone() -> None:
    assert names(markers(FILM, FRAMES, "speech")) == ["NARRATOR", "LEONOV", "Speech"]
    assert names(markers(FILM, FRAMES, "shots")) == ["Shot 1", "Shot 2"]


def test_the_shots_whose_notes_say_archive_alone() -> None:
    (marker,) = markers(FILM, FRAMES, "archive")
    assert (marker.name, marker.note, marker.start, marker.end) == ("Shot 2", "Archive, launch pad b/w", 200, 350)


@pytest.mark.parametrize("form", [name for name, known in FORMATS.items() if known.selects])
@pytest.mark.parametrize(
    ("only", "there", "left_out"),
    [
        ("archive", ["launch pad"], ["Gate", "gone to the moon", "TITLE MUSIC", "1969 was late"]),
        ("shots", ["launch pad", "Gate"], ["gone to the moon", "TITLE MUSIC", "1969 was late"]),
        ("speech", ["gone to the moon", "1969 was late"], ["launch pad", "Gate", "TITLE MUSIC"]),
    ],
)
def test_every_format_that_selects_writes_what_is_asked_for(
    form: str, only: Only, there: list[str], left_out: list[str]
) -> None:
    content = export(form, FILM, (), ExportOptions(only=only)).content
    if content.startswith(b"PK"):
        with ZipFile(io.BytesIO(content)) as parts:
            content = parts.read("xl/worksheets/sheet1.xml")
    text = content.decode("utf-8-sig")
    assert all(words in text for words in there)
    assert not any(words in text for words in left_out)


def test_formats_of_markers_and_tables_select() -> None:
    assert {name for name, known in FORMATS.items() if known.selects} == {
        "csv",
        "xlsx",
        "otio",
        "resolve-edl",
        "fcpxml",
        "xmeml",
        "avid-markers",
    }


def test_a_heading_without_words_is_marked_on_request() -> None:
    script = transcript(frame_rate=PAL, cues=[cue("ANN", "10:00:02", "")])
    assert names(markers(script, FRAMES)) == []
    assert names(markers(script, FRAMES, wordless=True)) == ["ANN"]


def test_colours_go_by_who_says_most() -> None:
    assert speaker_ranks(FILM) == {"LEONOV": 0, "NARRATOR": 1}


def test_a_speech_keeps_its_own_length_when_a_shot_joins_it() -> None:
    script = transcript(
        frame_rate=PAL,
        cues=[cue("ANN", "10:00:02", "Hello.", lasting=2, lines=(5, 5))],
        shots=[shot("10:00:02", "Gate", lasting=8, lines=(4, 4))],
    )
    (marker,), problems = disjoint(markers(script, FRAMES), "x")
    assert (marker.name, marker.note, marker.start, marker.end) == ("ANN", "Hello. / Shot 1: Gate", 50, 100)
    assert marker.span == Span(4, 5)
    assert [problem.code for problem in problems] == ["markers-merged"]


@given(any_film)
def test_disjoint_markers_begin_where_they_did_and_never_overlap(script: Transcript) -> None:
    placed = markers(script, grid(script.timing, "x"))
    apart, problems = disjoint(placed, "x")
    assert [one.start for one in apart] == sorted({one.start for one in placed})
    assert all(one.start < one.end for one in apart)
    assert all(one.end <= other.start for one, other in pairwise(apart))
    shortened = sum(problem.code == "marker-shortened" for problem in problems)
    assert len(problems) == shortened + len(placed) - len(apart)
    everything = " ".join(one.note for one in apart)
    assert all(one.note in everything for one in placed)


@pytest.mark.parametrize(
    ("rate", "before", "after"),
    [
        (PAL, "23:59:59:24", "00:00:00:00"),
        (FrameRate(Fraction(30000, 1001), drop=True), "23:59:59;29", "00:00:00;00"),
        (FrameRate(Fraction(60000, 1001), drop=True), "23:59:59;59", "00:00:00;00"),
    ],
    ids=str,
)
def test_the_clock_begins_again_after_its_last_frame(rate: FrameRate, before: str, after: str) -> None:
    frames = Grid(rate, Timecode(0, 0, 0))
    day = replace(frames, start=Timecode(24, 0, 0)).first
    assert (str(frames.clock(-1)), str(frames.clock(0))) == (before, after)
    assert (str(frames.clock(day - 1)), str(frames.clock(day))) == (before, after)
