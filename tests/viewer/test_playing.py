"""The film, its clock, and the subtitles over it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests import builders
from tests.viewer.programmes import HARBOUR
from transcript import subtitles
from transcript.delivery import Delivery
from transcript.viewer import page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.viewer.conftest import Opened
    from tests.viewer.screens import Screen

SUBTITLES = subtitles(HARBOUR, labels="change")


def click_timeline(screen: Screen, part: float) -> None:
    """Click so far along the timeline, from 0 to 1."""
    box = screen.page.locator("#position").bounding_box()
    assert box is not None
    screen.page.mouse.click(box["x"] + box["width"] * part, box["y"] + box["height"] / 2)


def with_film(opened: Opened, film: Path, tmp_path: Path) -> Screen:
    (tmp_path / film.name).symlink_to(film)
    screen = opened(page(HARBOUR, SUBTITLES, video="./the%20film.webm"))
    screen.wait_for_film()
    return screen


class TestWithFilm:
    def test_keys_lead_the_film(self, opened: Opened, film: Path, tmp_path: Path) -> None:
        screen = with_film(opened, film, tmp_path)
        screen.press("ArrowRight", "ArrowRight", "ArrowRight")
        assert screen.film_time() == pytest.approx(3)
        screen.press("ArrowLeft")
        assert screen.film_time() == pytest.approx(2)
        screen.press("ArrowDown")
        assert screen.film_time() == pytest.approx(5)
        assert screen.spoken == "My mother said: look at the café."
        screen.press("ArrowUp")
        assert screen.film_time() == pytest.approx(2)
        assert screen.now == "10:00:02.0"

    def test_a_click_on_the_timeline_leads_the_film(self, opened: Opened, film: Path, tmp_path: Path) -> None:
        screen = with_film(opened, film, tmp_path)
        click_timeline(screen, 0.5)
        assert screen.film_time() == pytest.approx(10, abs=0.1)
        screen.page.click("text=She never went back")
        assert screen.film_time() == pytest.approx(13)
        screen.page.click("#rows >> text=MS Ann")
        assert screen.film_time() == pytest.approx(5)

    def test_subtitles_stand_at_their_moments(self, opened: Opened, film: Path, tmp_path: Path) -> None:
        screen = with_film(opened, film, tmp_path)
        seen = []
        for second in range(18):
            expected = [one for one in SUBTITLES if one.start <= second * 1000 < one.end]
            words = " ".join(word for one in expected for line in one.lines for word in line.split())
            shown = " ".join(screen.subtitle)
            assert shown.rpartition(": ")[2] == words.rpartition(": ")[2], second
            seen.append(shown)
            screen.press("ArrowRight")
        assert "NARRATOR: The tide comes first." in seen
        assert "" in seen

    def test_subtitles_keep_up_while_it_plays(self, opened: Opened, film: Path, tmp_path: Path) -> None:
        screen = with_film(opened, film, tmp_path)
        screen.page.click("#cue-2 .tc")
        screen.press("l", "l", "l", "l")  # four presses: twice as fast
        assert screen.page.input_value("#speed") == "2"
        # At each frame the page draws: where the film stands, and what stands over it. A machine with too much to do
        # draws few, so that the film goes round until several subtitles were seen.
        edges = [edge for one in SUBTITLES for edge in (one.start, one.end)]
        drawn = screen.page.evaluate(
            """edges => new Promise((resolve) => {
              const film = document.querySelector("video"), seen = [], texts = new Set();
              let rounds = 0;
              const look = () => {
                const time = film.currentTime * 1000, text = document.querySelector("#overlay").textContent;
                if (edges.every((edge) => Math.abs(time - edge) > 150)) {
                  seen.push([time, text]);
                  texts.add(text);
                }
                if (time > 9500) {
                  if (texts.size > 1 || ++rounds > 9) return resolve(seen);
                  film.currentTime = 5;
                }
                requestAnimationFrame(look);
              };
              look();
            })""",
            edges,
        )
        screen.press("k")
        assert screen.page.evaluate("document.querySelector('video').paused")
        assert len({text for _, text in drawn}) > 1
        for time, text in drawn:
            words = "".join("".join(one.lines) for one in SUBTITLES if one.start <= time < one.end)
            assert text.endswith(words) if words else text == "", time

    def test_backwards_the_film_is_led_along(self, opened: Opened, film: Path, tmp_path: Path) -> None:
        screen = with_film(opened, film, tmp_path)
        screen.page.click("#cue-3 .tc")
        screen.press("j")
        screen.until("document.querySelector('video').currentTime < 8.7")
        screen.press("k")
        assert screen.film_time() < 8.8

    def test_a_chosen_film_is_played(self, opened: Opened, film: Path) -> None:
        screen = opened(page(HARBOUR, SUBTITLES))
        screen.page.set_input_files("#film-file", film)
        screen.wait_for_film()
        screen.press("ArrowRight")
        assert screen.film_time() == pytest.approx(1)

    def test_a_dropped_film_is_played(self, opened: Opened, film: Path) -> None:
        screen = opened(page(HARBOUR, SUBTITLES))
        dropped = screen.page.evaluate_handle(
            """(bytes) => {
              const held = new DataTransfer();
              held.items.add(new File([Uint8Array.from(bytes)], "dropped.webm", { type: "video/webm" }));
              return held;
            }""",
            list(film.read_bytes()),
        )
        screen.page.dispatch_event("#stage", "drop", {"dataTransfer": dropped})
        screen.wait_for_film()

    def test_a_film_that_does_not_say_how_long_it_is_leaves_the_programme_as_long_as_it_is(
        self, opened: Opened, film: Path, tmp_path: Path
    ) -> None:
        copied = ["ffmpeg", "-nostdin", "-v", "error", "-i", str(film), "-c", "copy", "-f", "webm", "-"]
        piped = tmp_path / "piped.webm"
        piped.write_bytes(subprocess.run(copied, check=True, capture_output=True, timeout=60).stdout)
        screen = opened(page(HARBOUR, SUBTITLES))
        screen.page.set_input_files("#film-file", piped)
        screen.wait_for_film()
        click_timeline(screen, 0.25)
        assert screen.now == "10:00:05.0"

    def test_past_the_end_of_a_shorter_film_the_clock_runs(self, opened: Opened, film: Path, tmp_path: Path) -> None:
        (tmp_path / film.name).symlink_to(film)
        late = builders.cue("ANN LEE", "10:00:25", "The film is over.", lines=(20, 20), lasting=5)
        screen = opened(page(replace(HARBOUR, cues=(*HARBOUR.cues, late)), video="./the%20film.webm"))
        screen.wait_for_film()
        screen.page.click("text=The film is over.")
        screen.press(" ")
        screen.until("document.querySelector('#now').textContent > '10:00:25.2'")
        screen.press(" ")
        click_timeline(screen, 19.5 / 30)
        screen.press(" ")
        screen.until("document.querySelector('#now').textContent > '10:00:20.3'")
        assert screen.page.get_attribute("#play", "aria-label") == "Pause"
        click_timeline(screen, 0.1)  # back to where there is a picture
        screen.until("document.querySelector('video').currentTime > 3.2")
        assert "10:00:03" <= screen.now < "10:00:09"

    def test_a_film_whose_name_is_not_utf8_is_named_as_it_is_written(self, opened: Opened) -> None:
        screen = opened(page(HARBOUR, SUBTITLES, video="./caf%E9.mp4"))
        screen.page.wait_for_selector("text=caf%E9.mp4: It is not there")
        screen.complaints.clear()  # of the browser, that it is not there

    def test_what_is_no_film_is_said(self, opened: Opened, tmp_path: Path) -> None:
        (tmp_path / "notes.mp4").write_text("no film")
        screen = opened(page(HARBOUR, SUBTITLES))
        screen.page.set_input_files("#film-file", tmp_path / "notes.mp4")
        screen.page.wait_for_selector("text=notes.mp4: This browser cannot play it")
        screen.press("ArrowRight")
        assert screen.now == "10:00:01.0"


class TestWithoutFilm:
    def test_the_programme_runs_on_its_own_clock(self, opened: Opened) -> None:
        screen = opened(page(HARBOUR, SUBTITLES))
        screen.press("End")  # only the timeline knows it: nothing happens
        assert screen.now == "10:00:00.0"
        screen.press("ArrowDown", "ArrowDown", " ")
        screen.page.wait_for_selector("#rows .now >> text=And I looked")
        screen.press(" ")
        assert screen.now > "10:00:09"
        assert "And I looked" in " ".join(screen.subtitle)

    def test_space_plays_after_a_click(self, opened: Opened) -> None:
        screen = opened(page(HARBOUR, SUBTITLES))
        playing = screen.page.locator("#play")
        for clicked in ("#next", "#theme", "#zoom-in"):
            screen.page.click(clicked)
            screen.press(" ")
            assert playing.get_attribute("aria-label") == "Pause"
            screen.press(" ")
            assert playing.get_attribute("aria-label") == "Play"
        screen.page.focus("#next")  # by keyboard: the button is pressed
        screen.press(" ")
        assert playing.get_attribute("aria-label") == "Play"

    def test_after_a_faster_stretch_it_plays_at_the_chosen_speed(self, opened: Opened) -> None:
        screen = opened(page(HARBOUR, SUBTITLES))
        screen.page.select_option("#speed", "1.25")
        screen.press("l", "l", "l")
        assert screen.page.input_value("#speed") == "1.5"
        screen.press("k")
        assert screen.page.input_value("#speed") == "1.25"

    def test_the_timeline_is_a_slider(self, opened: Opened) -> None:
        screen = opened(page(HARBOUR, SUBTITLES))
        slider = screen.page.get_by_role("slider", name="Position in the programme")
        slider.focus()
        screen.press("ArrowRight", "ArrowRight")
        assert slider.get_attribute("aria-valuetext") == "10:00:02, NARRATOR"
        screen.press("End")
        assert slider.get_attribute("aria-valuenow") == slider.get_attribute("aria-valuemax") == "20"

    def test_zoom_shows_a_part_of_the_programme(self, opened: Opened) -> None:
        screen = opened(page(HARBOUR, SUBTITLES))
        click_timeline(screen, 0.5)
        screen.press("+")
        click_timeline(screen, 0)
        assert screen.now == "10:00:05.0"
        screen.press("0")
        click_timeline(screen, 0.25)
        assert screen.now == "10:00:05.0"

    def test_the_line_being_spoken_is_followed_until_the_reader_scrolls(self, opened: Opened) -> None:
        cues = [
            builders.cue("ANN", f"10:{n // 60:02}:{n % 60:02}", f"Line number {n}.", lines=(n, n), lasting=1)
            for n in range(300)
        ]
        screen = opened(page(builders.transcript(cues=cues)))
        click_timeline(screen, 0.5)
        assert screen.page.locator("#rows .now").evaluate("(row) => row.getBoundingClientRect().top > 0")
        visible = (
            "(row) => { const box = row.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
        )
        screen.until(f"({visible})(document.querySelector('#rows .now'))")
        screen.page.hover("#transcript")
        screen.page.mouse.wheel(0, -4000)
        follow = screen.page.get_by_role("button", name="Follow the line being spoken")
        follow.wait_for()
        screen.until(f"!({visible})(document.querySelector('#rows .now'))")
        screen.press("ArrowRight")
        assert not screen.page.locator("#rows .now").evaluate(visible)
        follow.click()
        screen.until(f"({visible})(document.querySelector('#rows .now'))")
        assert not follow.is_visible()

    def test_lines_are_announced_when_asked(self, opened: Opened) -> None:
        screen = opened(page(HARBOUR, SUBTITLES))
        assert screen.page.get_attribute("#spoken", "aria-live") == "off"
        screen.page.get_by_role("button", name="Announce lines").click()
        screen.press("ArrowDown", "ArrowDown")
        assert screen.page.get_attribute("#spoken", "aria-live") == "polite"
        assert screen.page.text_content("#spoken") == "ANN LEE: My mother said: look at the café."


def test_colours_italics_and_two_speakers_are_shown(opened: Opened) -> None:
    made = (
        builders.subtitle("The tide", "comes first.", voice_over=True, start=2000, end=4000),
        builders.subtitle(
            "-Did it?", "-It did.", speaker="ANN LEE", speakers=("ANN LEE", "NARRATOR"), start=5000, end=7000
        ),
    )
    delivery = Delivery(colours=True, italics=True)
    screen = opened(page(HARBOUR, made, delivery))
    screen.press("ArrowRight", "ArrowRight")
    assert screen.subtitle == ["NARRATOR: The tide", "comes first."]
    assert screen.page.locator("#overlay i").all_inner_texts() == [" The tide", "comes first."]
    colour = "(box) => getComputedStyle(box).color"
    assert screen.page.locator("#overlay .box").first.evaluate(colour) == "rgb(255, 255, 0)"  # the narrator's
    screen.press("ArrowDown")
    assert screen.subtitle == ["-ANN LEE: Did it?", "-NARRATOR: It did."]
    colours = screen.page.locator("#overlay .box").evaluate_all(
        "(boxes) => boxes.map((box) => getComputedStyle(box).color)"
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(255, 255, 0)"]
