"""Scripts in a few words for the tests of spotting."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests import builders
from transcript.model import Cue, Kind, Segment, Subtitle, Transcript
from transcript.spotting import Preset

if TYPE_CHECKING:
    from collections.abc import Iterable


def script(text: str) -> Transcript:
    """A transcript of lines `speaker timecode words`; `+ timecode words` goes on with the speech under a new timecode.

    script('''
        ANN 10:00:02 It was late.
        +   10:00:04 We went home.
    ''')
    """
    cues: list[Cue] = []
    headings = []
    for number, line in enumerate(text.strip().splitlines(), 1):
        name, timecode, words = [*line.split(maxsplit=2), ""][:3]
        if name != "+":
            headings.append(Segment(number, Kind.SPEAKER, name))
        speaker = name if name != "+" else cues[-1].speaker
        cues.append(
            replace(builders.cue(speaker, timecode, words, lines=(number, number)), end=builders.seconds(timecode))
        )
    return replace(builders.transcript(cues=cues), segments=tuple(headings))


def words_of_cues(transcript: Transcript) -> list[str]:
    return [word for cue in transcript.cues for word in cue.line.split()]


def words_of_subtitles(subtitles: Iterable[Subtitle]) -> list[str]:
    return [word for subtitle in subtitles for line in subtitle.lines for word in line.split()]


def texts(subtitles: Iterable[Subtitle]) -> list[str]:
    """Each subtitle's lines with a bar between."""
    return [" | ".join(subtitle.lines) for subtitle in subtitles]


def speakers(subtitles: Iterable[Subtitle]) -> list[str | None]:
    """Who speaks, each run of subtitles once."""
    return [speaker for speaker, _ in groupby(subtitle.speaker for subtitle in subtitles)]


_WORDS = "the a of and in Ann Moscow was to rocket, moon. launched because satellite 1957 30,000 I not -- no? … yes! Mr"
words = st.sampled_from(_WORDS.split()) | st.text("abcdefghij", min_size=1, max_size=14)


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """Cues at any times, also out of order and all at once, by three speakers at most."""
    cues = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        second = draw(st.integers(0, 40) | st.integers(0, 2 * 3600))
        timecode = f"{10 + second // 3600}:{second // 60 % 60:02}:{second % 60:02}"
        line = " ".join(draw(st.lists(words, max_size=40)))
        speaker = draw(st.sampled_from(["ANN", "BEN", None]))
        cue = builders.cue(speaker, timecode, line, lines=(number, number), lasting=0)
        cues.append(cue)
    return builders.transcript(cues=cues)


presets = st.builds(
    Preset,
    name=st.just("any"),
    line_length=st.integers(16, 60),
    lines=st.integers(1, 3),
    target_cps=st.none() | st.integers(8, 20),
    max_cps=st.none() | st.integers(10, 30),
    target_wpm=st.none() | st.integers(100, 200),
    max_wpm=st.none() | st.integers(120, 250),
    min_duration_ms=st.integers(1, 2000),
    max_duration_ms=st.none() | st.integers(3000, 10000),
    gap_ms=st.sampled_from([0, 80, 84, 200]),
    close_gap_ms=st.sampled_from([0, 500, 1000]),
)
