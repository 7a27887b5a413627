"""SBV, the subtitles of YouTube."""

from __future__ import annotations

import pytest

from tests.readers.captions import Cue, cues_of, rows_of, said_in
from transcript.errors import UnreadableDocument
from transcript.readers import Limits, subtitles_sbv

FILM = """\
0:00:01.000,0:00:02.500
>> ANN LEE: Nobody counts them.

0:00:03.000,0:00:04.250
Every morning[br]the boats leave.

And come back.

1:00:05.000,1:00:06.000
1984
"""


def test_cues_with_their_lines() -> None:
    assert cues_of(FILM) == [
        Cue("00:00:01.000", "00:00:02.500", "ANN LEE", "Nobody counts them."),
        Cue("00:00:03.000", "00:00:04.250", "", "Every morning\nthe boats leave.\nAnd come back."),
        Cue("01:00:05.000", "01:00:06.000", "", "1984"),
    ]
    assert [row.number for row in rows_of(FILM)] == [1, 4, 9]


def test_marks_and_line_ends_make_no_difference() -> None:
    assert said_in(FILM.replace("\n", "\r\n").encode("utf-8-sig")) == said_in(FILM)


def test_a_file_without_a_cue_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="has no cue"):
        subtitles_sbv.read(b"Gate\n", None, Limits())
