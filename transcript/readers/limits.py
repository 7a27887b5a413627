"""How much a document may ask of the machine: far beyond any script, far below what brings a machine down.

Every limit is a field of `Limits`, and every reader gets them. A document that goes beyond one is refused with what was
found, the limit, and the option by which it is read all the same: `--limit unpacked=1GB`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from transcript.errors import InvalidSetting, UnreadableDocument

_UNITS = {"": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}
_MOST = 2**53  # what any counter holds exactly, and no machine has
_FORM = re.compile(r"(\d{1,16}) ?([KMG]?B?)", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that a document may hold. Embedded pictures, sounds and fonts are never unpacked and do not count.

    size: bytes of the file itself. unpacked: bytes of all parts that are read of a package (.docx, .odt, .xlsx), and of
    the text that a converter makes of an old Word document. parts: files in a package, whatever they are. markup: tags
    and attributes of one part, each of which takes some hundred bytes of memory. lines: lines and paragraphs, blank
    ones too, and the tabs in text. cells: cells of all tables, those that merging leaves empty too. nesting: elements
    of a page, groups of RTF within each other; of XML libxml2 takes 256 and no more. pages: of a PDF. characters: of a
    PDF, page_characters: of one of its pages. seconds: which the program takes that reads a PDF or converts an old Word
    document. memory: bytes which the one takes that reads a PDF.
    """

    size: int = 256 * 1024**2
    unpacked: int = 512 * 1024**2
    parts: int = 20_000
    markup: int = 4_000_000
    lines: int = 10_000_000
    cells: int = 2_000_000
    nesting: int = 2_000
    pages: int = 5_000
    characters: int = 20_000_000
    page_characters: int = 500_000
    seconds: int = 120
    memory: int = 3 * 1024**3


_BYTES = frozenset(("size", "unpacked", "memory"))
_FOUND = {
    "size": "the file has {}",
    "unpacked": "the document unpacks to {}",
    "parts": "the document is a package of {} files",
    "markup": "the document has {} tags and attributes in one part",
    "lines": "the document has {} lines",
    "cells": "the document has tables of {} cells",
    "nesting": "the document has {} parts within parts",
    "pages": "this PDF has {} pages",
    "characters": "this PDF holds {} characters",
    "page_characters": "a page of this PDF holds {} characters",
    "seconds": "reading this PDF takes {} seconds",
    "memory": "this PDF is damaged, or reading it takes {} of memory",
}


class Count:
    """What a document holds of one kind, counted while it is read."""

    def __init__(self, limits: Limits, name: str) -> None:
        self._limits = limits
        self._name = name
        self._most: int = getattr(limits, name)
        self._found = 0

    def add(self, more: int = 1) -> None:
        """Count some more. Raises UnreadableDocument where they are too many."""
        self._found += more
        if self._found > self._most:
            raise beyond(self._limits, self._name)


def check(limits: Limits, name: str, found: int) -> None:
    """Refuse a document that holds more of one kind than the limits allow (UnreadableDocument)."""
    if found > getattr(limits, name):
        raise beyond(limits, name, found)


def beyond(limits: Limits, name: str, found: int | None = None) -> UnreadableDocument:
    """The refusal of a document that goes beyond a limit. found: how much it holds; None where nobody counts on."""
    most: int = getattr(limits, name)
    held = f"more than {_written(name, most)}" if found is None else _written(name, found)
    said = _FOUND[name].format(held) + ("" if found is None else f", more than {_written(name, most)}")
    higher = _asked(name, max(2 * most, 2 * (found or 0), 1))
    way = f"read all of it with --limit {higher}"
    if found is None:
        way = f"raise the limit as far as it takes, such as with --limit {higher}"
    return UnreadableDocument(said, f"save the script itself as a document of its own, or {way}")


def read_limit(text: str) -> tuple[str, int]:
    """A limit as it is typed, `unpacked=1GB` or `pages=9000`: its name and value. Raises InvalidSetting.

    KB, MB and GB are 1024 bytes and so on; they go with sizes only. The name may have hyphens.
    """
    typed, equals, value = text.partition("=")
    name = typed.strip().lower().replace("-", "_")
    names = [field.name for field in fields(Limits)]
    if not equals or name not in names:
        known = ", ".join(one.replace("_", "-") for one in names)
        raise InvalidSetting(f"no limit: {text!r}", f"write NAME=VALUE, such as unpacked=1GB; there are {known}")
    form = _FORM.fullmatch(value.strip())
    unit = "" if form is None else form[2].upper().removesuffix("B") + "B" if form[2] else ""
    if form is None or unit not in {*_UNITS, "B"} or (unit and name not in _BYTES):
        what = "bytes, such as 900000, 500KB, 200MB or 1GB" if name in _BYTES else "a whole number, such as 5000"
        raise InvalidSetting(f"no limit of {typed.strip()}: {value.strip()!r}", f"write {what}")
    number = int(form[1]) * _UNITS.get(unit, 1)
    if not 0 < number <= _MOST:
        raise InvalidSetting(f"no limit of {typed.strip()}: {value.strip()!r}", f"it is from 1 to {_MOST:,}")
    return name, number


def with_limits(told: Iterable[tuple[str, int]], limits: Limits | None = None) -> Limits:
    """The limits with some of them changed, as `read_limit` gives them; of one that is told twice the last holds."""
    return replace(limits or Limits(), **dict(told))


def _written(name: str, number: int) -> str:
    if name not in _BYTES or number < 1024:
        return f"{number:,}" + (" bytes" if name in _BYTES else "")
    unit = "GB" if number >= 1024**3 else "MB" if number >= 1024**2 else "KB"
    return f"{number / _UNITS[unit]:,.1f}".removesuffix(".0") + f" {unit}"


def _asked(name: str, number: int) -> str:
    """A limit at least as high as a number, as an option has it."""
    option = name.replace("_", "-")
    if name not in _BYTES:
        return f"{option}={number}"
    unit = "GB" if number >= 1024**3 else "MB" if number >= 1024**2 else "KB"
    return f"{option}={-(-number // _UNITS[unit])}{unit}"
