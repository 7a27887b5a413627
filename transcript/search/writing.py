"""Entries into the index and out of it. Every function here is called within a transaction (`schema.writing`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from transcript.search.entries import Entry, cuts
from transcript.search.folding import fold
from transcript.search.schema import speaker_token
from transcript.talk import spoken_words


class File(NamedTuple):
    """A file as it was when it was read. sha256: of its bytes, in hex. made_by: the version of transcript."""

    path: str
    sha256: str
    size: int
    mtime_ns: int
    made_by: str


def add(connection: sqlite3.Connection, entries: Sequence[tuple[File, Entry]]) -> None:
    """Put programmes into the index; none of their paths is in it. Full text is cheapest by many at a time."""
    first = _Ids(*(_next_id(connection, table) for table in ("programmes", "cues", "shots", "texts")))
    ids = first
    speakers = _Speakers(connection)
    cuts: list[tuple[int, str, str]] = []
    for file, entry in entries:
        people = [speakers.id(row.name) for row in entry.speakers]
        _add_programme(connection, ids, file, entry)
        _add_people(connection, ids.programme, entry, people)
        connection.executemany(
            "INSERT INTO shots VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    place,
                    ids.programme,
                    *row,
                    None if first is None else ids.cue + first,
                    None if last is None else ids.cue + last,
                )
                for place, (*row, first, last) in enumerate(entry.shots, ids.shot)
            ],
        )
        connection.executemany(f"INSERT INTO cues VALUES({', '.join('?' * 14)})", _cue_rows(entry, ids, people))
        connection.executemany("INSERT INTO texts VALUES(?, ?, ?, ?, ?, ?)", _text_rows(entry, ids, people))
        cuts += _cut_rows(entry, ids.cue, people)
        ids = _Ids(
            ids.programme + 1,
            ids.cue + len(entry.cues),
            ids.shot + len(entry.shots),
            ids.text + len(entry.texts),
        )
    # FTS5 writes out what it has gathered at the end of each such statement: one for all programmes.
    connection.execute(
        "INSERT INTO lines(rowid, line, speaker) SELECT id, line, speaker FROM spoken WHERE id >= ?", (first.cue,)
    )
    connection.execute("INSERT INTO notes(rowid, note) SELECT id, note FROM shots WHERE id >= ?", (first.shot,))
    connection.executemany("INSERT INTO cuts(rowid, line, speaker) VALUES(?, ?, ?)", cuts)
    _changed(connection)


class _Ids(NamedTuple):
    programme: int
    cue: int
    shot: int
    text: int


def _next_id(connection: sqlite3.Connection, table: str) -> int:
    (last,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608 - our own names
    return int(last) + 1


def _add_programme(connection: sqlite3.Connection, ids: _Ids, file: File, entry: Entry) -> None:
    connection.execute(
        f"INSERT INTO programmes VALUES({', '.join('?' * 20)})",
        (
            ids.programme,
            file.path,
            entry.name,
            file.sha256,
            file.size,
            file.mtime_ns,
            file.made_by,
            entry.layout,
            entry.language,
            entry.start,
            entry.frame_rate,
            entry.drop_frame,
            entry.duration_ms,
            entry.words,
            ids.cue,
            len(entry.cues),
            ids.shot,
            len(entry.shots),
            ids.text,
            len(entry.texts),
        ),
    )


def _add_people(connection: sqlite3.Connection, programme: int, entry: Entry, ids: Sequence[int]) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO spellings VALUES(?, ?, ?)",
        [(folded, id_, programme) for id_, row in zip(ids, entry.speakers, strict=True) for folded in row.spellings],
    )
    connection.executemany(
        "INSERT INTO appearances VALUES(?, ?, ?, ?, ?)",
        [(id_, programme, row.cues, row.words, row.milliseconds) for id_, row in zip(ids, entry.speakers, strict=True)],
    )


def _cue_rows(entry: Entry, ids: _Ids, people: Sequence[int]) -> list[tuple[int | str | None, ...]]:
    programme, first_shot = ids.programme, ids.shot
    return [
        (
            place,
            programme,
            number,
            None if speaker is None else people[speaker],
            timecode,
            start,
            end,
            over,
            None if shot is None else first_shot + shot,
            runs_on,
            line,
            qualifier,
            heard,
            silent,
        )
        for place, cue in enumerate(entry.cues, ids.cue)
        for number, speaker, timecode, start, end, over, shot, runs_on, line, qualifier, heard, silent in (cue,)
    ]


def _text_rows(entry: Entry, ids: _Ids, people: Sequence[int]) -> list[tuple[int | str | bytes | None, ...]]:
    return [
        (id_, None if speaker is None else people[speaker], ids.cue, places, longest, text)
        for id_, (speaker, places, longest, text) in enumerate(entry.texts, ids.text)
    ]


def _cut_rows(entry: Entry, first: int, people: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    for place, text in entry.cuts:
        speaker = entry.cues[place][1]
        yield first + place, text, speaker_token(None if speaker is None else people[speaker])


class _Speakers:
    """The ids of names, old and new."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, int] = {}

    def id(self, name: str) -> int:
        known = self._known.get(name)
        if known is None:
            found = self._connection.execute("SELECT id FROM speakers WHERE name = ?", (name,)).fetchone()
            if found is None:
                made = self._connection.execute("INSERT INTO speakers(name, folded) VALUES(?, ?)", (name, fold(name)))
                found = (made.lastrowid,)
            known = self._known[name] = int(found[0])
        return known


def remove(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Take the programmes of these paths out of the index, where they are in it, and speakers who are in no other."""
    said: list[tuple[int, str, str]] = []
    over_cuts: list[tuple[int, str, str]] = []
    notes: list[tuple[int, str]] = []
    for path in paths:
        found = connection.execute(
            "SELECT id, first_cue, first_cue + cues - 1, first_shot, first_shot + shots - 1, first_text,"
            " first_text + texts - 1 FROM programmes WHERE path = ?",
            (path,),
        ).fetchone()
        if found is None:
            continue
        programme, *of_cues, first_shot, last_shot, first_text, last_text = found
        cues = connection.execute(
            "SELECT id, line, speaker, runs_on FROM cues WHERE id BETWEEN ? AND ? ORDER BY id", of_cues
        ).fetchall()
        said += [(id_, line, speaker_token(speaker)) for id_, line, speaker, _ in cues]
        over_cuts += [
            (cues[place][0], text, speaker_token(cues[place][2]))
            for place, text in cuts([spoken_words(cue[1]) for cue in cues], [cue[3] for cue in cues])
        ]
        of_shots = (first_shot, last_shot)
        notes += connection.execute("SELECT id, note FROM shots WHERE id BETWEEN ? AND ?", of_shots).fetchall()
        connection.execute("DELETE FROM cues WHERE id BETWEEN ? AND ?", of_cues)
        connection.execute("DELETE FROM shots WHERE id BETWEEN ? AND ?", of_shots)
        _forget_people(connection, programme)
        connection.execute("DELETE FROM texts WHERE id BETWEEN ? AND ?", (first_text, last_text))
        connection.execute("DELETE FROM programmes WHERE id = ?", (programme,))
    # Full text without a copy of its own is told what it is to forget.
    connection.executemany("INSERT INTO lines(lines, rowid, line, speaker) VALUES('delete', ?, ?, ?)", said)
    connection.executemany("INSERT INTO cuts(cuts, rowid, line, speaker) VALUES('delete', ?, ?, ?)", over_cuts)
    connection.executemany("INSERT INTO notes(notes, rowid, note) VALUES('delete', ?, ?)", notes)
    _changed(connection)


def _forget_people(connection: sqlite3.Connection, programme: int) -> None:
    people = connection.execute("SELECT speaker FROM appearances WHERE programme = ?", (programme,)).fetchall()
    connection.execute("DELETE FROM appearances WHERE programme = ?", (programme,))
    connection.execute("DELETE FROM spellings WHERE programme = ?", (programme,))
    connection.executemany(
        "DELETE FROM speakers WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM appearances WHERE speaker = ?1)", people
    )


def move(connection: sqlite3.Connection, path: str, file: File, name: str | None) -> None:
    """Enter that a programme's file is another now, with the same content. name: the programme's, where it changes."""
    if path != file.path and connection.execute("SELECT 1 FROM programmes WHERE path = ?", (file.path,)).fetchone():
        remove(connection, [path])  # another indexer has read it meanwhile
        return
    connection.execute(
        "UPDATE programmes SET path = ?, size = ?, mtime_ns = ?, name = coalesce(?, name) WHERE path = ?",
        (file.path, file.size, file.mtime_ns, name, path),
    )


def fail(connection: sqlite3.Connection, file: File, reason: str) -> None:
    """Enter that a file cannot be read."""
    connection.execute(
        "INSERT OR REPLACE INTO failures(path, sha256, size, mtime_ns, made_by, reason) VALUES(?, ?, ?, ?, ?, ?)",
        (*file, reason),
    )


def forget_failures(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    connection.executemany("DELETE FROM failures WHERE path = ?", [(path,) for path in paths])


def _changed(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE state SET changes = changes + 1")
