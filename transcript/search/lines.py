"""The lines of cues, fetched many at a time and kept for one search."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from transcript.search.words import words


class Lines:
    """Lines, their words, and whether their speech goes on in the next cue. The ids are those of the index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: dict[int, tuple[str, bool]] = {}
        self._words: dict[int, list[str]] = {}

    def load(self, ids: Iterable[int]) -> None:
        """Fetch lines that will be asked for."""
        missing = json.dumps([id_ for id_ in ids if id_ not in self._rows])
        select = "SELECT id, line, runs_on FROM cues WHERE id IN (SELECT value FROM json_each(?))"
        for id_, line, runs_on in self._connection.execute(select, (missing,)):
            self._rows[id_] = line, bool(runs_on)

    def between(self, first: int, last: int) -> list[int]:
        """Fetch the lines of all cues first … last; their ids."""
        rows = self._connection.execute("SELECT id, line, runs_on FROM cues WHERE id BETWEEN ? AND ?", (first, last))
        found = {id_: (line, bool(runs_on)) for id_, line, runs_on in rows}
        self._rows |= found
        return list(found)

    def line(self, id_: int) -> str:
        """As typed."""
        return self._row(id_)[0]

    def words(self, id_: int) -> list[str]:
        """Folded, as the index has them."""
        if id_ not in self._words:
            self._words[id_] = words(self.line(id_))
        return self._words[id_]

    def runs_on(self, id_: int) -> bool:
        """Whether the next cue goes on with the speech; False where there is no such cue."""
        return self._row(id_)[1]

    def _row(self, id_: int) -> tuple[str, bool]:
        if id_ not in self._rows:
            self.load([id_])
        return self._rows.get(id_, ("", False))
