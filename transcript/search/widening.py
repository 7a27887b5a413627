"""A query with the words that stand for its own: their slips in the archive, and words of the same stem."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from math import prod

from transcript.search.fuzzy import similar, slips_allowed
from transcript.search.query import And, Near, Node, Or, Phrase, Slot, leaves, phrases
from transcript.search.schema import words_table
from transcript.search.stemming import beginnings, related

# So many words are taken for one at most, nearest first, and so many wordings of one phrase.
_MOST_OTHERS, _MOST_WORDINGS = 200, 400


def widened(connection: sqlite3.Connection, node: Node, *, slips: int = 0, stem: bool = False) -> Node:
    """The query with what the archive has for its words, but for those that are a beginning only (cosmo*)."""
    table = words_table(connection)

    def others(slot: Slot) -> tuple[str, ...]:
        if slot.prefix:
            return ()
        found: dict[str, None] = {}
        for word in slot.words:
            if stem:
                found |= dict.fromkeys(related(word, _beginning(connection, table, beginnings(word))))
            if allowed := slips_allowed(word, slips):
                found |= dict.fromkeys(similar(word, _as_long(connection, table, len(word), allowed), allowed))
        return tuple(word for word in found if word not in slot.words)[:_MOST_OTHERS]

    found = {slot: others(slot) for leaf, _ in leaves(node) for phrase in phrases(leaf) for slot in phrase.slots}
    return _each_leaf(node, lambda leaf: _leaf_with(leaf, found))


def spellings(node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each word of a query that was widened, the words that are found for it."""
    slots = dict.fromkeys(slot for leaf, _ in leaves(node) for phrase in phrases(leaf) for slot in phrase.slots)
    return tuple((slot.words[0], slot.others) for slot in slots if slot.others)


def _as_long(connection: sqlite3.Connection, table: str, length: int, slips: int) -> list[str]:
    """The archive's words that are about as long."""
    select = f"SELECT word FROM {table} WHERE length(word) BETWEEN ? AND ?"  # noqa: S608 - our own name
    return [word for (word,) in connection.execute(select, (length - slips, length + slips))]


def _beginning(connection: sqlite3.Connection, table: str, ways: Iterable[str]) -> list[str]:
    select = f"SELECT word FROM {table} WHERE word >= ? AND word < ? ORDER BY word"  # noqa: S608 - our own name
    found = [word for way in sorted(ways) for (word,) in connection.execute(select, (way, way + "\U0010ffff"))]
    return list(dict.fromkeys(found))


def _each_leaf(node: Node, change: Callable[[Phrase | Near], Phrase | Near]) -> Node:
    if isinstance(node, Phrase | Near):
        return change(node)
    parts = tuple(_each_leaf(part, change) for part in node.parts)
    if isinstance(node, Or):
        return Or(parts)
    return And(parts, tuple(_each_leaf(part, change) for part in node.unwanted))


def _leaf_with(leaf: Phrase | Near, others: dict[Slot, tuple[str, ...]]) -> Phrase | Near:
    """A leaf with other words, of each slot as many as keep the wordings of the whole leaf few."""
    slots = [slot for phrase in phrases(leaf) for slot in phrase.slots]
    most = _MOST_OTHERS
    while prod(len(slot.words) + min(len(others[slot]), most) for slot in slots) > _MOST_WORDINGS and most:
        most -= 1

    def with_others(phrase: Phrase) -> Phrase:
        return replace(phrase, slots=tuple(replace(slot, others=others[slot][:most]) for slot in phrase.slots))

    if isinstance(leaf, Near):
        return Near(tuple(map(with_others, leaf.phrases)), leaf.distance)
    return with_others(leaf)
