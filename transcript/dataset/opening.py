"""A dataset in a folder or at a URL: which files it has, and reading parts of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcript.dataset.partitions import FOLDER, PARTITIONS, read_partitions
from transcript.dataset.tables import UnusableDataset
from transcript.errors import MissingDocument, TranscriptError
from transcript.extra import needed
from transcript.stores.local import LocalStore
from transcript.stores.remote import folder_at, is_url, plain
from transcript.stores.store import Folder, below

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

    from transcript.stores.store import Store

_SUFFIX = ".parquet"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a dataset, which any machine that sees it can open, by its path or URL. number: among all, from 0."""

    place: str
    number: int

    @contextmanager
    def opened(self, dictionaries: list[str]) -> Iterator[ParquetFile]:
        """The file; only what is asked of it is read. dictionaries: columns whose different texts are wanted once.

        Raises UnusableDataset.
        """
        pa, parquet = needed("pyarrow"), needed("pyarrow.parquet")
        # Each library of a service has errors of its own.
        unreadable = Exception if is_url(self.place) else (pa.ArrowException, OSError)
        try:
            with self._stream() as stream, parquet.ParquetFile(stream, read_dictionary=dictionaries) as file:
                yield file
        except TranscriptError as error:
            if isinstance(error, UnusableDataset):
                error.path = self.place
            raise
        except unreadable as error:
            said = str(error).partition("\n")[0].rstrip(". ") or type(error).__name__
            advice = "convert the scripts again, or check where it lies"
            raise UnusableDataset(f"it cannot be read ({said})", advice, path=self.place) from None

    @contextmanager
    def _stream(self) -> Iterator[object]:
        """What pyarrow can read the file from. A service is asked for those parts of it that are needed."""
        if not is_url(self.place):
            yield self.place
            return
        system, path = needed("fsspec.core").url_to_fs(self.place)
        with system.open(path, "rb", cache_type="none") as stream:
            yield stream


def parts_of(place: str) -> tuple[Part, ...]:
    """The files of the dataset at a path or URL, which names its folder, the one around that, or a single file.

    Raises UnusableDataset, and what a place raises that cannot be looked at.
    """
    needed("pyarrow")
    place = plain(place)
    if not is_url(place) and os.path.isfile(place):  # noqa: PTH113 - Path.is_file raises where a name is too long
        return (Part(os.path.realpath(place), 0),)
    store = folder_at(place)
    try:
        for folder in (FOLDER, ""):
            if _is_dataset(store, folder):
                return tuple(_files(store, folder))
    except TranscriptError as error:
        error.path = error.path or place
        raise
    made = f"transcript convert SCRIPTS --recursive --to parquet makes one in {FOLDER}"
    raise UnusableDataset("there is no dataset of cues", made, path=place)


def _is_dataset(store: Store, folder: str) -> bool:
    try:
        read_partitions(store.read(below(folder, PARTITIONS)))
    except MissingDocument:
        return False
    return True


def _files(store: Store, inside: str) -> Iterator[Part]:
    root = LocalStore(store.root / inside) if isinstance(store, LocalStore) else folder_at(store.shown(inside))
    number = 0
    for folder in root.folders():
        if not isinstance(folder, Folder):
            raise UnusableDataset(folder.reason, path=root.shown(folder.path))
        for file in folder.files:
            if file.name.endswith(_SUFFIX):
                place = root.shown(below(folder.path, file.name))
                yield Part(os.path.realpath(place) if isinstance(root, LocalStore) else place, number)
                number += 1
