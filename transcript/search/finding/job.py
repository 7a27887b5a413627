"""What the steps of one search share, and what they ask of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transcript.search.query import Node, Phrase
from transcript.search.schema import words_table

if TYPE_CHECKING:
    import sqlite3

    from transcript.search.crossings import Crossed, Found
    from transcript.search.deadline import Deadline
    from transcript.search.lines import Lines
    from transcript.search.patterns import Pattern
    from transcript.search.people import Meant
    from transcript.search.wanted import Selection, Wanted

FEW = 2000
"""So many lines are looked at one by one, in Python; of more, SQLite ranks those of rare words, or some are ranked."""
MOST_APPROXIMATE = 500
"""Where no more hits than that are asked for, the best of some of them may stand for the best of all."""
_FEW_WORDS = 3


class Job(NamedTuple):
    """One search. rows: what the index is asked for. cut: what phrases over cuts change."""

    connection: sqlite3.Connection
    wanted: Wanted
    node: Node | None
    pattern: Pattern | None
    meant: tuple[Meant, ...]
    rows: Selection
    lines: Lines
    deadline: Deadline
    cut: Crossed

    @property
    def page(self) -> tuple[int, int | None]:
        """Where the hits asked for begin and end among all."""
        wanted = self.wanted
        return wanted.offset, None if wanted.limit is None else wanted.offset + wanted.limit

    @property
    def speakers(self) -> list[int] | None:
        """Whose lines are searched; None for everybody's."""
        return [one.id for one in self.meant] or None

    @property
    def begins_slowly(self) -> bool:
        """Whether FTS5 has much to do before the first row: gather all words that begin so, or many alternatives."""
        asked = self.rows.query or ""
        return " *" in asked or asked.count(" OR ") > _FEW_WORDS

    def ids(self, form: str, *values: int) -> list[int]:
        """The first column of a statement over the rows, without cues that cut phrases change."""
        rows = self.connection.execute(*self.rows.sql(form, *values))
        return [row[0] for row in rows if row[0] not in self.cut.changed]

    def ids_over_cuts(self, step: int = 1) -> list[int]:
        """The cues of hits that go over cuts, or one in so many of them."""
        return [found.cue for found in self.cut.hits[::step]]

    def at_most(self, most: int) -> int:
        """How many rows the index finds, or `most` where there are more."""
        statement = self.rows.sql("SELECT count(*) FROM (SELECT 1 {rows} LIMIT ?)", most)
        return int(self.connection.execute(*statement).fetchone()[0])

    def total(self) -> int:
        """How many hits there are."""
        word = self._only_word()
        if word is not None:
            table = words_table(self.connection)
            row = self.connection.execute(f"SELECT cues FROM {table} WHERE word = ?", (word,)).fetchone()  # noqa: S608
            return 0 if row is None else int(row[0])
        (found,) = self.connection.execute(*self.rows.sql("SELECT count(*) {rows}")).fetchone()
        return self.with_cut_hits(int(found))

    def with_cut_hits(self, rows: int) -> int:
        """How many hits there are where the index finds so many rows."""
        return rows - len(self.cut.by_line) + len(self.cut.hits)

    def _only_word(self) -> str | None:
        """The word that is all that is asked for: how many cues have it is known."""
        if self.rows.speaker or self.rows.conditions or not isinstance(self.node, Phrase) or len(self.node.slots) > 1:
            return None
        (slot,) = self.node.slots
        return None if slot.prefix or len(slot.all) > 1 else slot.words[0]


class Hits(NamedTuple):
    """The hits asked for with their scores, and how many there are in all."""

    found: list[tuple[Found, float | None]]
    total: int
    approximate: bool = False
    estimated: bool = False
