"""Words into subtitles: one search for the cheapest cuts of a whole speech.

Dynamic programming over the words. A subtitle holds no more words than its lines do, so each word looks back over a few
dozen at most and the time grows with the words. Costs weigh where the cut stands (sentence, clause, words that belong
together), reading speed, duration, silence and the lines; a good cut beats a full line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from transcript.spotting.linebreaks import best_lines, break_costs, width
from transcript.spotting.pace import Word
from transcript.spotting.presets import Preset
from transcript.spotting.spoken import ends_sentence

_EACH = 2.0
_OVER_TARGET, _OVER_MAXIMUM = 4.0, 14.0
_TOO_SHORT, _BRIEF, _BRIEF_MS = 16.0, 3.0, 1600
_TOO_LONG = 6.0
_LONE_WORD = 2.0
_SENTENCE_INSIDE, _SENTENCE_ORPHAN = 0.7, 1.6
_SILENCE_MS, _SILENCE = 700, 4.0
_LINGER_MS = 1500


class Piece(NamedTuple):
    """Words first … last-1 of a speech that make one subtitle, and the indices at which its new lines begin."""

    first: int
    last: int
    breaks: tuple[int, ...]


class Measure(NamedTuple):
    """A speech as the search needs it: sums up to each word."""

    reach: list[int]
    costs: list[float]
    starts: list[int]
    ends: list[int]
    stops: list[int]
    silences: list[float]
    until: int


def measure(words: Sequence[Word], until: int | None = None, names: frozenset[str] = frozenset()) -> Measure:
    """Sums over a speech. until: when the next one begins. names: see `linebreaks.break_cost`."""
    texts = [word.text for word in words]
    ends = [word.end for word in words]
    starts = [word.start for word in words]
    waits = [max(0, after - before - _SILENCE_MS) / 1000 for before, after in zip(ends, starts[1:], strict=False)]
    return Measure(
        reach=[0, *accumulate(width(text) + 1 for text in texts)],
        costs=break_costs(texts, names),
        starts=starts,
        ends=ends,
        stops=[0, *accumulate(int(ends_sentence(text)) for text in texts)],
        silences=[0.0, *accumulate([*waits, 0.0])],
        until=ends[-1] + _LINGER_MS if until is None else until,
    )


def _cost_without_lines(first: int, last: int, speech: Measure, preset: Preset) -> float:
    """What a subtitle of words first … last-1 costs, its lines and its cut apart."""
    begin, said = speech.starts[first], speech.ends[last - 1]
    follower = speech.starts[last] if last < len(speech.starts) else speech.until
    shown = max(1, min(follower - preset.gap_ms, said + _LINGER_MS) - begin)
    if preset.max_duration_ms is not None and shown > preset.max_duration_ms:
        shown = preset.max_duration_ms
    characters = speech.reach[last] - speech.reach[first] - 1
    cost = _EACH
    wanted = preset.target_ms(characters, last - first)
    if wanted > shown:
        cost += _OVER_TARGET * (min(wanted / shown, 8.0) - 1)
        least = preset.least_ms(characters, last - first)
        if least > shown:
            cost += _OVER_MAXIMUM * (min(least / shown, 8.0) - 1)
    if shown < preset.min_duration_ms:
        cost += _TOO_SHORT * (1 - shown / preset.min_duration_ms) + 2.0
    if last - first == 1 and len(speech.starts) > 1:
        cost += _LONE_WORD
    if shown < _BRIEF_MS:
        cost += _BRIEF * (1 - shown / _BRIEF_MS)
    if preset.max_duration_ms is not None and said - begin > preset.max_duration_ms:
        cost += _TOO_LONG * (1 + (said - begin - preset.max_duration_ms) / 1000)
    inside = speech.stops[last - 1] - speech.stops[first]
    if inside:
        cost += _SENTENCE_INSIDE * inside
        if speech.stops[last] == speech.stops[last - 1] and last < len(speech.starts):
            cost += _SENTENCE_ORPHAN
    return cost + _SILENCE * (speech.silences[last - 1] - speech.silences[first])


def piece_cost(first: int, last: int, speech: Measure, preset: Preset) -> tuple[float, tuple[int, ...]] | None:
    """What a subtitle of words first … last-1 costs with the cut after it, and its lines; None if it cannot be."""
    lines = best_lines(first, last, speech.reach, speech.costs, preset)
    if lines is None:
        return None
    return _cost_without_lines(first, last, speech, preset) + speech.costs[last - 1] + lines[0], lines[1]


def cut(
    words: Sequence[Word], preset: Preset, until: int | None = None, names: frozenset[str] = frozenset()
) -> tuple[Piece, ...]:
    """The cheapest subtitles for one speech.

    words: none wider than a line. until: milliseconds at which the next speech begins, None where nothing follows.
    names: words, in small letters, known to be names.
    """
    speech = measure(words, until, names)
    reach, costs, count = speech.reach, speech.costs, len(words)
    infinity = float("inf")
    best = [infinity] * (count + 1)
    best[0] = 0.0
    came: list[tuple[int, tuple[int, ...]]] = [(0, ())] * (count + 1)
    most = preset.lines * (preset.line_length + 1) + 1
    for first in range(count):
        before = best[first]
        for last in range(first + 1, count + 1):
            if reach[last] - reach[first] > most and last > first + 1:
                break  # more than the lines hold
            if before + _EACH + costs[last - 1] >= best[last]:
                continue
            cost = before + _cost_without_lines(first, last, speech, preset) + costs[last - 1]
            if cost >= best[last]:
                continue
            lines = best_lines(first, last, reach, costs, preset)
            if lines is not None and cost + lines[0] < best[last]:
                best[last] = cost + lines[0]
                came[last] = first, lines[1]
    pieces: list[Piece] = []
    last = count
    while last:
        first, breaks = came[last]
        pieces.append(Piece(first, last, breaks))
        last = first
    return tuple(reversed(pieces))
