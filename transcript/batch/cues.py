"""The dataset of a batch: the cues of all its scripts in Parquet, one file a partition, see `transcript.dataset`.

The scripts of a partition make one chunk. What is new in it goes into its file at the end, whole or not at all, with
the rows of the other programmes as they stand there.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from transcript.dataset.partitions import (
    FOLDER,
    PARTITIONS,
    merged,
    partition_path,
    partitions_bytes,
    partitions_for,
    read_partitions,
)
from transcript.dataset.tables import Entry, as_bytes, read_partition, table
from transcript.errors import MissingDocument, TranscriptError

if TYPE_CHECKING:
    import pyarrow as pa

    from transcript.model import Transcript
    from transcript.stores.store import Store


class Partition(NamedTuple):
    """A partition of a dataset below the root of a store.

    root: the address of the folder whose scripts are converted. stems: of all of them that are in this partition; what
    else was made of that folder is gone. None: nothing is known to be gone.
    """

    store: Store
    number: int
    root: str
    stems: frozenset[str] | None

    @property
    def path(self) -> str:
        """Where its file lies."""
        return f"{FOLDER}/{partition_path(self.number)}"


class New(NamedTuple):
    """A partition and what is new in it: the files of single programmes, as `rows_of` makes them."""

    partition: Partition
    programmes: tuple[bytes, ...]


def partitions_of(store: Store, programmes: int) -> tuple[int, bool]:
    """How many partitions the dataset of a store has, and whether it is new; it is begun where there is none.

    programmes: how many it is made for. Raises UnusableDataset and OutputRefused.
    """
    path = f"{FOLDER}/{PARTITIONS}"
    try:
        return read_partitions(store.read(path)), False
    except MissingDocument:
        partitions = partitions_for(programmes)
        store.write(path, partitions_bytes(partitions))
        return partitions, True
    except TranscriptError as error:
        error.path = store.shown(path)
        raise


def rows_of(transcript: Transcript, stem: str, path: str, entry: Entry) -> bytes:
    """The cues of a script as a file of their own. path: of the script in its tree."""
    return as_bytes({stem: table(transcript, stem, path)}, {stem: entry})


def standing(partition: Partition) -> Mapping[str, Entry] | str:
    """Of what the programmes in a partition were made, by their stems; or why that cannot be said."""
    try:
        return read_partition(partition.store.read(partition.path))[0]
    except MissingDocument:
        return {}
    except TranscriptError as error:
        return _refusal(partition, error)


def write(new: New) -> str | None:
    """Bring the file of a partition up to date. Returns why it could not be done."""
    try:
        _write(*new)
    except TranscriptError as error:
        return _refusal(new.partition, error)
    return None


def _write(partition: Partition, programmes: tuple[bytes, ...]) -> None:
    try:
        old = partition.store.read(partition.path)
    except MissingDocument:
        old = None
    entries = {} if old is None else read_partition(old)[0]
    if not programmes and not any(_is_gone(partition, stem, entry) for stem, entry in entries.items()):
        return
    new: dict[str, tuple[pa.Table, Entry]] = {}
    for programme in programmes:
        manifest, tables = read_partition(programme)
        new.update((stem, (tables[stem], entry)) for stem, entry in manifest.items())
    content = merged(old, new, partial(_is_gone, partition)) or as_bytes({}, {})
    if content != old:
        partition.store.write(partition.path, content)


def _is_gone(partition: Partition, stem: str, entry: Entry) -> bool:
    if partition.stems is None or stem in partition.stems:
        return False
    return entry.source.startswith(partition.root)


def _refusal(partition: Partition, error: TranscriptError) -> str:
    error.path = None
    return f"{partition.store.shown(partition.path)}: {' '.join(str(error).split())}"
