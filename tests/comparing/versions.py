"""A small programme, and versions of it that somebody has worked on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from tests.builders import cue, transcript
from transcript.model import Cue, Transcript

LINES = (
    ("10:00:02", "NARRATOR", "In 1866 the Great Eastern sailed from Ireland with a cable in her hold."),
    ("10:00:09", "NARRATOR", "It was the longest that anybody had ever made."),
    ("10:00:14", "ANNA", "Nobody thought that it would work, you know."),
    ("10:00:20", "NARRATOR", "Two weeks later it reached the shore of Newfoundland."),
    ("10:00:26", "TOM", "And then they went back for the one they had lost the year before."),
    ("10:00:33", "TOM", "They found it."),
)


def programme(lines: Iterable[tuple[str, str | None, str]] = LINES) -> Transcript:
    return transcript(cues=[cue(speaker, timecode, line) for timecode, speaker, line in lines])


def with_line(number: int, line: str) -> Transcript:
    """The programme with another line in the cue of that number."""
    return programme((at, who, line if place == number else said) for place, (at, who, said) in enumerate(LINES, 1))


def later(script: Transcript, seconds: Fraction | int, since: int = 1) -> Transcript:
    """The programme with the cues from that number on so much later."""
    return replace(script, cues=tuple(_later(one, seconds) if one.number >= since else one for one in script.cues))


def _later(one: Cue, seconds: Fraction | int) -> Cue:
    return replace(one, start=one.start + seconds, end=one.end + seconds)


def long_programme(cues: int = 60) -> Transcript:
    """A programme of so many cues, five seconds apart, no two of which say the same."""
    words = "harbour cable storm engine signal winter letter copper engineer island".split()
    return programme(
        (
            f"10:{5 * place // 60:02}:{5 * place % 60:02}",
            ("NARRATOR", "ANNA", "TOM")[place % 3],
            f"Number {place} speaks of the {words[place % 10]} and of the {words[place // 10]}.",
        )
        for place in range(cues)
    )
