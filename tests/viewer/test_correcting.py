"""Correcting on the page, and the file that is saved."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given, settings

from tests import builders
from tests.viewer.programmes import HARBOUR
from tests.viewer.screens import Screen
from transcript import read, subtitles
from transcript.cli import cli
from transcript.exporters import export
from transcript.exporters.transcript_json import read_transcript
from transcript.model import Provenance, Reel, Timing, Transcript
from transcript.timecode import FrameRate, Timecode
from transcript.viewer import page

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog

    from tests.viewer.conftest import Opened

PAGE = page(HARBOUR, subtitles(HARBOUR, labels="change"))


def saved(screen: Screen) -> Transcript:
    return read_transcript(screen.saved(), "film.json")


def test_corrected_words_are_saved(opened: Opened) -> None:
    screen = opened(PAGE)
    screen.correct("#cue-2 .line", "  My mother said:\n look at the cafe. ")
    assert screen.page.inner_text("#cue-2 .was") == "corrected was “My mother said: look at the café.”"
    assert screen.page.inner_text("#save") == "Save 1 corrected cue"
    meant = replace(HARBOUR.cues[1], line="My mother said: look at the cafe.")
    assert saved(screen) == replace(HARBOUR, cues=(HARBOUR.cues[0], meant, *HARBOUR.cues[2:]))
    assert screen.search("cafe.") == "1 of 1"


def test_the_saved_file_is_converted(opened: Opened, tmp_path: Path) -> None:
    screen = opened(PAGE)
    screen.correct("#cue-1 .line", "The boats come first.")
    (tmp_path / "film.json").write_bytes(screen.saved())
    made = CliRunner().invoke(cli, ["convert", str(tmp_path / "film.json"), "--to", "srt", "-o", "-"])
    assert made.exit_code == 0, made.output
    assert "NARRATOR: The boats come first." in made.stdout.replace("\r\n", " ").replace("\n", " ")


def test_a_subtitle_of_a_corrected_cue_says_that_it_is_older(opened: Opened) -> None:
    screen = opened(PAGE)
    screen.correct("#cue-1 .line", "The boats come first.")
    screen.page.click("#cue-1 .tc")
    screen.press("ArrowRight")
    assert screen.page.inner_text("#overlay .stale") == "as before your correction"
    assert screen.subtitle == ["NARRATOR: The tide comes first."]
    screen.press("ArrowDown", "ArrowRight")
    assert screen.subtitle != []
    assert not screen.page.is_visible("#overlay .stale")


class TestSpeakers:
    def test_of_one_line(self, opened: Opened) -> None:
        screen = opened(PAGE)
        screen.correct("#cue-3 .who", "NARRATOR")
        assert screen.page.locator("#rows h3 .who").all_inner_texts() == ["NARRATOR", "ANN LEE", "NARRATOR"]
        meant = replace(HARBOUR.cues[2], speaker="NARRATOR", voice_over=True)  # as all else that the narrator says
        assert saved(screen) == replace(HARBOUR, cues=(*HARBOUR.cues[:2], meant, HARBOUR.cues[3]))

    def test_of_a_speech_at_its_heading(self, opened: Opened) -> None:
        screen = opened(PAGE)
        screen.correct("#cue-2 .who", "BEN LEE")
        made = saved(screen)
        assert [cue.speaker for cue in made.cues] == ["NARRATOR", "BEN LEE", "BEN LEE", "NARRATOR"]
        assert [(one.name, one.aliases) for one in made.speakers] == [("NARRATOR", ()), ("BEN LEE", ("ANN LEE",))]

    def test_everywhere(self, opened: Opened) -> None:
        screen = opened(PAGE)
        screen.page.dblclick("#cue-4 .who")
        screen.page.locator("#rows .editor select").select_option(label="all of NARRATOR (2 cues)")
        screen.page.locator("#rows .editor input").fill("VOICE")
        screen.press("Enter")
        made = json.loads(screen.saved())
        assert made["speakers"]["VOICE"] == {"aliases": ["NARRATOR"], "cues": [1, 4], "words": 10, "seconds": 5.0}
        assert "NARRATOR" not in made["speakers"]
        assert screen.page.is_visible("#timeline-names >> text=VOICE")

    def test_a_name_is_never_empty(self, opened: Opened) -> None:
        screen = opened(PAGE)
        screen.correct("#cue-1 .who", " ")
        assert screen.page.inner_text("#wrong") == "A speaker has a name. Escape leaves it as it was."
        screen.press("Escape")
        assert screen.page.inner_text("#cue-1 .who") == "NARRATOR"


class TestTimecodes:
    def test_a_cue_moves_with_its_timecode(self, opened: Opened) -> None:
        screen = opened(PAGE)
        screen.correct("#cue-3 .tc", "10.00.10")
        assert screen.now == "10:00:10.0"
        assert screen.spoken == HARBOUR.cues[2].line
        told = replace(HARBOUR.cues[2], timecode=Timecode(10, 0, 10), start=Fraction(10), end=Fraction(13))
        meant = replace(told, time=Provenance.REPAIRED)  # the script has another
        assert saved(screen) == replace(HARBOUR, cues=(*HARBOUR.cues[:2], meant, HARBOUR.cues[3]))

    def test_the_line_before_makes_room(self, opened: Opened) -> None:
        screen = opened(PAGE)
        screen.correct("#cue-3 .tc", "10:00:07")
        cues = saved(screen).cues
        assert [str(time) for cue in cues[1:3] for time in (cue.start, cue.end)] == ["5", "7", "7", "10"]

    def test_what_the_script_has_is_given_again(self, opened: Opened) -> None:
        mended = replace(HARBOUR.cues[2], typed="10.00.10", time=Provenance.REPAIRED)
        screen = opened(page(replace(HARBOUR, cues=(*HARBOUR.cues[:2], mended, HARBOUR.cues[3]))))
        screen.correct("#cue-3 .tc", "10:00:10")
        assert saved(screen).cues[2].time is Provenance.GIVEN

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("10:00:40", "10:00:40 is out of order: this line stands after 10:00:05 and before 10:00:13."),
            ("ten past", "No timecode: “ten past”. Write it as HH:MM:SS or HH:MM:SS:FF."),
            ("10:00:61", "A minute or second past 59: “10:00:61”."),
            ("10:00:09:12", "The script has no frame rate: write the timecode without frames."),
        ],
    )
    def test_what_cannot_be_is_refused(self, opened: Opened, typed: str, told: str) -> None:
        screen = opened(PAGE)
        screen.correct("#cue-3 .tc", typed)
        assert screen.page.inner_text("#wrong") == told
        screen.press("Escape")
        assert saved(screen) == HARBOUR

    @pytest.mark.parametrize("rate", ["25", "23.976", "29.97df", "59.94df"])
    def test_frames_are_exact_at_every_rate(self, opened: Opened, rate: str) -> None:
        frames = FrameRate.parse(rate)
        start = Timecode(9, 59, 0, 10, frames.drop)

        def at(label: Timecode) -> Fraction:
            return Fraction(60) + label.time(frames) - start.time(frames)

        cues = []
        for number, cue in enumerate(HARBOUR.cues, 1):
            label = Timecode(10, number, 1, 0, frames.drop)
            cues.append(
                replace(cue, timecode=label, start=at(label), end=at(label) + Fraction(7, 3), shot=None, reel=2)
            )
        timing = Timing(start, frames, (Reel(1, start), Reel(2, start, Fraction(60))))
        script = replace(HARBOUR, cues=tuple(cues), shots=(), sounds=(), titles=(), timing=timing)
        screen = opened(page(script))
        screen.correct("#cue-3 .tc", "10:03:00:23")
        moved = Timecode(10, 3, 0, 23, frames.drop)
        assert (saved(screen).cues[2].timecode, saved(screen).cues[2].start) == (moved, at(moved))
        screen.correct("#cue-3 .tc", "10:03:00:00")
        if frames.drop:
            assert "Drop-frame skips frames 00 to" in screen.page.inner_text("#wrong")
        else:
            assert saved(screen).cues[2].start == at(Timecode(10, 3, 0, 0))


class TestKeys:
    def test_the_fields_of_the_current_line_are_reached_and_corrected(self, opened: Opened) -> None:
        screen = opened(PAGE)
        screen.press("ArrowDown", "ArrowDown")
        screen.page.focus("#cue-2 .tc")
        screen.press("Tab", "Tab", "Enter")
        screen.page.keyboard.type("Corrected by key.")
        screen.press("Enter")
        assert screen.spoken == "Corrected by key."
        assert screen.page.evaluate("document.activeElement.className") == "line"

    def test_escape_leaves_a_field_as_it_was(self, opened: Opened) -> None:
        screen = opened(PAGE)
        screen.page.dblclick("#cue-2 .line")
        screen.page.keyboard.type("Not meant.")
        screen.press("Escape")
        assert saved(screen) == HARBOUR

    def test_letters_that_are_typed_are_no_keys(self, opened: Opened) -> None:
        screen = opened(PAGE)
        screen.page.dblclick("#cue-2 .line")
        screen.page.keyboard.type("jkl /?")
        assert screen.page.input_value(".editor textarea") == "jkl /?"
        assert screen.page.get_attribute("#play", "aria-label") == "Play"

    def test_corrections_are_taken_back(self, opened: Opened) -> None:
        screen = opened(PAGE)
        screen.correct("#cue-2 .who", "BEN LEE")
        screen.correct("#cue-3 .tc", "10:00:07")
        screen.press("Control+z")
        assert [cue.speaker for cue in saved(screen).cues] == ["NARRATOR", "BEN LEE", "BEN LEE", "NARRATOR"]
        screen.page.click("#undo")
        assert saved(screen) == HARBOUR
        assert not screen.page.is_visible("#undo")
        assert screen.page.locator(".was, .corrected").count() == 0


class TestStillTyping:
    """What is still being typed when the reader turns to something else."""

    def typing(self, opened: Opened, words: str = "Still typed.") -> Screen:
        screen = opened(PAGE)
        screen.page.dblclick("#cue-2 .line")
        screen.page.locator("#rows .editor textarea").fill(words)
        return screen

    def test_is_saved(self, opened: Opened) -> None:
        assert saved(self.typing(opened)).cues[1].line == "Still typed."

    def test_is_saved_by_key(self, opened: Opened) -> None:
        screen = self.typing(opened)
        with screen.page.expect_download() as download:
            screen.press("Control+s")
        assert b"Still typed." in download.value.path().read_bytes()

    def test_is_not_saved_where_it_is_refused(self, opened: Opened) -> None:
        screen = self.typing(opened, " ")
        downloads: list[str] = []
        screen.page.on("download", lambda download: downloads.append(download.url))
        screen.page.click("#save")
        assert screen.page.inner_text("#wrong") == "A cue has words. Escape leaves it as it was."
        assert downloads == []

    def test_is_what_is_taken_back_first(self, opened: Opened) -> None:
        screen = opened(PAGE)
        screen.correct("#cue-2 .line", "First.")
        screen.page.dblclick("#cue-2 .line")
        screen.page.locator("#rows .editor textarea").fill("Second.")
        screen.page.click("#undo")
        assert screen.page.inner_text("#cue-2 .line") == "First."
        screen.page.click("#undo")
        assert saved(screen) == HARBOUR

    def test_is_asked_about_before_leaving(self, opened: Opened) -> None:
        screen = self.typing(opened)
        asked: list[str] = []

        def agree(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        screen.page.on("dialog", agree)
        screen.page.reload()
        assert asked == ["beforeunload"]


LONG = page(
    builders.transcript(
        cues=[
            builders.cue("ANN", f"10:{n // 60:02}:{n % 60:02}", f"Line number {n}.", lines=(n, n), lasting=1)
            for n in range(200)
        ]
    )
)


def at_the_edge(screen: Screen, field: str) -> tuple[float, float]:
    """Scroll until the window's lower edge cuts a field; where on the screen it can be pointed at."""
    screen.page.evaluate(
        """(field) => {
          const scroller = document.querySelector("#transcript"), element = document.querySelector(field);
          element.scrollIntoView({ block: "end" });
          scroller.scrollTop -= element.getBoundingClientRect().height / 2;
        }""",
        field,
    )
    box = screen.page.locator(field).bounding_box()
    assert box is not None
    return box["x"] + 10, box["y"] + 3


def test_a_double_click_on_a_line_that_the_edge_cuts_corrects_that_line(opened: Opened) -> None:
    screen = opened(LONG)
    screen.page.mouse.dblclick(*at_the_edge(screen, "#cue-90 .line"))
    assert screen.page.input_value("#rows .editor textarea") == "Line number 89."


def test_a_speaker_is_corrected_in_sight_and_the_cues_are_counted(opened: Opened) -> None:
    screen = opened(LONG)
    screen.page.mouse.dblclick(*at_the_edge(screen, "#cue-90 .who"))
    edges = "['.editor', '#transcript'].map((one) => document.querySelector(one).getBoundingClientRect().bottom)"
    form, window = screen.page.evaluate(edges)
    assert form <= window
    screen.page.locator("#rows .editor select").select_option(label="this speech (200 cues)")
    screen.page.locator("#rows .editor input").fill("BEN")
    screen.press("Enter")
    assert screen.page.inner_text("#told") == "200 cues are now BEN’s."


def test_leaving_with_unsaved_corrections_is_asked_about(opened: Opened) -> None:
    screen = opened(PAGE)
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    screen.page.on("dialog", agree)
    screen.page.reload()
    assert asked == []
    screen.correct("#cue-1 .line", "Other words.")
    screen.page.reload()
    assert asked == ["beforeunload"]
    screen.correct("#cue-1 .line", "Other words.")
    screen.saved()
    screen.page.reload()
    assert asked == ["beforeunload"]


def test_words_are_counted_as_elsewhere(opened: Opened) -> None:
    odd = replace(HARBOUR.cues[0], line="one\x1ftwo -- three\ufefffour \u2167 ½")
    script = replace(HARBOUR, cues=(odd,))
    assert opened(page(script)).saved() == export("json", script).content


def test_a_script_that_was_not_corrected_is_saved_as_it_was(opened: Opened) -> None:
    script = read("samples/atlantic-cable.txt")
    assert opened(page(script)).saved() == export("json", script).content


@settings(max_examples=25)
@given(script=builders.transcripts())
def test_whatever_stands_in_it_comes_out_as_it_went_in(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, script: Transcript
) -> None:
    if not (script.cues or script.shots or script.sounds or script.titles):
        return  # nothing to show
    place = tmp_path_factory.mktemp("any") / "page.html"
    place.write_bytes(page(script))
    screen = Screen(browser, place)
    try:
        assert screen.saved() == export("json", script).content
    finally:
        screen.close()
