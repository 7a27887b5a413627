"""`records`: each cue as a record of lines, `IN:`, `OUT:`, `SPEAKER:`, `TEXT:`, in any order.

What a line holds is told by the name before its colon, as the header tells it in a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcript.model import Kind, Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.paragraphs.names import name_at
from transcript.parser.paragraphs.speech import is_sound
from transcript.parser.paragraphs.times import time_at
from transcript.parser.tables.headers import Role
from transcript.parser.tables.records import Field, find_records

NAME = "records"
DESCRIPTION = "each cue as lines of their own, `IN:`, `OUT:`, `SPEAKER:`, `TEXT:`, in any order"
EXAMPLE = "IN: 10:00:02 ⏎ SPEAKER: ANN LEE ⏎ TEXT: We start at four."
CONVENTIONS = Conventions(time_first=True, by_turn=True)

_READ = (Role.TIME, Role.END, Role.DURATION, Role.NOTE, Role.SPEAKER, Role.TEXT, Role.SOUND)
"""The order in which the fields of a record are read."""
_KINDS = {
    Role.SPEAKER: Kind.SPEAKER,
    Role.NOTE: Kind.SHOT,
    Role.SOUND: Kind.SOUND,
}


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits: 1 where the document is one of records, else 0."""
    return float(find_records(rows) is not None)


def segments(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row, each with its turn in the document."""
    records = find_records(rows)
    if records is None:
        return [Segment(row.number, Kind.UNPLACED, cell.strip()) for row in rows for cell in row.cells if cell.strip()]
    speakers = any(field.role is Role.SPEAKER for field in records.fields)
    found: list[tuple[tuple[int, int], Segment]] = []
    for count, record in enumerate(records):
        for field in record:
            rank = _READ.index(field.role) if field.role in _READ else len(_READ)
            found += (((count, rank), part) for part in _parts(rows[field.row], field, speakers=speakers))
    order = sorted(range(len(found)), key=lambda at: found[at][0])
    turns = {at: turn for turn, at in enumerate(order, 1)}
    return [segment._replace(turn=turns[at]) for at, (_, segment) in enumerate(found)]


def _parts(row: Row, field: Field, *, speakers: bool) -> Iterator[Segment]:
    """The label of a field, and what stands behind it. speakers: fields of their own say who speaks."""
    if field.label:
        yield Segment(row.number, Kind.FRONT, field.label)
    if not field.value:
        return
    if field.role is Role.TIME and field.label:
        yield from _times(row.number, field.value)
    elif field.role in (Role.END, Role.DURATION) and field.label and any(map(str.isdigit, field.value)):
        yield Segment(row.number, Kind.END, field.value, duration=field.role is Role.DURATION)
    elif field.role is Role.TEXT:
        yield from _spoken(row.number, field.value, speakers=speakers)
    else:
        kind = _KINDS.get(field.role, Kind.FRONT) if field.role is not None else Kind.FRONT
        yield Segment(row.number, kind, field.value, continues=kind is Kind.SHOT and not field.label)


def _times(number: int, text: str) -> Iterator[Segment]:
    """A timecode, and the out time that may stand behind it."""
    time = time_at(text, 0)
    cut, end = (len(text), len(text)) if time is None else (time.cut, time.end)
    for stretch, kind in ((text[:cut], Kind.TIMECODE), (text[cut:end], Kind.END), (text[end:], Kind.FRONT)):
        if stretch.strip():
            yield Segment(number, kind, stretch.strip())


def _spoken(number: int, text: str, *, speakers: bool) -> Iterator[Segment]:
    """Speech, behind a name where no field of its own says who speaks."""
    name = None if speakers else name_at(text, 0)
    if name is not None and name.place in ("colon", "bite") and name.odds > 0 and text[name.end :].strip():
        yield Segment(number, Kind.SPEAKER, text[: name.end].strip())
        text = text[name.end :].strip()
    yield Segment(number, Kind.SOUND if is_sound(text) else Kind.LINE, text)
