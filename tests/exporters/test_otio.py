"""OpenTimelineIO: what the library reads back is what the JSON export holds, on the right frames."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import opentimelineio as otio
import pytest
from hypothesis import given

from tests.builders import RATES, cue, shot, transcript
from tests.exporters.films import FILM, PAL, PLACES, START, any_film, film_at
from transcript.errors import OutputRefused
from transcript.exporters import Exported, export
from transcript.exporters.frames import Grid
from transcript.exporters.transcript_json import document
from transcript.model import Span, Transcript
from transcript.timecode import FrameRate, Timecode

KINDS = {"speech": "cues", "shot": "shots", "sound": "sounds", "title": "titles"}


def timeline(content: bytes) -> Any:
    return otio.adapters.read_from_string(content.decode(), "otio_json")


def frames_of(marker: Any) -> tuple[float, float]:
    """First frame and the one behind the last, from the timeline's start."""
    marked = marker.marked_range
    return marked.start_time.value, marked.end_time_exclusive().value


def plain(value: Any) -> Any:
    """What the library hands out, as plain JSON again."""
    return json.loads(otio.core.serialize_json_to_string(value))


def put_together(content: bytes) -> dict[str, Any]:
    """The JSON export, made of the timeline's metadata and that of its markers."""
    read = timeline(content)
    held: dict[str, Any] = plain(read.metadata["transcript"])
    held["speakers"] = {entry.pop("name"): entry for entry in held["speakers"]}
    held |= {name: [] for name in KINDS.values()}
    for marker in read.tracks.markers:
        entry = plain(marker.metadata["transcript"])
        held[KINDS[entry.pop("kind")]].append(entry)
    return held


def codes(exported: Exported) -> set[str]:
    return {problem.code for problem in exported.problems}


def test_a_timeline_with_a_marker_for_everything() -> None:
    exported = export("otio", FILM)
    read = timeline(exported.content)
    assert exported.problems == ()
    assert (read.name, read.global_start_time.to_timecode()) == ("moon", "10:00:00:00")
    (film,) = read.find_clips()
    assert film.name == "moon"
    assert isinstance(film.media_reference, otio.schema.MissingReference)
    assert film.source_range == otio.opentime.range_from_start_end_time(
        otio.opentime.from_timecode("10:00:00:00", 25), otio.opentime.from_timecode("10:00:20:01", 25)
    )
    assert [(one.name, one.comment, one.color, *frames_of(one)) for one in read.tracks.markers] == [
        ("Shot 1", "Gate | dawn", "WHITE", 0, 200),
        ("NARRATOR", "THE SOVIETS RACED AMERICA IN SPACE.", "GREEN", 50, 150),
        ("Sound", "TITLE MUSIC", "BLACK", 150, 151),
        ("Shot 2", "Archive, launch pad b/w", "WHITE", 200, 350),
        ("LEONOV", "We could have gone to the moon…", "RED", 200, 325),
        ("Speech", "1969 was late.", "PURPLE", 350, 400),
        ("Title", "The Moon, 1969", "PINK", 500, 501),
    ]


def test_a_marker_holds_every_field_of_the_json_export() -> None:
    narrator = timeline(export("otio", FILM).content).tracks.markers[1]
    assert plain(narrator.metadata) == {
        "transcript": {
            "kind": "speech",
            "number": 1,
            "speaker": "NARRATOR",
            "timecode": "10:00:02",
            "start": 2.0,
            "end": 6.0,
            "end_given": False,
            "voice_over": True,
            "qualifier": None,
            "shot": 1,
            "line": "THE SOVIETS RACED AMERICA IN SPACE.",
            "time": "given",
            "typed": "10:00:02",
            "reel": 1,
            "lines": [3, 4],
        },
        # Where Resolve looks for a marker's note.
        "Resolve_OTIO": {"Keywords": [], "Note": "THE SOVIETS RACED AMERICA IN SPACE."},
    }


def test_clips_are_of_the_schema_that_every_version_reads() -> None:
    written = json.loads(export("otio", FILM).content)
    assert written["tracks"]["children"][0]["children"][0]["OTIO_SCHEMA"] == "Clip.1"


def test_a_script_in_whole_seconds_is_asked_for_its_rate() -> None:
    with pytest.raises(OutputRefused, match="otio counts frames"):
        export("otio", transcript(cues=[cue("ANN", "10:00:02", "Hello.")]))


def test_a_heading_without_words_is_there_too() -> None:
    script = transcript(frame_rate=PAL, cues=[cue("ANN", "10:00:02", "", qualifier="LAUGHS")])
    assert put_together(export("otio", script).content) == json.loads(export("json", script).content)


def test_what_stands_before_the_programme_start_moves_the_timeline_s() -> None:
    script = transcript(frame_rate=PAL, shots=[shot("09:59:50", "Clock"), shot("10:00:00", "Gate")])
    read = timeline(export("otio", script).content)
    assert read.global_start_time.to_timecode() == "09:59:50:00"
    assert [frames_of(one) for one in read.tracks.markers] == [(0, 150), (250, 400)]


def test_nul_and_half_characters_are_changed_and_said() -> None:
    script = transcript(frame_rate=PAL, cues=[cue("A\0N", "10:00:02", "half \ud83d moon", lines=(7, 8))])
    exported = export("otio", script)
    (marker,) = timeline(exported.content).tracks.markers
    assert (marker.name, marker.comment) == ("A\ufffdN", "half \ufffd moon")
    assert [(problem.code, problem.span) for problem in exported.problems] == [
        ("text-changed-for-format", Span(1, 1)),
        ("text-changed-for-format", Span(7, 8)),
        ("text-changed-for-format", Span(7, 8)),
    ]


def test_a_speaker_may_be_called_like_a_key_of_the_format() -> None:
    script = transcript(frame_rate=PAL, cues=[cue("OTIO_SCHEMA", "10:00:02", "Hello.")])
    assert put_together(export("otio", script).content) == json.loads(export("json", script).content)


def test_timecode_comes_round_at_midnight() -> None:
    late = transcript(frame_rate=PAL, start=Timecode(24, 0, 0), shots=[shot("10:00:00", "Gate")])
    exported = export("otio", late)
    assert timeline(exported.content).global_start_time.to_timecode() == "00:00:00:00"
    assert codes(exported) == {"timecode-past-midnight"}


@pytest.mark.parametrize("rate", [*RATES, FrameRate(Fraction(25, 2)), FrameRate(Fraction(100))], ids=str)
def test_frames_are_exact_at_every_rate(rate: FrameRate) -> None:
    read = timeline(export("otio", film_at(rate)).content)
    assert read.global_start_time == otio.opentime.RationalTime(Grid(rate, START).first, float(rate.rate))
    speeches = [one for one in read.tracks.markers if one.name == "ANN"]
    assert [frames_of(one) for one in speeches] == list(PLACES)
    assert {one.marked_range.start_time.rate for one in speeches} == {float(rate.rate)}
    if rate in RATES:
        starts = (read.global_start_time + one.marked_range.start_time for one in speeches)
        labels = [otio.opentime.to_timecode(at, float(rate.rate), drop_frame=rate.drop) for at in starts]
        assert labels == [one["timecode"] for one in put_together(export("otio", film_at(rate)).content)["cues"]]


@given(any_film)
def test_any_script_can_be_put_together_again(script: Transcript) -> None:
    exported = export("otio", script)
    read = timeline(exported.content)
    rate = script.timing.frame_rate
    assert rate is not None
    grid = Grid(rate, script.timing.start)
    starts = sorted(
        grid.frame(start)
        for start in (
            *(one.start for one in script.shots),
            *(one.start for one in script.cues),
            *(one.start for one in script.sounds),
            *(one.start for one in script.titles),
        )
    )
    assert [frames_of(one)[0] + min([0, *starts]) for one in read.tracks.markers] == starts
    if "text-changed-for-format" not in codes(exported):
        assert put_together(exported.content) == json.loads(json.dumps(document(script)))
