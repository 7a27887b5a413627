"""The best lines for a subtitle: on one if it fits; else where the break is good and the lines are even."""

from __future__ import annotations

from collections.abc import Sequence

from transcript.spotting.presets import Preset

# What lines cost beside where they break: uneven ones, more of them, one not half as long as its neighbour (TED), a
# label on a line of its own.
_UNEVEN, _MORE_LINES, _LOPSIDED, _LABEL_ALONE = 3.0, 0.15, 0.7, 1.5


def best_lines(
    first: int, last: int, reach: Sequence[int], costs: Sequence[float], preset: Preset, label: int = 0
) -> tuple[float, tuple[int, ...]] | None:
    """The cheapest way to set words first … last-1 in lines: its cost and the indices at which new lines begin.

    reach[i]: width of all words before word i, each with one space. label: what a speaker's label and its space take
    of the first line; one that leaves no room beside the words stands on a line of its own, as `labels.with_label`
    sets it. None where no lines hold them, except for a word alone: it has to be shown.
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
    found = _set(first, last, reach, costs, limit, preset.lines, label)
    if found is None:
        return alone
    squares, cuts = found
    even = (total + label - len(cuts)) ** 2 / (len(cuts) + 1)
    cost = squares + len(cuts) * _MORE_LINES - _UNEVEN * even / (limit * limit)
    return alone if alone and alone[0] <= cost else (cost, cuts)


def _set(
    first: int, last: int, reach: Sequence[int], costs: Sequence[float], limit: int, lines: int, label: int = 0
) -> tuple[float, tuple[int, ...]] | None:
    """Cheapest lines by breaks and squares of their widths, which are least when lines are even."""
    scale = _UNEVEN / (limit * limit)
    whole = reach[last] - reach[first] - 1 + label
    best: tuple[float, tuple[int, ...]] | None = (scale * whole * whole, ()) if whole <= limit else None
    if lines == 1:
        return best
    for cut in range(first + 1, last):
        head = reach[cut] - reach[first] - 1 + label
        if head > limit:
            break
        tail = reach[last] - reach[cut] - 1
        if tail > (lines - 1) * (limit + 1):
            continue
        rest = (
            _set(cut, last, reach, costs, limit, lines - 1)
            if lines > 2
            else (scale * tail * tail, ())
            if tail <= limit
            else None
        )
        if rest is None:
            continue
        cost = scale * head * head + costs[cut - 1] + rest[0]
        if not tail / 2 <= head <= 2 * tail:
            cost += _LOPSIDED
        if best is None or cost < best[0]:
            best = cost, (cut, *rest[1])
    return best
