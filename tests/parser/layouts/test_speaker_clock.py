"""A name and a timecode in one line, with paragraphs of speech below."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.parser.layouts.paragraph_scripts import Said, labels, read, rows, said
from transcript.model import Kind
from transcript.parser.layouts import speaker_clock


@pytest.mark.parametrize(
    "form",
    [
        "{name}: {time}",
        "{name} ({time}):",
        "**{name}**  {time}",
        "{name}  {time}",
        "{name}, {time}",
        "{name}: ({time})",
        "{name} [{time}]:",
        "[{name}]: {time}",
    ],
)
@pytest.mark.parametrize("time", ["00:00:05", "0:05"])
def test_a_name_and_a_timecode_in_one_line(form: str, time: str) -> None:
    script = "\n".join(
        f"{form.format(name=name, time=at)}\n{line}\n"
        for name, at, line in (
            ("Ann Lee", time, "The bees came by train."),
            ("Bob Ray", time[:-2] + "14", "No."),
            ("Ann Lee", time[:-2] + "15", "They did.\nThe guard was not amused."),
        )
    )
    assert said(speaker_clock, script) == [
        Said("00:00:05", "Ann Lee", "The bees came by train."),
        Said("00:00:14", "Bob Ray", "No."),
        Said("00:00:15", "Ann Lee", "They did. The guard was not amused."),
    ]
    assert speaker_clock.score(rows(script)) >= 0.5


def test_a_clock_time_in_speech_is_no_timecode_and_a_short_answer_no_name() -> None:
    script = """
Ann Lee  0:05
We left at 10:30
Brother Martin

Bob Ray  0:12
Exactly

Ann Lee  0:13
Brother Martin said it was 9:45
"""
    assert [cue.line for cue in said(speaker_clock, script)] == [
        "We left at 10:30 Brother Martin",
        "Exactly",
        "Brother Martin said it was 9:45",
    ]


def test_front_matter_headings_and_credits_are_no_speech() -> None:
    script = """---
title: The Weir
speakers:
  - Ann Lee
---
# The Weir

Ann Lee: 00:00:05

It was a scandal.

## The second scandal

Bob Ray: 00:00:31

Twice?

Ann Lee: 00:00:32

Twice.

Transcribed by volunteers
"""
    front = [text for kind, text in labels(speaker_clock, script) if kind is Kind.FRONT]
    assert front[-3:] == ["# The Weir", "## The second scandal", "Transcribed by volunteers"]
    assert [cue.line for cue in said(speaker_clock, script)] == ["It was a scandal.", "Twice?", "Twice."]


@pytest.mark.parametrize(
    ("name", "heading", "skipped"),
    [
        ("talk-name-clock.md", r"\[?([A-Z][\w ]+?)\]?: (\d\d:\d\d:\d\d)\s*", r"#{1,6} .*"),
        ("otter-export.md", r"\*\*([\w ]+)\*\*\s+(\d+:\d\d)\s*", r"(?!)"),
    ],
)
def test_real_transcripts_as_a_few_lines_of_other_code_read_them(
    shared: Path, name: str, heading: str, skipped: str
) -> None:
    typed = (shared / "scripts" / name).read_text(encoding="utf-8")
    body = re.sub(r"\A---\n.*?\n---\n", "", typed, flags=re.DOTALL)
    wanted: list[tuple[str, str, str]] = []
    for line in body.splitlines():
        if found := re.fullmatch(heading, line):
            wanted.append((found[1], ":".join(f"{int(part):02}" for part in found[2].split(":")), ""))
        elif line.strip() and not re.fullmatch(skipped, line):
            wanted[-1] = (*wanted[-1][:2], f"{wanted[-1][2]} {line}")
    script = read(speaker_clock, typed)
    assert speaker_clock.score(rows(typed)) >= 0.9
    assert [(cue.speaker, cue.line.split()) for cue in script.cues] == [(who, text.split()) for who, _, text in wanted]
    assert [str(cue.timecode) for cue in script.cues] == [
        at if at.count(":") == 2 else f"00:{at}" for _, at, _ in wanted
    ]
    assert not {problem.code for problem in script.problems} & {
        "unplaced",
        "timecode-malformed",
        "timecode-out-of-order",
    }
