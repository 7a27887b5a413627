"""The rows in which a script's speech is typed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from transcript.model import Kind, Transcript

# Share of a usual row that a row and the word after it take at most where the row is said to end early.
_EARLY_SHARE = 0.75
_FEW_ROWS = 10


def typed_rows(transcript: Transcript, indices: Sequence[int]) -> list[tuple[str, ...]]:
    """The typed rows of each of these cues; none where the rows found do not make up its words, capitals apart."""
    rows: dict[int, list[str]] = {}
    for segment in transcript.segments:
        if segment.kind is Kind.LINE:
            rows.setdefault(segment.number, []).append(segment.text)
    found: list[tuple[str, ...]] = []
    for index in indices:
        cue = transcript.cues[index]
        typed = tuple(row for number in range(cue.span.first, cue.span.last + 1) for row in rows.get(number, ()))
        found.append(typed if " ".join(typed).casefold().split() == cue.line.casefold().split() else ())
    return found


def ends_early(rows: Sequence[tuple[str, ...]]) -> list[bool]:
    """Whether the last row of each cue ends where the first word of the next would have stood in it with room to spare.

    Such a row was not ended by its width but by whoever typed it. Capitals are wider: their rows have a width of
    their own.
    """
    usual = {
        loud: _usual_width([row for typed in rows for row in typed if row.isupper() is loud]) for loud in (True, False)
    }
    return [
        bool(here and following)
        and len(here[-1]) + 1 + len(following[0].split()[0]) < _EARLY_SHARE * usual[here[-1].isupper()]
        for here, following in pairwise([*rows, ()])
    ]


def _usual_width(rows: Sequence[str]) -> int:
    """Characters that only one row in ten has more of; 0 where there are too few to tell."""
    widths = sorted(map(len, rows))
    return widths[len(widths) * 9 // 10] if len(widths) >= _FEW_ROWS else 0
