"""Times of subtitle files, as people and programs write them: `0:0:1,5`, `00:01.200`, `01:02:03.004`.

Fractions of a second are read as decimals (`1,5` is a second and a half) and in whole milliseconds; two digits behind
a third colon are frames, not milliseconds, and stay frames, for only a frame rate says how long they last.
"""

from __future__ import annotations

import re

from transcript.clock import clock

# Two or more numbers with one mark between each; blanks around the marks come from machine translation of whole files.
TIME = r"-?\d{1,9}(?:[ \t]?[:.,;][ \t]?\d{1,9}){1,3}"
_PARTS = re.compile(r"(-?)(\d+)\s*([:.,;])\s*(\d+)(?:\s*([:.,;])\s*(\d+))?(?:\s*([:.,;])\s*(\d+))?", re.ASCII)


def read_time(text: str) -> str | None:
    """A time as `HH:MM:SS.mmm`, or as `HH:MM:SS:FF` where it counts frames; None where the text is none."""
    form = _PARTS.fullmatch(text.strip())
    if form is None:
        return None
    sign, marks = form[1], (form[3] + (form[5] or "") + (form[7] or ""))
    numbers = [part for part in (form[2], form[4], form[6], form[8]) if part is not None]
    if len(numbers) == 4:
        if marks[0] != marks[1] or marks[0] not in ":.;":
            return None
        if marks[2] in ":;" and len(numbers[3]) <= 2:
            whole = [int(number) for number in numbers]
            return f"{sign}{whole[0]:02}:{whole[1]:02}:{whole[2]:02}{marks[2]}{whole[3]:02}"
        fraction = numbers.pop()
    elif marks[-1] == "," or (marks[-1] == "." and (marks[0] == ":" or len(numbers[-1]) > 2)):
        fraction = numbers.pop()
    else:
        fraction = "0"
    total = 0
    for number in numbers:
        total = total * 60 + int(number)
    milliseconds = total * 1000 + _thousandths(fraction)
    return clock(-milliseconds if sign else milliseconds)


def _thousandths(fraction: str) -> int:
    """The digits behind a decimal mark in whole milliseconds, the nearest."""
    return (int(fraction[:4].ljust(4, "0")) + 5) // 10
