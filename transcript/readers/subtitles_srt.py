"""SubRip (.srt), as it is found in the wild: there is no standard, and its blank lines and numbers cannot be trusted.

The timing lines are what holds a file together: a cue's text is everything from its timing line to the next, apart
from the number before that one. So a blank line inside a cue loses nothing, nor do blank lines that a crawler lost
together, and a last cue that ends in `1984` keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from transcript.errors import UnreadableDocument
from transcript.readers.encodings import decode
from transcript.readers.limits import Limits
from transcript.readers.subtitles import Caption, Entry, aside
from transcript.readers.subtitles_markup import captions
from transcript.readers.subtitles_times import TIME, read_time
from transcript.readers.text import check_lines

NAME = "srt"
SUFFIXES = (".srt",)
DESCRIPTION = "SubRip subtitles"
EXAMPLE = "00:00:01,000 --> 00:00:02,500"

ARROW = r"(?:-{1,3}[ \t]?>|[–—→]>?|-{1,2}&gt;)"
_TIMING = re.compile(
    rf"\s*(?:(?P<index>\d{{1,9}})[ \t]+)?(?P<start>{TIME})\s*{ARROW}\s*(?P<end>{TIME})(?P<rest>(?:\s.*)?)", re.ASCII
)
# A cue's number, where it has one, and its times, amid a line that holds several.
_AMID = re.compile(rf"(?<!\S)(?:(\d{{1,9}})[ \t]+)?({TIME}[ \t]*{ARROW}[ \t]*{TIME})(?!\S)[ \t]*", re.ASCII)
# Coordinates of SubRip and cue settings of WebVTT behind the times.
_SETTINGS = re.compile(r"(?:\s+[A-Za-z]\w*:[-\w.,%]+)+\s*", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


class Timing(NamedTuple):
    """What a timing line says. text: what stands behind the times. numbered: the cue's number stands before them."""

    start: str
    end: str
    text: str = ""
    numbered: bool = False


class _Mark(NamedTuple):
    """A timing line and its place among the lines; timing is None where its times cannot be read."""

    place: int
    timing: Timing | None


def read(data: bytes, encoding: str | None, limits: Limits) -> tuple[list[Entry], str]:
    """The entries of an SRT file's bytes and the encoding they were read with. Raises UnreadableDocument."""
    text, used = decode(data, encoding)
    found = entries(*parted(source_lines(text, limits)), read_timing)
    return with_cues(found, "SRT subtitles", "00:00:01,000 --> 00:00:02,500"), used


def source_lines(text: str, limits: Limits) -> list[str]:
    r"""The lines of a file, ended by \n, \r\n or \r. Raises UnreadableDocument where there are too many."""
    check_lines(text, limits)
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def parted(lines: Sequence[str], first: int = 1) -> tuple[list[str], list[int]]:
    """Lines that a crawler ran together, one for each number, timing and text again; and the number of each.

    first: the number of the first line.
    """
    found: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(lines, first):
        marks = list(_AMID.finditer(line)) if line.count(">") > 1 else []
        if len(marks) > 1:
            ends = [mark.start() for mark in marks[1:]] + [len(line)]
            made = [line[: marks[0].start()]] if marks[0].start() else []
            for mark, end in zip(marks, ends, strict=True):
                made += [mark[1]] if mark[1] else []
                made += [mark[2], line[mark.end() : end].rstrip()]
        else:
            made = [line]
        found += made
        numbers += [number] * len(made)
    return found, numbers


def with_cues(found: list[Entry], what: str, example: str) -> list[Entry]:
    """The entries of a file, refused where none is a cue. Raises UnreadableDocument."""
    if not any(isinstance(entry, Caption) for entry in found):
        raise UnreadableDocument(f"this looks like {what} but has no cue", f"a cue has a time such as {example}")
    return found


def read_timing(line: str) -> Timing | None:
    """The timing line of an SRT file; None where the line is none."""
    form = _TIMING.fullmatch(line) if ">" in line or "→" in line or "&gt;" in line or "–" in line else None
    if form is None:
        return None
    start, end = read_time(form["start"]), read_time(form["end"])
    if start is None or end is None:
        return None
    rest = "" if _SETTINGS.fullmatch(form["rest"]) else form["rest"].strip()
    return Timing(start, end, rest, form["index"] is not None)


def entries(
    lines: Sequence[str], numbers: Sequence[int], timing_of: Callable[[str], Timing | None], *, numbered: bool = True
) -> list[Entry]:
    """The cues that stand in lines, and the lines that are none.

    numbers: of the lines in the file. numbered: cues of this format have a number before their timing line.
    """
    marks = [
        _Mark(place, timing)
        for place, line in enumerate(lines)
        if (timing := timing_of(line)) is not None or _broken(line)
    ]
    indices = _indices(lines, marks) if numbered else {}
    found: list[Entry] = []
    ends = [mark.place - (mark.place - 1 in indices) for mark in marks] + [len(lines)]
    found += (aside(numbers[n], line) for n, line in enumerate(lines[: ends[0]]) if line.strip())
    for mark, end in zip(marks, ends[1:], strict=True):
        strange = mark.place - 1 in indices and not indices[mark.place - 1]
        if strange:
            found.append(aside(numbers[mark.place - 1], lines[mark.place - 1], front=False))
        if mark.timing is None:
            found += (aside(numbers[n], lines[n], front=False) for n in range(mark.place, end) if lines[n].strip())
            continue
        start, stop, text, _ = mark.timing
        below = slice(mark.place + 1, end)
        found += captions(numbers[mark.place], start, stop, lines[below], text, numbers[below])
    return found


def _broken(line: str) -> bool:
    """Whether a line is a timing line with a slip in it, rather than speech with an arrow."""
    if "-->" not in line:
        return False
    digits = sum(map(str.isdigit, line))
    return digits > 2 and digits > 2 * sum(map(str.isalpha, line))


def _indices(lines: Sequence[str], marks: Sequence[_Mark]) -> dict[int, bool]:
    """Places of the cues' numbers among the lines, and whether each is as it should be.

    A number right above a timing line is the cue's where the file numbers its cues; one that breaks the count and has
    text right above it is the last line of that text, and one that stands apart is nobody's.
    """
    values: list[int | None] = []
    for mark in marks:
        above = lines[mark.place - 1].strip().strip("\ufeff") if mark.place else ""
        free = mark.timing is None or not mark.timing.numbered
        values.append(int(above) if free and _NUMBER.fullmatch(above) else None)
    known = [value for value in values if value is not None]
    if len(known) * 2 < len(marks):
        return {}
    pairs = list(pairwise(known))
    counts = sum(after == before + 1 for before, after in pairs) * 5 >= 3 * len(pairs)
    found: dict[int, bool] = {}
    for n, (mark, value) in enumerate(zip(marks, values, strict=True)):
        if value is None:
            continue
        before = values[n - 1] if n else None
        after = values[n + 1] if n + 1 < len(values) else None
        fits = (
            (before is None and after is None)
            or (before is not None and value == before + 1)
            or (after is not None and after == value + 1)
            or (before is not None and after is not None and before < value < after)
        )
        apart = mark.place < 2 or not lines[mark.place - 2].strip()
        if fits or not counts:
            found[mark.place - 1] = True
        elif apart:
            found[mark.place - 1] = False
    return found
