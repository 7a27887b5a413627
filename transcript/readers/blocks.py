r"""Paragraphs and table rows, as word processors have them -> rows.

In their text a tab is "\t", a line break within a paragraph "\n", a page or column break "\f".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from transcript.model import Row
from transcript.readers.limits import Count, Limits, check


class Paragraph(NamedTuple):
    """A paragraph outside tables. front: it is a page header or footer."""

    text: str
    front: bool = False


class TableRow(NamedTuple):
    """A row of a table: one text per column, the paragraphs of a cell on lines of their own."""

    cells: tuple[str, ...]
    table: int
    front: bool = False


Block: TypeAlias = Paragraph | TableRow

COLSPAN = 1000
"""The most columns that one cell takes (HTML, 4.9.11); other formats are not asked for more either."""


class Cell(NamedTuple):
    """A cell: the place it begins at (a column, or a distance from the left) and its text."""

    start: int
    text: str


# What only says where lines may break, and the signs that stand for line ends in some programs' text.
_TYPOGRAPHY = str.maketrans({"\u2011": "-", "\u00ad": None, "\x0b": "\n", "\u2028": "\n", "\u2029": "\n", "\r": "\n"})


def rows(blocks: Iterable[Block], limits: Limits) -> tuple[Row, ...]:
    """The rows of a document: each paragraph and table row is numbered, blank ones count in the next row's gap.

    The lines of a paragraph are rows of its number, their cells parted at tabs. Raises UnreadableDocument where there
    are more lines or cells than the limits allow.
    """
    found: list[Row] = []
    lines, cells_seen = Count(limits, "lines"), Count(limits, "cells")
    gap = 0
    for number, block in enumerate(blocks, 1):
        if isinstance(block, TableRow):
            cells_seen.add(len(block.cells))
            cells = tuple(tidy(text).rstrip() for text in block.cells)
            if any(cells):
                found.append(Row(number, cells, gap, block.table, block.front))
                gap = 0
            elif not block.front:
                gap += 1
            continue
        text = tidy(block.text.strip("\f"))
        lines.add(1 + text.count("\n") + text.count("\t"))
        for line in text.split("\n"):
            if line and not line.isspace():
                found.append(Row(number, tuple(line.split("\t")), gap, front=block.front))
                gap = 0
            elif not block.front:
                gap += 1
    return tuple(found)


def tidy(text: str) -> str:
    r"""Text whose line ends are all "\n", without what only says where lines may break."""
    if text.isascii() and "\r" not in text and "\x0b" not in text and "\f" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\f", "\n").translate(_TYPOGRAPHY)


def table_rows(table: Sequence[Sequence[Cell]], number: int, limits: Limits, tolerance: int = 0) -> Iterator[TableRow]:
    """The rows of a table, one text per column.

    A column is a place where a cell of some row begins: a cell merged over several stands in its first and leaves the
    others empty. Places at most tolerance apart are one column unless cells of the same row begin there: edges drawn
    by hand differ a little from row to row.
    """
    columns = _columns(table, tolerance)
    width = max(columns.values(), default=-1) + 1
    check(limits, "cells", width * len(table))
    for row in table:
        cells = [""] * width
        for cell in row:
            cells[columns[cell.start]] = cell.text
        yield TableRow(tuple(cells), number)


def _columns(table: Sequence[Sequence[Cell]], tolerance: int) -> dict[int, int]:
    """Place -> the number of its column, from 0."""
    if not tolerance:
        starts = sorted({cell.start for row in table for cell in row})
        return {start: column for column, start in enumerate(starts)}
    taken: dict[int, set[int]] = {}
    for number, row in enumerate(table):
        for cell in row:
            taken.setdefault(cell.start, set()).add(number)
    columns: dict[int, int] = {}
    edge, here, column = 0, set[int](), -1
    for start in sorted(taken):
        if column >= 0 and start - edge <= tolerance and here.isdisjoint(taken[start]):
            here |= taken[start]
        else:
            edge, here, column = start, taken[start], column + 1
        columns[start] = column
    return columns


def nested(blocks: Iterable[Block]) -> str:
    """Blocks within a cell as its text: a line for each paragraph and row, the cells of a row parted by tabs."""
    return "\n".join("\t".join(block.cells) if isinstance(block, TableRow) else block.text for block in blocks)
