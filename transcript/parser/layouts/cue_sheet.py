"""`cue-sheet`: the table that transcript itself writes for spreadsheets, as it comes back from them.

What a cell holds is told by the name of its column (`transcript.cue_sheet`); columns may stand in another order, be
left out, or be added. A time that the table says to be estimated is estimated again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from transcript.cue_sheet import Column, Type, guard_of
from transcript.model import Kind, Provenance, Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.evidence.headings import is_narrator
from transcript.parser.evidence.lexicon import SIZES

NAME = "cue-sheet"
DESCRIPTION = "the table that transcript writes as csv and xlsx: Type, In, Out, Speaker, Text"
EXAMPLE = "speech ⇥ 10:00:02 ⇥ 10:00:06 ⇥ NARRATOR ⇥ It was here"
CONVENTIONS = Conventions(time_first=True, timed=False, settled=True, rated=True)

_NAMES = {column.value.casefold(): column for column in Column}
_NEEDED = {Column.TYPE, Column.IN, Column.TEXT}
_TYPES = {type_.value: type_ for type_ in Type}
_KINDS = {Type.SPEECH: Kind.LINE, Type.SHOT: Kind.SHOT, Type.SOUND: Kind.SOUND, Type.TITLE: Kind.TITLE}
_READ = (Kind.TIMECODE, Kind.END, Kind.SPEAKER, *_KINDS.values(), Kind.FRONT, Kind.UNPLACED)
"""The order in which what stands in a row is read."""


class _Head(NamedTuple):
    """The row of column names, by its place, and where each column stands."""

    place: int
    columns: Mapping[Column, int]


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits: 1 under the names of its columns, else 0."""
    return float(_head(rows) is not None)


def segments(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row."""
    head = _head(rows)
    found: list[Segment] = []
    voices = _Voices()
    for place, row in enumerate(rows):
        if head is None or row.front or place <= head.place:
            kind = Kind.FRONT if row.front or head else Kind.UNPLACED
            found += (Segment(row.number, kind, cell.strip()) for cell in row.cells if cell.strip())
        else:
            found += _in_reading_order(list(_labelled(row, head.columns, voices)))
    return found


class _Voices:
    """Who speaks, from row to row. A name that stands on every row is no new heading: the speech goes on."""

    def __init__(self) -> None:
        self._last: tuple[str, str] | None = None
        self._seen = False

    def show(self, note: str) -> None:
        """A shot, which ends a voice-over where it shows the speaker."""
        self._seen = self._seen or next(iter(note.split()), "").strip(",.:;()") in SIZES

    def turns(self, speaker: str, voice_over: str, line: str) -> bool:
        """Whether a heading is needed so that this is said by whom the row says."""
        changed = (speaker, voice_over) != self._last
        # Capitals without a heading pass for narration.
        unlike = not is_narrator(speaker) and (line.isupper() or (self._seen and bool(voice_over)))
        self._last, self._seen = (speaker, voice_over), False
        return changed or unlike


def _head(rows: Sequence[Row]) -> _Head | None:
    for place, row in enumerate(rows):
        if len(row.cells) < len(_NEEDED):
            continue
        columns: dict[Column, int] = {}
        for at, cell in enumerate(row.cells):
            if (column := _NAMES.get(" ".join(cell.split()).casefold())) is not None:
                columns.setdefault(column, at)
        if columns.keys() >= _NEEDED:
            return _Head(place, columns)
    return None


def _labelled(row: Row, columns: Mapping[Column, int], voices: _Voices) -> Iterator[Segment]:
    """The segments of a row in the order of its cells."""
    texts = [cell.strip() for cell in row.cells]
    held = {column: texts[at] for column, at in columns.items() if at < len(texts)}
    type_ = _TYPES.get(held.get(Column.TYPE, "").casefold())
    named = {at: column for column, at in columns.items()}
    if type_ is Type.SHOT:
        voices.show(held.get(Column.TEXT, ""))
    speaks = type_ is Type.SPEECH and voices.turns(
        held.get(Column.SPEAKER, ""), held.get(Column.VOICE_OVER, ""), held.get(Column.TEXT, "")
    )
    for at, text in enumerate(texts):
        if type_ is None:
            yield from _if_any(row.number, Kind.UNPLACED, text)
        elif named.get(at) is Column.SPEAKER and speaks:
            beside = texts[at + 1] if named.get(at + 1) is Column.VOICE_OVER and at + 1 < len(texts) else ""
            yield from _heading(row.number, text, beside)
        elif not (named.get(at) is Column.VOICE_OVER and named.get(at - 1) is Column.SPEAKER and speaks):
            yield from _cell(row.number, text, named.get(at), type_, held)


def _heading(number: int, speaker: str, voice_over: str) -> Iterator[Segment]:
    """A speaker, with the `V/O` beside it; nobody's is a heading too: without one the last speaker would go on."""
    guard = guard_of(speaker)
    yield from _if_any(number, Kind.FRONT, guard)
    yield Segment(number, Kind.SPEAKER, f"{speaker[len(guard) :]} {voice_over}".strip())


def _cell(number: int, text: str, column: Column | None, type_: Type, held: Mapping[Column, str]) -> Iterator[Segment]:
    kind = Kind.FRONT
    if column is Column.TEXT:
        guard = guard_of(text)
        yield from _if_any(number, Kind.FRONT, guard)
        kind, text = _KINDS[type_], text[len(guard) :]
    elif column is Column.IN:
        kind = Kind.TIMECODE
    elif column is Column.OUT and held.get(Column.IN) and held.get(Column.OUT_IS) != Provenance.ESTIMATED.value:
        kind = Kind.END
    yield from _if_any(number, kind, text)


def _if_any(number: int, kind: Kind, text: str) -> Iterator[Segment]:
    if text:
        yield Segment(number, kind, text)


def _in_reading_order(pieces: list[Segment]) -> list[Segment]:
    """The segments of a row as they stand in it, each with the turn in which it is read, where that is another."""
    ranks = [_READ.index(piece.kind) for piece in pieces]
    needed = [rank for rank, piece in zip(ranks, pieces, strict=True) if piece.kind is not Kind.FRONT]
    if needed == sorted(needed):
        return pieces
    return [piece._replace(turn=rank + 1) for rank, piece in zip(ranks, pieces, strict=True)]
