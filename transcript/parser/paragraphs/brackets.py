"""Notes and headings in brackets that word wrap parts: `[Animation of the probe` and `above the ice]`."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENS = re.compile(r"\s{0,20}[0-9:.;]{0,12}\s{0,8}(?=[\[(])")
_CLOSES = {"[": "]", "(": ")"}
_LONGEST = 3
"""Rows that a note goes on for, at most."""
_SHORTEST = 15
"""Letters in a row that is broken hard, at least."""


def brackets_over_rows(texts: Sequence[str]) -> dict[int, int]:
    """For each row that goes on with what stands in brackets the row that opens them."""
    found: dict[int, int] = {}
    for place, text in enumerate(texts):
        opens = _OPENS.match(text)
        if opens is None or len(text.strip()) < _SHORTEST:
            continue
        opening = text[opens.end()]
        if text.count(_CLOSES[opening]) >= text.count(opening):
            continue
        end = _closing(texts, place + 1, opening)
        found |= dict.fromkeys(range(place + 1, end + 1), place)
    return found


def _closing(texts: Sequence[str], first: int, opening: str) -> int:
    """The row that ends with the bracket's closing; 0 where it does not come, or stands inside a row."""
    for place in range(first, min(first + _LONGEST, len(texts))):
        text = texts[place].strip()
        if opening in text or not text:
            return 0
        if _CLOSES[opening] in text:
            return place if text.find(_CLOSES[opening]) >= len(text.rstrip(".:")) - 1 else 0
    return 0
