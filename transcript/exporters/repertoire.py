"""Text in a character set that is smaller than Unicode, for forms older than it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from transcript.errors import OutputRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

LOST = "?"

# What is written where a set has no such character, the first that it has.
_SIMILAR = {
    **dict.fromkeys("‐‑‒–—―−", ("-",)),
    **dict.fromkeys("‘’‚‛ʼʻ`´′‹›", ("’", "'")),
    **dict.fromkeys("“”„‟«»″", ('"',)),
    **dict.fromkeys("♪♫♬♩", ("♪", "#")),
    "'": ("’",),
    "…": ("...",),
    "⁄": ("/",),
    "×": ("x",),
    "•": ("·", "-"),
    "€": ("EUR",),
    "£": ("GBP",),
    "№": ("No.",),
    "©": ("(c)",),
    "®": ("(R)",),
    "™": ("TM",),
    "Æ": ("AE",),
    "æ": ("ae",),
    "Œ": ("OE",),
    "œ": ("oe",),
    "Ø": ("O",),
    "ø": ("o",),
    "ß": ("ss",),
    "Ł": ("L",),
    "ł": ("l",),
    "Đ": ("D",),
    "đ": ("d",),
    "Ð": ("D",),
    "ð": ("d",),
    "Þ": ("Th",),
    "þ": ("th",),
    "ı": ("i",),
}

# Quotation marks that are used with each other, and what they are where one of them is missing.
_QUOTES = (("“”„‟", '"'), ("‘‚‛", "'"))


class Repertoire(dict[int, str]):
    """The characters of a set, as a table for `str.translate`: any character -> what is written for it.

    A character that the set lacks becomes a similar one, or its letter without its marks; invisible ones go; what is
    like nothing in the set becomes `?`.
    """

    def __init__(self, known: Iterable[str]) -> None:
        super().__init__((ord(character), character) for character in known)
        self._known = frozenset(map(chr, self))

    def __missing__(self, code: int) -> str:
        self[code] = self._written(chr(code))
        return self[code]

    def for_text(self, text: str) -> Repertoire:
        """The same for all of a text: quotation marks are straight where it has some of their kind that the set lacks.

        Else a pair of them would be of two kinds: "so”.
        """
        made = Repertoire(self._known)
        for marks, straight in _QUOTES:
            if self._has(straight) and any(mark in text and not self._has(mark) for mark in marks):
                made.update({ord(mark): straight for mark in marks})
        return made

    def fitted(self, text: str) -> str:
        """`text` in this set, line by line: as many lines as before, none of them blank, or nothing at all."""
        lines = [line.translate(self).strip() for line in unicodedata.normalize("NFC", text).split("\n")]
        return "\n".join(line or LOST for line in lines) if any(lines) else ""

    def lost(self, text: str) -> int:
        """How many letters of `text` are like nothing in the set."""
        return sum(
            self[ord(character)] == LOST for character in unicodedata.normalize("NFC", text) if character.isalpha()
        )

    def _written(self, character: str) -> str:
        for similar in _SIMILAR.get(character, ()):
            if self._has(similar):
                return similar
        kind = unicodedata.category(character)
        if kind in ("Mn", "Me", "Cf"):
            return ""
        if kind == "Zs":
            return " "
        plain = "".join(
            part for part in unicodedata.normalize("NFKD", character) if unicodedata.category(part) not in ("Mn", "Me")
        )
        written = "".join(part if self._has(part) else self._similar(part) for part in plain)
        return written if written and self._has(written) else LOST

    def _similar(self, character: str) -> str:
        return next((similar for similar in _SIMILAR.get(character, ()) if self._has(similar)), character)

    def _has(self, text: str) -> bool:
        return self._known.issuperset(text)


def require_letters(text: str, repertoire: Repertoire, form: str) -> None:
    """Raise OutputRefused where most letters of `text` are not in the set: question marks are no subtitles."""
    letters = sum(map(str.isalpha, text))
    if letters and repertoire.lost(text) * 2 > letters:
        missing = next(one for one in text if one.isalpha() and repertoire[ord(one)] == LOST)
        raise OutputRefused(
            f"most of the text is in letters that {form} does not have, such as {missing}",
            "choose a format that holds every script, such as ttml, vtt or srt",
        )
