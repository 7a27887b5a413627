"""The beginning of the sample script, spoken: words are found where they are said, and not where they are not."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import pytest

import transcript
from tests.audio import speaking
from tests.conftest import program
from transcript.audio import listen
from transcript.errors import InvalidSetting
from transcript.spotting.pace import Speech, Word, speeches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcript.model import Transcript

SAMPLE = Path(__file__).parents[2] / "samples" / "atlantic-cable.txt"
SECONDS = 100


@pytest.fixture(scope="session", autouse=True)
def _programs() -> None:
    program("ffmpeg")
    program("espeak-ng")


@pytest.fixture(scope="session")
def script() -> Transcript:
    return speaking.start_of(transcript.read(SAMPLE), SECONDS)


@pytest.fixture(scope="session")
def film(script: Transcript) -> speaking.Film:
    return speaking.spoken(script)


def test_sentences_are_found_under_a_bed_of_music_and_noise(
    script: Transcript, film: speaking.Film, tmp_path: Path
) -> None:
    heard = listen(script, speaking.write_film(tmp_path / "film.wav", speaking.with_bed(film.samples, -10)))
    off = speaking.errors(heard.speeches, film)
    assert median(off) < 0.15
    assert max(off) < 1.5
    assert heard.report.aligned > 0.6 * heard.report.words
    assert str(heard.report).startswith("sound: ")
    words = [word for speech in heard.speeches for word in speech.words]
    assert [word.text for word in words] == [word for cue in script.cues for word in cue.line.split()]
    assert all(before.start <= before.end <= after.start for before, after in pairwise(words))


def test_a_loud_bed_and_hasty_voices_leave_it_no_worse_than_without_sound(script: Transcript, tmp_path: Path) -> None:
    film = speaking.spoken(script, voices=speaking.OTHER_VOICES, words_a_minute=200, seed=4)
    heard = listen(script, speaking.write_film(tmp_path / "film.wav", speaking.with_bed(film.samples, 0)))
    assert median(speaking.errors(heard.speeches, film)) <= median(speaking.errors(speeches(script), film))


def test_the_programme_is_found_behind_a_leader(script: Transcript, film: speaking.Film, tmp_path: Path) -> None:
    leader = np.zeros(round(47.3 * speaking.RATE), np.float32)
    path = speaking.write_film(tmp_path / "film.wav", speaking.with_bed(np.concatenate((leader, film.samples)), -10))
    heard = listen(script, path)
    assert heard.report.offset == pytest.approx(47.3, abs=0.5)
    assert "the programme begins 4" in str(heard.report)
    assert median(speaking.errors(heard.speeches, film)) < 0.5


def test_music_alone_leaves_the_estimate(script: Transcript, tmp_path: Path) -> None:
    silence = np.zeros(round((SECONDS + 20) * speaking.RATE), np.float32)
    heard = listen(script, speaking.write_film(tmp_path / "music.wav", speaking.with_bed(silence, 0)))
    assert heard.speeches == speeches(script)
    assert str(heard.report).startswith("sound: the words are not heard in it")


def test_the_speech_of_another_film_leaves_the_estimate(
    script: Transcript, film: speaking.Film, tmp_path: Path
) -> None:
    backwards = tuple(
        replace(cue, line=" ".join(reversed(other.line.split())))
        for cue, other in zip(script.cues, reversed(script.cues), strict=True)
    )
    other = replace(script, cues=backwards)
    heard = listen(other, speaking.write_film(tmp_path / "other.wav", speaking.with_bed(film.samples, -10)))
    assert heard.report.aligned == 0
    expected = [word.start for speech in speeches(other) for word in speech.words]
    moved = [abs(word.start - at) for word, at in zip(_words(heard.speeches), expected, strict=True)]
    assert max(moved) <= 1000  # to the nearest edge of a voice, no farther


def test_in_another_language_speeches_begin_where_a_voice_does(
    script: Transcript, film: speaking.Film, tmp_path: Path
) -> None:
    dutch = replace(script, source=replace(script.source, language="nl"))
    heard = listen(dutch, speaking.write_film(tmp_path / "film.wav", film.samples))
    assert "in English only" in str(heard.report)
    assert heard.report.edges
    assert median(speaking.errors(heard.speeches, film)) < median(speaking.errors(speeches(dutch), film))


def test_a_sound_that_ends_before_the_script_is_refused(
    script: Transcript, film: speaking.Film, tmp_path: Path
) -> None:
    path = speaking.write_film(tmp_path / "half.wav", film.samples[: 40 * speaking.RATE])
    with pytest.raises(InvalidSetting, match=r"half\.wav: the sound is 00:00:40\.000 long"):
        listen(script, path)


def test_times_that_the_script_gives_are_kept(script: Transcript, film: speaking.Film, tmp_path: Path) -> None:
    source = replace(script.source, language="nl")  # the same for words that are heard: see test_placing
    given = replace(script, source=source, cues=tuple(replace(cue, end_given=True) for cue in script.cues))
    heard = listen(given, speaking.write_film(tmp_path / "film.wav", film.samples))
    for index, cue in enumerate(given.cues):
        words = [word for word in _words(heard.speeches) if word.cue == index]
        assert (words[0].start, words[-1].end) == (round(cue.start * 1000), round(cue.end * 1000))


def _words(said: Sequence[Speech]) -> list[Word]:
    return [word for speech in said for word in speech.words]
