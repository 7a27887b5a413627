"""The wheel, installed in a clean environment of every Python there is, works as the checkout does.

Installing needs the package index, as pip is set up to reach it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import oracle_missing
from tests.release.conftest import Distributions
from tests.release.interpreters import PROJECT, interpreters
from transcript import __version__

INTERPRETERS = interpreters()
SAMPLE = PROJECT / "samples" / "atlantic-cable.txt"
WINDOWS = sys.platform == "win32"

GOOD = """\
from pathlib import Path
from typing import assert_type

import transcript

script = transcript.read("film.txt")
assert_type(script, transcript.Transcript)
assert_type(script.cues[0].line, str)
Path("film.srt").write_bytes(transcript.export(script, "srt", rules="bbc"))
"""
BAD = """\
import transcript

text: str = transcript.export(transcript.read("film.txt"), "srt")
"""


def environment() -> dict[str, str]:
    """The environment of somebody who has never seen this checkout."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV", "MYPYPATH")}


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def done(*command: str | Path, cwd: Path) -> str:
    """What a command prints that must succeed."""
    ran = run(*command, cwd=cwd)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def index_is_reached(python: Path, room: Path) -> bool:
    """Whether pip finds a package that is surely there."""
    asked = ("-m", "pip", "install", "-q", "--dry-run", "--ignore-installed", "--no-deps", "click")
    return run(python, *asked, cwd=room).returncode == 0


def installed(executable: str, wheel: Path, room: Path) -> Path:
    """The folder of the programs of a clean environment with the wheel in it."""
    done(executable, "-m", "venv", room / "clean", cwd=room)
    programs = room / "clean" / ("Scripts" if WINDOWS else "bin")
    ran = run(programs / "python", "-m", "pip", "install", "-q", "--no-compile", wheel, cwd=room)
    if ran.returncode and not index_is_reached(programs / "python", room):
        oracle_missing("no package index can be reached to install from")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return programs


@pytest.mark.parametrize("version", INTERPRETERS)
def test_what_is_installed_works_as_the_checkout_does(
    version: str, distributions: Distributions, tmp_path: Path
) -> None:
    programs = installed(INTERPRETERS[version], distributions.wheel, tmp_path)
    python, transcript = programs / "python", programs / "transcript"

    assert done(transcript, "--version", cwd=tmp_path).split() == ["transcript", __version__]
    place = done(python, "-c", "import transcript; print(transcript.__file__)", cwd=tmp_path)
    assert Path(place.strip()).is_relative_to(tmp_path / "clean")

    shutil.copy(SAMPLE, tmp_path / "film.txt")
    forms = (
        "--to",
        "srt",
        "--to",
        "json",
        "--to",
        "vtt",
        "--to",
        "ttml",
        "--to",
        "csv",
        "--to",
        "ebu-stl",
        "--fps",
        "25",
    )
    done(transcript, "convert", "film.txt", *forms, "--out-dir", "installed", cwd=tmp_path)
    ours = f"import sys; sys.path.insert(0, {str(PROJECT)!r}); from transcript.cli import main; main()"
    done(sys.executable, "-c", ours, "convert", "film.txt", *forms, "--out-dir", "checkout", cwd=tmp_path)
    made = {path.name: path.read_bytes() for path in (tmp_path / "checkout").iterdir()}
    assert len(made) == 6
    assert {path.name: path.read_bytes() for path in (tmp_path / "installed").iterdir()} == made

    done(transcript, "view", "film.txt", cwd=tmp_path)
    assert "<!doctype html>" in (tmp_path / "film.html").read_text(encoding="utf-8")
    done(transcript, "schema", cwd=tmp_path)

    (tmp_path / "good.py").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.py").write_text(BAD, encoding="utf-8")
    checker = (sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", tmp_path / "types")
    told = run(*checker, "--python-executable", python, "good.py", "bad.py", cwd=tmp_path).stdout
    assert re.findall(r"^(\w+\.py:\d+): error: .*\[(.*)\]", told, re.MULTILINE) == [("bad.py:3", "assignment")], told
    done(python, "good.py", cwd=tmp_path)


def test_every_python_named_is_new_enough() -> None:
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in INTERPRETERS
