"""The oracles as fixtures."""

from tests.oracles.chromium import browser, chromium
from tests.oracles.ffmpeg import ffmpeg
from tests.oracles.imsc import imsc_player
from tests.oracles.libreoffice import libreoffice
from tests.oracles.node import webvtt_parser

__all__ = ["browser", "chromium", "ffmpeg", "imsc_player", "libreoffice", "webvtt_parser"]
