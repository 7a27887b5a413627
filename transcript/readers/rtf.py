r"""Rich Text Format (.rtf): control words, groups and text, read in one pass.

striprtf gives the text, but writes every cell end as "|" and every row end as a line end, whatever else stands there
as such, and passes over merged cells, deleted text and page headers; so the control words are followed here. Sources:
Rich Text Format Specification 1.9.1.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from transcript.errors import InvalidSetting, UnreadableDocument
from transcript.readers import symbols
from transcript.readers.blocks import Block, Cell, Paragraph, nested, rows, table_rows
from transcript.readers.limits import Count, Limits, beyond, check

if TYPE_CHECKING:
    from transcript.model import Row

NAME = "rtf"
SUFFIXES = (".rtf",)
DESCRIPTION = "Rich Text Format: tables and paragraphs, tracked changes accepted, headers and footnotes"
EXAMPLE = "a table of shot | timecode | speech, or paragraphs such as 00.45 ANN LEE"

_TOKEN = re.compile(
    rb"""
      \\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?
    | \\'(?P<hex>[0-9a-fA-F]{2})
    | \\(?P<sign>[^a-zA-Z])
    | (?P<open>\{)
    | (?P<close>\})
    | (?P<text>[^\\{}\r\n\0]+)
    | [\\\r\n\0]
    """,
    re.VERBOSE | re.DOTALL,
)

# Destinations that hold text of the document, by the story it belongs to; any other that begins with \* is passed over.
_FRONT = frozenset("header headerl headerr headerf footer footerl footerr footerf".split())
_BOXES = frozenset(("shptxt", "dptxbxtext"))
_TRANSPARENT = frozenset("shpinst fldrslt ud rtf do nesttableprops".split())
_PASSED_OVER = frozenset(
    "fonttbl colortbl stylesheet info pict object fldinst pntext listtext pntxta pntxtb xe tc rxe nonesttables upr "
    "annotation atnid atnauthor atndate atnref atrfstart atrfend ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn "
    "bkmkstart bkmkend filetbl revtbl shprslt nonshppict sp".split()
)
_SIGNS = {b"~": "\u00a0", b"_": "-", b"\t": "\t", b"\\": "\\", b"{": "{", b"}": "}"}
_WORDS = {
    "tab": "\t", "line": "\n", "page": "\f", "column": "\f", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
# Character sets of fonts -> code pages; of those that are not here, 0 (ANSI) among them, it is the document's own.
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_SYMBOL_CHARSET = 2
_NO_CHARSET = 1  # "default"
_EDGES_APART = 144  # twips, a tenth of an inch: see blocks.table_rows


def read(data: bytes, encoding: str | None, limits: Limits) -> tuple[tuple[Row, ...], str]:
    """The rows of an RTF document: page headers, body, footnotes, page footers; and the codec its letters are in.

    Raises UnreadableDocument where it is cut short or goes beyond the limits.
    """
    reading = _Reading(encoding, limits)
    reading.run(data)
    return rows(reading.blocks(), limits), reading.codepage


class _Placed(NamedTuple):
    """The cells of a table row and their left edges; no edges where the document does not tell them all."""

    edges: list[int]
    cells: list[str]


class _Flow:
    """One run of paragraphs and tables: the body, a page header, a footnote, a text box."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.finished: list[Paragraph | list[_Placed]] = []
        self.anchored: list[_Flow] = []
        self._pieces: list[str] = []  # of the paragraph that is running
        self._lines: list[str] = []  # of the cell that is running
        self._cells: list[str] = []  # of the row that is running
        self._edges: list[int] = []
        self._row_open = False

    def write(self, text: str) -> None:
        self._pieces.append(text)

    def nested_row(self) -> None:
        """A row of a table within the cell ends, and with it the tab behind its last cell."""
        if self._pieces and self._pieces[-1] == "\t":
            self._pieces.pop()
        self._pieces.append("\n")

    def paragraph(self, *, in_table: bool) -> None:
        """A paragraph ends; one of a table is a line of its cell."""
        if in_table or self._row_open:
            self._lines.append(self._take())
        else:
            self.finished.append(Paragraph(self._take()))
            self._take_anchored()

    def define_row(self) -> None:
        self._edges = [0]
        self._row_open = True

    def left(self, edge: int) -> None:
        self._edges[:1] = [edge]

    def right(self, edge: int) -> None:
        check(self._limits, "cells", len(self._edges))
        self._edges.append(edge)

    def cell(self) -> None:
        """A cell ends."""
        boxes = [nested(box.blocks(1)) for box in self.anchored]
        self.anchored = []
        self._cells.append("\n".join([*self._lines, self._take(), *boxes]))
        self._lines = []

    def row(self) -> None:
        """A row ends; one that follows a row at once is of the same table."""
        if self._pieces or self._lines:
            self.cell()
        edges = self._edges[: len(self._cells)]
        told = len(edges) == len(self._cells) and all(left < right for left, right in pairwise(edges))
        if not (self.finished and isinstance(self.finished[-1], list)):
            self.finished.append([])
        table = self.finished[-1]
        if isinstance(table, list):
            table.append(_Placed(edges if told else [], self._cells))
        self._cells = []
        self._row_open = False

    def end(self) -> None:
        """The run ends, whatever is running in it."""
        if self._cells:
            self.row()
        self.finished += [Paragraph(line) for line in self._lines]
        self._lines = []
        self._row_open = False
        if self._pieces:
            self.paragraph(in_table=False)
        self._take_anchored()

    def blocks(self, table: int) -> Iterator[Block]:
        """What has been read. table: the number of the first table in it."""
        for part in self.finished:
            if isinstance(part, Paragraph):
                yield part
                continue
            told = all(row.edges for row in part)
            placed = [list(map(Cell, row.edges if told else range(len(row.cells)), row.cells)) for row in part]
            yield from table_rows(placed, table, self._limits, _EDGES_APART if told else 0)
            table += 1

    def tables(self) -> int:
        return sum(isinstance(part, list) for part in self.finished)

    def _take(self) -> str:
        text = "".join(self._pieces)
        self._pieces = []
        # Characters beyond U+FFFF come in two halves.
        return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _take_anchored(self) -> None:
        for box in self.anchored:
            self.finished += box.finished
        self.anchored = []


@dataclass(slots=True)
class _State:
    """What holds within a group. shown: its text is part of the document."""

    flow: _Flow
    codec: str
    font: str = ""
    is_symbol: bool = False
    skip: int = 1
    shown: bool = True
    deleted: bool = False
    hidden: bool = False
    in_table: bool = False
    fonts: bool = False  # the group is the table of fonts
    nested_rows: bool = False  # the group defines rows of tables within cells
    owns_flow: bool = False


class _Reading:
    """One pass through a document."""

    def __init__(self, encoding: str | None, limits: Limits) -> None:
        self._limits = limits
        self._lines, self._cells = Count(limits, "lines"), Count(limits, "cells")
        self.codepage = encoding or "cp1252"
        self._given = encoding is not None
        if _lookup(self.codepage) is None:
            raise InvalidSetting(f"no encoding is called {encoding!r}", "use a name such as cp1252 or mac_roman")
        self._body = _Flow(limits)
        self._front: dict[str, list[_Flow]] = {"header": [], "footer": []}
        self._notes: list[_Flow] = []
        self._fonts: dict[int, tuple[str, int]] = {}  # number -> name and character set
        self._font = 0  # of the font whose entry is being read
        self._default_font = 0
        self._state = _State(self._body, self.codepage)
        self._stack: list[_State] = []
        self._bytes = bytearray()  # of text, not yet decoded: a letter may take several
        self._skipping = 0  # characters that follow a Unicode one for readers that know none
        self._starred = False
        self._acts: dict[str, Callable[[int | None], None]] = self._table_of_acts()

    def run(self, data: bytes) -> None:
        position = 0
        end = len(data)
        while position < end:
            token = _TOKEN.match(data, position)
            if token is None:  # the pattern takes any byte
                break
            position = token.end()
            kind = token.lastgroup
            if kind in ("number", "word"):
                number = token["number"]
                value = None if number is None else int(number)
                word = token["word"].decode("ascii")
                if word == "bin":
                    position += max(0, value or 0)
                else:
                    self._word(word, value)
            elif kind == "text":
                self._text(token["text"])
            elif kind == "hex":
                self._hex(int(token["hex"], 16))
            elif kind == "open":
                self._open()
            elif kind == "close":
                self._close()
                if not self._stack:
                    break
            elif kind == "sign":
                self._sign(token["sign"])
        if self._stack:
            raise UnreadableDocument(
                f"the RTF document is cut short ({len(self._stack)} groups are not closed)",
                "fetch it again, or open it in a word processor and save a new copy",
            )
        self._flush()
        self._body.end()

    def blocks(self) -> Iterator[Block]:
        table = 1
        for flow, front in [
            *((flow, True) for flow in _distinct(self._front["header"])),
            (self._body, False),
            *((flow, False) for flow in self._notes),
            *((flow, True) for flow in _distinct(self._front["footer"])),
        ]:
            for block in flow.blocks(table):
                yield block._replace(front=front) if front else block
            table += flow.tables()

    def _open(self) -> None:
        self._flush()
        if len(self._stack) >= self._limits.nesting:
            raise beyond(self._limits, "nesting")
        self._stack.append(self._state)
        self._state = replace(self._state, owns_flow=False)
        self._skipping = 0
        self._starred = False

    def _close(self) -> None:
        self._flush()
        if self._state.owns_flow:
            self._state.flow.end()
        if self._stack:
            self._state = self._stack.pop()
        self._skipping = 0
        self._starred = False

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
        elif sign in b"\r\n":
            self._word("par", None)
        elif self._skipping:
            self._skipping -= 1
        else:
            self._show(_SIGNS.get(sign, ""))

    def _text(self, text: bytes) -> None:
        self._starred = False
        if self._state.fonts:
            name, charset = self._fonts.get(self._font, ("", _NO_CHARSET))
            self._fonts[self._font] = (name + text.decode("latin-1").rstrip(";"), charset)
            return
        if self._skipping:
            dropped = min(self._skipping, len(text))
            self._skipping -= dropped
            text = text[dropped:]
        if self._state.is_symbol:
            for code in text:
                self._symbol(code)
        else:
            self._bytes += text

    def _hex(self, code: int) -> None:
        if self._skipping:
            self._skipping -= 1
        elif self._state.is_symbol:
            self._symbol(code)
        else:
            self._bytes.append(code)

    def _symbol(self, code: int) -> None:
        known = symbols.character(self._state.font, code)
        self._show(known if known != chr(code) else bytes([code]).decode("cp1252", "replace"))

    def _show(self, text: str) -> None:
        self._flush()
        state = self._state
        if state.shown and not state.deleted and not state.hidden:
            state.flow.write(text)

    def _flush(self) -> None:
        """Decode the text that has come so far: now its font, or where it goes, may change."""
        if self._bytes:
            text = bytes(self._bytes)
            self._bytes.clear()
            self._show(text.decode(self._state.codec, "replace"))

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if self._skipping and word != "u":
            self._skipping -= 1
            return
        self._flush()
        act = self._acts.get(word)
        if word in _WORDS:
            self._show(_WORDS[word])
        elif act is not None:
            act(number)
        elif word in _FRONT:
            self._divert(self._front[word[:6]])
        elif word in _BOXES:
            self._divert(self._state.flow.anchored)
        elif word == "footnote":
            self._divert(self._notes)
        elif word in _PASSED_OVER or (starred and word not in _TRANSPARENT):
            self._state.shown = False
            self._state.fonts = word == "fonttbl"
        elif word == "ud":
            self._state.shown = self._stack_shown()
        elif word == "nesttableprops":
            self._state.nested_rows = True

    def _stack_shown(self) -> bool:
        """Whether text was shown before the group whose words for older readers this one repeats in Unicode."""
        return len(self._stack) < 2 or self._stack[-2].shown

    def _divert(self, flows: list[_Flow]) -> None:
        """The group is a run of paragraphs of its own."""
        if not self._state.shown:
            return
        flow = _Flow(self._limits)
        flows.append(flow)
        self._state.flow = flow
        self._state.in_table = False
        self._state.owns_flow = True

    def _table_of_acts(self) -> dict[str, Callable[[int | None], None]]:
        return {
            "par": self._par,
            "sect": self._par,
            "cell": self._cell,
            "row": self._row,
            "nestcell": lambda _: self._show("\t"),
            "nestrow": self._nestrow,
            "trowd": self._trowd,
            "trleft": self._trleft,
            "cellx": self._cellx,
            "intbl": self._intbl,
            "pard": self._pard,
            "plain": self._plain,
            "deleted": self._deleted,
            "v": self._hide,
            "u": self._unicode,
            "uc": self._uc,
            "f": self._f,
            "deff": self._deff,
            "fcharset": self._fcharset,
            "ansicpg": self._ansicpg,
            "mac": lambda _: self._encode("mac_roman"),
            "pc": lambda _: self._encode("cp437"),
            "pca": lambda _: self._encode("cp850"),
        }

    def _par(self, _: int | None) -> None:
        self._lines.add()
        if self._state.shown and not self._state.deleted:
            self._state.flow.paragraph(in_table=self._state.in_table)

    def _cell(self, _: int | None) -> None:
        self._cells.add()
        if self._state.shown:
            self._state.flow.cell()

    def _row(self, _: int | None) -> None:
        self._lines.add()
        if self._state.shown:
            self._state.flow.row()

    def _nestrow(self, _: int | None) -> None:
        if self._state.shown:
            self._state.flow.nested_row()

    def _trowd(self, _: int | None) -> None:
        if self._state.shown and not self._state.nested_rows:
            self._state.flow.define_row()

    def _trleft(self, edge: int | None) -> None:
        if self._state.shown and not self._state.nested_rows:
            self._state.flow.left(edge or 0)

    def _cellx(self, edge: int | None) -> None:
        if self._state.shown and not self._state.nested_rows:
            self._state.flow.right(edge or 0)

    def _intbl(self, _: int | None) -> None:
        self._state.in_table = True

    def _pard(self, _: int | None) -> None:
        self._state.in_table = False

    def _plain(self, _: int | None) -> None:
        self._state.deleted = self._state.hidden = False
        self._f(self._default_font)

    def _deleted(self, number: int | None) -> None:
        self._state.deleted = number != 0

    def _hide(self, number: int | None) -> None:
        self._state.hidden = number != 0

    def _unicode(self, number: int | None) -> None:
        """A UTF-16 code unit, as a signed number; characters for other readers follow it."""
        unit = (number or 0) & 0xFFFF
        self._show(symbols.character(self._state.font, unit) if self._state.is_symbol else chr(unit))
        self._skipping = self._state.skip

    def _uc(self, number: int | None) -> None:
        self._state.skip = min(max(number if number is not None else 1, 0), 10)

    def _f(self, number: int | None) -> None:
        number = number or 0
        if self._state.fonts:
            self._font = number
            self._fonts[number] = ("", _NO_CHARSET)
            return
        name, charset = self._fonts.get(number, ("", _NO_CHARSET))
        self._state.font = name
        self._state.is_symbol = charset == _SYMBOL_CHARSET
        self._state.codec = self.codepage if self._given else _CHARSETS.get(charset, self.codepage)

    def _deff(self, number: int | None) -> None:
        self._default_font = number or 0

    def _fcharset(self, number: int | None) -> None:
        if self._state.fonts:
            name, _ = self._fonts.get(self._font, ("", _NO_CHARSET))
            self._fonts[self._font] = (name, _NO_CHARSET if number is None else number)

    def _ansicpg(self, number: int | None) -> None:
        self._encode(f"cp{number}" if number else "cp1252")

    def _encode(self, codec: str) -> None:
        """The document says which code page its letters are in; one that nobody knows is read as Western."""
        if not self._given:
            self.codepage = codec if _lookup(codec) else "cp1252"
            self._state.codec = self.codepage


def _lookup(codec: str) -> str | None:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return None


def _distinct(flows: list[_Flow]) -> list[_Flow]:
    """Page headers or footers without those that say the same as one before."""
    found: dict[str, _Flow] = {}
    for flow in flows:
        found.setdefault(nested(flow.blocks(1)), flow)
    return list(found.values())
