"""A limit of time for one search: in SQLite, in patterns, and between the steps of our own.

`regex` counts the processor's time rather than the clock's: on a busy machine a pattern may take longer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from transcript.errors import TranscriptError

# SQLite asks after so many of its own steps: some tenths of a millisecond.
_STEPS = 2000


class TooSlow(TranscriptError):
    """A search would take longer than it may."""


class Deadline:
    """So many seconds from now."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises TooSlow where none are."""
        left = self._end - monotonic()
        if left <= 0:
            raise self._too_slow()
        return left

    @contextmanager
    def of_queries(self, connection: sqlite3.Connection) -> Iterator[None]:
        """Within it, SQLite and patterns stop at the deadline. Raises TooSlow."""
        connection.set_progress_handler(lambda: monotonic() > self._end, _STEPS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_INTERRUPT:
                raise
            if monotonic() <= self._end:
                raise KeyboardInterrupt from None  # Ctrl-C while SQLite asks: all it tells is that it was interrupted
            raise self._too_slow() from None
        except TimeoutError:
            raise self._too_slow() from None
        finally:
            connection.set_progress_handler(None, 0)

    def _too_slow(self) -> TooSlow:
        return TooSlow(
            f"the search takes longer than {self._seconds:g} s",
            "narrow it by a speaker, a programme or another word, or sort by time",
        )
