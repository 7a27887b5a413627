"""A whole-second script that is told its frame rate afterwards says what it says when it is read with it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import transcript
from tests.builders import RATES, cue
from tests.builders import transcript as made
from tests.conform.times import Entry, notes, starts
from tests.test_reels import TWO_REELS
from transcript.conform import Offset, moved_by, with_rate
from transcript.errors import InvalidSetting
from transcript.exporters.transcript_json import read_transcript
from transcript.model import Transcript
from transcript.timecode import FrameRate, Timecode

SCRIPT = """\
Harbour\t10.00.00\tNARRATOR
\t10.00.02\tIN 1866 THE GREAT EASTERN SAILED FROM IRELAND WITH A CABLE IN HER HOLD.
Still\t10.00.59\tIT WAS THE LONGEST EVER MADE.
MS\t10.01.00\tANNA FIELD
\t\tNobody thought that it would work, you know.
\t10.01.31\t(PAUSE)
Map\t10.20.00\tNARRATOR
\t\tTWO WEEKS LATER IT REACHED NEWFOUNDLAND.
"""


def kept(script: Transcript) -> Transcript:
    """The transcript as it comes back from a JSON file."""
    return read_transcript(transcript.export(script, "json"), "film.json")


def everything(script: Transcript) -> list[Entry]:
    return [*script.cues, *script.shots, *notes(script)]


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_times_are_those_of_the_script_read_with_the_rate(rate: FrameRate) -> None:
    read = transcript.parse(SCRIPT, frame_rate=rate)
    told = with_rate(kept(transcript.parse(SCRIPT)), rate)
    assert starts(everything(told)) == starts(everything(read))
    assert told.shots == read.shots
    assert told.timing == read.timing


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_reckoned_ends_move_with_the_labels_around_them(rate: FrameRate) -> None:
    script = transcript.parse(SCRIPT)
    told = with_rate(script, rate)
    assert all(cue.start <= cue.end for cue in told.cues)
    assert all(cue.end <= follower.start for cue, follower in pairwise(told.cues))
    for before, after in zip(script.cues, told.cues, strict=True):
        assert abs((after.end - after.start) - (before.end - before.start) * rate.nominal / rate.rate) < Fraction(1, 10)


def test_non_drop_labels_run_behind_the_clock_and_drop_frame_labels_keep_to_it() -> None:
    script = made(cues=[cue("ANN", "11:00:00", "An hour later.")])
    assert with_rate(script, FrameRate.parse("25")).cues[0].start == 3600
    assert with_rate(script, FrameRate.parse("29.97")).cues[0].start == Fraction("3603.6")
    assert with_rate(script, FrameRate.parse("29.97df")).cues[0].start == 107892 / Fraction(30000, 1001)


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_an_end_that_the_script_gives_is_read_with_the_rate_too(rate: FrameRate) -> None:
    text = "".join(f"10:{at}:02 - 10:{at}:05\nAnn\nThe cable number {at} held.\n\n" for at in range(10, 15))
    read = transcript.parse(text, frame_rate=rate, layout="ranges")
    told = with_rate(transcript.parse(text, layout="ranges"), rate)
    assert all(cue.end_given for cue in told.cues)
    assert [(cue.start, cue.end) for cue in told.cues] == [(cue.start, cue.end) for cue in read.cues]


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_what_lies_before_zero_is_read_as_of_the_day_before(rate: FrameRate) -> None:
    script = made(cues=[cue("ANN", "10:00:02", "Hello."), cue("ANN", "10:00:08", "Again.")])
    earlier = with_rate(moved_by(script, Offset.parse("-10:00:05")), rate)
    assert [str(one.timecode) for one in earlier.cues] == ["23:59:57", "00:00:03"]
    frames = [(one.start - earlier.cues[0].start) * rate.rate for one in earlier.cues]
    assert frames == [0, 6 * rate.nominal]


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_each_reel_counts_from_its_own_start(rate: FrameRate) -> None:
    read, told = transcript.parse(TWO_REELS, frame_rate=rate), with_rate(transcript.parse(TWO_REELS), rate)
    for there, here in zip(read.timing.reels, told.timing.reels, strict=True):
        assert here.start == there.start
        assert 0 <= here.offset - there.offset <= 1
    for number in (1, 2):
        one, other = transcript.reel(told, number), transcript.reel(read, number)
        assert starts(everything(one)) == starts(everything(other))


def test_the_same_rate_again_changes_nothing_and_another_is_refused() -> None:
    script = transcript.parse(SCRIPT, frame_rate=25)
    assert with_rate(script, FrameRate.parse("25")) == script
    with pytest.raises(InvalidSetting, match=r"counts 25 frames a second, not 24; .*--stretch 25:24"):
        with_rate(script, FrameRate.parse("24"))


@given(st.lists(st.integers(0, 12 * 3600), min_size=1, max_size=5), st.sampled_from(RATES), st.data())
def test_times_rise_as_they_did(seconds: list[int], rate: FrameRate, data: st.DataObject) -> None:
    labels = [Timecode.of_seconds(36000 + second) for second in sorted(seconds)]
    script = made(cues=[cue("ANN", str(label), "Hello.", lasting=0) for label in labels])
    ends = [one.start + data.draw(st.integers(0, 9000)) * Fraction(1, 1000) for one in script.cues]
    script = replace(script, cues=tuple(replace(one, end=end) for one, end in zip(script.cues, ends, strict=True)))
    told = with_rate(script, rate)
    order = [time for one in script.cues for time in (one.start, one.end)]
    times = [time for one in told.cues for time in (one.start, one.end)]
    ranks = sorted(range(len(order)), key=lambda place: order[place])
    assert all(times[one] <= times[other] for one, other in pairwise(ranks))
    assert [one.timecode.time(rate) - Timecode(10, 0, 0).time(rate) for one in told.cues] == [
        one.start for one in told.cues
    ]
