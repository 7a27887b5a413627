"""A pattern over every line of the archive, or of some of its speakers, many lines at a time."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from struct import unpack_from
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import sqlite3

    from transcript.search.deadline import Deadline
    from transcript.search.patterns import Pattern

# Characters that are looked through at once. Texts in letters without accents stand together, for they are quicker.
_TOGETHER = 1 << 16
_PLACE_BYTES = 4


# first_cue, places, longest and text of a row of texts.
_Text: TypeAlias = "tuple[int, bytes, int, str]"


def scan(
    connection: sqlite3.Connection,
    pattern: Pattern,
    deadline: Deadline,
    speakers: Sequence[int] | None = None,
    most: int | None = None,
) -> tuple[int, list[int] | None]:
    """How many cues there are in whose line the pattern stands, and their ids in order.

    speakers: only theirs. most: where there are more than so many cues, they are counted, and their ids are None.
    Raises TooSlow.
    """
    ids: list[int] = []
    total = 0
    for block in _blocks(_texts(connection, speakers)):
        if most is not None and total > most:
            total += pattern.count(*_joined(block), deadline)
        else:
            ids += _found(block, pattern, deadline)
            total = len(ids)
    return total, sorted(ids) if most is None or total <= most else None


def first_found(
    connection: sqlite3.Connection, pattern: Pattern, deadline: Deadline, speakers: Sequence[int] | None, many: int
) -> list[int]:
    """The ids of the first so many of these cues, by programme and time, and of those after them in the same programme.

    Raises TooSlow.
    """
    ids: list[int] = []
    programmes = connection.execute("SELECT first_text, texts FROM programmes ORDER BY path")
    for first, texts in programmes:
        if len(ids) >= many:
            break
        of_programme: list[int] = []
        for block in _blocks(_texts(connection, speakers, (first, first + texts - 1))):
            of_programme += _found(block, pattern, deadline)
        ids += sorted(of_programme)
    return ids


def _texts(
    connection: sqlite3.Connection, speakers: Sequence[int] | None, between: tuple[int, int] | None = None
) -> Iterator[_Text]:
    columns = "first_cue, places, longest, text"
    whose = "speaker IN (SELECT value FROM json_each(?))"
    if between is None and speakers is None:
        return connection.execute(f"SELECT {columns} FROM texts")  # noqa: S608 - our own words, here and below
    if between is None:
        return connection.execute(f"SELECT {columns} FROM texts WHERE {whose}", (json.dumps(speakers),))  # noqa: S608
    return connection.execute(
        f"SELECT {columns} FROM texts WHERE id BETWEEN ? AND ? AND (? OR +{whose})",  # noqa: S608
        (*between, speakers is None, json.dumps(speakers or ())),
    )


def _blocks(texts: Iterable[_Text]) -> Iterator[list[_Text]]:
    """The texts as many together as are looked through at once."""
    plain: list[_Text] = []
    other: list[_Text] = []
    plain_size = other_size = 0
    for one in texts:
        text = one[3]
        if text.isascii():
            plain.append(one)
            plain_size += len(text)
            if plain_size >= _TOGETHER:
                yield plain
                plain, plain_size = [], 0
        else:
            other.append(one)
            other_size += len(text)
            if other_size >= _TOGETHER:
                yield other
                other, other_size = [], 0
    yield from filter(None, (plain, other))


def _joined(block: Sequence[_Text]) -> tuple[str, int]:
    """The texts as one, and its longest line."""
    return "\n".join([one[3] for one in block]), max(one[2] for one in block)


def _found(block: Sequence[_Text], pattern: Pattern, deadline: Deadline) -> list[int]:
    """The cues of these texts in whose line the pattern stands."""
    ids: list[int] = []
    ends = list(accumulate(len(one[3]) + 1 for one in block))
    last, row, looked = -1, 0, 0  # the text looked at last, the row found in it and where that was
    for at in pattern.places(*_joined(block), deadline):
        number = bisect_right(ends, at)
        first, places, _, text = block[number]
        start = ends[number] - len(text) - 1
        if number != last:
            last, row, looked = number, 0, 0
        row += text.count("\n", looked, at - start)
        looked = at - start
        ids.append(first + unpack_from("<I", places, _PLACE_BYTES * row)[0])
    return ids
