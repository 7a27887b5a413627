"""Tables as LibreOffice opens them: the same cells, and none that runs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.builders import cue, shot, transcript
from tests.exporters.films import FILM
from transcript.cue_sheet import Column
from transcript.exporters import export
from transcript.model import Transcript

if TYPE_CHECKING:
    from tests.oracles.libreoffice import LibreOffice

FORMULAS = ["=1+1", "+1+1", "-1-1", "@SUM(1;1)", '=HYPERLINK("http://harbour.example")', "=cmd|' /C calc'!A0", "＝1+1"]
HOSTILE = transcript(
    cues=[
        cue(text, f"10:00:{number:02}", text, number=number, lasting=1, lines=(number, number))
        for number, text in enumerate(FORMULAS, 1)
    ],
    shots=[shot("10:00:00", "_x0041_ «où» שלום 👩‍🚀 日本語", lasting=9)],
)
# Commas, quotation marks, UTF-8, and all cells as they look.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"


def texts(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("script", [FILM, HOSTILE], ids=["film", "hostile"])
def test_a_workbook_shows_what_was_written(script: Transcript, libreoffice: LibreOffice) -> None:
    shown = texts(libreoffice.convert(export("xlsx", script).content, "xlsx", _CSV))
    written = texts(export("csv", script).content)
    assert [[cell.removeprefix("'") for cell in row] for row in written] == shown


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_is_a_formula(form: str, libreoffice: LibreOffice) -> None:
    opened = libreoffice.convert(export(form, HOSTILE).content, form, "ods")
    saved = libreoffice.convert(opened, "ods", "xlsx")
    (sheet,) = openpyxl.load_workbook(io.BytesIO(saved)).worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert len(cells) > len(FORMULAS) * len(Column)
    assert not [cell.value for cell in cells if cell.data_type in ("f", "e")]
    place = list(Column).index(Column.TEXT)
    held = [str(row[place]).removeprefix("'") for row in sheet.values][2:]
    # Asked without its dialog, LibreOffice takes a CSV for text in the system's encoding.
    told = len(FORMULAS) if form == "xlsx" else -1
    assert held[:told] == FORMULAS[:told]
