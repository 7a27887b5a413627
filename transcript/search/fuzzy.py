"""Words that differ by slips: a letter too many, one missing, one wrong, or two that changed places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

MOST_SLIPS = 3
# A word may have one slip in each so many letters: with more it is another word.
_LETTERS_A_SLIP = 3
# Names are told as near to one that nobody has where so much of the two is alike, or of it and a part of a longer one.
_ALIKE, _ALIKE_IN_PART = 60, 80
_NEAREST = 5


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


def nearest(wanted: str, names: Iterable[str], folded: Callable[[str], str]) -> list[str]:
    """The few names that are most like a folded one, nearest first; none that is unlike it.

    Likeness in percent, by rapidfuzz: of the whole names, or of the one that is wanted and a part of a longer one.
    """
    from rapidfuzz.fuzz import partial_ratio, ratio
    from rapidfuzz.process import extract

    known = list(names)
    whole = extract(wanted, known, scorer=ratio, processor=folded, score_cutoff=_ALIKE, limit=_NEAREST)
    longer = [name for name in known if len(folded(name)) > len(wanted)]
    part = extract(wanted, longer, scorer=partial_ratio, processor=folded, score_cutoff=_ALIKE_IN_PART, limit=_NEAREST)
    return list(dict.fromkeys(name for name, _, _ in (*whole, *part)))[:_NEAREST]
