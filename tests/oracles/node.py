"""npm's webvtt-parser, the W3C's own checker of WebVTT, run once for many files."""

from __future__ import annotations

from typing import Literal, NamedTuple

import pytest

from tests.conftest import oracle_missing, program
from tests.oracles.scripts import HERE, answers
from tests.oracles.webvtt_files import ReadCue

Mode = Literal["captions", "chapters", "metadata"]


class Parsed(NamedTuple):
    """What the parser complains of, and the cues it read."""

    errors: list[str]
    cues: list[ReadCue]


class WebVTTParser:
    """`read` parses files, one result each."""

    def __init__(self, node: str) -> None:
        self._node = node

    def read(self, files: list[str], mode: Mode) -> list[Parsed]:
        """mode: whether cues are captions with tags, chapters without, or metadata."""
        asked = [{"text": text, "mode": mode} for text in files]
        return [
            Parsed(
                found["errors"],
                [
                    ReadCue(cue["id"], round(cue["start"] * 1000), round(cue["end"] * 1000), cue["text"], cue["voice"])
                    for cue in found["cues"]
                ],
            )
            for found in answers(self._node, "parse_webvtt.js", asked)
        ]


@pytest.fixture(scope="session")
def webvtt_parser() -> WebVTTParser:
    """The parser; without Node or the package the test cannot run."""
    node = program("node", "nodejs")
    if not (HERE / "node_modules" / "webvtt-parser").is_dir():
        oracle_missing("webvtt-parser is not installed: npm ci --prefix tests/oracles")
    return WebVTTParser(node)
