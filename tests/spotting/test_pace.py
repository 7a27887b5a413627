"""Word times: what the script says exactly holds, and the rest is where a speaker would be."""

from __future__ import annotations

import json
import random
import sys
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from statistics import mean, median
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from tests import builders
from tests.spotting import speech
from transcript.model import Cue, Kind, Segment, Sound, Span, Transcript
from transcript.spotting.pace import Word, speeches
from transcript.spotting.spoken import said
from transcript.timecode import Timecode

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = (
    "The ship left the harbour before dawn, and nobody on the quay knew where she was bound. "
    "Two years later her captain told the story, though few believed him. "
    "He had carried the cable through storm and ice until the line fell silent. "
    "When they hauled it back on deck, the copper had parted. "
)


def timed(transcript: Transcript) -> list[Word]:
    return [word for said in speeches(transcript) for word in said.words]


def narrated(pace: float, *, every: float, noise: float, seed: int = 1) -> tuple[Transcript, list[float]]:
    """A narration at a known pace with a timecode about every `every` seconds, off by `noise`; and its true times."""
    chance = random.Random(seed)  # noqa: S311
    truth, cues = [], []
    clock, words, due = 2.0, (SENTENCES * 4).split(), 0.0
    line: list[str] = []
    stamp = 2
    for word in words:
        if clock >= due and line:
            cues.append(builders.cue("NARRATOR", f"10:{stamp // 60:02}:{stamp % 60:02}", " ".join(line), lasting=0))
            line, stamp = [], int(clock + chance.uniform(-noise, noise))
        if clock >= due:
            due = clock + every
        truth.append(clock)
        line.append(word)
        length = said(word)
        clock += pace * (length.sound + length.clause + length.sentence)
    cues.append(builders.cue("NARRATOR", f"10:{stamp // 60:02}:{stamp % 60:02}", " ".join(line), lasting=0))
    spans = [replace(cue, span=Span(number, number)) for number, cue in enumerate(cues, 1)]
    return builders.transcript(cues=spans), truth


@pytest.mark.parametrize("pace", [0.8, 1.0, 1.4])
def test_a_steady_narration_is_found_between_noisy_timecodes(pace: float) -> None:
    transcript, truth = narrated(pace, every=6, noise=1.2)
    errors = [abs(word.start / 1000 - true) for word, true in zip(timed(transcript), truth, strict=True)]
    assert median(errors) < 0.5
    assert max(errors) < 1.5


def test_the_pace_of_each_speaker_is_their_own() -> None:
    lines = []
    second = 0
    for turn in range(12):
        name, lasting = ("SLOW", 20) if turn % 2 else ("QUICK", 9)
        lines.append(f"{name} 10:{second // 60:02}:{second % 60:02} {SENTENCES}"[:160])
        second += lasting
    words = timed(speech.script("\n".join(lines)))
    quick, slow = (sum(word.end - word.start for word in words if word.cue % 2 == turn) for turn in (0, 1))
    assert slow > 1.2 * quick


def test_a_long_silence_inside_one_speakers_words_is_found_where_the_next_sentence_has_its_timecode() -> None:
    words = timed(
        speech.script("""
            NARRATOR 10:00:02 The ship left the harbour before dawn.
            +        10:00:40 Nobody knew where she was bound.
        """)
    )
    last, first = next((a, b) for a, b in pairwise(words) if a.cue != b.cue)
    assert last.end < 7000
    assert 40_000 <= first.start < 41_000


def test_a_sound_between_cues_parts_their_speech() -> None:
    transcript = speech.script("""
        NARRATOR 10:00:02 The ship left
        +        10:00:04 the harbour.
    """)
    assert len(speeches(transcript)) == 1
    pause = Sound(Timecode(10, 0, 3), Fraction(3), "(PAUSE)", Span(2, 2))
    assert len(speeches(replace(transcript, sounds=(pause,)))) == 2


def test_a_sound_in_the_row_of_a_table_parts_what_it_stands_between() -> None:
    """One row of a table may hold speech, a pause and what is said after it."""
    transcript = speech.script("""
        NARRATOR 10:00:02 The ship left
        +        10:00:04 the harbour.
    """)
    pause = Sound(Timecode(10, 0, 5), Fraction(5), "(PAUSE)", Span(2, 2))
    line, sound = Segment(2, Kind.LINE, "the harbour."), Segment(2, Kind.SOUND, "(PAUSE)")
    behind = replace(transcript, sounds=(pause,), segments=(*transcript.segments, line, sound))
    before = replace(transcript, sounds=(pause,), segments=(*transcript.segments, sound, line))
    assert len(speeches(behind)) == 1
    assert len(speeches(before)) == 2


def test_a_continued_heading_in_mid_sentence_does_not_part_it() -> None:
    transcript = speech.script("""
        NARRATOR 10:00:02 The ship left
        NARRATOR 10:00:04 the harbour.
    """)
    assert len(speeches(transcript)) == 2
    headings = (Segment(1, Kind.SPEAKER, "NARRATOR"), Segment(2, Kind.SPEAKER, "NARRATOR cont…"))
    assert len(speeches(replace(transcript, segments=headings))) == 1


def in_rows(text: str) -> Transcript:
    """The same as `speech.script`, with `/` between the typed rows of a cue."""
    transcript = speech.script(text)
    cues, segments = [], [segment._replace(number=100 * segment.number) for segment in transcript.segments]
    for place, cue in enumerate(transcript.cues, 1):
        rows = [row.strip() for row in cue.line.split("/")]
        segments += [Segment(100 * place + number, Kind.LINE, row) for number, row in enumerate(rows, 1)]
        cues.append(replace(cue, line=" ".join(rows), span=Span(100 * place, 100 * place + len(rows))))
    return replace(transcript, cues=tuple(cues), segments=tuple(segments))


FULL_ROWS = "THE SHIP HAD LEFT THE HARBOUR BEFORE DAWN / AND NOBODY ON THE QUAY HAD BEEN TOLD BY / "


def test_a_row_that_ends_early_with_much_room_after_it_ends_a_sentence_without_a_stop() -> None:
    script = f"""
        NARRATOR 10:00:02 {FULL_ROWS * 5}HER OWNERS WHERE SHE WAS BOUND THAT DAY.
        NARRATOR 10:00:40 THE COMPANY AT HOME / WAS IN A DISMAL STATE
        +        10:00:50 ITS CHAIRMAN HAD ORDERED THE CAPTAIN / TO TURN AND CARRY THE CABLE HOME.
    """
    words = timed(in_rows(script))
    last, first = next((a, b) for a, b in pairwise(words) if b.text == "ITS")
    assert first.start - last.end > 2000
    assert 50_000 <= first.start < 51_250
    full = script.replace("IN A DISMAL STATE", "IN A STATE OF UTTER AND DISMAL DISARRAY SO")
    words = timed(in_rows(full))
    last, first = next((a, b) for a, b in pairwise(words) if b.text == "ITS")
    assert first.start - last.end < 500


def test_a_timecode_out_of_order_moves_no_words() -> None:
    transcript = speech.script("""
        NARRATOR 10:00:02 The ship left the harbour before dawn.
        ANN      10:59:59 I remember it.
        NARRATOR 10:00:12 Nobody knew where she was bound.
    """)
    starts = {word.cue: word.start for word in reversed(timed(transcript))}
    assert starts[0] < starts[1] < starts[2] < 13_000


@given(speech.transcripts())
def test_words_are_whole_in_order_and_keep_the_bounds_of_their_speech(transcript: Transcript) -> None:
    found = speeches(transcript)
    words = [word for said in found for word in said.words]
    assert [word.text for word in words] == speech.words_of_cues(transcript)
    assert all(word.start <= word.end for word in words)
    assert all(a.end <= b.start for a, b in pairwise(words))
    assert words == [] or words[0].start >= 0
    rising = [cue.start for cue in transcript.cues if cue.line.split()]
    if rising == sorted(rising):
        for said_here in found:
            first = said_here.words[0]
            assert transcript.cues[first.cue].start * 1000 <= first.start


def test_on_measured_recordings_subtitles_sit_on_their_words(shared: Path) -> None:
    """Clause starts, where subtitles begin, on scripts as sparse as real ones; joining the dots gives 0.6 s."""
    sys.path.insert(0, str(shared / "tools"))
    try:
        make_timed_script = __import__("make_timed_script")
    finally:
        sys.path.pop(0)
    medians = []
    for recording in sorted((shared / "recordings").glob("*.json"))[:6]:
        measured = [
            (text.strip(), begin, end) for text, begin, end in json.loads(recording.read_text("utf-8")) if text.strip()
        ]
        rows = list(make_timed_script.columns(measured, random.Random(1)))  # noqa: S311
        words = timed(from_columns(rows))
        truth = [begin for text, begin, _ in measured for _ in text.split()]
        errors = [
            abs(word.start / 1000 - begin)
            for before, word, begin in zip(words, words[1:], truth[1:], strict=False)
            if before.text[-1] in ".,?!"
        ]
        medians.append(median(errors))
    assert mean(medians) < 0.45


def from_columns(rows: list[str]) -> Transcript:
    """The transcript of `note⇥timecode⇥text` rows."""
    cues: list[Cue] = []
    segments: list[Segment] = []
    stamp, begun = "", 0
    for number, row in enumerate(rows, 1):
        if not row:
            continue
        _, timecode, text = row.split("\t")
        if text == "NARRATOR":
            segments.append(Segment(number, Kind.SPEAKER, text))
            stamp, begun = timecode, number
            continue
        segments.append(Segment(number, Kind.LINE, text))
        if timecode or stamp:
            first = begun if stamp else number
            at = (stamp or timecode).replace(".", ":")
            cues.append(builders.cue("NARRATOR", at, text, lines=(first, number), lasting=0))
            stamp = ""
        else:
            cues[-1] = replace(cues[-1], line=f"{cues[-1].line} {text}", span=Span(cues[-1].span.first, number))
    return replace(builders.transcript(cues=cues), segments=tuple(segments))
