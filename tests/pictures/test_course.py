"""What a programme holds along its time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import cue, shot, subtitle, transcript
from transcript import PRESETS, read
from transcript import subtitles as transcript_subtitles
from transcript.api import make
from transcript.delivery import Delivery
from transcript.errors import OutputRefused
from transcript.model import Transcript
from transcript.pictures import course
from transcript.pictures.course import NOBODY

NETFLIX = PRESETS["netflix"]
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "atlantic-cable.txt"


def programme() -> Transcript:
    return transcript(
        cues=[
            cue("ANN", "10:00:00", "The tide comes first.", lasting=4),
            cue("ANN", "10:00:04", "Then come the boats.", lasting=4),
            cue("TOM", "10:00:10", "Always.", lasting=2),
            cue("ANN", "10:00:20", "And then nobody.", lasting=4),
            cue(None, "10:00:30", "Hello?", lasting=1),
        ],
        shots=[
            shot("10:00:00", "Sea", lasting=3),
            shot("10:00:03", "Boat", lasting=9),
            shot("10:00:12", "Quay", lasting=0),
        ],
    )


def test_stretches_of_a_speaker_that_touch_are_one() -> None:
    shown = course(programme(), (), NETFLIX)
    assert [(voice.name, voice.stretches) for voice in shown.voices] == [
        ("ANN", ((0, 8000), (20000, 24000))),
        ("TOM", ((10000, 12000),)),
        (NOBODY, ((30000, 31000),)),
    ]
    assert (shown.duration_ms, str(shown.start)) == (31000, "10:00:00")


def test_shots_stand_in_classes_but_for_one_whose_end_nobody_tells() -> None:
    shots = course(programme(), (), NETFLIX).shots
    assert {one.name: one.shots for one in shots if one.shots} == {"2–4 s": 1, "8–15 s": 1}
    assert (shots[0].name, shots[-1].name) == ("0–1 s", "60 s or more")


def test_reading_speed_is_that_of_the_rules() -> None:
    subtitles = [subtitle("x" * 20, start=0, end=2000), subtitle("x" * 21, start=10_000, end=11_000)]
    reading = course(programme(), subtitles, NETFLIX).reading
    assert (reading.unit, reading.limit) == ("characters a second", 20.0)
    assert [reading.speed(one) for one in reading.speeds] == [10.0, 21.0]
    assert reading.above() == reading.speeds[1:]
    assert reading.profile(31_000, 31)[:2] == [None, 10.0]


def test_a_house_that_counts_words_is_held_to_words() -> None:
    reading = course(programme(), [subtitle("one two three", start=0, end=1000)], PRESETS["bbc"]).reading
    assert (reading.unit, reading.limit, reading.speed(reading.speeds[0])) == ("words a minute", 180.0, 180.0)
    assert reading.above() == ()


def test_a_label_is_read_too() -> None:
    said = [
        subtitle("x" * 15, start=0, end=1000, speaker="ANN"),
        subtitle("x" * 15, start=2000, end=3000, speaker="ANN"),
    ]
    reading = course(programme(), said, NETFLIX, "change").reading
    assert [one.amount for one in reading.speeds] == [len("ANN: ") + 15, 15]


@pytest.mark.parametrize("rules", sorted(PRESETS))
def test_as_many_are_too_fast_as_the_checker_says(rules: str) -> None:
    script = read(SAMPLE)
    subtitles = transcript_subtitles(script, rules, labels="change")
    broken = make(script, ["srt"], Delivery(rules=PRESETS[rules])).broken
    reading = course(script, subtitles, PRESETS[rules], "change").reading
    assert len(reading.above()) == sum(one.code == "reading-speed" for one in broken)
    assert all(reading.limit is not None and reading.speed(one) > reading.limit for one in reading.above())


def test_rules_without_a_speed_have_no_limit() -> None:
    reading = course(programme(), [subtitle("x" * 500, start=0, end=10)], PRESETS["channel4"]).reading
    assert (reading.limit, reading.above()) == (None, ())


def test_a_script_without_times_has_no_course() -> None:
    untimed = replace(programme(), timing=replace(programme().timing, timed=False))
    with pytest.raises(OutputRefused, match="no times"):
        course(untimed, (), NETFLIX)
