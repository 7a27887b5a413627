"""Where scripts are read from and outputs are written to: a tree of folders and files.

Paths within a store are text with / between their parts, from its root on, whose own path is empty. A store is a value
that can be sent to another process.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

from transcript.errors import MissingDocument, OutputRefused, UnreadableDocument
from transcript.file_names import HIDDEN

OWN = ".transcript"
"""The folder below the root of outputs in which a batch keeps what it needs to know."""
_TEMPORARY = "tmp"


class File(NamedTuple):
    """A file of a folder: its name and its size in bytes."""

    name: str
    size: int


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

    def folders(self, without: frozenset[str] = frozenset()) -> Iterator[Folder | Unreadable]:
        """Every folder that is not hidden, the root first, each before those in it, but for some and what is in them.

        Hidden files are left out.
        """

    def read(self, path: str, most: int = -1) -> bytes:
        """The bytes of a file, or so many from its start. Raises MissingDocument and UnreadableDocument."""

    def write(self, path: str, content: bytes) -> None:
        """Put a file there, whole or not at all, instead of the one that may stand there. Raises OutputRefused."""

    def shown(self, path: str) -> str:
        """A path as messages name it."""

    def address(self, path: str) -> str:
        """What tells a path from those of all other stores."""

    def stands(self, address: str) -> bool:
        """Whether there is a file at an address, as far as this store can see it."""

    def held(self) -> AbstractContextManager[None]:
        """Keep it for one batch to write to, while this lasts.

        Raises OutputRefused where another batch does so, or nothing can be written there.
        """


def below(folder: str, name: str) -> str:
    """The path of a file of a folder."""
    return f"{folder}/{name}" if folder else name


@dataclass(frozen=True, slots=True)
class LocalStore:
    """A folder of this machine. only: the one file of it that counts."""

    root: Path
    only: str | None = None

    def folders(self, without: frozenset[str] = frozenset()) -> Iterator[Folder | Unreadable]:
        if self.only is not None:
            yield Folder("", (File(self.only, (self.root / self.only).stat().st_size),))
            return
        seen: set[tuple[int, int]] = set()
        waiting = [""]
        while waiting:
            path = waiting.pop()
            try:
                identity = _identity(self._place(path))
                if identity in seen or path in without:  # links may lead to a folder again and again
                    continue
                seen.add(identity)
                found = sorted(os.scandir(self._place(path)), key=lambda entry: entry.name)
            except OSError as error:
                yield Unreadable(path, f"the folder cannot be read ({why(error)})")
                continue
            files: list[File] = []
            inside: list[str] = []
            for entry in found:
                if entry.name.startswith(HIDDEN):
                    continue
                try:
                    if entry.is_dir():
                        inside.append(below(path, entry.name))
                    elif entry.is_file() and not _beside(entry):
                        files.append(File(entry.name, entry.stat().st_size))
                except OSError as error:
                    yield Unreadable(below(path, entry.name), f"it cannot be read ({why(error)})")
            yield Folder(path, tuple(files))
            waiting += reversed(inside)

    def read(self, path: str, most: int = -1) -> bytes:
        try:
            with self._place(path).open("rb") as file:
                return file.read(most)
        except (FileNotFoundError, NotADirectoryError):
            raise MissingDocument("the file is not there any more", "run it again") from None
        except (OSError, ValueError) as error:
            raise UnreadableDocument(f"the file cannot be read ({why(error)})", "check its permissions") from None

    def write(self, path: str, content: bytes) -> None:
        temporary: Path | None = None
        try:
            place = self._within(path)
            place.parent.mkdir(parents=True, exist_ok=True)
            folder = self.root / OWN / _TEMPORARY
            folder.mkdir(parents=True, exist_ok=True)
            temporary = folder / f"{os.getpid()}.{os.urandom(4).hex()}"
            temporary.write_bytes(content)
            with suppress(FileNotFoundError):
                temporary.chmod(stat.S_IMODE(place.stat().st_mode))
            temporary.replace(place)
        except (OSError, ValueError) as error:
            if temporary is not None:
                temporary.unlink(missing_ok=True)
            raise OutputRefused(f"{self.shown(path)} cannot be written ({why(error)})") from None

    def shown(self, path: str) -> str:
        return str(self._place(path))

    def address(self, path: str) -> str:
        return str(Path(os.path.realpath(self.root)) / path)

    def stands(self, address: str) -> bool:
        return os.path.isfile(address)  # noqa: PTH113 - Path.is_file raises where a name is too long

    @contextmanager
    def held(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        own = self.root / OWN
        lock = FileLock(own / "lock", blocking=False)
        try:
            own.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout:
            advice = "wait until it has finished, or name another folder with --out-dir"
            raise OutputRefused(f"another run is writing into {self.root}", advice) from None
        except OSError as error:
            advice = "name another folder with --out-dir"
            raise OutputRefused(f"{self.root} cannot be written to ({why(error)})", advice) from None
        try:
            self._clear()  # what runs that were killed have left half written
            yield
        finally:
            self._clear()
            lock.release()

    def _clear(self) -> None:
        shutil.rmtree(self.root / OWN / _TEMPORARY, ignore_errors=True)

    def _place(self, path: str) -> Path:
        return self.root.joinpath(*PurePosixPath(path).parts)

    def _within(self, path: str) -> Path:
        """The place of a path to write to. Raises OutputRefused where a link or a name leads out of the root."""
        place = self._place(path)
        root = Path(os.path.realpath(self.root))
        if not Path(os.path.realpath(place.parent)).is_relative_to(root):
            raise OutputRefused(f"{self.shown(path)} leads out of {self.root}", "name another folder with --out-dir")
        return place


def why(error: OSError | ValueError) -> str:
    """What the system says of an error."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def _identity(place: Path) -> tuple[int, int]:
    status = place.stat()
    return status.st_dev, status.st_ino


def _beside(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a link to a file of its own folder, which is found there."""
    if not entry.is_symlink():
        return False
    return Path(os.path.realpath(entry.path)).parent == Path(os.path.realpath(Path(entry.path).parent))
