"""Podcast transcripts: the file, and what a JSON reader takes from it."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from tests.builders import cue, shot, transcript, transcripts
from tests.exporters.films import FILM, film_at
from transcript.errors import OutputRefused
from transcript.exporters import Exported, ExportOptions, export
from transcript.exporters.safety import clean
from transcript.model import Transcript
from transcript.timecode import FrameRate


def segments(exported: Exported) -> list[dict[str, Any]]:
    read = json.loads(exported.content)
    assert list(read) == ["version", "segments"]
    assert read["version"] == "1.0.0"
    found: list[dict[str, Any]] = read["segments"]
    return found


def codes(exported: Exported) -> list[str]:
    return [problem.code for problem in exported.problems]


def test_a_segment_for_each_cue() -> None:
    exported = export("podcast-json", FILM)
    assert exported.problems == ()
    assert exported.content.decode() == (
        """{
  "version": "1.0.0",
  "segments": [
    {
      "speaker": "NARRATOR",
      "startTime": 2.0,
      "endTime": 6.0,
      "body": "THE SOVIETS RACED AMERICA IN SPACE."
    },
    {
      "speaker": "LEONOV",
      "startTime": 8.0,
      "endTime": 13.0,
      "body": "We could have gone to the moon…"
    },
    {
      "startTime": 14.0,
      "endTime": 16.0,
      "body": "1969 was late."
    }
  ]
}
"""
    )


def test_times_are_in_thousandths_of_a_second() -> None:
    script = film_at(FrameRate(Fraction(30000, 1001), drop=True), [(1, 30), (47, 50)])
    assert [(one["startTime"], one["endTime"]) for one in segments(export("podcast-json", script))] == [
        (0.033, 1.001),
        (1.568, 1.668),
    ]


def test_programme_time_on_request() -> None:
    (first, *_) = segments(export("podcast-json", FILM, options=ExportOptions(programme_time=True)))
    assert (first["startTime"], first["endTime"]) == (36002.0, 36006.0)


def test_speech_before_the_programme_start_is_cut_or_left_out_and_said() -> None:
    script = transcript(cues=[cue("ANN", "09:59:50", "Gone."), cue("ANN", "09:59:58", "Half.", lasting=4)])
    exported = export("podcast-json", script)
    assert segments(exported) == [{"speaker": "ANN", "startTime": 0.0, "endTime": 2.0, "body": "Half."}]
    assert codes(exported) == ["before-programme-start", "before-programme-start"]


def test_speeches_stand_in_the_order_of_their_times() -> None:
    script = transcript(cues=[cue("ANN", "10:00:08", "Second."), cue("BEN", "10:00:02", "First.", lines=(2, 2))])
    exported = export("podcast-json", script)
    assert [one["body"] for one in segments(exported)] == ["First.", "Second."]
    assert [(problem.code, problem.span.first) for problem in exported.problems] == [("speeches-out-of-order", 2)]


def test_a_script_without_speech_is_refused() -> None:
    script = transcript(shots=[shot("10:00:00", "Gate")], cues=[cue("ANN", "10:00:02", " ")])
    with pytest.raises(OutputRefused, match="made of speech; its shots go into") as refused:
        export("podcast-json", script)
    assert "fcpxml" in str(refused.value)
    assert "aapb-json" not in str(refused.value)


@given(transcripts().filter(lambda script: any(cue.line.strip() for cue in script.cues)))
def test_any_speech_arrives_or_its_change_is_said(script: Transcript) -> None:
    exported = export("podcast-json", script)
    read = segments(exported)
    said = [cue for cue in script.cues if clean(cue.line)]
    assert sorted((one["body"], one.get("speaker")) for one in read if one.get("speaker")) == sorted(
        (clean(cue.line), clean(cue.speaker)) for cue in said if cue.speaker is not None and clean(cue.speaker)
    )
    assert sorted((one["body"], one["startTime"], one["endTime"]) for one in read) == sorted(
        (clean(cue.line), round(cue.start * 1000) / 1000, round(cue.end * 1000) / 1000) for cue in said
    )
    if not exported.problems:
        assert [one["body"] for one in read] == [cue.line for cue in script.cues if cue.line.strip()]
    assert export("podcast-json", replace(script, shots=(), sounds=(), titles=())) == exported
