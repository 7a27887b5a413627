"""The character code tables of EBU Tech 3264: ISO 6937 and the four parts of ISO 8859, as bytes.

ISO 6937 writes an accented letter as two bytes, the accent first. What of the repertoire is left out: the accents alone
(an accent before a blank), which are no letters and which readers take for the accent and the blank of a line.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcript.exporters.repertoire import Repertoire

if TYPE_CHECKING:
    from collections.abc import Mapping

_ASCII = {chr(code): bytes([code]) for code in range(0x20, 0x7F)}

# ISO 6937: what stands in the upper half by itself, and the letters that each accent is combined with.
_UPPER = {
    0xA1: "¡¢£",
    0xA5: "¥",
    0xA7: "§¤‘“«←↑→↓°±²³×µ¶·÷’”»¼½¾¿",
    0xD0: "—¹®©™♪¬¦",
    0xDC: "⅛⅜⅝⅞ΩÆĐªĦ",
    0xE6: "ĲĿŁØŒºÞŦŊŉĸæđðħıĳŀłøœßþŧŋ",
}
_ACCENTS = {
    0xC1: ("\u0300", "AEIOUaeiou"),
    0xC2: ("\u0301", "ACEILNORSUYZacegilnorsuyz"),
    0xC3: ("\u0302", "ACEGHIJOSUWYaceghijosuwy"),
    0xC4: ("\u0303", "AINOUainou"),
    0xC5: ("\u0304", "AEIOUaeiou"),
    0xC6: ("\u0306", "AGUagu"),
    0xC7: ("\u0307", "CEGIZcegz"),
    0xC8: ("\u0308", "AEIOUYaeiouy"),
    0xCA: ("\u030a", "AUau"),
    0xCB: ("\u0327", "CGKLNRSTcklnrst"),
    0xCD: ("\u030b", "OUou"),
    0xCE: ("\u0328", "AEIUaeiu"),
    0xCF: ("\u030c", "CDELNRSTZcdelnrstz"),
}
# Unicode has the cedilla of g as another character: this one writes it with an acute.
_SMALL_G = "ģ"


def _iso_6937() -> dict[str, bytes]:
    table = dict(_ASCII)
    for first, characters in _UPPER.items():
        table.update({character: bytes([first + place]) for place, character in enumerate(characters)})
    for accent, (mark, letters) in _ACCENTS.items():
        for letter in letters:
            table[unicodedata.normalize("NFC", letter + mark)] = bytes([accent]) + letter.encode()
    del table["\u01f5"]
    table[_SMALL_G] = b"\xc2g"
    table["Ð"] = table["Đ"]  # one character, as they look alike
    return table


def _iso_8859(part: int, later: str) -> dict[str, bytes]:
    """A part of ISO 8859. later: characters that it had not yet in the edition that Tech 3264 names (1987, 1988)."""
    table = dict(_ASCII)
    for code in range(0xA1, 0x100):
        character = bytes([code]).decode(f"iso8859-{part}", errors="ignore")
        if character and character not in later and character != "\xad":
            table[character] = bytes([code])
    return table


@dataclass(frozen=True, slots=True)
class Table:
    """A character code table. number: as in the field CCT. encoding: each character of it as bytes."""

    number: str
    encoding: Mapping[str, bytes]
    repertoire: Repertoire


def _table(number: str, encoding: Mapping[str, bytes]) -> Table:
    return Table(number, encoding, Repertoire(encoding))


def choose(text: str) -> Table:
    """The table in which fewest letters of a text are lost, of those alike the one that changes fewest characters."""
    used = unicodedata.normalize("NFC", text)

    def harm(table: Table) -> tuple[int, int]:
        return table.repertoire.lost(used), sum(character not in table.encoding for character in used)

    return min(_tables(), key=harm)


def _tables() -> tuple[Table, ...]:
    return (
        _table("00", _iso_6937()),
        _table("01", _iso_8859(5, "")),
        _table("02", _iso_8859(6, "")),
        _table("03", _iso_8859(7, "€₯ͺ")),
        _table("04", _iso_8859(8, "\u200e\u200f")),
    )
