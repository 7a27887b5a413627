"""Tables as text (.csv, .tsv): quoted cells with line ends in them, and the separator by evidence."""

from __future__ import annotations

import csv
import html
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from transcript.errors import UnreadableDocument
from transcript.model import Row
from transcript.readers.blocks import tidy
from transcript.readers.encodings import decode
from transcript.readers.limits import Count, Limits
from transcript.readers.text import check_lines

if TYPE_CHECKING:
    from _csv import Reader

NAME = "csv"
SUFFIXES = (".csv", ".tsv")
DESCRIPTION = "tables as text with commas, semicolons or tabs between the cells; quoted cells may hold line ends"
EXAMPLE = 'Gate,10.00.00,"NARRATOR","It was here, in the spring"'

_END = "\x1c"  # a record that ends the table, unless a quotation mark before it is never closed
_SAMPLE = 1000  # records, enough to tell the separator by
_MAX_CELL = 2**31 - 1  # characters
_FEW = 3  # columns of a table of speech: who, when, what
_STOPS = ".?!:;…"
_JOINT = 40  # letters on either side of a separator tell where it stands in its line
# What parts frames (drop-frame) or milliseconds from seconds is no separator.
_IN_TIMES = re.compile(r"(?<=\d[:.]\d\d[:.]\d\d)[;,](?=\d{2,3}(?![\d:.]))")
# The first line by which Excel is told the separator.
_TOLD = re.compile(r"sep=([,;\t|])(?:\r\n|\r|\n)")
# References with their semicolon only: "AT&T" and "A&copy" stay as they are.
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


class Dialect(NamedTuple):
    """How the cells of a table are parted, and whether quotation marks hold cells together."""

    separator: str
    quoted: bool


def read(data: bytes, encoding: str | None, limits: Limits) -> tuple[tuple[Row, ...], str]:
    """The rows of a table and the encoding it was read with. Raises UnreadableDocument."""
    text, used = decode(data, encoding)
    return rows(text, limits), used


def rows(text: str, limits: Limits) -> tuple[Row, ...]:
    """One row for each record, with the number of the line it begins on; records without text count as gaps.

    HTML character references, which web services leave in their exports, become the characters they stand for.
    Raises UnreadableDocument where a quotation mark is never closed, or there are more cells than the limits allow.
    """
    check_lines(text, limits)
    told = _TOLD.match(text)
    if told is not None:
        text = text[told.end() :]
    used = dialect(text) if told is None else Dialect(told[1], quoted=True)
    found: list[Row] = []
    cells = Count(limits, "cells")
    gap = 0
    for number, record in _records(text, used, before=0 if told is None else 1):
        row = tuple(tidy(_resolved(cell)).rstrip() for cell in record)
        cells.add(len(row))
        if any(row):
            found.append(Row(number, row, gap, table=1))
            gap = 0
        else:
            gap += 1
    return tuple(found)


def dialect(text: str) -> Dialect:
    """The separator under which most records have the same number of cells and quotation marks pair up.

    Where two do equally well, it is the one that leaves fewer quotation marks in cells, and then not the comma, which
    stands in sentences too. Cells parted by tabs are often not
    quoted at all: where quotation marks do not pair up as quoting has them, they are mere text.
    """
    masked = _IN_TIMES.sub(".", _REFERENCE.sub(".", text))

    def fit(used: Dialect) -> tuple[bool, float, int]:
        share, marks = _share(masked, used)
        sound = not used.quoted or _is_strict(masked, used.separator)
        return sound and share > 0, share, -marks

    tabs = Dialect("\t", quoted=_is_strict(masked, "\t"))
    best = max((tabs, Dialect(";", quoted=True), Dialect(",", quoted=True)), key=fit)
    return best if fit(best)[1] else Dialect(",", quoted=True)


def _share(text: str, used: Dialect) -> tuple[float, int]:
    """The share of records, among the first, that have as many cells as most do, or 0 where that is one cell; and how
    many quotation marks this leaves in cells.
    """
    records = [record for record in islice(_reader(_typed_lines(text), used), _SAMPLE) if record]
    widths = Counter(map(len, records))
    width, usual = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    marks = sum(cell.count('"') for record in records for cell in record)
    return (usual / len(records) if width > 1 else 0.0), marks


def _is_strict(text: str, separator: str) -> bool:
    """Whether quotation marks stand around cells only, and doubled within."""
    used = Dialect(separator, quoted=True)
    try:
        return all(record is not None for record in _reader(_typed_lines(text), used, strict=True))
    except csv.Error:
        return False


def _records(text: str, used: Dialect, before: int) -> Iterator[tuple[int, list[str]]]:
    """The records with the numbers of the lines they begin on. before: how many lines were taken off the text."""
    lines = _Lines(f"{text}\n{_END}")
    reader = _reader(lines, used)
    begun = before + 1
    held: tuple[int, list[str]] | None = None
    wordy = _wordy_column(text, used)
    for record in reader:
        typed = lines.taken()
        if held is not None:
            yield held
        held = begun, record if wordy is None else _with_marks(record, wordy, typed, used.separator)
        begun = before + reader.line_num + 1
    if held is None or held[1] != [_END]:
        raise UnreadableDocument(
            "a quotation mark that opens a cell is never closed",
            "close it, or save the table as .xlsx",
            line=held[0] if held is not None else None,
        )


def _typed_lines(text: str) -> Iterator[str]:
    return io.StringIO(text, newline="")


class _Lines:
    """The lines of a text, which remembers those that were taken for a record."""

    def __init__(self, text: str) -> None:
        self._lines = _typed_lines(text)
        self._taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._taken.append(line)
        return line

    def taken(self) -> str:
        """The lines taken since this was last asked, as they are typed."""
        typed, self._taken = "".join(self._taken), []
        return typed


def _wordy_column(text: str, used: Dialect) -> int | None:
    """The column with the longest texts, where separators are typed without a blank behind them; else None."""
    records = [record for record in islice(_reader(_typed_lines(text), used), _SAMPLE) if record]
    first = records[0] if records else []
    if used.separator.isspace() or len(first) < _FEW or any(cell[:1].isspace() for cell in first):
        return None
    lengths = [sum(len(record[place]) for record in records if place < len(record)) for place in range(len(first))]
    return lengths.index(max(lengths))


def _with_marks(record: list[str], wordy: int, typed: str, separator: str) -> list[str]:
    """A record with the commas that somebody typed in a sentence without quoting it: `We went, you know, there`.

    There a blank stands behind the comma. It parts cells all the same, which is for the table's columns to set right;
    but it is part of the text, and stays at the end of its cell. wordy: the column of sentences. typed: the record as
    it stands in the file.
    """
    marked = list(record)
    for place in range(wordy + 1, len(record)):
        before, cell = record[place - 1], record[place]
        goes_on = cell[:1] == " " and before and before[-1] not in _STOPS
        if goes_on and f"{before[-_JOINT:]}{separator}{cell[:_JOINT]}" in typed:
            marked[place - 1] += separator
    return marked


def _reader(lines: Iterator[str], used: Dialect, *, strict: bool = False) -> Reader:
    """Python's own reader, whose limit of 131,072 characters a cell is too low for a whole interview in one."""
    csv.field_size_limit(_MAX_CELL)
    return csv.reader(
        lines,
        delimiter=used.separator,
        quoting=csv.QUOTE_MINIMAL if used.quoted else csv.QUOTE_NONE,
        strict=strict,
    )


def _resolved(cell: str) -> str:
    return _REFERENCE.sub(_character, cell) if "&" in cell else cell


def _character(reference: re.Match[str]) -> str:
    # What stands for no character stays as it is typed.
    return html.unescape(reference[0]) or reference[0]
