"""Subtitles and shot changes: cuts are drawn to them, and edges a few frames off one move onto it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.spotting import speech
from tests.spotting.test_timing import free
from transcript.model import Provenance, Transcript
from transcript.spotting import PRESETS, Preset, quality, spot
from transcript.spotting.pace import Word
from transcript.spotting.shot_changes import Change, changes_of, places_at_changes, snapped
from transcript.spotting.timing import Shown, settle
from transcript.timecode import FrameRate, Timecode

NETFLIX = PRESETS["netflix"]
PAL = FrameRate(Fraction(25))


def shown(start: int, said: int, characters: int = 20) -> Shown:
    return Shown(start, said, characters, 4)


def with_shots(transcript: Transcript, *timecodes: str, rate: FrameRate | None = None) -> Transcript:
    """The transcript with a shot at each of the timecodes; with a rate they count frames, and so do its cues."""
    shots = []
    for number, timecode in enumerate(timecodes, 1):
        label = Timecode.parse(timecode)
        start = label.time(rate) - builders.START.time(rate)
        shots.append(replace(builders.shot("10:00:00", "Quay", number=number), timecode=label, start=start))
    timing = replace(transcript.timing, frame_rate=rate)
    return replace(transcript, shots=tuple(shots), timing=timing)


def snap(items: list[Shown], *changes: int, preset: Preset = NETFLIX) -> list[tuple[int, int]]:
    return snapped(settle(items, preset), items, preset, changes)


class TestSnapping:
    def test_a_start_a_few_frames_off_moves_onto_the_change(self) -> None:
        assert snap([shown(1000, 4000)], 1200) == [(1200, 4500)]
        assert snap([shown(1000, 4000)], 800) == [(800, 4500)]

    def test_an_end_a_few_frames_off_moves_to_two_frames_before_the_change(self) -> None:
        assert snap([shown(1000, 4000)], 4400) == [(1000, 4400 - 84)]
        assert snap([shown(1000, 4000)], 4900) == [(1000, 4900 - 84)]

    def test_a_house_without_a_gap_ends_on_the_change(self) -> None:
        assert snap([shown(1000, 4000)], 4400, preset=PRESETS["ted"]) == [(1000, 4400)]

    def test_two_that_follow_on_directly_meet_at_the_change(self) -> None:
        assert snap([shown(1000, 3900), shown(4000, 7000)], 4200) == [(1000, 4200 - 84), (4200, 7500)]
        assert snap([shown(1000, 3900), shown(4000, 7000)], 3800) == [(1000, 3800 - 84), (3800, 7500)]

    def test_more_than_half_a_second_is_left_alone(self) -> None:
        assert snap([shown(1000, 4000)], 400, 1600, 5200) == [(1000, 4500)]

    def test_no_word_is_cut_off_and_none_comes_long_before_it_is_said(self) -> None:
        assert snap([shown(1000, 4000)], 600) == [(1000, 4500)]
        items = [shown(1000, 3900), shown(4000, 7000)]
        assert snap(items, 3600) == settle(items, NETFLIX)

    def test_none_is_made_too_short_too_long_or_too_fast_for_it(self) -> None:
        quick, long = shown(1000, 1300, 5), shown(1000, 7700)
        assert snap([quick, shown(1950, 4000)], 1400)[0] == settle([quick, shown(1950, 4000)], NETFLIX)[0]
        assert snap([long], 8300) == [(1000, 8000)]
        full = [shown(1000, 3000, 40), shown(3100, 6000)]
        assert snap(full, 1200)[0][0] == 1000

    def test_times_that_the_script_gives_stand(self) -> None:
        item = Shown(1000, 4000, 20, 4, given_start=1000, given_end=4000)
        assert snap([item], 1100, 4200) == [(1000, 4000)]

    @given(
        st.lists(free, max_size=12),
        st.lists(st.integers(0, 40_000), max_size=20),
        st.sampled_from(list(PRESETS.values())),
    )
    def test_it_breaks_no_rule_and_moves_nothing_far(
        self, items: list[Shown], changes: list[int], preset: Preset
    ) -> None:
        before = settle(items, preset)
        after = snapped(before, items, preset, sorted(changes))
        for item, old, new in zip(items, before, after, strict=True):
            lasts = new[1] - new[0]
            assert preset.max_duration_ms is None or lasts <= preset.max_duration_ms
            assert lasts >= max(preset.shortest_ms, min(old[1] - old[0], preset.least_ms(item.characters, item.words)))
            assert abs(new[0] - old[0]) <= 500
            assert new[0] >= min(old[0], item.start - 334)
            assert new[1] >= min(old[1], item.said - 250)
            assert new[0] == old[0] or new[0] in changes
        for (old, old_next), (new, new_next) in zip(pairwise(before), pairwise(after), strict=True):
            gap = new_next[0] - new[1]
            assert gap >= preset.gap_ms
            flickered = preset.gap_ms < old_next[0] - old[1] < preset.close_gap_ms
            assert flickered or not preset.gap_ms < gap < preset.close_gap_ms


class TestAttraction:
    def test_a_whole_second_clock_says_in_which_second_a_shot_changes(self) -> None:
        transcript = speech.script("ANN 10:00:02 We waited.")
        assert changes_of(with_shots(transcript, "10:00:03")) == (Change(3000, 3999),)
        assert changes_of(with_shots(transcript, "10:00:03:05", rate=PAL)) == (Change(3200, 3200),)

    def test_a_time_that_nobody_wrote_is_no_shot_change(self) -> None:
        transcript = with_shots(speech.script("ANN 10:00:02 We waited."), "10:00:03")
        guessed = replace(transcript.shots[0], time=Provenance.ESTIMATED)
        assert changes_of(replace(transcript, shots=(guessed,))) == ()

    def test_words_are_near_a_change_that_falls_into_the_silence_before_them(self) -> None:
        words = [Word("We", 0, 300, 0), Word("waited", 300, 900, 0), Word("there", 2000, 2400, 0)]
        assert places_at_changes(words, [Change(1400, 1400)], 0) == [2]
        assert places_at_changes(words, [Change(1400, 2399)], 0) == [2]
        assert places_at_changes(words, [Change(600, 600)], 300) == [1, 2]
        assert places_at_changes(words, [Change(5000, 5000)], 300) == []

    def test_a_cut_prefers_the_shot_change_where_it_costs_little(self) -> None:
        transcript = speech.script("""
            ANN 10:00:02 The captain had waited for news in the harbour for years before a word of the cable came home.
            BEN 10:00:20 I know.
        """)
        plain = speech.texts(spot(transcript, NETFLIX).subtitles)[0]
        said = spot(transcript, NETFLIX).subtitles
        assert plain.endswith("for years")
        drawn = speech.texts(spot(with_shots(transcript, "10:00:04"), NETFLIX).subtitles)
        assert said[0].start // 1000 == 2
        assert drawn[0] != plain

    @given(st.lists(st.integers(0, 20_000), max_size=10), st.integers(0, 500))
    def test_places_are_those_that_looking_at_each_finds(self, times: list[int], near: int) -> None:
        changes = tuple(Change(time, time + 999) for time in sorted(times))
        words = [Word("we", at, at + 400, 0) for at in range(1000, 18_000, 700)]
        expected = [
            index
            for index, (before, word) in enumerate(pairwise(words), 1)
            if any(change.last >= before.end - near and change.first <= word.start + near for change in changes)
        ]
        assert places_at_changes(words, changes, near) == expected


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_a_script_that_counts_frames_has_its_subtitles_on_the_shot_changes(preset: Preset) -> None:
    transcript = speech.script("""
        ANN 10:00:02 It was late.
        BEN 10:00:05 We went home.
    """)
    timed = with_shots(transcript, "10:00:02:10", "10:00:05:09", rate=PAL)
    spotting = spot(timed, preset)
    assert [subtitle.start for subtitle in spotting.subtitles] == [2400, 5360]
    assert quality.check(spotting.subtitles, preset, quality.shot_changes(timed)) == []
