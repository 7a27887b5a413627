"""What can be read: for each reader its name, the suffixes of its files, what they are, and how a line of one looks.

A reader's module says it in NAME, SUFFIXES, DESCRIPTION and EXAMPLE, and imports what is slow to import where it is
used, so that asking for the list costs little.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

_MODULES = (
    "text",
    "docx",
    "doc",
    "odt",
    "rtf",
    "pdf",
    "html_page",
    "csv_table",
    "xlsx",
    "subtitles_srt",
    "subtitles_webvtt",
    "subtitles_sbv",
    "subtitles_ass",
    "subtitles_ttml",
)


@dataclass(frozen=True, slots=True)
class Readable:
    """One kind of document. suffixes: what its files usually end in; the content decides."""

    name: str
    suffixes: tuple[str, ...]
    description: str
    example: str


def readable() -> tuple[Readable, ...]:
    """Every kind of document that can be read."""
    modules = [import_module(f"{__package__}.{name}") for name in _MODULES]
    return tuple(Readable(m.NAME, tuple(m.SUFFIXES), m.DESCRIPTION, m.EXAMPLE) for m in modules)
