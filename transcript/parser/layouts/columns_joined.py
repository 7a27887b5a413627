"""`columns-joined`: a table of shot note, timecode, speaker and speech, each row of which became one line.

The blanks between its columns are like those between words, so that only the timecode still tells them apart; see
`flattened.joined`. What a line without one is, and where notes and speech meet, is weighed as in a flattened table.
"""

from __future__ import annotations

from collections.abc import Sequence

from transcript.model import Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.evidence.lexicon import SIZES
from transcript.parser.evidence.typography import ends_sentence
from transcript.parser.flattened.joined import Stamped, pieces_of_joined, stamped
from transcript.parser.flattened.label import label_pieces
from transcript.parser.flattened.pieces import first_stamp
from transcript.parser.timecodes.stamps import in_order

NAME = "columns-joined"
DESCRIPTION = "a table of shot note, timecode and speech whose columns became blanks in a line"
EXAMPLE = "Harbour gate 10.00.02 NARRATOR"
CONVENTIONS = Conventions()

_FEWEST = 4
_LONGEST_NOTE = 60
_MARKS = ":-–—[(|/"
"""What stands between the columns of other documents."""


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits, from 0 to 1: timecodes amid lines, different notes before them and speech behind."""
    if sum(len(row.cells) > 1 for row in rows) * 10 > len(rows):
        return 0.0
    found = [line for row in rows if (line := stamped(" ".join(row.cells).strip())) is not None]
    noted = [line for line in found if _has_note(line)]
    if sum(_goes_on_in_times(line) for line in noted) * 5 > len(noted):
        return 0.0
    spoken = sum(bool(line.behind) for line in noted)
    if len(noted) < _FEWEST or spoken < _FEWEST or len(found) * 25 < len(rows):
        return 0.0
    if len(noted) * 5 < len(found) or not in_order(line.stamp for line in found):
        return 0.0
    pictures = [line.before.casefold() for line in noted if line.before not in SIZES]
    if len(set(pictures)) * 2 < len(pictures):
        return 0.0  # names stand before timecodes again and again
    return min(1.0, 0.5 + 0.3 * min(1.0, len(noted) / len(found) / 0.5) + 0.2 * min(1.0, spoken / len(noted) / 0.5))


def segments(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row."""
    pieces = pieces_of_joined(rows)
    first = first_stamp(pieces)
    begins = pieces[first].number if first < len(pieces) else 0
    return label_pieces(pieces, sum(piece.number < begins for piece in pieces[:first]))


def _has_note(line: Stamped) -> bool:
    return 0 < len(line.before) <= _LONGEST_NOTE and not ends_sentence(line.before) and line.before[-1] not in _MARKS


def _goes_on_in_times(line: Stamped) -> bool:
    """Whether another timecode stands right behind the first, as in lists of clips and of what begins and ends."""
    behind = stamped(line.behind)
    return behind is not None and not behind.before
