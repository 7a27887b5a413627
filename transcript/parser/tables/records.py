"""Rows of a table written downwards: each cell in a line of its own behind the name of its column.

    IN: 10:00:04
    SPEAKER: Ann Lee
    TEXT: We start at four.

What stands before a colon is a name of a column by the same words as at the head of a table, and by being repeated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from transcript.model import Row
from transcript.parser.evidence.headings import is_narrator
from transcript.parser.evidence.texts import sound_odds, title_odds
from transcript.parser.paragraphs.chrome import is_chrome
from transcript.parser.paragraphs.times import time_at
from transcript.parser.tables.grid import is_time
from transcript.parser.tables.headers import Role, names_column
from transcript.parser.timecodes.units import is_number

_LABEL = re.compile(r"[\s*_#>•-]{0,8}([^\s:：=*_][^:：=\t]{0,38}?)[*_]{0,2}\s?[:：=][*_]{0,2}(?=[\s0-9]|$)\s{0,8}")
_NUMBER = re.compile(r"\W{0,3}(?:[^\W\d]{1,20}\.?\s)?#?[0-9]{1,5}\W{0,3}")
_MARKS = (":", "：", "=")
_LONGEST = 60
"""Letters of a label with the blanks and marks around it."""
_TIMES = (Role.TIME, Role.END, Role.DURATION)
_FEW = 2
_HEAD = 120
"""So many rows hold a few records, front matter and all."""


class Field(NamedTuple):
    """A text of a record. row: its place in the document. label: the name before it, empty where it goes on.

    role: None where it stands outside of all records. value: what follows the name.
    """

    row: int
    label: str
    role: Role | None
    value: str


@dataclass(frozen=True, slots=True)
class Records:
    """The fields of a document, and where among them records begin."""

    fields: tuple[Field, ...]
    begins: frozenset[int]

    def __iter__(self) -> Iterator[Sequence[Field]]:
        """The fields of each record; those before the first stand by themselves."""
        edges = [0, *sorted(self.begins), len(self.fields)]
        return (self.fields[first:last] for first, last in pairwise(edges) if first < last)


def find_records(rows: Sequence[Row]) -> Records | None:
    """The records of a document; None where it is none of records."""
    head = (field for place, row in enumerate(rows[:_HEAD]) for field in _fields(place, row))
    if sum(field.role is Role.TIME for field in head) < _FEW:
        return None
    labelled = [list(_fields(place, row)) for place, row in enumerate(rows)]
    named = [field for fields in labelled for field in fields]
    if not any(field.role is Role.TEXT for field in named) and _are_spoken(named):
        labelled = [[_spoken(field) for field in fields] for fields in labelled]
        named = [_spoken(field) for field in named]
    counts = Counter(_key(field) for field in named)
    kept = {key for key, count in counts.items() if count >= _FEW}
    roles = {role for _, role in kept}
    texts = {label for label, role in kept if role is Role.TEXT}
    # Without a field that says who speaks, several names for what is spoken are voices: `VO: … SYNC: …`.
    if Role.TIME not in roles or not texts or (len(texts) > 1 and Role.SPEAKER not in roles):
        return None
    fields = tuple(_with_rest(rows, labelled, kept))
    records = Records(fields, _begins(rows, fields))
    return records if _is_sound(records) else None


def _are_spoken(fields: Sequence[Field]) -> bool:
    """Whether the fields named after sound hold speech, where no others do."""
    sounds = [sound_odds(field.value) > 0 for field in fields if field.role is Role.SOUND]
    return sum(sounds) * 2 < len(sounds)


def _spoken(field: Field) -> Field:
    return field._replace(role=Role.TEXT) if field.role is Role.SOUND else field


def _key(field: Field) -> tuple[str, Role | None]:
    return field.label.strip(" *_:：=#>•-").casefold(), field.role


def _fields(place: int, row: Row) -> Iterator[Field]:
    """The fields of a row: one, or several times side by side."""
    if row.front or not row.cells:
        return
    text = row.cells[0].strip()
    if len(row.cells) == 2 and (role := _role(text.rstrip(":： "))) is not None:
        yield Field(place, text, role, row.cells[1].strip())
        return
    if text[:1].isdigit() or not any(mark in text[:_LONGEST] for mark in _MARKS):
        return  # as most rows are
    while len(row.cells) == 1 and (found := _LABEL.match(text)) is not None and (role := _role(found[1])) is not None:
        value, text = text[found.end() :], ""
        time = time_at(value, 0) if role in _TIMES else None
        if time is not None and _LABEL.match(rest := value[time.end :].strip()):
            value, text = value[: time.end], rest
        yield Field(place, found[0].strip(), role, value.strip())


def _role(label: str) -> Role | None:
    """The role that a label says; who narrates is named before speech, too, and is no name of a text."""
    role = names_column(label)
    return None if role is Role.TEXT and is_narrator(label) else role


def _with_rest(
    rows: Sequence[Row], labelled: Sequence[Sequence[Field]], kept: set[tuple[str, Role | None]]
) -> Iterator[Field]:
    """The fields of all rows; what has no label goes on with the field above it."""
    role: Role | None = None
    for place, (row, fields) in enumerate(zip(rows, labelled, strict=True)):
        if fields and _key(fields[0]) in kept:
            yield from fields
            role = fields[-1].role
        else:
            for cell in row.cells:
                text = cell.strip()
                yield Field(place, "", None if row.front or _is_between(text) else role, text)


def _is_between(text: str) -> bool:
    """Whether a text without a label stands between records: a page number, the number of a cue, `END`."""
    return is_chrome(text) or title_odds(text) > 2 or _NUMBER.fullmatch(text) is not None


def _begins(rows: Sequence[Row], fields: Sequence[Field]) -> frozenset[int]:
    """Where records begin: below blank lines where these part them, else where a label comes again."""
    starts = [at for at, field in enumerate(fields) if field.label]
    times = sum(field.role is Role.TIME for field in fields)
    gapped = [at for at in starts if rows[fields[at].row].gap and (not at or fields[at - 1].row != fields[at].row)]
    if times <= len(gapped) + 1 and len(gapped) <= times + 1:
        return frozenset((starts[0], *gapped))
    begins: set[int] = set()
    seen: set[tuple[str, Role | None]] = set()
    for at in starts:
        key = _key(fields[at])
        if not seen or key in seen:
            begins.add(at)
            seen = set()
        seen.add(key)
    return frozenset(begins)


def _is_sound(records: Records) -> bool:
    """Whether nearly all records have a time and a text, and most of the document stands in fields of theirs."""
    whole = count = 0
    for record in records:
        if not record[0].label:
            continue
        count += 1
        roles = {field.role for field in record if field.value}
        timed = any(field.role is Role.TIME and _says_time(field.value) for field in record)
        whole += timed and Role.TEXT in roles
    named = sum(bool(field.label) for field in records.fields)
    return count >= _FEW and whole * 10 >= 8 * count and named * 2 >= len(records.fields)


def _says_time(text: str) -> bool:
    return is_time(text) or is_number(text) or time_at(text, 0) is not None
