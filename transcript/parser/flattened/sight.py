"""One line of a flattened table with what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from transcript.parser.flattened.habits import Habits
from transcript.parser.flattened.pieces import Piece


class Sight(NamedTuple):
    """A line and its surroundings.

    text: the line without a stray mark. gap: blank lines before it. before, after: the pieces next to it. style:
    +1 where the speech around it is typed in capitals, -1 where not, 0 where nothing shows it. speech: the speech
    that follows, empty where none is near.
    """

    text: str
    gap: int
    before: Piece | None
    after: Piece | None
    style: int
    speech: str
    habits: Habits

    @property
    def beside_stamp(self) -> bool:
        """A timecode follows as near as it does in a row that has a note."""
        return self.after is not None and self.after.stamp and self.after.gap <= 3

    @property
    def reads_on(self) -> bool:
        """Speech follows in the rows below as it does within a speech."""
        return self.after is not None and not self.after.stamp and self.after.gap >= 2

    @property
    def below_note(self) -> bool:
        """The row above may have a note."""
        return self.before is not None and (self.before.stamp or 1 <= self.before.gap <= 3)


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
        habits,
    )
