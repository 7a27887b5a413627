"""How fast a dataset is made and looked through, beside DuckDB's own scan of it, for one processor.

    python -m tests.benchmarks.dataset             1,000,000 rows, a few minutes
    python -m tests.benchmarks.dataset --quick     20,000 rows
    python -m tests.benchmarks.dataset --json      the same figures for a program to read

The archive is that of tests.benchmarks.search. Seconds are those of the processor, which other work on the machine does
not change much; files are in memory by then, as the system keeps them.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.table import Table

from tests.benchmarks.search import LINES, LINES_A_PROGRAMME, QUICK_LINES, make_archive, words
from transcript.dataset.finding import count, find
from transcript.dataset.partitions import (
    FOLDER,
    PARTITIONS,
    Partitions,
    merged,
    partition_of,
    partition_path,
    partitions_bytes,
    partitions_for,
)
from transcript.dataset.tables import Entry, table
from transcript.search.wanted import Wanted

if TYPE_CHECKING:
    import pyarrow as pa

_TIMES = 5
_FREQUENT, _RARE = "years", 20_000


class Made(NamedTuple):
    """A dataset that was made. rows, merging: seconds of processor time. size: of its files, in bytes."""

    lines: int
    partitions: int
    rows: float
    merging: float
    size: int


class Scanned(NamedTuple):
    """One search. hits: in all. counting: seconds to count them; page: to show 20. duckdb: to count, in DuckDB."""

    name: str
    hits: int
    counting: float
    page: float
    duckdb: float | None


def make(folder: Path, lines: int) -> Made:
    """A dataset of so many lines in a folder."""
    number = partitions_for(-(-lines // LINES_A_PROGRAMME))
    parts: defaultdict[int, dict[str, tuple[pa.Table, Entry]]] = defaultdict(dict)
    rows = 0.0
    for transcript in make_archive(lines):
        name = transcript.source.name
        stem = name.removesuffix(".txt")
        begun = process_time()
        parts[partition_of(stem, number)][stem] = table(transcript, stem, name), Entry("0" * 64, "0" * 64, name)
        rows += process_time() - begun
    root = folder / FOLDER
    root.mkdir()
    (root / PARTITIONS).write_bytes(partitions_bytes(Partitions(number)))
    begun, size = process_time(), 0
    for partition, new in parts.items():
        content = merged(({}, {}), new, lambda *_: False) or b""
        size += len(content)
        file = root / partition_path(partition)
        file.parent.mkdir()
        file.write_bytes(content)
    return Made(lines, number, rows, process_time() - begun, size)


def scan(folder: Path) -> list[Scanned]:
    """Searches of every kind."""
    place = str(folder / FOLDER)
    rare = words()[_RARE]
    asked: list[tuple[str, Wanted, str | None]] = [
        ("a rare word", Wanted(rare), _like(rare)),
        ("a word of one line in 100", Wanted(_FREQUENT), _like(_FREQUENT)),
        ("a speaker and a word", Wanted(_FREQUENT, speaker="NARRATOR"), f"speaker = 'NARRATOR' AND {_like(_FREQUENT)}"),
        ("a speaker of few programmes and a word", Wanted("the", speaker=_few(place)), None),
        ("a phrase", Wanted('"of the years"'), _like("of the years")),
        ("without a word", Wanted(f"{_FREQUENT} NOT the"), f"{_like(_FREQUENT)} AND NOT {_like('the')}"),
        ("the commonest word", Wanted("the"), _like("the")),
        ("words that begin so", Wanted("year*"), r"regexp_matches(line, '(^|[^0-9A-Za-z])year', 'i')"),
        ("a pattern", Wanted(pattern=r"\byears? ago\b"), r"regexp_matches(line, '\byears? ago\b', 'i')"),
    ]
    return [
        Scanned(
            name,
            count(place, wanted, jobs=1),
            _seconds(lambda: count(place, wanted, jobs=1)),  # noqa: B023 - used at once
            _seconds(lambda: find(place, wanted, jobs=1)),  # noqa: B023
            None if where is None else _duckdb(place, where),
        )
        for name, wanted, where in asked
    ]


def _like(text: str) -> str:
    """What DuckDB is asked: the words as such, whatever their case; accents and cuts are beyond it."""
    apart = "[^0-9A-Za-z]"
    return f"regexp_matches(line, '(^|{apart}){text.replace(' ', f'{apart}+')}({apart}|$)', 'i')"


def _few(place: str) -> str:
    """The last speaker of the alphabet, who is in some programmes."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    speakers = pc.unique(pq.read_table(place, columns=["speaker"]).column("speaker"))
    return str(max(speakers.to_pylist()))


def _duckdb(place: str, where: str) -> float:
    import duckdb

    connection = duckdb.connect(config={"threads": 1})
    query = f"SELECT count(*) FROM read_parquet('{place}/**/*.parquet') WHERE {where}"  # noqa: S608 - our own words
    return _seconds(lambda: connection.execute(query).fetchall())


def _seconds(work: Callable[[], object]) -> float:
    """Seconds of processor time that it takes, the median of a few times."""
    work()
    taken = []
    for _ in range(_TIMES):
        begun = process_time()
        work()
        taken.append(process_time() - begun)
    return median(taken)


def tables(made: Made, scanned: list[Scanned]) -> list[Table]:
    """The figures as they are shown."""
    size = Table("made", "", title=f"{made.lines:,} rows in {made.partitions} files")
    size.add_row("rows of a transcript", f"{made.lines / made.rows:,.0f} a second")
    size.add_row("files of rows", f"{made.lines / made.merging:,.0f} rows a second")
    size.add_row("size", f"{made.size / made.lines:.1f} bytes a row")
    searches = Table("search", "hits", "counted: rows a second", "20 hits: seconds", "DuckDB counts: rows a second")
    for one in scanned:
        duckdb = "" if one.duckdb is None else f"{made.lines / one.duckdb:,.0f}"
        searches.add_row(one.name, f"{one.hits:,}", f"{made.lines / one.counting:,.0f}", f"{one.page:.2f}", duckdb)
    return [size, searches]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_LINES:,} rows")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = make(Path(folder), QUICK_LINES if given.quick else LINES)
        scanned = scan(Path(folder))
    if given.json:
        print(json.dumps({"made": made._asdict(), "searches": [one._asdict() for one in scanned]}, indent=2))
        return
    for one in tables(made, scanned):
        Console().print(one)


if __name__ == "__main__":
    main()
