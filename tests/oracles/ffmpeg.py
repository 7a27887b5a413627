"""ffmpeg's SRT reader, which most players share: what it takes for markup is not shown."""

from __future__ import annotations

import subprocess

import pysrt
import pytest

from tests.conftest import program
from tests.oracles.webvtt_files import ReadCue


class FFmpeg:
    """`read` gives back the subtitles of an SRT file after ffmpeg has read and written them."""

    def __init__(self, path: str) -> None:
        self._path = path

    def read(self, content: bytes) -> list[ReadCue]:
        told = subprocess.run(
            [self._path, "-v", "error", "-f", "srt", "-i", "-", "-f", "srt", "-"],
            input=content,
            capture_output=True,
            check=True,
            timeout=120,
        )
        assert told.stderr == b""
        return [
            ReadCue(str(item.index), item.start.ordinal, item.end.ordinal, item.text, None)
            for item in pysrt.from_string(told.stdout.decode(), error_handling=pysrt.ERROR_RAISE)
        ]


@pytest.fixture(scope="session")
def ffmpeg() -> FFmpeg:
    """The machine's ffmpeg; without it the test cannot run."""
    return FFmpeg(program("ffmpeg"))
