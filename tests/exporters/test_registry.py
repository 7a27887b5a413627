"""The registry: formats are found by name, alias or file name, and describe themselves cheaply."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.builders import cue, shot, subtitle, transcript
from transcript.errors import InvalidSetting, OutputRefused
from transcript.exporters import FORMATS, export, find_format, format_of_file


def test_every_format_says_what_it_is() -> None:
    assert list(FORMATS) == [
        "srt",
        "vtt",
        "vtt-shots",
        "vtt-chapters",
        "ttml",
        "ebu-stl",
        "scc",
        "json",
        "csv",
        "xlsx",
        "parquet",
        "otio",
        "resolve-edl",
        "fcpxml",
        "xmeml",
        "premiere-transcript",
        "avid-markers",
        "avid-subcap",
        "podcast-json",
        "aapb-json",
    ]
    for name, known in FORMATS.items():
        assert known.name == name
        assert known.description
        assert known.keeps
        assert known.loses
        assert known.read_by
        assert known.checked
        assert "\n" not in known.description + known.keeps + known.loses + known.read_by + known.checked


def test_suffixes_and_names_lead_to_one_format_each() -> None:
    suffixes = [known.suffix for known in FORMATS.values()]
    assert len(set(suffixes)) == len(suffixes)
    every_name = [name for known in FORMATS.values() for name in (known.name, *known.aliases)]
    assert len(set(every_name)) == len(every_name)
    assert {name: find_format(name.upper()).name for known in FORMATS.values() for name in known.aliases} == {
        "subrip": "srt",
        "webvtt": "vtt",
        "webvtt-shots": "vtt-shots",
        "webvtt-chapters": "vtt-chapters",
        "imsc": "ttml",
        "imsc1.1": "ttml",
        "stl": "ebu-stl",
        "ebu": "ebu-stl",
        "scenarist": "scc",
        "cea-608": "scc",
        "excel": "xlsx",
        "opentimelineio": "otio",
        "resolve": "resolve-edl",
        "resolve-markers": "resolve-edl",
        "final-cut-pro": "fcpxml",
        "fcpx": "fcpxml",
        "fcp7": "xmeml",
        "fcp7-xml": "xmeml",
        "premiere-xml": "xmeml",
        "premiere": "premiere-transcript",
        "premiere-json": "premiere-transcript",
        "avid": "avid-markers",
        "subcap": "avid-subcap",
        "avid-ds": "avid-subcap",
        "podcast": "podcast-json",
        "podcasting-2.0": "podcast-json",
        "aapb": "aapb-json",
        "american-archive": "aapb-json",
    }


@pytest.mark.parametrize(
    ("filename", "expected"),
    [
        ("film.srt", "srt"),
        ("FILM.SRT", "srt"),
        ("film.vtt", "vtt"),
        ("film.shots.vtt", "vtt-shots"),
        ("film.chapters.vtt", "vtt-chapters"),
        ("film.json", "json"),
        ("film.csv", "csv"),
        ("film.xlsx", "xlsx"),
        ("film.edl", "resolve-edl"),
        ("film.fcpxml", "fcpxml"),
        ("film.xml", "xmeml"),
        ("film.prtranscript.json", "premiere-transcript"),
        ("film.podcast.json", "podcast-json"),
        ("film.aapb.json", "aapb-json"),
        ("film.markers.txt", "avid-markers"),
        ("film.subcap.txt", "avid-subcap"),
        ("film.txt", None),
        ("srt", None),
    ],
)
def test_a_file_name_tells_its_format(filename: str, expected: str | None) -> None:
    found = format_of_file(filename)
    assert (found and found.name) == expected


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(InvalidSetting, match=r"'strt'.*srt, vtt, vtt-shots, vtt-chapters, ttml, ebu-stl, scc, json"):
        export("strt", transcript())


def test_a_subtitle_format_without_subtitles_is_refused_rather_than_written_empty() -> None:
    script = transcript(cues=[cue("ANN", "10:00:02", "Hello.")])
    with pytest.raises(OutputRefused, match="srt is made of subtitles"):
        export("srt", script)
    assert export("json", script).content
    assert export("webvtt", script, [subtitle("Hello.")]).content


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_a_script_without_speech_makes_no_subtitles(name: str) -> None:
    found = f"there is no speech in it, and the format {name} is made of subtitles"
    with pytest.raises(OutputRefused, match=f"{found}; its shots go into vtt-shots, vtt-chapters, json"):
        export(name, transcript(shots=[shot("10:00:02", "Gate")]))
    with pytest.raises(OutputRefused, match=f"{found}; what else stands in it goes into json"):
        export(name, transcript(cues=[cue("ANN", "10:00:02", " ")]))


def test_describing_the_formats_imports_no_heavy_module() -> None:
    script = (
        "import sys; from transcript.exporters import FORMATS; [known.description for known in FORMATS.values()]; "
        "heavy = ('pysrt', 'msgspec', 'rich', 'rapidfuzz', 'regex', 'opentimelineio', 'openpyxl'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
