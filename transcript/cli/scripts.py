"""Opening the scripts that a command is given."""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from transcript.cli.refusals import WrongUse, refusals
from transcript.errors import UnreadableDocument

if TYPE_CHECKING:
    from transcript.model import Transcript
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


def named(script: str) -> str:
    """A script as it is named in what the commands say."""
    return "<stdin>" if script == STDIN else script


def load(script: str, reading: Reading) -> Transcript:
    """The transcript of a script, `-` being standard input. What cannot be read is refused."""
    from transcript.api import open_script, transcribe

    if keeps_transcript(script):
        _refuse_reading(script, reading)
    with refusals(named(script)):
        if script == STDIN:
            return transcribe(_opened(script, reading), _settings(reading))
        return open_script(Path(script), reading.encoding, _settings(reading))


def label(script: str, reading: Reading) -> Labelled:
    """Every stretch of a script with its kind. What cannot be read is refused."""
    from transcript import parser

    with refusals(named(script)):
        return parser.label(_opened(script, reading), _settings(reading))


def keeps_transcript(script: str) -> bool:
    """Whether a file is JSON: a transcript that convert has written, which is not parsed again."""
    from transcript.api import holds_transcript

    return script != STDIN and holds_transcript(Path(script))


def place(script: str, transcript: Transcript) -> str:
    """The document that the lines of problems count in: a transcript that is kept as JSON was read from another."""
    return transcript.source.name if keeps_transcript(script) else named(script)


def _refuse_reading(script: str, reading: Reading) -> None:
    given = [field.name for field in fields(reading) if getattr(reading, field.name)]
    if given:
        options = ", ".join(_OPTIONS.get(name, f"--{name}") for name in given)
        raise WrongUse(f"{script}: a transcript in JSON is read as it is; leave {options} out")


_OPTIONS = {"frame_rate": "--fps", "aliases": "--alias and --cast"}


def _opened(script: str, reading: Reading) -> Document:
    from transcript import readers

    if script != STDIN:
        return readers.read(Path(script), encoding=reading.encoding)
    try:
        data = sys.stdin.buffer.read()
    except OSError as error:
        found = f"standard input cannot be read ({(error.strerror or str(error)).lower()})"
        raise UnreadableDocument(found, "name a file") from None
    return readers.read(None, encoding=reading.encoding, stdin=data)


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
