"""What is searched for, and the part of it that a filter over rows of the index can decide."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias
from unicodedata import normalize

from transcript.errors import InvalidSetting, InvalidTimecode, TranscriptError
from transcript.search.fuzzy import MOST_SLIPS, nearest
from transcript.search.matching import expression
from transcript.search.people import Meant
from transcript.search.query import parse_query
from transcript.search.schema import speaker_token
from transcript.search.widening import written_in_notes
from transcript.timecode import FrameRate, Timecode

Sort: TypeAlias = Literal["relevance", "time"]
Value: TypeAlias = str | int
# The cues of so few shots are looked up before the words; else each cue with the words is asked for its shot.
_FEW_SHOTS = 5000
_MINUTES = re.compile(r"(\d{1,3}):([0-5]\d)", re.ASCII)
_WILD = re.compile(r"[*?\[]")
_MOST = (1 << 31) - 1  # of what is counted: sums of such numbers are numbers of SQLite's too


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for; all that is given must hold for a cue.

    query: see `transcript.search.query`. pattern: a regular expression, see `transcript.search.patterns`. speaker:
    whose lines; see `transcript.search.people`, also for exact_speaker. shot: a query over the note of the shot that
    the cue starts in. programme: a glob over the name of the programme, `*moon*`, or its path, whole or from any
    folder on, `1962/*.docx`; of a folder, `1962` or `scripts/1962`, it means all below; case does not matter.
    first, last: timecodes between which the cue begins, both included, in each programme's own time; `10:05` is
    00:10:05. voice_over: True
    or False. fuzzy: how many slips, 0 to 3, a word of the query may have in the script; short words fewer, numbers
    none. stem: words of the same English stem are found too. sort: by relevance to the query, or by programme (its
    path) and time, as are all hits where there is no query. limit: how many hits, None for all; offset: after how many.
    context: how many cues before and after each hit.
    """

    query: str | None = None
    pattern: str | None = None
    speaker: str | None = None
    exact_speaker: bool = False
    shot: str | None = None
    programme: str | None = None
    first: str | Timecode | None = None
    last: str | Timecode | None = None
    voice_over: bool | None = None
    fuzzy: int = 0
    stem: bool = False
    sort: Sort = "relevance"
    limit: int | None = 20
    offset: int = 0
    context: int = 0


def verify(wanted: Wanted) -> None:
    """Raises InvalidSetting where something that is wanted cannot be meant."""
    if not 0 <= wanted.fuzzy <= MOST_SLIPS:
        raise InvalidSetting(f"fuzzy by {wanted.fuzzy} slips", f"give a number from 0 to {MOST_SLIPS}")
    if wanted.sort not in ("relevance", "time"):
        raise InvalidSetting(f"no order: {wanted.sort!r}", "sort by relevance or time")
    for name in ("limit", "offset", "context"):
        if not 0 <= (getattr(wanted, name) or 0) <= _MOST:
            raise InvalidSetting(f"{name} {getattr(wanted, name)}", f"give a number from 0 to {_MOST}")
    if wanted.first is not None and wanted.last is not None:
        first, last = as_timecode(wanted.first), as_timecode(wanted.last)
        if first > last:
            raise InvalidSetting(f"from {first} to {last} there is nothing", "give the earlier timecode first")
    filters = (wanted.query, wanted.pattern, wanted.speaker, wanted.shot, wanted.programme, wanted.first, wanted.last)
    if all(one is None for one in (*filters, wanted.voice_over)):
        raise InvalidSetting("nothing to search for", "give a query, a pattern, a speaker or another filter")


class Condition(NamedTuple):
    """SQL that must hold for a cue, and its values. cues: it reads the table cues.

    {id} stands for the cue's id; so does {looked_at}, by which no row is looked up where there is full text: SQLite
    would ask the full text anew for each id.
    """

    sql: str
    values: tuple[Value, ...]
    cues: bool = True


class Selection(NamedTuple):
    """Rows of the index. query: what is asked of the lines; speaker: an FTS5 expression over the column speaker.

    Both hold for the table lines; speaker holds for cuts too.
    """

    query: str | None
    speaker: str | None
    conditions: tuple[Condition, ...] = ()

    def of(self, query: str | None) -> Selection:
        """The same rows with something else asked of the lines."""
        return self._replace(query=query)

    def among(self, ids: Iterable[int]) -> Selection:
        """Those of the rows that have these ids."""
        inside = Condition("{looked_at} IN (SELECT value FROM json_each(?))", (json.dumps(sorted(ids)),), cues=False)
        return self._replace(conditions=(*self.conditions, inside))

    @property
    def match(self) -> str | None:
        """The whole FTS5 expression over lines."""
        asked = [f"line : {self.query}"] if self.query is not None else []
        asked += [f"speaker : {self.speaker}"] if self.speaker is not None else []
        return " AND ".join(asked) or None

    def sql(self, form: str, *values: Value) -> tuple[str, tuple[Value, ...]]:
        """A statement and all its values.

        In form {id} stands for the cue's id, {line} for its line, {rows} for FROM … WHERE ….
        """
        match = self.match
        if match is None:
            id_, tables, asked = "cues.id", "cues", ["1"]
        elif "{line}" in form or any(condition.cues for condition in self.conditions):
            # The words first: the cross join keeps SQLite from beginning with the cues.
            id_, tables, asked = "lines.rowid", "lines CROSS JOIN cues ON cues.id = lines.rowid", ["lines MATCH ?"]
        else:
            id_, tables, asked = "lines.rowid", "lines", ["lines MATCH ?"]
        looked_at = id_ if match is None else f"+{id_}"
        where = " AND ".join(
            [*asked, *(condition.sql.format(id=id_, looked_at=looked_at) for condition in self.conditions)]
        )
        given = tuple(value for condition in self.conditions for value in condition.values)
        rows = f"FROM {tables} WHERE {where}"
        return form.format(id=id_, line="cues.line", rows=rows), (*(() if match is None else (match,)), *given, *values)


def selection(connection: sqlite3.Connection, wanted: Wanted, meant: tuple[Meant, ...]) -> Selection:
    """The rows that the filters leave, query and pattern apart. meant: the wanted speakers, none where all are.

    Raises InvalidQuery, of the shot's query, and InvalidTimecode.
    """
    conditions = [
        *_of_programme(connection, wanted.programme),
        *_of_times(connection, wanted.first, wanted.last),
        *_of_aliases(meant),
    ]
    if wanted.voice_over is not None:
        conditions.append(Condition("cues.voice_over = ?", (int(wanted.voice_over),)))
    if wanted.shot is not None:
        notes = written_in_notes(connection, parse_query(wanted.shot))
        conditions.append(_of_shot(connection, expression(notes), alone=wanted.query is None))
    speaker = f"({' OR '.join(speaker_token(one.id) for one in meant)})" if meant else None
    return Selection(None, speaker, tuple(conditions))


def _of_aliases(meant: tuple[Meant, ...]) -> list[Condition]:
    """Who is meant only in some programmes, where the name is their alias."""
    if all(one.programmes is None for one in meant):
        return []
    anywhere = json.dumps([one.id for one in meant if one.programmes is None])
    somewhere = json.dumps([[one.id, programme] for one in meant for programme in one.programmes or ()])
    sql = (
        "(cues.speaker IN (SELECT value FROM json_each(?)) OR (cues.speaker, cues.programme) IN"
        " (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)))"
    )
    return [Condition(sql, (anywhere, somewhere))]


def _of_shot(connection: sqlite3.Connection, notes: str, *, alone: bool) -> Condition:
    """Cues that start in a shot with such a note. alone: no words of the lines are asked for."""
    few = "SELECT count(*) FROM (SELECT 1 FROM notes WHERE notes MATCH ? LIMIT ?)"
    (shots,) = connection.execute(few, (notes, _FEW_SHOTS + 1)).fetchone()
    if alone or shots <= _FEW_SHOTS:
        cues = (
            "{looked_at} IN (SELECT said.id FROM notes CROSS JOIN shots ON shots.id = notes.rowid"
            " CROSS JOIN cues AS said ON said.id BETWEEN shots.first_cue AND shots.last_cue AND said.shot = shots.id"
            " WHERE notes MATCH ?)"
        )
        return Condition(cues, (notes,), cues=False)
    return Condition("cues.shot IN (SELECT rowid FROM notes WHERE notes MATCH ?)", (notes,))


def _of_programme(connection: sqlite3.Connection, glob: str | None) -> list[Condition]:
    if glob is None:
        return []
    glob, is_meant = programme_test(glob)
    rows = connection.execute("SELECT path, name, id, first_cue, cues FROM programmes ORDER BY first_cue").fetchall()
    chosen = [row for row in rows if is_meant(row[0], row[1])]
    if not chosen:
        raise UnknownProgramme(glob, (name for _, name, *_ in rows))
    first, last = chosen[0][3], chosen[-1][3] + chosen[-1][4] - 1
    within = Condition("{id} BETWEEN ? AND ?", (first, last), cues=False)
    if rows.index(chosen[-1]) - rows.index(chosen[0]) == len(chosen) - 1:
        return [within]
    ids = json.dumps([row[2] for row in chosen])
    return [within, Condition("cues.programme IN (SELECT value FROM json_each(?))", (ids,))]


def programme_test(glob: str) -> tuple[str, Callable[[str, str], bool]]:
    """A glob without what it need not say, and whether it means a programme of that path and name."""
    glob = glob.removeprefix(os.curdir + os.sep)
    # As fnmatch, but upper and lower case are one on every system, and letters are the same however they are composed.
    fits = re.compile(fnmatch.translate(normalize("NFC", glob)), re.IGNORECASE)
    # A name has no folders: only with one is a glob held against parts of paths.
    if os.sep not in glob:
        below = None if _WILD.search(glob) else normalize("NFC", f"{os.sep}{glob}{os.sep}").casefold()

        def is_called_so(path: str, name: str) -> bool:
            if any(one == glob or fits.match(normalize("NFC", one)) for one in (path, name)):
                return True
            return below is not None and below in normalize("NFC", f"{os.sep}{path}").casefold()

        return glob, is_called_so
    inside = glob.rstrip(os.sep) + os.sep
    fits_inside = re.compile(fnmatch.translate(normalize("NFC", f"{inside}*")), re.IGNORECASE)

    def is_called(place: str) -> bool:
        # What looks like a glob may be a name with brackets.
        return (
            place == glob
            or place.startswith(inside)
            or any(one.match(normalize("NFC", place)) for one in (fits, fits_inside))
        )

    def is_meant(path: str, name: str) -> bool:
        starts = (0, *(place + 1 for place, character in enumerate(path) if character == os.sep))
        return is_called(name) or any(is_called(path[start:]) for start in starts)

    return glob, is_meant


def nearest_programmes(glob: str, names: Iterable[str]) -> list[str]:
    """The few of these names that are most like a glob."""
    return nearest(glob.replace("*", "").casefold(), sorted(set(names)), str.casefold)


class UnknownProgramme(TranscriptError):
    """No programme has a path or name like the one given. names: of those that there are."""

    def __init__(self, glob: str, names: Iterable[str]) -> None:
        near = nearest_programmes(glob, names)
        advice = f"the nearest names are {', '.join(near)}; " if near else ""
        found = f"no programme is called {glob!r}, nor a folder of programmes"
        super().__init__(found, f"{advice}* stands for anything, as in '*moon*'")


def _of_times(
    connection: sqlite3.Connection, first: str | Timecode | None, last: str | Timecode | None
) -> list[Condition]:
    conditions = []
    for label, name, comparison in ((first, "first_ms", ">="), (last, "last_ms", "<=")):
        if label is None:
            continue
        timecode = as_timecode(label)
        rows = connection.execute("SELECT id, start, frame_rate, drop_frame FROM programmes WHERE start IS NOT NULL")
        milliseconds = {id_: milliseconds_to(timecode, start, rate, bool(drop)) for id_, start, rate, drop in rows}
        # Each programme counts from a start of its own.
        connection.create_function(name, 1, milliseconds.get, deterministic=True)
        conditions.append(Condition(f"cues.start_ms {comparison} {name}(cues.programme)", ()))
    return conditions


def as_timecode(label: str | Timecode) -> Timecode:
    """A timecode that may be given as text, also as MM:SS, as many scripts count. Raises InvalidTimecode."""
    if isinstance(label, Timecode):
        return label
    counted = _MINUTES.fullmatch(label.strip())
    return Timecode.of_seconds(60 * int(counted[1]) + int(counted[2])) if counted else Timecode.parse(label)


@lru_cache(maxsize=10_000)
def milliseconds_to(label: Timecode, start: str, frame_rate: str | None, drop: bool) -> int:  # noqa: FBT001
    """From a programme's start to a timecode. A frame that the programme cannot have is left off."""
    rate = None if frame_rate is None else replace(FrameRate.parse(frame_rate), drop=drop)
    begins = Timecode.parse(start).time(rate)
    try:
        at = replace(label, drop=label.drop and drop).time(rate)
    except InvalidTimecode:
        at = replace(label, frames=None, drop=False).time(rate)
    return round((at - begins) * 1000)
