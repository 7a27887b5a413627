"""Tables: coloured and fitted to the window on a terminal, plain lines with aligned columns elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from transcript.cli.shells import printable

if TYPE_CHECKING:
    from rich.console import Console

_ENOUGH = 20
"""A column as wide as this is read with ease; longer words are folded."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, how it looks on a terminal, and whether it holds numbers."""

    heading: str
    style: str = ""
    right: bool = False


def print_table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Print a table on standard output. Away from a terminal no row is wrapped: one line of output is one row.

    A cell may have several lines on a terminal.
    """
    rows = [["\n".join(map(printable, cell.split("\n"))) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _print_rich(columns, rows)
    else:
        _print_plain(columns, rows)


def terminal() -> Console:
    """The terminal, which gets no escape sequences where colours are not wanted."""
    from rich.console import Console

    plain = click.get_current_context().color is False
    return Console(highlight=False, color_system=None if plain else "auto")


def _print_rich(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    console = terminal()
    if console.width < _least_width(columns, rows):
        for row in rows:
            for column, cell in zip(columns, row, strict=True):
                if cell:
                    console.print(Text.assemble((f"{column.heading}: ", "dim"), (cell, column.style)))
            console.print()
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(
            column.heading,
            style=column.style,
            justify="right" if column.right else "left",
            overflow="fold",
            no_wrap=column.right,
        )
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def _least_width(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> int:
    """The columns of a terminal in which numbers stand whole, and words too unless they are very long."""
    widths = []
    for place, column in enumerate(columns):
        cells = (column.heading, *(row[place] for row in rows))
        longest = max(width_of(word) for cell in cells for word in cell.split() or [""])
        widths.append(longest if column.right else min(longest, _ENOUGH))
    return sum(widths) + 3 * (len(columns) - 1)


def _print_plain(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    headings = [column.heading for column in columns]
    widths = [max(map(width_of, column)) for column in zip(headings, *rows, strict=True)]
    lines = []
    for row in (headings, *rows):
        cells = []
        for cell, column, width in zip(row, columns, widths, strict=True):
            cells.append(blank(cell, width) + cell if column.right else cell + blank(cell, width))
        lines.append("  ".join(cells).rstrip())
    click.echo("\n".join(lines))


def width_of(text: str) -> int:
    """The columns of a terminal that a text takes; East-Asian characters take two."""
    from rich.cells import cell_len

    return cell_len(text)


def blank(text: str, width: int) -> str:
    """The spaces that fill a text up to a width."""
    return " " * (width - width_of(text))
