"""npm's imsc (imscJS), the player of IMSC that browsers use, run once for many files."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.conftest import oracle_missing, program
from tests.oracles.scripts import HERE, answers


class Shown(NamedTuple):
    """What the screen shows from a time on, in seconds: the text of each region by its name."""

    time: float
    regions: dict[str, str]


class Played(NamedTuple):
    """What the player complains of, and what it shows."""

    errors: list[str]
    shown: list[Shown]


class ImscPlayer:
    """`read` plays files, one result each."""

    def __init__(self, node: str) -> None:
        self._node = node

    def read(self, files: list[str]) -> list[Played]:
        return [
            Played(
                found["errors"],
                [Shown(one["time"], {each["id"]: each["text"] for each in one["regions"]}) for one in found["shown"]],
            )
            for found in answers(self._node, "parse_imsc.js", files)
        ]


@pytest.fixture(scope="session")
def imsc_player() -> ImscPlayer:
    """The player; without Node or the package the test cannot run."""
    node = program("node", "nodejs")
    if not (HERE / "node_modules" / "imsc").is_dir():
        oracle_missing("imsc is not installed: npm ci --prefix tests/oracles")
    return ImscPlayer(node)
