#!/usr/bin/env python3
"""Make the pictures of the sample that the READMEs show, in `samples/pictures`.

    python samples/make_pictures.py            makes all of them
    python samples/make_pictures.py stats      makes those whose names begin so
    python samples/make_pictures.py view DIR   makes them in another folder

Needs the project with its extras `pictures` and `test`; those of the page also Chromium and ffmpeg. The pictures are
kept with the project; make them anew when what they show has changed. To add one, write a function that returns its
bytes and enter it in PICTURES.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

import transcript
from transcript.delivery import Delivery
from transcript.pictures import course, svg
from transcript.spotting import spot
from transcript.viewer import page as page_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAMPLES = Path(__file__).resolve().parent
SCRIPT = SAMPLES / "atlantic-cable.txt"
STRICT = "dcmp"
"""Slower than most houses: the sample breaks its limit here and there, which is to be seen."""
SEA = "color=0x8097a4:size=320x180:rate=1:duration=1020,drawbox=y=100:h=80:color=0x24424e:t=fill"
"""A film as long as the script: sky above water."""


def stats() -> bytes:
    """`transcript stats samples/atlantic-cable.txt --svg … --rules dcmp`"""
    script = transcript.read(SCRIPT)
    subtitles = transcript.subtitles(script, rules=STRICT, labels="change")
    return svg(course(script, subtitles, transcript.PRESETS[STRICT], labels="change"))


def view() -> bytes:
    """At a desk: a line is spoken whose timecode was mended."""
    with opened(viewport={"width": 1440, "height": 900}) as page:
        seek(page, "10:04:05")
        page.locator("#rows .tc", has_text="10:04:17").first.hover()
        return page.screenshot()


def view_dark() -> bytes:
    """In the dark: a word was looked for, and a line is being corrected."""
    with opened(viewport={"width": 1440, "height": 900}, color_scheme="dark") as page:
        page.fill("#search-words", "cable")
        for _ in range(4):
            page.press("#search-words", "Enter")
        page.locator("#rows .line", has_text="that cable off").first.dblclick()
        return page.screenshot()


def view_phone() -> bytes:
    """On a phone."""
    with opened(viewport={"width": 390, "height": 844}) as page:
        seek(page, "10:01:11")
        return page.screenshot()


PICTURES: dict[str, Callable[[], bytes]] = {
    "stats.svg": stats,
    "view.png": view,
    "view-dark.png": view_dark,
    "view-phone.png": view_phone,
}


@contextmanager
def opened(**window: Any) -> Iterator[Page]:
    """The page of `transcript view samples/atlantic-cable.txt --video sea.webm --case sentence`, in Chromium."""
    script = transcript.sentence_case(transcript.read(SCRIPT))
    delivery = Delivery()
    spotted = spot(script, delivery.rules, "change")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (Path(folder) / "sea.webm").write_bytes(film())
        file = Path(folder) / "film.html"
        file.write_bytes(page_of(script, spotted.subtitles, delivery, broken=spotted.problems, video="./sea.webm"))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(reduced_motion="reduce", **window)
        page.goto(file.as_uri())
        page.wait_for_selector("body.has-film")
        yield page
        browser.close()


@cache
def film() -> bytes:
    """The film as WebM; written to a file, for into a pipe ffmpeg writes no length."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "sea.webm"
        coded = ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "60k"]
        command = ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", SEA, *coded, str(place)]
        subprocess.run(command, check=True)  # noqa: S603
        return place.read_bytes()


def seek(page: Page, timecode: str) -> None:
    """Go to a second after a cue begins, where its subtitle stands over the film."""
    page.locator("#rows .tc", has_text=timecode).first.click()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)  # the film draws its frame, and the transcript has scrolled


def main(wanted: str = "", folder: str = str(SAMPLES / "pictures")) -> None:
    Path(folder).mkdir(exist_ok=True)
    for name, make in PICTURES.items():
        if name.startswith(wanted):
            (Path(folder) / name).write_bytes(make())
            print(Path(folder) / name)  # noqa: T201 - what was written


if __name__ == "__main__":
    main(*sys.argv[1:3])
