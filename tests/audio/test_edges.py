from __future__ import annotations

import numpy as np
import pytest

from transcript.audio.edges import stretches, voice
from transcript.audio.sound import SAMPLE_RATE, Sound


def _bursts(*spans: tuple[float, float], seconds: float = 20.0, bed: float = 300.0) -> Sound:
    """Noise as loud as a voice in these spans, over a bed of noise."""
    chance = np.random.default_rng(3)
    samples = bed * chance.standard_normal(round(seconds * SAMPLE_RATE))
    for begin, end in spans:
        place = slice(round(begin * SAMPLE_RATE), round(end * SAMPLE_RATE))
        samples[place] += 1000 * chance.standard_normal(len(samples[place]))
    return Sound(samples.clip(-32768, 32767).astype(np.int16))


def test_a_voice_ten_decibels_above_its_bed_is_found_to_its_edges() -> None:
    spans = [(2.0, 5.0), (5.6, 9.0), (12.0, 13.5)]
    found = stretches(voice(_bursts(*spans)))
    assert [edge for stretch in found for edge in stretch] == pytest.approx(
        [edge for span in spans for edge in span], abs=0.06
    )


def test_short_breaks_are_none_and_clicks_are_no_voice() -> None:
    found = stretches(voice(_bursts((2.0, 4.0), (4.1, 6.0), (9.0, 9.03), bed=30)))
    assert [edge for stretch in found for edge in stretch] == pytest.approx([2.0, 6.0], abs=0.06)


@pytest.mark.parametrize("seconds", [0.0, 0.005, 0.03])
def test_next_to_no_sound_has_no_voice(seconds: float) -> None:
    assert stretches(voice(_bursts(seconds=seconds))) == []
