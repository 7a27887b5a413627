"""Small films for the tests of formats that count frames: one to look at, one for each rate, and any at all."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tests.builders import cue, shot, transcript, transcripts
from transcript.exporters.frames import Grid
from transcript.model import Cue, Shot, Sound, Span, Title, Transcript
from transcript.timecode import FrameRate, Timecode

if TYPE_CHECKING:
    from collections.abc import Iterable

PAL = FrameRate(Fraction(25))

FILM = transcript(
    name="moon.txt",
    start=Timecode(10, 0, 0),
    frame_rate=PAL,
    cues=[
        cue("NARRATOR", "10:00:02", "THE SOVIETS RACED AMERICA IN SPACE.", lines=(3, 4), voice_over=True, shot=1),
        cue("LEONOV", "10:00:08", "We could have gone to the moon…", lines=(8, 8), lasting=5, shot=2),
        cue(None, "10:00:14", "1969 was late.", lines=(10, 10), lasting=2, qualifier="RADIO"),
    ],
    shots=[
        shot("10:00:00", "Gate | dawn", lines=(1, 2), lasting=8),
        shot("10:00:08", "Archive, launch pad b/w", lines=(6, 7), size="WS"),
    ],
    sounds=[Sound(Timecode(10, 0, 6), Fraction(6), "TITLE MUSIC", Span(5, 5))],
    titles=[Title(Timecode(10, 0, 20), Fraction(20), "The Moon, 1969", Span(11, 11))],
)
"""A shot behind a speech, a shot and a speech that begin together, a note with a bar, one that begins with a digit."""

any_film = transcripts().filter(lambda made: made.timing.frame_rate is not None)
"""Any transcript with a frame rate."""

START = Timecode(9, 59, 58)
PLACES = (
    (0, 1),
    (1, 30),
    (47, 50),
    (119, 140),
    (3597, 3603),
    (35990, 36100),
    (107_892, 108_000),
    (1_078_920, 1_078_921),
)
"""First frame and the one behind the last of some speeches, at the seams of seconds, minutes, tens of minutes."""


def film_at(rate: FrameRate, places: Iterable[tuple[int, int]] = PLACES) -> Transcript:
    """A programme that starts at 09:59:58 with a speech on each of these frames, and a shot under all of them."""
    grid = Grid(rate, START)
    cues = tuple(
        Cue(
            number=number,
            speaker="ANN",
            timecode=grid.timecode(start),
            start=grid.seconds(start),
            end=grid.seconds(end),
            line=f"Line {number}.",
            span=Span(number, number),
        )
        for number, (start, end) in enumerate(places, 1)
    )
    last = max(end for _, end in places)
    gate = Shot(1, START, Fraction(0), grid.seconds(last), "Gate", Span(99, 99))
    return transcript(name="film.txt", start=START, frame_rate=rate, cues=cues, shots=[gate])
