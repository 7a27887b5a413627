"""The wheel and the sdist of this checkout, built once for all tests here."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.release.interpreters import PROJECT


class Distributions(NamedTuple):
    """What a release consists of."""

    sdist: Path
    wheel: Path


def build(source: Path, folder: Path, *forms: str) -> Distributions:
    """Build what is in a folder; without forms the sdist, and the wheel out of the sdist."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), *forms, str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    sdists, wheels = list(folder.glob("*.tar.gz")), list(folder.glob("*.whl"))
    return Distributions(sdists[0] if sdists else Path(), wheels[0])


def unpacked(sdist: Path, folder: Path) -> Path:
    """The folder that an sdist holds."""
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (top,) = folder.iterdir()
    return top


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    """The sdist of the checkout, and the wheel that is built out of it."""
    return build(PROJECT, tmp_path_factory.mktemp("distributions"))
