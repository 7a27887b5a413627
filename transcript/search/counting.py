"""Who speaks in an archive, and the figures of its programmes, from the index alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from transcript.statistics import Statistics, Talk, by_talk


@dataclass(frozen=True, slots=True)
class ArchiveSpeaker:
    """What one person says in the whole archive.

    name: as it is written where they say most. spellings: other ways in which capitals and accents of the name are
    written elsewhere. programmes: in how many they speak. milliseconds: the lengths of their cues together.
    """

    name: str
    spellings: tuple[str, ...]
    programmes: int
    cues: int
    words: int
    milliseconds: int


def archive_speakers(connection: sqlite3.Connection) -> tuple[ArchiveSpeaker, ...]:
    """Everyone who speaks in the archive, who says most first. Names that differ in case or accents are one."""
    rows = connection.execute(
        "SELECT folded, name, count(DISTINCT programme), sum(cues), sum(words), sum(milliseconds)"
        " FROM appearances JOIN speakers ON speakers.id = appearances.speaker WHERE cues > 0"
        " GROUP BY speakers.id ORDER BY sum(words) DESC, name"
    )
    spelt: dict[str, list[ArchiveSpeaker]] = {}
    for folded, name, *figures in rows:
        spelt.setdefault(folded, []).append(ArchiveSpeaker(name, (), *figures))
    merged = [alike[0] if len(alike) == 1 else _merged(connection, folded, alike) for folded, alike in spelt.items()]
    return tuple(sorted(merged, key=lambda one: (-one.words, one.name)))


def _merged(connection: sqlite3.Connection, folded: str, alike: list[ArchiveSpeaker]) -> ArchiveSpeaker:
    (programmes,) = connection.execute(
        "SELECT count(DISTINCT programme) FROM appearances JOIN speakers ON speakers.id = appearances.speaker"
        " WHERE folded = ? AND cues > 0",
        (folded,),
    ).fetchone()
    return ArchiveSpeaker(
        name=alike[0].name,
        spellings=tuple(one.name for one in alike[1:]),
        programmes=programmes,
        cues=sum(one.cues for one in alike),
        words=sum(one.words for one in alike),
        milliseconds=sum(one.milliseconds for one in alike),
    )


def archive_statistics(connection: sqlite3.Connection) -> Iterator[tuple[str, Statistics]]:
    """Each programme's path and figures, in the order of paths: the same that its transcript has."""
    talk = _talk(connection)
    rows = connection.execute(
        "SELECT programmes.id, path, name, duration_ms, max(end_ms), count(shots.id), total(end_ms > start_ms),"
        " sum(end_ms - start_ms)"
        " FROM programmes LEFT JOIN shots ON shots.id >= first_shot AND shots.id < first_shot + programmes.shots"
        " GROUP BY programmes.id ORDER BY path"
    )
    for id_, path, name, duration, last_shot, shots, measured, shots_ms in rows:
        timed = duration is not None
        yield (
            path,
            Statistics(
                name=name,
                duration_ms=max(duration, last_shot or 0) if timed else None,
                shots=shots,
                measured_shots=int(measured),
                shots_ms=(shots_ms or 0) if timed else None,
                talk=by_talk(talk.get(id_, ())),
            ),
        )


def _talk(connection: sqlite3.Connection) -> dict[int, list[Talk]]:
    """What everyone says in each programme; cues that nobody is named for are what is left of its own figures."""
    talk: dict[int, list[Talk]] = {}
    named = connection.execute(
        "SELECT programme, speakers.name, appearances.cues, appearances.words, milliseconds, duration_ms"
        " FROM appearances JOIN speakers ON speakers.id = appearances.speaker"
        " JOIN programmes ON programmes.id = programme WHERE appearances.cues > 0"
    )
    for programme, name, cues, words, milliseconds, duration in named:
        talk.setdefault(programme, []).append(Talk(name, cues, words, None if duration is None else milliseconds))
    nameless = connection.execute(
        "SELECT programmes.id, programmes.cues - coalesce(sum(appearances.cues), 0) AS cues,"
        " programmes.words - coalesce(sum(appearances.words), 0),"
        # As talk_ms counts them: those under one timecode one after the other.
        " (SELECT sum(end_ms - CASE WHEN start_ms = begun AND ended <= end_ms THEN ended ELSE start_ms END) FROM"
        "  (SELECT speaker, start_ms, end_ms, lag(start_ms) OVER (ORDER BY id) AS begun,"
        "   lag(end_ms) OVER (ORDER BY id) AS ended FROM cues"
        "   WHERE cues.id >= first_cue AND cues.id < first_cue + programmes.cues) WHERE speaker IS NULL)"
        " FROM programmes LEFT JOIN appearances ON programme = programmes.id GROUP BY programmes.id"
        " HAVING programmes.cues > coalesce(sum(appearances.cues), 0)"
    )
    for programme, cues, words, milliseconds in nameless:
        talk.setdefault(programme, []).append(Talk(None, cues, words, milliseconds))
    return talk
