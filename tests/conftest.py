"""Settings and fixtures for all tests.

Some tests need programs that not every machine has (Chromium, Node with an npm package, ffmpeg): they are skipped with
a reason. With TRANSCRIPT_REQUIRE_ORACLES=1, as in .ci/run, a missing one is a failure instead.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

# Machines differ and rest at times: no test judges speed.
settings.register_profile("transcript", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=3000)  # pytest --hypothesis-profile=thorough
settings.load_profile("transcript")

SHARED = Path(__file__).resolve().parents[2] / "shared"


def oracle_missing(reason: str) -> NoReturn:
    """Skip the running test because an independent program it needs is missing; fail it where all must be there."""
    if os.environ.get("TRANSCRIPT_REQUIRE_ORACLES") == "1":
        pytest.fail(f"{reason} (TRANSCRIPT_REQUIRE_ORACLES=1 asks for it)", pytrace=False)
    pytest.skip(reason)


def program(*names: str) -> str:
    """The path of the first program of these names that is installed; without one the test cannot run."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    oracle_missing(f"{' or '.join(names)} is not installed")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material beside the project."""
    if not SHARED.is_dir():
        pytest.skip("there is no folder `shared` beside the project")
    return SHARED
