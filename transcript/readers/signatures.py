"""What kind of file some bytes are, told by how they begin rather than by the file's name."""

from __future__ import annotations

import re

# first bytes, kind; the kinds of a zip are told by what stands in it
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"ID3\x02", "an MP3 recording"),
    (b"ID3\x03", "an MP3 recording"),
    (b"ID3\x04", "an MP3 recording"),
    (b"OggS\0", "an Ogg recording"),
    (b"fLaC\0", "a FLAC recording"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM film"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
)
_IN_ZIP = (
    (b"word/", "a Word document (.docx)"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text (.odt)"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)"),
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint presentation (.pptx)"),
    (b"application/epub+zip", "an EPUB book"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in files of Office 97 and its kin, which are file systems of their own.
_IN_OLE = (
    ("EncryptedPackage", "an encrypted Office document"),
    ("WordDocument", "an old Word document (.doc)"),
    ("Workbook", "an old Excel workbook (.xls)"),
    ("Book", "an old Excel workbook (.xls)"),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt)"),
)
_RIFF = {b"WAVE": "a WAV recording", b"AVI ": "an AVI film", b"WEBP": "a WebP picture"}
# What HTML begins with once a declaration and comments are taken off. Word and web services save it as .doc and .xls.
_HTML = re.compile(
    r"(?>\s*)(?>(?:<\?xml[^>]*>|(?><!--.*?-->))\s*)*+"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|table|div|p|h[1-6]|center|font|span)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
_TABLE_SUFFIXES = (".csv", ".tsv")


def kind(data: bytes, name: str = "") -> str | None:
    """What a file that is no plain text looks like, in words; None where it may be text.

    name: of the file. Only tables as text are told by its suffix, for commas stand in any text, and HTML that begins
    with text of its own.
    """
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(data)
    if data.startswith(_OLE):
        return _in_ole(data)
    if data[4:8] == b"ftyp" and data.startswith(b"\0\0"):
        return "an MP4 or QuickTime film"
    if data.startswith(b"RIFF") and data[8:12] in _RIFF:
        return _RIFF[data[8:12]]
    opening = _opening(data)
    if _HTML.match(opening) or _is_web_archive(opening.lower()):
        return "an HTML page"
    known = next((name for magic, name in _MAGIC if data.startswith(magic)), None)
    if known is not None:
        return known
    from transcript.readers.subtitles_signatures import subtitle_kind

    if name.lower().endswith(_HTML_SUFFIXES) and re.search(rb"</[a-zA-Z]|<br", data):
        return "an HTML page"
    return subtitle_kind(data) or ("a table as text" if name.lower().endswith(_TABLE_SUFFIXES) else None)


def _opening(data: bytes) -> str:
    """The first letters of what may be text, as far as they are ASCII."""
    wide = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(data[:2], "utf-8")
    return data[:4096].decode(wide, "replace").removeprefix("\ufeff")


def _is_web_archive(opening: str) -> bool:
    """Whether this is a page with its pictures in one file, as Word and some wikis save it: a mail with attachments."""
    return opening.partition(":")[0].replace("-", "").isalpha() and (
        "mime-version:" in opening and "multipart/related" in opening
    )


def _in_ole(data: bytes) -> str:
    return next((kind for name, kind in _IN_OLE if name.encode("utf-16-le") in data), "an Office 97 file")


def _in_zip(data: bytes) -> str:
    """What a zip archive is, by the names of its parts, or by what of it is left where it is cut short."""
    import io
    import zipfile
    import zlib

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
        mimetype = archive.open("mimetype").read(200) if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        marks = data
    else:
        parts = "\n".join(name.replace("\\", "/").lower() for name in names)
        marks = parts.encode("utf-8", "replace") + mimetype
    return next((name for mark, name in _IN_ZIP if mark in marks), "a zip archive")
