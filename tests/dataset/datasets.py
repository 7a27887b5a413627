"""Datasets of small archives, and indexes of the same, to hold them against each other."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import transcript as package
from transcript.dataset.partitions import (
    FOLDER,
    PARTITIONS,
    Partitions,
    merged,
    partition_of,
    partition_path,
    partitions_bytes,
)
from transcript.dataset.tables import Entry, table
from transcript.search.indexing import fill
from transcript.search.results import Hit
from transcript.search.schema import IN_MEMORY, connect

if TYPE_CHECKING:
    import pyarrow as pa

    from transcript.model import Transcript

ARCHIVE = "/archive"
SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def stem_of(path: str) -> str:
    """The path of a script in its tree, without its suffix."""
    return path.rpartition(".")[0]


def entry(path: str, *, sha256: str = "5" * 64) -> Entry:
    """What is known of a script."""
    return Entry(sha256, "mark", f"{ARCHIVE}/{path}")


def rows_of(path: str, transcript: Transcript) -> pa.Table:
    """The rows of a programme."""
    return table(transcript, stem_of(path), f"{ARCHIVE}/{path}")


def new(archive: Mapping[str, Transcript]) -> dict[str, tuple[pa.Table, Entry]]:
    """The programmes of an archive as a partition takes them in, by their stems."""
    return {stem_of(path): (rows_of(path, one), entry(path)) for path, one in archive.items()}


def write_dataset(folder: Path, archive: Mapping[str, Transcript], partitions: int = 4) -> Path:
    """The dataset of an archive, whose scripts are known by their paths."""
    parts: defaultdict[int, dict[str, tuple[pa.Table, Entry]]] = defaultdict(dict)
    for stem, made in new(archive).items():
        parts[partition_of(stem, partitions)][stem] = made
    root = folder / FOLDER
    root.mkdir(parents=True)
    (root / PARTITIONS).write_bytes(partitions_bytes(Partitions(partitions)))
    for number, of_part in parts.items():
        content = merged(({}, {}), of_part, lambda *_: False)
        assert content is not None
        place = root / partition_path(number)
        place.parent.mkdir()
        place.write_bytes(content)
    return root


def named(archive: Mapping[str, Transcript]) -> dict[str, Transcript]:
    """An archive whose transcripts have the names of their scripts."""
    return {
        path: replace(one, source=replace(one.source, name=path.rpartition("/")[2])) for path, one in archive.items()
    }


def samples() -> dict[str, Transcript]:
    """The samples of every layout, by their paths."""
    scripts = [*SAMPLES.glob("*.txt"), *(SAMPLES / "layouts").iterdir()]
    return {path.relative_to(SAMPLES).as_posix(): package.read(path) for path in sorted(scripts)}


def index_of(archive: Mapping[str, Transcript]) -> sqlite3.Connection:
    """The index of an archive, in memory."""
    connection = connect(IN_MEMORY)
    fill(connection, [(f"{ARCHIVE}/{path}", one) for path, one in archive.items()])
    return connection


def plain(hit: Hit) -> tuple[object, ...]:
    """A hit without what only an index or a dataset knows of it: its row, and how it is ranked."""
    return (
        replace(hit.programme, id=0),
        [
            [replace(cue, id=0, heard_from_ms=None, heard_until_ms=None) for cue in some]
            for some in (hit.before, hit.cues, hit.after)
        ],
    )
