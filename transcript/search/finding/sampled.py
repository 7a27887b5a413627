"""Some hits that stand for all, where there are so many that to look at each would take long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcript.search.crossings import cut_phrases
from transcript.search.finding.cuts import with_cut
from transcript.search.finding.job import FEW, MOST_APPROXIMATE, Hits, Job
from transcript.search.finding.order import ordered
from transcript.search.matching import holds_in
from transcript.search.query import Node, leaves, phrases
from transcript.search.sampling import Sample, at_most, sample

if TYPE_CHECKING:
    from transcript.search.ranking import Ranking

# SQLite ranks all lines with words of so few.
_RANKED_BY_INDEX = 25_000
# Where more cues than that may be found, a part of the archive is searched. Of frequent words a first look, at so many
# cues with the rarest of them, tells by so many hits at least how large a part it must be. Of very many beginnings of
# words, so many lines are looked at. So many hits in the part tell how many there are in all, within a tenth mostly.
_MANY, _MANY_BEGINNINGS = 40_000, 100_000
_STRETCHES, _FIRST_STRETCHES = 40, 12
_FIRST_LOOK, _TELLING, _MOST_OF_ALL = 2500, 12, 0.6
_LOOKED_AT = 5000
_ENOUGH = 200
_WINDOWS = 40


def by_sample(job: Job, node: Node, weights: Ranking) -> Hits | None:
    """The best hits of a part of the archive, and by it about how many there are; None where these are not very many.

    For queries whose hits take long to count: phrases and combinations of frequent words, beginnings of many words.
    """
    _, end = job.page
    cues = at_most(node, {weighted.leaf: weighted.cues for weighted in weights.weights})
    if end is None or end > MOST_APPROXIMATE or cues <= _MANY:
        return None
    if not job.begins_slowly:
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
    best = ordered(job, found[:: -(-len(found) // FEW)], weights)
    return Hits(best, part.reckoned(len(found)), approximate=True, estimated=True)


def _looked_at(job: Job, node: Node) -> tuple[Job, Sample, list[int]]:
    """A part of the archive and the hits in it, by a look at each of its lines."""
    part = sample(job.connection, _LOOKED_AT, stretches=_STRETCHES)
    found = [
        id_ for stretch in part.stretches for id_ in job.lines.between(*stretch) if holds_in(node, job.lines.words(id_))
    ]
    return job, part, found


def _found_in_part(job: Job, node: Node, cues: int, enough: int) -> tuple[Job, Sample, list[int]] | None:
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


def _found_in(job: Job, node: Node, part: Sample) -> tuple[Job, list[int]]:
    # A phrase that goes on in a stretch may have begun as many cues before it as it has words.
    reach = max(len(phrase.slots) for leaf, _ in leaves(node) for phrase in phrases(leaf))
    job = with_cut(job, [(first - reach, last) for first, last in part.stretches])
    found: list[int] = []
    for first, last in part.stretches:
        found += job.ids("SELECT {id} {rows} AND {id} BETWEEN ? AND ?", first, last)
        found += [hit.cue for hit in job.cut.hits if first <= hit.cue <= last]
    return job, found


def spread_will_do(job: Job, weights: Ranking) -> bool:
    """Whether to rank all would take long, and so few hits are asked for that ranking some of them will do."""
    _, end = job.page
    return (weights.cues > _RANKED_BY_INDEX or weights.widened) and end is not None and end <= MOST_APPROXIMATE


def run_through(job: Job, most: int) -> tuple[int, int, list[int]]:
    """How many hits there are, and one in so many (step) of the rows. most: how many rows there may be."""
    step = max(most // FEW, 1)
    sql, values = job.rows.sql("SELECT count(*), group_concat(iif({id} % ? = 0, {id}, NULL)) {rows}")
    found, some = job.connection.execute(sql, (step, *values)).fetchone()
    ids = [int(id_) for id_ in (some or "").split(",") if id_]
    return job.with_cut_hits(found), step, [id_ for id_ in ids if id_ not in job.cut.changed]


def spread(job: Job) -> list[int]:
    """Some of the rows, from everywhere in the archive."""
    (last,) = job.connection.execute("SELECT coalesce(max(id), 0) FROM cues").fetchone()
    width = int(last) // _WINDOWS + 1
    some: list[int] = []
    for window in range(_WINDOWS):
        first = window * width + 1
        form = "SELECT {id} {rows} AND {id} BETWEEN ? AND ? LIMIT ?"
        some += job.ids(form, first, first + width - 1, FEW // _WINDOWS)
    return some
