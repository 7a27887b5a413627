"""A folder of this machine as a store."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from transcript.errors import MissingDocument, OutputRefused, UnreadableDocument
from transcript.file_names import HIDDEN
from transcript.stores.store import BEGUN, OWN, File, Folder, Unreadable, below, read_hash, why

_TEMPORARY = "tmp"

# What to do where something cannot be written.
_NAME_ANOTHER = "name another folder with --out-dir"
_ADVICE = {
    errno.ENOSPC: "make room and run it again",
    errno.EDQUOT: "make room and run it again",
    errno.EACCES: "check its permissions and those of its folder",
    errno.EPERM: "check its permissions and those of its folder",
    errno.ENAMETOOLONG: "give the script a shorter name",
    errno.EEXIST: "a file stands where its folder is to be; move it away",
    errno.ENOTDIR: "a file stands where its folder is to be; move it away",
    errno.EISDIR: "move the folder away",
}


@dataclass(frozen=True, slots=True)
class LocalStore:
    """A folder of this machine. only: the one file of it that counts. batch: which one it is held for, if any is."""

    root: Path
    only: str | None = None
    batch: str | None = field(default=None, compare=False)

    def folders(self, without: frozenset[str] = frozenset()) -> Iterator[Folder | Unreadable]:
        if self.only is not None:
            yield Folder("", (File(self.only, (self.root / self.only).stat().st_size),))
            return
        seen = set(self._identities(without))
        waiting = [""]
        while waiting:
            path = waiting.pop()
            try:
                found_folder = identity(self._place(path))
                if found_folder in seen:  # links may lead to a folder again and again
                    continue
                seen.add(found_folder)
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
                    elif entry.is_file() and not beside(entry):
                        files.append(File(entry.name, entry.stat().st_size))
                except OSError as error:
                    yield Unreadable(below(path, entry.name), f"it cannot be read ({why(error)})")
            yield Folder(path, tuple(files))
            waiting += reversed(inside)

    def read(self, path: str, most: int = -1) -> bytes:
        place = self._place(path)
        try:
            if not stat.S_ISREG(place.stat().st_mode):  # a pipe, or a device, may never end
                raise UnreadableDocument("there is something else than a file", "move it away")
            with place.open("rb") as file:
                return file.read(most)
        except (FileNotFoundError, NotADirectoryError):
            raise MissingDocument("the file is not there any more", "run it again") from None
        except (OSError, ValueError) as error:
            if getattr(error, "errno", None) == errno.ENAMETOOLONG:
                raise MissingDocument("there can be no file of so long a name") from None
            raise UnreadableDocument(f"the file cannot be read ({why(error)})", "check its permissions") from None

    def hash_of(self, content: bytes) -> str:
        return hashlib.sha256(content).hexdigest()

    def standing(self, path: str, known: Collection[str] = ()) -> str | None:
        return read_hash(self, path, known)

    def write(self, path: str, content: bytes) -> None:
        try:
            place = self._within(path)
            temporary = self._temporary() / f"{os.getpid()}.{os.urandom(4).hex()}"
            try:
                temporary.write_bytes(content)
                place.parent.mkdir(parents=True, exist_ok=True)
                with suppress(FileNotFoundError):
                    temporary.chmod(stat.S_IMODE(place.stat().st_mode))
                _rename(temporary, place)
            finally:
                temporary.unlink(missing_ok=True)
        except (OSError, ValueError) as error:
            found = f"{self.shown(path)} cannot be written ({why(error)})"
            raise OutputRefused(found, _ADVICE.get(getattr(error, "errno", None) or 0, _NAME_ANOTHER)) from None

    def names(self, path: str) -> list[str]:
        try:
            return sorted(entry.name for entry in os.scandir(self._place(path)) if entry.is_file())
        except FileNotFoundError:
            return []
        except OSError as error:
            found = f"{self.shown(path)} cannot be read ({why(error)})"
            raise UnreadableDocument(found, "check its permissions") from None

    def remove(self, path: str) -> None:
        try:
            self._within(path).unlink(missing_ok=True)
        except OSError as error:
            found = f"{self.shown(path)} cannot be removed ({why(error)})"
            raise OutputRefused(found, "check its permissions and those of its folder") from None

    def shown(self, path: str) -> str:
        return str(self._place(path))

    def address(self, path: str) -> str:
        return str(Path(os.path.realpath(self.root)) / path)

    def stands(self, address: str) -> bool:
        return os.path.isfile(address)  # noqa: PTH113 - Path.is_file raises where a name is too long

    @contextmanager
    def held(self) -> Iterator[LocalStore]:
        from filelock import FileLock, Timeout

        own = self.root / OWN
        lock = FileLock(self.root / BEGUN, blocking=False)
        batch = os.urandom(8).hex()
        with self._refusing():
            own.mkdir(parents=True, exist_ok=True)
            _refuse_links(own, self.root / BEGUN, own / _TEMPORARY)
            try:
                lock.acquire()
            except Timeout:
                advice = f"wait until it has finished, or {_NAME_ANOTHER}"
                raise OutputRefused(f"another run is writing into {self.root}", advice) from None
        try:
            # What runs that were killed have left half written; what is left of such a run writes no more.
            self._clear()
            with self._refusing():
                (own / _TEMPORARY / batch).mkdir(parents=True)
            yield replace(self, batch=batch)
        finally:
            self._clear()
            lock.release()

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputRefused(f"{self.root} cannot be written to ({why(error)})", _NAME_ANOTHER) from None

    def _temporary(self) -> Path:
        """The folder in which files are made.

        That of a batch goes with it. It is not made again: without it no process can write that has outlived its batch.
        """
        folder = self.root / OWN / _TEMPORARY
        if self.batch is not None:
            return folder / self.batch
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _clear(self) -> None:
        shutil.rmtree(self.root / OWN / _TEMPORARY, ignore_errors=True)

    def _identities(self, paths: frozenset[str]) -> Iterator[tuple[int, int]]:
        for path in paths:
            with suppress(OSError):
                yield identity(self._place(path))

    def _place(self, path: str) -> Path:
        return self.root.joinpath(*PurePosixPath(path).parts)

    def _within(self, path: str) -> Path:
        """The place of a path to write to. Raises OutputRefused where a link or a name leads out of the root."""
        place = self._place(path)
        root = Path(os.path.realpath(self.root))
        if not Path(os.path.realpath(place.parent)).is_relative_to(root):
            raise OutputRefused(f"{self.shown(path)} leads out of {self.root}", "name another folder with --out-dir")
        return place


def _refuse_links(*places: Path) -> None:
    """Refuse to write through links: in a tree that somebody else has made they may lead anywhere."""
    link = next((place for place in places if place.is_symlink()), None)
    if link is not None:
        raise OutputRefused(f"{link} is a link", f"remove it, or {_NAME_ANOTHER}")


def _rename(temporary: Path, place: Path) -> None:
    """Put a file of this batch into its place, whole."""
    try:
        temporary.replace(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # Another disk hangs in this folder. The name is always the same: what a killed run leaves is written over.
        name = hashlib.sha256(os.fsencode(place.name)).hexdigest()[:16]
        beside = place.with_name(f".{name}.transcript")
        try:
            shutil.copy(temporary, beside)
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)


def identity(place: Path) -> tuple[int, int]:
    """The same for the same file or folder, whatever links lead to it."""
    status = place.stat()
    return status.st_dev, status.st_ino


def beside(entry: os.DirEntry[str] | Path) -> bool:
    """Whether an entry is a link to a file of its own folder, which is found there."""
    place = Path(entry)
    return entry.is_symlink() and Path(os.path.realpath(place)).parent == Path(os.path.realpath(place.parent))
