"""The layout of finished subtitles: nothing is guessed."""

from __future__ import annotations

from transcript.model import Kind, Row, Segment
from transcript.parser.layouts import subtitles

CUES = (
    Row(2, ("00:00:01.000", "00:00:02.500", "Ann Lee", "Nobody counts\nthem.")),
    Row(7, ("00:00:03.000", "00:00:04.000", "", "1984")),
)


def test_cells_are_what_their_place_says() -> None:
    assert subtitles.segments([Row(1, ("STYLE",), front=True), *CUES, Row(9, ("stray",))]) == [
        Segment(1, Kind.FRONT, "STYLE"),
        Segment(2, Kind.TIMECODE, "00:00:01.000"),
        Segment(2, Kind.END, "00:00:02.500"),
        Segment(2, Kind.SPEAKER, "Ann Lee"),
        Segment(2, Kind.LINE, "Nobody counts"),
        Segment(2, Kind.LINE, "them."),
        Segment(7, Kind.TIMECODE, "00:00:03.000"),
        Segment(7, Kind.END, "00:00:04.000"),
        Segment(7, Kind.LINE, "1984"),
        Segment(9, Kind.UNPLACED, "stray"),
    ]


def test_only_cues_fit() -> None:
    assert subtitles.score(CUES) == 1.0
    assert subtitles.score([Row(1, ("NOTE",), front=True), *CUES]) == 1.0
    assert 0.5 < subtitles.score([*CUES, Row(9, ("stray",))]) < 1.0
    assert subtitles.score([Row(1, ("Gate", "10.00.00", "ANN"))]) == 0.0
    assert subtitles.score([]) == 0.0
