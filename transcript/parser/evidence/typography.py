"""How wide a text is when typed in a proportional face, and what its letters look like.

Word wraps a table cell by width, not by characters: 40 capitals are as wide as 55 small letters. Widths here
are in hundredths of an em after the common metrics of Arial and its kin; only comparisons within one document
are made, so the face itself does not matter.
"""

from __future__ import annotations

import string
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

_WIDTHS = (
    ("ijl'|,.:;!", 24),
    ("ftrI ()[]/-", 30),
    ('*"', 36),
    ("ABCDEGHKNOPQRSUVXYZ&w", 72),
    ("mMW@", 86),
    ("FT", 61),
    ("L", 56),
    ("J", 50),
)
_ORDINARY = 54
_TABLE = bytes(next((wide for chars, wide in _WIDTHS if chr(code) in chars), _ORDINARY) for code in range(256))


def width(text: str) -> int:
    """Approximate width of a text in hundredths of an em."""
    return sum(text.encode("latin-1", "replace").translate(_TABLE))


def widths(text: str) -> list[int]:
    """The widths of all beginnings of a text, by their length: the last is that of the whole."""
    return list(accumulate(text.encode("latin-1", "replace").translate(_TABLE), initial=0))


class Letters(NamedTuple):
    """What a text's letters are: how many are capitals, how many small."""

    upper: int
    lower: int

    @property
    def capitals(self) -> bool:
        """All letters are capitals, but for a stray small one (as in `4TH` typed `4th`)."""
        return self.upper > 1 and self.lower * 10 <= self.upper

    @property
    def mixed(self) -> bool:
        return self.lower * 10 > self.upper


_NO_CAPITALS = bytes(set(range(128)) - set(string.ascii_uppercase.encode()))
_NO_SMALL = bytes(set(range(128)) - set(string.ascii_lowercase.encode()))


@lru_cache(maxsize=4096)
def letters(text: str) -> Letters:
    """Count capitals and small letters of a text."""
    if text.isascii():
        typed = text.encode()
        return Letters(len(typed.translate(None, _NO_CAPITALS)), len(typed.translate(None, _NO_SMALL)))
    upper = sum(map(str.isupper, text))
    return Letters(upper, 0 if text.isupper() else sum(map(str.islower, text)))


SENTENCE_ENDS = ".?!…。？！"
_ENDS = tuple(SENTENCE_ENDS)
_CLOSERS = "\"'”’»)]」』 "


def ends_sentence(text: str) -> bool:
    """Whether the text ends where a sentence may end (a closing quotation mark or bracket may follow)."""
    return text.rstrip(_CLOSERS).endswith(_ENDS)


_CLOSES = {"“": "”", '"': '"', "‘": "’"}


def stray_mark(text: str, later: str) -> str:
    """A quotation mark that stands by itself at the end of a stripped line and that nothing closes; else empty.

    later: what is spoken in the next lines.
    """
    if text[-1:] not in tuple('“"‘”') or len(text) < 3 or text[-2] != " ":
        return ""
    mark = text[-1]
    if mark == '"' and text.count('"') % 2 == 0:
        return ""
    closer = _CLOSES.get(mark)
    if closer is None:
        return mark
    opens, closes = later.find(mark), later.find(closer)
    return "" if closes >= 0 and (opens < 0 or closes <= opens) else mark
