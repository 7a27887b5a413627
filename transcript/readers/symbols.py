"""Symbol fonts: what Word makes of arrows and smileys while they are typed, given back as characters."""

from __future__ import annotations

_WINGDINGS = {
    0x4A: "\u263a", 0x4B: "\U0001f610", 0x4C: "\u2639",
    0xA7: "\u25aa", 0xA8: "\u25fb", 0xD8: "\u27a2", 0xDF: "\u2190", 0xE0: "\u2192", 0xE7: "\u21e6", 0xE8: "\u2794",
    0xF3: "\u2b04", 0xFC: "\u2713",
}  # fmt: skip
_SYMBOL = {0xAC: "\u2190", 0xAE: "\u2192", 0xB7: "\u2022", 0xBC: "\u2026"}


def character(font: str, code: int) -> str:
    """The character at a place of a symbol font; fonts keep theirs at the place itself or at 0xF000 above it."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    known = _WINGDINGS if font.lower() == "wingdings" else _SYMBOL if font.lower() == "symbol" else {}
    return known.get(low) or chr(code)
