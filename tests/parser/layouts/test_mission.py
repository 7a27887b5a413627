"""Air-to-ground transcripts in mission time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given

from tests.parser.layouts.labels import annotated, assert_nothing_lost, gold, mixed_rows, rows_of, sample, spoken, told
from transcript import readers
from transcript.model import Kind, Provenance, Row
from transcript.parser.layouts import mission as layout

FLIGHT = """
[-00:00:00:12]
_page : 1
_tape : 1/1
CC: Twelve seconds.

[00:00:00:04]
CDR: Roger. Clock.

[00:00:01:45]
CDR (EAGLE): Okay for [glossary:SEP]:
  it says GO here.
CMP/LMP: Roger.

[01:02:03:59]
(Silence)
Houston: All quiet.
Houston: Good night.
"""


def test_days_fold_into_hours_and_places_qualify_names() -> None:
    rows = rows_of(FLIGHT)
    assert layout.score(rows) > 0.9
    assert spoken(layout, rows) == [
        ("00:00:00", "CC", "Twelve seconds."),
        ("00:00:04", "CDR", "Roger. Clock."),
        ("00:01:45", "CDR", "Okay for [glossary:SEP]: it says GO here."),
        ("00:01:45", "CMP/LMP", "Roger."),
        ("26:03:59", "Houston", "All quiet."),
        ("26:03:59", "Houston", "Good night."),
    ]
    script = told(layout, rows)
    assert script.cues[2].qualifier == "EAGLE"
    assert [sound.note for sound in script.sounds] == ["(Silence)"]
    assert [s.text for s in script.segments if s.kind is Kind.FRONT] == ["_page : 1", "_tape : 1/1"]


def test_time_before_zero_is_held_at_zero_and_said_to_be() -> None:
    script = told(layout, rows_of(FLIGHT))
    first = script.cues[0]
    assert first.start == 0
    assert (first.time, first.typed) == (Provenance.ESTIMATED, "[-00:00:00:12]")
    assert [problem.code for problem in script.problems] == ["timecode-before-zero"]


@pytest.mark.parametrize("name", ["CDR", "CC"])
def test_call_signs_without_a_colon(name: str) -> None:
    text = "\n".join(f"00 00 {at // 60:02} {at % 60:02}  {sign}  Roger, {at}." for at, sign in zip(
        range(20, 200, 25), ["CDR", "CC"] * 4, strict=True))  # fmt: skip
    rows = rows_of("Tape 1/1\n" + text)
    assert layout.score(rows) >= 0.5
    assert [cue.speaker for cue in told(layout, rows).cues].count(name) == 4


def test_frames_are_no_seconds() -> None:
    rows = rows_of(
        "\n".join(f"[00:{at // 60:02}:{at % 60:02}:{at % 25:02}]\nANN: We go out." for at in range(0, 300, 7))
    )
    assert layout.score(rows) < 0.5


def test_the_sample_is_labelled_as_annotated() -> None:
    rows = readers.read(sample("mission")).rows
    assert layout.score(rows) > 0.9
    assert annotated(layout.segments(rows)) == gold("mission")


@given(rows=mixed_rows("mission"))
def test_nothing_is_lost(rows: tuple[Row, ...]) -> None:
    assert_nothing_lost(layout, rows)


def test_apollo_11(shared: Path) -> None:
    """Every entry of the real transcript: its time, who speaks from where, and every word."""
    path = shared / "scripts" / "apollo-11-air-to-ground.txt"
    entries: list[tuple[str, str, str | None, str]] = []
    time = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if stamp := re.fullmatch(r"\[(\d\d):(\d\d):(\d\d):(\d\d)\]", line):
            day, hours, minutes, seconds = map(int, stamp.groups())
            time = f"{day * 24 + hours:02}:{minutes:02}:{seconds:02}"
        elif named := re.match(r"([A-Z][A-Z0-9/ ]*?)(?: \((\w+)\))?: (.*)", line):
            entries.append((time, named[1], named[2], named[3].strip()))
        elif line.strip() and not line.startswith("_"):
            *said, text = entries[-1]
            entries[-1] = (said[0], said[1], said[2], f"{text} {line.strip()}")  # type: ignore[assignment]
    rows = readers.read(path).rows
    assert layout.score(rows) > 0.9
    script = told(layout, rows)
    assert [(str(cue.timecode), cue.speaker, cue.qualifier, cue.line) for cue in script.cues] == entries
    assert len({cue.timecode for cue in script.cues}) == 8480
    assert not [segment for segment in script.segments if segment.kind is Kind.UNPLACED]
    assert {cue.time for cue in script.cues} == {Provenance.GIVEN}
