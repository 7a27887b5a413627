"""How long each cue is spoken."""

from __future__ import annotations

from dataclasses import replace

from tests import builders
from transcript.talk import talk_ms


def test_a_cue_lasts_from_its_start_to_its_end() -> None:
    first = builders.cue("ANN", "10:00:02", "So.", lasting=3)
    second = builders.cue("ANN", "10:00:05", "So it was.", lasting=1)
    assert talk_ms([first, second]) == [3000, 1000]


def test_cues_under_one_timecode_are_spoken_one_after_the_other() -> None:
    first = builders.cue("ANN", "10:00:02", "So it was.", lasting=3)
    second = builders.cue("BOB", "10:00:02", "And so it stayed.", lasting=7)
    assert talk_ms([first, second]) == [3000, 4000]


def test_a_given_end_counts_as_it_is_given() -> None:
    first = builders.cue("ANN", "10:00:02", "So it was.", lasting=3)
    beside = replace(builders.cue("BOB", "10:00:02", "And so it stayed.", lasting=7), end_given=True)
    assert talk_ms([first, beside]) == [3000, 7000]
