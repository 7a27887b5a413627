r"""The query language: what a researcher types, as a tree.

    moon lunar           both words, in any order (AND is implied)
    "lunar module"       a phrase; typographic quotes will do
    cosmo*               words that begin so; also at the end of a phrase, "lunar mod*"
    moon OR lunar        either of them
    moon NOT landing     without; NOT has something before it
    NEAR(flag moon, 5)   with at most 5 words between them, in any order; 10 where no number is given
    (moon OR lunar) NASA groups

Operators are in capitals, so that `and`, `or`, `not` are words. NOT binds first, then AND, then OR: `a NOT b c` is a
and c without b. A word is cut as the index cuts it: `don't` is the phrase "don t". Case and accents do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple, TypeAlias

from transcript.errors import TranscriptError
from transcript.search.words import words

_LONGEST = 2000
_MOST_WORDS = 60
_DEEPEST = 20
_FURTHEST = 1000
_NEAR_WORDS = 10
# Quotes as keyboards and word processors write them.
_QUOTES = '"“”„‟'
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_NEAR = re.compile(r"NEAR\s*\(")
_DISTANCE = re.compile(r",\s*([+-]?\d+(?:\.\d+)?)\s*$")
# No year: a distance, where it ends a NEAR of more than two.
_SMALL = re.compile(r"\d{1,3}", re.ASCII)
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]+")
_WORD = re.compile(rf"[^\s\x00-\x1f\x7f(){_QUOTES}]+")


class InvalidQuery(TranscriptError):
    """A query or pattern that cannot be meant. position: of the character, from 1, where it goes wrong."""

    def __init__(self, found: str, fix: str, position: int, *, of: str = "query") -> None:
        self.position = position
        super().__init__(f"character {position} of the {of}: {found}", fix)


@dataclass(frozen=True)
class Slot:
    """One word of the query, and all words that are taken for it.

    words: what was typed, in each form in which it may stand in the index. others: words that fuzzy or stem add.
    prefix: words that begin so are taken too. left_out: others that would make too many wordings of a phrase.
    """

    words: tuple[str, ...]
    others: tuple[str, ...] = ()
    prefix: bool = False
    left_out: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """As typed, and the others."""
        return self.words + self.others

    @cached_property
    def known(self) -> frozenset[str]:
        """The same to look a word up in."""
        return frozenset(self.all)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; a single word is a phrase of one. at: its character in the query, from 1."""

    slots: tuple[Slot, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Near:
    """Phrases with at most so many words between the first and the last of them, in any order."""

    phrases: tuple[Phrase, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class And:
    """Cues in which each of the parts stands, and none of unwanted."""

    parts: tuple[Node, ...]
    unwanted: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """Cues in which at least one of the parts stands."""

    parts: tuple[Node, ...]


Node: TypeAlias = Phrase | Near | And | Or


class _Token(NamedTuple):
    """kind: `(`, `)`, `AND`, `OR`, `NOT` or `leaf`. at: its first character, from 0."""

    kind: str
    text: str
    at: int
    leaf: Phrase | Near | None = None


def parse_query(text: str) -> Node:
    """What a query asks for. Raises InvalidQuery, which says where it goes wrong and what to do."""
    if len(text) > _LONGEST:
        raise InvalidQuery(f"a query of {len(text)} characters", f"use {_LONGEST} at most", _LONGEST + 1)
    tokens = list(_tokens(text))
    if not tokens:
        if _BLANK.sub("", text):
            raise InvalidQuery("no word in the query, only marks", "give a word or a number to look for", 1)
        raise InvalidQuery("the query is empty", "give a word to look for", 1)
    count = sum(len(phrase.slots) for token in tokens for phrase in _phrases(token.leaf))
    if count > _MOST_WORDS:
        raise InvalidQuery(f"a query of {count} words", f"use {_MOST_WORDS} at most", tokens[-1].at + 1)
    return _Parser(tokens, len(text)).query()


def _phrases(leaf: Phrase | Near | None) -> tuple[Phrase, ...]:
    return leaf.phrases if isinstance(leaf, Near) else () if leaf is None else (leaf,)


def _tokens(text: str) -> Iterator[_Token]:
    """The query's tokens. What holds no letter or digit, such as a dash between words, is left out."""
    at = 0
    while at < len(text):
        character = text[at]
        if blank := _BLANK.match(text, at):
            at = blank.end()
        elif character in "()":
            yield _Token(character, character, at)
            at += 1
        elif near := _NEAR.match(text, at):
            end = _closing(text, near.end(), at)
            yield _Token("leaf", text[at:end], at, _near(text, at, near.end(), end))
            at = end + 1
        elif character in _QUOTES:
            phrase, at_end = _quoted(text, at)
            yield _Token("leaf", text[at:at_end], at, phrase)
            at = at_end
        else:
            found = _WORD.match(text, at)
            word = found[0] if found else character
            if word in _OPERATORS:
                yield _Token(word, word, at)
            elif leaf := _word(word, at):
                yield _Token("leaf", word, at, leaf)
            at += len(word)


def _word(text: str, at: int) -> Phrase | None:
    """The phrase that a word without blanks makes; None where it is but a mark."""
    slots = _slots(text.rstrip("*"))
    star = text.find("*")
    if star < 0:
        return Phrase(slots, at + 1) if slots else None
    if not slots:
        raise InvalidQuery("* has no letters before it", "write the beginning of a word, such as cosmo*", at + star + 1)
    return _beginning(Phrase(slots, at + 1), text, at)


def _quoted(text: str, at: int) -> tuple[Phrase, int]:
    """The phrase between the quote at that place and the next, and where it ends."""
    closing = next((place for place in range(at + 1, len(text)) if text[place] in _QUOTES), None)
    if closing is None:
        raise InvalidQuery("a quote is not closed", 'end the phrase with "', at + 1)
    end = closing + 1
    inside = text[at + 1 : closing].rstrip()
    if end < len(text) and text[end] == "*":
        end += 1
        inside = inside.rstrip("*") + "*"
    slots = _slots(inside.rstrip("*"))
    if not slots:
        raise InvalidQuery(
            "no word between the quotes", "give the words of the phrase, or leave the quotes out", at + 1
        )
    phrase = Phrase(slots, at + 1)
    return (_beginning(phrase, inside, at + 1) if "*" in inside else phrase), end


def _beginning(phrase: Phrase, text: str, at: int) -> Phrase:
    """A phrase whose text has an asterisk: at its end, right after a letter or digit, and nowhere else."""
    bare = text.rstrip("*")
    if "*" in bare:
        raise InvalidQuery(
            "* stands inside",
            "it may only end a word or phrase: cosmo*; for more use a pattern",
            at + bare.index("*") + 1,
        )
    if not words(bare[-1]):
        raise InvalidQuery("* follows no letter", "write the beginning of a word, such as cosmo*", at + len(bare) + 1)
    last = phrase.slots[-1]
    return Phrase((*phrase.slots[:-1], Slot(last.words, prefix=True)), phrase.at)


def _slots(text: str) -> tuple[Slot, ...]:
    """A text's words. An accent written as a character of its own, and one that is part of the letter, are both found.

    (The index takes й apart into и and its accent only where it was typed so.)
    """
    if not words(text):
        return ()
    composed, apart = (words(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    typed = words(text)
    if not len(typed) == len(composed) == len(apart):
        return tuple(Slot((word,)) for word in typed)
    return tuple(Slot(tuple(dict.fromkeys(forms))) for forms in zip(typed, composed, apart, strict=True))


def _closing(text: str, at: int, begins: int) -> int:
    """Where the parenthesis of NEAR closes that opens before `at`."""
    quoted = False
    for place in range(at, len(text)):
        if text[place] in _QUOTES:
            quoted = not quoted
        elif quoted:
            continue
        elif text[place] == "(":
            raise InvalidQuery("NEAR holds a parenthesis", 'it takes words and "phrases" only', place + 1)
        elif text[place] == ")":
            return place
    raise InvalidQuery("NEAR is not closed", "end it with )", begins + 1)


def _near(text: str, begins: int, at: int, end: int) -> Near:
    """NEAR at `begins`, what is between its parentheses at `at` … `end`."""
    inside, distance = text[at:end], None
    if told := _DISTANCE.search(inside):
        if not told[1].isdecimal() or not told[1].isascii() or len(told[1]) > 4 or int(told[1]) > _FURTHEST:
            fix = f"give a whole number of words from 0 to {_FURTHEST}, as in NEAR(flag moon, 5)"
            raise InvalidQuery(f"NEAR has no distance {told[1]}", fix, at + told.start(1) + 1)
        distance, inside = int(told[1]), inside[: told.start()]
    phrases = []
    # Blanks before it, so that every word keeps its place.
    for token in _tokens(" " * at + inside):
        if not isinstance(token.leaf, Phrase):
            raise InvalidQuery(
                f"NEAR holds {token.text.split('(')[0]}", 'it takes words and "phrases" only', token.at + 1
            )
        phrases.append(token.leaf)
    last = inside.split()[-1:]
    if distance is None and len(phrases) > 2 and last and _SMALL.fullmatch(last[0]):
        words = " ".join(inside.split()[:-1])
        fix = f'write it as NEAR({words}, {last[0]}), or "{last[0]}" in quotes where it is a word'
        raise InvalidQuery(f"NEAR has no comma before {last[0]}", fix, at + inside.rindex(last[0]) + 1)
    if len(phrases) < 2:
        raise InvalidQuery("NEAR has fewer than two words", "write it as NEAR(flag moon, 5)", begins + 1)
    return Near(tuple(phrases), _NEAR_WORDS if distance is None else distance)


class _Parser:
    """Tokens to a tree, by recursive descent."""

    def __init__(self, tokens: list[_Token], length: int) -> None:
        self._tokens = tokens
        self._length = length
        self._next = 0

    def query(self) -> Node:
        node = self._either(0)
        left = self._peek()
        if left is not None:
            raise InvalidQuery(") closes nothing", "leave it out, or open a parenthesis before it", left.at + 1)
        return node

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self) -> _Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _either(self, depth: int) -> Node:
        parts = [self._all(depth)]
        while (token := self._peek()) and token.kind == "OR":
            self._take()
            self._needs_after(token)
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self, depth: int) -> Node:
        parts: list[Node] = []
        unwanted: list[Node] = []
        while (token := self._peek()) and token.kind not in (")", "OR"):
            if token.kind == "AND":
                self._needs_before(token, parts)
                self._take()
                self._needs_after(token)
                token = self._peek() or token
            if token.kind == "NOT":
                self._needs_before(token, parts)
                self._take()
                self._needs_after(token)
                unwanted.append(self._one(depth))
            else:
                parts.append(self._one(depth))
        if not parts:
            raise self._nothing_before(self._peek())
        return parts[0] if len(parts) == 1 and not unwanted else And(tuple(parts), tuple(unwanted))

    def _one(self, depth: int) -> Node:
        token = self._take()
        if token.leaf is not None:
            return token.leaf
        if token.kind != "(":
            raise self._nothing_before(token)
        if depth >= _DEEPEST:
            raise InvalidQuery("parentheses too deep", f"use {_DEEPEST} within each other at most", token.at + 1)
        after = self._peek()
        if after is not None and after.kind == ")":
            raise InvalidQuery("nothing between the parentheses", "put words there, or leave them out", token.at + 1)
        node = self._either(depth + 1)
        if self._peek() is None:
            raise InvalidQuery("a parenthesis is not closed", "close it with )", token.at + 1)
        self._take()
        return node

    def _needs_before(self, token: _Token, parts: list[Node]) -> None:
        if not parts:
            raise self._nothing_before(token)

    def _needs_after(self, token: _Token) -> None:
        after = self._peek()
        if after is None or after.kind in (")", "AND", "OR") or (after.kind == "NOT" and token.kind != "AND"):
            raise InvalidQuery(f"{token.kind} has nothing after it", _fix(token.kind), token.at + 1)

    def _nothing_before(self, token: _Token | None) -> InvalidQuery:
        if token is None:
            return InvalidQuery("a word is missing at the end", "give a word to look for", self._length + 1)
        if token.kind == ")":
            return InvalidQuery(") closes nothing", "leave it out, or open a parenthesis before it", token.at + 1)
        return InvalidQuery(f"{token.kind} has nothing before it", _fix(token.kind), token.at + 1)


def _fix(operator: str) -> str:
    forms = {"AND": "moon AND flag", "OR": "moon OR lunar", "NOT": "moon NOT landing"}
    return f'write it as {forms[operator]}; to look for the word, write "{operator}"'


def leaves(node: Node, *, wanted: bool = True) -> Iterator[tuple[Phrase | Near, bool]]:
    """The phrases and NEARs of a query, each with whether it is to stand in a cue (or not: after NOT)."""
    if isinstance(node, Phrase | Near):
        yield node, wanted
        return
    for part in node.parts:
        yield from leaves(part, wanted=wanted)
    if isinstance(node, And):
        for part in node.unwanted:
            yield from leaves(part, wanted=not wanted)


def phrases(leaf: Phrase | Near) -> tuple[Phrase, ...]:
    """The phrases of a leaf: itself, or those of a NEAR."""
    return leaf.phrases if isinstance(leaf, Near) else (leaf,)


def wordings(phrase: Phrase) -> Iterator[tuple[str, ...]]:
    """Every way to word a phrase, with each of the words that are taken for its slots."""
    return product(*(slot.all for slot in phrase.slots))
