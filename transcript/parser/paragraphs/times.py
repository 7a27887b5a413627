"""Timecodes that share a line with other text: in front of it, behind a name, or in brackets inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from transcript.parser.timecodes.stamps import WIDE, is_stamp

# Every quantifier is bounded, so that no text, however hostile, is read more than a few times over.
_DIGITS = r"""
        [0-9]{1,3}[:.;][0-9]{1,3}(?:[:.;,][0-9]{1,4}){1,2}(?:[.,][0-9]{1,3}|/[0-9]{2})?  # with frames or decimals
      | [0-9]{1,2}h[ ]?[0-9]{2}m(?:in)?[ ]?[0-9]{2}s? | [0-9]{1,3}m[ ]?[0-9]{2}s           # 01h02m03s, 02m03s
      | [0-9]{1,3}[:.][0-9]{2} | [0-9]{2},[0-9]{2}                             # MM:SS, MM.SS
      | [0-9]{2}[ \u00a0][0-9]{2}[ \u00a0][0-9]{2}                             # 00 00 29
      | [0-9]{1,3}['’′][0-9]{2}(?:''|["”″])?                                   # 1'02"
"""
_AT = re.compile(
    rf"""
    (?P<open>[\\\[({{<\#*_~|@]{{0,6}})\s?
    (?:(?:TCR?|T/C|TC\s?IN|TIME(?:[ -]?CODE)?)\b\s?[:.=]?\s?|T\s?=\s?|AT\s(?=[0-9:.]{{4,12}}\s?[-–—:]))?
    (?P<core>{_DIGITS})
    (?P<range>\s{{0,3}}(?:[-–—>→]{{1,4}}|to)\s{{0,3}}(?:{_DIGITS}))?
    (?![0-9])(?![:.,/][0-9])
    (?!\s?(?:[ap]\.?m\b|%|°|h\b|hrs?\b|hours?\b|min\b|minutes?\b|Uhr\b|uhr\b|o['’]clock))
    (?P<close>(?:-[0-9])?\s?[\\\])}}>\#*_~|]{{0,6}})
    (?P<tail>\s{{0,3}}(?:[:|=]|[-–—]{{1,3}})(?=[\s"“]|$))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BRACKET = re.compile(r"\\?[\[(<#]\s?(?=[0-9T])")
_SOURCE = re.compile(r"\b[A-Z]{1,4}[ -]?[0-9]{1,3}[A-Z]?[ \u00a0,:]{1,2}\Z")
_DECIMALS = re.compile(r":[0-9]{1,2}[.,](?:[0-9]{3}|[0-9])\Z")
_FIELD = re.compile(r"[0-9]+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")
_WIDE_DIGITS = frozenset("０１２３４５６７８９")
_PAIRS = {"[": "]", "(": ")", "{": "}", "<": ">", "#": "#"}


class Time(NamedTuple):
    """A timecode found in a text.

    start, end: where it stands, with its brackets and the dash or colon behind it. cut: where its out time begins,
    `end` where it has none. separator, fields: its form. seconds: as read, None where a field has a digit too many
    or too few or is past 59. bracketed: brackets stand around it. glued: a letter follows at once. closed: a colon or
    a dash follows it.
    """

    start: int
    cut: int
    end: int
    separator: str
    fields: int
    seconds: int | None
    bracketed: bool
    glued: bool
    closed: bool

    @property
    def form(self) -> tuple[str, int]:
        """What timecodes of one hand have in common."""
        return self.separator, self.fields


def time_at(text: str, place: int) -> Time | None:
    """The timecode that begins at a place of a text."""
    if text[place : place + 1] in _WIDE_DIGITS:
        text = text.translate(WIDE)
    found = _AT.match(text, place)
    if found is None:
        return None
    opened = next((mark for mark in found["open"] if mark in _PAIRS), "")
    closing, end = found["close"], found.end()
    if not opened and closing.strip().startswith(">>"):  # someone else speaks
        closing, end = "", found.start("close")
    if (_PAIRS[opened] not in closing) if opened else any(mark in closing for mark in "])}>"):
        return None
    core = found["core"]
    fields, seconds = _reading(core)
    if seconds is None and (fields < 3 or _YEAR.search(core)):
        return None
    after = text[end : end + 1]
    touching = not opened and not found["tail"] and not closing and bool(after) and not after.isspace()
    if touching and not (after.isalpha() or after in '"“‘«([¿¡…'):
        return None
    separator = next(char for char in core if not char.isdigit())
    return Time(
        start=found.start(),
        cut=found.start("range") if found["range"] else end,
        end=end,
        separator=separator.replace("\u00a0", " "),
        fields=fields,
        seconds=seconds,
        bracketed=bool(opened),
        glued=touching and after.isalpha(),
        closed=bool(found["tail"]),
    )


def is_lone_time(text: str) -> bool:
    """Whether a text is a timecode and nothing else."""
    bare = text.strip()
    time = time_at(bare, 0) if 0 < len(bare) <= _LONGEST else None
    return time is not None and time.end == len(bare)


_LONGEST = 40


def slip_at(text: str, place: int) -> Time | None:
    """The timecode with a slip that begins at a place of a text and ends at a blank: `1O:00:28`, `10:0028`."""
    found = _SLIP.match(text, place)
    if found is None or not is_stamp(found[1]):
        return None
    separator = next(char for char in found[1] if char in ".:;,")
    bracketed = found.end() > found.end(1)
    return Time(place, found.end(), found.end(), separator, 3, None, bracketed, glued=False, closed=False)


_SLIP = re.compile(r"[\[(]?([0-9][0-9OoIl.:;,]{4,15})[\])]?(?=\s|$)")


def _reading(core: str) -> tuple[int, int | None]:
    """How many fields, and the seconds they count."""
    decimals = _DECIMALS.search(core)
    parts = _FIELD.findall(core)[: -1 if decimals else None]
    if not 2 <= len(parts) <= 4:
        return len(parts), None
    hours, minutes, seconds = ("0", *parts) if len(parts) == 2 else parts[:3]
    two_digits = parts[1:]
    if any(len(part) != 2 for part in two_digits) or int(seconds) > 59 or (len(parts) > 2 and int(minutes) > 59):
        return len(parts), None
    return len(parts), (int(hours) * 60 + int(minutes)) * 60 + int(seconds)


def bracketed_times(text: str, place: int) -> Iterator[Time]:
    """Timecodes in brackets of their own behind a place of a text: `… [00:12:30] …`."""
    for bracket in _BRACKET.finditer(text, place):
        time = time_at(text, bracket.start())
        if time is not None and time.bracketed and time.seconds is not None:
            yield time


def is_source_time(text: str, place: int) -> bool:
    """Whether the timecode at a place is one of a source tape (`D4 01:00:04`), not of the programme."""
    return _SOURCE.search(text[max(0, place - 10) : place]) is not None
