"""Programs of this folder that Node runs, once for many files."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def answers(node: str, script: str, asked: object) -> Any:
    """What a script of this folder answers to what it is asked, both as JSON."""
    told = subprocess.run(
        [node, str(HERE / script)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    return json.loads(told.stdout)
