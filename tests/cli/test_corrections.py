"""--corrections and --corrections-template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def test_a_template_that_nobody_changed_changes_nothing_but_the_problems(run: Run, folder: Path) -> None:
    path = folder / "film.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("10.00.09", "10.09.09"), encoding="utf-8")
    template = run("check", "film.txt", "--corrections-template")
    assert 'timecode = "10:00:09"' in template.stdout
    (folder / "film.toml").write_text(template.stdout, encoding="utf-8")
    before = run("convert", "film.txt", "-o", "-", "--to", "srt").stdout
    assert run("convert", "film.txt", "-o", "-", "--to", "srt", "--corrections", "film.toml").stdout == before
    assert run("check", "film.txt", "--corrections", "film.toml").stdout == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[correction]]\nkind = 'shot'\n", "line ="),
        ("[[correction]]\nline = 2\n", "says nothing"),
        ("[[correction]]\nline = 2\nkind = 'noise'\n", "no kind 'noise'"),
        ("[[correction]]\nline = 2\ntimecode = 'soon'\n", "no timecode"),
        ("[[correction]]\nline = 2\nshot = 'x'\n", "no key 'shot'"),
        ("[cast]\nA = ['B']\n", "[[correction]] only"),
        ("[[correction]\n", "no TOML"),
    ],
)
def test_a_corrections_file_that_says_something_else_is_refused(run: Run, folder: Path, text: str, said: str) -> None:
    (folder / "film.toml").write_text(text, encoding="utf-8")
    result = run("check", "film.txt", "--corrections", "film.toml")
    assert result.exit_code != 0
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
