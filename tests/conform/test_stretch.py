"""The same frames at another rate."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import transcript
from tests.builders import RATES, cue, shot, transcripts
from tests.builders import transcript as made
from tests.conform.times import starts
from tests.test_reels import TWO_REELS
from transcript.conform import Stretch, stretched, with_rate
from transcript.errors import InvalidSetting
from transcript.exporters.transcript_json import read_transcript
from transcript.model import Transcript
from transcript.timecode import FrameRate, Timecode

FRAMES = (0, 1, 49, 1799, 1800, 1801, 17_982, 90_000, 431_999)


def at_frames(rate: FrameRate) -> Transcript:
    """A programme from 10:00:00:00 with a cue at each of the frames, 24 frames long."""
    start = Timecode(10, 0, 0, 0, rate.drop)
    first = start.frame_count(rate)
    cues = [
        replace(
            cue("ANN", "10:00:00", "Hello."),
            timecode=Timecode.of_frames(first + frame, rate),
            start=frame / rate.rate,
            end=(frame + 24) / rate.rate,
        )
        for frame in FRAMES
    ]
    return made(cues=cues, frame_rate=rate, start=start)


@pytest.mark.parametrize(("was", "now"), list(product(RATES, RATES)), ids=str)
def test_frame_n_stays_frame_n_at_every_rate(was: FrameRate, now: FrameRate) -> None:
    script = stretched(at_frames(was), Stretch(was, now))
    assert script.timing.frame_rate == now
    first = script.timing.start.frame_count(now)
    assert str(script.timing.start) == ("10:00:00;00" if now.drop else "10:00:00:00")
    assert [one.start * now.rate for one in script.cues] == list(FRAMES)
    assert [one.end * now.rate for one in script.cues] == [frame + 24 for frame in FRAMES]
    assert [one.timecode.frame_count(now) - first for one in script.cues] == list(FRAMES)
    again = read_transcript(transcript.export(script, "json"), "film.json")
    assert [one.start for one in again.cues] == [one.start for one in script.cues]


def test_a_film_cut_at_25_and_shown_at_23_976() -> None:
    script = stretched(at_frames(FrameRate.parse("25")), Stretch.parse("25:24000/1001"))
    an_hour = script.cues[FRAMES.index(90_000)]
    assert str(an_hour.timecode) == "11:02:30:00"
    assert an_hour.start == Fraction("3753.75")


def test_a_whole_second_script_counted_at_the_first_rate_and_counts_at_the_second_now() -> None:
    film = made(cues=[cue("ANN", "10:00:24", "Hello.")], shots=[shot("10:00:25", "Harbour")])
    script = stretched(film, Stretch.parse("25:24"))
    assert str(script.timing.frame_rate) == "24"
    assert starts(script.cues) == [("10:00:25", 25)]
    assert starts(script.shots) == [("10:00:26", Fraction(625, 24))]
    told = transcript.parse("Harbour\t10.00.25\tANN\n\tHello there.\n" * 9, frame_rate="25")
    assert stretched(told, Stretch.parse("25:24")).shots[0].start == Fraction(625, 24)


def test_a_rate_that_the_script_does_not_count_at_is_refused() -> None:
    with pytest.raises(InvalidSetting, match=r"counts 24 frames a second, .* begins at 25; write --stretch 24:23\.976"):
        stretched(at_frames(FrameRate.parse("24")), Stretch.parse("25:23.976"))
    with pytest.raises(InvalidSetting, match=r"counts 29\.97 frames"):
        stretched(at_frames(FrameRate.parse("29.97")), Stretch.parse("29.97df:24"))
    drop = stretched(at_frames(FrameRate.parse("29.97df")), Stretch.parse("29.97:24"))
    assert [one.start * 24 for one in drop.cues] == list(FRAMES)


def test_no_stretch_is_advised_that_would_do_nothing() -> None:
    with pytest.raises(InvalidSetting, match=r"; leave --stretch out if its timecodes count 24, else .* --fps 25$"):
        stretched(at_frames(FrameRate.parse("24")), Stretch.parse("25:24"))
    with pytest.raises(InvalidSetting, match=r"; write --stretch 29\.97:29\.97df$"):
        stretched(at_frames(FrameRate.parse("29.97")), Stretch.parse("25:29.97df"))


def test_a_stretch_to_the_same_rate_changes_nothing_but_tells_the_rate() -> None:
    film = at_frames(FrameRate.parse("25"))
    assert Stretch.parse("25:25").idle
    assert not Stretch.parse("29.97:29.97df").idle
    assert stretched(film, Stretch.parse("25:25")) == film
    untold = made(cues=[cue("ANN", "10:00:24", "Hello.")])
    assert stretched(untold, Stretch.parse("29.97:29.97")) == with_rate(untold, FrameRate.parse("29.97"))


@pytest.mark.parametrize("text", ["25", "25:", ":25", "1.001", "25:fast", "25:24:23", "25df:24"])
def test_what_is_no_stretch_is_refused(text: str) -> None:
    with pytest.raises(InvalidSetting, match="write it as FROM:TO, such as 25:24000/1001"):
        Stretch.parse(text)


@pytest.mark.parametrize(
    ("start", "stretch", "now"),
    [
        ("10:00:00:00", "25:23.976", "10:00:00:00"),
        ("10:00:00:24", "25:24", "10:00:00:23"),
        ("09:59:30:12", "24:50", "09:59:30:25"),
        ("10:01:00:00", "25:29.97df", "10:01:00;02"),
        ("10:01:00;02", "29.97df:25", "10:01:00:00"),
        ("10:01:00", "25:29.97df", "10:01:00"),
    ],
)
def test_the_programme_starts_at_the_same_second_and_the_same_part_of_it(start: str, stretch: str, now: str) -> None:
    change = Stretch.parse(stretch)
    script = made(frame_rate=change.was, start=Timecode.parse(start))
    assert str(stretched(script, change).timing.start) == now


def test_reels_stay_end_to_end() -> None:
    script = transcript.parse(TWO_REELS, frame_rate=25)
    slow = stretched(script, Stretch.parse("25:24"))
    for before, after in zip(script.timing.reels, slow.timing.reels, strict=True):
        assert (after.number, after.start, after.offset) == (before.number, before.start, before.offset * 25 / 24)
    for number in (1, 2):
        part = transcript.reel(slow, number)
        assert part.cues == stretched(transcript.reel(script, number), Stretch.parse("25:24")).cues


@given(transcripts().filter(lambda script: script.timing.frame_rate is not None), st.sampled_from(RATES))
def test_there_and_back_is_where_it_was(script: Transcript, now: FrameRate) -> None:
    rate = script.timing.frame_rate
    assert rate is not None
    back = stretched(stretched(script, Stretch(rate, now)), Stretch(now, rate))
    assert (back.timing, back.cues, back.shots) == (script.timing, script.cues, script.shots)
    assert (back.sounds, back.titles) == (script.sounds, script.titles)
