"""Which file of a dataset a programme is in, and such a file made anew from the one that stands.

    cues.parquet/_partitions.json         how many partitions there are, fixed when the dataset is made
    cues.parquet/part=003/cues.parquet    the programmes of one of them; one that was always empty has no file

A programme's partition is said by its stem alone, so that any number of machines may write without asking each other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from transcript.dataset.tables import FORM, Entry, UnusableDataset, as_bytes

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER = "cues.parquet"
"""The folder of the dataset among the outputs."""
PARTITIONS = "_partitions.json"
"""The file in it that says how many partitions there are; readers of datasets leave out what begins with `_`."""

_PROGRAMMES = 128
_MOST = 1 << 20


class Partitions(NamedTuple):
    """The partitions of a dataset: how many there are, and what tells it from every other dataset."""

    number: int
    mark: str = ""


class _Told(msgspec.Struct, frozen=True):
    form: str
    partitions: int
    mark: str = ""


def partitions_for(programmes: int) -> int:
    """How many partitions serve so many programmes: a power of two by which one has 128 programmes at most, or so.

    Of 800 cues each, these are the 100,000 rows that a row group is made for.
    """
    return min(1 << max(0, -(-programmes // _PROGRAMMES) - 1).bit_length(), _MOST)


def partition_of(stem: str, partitions: int) -> int:
    """The partition of a programme, from 0: the first eight bytes of the SHA-256 of its stem modulo their number."""
    digest = hashlib.sha256(stem.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") % partitions


def partition_path(partition: int) -> str:
    """Where the file of a partition lies in the dataset, as Hive has it."""
    return f"part={partition:03}/cues.parquet"


def partitions_bytes(partitions: Partitions) -> bytes:
    """The content of PARTITIONS."""
    return msgspec.json.encode(_Told(FORM, *partitions)) + b"\n"


def read_partitions(content: bytes) -> Partitions:
    """The partitions there are, by the content of PARTITIONS. Raises UnusableDataset."""
    try:
        found = msgspec.json.decode(content, type=_Told)
    except msgspec.DecodeError:
        raise UnusableDataset(f"{PARTITIONS} does not say how many partitions there are") from None
    if found.form != FORM:
        raise UnusableDataset(f"its form is {found.form}, and this version reads {FORM}")
    if not 1 <= found.partitions <= _MOST or found.partitions & (found.partitions - 1):
        raise UnusableDataset(f"{found.partitions} partitions, which is no power of two")
    return Partitions(found.partitions, found.mark)


def merged(
    standing: tuple[Mapping[str, Entry], Mapping[str, pa.Table]],
    new: Mapping[str, tuple[pa.Table, Entry]],
    gone: Callable[[str, Entry], bool],
) -> bytes | None:
    """The file of a partition with new programmes in it, and without those that are gone; None where none are left.

    standing: what is in the file that stands, as `read_partition` gives it; the rows of all other programmes are used
    again. new: by stem. gone: by stem and what it was made of.
    """
    entries, tables = standing
    manifest = {stem: entry for stem, entry in entries.items() if stem not in new and not gone(stem, entry)}
    kept = {stem: tables[stem] for stem in manifest}
    kept.update((stem, rows) for stem, (rows, _) in new.items())
    manifest.update((stem, entry) for stem, (_, entry) in new.items())
    return as_bytes(kept, manifest) if manifest else None
