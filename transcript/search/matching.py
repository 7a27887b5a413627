"""A query against the index, as an FTS5 expression, and against a cue's words, in Python; both mean the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from transcript.search.query import Near, Node, Or, Phrase, Slot, phrases, wordings


class Place(NamedTuple):
    """Words first … end (end excluded) of a cue."""

    first: int
    end: int


def expression(node: Node) -> str:
    """The FTS5 expression of a query: words in quotes, operators and parentheses, and nothing else of its text."""
    if isinstance(node, Phrase):
        return _any_of(_strings(node))
    if isinstance(node, Near):
        ways = product(*map(_strings, node.phrases))
        return _any_of(f"NEAR({' '.join(way)}, {node.distance})" for way in ways)
    if isinstance(node, Or):
        return _any_of(map(expression, node.parts))
    wanted = f"({' AND '.join(map(expression, node.parts))})"
    return f"({wanted} NOT {_any_of(map(expression, node.unwanted))})" if node.unwanted else wanted


def phrase_expression(words: Sequence[str], *, prefix: bool = False) -> str:
    """Words that follow each other, as FTS5 reads them. Folded words hold no quote: nothing in them is syntax."""
    if any('"' in word for word in words):
        raise ValueError(f"no folded words: {words!r}")
    return f'"{" ".join(words)}"' + (" *" if prefix else "")


def any_word(found: Iterable[str]) -> str:
    """Any of some folded words, as FTS5 reads them."""
    return _any_of(phrase_expression((word,)) for word in found)


def _strings(phrase: Phrase) -> list[str]:
    return [phrase_expression(words, prefix=phrase.slots[-1].prefix) for words in wordings(phrase)]


def _any_of(parts: Iterable[str]) -> str:
    return f"({' OR '.join(parts)})"


def holds(node: Node, stands: Callable[[Phrase | Near, bool], bool], *, wanted: bool = True) -> bool:
    """Whether a query holds, where stands says so of each of its leaves; it is told whether the leaf is wanted."""
    if isinstance(node, Phrase | Near):
        return stands(node, wanted)
    if isinstance(node, Or):
        return any(holds(part, stands, wanted=wanted) for part in node.parts)
    return all(holds(part, stands, wanted=wanted) for part in node.parts) and not any(
        holds(part, stands, wanted=not wanted) for part in node.unwanted
    )


def holds_in(node: Node, words: Sequence[str]) -> bool:
    """Whether a query holds of a text by itself, by its folded words."""
    return holds(node, lambda leaf, _: stands(leaf, words))


def places(leaf: Phrase | Near, words: Sequence[str]) -> list[Place]:
    """Where a phrase stands among a text's folded words, or each of the phrases of a NEAR where these are near."""
    if isinstance(leaf, Near):
        return _near_places(leaf, words)
    rest = leaf.slots[1:]
    return [
        Place(at, at + len(leaf.slots))
        for at in _beginnings(leaf, words)
        if all(accepts(slot, words[at + more]) for more, slot in enumerate(rest, 1))
    ]


def stands(leaf: Phrase | Near, words: Sequence[str]) -> bool:
    """Whether a leaf stands among a text's folded words."""
    if isinstance(leaf, Phrase) and len(leaf.slots) == 1:
        return bool(_beginnings(leaf, words))
    return bool(places(leaf, words))


def times(leaf: Phrase | Near, words: Sequence[str]) -> int:
    """How often a leaf stands among a text's folded words."""
    if isinstance(leaf, Phrase) and len(leaf.slots) == 1:
        return len(_beginnings(leaf, words))
    return len(places(leaf, words))


def accepts(slot: Slot, word: str) -> bool:
    """Whether a folded word is taken for that of a slot."""
    return word.startswith(slot.all) if slot.prefix else word in slot.known


def _beginnings(phrase: Phrase, words: Sequence[str]) -> list[int]:
    """Where the first word of a phrase stands, if there is room for the rest."""
    first, end = phrase.slots[0], len(words) - len(phrase.slots) + 1
    if first.prefix:
        begun = first.all
        return [at for at, word in enumerate(words[:end]) if word.startswith(begun)] if end > 0 else []
    if len(first.words) > 1 or first.others:
        known = first.known
        return [at for at in range(end) if words[at] in known]
    word = first.words[0]
    return [at for at in range(end) if words[at] == word] if word in words else []


def _near_places(near: Near, words: Sequence[str]) -> list[Place]:
    """As FTS5 understands NEAR: no phrase ends more than `distance` words before the one that begins last."""
    found = [places(phrase, words) for phrase in phrases(near)]
    together: set[Place] = set()
    for last in {place.first for standing in found for place in standing}:
        reached = [list(_reached(standing, last, near.distance)) for standing in found]
        if all(reached):
            together.update(place for group in reached for place in group)
    return sorted(together)


def _reached(standing: Iterable[Place], last: int, distance: int) -> Iterator[Place]:
    return (place for place in standing if place.first <= last and last - place.end <= distance)
