"""What phrases that go over cuts change in a search: an archive's cuts, asked for in its index."""

from __future__ import annotations

import json
from itertools import starmap
from typing import TYPE_CHECKING

from transcript.search.crossings import Cut, crossed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from transcript.search.finding.job import Job
    from transcript.search.wanted import Selection

# Phrases over cuts are looked for at so many cues at most, or else everywhere.
_SURE = 20_000


def with_cut(job: Job, stretches: Sequence[tuple[int, int]] | None = None) -> Job:
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
