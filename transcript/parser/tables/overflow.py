"""Speech that runs over its column: typed with commas and no quotation marks, each comma parts it.

    0:51,Ann,We went down, you know, to the harbour,family

Where a table is kept again by a program that makes rows equally long, the pieces stand in columns of their own, or
among the tags. They are known by what they go on with: a sentence that the cell before them has not ended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transcript.parser.evidence.lexicon import SPEECH_WORDS
from transcript.parser.evidence.typography import ends_sentence
from transcript.parser.tables.grid import GridRow, is_time
from transcript.parser.tables.headers import Role

_FEW = 4
"""So many rows show how long the rows of a table are."""
_TAG_WORDS = 4
"""Words in the longest tag; from there on a cell may be part of a sentence."""
_OPENING, _CLOSING = "([", ")]"


class Overflow(NamedTuple):
    """A row whose speech runs over. columns: the names (else numbers) of those in which it goes on."""

    number: int
    columns: tuple[str, ...]


def usual_width(rows: Sequence[GridRow], header: Sequence[str] | None) -> int:
    """How many columns a table has: those that are named, or as many as most of its rows have cells in use."""
    if header is not None:
        return _used(header)
    widths = Counter(_used(row.cells) for row in rows)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return width if count >= _FEW and count * 5 >= 3 * len(rows) else 0


def narrowed(rows: Sequence[GridRow], width: int) -> list[GridRow]:
    """The rows without what stands beyond so many columns."""
    return [row._replace(cells=row.cells[:width]) for row in rows]


def gathered(
    rows: Sequence[GridRow], header: Sequence[str] | None, roles: Sequence[Role]
) -> tuple[list[GridRow], list[Overflow]]:
    """The rows with speech that runs over put together in its column again, and which rows those are.

    roles: of the columns that the table has by right.
    """
    if roles.count(Role.TEXT) != 1 or Role.TRANSLATION in roles:
        return list(rows), []
    table = _Table(rows, header, roles)
    found: list[GridRow] = []
    overflows: list[Overflow] = []
    for row in rows:
        cells, more = (row.cells, 0) if row.front or row.cells == header else table.gathered(row.cells)
        found.append(row._replace(cells=cells))
        if more:
            overflows.append(Overflow(row.number, table.names(more)))
    return found, overflows


@dataclass(frozen=True, slots=True)
class _Habits:
    """What is usual in a table.

    length: cells of a row, empty ones too. ended: cells of speech end as sentences do. blank: cells up to those of
    speech seldom begin with one, so that one that does goes on. tags: what stands beside speech again and again, by its
    column. remarks: the columns of which the cells beside ended speech are sentences.
    """

    length: int
    ended: bool
    blank: bool
    tags: frozenset[tuple[int, str]]
    remarks: frozenset[int]


class _Table:
    """A table with the column of its speech."""

    def __init__(self, rows: Sequence[GridRow], header: Sequence[str] | None, roles: Sequence[Role]) -> None:
        self._header = header
        self._roles = roles
        self._text = roles.index(Role.TEXT)
        self._habits = self._learnt([row.cells for row in rows if not row.front and row.cells != header])

    def names(self, more: int) -> tuple[str, ...]:
        """The names of so many columns beside that of the speech."""
        header = [" ".join(name.split()) for name in self._header or ()]
        places = range(self._text + 1, self._text + 1 + more)
        return tuple((header[place] if place < len(header) else "") or str(place + 1) for place in places)

    def _learnt(self, rows: Sequence[Sequence[str]]) -> _Habits:
        lengths = Counter(len(cells) for cells in rows)
        spoken = [cells for cells in rows if _at(cells, self._text)]
        ended = sum(ends_sentence(_at(cells, self._text)) for cells in spoken)
        filled = [cell for cells in rows for cell in cells[: self._text + 1] if cell.strip()]
        blank = sum(cell[:1] == " " for cell in filled) * 3 <= len(filled)
        asides = [place for place, role in enumerate(self._roles) if role is Role.ASIDE]
        tags: Counter[tuple[int, str]] = Counter()
        remarks: Counter[int] = Counter()
        for cells in spoken:
            for place in asides:
                tag = _at(cells, place)
                tags[place, tag.casefold()] += bool(tag) and not (blank and cells[place][:1] == " ")
                remarks[place] += _is_clause(tag) and ends_sentence(_at(cells, self._text))
        return _Habits(
            length=len(self._header or ()) or max(lengths, key=lambda length: (lengths[length], -length), default=0),
            ended=ended * 10 >= 6 * len(spoken),
            blank=blank,
            tags=frozenset(tag for tag, count in tags.items() if count > 1),
            remarks=frozenset(place for place, count in remarks.items() if count > 1),
        )

    def gathered(self, cells: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
        """The cells of a row with its speech in one, and in how many others it stood."""
        shift = self._shift(cells)
        first = self._text + 1
        cells = (*cells[: self._text], _joined(cells[self._text : first + shift]), *cells[first + shift :])
        beyond = max((place for place in range(first, _used(cells)) if place >= len(self._roles)), default=0)
        end = first
        while self._is_free(end, cells) and self._goes_on(cells, end, before=end < beyond):
            end += 1
        if end == first:
            return cells, shift
        said = _joined(cells[self._text : end])
        return (*cells[: self._text], said, *("",) * (end - first), *cells[end:]), shift + end - first

    def _shift(self, cells: Sequence[str]) -> int:
        """How many cells a row has too many, where they part its speech: what follows stands so much further right."""
        counts = {len(cells) - self._habits.length, _used(cells) - self._habits.length}
        return next((more for more in sorted(counts, reverse=True) if more > 0 and self._fits(cells, more)), 0)

    def _fits(self, cells: Sequence[str], more: int) -> bool:
        places = range(self._text + 1, self._text + 1 + more)
        times = [place for place, role in enumerate(self._roles) if role is Role.TIME and place > self._text]
        return all(self._goes_on(cells, place, before=False, beyond=True) for place in places) and all(
            not (text := _at(cells, place + more)) or is_time(text) for place in times
        )

    def _is_free(self, place: int, cells: Sequence[str]) -> bool:
        """Whether a cell stands among tags or beyond the columns that the table has."""
        return place < len(cells) and (place >= len(self._roles) or self._roles[place] is Role.ASIDE)

    def _goes_on(self, cells: Sequence[str], place: int, *, before: bool, beyond: bool = False) -> bool:
        """Whether a cell goes on with the speech in the cells before it.

        before: others follow beyond the columns of the table. beyond: it is one too many.
        """
        text, said = _at(cells, place), _at(cells, place - 1)
        if not text or not said or not _at(cells, self._text):
            return False
        if _closes(" ".join(cells[self._text : place]), text):
            return True
        if (place, text.casefold()) in self._habits.tags or ends_sentence(said):
            return False
        if self._habits.blank and cells[place][:1] == " ":
            return True
        if before or beyond or place >= len(self._roles):
            return self._habits.ended
        return self._habits.ended and place not in self._habits.remarks and _is_clause(text)


def _joined(cells: Sequence[str]) -> str:
    return cells[0] if len(cells) == 1 else " ".join(cell.strip() for cell in cells)


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _used(cells: Sequence[str]) -> int:
    """How many cells a row has but for empty ones at its end."""
    return max((place + 1 for place, cell in enumerate(cells) if cell.strip()), default=0)


def _closes(said: str, text: str) -> bool:
    """Whether a text closes a bracket that the speech before it leaves open: `[unintelligible 00` and `56].`"""
    opens = max(map(said.rfind, _OPENING)) > max(map(said.rfind, _CLOSING))
    return opens and next((mark for mark in text if mark in _OPENING + _CLOSING), "") in tuple(_CLOSING)


def _is_clause(text: str) -> bool:
    """Whether a text is part of a sentence, not a list of tags."""
    words = [word.strip(",.:?!\"“”'’()") for word in text.casefold().split()]
    return len(words) > _TAG_WORDS and ";" not in text and any(word in SPEECH_WORDS for word in words)
