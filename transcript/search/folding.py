"""Names as they are compared: without case, accents and double blanks."""

from __future__ import annotations

import unicodedata


def fold(name: str) -> str:
    """A name in the form in which spellings are looked up: `Koroljóv` and `KOROLJOV` are one."""
    bare = name.casefold()
    if not bare.isascii():
        parts = unicodedata.normalize("NFKD", bare)
        bare = "".join(part for part in parts if not unicodedata.combining(part)).casefold()
    return " ".join(bare.split())
