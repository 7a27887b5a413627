"""What opens a row before its speech: a timecode, a name, or both."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from transcript.parser.evidence.lexicon import SIZES
from transcript.parser.paragraphs.names import Name, name_at
from transcript.parser.paragraphs.times import Time, slip_at, time_at

_BULLET = ("-", "–", "—", "•", "·", "*", ">")


class Part(NamedTuple):
    """A timecode or a name that opens a row, or the size of the shot before a name (`MS` in `00.45 MS ANN LEE`).

    start, end: where it stands, bullets and blanks before it included.
    """

    start: int
    end: int
    time: Time | None = None
    name: Name | None = None


class AcceptTime(Protocol):
    """Whether a timecode counts; named: a name stands before it."""

    def __call__(self, time: Time, *, named: bool) -> bool: ...


class AcceptName(Protocol):
    """Whether a name counts; timed: a timecode stands before it. sized: so does a shot size, glued or not."""

    def __call__(self, name: Name, *, timed: bool, size: str = "") -> bool: ...


def opening(text: str, accept_time: AcceptTime, accept_name: AcceptName, *, slips: bool = False) -> list[Part]:
    """The timecode and the name in front of a row, in their order, at most one of each.

    slips: a timecode may have a letter for a digit, or lack a point.
    """
    parts: list[Part] = []
    place = 0
    while len(parts) < 2:
        time = None if any(part.time for part in parts) else time_at(text, _start(text, place))
        if time is None and slips and not parts:
            time = slip_at(text, _start(text, place))
        named = any(part.name for part in parts)
        if time is not None and accept_time(time, named=named):
            parts.append(Part(place, time.end, time=time))
        elif named:
            break
        else:
            noted = _size(text, place)
            sized = name_at(text, noted) if noted else None
            if sized is not None and accept_name(sized, timed=bool(parts), size=text[place:noted].strip()):
                return [*parts, Part(place, noted), Part(noted, sized.end, name=sized)]
            name = name_at(text, place)
            if name is None or not accept_name(name, timed=bool(parts)):
                break
            parts.append(Part(place, name.end, name=name))
        place = parts[-1].end
    return parts


def _size(text: str, place: int) -> int:
    """Where a shot size that begins at a place ends; 0 where none does. Letters may follow at once: `MSANN LEE`."""
    start = _start(text, place)
    longest = max((len(size) for size in SIZES if text.startswith(size, start)), default=0)
    return start + longest if longest and text[start + longest :].strip() else 0


def _start(text: str, place: int) -> int:
    """Past the blanks and a bullet before a timecode."""
    while place < len(text) and text[place].isspace():
        place += 1
    if text[place : place + 1] in _BULLET and text[place + 1 : place + 2].isspace():
        return _start(text, place + 2) if place < 200 else place
    return place
