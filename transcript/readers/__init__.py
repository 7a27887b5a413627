"""A document -> rows. One module for each kind of document, plain text among them.

A reader is a function from bytes (with an encoding, where the user names one, and limits) to the rows and the encoding
they were read with; a reader of finished subtitles gives their entries (see `subtitles`) instead of rows. To add one:
write its module, say in `signatures` what its files look like, and enter it in READERS or SUBTITLES under that kind.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from transcript.errors import MissingDocument, TranscriptError, UnreadableDocument
from transcript.readers import text
from transcript.readers.document import Document
from transcript.readers.limits import Limits, check
from transcript.readers.signatures import kind

if TYPE_CHECKING:
    from transcript.model import Row
    from transcript.readers.subtitles import Entry

__all__ = ["READERS", "SUBTITLES", "Document", "Limits", "file_bytes", "from_bytes", "from_text", "read"]

T = TypeVar("T")
Reader: TypeAlias = "Callable[[bytes, str | None, Limits], tuple[T, str]]"


def _of(module: str) -> Reader[T]:
    """The reader of a module that is imported when it is used, so that starting up stays quick."""

    def read(data: bytes, encoding: str | None, limits: Limits) -> tuple[T, str]:
        reader: Reader[T] = import_module(f"transcript.readers.{module}").read
        return reader(data, encoding, limits)

    return read


# Kind of file as `signatures.kind` tells it -> its reader; None is a file without a signature: plain text.
READERS: dict[str | None, Reader[tuple[Row, ...]]] = {
    None: text.read,
    "a PDF document": _of("pdf"),
    "a Word document (.docx)": _of("docx"),
    "an old Word document (.doc)": _of("doc"),
    "an OpenDocument text (.odt)": _of("odt"),
    "an RTF document": _of("rtf"),
    "an HTML page": _of("html_page"),
    "an Excel workbook (.xlsx)": _of("xlsx"),
    "a table as text": _of("csv_table"),
}

# The same of finished subtitles, whose rows stand in the layout `subtitles`.
SUBTITLES: dict[str | None, Reader[list[Entry]]] = {
    "SRT subtitles": _of("subtitles_srt"),
    "WebVTT subtitles": _of("subtitles_webvtt"),
    "SBV subtitles": _of("subtitles_sbv"),
    "SubStation Alpha subtitles": _of("subtitles_ass"),
    "TTML subtitles": _of("subtitles_ttml"),
}

# What to do about kinds that no reader takes, where it is more than _SAVE.
_REFUSALS: dict[str | None, str] = {
    "an encrypted Office document": "save it without a password",
    "an old Excel workbook (.xls)": "save it as .xlsx or .csv",
    "an OpenDocument spreadsheet (.ods)": "save it as .xlsx or .csv",
}
_SAVE = "save the script as .docx, .pdf, .odt, .rtf, .html, .csv, .xlsx or plain text"

STDIN = "<stdin>"
_LIMITS = Limits()
_EMPTY = "check that it is the right one and was saved"


def read(path: Path | None, *, encoding: str | None = None, stdin: bytes = b"", limits: Limits = _LIMITS) -> Document:
    """Read a document from a file, or from the bytes of standard input where path is None.

    encoding: the one to read text with, found from its bytes by default. limits: how much it may hold. Raises
    MissingDocument where there is no such file, UnreadableDocument where it is a folder, empty, no text, goes beyond
    the limits or may not be read.
    """
    if path is None:
        return from_bytes(stdin, STDIN, encoding=encoding, limits=limits)
    data = file_bytes(path, limits)
    try:
        return from_bytes(data, os.fsencode(path.name).decode("utf-8", "replace"), encoding=encoding, limits=limits)
    except TranscriptError as error:
        error.path = str(path)
        raise


def file_bytes(path: Path, limits: Limits = _LIMITS) -> bytes:
    """What a file holds, unless it is larger than the limits allow, which is found out before it is read.

    For the errors see `read`.
    """
    try:
        with path.open("rb") as file:
            check(limits, "size", os.fstat(file.fileno()).st_size)
            data = file.read(limits.size + 1)  # a pipe, or a file that grows, does not say how large it is
        check(limits, "size", len(data))
    except FileNotFoundError:
        raise MissingDocument("there is no such file", _resembling(path), path=path) from None
    except IsADirectoryError:
        raise UnreadableDocument("this is a folder", "name the scripts in it", path=path) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        found = f"the file cannot be read ({reason.lower()})"
        raise UnreadableDocument(found, "check its name and permissions", path=path) from None
    except TranscriptError as error:
        error.path = str(path)
        raise
    return data


def from_bytes(data: bytes, name: str, *, encoding: str | None = None, limits: Limits = _LIMITS) -> Document:
    """The document whose file holds these bytes. Raises UnreadableDocument."""
    if not data:
        raise UnreadableDocument("the document is empty", _EMPTY, path=name)
    try:
        check(limits, "size", len(data))
        what = kind(data, name)
        if what in SUBTITLES:
            return _finished(name, *SUBTITLES[what](data, encoding, limits), data)
        if what not in READERS:
            raise UnreadableDocument(f"this looks like {what}", _REFUSALS.get(what, _SAVE))
        return _document(name, *READERS[what](data, encoding, limits), data)
    except TranscriptError as error:
        error.path = name
        raise


def from_text(content: str, name: str = "<text>", *, limits: Limits = _LIMITS) -> Document:
    """The document that a string holds, as if read from a UTF-8 file. Raises UnreadableDocument where it is blank."""
    data = content.encode("utf-8", "surrogatepass")
    try:
        check(limits, "size", len(data))
        return _document(name, text.rows(content, limits), "utf-8", data)
    except TranscriptError as error:
        error.path = name
        raise


def _document(name: str, rows: tuple[Row, ...], encoding: str, data: bytes) -> Document:
    if not rows:
        raise UnreadableDocument("the document holds nothing but blank lines", _EMPTY, path=name)
    return Document(name, rows, encoding, hashlib.sha256(data).hexdigest())


def _finished(name: str, entries: list[Entry], encoding: str, data: bytes) -> Document:
    from transcript.readers.subtitles import Caption, rows

    captions = tuple(entry for entry in entries if isinstance(entry, Caption))
    return replace(_document(name, rows(entries), encoding, data), layout="subtitles", captions=captions)


def _resembling(path: Path) -> str:
    """A file beside the missing one that may be meant."""
    import difflib

    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except OSError:
        return "check the folder's name"
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=0.7)
    return f"did you mean {path.with_name(near[0])}?" if near else "check its name and folder"
