"""Words that differ by slips: a letter too many, one missing, one wrong, or two that changed places."""

from __future__ import annotations

from collections.abc import Sequence

MOST_SLIPS = 3
# A word may have one slip in each so many letters: with more it is another word.
_LETTERS_A_SLIP = 3


def slips_allowed(word: str, slips: int) -> int:
    """How many slips of those asked for a word may have. Numbers have none: 1968 is no slip of 1969."""
    return 0 if any(map(str.isnumeric, word)) else min(slips, len(word) // _LETTERS_A_SLIP)


def similar(word: str, known: Sequence[str], slips: int) -> list[str]:
    """The words among those known that differ from a word by that many slips at most, nearest first, without itself.

    Optimal string alignment distance, by rapidfuzz; the order of those known holds among equally near ones.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    allowed = slips_allowed(word, slips)
    if not allowed:
        return []
    found = extract(word, known, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    return [other for other, distance, _ in sorted(found, key=lambda one: (one[1], one[2])) if distance]
