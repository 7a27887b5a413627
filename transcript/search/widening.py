"""A query with the words that stand for its own: written otherwise, their slips in the archive, and of the same stem.

A phrase of many words with many alternatives each is first looked for by its words alone, wherever they stand: it keeps
the alternatives with which it is somewhere said.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import prod
from types import MappingProxyType

from transcript.search.crossings import stretch
from transcript.search.folding import fold
from transcript.search.fuzzy import similar, slips_allowed
from transcript.search.joined import ways
from transcript.search.lines import Lines
from transcript.search.matching import any_word, phrase_expression, places, stands
from transcript.search.query import And, Near, Node, Or, Phrase, Slot, leaves, phrases
from transcript.search.schema import CUT_WORDS, words_table
from transcript.search.stemming import beginnings, related

# So many words are taken for one at most, nearest first, and so many wordings of one phrase.
_MOST_OTHERS, _MOST_WORDINGS = 200, 400
# Of a phrase with more wordings, so many cues and cuts with its words are looked at.
_LOOKED_AT = 10_000
KEEPS_ACCENTS = re.compile("[\u0370-\u052f\u1f00-\u1fff]")
"""Greek and Cyrillic, where SQLite leaves ά, й and ё as they are."""


def widened(connection: sqlite3.Connection, node: Node, lines: Lines, *, slips: int = 0, stem: bool = False) -> Node:
    """The query with what the archive has for its words; a beginning (cosmo*) is only written otherwise."""
    table = words_table(connection)

    def others(slot: Slot) -> tuple[str, ...]:
        found = dict.fromkeys(written(connection, slot))
        for word in () if slot.prefix else slot.words:
            if stem:
                found |= dict.fromkeys(related(word, _beginning(connection, table, beginnings(word))))
            if allowed := slips_allowed(word, slips):
                found |= dict.fromkeys(similar(word, _as_long(connection, table, len(word), allowed), allowed))
        return tuple(word for word in found if word not in slot.words)[:_MOST_OTHERS]

    found = {slot: others(slot) for leaf, _ in leaves(node) for phrase in phrases(leaf) for slot in phrase.slots}
    return each_leaf(node, lambda leaf: _few_wordings(connection, leaf_with(leaf, found), lines))


def spellings(node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each word of a query that was widened, the words that are found for it."""
    slots = dict.fromkeys(slot for leaf, _ in leaves(node) for phrase in phrases(leaf) for slot in phrase.slots)
    return tuple((slot.words[0], slot.others) for slot in slots if slot.others)


def left_out(node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Likewise the words that were left out, for with them a phrase would have too many wordings."""
    slots = dict.fromkeys(slot for leaf, _ in leaves(node) for phrase in phrases(leaf) for slot in phrase.slots)
    return tuple((slot.words[0], slot.left_out) for slot in slots if slot.left_out)


def _as_long(connection: sqlite3.Connection, table: str, length: int, slips: int) -> list[str]:
    """The archive's words that are about as long."""
    select = f"SELECT word FROM {table} WHERE length(word) BETWEEN ? AND ?"  # noqa: S608 - our own name
    return [word for (word,) in connection.execute(select, (length - slips, length + slips))]


def _beginning(connection: sqlite3.Connection, table: str, ways: Iterable[str]) -> list[str]:
    select = f"SELECT word FROM {table} WHERE word >= ? AND word < ? ORDER BY word"  # noqa: S608 - our own name
    found = [word for way in sorted(ways) for (word,) in connection.execute(select, (way, way + "\U0010ffff"))]
    return list(dict.fromkeys(found))


def each_leaf(node: Node, change: Callable[[Phrase | Near], Phrase | Near]) -> Node:
    """A query with each of its leaves changed."""
    if isinstance(node, Phrase | Near):
        return change(node)
    parts = tuple(each_leaf(part, change) for part in node.parts)
    if isinstance(node, Or):
        return Or(parts)
    return And(parts, tuple(each_leaf(part, change) for part in node.unwanted))


def _accented(connection: sqlite3.Connection, table: str, slot: Slot) -> Iterator[str]:
    """The archive's words, or beginnings of words, that differ from a slot's by accents that stand in the index."""
    for bare in sorted({fold(word) for word in slot.words if KEEPS_ACCENTS.search(word)}):
        longer = ">=" if slot.prefix else "="
        select = f"SELECT DISTINCT substr(word, 1, ?1) FROM {table} WHERE length(word) {longer} ?1"  # noqa: S608
        yield from (word for (word,) in connection.execute(select, (len(bare),)) if fold(word) == bare)


def written(connection: sqlite3.Connection, slot: Slot) -> list[str]:
    """The archive's words, or beginnings of words, that are a slot's, written otherwise: with joined letters (große
    for grosse), or with accents that stand in the index.
    """
    table = words_table(connection)
    longer = ">= ?1 AND word < ?1 || char(0x10FFFF)" if slot.prefix else "= ?1"
    select = f"SELECT EXISTS (SELECT 1 FROM {table} WHERE word {longer})"  # noqa: S608 - our own words
    joined = (way for way in all_ways(slot) if connection.execute(select, (way,)).fetchone()[0])
    return [*_accented(connection, table, slot), *joined]


def all_ways(slot: Slot) -> list[str]:
    """The ways in which joined letters let the words of a slot be written, but for those that were typed."""
    found = dict.fromkeys(way for word in slot.words for way in ways(word, prefix=slot.prefix))
    return [way for way in found if way not in slot.words]


def written_in_notes(connection: sqlite3.Connection, node: Node) -> Node:
    """A query over notes of shots with the other ways in which its words are written there."""

    def stands(way: str, slot: Slot) -> bool:
        select = "SELECT EXISTS (SELECT 1 FROM notes WHERE notes MATCH ?)"
        asked = phrase_expression((way,), prefix=slot.prefix)
        return bool(connection.execute(select, (asked,)).fetchone()[0])

    slots = {slot for leaf, _ in leaves(node) for phrase in phrases(leaf) for slot in phrase.slots}
    found = {slot: tuple(way for way in all_ways(slot) if stands(way, slot)) for slot in slots}
    return each_leaf(node, lambda leaf: leaf_with(leaf, found))


def leaf_with(
    leaf: Phrase | Near,
    others: Mapping[Slot, tuple[str, ...]],
    left_out: Mapping[Slot, tuple[str, ...]] = MappingProxyType({}),
) -> Phrase | Near:
    """A leaf whose slots take these other words too, and leave those out."""

    def with_others(phrase: Phrase) -> Phrase:
        slots = (replace(slot, others=others[slot], left_out=left_out.get(slot, ())) for slot in phrase.slots)
        return replace(phrase, slots=tuple(slots))

    if isinstance(leaf, Near):
        return Near(tuple(map(with_others, leaf.phrases)), leaf.distance)
    return with_others(leaf)


def _few_wordings(connection: sqlite3.Connection, leaf: Phrase | Near, lines: Lines) -> Phrase | Near:
    """A leaf with the other words with which it stands in the archive, and of them as many as keep its wordings few."""
    slots = list(dict.fromkeys(slot for phrase in phrases(leaf) for slot in phrase.slots))
    if _wordings(leaf) <= _MOST_WORDINGS:
        return leaf
    said = _said(connection, leaf, lines)
    others = {
        slot: tuple(word for word in slot.others if said is None or slot.prefix or word in said[slot]) for slot in slots
    }
    kept = dict(others)
    while _wordings(leaf_with(leaf, kept)) > _MOST_WORDINGS and any(kept.values()):
        longest = max(kept, key=lambda slot: len(kept[slot]))
        kept[longest] = kept[longest][:-1]
    return leaf_with(leaf, kept, {slot: others[slot][len(kept[slot]) :] for slot in slots})


def _wordings(leaf: Phrase | Near) -> int:
    return prod(len(slot.all) for phrase in phrases(leaf) for slot in phrase.slots)


def _said(connection: sqlite3.Connection, leaf: Phrase | Near, lines: Lines) -> dict[Slot, set[str]] | None:
    """The words for each slot where a leaf stands in a line or over a cut; None where there are many to look at."""
    slots = [slot for phrase in phrases(leaf) for slot in phrase.slots]
    cues = _rows(connection, "lines", _all_of(slots))
    cuts = _rows(connection, "cuts", _around(leaf)) if isinstance(leaf, Phrase) else []
    if len(cues) > _LOOKED_AT or len(cuts) > _LOOKED_AT:
        return None
    lines.load({*cues, *cuts, *(cue + 1 for cue in cuts)})
    texts: list[Sequence[str]] = [lines.words(cue) for cue in cues]
    texts += [[word for _, said in stretch(cue, len(slots) - 1, lines) for word in said] for cue in cuts]
    found: dict[Slot, set[str]] = {slot: set() for slot in slots}
    for text in texts:
        if stands(leaf, text):
            for phrase in phrases(leaf):
                for place in places(phrase, text):
                    for slot, word in zip(phrase.slots, text[place.first : place.end], strict=True):
                        found[slot].add(word)
    return found


def _rows(connection: sqlite3.Connection, table: str, query: str) -> list[int]:
    """The cues of an index that have what is asked for, and one more than are looked at where they are many."""
    select = f"SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT ?"  # noqa: S608 - our own name
    return [id_ for (id_,) in connection.execute(select, (f"line : {query}", _LOOKED_AT + 1))]


def _around(phrase: Phrase) -> str:
    """The FTS5 expression of the words that stand around a cut, if the phrase goes over it."""
    count = len(phrase.slots)
    parts = {(max(cut - CUT_WORDS, 0), min(cut + CUT_WORDS, count)) for cut in range(1, count)}
    return f"({' OR '.join(_all_of(phrase.slots[first:end]) for first, end in sorted(parts))})"


def _all_of(slots: Sequence[Slot]) -> str:
    """A word for each slot, in any order, as FTS5 reads them."""
    return f"({' AND '.join(dict.fromkeys(map(_any_of, slots)))})"


def _any_of(slot: Slot) -> str:
    if not slot.prefix:
        return any_word(slot.all)
    return f"({' OR '.join(phrase_expression((word,), prefix=True) for word in slot.all)})"
