"""`columns-flattened`: a three-column table (shot note, timecode, speaker and speech) whose tabs became newlines.

What is left of the columns is the number of blank lines before a line: none after a timecode means the same
row, one a new row's left column, four and more the right column, and two or three what the typist needed to
reach the next tab stop, which depends on how long the note before was. None of it is sure, so every line is
weighed: the blank lines around it, capitals against small letters, vocabulary, width, and whether the sentence
reads on without it. The weights are log odds; the likeliest sequence of columns wins (Viterbi).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from transcript.model import Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.evidence.lexicon import FRONT_WORDS
from transcript.parser.evidence.texts import folded_words
from transcript.parser.flattened.label import label_pieces
from transcript.parser.flattened.pieces import Piece, first_stamp, pieces_of
from transcript.parser.timecodes.stamps import in_order, is_stamp

NAME = "columns-flattened"
DESCRIPTION = "a table of shot note, timecode and speech whose tabs became newlines"
EXAMPLE = "Harbour gate ⏎ ⏎ 10.00.02 ⏎ NARRATOR ⏎ ⏎ ⏎ ⏎ ⏎ THE TIDE COMES FIRST."
CONVENTIONS = Conventions()


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits, from 0 to 1: timecodes in lines of their own, blank lines as column marks."""
    if not rows or sum(len(row.cells) > 1 for row in rows) * 10 > len(rows):
        return 0.0
    stamps = [i for i, row in enumerate(rows) if is_stamp(row.cells[0].strip())]
    if len(stamps) * 25 < len(rows) or not in_order(rows[i].cells[0] for i in stamps):
        return 0.0
    gaps = Counter(min(row.gap, 4) for row in rows)
    uneven = 1 - gaps.most_common(1)[0][1] / len(rows)
    # Tabs leave long gaps, and several kinds of them; between paragraphs one kind is the rule.
    long = gaps[3] + gaps[4]
    if long * 12 < len(rows) or len([gap for gap, times in gaps.items() if times * 50 >= len(rows)]) < 3:
        return 0.0
    same_row = sum(i + 1 < len(rows) and rows[i + 1].gap == 0 for i in stamps) / len(stamps)
    return min(1.0, 0.3 + 0.5 * min(1.0, uneven / 0.3) + 0.2 * min(1.0, same_row / 0.3))


def segments(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row."""
    pieces = pieces_of(rows)
    return label_pieces(pieces, _front(pieces))


def _front(pieces: Sequence[Piece]) -> int:
    """How many pieces before the first timecode are cover page and headers: all but the note beside it."""
    place = first = first_stamp(pieces)
    while 0 < place < len(pieces):
        piece = pieces[place - 1]
        after = pieces[place]
        words = folded_words(piece.text)
        front = sum(word in FRONT_WORDS for word in words) * 2 >= max(1, len(words))
        if front or after.gap > 3 or len(piece.text) > 45 or piece.text.endswith(":") or first - place >= 2:
            break
        place -= 1
    return place
