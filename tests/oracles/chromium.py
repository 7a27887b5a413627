"""Chromium's own `<track>` element, one page for many files."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Literal

import pytest

from tests.conftest import oracle_missing, program
from tests.oracles.webvtt_files import ReadCue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

Kind = Literal["subtitles", "chapters", "metadata"]

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

_READ_TRACKS = """
async ({ urls, kind }) => {
  const video = document.body.appendChild(document.createElement("video"));
  const cuesOf = (url) => new Promise((resolve, reject) => {
    const element = document.createElement("track");
    element.kind = kind;
    element.addEventListener("error", () => reject(new Error(`${url} is no track`)));
    element.addEventListener("load", () => {
      const cues = Array.from(element.track.cues).map((cue) => {
        const shown = cue.getCueAsHTML();
        const voice = shown.querySelector("span[title]");
        return {
          id: cue.id,
          start: Math.round(cue.startTime * 1000),
          end: Math.round(cue.endTime * 1000),
          text: kind === "metadata" ? cue.text : shown.textContent,
          voice: voice && voice.title,
        };
      });
      element.remove();
      resolve(cues);
    });
    element.src = url;
    video.append(element);
    element.track.mode = "hidden";
  });
  const found = [];
  for (const url of urls) found.push(await cuesOf(url));
  return found;
}
"""


class Chromium:
    """`read` gives back the cues that the browser has after loading each file into a `<track>`."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def read(self, files: list[bytes], kind: Kind) -> list[list[ReadCue]]:
        with _served(files) as urls:
            self._page.goto(urls[0].rpartition("/")[0] + "/")
            found = self._page.evaluate(_READ_TRACKS, {"urls": urls, "kind": kind})
        return [[ReadCue(**cue) for cue in cues] for cues in found]


@contextmanager
def _served(files: list[bytes]) -> Iterator[list[str]]:
    """The files under addresses of this machine, beside an empty page at the root."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.strip("/")
            page = name == ""
            content = b"<!doctype html><body></body>" if page else files[int(name)] if name.isdigit() else b""
            self.send_response(200 if page or name.isdigit() else 404)
            self.send_header("Content-Type", "text/html" if page else "text/vtt")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, named by http.server
            """Tests print nothing of their own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield [f"http://127.0.0.1:{server.server_port}/{number}" for number in range(len(files))]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# Of a module, not of the session: Playwright runs once at a time in a process.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, headless; without it or Playwright the test cannot run."""
    path = program("chromium", "chromium-browser", "google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        oracle_missing("playwright is not installed: pip install playwright")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def chromium(browser: Browser) -> Chromium:
    """A page of it that reads tracks."""
    return Chromium(browser.new_page())
