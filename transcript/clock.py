"""Exact seconds as whole milliseconds, and milliseconds as a clock shows them."""

from __future__ import annotations

from fractions import Fraction


def milliseconds(seconds: Fraction) -> int:
    """The whole millisecond nearest to an exact time, the even one of two as near.

    `round(seconds * 1000)` in whole numbers: over an archive, rounding fractions would cost most.
    """
    whole, rest = divmod(seconds.numerator * 1000, seconds.denominator)
    return whole + (2 * rest + (whole & 1) > seconds.denominator)


def clock(milliseconds: int) -> str:
    """`HH:MM:SS.mmm`; hours of more digits where they need them, a minus sign before 0."""
    seconds, thousandths = divmod(abs(milliseconds), 1000)
    sign = "-" if milliseconds < 0 else ""
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"
