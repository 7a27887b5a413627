"""Zipped packages (.docx, .odt, .xlsx): their parts, unpacked within limits."""

from __future__ import annotations

import io
import zipfile
import zlib

from transcript.errors import UnreadableDocument
from transcript.readers.limits import Count, Limits, check

_SWOLLEN = 2  # times as large
_ENCRYPTED = 0x1  # PKWARE APPNOTE 4.4.4, bit 0


class Package:
    """The parts of a zipped document by name. Raises UnreadableDocument where it is damaged or beyond the limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits = limits
        self._unpacked = Count(limits, "unpacked")
        self._counted = set[str]()
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            raise _damaged("its list of parts is missing") from None
        entries = self._archive.infolist()
        check(limits, "parts", len(entries))
        # Some writers use backslashes, some another case than the names by which the parts refer to each other.
        self._entries = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def names(self) -> list[str]:
        """All names, in lower case."""
        return list(self._entries)

    def check(self, name: str) -> None:
        """Refuse a part that is encrypted, or with which the parts that are read become too large.

        zipfile never unpacks more than the package says that a part holds.
        """
        entry = self._entries[name.lower()]
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableDocument("the document is encrypted", "save it without a password")
        if name.lower() not in self._counted:
            self._counted.add(name.lower())
            self._unpacked.add(entry.file_size)

    def swells(self, name: str) -> bool:
        """Whether a part is far larger unpacked, as text is and pictures are not."""
        entry = self._entries[name.lower()]
        return entry.file_size > _SWOLLEN * entry.compress_size

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
