"""What a flattened table shows of its typist's habits, read off the lines whose column is hardly in doubt."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transcript.parser.evidence.headings import read_heading, speaks_for_heading
from transcript.parser.evidence.texts import sound_odds, title_odds
from transcript.parser.evidence.typography import letters, width
from transcript.parser.flattened.pieces import Piece
from transcript.parser.people import Names

_ENOUGH = 8
"""So many lines show how wide a column is."""


class Habits(NamedTuple):
    """A typist's habits.

    names: texts that stand where headings do (folded), with how often. known: the same, to be found again by a slip.
    left, right: the width that the note and the speech column reach, infinite where too few lines show it. shouted:
    log of the share of notes typed in capitals. style: one a piece, +1 where the speech around it is typed in
    capitals, -1 where not, 0 where nothing shows it.
    """

    names: Counter[str]
    known: Names
    left: float
    right: float
    shouted: float
    style: list[int]


def learn(pieces: Sequence[Piece]) -> Habits:
    """Read the habits off the lines whose column is hardly in doubt."""
    names: Counter[str] = Counter()
    voices: Counter[str] = Counter()  # above 0: that speaker's lines are typed in capitals
    lefts: list[int] = []
    rights: list[int] = []
    shouted = 0
    name = ""
    for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if piece.stamp:
            continue
        text = piece.text
        if before.stamp and piece.gap in _HEADING_GAPS and not after.stamp and (heading := read_heading(text)):
            name = heading.name.casefold()
            names[name] += 2 if speaks_for_heading(heading, text) > 3 else 1
        elif not before.stamp and piece.gap >= 4 and not after.stamp and after.gap >= 5:
            rights.append(width(text))
            case = letters(text)
            if case.upper + case.lower > 5:
                voices[name] += 1 if case.capitals else -1
        elif piece.gap == 1 and after.beside_note:
            lefts.append(width(text))
            shouted += letters(text).capitals and " " in text and sound_odds(text) < 0 and title_odds(text) < 0
    share = (shouted + 0.5) / (len(lefts) + 1)
    styles = list(_styles(pieces, names, voices))
    return Habits(names, Names(names), _reach(lefts), _reach(rights), math.log(share), styles)


_HEADING_GAPS = (0, 4, 5)
"""Blank lines between a timecode and the heading of its row."""


def _reach(widths: list[int]) -> float:
    """The width a column reaches: rows of wrapped text come near it, and what was never wrapped lies far beyond."""
    if len(widths) < _ENOUGH:
        return float("inf")
    wide = sorted(widths)
    wrapped = [one for one in wide if one <= 1.3 * wide[len(wide) * 3 // 4]]
    return float(wrapped[int(len(wrapped) * 0.97)])


def _styles(pieces: Sequence[Piece], names: Counter[str], voices: Counter[str]) -> Iterator[int]:
    style = 0
    after_stamp = False
    for piece in pieces:
        if not piece.stamp:
            text = piece.text
            heading = read_heading(text) if after_stamp and piece.gap in _HEADING_GAPS else None
            if heading is not None and names[heading.name.casefold()] > 1:
                lean = voices[heading.name.casefold()]
                style = (lean > 0) - (lean < 0)
            elif (after_stamp and piece.gap == 0) or piece.gap >= 4:
                case = letters(text)
                if case.upper + case.lower > 8 and " " in text:
                    # A glued note may end the line: the first half tells how the speech is typed.
                    style = 1 if letters(text[: len(text) // 2]).capitals else -1 if case.mixed else style
        after_stamp = piece.stamp
        yield style
