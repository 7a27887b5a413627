"""A small script in a folder of its own, and the command line run on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from transcript.cli import cli

SCRIPT = """\
Harbour at dawn\t10.00.00\tNARRATOR
\t10.00.02\tIN 1866 THE GREAT EASTERN SAILED FROM IRELAND WITH A CABLE IN HER HOLD.
Still, the ship\t10.00.09\tIT WAS THE LONGEST EVER MADE.
MS\t10.00.14\tANNA FIELD
\t\tNobody thought that it would work, you know. [laughs]
Map\t10.00.20\tNARRATOR
\t\tTWO WEEKS LATER IT REACHED NEWFOUNDLAND.
"""

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, which holds film.txt."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "film.txt").write_text(SCRIPT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Run `transcript` with arguments, in the working folder; stdin: what standard input holds."""

    def transcript(*arguments: str, stdin: str | bytes | None = None, env: dict[str, str] | None = None) -> Result:
        result = CliRunner().invoke(cli, arguments, input=stdin, env=env, prog_name="transcript")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return transcript
