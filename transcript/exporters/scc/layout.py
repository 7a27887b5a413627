"""A caption on the screen of CEA-608: 15 rows of 32 columns, as the codes that write it into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transcript.colours import Colour
from transcript.exporters.scc.characters import Unit, twice, units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transcript.exporters.screen import Line, Page

COLUMNS = 32
ROWS = 15
AT_A_TIME = 4
"""Rows that a decoder shows at a time (47 CFR 79.101)."""

# Preamble address codes of channel 1, row by row: both bytes, for column 0 in white.
_ROWS = (
    0x1140,
    0x1160,
    0x1240,
    0x1260,
    0x1540,
    0x1560,
    0x1640,
    0x1660,
    0x1740,
    0x1760,
    0x1040,
    0x1340,
    0x1360,
    0x1440,
    0x1460,
)
_INDENTED = 0x10  # added to them; and 2 for each four columns
_TAB = 0x1720  # and the columns, 1 to 3
_MID_ROW = 0x1120  # and the attribute
_ITALICS = 0x0E
_COLOURS = {Colour.GREEN: 0x02, Colour.CYAN: 0x06, Colour.YELLOW: 0x0A}


class Written(NamedTuple):
    """A caption's codes. upright: lines that had no room for the code of their italics."""

    units: list[Unit]
    upright: tuple[str, ...]


def written(page: Page, colours: Mapping[str, Colour], *, italics: bool) -> Written:
    """The codes that write a caption, centred, at the foot of the screen or at its top."""
    first = 1 if page.top else ROWS + 1 - len(page.lines)
    made: list[Unit] = []
    upright = []
    for row, line in enumerate(page.lines, first):
        codes, kept = _line(row, line, colours.get(line.speaker or ""), italics=italics and line.voice_over)
        made += codes
        if not kept:
            upright.append(line.text)
    return Written(made, tuple(upright))


def _line(row: int, line: Line, colour: Colour | None, *, italics: bool) -> tuple[list[Unit], bool]:
    """A line's codes, and whether it has its italics where it shall.

    An attribute takes the column before the text it is for: the blank behind a label, or one that centring leaves free.
    In the first column the address code itself can say one.
    """
    attributes = [] if colour is None or colour is Colour.WHITE else [_COLOURS[colour]]
    behind_label = italics and bool(line.label) and bool(line.spoken)
    if italics and not line.label:
        attributes.append(_ITALICS)
    free = (COLUMNS - len(line.text)) // 2
    kept = True
    if len(attributes) <= free:
        codes = [*_address(row, free - len(attributes)), *map(_mid_row, attributes)]
    else:
        in_address, *others = attributes
        if len(others) + len(line.text) > COLUMNS:
            others, kept = [], False
        codes = [twice(_ROWS[row - 1] + in_address), *map(_mid_row, others)]
    if behind_label:
        return [*codes, *units(line.label), _mid_row(_ITALICS), *units(line.spoken)], kept
    return [*codes, *units(line.text)], kept


def _address(row: int, column: int) -> list[Unit]:
    fours, ones = divmod(column, 4)
    tab = [twice(_TAB + ones)] if ones else []
    return [twice(_ROWS[row - 1] + _INDENTED + 2 * fours), *tab]


def _mid_row(attribute: int) -> Unit:
    return twice(_MID_ROW + attribute)
