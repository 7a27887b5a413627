"""OpenDocument texts (.odt), read from the package itself with all tracked changes accepted.

What was deleted stands apart from the text in this format, so that leaving it out accepts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from transcript.errors import UnreadableDocument
from transcript.readers.blocks import COLSPAN, Block, Cell, Paragraph, TableRow, nested, rows, table_rows
from transcript.readers.limits import Count, Limits, check
from transcript.readers.markup import parse
from transcript.readers.packages import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

    from transcript.model import Row

NAME = "odt"
SUFFIXES = (".odt", ".ott")
DESCRIPTION = "OpenDocument texts, as LibreOffice writes them: tables and paragraphs, headers and footnotes"
EXAMPLE = "a table of shot | timecode | speech, or paragraphs such as 00.45 ANN LEE"

# OpenDocument 1.3, part 3
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _STYLE, _OFFICE, _DRAW = (
    f"{{{_URN}{name}:1.0}}" for name in ("text", "table", "style", "office", "drawing")
)
_PARAGRAPHS = (_TEXT + "p", _TEXT + "h")
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_SHOWN = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
# Deleted text, comments, notes where they are referred to, what is computed, settings.
_PASSED_OVER = frozenset(
    {
        _OFFICE + "annotation",
        _OFFICE + "annotation-end",
        _OFFICE + "forms",
        _TEXT + "note",
        _TEXT + "tracked-changes",
        _TEXT + "sequence-decls",
        _TEXT + "variable-decls",
        _TEXT + "user-field-decls",
        _TEXT + "number",
        _TEXT + "ruby-text",
        _TEXT + "hidden-text",
        _TEXT + "hidden-paragraph",
    }
)
_BLANKS = re.compile(r"[ \t\r\n]+")
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(cm|mm|in|pt|pc)")
_TWIPS = {"cm": 567, "mm": 56.7, "in": 1440, "pt": 20, "pc": 240}
_EDGES_APART = 144  # twips, a tenth of an inch: see blocks.table_rows


def read(data: bytes, _encoding: str | None, limits: Limits) -> tuple[tuple[Row, ...], str]:
    """The rows of an OpenDocument text: page headers, body, notes, page footers. Raises UnreadableDocument."""
    package = Package(data, limits)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise UnreadableDocument("the document is encrypted", "save it without a password")
    return rows(_document(package), limits), "utf-8"


def _document(package: Package) -> Iterator[Block]:
    content = parse(package.read("content.xml"), "content.xml", package.limits)
    story = _Story(content, package.limits)
    named = "styles.xml"
    pages = parse(package.read(named), named, package.limits) if named in package else None
    yield from _pages(pages, "header", story)
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableDocument("this OpenDocument file holds no text document", "save the script as .odt or .docx")
    yield from story.blocks(body)
    for note in body.iter(_TEXT + "note-body"):
        yield from story.blocks(note)
    yield from _pages(pages, "footer", story)


def _pages(styles: _Element | None, kind: str, story: _Story) -> Iterator[Block]:
    """The headers or footers of all page styles, each text once."""
    seen = set()
    if styles is not None:
        for page in styles.iter(*(f"{_STYLE}{kind}{which}" for which in ("", "-first", "-left"))):
            blocks = tuple(block._replace(front=True) for block in story.blocks(page))
            text = nested(blocks)
            if text not in seen:
                yield from blocks
            seen.add(text)


def _widths(content: _Element) -> dict[str, int]:
    """The widths of columns by the name of their style, in twips."""
    found = {}
    for style in content.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style[@{_STYLE}family='table-column']"):
        properties = style.find(_STYLE + "table-column-properties")
        width = _LENGTH.fullmatch(properties.get(_STYLE + "column-width", "")) if properties is not None else None
        if width is not None:
            found[style.get(_STYLE + "name", "")] = round(float(width[1]) * _TWIPS[width[2]])
    return found


def _hidden(content: _Element) -> frozenset[str | None]:
    """The styles of text that is not shown."""
    properties = content.iterfind(
        f"{_OFFICE}automatic-styles/{_STYLE}style/{_STYLE}text-properties[@{_TEXT}display='none']/.."
    )
    return frozenset(style.get(_STYLE + "name") for style in properties)


class _Story:
    """Reads the parts of one document by the styles of its content; tables are numbered through all of them."""

    def __init__(self, content: _Element, limits: Limits) -> None:
        self._limits = limits
        self._widths = _widths(content)
        self._hidden = _hidden(content)
        self._tables = 0
        # A few bytes may ask for any number of cells that repeat.
        self._expanded = Count(limits, "cells")

    def blocks(self, parent: _Element, *, within: bool = False) -> Iterator[Block]:
        """Paragraphs and table rows in reading order, text boxes after the paragraph they are anchored in.

        within: inside a cell, where tables have no numbers of their own.
        """
        for element in parent:
            tag = element.tag
            if tag in _PARAGRAPHS:
                text = _Text(self._hidden)
                text.add(element)
                yield Paragraph(text.finished())
                for box in text.boxes:
                    yield from self.blocks(box, within=within)
            elif tag == _TABLE + "table":
                self._tables += not within
                yield from self._table(element)
            elif tag not in _PASSED_OVER and element.get(_TEXT + "display") != "none":
                yield from self.blocks(element, within=within)

    def _table(self, table: _Element) -> Iterator[TableRow]:
        placed: list[list[Cell]] = []
        for row in _within(table, (_TABLE + "table-row",)):
            cells = self._cells(row)
            repeated = _count(row, "number-rows-repeated", self._limits.cells)
            self._expanded.add((repeated - 1) * max(1, len(cells)))
            placed += [cells] * repeated
        edges = self._edges(table)
        if max((cell.start for row in placed for cell in row), default=0) >= len(edges):
            return table_rows(placed, self._tables, self._limits)
        measured = [[Cell(edges[cell.start], cell.text) for cell in row] for row in placed]
        return table_rows(measured, self._tables, self._limits, _EDGES_APART)

    def _cells(self, row: _Element) -> list[Cell]:
        """The cells of a row with the number of their column; those that merging covers are there too, and empty."""
        cells = []
        column = 0
        for cell in _within(row, _CELLS):
            text = nested(self.blocks(cell, within=True))
            repeated = _count(cell, "number-columns-repeated", COLSPAN)
            if text or cell.tag == _CELLS[0]:
                self._expanded.add(repeated)
                cells += [Cell(column + further, text) for further in range(repeated)]
            column += repeated
        return cells

    def _edges(self, table: _Element) -> list[int]:
        """How far from the left each column of a table begins; nothing where the document does not say."""
        edges = [0]
        for column in _within(table, (_TABLE + "table-column",)):
            width = self._widths.get(column.get(_TABLE + "style-name", ""), 0)
            if not width:
                return []
            check(self._limits, "cells", len(edges))
            for _ in range(_count(column, "number-columns-repeated", COLSPAN)):
                edges.append(edges[-1] + width)
        return edges


def _within(parent: _Element, tags: tuple[str, ...]) -> Iterator[_Element]:
    """Columns, rows or cells, those in groups and header rows among them, those of nested tables not."""
    for element in parent:
        if element.tag in tags:
            yield element
        elif element.tag not in (*_CELLS, _TABLE + "table-row"):
            yield from _within(element, tags)


def _count(element: _Element, name: str, most: int) -> int:
    text = element.get(_TABLE + name, "1")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 10 else 1


class _Text:
    """The text of a paragraph, white space collapsed as OpenDocument 1.3, part 3, 6.1.2 says; boxes: anchored in it."""

    def __init__(self, hidden: frozenset[str | None]) -> None:
        self._hidden = hidden
        self._pieces: list[str] = []
        self._spaced = True  # what stands before is white space already, or nothing
        self.boxes: list[_Element] = []

    def add(self, parent: _Element) -> None:
        self._characters(parent.text)
        for element in parent:
            tag = element.tag
            if tag in _SHOWN:
                self._sign(_SHOWN[tag])
            elif tag == _TEXT + "s":
                text = element.get(_TEXT + "c", "1")
                self._sign(
                    " " * min(int(text), COLSPAN) if text.isascii() and text.isdigit() and len(text) < 6 else " "
                )
            elif str(tag).startswith(_DRAW) and tag != _DRAW + "a":
                self.boxes.append(element)
            elif tag not in _PASSED_OVER and element.get(_TEXT + "style-name") not in self._hidden:
                self.add(element)
            self._characters(element.tail)

    def finished(self) -> str:
        text = "".join(self._pieces)
        return text[:-1] if self._spaced and text.endswith(" ") else text

    def _characters(self, text: str | None) -> None:
        if text:
            text = _BLANKS.sub(" ", text)
            text = text[1:] if self._spaced and text[0] == " " else text
            self._pieces.append(text)
            self._spaced = text.endswith(" ") if text else self._spaced

    def _sign(self, text: str) -> None:
        self._pieces.append(text)
        self._spaced = False
