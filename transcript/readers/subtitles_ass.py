r"""Advanced SubStation Alpha and its predecessor (.ass, .ssa): the events of a styled script.

The speaker is the event's Name. Overrides (`{\i1}`, and the remarks that stand in such braces) are markup; `\N` is a
line break. Comment events, drawings, script info and styles are front matter. Fonts and pictures that the file carries
along are no text and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transcript.readers.encodings import decode
from transcript.readers.limits import Limits
from transcript.readers.subtitles import Caption, Entry, aside
from transcript.readers.subtitles_markup import tidy
from transcript.readers.subtitles_srt import source_lines, with_cues
from transcript.readers.subtitles_times import read_time

NAME = "ass"
SUFFIXES = (".ass", ".ssa")
DESCRIPTION = "(Advanced) SubStation Alpha subtitles"
EXAMPLE = "Dialogue: 0,0:00:01.00,0:00:02.50,Default,ANN,0,0,0,,Good morning."

_SECTION = re.compile(r"\s*\[([^\]]+)\]\s*")
_EVENT = re.compile(r"\s*(Format|Dialogue|Comment|Picture|Sound|Movie|Command)\s*:\s*(.*)", re.IGNORECASE)
_ATTACHED = ("fonts", "graphics")
_FORMAT = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_OVERRIDE = re.compile(r"\{([^{}]*)\}")
_DRAWING = re.compile(r"\\p(\d+)")
_ESCAPES = {"\\N": "\n", "\\n": "\n", "\\h": "\u00a0"}
_ESCAPE = re.compile(r"\\[Nnh]")


def read(data: bytes, encoding: str | None, limits: Limits) -> tuple[list[Entry], str]:
    """The entries of an ASS or SSA file's bytes and the encoding they were read with. Raises UnreadableDocument."""
    text, used = decode(data, encoding)
    return with_cues(list(_entries(source_lines(text, limits))), "SubStation Alpha subtitles", EXAMPLE), used


def _entries(lines: Sequence[str]) -> Iterator[Entry]:
    section = ""
    fields: Sequence[str] = _FORMAT
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        named = _SECTION.fullmatch(line)
        if named is not None:
            section = named[1].strip().casefold()
        elif section in _ATTACHED:
            continue
        event = _EVENT.fullmatch(line) if section == "events" else None
        if event is None:
            yield aside(number, line)
        elif event[1].casefold() == "format":
            fields = [field.strip().casefold() for field in event[2].split(",")]
            yield aside(number, line)
        elif event[1].casefold() == "dialogue":
            yield from _dialogue(number, line, event[2], fields)
        else:
            yield aside(number, line)


def _dialogue(number: int, line: str, event: str, fields: Sequence[str]) -> Iterator[Entry]:
    values = dict(zip(fields, event.split(",", max(0, len(fields) - 1)), strict=False))
    start, end = read_time(values.get("start", "")), read_time(values.get("end", ""))
    if start is None or end is None or "text" not in values:
        yield aside(number, line, front=False)
        return
    text, drawn = _plain(values["text"])
    if drawn:
        yield aside(number, drawn)
    if text or not drawn:
        yield Caption(number, start, end, text, " ".join(values.get("name", values.get("actor", "")).split()))


def _plain(text: str) -> tuple[str, str]:
    """The words of an event, and the commands of what it draws."""
    words, drawn = "", ""
    drawing = False
    place = 0
    for override in _OVERRIDE.finditer(text):
        piece = text[place : override.start()]
        words, drawn = (words, drawn + piece) if drawing else (words + piece, drawn)
        place = override.end()
        modes = _DRAWING.findall(override[1])
        if modes:
            drawing = int(modes[-1][:3]) > 0
    words, drawn = (words, drawn + text[place:]) if drawing else (words + text[place:], drawn)
    return tidy(_ESCAPE.sub(lambda escape: _ESCAPES[escape[0]], words)), drawn.strip()
