"""Words into subtitles: one search for the cheapest cuts of a whole speech.

Dynamic programming over the words. A subtitle holds no more words than its lines do, so each word looks back over a few
dozen at most and the time grows with the words. Costs weigh where the cut stands (sentence, clause, words that belong
together), reading speed, duration, silence and the lines; a good cut beats a full line. What must not be broken is
priced out of all proportion to what should not, so that it is broken only where nothing else is left, and as seldom as
can be: no break between article and noun or inside a name (Netflix TTSG).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

from transcript.spotting.linebreaks import Rests, best_lines
from transcript.spotting.pace import Word
from transcript.spotting.phrases import break_costs, cut_costs, line_costs, sentence_ends
from transcript.spotting.presets import Preset
from transcript.width import width

_EACH = 2.0
_OVER_TARGET, _OVER_MAXIMUM = 4.0, 14.0
_TOO_SHORT, _BRIEF, _BRIEF_MS = 16.0, 3.0, 1600
_TOO_LONG = 6.0
_LONE_WORD = 2.0
_ORPHAN, _ORPHAN_WORDS = 3.0, 2
# A sentence that ends inside, one that begins there and goes on in the next, and a word or two of one beside another.
_SENTENCE_INSIDE, _SENTENCE_ORPHAN, _SENTENCE_SCRAP = 0.7, 1.6, 1.5
_SILENCE_MS, _SILENCE = 700, 4.0
_LINGER_MS = 1500
_PARTABLE = 3.5
# What `phrases` says of a break that must not be, and prices that no sum of other costs reaches, the dearest last: of
# such a break, of each subtitle where there may be few, of one that cannot be short enough for its times.
_MUST_NOT, _BROKEN, _EACH_OF_FEW, _OVERDUE = 8.0, 1e3, 1e5, 1e7
_NO_PULLS: Mapping[int, float] = MappingProxyType({})


class Piece(NamedTuple):
    """Words first … last-1 of a speech that make one subtitle, and the indices at which its new lines begin."""

    first: int
    last: int
    breaks: tuple[int, ...]


class Room(NamedTuple):
    """Columns that a speaker's label and its space take of the first line: of a speech's first subtitle, of others."""

    first: int = 0
    others: int = 0


class Bounds(NamedTuple):
    """What the times around a speech demand of its cuts.

    few: there is no time for more subtitles than must be. closing: milliseconds before which the last one must not
    begin, because it would stand too long until the out time that the script gives; None where it gives none.
    """

    few: bool = False
    closing: int | None = None


class Measure(NamedTuple):
    """A speech as the search needs it: sums up to each word. costs: of a line break after it, cuts: of a cut.

    rests: what `best_lines` has found.
    """

    reach: list[int]
    costs: list[float]
    cuts: list[float]
    starts: list[int]
    ends: list[int]
    stops: list[int]
    silences: list[float]
    until: int
    labels: Room
    bounds: Bounds
    rests: Rests


def measure(
    words: Sequence[Word],
    until: int | None = None,
    names: frozenset[str] = frozenset(),
    pulls: Mapping[int, float] = _NO_PULLS,
    labels: Room = Room(),  # noqa: B008 (it is immutable)
    bounds: Bounds = Bounds(),  # noqa: B008
    language: str | None = None,
) -> Measure:
    """Sums over a speech. For the arguments see `cut`."""
    texts = [word.text for word in words]
    ends = [word.end for word in words]
    starts = [word.start for word in words]
    waits = [max(0, after - before - _SILENCE_MS) / 1000 for before, after in zip(ends, starts[1:], strict=False)]
    breaks = break_costs(texts, names, language)
    cuts = cut_costs(texts, breaks, language)
    for place, share in pulls.items():
        if cuts[place - 1] <= _PARTABLE:
            cuts[place - 1] *= share
    lines = line_costs(breaks)
    for place, cost in enumerate(breaks):
        if cost >= _MUST_NOT:
            cuts[place] += _BROKEN
            lines[place] += _BROKEN
    return Measure(
        reach=[0, *accumulate(width(text) + 1 for text in texts)],
        costs=lines,
        cuts=cuts,
        starts=starts,
        ends=ends,
        stops=[0, *accumulate(map(int, sentence_ends(texts, language)))],
        silences=[0.0, *accumulate([*waits, 0.0])],
        until=ends[-1] + _LINGER_MS if until is None else until,
        labels=labels,
        bounds=bounds,
        rests={},
    )


def showing_cost(shown: int, characters: int, words: int, preset: Preset) -> float:
    """What a subtitle of so many characters and words costs that is shown for so many milliseconds."""
    cost = _EACH
    wanted = preset.target_ms(characters, words)
    if wanted > shown:
        cost += _OVER_TARGET * (min(wanted / shown, 8.0) - 1)
        least = preset.least_ms(characters, words)
        if least > shown:
            cost += _OVER_MAXIMUM * (min(least / shown, 8.0) - 1)
    if shown < preset.shortest_ms:
        cost += _TOO_SHORT * (1 - shown / preset.shortest_ms) + 2.0
    if shown < _BRIEF_MS:
        cost += _BRIEF * (1 - shown / _BRIEF_MS)
    return cost


def shown_ms(begin: int, said: int, follower: int | None, preset: Preset) -> int:
    """Milliseconds that words said from `begin` to `said` can stand before the follower begins, where there is one."""
    until = said + _LINGER_MS
    if follower is not None and follower - preset.gap_ms < until:
        until = follower - preset.gap_ms
    shown = max(1, until - begin)
    return shown if preset.max_duration_ms is None else min(shown, preset.max_duration_ms)


def _cost_without_lines(first: int, last: int, label: int, speech: Measure, preset: Preset) -> float:
    """What a subtitle of words first … last-1 costs, lines and cut apart. label: columns that its label takes."""
    begin, said = speech.starts[first], speech.ends[last - 1]
    count = len(speech.starts)
    follower = speech.starts[last] if last < count else speech.until
    characters = speech.reach[last] - speech.reach[first] - 1 + label
    cost = showing_cost(shown_ms(begin, said, follower, preset), characters, last - first, preset)
    if last - first == 1 and count > 1:
        cost += _LONE_WORD
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
            if stops[last] > stops[last - 1 - _ORPHAN_WORDS]:
                cost += _SENTENCE_SCRAP
        if first and stops[first] == stops[first - 1] and stops[first + _ORPHAN_WORDS] > stops[first]:
            cost += _SENTENCE_SCRAP
    if speech.bounds.few:
        cost += _EACH_OF_FEW
    closing = speech.bounds.closing
    if closing is not None and last == count and begin < closing:
        cost += _OVERDUE
    return cost + _SILENCE * (speech.silences[last - 1] - speech.silences[first])


def piece_cost(
    first: int, last: int, speech: Measure, preset: Preset, below: float = float("inf")
) -> tuple[float, tuple[int, ...]] | None:
    """What a subtitle of words first … last-1 costs with the cut after it, and where its new lines begin.

    None if no lines hold it, or if it costs no less than `below`.
    """
    label = speech.labels.others if first else speech.labels.first
    cost = _cost_without_lines(first, last, label, speech, preset) + speech.cuts[last - 1]
    if cost >= below:
        return None
    lines = best_lines(first, last, speech.reach, speech.costs, preset, label, speech.rests)
    return None if lines is None or cost + lines[0] >= below else (cost + lines[0], lines[1])


def whole(
    words: Sequence[Word], preset: Preset, names: frozenset[str], labels: Room, language: str | None = None
) -> Piece | None:
    """A speech as one subtitle; None if no lines hold it. For the arguments see `cut`."""
    speech = measure(words, None, names, labels=labels, language=language)
    lines = best_lines(0, len(words), speech.reach, speech.costs, preset, labels.first)
    return None if lines is None else Piece(0, len(words), lines[1])


def cut(
    words: Sequence[Word],
    preset: Preset,
    until: int | None = None,
    names: frozenset[str] = frozenset(),
    pulls: Mapping[int, float] = _NO_PULLS,
    labels: Room = Room(),  # noqa: B008 (it is immutable)
    bounds: Bounds = Bounds(),  # noqa: B008
    language: str | None = None,
) -> tuple[Piece, ...]:
    """The cheapest subtitles for one speech.

    words: none wider than a line. until: milliseconds at which the next speech begins, None where nothing follows.
    names: words, in small letters, known to be names. pulls: of words, not the first, that a cut is drawn to, which
    share of its cost it keeps before them, unless it parts a close pair. labels: room to leave for speakers' labels.
    language: of the speech, see `phrases.break_costs`.
    """
    speech = measure(words, until, names, pulls, labels, bounds, language)
    reach, cuts, count = speech.reach, speech.cuts, len(words)
    best = [float("inf")] * (count + 1)
    best[0] = 0.0
    came: list[tuple[int, tuple[int, ...]]] = [(0, ())] * (count + 1)
    most = preset.lines * (preset.line_length + 1) + 1
    for first in range(count):
        before = best[first]
        for last in range(first + 1, count + 1):
            if reach[last] - reach[first] > most and last > first + 1:
                break  # more than the lines hold
            below = best[last] - before
            if _EACH + cuts[last - 1] >= below:
                continue  # the cut alone costs too much
            found = piece_cost(first, last, speech, preset, below)
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
