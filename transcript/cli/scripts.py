"""Opening the scripts that a command is given, and saying what was recognised in them."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from transcript.cli.refusals import refusals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transcript.model import Problem, Transcript
    from transcript.parser import Labelled, ParseSettings
    from transcript.parser.corrections import Correction
    from transcript.readers import Document
    from transcript.timecode import FrameRate, Timecode

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the options say about how to read a script."""

    encoding: str | None
    layout: str | None
    text: str | None
    language: str | None
    start: Timecode | None
    frame_rate: FrameRate | None
    aliases: tuple[tuple[str, str], ...]
    corrections: tuple[Correction, ...]


def shown(script: str) -> str:
    """A script as it is named in what the commands say."""
    return "<stdin>" if script == STDIN else script


def load(script: str, reading: Reading) -> Transcript:
    """The transcript of a script, `-` being standard input. What cannot be read is refused."""
    from transcript.api import transcribe

    with refusals(shown(script)):
        return transcribe(_opened(script, reading), _settings(reading))


def label(script: str, reading: Reading) -> Labelled:
    """Every stretch of a script with its kind. What cannot be read is refused."""
    from transcript import parser

    with refusals(shown(script)):
        return parser.label(_opened(script, reading), _settings(reading))


def _opened(script: str, reading: Reading) -> Document:
    from transcript import readers

    if script == STDIN:
        return readers.read(None, encoding=reading.encoding, stdin=sys.stdin.buffer.read())
    return readers.read(Path(script), encoding=reading.encoding)


def _settings(reading: Reading) -> ParseSettings:
    from transcript.parser import ParseSettings

    return ParseSettings(
        layout=reading.layout,
        start=reading.start,
        frame_rate=reading.frame_rate,
        aliases=reading.aliases,
        corrections=reading.corrections,
        text=reading.text,
        language=reading.language,
    )


def recognised(transcript: Transcript) -> str:
    """What was found in a script, in one line."""
    source, timing = transcript.source, transcript.timing
    # What was told needs no saying, and English goes without.
    found = source.language if not source.language_given and source.language != "en" else None
    parts = [
        source.layout,
        source.encoding or "",
        f"language {found}" if found else "",
        f"programme start {timing.start}" if timing.timed else "no timecodes",
        count(len(timing.reels), "reel") if len(timing.reels) > 1 else "",
        f"{timing.frame_rate} frames a second" if timing.frame_rate else "",
        count(len(transcript.cues), "cue"),
        count(len(transcript.speakers), "speaker"),
        count(len(transcript.problems), "problem"),
    ]
    return ", ".join(part for part in parts if part)


def count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def say(line: str) -> None:
    """One line on standard error."""
    click.echo(line, err=True)


_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def unseen(script: str, transcript: Transcript, rules: str, broken: Sequence[Problem]) -> str:
    """What is left to say of problems: how many the subtitles add, and the command that lists them all.

    rules: the options of that command which list what the subtitles add.
    """
    more = f", {len(broken)} more in the subtitles" if broken else ""
    if script == STDIN or not (transcript.problems or broken):
        return more
    options = f"{rules} " if broken else ""
    return f"{more} (transcript check {options}{shlex.quote(script)})"


def once_each(problems: Iterable[Problem]) -> list[Problem]:
    """The first problem of each code, with the number of the others."""
    codes: dict[str, list[Problem]] = {}
    for problem in problems:
        codes.setdefault(problem.code, []).append(problem)
    return [
        replace(first, fix=f"{first.fix} (and {len(others)} more like this)".strip()) if others else first
        for first, *others in codes.values()
    ]


def problem_lines(script: str, problems: Iterable[Problem]) -> list[str]:
    """Problems as `path:line: severity code message; fix`."""
    lines = []
    for problem in problems:
        severity = click.style(problem.severity.value, fg=_COLOURS[problem.severity.value], bold=True)
        message = "; ".join(part for part in (problem.message, problem.fix) if part)
        text = f"{shown(script)}:{problem.span.first}: {severity} {problem.code} {message}"
        lines.append(" ".join(text.splitlines()))
    return lines
