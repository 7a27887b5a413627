"""Programmes that follow each other, looked through for what is wanted.

Whole columns are asked first, and what is left is looked at line by line, by the same functions as in an index.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from transcript.dataset.narrowing import cut_pattern, is_exact, may_hold
from transcript.extra import needed
from transcript.search.crossings import Crossed, Cut, Found, crossed, cut_phrases
from transcript.search.entries import lines_text
from transcript.search.folding import fold
from transcript.search.matching import holds_in
from transcript.search.query import Node, Phrase, Slot, leaves, phrases
from transcript.search.widening import KEEPS_ACCENTS, all_ways, each_leaf, leaf_with
from transcript.search.words import words

if TYPE_CHECKING:
    import pyarrow as pa

    from transcript.dataset.rows import Rows, Run
    from transcript.search.deadline import Deadline
    from transcript.search.patterns import Pattern
    from transcript.search.wanted import Wanted

# Lines that are looked through at once for a pattern.
_TOGETHER = 1000


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of each cue. node, shot: of its line, and of the note of its shot."""

    wanted: Wanted
    node: Node | None
    shot: Node | None
    pattern: Pattern | None


class FoundRows(NamedTuple):
    """What is found in a run, by rows of its batch. rows: of hits of one cue; cut: those whose phrases go over cuts.

    node: the query with the accents that words have here.
    """

    rows: list[int]
    cut: list[Found]
    node: Node | None


def find(query: Query, rows: Rows, run: Run, deadline: Deadline) -> FoundRows:
    """What is found in a run."""
    compute = needed("pyarrow.compute")
    said = _said_by(rows, run)
    left = _left(query, rows, run, said)
    if left is not None and not compute.any(left).as_py():
        return FoundRows([], [], query.node)
    if query.node is None:
        found, cut, node = _rows_of(left, run.end - run.first), Crossed(), None
    else:
        lines = rows.column("line").slice(run.first, run.end - run.first)
        node = _as_written(query.node, lines)
        found = _holding(query.node, node, lines, left, deadline)
        cut = _crossed(node, rows, run, said, left, deadline) if cut_phrases(node) else Crossed()
    found = [row for row in found if row not in cut.changed] if cut.changed else found
    hits = sorted(cut.hits)
    if query.pattern is not None:
        lines = rows.column("line").slice(run.first, run.end - run.first)
        found = _with_pattern(query.pattern, lines, found, deadline)
        hits = [hit for hit in hits if query.pattern.stands_in(lines[hit.cue].as_py(), deadline)]
    first = run.first
    return FoundRows([first + row for row in found], [Found(*(first + row for row in hit)) for hit in hits], node)


def _rows_of(mask: pa.BooleanArray | None, rows: int) -> list[int]:
    compute = needed("pyarrow.compute")
    return list(range(rows)) if mask is None else compute.indices_nonzero(mask).to_pylist()


def _said_by(rows: Rows, run: Run) -> pa.BooleanArray | None:
    """For each row of a run whether one of the wanted speakers says it; None where all are wanted."""
    if run.limits.speakers is None:
        return None
    speakers = rows.column("speaker").slice(run.first, run.end - run.first)
    return _among(speakers, [name in run.limits.speakers for name in speakers.dictionary.to_pylist()])


def _among(column: pa.DictionaryArray, holds: Sequence[bool]) -> pa.BooleanArray:
    """For each row whether it holds of its text; not where there is none."""
    pa, compute = needed("pyarrow"), needed("pyarrow.compute")
    found = compute.take(pa.array(holds, pa.bool_()), column.indices)
    return compute.fill_null(found, False)


def _left(query: Query, rows: Rows, run: Run, said: pa.BooleanArray | None) -> pa.BooleanArray | None:
    """For each row of a run whether the filters leave it; None where they leave all. said: by the wanted speakers."""
    pa, compute = needed("pyarrow"), needed("pyarrow.compute")
    length = run.end - run.first
    left = [] if said is None else [said]
    if query.wanted.voice_over is not None:
        left.append(compute.equal(rows.column("voice_over").slice(run.first, length), query.wanted.voice_over))
    if query.shot is not None:
        left.append(_over(query.shot, rows.column("shot").slice(run.first, length)))
    for limit, comparison in ((run.limits.first, compute.greater_equal), (run.limits.last, compute.less_equal)):
        if limit is not None:
            begun = rows.column("start").slice(run.first, length)
            left.append(compute.fill_null(comparison(begun, pa.scalar(limit, pa.int64())), False))
    return reduce(compute.and_, left) if left else None


def _over(shot: Node, notes: pa.DictionaryArray) -> pa.BooleanArray:
    different = notes.dictionary
    shot = _with_others(shot, lambda slot: _joined(slot, different))
    may = may_hold(shot, different).to_pylist()
    return _among(
        notes, [one and holds_in(shot, words(note)) for one, note in zip(may, different.to_pylist(), strict=True)]
    )


def _holding(typed: Node, node: Node, lines: pa.Array, left: pa.BooleanArray | None, deadline: Deadline) -> list[int]:
    """The rows among those left for whose line the query holds. typed: the query as its letters are looked for."""
    compute = needed("pyarrow.compute")
    if left is None:
        may = may_hold(typed, lines)
    else:
        may = compute.replace_with_mask(left, left, may_hold(typed, lines.filter(left)))
    found: list[int] = compute.indices_nonzero(may).to_pylist()
    some = lines.filter(may)
    # None: not known yet.
    known = compute.string_is_ascii(some).to_pylist() if is_exact(typed) else [False] * len(some)
    doubtful = iter(some.filter([not one for one in known]).to_pylist() if not all(known) else ())
    held = []
    for row, is_known in zip(found, known, strict=True):
        if is_known or holds_in(node, words(next(doubtful))):
            held.append(row)
        deadline.left()
    return held


def _as_written(node: Node, lines: pa.Array) -> Node:
    """The query with what else its words are where accents stay on words (Greek, Cyrillic) or letters are joined."""
    return _with_others(node, lambda slot: [*_accented(slot, lines), *_joined(slot, lines)])


def _with_others(node: Node, others: Callable[[Slot], list[str]]) -> Node:
    slots = {slot for leaf, _ in leaves(node) for phrase in phrases(leaf) for slot in phrase.slots}
    found = {slot: tuple(others(slot)) for slot in slots}
    return each_leaf(node, lambda leaf: leaf_with(leaf, found)) if any(found.values()) else node


def _accented(slot: Slot, lines: pa.Array) -> list[str]:
    """The words, or beginnings of words, in some lines that are a slot's with other accents."""
    if not any(map(KEEPS_ACCENTS.search, slot.words)):
        return []
    bare = {fold(word) for word in slot.words}
    longest = max(map(len, bare))
    begun = {word[:longest] if slot.prefix else word for word in _said(slot, lines)}
    return sorted(word for word in begun if fold(word) in bare and word not in slot.words)


def _joined(slot: Slot, lines: pa.Array) -> list[str]:
    """Likewise with letters that are joined, as in ß, or are not."""
    compute = needed("pyarrow.compute")
    ways = all_ways(slot)
    if not ways:
        return []
    if all(map(str.isascii, slot.words)):  # what is joined is in no line of ASCII
        lines = lines.filter(compute.invert(compute.string_is_ascii(lines)))
    said = _said(slot, lines)
    return [way for way in ways if any(word.startswith(way) if slot.prefix else word == way for word in said)]


def _said(slot: Slot, lines: pa.Array) -> set[str]:
    """The words of lines in which a slot's may stand."""
    some = lines.filter(may_hold(Phrase((slot,), 0), lines)).to_pylist()
    return {word for line in some for word in words(line)}


def _crossed(
    node: Node, rows: Rows, run: Run, said: pa.BooleanArray | None, left: pa.BooleanArray | None, deadline: Deadline
) -> Crossed:
    """What phrases over cuts change in a run."""
    compute = needed("pyarrow.compute")
    lines = rows.column("line").slice(run.first, run.end - run.first)
    joined = rows.column("runs_on").slice(run.first, run.end - run.first)
    ends = joined if said is None else compute.and_(joined, said)
    some = lines.filter(ends)
    begun = reduce(
        compute.or_, (compute.match_substring_regex(some, cut_pattern(phrase)) for phrase in cut_phrases(node))
    )
    cuts = compute.indices_nonzero(compute.replace_with_mask(ends, ends, begun)).to_pylist()
    if not cuts:
        return Crossed()
    by_row = _Lines(lines, joined)
    allowed = None if left is None else set(_rows_of(left, len(left)))
    return crossed(node, _Cuts(cuts, by_row, allowed), by_row, deadline)


def _with_pattern(pattern: Pattern, lines: pa.Array, among: Sequence[int], deadline: Deadline) -> list[int]:
    """Those of the rows in whose line a pattern is found."""
    pa, compute = needed("pyarrow"), needed("pyarrow.compute")
    some = lines.take(pa.array(among, pa.int64()))
    plain = compute.string_is_ascii(some)
    found: list[int] = []
    # Letters without accents are looked through faster where they are together.
    for kind in (plain, compute.invert(plain)):
        rows = compute.indices_nonzero(kind).to_pylist()
        texts = some.filter(kind).to_pylist()
        for first in range(0, len(rows), _TOGETHER):
            together = texts[first : first + _TOGETHER]
            ends = list(accumulate(len(text) + 1 for text in together))
            places = pattern.places(lines_text(together), max(map(len, together)), deadline)
            found += [among[rows[first + bisect_right(ends, at)]] for at in places]
    return sorted(found)


class _Lines:
    """The lines of a run, by rows of the run, as those of an index are by ids."""

    def __init__(self, lines: pa.Array, runs_on: pa.BooleanArray) -> None:
        self._lines = lines
        self._joined = runs_on
        self._said: dict[int, list[str]] = {}

    def load(self, ids: Iterable[int]) -> None:
        pass

    def line(self, id_: int) -> str:
        line: str = self._lines[id_].as_py()
        return line

    def words(self, id_: int) -> list[str]:
        if id_ not in self._said:
            self._said[id_] = words(self.line(id_))
        return self._said[id_]

    def runs_on(self, id_: int) -> bool:
        return id_ >= 0 and bool(self._joined[id_].as_py())


class _Cuts:
    """The cuts in a run at which phrases may go over, as an index tells them."""

    def __init__(self, cuts: Sequence[int], lines: _Lines, left: set[int] | None) -> None:
        self._cuts = cuts
        self._lines = lines
        self._left = left

    def cuts(self, query: str, among: set[int] | None) -> Iterable[Cut]:
        del query, among  # each is looked at in any case
        return (Cut(row, self._lines.line(row), self._lines.line(row + 1)) for row in self._cuts)

    def allowed(self, cues: Iterable[int]) -> set[int]:
        return {cue for cue in cues if self._left is None or cue in self._left}

    def rows(self, query: str) -> set[int] | None:
        del query
        return None
