"""What may have been meant where a search finds nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from transcript.search.folding import fold
from transcript.search.fuzzy import MOST_SLIPS, similar
from transcript.search.query import Slot, leaves, parse_query, phrases
from transcript.search.schema import words_table
from transcript.search.widening import written
from transcript.search.words import words

_NEAREST = 3


def unknown_words(connection: sqlite3.Connection, query: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words of a query that stand nowhere in the archive, each with the archive's words that are nearest to it.

    Of several that are equally near the most frequent come first. Raises InvalidQuery.
    """
    table = words_table(connection)
    wanted = dict.fromkeys(slot for slot in _slots(query) if not slot.prefix)
    missing = [
        slot.words[0]
        for slot in wanted
        if not any(_stands(connection, table, word) for word in slot.words) and not written(connection, slot)
    ]
    if not missing:
        return ()
    known = [word for (word,) in connection.execute(f"SELECT word FROM {table} ORDER BY cues DESC, word")]  # noqa: S608
    return tuple((word, tuple(similar(word, known, MOST_SLIPS)[:_NEAREST])) for word in missing)


def called(connection: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """The speakers who have a word of a query in their name, or in an alias."""
    rows = connection.execute(
        "SELECT DISTINCT speakers.name, spellings.folded FROM spellings"
        " JOIN speakers ON speakers.id = spellings.speaker ORDER BY speakers.name"
    )
    asked = {word, fold(word)}
    return tuple(dict.fromkeys(name for name, folded in rows if not asked.isdisjoint(words(folded))))


def _slots(query: str) -> Iterator[Slot]:
    for leaf, wanted in leaves(parse_query(query)):
        if wanted:
            for phrase in phrases(leaf):
                yield from phrase.slots


def _stands(connection: sqlite3.Connection, table: str, word: str) -> bool:
    return connection.execute(f"SELECT 1 FROM {table} WHERE word = ?", (word,)).fetchone() is not None  # noqa: S608
