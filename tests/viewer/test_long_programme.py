"""Three hours on one page: 3,000 cues and 2,000 shots. What it takes is printed (pytest -s), not judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.viewer.programmes import long_programme
from transcript import subtitles
from transcript.viewer import page

if TYPE_CHECKING:
    from tests.viewer.conftest import Opened

_OPENED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
_WATCH = """() => {
  window.long = [];
  new PerformanceObserver((told) => long.push(...told.getEntries().map((task) => Math.round(task.duration))))
    .observe({ type: "longtask" });
}"""


def _tell(*told: object) -> None:
    print(*told)  # noqa: T201 - figures to read


def test_it_opens_whole_and_is_scrolled_searched_and_corrected(opened: Opened) -> None:
    script = long_programme()
    screen = opened(page(script, subtitles(script, labels="change")))
    shown = screen.page
    assert shown.locator("#rows .cue").count() == 3000
    assert shown.locator("#rows .note.shot").count() == 2000
    elements = shown.locator("*").count()
    assert elements < 40_000
    _tell(f"opened after {shown.evaluate(_OPENED):.0f} ms, {elements} elements")
    shown.evaluate(_WATCH)
    shown.hover("#transcript")
    for _ in range(60):
        shown.mouse.wheel(0, 2000)
        shown.wait_for_timeout(16)
    _tell("long tasks in scrolling, in ms:", shown.evaluate("long"))
    assert shown.evaluate("document.querySelector('#transcript').scrollTop") > 50_000
    shown.evaluate("long.length = 0")
    assert screen.search("valentia").startswith("1 of ")
    screen.correct("#rows .now .line", "Other words.")
    _tell("long tasks in searching and correcting, in ms:", shown.evaluate("long"))
    assert screen.saved().count(b"Other words.") == 1
