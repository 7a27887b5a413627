"""The bar that shows how far work has come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_show import on_a_terminal
from transcript.cli import progress

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def copies(folder: Path, number: int) -> list[str]:
    names = [f"film{place}.txt" for place in range(number)]
    for name in names:
        (folder / name).write_bytes((folder / "film.txt").read_bytes())
    return names


def test_nothing_is_shown_in_a_pipe(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SHOWN_AFTER", 0.0)
    told = run("convert", *copies(folder, 3)).stderr
    assert "converting" not in told
    assert told.count("->") == 3


def test_one_script_that_takes_long_has_a_bar_with_the_time_that_has_passed(folder: Path) -> None:
    """Enough subtitles to last a second; what is said at last stands on a line of its own."""
    times = [f"{place // 900:02}:{place // 15 % 60:02}:{place % 15 * 4:02}" for place in range(6000)]
    captions = [f"{at},000 --> {at},900\nNumber {place} speaks of the harbour.\n" for place, at in enumerate(times)]
    (folder / "long.srt").write_text("\n".join(captions), encoding="utf-8")
    printed = on_a_terminal(folder, "convert", "long.srt", "--to", "vtt")
    lines = [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", part) for part in re.split(r"[\r\n]", printed)]
    assert any(re.fullmatch(r"converting \S+ 0:00:\d\d\s*", line) for line in lines)
    assert sum(line.startswith("long.srt -> long.vtt: subtitles") for line in lines) == 1


def test_on_a_terminal_what_is_said_stands_on_lines_of_its_own(folder: Path) -> None:
    """Enough scripts to last a second; none of the lines about them stands in one with the bar."""
    printed = on_a_terminal(folder, "convert", *copies(folder, 300))
    assert "converting" in printed
    assert "300" in printed
    lines = [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", part) for part in re.split(r"[\r\n]", printed)]
    assert sum(bool(re.fullmatch(r"film\d+\.txt -> film\d+\.srt: .*", line)) for line in lines) == 300
