"""Phrases that a timecode or a shot note cuts in two: they begin in one cue and end in a later one of the same speech.

The index holds the words around each cut. What it finds there may stand on one side of the cut, or be longer than what
it holds: it is held against the lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple, Protocol

from transcript.search.matching import accepts, expression, holds, holds_in, phrase_expression, places, stands
from transcript.search.query import And, Near, Node, Phrase, leaves
from transcript.search.schema import CUT_WORDS
from transcript.search.words import words

if TYPE_CHECKING:
    from transcript.search.deadline import Deadline


class Found(NamedTuple):
    """A hit: the cue for which the query holds, and the cues first … last over which its phrases go."""

    cue: int
    first: int
    last: int


class Crossed(NamedTuple):
    """What cut phrases do to the hits of a query.

    changed: the cues that any cut phrase of the query touches. by_line: those of them for which the query holds by
    their own lines, as the index sees it. hits: all that are found in them.
    """

    changed: frozenset[int] = frozenset()
    by_line: frozenset[int] = frozenset()
    hits: tuple[Found, ...] = ()


class Cut(NamedTuple):
    """A cut: the cue before it, and the lines of that one and of the next."""

    cue: int
    before: str
    after: str


class Archive(Protocol):
    """What is asked of the index."""

    def cuts(self, query: str, among: set[int] | None) -> Iterable[Cut]:
        """The cuts that have what an FTS5 expression asks for around them; among: only those at these cues."""

    def allowed(self, cues: Iterable[int]) -> set[int]:
        """Which of some cues the filters leave."""

    def rows(self, query: str) -> set[int] | None:
        """The cues in whose lines an FTS5 expression is found; None where they are many."""


class Lines(Protocol):
    """The lines of cues, by ids that rise by one from a cue to the next: see `lines`."""

    def load(self, ids: Iterable[int]) -> None:
        """Fetch lines that will be asked for."""

    def words(self, id_: int) -> list[str]:
        """The words of a line, folded."""

    def runs_on(self, id_: int) -> bool:
        """Whether the next cue goes on with the speech."""


def crossed(node: Node, archive: Archive, lines: Lines, deadline: Deadline) -> Crossed:
    """Which cues are hits, or are none, because phrases of the query go over cuts.

    A phrase over a cut stands in all cues that it touches, so that NOT leaves all of them out. Where a cue is a hit
    only by the end of a phrase, it belongs to the hit of the cue in which that begins, if that is one.
    """
    phrases = cut_phrases(node)
    if not phrases:
        return Crossed()
    around = _surely_among(node, archive)
    # A phrase that touches a cue goes over the cut behind it, or over one before it, by as many words at most.
    reach = max(len(phrase.slots) for phrase in phrases)
    near = None if around is None else {cue - back for cue in around for back in range(reach)}
    touching: defaultdict[int, dict[Phrase, list[tuple[int, int]]]] = defaultdict(dict)
    for phrase in phrases:
        for first, last in _spans(phrase, archive.cuts(_around(phrase), near), lines, deadline):
            # What is but a phrase stands where it begins: nothing changes for the cues in which it goes on.
            for cue in range(first, first + 1 if node == phrase else last + 1):
                if around is None or cue in around:
                    touching[cue].setdefault(phrase, []).append((first, last))
    if not touching:
        return Crossed()
    left = archive.allowed(touching)
    lines.load(left)
    hits: dict[int, Found] = {}
    for cue in sorted(left):
        deadline.left()
        found = _found(node, cue, lines.words(cue), touching[cue], hits)
        if found is not None:
            hits[cue] = found
    by_line = frozenset(cue for cue in left if holds_in(node, lines.words(cue)))
    return Crossed(frozenset(touching), by_line, tuple(hits.values()))


def _surely_among(node: Node, archive: Archive) -> set[int] | None:
    """The cues among which all hits are, whatever goes over cuts; None where they are many, or nothing is known."""
    if not isinstance(node, And):
        return None
    plain = tuple(part for part in node.parts if not cut_phrases(part))
    return archive.rows(expression(And(plain))) if plain else None


def _crosses(phrase: Phrase, cut: Cut) -> bool | None:
    """Whether a phrase goes over a cut, by the last word before it and the first after it; None where it may."""
    before = _outer(cut.before.rsplit(None, 1)[-1:], -1)
    follows = [other for one, other in pairwise(phrase.slots) if before is None or accepts(one, before)]
    if not follows:
        return False
    after = _outer(cut.after.split(None, 1)[:1], 0)
    if before is None or after is None:
        return None
    if not any(accepts(other, after) for other in follows):
        return False
    return True if len(phrase.slots) == 2 else None


def _outer(chunk: Sequence[str], place: int) -> str | None:
    """The first or last word of a line, by its first or last letters up to a blank; None where these are but marks."""
    found = words(chunk[0]) if chunk else []
    return found[place] if found else None


def cut_phrases(node: Node) -> list[Phrase]:
    """The phrases of a query that may go over a cut: those of several words."""
    found = (leaf for leaf, _ in leaves(node) if isinstance(leaf, Phrase) and len(leaf.slots) > 1)
    return list(dict.fromkeys(found))


def _found(
    node: Node,
    cue: int,
    said: Sequence[str],
    spans: Mapping[Phrase, Sequence[tuple[int, int]]],
    hits: Mapping[int, Found],
) -> Found | None:
    def touched(leaf: Phrase | Near, _: bool) -> bool:  # noqa: FBT001
        return (isinstance(leaf, Phrase) and leaf in spans) or stands(leaf, said)

    def begun(leaf: Phrase | Near, wanted: bool) -> bool:  # noqa: FBT001
        if wanted and isinstance(leaf, Phrase) and leaf in spans:
            return any(first == cue for first, _ in spans[leaf]) or stands(leaf, said)
        return touched(leaf, wanted)

    if not holds(node, touched):
        return None
    wanted = [leaf for leaf, is_wanted in leaves(node) if is_wanted and isinstance(leaf, Phrase)]
    over = [span for leaf in wanted for span in spans.get(leaf, ())]
    if holds(node, begun):
        return Found(cue, cue, max([cue, *(last for first, last in over if first == cue)]))
    if any(first in hits for first, _ in over):
        return None
    return Found(cue, min(first for first, _ in over), max(last for _, last in over))


def _around(phrase: Phrase) -> str:
    """The FTS5 expression of what stands around a cut, if the phrase goes over it: as many of its words as fit."""
    count = len(phrase.slots)
    parts = {(max(cut - CUT_WORDS, 0), min(cut + CUT_WORDS, count)) for cut in range(1, count)}
    found = []
    for first, end in sorted(parts):
        prefix = end == count and phrase.slots[-1].prefix
        ways = product(*(slot.all for slot in phrase.slots[first:end]))
        found += [phrase_expression(way, prefix=prefix) for way in ways]
    return f"({' OR '.join(found)})"


def _spans(phrase: Phrase, cuts: Iterable[Cut], lines: Lines, deadline: Deadline) -> Iterator[tuple[int, int]]:
    """First and last cue of each place where a phrase goes over one of these cuts."""
    doubtful = []
    for cut in cuts:
        crosses = _crosses(phrase, cut)
        if crosses:
            yield cut.cue, cut.cue + 1
        elif crosses is None:
            doubtful.append(cut.cue)
    lines.load({cue + more for cue in doubtful for more in (0, 1)})
    seen = set()
    for cue in doubtful:
        deadline.left()
        around = stretch(cue, len(phrase.slots) - 1, lines)
        owners = [owner for owner, said in around for _ in said]
        for place in places(phrase, [word for _, said in around for word in said]):
            span = owners[place.first], owners[place.end - 1]
            if span[0] != span[1] and span not in seen:
                seen.add(span)
                yield span


def stretch(cue: int, reach: int, lines: Lines) -> list[tuple[int, list[str]]]:
    """A cue and the next with their words, and the cues of the same speech around them that a phrase may reach."""
    first, said = cue, lines.words(cue)
    around = [(cue, said[-reach:])]
    found = len(said)
    while found < reach and lines.runs_on(first - 1):
        first -= 1
        said = lines.words(first)
        around.insert(0, (first, said[-reach:]))
        found += len(said)
    last, found = cue, 0
    while found < reach and lines.runs_on(last):
        last += 1
        said = lines.words(last)
        around.append((last, said[:reach]))
        found += len(said)
    return around
