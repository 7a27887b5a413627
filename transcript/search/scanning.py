"""A pattern over every line of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from transcript.search.deadline import Deadline
    from transcript.search.patterns import Pattern


def scan(connection: sqlite3.Connection, pattern: Pattern, deadline: Deadline) -> list[int]:
    """The ids of all cues in whose line the pattern stands, in order. Raises TooSlow."""
    texts = connection.execute(
        "SELECT programmes.first_cue, texts.text FROM programmes JOIN texts ON texts.programme = programmes.id"
        " ORDER BY programmes.first_cue"
    )
    return [first + row for first, text in texts for row in pattern.rows(text, deadline)]
