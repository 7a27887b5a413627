"""The columns of a PDF, from the evidence of the whole document.

What parts two columns is a gutter: a strip of the page that hardly any line enters although many lines have words on
both sides of it. In running text blanks fall anywhere and no such strip comes about; at the ragged right edge of a
paragraph few lines enter, but no lines begin beyond. Pages vote, so that a cover page or a synopsis neither
hides the columns of the script nor lends it any. Ruled lines strengthen a narrow gutter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate
from statistics import median
from typing import NamedTuple

from transcript.readers.pdf_lines import Line, Page, Word, joined

# On a page with fewer lines than this on one side of a strip, the strip says nothing.
_ENOUGH = 3
_INTRUDERS = 0.25
_DISSENT = 2.5
_LEAST = 0.15
_ALIGNED = 1.5
_NARROWEST = 3.0
_SAMPLE = 2_000  # lines, spread over the document


class _Gutter(NamedTuple):
    """A strip between two columns, in points from the left of the page."""

    left: float
    right: float
    ruled: bool


class _Columns(NamedTuple):
    """The columns of pages of one size. edges: middles of the gutters. starts: where lines of each column begin."""

    edges: tuple[float, ...]
    starts: tuple[float, ...] = ()

    def at(self, x: float) -> int:
        return bisect_right(self.edges, x)


def columned(pages: Sequence[Page], body: Sequence[Sequence[Line]]) -> list[list[tuple[str, ...]]]:
    """The cells of every line: one for each column of the document, a single one where the page has none.

    A text that runs over several columns stands in the first of them.
    """
    sizes: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        sizes[round(page.width / 10), round(page.height / 10)].append(number)
    cells: list[list[tuple[str, ...]]] = [[] for _ in pages]
    for numbers in sizes.values():
        columns = _columns([pages[n] for n in numbers], [body[n] for n in numbers])
        for number in numbers:
            split = [_pieces(line, columns) for line in body[number]] if columns.edges else []
            if _has_columns(body[number], split, columns):
                blank = pages[number].blank
                cells[number] = [tuple(joined(words, blank) for words in pieces) for pieces in split]
            else:
                cells[number] = [(line.text,) for line in body[number]]
    return cells


def _columns(pages: Sequence[Page], body: Sequence[Sequence[Line]]) -> _Columns:
    """The columns of pages of one size."""
    gutters = _gutters(pages, body)
    lines = [line for page in body for line in page]
    sample = lines[:: max(1, len(lines) // _SAMPLE)]
    while True:
        columns = _placed(gutters, sample)
        evidence = _evidence(columns, sample)
        doubtful = [n for n, gutter in enumerate(gutters) if not gutter.ruled and evidence[n] < _LEAST]
        if not doubtful:
            return columns
        # One at a time: without it, what was two columns is one, and says more about its other edge.
        del gutters[min(doubtful, key=lambda n: evidence[n])]


def _placed(gutters: Sequence[_Gutter], lines: Sequence[Line]) -> _Columns:
    """The columns between gutters, and where most of their lines begin."""
    columns = _Columns(tuple((gutter.left + gutter.right) / 2 for gutter in gutters))
    begins: list[Counter[int]] = [Counter() for _ in range(len(gutters) + 1)]
    for line in lines:
        column = -1
        for word in line.words:
            place = columns.at(word.left)
            if place != column:
                begins[place][round(word.left)] += 1
                column = place
    return columns._replace(starts=tuple(count.most_common(1)[0][0] if count else -1000 for count in begins))


def _evidence(columns: _Columns, lines: Sequence[Line]) -> list[float]:
    """How much speaks for each gutter, against the lines that would also do as one running text.

    Text of a column begins at its edge with nothing to the left of it, or far from what stands there. A strip that
    comes about because the same words return again and again has always text right before it.
    """
    apart: list[set[str]] = [set() for _ in columns.edges]
    close: list[set[str]] = [set() for _ in columns.edges]
    for line in lines:
        before: Word | None = None
        for word in line.words:
            place = columns.at(word.left)
            beside = -1 if before is None else columns.at(before.left)
            if place and place != beside:
                letter = (word.right - word.left) / len(word.text)
                if before is None:
                    if abs(word.left - columns.starts[place]) <= _ALIGNED:
                        apart[place - 1].add(word.text)
                elif beside < place - 1 or word.left - before.right > 2.5 * letter:
                    apart[place - 1].add(word.text)
                else:
                    close[place - 1].add(word.text)
            before = word
    return [len(far) / max(1, len(near)) for far, near in zip(apart, close, strict=True)]


def _gutters(pages: Sequence[Page], body: Sequence[Sequence[Line]]) -> list[_Gutter]:
    """The gutters of pages of one size, from left to right."""
    length = max((round(page.width) for page in pages), default=0) + 2
    votes_for = [0] * length
    votes_against = [0] * length
    for lines in body:
        if len(lines) < _ENOUGH:
            continue
        entered, left, right = _profile(lines, length)
        first = bisect_left(left, _ENOUGH)
        last = length - bisect_left(right[::-1], _ENOUGH)
        for x in range(first, last):
            fewer = min(left[x], right[x])
            if entered[x] <= _INTRUDERS * fewer:
                votes_for[x] += fewer
            else:
                votes_against[x] += fewer
    white = [yes > 0 and yes * _DISSENT >= no for yes, no in zip(votes_for, votes_against, strict=True)]
    ruled = {round(x) + shift for page in pages for x in page.rulings for shift in (-1, 0, 1)}
    wide = max(_NARROWEST, 1.5 * median(page.blank for page in pages))
    found = []
    for first, last in _runs(white):
        is_ruled = any(x in ruled for x in range(first - 1, last + 2))
        if last - first + 1 >= (1 if is_ruled else wide):
            found.append(_Gutter(first, last + 1, is_ruled))
    return found


def _profile(lines: Sequence[Line], length: int) -> tuple[list[int], list[int], list[int]]:
    """For each point of the width: how many lines have a word there, and how many have words left and right of it."""
    entered = [0] * length
    left = [0] * length
    right = [0] * length
    for line in lines:
        words = line.words
        for word in words:
            entered[_clamped(word.left, length)] += 1
            entered[_clamped(word.right + 1, length)] -= 1
        left[_clamped(words[0].right + 1, length)] += 1
        right[_clamped(words[-1].left, length)] += 1
    return list(accumulate(entered)), list(accumulate(left)), list(accumulate(reversed(right)))[::-1]


def _clamped(x: float, length: int) -> int:
    """A place on the page; what stands off its edges counts as on them."""
    return int(x) if 0 <= x < length else 0 if x < 0 else length - 1


def _runs(white: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last place of each run of true values."""
    found = []
    first: int | None = None
    for place, clear in enumerate([*white, False]):
        if clear and first is None:
            first = place
        elif not clear and first is not None:
            found.append((first, place - 1))
            first = None
    return found


def _pieces(line: Line, columns: _Columns) -> list[list[Word]]:
    """The words of a line by column. A text that runs on over a gutter stays in the column it began in."""
    pieces: list[list[Word]] = [[] for _ in range(len(columns.edges) + 1)]
    current = -1
    right = 0.0
    for word in line.words:
        if current < 0:
            current = columns.at(word.left + _ALIGNED)
        else:
            column = columns.at((word.left + word.right) / 2)
            letter = (word.right - word.left) / len(word.text)
            begins = abs(word.left - columns.starts[column]) <= _ALIGNED
            if column > current and word.left - right > (0.55 if begins else 1.2) * letter:
                current = column
        pieces[current].append(word)
        right = word.right
    return pieces


def _has_columns(lines: Sequence[Line], split: Sequence[Sequence[Sequence[Word]]], columns: _Columns) -> bool:
    """Whether a page is set in the document's columns: many of its lines are parted, or begin where columns do.

    Lines that run on over the gutters as if they were not there speak against it.
    """
    if not split:
        return False
    parted = aligned = across = 0
    for line, pieces in zip(lines, split, strict=True):
        filled = [column for column, words in enumerate(pieces) if words]
        if len(filled) > 1:
            parted += 1
        elif filled[0] < len(columns.edges) and line.words[-1].right > columns.edges[filled[0]]:
            across += 1
        elif abs(line.words[0].left - columns.starts[filled[0]]) <= _ALIGNED:
            aligned += 1
    return across * 2 < len(lines) and (parted * 8 >= len(lines) or (parted + aligned) * 2 >= len(lines))
