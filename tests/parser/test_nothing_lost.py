"""What must hold of any text: nothing is lost or made up, and nothing but a refusal is raised."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, example, given, reject
from hypothesis import strategies as st

from tests.parser.documents import (
    SAMPLES,
    documents,
    read,
    typed_characters,
    unblank,
)
from transcript import readers
from transcript.errors import TranscriptError
from transcript.model import Kind, Transcript
from transcript.parser import LAYOUTS, ParseSettings
from transcript.readers import Document
from transcript.timecode import Timecode

LAYOUT_NAMES = tuple(LAYOUTS)
NOT_IN_CUES_OR_NOTES = (Kind.SPEAKER, Kind.TIMECODE, Kind.END, Kind.FRONT, Kind.UNPLACED)


def document(text: str) -> Document:
    """The document of a text that is not blank."""
    assume(text.strip())
    return readers.from_text(text)


def accepted(text: str, layout: str | None) -> Transcript:
    """What `parse` makes of a text it does not refuse."""
    try:
        return read(text, ParseSettings(layout=layout))
    except TranscriptError:
        reject()


@pytest.mark.parametrize("layout", LAYOUT_NAMES)
@given(text=documents)
@example(text="10.00.00 \x0b a")
@example(text='10.00.00\t a " ')
@example(text="\u2028\n10.00.00\u00a0a\n…")
def test_the_segments_give_back_every_character_in_order(layout: str, text: str) -> None:
    rows = document(text).rows
    given_back: dict[int, str] = {}
    for segment in LAYOUTS[layout].segments(rows):
        given_back[segment.number] = given_back.get(segment.number, "") + unblank(segment.text)
    assert list(given_back.items()) == list(typed_characters(rows).items())


@given(text=documents, layout=st.sampled_from((None, *LAYOUT_NAMES)))
def test_what_is_accepted_holds_every_character_and_no_other(text: str, layout: str | None) -> None:
    script = accepted(text, layout)
    held: Counter[str] = Counter()
    for cue in script.cues:
        held.update(unblank(cue.line))
    for shot in script.shots:
        held.update(unblank(shot.note))
    for sound in script.sounds:
        held.update(unblank(sound.note))
    for title in script.titles:
        held.update(unblank(title.text))
    for segment in script.segments:
        if segment.kind in NOT_IN_CUES_OR_NOTES:
            held.update(unblank(segment.text))
    assert held == Counter(unblank(text))


@given(text=documents, layout=st.sampled_from((None, *LAYOUT_NAMES)))
def test_a_text_is_read_or_refused_and_nothing_else(text: str, layout: str | None) -> None:
    try:
        script = read(text, ParseSettings(layout=layout))
    except TranscriptError as refusal:
        assert refusal.found  # noqa: PT017 - most texts are refused, and any of them may be
        return
    assert script.cues or script.shots
    assert [cue.number for cue in script.cues] == list(range(1, len(script.cues) + 1))
    assert [shot.number for shot in script.shots] == list(range(1, len(script.shots) + 1))
    assert all(cue.shot is None or 1 <= cue.shot <= len(script.shots) for cue in script.cues)
    assert {cue.speaker for cue in script.cues} - {None} <= {speaker.name for speaker in script.speakers}


@given(text=documents, layout=st.sampled_from((None, *LAYOUT_NAMES)))
def test_within_a_reel_time_never_runs_backwards(text: str, layout: str | None) -> None:
    script = accepted(text, layout)
    reels: dict[int, list[Timecode]] = defaultdict(list)
    for cue in script.cues:
        reels[cue.reel].append(cue.timecode)
    assert [cue.reel for cue in script.cues] == sorted(cue.reel for cue in script.cues)
    for times in reels.values():
        assert all(earlier <= later for earlier, later in pairwise(times))


@given(text=documents, layout=st.sampled_from((None, *LAYOUT_NAMES)))
def test_everything_that_is_said_of_a_place_lies_within_the_document(text: str, layout: str | None) -> None:
    script = accepted(text, layout)
    last = document(text).rows[-1].number
    numbers = {row.number for row in document(text).rows}
    spans = [problem.span for problem in script.problems]
    spans += [cue.span for cue in script.cues] + [shot.span for shot in script.shots]
    spans += [sound.span for sound in script.sounds] + [title.span for title in script.titles]
    assert all(1 <= span.first <= span.last <= last for span in spans)
    assert {line for span in spans for line in span} <= numbers
    assert all(problem.code and problem.message for problem in script.problems)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_a_sample_is_labelled_to_the_last_character(path: Path) -> None:
    """As the first property, of whole scripts with all their traits."""
    content = path.read_text(encoding="utf-8")
    rows = readers.from_text(content).rows
    for layout in LAYOUTS.values():
        given_back = "".join(unblank(segment.text) for segment in layout.segments(rows))
        assert given_back == unblank(content)
