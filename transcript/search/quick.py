r"""A pattern in the form in which the rows of a text that it stands in are found fastest.

Only whether it stands in a row matters here, not where. So it is written for a text in small letters, in which letters
need not be compared in both cases; it takes the rest of the row with it, so that each row is found once; and what it
begins with and may repeat is only looked back for: of `\w+ing\b` a search begins at each ing, not at each letter.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from transcript.search.prefilter import CLASS

_REST_OF_ROW = r"[^\n]*\n"
_QUANTIFIER = re.compile(r"(?:[*+?]|\{(?=,?\d)\d*+,?\d*+\})\??")
_EXACT = re.compile(r"\{\d{1,2}\}")
_FEW_CHOICES = 3
# Escapes for what cannot be a line break, or has no length; and those without it, for what can.
_ESCAPES = frozenset("bBdwS")
_WITHOUT_BREAKS = {"s": r"[^\S\n]", "D": r"[^\d\n]", "W": r"[^\w\n]"}
_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ")
_SPECIAL = frozenset("*+?{}[]()|\\^$.")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_FIGURES = frozenset("0123456789")


class Quick(NamedTuple):
    """A pattern for a text in small letters whose rows all end in a line break: it takes the rest of the row with it.

    at_letter: it begins with a letter or figure, for which a search leaps from one to the next. steady: there are so
    few ways to try it that in rows of usual length it cannot take long.
    """

    pattern: str
    at_letter: bool
    steady: bool


class _Token(NamedTuple):
    """What stands for one character (single), groups, or has no length. repeats: the quantifier behind it."""

    text: str
    single: bool
    repeats: str = ""


class _NotUnderstood(Exception):
    """The pattern has something that may mean another thing in small letters, or in a text of many rows."""


def quick(pattern: str) -> Quick | None:
    """The quick form of a pattern that regex takes and that does not look beyond its match; None where it has none."""
    if not pattern.isascii():
        return None
    try:
        tokens = list(_tokens(pattern))
    except _NotUnderstood:
        return None
    if not _parts_ways(tokens):
        tokens = _begun(tokens)
    first = next((token for token in tokens if token.single or token.text in ("(?:", "|")), None)
    at_letter = first is not None and first.text.isalnum() and not first.repeats and not _parts_ways(tokens)
    form = f"(?:{''.join(token.text + token.repeats for token in tokens)}){_REST_OF_ROW}"
    return Quick(form, at_letter, _is_steady(tokens))


def _is_steady(tokens: list[_Token]) -> bool:
    """Whether nothing but one character is repeated, at most one of these without an end, and little else is open."""
    repeats = [token.repeats for token in tokens if token.repeats and not _EXACT.fullmatch(token.repeats)]
    endless = [one for one in repeats if one[0] in "*+"]
    ways = sum(token.text == "|" for token in tokens)
    return (
        all(token.single for token in tokens if token.repeats)
        and all(one[0] in "*+?" for one in repeats)
        and len(endless) <= 1
        and len(repeats) + ways <= _FEW_CHOICES
    )


def _parts_ways(tokens: list[_Token]) -> bool:
    """Whether it is one pattern or another, outside all parentheses."""
    depth = 0
    for token in tokens:
        depth += (token.text == "(?:") - (token.text == ")")
        if token.text == "|" and not depth:
            return True
    return False


def _begun(tokens: list[_Token]) -> list[_Token]:
    """The same without what may be missing at its beginning, and with a look back at what may be repeated there."""
    while tokens and tokens[0].single and tokens[0].repeats.rstrip("?") in ("*", "") and tokens[0].repeats:
        tokens = tokens[1:]  # * and ?, also lazy
    # A word's beginning before more of the word: it has one.
    within = tokens[1:] if [token.text for token in tokens[:2]] == [r"\b", r"\w"] and not tokens[0].repeats else tokens
    if within and within[0].single and within[0].repeats in ("+", "+?"):
        return [_Token(f"(?<={within[0].text})", single=False), *within[1:]]
    return tokens


def _tokens(pattern: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while at < len(pattern):
        text, single, at = _token(pattern, at)
        quantifier = _QUANTIFIER.match(pattern, at) if text not in ("(?:", "|") else None
        if quantifier:
            at = quantifier.end()
        tokens.append(_Token(text, single, quantifier[0] if quantifier else ""))
    return tokens


def _token(pattern: str, at: int) -> tuple[str, bool, int]:
    """What begins there, whether it stands for one character, and where it ends."""
    character, following = pattern[at], pattern[at + 1 : at + 2]
    if character == "\\":
        return (*_escape(following), at + 2)
    if character == "[":
        inside = CLASS.match(pattern, at)
        if inside is None:
            raise _NotUnderstood
        return _class(inside[1]), True, inside.end()
    if character == "(":
        if following in ("?", "*") and not pattern.startswith("(?:", at):
            raise _NotUnderstood
        return "(?:", False, at + (3 if following == "?" else 1)
    if character in "|)^$":
        return character, False, at + 1
    if character == ".":
        return character, True, at + 1
    if character in _SPECIAL or not (character in _SIGNS or character.isalnum()):
        raise _NotUnderstood
    return character.lower(), True, at + 1


def _escape(escaped: str) -> tuple[str, bool]:
    if escaped in _WITHOUT_BREAKS:
        return _WITHOUT_BREAKS[escaped], True
    if escaped and (escaped in _ESCAPES or escaped in _SIGNS):
        return f"\\{escaped}", escaped not in "bB"
    raise _NotUnderstood


def _class(listed: str) -> str:
    """A class of characters, in small letters and without line breaks."""
    negated = listed.startswith("^")
    if any(sign in listed for sign in ("[", "--", "&&", "||", "~~")):
        raise _NotUnderstood
    members: list[str] = []
    at = int(negated)
    while at < len(listed):
        character, following = listed[at], listed[at + 1 : at + 2]
        if character == "\\":
            if following not in _SIGNS and following not in ("d", "w", "S") and not (negated and following in "sDW"):
                raise _NotUnderstood
            if listed[at + 2 : at + 3] == "-" and at + 3 < len(listed):
                raise _NotUnderstood
            members.append(character + following)
            at += 2
        elif following == "-" and at + 2 < len(listed):
            members.append(_range(character, listed[at + 2]))
            at += 3
        else:
            members.append(_member(character))
            at += 1
    return f"[{'^' if negated else ''}{''.join(members)}{chr(92) + 'n' if negated else ''}]"


def _member(character: str) -> str:
    if character in _SIGNS:
        return f"\\{character}"
    if character.isalnum():
        return character.lower()
    raise _NotUnderstood


def _range(first: str, last: str) -> str:
    """A range of a class: of letters of one case, or of figures."""
    for kind in (_FIGURES, *(frozenset(filter(case, _LETTERS)) for case in (str.islower, str.isupper))):
        if first in kind and last in kind:
            return f"{first}-{last}".lower()
    raise _NotUnderstood
