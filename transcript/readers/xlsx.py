"""Excel workbooks (.xlsx): one table for each sheet that is shown, its cells as they look."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from transcript.errors import TranscriptError, UnreadableDocument
from transcript.readers import number_formats
from transcript.readers.blocks import Block, TableRow, rows
from transcript.readers.limits import Count, Limits, check
from transcript.readers.markup import Fixed, beyond_fixed, check_markup
from transcript.readers.packages import Package

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

    from transcript.model import Row

NAME = "xlsx"
SUFFIXES = (".xlsx", ".xlsm", ".xltx")
DESCRIPTION = "Excel workbooks: each sheet is a table, times and numbers as they look"
EXAMPLE = "Gate | 10:00:00 | NARRATOR | It was here"

_ROWS = 1_048_576  # of a sheet (Excel specifications and limits); a few bytes may name a row far beyond
_ADVICE = "open it in its own program and save a new copy"
_ESCAPE = re.compile("_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")  # ECMA-376 part 1, 22.9.2.19: characters that XML has not


def read(data: bytes, _encoding: str | None, limits: Limits) -> tuple[tuple[Row, ...], str]:
    """The rows of all sheets that are shown. Raises UnreadableDocument."""
    _check(Package(data, limits))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what openpyxl does not read of a workbook
            return rows(_sheets(data, limits), limits), "utf-8"
    except TranscriptError:
        raise
    except Exception as error:  # noqa: BLE001, a damaged workbook makes openpyxl raise anything
        beyond = beyond_fixed(str(error), "the workbook", Fixed())
        if beyond is not None:
            raise beyond from None
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise UnreadableDocument(f"the workbook is damaged ({reason})", _ADVICE) from None


def _check(package: Package) -> None:
    """Refuse what would take too much memory: sheets are read row by row, but other parts whole.

    What hardly grows when it is unpacked, as pictures, is bounded by the size of the file.
    """
    for name in package.names():
        if package.swells(name):
            package.check(name)
        if name.endswith((".xml", ".rels")) and not name.startswith("xl/worksheets/sheet"):
            check_markup(package.read(name), package.limits)


def _sheets(data: bytes, limits: Limits) -> Iterator[Block]:
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    cells, lines = Count(limits, "cells"), Count(limits, "lines")
    for number, sheet in enumerate((sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"), 1):
        sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
        table: list[list[str]] = []
        for row in sheet.iter_rows():
            texts = [_text(cell) for cell in row]
            cells.add(len(texts))
            lines.add()
            if len(table) >= _ROWS:
                raise UnreadableDocument(f"a sheet has more than {_ROWS:,} rows, as no workbook can", _ADVICE)
            table.append(texts)
        width = max((column for texts in table for column, text in enumerate(texts, 1) if text), default=0)
        check(limits, "cells", width * sum(map(any, table)))
        for texts in table:
            yield TableRow(tuple(texts[:width] + [""] * (width - len(texts))) if any(texts) else (), number)


def _text(cell: Cell | MergedCell | ReadOnlyCell | EmptyCell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value) if "_x" in value else value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return number_formats.number(value, cell.number_format)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return number_formats.time(value, cell.number_format)
    return str(value)
