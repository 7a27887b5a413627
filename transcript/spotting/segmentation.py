"""Words into subtitles: one search for the cheapest cuts of a whole speech.

Dynamic programming over the words. A subtitle holds no more words than its lines do, so each word looks back over a few
dozen at most and the time grows with the words. Costs weigh where the cut stands (sentence, clause, words that belong
together), reading speed, duration, silence and the lines; a good cut beats a full line.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import NamedTuple

from transcript.spotting.linebreaks import best_lines
from transcript.spotting.pace import Word
from transcript.spotting.phrases import break_costs, cut_costs, line_costs
from transcript.spotting.presets import Preset
from transcript.spotting.spoken import ends_sentence
from transcript.width import width

_EACH = 2.0
_OVER_TARGET, _OVER_MAXIMUM = 4.0, 14.0
_TOO_SHORT, _BRIEF, _BRIEF_MS = 16.0, 3.0, 1600
_TOO_LONG = 6.0
_LONE_WORD = 2.0
_ORPHAN, _ORPHAN_WORDS = 3.0, 2
_SENTENCE_INSIDE, _SENTENCE_ORPHAN = 0.7, 1.6
_SILENCE_MS, _SILENCE = 700, 4.0
_LINGER_MS = 1500
# Share of its cost that a cut keeps where the words after it begin at a timecode, unless it would part a close pair.
_AT_TIMECODE, _PARTABLE = 0.5, 3.5


class Piece(NamedTuple):
    """Words first … last-1 of a speech that make one subtitle, and the indices at which its new lines begin."""

    first: int
    last: int
    breaks: tuple[int, ...]


class Room(NamedTuple):
    """Columns that a speaker's label and its space take of the first line: of a speech's first subtitle, of others."""

    first: int = 0
    others: int = 0


class Measure(NamedTuple):
    """A speech as the search needs it: sums up to each word. costs: of a line break after it, cuts: of a cut."""

    reach: list[int]
    costs: list[float]
    cuts: list[float]
    starts: list[int]
    ends: list[int]
    stops: list[int]
    silences: list[float]
    until: int
    labels: Room


def measure(
    words: Sequence[Word],
    until: int | None = None,
    names: frozenset[str] = frozenset(),
    marks: Collection[int] = (),
    labels: Room = Room(),  # noqa: B008 (it is immutable)
) -> Measure:
    """Sums over a speech. For the arguments see `cut`."""
    texts = [word.text for word in words]
    ends = [word.end for word in words]
    starts = [word.start for word in words]
    waits = [max(0, after - before - _SILENCE_MS) / 1000 for before, after in zip(ends, starts[1:], strict=False)]
    breaks = break_costs(texts, names)
    cuts = cut_costs(texts, breaks)
    for mark in marks:
        if cuts[mark - 1] <= _PARTABLE:
            cuts[mark - 1] *= _AT_TIMECODE
    return Measure(
        reach=[0, *accumulate(width(text) + 1 for text in texts)],
        costs=line_costs(breaks),
        cuts=cuts,
        starts=starts,
        ends=ends,
        stops=[0, *accumulate(int(ends_sentence(text)) for text in texts)],
        silences=[0.0, *accumulate([*waits, 0.0])],
        until=ends[-1] + _LINGER_MS if until is None else until,
        labels=labels,
    )


def _cost_without_lines(first: int, last: int, label: int, speech: Measure, preset: Preset) -> float:
    """What a subtitle of words first … last-1 costs, lines and cut apart. label: columns that its label takes."""
    begin, said = speech.starts[first], speech.ends[last - 1]
    count = len(speech.starts)
    follower = speech.starts[last] if last < count else speech.until
    shown = max(1, min(follower - preset.gap_ms, said + _LINGER_MS) - begin)
    if preset.max_duration_ms is not None and shown > preset.max_duration_ms:
        shown = preset.max_duration_ms
    characters = speech.reach[last] - speech.reach[first] - 1 + label
    cost = _EACH
    wanted = preset.target_ms(characters, last - first)
    if wanted > shown:
        cost += _OVER_TARGET * (min(wanted / shown, 8.0) - 1)
        least = preset.least_ms(characters, last - first)
        if least > shown:
            cost += _OVER_MAXIMUM * (min(least / shown, 8.0) - 1)
    if shown < preset.shortest_ms:
        cost += _TOO_SHORT * (1 - shown / preset.shortest_ms) + 2.0
    if last - first == 1 and count > 1:
        cost += _LONE_WORD
    if shown < _BRIEF_MS:
        cost += _BRIEF * (1 - shown / _BRIEF_MS)
    if preset.max_duration_ms is not None and said - begin > preset.max_duration_ms:
        cost += _TOO_LONG * (1 + (said - begin - preset.max_duration_ms) / 1000)
    stops = speech.stops
    if last - first <= _ORPHAN_WORDS < count:
        opens = not first or stops[first] > stops[first - 1]
        closes = last == count or stops[last] > stops[last - 1]
        if not (opens and closes):
            cost += _ORPHAN
    inside = stops[last - 1] - stops[first]
    if inside:
        cost += _SENTENCE_INSIDE * inside
        if stops[last] == stops[last - 1] and last < count:
            cost += _SENTENCE_ORPHAN
    return cost + _SILENCE * (speech.silences[last - 1] - speech.silences[first])


def piece_cost(
    first: int, last: int, speech: Measure, preset: Preset, below: float = float("inf")
) -> tuple[float, tuple[int, ...]] | None:
    """What a subtitle of words first … last-1 costs with the cut after it, and where its new lines begin.

    None if no lines hold it, or if it costs no less than `below`.
    """
    at_end = speech.cuts[last - 1]
    if _EACH + at_end >= below:
        return None
    label = speech.labels.others if first else speech.labels.first
    cost = _cost_without_lines(first, last, label, speech, preset) + at_end
    if cost >= below:
        return None
    lines = best_lines(first, last, speech.reach, speech.costs, preset, label)
    return None if lines is None or cost + lines[0] >= below else (cost + lines[0], lines[1])


def whole(words: Sequence[Word], preset: Preset, names: frozenset[str], labels: Room) -> Piece | None:
    """A speech as one subtitle; None if no lines hold it. For the arguments see `cut`."""
    speech = measure(words, None, names, (), labels)
    lines = best_lines(0, len(words), speech.reach, speech.costs, preset, labels.first)
    return None if lines is None else Piece(0, len(words), lines[1])


def cut(
    words: Sequence[Word],
    preset: Preset,
    until: int | None = None,
    names: frozenset[str] = frozenset(),
    marks: Collection[int] = (),
    labels: Room = Room(),  # noqa: B008 (it is immutable)
) -> tuple[Piece, ...]:
    """The cheapest subtitles for one speech.

    words: none wider than a line. until: milliseconds at which the next speech begins, None where nothing follows.
    names: words, in small letters, known to be names. marks: indices of words, not the first, that begin at a timecode
    of the script. labels: room to leave for speakers' labels.
    """
    speech = measure(words, until, names, marks, labels)
    reach, count = speech.reach, len(words)
    best = [float("inf")] * (count + 1)
    best[0] = 0.0
    came: list[tuple[int, tuple[int, ...]]] = [(0, ())] * (count + 1)
    most = preset.lines * (preset.line_length + 1) + 1
    for first in range(count):
        before = best[first]
        for last in range(first + 1, count + 1):
            if reach[last] - reach[first] > most and last > first + 1:
                break  # more than the lines hold
            found = piece_cost(first, last, speech, preset, best[last] - before)
            if found is not None:
                best[last] = before + found[0]
                came[last] = first, found[1]
    pieces: list[Piece] = []
    last = count
    while last:
        first, breaks = came[last]
        pieces.append(Piece(first, last, breaks))
        last = first
    return tuple(reversed(pieces))
