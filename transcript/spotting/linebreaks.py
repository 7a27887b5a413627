"""The best lines for a subtitle: on one if it fits; else where the break is good and the lines are even."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from transcript.spotting.presets import Preset

# What lines cost beside where they break: uneven ones, more of them, one not half as long as its neighbour (TED), a
# label on a line of its own.
_UNEVEN, _MORE_LINES, _LOPSIDED, _LABEL_ALONE = 3.0, 0.15, 0.7, 1.5

Rests = dict[tuple[int, int, int], tuple[float, tuple[int, ...]] | None]
"""The cheapest lines without a label by first and last word and how many they are, as `best_lines` finds them."""


def best_lines(
    first: int,
    last: int,
    reach: Sequence[int],
    costs: Sequence[float],
    preset: Preset,
    label: int = 0,
    rests: Rests | None = None,
) -> tuple[float, tuple[int, ...]] | None:
    """The cheapest way to set words first … last-1 in lines: its cost and the indices at which new lines begin.

    reach[i]: width of all words before word i, each with one space. label: what a speaker's label and its space take
    of the first line; one that leaves no room beside the words stands on a line of its own, as `labels.with_label`
    sets it. rests: what earlier calls for the same speech and preset have found, to which this one adds. None where no
    lines hold them, except for a word alone: it has to be shown.
    """
    total = reach[last] - reach[first] - 1
    limit = preset.line_length
    if label > limit + 1:
        label = 0  # wider than a line whatever is done
    if total + label <= limit:
        return 0.0, ()
    alone = (_LABEL_ALONE, ()) if total <= limit and (preset.lines > 1 or last == first + 1) else None
    if preset.lines < 2 or total + label > preset.lines * (limit + 1):
        return alone
    best: tuple[float, tuple[int, ...]] | None = alone
    rests = {} if rests is None else rests
    for lines in range(2, preset.lines + 1):
        found = _set(first, last, reach, costs, limit, lines, label, rests)
        if found is not None:
            squares, cuts = found
            even = (total + label - len(cuts)) ** 2 / lines
            cost = squares + len(cuts) * _MORE_LINES - _UNEVEN * even / (limit * limit)
            if best is None or cost < best[0]:
                best = cost, cuts
    return best


def _set(
    first: int,
    last: int,
    reach: Sequence[int],
    costs: Sequence[float],
    limit: int,
    lines: int,
    label: int,
    rests: Rests,
) -> tuple[float, tuple[int, ...]] | None:
    """The cheapest so many lines, two at least, by breaks and squares of their widths, least when they are even."""
    scale = _UNEVEN / (limit * limit)
    end = reach[last] - 1
    best: tuple[float, tuple[int, ...]] | None = None
    # From the first cut on whose lines below can hold the rest.
    for cut in range(bisect_left(reach, end - (lines - 1) * (limit + 1) + 1, first + 1, last), last):
        head = reach[cut] - reach[first] - 1 + label
        if head > limit:
            break
        tail = end - reach[cut]
        cost = scale * head * head + costs[cut - 1]
        lopsided = 0.0 if tail / 2 <= head <= 2 * tail else _LOPSIDED
        if best is not None and cost + lopsided >= best[0]:
            continue
        if lines > 2:
            key = cut, last, lines - 1
            if key not in rests:
                rests[key] = _set(cut, last, reach, costs, limit, lines - 1, 0, rests)
            rest = rests[key]
            if rest is None:
                continue
            cost, below = cost + rest[0] + lopsided, (cut, *rest[1])
        else:
            cost, below = cost + scale * tail * tail + lopsided, (cut,)
        if best is None or cost < best[0]:
            best = cost, below
    return best
