"""Rules of readability as data: what broadcasters and streamers ask of a subtitle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

Speed = int | Fraction

_SHORTEST_MS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """One house's rules. Override single ones with `dataclasses.replace`.

    line_length: characters in a line, full-width ones counting two. lines: at most so many in a subtitle.
    target_cps, target_wpm: reading speed to aim below, in characters a second (spaces included) or words a minute.
    max_cps, max_wpm: speed above which a subtitle is reported. A house states one or the other; None sets no limit.
    min_duration_ms, max_duration_ms: how long a subtitle stands; None sets no limit.
    gap_ms: least time between two subtitles. close_gap_ms: a gap shorter than this, yet longer than gap_ms, flickers
    and closes to gap_ms; 0 leaves gaps as they are. source: where the figures come from.
    """

    name: str
    line_length: int
    lines: int
    target_cps: Speed | None = None
    max_cps: Speed | None = None
    target_wpm: Speed | None = None
    max_wpm: Speed | None = None
    min_duration_ms: int | None
    max_duration_ms: int | None
    gap_ms: int
    close_gap_ms: int = 0
    source: str = ""

    @property
    def shortest_ms(self) -> int:
        """How long a subtitle is made to stand at the least: a second where the house names no minimum.

        Or as long as it may stand at the most, where that is less.
        """
        if self.min_duration_ms is not None:
            return self.min_duration_ms
        return _SHORTEST_MS if self.max_duration_ms is None else min(_SHORTEST_MS, self.max_duration_ms)

    def target_ms(self, characters: int, words: int) -> int:
        """Milliseconds in which so much text is read at the target speed, rounded up."""
        return _reading_ms(characters, words, self.target_cps, self.target_wpm)

    def least_ms(self, characters: int, words: int) -> int:
        """Milliseconds in which so much text is read at the maximum speed, rounded up."""
        return _reading_ms(characters, words, self.max_cps, self.max_wpm)


@lru_cache(maxsize=8192)
def _reading_ms(characters: int, words: int, cps: Speed | None, wpm: Speed | None) -> int:
    by_characters = 0 if cps is None else -(-characters * 1000 // cps)
    by_words = 0 if wpm is None else -(-words * 60_000 // wpm)
    return max(by_characters, by_words)


_NETFLIX = Preset(
    name="netflix",
    line_length=42,
    lines=2,
    target_cps=17,
    max_cps=20,
    min_duration_ms=834,  # 20 frames at 24, rounded up to a whole millisecond
    max_duration_ms=7000,
    gap_ms=84,  # 2 frames at 24, rounded up
    close_gap_ms=500,  # gaps of 3 to 11 frames close to 2
    source="Netflix Timed Text Style Guide: English (USA), timing; target: its subtitle templates",
)

_ALL = (
    _NETFLIX,
    Preset(
        name="netflix-children",
        line_length=42,
        lines=2,
        target_cps=15,
        max_cps=17,
        min_duration_ms=834,
        max_duration_ms=7000,
        gap_ms=84,
        close_gap_ms=500,
        source="Netflix Timed Text Style Guide: English (USA), children's programmes; target: its subtitle templates",
    ),
    Preset(
        name="bbc",
        line_length=37,
        lines=2,
        target_wpm=160,
        max_wpm=180,
        min_duration_ms=None,  # 0.3 s a word, which 180 words a minute already exceed
        max_duration_ms=None,
        gap_ms=0,
        close_gap_ms=1000,  # subtitles follow on directly or a second apart
        source="BBC Subtitle Guidelines",
    ),
    Preset(
        name="ted",
        line_length=42,
        lines=2,
        target_cps=18,  # our own: one figure below the maximum
        max_cps=21,
        min_duration_ms=1000,
        max_duration_ms=7000,
        gap_ms=0,
        source="TED translators' cheat-sheet",
    ),
    Preset(
        name="channel4",
        line_length=38,
        lines=2,
        min_duration_ms=None,
        max_duration_ms=None,
        gap_ms=0,
        source="Channel 4 subtitling guidelines, which give no figures for speed and times",
    ),
    Preset(
        name="amazon",
        line_length=42,
        lines=2,
        target_cps=15,  # our own: one step below the maximum
        max_cps=17,
        min_duration_ms=1000,
        max_duration_ms=7000,
        gap_ms=84,  # 2 frames at 24, rounded up
        source="Amazon Prime Video (English), as the profiles of Subtitle Edit give it (second-hand)",
    ),
    Preset(
        name="arte",
        line_length=40,
        lines=2,
        target_cps=17,  # our own: one step below the maximum
        max_cps=20,
        min_duration_ms=1000,
        max_duration_ms=10_000,
        gap_ms=200,  # 5 frames at 25
        source="ARTE (German, English), as the profiles of Subtitle Edit give it (second-hand)",
    ),
    Preset(
        name="dcmp",
        line_length=32,
        lines=2,
        target_wpm=140,  # middle level
        max_wpm=160,  # upper level; the lower one is 130
        min_duration_ms=1334,  # 1.33 s, rounded up
        max_duration_ms=6000,
        gap_ms=0,
        source="DCMP Captioning Key, upper level (second-hand)",
    ),
)

PRESETS: Mapping[str, Preset] = MappingProxyType({preset.name: preset for preset in _ALL})
