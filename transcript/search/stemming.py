"""Words of one English stem: orbit, orbits, orbiting. The Snowball stemmer for English (Porter 2)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# All endings that the stemmer takes off, one after the other, behind what may be left of the last letters of a stem:
# flies, hopping. Most words that begin alike end otherwise, and need not be stemmed, which takes longer.
# None of them is others in a row (es is e and s), so that there is one way only to try them.
_DOUBLED = "|".join(f"(?<={letter}){letter}" for letter in "bdfgmnprt")
_ENDINGS = re.compile(
    rf".{{0,2}}(?:s|e|ed|ing|(?:{_DOUBLED})(?=ed|ing)|l|y|i|al|anc|enc|abl|bl|bil|abil|ent|er|or|iz|at|ion|ism|ist|it"
    r"|ful|ous|ness|iv|og|ic|ibl|ant|ment|')*",
)
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
    kept = max(len(wanted) - 1, 2)
    return [
        other
        for other in known
        if other != word
        and (other in _IRREGULAR or _ENDINGS.fullmatch(other, min(kept, len(other))))
        and stem(other) == wanted
    ]


@cache
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer

    return cast("Callable[[str], str]", snowballstemmer.stemmer("english").stemWord)
