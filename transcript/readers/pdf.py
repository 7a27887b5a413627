"""PDF documents: the words of each page with their places, put together as lines and columns.

A PDF knows neither lines nor columns, only where letters stand. Words come from PDFium; `pdf_lines` makes visual lines
of them, `pdf_margins` finds what repeats at the head and foot of pages, `pdf_columns` finds the columns of the whole
document. Rows are visual lines, numbered through the document.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, deque
from ctypes import CFUNCTYPE, addressof, byref, c_float, c_int, c_void_p, cast, sizeof
from itertools import repeat
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from transcript.errors import UnreadableDocument
from transcript.model import Row
from transcript.readers.pdf_columns import columned
from transcript.readers.pdf_lines import Page, Word, gaps, lines_of
from transcript.readers.pdf_margins import margins

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pypdfium2

NAME = "pdf"
SUFFIXES = (".pdf",)
DESCRIPTION = "PDF documents with text, in columns or not"
EXAMPLE = "Harbour gate   10.00.02   NARRATOR"

MAX_PAGES = 5_000
MAX_CHARACTERS = 20_000_000
MAX_CHARACTERS_A_PAGE = 500_000
MAX_OBJECTS_A_PAGE = 20_000
MAX_SIDE = 3_000.0  # points, about a metre; what stands beyond counts as on the edge

# FPDFText_GetLooseCharBox: text page, place of the letter, where to put the box.
_BOX_OF = CFUNCTYPE(c_int, c_void_p, c_int, c_void_p)
# PDFium keeps state of its own and is not safe to enter twice.
_PDFIUM = Lock()
_END_MARK = b"%%EOF"
# Where writers leave something behind the end mark, it is little (ISO 32000-1, implementation note 18 in annex H).
_TAIL = 4096
# PDFium marks a hyphen at the end of a line, and goes on with the next line without a break.
_WORD = re.compile("[^ \t\r\n\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_NO_LETTER = re.compile("[\x01-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")
_SAMPLE = 9
_MANY = 200  # words that show how wide a page's blanks are


class _Turn(NamedTuple):
    """How the writing of a page stands in the PDF's own coordinates. quarter: quarter turns clockwise."""

    quarter: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        size = min(MAX_SIDE, max(0.0, self.right - self.left)), min(MAX_SIDE, max(0.0, self.top - self.bottom))
        return size[::-1] if self.quarter % 2 else size

    def place(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """left, top, right, bottom of a box, from the left and the bottom of the page as it is read."""
        if self.quarter == 0:
            return left - self.left, top - self.bottom, right - self.left, bottom - self.bottom
        if self.quarter == 1:
            return self.top - top, right - self.left, self.top - bottom, left - self.left
        if self.quarter == 2:
            return self.right - right, self.top - bottom, self.right - left, self.top - top
        return bottom - self.bottom, self.right - left, top - self.bottom, self.right - right


def read(data: bytes, _encoding: str | None) -> tuple[tuple[Row, ...], str]:
    """The rows of a PDF document. Raises UnreadableDocument where it is locked, damaged or holds no text."""
    if _END_MARK not in data.rstrip(b"\0\r\n\t ")[-_TAIL:]:
        raise _damaged("its end is missing")
    try:
        with _PDFIUM:
            pages, pictures = _pages(data)
        if not any(page.words or page.turned for page in pages) or pictures * 2 > len(pages):
            raise _without_text(pictures, len(pages))
        text = "".join(word.text for page in pages for word in page.words)
        if len(_NO_LETTER.findall(text)) * 4 > len(text):
            raise UnreadableDocument(
                "the fonts of this PDF do not say which letters they show",
                "export it again with another program, or run OCR over it (ocrmypdf --force-ocr)",
            )
        return rows(pages), "utf-8"
    except (OverflowError, ValueError):
        # Places that are no numbers: no letter of a sound document stands at infinity.
        raise _damaged("its letters stand nowhere") from None


def rows(pages: list[Page]) -> tuple[Row, ...]:
    """The rows of a document's pages."""
    lines = [lines_of(page) for page in pages]
    front, repeats = margins(pages, lines)
    body = [
        [line for n, line in enumerate(page) if (number, n) not in front and (number, n) not in repeats]
        for number, page in enumerate(lines)
    ]
    cells = columned(pages, body)
    spaces = gaps(body)
    found: list[Row] = []
    turned: set[str] = set()
    for number, page in enumerate(lines):
        texts = iter(zip(cells[number], spaces[number], strict=True))
        for n, line in enumerate(page):
            if (number, n) in front:
                found.append(Row(len(found) + 1, (line.text,), front=True))
            elif (number, n) not in repeats:
                columns, gap = next(texts)
                found.append(Row(len(found) + 1, columns, gap))
        stamp = pages[number].turned
        if stamp and stamp not in turned:
            turned.add(stamp)
            found.append(Row(len(found) + 1, (stamp,), front=True))
    return tuple(found)


def _pages(data: bytes) -> tuple[list[Page], int]:
    """The pages with their words, and how many hold pictures but no word. Raises UnreadableDocument."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise UnreadableDocument("this PDF is locked with a password", "remove the password and save it") from None
        raise _damaged("its structure cannot be read") from None
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableDocument(f"this PDF has {len(document):,} pages, more than {MAX_PAGES:,}", "split it")
        pages = []
        pictures = characters = 0
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                raise _damaged(f"page {number + 1} cannot be read") from None
            found, count, picture = _page(page, number + 1)
            pages.append(found)
            pictures += picture
            characters += count
            if characters > MAX_CHARACTERS:
                raise UnreadableDocument(f"this PDF holds more than {MAX_CHARACTERS:,} characters", "split it")
            page.close()
        return pages, pictures
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage, number: int) -> tuple[Page, int, bool]:
    """A page with its words, how many characters they have, and whether it is a picture without words."""
    from pypdfium2 import PdfiumError, raw

    try:
        textpage = page.get_textpage()
    except PdfiumError:
        raise _damaged(f"page {number} cannot be read") from None
    count = textpage.count_chars()
    if count > MAX_CHARACTERS_A_PAGE:
        raise UnreadableDocument(f"page {number} holds more than {MAX_CHARACTERS_A_PAGE:,} characters", "split it")
    text = textpage.get_text_range() if count else ""
    if len(text) != count:
        # Letters and their places go out of step: take the letters one by one.
        text = "".join(chr(raw.FPDFText_GetUnicode(textpage.raw, place)) for place in range(count))
    spans = [match.span() for match in _WORD.finditer(text)]
    turn = _turn(page, textpage.raw, spans)
    rulings = _rulings(page, turn) if spans else ()
    picture = not spans and _has_picture(page)
    words, turned, blank = _words(textpage.raw, text, spans, turn, rulings)
    textpage.close()
    return Page(number, *turn.size, tuple(words), blank, rulings, " ".join(turned)), count, picture


def _turn(page: pypdfium2.PdfPage, textpage: Any, spans: list[tuple[int, int]]) -> _Turn:
    """Which way most words of a page run; where the page itself is turned makes no odds for that."""
    from pypdfium2 import raw

    step = max(1, len(spans) // _SAMPLE)
    ways = Counter(_quarter(raw.FPDFText_GetCharAngle(textpage, start)) for start, _ in spans[::step])
    usual = [way for way, _ in ways.most_common() if way is not None]
    return _Turn(usual[0] if usual else 0, *page.get_mediabox())


def _quarter(angle: float) -> int | None:
    """An angle in radians as quarter turns; None where it is askew."""
    turns = angle * 2 / 3.141592653589793
    return None if abs(turns - round(turns)) > 0.06 else round(turns) % 4


def _words(
    textpage: Any, text: str, spans: list[tuple[int, int]], turn: _Turn, rulings: Sequence[float]
) -> tuple[list[Word], list[str], float]:
    """The words of a page with their places, and the bare texts of those that run another way than the page.

    Words with no more than a usual blank between them come as one: a page of running text has a tenth as many stretches
    as words.
    """
    from pypdfium2 import raw

    ends = [place for start, end in spans for place in (start, end - 1)]
    lefts, tops, rights, bottoms = _boxes(textpage, ends, turn)
    first, last = slice(0, None, 2), slice(1, None, 2)  # letters of each word
    some = slice(0, 2 * _MANY, 2), slice(1, 2 * _MANY, 2)
    blank = _usual_blank(spans[:_MANY], lefts[some[0]], rights[some[1]], bottoms[some[0]])
    sides = zip(
        spans, lefts[first], rights[first], bottoms[first], tops[first], rights[last], bottoms[last], strict=True
    )
    words: list[Word] = []
    turned: list[str] = []
    run: list[str] = []
    left = right = bottom = top = 0.0
    for (start, end), near, first_far, low, high, far, last_low in sides:
        widest = 1.2 * (end - start) * (high - low)
        if (
            run
            and abs(low - bottom) < 0.1 > abs(last_low - bottom)
            and 0 < near - right < 1.35 * blank
            and near < far < near + widest
            and not (rulings and bisect(rulings, near) > bisect(rulings, right))
        ):
            run.append(text[start:end])
            right = far
            continue
        if run:
            words.append(Word(" ".join(run), left, right, bottom, top))
            run = []
        # Two letters on one level, not too far apart, run along with the page; of one letter only its angle tells.
        plain = abs(last_low - low) < 0.5 * (high - low) and abs(far - near) < widest
        if (plain and end - start > 1) or _quarter(raw.FPDFText_GetCharAngle(textpage, start)) == turn.quarter:
            if plain:
                run, left, right, bottom, top = [text[start:end]], min(near, far), max(first_far, far), low, high
            else:
                words += _parted(textpage, text, start, end, turn)
        else:
            turned.append(text[start:end])
    if run:
        words.append(Word(" ".join(run), left, right, bottom, top))
    return words, turned, blank


def _usual_blank(
    spans: Sequence[tuple[int, int]], lefts: Sequence[float], rights: Sequence[float], lows: Sequence[float]
) -> float:
    """The usual distance between two words of a line in points, no more than a wide letter takes."""
    letters = sum(end - start for start, end in spans)
    widest = 0.85 * abs(sum(rights) - sum(lefts)) / max(1, letters)
    blanks = sorted(
        left - right
        for left, right, low, before in zip(lefts[1:], rights, lows[1:], lows, strict=False)
        if left > right and -0.5 < low - before < 0.5
    )
    return min(widest, blanks[len(blanks) // 4]) if blanks else widest / 2


def _boxes(textpage: Any, places: Sequence[int], turn: _Turn) -> list[list[float]]:
    """The left, top, right and bottom sides of letters by their places in the text of a page."""
    from pypdfium2 import raw

    if not places:
        return [[], [], [], []]
    boxes = (raw.FS_RECTF * len(places))()
    at = addressof(boxes)
    # Called by plain addresses and from a map: two letters for every word are most of the work there is.
    box_of = _BOX_OF(cast(raw.FPDFText_GetLooseCharBox, c_void_p).value or 0)
    steps = range(at, at + sizeof(boxes), sizeof(raw.FS_RECTF))
    deque(map(box_of, repeat(cast(textpage, c_void_p).value), places, steps), maxlen=0)
    flat: Any = memoryview(boxes).cast("B").cast("f").tolist()
    sides = [flat[0::4], flat[1::4], flat[2::4], flat[3::4]]
    if turn.quarter == 0 and turn.left == turn.bottom == 0:
        return sides
    return [list(side) for side in zip(*map(turn.place, *sides), strict=True)]


def _parted(textpage: Any, text: str, start: int, end: int, turn: _Turn) -> list[Word]:
    """What PDFium took for one word although it stands in two places."""
    parts: list[Word] = []
    places = range(start, end)
    for place, left, top, right, bottom in zip(places, *_boxes(textpage, places, turn), strict=True):
        before = parts[-1] if parts else None
        if before and abs(before.bottom - bottom) < 0.5 * (top - bottom) and -1 < left - before.right < top - bottom:
            parts[-1] = Word(before.text + text[place], before.left, right, before.bottom, before.top)
        else:
            parts.append(Word(text[place], left, right, bottom, top))
    return parts


def _rulings(page: pypdfium2.PdfPage, turn: _Turn) -> tuple[float, ...]:
    """The places of vertical rulings on a page, from left to right."""
    from pypdfium2 import raw

    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    refs = byref(left), byref(bottom), byref(right), byref(top)
    rulings: set[float] = set()
    for number in range(min(raw.FPDFPage_CountObjects(page.raw), MAX_OBJECTS_A_PAGE)):
        item = raw.FPDFPage_GetObject(page.raw, number)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPageObj_GetBounds(item, *refs):
            x, high, farther, low = turn.place(left.value, top.value, right.value, bottom.value)
            if high - low >= 6:
                rulings |= {round((x + farther) / 2)} if farther - x < 3 else {round(x), round(farther)}
    return tuple(sorted(rulings))


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    from pypdfium2 import raw

    return next(page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None


def _damaged(what: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"this PDF is damaged or cut short ({what})", "fetch it again, or open it and save a new copy"
    )


def _without_text(pictures: int, pages: int) -> UnreadableDocument:
    if pictures:
        return UnreadableDocument(
            f"this PDF is a scan: {pictures} of {pages} pages are pictures without text",
            "run OCR over it first, for example with ocrmypdf",
        )
    return UnreadableDocument(
        "this PDF holds no text", "check that it is the right one; where it shows letters, run OCR"
    )
