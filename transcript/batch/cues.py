"""The dataset of a batch: the cues of all its scripts in Parquet, one file a partition, see `transcript.dataset`.

What is new of a script is put beside the dataset first, in a file of its own. When all scripts are done, each partition
takes over what waits for it, whole or not at all. Until then, and after a run that was stopped, it waits.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

from transcript.batch import receipts
from transcript.batch.reasons import Reason, reason_of
from transcript.batch.work import FORMAT, Order
from transcript.dataset.partitions import (
    FOLDER,
    PARTITIONS,
    Partitions,
    merged,
    partition_of,
    partition_path,
    partitions_bytes,
    partitions_for,
    read_partitions,
)
from transcript.dataset.tables import Entry, UnusableDataset, as_bytes, read_partition, table
from transcript.errors import MissingDocument, TranscriptError
from transcript.stores.store import OWN

if TYPE_CHECKING:
    import pyarrow as pa

    from transcript.model import Transcript
    from transcript.stores.store import Store

_WAITING = f"{OWN}/cues"
_OPEN = f"{_WAITING}/open"
# A dataset that was begun for so many times fewer programmes has partitions that are too large.
_TOO_FEW = 8


def begun(store: Store, programmes: int) -> Partitions:
    """The partitions of the dataset of a store; it is begun where there is none. Raises UnusableDataset, OutputRefused.

    programmes: how many it is made for.
    """
    path = f"{FOLDER}/{PARTITIONS}"
    try:
        return read_partitions(store.read(path))
    except MissingDocument:
        partitions = Partitions(partitions_for(programmes), os.urandom(8).hex())
        store.write(path, partitions_bytes(partitions))
        return partitions
    except TranscriptError as error:
        error.path = store.shown(path)
        error.advice = error.advice or "delete the folder of the dataset and run it again"
        raise


def is_too_small(partitions: Partitions, programmes: int) -> bool:
    """Whether a dataset was begun for far fewer programmes."""
    return partitions_for(programmes) >= _TOO_FEW * partitions.number


def opened(store: Store) -> bool:
    """Say that something may wait for partitions. Returns whether this was said before, and not taken back."""
    try:
        store.read(_OPEN)
    except MissingDocument:
        store.write(_OPEN, b"\n")
        return False
    return True


def close(store: Store) -> None:
    """Say that nothing waits any more."""
    store.remove(_OPEN)


def put(order: Order, partitions: Partitions, transcript: Transcript, stem: str, path: str, entry: Entry) -> None:
    """Put down the cues of a script for its partition to take over. path: of the script in its tree."""
    number = partition_of(stem, partitions.number)
    content = as_bytes({stem: table(transcript, stem, path)}, {stem: entry})
    name = hashlib.sha256(stem.encode("utf-8", "surrogatepass")).hexdigest()
    order.target.write(f"{_waiting(number)}/{name}.parquet", content)


class Merging(NamedTuple):
    """A partition that is to take over what waits for it. gone: and to let go of scripts that stand no more."""

    order: Order
    number: int
    gone: bool

    @property
    def path(self) -> str:
        """Where its file lies."""
        return f"{FOLDER}/{partition_path(self.number)}"

    @property
    def shown(self) -> str:
        """Its file as messages name it."""
        return self.order.target.shown(self.path)


def merge(merging: Merging) -> Reason | None:
    """Bring the file of a partition up to date. Returns why it cannot be done."""
    try:
        _merge(merging)
    except UnusableDataset as error:
        return Reason(error.found, f"delete the folder {FOLDER} and run it again, or give --force")
    except TranscriptError as error:
        return reason_of(error)
    return None


def _merge(merging: Merging) -> None:
    store = merging.order.target
    folder = _waiting(merging.number)
    waiting = [f"{folder}/{name}" for name in store.names(folder)]
    if not waiting and not merging.gone:
        return
    new: dict[str, tuple[pa.Table, Entry]] = {}
    for path in waiting:
        entries, tables = read_partition(store.read(path))
        new.update((stem, (tables[stem], entry)) for stem, entry in entries.items())
    try:
        old: bytes | None = store.read(merging.path)
    except MissingDocument:
        old = None
    standing: tuple[dict[str, Entry], dict[str, pa.Table]] = {}, {}
    if old is not None:
        try:
            standing = read_partition(old)
        except UnusableDataset:
            if not merging.order.force:
                raise
    before = standing[0].items()
    gone = {stem for stem, entry in before if merging.gone and _is_gone(merging.order.source, entry)} - {*new}
    for stem in gone:
        receipts.forget(store, stem, FORMAT)
    if new or gone:
        content = merged(standing, new, lambda stem, _: stem in gone) or as_bytes({}, {})
        if content != old:
            store.write(merging.path, content)
    for path in waiting:
        store.remove(path)


def _is_gone(source: Store, entry: Entry) -> bool:
    """Whether a script was in the folder that is converted, and stands there no more."""
    folder = receipts.shown_address(source.address("x"))[:-1]
    return entry.source.startswith(folder) and not source.stands(entry.source)


def _waiting(number: int) -> str:
    return f"{_WAITING}/{number:03}"
