"""What stands in the wheel and in the sdist."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path, PurePosixPath

import pytest

from tests.release.conftest import Distributions, build, unpacked
from tests.release.interpreters import PROJECT, versions
from transcript import __version__

CACHES = {"__pycache__", "node_modules", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv", ".git"}


def source_files() -> set[str]:
    """What the package's folder holds, caches apart."""
    found = (path for path in (PROJECT / "transcript").rglob("*") if path.is_file())
    return {path.relative_to(PROJECT).as_posix() for path in found if not CACHES & set(path.parts)}


def test_the_wheel_holds_the_package_with_its_data_and_nothing_else(distributions: Distributions) -> None:
    with zipfile.ZipFile(distributions.wheel) as wheel:
        names = set(wheel.namelist())
    about = f"transcript-{__version__}.dist-info/"
    files = {name for name in names if not name.startswith(about)}
    assert files == source_files()
    assert {"transcript/py.typed", "transcript/exporters/transcript-1.schema.json", "transcript/viewer/page.js"} < files
    assert {about + name for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")} <= names


def test_the_wheel_says_what_it_is(distributions: Distributions) -> None:
    with zipfile.ZipFile(distributions.wheel) as wheel:
        about = message_from_bytes(wheel.read(f"transcript-{__version__}.dist-info/METADATA"))
        commands = wheel.read(f"transcript-{__version__}.dist-info/entry_points.txt").decode()
    assert about["Version"] == __version__
    assert about["License-Expression"] == "GPL-3.0-or-later"
    assert about["Requires-Python"] == f">={versions()[0]}"
    assert "Typing :: Typed" in about.get_all("Classifier", [])
    assert commands.split() == ["[console_scripts]", "transcript", "=", "transcript.cli:main"]


def test_the_sdist_makes_the_very_wheel_that_the_checkout_makes(distributions: Distributions, tmp_path: Path) -> None:
    straight = build(PROJECT, tmp_path, "--wheel").wheel
    assert straight.read_bytes() == distributions.wheel.read_bytes()


def test_the_sdist_holds_what_is_kept_and_no_caches(distributions: Distributions) -> None:
    with tarfile.open(distributions.sdist) as archive:
        names = {str(PurePosixPath(*PurePosixPath(one.name).parts[1:])) for one in archive if one.isfile()}
    assert {"LICENSE", "README.md", "CHANGELOG.md", "pyproject.toml", "docs/commands.md", ".ci/run"} < names
    assert source_files() < names
    assert not [name for name in names if CACHES & set(PurePosixPath(name).parts)]
    try:
        told = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True, timeout=30)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no checkout of git: what it keeps cannot be asked for")
    kept = {name for name in told.stdout.decode().split("\0") if name and (PROJECT / name).exists()}
    assert kept <= names


def test_the_tests_run_in_the_sdist(distributions: Distributions, tmp_path: Path) -> None:
    top = unpacked(distributions.sdist, tmp_path)
    some = "test_api or test_golden"  # of all, which must be there to be imported
    asked = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", some]
    done = subprocess.run(asked, cwd=top, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout
