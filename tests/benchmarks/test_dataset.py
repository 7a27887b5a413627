"""The benchmark of datasets makes the dataset it speaks of, and looks through it."""

from __future__ import annotations

import io
from pathlib import Path

import duckdb
from rich.console import Console

from tests.benchmarks.dataset import make, scan, tables


def test_the_figures_are_there(tmp_path: Path) -> None:
    made = make(tmp_path, 450)
    assert (made.lines, made.partitions) == (450, 1)
    assert made.size == sum(file.stat().st_size for file in tmp_path.rglob("part=*/*"))
    assert duckdb.execute(f"SELECT count(*) FROM '{tmp_path}/*/*/*.parquet'").fetchall() == [(450,)]  # noqa: S608
    scanned = scan(tmp_path)
    assert all(min(one.counting, one.page) > 0 for one in scanned)
    page = io.StringIO()
    for table in tables(made, scanned):
        Console(file=page, width=160).print(table)
    assert "bytes a row" in page.getvalue()
