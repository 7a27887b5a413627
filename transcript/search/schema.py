"""The index: one SQLite file, its tables, and opening it.

    programmes    one row a script; its cues are the rows first_cue … first_cue + cues - 1, its shots likewise
    failures      files that could not be read: they are not tried again until they change
    speakers      one row a name over the whole archive
    spellings     the names, folded, by which a speaker is found in a programme: the usual one and its aliases
    appearances   what each speaker says in each programme: cues, words, milliseconds
    shots, cues   as in the model; a cue's shot is the id of a row of shots. Between heard_from_ms and heard_until_ms
                  the words of a cue are heard (see `heard`); NULL where that is start_ms and end_ms. Where a script has
                  no timecode at all, timecode and all times are NULL. A shot's first_cue and last_cue are the first and
                  last rows of cues that start in it, NULL where none does; between them stand others only where times
                  are mixed up: ask `id BETWEEN first_cue AND last_cue AND shot = ?`
    texts         what each speaker says in each programme, one text line a cue, in order, for patterns: a programme's
                  are the rows first_text … first_text + texts - 1. places: which of its cues they are, counted from
                  first_cue, as unsigned numbers of four bytes, the lowest first. longest: characters of the longest
                  line
    lines         full text of the cues (rowid = cues.id): the column line, and the column speaker, which holds one
                  word, `speaker_token(id)`, so that words and their speaker are found in one query
    cuts          full text over the cuts of speeches (rowid = cues.id of the cue before the cut): the last CUT_WORDS
                  words before it and the first CUT_WORDS after it, as one text; columns as in lines. It cannot rank
    notes         full text of shot notes (rowid = shots.id): the column note
    line_words    the words of lines as the index folds them, with their counts (fts5vocab: slow over a large index)
    vocabulary    the same of the column line, counted once at the end of a run: read it through `words_table`
    state         one row: changes counts what was written, counted is that number when vocabulary was made

Cues are cut into words by FTS5's unicode61: letters and digits, case folded and accents off.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from transcript.errors import TranscriptError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Both stand in the header of the file: whose it is ("TRSI"), and which form its tables have.
APPLICATION_ID = 0x54525349
VERSION = 2

IN_MEMORY = ":memory:"
CUT_WORDS = 3
_BUSY_SECONDS = 60.0
_PAGE = 16384  # bytes: the lines of a programme mostly stand on one page, and an index is written in larger pieces
_WRITER_CACHE, _READER_CACHE = 16 << 10, 64 << 10  # kilobytes
_GATHERED = 1 << 24  # bytes of full text that FTS5 holds in memory before it writes them out: fewer pieces to merge
_MERGED = 8  # pieces become one when there are so many: fewer take longer to write, more take longer to search

_TABLES = """
CREATE TABLE programmes(
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, made_by TEXT NOT NULL,
    layout TEXT NOT NULL, language TEXT, start TEXT, frame_rate TEXT, drop_frame INTEGER NOT NULL,
    duration_ms INTEGER, words INTEGER NOT NULL,
    first_cue INTEGER NOT NULL, cues INTEGER NOT NULL, first_shot INTEGER NOT NULL, shots INTEGER NOT NULL,
    first_text INTEGER NOT NULL, texts INTEGER NOT NULL
);
CREATE TABLE failures(
    path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    made_by TEXT NOT NULL, reason TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE speakers(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folded TEXT NOT NULL);
CREATE TABLE spellings(
    folded TEXT NOT NULL, speaker INTEGER NOT NULL, programme INTEGER NOT NULL,
    PRIMARY KEY(folded, speaker, programme)
) WITHOUT ROWID;
CREATE INDEX spellings_programme ON spellings(programme);
CREATE INDEX spellings_speaker ON spellings(speaker);
CREATE TABLE appearances(
    speaker INTEGER NOT NULL, programme INTEGER NOT NULL, cues INTEGER NOT NULL, words INTEGER NOT NULL,
    milliseconds INTEGER NOT NULL, PRIMARY KEY(speaker, programme)
) WITHOUT ROWID;
CREATE INDEX appearances_programme ON appearances(programme);
CREATE TABLE shots(
    id INTEGER PRIMARY KEY, programme INTEGER NOT NULL, number INTEGER NOT NULL, timecode TEXT, start_ms INTEGER,
    end_ms INTEGER, size TEXT, note TEXT NOT NULL, first_cue INTEGER, last_cue INTEGER
);
CREATE TABLE cues(
    id INTEGER PRIMARY KEY, programme INTEGER NOT NULL, number INTEGER NOT NULL, speaker INTEGER, timecode TEXT,
    start_ms INTEGER, end_ms INTEGER, voice_over INTEGER NOT NULL, shot INTEGER, runs_on INTEGER NOT NULL,
    line TEXT NOT NULL, qualifier TEXT, heard_from_ms INTEGER, heard_until_ms INTEGER
);
CREATE TABLE texts(
    id INTEGER PRIMARY KEY, speaker INTEGER, first_cue INTEGER NOT NULL, places BLOB NOT NULL,
    longest INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE INDEX texts_speaker ON texts(speaker);
CREATE VIEW spoken(id, line, speaker) AS SELECT id, line, 's' || coalesce(speaker, 0) FROM cues;
CREATE VIRTUAL TABLE lines USING fts5(
    line, speaker, content='spoken', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE cuts USING fts5(
    line, speaker, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE notes USING fts5(
    note, content='shots', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE line_words USING fts5vocab(lines, col);
CREATE TABLE vocabulary(word TEXT PRIMARY KEY, cues INTEGER NOT NULL, times INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE state(changes INTEGER NOT NULL, counted INTEGER NOT NULL);
INSERT INTO state VALUES(0, 0);
"""

_NAMES = frozenset(re.findall(r"CREATE (?:VIRTUAL )?(?:TABLE|VIEW) (\w+)", _TABLES))

# How the tables are set up: FTS5 takes settings as rows, the header of the file as pragmas.
_SETTINGS = (
    f"INSERT INTO lines(lines, rank) VALUES('hashsize', {_GATHERED})",
    f"INSERT INTO cuts(cuts, rank) VALUES('hashsize', {_GATHERED})",
    *(f"INSERT INTO {table}({table}, rank) VALUES('automerge', {_MERGED})" for table in ("lines", "cuts", "notes")),
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {VERSION}",
)

_VOCABULARY = "vocabulary"
_ANEW = "delete it and make it again with transcript index"
_NO_INDEX = "make one with transcript index FOLDER --index FILE, or name another"


class UnusableIndex(TranscriptError):
    """There is no index in that file, or it cannot be used: it is foreign, newer, damaged, locked or full."""


def connect(path: str | os.PathLike[str], *, write: bool = False) -> sqlite3.Connection:
    """Open the index in a file, or a new one in memory where path is IN_MEMORY.

    Readers see the index as the last finished batch left it, while an indexer writes. With write an index is made where
    there is no file, or an empty one. The connection commits each statement by itself (`writing` makes transactions).
    Raises UnusableIndex.
    """
    if path == IN_MEMORY:
        connection = sqlite3.connect(IN_MEMORY, isolation_level=None)
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = OFF")
        _create(connection)
        return connection
    place = Path(path)
    with refusing(place):
        connection = _opened(place, write=write)
        try:
            _prepare(connection, place, write=write)
        except BaseException:
            connection.close()
            raise
    return connection


def _opened(place: Path, *, write: bool) -> sqlite3.Connection:
    if place.is_dir():
        raise UnusableIndex("this is a folder", "name the file of the index", path=place)
    if not write and not place.exists():
        raise UnusableIndex("there is no index here", _NO_INDEX, path=place)
    if write and not place.absolute().parent.is_dir():
        raise UnusableIndex(f"there is no folder {place.parent}", "make it first", path=place)
    mode = "mode=rwc" if write else _reading_mode(place)
    return sqlite3.connect(f"{_uri(place)}?{mode}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None)


def _uri(place: Path) -> str:
    return "file:" + quote(os.fsencode(place.absolute()))


def _reading_mode(place: Path) -> str:
    """How readers open the file. Where they may write, they clear away behind them what they share with a writer.

    Where nothing can be written beside the file, SQLite cannot share it with a writer: nor is there one.
    """
    beside = os.access(place.absolute().parent, os.W_OK)
    if beside and os.access(place, os.W_OK):
        return "mode=rw"
    return "mode=ro" if beside or place.with_name(place.name + "-wal").exists() else "mode=ro&immutable=1"


def _prepare(connection: sqlite3.Connection, place: Path, *, write: bool) -> None:
    connection.execute("PRAGMA temp_store = MEMORY")
    if write:
        if not _empty(connection):
            _verify(connection, place)  # before anything is set in the file of another
        connection.execute(f"PRAGMA page_size = {_PAGE}")  # of a new file; that of another stays
        # Whole after a crash of the program or of the machine; a power cut may undo the last batches, no more.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")
        with writing(connection):
            if _empty(connection):  # another indexer may have made it meanwhile
                _create(connection)
        connection.execute(f"PRAGMA cache_size = -{_WRITER_CACHE}")  # last: it counts in pages of the size set above
    else:
        connection.execute(f"PRAGMA cache_size = -{_READER_CACHE}")
        connection.execute(f"PRAGMA mmap_size = {1 << 32}")
        connection.execute("PRAGMA query_only = ON")
    _verify(connection, place)


def _create(connection: sqlite3.Connection) -> None:
    # executescript would end the transaction that makes the index whole or not at all.
    for statement in (*_TABLES.split(";\n"), *_SETTINGS):
        connection.execute(statement)


def _empty(connection: sqlite3.Connection) -> bool:
    return not (_header(connection) != (0, 0) or connection.execute("SELECT 1 FROM sqlite_schema").fetchone())


def _header(connection: sqlite3.Connection) -> tuple[int, int]:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application, version


def _verify(connection: sqlite3.Connection, place: Path) -> None:
    application, version = _header(connection)
    if application != APPLICATION_ID:
        found = "this is an empty file" if _empty(connection) else "this database is no index of transcript"
        raise UnusableIndex(found, _NO_INDEX, path=place)
    if version != VERSION:
        found = f"this index has form {version}, and this version of transcript knows form {VERSION}"
        advice = "use a newer transcript" if version > VERSION else _ANEW
        raise UnusableIndex(found, advice, path=place)
    if not {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")} >= _NAMES:
        raise UnusableIndex("tables of this index are missing", _ANEW, path=place)


# What SQLite reports, by its primary result code (https://www.sqlite.org/rescode.html), and what to do about it.
_CAUSES = {
    sqlite3.SQLITE_NOTADB: ("this file is no index of transcript", _NO_INDEX),
    sqlite3.SQLITE_CORRUPT: ("the index is damaged", _ANEW),
    sqlite3.SQLITE_FULL: ("the disk is full", "make room and run transcript index again; what is done is kept"),
    sqlite3.SQLITE_READONLY: ("the index may not be written", "check the permissions of the file and its folder"),
    sqlite3.SQLITE_PERM: ("the index may not be opened", "check the permissions of the file and its folder"),
    sqlite3.SQLITE_CANTOPEN: ("the index cannot be opened", "check the permissions of the file and its folder"),
    sqlite3.SQLITE_BUSY: ("another program is writing to this index", "wait until it has finished and try again"),
    sqlite3.SQLITE_LOCKED: ("another program is writing to this index", "wait until it has finished and try again"),
    sqlite3.SQLITE_IOERR: ("the index cannot be read or written", "check the disk and the room left on it"),
}


@contextmanager
def refusing(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turn what SQLite says about the file of an index into UnusableIndex; errors of the program stay as they are."""
    try:
        yield
    except sqlite3.Error as error:
        cause = _CAUSES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if cause is None:
            raise
        raise UnusableIndex(*cause, path=os.fspath(path)) from error


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction, begun as a writer's: it waits for another writer, and is whole or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        # A full disk may have ended the transaction already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def speaker_token(speaker: int | None) -> str:
    """The word that stands for a speaker (speakers.id) in the column speaker; None: for cues without one."""
    return f"s{speaker or 0}"


def words_table(connection: sqlite3.Connection) -> str:
    """Where to read words from: `SELECT word, cues, times FROM …`: the vocabulary, or what is slower but up to date."""
    (current,) = connection.execute("SELECT changes = counted FROM state").fetchone()
    counted = "(SELECT term AS word, doc AS cues, cnt AS times FROM line_words WHERE col = 'line')"
    return _VOCABULARY if current else counted


def count_words(connection: sqlite3.Connection) -> None:
    """Make the vocabulary anew where anything was written since; within a transaction of the caller's."""
    if words_table(connection) == _VOCABULARY:
        return
    connection.execute("DELETE FROM vocabulary")
    connection.execute("INSERT INTO vocabulary SELECT term, doc, cnt FROM line_words WHERE col = 'line'")
    connection.execute("UPDATE state SET counted = changes")
