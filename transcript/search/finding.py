"""Searching: from what is wanted to the hits, in their order, and how many there are."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from heapq import merge
from itertools import islice, starmap
from os import PathLike
from typing import NamedTuple, TypeAlias

from transcript.search.crossings import Crossed, Cut, Found, crossed, cut_phrases
from transcript.search.deadline import Deadline
from transcript.search.lines import Lines
from transcript.search.matching import any_word, expression, holds_in
from transcript.search.patterns import Pattern, compile_pattern, words_with
from transcript.search.people import Meant, find_speakers
from transcript.search.query import Node, Phrase, leaves, parse_query, phrases
from transcript.search.ranking import Ranking, ranking, score
from transcript.search.results import Results
from transcript.search.sampling import Sample, at_most, sample
from transcript.search.scanning import first_found, scan
from transcript.search.schema import connect, refusing, words_table
from transcript.search.showing import shown
from transcript.search.wanted import Selection, Wanted, selection, verify
from transcript.search.widening import left_out, spellings, widened

Archive: TypeAlias = sqlite3.Connection | str | PathLike[str]

SECONDS = 2.0
# So many lines are looked at one by one, in Python; of more, SQLite ranks those of rare words, or some are ranked.
_FEW = 2000
_RANKED_BY_INDEX = 25_000
_MOST_APPROXIMATE = 500
# Where more cues than that may be found, a part of the archive is searched. Of frequent words a first look, at so many
# cues with the rarest of them, tells by so many hits at least how large a part it must be. Of very many beginnings of
# words, so many lines are looked at. So many hits in the part tell how many there are in all, within a tenth mostly.
_MANY, _MANY_BEGINNINGS = 40_000, 100_000
_STRETCHES, _FIRST_STRETCHES = 40, 12
_FIRST_LOOK, _TELLING, _MOST_OF_ALL = 2500, 12, 0.6
_LOOKED_AT = 5000
_ENOUGH = 200
# Phrases over cuts are looked for at so many cues at most, or else everywhere.
_SURE = 20_000
_WINDOWS = 40
_FEW_WORDS = 3
# So few lines are tried before a pattern's words are looked up, and so many looked through as whole texts; of so many
# hits of a pattern only those that are shown are listed.
_TRIED_AT_ONCE = 5000
_LOOKED_THROUGH = 200_000
_LISTED = 1000
# As many times longer it takes to fetch one line and try it than to look it through in a text.
_SINGLY, _SINGLY_IF_SLOW = 20, 4
# A choice of more words than that is slower to look up than it saves.
_MOST_WORDS = 400


class _Search(NamedTuple):
    """Everything that the steps of one search share. cut: what phrases over cuts change."""

    connection: sqlite3.Connection
    wanted: Wanted
    node: Node | None
    pattern: Pattern | None
    meant: tuple[Meant, ...]
    rows: Selection
    lines: Lines
    deadline: Deadline
    cut: Crossed


class _Hits(NamedTuple):
    """The hits asked for with their scores, and how many there are in all."""

    found: list[tuple[Found, float | None]]
    total: int
    approximate: bool = False
    estimated: bool = False


def search(archive: Archive, wanted: Wanted | str, *, seconds: float = SECONDS) -> Results:
    """The hits for what is wanted, or for a query, in an index: its file, or a connection of `schema.connect`.

        search("archive.db", Wanted("moon", speaker="Korolev", context=1))

    seconds: how long it may take. Raises InvalidQuery, UnknownSpeaker, UnknownProgramme, InvalidTimecode,
    InvalidSetting, TooSlow and UnusableIndex.
    """
    deadline = Deadline(seconds)
    wanted = _wanted(wanted)
    with _opened(archive) as connection, deadline.of_queries(connection):
        job = _prepared(connection, wanted, deadline)
        hits = _by_index(job) if job.pattern is None else _by_pattern(_with_cut(job), job.pattern)
        return Results(
            shown(connection, hits.found, job.node, job.pattern, wanted.context, deadline),
            hits.total,
            hits.approximate,
            hits.estimated,
            tuple(one.name for one in job.meant),
            () if job.node is None else spellings(job.node),
            () if job.node is None else left_out(job.node),
        )


def count(archive: Archive, wanted: Wanted | str, *, seconds: float = SECONDS) -> int:
    """How many hits there are; limit, offset, sort and context do not matter. Raises what `search` raises."""
    deadline = Deadline(seconds)
    with _opened(archive) as connection, deadline.of_queries(connection):
        job = _with_cut(_prepared(connection, _wanted(wanted), deadline))
        return _total(job) if job.pattern is None else _matching(job, job.pattern, 0)[0]


def _wanted(wanted: Wanted | str) -> Wanted:
    return Wanted(wanted) if isinstance(wanted, str) else wanted


@contextmanager
def _opened(archive: Archive) -> Iterator[sqlite3.Connection]:
    """The index as it is now: what an indexer writes meanwhile is not seen halfway through a search."""
    if not isinstance(archive, sqlite3.Connection):
        with refusing(archive), closing(connect(archive)) as connection, _opened(connection):
            yield connection
    elif archive.in_transaction:
        yield archive
    else:
        archive.execute("BEGIN")
        try:
            yield archive
        finally:
            archive.execute("ROLLBACK")


def _prepared(connection: sqlite3.Connection, wanted: Wanted, deadline: Deadline) -> _Search:
    verify(wanted)
    pattern = None if wanted.pattern is None else compile_pattern(wanted.pattern)
    node = None if wanted.query is None else parse_query(wanted.query)
    meant = () if wanted.speaker is None else find_speakers(connection, wanted.speaker, exact=wanted.exact_speaker)
    filters = selection(connection, wanted, meant)
    lines = Lines(connection)
    if node is None:
        return _Search(connection, wanted, node, pattern, meant, filters, lines, deadline, Crossed())
    node = widened(connection, node, lines, slips=wanted.fuzzy, stem=wanted.stem)
    rows = filters.of(expression(node))
    return _Search(connection, wanted, node, pattern, meant, rows, lines, deadline, Crossed())


def _with_cut(job: _Search, stretches: Sequence[tuple[int, int]] | None = None) -> _Search:
    """The search with what phrases over cuts change, in the whole archive or in some stretches of it."""
    if job.node is None:
        return job
    cut = crossed(job.node, _Asked(job.connection, job.rows.of(None), stretches), job.lines, job.deadline)
    return job._replace(cut=cut)


class _Asked:
    """The index, as phrases over cuts need it. stretches: the cuts are only asked for there."""

    def __init__(
        self, connection: sqlite3.Connection, filters: Selection, stretches: Sequence[tuple[int, int]] | None
    ) -> None:
        self._connection = connection
        self._filters = filters
        self._stretches = stretches

    def cuts(self, query: str, among: set[int] | None) -> Iterator[Cut]:
        speaker = self._filters.speaker
        asked = f"line : {query}" + (f" AND speaker : {speaker}" if speaker else "")
        found = self._cuts(asked)
        rows = self._connection.execute(
            "SELECT before.id, before.line, after.line FROM json_each(?) AS cut CROSS JOIN cues AS before"
            " ON before.id = cut.value CROSS JOIN cues AS after ON after.id = cut.value + 1",
            (json.dumps([id_ for id_ in found if among is None or id_ in among]),),
        )
        return starmap(Cut, rows)

    def _cuts(self, asked: str) -> Iterator[int]:
        select = "SELECT rowid FROM cuts WHERE cuts MATCH ?"
        if self._stretches is None:
            yield from (id_ for (id_,) in self._connection.execute(select, (asked,)))
            return
        for stretch in self._stretches:
            rows = self._connection.execute(f"{select} AND rowid BETWEEN ? AND ?", (asked, *stretch))
            yield from (id_ for (id_,) in rows)

    def allowed(self, cues: Iterable[int]) -> set[int]:
        statement = self._filters.among(cues).sql("SELECT {id} {rows}")
        return {id_ for (id_,) in self._connection.execute(*statement)}

    def rows(self, query: str) -> set[int] | None:
        statement = self._filters.of(query).sql("SELECT {id} {rows} LIMIT ?", _SURE + 1)
        found = {id_ for (id_,) in self._connection.execute(*statement)}
        return found if len(found) <= _SURE else None


def _ids(job: _Search, form: str, *values: int) -> list[int]:
    """The first column of a statement over the rows, without cues that cut phrases change."""
    rows = job.connection.execute(*job.rows.sql(form, *values))
    return [row[0] for row in rows if row[0] not in job.cut.changed]


def _at_most(job: _Search, most: int) -> int:
    """How many rows the index finds, or `most` where there are more."""
    statement = job.rows.sql("SELECT count(*) FROM (SELECT 1 {rows} LIMIT ?)", most)
    return int(job.connection.execute(*statement).fetchone()[0])


def _total(job: _Search) -> int:
    word = _only_word(job)
    if word is not None:
        table = words_table(job.connection)
        row = job.connection.execute(f"SELECT cues FROM {table} WHERE word = ?", (word,)).fetchone()  # noqa: S608
        return 0 if row is None else int(row[0])
    (found,) = job.connection.execute(*job.rows.sql("SELECT count(*) {rows}")).fetchone()
    return int(found) - len(job.cut.by_line) + len(job.cut.hits)


def _only_word(job: _Search) -> str | None:
    """The word that is all that is asked for: how many cues have it is known."""
    if job.rows.speaker or job.rows.conditions or not isinstance(job.node, Phrase) or len(job.node.slots) > 1:
        return None
    (slot,) = job.node.slots
    return None if slot.prefix or len(slot.all) > 1 else slot.words[0]


def _page(job: _Search) -> tuple[int, int | None]:
    """Where the hits asked for begin and end among all."""
    wanted = job.wanted
    return wanted.offset, None if wanted.limit is None else wanted.offset + wanted.limit


def _by_index(job: _Search) -> _Hits:
    start, end = _page(job)
    timed = job.node is None or job.wanted.sort == "time"
    weights = None if job.node is None or timed else ranking(job.connection, job.node)
    if weights is not None and job.node is not None:
        hits = _by_sample(job, job.node, weights)
        if hits is not None:
            return hits
    job = _with_cut(job)
    if weights is not None and weights.cues > _FEW and _begins_slowly(job):
        total, step, ids = _run_through(job, weights.cues)
        if step == 1 or (_spread_will_do(job, weights) and total > _FEW):
            return _Hits(_ordered(job, [*ids, *_cut(job, step)], weights), total, approximate=step > 1)
    if _at_most(job, _FEW + 1) <= _FEW:
        ids = [*_ids(job, "SELECT {id} {rows}"), *_cut(job)]
        return _Hits(_ordered(job, ids, weights), len(ids))
    total = _total(job)
    if weights is None:
        return _Hits([(one, None) for one in islice(_in_time(job), start, end)], total)
    if _spread_will_do(job, weights):
        ids = [*_spread(job), *_cut(job, -(-total // _FEW))]
        return _Hits(_ordered(job, ids, weights), total, approximate=True)
    return _Hits(_ranked_by_index(job, weights, total if end is None else end)[start:end], total)


def _by_sample(job: _Search, node: Node, weights: Ranking) -> _Hits | None:
    """The best hits of a part of the archive, and by it about how many there are; None where these are not very many.

    For queries whose hits take long to count: phrases and combinations of frequent words, beginnings of many words.
    """
    _, end = _page(job)
    cues = at_most(node, {weighted.leaf: weighted.cues for weighted in weights.weights})
    if end is None or end > _MOST_APPROXIMATE or cues <= _MANY:
        return None
    if not _begins_slowly(job):
        looked_up = _found_in_part(job, node, cues, max(_ENOUGH, end))
    elif cues <= _MANY_BEGINNINGS or job.rows.speaker or job.rows.conditions or cut_phrases(node):
        return None
    else:
        looked_up = _looked_at(job, node)
    if looked_up is None:
        return None
    job, part, found = looked_up
    if len(found) < max(_ENOUGH, end):
        return None
    ordered = _ordered(job, found[:: -(-len(found) // _FEW)], weights)
    return _Hits(ordered, part.reckoned(len(found)), approximate=True, estimated=True)


def _looked_at(job: _Search, node: Node) -> tuple[_Search, Sample, list[int]]:
    """A part of the archive and the hits in it, by a look at each of its lines."""
    part = sample(job.connection, _LOOKED_AT, stretches=_STRETCHES)
    found = [
        id_ for stretch in part.stretches for id_ in job.lines.between(*stretch) if holds_in(node, job.lines.words(id_))
    ]
    return job, part, found


def _found_in_part(job: _Search, node: Node, cues: int, enough: int) -> tuple[_Search, Sample, list[int]] | None:
    """A part of the archive in which there are about twice enough hits, and these, with phrases over cuts.

    None where a first look tells that it would have to be most of the archive. cues: with the rarest of the words.
    """
    part = sample(job.connection, _FIRST_LOOK, stretches=_FIRST_STRETCHES, among=cues)
    _, found = _found_in(job, node, part)
    needed = 2 * enough * part.cues // max(len(found), 1)
    if len(found) < _TELLING or needed > part.of * _MOST_OF_ALL:
        return None
    part = sample(job.connection, needed, stretches=_STRETCHES)
    job, found = _found_in(job, node, part)
    return job, part, found


def _found_in(job: _Search, node: Node, part: Sample) -> tuple[_Search, list[int]]:
    # A phrase that goes on in a stretch may have begun as many cues before it as it has words.
    reach = max(len(phrase.slots) for leaf, _ in leaves(node) for phrase in phrases(leaf))
    job = _with_cut(job, [(first - reach, last) for first, last in part.stretches])
    found: list[int] = []
    for first, last in part.stretches:
        found += _ids(job, "SELECT {id} {rows} AND {id} BETWEEN ? AND ?", first, last)
        found += [hit.cue for hit in job.cut.hits if first <= hit.cue <= last]
    return job, found


def _spread_will_do(job: _Search, weights: Ranking) -> bool:
    """Whether to rank all would take long, and so few hits are asked for that ranking some of them will do."""
    _, end = _page(job)
    return (weights.cues > _RANKED_BY_INDEX or weights.widened) and end is not None and end <= _MOST_APPROXIMATE


def _begins_slowly(job: _Search) -> bool:
    """Whether FTS5 has much to do before the first row: it gathers all words that begin so, or many alternatives."""
    asked = job.rows.query or ""
    return " *" in asked or asked.count(" OR ") > _FEW_WORDS


def _run_through(job: _Search, most: int) -> tuple[int, int, list[int]]:
    """How many hits there are, and one in so many (step) of the rows. most: how many rows there may be."""
    step = max(most // _FEW, 1)
    sql, values = job.rows.sql("SELECT count(*), group_concat(iif({id} % ? = 0, {id}, NULL)) {rows}")
    found, some = job.connection.execute(sql, (step, *values)).fetchone()
    ids = [int(id_) for id_ in (some or "").split(",") if id_]
    total = found - len(job.cut.by_line) + len(job.cut.hits)
    return total, step, [id_ for id_ in ids if id_ not in job.cut.changed]


def _cut(job: _Search, step: int = 1) -> list[int]:
    """The cues of hits that go over cuts, or one in so many of them."""
    return [found.cue for found in job.cut.hits[::step]]


def _ordered(job: _Search, ids: list[int], weights: Ranking | None = None) -> list[tuple[Found, float | None]]:
    """Those of some hits that were asked for, in order."""
    start, end = _page(job)
    cut = {found.cue: found for found in job.cut.hits}
    in_time = _sorted(job.connection, ids)
    if job.node is None or job.wanted.sort == "time" or (weights is None and len(ids) > 2 * _FEW):
        return [(cut.get(id_, Found(id_, id_, id_)), None) for id_ in in_time[start:end]]
    job.lines.load({*ids, *(cue for id_ in ids if id_ in cut for cue in range(cut[id_].first, cut[id_].last + 1))})
    weights = weights or ranking(job.connection, job.node)
    scored = [(found := cut.get(id_, Found(id_, id_, id_)), _score(job, weights, found)) for id_ in in_time]
    return sorted(scored, key=lambda one: -one[1])[start:end]  # type: ignore[return-value]


def _score(job: _Search, weights: Ranking, found: Found) -> float:
    job.deadline.left()
    if found.first == found.last:
        return score(weights, job.lines.words(found.cue))
    return score(weights, [word for cue in range(found.first, found.last + 1) for word in job.lines.words(cue)])


def _ranked_by_index(job: _Search, weights: Ranking, end: int) -> list[tuple[Found, float | None]]:
    form = "SELECT {id}, bm25(lines, 1.0, 0.0) AS score {rows} ORDER BY score, {id} LIMIT ?"
    rows = job.connection.execute(*job.rows.sql(form, end + len(job.cut.changed)))
    scored = [(Found(id_, id_, id_), -rank) for id_, rank in rows if id_ not in job.cut.changed]
    scored += [(found, _score(job, weights, found)) for found in job.cut.hits]
    return sorted(scored, key=lambda one: -one[1])


def _spread(job: _Search) -> list[int]:
    """Some of the rows, from everywhere in the archive."""
    (last,) = job.connection.execute("SELECT coalesce(max(id), 0) FROM cues").fetchone()
    width = int(last) // _WINDOWS + 1
    some: list[int] = []
    for window in range(_WINDOWS):
        first = window * width + 1
        form = "SELECT {id} {rows} AND {id} BETWEEN ? AND ? LIMIT ?"
        some += _ids(job, form, first, first + width - 1, _FEW // _WINDOWS)
    return some


def _sorted(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    """These ids by programme and time."""
    if len(ids) > _FEW:
        return _TimeOrder(connection).of(ids)
    rows = connection.execute(
        "SELECT cues.id FROM cues JOIN programmes ON programmes.id = cues.programme"
        " WHERE cues.id IN (SELECT value FROM json_each(?)) ORDER BY programmes.path, cues.id",
        (json.dumps(ids),),
    )
    return [id_ for (id_,) in rows]


class _TimeOrder:
    """The order of programmes by their paths, and of cues within them, as stretches of ids that follow each other."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT first_cue, cues FROM programmes WHERE cues > 0 ORDER BY path")
        self.stretches: list[tuple[int, int]] = []
        for first, cues in rows:
            if self.stretches and self.stretches[-1][1] + 1 == first:
                self.stretches[-1] = self.stretches[-1][0], first + cues - 1
            else:
                self.stretches.append((first, first + cues - 1))

    def of(self, ids: Iterable[int]) -> list[int]:
        """These ids in order."""
        rising = sorted(ids)
        return [
            id_
            for first, last in self.stretches
            for id_ in rising[bisect_left(rising, first) : bisect_right(rising, last)]
        ]


def _in_time(job: _Search) -> Iterator[Found]:
    cut = sorted(job.cut.hits)
    for first, last in _TimeOrder(job.connection).stretches:
        statement = job.rows.sql("SELECT {id} {rows} AND {id} BETWEEN ? AND ? ORDER BY {id}", first, last)
        rows = (id_ for (id_,) in job.connection.execute(*statement) if id_ not in job.cut.changed)
        within = cut[bisect_left(cut, (first,)) : bisect_left(cut, (last + 1,))]
        yield from merge((Found(id_, id_, id_) for id_ in rows), within)


def _by_pattern(job: _Search, pattern: Pattern) -> _Hits:
    start, end = _page(job)
    total, ids = _matching(job, pattern, None if end is None or end > _MOST_APPROXIMATE else _LISTED)
    if ids is not None:
        return _Hits(_ordered(job, ids), len(ids))
    first = first_found(job.connection, pattern, job.deadline, _speakers(job), start if end is None else end)
    return _Hits([(Found(id_, id_, id_), None) for id_ in first[start:end]], total)


def _matching(job: _Search, pattern: Pattern, most: int | None = None) -> tuple[int, list[int] | None]:
    """How many hits there are in whose line the pattern stands, and their cues; see `scan` for most.

    Of a hit over several cues, it is the line of that for which the query holds.
    """
    only_lines = job.rows.query is None and not job.rows.conditions
    lines = _lines_of(job)
    if only_lines and pattern.leaps and lines <= _LOOKED_THROUGH:
        return scan(job.connection, pattern, job.deadline, _speakers(job), most)
    narrowed = _narrowed(job, pattern)
    few = lines // (_SINGLY if pattern.leaps else _SINGLY_IF_SLOW)
    if (narrowed.rows.query or narrowed.rows.conditions) and _at_most(narrowed, few + 1) <= few:
        rows = job.connection.execute(*narrowed.rows.sql("SELECT {id}, {line} {rows}"))
        found: list[int] | None = [id_ for id_, line in rows if pattern.stands_in(line, job.deadline)]
    else:
        total, found = scan(job.connection, pattern, job.deadline, _speakers(job), most if only_lines else None)
        if found is None:
            return total, None
        if not only_lines:
            found = _ids(job._replace(rows=job.rows.among(found)), "SELECT {id} {rows}")
    cut = [hit.cue for hit in job.cut.hits if pattern.stands_in(job.lines.line(hit.cue), job.deadline)]
    hits = [*(id_ for id_ in found or () if id_ not in job.cut.changed), *cut]
    return len(hits), hits


def _speakers(job: _Search) -> list[int] | None:
    """Whose lines are searched; None for everybody's."""
    return [one.id for one in job.meant] or None


def _lines_of(job: _Search) -> int:
    """How many lines the wanted speakers have, or all."""
    ids = _speakers(job)
    if ids is None:
        (lines,) = job.connection.execute("SELECT coalesce(sum(cues), 0) FROM programmes").fetchone()
    else:
        select = "SELECT coalesce(sum(cues), 0) FROM appearances WHERE speaker IN (SELECT value FROM json_each(?))"
        (lines,) = job.connection.execute(select, (json.dumps(ids),)).fetchone()
    return int(lines)


def _narrowed(job: _Search, pattern: Pattern) -> _Search:
    """The search among lines that have words in which the pattern can stand."""
    if not pattern.required or _at_most(job, _TRIED_AT_ONCE + 1) <= _TRIED_AT_ONCE:
        return job
    known = [word for (word,) in job.connection.execute(f"SELECT word FROM {words_table(job.connection)}")]  # noqa: S608
    choices = [words_with(known, choice, job.deadline) for choice in pattern.required]
    if not all(choices):
        # No word of the archive will do: no line will.
        return job._replace(rows=job.rows.among(()))
    asked = [any_word(found) for found in choices if len(found) <= _MOST_WORDS]
    if not asked:
        return job
    asked += [job.rows.query] if job.rows.query else []
    return job._replace(rows=job.rows.of(f"({' AND '.join(asked)})"))
