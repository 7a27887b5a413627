"""Numbers and times of a spreadsheet as its cells show them (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

# A colour, a condition or a currency goes; of text in quotes or after a backslash the text stays; _ and * only align.
_PARTS = re.compile(
    r"""
      \[(?P<elapsed>h+|m+|s+)\]
    | \[[^\]]*\]
    | "(?P<quoted>[^"]*)"
    | \\(?P<escaped>.)
    | [_*].
    | (?P<plain>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_PLACES = "0#?"
_LONGEST = 255  # characters of a format (Excel specifications and limits)
_DIGITS = 11  # as many as Excel shows of a number without a format of its own


def number(value: float, number_format: str) -> str:
    """A number with the digits, and the signs between them, that its format asks for.

    So 100237 under 00":"00":"00 is 10:02:37, and 10.2 under 0.00 is 10.20. Formats with fractions or exponents are
    passed over: the number is given as if it had none.
    """
    section = number_format[:_LONGEST].partition(";")[0]
    parts = [
        (found["plain"] or "", found["quoted"] or found["escaped"] or "")
        for found in _PARTS.finditer(section)
        if found["elapsed"] is None
    ]
    plain = "".join(mark for mark, _ in parts)
    if not any(place in plain for place in _PLACES) or re.search(r"[/EeGg@]|\..*\.", plain):
        return _general(value)
    exact = Decimal(repr(value)) * (100 if "%" in plain else 1)
    whole, _, decimals = plain.partition(".")
    shown = abs(exact).quantize(Decimal(1).scaleb(-_places(decimals)), ROUND_HALF_UP)
    digits = f"{shown:f}".replace(".", "").zfill(plain.count("0"))
    if "," in whole:
        grouped = f"{int(shown):,}"
        digits = digits[len(digits) - _places(decimals) :] if decimals else ""
        text = grouped + (f".{digits}" if digits else "") + ("%" if "%" in plain else "")
    else:
        text = _filled(parts, digits)
    return f"-{text}" if exact < 0 and shown else text


def _filled(parts: list[tuple[str, str]], digits: str) -> str:
    """The digits in their places from the right; those that are left over stand before the first place."""
    written: list[str] = []
    places = sum(mark in _PLACES for mark, _ in parts if mark)
    for mark, literal in reversed(parts):
        if mark and mark in _PLACES:
            places -= 1
            written.append(digits[-1:] if places else digits)
            digits = digits[:-1]
        else:
            written.append(mark or literal)
    return "".join(reversed(written)).strip()


def _places(text: str) -> int:
    return sum(mark in _PLACES for mark in text)


def _general(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return format(Decimal(format(value, f".{_DIGITS}g")), "f")


def time(value: dt.datetime | dt.date | dt.time | dt.timedelta, number_format: str) -> str:
    """A time as HH:MM:SS, as HH:MM where the format shows no seconds and there are none, after YYYY-MM-DD if it shows
    a date; milliseconds only where the format shows parts of a second.
    """
    marks = "".join(
        found["plain"] or found["elapsed"] or "" for found in _PARTS.finditer(number_format[:_LONGEST])
    ).lower()
    marks = marks.replace("am/pm", "").replace("a/p", "")
    date = f"{value:%Y-%m-%d}" if isinstance(value, dt.date) and ("d" in marks or "y" in marks) else ""
    if date and "h" not in marks and "s" not in marks:
        return date
    milliseconds = _milliseconds(value)
    if re.search("s[.,]0", marks) is None:
        milliseconds = (milliseconds + 500) // 1000 * 1000
    seconds, rest = divmod(abs(milliseconds), 1000)
    minutes, second = divmod(seconds, 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    if "s" in marks or second or rest:
        text += f":{second:02}" + (f".{rest:03}" if rest else "")
    return f"{date} {'-' if milliseconds < 0 else ''}{text}".lstrip()


def _milliseconds(value: dt.datetime | dt.date | dt.time | dt.timedelta) -> int:
    if isinstance(value, dt.timedelta):
        return (value + dt.timedelta(microseconds=500)) // dt.timedelta(milliseconds=1)
    if isinstance(value, dt.datetime | dt.time):
        second = (value.hour * 60 + value.minute) * 60 + value.second
        return second * 1000 + (value.microsecond + 500) // 1000
    return 0
