"""How wide a text is on the screen."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65536)
def width(text: str) -> int:
    """Characters as the reading rules count them: full-width East Asian ones count two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)
