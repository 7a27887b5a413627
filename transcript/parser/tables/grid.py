"""Rows as cells: of a real table, of tabs, or of pasted text whose columns are parted by `|`, ` / ` or blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from transcript.model import Row
from transcript.parser.paragraphs.times import time_at
from transcript.parser.tables.gutters import column_starts, parted
from transcript.parser.timecodes.stamps import is_stamp

_PIPE = re.compile(r"\|")
_SLASH = re.compile(r"(?:(?<=\s)|^)/(?=\s|$)")
_AROUND = " .[](){}-–—>"
_FEW = 2
_SAMPLE = 2000
"""So many rows tell whether blanks keep columns apart."""


class GridRow(NamedTuple):
    """A row as cells. marks: the separator typed behind each cell, none in real tables and between tabs."""

    number: int
    cells: tuple[str, ...]
    marks: tuple[str, ...] = ()
    table: int = 0
    front: bool = False

    @property
    def tabled(self) -> bool:
        return len(self.cells) > 1 or self.table > 0

    @property
    def filled(self) -> int:
        return sum(not (cell.isspace() or not cell) for cell in self.cells)


def grid(rows: Sequence[Row]) -> list[GridRow]:
    """The rows of a document as cells."""
    parting = _parting(rows)
    starts = () if parting else _gutters(rows)
    return [_aligned(row, starts) if starts else _parted(row, parting) for row in rows]


def is_time(text: str) -> bool:
    """Whether a stripped text is a timecode of any form, a range of two, or a timecode with a slip, and no more."""
    if not text or len(text) > 60:
        return False
    if is_stamp(text):
        return True
    bare = text.strip(_AROUND)
    time = time_at(bare, 0)
    return time is not None and not bare[time.end :].strip(_AROUND)


def _parted(row: Row, parting: re.Pattern[str] | None) -> GridRow:
    text = row.cells[0]
    if parting is None or len(row.cells) > 1 or row.table or not parting.search(text):
        return GridRow(row.number, row.cells, (), row.table, row.front)
    cells = tuple(parting.split(text))
    mark = "|" if parting is _PIPE else "/"
    return GridRow(row.number, cells, (*(mark,) * (len(cells) - 1), ""), 0, row.front)


def _aligned(row: Row, starts: Sequence[int]) -> GridRow:
    cells = row.cells if len(row.cells) > 1 or row.table or row.front else parted(row.cells[0], starts, is_time)
    return GridRow(row.number, cells, (), row.table, row.front)


def _gutters(rows: Sequence[Row]) -> tuple[int, ...]:
    """Where the columns of a document without tables and tabs begin, if blanks keep them apart."""
    single = [row.cells[0] for row in rows[:_SAMPLE] if len(row.cells) == 1 and not row.table and not row.front]
    return column_starts(single, is_time) if len(single) * 2 > len(rows[:_SAMPLE]) else ()


def _parting(rows: Sequence[Row]) -> re.Pattern[str] | None:
    """What parts the columns of pasted text: a mark in most rows that leaves timecodes in cells of their own."""
    single = [row.cells[0] for row in rows if len(row.cells) == 1 and not row.table]
    if len(single) * 2 < len(rows):
        return None
    for parting in (_PIPE, _SLASH):
        parted = [parting.split(text) for text in single if parting.search(text)]
        timed = sum(any(is_time(cell.strip()) for cell in cells) for cells in parted)
        if len(parted) * 2 >= len(single) and timed >= _FEW:
            return parting
    return None
