"""The real script beside the project, from the command line to the files: skipped where it is not there."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pysrt
import pytest
from click.testing import CliRunner

import transcript
from transcript.cli import cli

SECOND = 1000


@pytest.fixture
def script(shared: Path) -> Path:
    return shared / "scripts" / "moon-mission-part-1.txt"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_subtitles_say_what_the_cues_say_within_the_rules(script: Path, tmp_path: Path) -> None:
    out = tmp_path / "moon.srt"
    run("convert", str(script), "-o", str(out), "--rules", "netflix", "--labels", "never")
    subtitles = pysrt.open(str(out), error_handling=pysrt.SubRipFile.ERROR_RAISE)
    shown = " ".join(subtitle.text for subtitle in subtitles).split()
    assert shown == " ".join(cue.line for cue in transcript.read(script).cues).split()
    times = [(subtitle.start.ordinal, subtitle.end.ordinal) for subtitle in subtitles]
    assert all(end <= start for (_, end), (start, _) in pairwise(times))
    assert all(5 * SECOND / 6 <= end - start <= 7 * SECOND for start, end in times)
    assert all(len(line) <= 42 for subtitle in subtitles for line in subtitle.text.split("\n"))
    assert all(subtitle.text.count("\n") < 2 for subtitle in subtitles)


@pytest.mark.parametrize("rules", ["netflix", "netflix-children", "ted"])
def test_check_names_each_subtitle_that_is_too_fast(script: Path, rules: str) -> None:
    limit = {"netflix": 20, "netflix-children": 17, "ted": 21}[rules]
    fast = [
        subtitle
        for subtitle in transcript.subtitles(transcript.read(script), rules)
        if len("".join(subtitle.lines)) + len(subtitle.lines) - 1 > limit * (subtitle.end - subtitle.start) / SECOND
    ]
    said = re.findall(r"reading-speed", run("check", str(script), "--rules", rules, "--labels", "never"))
    assert len(said) == len(fast)


@pytest.mark.parametrize("form", ["srt", "vtt", "json", "vtt-shots", "vtt-chapters"])
def test_pages_about_films_are_refused(shared: Path, tmp_path: Path, form: str) -> None:
    for page in sorted((shared / "scripts" / "not-scripts").iterdir()):
        result = CliRunner().invoke(cli, ["convert", str(page), "--to", form, "--out-dir", str(tmp_path / "out")])
        assert result.exit_code == 1
        assert result.stderr.count("\n") == 1
        assert "looked for timecodes" in result.stderr
        assert not list(tmp_path.rglob("*.*"))
