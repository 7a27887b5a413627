"""Archives of small scripts to index, and what an index holds, whatever ids it gives."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from transcript.search.schema import UnusableIndex, connect

SCRIPT = """\
Harbour at dawn\t10.00.00\tNARRATOR
\t10.00.02\tIN {year} THE GREAT EASTERN SAILED FROM IRELAND
\t10.00.09\tWITH THE CABLE IN HER TANKS.
MS\t10.00.14\tANNA FIELD
\t\tNobody thought that it would work, you know.
Map of the ocean\t10.00.20\tNARRATOR
\t\tTWO WEEKS LATER IT REACHED NEWFOUNDLAND.
"""


def script(year: int) -> str:
    """A script unlike that of any other year."""
    return SCRIPT.format(year=year)


def write(folder: Path, *years: int) -> None:
    """A script for each of the years, in a file named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    for year in years:
        (folder / f"{year}.txt").write_text(script(year), encoding="utf-8")


def contents(path: Path | sqlite3.Connection) -> dict[str, list[Any]]:
    """All that an index says, in an order of its own: two indexes of one archive are equal in this.

    Its full text is held against the lines on the way.
    """
    connection = path if isinstance(path, sqlite3.Connection) else connect(path, write=True)
    try:
        for table in ("lines", "notes"):
            connection.execute(f"INSERT INTO {table}({table}, rank) VALUES('integrity-check', 1)")
        connection.execute("INSERT INTO cuts(cuts) VALUES('integrity-check')")
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {name: _sorted(connection.execute(query)) for name, query in _QUERIES.items()} | {
            "words over cuts": _words_over_cuts(connection)
        }
    finally:
        if connection is not path:
            connection.close()


_QUERIES = {
    "programmes": "SELECT path, name, sha256, size, mtime_ns, made_by, layout, language, start, frame_rate, drop_frame,"
    " duration_ms, words, cues, shots, texts FROM programmes",
    "texts": "SELECT path, texts.id - first_text, speakers.name, hex(places), longest, text FROM texts"
    " JOIN programmes ON texts.first_cue = programmes.first_cue AND programmes.cues > 0"
    " LEFT JOIN speakers ON speakers.id = speaker",
    "failures": "SELECT path, sha256, size, mtime_ns, made_by, reason FROM failures",
    "speakers": "SELECT name, folded FROM speakers",
    "spellings": "SELECT path, spellings.folded, speakers.name FROM spellings"
    " JOIN programmes ON programmes.id = programme JOIN speakers ON speakers.id = speaker",
    "appearances": "SELECT path, speakers.name, appearances.cues, appearances.words, milliseconds FROM appearances"
    " JOIN programmes ON programmes.id = programme JOIN speakers ON speakers.id = speaker",
    "cues": "SELECT path, cues.id - programmes.first_cue, number, speakers.name, timecode, start_ms, end_ms, "
    " voice_over, shot - first_shot, runs_on, line, qualifier, heard_from_ms, heard_until_ms FROM cues"
    " JOIN programmes ON programmes.id = programme LEFT JOIN speakers ON speakers.id = speaker",
    "shots": "SELECT path, shots.id - first_shot, number, timecode, start_ms, end_ms, shots.size,"
    " note, shots.first_cue - programmes.first_cue, last_cue - programmes.first_cue FROM shots"
    " JOIN programmes ON programmes.id = programme",
    "vocabulary": "SELECT word, cues, times FROM vocabulary",
    "counted": "SELECT changes = counted FROM state",
}


def _words_over_cuts(connection: sqlite3.Connection) -> list[Any]:
    connection.execute("CREATE VIRTUAL TABLE temp.cut_words USING fts5vocab(main, cuts, instance)")
    try:
        found = connection.execute(
            "SELECT path, cues.number, col, offset, CASE col WHEN 'line' THEN term ELSE speakers.name END"
            " FROM cut_words JOIN cues ON cues.id = doc JOIN programmes ON programmes.id = programme"
            " LEFT JOIN speakers ON term = 's' || speakers.id"
        )
        return _sorted(found)
    finally:
        connection.execute("DROP TABLE temp.cut_words")


def _sorted(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=repr)


def refusal(path: Path, *, write: bool = False) -> str:
    """What is said about a file that cannot be opened as an index."""
    try:
        connect(path, write=write).close()
    except UnusableIndex as error:
        return str(error)
    raise AssertionError(f"{path} opens")
