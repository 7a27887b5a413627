"""Excel workbooks -> rows."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from tests.readers.packages import refusal_of, rows_of, texts_of, zipped
from transcript.model import Row
from transcript.readers import Limits, number_formats


def workbook(*sheets: Callable[[Worksheet], object]) -> bytes:
    """A workbook whose sheets are filled by these functions."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, fill in enumerate(sheets):
        fill(book.create_sheet(f"Sheet{number}"))
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def moment(text: str) -> dt.datetime:
    """A date and time as Excel has them: without a time zone."""
    return dt.datetime.fromisoformat(text)


def rows(*texts: Sequence[Any]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for text in texts:
            sheet.append(list(text))

    return fill


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped(
            {name: change(archive.read(name)) if name == part else archive.read(name) for name in archive.namelist()}
        )


SAMPLE = workbook(rows(["Shot", "TC", "Speech"], ["Gate", dt.time(10, 0, 2), "NARRATOR\nIT WAS HERE"]))


def with_shared_strings(strings: bytes) -> bytes:
    """The sample with its first cell in the table of strings that Excel keeps apart."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    entry = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    book = changed(SAMPLE, "[Content_Types].xml", lambda part: part.replace(b"</Types>", entry))
    first = b't="inlineStr"><is><t>Shot</t></is>'
    book = changed(book, "xl/worksheets/sheet1.xml", lambda part: part.replace(first, b't="s"><v>0</v>'))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, "xl/sharedStrings.xml": strings})


STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>Sh</t></r><r><t>ot</t></r></si></sst>'


def test_shared_strings_of_several_fonts_are_read_whole() -> None:
    assert rows_of(with_shared_strings(STRINGS)) == rows_of(SAMPLE)


def test_each_sheet_that_is_shown_is_a_table() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.append(["secret"])
        sheet.sheet_state = "hidden"

    assert rows_of(workbook(rows(["a", "b"], [], ["c", None, "d"]), hide, rows(["e"]))) == (
        Row(1, ("a", "b", ""), table=1),
        Row(3, ("c", "", "d"), gap=1, table=1),
        Row(4, ("e",), table=2),
    )


def test_times_dates_and_durations_look_like_timecodes() -> None:
    assert rows_of(SAMPLE)[1] == Row(2, ("Gate", "10:00:02", "NARRATOR\nIT WAS HERE"), table=1)
    typed = [dt.timedelta(hours=26, seconds=3), moment("2024-05-06T10:00:02"), dt.date(2024, 5, 6)]
    assert texts_of(workbook(rows(typed))) == ["26:00:03|2024-05-06 10:00:02|2024-05-06"]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (dt.time(10, 0, 2), "h:mm:ss", "10:00:02"),
        (dt.time(10, 0, 2), "h:mm:ss AM/PM", "10:00:02"),
        (dt.time(0, 19), "hh:mm", "00:19"),  # minutes and seconds typed as such: Excel takes them for hours and minutes
        (dt.time(0, 19, 30), "hh:mm", "00:19:30"),
        (dt.time(0, 12, 5), "mm:ss", "00:12:05"),
        (dt.time(10, 0, 2, 480_000), "hh:mm:ss.000", "10:00:02.480"),
        (dt.time(10, 0, 1, 999_600), "hh:mm:ss", "10:00:02"),
        (dt.time(23, 59, 59, 999_999), "hh:mm:ss", "24:00:00"),
        (dt.timedelta(seconds=4512), "[mm]:ss", "01:15:12"),
        (dt.timedelta(seconds=-5), "[h]:mm:ss", "-00:00:05"),
        (moment("1900-01-01T12:00:03"), "hh:mm:ss", "12:00:03"),
        (moment("2024-05-06T10:00:02"), '[$-409]d. mmm yyyy" um "h:mm:ss', "2024-05-06 10:00:02"),
        (moment("2024-05-06T00:00:00"), "dd/mm/yy", "2024-05-06"),
    ],
)
def test_times_as_their_formats_show_them(value: dt.time, number_format: str, shown: str) -> None:
    assert number_formats.time(value, number_format) == shown


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (12, "General", "12"),
        (12.0, "General", "12"),
        (10.02, "General", "10.02"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "100000000000000000000"),
        (10.2, "0.00", "10.20"),
        (10.005, "0.00", "10.01"),
        (-0.004, "0.00", "0.00"),
        (-1.5, "0.0;(0.0)", "-1.5"),
        (7, "000", "007"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (0.25, "0%", "25%"),
        (100237, '00":"00":"00', "10:02:37"),
        (100237, r"00\:00\:00", "10:02:37"),
        (10023712, "00:00:00:00", "10:02:37:12"),
        (1100237, r"00\:00\:00", "110:02:37"),
        (5, "##", "5"),
        (1.5, '0.0" s"', "1.5 s"),
        (3, "[Red]0", "3"),
        (3, '"Reel "0', "Reel 3"),
        (0.5, "# ?/?", "0.5"),
        (12345.678, "0.00E+00", "12345.678"),
        (3, '"only text"', "3"),
    ],
)
def test_numbers_as_their_formats_show_them(value: float, number_format: str, shown: str) -> None:
    assert number_formats.number(value, number_format) == shown


def test_numbers_of_cells_are_shown_by_their_formats() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([100237, 7, True, "x_x000D_\ny"])
        sheet["A1"].number_format = '00":"00":"00'

    assert rows_of(workbook(fill))[0].cells == ("10:02:37", "7", "TRUE", "x\ny")


def test_merged_cells_leave_the_others_empty() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Shot", "TC", "Speech"])
        sheet.append(["PART ONE", None, "ANN"])
        sheet.merge_cells("A2:B2")

    assert texts_of(workbook(fill)) == ["Shot|TC|Speech", "PART ONE||ANN"]


def test_results_of_formulas_are_text() -> None:
    def calculated(part: bytes) -> bytes:
        return part.replace(b"<v></v>", b"<v>8</v>").replace(b"<v/>", b"<v>8</v>")

    book = changed(workbook(rows([7, "=A1+1"])), "xl/worksheets/sheet1.xml", calculated)
    assert texts_of(book) == ["7|8"]


def test_the_suffix_does_not_matter() -> None:
    assert rows_of(SAMPLE, "film.csv") == rows_of(SAMPLE, "film.xlsx")


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    boasting = changed(
        SAMPLE, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"')
    )
    assert boasting != SAMPLE
    assert rows_of(boasting) == rows_of(SAMPLE)


def test_rows_beyond_the_last_that_excel_has_are_refused() -> None:
    far = changed(SAMPLE, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'<row r="2"', b'<row r="999999999"'))
    assert "1,048,576 rows, as no workbook can" in refusal_of(far)
    assert "more than 9,000 lines" in refusal_of(far, limits=Limits(lines=9000))


def test_a_sheet_of_more_cells_than_any_is_refused() -> None:
    few = Limits(cells=10)
    assert "more than 10 cells" in refusal_of(workbook(rows(*[["a", "b"]] * 6)), limits=few)
    ragged = workbook(rows(["a", "b", "c", "d"], ["a"], ["b"], ["c"]))
    assert "tables of 16 cells, more than 10" in refusal_of(ragged, limits=few)


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("content", [b"", b"<x", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'])
def test_damaged_workbooks_are_refused(part: str, content: bytes) -> None:
    assert refusal_of(changed(SAMPLE, part, lambda _: content))


@pytest.mark.parametrize("strings", [b"", b"<x", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'])
def test_damaged_shared_strings_are_refused(strings: bytes) -> None:
    assert refusal_of(with_shared_strings(strings))


def test_entity_bombs_are_refused() -> None:
    laughs = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'.encode()

    assert "the workbook is damaged" in refusal_of(with_shared_strings(head + STRINGS.replace(b"Sh", b"&l9;")))
    assert "the workbook is damaged" in refusal_of(
        changed(SAMPLE, "xl/worksheets/sheet1.xml", lambda part: head + part.replace(b"Gate", b"&l9;"))
    )


def test_packages_that_are_cut_short_or_too_large_are_refused() -> None:
    assert "cut short" in refusal_of(SAMPLE[: len(SAMPLE) * 3 // 4])
    assert "unpacks to more than 100 bytes" in refusal_of(SAMPLE, limits=Limits(unpacked=100))


@pytest.mark.parametrize(
    ("stream", "said"), [("Workbook", "save it as .xlsx or .csv"), ("Something", "an Office 97 file")]
)
def test_old_workbooks_are_called_by_their_name(stream: str, said: str) -> None:
    assert said in refusal_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le"), "film.xls")


WORDS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="\u00ad\u2011_="))


@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_what_is_written_in_cells_is_read_from_them(cells: list[list[str]]) -> None:
    book = workbook(rows(["first", "row"], *[list(texts) for texts in cells]))
    assert [found.cells for found in rows_of(book)[1:]] == [
        tuple(text.rstrip() for text in texts) for texts in cells if any(text.strip() for text in texts)
    ]
