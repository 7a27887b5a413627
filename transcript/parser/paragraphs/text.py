"""A row as one text."""

from __future__ import annotations

from transcript.model import Row


def row_text(row: Row) -> str:
    """The cells of a row as one text, parted by tabs; lines inside a cell run on."""
    text = row.cells[0] if len(row.cells) == 1 else "\t".join(row.cells)
    return text.replace("\n", " ") if "\n" in text else text
