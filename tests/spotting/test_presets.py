"""The figures of each house, as its guidelines give them."""

from __future__ import annotations

import pytest

from transcript.spotting import PRESETS, Preset

SECOND_HAND = {"amazon", "arte", "dcmp"}


@pytest.mark.parametrize(
    ("name", "line_length", "speed", "durations", "gap"),
    [
        # Netflix TTSG, English (USA) and timing: 42 characters, 20 a second (children 17), 5/6 s to 7 s, 2 frames.
        ("netflix", 42, (20, None), (834, 7000), 84),
        ("netflix-children", 42, (17, None), (834, 7000), 84),
        # BBC Subtitle Guidelines: 37 characters of teletext, 160 to 180 words a minute, which is 0.3 s a word.
        ("bbc", 37, (None, 180), (None, None), 0),
        # TED translators' cheat-sheet: 42 characters, 21 a second, 1 to 7 s.
        ("ted", 42, (21, None), (1000, 7000), 0),
        ("channel4", 38, (None, None), (None, None), 0),
        # Profiles of Subtitle Edit: Amazon Prime (English) and Arte (German, English).
        ("amazon", 42, (17, None), (1000, 7000), 84),
        ("arte", 40, (20, None), (1000, 10_000), 200),
        ("dcmp", 32, (None, 160), (1334, 6000), 0),
    ],
)
def test_the_figures_of_a_house(
    name: str, line_length: int, speed: tuple[int | None, ...], durations: tuple[int | None, ...], gap: int
) -> None:
    preset = PRESETS[name]
    assert (preset.line_length, preset.lines) == (line_length, 2)
    assert (preset.max_cps, preset.max_wpm) == speed
    assert (preset.min_duration_ms, preset.max_duration_ms) == durations
    assert preset.gap_ms == gap


def test_gaps_that_flicker_close_where_the_house_says_so() -> None:
    assert PRESETS["netflix"].close_gap_ms == 500  # 3 to 11 frames close to 2, at 24 frames a second
    assert PRESETS["bbc"].close_gap_ms == 1000  # "a minimum of one second"
    assert {name for name, preset in PRESETS.items() if preset.close_gap_ms} == {"netflix", "netflix-children", "bbc"}


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_the_target_lies_below_the_maximum(preset: Preset) -> None:
    for target, most in ((preset.target_cps, preset.max_cps), (preset.target_wpm, preset.max_wpm)):
        assert (target is None) == (most is None)
        assert target is None or most is None or target < most


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_each_says_where_its_figures_come_from_and_whether_at_second_hand(preset: Preset) -> None:
    assert ("(second-hand)" in preset.source) == (preset.name in SECOND_HAND)


def test_a_second_is_the_least_where_a_house_names_none() -> None:
    assert PRESETS["bbc"].shortest_ms == PRESETS["channel4"].shortest_ms == 1000
    assert PRESETS["netflix"].shortest_ms == 834
