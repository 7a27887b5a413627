"""HTML pages (.html), among them those that word processors and web services save as .doc or .xls.

lxml takes markup as browsers do, whatever is wrong with it. Nothing that a page refers to is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transcript.errors import TranscriptError, UnreadableDocument
from transcript.readers.blocks import COLSPAN, Block, Cell, Paragraph, nested, rows, table_rows
from transcript.readers.encodings import decode
from transcript.readers.limits import Count, Limits, beyond
from transcript.readers.markup import Fixed, beyond_fixed, check_markup

if TYPE_CHECKING:
    from lxml.etree import _Element

    from transcript.model import Row

NAME = "html"
SUFFIXES = (".html", ".htm", ".xhtml")
DESCRIPTION = "HTML pages: tables, paragraphs, headings and lists; scripts, styles and menus left out"
EXAMPLE = "<tr><td>Gate</td><td>10.00.00</td><td>NARRATOR</td></tr>"

_PASSED_OVER = frozenset(
    "script style head template noscript nav svg math iframe object applet canvas audio video select datalist "
    "textarea button input del rt rp map area".split()
)
# An embed is passed over by itself: it has no end tag, and libxml2 has it hold all that follows.
_CHROME = ("header", "footer")  # of the page, where they stand outside these:
_CONTENT = frozenset(("article", "main", "section", "td", "th", "blockquote"))
_LINES = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre search section summary td th tr "
    "ul".split()
)
_CELLS = ("td", "th")
# In XML these may be closed at once; read as HTML they would swallow what follows.
_CLOSED = re.compile(r"<(script|style|title|textarea|iframe|noscript|template)\b([^<>]*)/>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LINE_END = re.compile(r"[\r\n].*", re.DOTALL)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_TABS = re.compile(r"mso-tab-count\s*:", re.IGNORECASE)  # how Word saves a tab, as spaces under this style
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*+=\s*+["']?\s*+([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
# Pages that say these are read as the first has always been by browsers (WHATWG Encoding, 4.2).
_WESTERN = frozenset("iso-8859-1 iso8859-1 latin1 latin-1 us-ascii ascii".split())
# Pages nest deeper than other documents, for want of end tags; these are libxml2's limits with huge_tree. What it
# loosens besides, entities that expand, HTML does not have.
_FIXED = Fixed(depth=2_048, name=10_000_000, piece=1_000_000_000)


def read(data: bytes, encoding: str | None, limits: Limits) -> tuple[tuple[Row, ...], str]:
    """The rows of a page and the encoding it was read with. Raises UnreadableDocument."""
    text, used = _decode(_page(data), encoding)
    return rows(blocks(text, limits), limits), used


def _page(data: bytes) -> bytes:
    """The page itself where it is saved with its pictures in one file, as a mail with attachments."""
    import email

    if data.lstrip()[:1] in (b"<", b"") or b"multipart/related" not in data[:4096].lower():
        return data
    for part in email.message_from_bytes(data.lstrip()).walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(content, bytes):
            return content
    raise UnreadableDocument("the web archive holds no page", "save it as .html, .docx or plain text")


def _decode(data: bytes, encoding: str | None) -> tuple[str, str]:
    """As other text, but where the bytes are no Unicode, what the page says of itself comes before guesses."""
    if encoding is None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and b"\0" not in data[:4]:
        declared = _DECLARED.search(data, 0, _DECLARED_WITHIN)
        name = "" if declared is None else declared[1].decode("ascii").lower()
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            if name and not name.startswith("utf"):
                try:
                    return decode(data, "cp1252" if name in _WESTERN else name)
                except TranscriptError:
                    return decode(data)  # it is not what it says
    return decode(data, encoding)


def blocks(text: str, limits: Limits) -> Iterator[Block]:
    """Paragraphs and table rows of a page in reading order."""
    return iter(_Walk(limits).run(_parsed(text, limits)))


def _parsed(text: str, limits: Limits) -> _Element:
    from lxml import etree

    if text.startswith("<?xml"):
        text = _CLOSED.sub(r"<\1\2></\1>", text)
    data = text.encode("utf-8", "replace").replace(b"\0", b"")
    check_markup(data, limits)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(data, parser) if data.strip() else None
    for problem in parser.error_log:
        if problem.level_name == "FATAL":
            reason = " ".join(problem.message.split())
            unread = UnreadableDocument(
                f"the page cannot be read ({reason})", "save it anew from a browser as text or .docx"
            )
            raise beyond_fixed(reason, "the page", _FIXED) or unread
    if root is None:
        raise UnreadableDocument("the page is empty", "check that it is the right one and was saved")
    return root


@dataclass(slots=True)
class _Table:
    """A table that is being read: its rows so far, and how far down its cells reach."""

    cells: Count  # so far, those that are covered by others among them
    rows: list[list[Cell]] = field(default_factory=list)
    row: list[Cell] | None = None
    column: int = 0
    reach: dict[int, int] = field(default_factory=dict)  # column -> rows below the running one that a cell covers


@dataclass(slots=True)
class _Flow:
    """Blocks that are being read, of the page or of one cell, and the line that is running."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    spaced: bool = True  # what stands before is white space already, or nothing


class _Walk:
    """Goes through a page element by element, without recursion: pages may nest deeply."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._depth = 0
        self._flows = [_Flow()]
        self._tables: list[_Table] = []
        self._number = 0
        self._hidden: _Element | None = None
        self._front: _Element | None = None
        self._content = 0
        self._preformatted = 0

    def run(self, root: _Element) -> list[Block]:
        from lxml import etree

        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag.lower() if isinstance(element.tag, str) else ""
            self._depth += 1 if event == "start" else -1
            if event == "start":
                if self._depth > self._limits.nesting:
                    raise beyond(self._limits, "nesting")
                if self._hidden is None:
                    tabs = _TABS.search(element.get("style") or "")
                    if tabs is not None:
                        self._write("\t")
                    if tabs is not None or _is_hidden(element, tag):
                        self._hidden = element
                    else:
                        self._start(element, tag)
                        self._characters(element.text)
                continue
            if self._hidden is None:
                self._end(element, tag)
            elif self._hidden is element:
                self._hidden = None
            if self._hidden is None and element is not root:
                self._characters(element.tail)
        self._break()
        return self._flows[0].blocks

    def _start(self, element: _Element, tag: str) -> None:
        if tag == "br":
            self._write("\n")
        elif tag == "table":
            self._break()
            self._tables.append(_Table(Count(self._limits, "cells")))
        elif tag == "tr" and self._tables:
            self._end_row()
            self._tables[-1].row = []
        elif tag in _CELLS and self._tables:
            self._flows.append(_Flow())
        elif tag in _LINES:
            self._break()
            self._preformatted += tag == "pre"
        # LibreOffice saves the header and footer of pages as a div with that title.
        name = element.get("title") if tag == "div" else tag
        if name in _CHROME and not self._content and self._front is None:
            self._front = element
        self._content += tag in _CONTENT

    def _end(self, element: _Element, tag: str) -> None:
        if tag == "table":
            self._end_table()
        elif tag == "tr" and self._tables:
            self._end_row()
        elif tag in _CELLS and self._tables:
            self._end_cell(element)
        elif tag in _LINES:
            self._break()
            self._preformatted -= tag == "pre"
        self._content -= tag in _CONTENT
        if self._front is element:
            self._front = None

    def _characters(self, text: str | None) -> None:
        if not text:
            return
        flow = self._flows[-1]
        if self._preformatted:
            flow.pieces.append(text)
            flow.spaced = False
            return
        text = _BLANKS.sub(_blank, text)
        if flow.spaced:
            text = text.lstrip(" ")
        if text:
            flow.pieces.append(text)
            flow.spaced = text.endswith(" ")

    def _write(self, text: str) -> None:
        flow = self._flows[-1]
        flow.pieces.append(text)
        flow.spaced = True

    def _break(self) -> None:
        """A block ends, and with it the paragraph that is running."""
        flow = self._flows[-1]
        if flow.pieces:
            # A line break at the end of a block shows nothing, unless there is nothing else in it.
            text = "".join(flow.pieces).rstrip(" ").removesuffix("\n")
            flow.blocks.append(Paragraph(text, self._front is not None))
        flow.pieces.clear()
        flow.spaced = True

    def _end_cell(self, element: _Element) -> None:
        self._break()
        text = nested(self._flows.pop().blocks)
        table = self._tables[-1]
        if table.row is None:
            table.row = []
        while table.reach.get(table.column, 0):
            table.column += 1
        table.row.append(Cell(table.column, text))
        down = _span(element, "rowspan", self._limits.cells)
        for _ in range(_span(element, "colspan", COLSPAN)):
            if down > 1:
                table.reach[table.column] = down
            table.column += 1
        table.cells.add(1)

    def _end_row(self) -> None:
        table = self._tables[-1]
        if table.row is not None:
            table.rows.append(table.row)
            table.reach = {column: down - 1 for column, down in table.reach.items() if down > 1}
            table.cells.add(len(table.reach))
        table.row = None
        table.column = 0

    def _end_table(self) -> None:
        if not self._tables:
            return
        self._end_row()
        table = self._tables.pop()
        self._break()
        if not self._tables:
            self._number += 1
        front = self._front is not None
        read = table_rows(table.rows, self._number, self._limits)
        self._flows[-1].blocks += (row._replace(front=front) for row in read)


def _blank(blanks: re.Match[str]) -> str:
    """A line end with its indentation is one space, as in a browser; tabs and further spaces within a line are what
    was typed in a word processor, and stay. LibreOffice breaks its lines also between two spaces, and leaves the second
    behind the tabs that indent the next line.
    """
    typed, ended = _LINE_END.subn("", blanks[0])
    shown = "\t" * typed.count("\t") or " " * len(typed)
    parted = bool(ended) and blanks[0].endswith("\t ")
    return shown + " " * (ended + parted)


def _is_hidden(element: _Element, tag: str) -> bool:
    if tag in _PASSED_OVER or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _UNSEEN.search(style) is not None


def _span(element: _Element, name: str, most: int) -> int:
    text = element.get(name, "1").strip()
    return max(1, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 10 else 1
