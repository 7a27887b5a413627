"""Programmes to look at."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests import builders
from transcript.model import Kind, Problem, Segment, Severity, Span, Transcript

HARBOUR = builders.transcript(
    cues=[
        builders.cue("NARRATOR", "10:00:02", "The tide comes first.", lines=(2, 2), voice_over=True, shot=1, lasting=2),
        builders.cue("ANN LEE", "10:00:05", "My mother said: look at the café.", lines=(5, 6), shot=2, lasting=3),
        builders.cue("ANN LEE", "10:00:09", "And I looked, and I saw the sea.", lines=(8, 8), shot=2, lasting=3),
        builders.cue("NARRATOR", "10:00:13", "She never went back to sea.", lines=(11, 11), voice_over=True, lasting=3),
    ],
    shots=[
        builders.shot("10:00:00", "Harbour at dawn", lines=(1, 1), lasting=5),
        builders.shot("10:00:05", "MS Ann", lines=(4, 4), lasting=12, size="MS"),
        builders.shot("10:00:17", "Boats", lines=(13, 13), lasting=3),
    ],
    sounds=[builders.sound("10:00:12", "MUSIC: fiddle", line=10)],
    titles=[builders.title("10:00:00", "THE HARBOUR", line=1)],
    problems=[
        Problem("timecode-out-of-order", Severity.WARNING, "10.09.09 is read as 10:00:09", Span(8, 8), "see to it")
    ],
)

_WORDS = (
    "the cable ship sea of and in was to a iron under water when they paid out from Valentia bay storm eleven hundred "
    "miles Atlantic engineer nobody thought would hold"
).split()


def long_programme() -> Transcript:
    """Three hours: 3,000 cues of 25 speakers, 2,000 shots, 100 problems, with every stretch of the script."""
    drawn = Random(3)  # noqa: S311 - no secret, only variety
    people = ["NARRATOR"] * 8 + [f"SPEAKER {number}" for number in range(1, 25)]

    def label(second: int) -> str:
        return f"{10 + second // 3600}:{second // 60 % 60:02}:{second % 60:02}"

    def text(count: int) -> str:
        return " ".join(drawn.choice(_WORDS) for _ in range(count)).capitalize()

    cues = [
        builders.cue(drawn.choice(people), label(n * 18 // 5), f"{text(9)}.", lines=(n * 5 + 1, n * 5 + 3), lasting=3)
        for n in range(3000)
    ]
    shots = [builders.shot(label(n * 27 // 5), text(6), lines=(n * 7 + 1, n * 7 + 1)) for n in range(2000)]
    segments = [Segment(cue.span.first, Kind.LINE, cue.line) for cue in cues]
    segments += [Segment(cue.span.first, Kind.TIMECODE, str(cue.timecode)) for cue in cues]
    segments += [Segment(shot.span.first, Kind.SHOT, shot.note) for shot in shots]
    problems = [
        Problem("timecode-out-of-order", Severity.WARNING, f"problem {n}", Span(n * 150 + 1, n * 150 + 1))
        for n in range(100)
    ]
    made = builders.transcript(cues=cues, shots=shots, problems=problems)
    return replace(made, segments=tuple(segments))
