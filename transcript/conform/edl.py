"""Edit decision lists in CMX 3600 form: which frames of which source stand where in a programme.

    TITLE: TIDE, SECOND CUT
    FCM: NON-DROP FRAME
    001  TIDE     V     C        10:00:00:00 10:00:12:00 10:00:00:00 10:00:12:00
    002  BL       V     C        00:00:00:00 00:00:02:00 10:00:12:00 10:00:14:00
    003  TIDE     V     C        10:00:20:00 10:00:30:00 10:00:14:00 10:00:24:00
    * FROM CLIP NAME: tide.mov

The columns of an event are its number, its source (a reel; BL is black, AX a file named in a comment), its track, its
kind (C cut, D dissolve, W wipe, K key, with the length of what is not a cut), in and out in the source, in and out in
the programme; out is the first frame that is not taken. `M2` says at how many frames a second the source is played.
What is in use strays from the form in blanks, in names longer than eight characters and in comments, and is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from transcript.errors import InvalidSetting, InvalidTimecode, MissingDocument
from transcript.timecode import Timecode

_FORM = "an event is such as 001 TAPE V C 10:00:00:00 10:00:05:00 10:00:00:00 10:00:05:00"
_LABEL = r"\d{1,2}[:;.]\d{2}[:;.]\d{2}[:;.,]\d{2}"
_EVENT = re.compile(
    r"\s*(?P<number>\d+)\s+(?P<reel>\S.{0,200}?)\s+(?P<track>\S+)\s+"
    r"(?P<kind>C|D|W\d{0,3}|K(?:\s*[BO])?)(?:\s+(?P<length>\d{1,4}))?"
    rf"\s+(?P<labels>{_LABEL}(?:\s+{_LABEL}){{3}})(?:\s.*)?",
    re.ASCII | re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*\d+\s", re.ASCII)
_FCM = re.compile(r"\s*FCM\s*:\s*(NON[ -]?)?DROP", re.IGNORECASE)
_CLIP = re.compile(r"\s*\*\s*(FROM|TO) CLIP NAME\s*:(.*)", re.IGNORECASE)
_SPEED = re.compile(
    rf"\s*M2\s+(?P<reel>\S.{{0,200}}?)\s+(?P<speed>[+-]?\d+(?:\.\d+)?)\s+{_LABEL}\s*", re.ASCII | re.IGNORECASE
)
_MOTION = re.compile(r"\s*M2\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of an EDL. line: where it stands in the file, from 1.

    kind: C, D, W or K. clip: the source's name from a comment. drop: which labels the FCM line in force says are
    counted, None where there is none. speed: frames of the source in a second, where it does not run at its own speed.
    """

    line: int
    number: str
    reel: str
    track: str
    kind: str
    source_in: Timecode
    source_out: Timecode
    record_in: Timecode
    record_out: Timecode
    clip: str = ""
    drop: bool | None = None
    speed: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Edl:
    """The events of an edit decision list as they are written. name: of its file."""

    events: tuple[Event, ...]
    name: str = ""


def open_edl(path: Path) -> Edl:
    """Read an EDL from a file. Raises MissingDocument, and InvalidSetting with its line where it is none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise MissingDocument("there is no such EDL", "check its name", path=path) from None
    except OSError as error:
        raise InvalidSetting(f"the EDL cannot be read ({error.strerror})", "check its name", path=path) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")  # older than UTF-8: all but the names of clips is ASCII
    return read_edl(text, str(path))


def read_edl(text: str, name: str = "<edl>") -> Edl:
    """Read an EDL from a string. Raises InvalidSetting with the line where an event is none, or where none is found."""
    events: list[Event] = []
    drop: bool | None = None
    for line, row in enumerate(text.splitlines(), 1):
        if mode := _FCM.match(row):
            drop = mode[1] is None
        elif clip := _CLIP.fullmatch(row):
            _name_clip(events, clip[2].strip(), incoming=clip[1].upper() == "TO")
        elif _MOTION.match(row):
            _set_speed(events, row, line, name)
        elif _NUMBERED.match(row):
            events.append(_event(row, line, drop, name))
    if not events:
        raise InvalidSetting("the EDL has no events", _FORM, path=name)
    return Edl(tuple(events), name)


def _event(row: str, line: int, drop: bool | None, name: str) -> Event:  # noqa: FBT001
    form = _EVENT.fullmatch(row)
    if not form:
        raise InvalidSetting(f"no event of an EDL: {row.strip()!r}", _FORM, path=name, line=line)
    try:
        source_in, source_out, record_in, record_out = map(Timecode.parse, form["labels"].split())
    except InvalidTimecode as error:
        raise InvalidSetting(error.found, error.advice, path=name, line=line) from None
    kind = form["kind"][0].upper()
    if kind == "K" and form["kind"][1:].strip().upper() == "B":
        kind = "C"  # the background of a key is shown in full
    return Event(
        line,
        form["number"],
        form["reel"],
        form["track"].upper(),
        kind,
        source_in,
        source_out,
        record_in,
        record_out,
        drop=drop,
    )


def _name_clip(events: list[Event], clip: str, *, incoming: bool) -> None:
    """Tell the last event its clip's name; of a transition's two lines FROM names the first and TO the second."""
    if not events:
        return
    pair = len(events) > 1 and events[-1].number == events[-2].number and events[-1].kind != "C"
    place = -2 if pair and not incoming else -1
    events[place] = replace(events[place], clip=clip)


def _set_speed(events: list[Event], row: str, line: int, name: str) -> None:
    motion = _SPEED.fullmatch(row)
    if not motion:
        form = "it is written such as M2 TAPE 012.5 10:00:00:00"
        raise InvalidSetting(f"no speed: {row.strip()!r}", form, path=name, line=line)
    same = (place for place in _last_event(events) if events[place].reel == motion["reel"])
    place = next(same, len(events) - 1)
    if place < 0:
        raise InvalidSetting("a speed before any event", _FORM, path=name, line=line)
    events[place] = replace(events[place], speed=Fraction(motion["speed"]))


def _last_event(events: list[Event]) -> Iterator[int]:
    """The lines of the last event, the last first."""
    for place in range(len(events) - 1, -1, -1):
        if events[place].number != events[-1].number:
            return
        yield place
