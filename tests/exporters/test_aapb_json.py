"""Transcripts of the American Archive: the file, and what a JSON reader takes from it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from tests.builders import cue, transcript, transcripts
from tests.exporters.films import FILM
from transcript.errors import OutputRefused
from transcript.exporters import Exported, export
from transcript.exporters.safety import clean
from transcript.model import Transcript


def document(exported: Exported) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(exported.content)
    assert list(read) == ["id", "language", "parts", "speakers"]
    return read


def in_language(script: Transcript, tag: str | None) -> Transcript:
    return replace(script, source=replace(script.source, language=tag))


def test_a_part_for_each_cue() -> None:
    exported = export("aapb-json", in_language(FILM, "en-US"))
    assert exported.problems == ()
    assert exported.content.decode() == (
        """{
  "id": "moon",
  "language": "en-US",
  "parts": [
    {
      "id": 1,
      "text": "THE SOVIETS RACED AMERICA IN SPACE.",
      "start_time": "2.0",
      "end_time": "6.0",
      "speaker_id": 1
    },
    {
      "id": 2,
      "text": "We could have gone to the moon…",
      "start_time": "8.0",
      "end_time": "13.0",
      "speaker_id": 2
    },
    {
      "id": 3,
      "text": "1969 was late.",
      "start_time": "14.0",
      "end_time": "16.0",
      "speaker_id": null
    }
  ],
  "speakers": [
    {
      "id": 1,
      "name": "NARRATOR"
    },
    {
      "id": 2,
      "name": "LEONOV"
    }
  ]
}
"""
    )


def test_a_language_that_nothing_says_is_undetermined() -> None:
    assert document(export("aapb-json", in_language(FILM, None)))["language"] == "und"


def test_a_script_without_speech_is_refused() -> None:
    with pytest.raises(OutputRefused, match="no speech in it, and the format aapb-json is made of speech"):
        export("aapb-json", transcript())


def test_half_characters_are_replaced_and_said() -> None:
    exported = export(
        "aapb-json", transcript(name="\ud83dfilm.txt", cues=[cue("A\ud83d", "10:00:02", "Well\x07 \ud83d")])
    )
    read = document(exported)
    assert (read["id"], read["parts"][0]["text"], read["speakers"][0]["name"]) == (
        "\ufffdfilm",
        "Well \ufffd",
        "A\ufffd",
    )
    assert [problem.code for problem in exported.problems] == ["text-changed-for-format"] * 3


@given(transcripts().filter(lambda script: any(cue.line.strip() for cue in script.cues)))
def test_any_speech_arrives_or_its_change_is_said(script: Transcript) -> None:
    exported = export("aapb-json", script)
    read = document(exported)
    names = {one["id"]: one["name"] for one in read["speakers"]}
    assert [part["id"] for part in read["parts"]] == list(range(1, len(read["parts"]) + 1))
    said = [cue for cue in script.cues if clean(cue.line)]
    found = [
        (part["text"], names.get(part["speaker_id"]) or "", part["start_time"], part["end_time"])
        for part in read["parts"]
    ]
    assert sorted(found) == sorted(
        (
            clean(cue.line),
            clean(cue.speaker or ""),
            str(round(cue.start * 1000) / 1000),
            str(round(cue.end * 1000) / 1000),
        )
        for cue in said
    )
    if not exported.problems:
        assert [part["text"] for part in read["parts"]] == [cue.line for cue in script.cues if cue.line.strip()]
