"""Hits in the order that was asked for: by how well they fit, or by programme and time."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from heapq import merge
from typing import TYPE_CHECKING

from transcript.search.crossings import Found
from transcript.search.finding.job import FEW, Job
from transcript.search.ranking import Ranking, ranking, score

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


def ordered(job: Job, ids: list[int], weights: Ranking | None = None) -> list[tuple[Found, float | None]]:
    """Those of some hits that were asked for, in order."""
    start, end = job.page
    cut = {found.cue: found for found in job.cut.hits}
    in_time = _sorted(job.connection, ids)
    if job.node is None or job.wanted.sort == "time" or (weights is None and len(ids) > 2 * FEW):
        return [(cut.get(id_, Found(id_, id_, id_)), None) for id_ in in_time[start:end]]
    job.lines.load({*ids, *(cue for id_ in ids if id_ in cut for cue in range(cut[id_].first, cut[id_].last + 1))})
    weights = weights or ranking(job.connection, job.node)
    scored = [(found := cut.get(id_, Found(id_, id_, id_)), _score(job, weights, found)) for id_ in in_time]
    return sorted(scored, key=lambda one: -one[1])[start:end]  # type: ignore[return-value]


def _score(job: Job, weights: Ranking, found: Found) -> float:
    job.deadline.left()
    if found.first == found.last:
        return score(weights, job.lines.words(found.cue))
    return score(weights, [word for cue in range(found.first, found.last + 1) for word in job.lines.words(cue)])


def ranked_by_index(job: Job, weights: Ranking, end: int) -> list[tuple[Found, float | None]]:
    """The best hits up to `end` as SQLite ranks them, with those over cuts among them."""
    form = "SELECT {id}, bm25(lines, 1.0, 0.0) AS score {rows} ORDER BY score, {id} LIMIT ?"
    rows = job.connection.execute(*job.rows.sql(form, end + len(job.cut.changed)))
    scored = [(Found(id_, id_, id_), -rank) for id_, rank in rows if id_ not in job.cut.changed]
    scored += [(found, _score(job, weights, found)) for found in job.cut.hits]
    return sorted(scored, key=lambda one: -one[1])


def in_time(job: Job) -> Iterator[Found]:
    """All hits by programme and time, one after the other."""
    cut = sorted(job.cut.hits)
    for first, last in _TimeOrder(job.connection).stretches:
        statement = job.rows.sql("SELECT {id} {rows} AND {id} BETWEEN ? AND ? ORDER BY {id}", first, last)
        rows = (id_ for (id_,) in job.connection.execute(*statement) if id_ not in job.cut.changed)
        within = cut[bisect_left(cut, (first,)) : bisect_left(cut, (last + 1,))]
        yield from merge((Found(id_, id_, id_) for id_ in rows), within)


def _sorted(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    """These ids by programme and time."""
    if len(ids) > FEW:
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
