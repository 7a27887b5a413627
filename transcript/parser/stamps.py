"""Timecodes as typed: what counts as one in a row of its own, slips included."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

# A digit too many or too few in a field is a slip, not another thing; so are letters O and l typed for 0 and 1.
_ALONE = re.compile(r"[0-9OoIl]{1,3}[.:;,][ ]?[0-9OoIl]{1,3}[.:;,][ ]?[0-9OoIl]{1,4}(?:[.:;,][0-9OoIl]{2,3})?", re.ASCII)
_MISSING_POINT = re.compile(r"\d{2}[.:;]\d{4}|\d{4}[.:;]\d{2}", re.ASCII)
_LEADING = re.compile(r"(\d{1,2}([.:])[0-5]\d\2[0-5]\d(?:[.:;]\d\d)?)(?=[ \u00a0])", re.ASCII)
_TRAILING = re.compile(r"(?<=[ \u00a0])\d{2}([.:])[0-5]\d\1[0-5]\d(?:[.:;]\d\d)?$", re.ASCII)
_EXACT = re.compile(r"(\d{1,2})[.:](\d{2})[.:](\d{2})(?:([.:;])(\d{2}))?", re.ASCII)


class Stamp(NamedTuple):
    """A timecode as typed.

    typed: the text. fields: hours, minutes, seconds, frames (None where there are none), when every field is
    as it should be; None where the timecode is malformed.
    """

    typed: str
    fields: tuple[int, int, int, int | None] | None
    drop: bool = False


def is_stamp(text: str) -> bool:
    """Whether a stripped text is a timecode and nothing else, with or without a slip."""
    if not 5 <= len(text) <= 16 or not text[0].isascii() or text[0].isalpha():
        return False
    if not text[-1].isdigit() and text[-1] not in "OoIl":
        return False
    form = _ALONE.fullmatch(text) or _MISSING_POINT.fullmatch(text)
    return form is not None and sum(map(str.isdigit, text)) >= 5


def leading_stamp(text: str) -> int:
    """Length of a well-formed timecode at the head of a stripped text that goes on after it; 0 where none is."""
    if not text[:1].isdigit():
        return 0
    form = _LEADING.match(text)
    return form.end(1) if form else 0


def trailing_stamp(text: str) -> int:
    """Where a well-formed timecode at the end of a stripped text begins; 0 where none does."""
    if not text[-1:].isdigit():
        return 0
    form = _TRAILING.search(text)
    return form.start() if form else 0


def read_stamp(typed: str) -> Stamp:
    """The fields of a typed timecode."""
    text = typed.strip()
    form = _EXACT.fullmatch(text)
    if not form or int(form[2]) > 59 or int(form[3]) > 59:
        return Stamp(text, None)
    frames = None if form[5] is None else int(form[5])
    return Stamp(text, (int(form[1]), int(form[2]), int(form[3]), frames), form[4] == ";")


def in_order(texts: Iterable[str]) -> bool:
    """Whether texts that look like timecodes are some: most of them well formed, and running forward."""
    fields = [read_stamp(text).fields for text in texts]
    sound = [tuple(part or 0 for part in f) for f in fields if f is not None]
    forward = sum(before <= after for before, after in zip(sound, sound[1:], strict=False))
    return len(sound) * 2 > len(fields) and forward * 10 >= 7 * (len(sound) - 1)
