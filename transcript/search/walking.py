"""Which files of an archive are scripts.

In a folder these are the files whose names end as the files of some reader do, or in .json where they hold a transcript
that was kept. A file that is named itself is always one. Beside film.docx its film.srt and film.json are most likely
what `transcript convert` made of it, and would say every line again: outputs stand back where their script can be read.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from transcript.errors import MissingDocument
from transcript.file_names import HEAD, HIDDEN, JSON, families, is_candidate, output_rank, suffix_of, versions
from transcript.stores.local import beside, identity
from transcript.stores.store import why

_MADE_FROM = re.compile(rb'"sha256"\s*:\s*"([0-9a-f]{64})"')


class Found(NamedTuple):
    """A file that may be a script, as it is now. path: its place as text, whatever bytes are in its name."""

    path: str
    place: Path
    size: int
    mtime_ns: int

    @property
    def name(self) -> str | None:
        """The programme's, where the file gives it: a transcript that was kept says its own."""
        return None if suffix_of(self.place.name) == JSON else os.fsencode(self.place.name).decode("utf-8", "replace")


class LeftOut(NamedTuple):
    """A file or folder that is not in the index, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Programme:
    """Files of one name in one folder. outputs: in the order in which they stand in for a script that is missing.

    of: the script that the outputs are called after, where it is among those of another programme.
    """

    scripts: tuple[Found, ...]
    outputs: tuple[Found, ...] = ()
    of: Found | None = None

    @property
    def originals(self) -> tuple[Found, ...]:
        """The scripts behind which the outputs stand back."""
        return self.scripts if self.of is None else (self.of,)


@dataclass(frozen=True, slots=True)
class Archive:
    """What was found. roots: the folders that were looked through, and the files that were named.

    missing: those of the roots that are not there.
    """

    roots: tuple[str, ...]
    programmes: tuple[Programme, ...]
    unreadable: tuple[LeftOut, ...]
    missing: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Whether a file of this path would have been found if it were there."""
        return _within(path, self.roots) and not _within(path, [folder.path for folder in self.unreadable])


def _within(path: str, roots: Iterable[str]) -> bool:
    return any(path == root or path.startswith(root.rstrip(os.sep) + os.sep) for root in roots)


def missing_document(path: str | os.PathLike[str]) -> MissingDocument:
    return MissingDocument("there is no such file or folder", "check its name", path=Path(path))


def walk(paths: Iterable[str | os.PathLike[str]], *, missing: bool = False) -> Archive:
    """Everything below these folders, and these files, that may be a script.

    missing: whether some of them may not be there. Raises MissingDocument where they must.
    """
    unreadable: list[LeftOut] = []
    programmes: list[Programme] = []
    folders: dict[Path, dict[str, Found]] = {}
    roots: dict[Path, bool] = {}
    absent: dict[Path, None] = {}
    for path in paths:
        place = Path(os.path.realpath(path))
        if os.path.exists(path):  # noqa: PTH110 - Path.exists raises where a name is too long
            roots[place] = place.is_dir()
        elif missing:
            absent[place] = None
        else:
            raise missing_document(path)
    seen: set[tuple[int, int]] = set()
    for root in (place for place, is_folder in roots.items() if not is_folder):
        found = _found(root, unreadable)
        if found is not None:
            seen.add(identity(root))
            if output_rank(root.name) is None:
                folders.setdefault(root.parent, {})[root.name] = found
            else:
                programmes.append(Programme((found,)))
    for root in (place for place, is_folder in roots.items() if is_folder):
        for place in _files(root, seen, unreadable):
            found = _found(place, unreadable) if _is_candidate(place) else None
            if found is not None:
                folders.setdefault(place.parent, {})[place.name] = found
    programmes += (one for by_name in folders.values() for one in _programmes(by_name))
    gone = tuple(map(_shown, absent))
    return Archive((*map(_shown, roots), *gone), tuple(programmes), tuple(unreadable), gone)


def _programmes(by_name: dict[str, Found]) -> Iterator[Programme]:
    """The programmes of a folder, and each of their reels where nothing but outputs of these is there."""
    for family in families(by_name):
        scripts = tuple(by_name[name] for name in family.scripts)
        of = None if family.of is None else by_name[family.of]
        for names in [family.outputs] if scripts else versions(family.outputs):
            yield Programme(scripts, tuple(by_name[name] for name in names), of)


def _files(root: Path, seen: set[tuple[int, int]], unreadable: list[LeftOut]) -> Iterator[Path]:
    """The files below a folder in the order of their names, each once whatever links lead to it."""
    waiting = [root]
    while waiting:
        place = waiting.pop()
        try:
            if place.is_dir():
                if not _met(place, seen):
                    inside = sorted(place.iterdir(), key=lambda inner: inner.name, reverse=True)
                    waiting += [inner for inner in inside if not inner.name.startswith(HIDDEN)]
            elif place.is_symlink():
                # What it leads to may stand in the archive itself, or nowhere.
                if place.is_file() and not beside(place) and not _met(place, seen):
                    yield place
            elif place.is_file() and identity(place) not in seen:
                yield place
        except OSError as error:
            unreadable.append(LeftOut(_shown(place), f"it cannot be read ({why(error)})"))


def _met(place: Path, seen: set[tuple[int, int]]) -> bool:
    """Whether a folder or file was seen already; from now on it was."""
    met = identity(place)
    known = met in seen
    seen.add(met)
    return known


def _found(place: Path, unreadable: list[LeftOut]) -> Found | None:
    try:
        status = place.stat()
    except OSError as error:
        unreadable.append(LeftOut(_shown(place), f"the file cannot be read ({why(error)})"))
        return None
    if not stat.S_ISREG(status.st_mode):
        unreadable.append(LeftOut(_shown(place), "this is no plain file"))
        return None
    return Found(_shown(place), place, status.st_size, status.st_mtime_ns)


def _shown(place: Path) -> str:
    """A path as text that SQLite can hold: bytes of its name that are no UTF-8 are written out."""
    return os.fsencode(place).decode("utf-8", "backslashreplace")


def _is_candidate(place: Path) -> bool:
    """Whether a file may be a script; what cannot be read says so where it is read for good."""
    return is_candidate(place.name, lambda: _head(place)) or (
        suffix_of(place.name) == JSON and not os.access(place, os.R_OK)
    )


def _head(place: Path) -> bytes:
    try:
        with place.open("rb") as file:
            return file.read(HEAD)
    except OSError:
        return b""


def made_from(place: Path) -> str | None:
    """The hash of the script that a .json file was made from, where it says so."""
    found = _MADE_FROM.search(_head(place)) if suffix_of(place.name) == JSON else None
    return found[1].decode() if found else None
