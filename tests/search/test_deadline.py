"""What ends a search before it is done."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import closing
from threading import Timer

import pytest

from transcript.search.deadline import Deadline, TooSlow

_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def test_a_query_stops_at_the_deadline() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        with pytest.raises(TooSlow, match=r"longer than 0\.1 s"), Deadline(0.1).of_queries(connection):
            connection.execute(_ENDLESS).fetchone()
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.skipif(os.name == "nt", reason="a signal of this kind cannot be sent to oneself there")
def test_ctrl_c_within_a_query_is_not_taken_for_the_deadline() -> None:
    presses = Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    with closing(sqlite3.connect(":memory:")) as connection:
        presses.start()
        with pytest.raises(KeyboardInterrupt), Deadline(60).of_queries(connection):
            connection.execute(_ENDLESS).fetchone()
        presses.join()
