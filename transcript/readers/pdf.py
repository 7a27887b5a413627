"""PDF documents: the words of each page with their places, put together as lines and columns.

A PDF knows neither lines nor columns, only where letters stand. Words come from PDFium by `pdf_words`; `pdf_lines`
makes visual lines of them, `pdf_margins` finds what repeats at the head and foot of pages, `pdf_columns` finds the
columns of the whole document. Rows are visual lines, numbered through the document.
"""

from __future__ import annotations

import re

from transcript.errors import UnreadableDocument
from transcript.model import Row
from transcript.readers.limits import Limits
from transcript.readers.pdf_columns import columned
from transcript.readers.pdf_lines import Page, gaps, lines_of
from transcript.readers.pdf_margins import margins
from transcript.readers.pdf_words import damaged, pages_of

NAME = "pdf"
SUFFIXES = (".pdf",)
DESCRIPTION = "PDF documents with text, in columns or not"
EXAMPLE = "Harbour gate   10.00.02   NARRATOR"

_END_MARK = b"%%EOF"
# Where writers leave something behind the end mark, it is little (ISO 32000-1, implementation note 18 in annex H).
_TAIL = 4096
_NO_LETTER = re.compile("[\x01-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")


def read(data: bytes, _encoding: str | None, limits: Limits) -> tuple[tuple[Row, ...], str]:
    """The rows of a PDF document. Raises UnreadableDocument where it is locked, damaged or holds no text."""
    if _END_MARK not in data.rstrip(b"\0\r\n\t ")[-_TAIL:]:
        raise damaged("its end is missing")
    try:
        pages, pictures = pages_of(data, limits)
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
        raise damaged("its letters stand nowhere") from None


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


def _without_text(pictures: int, pages: int) -> UnreadableDocument:
    if pictures:
        return UnreadableDocument(
            f"this PDF is a scan: {pictures} of {pages} pages are pictures without text",
            "run OCR over it first, for example with ocrmypdf",
        )
    return UnreadableDocument(
        "this PDF holds no text", "check that it is the right one; where it shows letters, run OCR"
    )
