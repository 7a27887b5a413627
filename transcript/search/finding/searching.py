"""Searching: from what is wanted to the hits, in their order, and how many there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from os import PathLike
from typing import TypeAlias

from transcript.search.crossings import Crossed
from transcript.search.deadline import Deadline
from transcript.search.finding.cuts import with_cut
from transcript.search.finding.job import FEW, Hits, Job
from transcript.search.finding.order import in_time, ordered, ranked_by_index
from transcript.search.finding.patterned import by_pattern, matching
from transcript.search.finding.sampled import by_sample, run_through, spread, spread_will_do
from transcript.search.lines import Lines
from transcript.search.matching import expression
from transcript.search.patterns import compile_pattern
from transcript.search.people import find_speakers
from transcript.search.query import parse_query
from transcript.search.ranking import ranking
from transcript.search.results import Results
from transcript.search.schema import connect, refusing
from transcript.search.showing import shown
from transcript.search.wanted import Wanted, selection, verify
from transcript.search.widening import left_out, spellings, widened

Archive: TypeAlias = sqlite3.Connection | str | PathLike[str]

SECONDS = 2.0


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
        hits = _by_index(job) if job.pattern is None else by_pattern(with_cut(job), job.pattern)
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
        job = with_cut(_prepared(connection, _wanted(wanted), deadline))
        return job.total() if job.pattern is None else matching(job, job.pattern, 0)[0]


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


def _prepared(connection: sqlite3.Connection, wanted: Wanted, deadline: Deadline) -> Job:
    verify(wanted)
    pattern = None if wanted.pattern is None else compile_pattern(wanted.pattern)
    node = None if wanted.query is None else parse_query(wanted.query)
    meant = () if wanted.speaker is None else find_speakers(connection, wanted.speaker, exact=wanted.exact_speaker)
    filters = selection(connection, wanted, meant)
    lines = Lines(connection)
    if node is None:
        return Job(connection, wanted, node, pattern, meant, filters, lines, deadline, Crossed())
    node = widened(connection, node, lines, slips=wanted.fuzzy, stem=wanted.stem)
    rows = filters.of(expression(node))
    return Job(connection, wanted, node, pattern, meant, rows, lines, deadline, Crossed())


def _by_index(job: Job) -> Hits:
    start, end = job.page
    timed = job.node is None or job.wanted.sort == "time"
    weights = None if job.node is None or timed else ranking(job.connection, job.node)
    if weights is not None and job.node is not None:
        hits = by_sample(job, job.node, weights)
        if hits is not None:
            return hits
    job = with_cut(job)
    if weights is not None and weights.cues > FEW and job.begins_slowly:
        total, step, ids = run_through(job, weights.cues)
        if step == 1 or (spread_will_do(job, weights) and total > FEW):
            return Hits(ordered(job, [*ids, *job.ids_over_cuts(step)], weights), total, approximate=step > 1)
    if job.at_most(FEW + 1) <= FEW:
        ids = [*job.ids("SELECT {id} {rows}"), *job.ids_over_cuts()]
        return Hits(ordered(job, ids, weights), len(ids))
    total = job.total()
    if weights is None:
        return Hits([(one, None) for one in islice(in_time(job), start, end)], total)
    if spread_will_do(job, weights):
        ids = [*spread(job), *job.ids_over_cuts(-(-total // FEW))]
        return Hits(ordered(job, ids, weights), total, approximate=True)
    return Hits(ranked_by_index(job, weights, total if end is None else end)[start:end], total)
