"""A page as its user sees it: what stands where, and what the browser has to say about it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Page

_DESK = {"width": 1440, "height": 900}


class Screen:
    """A page in a window. complaints: errors of scripts and on the console. requests: addresses that were asked for."""

    def __init__(self, browser: Browser, place: Path, **options: Any) -> None:
        self._context = browser.new_context(**{"viewport": _DESK, "reduced_motion": "reduce", **options})
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(10_000)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(place.as_uri())
        self.page.wait_for_selector("#rows .row")

    def _told(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def close(self) -> None:
        """Shut the window; nothing may have been complained of, and nothing fetched but from this machine's disk."""
        self._context.close()
        assert self.complaints == []
        assert all(url.startswith(("file:", "blob:")) for url in self.requests), self.requests

    @property
    def now(self) -> str:
        """The timecode at which the programme stands."""
        return self.page.inner_text("#now")

    @property
    def subtitle(self) -> list[str]:
        """The lines that stand over the picture."""
        return self.page.locator("#overlay .line").all_inner_texts()

    @property
    def spoken(self) -> str:
        """The words of the line that is marked as the current one."""
        return self.page.inner_text("#rows .now .line")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def until(self, holds: str) -> None:
        """Wait until an expression of JavaScript is true (Playwright's own waiting needs eval, which the page bars)."""
        last = monotonic() + 10
        while not self.page.evaluate(holds):
            assert monotonic() < last, holds
            self.page.wait_for_timeout(20)

    def film_time(self) -> float:
        """Where the film stands, in seconds, once it has got there."""
        self.until("!document.querySelector('video').seeking")
        time: float = self.page.evaluate("document.querySelector('video').currentTime")
        return time

    def wait_for_film(self) -> None:
        self.page.wait_for_selector("body.has-film")

    def search(self, words: str) -> str:
        """Look for words; what is said of how many were found."""
        self.page.fill("#search-words", words)
        self.page.press("#search-words", "Enter")
        return self.page.inner_text("#search-count")

    def correct(self, field: str, typed: str) -> None:
        """Double-click a field, type over what stands in it, and press Enter."""
        self.page.dblclick(field)
        self.page.locator("#rows .editor input, #rows .editor textarea").fill(typed)
        self.press("Enter")

    def saved(self) -> bytes:
        """The file that Save downloads."""
        with self.page.expect_download() as download:
            self.page.click("#save")
        return download.value.path().read_bytes()
