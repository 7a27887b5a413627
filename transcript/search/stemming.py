"""Words of one English stem: orbit, orbits, orbiting. The Snowball stemmer for English (Porter 2)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# The stemmer's own exceptions whose beginning changes: dying is die.
_IRREGULAR = frozenset({"dying", "lying", "tying"})


def stem(word: str) -> str:
    """The stem of a folded word."""
    return _stemmer()(word)


def beginnings(word: str) -> set[str]:
    """How every word that has the same stem begins; also words that have it by exception.

    The stemmer takes endings off, and changes or adds at most the last letter of what is left: flies and fly are fli,
    hoping is hope. What is two letters long it leaves alone.
    """
    stemmed = stem(word)
    way = stemmed if len(stemmed) < 3 else stemmed[:-1]
    return {way} | {other for other in _IRREGULAR if stem(other) == stemmed}


def related(word: str, known: Iterable[str]) -> list[str]:
    """The words among those known that have the stem of a word, in their order, without itself."""
    wanted = stem(word)
    return [other for other in known if other != word and stem(other) == wanted]


@cache
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer

    return cast("Callable[[str], str]", snowballstemmer.stemmer("english").stemWord)
