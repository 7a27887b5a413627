"""WebVTT files of any text, as the W3C's parser and a browser read them."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.builders import cue, shot, subtitle, transcript
from tests.oracles.webvtt_files import MadeFile, ReadCue, shot_files, subtitle_files
from transcript.clock import milliseconds
from transcript.exporters import ExportOptions, export
from transcript.exporters.safety import clean
from transcript.exporters.transcript_json import shot_entry

if TYPE_CHECKING:
    from tests.oracles.chromium import Chromium
    from tests.oracles.node import WebVTTParser
    from transcript.exporters import Exported
    from transcript.model import Transcript


@pytest.fixture(scope="module")
def files() -> list[MadeFile]:
    return subtitle_files()


@pytest.fixture(scope="module")
def shots() -> list[tuple[Transcript, Exported]]:
    return shot_files("vtt-shots")


@pytest.fixture(scope="module")
def chapters() -> list[tuple[Transcript, Exported]]:
    return shot_files("vtt-chapters")


class TestParser:
    """npm's webvtt-parser finds no error and reads the cues that were meant."""

    def test_it_finds_the_errors_of_a_file_that_has_some(self, webvtt_parser: WebVTTParser) -> None:
        bad = "WEBVTT\n\n1\n00:00:02.000 --> 00:00:01.000\n<v>A & B\n"
        errors = webvtt_parser.read([bad], "captions")[0].errors
        assert any("End timestamp is not greater" in error for error in errors)
        assert any("Incorrect escape" in error for error in errors)
        assert any("requires an annotation" in error for error in errors)

    def test_subtitles(self, webvtt_parser: WebVTTParser, files: list[MadeFile]) -> None:
        for made, parsed in zip(files, webvtt_parser.read([made.text for made in files], "captions"), strict=True):
            assert parsed.errors == [], made.text
            # This parser leaves the escapes in a name as they are.
            read = [cue._replace(voice=cue.voice and _unescaped(cue.voice)) for cue in parsed.cues]
            assert read == (made.meant or read), made.text

    def test_two_voices_in_a_cue(self, webvtt_parser: WebVTTParser) -> None:
        (parsed,) = webvtt_parser.read([_two_voices().decode()], "captions")
        assert parsed.errors == []
        assert [cue.text for cue in parsed.cues] == ["-ANN: Is it <over>?\n-Not yet."]

    def test_shots(self, webvtt_parser: WebVTTParser, shots: list[tuple[Transcript, Exported]]) -> None:
        texts = [exported.content.decode() for _, exported in shots]
        for (script, exported), parsed in zip(shots, webvtt_parser.read(texts, "metadata"), strict=True):
            assert parsed.errors == [], exported.content
            _assert_shots(script, parsed.cues)

    def test_chapters(self, webvtt_parser: WebVTTParser, chapters: list[tuple[Transcript, Exported]]) -> None:
        texts = [exported.content.decode() for _, exported in chapters]
        for (script, exported), parsed in zip(chapters, webvtt_parser.read(texts, "chapters"), strict=True):
            assert parsed.errors == [], exported.content
            _assert_chapters(script, parsed.cues)


class TestChromium:
    """A browser's `<track>` has the cues that were meant."""

    def test_a_page_reads_times_text_and_voice(self, chromium: Chromium) -> None:
        shown = [
            subtitle("“R&B”, she said,", "5 < 6 --> so", speaker="Ann <A> & Söhne", start=2000, end=3_725_001),
            subtitle("אחת שתיים", "👩‍🚀 up", speaker=None, start=36_000_000, end=36_000_001),
        ]
        content = export("vtt", transcript(), shown).content
        assert chromium.read([content], "subtitles") == [
            [
                ReadCue("1", 2000, 3_725_001, "“R&B”, she said,\n5 < 6 --> so", "Ann <A> & Söhne"),
                ReadCue("2", 36_000_000, 36_000_001, "אחת שתיים\n👩‍🚀 up", None),
            ]
        ]

    def test_subtitles(self, chromium: Chromium, files: list[MadeFile]) -> None:
        read = chromium.read([made.exported.content for made in files], "subtitles")
        for made, cues in zip(files, read, strict=True):
            assert cues == (made.meant or cues), made.text
            assert len(cues) == made.text.count(" --> "), made.text

    def test_two_voices_in_a_cue(self, chromium: Chromium) -> None:
        ((cue,),) = chromium.read([_two_voices()], "subtitles")
        assert (cue.text, cue.voice) == ("-ANN: Is it <over>?\n-Not yet.", "ANN")

    def test_a_page_reads_a_shot_as_json(self, chromium: Chromium) -> None:
        script = transcript(shots=[shot("10:00:00", "Gate & <sign> -->", size="WS", lines=(1, 5))])
        ((cue,),) = chromium.read([export("vtt-shots", script).content], "metadata")
        assert json.loads(cue.text) == {
            "number": 1,
            "timecode": "10:00:00",
            "start": 0.0,
            "end": 6.0,
            "size": "WS",
            "note": "Gate & <sign> -->",
            "time": "given",
            "typed": "10:00:00",
            "reel": 1,
            "lines": [1, 5],
        }

    def test_shots(self, chromium: Chromium, shots: list[tuple[Transcript, Exported]]) -> None:
        read = chromium.read([exported.content for _, exported in shots], "metadata")
        for (script, _), cues in zip(shots, read, strict=True):
            _assert_shots(script, cues)

    def test_chapters(self, chromium: Chromium, chapters: list[tuple[Transcript, Exported]]) -> None:
        read = chromium.read([exported.content for _, exported in chapters], "chapters")
        for (script, _), cues in zip(chapters, read, strict=True):
            _assert_chapters(script, cues)


def _two_voices() -> bytes:
    """A cue of a named and an unnamed speaker, with label, italics and colours."""
    script = transcript(cues=[cue("ANN", "10:00:02", "Is it over?"), cue(None, "10:00:03", "Not yet.")])
    both = subtitle("-Is it <over>?", "-Not yet.", speaker="ANN", speakers=("ANN", None), voice_over=True)
    return export("vtt", script, [both], ExportOptions(labels="always", italics=True, colours=True)).content


def _assert_shots(script: Transcript, cues: list[ReadCue]) -> None:
    """Each shot is a cue at its time that holds it as the JSON export does."""
    assert sorted(cue.start for cue in cues) == [milliseconds(shot.start) for shot in script.shots]
    assert all(cue.end > cue.start for cue in cues)
    found = sorted((json.loads(cue.text) for cue in cues), key=lambda entry: int(entry["number"]))
    assert found == [json.loads(json.dumps(shot_entry(shot))) for shot in script.shots]


def _assert_chapters(script: Transcript, cues: list[ReadCue]) -> None:
    """Chapters are disjoint and hold each shot's note at its time."""
    assert all(earlier.end <= later.start for earlier, later in pairwise(cues))
    titles = {cue.start: cue.text for cue in cues}
    for one in script.shots:
        assert clean(one.note) in titles[milliseconds(one.start)]


def _unescaped(name: str) -> str:
    return name.replace("&gt;", ">").replace("&amp;", "&")
