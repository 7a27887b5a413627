"""The hits of a pattern: in lines that the index finds by the words it needs, or in all, looked through as texts."""

from __future__ import annotations

import json

from transcript.search.crossings import Found
from transcript.search.finding.job import MOST_APPROXIMATE, Hits, Job
from transcript.search.finding.order import ordered
from transcript.search.matching import any_word
from transcript.search.patterns import Pattern, words_with
from transcript.search.scanning import first_found, scan
from transcript.search.schema import words_table

# So few lines are tried before a pattern's words are looked up, and so many looked through as whole texts; of so many
# hits of a pattern only those that are shown are listed.
_TRIED_AT_ONCE = 5000
_LOOKED_THROUGH = 200_000
_LISTED = 1000
# As many times longer it takes to fetch one line and try it than to look it through in a text.
_SINGLY, _SINGLY_IF_SLOW = 20, 4
# A choice of more words than that is slower to look up than it saves.
_MOST_WORDS = 400


def by_pattern(job: Job, pattern: Pattern) -> Hits:
    """The hits asked for in whose line a pattern stands, by programme and time."""
    start, end = job.page
    total, ids = matching(job, pattern, None if end is None or end > MOST_APPROXIMATE else _LISTED)
    if ids is not None:
        return Hits(ordered(job, ids), len(ids))
    first = first_found(job.connection, pattern, job.deadline, job.speakers, start if end is None else end)
    return Hits([(Found(id_, id_, id_), None) for id_ in first[start:end]], total)


def matching(job: Job, pattern: Pattern, most: int | None = None) -> tuple[int, list[int] | None]:
    """How many hits there are in whose line the pattern stands, and their cues; see `scan` for most.

    Of a hit over several cues, it is the line of that for which the query holds.
    """
    only_lines = job.rows.query is None and not job.rows.conditions
    lines = _lines_of(job)
    if only_lines and pattern.leaps and lines <= _LOOKED_THROUGH:
        return scan(job.connection, pattern, job.deadline, job.speakers, most)
    narrowed = _narrowed(job, pattern)
    few = lines // (_SINGLY if pattern.leaps else _SINGLY_IF_SLOW)
    if (narrowed.rows.query or narrowed.rows.conditions) and narrowed.at_most(few + 1) <= few:
        rows = job.connection.execute(*narrowed.rows.sql("SELECT {id}, {line} {rows}"))
        found: list[int] | None = [id_ for id_, line in rows if pattern.stands_in(line, job.deadline)]
    else:
        total, found = scan(job.connection, pattern, job.deadline, job.speakers, most if only_lines else None)
        if found is None:
            return total, None
        if not only_lines:
            found = job._replace(rows=job.rows.among(found)).ids("SELECT {id} {rows}")
    cut = [hit.cue for hit in job.cut.hits if pattern.stands_in(job.lines.line(hit.cue), job.deadline)]
    hits = [*(id_ for id_ in found or () if id_ not in job.cut.changed), *cut]
    return len(hits), hits


def _lines_of(job: Job) -> int:
    """How many lines the wanted speakers have, or all."""
    ids = job.speakers
    if ids is None:
        (lines,) = job.connection.execute("SELECT coalesce(sum(cues), 0) FROM programmes").fetchone()
    else:
        select = "SELECT coalesce(sum(cues), 0) FROM appearances WHERE speaker IN (SELECT value FROM json_each(?))"
        (lines,) = job.connection.execute(select, (json.dumps(ids),)).fetchone()
    return int(lines)


def _narrowed(job: Job, pattern: Pattern) -> Job:
    """The search among lines that have words in which the pattern can stand."""
    if not pattern.required or job.at_most(_TRIED_AT_ONCE + 1) <= _TRIED_AT_ONCE:
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
