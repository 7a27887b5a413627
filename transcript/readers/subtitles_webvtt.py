"""WebVTT (.vtt), by the file parsing rules of the W3C recommendation (WebVTT, section 6.1).

What those rules make a cue is one here, nothing else. What they drop is kept beside: the header, notes, styles,
regions and named cue identifiers are front matter, and the lines of a block whose timing they do not accept stand as
rows that no layout can place, so that they are reported. A file in which they find no cue at all although
most of its times can be read (commas for points, times without padding, cues run together in a line) is read as
leniently as SRT.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transcript.clock import clock
from transcript.errors import UnreadableDocument
from transcript.readers.encodings import decode
from transcript.readers.limits import Limits
from transcript.readers.subtitles import Entry, aside
from transcript.readers.subtitles_markup import captions
from transcript.readers.subtitles_srt import entries as lenient_entries
from transcript.readers.subtitles_srt import parted, read_timing, source_lines, with_cues

NAME = "vtt"
SUFFIXES = (".vtt", ".webvtt")
DESCRIPTION = "WebVTT subtitles"
EXAMPLE = "00:01.000 --> 00:02.500"

_BARE = "WEBVTT"
_SIGNATURE = re.compile(r"WEBVTT(?=[ \t]|$)")
# "Collect a WebVTT timestamp": a first number of other than two digits, or above 59, can only be hours.
_STAMP = r"(?:(\d+):)?(\d\d):(\d\d)\.(\d{3})(?!\d)"
_TIMING = re.compile(rf"[ \t\f]*{_STAMP}[ \t\f]*-->[ \t\f]*{_STAMP}", re.ASCII)
_FRONT = re.compile(r"(?:STYLE|REGION)[ \t\f]*$|NOTE(?=[ \t]|$)")


class _Block(NamedTuple):
    """Lines of a file up to a blank one or to the next timing line.

    first: place of its first line; end: the place after its last one; timing: of the line with its times, None where
    it has none that can be read.
    """

    first: int
    end: int
    timing: int | None
    start: str = ""
    stop: str = ""


def read(data: bytes, encoding: str | None, limits: Limits) -> tuple[list[Entry], str]:
    """The entries of a WebVTT file's bytes and the encoding they were read with. Raises UnreadableDocument."""
    if encoding is None and data.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        data = data.replace(b"\0", "\ufffd".encode())
    text, used = decode(data, encoding)
    lines = source_lines(text.replace("\0", "\ufffd"), limits)
    if not _SIGNATURE.match(lines[0]):
        raise UnreadableDocument("this is no WebVTT file", "its first line must begin with WEBVTT", line=1)
    return with_cues(entries(lines), "WebVTT subtitles", "00:00:01.000 --> 00:00:02.500"), used


def entries(lines: Sequence[str]) -> list[Entry]:
    """The cues of a file's lines, the first of which is the signature, and the lines that belong to none."""
    header = _header_end(lines)
    found: list[Entry] = []
    cues = 0
    for block in _blocks(lines, header):
        if block.timing is None:
            front = _FRONT.match(lines[block.first]) is not None
            found += (aside(n + 1, lines[n], front=front) for n in range(block.first, block.end) if lines[n].strip())
        else:
            cues += 1
            found += _cue(lines, block)
    numbers: Sequence[int] = range(1, len(lines) + 1)
    if not cues:
        again, numbers_again = parted(lines)
        header_again = _header_end(again)
        if _readable(again[header_again:]):
            lines, numbers, header = again, numbers_again, header_again
            found = lenient_entries(lines[header:], numbers[header:], read_timing)
    return [*(aside(numbers[n], lines[n]) for n in range(header) if lines[n].strip() not in {"", _BARE}), *found]


def _readable(lines: Sequence[str]) -> bool:
    """Whether SRT, which takes more for a time, can read most lines that are meant for timing lines."""
    timings = [read_timing(line) for line in lines]
    unread = sum("-->" in line and timing is None for line, timing in zip(lines, timings, strict=True))
    return len(lines) - timings.count(None) > unread


def _header_end(lines: Sequence[str]) -> int:
    """The place after the header: it ends at a blank line or at a line that can only be a timing line."""
    place = 1
    while place < len(lines) and lines[place] and "-->" not in lines[place]:
        place += 1
    return place


def _blocks(lines: Sequence[str], place: int) -> Iterator[_Block]:
    """The blocks behind the header: "collect a WebVTT block"."""
    while place < len(lines):
        if not lines[place]:
            place += 1
            continue
        first, timing, times, arrow = place, None, None, False
        while place < len(lines) and lines[place]:
            if "-->" in lines[place]:
                if arrow or place > first + 1:
                    break  # another cue begins without a blank line before it
                arrow = True
                times = _times(lines[place])
                timing = None if times is None else place
            place += 1
        yield _Block(first, place, timing, *(times or ()))


def _times(line: str) -> tuple[str, str] | None:
    """Start and end, by "collect WebVTT cue timings and settings", without the settings, which no text needs."""
    form = _TIMING.match(line)
    if form is None:
        return None
    start, end = _milliseconds(*form.groups()[:4]), _milliseconds(*form.groups()[4:])
    return None if start is None or end is None else (clock(start), clock(end))


def _milliseconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> int | None:
    if int(minutes) > 59 or int(seconds) > 59 or len(hours or "") > 9:
        return None
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(thousandths)


def _cue(lines: Sequence[str], block: _Block) -> Iterator[Entry]:
    timing = block.timing or 0
    # A mere number is the place of the cue, which its row has of itself.
    if block.first < timing and lines[block.first].strip() and not lines[block.first].strip().isdecimal():
        yield aside(block.first + 1, lines[block.first])
    yield from captions(timing + 1, block.start, block.stop, lines[timing + 1 : block.end])
