"""The README's first command, as it stands there, in a fresh copy of what is released."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import oracle_missing, program
from tests.readme.blocks import README, Kind, blocks, kind
from tests.release.conftest import Distributions, unpacked
from tests.release.test_installed import environment, index_is_reached


def test_two_commands_are_enough(distributions: Distributions, tmp_path: Path) -> None:
    bash = program("bash")
    top = unpacked(distributions.sdist, tmp_path / "sdist")
    line = next(block.text for block in blocks(README.read_text(encoding="utf-8")) if kind(block) is Kind.SET_UP)
    (tmp_path / "programs").mkdir()
    (tmp_path / "programs" / "python3").symlink_to(sys.executable)
    path = f"{tmp_path / 'programs'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [bash, "-euo", "pipefail", "-c", line],
        cwd=top,
        env={**environment(), "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    if done.returncode and not index_is_reached(Path(sys.executable), tmp_path):
        oracle_missing("no package index can be reached to install from")
    assert done.returncode == 0, done.stdout + done.stderr
    made = {path.name for path in (top / "out").iterdir()}
    assert made == {"atlantic-cable.srt", "atlantic-cable.vtt", "atlantic-cable.json"}
