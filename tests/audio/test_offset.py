from __future__ import annotations

import pytest

from tests.spotting.speech import script
from transcript.audio.align import Place
from transcript.audio.offset import exact_offset
from transcript.spotting.pace import speeches

FILM = script("""
    ANN 10:00:02 It was late.
    BEN 10:00:12 Nobody came.
    ANN 10:00:22 We went home.
    BEN 10:00:32 All of us.
""")


def _offset(coarse: float, begins: list[float], unit: float = 1.0) -> float:
    said = speeches(FILM)
    firsts = [sum(len(speech.words) for speech in said[:at]) for at in range(len(said))]
    heard = {word: Place(word, begin, begin + 0.3) for word, begin in zip(firsts, begins, strict=False)}
    return exact_offset(coarse, said, FILM.cues, heard, unit)


def test_speech_that_begins_within_the_second_of_its_timecode_has_no_offset() -> None:
    assert _offset(0.0, [2.1, 12.9, 22.4, 32.6]) == 0.0


def test_speech_that_begins_in_the_middle_of_a_shifted_second_shows_the_shift() -> None:
    assert _offset(46.0, [49.1, 59.9, 69.3, 79.7]) == pytest.approx(47.0)
    assert _offset(0.0, [5.1, 15.9, 25.3, 35.7]) == pytest.approx(3.0)


def test_frames_of_which_no_two_agree_show_it_still() -> None:
    assert _offset(47.0, [49.1, 59.3, 69.5, 79.7], unit=0.04) == pytest.approx(47.28, abs=0.01)


def test_where_few_beginnings_are_heard_all_words_show_it() -> None:
    first = speeches(FILM)[0].words[0].start / 1000
    assert _offset(46.0, [first + 46.5]) == pytest.approx(46.5)
    assert _offset(0.0, [first + 0.5]) == 0.0
