"""Milliseconds as a clock shows them."""

from __future__ import annotations


def clock(milliseconds: int) -> str:
    """`HH:MM:SS.mmm`; hours of more digits where they need them, a minus sign before 0."""
    seconds, thousandths = divmod(abs(milliseconds), 1000)
    sign = "-" if milliseconds < 0 else ""
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"
