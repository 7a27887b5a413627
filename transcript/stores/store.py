"""Where scripts are read from and outputs are written to: a tree of folders and files.

Paths within a store are text with / between their parts, from its root on, whose own path is empty. A store is a value
that can be sent to another process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from transcript.errors import MissingDocument

OWN = ".transcript"
"""The folder below the root of outputs in which a batch keeps what it needs to know."""
BEGUN = f"{OWN}/begun"
"""A file that stands where a batch has written."""


class File(NamedTuple):
    """A file of a folder: its name and its size in bytes. told: its hash, where the store tells it unread."""

    name: str
    size: int
    told: str = ""


class Folder(NamedTuple):
    """A folder with its files in the order of their names."""

    path: str
    files: tuple[File, ...]


class Unreadable(NamedTuple):
    """A folder or file that cannot be looked at, and why."""

    path: str
    reason: str


class Store(Protocol):
    """A tree of files."""

    @property
    def only(self) -> str | None:
        """The one file of the root that counts, where it was named itself."""

    def folders(self, without: frozenset[str] = frozenset()) -> Iterator[Folder | Unreadable]:
        """Every folder that is not hidden, the root first, each before those in it, but for some and what is in them.

        Hidden files are left out.
        """

    def read(self, path: str, most: int = -1) -> bytes:
        """The bytes of a file, or so many from its start. Raises MissingDocument and UnreadableDocument."""

    def hash_of(self, content: bytes) -> str:
        """A hash of content: the one that this store knows of its files without reading them, if it knows any."""

    def standing(self, path: str, known: Collection[str] = ()) -> str | None:
        """The hash of a file, one of those that are known if it is one of them; None where there is no file.

        Raises UnreadableDocument.
        """

    def write(self, path: str, content: bytes) -> None:
        """Put a file there, whole or not at all, instead of the one that may stand there. Raises OutputRefused."""

    def names(self, path: str) -> list[str]:
        """The names of the files in a folder, in order; none where there is no folder. Raises UnreadableDocument."""

    def remove(self, path: str) -> None:
        """Take a file away, if it is there. Raises OutputRefused."""

    def shown(self, path: str) -> str:
        """A path as messages name it."""

    def address(self, path: str) -> str:
        """What tells a path from those of all other stores."""

    def stands(self, address: str) -> bool:
        """Whether there is a file at an address, as far as this store can see it."""

    def held(self) -> AbstractContextManager[Store | None]:
        """Keep it for one batch to write to, while this lasts.

        Gives the store by which the batch is to write, where it is not this one: it refuses what comes later, from a
        process that has outlived its batch. Raises OutputRefused where another batch is at work there, or nothing can
        be written.
        """


def known_hash(content: bytes, known: Collection[str]) -> str | None:
    """The hash of content among those that are known, whichever store made it: outputs and receipts can be moved."""
    for algorithm in ("sha256", "md5"):
        found = hashlib.new(algorithm, content, usedforsecurity=False).hexdigest()
        if found in known:
            return found
    return None


def read_hash(store: Store, path: str, known: Collection[str]) -> str | None:
    """The hash of a file as `Store.standing` tells it, found out by reading it."""
    try:
        content = store.read(path)
    except MissingDocument:
        return None
    return known_hash(content, known) or store.hash_of(content)


def below(folder: str, name: str) -> str:
    """The path of a file of a folder."""
    return f"{folder}/{name}" if folder else name


def why(error: OSError | ValueError) -> str:
    """What the system says of an error."""
    return (getattr(error, "strerror", None) or str(error)).lower()
