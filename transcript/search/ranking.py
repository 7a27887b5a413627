"""How relevant a cue is: BM25, as FTS5 reckons it, over the leaves of a query.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009); k1 and b as in FTS5. FTS5's own
bm25() counts every line of every word once more for each query, which takes longest for the words that say least.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from transcript.search.matching import times
from transcript.search.query import Near, Node, Phrase, Slot, leaves, phrases
from transcript.search.schema import words_table

_K1, _B = 1.2, 0.75
_LEAST_WEIGHT = 1e-6
# A cue that has only what fuzzy and stem add to a query stands behind those that have what was typed.
_OTHER = 0.2


class Weighted(NamedTuple):
    """A wanted leaf of a query. cues: in how many it may stand at most. typed: without what was added to it."""

    leaf: Phrase | Near
    typed: Phrase | Near | None
    cues: int
    weight: float


class Ranking(NamedTuple):
    """What is needed to score any cue. length: words of a cue on average."""

    weights: tuple[Weighted, ...]
    length: float

    @property
    def cues(self) -> int:
        """How many cues there are to look at, if each leaf is looked up alone."""
        return sum(weighted.cues for weighted in self.weights)

    @property
    def widened(self) -> bool:
        """Whether words stand in the query that were not typed."""
        return any(weighted.typed is not None for weighted in self.weights)


def ranking(connection: sqlite3.Connection, node: Node) -> Ranking:
    """The weights of a query's leaves in this index: rare words weigh more."""
    cues, words = connection.execute(
        "SELECT coalesce(sum(cues), 0), coalesce(sum(words), 0) FROM programmes"
    ).fetchone()
    counted: dict[Slot, int] = {}
    weights = []
    for leaf in dict.fromkeys(leaf for leaf, wanted in leaves(node) if wanted):
        slots = [slot for phrase in phrases(leaf) for slot in phrase.slots]
        for slot in slots:
            if slot not in counted:
                counted[slot] = min(_cues(connection, slot), cues)
        rarest = min(counted[slot] for slot in slots)
        weight = max(log((cues - rarest + 0.5) / (rarest + 0.5)), _LEAST_WEIGHT)
        typed = _as_typed(leaf) if any(slot.others for slot in slots) else None
        weights.append(Weighted(leaf, typed, rarest, weight))
    return Ranking(tuple(weights), max(words / max(cues, 1), 1.0))


def score(ranking: Ranking, words: Sequence[str]) -> float:
    """The relevance of a cue with these folded words: more is better."""
    long = _K1 * (1 - _B + _B * len(words) / ranking.length)
    total = 0.0
    for weighted in ranking.weights:
        found, weight = times(weighted.typed or weighted.leaf, words), weighted.weight
        if not found and weighted.typed is not None:
            found, weight = times(weighted.leaf, words), weight * _OTHER
        total += weight * found * (_K1 + 1) / (found + long)
    return total


def _cues(connection: sqlite3.Connection, slot: Slot) -> int:
    """The cues that hold a word of the slot, those with several of them counted as often."""
    table = words_table(connection)
    if slot.prefix:
        # Every word that begins so sorts before the beginning with the last character of all behind it.
        asked = [(word, word + "\U0010ffff") for word in slot.all]
        select = f"SELECT coalesce(sum(cues), 0) FROM {table} WHERE word >= ? AND word < ?"  # noqa: S608 - our own name
    else:
        asked = [(word,) for word in slot.all]  # type: ignore[misc]
        select = f"SELECT coalesce(sum(cues), 0) FROM {table} WHERE word = ?"  # noqa: S608 - our own name
    return sum(int(connection.execute(select, values).fetchone()[0]) for values in asked)


def _as_typed(leaf: Phrase | Near) -> Phrase | Near:
    if isinstance(leaf, Near):
        return Near(tuple(map(_phrase_as_typed, leaf.phrases)), leaf.distance)
    return _phrase_as_typed(leaf)


def _phrase_as_typed(phrase: Phrase) -> Phrase:
    return Phrase(tuple(Slot(slot.words, prefix=slot.prefix) for slot in phrase.slots), phrase.at)
