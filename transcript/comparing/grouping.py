"""Which cues of two versions belong together, by the words they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from transcript.comparing.alignment import runs

_TELLING = 3
"""Words in a row that are no accident."""
_FAR = 4
"""Words that cues share at the least which are found out of order."""
_ROUNDS = 3

Words = Sequence[Sequence[str]]


class Group(NamedTuple):
    """Places of cues in the old version and the new. elsewhere: they stand past others that kept their order."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    elsewhere: bool = False


class _Link(NamedTuple):
    """Two cues: how many words they share, and the longest run of shared words that passes through both."""

    old: int
    new: int
    shared: int
    run: int


def groups(old: Words, new: Words) -> list[Group]:
    """Every cue in one group, by the words of each; what has no counterpart is a group alone.

    In the order of the new version; what was dropped stands behind what it followed.
    """
    here, there = range(len(old)), range(len(new))
    found = _in_order(old, new)
    for _ in range(_ROUNDS):
        rest_old = _without(here, (place for group in found for place in group.old))
        rest_new = _without(there, (place for group in found for place in group.new))
        more = _elsewhere(old, new, rest_old, rest_new)
        if not more:
            break
        found += more
    found += [Group((), (place,)) for place in _without(there, (place for group in found for place in group.new))]
    after = {place: group.new[-1] for group in found for place in group.old}
    last = -1
    keyed = [((group.new[0], 0, 0), group) for group in found]
    for place in here:
        if place in after:
            last = after[place]
        else:
            keyed.append(((last, 1, place), Group((place,), ())))
    return [group for _, group in sorted(keyed)]


def _in_order(old: Words, new: Words) -> list[Group]:
    links = _links(old, new, range(len(old)), range(len(new)))
    strong = [link for link in links if _strong(link, old, new)]
    linked_old, linked_new = {link.old for link in strong}, {link.new for link in strong}
    # Words that went over to the next cue make one group of both.
    across = [link for link in links if link.run >= _TELLING and link.old in linked_old and link.new in linked_new]
    return _joined([*strong, *across])


def _elsewhere(old: Words, new: Words, rest_old: Sequence[int], rest_new: Sequence[int]) -> list[Group]:
    """Cues that are found again past others: the very same words first, then those that share most."""
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in reversed(rest_old):
        if len(old[place]) >= _FAR:
            same[tuple(old[place])].append(place)
    found = [
        Group((same[tuple(new[place])].pop(),), (place,), elsewhere=True)
        for place in rest_new
        if same.get(tuple(new[place]))
    ]
    if found:
        return found
    links = _links(old, new, rest_old, rest_new)
    far = [link for link in links if link.run >= _FAR and _strong(link, old, new)]
    return [group._replace(elsewhere=True) for group in _joined(far)]


def _strong(link: _Link, old: Words, new: Words) -> bool:
    """Whether two cues share half of the longer, or half of the shorter and a phrase."""
    lengths = len(old[link.old]), len(new[link.new])
    return 2 * link.shared >= max(lengths) or (2 * link.shared >= min(lengths) and link.run >= _TELLING)


def _links(old: Words, new: Words, of_old: Sequence[int], of_new: Sequence[int]) -> list[_Link]:
    old_words, old_cues = _in_a_row(old, of_old)
    new_words, new_cues = _in_a_row(new, of_new)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    longest: dict[tuple[int, int], int] = defaultdict(int)
    for run in runs(old_words, new_words):
        for step in range(run.length):
            pair = old_cues[run.old + step], new_cues[run.new + step]
            shared[pair] += 1
            longest[pair] = max(longest[pair], run.length)
    return [_Link(*pair, count, longest[pair]) for pair, count in shared.items()]


def _in_a_row(words: Words, of: Sequence[int]) -> tuple[list[str], list[int]]:
    """All words, and which cue each is of."""
    return [word for place in of for word in words[place]], [place for place in of for _ in words[place]]


def _joined(links: Iterable[_Link]) -> list[Group]:
    """The cues that are linked with one another."""
    partners: dict[tuple[bool, int], list[tuple[bool, int]]] = defaultdict(list)
    for link in links:
        ends = (False, link.old), (True, link.new)
        partners[ends[0]].append(ends[1])
        partners[ends[1]].append(ends[0])
    found = []
    seen: set[tuple[bool, int]] = set()
    for first in partners:
        if first in seen:
            continue
        seen.add(first)
        together, waiting = [], [first]
        while waiting:
            together.append(waiting.pop())
            more = [partner for partner in dict.fromkeys(partners[together[-1]]) if partner not in seen]
            seen.update(more)
            waiting += more
        found.append(
            Group(
                tuple(sorted(place for is_new, place in together if not is_new)),
                tuple(sorted(place for is_new, place in together if is_new)),
            )
        )
    return found


def _without(places: Iterable[int], taken: Iterable[int]) -> list[int]:
    gone = set(taken)
    return [place for place in places if place not in gone]
