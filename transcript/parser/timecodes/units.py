"""What the figures of a document's times count, where that shows in the document as a whole.

`12.48` may be seconds or minutes and seconds, `12480` milliseconds, `100012` 10:00:12, and `14:05` minutes and seconds
or hours and minutes. The words tell: nobody says them faster than people speak.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple


class Unit(Enum):
    """What figures count. DIGITS: hours, minutes, seconds and frames without marks. HOURS: hours and minutes."""

    SECONDS = "seconds"
    MILLISECONDS = "milliseconds"
    DIGITS = "digits"
    HOURS = "hours"


class Counted(NamedTuple):
    """A time as its figures count it. frames: None where they count none."""

    seconds: int
    frames: int | None = None
    fraction: Fraction = Fraction(0)


_NUMBER = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,9}))?", re.ASCII)
_DIGITS = re.compile(r"([0-9]{1,2})([0-5][0-9])([0-5][0-9])|([0-9]{1,2})([0-5][0-9])([0-5][0-9])([0-9]{2})", re.ASCII)
_CLOCK = re.compile(r"[\[(]?([01]?[0-9]|2[0-3])[:.h]([0-5][0-9])[\])]?:?", re.ASCII)
_MINUTES = re.compile(r"[0-9]{1,3}[.,][0-5][0-9]", re.ASCII)
_FASTEST = 5
"""Words in a second that nobody keeps up."""
_SLOWEST, _SLOWEST_WHOLE = Fraction(1, 60), Fraction(1, 5)
"""Words in a second of a programme with little speech; whole numbers that count seconds must show more of it."""
_FEW = 3
_SPOKEN = 60
"""So many words tell a pace."""
_ROUND = 5
"""Minutes to which clock times are often rounded."""


def is_number(text: str) -> bool:
    """Whether a stripped text is a number, such as may count time, by itself or as one end of a range."""
    return _NUMBER.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    """A number without the marks of a range: `[4.60`, `--> 9.64]`."""
    return text.strip("[] ->→")


def counted(text: str, unit: Unit) -> Counted | None:
    """The time that a stripped text says in a unit; None where it says none."""
    if unit is Unit.HOURS:
        clock = _CLOCK.fullmatch(text)
        return None if clock is None else Counted((int(clock[1]) * 60 + int(clock[2])) * 60)
    if unit is Unit.DIGITS:
        found = _DIGITS.fullmatch(text)
        if found is None:
            return None
        hours, minutes, seconds, *frames = (int(field) for field in found.groups() if field is not None)
        return Counted((hours * 60 + minutes) * 60 + seconds, frames[0] if frames else None)
    number = _NUMBER.fullmatch(_bare(text))
    if number is None:
        return None
    value = Fraction(f"{number[1]}.{number[2] or 0}") / (1000 if unit is Unit.MILLISECONDS else 1)
    return Counted(int(value), None, value % 1)


def unit_of(texts: Sequence[str], words: Sequence[int]) -> Unit | None:
    """What the times of a document count; None where they are written as timecodes are.

    texts: stripped, in order. words: how many are spoken under each before the next.
    """
    if len(texts) < 2 or not (is_number(texts[0]) or is_number(texts[1]) or _CLOCK.fullmatch(texts[0])):
        return None  # as most timecodes are
    if all(_CLOCK.fullmatch(text) for text in texts):
        return Unit.HOURS if _outruns(texts, words) else None
    held = [(text, said) for text, said in zip(texts, words, strict=True) if is_number(text)]
    minutes = all(_MINUTES.fullmatch(_bare(text)) for text, _ in held)
    if minutes or len(held) < _FEW or not _nearly_all(len(held), texts):
        return None
    decimals = any("." in text or "," in text for text, _ in held)
    for unit in (Unit.SECONDS,) if decimals else (Unit.MILLISECONDS, Unit.DIGITS, Unit.SECONDS):
        timed = [(time.seconds, said) for text, said in held if (time := counted(text, unit)) is not None]
        slowest = _SLOWEST if decimals or unit is not Unit.SECONDS else _SLOWEST_WHOLE
        if _nearly_all(len(timed), held) and _is_pace(timed, slowest):
            return unit
    return None


def _nearly_all(count: int, of: Sequence[object]) -> bool:
    return count * 10 >= 9 * len(of)


def _is_pace(timed: Sequence[tuple[int, int]], slowest: Fraction) -> bool:
    """Whether times (seconds, and the words under them) run forward at the pace of speech."""
    seconds = [time for time, _ in timed]
    forward = sum(before <= after for before, after in pairwise(seconds))
    length, said = seconds[-1] - seconds[0], sum(words for _, words in timed[:-1])
    return _nearly_all(forward, seconds[1:]) and length > 0 and slowest * length <= said <= _FASTEST * length


def _outruns(texts: Sequence[str], words: Sequence[int]) -> bool:
    """Whether nobody could say what stands under clock times if they were minutes and seconds.

    A slip or two cannot make them so: under most of them it is too much, or all are round.
    """
    minutes = [time.seconds // 60 for text in texts if (time := counted(text, Unit.HOURS)) is not None]
    if any(before > after for before, after in pairwise(minutes)):
        return False
    stretches = [(said, after - before) for (before, after), said in zip(pairwise(minutes), words, strict=False)]
    spoken = sum(said for said, _ in stretches)
    fast = sum(said for said, length in stretches if said > _FASTEST * length)
    told = fast * 4 >= 3 * spoken or not any(time % _ROUND for time in minutes)
    return told and spoken >= _SPOKEN and spoken > _FASTEST * sum(length for _, length in stretches)
