"""How long each cue is spoken."""

from __future__ import annotations

from tests import builders
from transcript.talk import talk_ms, told_ms


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


def test_words_that_cannot_have_been_said_in_their_time_tell_no_time() -> None:
    assert told_ms(2381, 11_000) is None
    assert told_ms(24, 11_000) == 11_000


def test_whole_seconds_make_a_few_words_look_too_fast() -> None:
    assert told_ms(2, 0) == 0
    assert told_ms(20, 0) is None
