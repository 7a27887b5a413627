"""Opening the scripts that a command is given."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from transcript.cli.refusals import WrongUse, refusals
from transcript.errors import UnreadableDocument

if TYPE_CHECKING:
    from transcript.model import Transcript
    from transcript.parser import Labelled
    from transcript.readers import Document
    from transcript.reading import Reading

STDIN = "-"

_HELD = f"{__name__}.stdin"
_NAMES = f"{__name__}.names"
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"")


def named(script: str) -> str:
    """A script as it is named in what the commands say."""
    return "<stdin>" if script == STDIN else script


def load(script: str, reading: Reading) -> Transcript:
    """The transcript of a script, `-` being standard input. What cannot be read is refused."""
    return load_with_document(script, reading)[0]


def load_with_document(script: str, reading: Reading) -> tuple[Transcript, Document | None]:
    """The transcript of a script and the document it was read from; None where a transcript was kept as JSON."""
    from transcript.api import transcribe

    if keeps_transcript(script):
        return _kept(script, reading), None
    with refusals(named(script)):
        document = _opened(script, reading)
        transcript = transcribe(document, reading.settings)
    met: set[str] = click.get_current_context().meta.setdefault(_NAMES, set())
    met.update(name.casefold() for one in transcript.speakers for name in (one.name, *one.aliases))
    return transcript, document


def is_stranger(name: str) -> bool:
    """Whether nobody is called so in any of the scripts that the running command has read, where it has read any."""
    met: set[str] | None = click.get_current_context().meta.get(_NAMES)
    return met is not None and name.casefold() not in met


def label(script: str, reading: Reading) -> Labelled:
    """Every stretch of a script with its kind. What cannot be read is refused."""
    from transcript import parser

    with refusals(named(script)):
        return parser.label(_opened(script, reading), reading.settings)


def keeps_transcript(script: str) -> bool:
    """Whether a file, or standard input, is JSON: a transcript that convert has written, which is not parsed again."""
    from transcript.api import holds_transcript

    if script != STDIN:
        return holds_transcript(Path(script))
    with refusals(named(script)):
        return _JSON.match(_standard_input()) is not None


def place(script: str, transcript: Transcript) -> str:
    """The document that the lines of problems count in: a transcript that is kept as JSON was read from another."""
    return transcript.source.name if keeps_transcript(script) else named(script)


def _kept(script: str, reading: Reading) -> Transcript:
    from transcript.readers import file_bytes
    from transcript.reading import read_kept

    if reading.of_parsing:
        options = ", ".join(_OPTIONS.get(name, f"--{name}") for name in reading.of_parsing)
        raise WrongUse(f"{named(script)}: a transcript in JSON is read as it is; leave {options} out")
    with refusals(named(script)):
        content = _standard_input() if script == STDIN else file_bytes(Path(script), reading.bounds)
        return read_kept(content, named(script), reading)


_OPTIONS = {"aliases": "--alias and --cast"}


def _opened(script: str, reading: Reading) -> Document:
    from transcript import readers

    if script != STDIN:
        return readers.read(Path(script), encoding=reading.encoding, limits=reading.bounds)
    return readers.read(None, encoding=reading.encoding, stdin=_standard_input(), limits=reading.bounds)


def _standard_input() -> bytes:
    """What standard input holds, up to the limit of a document's size; it is read once in a run."""
    from transcript.readers.limits import with_limits

    held = click.get_current_context().meta
    if _HELD not in held:
        limits = with_limits(click.get_current_context().params.get("limit", ()))
        try:
            held[_HELD] = sys.stdin.buffer.read(limits.size + 1)
        except OSError as error:
            found = f"standard input cannot be read ({(error.strerror or str(error)).lower()})"
            raise UnreadableDocument(found, "name a file") from None
    content: bytes = held[_HELD]
    return content
