"""One line of a flattened table with what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from transcript.parser.evidence.lexicon import SIZES
from transcript.parser.flattened.habits import Habits
from transcript.parser.flattened.pieces import Piece

_NEAR = 6
"""So many lines above, a note may still go on."""


class Sight(NamedTuple):
    """A line and its surroundings.

    text: the line without a stray mark. gap: blank lines before it. before, after: the pieces next to it. style:
    +1 where the speech around it is typed in capitals, -1 where not, 0 where nothing shows it. speech: the speech
    that follows, empty where none is near. note: the last line above that stands beside a timecode as a note does,
    empty where none is near.
    """

    text: str
    gap: int
    before: Piece | None
    after: Piece | None
    style: int
    speech: str
    note: str
    habits: Habits

    @property
    def beside_stamp(self) -> bool:
        """A timecode follows as near as it does in a row that has a note."""
        return self.after is not None and self.after.beside_note

    @property
    def reads_on(self) -> bool:
        """Speech follows in the rows below as it does within a speech."""
        return self.after is not None and not self.after.stamp and self.after.gap >= 2

    @property
    def below_note(self) -> bool:
        """The row above may have a note that goes on, as a bare shot size does not."""
        if self.before is None or self.note in SIZES:
            return False
        return self.before.stamp or 1 <= self.before.gap <= 3


def sight(pieces: Sequence[Piece], place: int, text: str, habits: Habits) -> Sight:
    """The surroundings of a piece."""
    speech = ""
    for piece in pieces[place + 1 : place + 4]:
        if not piece.stamp and piece.gap != 1:
            speech = piece.text
            break
    return Sight(
        text,
        pieces[place].gap,
        pieces[place - 1] if place else None,
        pieces[place + 1] if place + 1 < len(pieces) else None,
        habits.style[place],
        speech,
        _note_above(pieces, place),
        habits,
    )


def _note_above(pieces: Sequence[Piece], place: int) -> str:
    for above in range(place - 2, max(-1, place - 2 - _NEAR), -1):
        piece, stamp = pieces[above], pieces[above + 1]
        if stamp.beside_note and not piece.stamp:
            return piece.text if 1 <= piece.gap <= 3 else ""  # at other places it may be glued to speech
    return ""
