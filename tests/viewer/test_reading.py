"""Reading and searching the transcript on the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.viewer.programmes import HARBOUR
from transcript.model import Provenance, Timing
from transcript.timecode import FrameRate, Timecode
from transcript.viewer import page

if TYPE_CHECKING:
    from tests.viewer.conftest import Opened


def test_everything_stands_where_it_happens(opened: Opened) -> None:
    shown = opened(page(HARBOUR)).page
    rows = shown.locator("#rows .row").all_inner_texts()
    assert [" ".join(row.split()) for row in rows] == [
        "10:00:00 Harbour at dawn",
        "10:00:00 on screen THE HARBOUR",
        "10:00:02 NARRATOR V/O The tide comes first.",
        "10:00:05 ANN LEE My mother said: look at the café. 10:00:05 MS Ann",
        "10:00:09 ANN LEE And I looked, and I saw the sea. warning 10.09.09 is read as 10:00:09; see to it",
        "10:00:12 sound MUSIC: fiddle",
        "10:00:13 NARRATOR V/O She never went back to sea.",
        "10:00:17 Boats",
    ]
    assert shown.title() == "film.txt"
    assert shown.locator("#rows h3").count() == 3  # a heading where the speaker changes


def test_a_mended_timecode_says_what_was_typed(opened: Opened) -> None:
    mended = replace(HARBOUR.cues[1], time=Provenance.REPAIRED, typed="10.50.05")
    shown = opened(page(replace(HARBOUR, cues=(HARBOUR.cues[0], mended)))).page
    assert shown.get_attribute("#cue-2 .tc", "title") == "typed 10.50.05 in the script"


def test_words_are_found_by_letters_whatever_their_case_and_accents(opened: Opened) -> None:
    screen = opened(page(HARBOUR))
    assert screen.search("CAFE") == "1 of 1"
    assert screen.page.inner_text("mark") == "café"
    assert screen.spoken == "My mother said: look at the café."
    assert screen.search("sea") == "1 of 2"
    screen.press("Enter")
    assert screen.page.inner_text("#search-count") == "2 of 2"
    assert screen.spoken == "She never went back to sea."
    screen.press("Shift+Enter")
    assert screen.spoken == "And I looked, and I saw the sea."
    assert screen.search("submarine") == "nothing found"
    assert screen.search("harbour") == "1 of 2"  # the shot and the title
    screen.press("Escape")
    assert screen.page.locator("mark").count() == 0


def test_what_one_speaker_says_is_listed_by_choosing_them(opened: Opened) -> None:
    screen = opened(page(HARBOUR))
    screen.page.select_option("#search-where", label="ANN LEE (2)")
    assert screen.page.inner_text("#search-count") == "2 found"
    assert screen.search("sea") == "1 of 1"
    assert screen.spoken == "And I looked, and I saw the sea."
    screen.page.fill("#search-words", "")
    screen.page.click("#timeline-names >> text=NARRATOR")
    assert screen.page.locator("#rows .line.hit").all_inner_texts() == [
        "The tide comes first.",
        "She never went back to sea.",
    ]


def test_each_problem_is_a_step_away(opened: Opened) -> None:
    screen = opened(page(HARBOUR))
    screen.press("p")
    assert screen.spoken == "And I looked, and I saw the sea."
    assert screen.page.inner_text("#problems-list [aria-current]").split("\n")[0].startswith("10:00:09")


def test_dark_and_light_change_over(opened: Opened) -> None:
    screen = opened(page(HARBOUR), color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = screen.page.evaluate(ground)
    screen.page.click("#theme")
    dark = screen.page.evaluate(ground)
    screen.page.emulate_media(color_scheme="dark")
    screen.page.click("#theme")
    assert light != dark
    assert screen.page.evaluate(ground) == light


def test_on_paper_stands_the_transcript_alone(opened: Opened) -> None:
    screen = opened(page(HARBOUR))
    screen.page.emulate_media(media="print")
    assert screen.page.is_visible("text=My mother said")
    assert screen.page.is_visible("text=Boats")
    assert not any(screen.page.is_visible(part) for part in ("#timeline", "#film", "#search", "#save"))
    assert screen.page.evaluate("getComputedStyle(document.body).overflow") == "visible"


def test_a_script_without_timecodes_is_read_and_searched(opened: Opened) -> None:
    told = (replace(cue, start=cue.start * 0, end=cue.end * 0, timecode=Timecode(0, 0, 0)) for cue in HARBOUR.cues)
    untimed = replace(
        HARBOUR, cues=tuple(told), shots=(), sounds=(), titles=(), timing=Timing(Timecode(0, 0, 0), timed=False)
    )
    screen = opened(page(untimed))
    assert not screen.page.is_visible("#timeline")
    assert screen.search("sea") == "1 of 2"
    assert screen.page.inner_text("#rows .hit-now") == "And I looked, and I saw the sea."
    screen.press("Escape", "ArrowDown")
    assert screen.spoken == "She never went back to sea."


def test_a_shot_list_without_speech_is_read(opened: Opened) -> None:
    screen = opened(page(replace(HARBOUR, cues=(), speakers=(), problems=())))
    assert "10:00:17 Boats" in " ".join(screen.page.inner_text("#rows").split())
    screen.page.click("text=Boats")
    assert screen.now == "10:00:17.0"
    assert screen.page.inner_text("#about-subtitle") == "the script gives none"


def test_timecodes_run_in_frames_where_the_script_counts_them(opened: Opened) -> None:
    rate = FrameRate.parse("29.97df")
    start = Timecode(10, 0, 0, 0, drop=True)
    label = Timecode(10, 1, 0, 2, drop=True)
    at = label.time(rate) - start.time(rate)
    cue = replace(HARBOUR.cues[0], timecode=label, start=at, end=at + 2, shot=None)
    counted = replace(HARBOUR, cues=(cue,), shots=(), sounds=(), titles=(), problems=(), timing=Timing(start, rate))
    screen = opened(page(counted))
    screen.page.click("#cue-1 .tc")
    assert screen.now == "10:01:00;02"


def test_help_tells_the_keys(opened: Opened) -> None:
    screen = opened(page(HARBOUR))
    screen.press("?")
    assert screen.page.is_visible("#help >> text=play, pause")
    screen.press("Escape")
    assert not screen.page.is_visible("#help")
