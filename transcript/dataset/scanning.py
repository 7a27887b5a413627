"""One file of a dataset, looked through for what is wanted: what is found in it, and the hits asked for.

Of a file that holds no programme or speaker that is meant nothing is read but its metadata; of the columns only those
that are asked about, a row group at a time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from itertools import islice, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from transcript.dataset.choosing import Chosen, called, choose, nearest_programmes_of, nearest_speakers, people_meant
from transcript.dataset.looking import Query, find
from transcript.dataset.rows import DICTIONARIES, Rows, batches, runs
from transcript.dataset.tables import programmes_of
from transcript.extra import needed
from transcript.search.crossings import Found
from transcript.search.deadline import Deadline
from transcript.search.patterns import compile_pattern
from transcript.search.query import Node, parse_query
from transcript.search.results import FoundCue, FoundProgramme, Hit
from transcript.search.showing import marked

if TYPE_CHECKING:
    from transcript.dataset.opening import Part
    from transcript.search.wanted import Wanted

SECONDS = 60.0
"""How long one row group may take."""
_SHOWN = ("number", "speaker", "timecode", "start", "end", "voice_over", "qualifier", "line", "shot")
# Rows of all files have numbers of their own.
_MOST_ROWS = 1 << 40


class Key(NamedTuple):
    """By what hits are ordered: the script, its programme, and the row in its file."""

    source: str
    stem: str
    row: int


@dataclass(frozen=True, slots=True)
class Scanned:
    """What is found in one file.

    hits: the first of them, in order, as many as were asked for. total: how many there are. whole: nothing was left out
    that comes after hits which are known. speakers: the names that the wanted speaker stands for. meant: a programme is
    called as was wanted. nearest: names of speakers, and of programmes, where none is.
    """

    hits: tuple[tuple[Key, Hit], ...]
    total: int
    whole: bool
    speakers: frozenset[str]
    meant: bool
    nearest: tuple[str, ...] = ()
    nearest_programmes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of each file. most: how many hits, the first ones; None for all. counted: all are counted."""

    wanted: Wanted
    most: int | None
    counted: bool
    seconds: float = SECONDS


def scan(part: Part, asked: Asked, bound: Key | None = None) -> Scanned:
    """What is found in one file. bound: where as many hits as are asked for are known, the last of them.

    Raises UnusableDataset and TooSlow.
    """
    wanted = asked.wanted
    query = Query(
        wanted,
        None if wanted.query is None else parse_query(wanted.query),
        None if wanted.shot is None else parse_query(wanted.shot),
        None if wanted.pattern is None else compile_pattern(wanted.pattern),
    )
    with part.opened(DICTIONARIES) as file:
        programmes = programmes_of(file.metadata)
        people = (
            None if wanted.speaker is None else people_meant(programmes, wanted.speaker, exact=wanted.exact_speaker)
        )
        named = called(programmes, wanted.programme)
        page = _Page(asked.most, bound)
        total, whole = 0, True
        for rows, within in batches(file, choose(programmes, wanted, people, named)):
            reached = within if asked.counted else [one for one in within if page.reaches(one.key)]
            whole = whole and len(reached) == len(within)
            total += _scan_batch(query, rows, reached, page, Deadline(asked.seconds), part.number)
    names = frozenset[str]() if people is None else people.names
    return Scanned(
        tuple(page.hits),
        total,
        whole,
        names,
        bool(named),
        () if wanted.speaker is None or names else nearest_speakers(programmes, wanted.speaker),
        () if wanted.programme is None or named else nearest_programmes_of(programmes, wanted.programme),
    )


class _Page:
    """The first hits so far. most: how many are asked for."""

    def __init__(self, most: int | None, bound: Key | None) -> None:
        self.most = most
        self._bound = bound
        self.hits: list[tuple[Key, Hit]] = []

    def reaches(self, programme: tuple[str, str]) -> bool:
        """Whether hits of a programme may be among the first."""
        bound = self._last()
        return self.most != 0 and (bound is None or programme <= bound[:2])

    def takes(self, key: Key) -> bool:
        """Whether a hit may be among the first."""
        bound = self._last()
        return bound is None or key < bound

    def put(self, hits: Iterable[tuple[Key, Hit]]) -> None:
        """Take in some of another batch."""
        self.hits = sorted([*self.hits, *hits], key=itemgetter(0))[: self.most]

    def _last(self) -> Key | None:
        full = self.most is not None and len(self.hits) >= self.most > 0
        own = self.hits[-1][0] if full else None
        return min((key for key in (own, self._bound) if key is not None), default=None)


def _scan_batch(query: Query, rows: Rows, within: Sequence[Chosen], page: _Page, deadline: Deadline, part: int) -> int:
    """How many hits these programmes have; the first of them are put into the page."""
    total = 0
    firsts: list[tuple[Key, Found, Chosen, Node | None]] = []
    for run, programmes in runs(within, rows.first):
        found = find(query, rows, run, deadline)
        total += len(found.rows) + len(found.cut)
        for one in programmes:
            first, end = one.first - rows.first, one.end - rows.first
            alone = found.rows[bisect_left(found.rows, first) : bisect_left(found.rows, end)]
            cut = found.cut[bisect_left(found.cut, (first,)) : bisect_left(found.cut, (end,))]
            hits = merge((Found(row, row, row) for row in alone), cut)
            keyed = ((Key(*one.key, rows.first + hit.cue), hit, one, found.node) for hit in hits)
            firsts += islice(takewhile(lambda of: page.takes(of[0]), keyed), page.most)
    firsts.sort(key=itemgetter(0))
    page.put(_shown(query, rows, firsts[: page.most], deadline, part))
    return total


def _shown(
    query: Query, rows: Rows, found: Sequence[tuple[Key, Found, Chosen, Node | None]], deadline: Deadline, part: int
) -> Iterator[tuple[Key, Hit]]:
    """Hits with their cues and those around them."""
    context = query.wanted.context
    around = [
        range(max(hit.first - context, one.first - rows.first), min(hit.last + context + 1, one.end - rows.first))
        for _, hit, one, _ in found
    ]
    cues = _cues(rows, {row for some in around for row in some}, part)
    for (key, hit, one, node), some in zip(found, around, strict=True):
        of_hit = marked([cues[row] for row in range(hit.first, hit.last + 1)], node, query.pattern, deadline)
        before = tuple(cues[row] for row in some if row < hit.first)
        after = tuple(cues[row] for row in some if row > hit.last)
        yield key, Hit(_programme(one, part), of_hit, before, after)


def _cues(rows: Rows, wanted: Iterable[int], part: int) -> dict[int, FoundCue]:
    pa = needed("pyarrow")
    numbers = sorted(wanted)
    if not numbers:
        return {}
    taken = pa.array(numbers, pa.int64())
    columns = [rows.column(name).take(taken).to_pylist() for name in _SHOWN]
    found = {
        row: FoundCue(part * _MOST_ROWS + rows.first + row, number, speaker, timecode, start, end, voice_over, *rest)
        for row, number, speaker, timecode, start, end, voice_over, *rest in zip(numbers, *columns, strict=True)
    }
    begins = zip(found, _heard_from(rows, numbers), strict=True)
    return {row: replace(found[row], heard_from_ms=heard) for row, heard in begins}


def _heard_from(rows: Rows, wanted: Sequence[int]) -> list[int | None]:
    """Where cues begin that share their timecode with the one ahead of them: where that ends, as in `talk.talk_ms`."""
    pa = needed("pyarrow")
    own, ahead = (pa.array(some, pa.int64()) for some in (wanted, [max(row - 1, 0) for row in wanted]))
    columns = [rows.column(name).take(some).to_pylist() for some in (own, ahead) for name in ("number", "start", "end")]
    return [
        ended if follows == number + 1 and start is not None and begun == start and ended <= end else None
        for follows, start, end, number, begun, ended in zip(*columns, strict=True)
    ]


def _programme(one: Chosen, part: int) -> FoundProgramme:
    facts = one.programme.facts
    return FoundProgramme(
        part * _MOST_ROWS + one.first,
        one.programme.entry.source,
        facts.name,
        facts.start,
        facts.frame_rate,
        facts.drop_frame,
    )
