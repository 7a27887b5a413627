"""The benchmark of the batch makes the scripts it speaks of, and tells what must hold of it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from tests.benchmarks.batch import Figures, make_scripts, measure, show


def test_scripts_are_the_same_each_time_of_many_sizes_and_forms(tmp_path: Path) -> None:
    for name in ("first", "second"):
        make_scripts(tmp_path / name, 250)
    first, second = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("first", "second")
    )
    assert first == second
    assert len(first) == 250
    assert {path.suffix for path in first} >= {".txt", ".docx", ".html"}
    assert any(path.name.startswith("broken") for path in first)
    sizes = [len(content) for path, content in first.items() if path.suffix == ".txt"]
    assert max(sizes) > 10 * min(sizes)


def test_the_figures_are_there(tmp_path: Path) -> None:
    figures = measure(tmp_path, 10, 1)
    assert figures.killed
    assert min(figures.one, figures.two, figures.again, figures.changed, figures.few, figures.many) > 0
    page = io.StringIO()
    show(figures, Console(file=page, width=120))
    assert "10 scripts, best of 1" in page.getvalue()


def test_a_bar_that_is_missed_is_told() -> None:
    good = Figures(5000, 5, 100.0, 60.0, 40, 44, 5.0, 6.0, killed=True, load=(0.1, 2.0))
    assert all(good.bars.values())
    for bad in (replace(good, two=70.0), replace(good, many=60), replace(good, killed=False)):
        assert list(bad.bars.values()).count(False) == 1
        page = io.StringIO()
        show(bad, Console(file=page, width=120))
        assert page.getvalue().count(" NO ") == 1
