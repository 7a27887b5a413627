"""Words wider than a line: there is nothing in them to break at, or they are of a script that puts no blanks.

Chinese and Japanese may be broken between any two characters but where marks forbid it (JIS X 4051 and W3C JLREQ, line
breaking): none that closes begins a line, none that opens ends one, figures and foreign words stay whole.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import regex

from transcript.clock import clock
from transcript.model import Cue, Problem, Severity
from transcript.spotting.pace import Word
from transcript.spotting.segmentation import Room
from transcript.width import width

_PAUSED = regex.compile(r"[、。，．！？；：…‥—,.!?;:][」』）］】》〉〕｝”’]*$")
# What follows the endings in hiragana of a Japanese word begins another; の ties it to the next.
_PHRASE = regex.compile(r"[\p{Hiragana}--の][^\p{Hiragana}]", regex.VERSION1)
_CLOSING = frozenset(
    "、。，．！？；：…‥—」』）］】》〉〕｝”’)]},.!?;:・ーゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％℃"
)
_OPENING = frozenset("「『（［【《〈〔｛“‘([{￥＄")
# Of scripts that put no blanks between words, and their marks; the last range is full-width forms.
_WITHOUT_BLANKS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\u3000-\u303f\uff01-\uff60]")
_KATAKANA = regex.compile(r"[\p{Katakana}ー]{2}")
# What pieces cost: each, as full as it is, with too few characters; what a cut costs that is not at a pause.
_EACH, _UNEVEN, _ALONE, _LEAST_CHARACTERS = 2.0, 3.0, 20.0, 2
_AT_PHRASE, _AMID, _FORBIDDEN = 1.0, 2.0, 50.0
_MOST_MARKS = 4  # that stand together


def within_lines(
    words: Sequence[Word],
    cues: Sequence[Cue],
    limit: int,
    labels: Room = Room(),  # noqa: B008 (it is immutable)
) -> tuple[list[Word], list[Problem]]:
    """The words, those wider than a line of `limit` characters cut into pieces; and which those are.

    Cuts that a script without blanks is meant to have are no problem. labels: room to leave for speakers' labels.
    """
    whole: list[Word] = []
    problems: list[Problem] = []
    for place, word in enumerate(words):
        if width(word.text) <= limit:
            whole.append(word)
            continue
        pieces = cut_word(word.text, limit, labels.others if place else labels.first, labels.others)
        share = (word.end - word.start) / width(word.text)
        edges = [word.start + round(share * wide) for wide in accumulate(map(width, pieces), initial=0)]
        whole += (Word(piece, *times, word.cue) for piece, times in zip(pieces, pairwise(edges), strict=True))
        if not all(_may_part(before[-1], after[0]) for before, after in pairwise(pieces)):
            over = f"a word of {width(word.text)} characters where a line holds {limit}"
            message = f"{clock(word.start)}: {over}, cut in {len(pieces)}"
            problems.append(Problem("word-cut", Severity.WARNING, message, cues[word.cue].span))
    return whole, problems


def cut_word(text: str, limit: int, first: int = 0, others: int = 0) -> list[str]:
    """A word in pieces no wider than a line of `limit` characters: at pauses, and between them in even pieces.

    Two neighbours never fit on one line, so that no blank comes to stand between them. first, others: columns that the
    first piece leaves free, and the others, as far as that can be.
    """
    if width(text) <= limit:
        return [text]
    rooms = ((limit - first, limit - others), (limit - first, limit), (limit, limit))
    return next(pieces for pieces in (_cheapest(text, limit, *room) for room in rooms) if pieces)


def _cheapest(text: str, limit: int, first: int, others: int) -> list[str]:
    """The cheapest pieces, the first no wider than `first` and the rest than `others`; none where there are no such."""
    if min(first, others) < limit / 2:
        return []
    wide = [0, *accumulate(map(width, text))]
    # Of every place, the cheapest pieces that end there, by how wide the last one is at the least: the widest first.
    ways: list[list[_Way]] = [[] for _ in wide]
    ways[0] = [_Way(0, 0.0, 0, None)]
    cuts = [0.0, *(_cut_cost(text, place) for place in range(1, len(text))), 0.0]
    for begin in range(len(text)):
        if ways[begin]:
            _go_on(text, begin, ways, wide, cuts, others if begin else first, limit)
    pieces: list[str] = []
    end = len(text)
    way = ways[end][-1] if ways[end] else None
    while way is not None and end:
        pieces.append(text[way.begin : end])
        end, way = way.begin, way.before
    return pieces[::-1]


class _Way(NamedTuple):
    """The cheapest way to cut a text so far. wide: its last piece, which begins at `begin`. before: without that."""

    wide: int
    cost: float
    begin: int
    before: _Way | None


def _go_on(
    text: str,
    begin: int,
    ways: list[list[_Way]],
    wide: Sequence[int],
    cuts: Sequence[float],
    room: int,
    limit: int,
) -> None:
    """Add to the ways all those whose last piece begins here."""
    for end in range(begin + 1, len(text) + 1):
        taken = wide[end] - wide[begin]
        if taken > room and end > begin + 1:
            break
        # Those whose last piece has no room for this one and a blank on its line: the last of them is the cheapest.
        apart = bisect_right(ways[begin], taken - limit, key=lambda way: -way.wide) if begin else 1
        if not apart:
            continue
        before = ways[begin][apart - 1]
        cost = before.cost + cuts[end] + _piece_cost(text[begin:end], taken / limit)
        # Pieces come the widest first, as `begin` rises: a narrower one has to be cheaper to be any use.
        if not ways[end] or cost < ways[end][-1].cost:
            ways[end].append(_Way(taken, cost, begin, before))


def _piece_cost(piece: str, full: float) -> float:
    """Pieces are few and even, and none is a character alone."""
    short = len(piece) < _LEAST_CHARACTERS + 2 * _MOST_MARKS
    alone = short and sum(one not in _CLOSING and one not in _OPENING for one in piece) < _LEAST_CHARACTERS
    return _EACH + _UNEVEN * full * full + (_ALONE if alone else 0.0)


def _cut_cost(text: str, cut: int) -> float:
    """A cut is best behind a pause, else before a phrase, else where marks allow it."""
    if not _may_part(text[cut - 1], text[cut]):
        return _FORBIDDEN
    if _PAUSED.search(text, max(0, cut - _MOST_MARKS), cut):
        return 0.0
    return _AT_PHRASE if _PHRASE.fullmatch(text, cut - 1, cut + 1) else _AMID


def _may_part(last: str, first: str) -> bool:
    """Whether a line of Han or kana may end with one character and the next begin with the other."""
    if first in _CLOSING or last in _OPENING or unicodedata.combining(first) or _KATAKANA.fullmatch(last + first):
        return False
    return bool(_WITHOUT_BLANKS.match(last) or _WITHOUT_BLANKS.match(first))
