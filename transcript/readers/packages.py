"""Zipped packages (.docx, .odt, .xlsx): their parts, unpacked within limits."""

from __future__ import annotations

import io
import zipfile
import zlib

from transcript.errors import UnreadableDocument
from transcript.readers.limits import MAX_PART, MAX_PARTS, too_much

_ENCRYPTED = 0x1  # PKWARE APPNOTE 4.4.4, bit 0


class Package:
    """The parts of a zipped document by name. Raises UnreadableDocument where it is damaged or beyond the limits."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            raise _damaged("its list of parts is missing") from None
        entries = self._archive.infolist()
        if len(entries) > MAX_PARTS:
            raise too_much(f"{len(entries):,} files")
        # Some writers use backslashes, some another case than the names by which the parts refer to each other.
        self._entries = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def names(self) -> list[str]:
        """All names, in lower case."""
        return list(self._entries)

    def check(self, name: str) -> None:
        """Refuse a part that is encrypted or too large: zipfile never unpacks more than the package says it holds."""
        entry = self._entries[name.lower()]
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableDocument("the document is encrypted", "save it without a password")
        if entry.file_size > MAX_PART:
            raise too_much(f"a part of {entry.file_size / 1024 / 1024:,.0f} MB")

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises UnreadableDocument where it is missing, encrypted, damaged or too large."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise _damaged(f"{name} is missing")
        self.check(name)
        try:
            return self._archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
            raise _damaged(f"{name} cannot be unpacked") from None


def _damaged(what: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"the document is damaged or cut short ({what})", "fetch it again, or open it and save a new copy"
    )
