"""Words with their places -> visual lines, and the blank lines between them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple
from unicodedata import bidirectional


class Word(NamedTuple):
    """A word, or several with usual blanks between them, and its box, in points from the page's left and bottom."""

    text: str
    left: float
    right: float
    bottom: float
    top: float


class Page(NamedTuple):
    """A page as it is read: upright.

    blank: the usual distance of two words. rulings: where vertical lines stand. turned: text that runs another way.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    blank: float = 0.0
    rulings: tuple[float, ...] = ()
    turned: str = ""


class Line:
    """Words that stand side by side, from left to right. blank: as of its page. bottom, top: of its first word."""

    def __init__(self, words: Sequence[Word], blank: float = 0.0) -> None:
        self.words = words
        self.blank = blank
        self.bottom = words[0].bottom
        self.top = words[0].top

    @cached_property
    def text(self) -> str:
        return joined(self.words, self.blank)


def lines_of(page: Page) -> list[Line]:
    """The lines of a page from top to bottom."""
    lines: list[list[Word]] = []
    middle = height = 0.0
    for word in sorted(page.words, key=_from_top):
        high = word.top - word.bottom
        centre = (word.top + word.bottom) / 2
        # Fonts of other sizes on one base line have their middles a little apart, lines of a paragraph far more.
        if lines and middle - centre < 0.4 * max(high, height):
            lines[-1].append(word)
        else:
            lines.append([word])
            middle, height = centre, high
    return [Line(sorted(words, key=_from_left), page.blank) for words in lines]


# PDFium's marks for a hyphen at the end of a line; signs that are seen as another one, or not at all.
_SEEN = str.maketrans({"\x02": "-", "\ufffe": "-", "\u2011": "-", "\u00ad": None, "\ufeff": None, "\0": None})


# Ends of sentences, after which many a typist leaves two spaces, and how wide these are in usual blanks.
_STOPS = tuple(".?!:…\"'”’)")
_TWO_BLANKS = (1.6, 2.5)


def joined(words: Sequence[Word], blank: float = 0.0) -> str:
    """The text of words that stand from left to right; scripts written from the right are read from there.

    blank: the usual distance of two words, 0 where it is not known.
    """
    if not words:
        return ""
    text = words[0].text if len(words) == 1 else _spaced(words, blank)
    if not text.isascii() or "\x02" in text:
        text = text.translate(_SEEN)
        ways = Counter(map(bidirectional, text))
        if len(words) > 1 and ways["R"] + ways["AL"] > ways["L"]:
            text = " ".join([word.text for word in reversed(words)]).translate(_SEEN)
    return text


def _spaced(words: Sequence[Word], blank: float) -> str:
    """The texts of words with two spaces between sentences that are set so, in lines that are not stretched."""
    if not any(" " in word.text for word in words):
        return " ".join([word.text for word in words])
    least, most = (blank * width for width in _TWO_BLANKS)
    pieces = [words[0].text]
    for before, word in pairwise(words):
        two = least < word.left - before.right < most and before.text.endswith(_STOPS)
        pieces += ("  " if two else " ", word.text)
    return "".join(pieces)


def gaps(pages: Sequence[Sequence[Line]]) -> list[list[int]]:
    """For each line, how many blank lines would fill the space above it, at the document's usual distance of lines.

    Half a line more than usual, as between paragraphs, counts as one. The first line of a page has none.
    """
    usual = _usual_step(pages)
    found = []
    for page in pages:
        spaces = [max(0, math.ceil((above.bottom - below.bottom) / usual - 1.25)) for above, below in pairwise(page)]
        found.append([0, *spaces] if page else [])
    return found


def _usual_step(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance of two lines of a column, in points: lines of one column begin at one place."""
    steps: Counter[int] = Counter()
    for page in pages:
        above: dict[int, float] = {}
        for line in page:
            for word in line.words if len(line.words) < 3 else (line.words[0], line.words[-1]):
                step = above.get(round(word.left), math.inf) - line.bottom
                # In a damaged document words may be flat: lines less than half a point apart are one.
                if max(0.5, 0.7 * (word.top - word.bottom)) < step < math.inf:
                    steps[round(step * 2)] += 1
                above[round(word.left)] = line.bottom
    # Where most paragraphs are of one line, the steps between them are the most frequent, but not the smallest.
    often = 0.3 * max(steps.values(), default=0)
    return min(step for step, count in steps.items() if count >= often) / 2 if steps else math.inf


def _from_top(word: Word) -> tuple[float, float]:
    return -(word.top + word.bottom), word.left


def _from_left(word: Word) -> float:
    return word.left
