"""The oracles as fixtures."""

from tests.oracles.chromium import chromium
from tests.oracles.ffmpeg import ffmpeg
from tests.oracles.node import webvtt_parser

__all__ = ["chromium", "ffmpeg", "webvtt_parser"]
