"""Markers for Media Composer: the file, and what is read from it as columns parted by tabs.

Media Composer cannot run here, and no package reads the form: the csv module takes the columns apart, OpenTimelineIO
reads the timecodes.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import NamedTuple

import opentimelineio as otio
import pytest
from hypothesis import given

from tests.builders import RATES, cue, shot, transcript
from tests.exporters.films import FILM, PAL, PLACES, START, any_film, film_at
from transcript.errors import OutputRefused
from transcript.exporters import export
from transcript.exporters.frames import Grid
from transcript.exporters.safety import clean
from transcript.model import Span, Transcript
from transcript.timecode import FrameRate

COLOURS = {"red", "green", "blue", "cyan", "magenta", "yellow", "black", "white"}


class Read(NamedTuple):
    name: str
    timecode: str
    track: str
    colour: str
    comment: str
    frames: str


def read_back(content: bytes) -> list[Read]:
    rows = csv.reader(StringIO(content.decode(), newline="\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Read(*row) for row in rows]


def first_frames(read: list[Read], rate: FrameRate) -> list[int]:
    """The frames that OpenTimelineIO finds the markers on, from 00:00:00:00."""
    return [round(otio.opentime.from_timecode(one.timecode, float(rate.rate)).value) for one in read]


def test_a_file_as_media_composer_imports_it() -> None:
    exported = export("avid-markers", FILM)
    assert exported.content.decode() == (
        "Shot 1\t10:00:00:00\tV1\twhite\tGate | dawn\t200\n"
        "NARRATOR\t10:00:02:00\tA1\tgreen\tTHE SOVIETS RACED AMERICA IN SPACE.\t100\n"
        "Sound\t10:00:06:00\tA1\tblack\tTITLE MUSIC\t1\n"
        "LEONOV\t10:00:08:00\tA1\tred\tWe could have gone to the moon…\t125\n"
        "Shot 2\t10:00:08:00\tV1\twhite\tArchive, launch pad b/w\t150\n"
        "Speech\t10:00:14:00\tA1\tblack\t1969 was late.\t50\n"
        "Title\t10:00:20:00\tV1\tblack\tThe Moon, 1969\t1\n"
    )
    assert exported.problems == ()


def test_a_script_in_whole_seconds_is_asked_for_its_rate() -> None:
    with pytest.raises(OutputRefused, match="avid-markers counts frames"):
        export("avid-markers", transcript(cues=[cue("ANN", "10:00:02", "Hello.")]))


def test_tabs_and_line_breaks_become_blanks_and_are_said() -> None:
    script = transcript(frame_rate=PAL, cues=[cue("A\tN", "10:00:02", "One\ttwo\r\nthree\u2028four.", lines=(7, 8))])
    exported = export("avid-markers", script)
    assert [(one.name, one.comment) for one in read_back(exported.content)] == [("A N", "One two  three four.")]
    assert [(problem.code, problem.span) for problem in exported.problems] == [
        ("text-changed-for-format", Span(7, 8)),
        ("text-changed-for-format", Span(7, 8)),
    ]


def test_two_on_one_frame_of_a_track_are_one_and_said() -> None:
    script = transcript(
        frame_rate=PAL,
        cues=[cue("ANN", "10:00:02", "Yes."), cue("BOB", "10:00:02", "No.", lasting=6, lines=(5, 5))],
        shots=[shot("10:00:02", "Gate")],
    )
    exported = export("avid-markers", script)
    assert [(one.name, one.track, one.comment, one.frames) for one in read_back(exported.content)] == [
        ("ANN", "A1", "Yes. / BOB: No.", "150"),
        ("Shot 1", "V1", "Gate", "150"),
    ]
    assert [(problem.code, problem.span) for problem in exported.problems] == [("markers-merged", Span(5, 5))]


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_frames_are_exact_at_every_rate(rate: FrameRate) -> None:
    speeches = [one for one in read_back(export("avid-markers", film_at(rate)).content) if one.track == "A1"]
    first = Grid(rate, START).first
    assert first_frames(speeches, rate) == [first + start for start, _ in PLACES]
    assert [int(one.frames) for one in speeches] == [end - start for start, end in PLACES]
    assert {one.timecode[8] for one in speeches} == {";" if rate.drop else ":"}


@given(any_film)
def test_any_script_is_read_as_it_was_meant(script: Transcript) -> None:
    exported = export("avid-markers", script)
    rate = script.timing.frame_rate
    assert rate is not None
    read = read_back(exported.content)
    assert {one.colour for one in read} <= COLOURS
    places = list(zip([one.track for one in read], first_frames(read, rate), strict=True))
    assert len(set(places)) == len(places), "one marker a frame of a track"
    everything = " ".join(one.comment for one in read)
    assert all(clean(said.line) in everything for said in script.cues)
    assert all(clean(seen.note) in everything for seen in script.shots)
    if not exported.problems:
        grid = Grid(rate, script.timing.start)
        meant = [("A1", one.start, one.line) for one in script.cues if one.line]
        meant += [("A1", one.start, one.note) for one in script.sounds]
        meant += [("V1", one.start, one.note) for one in script.shots]
        meant += [("V1", one.start, one.text) for one in script.titles]
        assert sorted((*place, one.comment) for place, one in zip(places, read, strict=True)) == sorted(
            (track, grid.first + grid.frame(start), text) for track, start, text in meant
        )
