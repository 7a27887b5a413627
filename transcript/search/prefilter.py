r"""What must stand in a line for a pattern to be found in it, said by words of the index.

`lunar (module|lander)s?\b` is found in lines only that have a word with "lunar" in it, and one with "module" or
"lander". So the few words of the archive that have these are looked for among its words, and the index tells the lines
that have such words: only these are tried. Whatever here does not understand in a pattern, it asks nothing for:
then more lines are tried, never fewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from transcript.search.words import words

_QUANTIFIER = re.compile(r"[*+?]|\{(\d*+)(,?)(\d*+)\}")
_PLAIN_GROUP = re.compile(r"\((?:\?(?:P<\w+>|[imsu]*(?:-[ims]+)?:))?(?!\?)")
# The first character of a class is one of its members also where it is a closing bracket.
CLASS = re.compile(r"\[(\^?(?:\\.|[^\\])(?:\\.|[^\]\\])*)\]", re.DOTALL)
_FLAGS = re.compile(r"\(\?[imsu]+\)")
# What some escapes are in a word: a figure, a boundary. Others stand for characters that may be in words or not.
_WITHIN_WORDS = {"d": ("\\d", 1), "b": ("\\b", 0)}
_OTHER_ESCAPES = frozenset("BSwWDAZ")
_BLANKS = frozenset("snrtfv")
_LARGEST_RANGE = 300
# A single letter is in too many words to tell anything.
_TELLING_LETTERS = 2
# Letters whose other case is one character and is folded alike, by SQLite and by `regex`.
_LETTERS = ((0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x12F), (0x132, 0x148), (0x14A, 0x17E), (0x400, 0x45F))


class _NotUnderstood(Exception):
    """The pattern has something of which nothing can be said."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a pattern. within: a pattern that some word must hold, if it matches letters and digits only.

    letters: how many characters of a word it has at least. asked: what else must stand in the line; each is a choice of
    such patterns. parts_words: it is no part of a word, but ends the one before it and begins another. at_start: what
    is left of within where nothing stands before it: of letters that may be repeated, the last.
    """

    within: str | None
    letters: int = 0
    asked: tuple[tuple[str, ...], ...] = ()
    parts_words: bool = False
    at_start: str = ""


def _within(pattern: str, letters: int, at_start: str | None = None) -> _Part:
    return _Part(pattern, letters, at_start=pattern if at_start is None else at_start)


class _Run(NamedTuple):
    """Parts that follow each other within a word: the same fields as a part's."""

    within: str = ""
    letters: int = 0
    at_start: str = ""

    def then(self, part: _Part) -> _Run:
        within = part.within or ""
        at_start = self.at_start + within if self.within else part.at_start
        return _Run(self.within + within, self.letters + part.letters, at_start)

    def then_sign(self, sign: str) -> _Run:
        return _Run(self.within + sign, self.letters, self.at_start + sign)


def requirements(pattern: str) -> list[tuple[str, ...]]:
    """Choices of patterns over folded words: in each line that the pattern is found in, a word holds one of each.

    Empty where nothing can be said, or nothing that would help.
    """
    if "[[" in pattern or "[:" in pattern or "(?x" in pattern:
        return []
    try:
        reader = _Reader(pattern)
        part = reader.alternatives()
    except (_NotUnderstood, RecursionError):
        return []
    return list(dict.fromkeys(_choices(part))) if reader.at_end else []


def _choices(part: _Part) -> Iterator[tuple[str, ...]]:
    if part.within is not None and part.letters >= _TELLING_LETTERS:
        yield (part.at_start,)
    yield from part.asked


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    @property
    def at_end(self) -> bool:
        return self._at >= len(self._pattern)

    def alternatives(self) -> _Part:
        """All up to a closing parenthesis or the end."""
        ways = [self._sequence()]
        while self._takes("|"):
            ways.append(self._sequence())
        if len(ways) == 1:
            return ways[0]
        if all(way.within is not None for way in ways):
            within, at_start = (
                "|".join(some) for some in zip(*((one.within or "", one.at_start) for one in ways), strict=True)
            )
            return _within(f"(?:{within})", min(way.letters for way in ways), f"(?:{at_start})")
        telling = [max(_choices(way), key=_least_letters, default=()) for way in ways]
        asked = (tuple(one for way in telling for one in way),) if all(telling) else ()
        return _Part(None, asked=asked, parts_words=all(way.parts_words for way in ways))

    def _sequence(self) -> _Part:
        runs = [_Run()]
        parts: list[_Part] = []
        while not self.at_end and self._pattern[self._at] not in "|)":
            part = self._repeated(self._item())
            parts.append(part)
            if part.within is not None:
                runs[-1] = runs[-1].then(part)
            elif part.parts_words:
                runs[-1] = runs[-1].then_sign("$")
                runs.append(_Run().then_sign("^"))
            else:
                runs.append(_Run())
        if all(part.within is not None for part in parts):
            return _within(*runs[0])
        asked = [(run.at_start,) for run in runs if run.letters >= _TELLING_LETTERS]
        return _Part(
            None,
            asked=(*asked, *(choice for part in parts for choice in part.asked)),
            parts_words=all(part.parts_words for part in parts),
        )

    def _takes(self, text: str) -> bool:
        found = self._pattern.startswith(text, self._at)
        self._at += len(text) if found else 0
        return found

    def _item(self) -> _Part:
        character = self._pattern[self._at]
        if character == "(":
            return self._group()
        if character == "[":
            return _one_of(self._members())
        if character == "\\":
            return self._escape()
        if character in "*+?{":
            raise _NotUnderstood
        self._at += 1
        if character == ".":
            return _Part(None)
        if character in "^$":
            # A line's beginning and end are those of a word too.
            return _Part(None, parts_words=True)
        return _one_of([character])

    def _group(self) -> _Part:
        if flags := _FLAGS.match(self._pattern, self._at):
            self._at = flags.end()
            return _Part(None)
        opening = _PLAIN_GROUP.match(self._pattern, self._at)
        if opening is None:
            raise _NotUnderstood
        self._at = opening.end()
        part = self.alternatives()
        if not self._takes(")"):
            raise _NotUnderstood
        if part.within is None:
            return part
        return _within(f"(?:{part.within})", part.letters, f"(?:{part.at_start})")

    def _escape(self) -> _Part:
        escaped = self._pattern[self._at + 1 : self._at + 2]
        self._at += 2
        if escaped in _WITHIN_WORDS:
            within, letters = _WITHIN_WORDS[escaped]
            return _within(within, letters)
        if escaped in _BLANKS:
            return _Part(None, parts_words=True)
        if escaped in _OTHER_ESCAPES:
            return _Part(None)
        if not escaped or escaped.isalnum():
            raise _NotUnderstood
        return _one_of([escaped])

    def _members(self) -> list[str] | None:
        """The characters of a class in brackets, None where they are too many or not listed one by one."""
        inside = CLASS.match(self._pattern, self._at)
        if inside is None:
            raise _NotUnderstood
        self._at = inside.end()
        listed = inside[1]
        if listed.startswith("^") or any(sign in listed for sign in ("\\", "[", "--", "&&", "||", "~~")):
            return None
        members: list[str] = []
        place = 0
        while place < len(listed):
            first = last = listed[place]
            if listed[place + 1 : place + 2] == "-" and place + 2 < len(listed):
                last = listed[place + 2]
                place += 2
            if ord(last) - ord(first) > _LARGEST_RANGE:
                return None
            members += map(chr, range(ord(first), ord(last) + 1))
            place += 1
        return members

    def _repeated(self, part: _Part) -> _Part:
        """The part with the quantifier that follows it, if one does."""
        found = _QUANTIFIER.match(self._pattern, self._at)
        if not found:
            if self._pattern.startswith("{", self._at):
                raise _NotUnderstood
            return part
        self._at = found.end()
        if self._pattern[self._at : self._at + 1] in ("?", "+"):
            self._at += 1  # lazy or possessive
        if found[0] in ("{}", "{,}"):
            raise _NotUnderstood
        least = {"*": 0, "?": 0, "+": 1}.get(found[0], int(found[1] or 0))
        if part.within is None:
            return part if least else _Part(None)
        at_start = f"(?:{part.within}){{{least}}}" if least > 1 else part.at_start if least else ""
        return _within(f"(?:{part.within}){found[0]}", least * part.letters, at_start)


def _one_of(members: list[str] | None) -> _Part:
    """One character of some: part of a word if all of them are letters or digits."""
    if not members:
        return _Part(None)
    if all(len(words(f"x{one}x")) == 2 for one in members):
        return _Part(None, parts_words=True)
    if not all(words(one) and any(low <= ord(one) <= high for low, high in _LETTERS) for one in members):
        return _Part(None)
    folded = sorted({word for one in members for word in words(one)})
    if "i" in folded:
        folded.append("ı")  # the other case of I, in Turkish, and for `regex`
    return _within(f"[{''.join(folded)}]" if len(folded) > 1 else folded[0], 1)


def _least_letters(choice: Iterable[str]) -> int:
    return min(len(one) for one in choice)
