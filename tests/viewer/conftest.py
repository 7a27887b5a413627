"""Pages opened in Chromium, and a small film to play."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import program
from tests.oracles.chromium import browser
from tests.viewer.screens import Screen

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]

Opened = Callable[..., Screen]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Open a page (its bytes, or a file) as a window of its own; when the test ends, none has complained of anything.

    Options are those of a browser context, such as color_scheme="dark".
    """
    screens: list[Screen] = []

    def open_page(page: bytes | Path, **options: object) -> Screen:
        place = page if isinstance(page, Path) else tmp_path / f"page{len(screens)}.html"
        if isinstance(page, bytes):
            place.write_bytes(page)
        screens.append(Screen(browser, place, **options))
        return screens[-1]

    yield open_page
    for screen in screens:
        screen.close()


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty seconds of a test picture that counts, with a tone."""
    place = tmp_path_factory.mktemp("film") / "the film.webm"
    picture = ["-f", "lavfi", "-i", "testsrc=size=320x180:rate=25:duration=20"]
    tone = ["-f", "lavfi", "-i", "sine=frequency=440:duration=20"]
    coded = ["-c:v", "libvpx", "-b:v", "200k", "-g", "25", "-c:a", "libvorbis"]
    subprocess.run([program("ffmpeg"), "-v", "error", *picture, *tone, *coded, str(place)], check=True, timeout=120)
    return place
