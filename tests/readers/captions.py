"""Subtitle files of the tests -> what stands in them."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from transcript.errors import UnreadableDocument
from transcript.model import Row
from transcript.readers import Document, from_bytes


class Cue(NamedTuple):
    start: str
    end: str
    speaker: str
    text: str


def document_of(content: str | bytes, name: str = "film.srt") -> Document:
    return from_bytes(content.encode() if isinstance(content, str) else content, name)


def rows_of(content: str | bytes) -> tuple[Row, ...]:
    document = document_of(content)
    assert document.layout == "subtitles"
    return document.rows


def cues_of(content: str | bytes) -> list[Cue]:
    """The cues of a file."""
    return [Cue(*row.cells) for row in rows_of(content) if len(row.cells) == 4]


def said_in(content: str | bytes) -> list[tuple[str, str]]:
    """Who says what in a file."""
    return [(cue.speaker, cue.text) for cue in cues_of(content)]


def front_of(content: str | bytes) -> list[str]:
    return [row.cells[0] for row in rows_of(content) if row.front]


def unplaced_in(content: str | bytes) -> list[tuple[int, str]]:
    """Lines that are no cue and belong nowhere, with their numbers."""
    return [(row.number, row.cells[0]) for row in rows_of(content) if not row.front and len(row.cells) == 1]


def refusal_of(content: str | bytes) -> str:
    with pytest.raises(UnreadableDocument) as refusal:
        document_of(content)
    assert "\n" not in str(refusal.value)
    assert refusal.value.advice
    return str(refusal.value)
