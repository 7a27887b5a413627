"""A flattened table as pieces: rows, with timecodes taken apart from the text typed into the same line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from transcript.model import Row
from transcript.parser.timecodes.stamps import is_stamp, leading_stamp, trailing_stamp


class Piece(NamedTuple):
    """A row, or the part of a row beside a timecode typed into the same line."""

    number: int
    text: str
    gap: int
    stamp: bool

    @property
    def beside_note(self) -> bool:
        """It is a timecode as near below as in a row that has a note."""
        return self.stamp and self.gap <= 3

    @property
    def below_note(self) -> bool:
        """It is text as far below as where a note takes up some of the tabs to the next column."""
        return not self.stamp and 2 <= self.gap <= 4


def pieces_of(rows: Sequence[Row]) -> list[Piece]:
    """The rows as pieces: a timecode that shares its line with text is taken apart from it."""
    pieces: list[Piece] = []
    add = pieces.append
    for number, cells, gap, *_ in rows:
        text = (cells[0] if len(cells) == 1 else " ".join(cells)).strip()
        if is_stamp(text):
            add(Piece(number, text, gap, True))
            continue
        head = leading_stamp(text)
        if head:
            add(Piece(number, text[:head], gap, True))
            add(Piece(number, text[head:].strip(), 0, False))
            continue
        tail = trailing_stamp(text)
        if tail:
            add(Piece(number, text[:tail].strip(), gap, False))
            add(Piece(number, text[tail:], 0, True))
            continue
        add(Piece(number, text, gap, False))
    return pieces


def first_stamp(pieces: Sequence[Piece]) -> int:
    """The place of the first timecode; behind the last piece where there is none."""
    return next((place for place, piece in enumerate(pieces) if piece.stamp), len(pieces))
