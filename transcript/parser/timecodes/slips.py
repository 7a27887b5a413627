"""What may have been meant by a timecode that was typed with a slip, and what each reading costs.

A time here is a whole number that orders labels: seconds times a thousand, and frames or thousandths behind them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from transcript.parser.timecodes.stamps import Stamp

UNIT = 1000
"""So many make a second."""
_SUBSTITUTED, _SWAPPED, _REMOVED, _INSERTED, _CLEANED = 4.0, 3.9, 4.2, 4.5, 1.0
_LAST_DIGIT_REMOVED = 4.0
_LETTERS = str.maketrans("OoIl", "0011")


def order(stamp: Stamp) -> int | None:
    """The time a stamp says, None where it is malformed."""
    if stamp.seconds is None:
        return None
    return stamp.seconds * UNIT + (int(stamp.fraction * UNIT) if stamp.frames is None else stamp.frames)


def usual_length(stamps: Sequence[Stamp]) -> int:
    """How many digits the timecodes of a document have: 4, 6 or 8."""
    counts = Counter(len(_digits(stamp.typed)) for stamp in stamps if stamp.seconds is not None)
    return counts.most_common(1)[0][0] if counts else 6


def readings(stamp: Stamp, usual: int, *, days: bool) -> list[tuple[int, float]]:
    """Other readings of a timecode than the typed one, with their costs.

    usual: how many digits the document's timecodes have. days: the first field counts days.
    """
    digits = _digits(stamp.typed)
    length = usual if stamp.seconds is None else len(digits)
    asked = order(stamp)
    found: dict[int, float] = {}
    for meant, cost in _slips(digits, length):
        time = _time(meant, days=days)
        if time is not None and time != asked and cost < found.get(time, math.inf):
            found[time] = cost
    return list(found.items())


def _digits(typed: str) -> str:
    digits = "".join(char for char in typed.translate(_LETTERS) if "0" <= char <= "9")
    # 9.05.12 is 09.05.12
    return "0" + digits if len(digits) % 2 and typed.strip("[]() ")[1:2] in ".:;," else digits


def _slips(digits: str, length: int) -> Iterator[tuple[str, float]]:
    """The digits that may have been meant by those typed, with the cost of the slip."""
    count = len(digits)
    if count == length:
        yield digits, _CLEANED
        for place in range(count):
            for digit in "0123456789":
                yield digits[:place] + digit + digits[place + 1 :], _SUBSTITUTED
        for place in range(count - 1):
            yield digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :], _SWAPPED
    elif count == length + 1:
        for place in range(count):
            yield digits[:place] + digits[place + 1 :], _LAST_DIGIT_REMOVED if place == length else _REMOVED
    elif count == length - 1:
        for place in range(length):
            for digit in "0123456789":
                yield digits[:place] + digit + digits[place:], _INSERTED
    elif count > length:
        yield digits[:length], _CLEANED


def _time(digits: str, *, days: bool) -> int | None:
    """The time that 4, 6 or 8 digits say; None where a minute or second is past 59."""
    count = len(digits)
    if count not in (4, 6, 8):
        return None
    rest, frames = divmod(int(digits), 100) if count == 8 and not days else (int(digits), 0)
    rest, seconds = divmod(rest, 100)
    hours, minutes = divmod(rest, 100) if count > 4 else (0, rest)
    if seconds > 59 or (minutes > 59 and count > 4):
        return None
    if count == 8 and days:
        day, hours = divmod(hours, 100)
        hours += day * 24
    return ((hours * 60 + minutes) * 60 + seconds) * UNIT + frames
