"""Columns of plain text that are kept apart by blanks alone, as a typewriter or a page turned into text sets them.

    10:00:04  River mouth, dawn     NARRATOR: Every spring the river
                                    brings the salt down.

Where texts begin at the same places again and again, and most rows with a timecode hold several of them, these are
columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

_TEXT = re.compile(r"(?:^[ \u00a0]?|(?<=[ \u00a0]{2}))[^\s](?:[^\s]|[ \u00a0](?![ \u00a0]))*")
_FEW = 3
_LONGEST = 400
"""Letters in the longest line of a page."""
_SLACK = 1
"""Blanks by which a text may miss its column."""


def column_starts(texts: Sequence[str], is_time: Callable[[str], bool]) -> tuple[int, ...]:
    """Where the columns of a document begin, the timecodes' first; empty where blanks keep no columns apart."""
    set_apart = (text for text in texts if "  " in text and len(text) <= _LONGEST)
    timed = [found for text in set_apart if (found := _timed(_pieces(text), is_time))]
    wide = [pieces for pieces in timed if len(pieces) > 2]
    if len(wide) < _FEW or len(wide) * 10 < 6 * len(timed):
        return ()
    first, led = Counter(pieces[0][0] for pieces in timed).most_common(1)[0]
    starts = Counter(start for pieces in timed for start, _ in pieces[1:])
    columns = sorted(start for start, count in starts.items() if count >= _FEW and count * 10 >= 3 * len(timed))
    placed = sum(any(start == column for column in columns) for pieces in wide for start, _ in pieces[1:])
    texts_in_wide = sum(len(pieces) - 1 for pieces in wide)
    if len(columns) < 2 or led * 10 < 8 * len(timed) or placed * 10 < 8 * texts_in_wide:
        return ()
    return (first, *columns)


def parted(text: str, starts: Sequence[int], is_time: Callable[[str], bool]) -> tuple[str, ...]:
    """The cells of a row; the row as one cell where it does not keep to the columns."""
    cut = _cut(text, starts)
    if len(cut) > 1 and (not cut[0] or is_time(cut[0]) or is_time(cut[1])):
        return cut
    cells = [""] * len(starts)
    ends = 0
    at = -1
    for start, piece in _pieces(text):
        column = next((place for place, begin in enumerate(starts) if abs(start - begin) <= _SLACK), -1)
        if column > at:
            at = column
            cells[at] = piece
        elif at < 0:
            return (text,)
        else:
            cells[at] += " " * (start - ends) + piece
        ends = start + len(piece)
        if at + 1 < len(starts) and ends > starts[at + 1]:
            return (text,)  # it runs across the gutter
    return tuple(cells)


def _timed(pieces: list[tuple[int, str]], is_time: Callable[[str], bool]) -> list[tuple[int, str]]:
    """The pieces of a row that a timecode begins, or a number before one; empty where none does."""
    if len(pieces) < 2:
        return []
    numbered = pieces[0][1].isdecimal() and is_time(pieces[1][1])
    if numbered:
        return [(0, pieces[0][1]), *pieces[1:]]
    return pieces if is_time(pieces[0][1]) else []


def _cut(text: str, starts: Sequence[int]) -> tuple[str, ...]:
    """The cells of a row that holds to the column of timecodes: cut where the others begin, if blanks stand there."""
    cuts = [0]
    for begin in starts[1:]:
        # A number set to the right of its column begins further left.
        cut = next((at for at in (begin, begin - _SLACK) if not text[at - 1 : at].strip()), None)
        if cut is None:
            return (text,)
        cuts.append(cut)
    return tuple(text[begin:end].strip() for begin, end in zip(cuts, [*cuts[1:], len(text)], strict=True))


def _pieces(text: str) -> list[tuple[int, str]]:
    """The texts of a row that two blanks or more part, with where they begin."""
    return [
        (found.end() - len(piece), piece) for found in _TEXT.finditer(text) if (piece := found[0].lstrip(" \u00a0"))
    ]
