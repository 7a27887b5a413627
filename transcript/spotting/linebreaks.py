"""Where a line may end: how good a break each space between two words is, and the best lines for a subtitle.

One scale of costs serves line breaks and the cuts between subtitles: 0 after a sentence, more the closer the two words
belong together. On one line if it fits; after punctuation; before a conjunction or preposition; never between article
and noun, first and last name, pronoun and verb, verb and auxiliary or negation (Netflix TTSG, English; BBC Subtitle
Guidelines).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from transcript.spotting.presets import Preset
from transcript.spotting.spoken import bare, ends_clause, ends_sentence

_NEVER, _TIGHT, _CLOSE, _PLAIN = 8.0, 6.0, 4.6, 3.4
_BEFORE_OF, _BEFORE_VERB, _BEFORE_PREPOSITION, _BEFORE_CONJUNCTION = 3.0, 3.0, 2.2, 1.5
_QUOTE, _CLAUSE = 1.2, 0.7

ARTICLES = frozenset("a an the".split())
PREPOSITIONS = frozenset(
    "about above across after against along among around at before behind below beneath beside between beyond by "
    "despite down during except for from in inside into like near of off on onto out outside over past since through "
    "throughout till to toward towards under underneath until up upon via with within without".split()
)
CONJUNCTIONS = frozenset(
    "although as and because but if nor or since so than that though unless until when whenever where whereas whereby "
    "wherever whether which while who whom whose why yet".split()
)
_DETERMINERS = frozenset(
    "my your his her its our their this these those each every some any no another such both either neither "
    "whose what which".split()
)
_PRONOUNS = frozenset("i you he she we they it who there".split())
_AUXILIARIES = frozenset(
    "am is are was were be been being have has had having do does did will would shall should can could may might "
    "must i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd i'll "
    "you'll he'll she'll it'll we'll they'll that's there's what's who's let's gonna isn't aren't wasn't weren't "
    "don't doesn't didn't won't wouldn't can't couldn't shouldn't haven't hasn't hadn't cannot".split()
)
_LEANING = frozenset("not never very too so more most less quite rather almost only just even also how".split())
_TITLES = frozenset(
    "mr mrs ms dr sir lady lord king queen president general colonel captain professor saint st".split()
)
_NOT_AFTER = PREPOSITIONS | CONJUNCTIONS | _DETERMINERS | _PRONOUNS | _AUXILIARIES | _LEANING
_COPULAS = frozenset("am is are was were it's that's he's she's they're we're you're i'm there's".split())
_OPENING_COMPLEMENTS = PREPOSITIONS | ARTICLES | _DETERMINERS
_NEGATIONS = frozenset({"not", "n't"})

# What a break before a word costs where nothing else speaks for or against it: before a preposition, least; before a
# verb, more; before words that lean back on a verb, its particle and its short object, most.
_BEFORE = {
    **dict.fromkeys(PREPOSITIONS, _BEFORE_PREPOSITION),
    "of": _BEFORE_OF,
    **dict.fromkeys(
        "is are was were has had have will would could can did does may might must should".split(), _BEFORE_VERB
    ),
    **dict.fromkeys("up down out off over".split(), _CLOSE),
    **dict.fromkeys("me him them us it myself himself herself itself themselves".split(), _CLOSE),
}


@lru_cache(maxsize=65536)
def width(text: str) -> int:
    """Characters as the reading rules count them: full-width ones count two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)


class _Traits(NamedTuple):
    """What a word shows by itself.

    bare: without marks, in small letters. closes, pauses: ends a sentence, a clause. named: with a capital at its
    head, loud: all in capitals. figure: begins with a digit. quoted: ends a quotation.
    """

    bare: str
    closes: bool
    pauses: bool
    named: bool
    loud: bool
    figure: bool
    quoted: bool


@lru_cache(maxsize=65536)
def _traits(word: str) -> _Traits:
    core = bare(word)
    loud = len(core) > 1 and core.isupper()
    return _Traits(
        core.casefold().replace("’", "'"),
        ends_sentence(word),
        ends_clause(word),
        core[:1].isupper() and not loud and len(core) > 1,
        loud,
        core[:1].isdecimal(),
        word[-1] in '"”»',
    )


def break_cost(before: str, after: str, names: frozenset[str] = frozenset()) -> float:
    """How much a break between these two neighbouring words hurts: 0 after a sentence, 8 where it never should stand.

    names: words, in small letters, that are names where they are typed in capitals and do not show it.
    """
    left, right = _traits(before), _traits(after)
    if left.closes:
        return 0.0
    if left.pauses:
        # "4 October, 1957" is one date.
        return _TIGHT if right.figure and any(map(str.isdecimal, before)) else _CLAUSE
    if not right.bare:
        # A dash of its own, or other marks, belong to the word before them.
        return _NEVER if after[0] in "-–—,.;:!?…" else _PLAIN
    left_named, right_named = (word.named or (word.loud and word.bare in names) for word in (left, right))
    if after[0] in "-–," or left.bare in ARTICLES or (right_named and (left_named or left.bare in _TITLES)):
        return _NEVER
    if left.quoted:
        return _QUOTE
    return _phrase_cost(left, right)


def _phrase_cost(left: _Traits, right: _Traits) -> float:
    """The cost of a break inside a phrase, by what the two words are."""
    if right.bare in _NEGATIONS:
        return _TIGHT
    if left.bare in _COPULAS and right.bare in _OPENING_COMPLEMENTS:
        return _PLAIN
    if left.bare in _NOT_AFTER:
        return _TIGHT
    if right.bare in CONJUNCTIONS:
        return _BEFORE_CONJUNCTION
    if left.figure:
        return _TIGHT
    return _BEFORE.get(right.bare, _PLAIN)


def break_costs(words: Sequence[str], names: frozenset[str] = frozenset()) -> list[float]:
    """The cost of a break after each word but the last, and 0 after the last."""
    costs = [break_cost(before, after, names) for before, after in pairwise(words)]
    return [*costs, 0.0]


# What lines cost beside where they break: uneven ones, more of them, one not half as long as its neighbour (TED).
_UNEVEN, _MORE_LINES, _LOPSIDED, _SHARE_OF_CUT = 3.0, 0.15, 0.7, 0.55


def best_lines(
    first: int, last: int, reach: Sequence[int], costs: Sequence[float], preset: Preset
) -> tuple[float, tuple[int, ...]] | None:
    """The cheapest way to set words first … last-1 in lines: its cost and the indices at which new lines begin.

    reach[i]: width of all words before word i, each with one space. None where no lines hold them. On one line if it
    fits; else where the break is good and the lines are even.
    """
    total = reach[last] - reach[first] - 1
    limit = preset.line_length
    if total <= limit:
        return 0.0, ()
    if preset.lines < 2 or total > preset.lines * (limit + 1):
        return None
    found = _set(first, last, reach, costs, limit, preset.lines)
    if found is None:
        return None
    squares, cuts = found
    even = (total - len(cuts)) ** 2 / (len(cuts) + 1)
    return squares + len(cuts) * _MORE_LINES - _UNEVEN * even / (limit * limit), cuts


def _set(
    first: int, last: int, reach: Sequence[int], costs: Sequence[float], limit: int, lines: int
) -> tuple[float, tuple[int, ...]] | None:
    """Cheapest lines by breaks and squares of their widths, which are least when lines are even."""
    scale = _UNEVEN / (limit * limit)
    whole = reach[last] - reach[first] - 1
    best: tuple[float, tuple[int, ...]] | None = (scale * whole * whole, ()) if whole <= limit else None
    if lines == 1:
        return best
    for cut in range(first + 1, last):
        head = reach[cut] - reach[first] - 1
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
        cost = scale * head * head + _SHARE_OF_CUT * costs[cut - 1] + rest[0]
        if not tail / 2 <= head <= 2 * tail:
            cost += _LOPSIDED
        if best is None or cost < best[0]:
            best = cost, (cut, *rest[1])
    return best
