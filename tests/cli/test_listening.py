"""transcript convert and check with the sound of the film."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pysrt
import pytest

import transcript
from tests.audio import speaking
from tests.cli.conftest import SCRIPT
from tests.conftest import program

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.fixture
def film(folder: Path) -> speaking.Film:
    """film.wav beside film.txt: what stands in it, spoken over music."""
    program("ffmpeg")
    spoken = speaking.spoken(transcript.parse(SCRIPT), seed=2)
    speaking.write_film(folder / "film.wav", speaking.with_bed(spoken.samples, -10))
    return spoken


def test_subtitles_stand_where_their_words_are_heard(run: Run, folder: Path, film: speaking.Film) -> None:
    result = run("convert", "film.txt", "--audio", "film.wav", "--labels", "never")
    assert result.exit_code == 0
    assert "film.txt: sound: " in result.stderr
    assert "words aligned" in result.stderr
    subtitles = pysrt.open(str(folder / "film.srt"))
    begins = {subtitle.text.split()[0]: subtitle.start.ordinal / 1000 for subtitle in subtitles}
    assert begins["Nobody"] == pytest.approx(film.begins[2, 0], abs=0.3)
    assert begins["TWO"] == pytest.approx(film.begins[3, 0], abs=0.3)


def test_check_holds_what_is_heard_against_the_rules(run: Run, film: speaking.Film) -> None:
    result = run("check", "film.txt", "--rules", "netflix", "--audio", "film.wav")
    assert result.exit_code == 0
    assert "words aligned" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["convert", "film.txt", "film.txt", "--audio", "film.wav"], "--audio is the sound of one film"),
        (["convert", "film.txt", "--audio", "film.wav"], "film.wav: there is no such file"),
        (["check", "film.txt", "--audio", "film.wav"], "name these with --rules"),
    ],
)
def test_a_sound_that_cannot_be_meant_is_wrong_use(run: Run, folder: Path, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert [path.name for path in folder.iterdir()] == ["film.txt"]


def test_what_is_no_sound_is_refused_and_nothing_written(run: Run, folder: Path) -> None:
    program("ffmpeg")
    result = run("convert", "film.txt", "--audio", "film.txt")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: film.txt: ffmpeg cannot read the sound")
    assert result.stderr.count("\n") == 1
    assert not (folder / "film.srt").exists()
