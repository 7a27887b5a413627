"""What an example says of a transcript's times."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from transcript.model import Cue, Shot, Sound, Title, Transcript

Entry: TypeAlias = Cue | Shot | Sound | Title
Seconds: TypeAlias = object  # a Fraction, written as an int where it is whole


def starts(entries: Iterable[Entry]) -> list[tuple[str, Seconds]]:
    """The timecode and the start of each entry."""
    return [(str(entry.timecode), entry.start) for entry in entries]


def notes(script: Transcript) -> list[Entry]:
    """The sounds and titles."""
    return [*script.sounds, *script.titles]


def spans(entries: Iterable[Cue | Shot]) -> list[tuple[str, Seconds, Seconds]]:
    """The timecode, start and end of each entry."""
    return [(str(entry.timecode), entry.start, entry.end) for entry in entries]
