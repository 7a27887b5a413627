"""A table each of whose rows became one line, with blanks for its columns, as pieces of a flattened table.

    Lunar lander 10.00.06 COLD WAR'S BEST KEPT SECRETS

The blank lines of a flattened table tell its columns. Here it is the place beside the timecode: what stands before it
is the note of the row, what stands behind it the right column, and so is a line without any.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from transcript.model import Row
from transcript.parser.evidence.lexicon import SIZES
from transcript.parser.evidence.typography import letters
from transcript.parser.flattened.pieces import Piece

# A digit too many or too few in a field is a slip; digits between commas are a number.
_STAMP = re.compile(r"(?<!\S)([0-9]{1,2})([.:])[0-9]{1,3}\2[0-9]{1,3}(?:[.:;][0-9]{2})?(?!\S)", re.ASCII)
_DIGITS = 5
_HOURS = 2
"""A date looks like a timecode, but mostly of another hour than the programme's: so many hours off, it is none."""
_LONGEST_NOTE = 45
# As many blank lines as a flattened table has there.
_NEW_ROW, _BESIDE_NOTE, _RIGHT = 1, 2, 5
_FEWEST = 3
"""Words in capitals behind others that tell where the right column begins."""


class Stamped(NamedTuple):
    """A line at its first timecode: what stands before it, and behind it."""

    before: str
    stamp: str
    behind: str


def stamped(text: str, hour: int | None = None) -> Stamped | None:
    """A line taken apart at its first timecode, of about that hour where one is given; None where it has none."""
    for found in _STAMP.finditer(text):
        near = hour is None or abs(int(found[1]) - hour) <= _HOURS
        if near and sum(map(str.isdigit, found[0])) >= _DIGITS:
            return Stamped(text[: found.start()].strip(), found[0], text[found.end() :].strip())
    return None


def usual_hour(stamps: Iterable[str]) -> int | None:
    """The hour of most timecodes; None where there are none."""
    hours = Counter(int(re.split("[.:]", stamp)[0]) for stamp in stamps)
    return hours.most_common(1)[0][0] if hours else None


def pieces_of_joined(rows: Sequence[Row]) -> list[Piece]:
    """The rows as pieces, as far apart as those of a flattened table."""
    texts = [" ".join(row.cells).strip() for row in rows]
    hour = usual_hour(found.stamp for text in texts if (found := stamped(text)))
    return [piece for row, text in zip(rows, texts, strict=True) for piece in _pieces(row.number, text, hour)]


def _pieces(number: int, rest: str, hour: int | None) -> Iterator[Piece]:
    gap = _RIGHT
    while (found := stamped(rest, hour)) is not None:
        if found.before:
            short = gap == _RIGHT and len(found.before) <= _LONGEST_NOTE
            yield Piece(number, found.before, _NEW_ROW if short else gap, False)
        yield Piece(number, found.stamp, _BESIDE_NOTE if found.before else gap, True)
        rest, gap = found.behind, 0
    if gap == _RIGHT and (note := _note_ahead(rest)):
        yield Piece(number, rest[:note], _NEW_ROW, False)
        rest = rest[note:].strip()
    if rest:
        yield Piece(number, rest, gap, False)


def _note_ahead(text: str) -> int:
    """How long the note is that a line without a timecode begins with: a size, or letters ahead of capitals."""
    first, _, rest = text.partition(" ")
    if first in SIZES and rest[:1] and not rest[:1].islower() and not letters(rest).capitals:
        return len(first)
    if text.isupper():
        return 0
    for at in (blank.start() for blank in re.finditer(" ", text[: _LONGEST_NOTE + 1])):
        if text[at:].isupper() and text.count(" ", at) >= _FEWEST:
            note = letters(text[:at])
            return at if note.lower > 1 and note.lower >= note.upper else 0
    return 0
