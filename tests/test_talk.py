"""How long each cue is spoken."""

from __future__ import annotations

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


def test_a_cue_that_ends_before_the_one_ahead_counts_whole() -> None:
    first = builders.cue("ANN", "10:00:02", "So it was, all day long.", lasting=7)
    beside = builders.cue("BOB", "10:00:02", "Yes.", lasting=3)
    assert talk_ms([first, beside]) == [7000, 3000]


def test_nobody_speaks_in_no_cues() -> None:
    assert talk_ms([]) == []
