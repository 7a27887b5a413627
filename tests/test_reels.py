"""Reels: a script whose timecodes start again, whole and reel by reel."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import transcript
from tests.builders import transcripts
from transcript.errors import InvalidSetting
from transcript.model import Reel, Sound, Title, Transcript
from transcript.reels import reel
from transcript.timecode import Timecode

TWO_REELS = """\
Harbour at dawn\t10.00.00\tNARRATOR
\t10.00.02\tIN 1866 THE GREAT EASTERN SAILED FROM IRELAND WITH A CABLE IN HER HOLD.
Still, the ship\t10.00.09\tIT WAS THE LONGEST EVER MADE.
MS\t10.00.14\tANNA FIELD
\t\tNobody thought that it would work, you know.
Map\t10.00.20\tNARRATOR
\t\tTWO WEEKS LATER IT REACHED NEWFOUNDLAND.

PART TWO
Quay\t10.00.00\tNARRATOR
\t10.00.03\tTHE SECOND CABLE WAS LOST.
\t10.00.08\tNOBODY KNEW WHERE.
CU\t10.00.12\tTOM REEVE
\t\tThey fished for it for weeks.
\t\t(PAUSE)
Map\t10.00.20\tNARRATOR
\t\tTHEN THEY HAD IT.
Sea\t10.00.3O
"""


@pytest.fixture(scope="module")
def script() -> Transcript:
    return transcript.parse(TWO_REELS)


def test_a_whole_script_has_its_reels_end_to_end(script: Transcript) -> None:
    first, second = script.timing.reels
    assert str(first.start) == str(second.start) == "10:00:00"
    assert first.offset == 0
    assert second.offset > script.cues[3].end > 20
    assert [cue.start for cue in script.cues[:4]] == [2, 9, 14, 20]
    assert [cue.start - second.offset for cue in script.cues[4:]] == [3, 8, 12, 20]


def test_a_reel_has_times_from_its_own_start(script: Transcript) -> None:
    second = reel(script, 2)
    assert [(str(cue.timecode), int(cue.start), cue.line) for cue in second.cues][:2] == [
        ("10:00:03", 3, "THE SECOND CABLE WAS LOST."),
        ("10:00:08", 8, "NOBODY KNEW WHERE."),
    ]
    shots = [(shot.note, int(shot.start), int(shot.end)) for shot in second.shots]
    assert shots[:2] == [("Quay", 0, 12), ("CU", 12, 20)]
    assert [(sound.note, int(sound.start)) for sound in second.sounds] == [("(PAUSE)", 12)]
    assert str(second.timing.start) == "10:00:00"
    assert second.timing.reels == (Reel(2, Timecode(10, 0, 0)),)


def test_a_reel_has_its_own_speakers_problems_and_segments(script: Transcript) -> None:
    first, second = reel(script, 1), reel(script, 2)
    assert {speaker.name for speaker in first.speakers} == {"NARRATOR", "ANNA FIELD"}
    assert {speaker.name for speaker in second.speakers} == {"NARRATOR", "TOM REEVE"}
    assert first.problems == ()
    assert [problem.code for problem in second.problems] == ["new-reel", "timecode-malformed"]
    assert first.segments + second.segments == script.segments
    assert second.segments[0].text == "Quay"
    assert first.sounds == ()


def test_a_cue_keeps_its_number_and_a_shot_of_the_reel_before_is_none_of_its_own(script: Transcript) -> None:
    assert [cue.number for cue in reel(script, 2).cues] == [5, 6, 7, 8]
    shotless = replace(script, cues=tuple(replace(cue, shot=4) for cue in script.cues))
    assert {cue.shot for cue in reel(shotless, 1).cues} == {4}
    assert {cue.shot for cue in reel(shotless, 2).cues} == {None}


def test_the_last_shot_ends_with_its_reel(script: Transcript) -> None:
    begin = script.timing.reels[1].offset
    assert script.shots[3].end == begin
    late = replace(script, shots=tuple(replace(shot, end=shot.end + 9) for shot in script.shots))
    assert reel(late, 1).shots[-1].end == begin


def test_a_script_of_one_reel_is_its_only_reel(script: Transcript) -> None:
    one = transcript.parse(TWO_REELS.partition("PART TWO")[0])
    assert reel(one, 1) == one
    assert reel(reel(script, 2), 2) == reel(script, 2)


@pytest.mark.parametrize("number", [0, 3])
def test_a_reel_that_there_is_not_is_refused(script: Transcript, number: int) -> None:
    with pytest.raises(InvalidSetting, match=f"the script has no reel {number}; choose from 1, 2"):
        reel(script, number)


def test_the_subtitles_of_a_reel_are_those_of_the_whole_script_moved_to_its_start(script: Transcript) -> None:
    whole = transcript.subtitles(script)
    parts = [
        replace(subtitle, start=subtitle.start + offset, end=subtitle.end + offset)
        for one in script.timing.reels
        for offset in [int(one.offset * 1000)]
        for subtitle in transcript.subtitles(transcript.reel(script, one.number))
    ]
    assert [(one.start, one.lines) for one in parts] == [(one.start, one.lines) for one in whole]


def test_pre_roll_of_a_reel_does_not_reach_into_the_reel_before() -> None:
    early = TWO_REELS.replace("Quay\t10.00.00\tNARRATOR", "Quay\t09.59.40\tNARRATOR\n\t\tTHIS IS PART TWO.")
    usual, script = transcript.parse(TWO_REELS), transcript.parse(early)
    assert script.timing.reels[1].offset == usual.timing.reels[1].offset + 20
    first, second = reel(script, 1), reel(script, 2)
    assert [str(one.start) for one in script.timing.reels] == ["10:00:00", "10:00:00"]
    assert second.cues[0].line == "THIS IS PART TWO."
    assert second.cues[0].start == -20
    assert [cue.number for cue in first.cues] == [1, 2, 3, 4]


def test_a_reel_begins_after_the_out_time_that_the_script_gives_the_reel_before() -> None:
    script = transcript.parse(
        "10:00:02 - 10:00:05\nAnn\nThe first cable held.\n\n"
        "10:00:06 - 10:00:09\nAnn\nIt held for three weeks.\n\n"
        "10:00:10 - 10:00:13\nAnn\nThen it went dead.\n\n"
        "10:00:14 - 10:00:50\nAnn\nNobody spoke.\n\n"
        "PART TWO\n\n"
        "10:00:01 - 10:00:04\nAnn\nThe second cable broke.\n\n"
        "10:00:05 - 10:00:08\nAnn\nThey fished for it for weeks.\n\n"
        "10:00:09 - 10:00:12\nAnn\nAnd they found it.\n\n"
        "10:00:13 - 10:00:16\nAnn\nThen they had two.\n",
        layout="ranges",
    )
    assert [one.offset for one in script.timing.reels] == [0, 50]
    assert all(before.end <= after.start for before, after in pairwise(script.cues))


@st.composite
def scripts_of_reels(draw: st.DrawFn) -> Transcript:
    """A transcript of several reels, as the parser makes them: reels rise in time and in lines."""
    script = draw(transcripts(most=6))
    lengths = draw(st.lists(st.integers(1, 4 * 3600), min_size=2, max_size=3))
    starts = [0, *accumulate(lengths)]
    reels = tuple(Reel(number, script.timing.start, Fraction(start)) for number, start in enumerate(starts, 1))

    def of(time: Fraction) -> int:
        return max(one.number for one in reels if one.offset <= max(time, Fraction(0)))

    return replace(
        script,
        timing=replace(script.timing, reels=reels),
        cues=tuple(replace(cue, reel=of(cue.start), span=script_lines(cue.start)) for cue in script.cues),
        shots=tuple(replace(shot, reel=of(shot.start), span=script_lines(shot.start)) for shot in script.shots),
        sounds=tuple(replace(sound, span=script_lines(sound.start)) for sound in script.sounds),
        titles=tuple(replace(title, span=script_lines(title.start)) for title in script.titles),
    )


def script_lines(time: Fraction) -> transcript.Span:
    line = int(time) + 1
    return transcript.Span(line, line)


@given(scripts_of_reels())
def test_everything_stands_in_exactly_one_reel(script: Transcript) -> None:
    parts = [reel(script, one.number) for one in script.timing.reels]
    assert [cue.number for part in parts for cue in part.cues] == [cue.number for cue in script.cues]
    assert [shot.number for part in parts for shot in part.shots] == [shot.number for shot in script.shots]

    def notes(held: Transcript, offset: Fraction = Fraction(0)) -> Counter[Sound | Title]:
        both: list[Sound | Title] = [*held.sounds, *held.titles]
        return Counter(replace(note, start=note.start + offset) for note in both)

    offsets = [one.offset for one in script.timing.reels]
    split = sum((notes(part, offset) for part, offset in zip(parts, offsets, strict=True)), Counter[Sound | Title]())
    assert split == notes(script)
    assert Counter(problem for part in parts for problem in part.problems) == Counter(script.problems)
    assert {speaker for part in parts for speaker in part.speakers} == set(script.speakers)


@given(scripts_of_reels())
def test_times_of_a_reel_are_those_of_the_script_less_its_offset(script: Transcript) -> None:
    for one in script.timing.reels:
        part = reel(script, one.number)
        whole = {cue.number: cue for cue in script.cues}
        assert all(cue.start + one.offset == whole[cue.number].start for cue in part.cues)
        assert all(cue.end + one.offset == whole[cue.number].end for cue in part.cues)
        assert all(shot.start <= shot.end for shot in part.shots)
