"""Who is who: headings that spell one person's name in several ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_SWAPPED_LENGTH = 5
_NAME_LENGTH = 6  # a slip in a shorter name is another name as often as not: LEE/LEA, JOHN/JOAN
_ABBREVIATIONS = {"NARR": "NARRATOR", "NARR.": "NARRATOR"}


@dataclass(frozen=True, slots=True)
class Merge:
    """A spelling taken for another's slip, or for the name the user gave."""

    spelling: str
    name: str
    by_user: bool = False


def merge_names(headings: Sequence[str], aliases: Mapping[str, str]) -> dict[str, Merge]:
    """For each spelling that is not a person's usual one, what it stands for.

    headings: the names as typed, one a heading, in order. Spellings that differ by a slip go to the most
    frequent one, the first where they tie. aliases: what the user says, spelling to name; it wins.
    """
    counts = Counter(headings)
    given = {spelling.casefold(): name for spelling, name in aliases.items()}
    merges: dict[str, Merge] = {}
    for name in counts:
        if name.casefold() in given and given[name.casefold()] != name:
            merges[name] = Merge(name, given[name.casefold()], by_user=True)
        elif name.upper() in _ABBREVIATIONS:
            merges[name] = Merge(name, _ABBREVIATIONS[name.upper()], by_user=True)
    free = [name for name in counts if name not in merges]
    usual: list[str] = []
    # Most frequent first; sorted() is stable, so the first seen wins a tie.
    for name in sorted(free, key=lambda name: -counts[name]):
        match = next(
            (known for known in usual if _same(name, known) and _one_is_rare(counts[name], counts[known])), None
        )
        if match is None:
            usual.append(name)
        else:
            merges[name] = Merge(name, match)
    # A slip of a name that has an alias goes the same way as the name.
    for spelling, merge in list(merges.items()):
        onward = merges.get(merge.name)
        if onward is not None and onward.name != spelling:
            merges[spelling] = Merge(spelling, onward.name, merge.by_user)
    return merges


def _one_is_rare(count: int, known: int) -> bool:
    """Two spellings that both recur are two people more often than one slip made over and over."""
    return count <= 2 or count * 4 <= known


def _same(first: str, second: str) -> bool:
    if first.casefold() == second.casefold():
        return True
    return is_slip(first.casefold(), second.casefold())


@lru_cache(maxsize=65536)
def is_slip(first: str, second: str) -> bool:
    """Whether two names (folded) may be one name with a slip of the keyboard in one word of it.

    One letter changed, left out, doubled or swapped with its neighbour in a word of six letters or more, two
    such slips in nine or more; never in a digit (SPEAKER 1, SPEAKER 2).
    """
    words, others = first.split(), second.split()
    if len(words) != len(others):
        return first.replace(" ", "") == second.replace(" ", "") or _hyphens(first) == _hyphens(second)
    unlike = [(a, b) for a, b in zip(words, others, strict=True) if a.strip(".") != b.strip(".")]
    if len(unlike) != 1:
        return not unlike
    a, b = unlike[0]
    if any(map(str.isdigit, a + b)) or a[0] != b[0]:
        return False
    swapped = sorted(a) == sorted(b)  # the same letters: no other name, even a short one
    if max(len(a), len(b)) < (_SWAPPED_LENGTH if swapped else _NAME_LENGTH):
        return False
    from rapidfuzz.distance import OSA

    return bool(OSA.distance(a, b) <= (2 if max(len(a), len(b)) >= 9 else 1))


def _hyphens(name: str) -> str:
    return name.replace("-", "").replace(" ", "")
