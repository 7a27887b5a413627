"""The page as a file: what stands in it, and what may run in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given

from tests import builders
from tests.viewer.programmes import HARBOUR, long_programme
from transcript import subtitles
from transcript.delivery import Delivery
from transcript.exporters import export, transcript_json
from transcript.model import Subtitle, Transcript
from transcript.viewer import page


class Elements(HTMLParser):
    """Texts of the elements that hold data, scripts and styles, by id or tag; policy: of the page's content."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self.scripts = 0
        self.policy = ""
        self._open = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self._open = (told.get("id") or tag) if tag in ("script", "style") else ""
        self.scripts += tag == "script"
        if told.get("http-equiv") == "Content-Security-Policy":
            self.policy = told["content"] or ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open] = self.texts.get(self._open, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


def test_the_page_is_one_file_that_fetches_nothing() -> None:
    content = page(HARBOUR, subtitles(HARBOUR)).decode()
    assert re.findall(r"https?:", content) == []
    assert re.findall(r"<(?:link|img|iframe|script src)\b", content) == []


def test_only_its_own_script_and_style_may_run() -> None:
    made = Elements(page(HARBOUR))

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    rules = dict(rule.strip().split(" ", 1) for rule in made.policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == digest(made.texts["script"])
    assert rules["style-src"] == digest(made.texts["style"])
    assert rules["media-src"] == "blob:"
    assert rules["trusted-types"] == "'none'"
    assert "unsafe" not in made.policy


def test_the_film_is_named_beside_the_page() -> None:
    made = Elements(page(HARBOUR, video="./rushes/the%20film.mp4"))
    assert json.loads(made.texts["data-view"])["video"] == "./rushes/the%20film.mp4"
    assert "media-src blob: file: 'self'" in made.policy


@given(builders.transcripts())
def test_the_page_holds_the_transcript_whole_whatever_stands_in_it(script: Transcript) -> None:
    made = Elements(page(script))
    assert made.scripts == 3
    kept = made.texts["data-transcript"].encode()
    assert transcript_json.read_transcript(kept, "page") == transcript_json.read_transcript(
        export("json", script).content, "export"
    )


@given(builders.subtitles())
def test_subtitles_stand_in_it_as_srt_writes_them(made: tuple[Subtitle, ...]) -> None:
    script = builders.transcript(cues=[builders.cue("ANN", "10:00:02", "Hello.")])
    view = json.loads(Elements(page(script, made, Delivery(labels="never"))).texts["data-view"])
    shown = [one for one in made if any(line.strip() for line in one.lines)]
    assert len(view["subtitles"]) <= len(made)
    for start, end, parts, cues in view["subtitles"]:
        assert any((one.start, one.end, list(one.cues)) == (start, end, cues) for one in shown)
        assert all(label == 0 for _, label, _, _ in parts)


@pytest.mark.parametrize(
    ("labels", "first"), [(None, "NARRATOR: The tide comes first."), ("never", "The tide comes first.")]
)
def test_labels_are_those_of_srt_unless_told_otherwise(labels: str | None, first: str) -> None:
    delivery = Delivery(labels=labels)  # type: ignore[arg-type]
    view = json.loads(Elements(page(HARBOUR, subtitles(HARBOUR, labels="change"), delivery)).texts["data-view"])
    assert view["subtitles"][0][2][0][0] == first


def test_a_programme_of_three_hours_is_under_three_megabytes() -> None:
    script = long_programme()
    made = page(script, subtitles(script, labels="change"))
    assert 1_000_000 < len(made) < 3_000_000
