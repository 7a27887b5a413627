"""The page for people who hear it, use keys alone, or see little: axe-core's rules, and the order of what is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import oracle_missing
from tests.oracles import chromium
from transcript import read, subtitles
from transcript.viewer import page

if TYPE_CHECKING:
    from tests.viewer.conftest import Opened

SAMPLE = Path(__file__).parents[2] / "samples" / "atlantic-cable.txt"
AXE = Path(chromium.__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        oracle_missing("axe-core is not installed: npm ci --prefix tests/oracles")
    return AXE.read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_serious(opened: Opened, axe: str, scheme: str, size: dict[str, int]) -> None:
    script = read(SAMPLE)
    made = page(script, subtitles(script, labels="change"))
    screen = opened(made, color_scheme=scheme, viewport=size)

    def findings() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = screen.page.evaluate("axe.run().then((told) => told.violations)")
        return [
            {"rule": one["id"], "where": [node["target"] for node in one["nodes"]][:5]}
            for one in found
            if one["impact"] in ("serious", "critical")
        ]

    screen.page.evaluate(axe)
    assert findings() == []
    # As it is worked with: a hit, a corrected line, a problem, an open field, then the help.
    screen.search("cable")
    screen.correct("#rows .now .line", "Other words.")
    screen.press("p")
    screen.page.dblclick("#rows .now .who")
    assert findings() == []
    screen.press("Escape", "?")
    assert findings() == []


def test_the_page_can_be_walked_by_landmarks_and_headings(opened: Opened) -> None:
    script = read(SAMPLE)
    shown = opened(page(script)).page
    for role in ("banner", "search", "main", "article"):
        assert shown.get_by_role(role).count() == 1, role
    assert shown.get_by_role("region").count() >= 2  # timeline, film
    assert shown.get_by_role("heading", level=1).inner_text() == "atlantic-cable.txt"
    assert shown.get_by_role("heading", level=3).first.inner_text().startswith("NARRATOR")


def test_the_first_tab_skips_to_the_transcript(opened: Opened) -> None:
    screen = opened(page(read(SAMPLE)))
    screen.press("Tab")
    assert screen.page.evaluate("document.activeElement.textContent") == "Skip to the transcript"
    screen.press("Enter")
    assert screen.page.evaluate("document.activeElement.id") == "transcript"


def test_a_few_tabs_pass_the_whole_transcript(opened: Opened) -> None:
    screen = opened(page(read(SAMPLE)))
    stops = screen.page.locator("#rows [tabindex='0']")
    screen.press("ArrowDown")
    assert stops.count() == 3  # timecode, speaker and words of the current line
