"""Whether a shot note goes on from the piece above it or is a new one.

A note wraps in its cell, so its next piece stands in the next typed row; the timecode of the row stands
between, and a row of speech may.
"""

from __future__ import annotations

from transcript.model import Kind, Segment
from transcript.parser.evidence.lexicon import DANGLING, NOTE_STARTS, SIZES
from transcript.parser.evidence.texts import is_date, last_word
from transcript.parser.evidence.typography import width

_UNFINISHED = DANGLING | frozenset("first second third two three four various old new young more other".split())
"""Last words of a piece that a noun must follow."""
_BINDING = frozenset("a an the of and & with at by from for as or his her their its our my your".split())
"""Those among them that end no phrase at all, as `in` does in `Zoom in` and `old` may."""


class NoteJoiner:
    """Walks over labelled segments and marks the notes that continue the one before."""

    def __init__(self, column: float) -> None:
        """column: the widest text of the note column, infinite where unknown (see typography.width)."""
        self._column = column
        self._open = ""  # the last piece of the note that may go on
        self._rows = 0  # typed rows of speech since that piece
        self._noted = False  # the piece just seen was a note, so a timecode now is of its row

    def joined(self, segment: Segment) -> Segment:
        """The segment, with `continues` set where it is a note that goes on."""
        kind = segment.kind
        if kind is Kind.SHOT:
            continues = bool(self._open) and self._odds(segment) > 0
            self._open, self._rows, self._noted = segment.text, 0, True
            return segment._replace(continues=True) if continues else segment
        if kind is Kind.TIMECODE:
            if not self._noted:
                self._rows += 2  # a row whose note column is empty
        elif kind in (Kind.LINE, Kind.SPEAKER):
            self._rows += 1
        elif kind in (Kind.SOUND, Kind.TITLE):
            self._rows += 2
        self._noted = False
        return segment

    def _odds(self, note: Segment) -> float:
        text = note.text
        first = text.split(None, 1)[0]
        folded = first.casefold().strip(",.:;'\"‘“")
        if text in SIZES or first.strip(",.:;") in SIZES:
            return -8.0
        odds = -0.5
        if text[:1].islower() or text[:1] in "&\"“'‘":
            odds += 4.0
        if folded in NOTE_STARTS:
            odds -= 4.0
        last = last_word(self._open)
        if last in _BINDING:
            odds += 4.0
        elif last in _UNFINISHED or self._open.endswith((",", "&", "-", "–")):
            odds += 3.0
        if is_date(text):
            odds += 4.0  # a date is no picture: it says of when the one above is
        odds -= min(7.0, 2.5 * max(0, self._rows - 1))
        if self._column < 1e9:
            room = 1 - (width(self._open) + width(" " + first)) / self._column
            odds += -min(3.0, 10 * room) if room > 0.05 else 1.0
        return odds + (-1.5 if note.ahead else 3.5)
