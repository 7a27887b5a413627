"""The characters of CEA-608, and text as the words of two bytes in which they are sent.

The basic set is ASCII with some letters exchanged. Special characters are pairs of bytes; extended characters are pairs
too and take the place of the character before them, which is what a decoder shows that does not know them. Pairs are
sent twice, like every control code.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, TypeAlias

from transcript.exporters.repertoire import Repertoire

if TYPE_CHECKING:
    from collections.abc import Iterator

Unit: TypeAlias = tuple[int, ...]
"""Words of 16 bits that are sent one after the other with nothing between them."""

# 2/10, 5/12, … hold letters where ASCII has signs.
_EXCHANGED = {0x2A: "á", 0x5C: "é", 0x5E: "í", 0x5F: "ó", 0x60: "ú", 0x7B: "ç", 0x7C: "÷", 0x7D: "Ñ", 0x7E: "ñ"}
_BASIC = {
    **{chr(code): code for code in range(0x20, 0x7F) if code not in _EXCHANGED},
    **{character: code for code, character in _EXCHANGED.items()},
    "█": 0x7F,
    # The apostrophe is drawn as a closing quotation mark (47 CFR 79.101).
    "’": 0x27,
}
# 11/30 to 11/3F; 11/39 is a transparent blank.
_SPECIAL = {character: 0x1130 + place for place, character in enumerate("®°½¿™¢£♪à èâêîôû") if character != " "}
_EXTENDED = {
    **{character: 0x1220 + place for place, character in enumerate("ÁÉÓÚÜü‘¡*\0—©℠•“”ÀÂÇÈÊËëÎÏïÔÙùÛ«»")},
    **{character: 0x1320 + place for place, character in enumerate("ÃãÍÌìÒòÕõ{}\\^_|~ÄäÖöß¥¤¦ÅåØø┌┐└┘")},
}
# 12/29 is an apostrophe that is drawn straight: the basic one serves for both.
del _EXTENDED["\0"]

# What stands before an extended character that is no letter with an accent.
_BEFORE = {
    "‘": "'",
    "¡": "!",
    "—": "-",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "{": "(",
    "}": ")",
    "\\": "/",
    "_": "-",
    "|": "/",
    "¦": "/",
    "~": "-",
    "ß": "s",
    "Ø": "O",
    "ø": "o",
    "©": "c",
    "•": ".",
}
_PADDING = 0x00


def repertoire() -> Repertoire:
    """The characters of CEA-608 as a table for text."""
    return Repertoire({*_BASIC, *_SPECIAL, *_EXTENDED})


def units(text: str) -> Iterator[Unit]:
    """The words of a text of these characters: two basic characters each, other characters twice."""
    held: int | None = None
    for character in text:
        code = _BASIC.get(character)
        if code is None and character in _EXTENDED:
            code = _BASIC[_before(character)]
        if code is not None:
            if held is None:
                held = code
            else:
                yield (held << 8 | code,)
                held = None
        if character not in _BASIC:
            if held is not None:
                yield (held << 8 | _PADDING,)
                held = None
            yield twice(_SPECIAL.get(character) or _EXTENDED[character])
    if held is not None:
        yield (held << 8 | _PADDING,)


def twice(code: int) -> Unit:
    """A control code as it is sent."""
    return code, code


def hexadecimal(word: int) -> str:
    """A word as it stands in the file: each byte with odd parity in its highest bit."""
    return f"{_odd(word >> 8) << 8 | _odd(word & 0x7F):04x}"


def _odd(byte: int) -> int:
    return byte if byte.bit_count() % 2 else byte | 0x80


def _before(character: str) -> str:
    plain = unicodedata.normalize("NFD", character)[0]
    return _BEFORE.get(character) or (plain if plain in _BASIC else " ")
