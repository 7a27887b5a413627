"""Figures from the index are those of the transcripts themselves."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given

import transcript as package
from tests.builders import cue, shot, transcript, transcripts
from transcript.model import Timing, Transcript
from transcript.search.counting import archive_speakers, archive_statistics
from transcript.search.indexing import fill
from transcript.search.schema import IN_MEMORY, connect
from transcript.statistics import Statistics, Talk, of_transcript
from transcript.timecode import Timecode

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def indexed(*scripts: Transcript) -> sqlite3.Connection:
    connection = connect(IN_MEMORY)
    fill(connection, ((f"/{place}.txt", script) for place, script in enumerate(scripts)))
    return connection


def test_the_figures_of_a_programme() -> None:
    film = transcript(
        cues=[
            cue("ANN", "10:00:02", "One two three — four.", lasting=2),
            cue(None, "10:00:04", "Five.", lasting=1),
            cue("BEN", "10:00:05", "Six seven eight nine ten.", lasting=3),
        ],
        shots=[
            shot("10:00:00", "Gate", lasting=5),
            shot("10:00:05", "Wall", lasting=6),
            shot("10:00:11", "Sea, who knows how long", lasting=0),
        ],
    )
    told = of_transcript(film)
    assert told == Statistics(
        name="film.txt",
        duration_ms=11_000,
        shots=3,
        measured_shots=2,
        shots_ms=11_000,
        talk=(Talk("BEN", 1, 5, 3000), Talk("ANN", 1, 4, 2000), Talk(None, 1, 1, 1000)),
    )
    assert (told.speakers, told.cues, told.words, told.talk_ms) == (2, 3, 10, 6000)
    assert (told.words_a_minute, told.mean_shot_ms) == (100, 5500)
    with closing(indexed(film)) as connection:
        assert list(archive_statistics(connection)) == [("/0.txt", told)]


def test_a_script_without_timecodes_has_no_times() -> None:
    film = transcript(cues=[cue("ANN", "10:00:00", "One two.", lasting=0)], shots=[shot("10:00:00", "Gate", lasting=0)])
    untimed = Transcript(film.source, Timing(Timecode(0, 0, 0), timed=False), film.cues, film.shots)
    told = of_transcript(untimed)
    assert (told.duration_ms, told.talk_ms, told.words_a_minute, told.mean_shot_ms) == (None, None, None, None)
    assert (told.words, told.shots, told.talk) == (2, 1, (Talk("ANN", 1, 2, None),))
    with closing(indexed(untimed)) as connection:
        assert [one for _, one in archive_statistics(connection)] == [told]


def test_there_is_no_pace_where_the_times_cannot_hold_the_words() -> None:
    film = transcript(cues=[cue("ANN", "10:00:02", "One two three four five six seven.", lasting=1)])
    assert of_transcript(film).words_a_minute is None


def test_there_is_no_talk_time_where_the_times_cannot_hold_the_words() -> None:
    """A part of the speech is no figure of the whole: nor has the programme one."""
    film = transcript(
        cues=[
            cue("ANN", "10:00:02", "Seven words " * 100, lasting=3),
            cue("BEN", "10:00:30", "One two three.", lasting=2),
        ]
    )
    told = of_transcript(film)
    assert told.talk == (Talk("BEN", 1, 3, 2000), Talk("ANN", 1, 200, None))
    assert (told.talk_ms, told.words_a_minute) == (None, None)
    with closing(indexed(film)) as connection:
        assert [one for _, one in archive_statistics(connection)] == [told]


def test_who_talks_longest_stands_first() -> None:
    film = transcript(
        cues=[
            cue("NATALIYA", "10:00:02", "One two three four five six.", lasting=2),
            cue(None, "10:00:06", "And so on, and so on, and so on.", lasting=9),
            cue("MISHIN", "10:00:30", "One two three.", lasting=5),
        ]
    )
    assert [one.speaker for one in of_transcript(film).talk] == ["MISHIN", "NATALIYA", None]


@given(transcripts())
def test_the_index_has_the_same_figures(film: Transcript) -> None:
    with closing(indexed(film, film)) as connection:
        (_, first), (_, second) = archive_statistics(connection)
    assert first == second
    told = of_transcript(film)
    assert (first.shots, first.measured_shots, first.shots_ms) == (told.shots, told.measured_shots, told.shots_ms)
    assert (first.cues, first.words, first.talk_ms, first.duration_ms) == (
        told.cues,
        told.words,
        told.talk_ms,
        told.duration_ms,
    )


@pytest.mark.parametrize("sample", ["atlantic-cable.txt", "layouts/columns.md", "layouts/untimed.txt"])
def test_the_index_has_the_same_figures_of_a_sample(sample: str) -> None:
    film = package.read(SAMPLES / sample)
    with closing(indexed(film)) as connection:
        assert [one for _, one in archive_statistics(connection)] == [of_transcript(film)]


def test_who_speaks_in_an_archive() -> None:
    first = transcript(
        name="first.txt",
        cues=[cue("KOROLEV", "10:00:02", "The moon is near.", lasting=2), cue("ANN", "10:00:05", "Is it?", lasting=1)],
    )
    second = transcript(name="second.txt", cues=[cue("Korolev", "10:00:02", "Near.", lasting=1)])
    with closing(indexed(first, second, second)) as connection:
        korolev, ann = archive_speakers(connection)
    assert (korolev.name, korolev.spellings) == ("KOROLEV", ("Korolev",))
    assert (korolev.programmes, korolev.cues, korolev.words, korolev.milliseconds) == (3, 3, 6, 4000)
    assert (ann.name, ann.programmes, ann.cues, ann.words, ann.milliseconds) == ("ANN", 1, 1, 2, 1000)


def test_a_programme_that_spells_a_name_in_two_ways_is_one() -> None:
    film = transcript(cues=[cue("José", "10:00:02", "One."), cue("JOSE", "10:00:06", "Two three.")])
    with closing(indexed(film)) as connection:
        (jose,) = archive_speakers(connection)
    assert (jose.name, jose.spellings, jose.programmes, jose.words) == ("JOSE", ("José",), 1, 3)


def test_an_empty_archive() -> None:
    with closing(indexed()) as connection:
        assert (archive_speakers(connection), list(archive_statistics(connection))) == ((), [])
