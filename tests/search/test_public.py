"""What `transcript.search` offers a program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import transcript.search as package

PROJECT = Path(__file__).resolve().parents[2]


def test_the_example_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    (example,) = (code for code in re.findall(r"```python\n(.*?)```", readme, re.DOTALL) if "transcript.search" in code)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "samples").symlink_to(PROJECT / "samples")
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)  # noqa: S102 - our own example
    shown = capsys.readouterr().out.splitlines()
    assert shown
    assert all("tide" in line.lower() for line in shown)
    assert isinstance(names["paper_edit"], bytes)


@pytest.mark.parametrize("name", package.__all__)
def test_every_name_that_is_offered_is_there(name: str) -> None:
    assert getattr(package, name) is not None
    assert name in dir(package)


def test_importing_the_package_imports_nothing_yet() -> None:
    code = "import sys, transcript.search; assert 'sqlite3' not in sys.modules and 'transcript.api' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
