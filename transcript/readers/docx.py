"""Word documents (.docx), read from the package itself: what Word shows with all tracked changes accepted.

python-docx passes over tracked insertions and content controls, and mammoth over headers, the grid of merged cells and
the difference between a line break and a new paragraph; the parts are plain XML, so they are read as they are.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from transcript.readers import symbols
from transcript.readers.blocks import COLSPAN, Block, Cell, Paragraph, TableRow, nested, rows, table_rows
from transcript.readers.limits import Limits
from transcript.readers.markup import parse
from transcript.readers.packages import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

    from transcript.model import Row

NAME = "docx"
SUFFIXES = (".docx", ".docm", ".dotx")
DESCRIPTION = "Word documents: tables and paragraphs, tracked changes accepted, headers and footnotes"
EXAMPLE = "a table of shot | timecode | speech, or paragraphs such as 00.45 ANN LEE"

# ISO/IEC 29500-1 (transitional); the strict names of the same things differ in their namespace only
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_W = f"{{{_NAMESPACE}}}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"

_P, _TBL, _TR, _TC, _SDT, _T, _BR, _R = (_W + name for name in "p tbl tr tc sdt t br r".split())
_RPR, _VAL, _TEXT_BOX, _SYM = (_W + name for name in "rPr val txbxContent sym".split())
_SHOWN = {
    _W + "tab": "\t",
    _W + "ptab": "\t",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
}
# Deleted or moved away, settings, and what is shown elsewhere or is no text of the author's.
_PASSED_OVER = frozenset(
    _W + name
    for name in "del moveFrom pPr rPr tblPr tblGrid tblPrEx trPr tcPr sectPr sdtPr sdtEndPr rt instrText".split()
)
_EDGES_APART = 144  # twips, a tenth of an inch: see blocks.table_rows


def read(data: bytes, _encoding: str | None, limits: Limits) -> tuple[tuple[Row, ...], str]:
    """The rows of a Word document: page headers, body, footnotes, endnotes, page footers. Raises UnreadableDocument."""
    package = Package(data, limits)
    main = _target(package, "", "officeDocument") or "word/document.xml"
    return rows(_document(package, main), limits), "utf-8"


def _document(package: Package, main: str) -> Iterator[Block]:
    document = _part(package, main)
    story = _Story(package.limits)
    yield from _pages(package, main, document, "header", story)
    yield from story.blocks(document)
    for kind in ("footnote", "endnote"):
        name = _target(package, main, f"{kind}s")
        if name is not None:
            for note in _part(package, name).iter(_W + kind):
                # The lines that part notes from the page are kept as notes, too, with a type.
                if note.get(_W + "type", "normal") == "normal":
                    yield from story.blocks(note)
    yield from _pages(package, main, document, "footer", story)


def _pages(package: Package, main: str, document: _Element, kind: str, story: _Story) -> Iterator[Block]:
    """The page headers or footers that the document's sections refer to, each text once."""
    parts = _relations(package, main)
    seen = set()
    for reference in document.iter(f"{_W}{kind}Reference"):
        identity = next((value for key, value in reference.items() if str(key).endswith("}id")), "")
        name = parts.get(str(identity), ("", ""))[1]
        if name in seen or name not in package:
            continue
        blocks = tuple(block._replace(front=True) for block in story.blocks(_part(package, name)))
        text = nested(blocks)
        if text not in seen:
            yield from blocks
        seen |= {name, text}


def _part(package: Package, name: str) -> _Element:
    return parse(package.read(name).replace(_STRICT, _NAMESPACE.encode()), name, package.limits)


def _relations(package: Package, source: str) -> dict[str, tuple[str, str]]:
    """Id -> the kind and the name of the part that a part refers to; what lies outside the package is left out."""
    folder, name = posixpath.split(source)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in package:
        return {}
    return {
        found.get("Id", ""): (
            found.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, found.get("Target", ""))).lstrip("/"),
        )
        for found in parse(package.read(relations), relations, package.limits)
        if found.get("TargetMode") != "External"
    }


def _target(package: Package, source: str, kind: str) -> str | None:
    found = (name for what, name in _relations(package, source).values() if what == kind)
    return next((name for name in found if name in package), None)


class _Story:
    """Reads the parts of one document; tables are numbered through all of them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._tables = 0

    def blocks(self, parent: _Element) -> Iterator[Block]:
        """Paragraphs and table rows in reading order, text boxes after the paragraph they are anchored in."""
        kept = ""  # of a paragraph whose end is deleted: it goes on in the next
        for element in _content(parent):
            boxes: list[_Element] = []
            if element.tag == _P:
                kept += _text(element, boxes)
                if not _end_deleted(element):
                    yield Paragraph(kept)
                    kept = ""
            else:
                if kept:
                    yield Paragraph(kept)
                    kept = ""
                self._tables += 1
                yield from _table(element, self._tables, self._limits)
            for box in boxes:
                yield from self.blocks(box)
        if kept:
            yield Paragraph(kept)


def _content(parent: _Element) -> Iterator[_Element]:
    """The paragraphs and tables of a body, a cell or a text box, those within content controls among them."""
    for element in parent:
        if element.tag in (_P, _TBL):
            yield element
        elif element.tag not in _PASSED_OVER and not _is_placeholder(element):
            yield from _content(_chosen(element))


def _table(table: _Element, number: int, limits: Limits) -> Iterator[TableRow]:
    """The rows of a table on its grid; the widths of the grid tell near edges from far ones."""
    edges = [0]
    for column in table.iterfind(f"{_W}tblGrid/{_W}gridCol"):
        edges.append(edges[-1] + _number(column.get(_W + "w")))
    placed = [_cells(row, limits) for row in _within(table, _TR) if row.find(f"{_W}trPr/{_W}del") is None]
    farthest = max((cell.start for row in placed for cell in row), default=0)
    if farthest >= len(edges) or any(right <= left for left, right in pairwise(edges)):
        return table_rows(placed, number, limits)
    measured = [[Cell(edges[cell.start], cell.text) for cell in row] for row in placed]
    return table_rows(measured, number, limits, _EDGES_APART)


def _cells(row: _Element, limits: Limits) -> list[Cell]:
    cells = []
    column = _span(row, "trPr/gridBefore")
    for cell in _within(row, _TC):
        blocks = _Story(limits).blocks(cell)
        cells.append(Cell(column, nested(blocks)))
        column += max(1, _span(cell, "tcPr/gridSpan"))
    return cells


def _span(element: _Element, path: str) -> int:
    group, name = path.split("/")
    found = element.find(f"{_W}{group}/{_W}{name}")
    return 0 if found is None else max(0, min(_number(found.get(_VAL)), COLSPAN))


def _within(parent: _Element, tag: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, those within content controls and tracked changes among them."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag not in _PASSED_OVER:
            yield from _within(element, tag)


def _text(parent: _Element, boxes: list[_Element]) -> str:
    """The text of a paragraph; the text boxes anchored in it are put into boxes."""
    pieces: list[str] = []
    _collect(parent, pieces, boxes)
    return "".join(pieces)


def _collect(parent: _Element, pieces: list[str], boxes: list[_Element]) -> None:
    for element in parent:
        tag = element.tag
        if tag == _R:
            style = element.find(_RPR)
            if style is None or not _is_on(style, "vanish"):
                _collect(element, pieces, boxes)
        elif tag in (_T, _MATH_TEXT):
            pieces.append((element.text or "").replace("\n", " "))
        elif tag in _PASSED_OVER:
            continue
        elif tag in _SHOWN:
            pieces.append(_SHOWN[tag])
        elif tag == _BR:
            pieces.append("\f" if element.get(_W + "type", "textWrapping") != "textWrapping" else "\n")
        elif tag == _SYM:
            code = element.get(_W + "char", "")
            if _is_hex(code):
                pieces.append(symbols.character(element.get(_W + "font", ""), int(code, 16)))
        elif tag == _TEXT_BOX:
            boxes.append(element)
        elif not _is_placeholder(element):
            _collect(_chosen(element), pieces, boxes)


def _chosen(element: _Element) -> _Element:
    """Of several renderings of the same thing the first that holds anything; any other element itself."""
    if element.tag != _ALTERNATIVES:
        return element
    return next((rendering for rendering in element if len(rendering)), element)


def _is_placeholder(element: _Element) -> bool:
    """Whether this is a content control that nobody has filled in."""
    return element.tag == _SDT and element.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None


def _end_deleted(paragraph: _Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_RPR}")
    return style is not None and (style.find(f"{_W}del") is not None or style.find(f"{_W}moveFrom") is not None)


def _is_on(style: _Element, name: str) -> bool:
    found = style.find(_W + name)
    return found is not None and found.get(_VAL, "true") not in ("0", "false", "off")


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _is_hex(text: str) -> bool:
    return 1 <= len(text) <= 4 and all(digit in "0123456789abcdefABCDEF" for digit in text)
