#!/usr/bin/env python3
"""Write the sample scripts, and the annotation that goes with each, from their tables in `samples/source`.

    python samples/make.py           writes what is missing or out of date
    python samples/make.py --check   writes nothing; exit 1 where a file is not what the tables give

Reading a table and writing a form of it are kept apart. `read` gives typed rows. Each entry of `FORMS` turns typed
rows into runs of text. `tabled` turns them into the rows of a table in a document; these become a CSV file and a page
that LibreOffice converts into every format of `CONVERSIONS`, in `samples/forms`. Every choice that a typist makes by
habit (a space left behind, a tab more) is drawn from the row itself, so the same table always gives the same files, and
an edited row leaves all but its neighbours alone.

LibreOffice writes the time and its own version into what it makes, so those documents are not compared byte for byte.
`samples/forms/MADE` records the digest of the page that they were made from, and of each. They are out of date where
the page or a document is no longer what is recorded there; checking that needs no LibreOffice.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path
from random import Random
from typing import NamedTuple
from xml.sax.saxutils import escape

PROJECT = Path(__file__).resolve().parent.parent
TABLES = PROJECT / "samples" / "source"
DOCUMENTS = PROJECT / "samples" / "forms"
NOTE_KINDS = ("SHOT", "SHOT+", "SOUND", "TITLE", "META")
TEXT_KINDS = ("SPK", "LINE", "SOUND", "TITLE", "JUNK", "META")


class Piece(NamedTuple):
    """What one cell of a typed row holds. gold: the same as the annotation says it (`written -> meant` for a slip)."""

    kind: str
    typed: str
    gold: str


class Row(NamedTuple):
    """One typed row of the table: shot note, timecode, and what stands in the right column; each may be missing."""

    note: Piece | None
    timecode: Piece | None
    text: tuple[Piece, ...]

    @property
    def pieces(self) -> Iterator[Piece]:
        """What stands in the row, from left to right."""
        yield from (piece for piece in (self.note, self.timecode, *self.text) if piece)


class Run(NamedTuple):
    """A piece as it stands in a file: the white space before it, its text, and the spaces left behind it."""

    before: str
    piece: Piece
    after: str = ""


def read(path: Path) -> tuple[Row, ...]:
    """The typed rows of a table: `note | timecode | text`, each cell but the timecode led by its kind.

    A `#` opens a comment, empty lines only part the rows to the eye, and a fourth cell is a stray mark behind the text.
    """
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) not in (3, 4):
            raise ValueError(
                f"{path}:{number}: a row has three cells (note | timecode | text) or four, not {len(cells)}"
            )
        note, timecode, *texts = cells
        try:
            rows.append(
                Row(
                    _piece(note, NOTE_KINDS),
                    Piece("TC", timecode.partition(" -> ")[0], timecode) if timecode else None,
                    tuple(piece for cell in texts if (piece := _piece(cell, TEXT_KINDS))),
                )
            )
        except ValueError as error:
            raise ValueError(f"{path}:{number}: {error}") from None
    return tuple(rows)


def _piece(cell: str, kinds: tuple[str, ...]) -> Piece | None:
    if not cell:
        return None
    kind, _, text = cell.partition(" ")
    if kind.partition(":")[0] not in kinds or not text.strip():
        raise ValueError(f"a cell reads `KIND text`, with one of {', '.join(kinds)}, not {cell!r}")
    return Piece(kind, text.strip(), text.strip())


# The table as its typist made it: one wide sheet, typed row under typed row, with tab stops for columns. Speech that
# fills the right column wraps by itself to the left margin; from a row that does not, Return leads there.
STOP = 6.0  # from one tab stop to the next, in widths of a small letter
TIMECODE_STOP, TEXT_STOP = 4, 6
FULL = 43.0  # from here on a row of speech has come to the right margin
NARROW = frozenset("iljtfrI.,;:'!()[] -|\"\u2018\u2019\u201c\u201d")


def width(text: str) -> float:
    """How wide a text runs in a book face, in widths of a small letter."""
    return sum(
        0.6 if letter in NARROW else 1.6 if letter in "MW@%&mw" else 1.35 if letter.isupper() else 1.0
        for letter in text
    )


def tabs(text: str, stop: int) -> int:
    """Tabs from the end of a text at the left margin to a tab stop: the longer the text, the fewer."""
    return max(1, stop - int(width(text) / STOP))


def chance(row: Row, question: str) -> float:
    """From 0 to 1: where a typist's habit falls in this row."""
    return Random(f"{question} {row}").random()  # noqa: S311 - no secret, only variety


def left_behind(row: Row, piece: Piece, below: Row | None) -> str:
    """The spaces behind a piece. Speech that goes on in the row below mostly keeps the space between the words."""
    if piece in row.text[:-1]:
        return ""
    goes_on = below is not None and below.note is None and below.timecode is None
    habit = {"LINE": 0.85 if goes_on else 0.45, "SPK": 0.2, "SHOT": 0.14, "SHOT+": 0.14, "TC": 0.07, "TITLE": 0.3}
    drawn = chance(row, f"space behind {piece.kind}")
    likely = habit.get(piece.kind.partition(":")[0], 0.0)
    return "  " if drawn < likely / 10 else " " if drawn < likely else ""


def wraps(row: Row, below: Row) -> bool:
    """Whether the note of the row below was typed where a full row of speech had wrapped to by itself."""
    speech = row.text and row.text[-1].kind.startswith("LINE") and width(row.text[-1].typed) >= FULL
    goes_on = below.text and below.text[0].kind.startswith("LINE")
    return bool(speech and goes_on and below.note and chance(below, "note after full row") < 0.85)


def returns_and_tabs(row: Row, below: Row) -> int:
    """Returns and tabs typed between a row and the row below it (none where the full row wrapped by itself)."""
    drawn = chance(below, "return")
    if below.note:
        return 1 if drawn < 0.012 else 2 if drawn < 0.97 else 3
    if below.timecode:
        only_time = row.note is None and not row.text
        return 2 if drawn < (0.4 if only_time else 0.1) else 2 + TIMECODE_STOP
    last = row.text[-1] if row.text else None
    if last is None or below.text[0].kind in ("SOUND", "JUNK"):
        return 2
    if last.kind == "SPK":
        return 2 if drawn < 0.16 else 2 + TEXT_STOP if drawn < 0.92 else 3 + TEXT_STOP
    if drawn < 0.08:
        return (1, 2, 2, 3, 4)[int(drawn / 0.08 * 5)]
    if width(last.typed) >= FULL:
        return TEXT_STOP
    return (2 if last.typed.endswith((".", "!", "?")) else 1) + TEXT_STOP


def between(row: Row, left: Piece, right: Piece) -> int:
    """Tabs typed from one cell to the next of the same row."""
    if left.kind == "TC":
        return 3 if chance(row, "after timecode") < 0.02 else 1
    if left is not row.note:
        return 0
    if right.kind == "TC":
        return 2 + TIMECODE_STOP if chance(row, "time below note") < 0.02 else tabs(left.typed, TIMECODE_STOP)
    return tabs(left.typed, TEXT_STOP)


def flattened(rows: tuple[Row, ...]) -> Iterator[Run]:
    """The sheet after a text export: each Return and each tab has become a line end."""
    above = None
    for row, below in zip(rows, (*rows[1:], None), strict=True):
        previous = None
        for piece in row.pieces:
            if previous is not None:
                count = between(row, previous, piece)
                before = "\n" * count if count else " "
            elif above is None:
                before = ""
            elif wraps(above, row):
                before = " "
            else:
                before = _line_ends(row, returns_and_tabs(above, row))
            yield Run(before, piece, "" if below and wraps(row, below) else left_behind(row, piece, below))
            previous = piece
        above = row


def _line_ends(row: Row, count: int) -> str:
    """Line ends, now and then with spaces on a blank line or before the text that follows."""
    drawn = chance(row, "space bar")
    if count > 2 and drawn < 0.012:
        return "\n" * (count - 1) + " " * 10 + "\n"
    return "\n" * count + (" " if drawn > 0.985 else "")


def tabbed(rows: tuple[Row, ...]) -> Iterator[Run]:
    """The same table pasted with its tabs kept: one typed row a line, `note⇥timecode⇥text`."""
    for place, (row, below) in enumerate(zip(rows, (*rows[1:], None), strict=True)):
        before = "\n" if place else ""
        column = 0
        for piece in row.pieces:
            target = 0 if piece is row.note else 1 if piece is row.timecode else 2
            lead = " " if column == 2 else "\t" * (target - column)
            yield Run(before + lead, piece, left_behind(row, piece, below))
            before, column = "", target


def joined(rows: tuple[Row, ...]) -> Iterator[Run]:
    """The same table with its tabs become blanks, as a converter leaves it: one typed row a line."""
    for place, row in enumerate(rows):
        before = "\n" if place else ""
        for piece in row.pieces:
            yield Run(before, piece)
            before = " "


FORMS: dict[str, Callable[[tuple[Row, ...]], Iterator[Run]]] = {"": flattened, ".tab": tabbed, ".joined": joined}


def written(runs: Iterator[Run]) -> tuple[str, str]:
    """A form as text, and its annotation: a line for each piece, `line number⇥kind⇥text`."""
    text: list[str] = []
    gold: list[str] = []
    number = 1
    for before, piece, after in runs:
        number += before.count("\n")
        text.append(before + piece.typed + after)
        gold.append(f"{number}\t{piece.kind}\t{piece.gold}\n")
    return "".join(text) + "\n", "".join(gold)


class TableRow(NamedTuple):
    """One row of the script's table in a document: the note, the timecode, and the typed lines of the right cell.

    lines: each with whether it begins a paragraph.
    """

    note: str
    timecode: str
    lines: tuple[tuple[str, bool], ...]


def tabled(rows: Iterable[Row]) -> tuple[TableRow, ...]:
    """The table as it stands in a document: a row of it begins at each timecode and at each note.

    Notes wrap by themselves there, so the rest of one goes back to where it began. Speech keeps the lines it was typed
    in; what is said, a heading, a sound and a title are paragraphs of their own.
    """
    found: list[TableRow] = []
    noted = 0
    above = ""
    for row in rows:
        goes_on = row.note is not None and row.note.kind == "SHOT+"
        if row.timecode or (row.note and not goes_on):
            noted = len(found) if row.note and not goes_on else noted
            note = row.note.typed if row.note and not goes_on else ""
            found.append(TableRow(note, row.timecode.typed if row.timecode else "", ()))
            above = ""
        if row.note and goes_on:
            found[noted] = found[noted]._replace(note=f"{found[noted].note} {row.note.typed}")
        if row.text:
            line = " ".join(piece.typed for piece in row.text)
            kind = row.text[0].kind
            begins = not (kind == above and kind.startswith("LINE"))
            found[-1] = found[-1]._replace(lines=(*found[-1].lines, (line, begins)))
            above = kind
    return tuple(found)


def as_csv(table: Iterable[TableRow]) -> str:
    """The table as a spreadsheet saves it: the lines of a cell on lines of their own, within quotation marks."""
    text = StringIO()
    csv.writer(text).writerows((row.note, row.timecode, "\n".join(line for line, _ in row.lines)) for row in table)
    return text.getvalue()


# A page of LibreOffice's own in flat XML: the page's head and foot, and the table.
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">
<office:font-face-decls><style:font-face style:name="Liberation Serif" svg:font-family="'Liberation Serif'"/>
</office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties
 style:font-name="Liberation Serif" fo:font-size="10pt" fo:language="en" fo:country="GB"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
</office:styles>
<office:automatic-styles>
<style:style style:name="script" style:family="table"><style:table-properties style:width="25.7cm"
 table:align="left"/></style:style>
<style:style style:name="note" style:family="table-column"><style:table-column-properties
 style:column-width="5.2cm"/></style:style>
<style:style style:name="time" style:family="table-column"><style:table-column-properties
 style:column-width="2.5cm"/></style:style>
<style:style style:name="text" style:family="table-column"><style:table-column-properties
 style:column-width="18cm"/></style:style>
<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm"
 fo:border="0.5pt solid #000000"/></style:style>
<style:page-layout style:name="sheet"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm"
 style:print-orientation="landscape" fo:margin="2cm"/>
<style:header-style><style:header-footer-properties fo:min-height="1cm" fo:margin-bottom="0.4cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="1cm" fo:margin-top="0.4cm"/></style:footer-style>
</style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="sheet">
<style:header><text:p>{head}</text:p></style:header>
<style:footer><text:p>Page <text:page-number text:select-page="current">1</text:page-number></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
<table:table table:name="script" table:style-name="script">
<table:table-column table:style-name="note"/><table:table-column table:style-name="time"/>
<table:table-column table:style-name="text"/>
{rows}
</table:table>
<text:p/>
</office:text></office:body></office:document>
"""


def as_page(table: Iterable[TableRow], head: str) -> str:
    """The table on pages with a head and page numbers, as a flat OpenDocument text."""
    rows = (
        "<table:table-row>"
        + _cell(((row.note, True),))
        + _cell(((row.timecode, True),))
        + _cell(row.lines or (("", True),))
        + "</table:table-row>"
        for row in table
    )
    return PAGE.format(head=escape(head), rows="\n".join(rows))


def _cell(lines: Iterable[tuple[str, bool]]) -> str:
    paragraphs: list[str] = []
    for line, begins in lines:
        # XML holds one space of several; the others are elements.
        text = re.sub(" {2}", " <text:s/>", escape(line))
        if begins:
            paragraphs.append(text)
        else:
            paragraphs[-1] += f"<text:line-break/>{text}"
    inner = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    return f'<table:table-cell table:style-name="cell" office:value-type="string">{inner}</table:table-cell>'


CONVERSIONS = {
    "docx": "MS Word 2007 XML",
    "odt": "writer8",
    "rtf": "Rich Text Format",
    "pdf": "writer_pdf_Export",
    "html": "HTML (StarWriter)",
    "doc": "MS Word 97",
}
"""Suffixes of the documents, each with LibreOffice's name for the filter that writes it."""


def converted(page: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each conversion of a page by LibreOffice, by its suffix; it works in a folder of its own.

    Raises FileNotFoundError where LibreOffice is not installed.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise FileNotFoundError("LibreOffice is not installed (Debian: apt install libreoffice-writer)")
    source = folder / "script.fodt"
    source.write_text(page, encoding="utf-8")
    for suffix, form in CONVERSIONS.items():
        subprocess.run(  # noqa: S603 - a program of a known name, given a file of our own
            [
                office,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                f"{suffix}:{form}",
                "--outdir",
                str(folder),
                str(source),
            ],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=180,
        )
        yield suffix, (folder / f"script.{suffix}").read_bytes()


def pages() -> dict[str, str]:
    """The page that the documents of each table are made from, by the table's name."""
    return {
        table.stem: as_page(tabled(read(table)), f"{table.stem.replace('-', ' ').capitalize()}: post-production script")
        for table in sorted(TABLES.glob("*.table"))
    }


def digest(content: bytes) -> str:
    """A digest as `sha256sum` prints it."""
    return hashlib.sha256(content).hexdigest()


def record(stem: str, page: str, folder: Path) -> str:
    """What is recorded of a table's documents: a digest a line, of the page and of each document."""
    lines = [f"{digest(page.encode())}  {stem} (the page)"]
    for suffix in CONVERSIONS:
        path = folder / f"{stem}.{suffix}"
        lines.append(f"{digest(path.read_bytes()) if path.is_file() else '-' * 64}  {path.name}")
    return "".join(f"{line}\n" for line in lines)


def outdated(folder: Path = DOCUMENTS) -> list[str]:
    """Names of the tables whose documents in a folder are not those that were made from them."""
    made = folder / "MADE"
    recorded = made.read_text(encoding="utf-8") if made.is_file() else ""
    return [stem for stem, page in pages().items() if record(stem, page, folder) not in recorded]


def convert(stems: Iterable[str]) -> None:
    """Make the documents of some tables anew, and record it."""
    sources = pages()
    DOCUMENTS.mkdir(exist_ok=True)
    for stem in stems:
        with tempfile.TemporaryDirectory() as folder:
            for suffix, content in converted(sources[stem], Path(folder)):
                (DOCUMENTS / f"{stem}.{suffix}").write_bytes(content)
    records = (record(stem, page, DOCUMENTS) for stem, page in sources.items())
    (DOCUMENTS / "MADE").write_text("".join(records), encoding="utf-8")


def files() -> dict[Path, str]:
    """Every text file that the tables give, with its content."""
    content = {}
    for table in sorted(TABLES.glob("*.table")):
        rows = read(table)
        content[DOCUMENTS / f"{table.stem}.csv"] = as_csv(tabled(rows))
        for suffix, form in FORMS.items():
            script, gold = written(form(rows))
            content[PROJECT / "samples" / f"{table.stem}{suffix}.txt"] = script
            content[PROJECT / "tests" / "golden" / f"{table.stem}{suffix}.tsv"] = gold
    return content


def main() -> int:
    """The command line; gives the exit code."""
    options = argparse.ArgumentParser(
        description="Write the sample scripts, their annotation and forms from samples/source."
    )
    options.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file is out of date")
    check = options.parse_args().check
    stale = {
        path: content
        for path, content in files().items()
        if not path.is_file() or path.read_bytes() != content.encode()
    }
    for path, content in stale.items():
        sys.stdout.write(f"{'out of date' if check else 'written'}: {path.relative_to(PROJECT)}\n")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())
    documents = outdated()
    for stem in documents:
        sys.stdout.write(f"{'out of date' if check else 'being made'}: samples/forms/{stem} by LibreOffice\n")
    if documents and not check:
        try:
            convert(documents)
        except FileNotFoundError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return int(check and bool(stale or documents))


if __name__ == "__main__":
    sys.exit(main())
