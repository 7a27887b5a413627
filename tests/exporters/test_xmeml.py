"""Final Cut Pro 7 XML: the file, and what OpenTimelineIO's adapter and lxml read from it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import opentimelineio as otio
import pytest
from hypothesis import given
from lxml import etree

from tests.builders import RATES, cue, shot, transcript
from tests.exporters.films import FILM, PAL, PLACES, START, any_film, film_at
from transcript.errors import OutputRefused
from transcript.exporters import Exported, export
from transcript.exporters.frames import Grid
from transcript.exporters.safety import clean
from transcript.model import Span, Transcript
from transcript.timecode import FrameRate, Timecode


def by_adapter(content: bytes) -> Any:
    return otio.adapters.read_from_string(content.decode(), "fcp_xml")


def by_lxml(content: bytes) -> etree._Element:
    (sequence,) = etree.fromstring(content, etree.XMLParser(resolve_entities=False)).iter("sequence")
    return sequence


def markers(content: bytes) -> list[tuple[str, str, int, int]]:
    """Name, comment, in and out of each marker as they stand in the file."""
    return [
        (
            one.findtext("name", ""),
            one.findtext("comment", ""),
            int(one.findtext("in", "")),
            int(one.findtext("out", "")),
        )
        for one in by_lxml(content).iterfind("marker")
    ]


def codes(exported: Exported) -> set[str]:
    return {problem.code for problem in exported.problems}


def test_a_sequence_with_markers_in_its_frames() -> None:
    exported = export("xmeml", FILM)
    assert exported.content.startswith(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n<xmeml version="4">\n'
    )
    assert exported.problems == ()
    sequence = by_lxml(exported.content)
    found = {path: sequence.findtext(path) for path in ("name", "duration", "rate/timebase", "rate/ntsc")}
    assert found == {"name": "moon", "duration": "501", "rate/timebase": "25", "rate/ntsc": "FALSE"}
    timecode = {one.tag: one.text for one in sequence.iterfind("timecode/*") if not len(one)}
    assert timecode == {"string": "10:00:00:00", "frame": "900000", "displayformat": "NDF"}
    assert markers(exported.content) == [
        ("Shot 1", "Gate | dawn", 0, 200),
        ("NARRATOR", "THE SOVIETS RACED AMERICA IN SPACE.", 50, 150),
        ("Sound", "TITLE MUSIC", 150, -1),
        ("Shot 2", "Archive, launch pad b/w", 200, 350),
        ("LEONOV", "We could have gone to the moon…", 200, 325),
        ("Speech", "1969 was late.", 350, 400),
        ("Title", "The Moon, 1969", 500, -1),
    ]


def test_a_marker_as_it_stands_in_the_file() -> None:
    lines = [line.strip() for line in export("xmeml", FILM).content.decode().splitlines()]
    first = lines.index("<marker>")
    assert lines[first : first + 6] == [
        "<marker>",
        "<comment>Gate | dawn</comment>",
        "<name>Shot 1</name>",
        "<in>0</in>",
        "<out>200</out>",
        "</marker>",
    ]


def test_a_script_in_whole_seconds_is_asked_for_its_rate() -> None:
    with pytest.raises(OutputRefused, match="xmeml counts frames"):
        export("xmeml", transcript(cues=[cue("ANN", "10:00:02", "Hello.")]))


def test_a_rate_that_has_no_timebase_is_refused() -> None:
    script = transcript(frame_rate=FrameRate(Fraction(25, 2)), shots=[shot("10:00:00", "Gate")])
    with pytest.raises(OutputRefused, match=r"25/2 frames a second cannot stand in xmeml.*otio"):
        export("xmeml", script)


def test_control_characters_are_changed_and_said() -> None:
    script = transcript(frame_rate=PAL, cues=[cue("A\x0bN", "10:00:02", "be\x07ll \ufffe \ud83d", lines=(7, 8))])
    exported = export("xmeml", script)
    assert [one[:2] for one in markers(exported.content)] == [("A N", "bell \ufffd \ufffd")]
    assert [(problem.code, problem.span) for problem in exported.problems] == [
        ("text-changed-for-format", Span(7, 8)),
        ("text-changed-for-format", Span(7, 8)),
    ]


@pytest.mark.parametrize(
    "typed", ["]]>", "<i>soft</i>", "R&B &amp;", "</comment>", "<![CDATA[", "-->", "שלום 👩‍🚀", "x" * 10_000]
)
def test_markup_is_text(typed: str) -> None:
    script = transcript(frame_rate=PAL, name=f"{typed}.txt", cues=[cue(typed, "10:00:02", typed)])
    exported = export("xmeml", script)
    assert [one[:2] for one in markers(exported.content)] == [(typed, typed)]
    assert exported.problems == ()


def test_what_stands_before_the_programme_start_moves_the_sequence_s() -> None:
    script = transcript(frame_rate=PAL, shots=[shot("09:59:50", "Clock"), shot("10:00:00", "Gate")])
    content = export("xmeml", script).content
    assert by_lxml(content).findtext("timecode/string") == "09:59:50:00"
    assert [one[2:] for one in markers(content)] == [(0, 150), (250, 400)]


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_frames_are_exact_at_every_rate(rate: FrameRate) -> None:
    content = export("xmeml", film_at(rate)).content
    read = by_adapter(content)
    assert (read.global_start_time.value, read.global_start_time.rate) == (
        Grid(rate, START).first,
        pytest.approx(float(rate.rate), rel=1e-15),
    )
    speeches = [one.marked_range for one in read.tracks.markers if one.name == "ANN"]
    assert [(one.start_time.value, one.end_time_exclusive().value) for one in speeches] == list(PLACES)
    for timecode in by_lxml(content).iter("timecode"):
        assert timecode.findtext("string") == str(Timecode(9, 59, 58, 0, rate.drop))
        assert timecode.findtext("displayformat") == ("DF" if rate.drop else "NDF")
        assert timecode.findtext("rate/timebase") == str(rate.nominal)
        assert timecode.findtext("rate/ntsc") == ("FALSE" if rate.rate.denominator == 1 else "TRUE")


@given(any_film)
def test_any_script_is_read_as_it_was_meant(script: Transcript) -> None:
    exported = export("xmeml", script)
    rate = script.timing.frame_rate
    assert rate is not None
    grid = Grid(rate, script.timing.start)
    meant = [
        *((grid.frame(one.start), one.note) for one in script.shots),
        *((grid.frame(one.start), one.line) for one in script.cues if one.line),
        *((grid.frame(one.start), one.note) for one in script.sounds),
        *((grid.frame(one.start), one.text) for one in script.titles),
    ]
    cleaned = sorted((start, clean(text)) for start, text in meant)
    assert sorted((start, comment) for _, comment, start, _ in markers(exported.content)) == cleaned
    read = by_adapter(exported.content).tracks.markers
    assert (
        sorted((one.marked_range.start_time.value, one.metadata["fcp_xml"]["comment"] or "") for one in read) == cleaned
    )
    if "text-changed-for-format" not in codes(exported):
        assert cleaned == sorted(meant)
