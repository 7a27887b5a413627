"""Who is who: headings that spell one person's name in several ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from transcript.parser.evidence.lexicon import ROLES

_SWAPPED_LENGTH = 5
_NAME_LENGTH = 6  # a slip in a shorter name is another name as often as not: LEE/LEA, JOHN/JOAN
_MOST_INITIALS = 4
_ABBREVIATIONS = {"NARR": "NARRATOR", "NARR.": "NARRATOR"}


@dataclass(frozen=True, slots=True)
class Merge:
    """A spelling taken for another's slip, or for the name the user gave."""

    spelling: str
    name: str
    by_user: bool = False


def merge_names(headings: Sequence[str], aliases: Mapping[str, str], known: Collection[str] = ()) -> dict[str, Merge]:
    """For each spelling that is not a person's usual one, what it stands for.

    headings: the names as typed, one a heading, in order. Spellings that differ by a slip go to the most
    frequent one, the first where they tie. aliases: what the user says, spelling to name; it wins, and its names,
    like those that are known, are nobody's slips.
    """
    counts = Counter(headings)
    given = {name.casefold(): name for name in aliases.values()}
    given |= {spelling.casefold(): name for spelling, name in aliases.items()}
    held: set[str] = set()
    merges: dict[str, Merge] = {}
    usual = Names()
    free: list[str] = []
    for name in counts:
        told = given.get(name.casefold()) or _ABBREVIATIONS.get(name.upper())
        if told is not None and told != name:
            merges[name] = Merge(name, told, by_user=True)
            usual.add(name)
            continue
        free.append(name)
        if told == name or name in known:
            held.add(name)
    # Most frequent first; sorted() is stable, so the first seen wins a tie.
    for name in sorted(free, key=lambda name: -counts[name]):
        if name in held:
            usual.add(name)
            continue
        match = next(
            (
                known
                for known in usual.like(name)
                if known.casefold() == name.casefold() or _one_is_rare(counts[name], counts[known])
            ),
            None,
        )
        # A slip of a name that has an alias goes the same way as the name.
        target = merges[match].name if match in merges else match
        if target is None or target == name:
            usual.add(name)
        else:
            merges[name] = Merge(name, target)
    return merges


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A name that may be short for another: by its initials or by a part of it."""

    short: str
    name: str
    initials: bool


def short_forms(headings: Sequence[str], aliases: Mapping[str, str]) -> list[ShortForm]:
    """Initials, first names and last names that may stand for one person named in full before, and for nobody else.

    headings: the names as merged, one a heading, in order. aliases: what the user says of a name settles it.
    """
    given = {name.casefold() for name in aliases}
    names = list(dict.fromkeys(headings))
    full = [name for name in names if _is_full(name)]
    found: list[ShortForm] = []
    for place, short in enumerate(names):
        if " " in short or short.casefold() in given or short.upper() in ROLES:
            continue
        told = [(name, initials) for name in full if (initials := _shortens(short, name)) is not None]
        if len(told) == 1 and names.index(told[0][0]) < place:
            found.append(ShortForm(short, *told[0]))
    return found


def _is_full(name: str) -> bool:
    """Whether a name is a first and a last name, not what somebody is."""
    words = name.split()
    return (
        len(words) > 1
        and all(word[0].isupper() and not any(map(str.isdigit, word)) for word in words)
        and not any(word.upper() in ROLES for word in words)
    )


def _shortens(short: str, name: str) -> bool | None:
    """Whether a word holds the initials of a name; None where it neither does nor is its first or last name."""
    words = [word.casefold() for word in name.split()]
    bare = short.replace(".", "")
    if short.casefold() in (words[0], words[-1]):
        return False
    firsts = [word[0] for word in words]
    known = ("".join(firsts), firsts[0] + firsts[-1])
    is_initials = bare.isupper() and 1 < len(bare) <= _MOST_INITIALS and bare.casefold() in known
    return True if is_initials else None


class Names:
    """Names in the order they were added, found again by what looks like them."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._alike: dict[str, list[str]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        for key in _keys(name):
            self._alike.setdefault(key, []).append(name)

    def like(self, name: str) -> Iterator[str]:
        """The names that may be the same with a slip, in the order they were added under a key."""
        for key in _keys(name):
            for known in self._alike.get(key, ()):
                if is_slip(name.casefold(), known.casefold()):
                    yield known


def _keys(name: str) -> tuple[str, ...]:
    """What two spellings of one name share: all their letters, or the first letter, the words and nearly the length."""
    folded = name.casefold()
    near = f"{folded[:1]} {folded.count(' ')} "
    length = len(folded) // 3
    return (_joined(folded), f"{near}{length}", f"{near}{length + 1}")


def _one_is_rare(count: int, known: int) -> bool:
    """Two spellings that both recur are two people more often than one slip made over and over."""
    return count <= 2 or count * 4 <= known


@lru_cache(maxsize=65536)
def is_slip(first: str, second: str) -> bool:
    """Whether two names (folded) may be one name with a slip of the keyboard in one word of it.

    One letter changed, left out, doubled or swapped with its neighbour in a word of six letters or more, two
    such slips in nine or more; never in a digit (SPEAKER 1, SPEAKER 2), nor where both are what somebody is
    (INTERVIEWER, INTERVIEWEE).
    """
    words, others = first.split(), second.split()
    if len(words) != len(others):
        return _joined(first) == _joined(second)
    unlike = [(a, b) for a, b in zip(words, others, strict=True) if a.strip(".") != b.strip(".")]
    if len(unlike) != 1:
        return not unlike
    a, b = unlike[0]
    if any(map(str.isdigit, a + b)) or a[0] != b[0] or {a.upper(), b.upper()} <= ROLES:
        return False
    swapped = sorted(a) == sorted(b)  # the same letters: no other name, even a short one
    if max(len(a), len(b)) < (_SWAPPED_LENGTH if swapped else _NAME_LENGTH):
        return False
    from rapidfuzz.distance import OSA

    return bool(OSA.distance(a, b) <= (2 if max(len(a), len(b)) >= 9 else 1))


def _joined(name: str) -> str:
    return name.replace("-", "").replace(" ", "")
