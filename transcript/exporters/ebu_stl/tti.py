"""Text and Timing Information blocks: 128 bytes each, one or more to a subtitle (EBU Tech 3264, 4.3)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from transcript.colours import Colour

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transcript.exporters.screen import Line, Page
    from transcript.timecode import Timecode

LENGTH = 128
NUMBERS = 65_535
"""Subtitles of a group: their numbers have two bytes and begin with 1."""

_TEXT = 112
_LAST = 0xFF
_CENTRED = 0x02
_NEW_LINE = b"\x8a"
_UNUSED = b"\x8f"
_ITALICS, _UPRIGHT = b"\x80", b"\x81"
# Teletext level 1: each takes a place on the row.
_COLOURS = {Colour.WHITE: b"\x07", Colour.YELLOW: b"\x03", Colour.CYAN: b"\x06", Colour.GREEN: b"\x02"}
_DOUBLE_HEIGHT, _START_BOX, _END_BOX = b"\x0d", b"\x0b\x0b", b"\x0a\x0a"

ROWS = 23
TELETEXT_COLUMNS = 40
TELETEXT_TEXT = TELETEXT_COLUMNS - 4
"""Characters of a row beside the codes for height, colour and box."""


def open_text(lines: Sequence[Line], encoding: Mapping[str, bytes], *, italics: bool) -> list[bytes]:
    """The text of an open subtitle, one character or code a piece; a label is not spoken and stays upright."""
    pieces: list[bytes] = []
    for place, line in enumerate(lines):
        pieces += [_NEW_LINE] if place else []
        if not (italics and line.voice_over):
            pieces += _encoded(line.text, encoding)
            continue
        upright = line.text[: len(line.text) - len(line.spoken)]
        pieces += _encoded(upright, encoding)
        if line.spoken:
            pieces += [_ITALICS, *_encoded(line.spoken, encoding), _UPRIGHT]
    return pieces


def teletext(lines: Sequence[Line], encoding: Mapping[str, bytes], colours: Mapping[str, Colour]) -> list[bytes]:
    """The text of a teletext subtitle: rows of double height, boxed, each in its speaker's colour."""
    pieces: list[bytes] = []
    for place, line in enumerate(lines):
        # A line of double height takes two rows.
        pieces += [_NEW_LINE, _NEW_LINE] if place else []
        colour = colours.get(line.speaker or "", Colour.WHITE)
        pieces += [_DOUBLE_HEIGHT, _COLOURS[colour], _START_BOX, *_encoded(line.text, encoding)]
        if len(line.text) + len(_END_BOX) <= TELETEXT_TEXT:
            pieces.append(_END_BOX)
    return pieces


def _encoded(text: str, encoding: Mapping[str, bytes]) -> list[bytes]:
    return [encoding[character] for character in text]


def open_row(page: Page) -> int:
    """The row of the first line: the last one stands above the lowest row, which many screens cut off."""
    return 1 if page.top else max(1, ROWS - len(page.lines))


def teletext_row(page: Page) -> int:
    """The row of the first line, each taking two."""
    return 2 if page.top else max(1, ROWS + 1 - 2 * len(page.lines))


def blocks(number: int, begin: Timecode, end: Timecode, row: int, pieces: Sequence[bytes]) -> Iterator[bytes]:
    """The blocks of one subtitle. number: its place in the file, from 0. pieces: what no block may part."""
    group, within = divmod(number, NUMBERS)
    parts = list(_parted(pieces))
    for place, text in enumerate(parts):
        extension = _LAST if place == len(parts) - 1 else place
        yield struct.pack(
            "<BHBB4B4BBBB112s",
            group,
            within + 1,
            extension,
            0,  # not cumulative
            *_bytes(begin),
            *_bytes(end),
            row,
            _CENTRED,
            0,  # no comment
            text.ljust(_TEXT, _UNUSED),
        )


def _parted(pieces: Sequence[bytes]) -> Iterator[bytes]:
    held = b""
    for piece in pieces:
        if len(held) + len(piece) > _TEXT:
            yield held
            held = b""
        held += piece
    yield held


def _bytes(timecode: Timecode) -> tuple[int, int, int, int]:
    return timecode.hours, timecode.minutes, timecode.seconds, timecode.frames or 0
