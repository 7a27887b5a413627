"""The script as an Excel workbook, for paper edits and archive clearance: see `exporters.cue_sheet`.

One sheet in programme order, to be filtered by type and speaker: its head stays in view and is printed on each page,
long texts are wrapped, and what is not said is grey. Texts and timecodes are cells of text, so that nothing can run as
a formula; numbers and durations in seconds are numbers, to be added up. The same script gives the same file again: no
date is written into it.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from math import ceil
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from transcript.cue_sheet import Column, Type
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.cue_sheet import sheet_rows
from transcript.exporters.safety import shown
from transcript.model import Problem, Severity
from transcript.width import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.styles import Font
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from transcript.exporters.cue_sheet import Cell, SheetRow
    from transcript.model import Subtitle, Transcript

# Excel's own limit, in units of UTF-16.
MOST_CHARACTERS = 32_767

# Characters of a column's width, as Excel counts them.
_WIDTHS = {
    Column.TYPE: 8,
    Column.NUMBER: 6,
    Column.IN: 12,
    Column.OUT: 12,
    Column.DURATION: 12,
    Column.SECONDS: 9,
    Column.SPEAKER: 20,
    Column.VOICE_OVER: 6,
    Column.QUALIFIER: 16,
    Column.SIZE: 6,
    Column.TEXT: 70,
    Column.IN_IS: 10,
    Column.OUT_IS: 10,
    Column.TYPED: 12,
    Column.REEL: 6,
    Column.LINES: 11,
    Column.FRAME_RATE: 13,
}
_SHEET = "Script"
_TEXT = list(Column).index(Column.TEXT)
_GREY = "595959"
_POINTS, _LEADING = 11, 1.36
_HIGHEST = 409  # points, in Excel
_WIDER = 0.15  # by so much of a character capitals are wider
_RAGGED = 1.04  # lines end where words do
_AS_TEXT = "@"
# What reads as a character's code in a workbook (ECMA-376 part 1, 22.9.2.19).
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# The first that an archive can say: the day on which a file is made would make two files of one script.
_NO_DATE = dt.datetime(1980, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)


def write(transcript: Transcript, _subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write the table as a workbook."""
    rows, problems = sheet_rows(transcript, options, FORMAT.name)
    cut = [_cut(row, cell) for row in rows for cell in row.cells if isinstance(cell, str) and _fitting(cell) != cell]
    return Exported(_packed(_workbook(rows)), (*problems, *cut))


def _workbook(rows: Sequence[SheetRow]) -> Workbook:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.creator = "transcript"
    book.properties.created = book.properties.modified = _NO_DATE
    sheet = book.create_sheet(_SHEET)
    for number, column in enumerate(Column, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS[column]
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(Column))}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True

    sheet.append(_Cells(sheet, _font(bold=True)).filled([column.value for column in Column]))
    said, unsaid = _Cells(sheet, _font()), _Cells(sheet, _font(color=_GREY, italic=True))
    for number, row in enumerate(rows, 2):
        sheet.row_dimensions[number].height = _height(str(row.cells[_TEXT]))
        sheet.append((said if row.type is Type.SPEECH else unsaid).filled(row.cells))
    return book


def _font(**look: Any) -> Font:
    from openpyxl.styles import Font

    return Font(name="Calibri", size=_POINTS, **look)


def _height(text: str) -> float:
    """Points that a row needs for a text that is wrapped: not every program finds that out when it opens a file."""
    room = width(text) + sum(map(str.isupper, text)) * _WIDER
    lines = max(1, ceil(room * _RAGGED / _WIDTHS[Column.TEXT]))
    return min(lines * _POINTS * _LEADING, _HIGHEST)


class _Cells:
    """Cells of one look, one for each column as a text and as a number: a row is written before the next is filled."""

    def __init__(self, sheet: WriteOnlyWorksheet, font: Font) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment

        self._texts, self._numbers = ([WriteOnlyCell(sheet) for _ in Column] for _ in range(2))
        for cell in (*self._texts, *self._numbers):
            cell.font = font
        for cell in self._numbers:
            cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)
        for cell in self._texts:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            # Told as a text, a cell that begins with = is no formula, nor does it become one when it is typed anew.
            cell.number_format = _AS_TEXT

    def filled(self, values: Sequence[Cell]) -> list[SheetCell | None]:
        return [None if value == "" else self._cell(place, value) for place, value in enumerate(values)]

    def _cell(self, place: int, value: Cell) -> SheetCell:
        if not isinstance(value, str):
            self._numbers[place].value = value
            return self._numbers[place]
        cell = self._texts[place]
        cell.value = _CODE.sub("_x005F_", _fitting(value))
        cell.data_type = "s"
        return cell


def _packed(book: Workbook) -> bytes:
    """The workbook's file, whose parts have no date either."""
    from openpyxl.writer.excel import ExcelWriter

    dated, packed = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, ZipFile(dated, "w")).save()
    with ZipFile(dated) as parts, ZipFile(packed, "w") as archive:
        for name in parts.namelist():
            archive.writestr(ZipInfo(name, _NO_DATE.timetuple()[:6]), parts.read(name), ZIP_DEFLATED)
    return packed.getvalue()


def _fitting(text: str) -> str:
    """As much of a text as a cell can hold."""
    if len(text) * 2 <= MOST_CHARACTERS:
        return text
    return text.encode("utf-16-le")[: MOST_CHARACTERS * 2].decode("utf-16-le", "ignore")


def _cut(row: SheetRow, text: str) -> Problem:
    what = f"a cell holds {MOST_CHARACTERS:,} characters in {FORMAT.name}: the rest of {shown(text)} is left out"
    return Problem("text-cut", Severity.WARNING, what, row.span, "write csv, whose cells have no limit")


FORMAT = Format(
    name="xlsx",
    suffix=".xlsx",
    description="Excel workbook of cues, shots, sounds and titles, for paper edits and archive clearance",
    keeps="everything with in, out and duration: speakers, voice-over, qualifiers, sizes, how the times came about, "
    "source lines",
    loses="problems, other spellings of speakers; of times what is less than a frame, or a second in a script that "
    "counts seconds",
    read_by="Excel, LibreOffice, Numbers, Google Sheets",
    checked="read back by openpyxl, which also writes it, LibreOffice and transcript itself",
    write=write,
    aliases=("excel",),
    needs_times=False,
    selects=True,
)
