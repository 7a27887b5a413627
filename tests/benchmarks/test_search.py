"""The benchmark of the search makes the archive it speaks of, and an index of it."""

from __future__ import annotations

import io
from collections import Counter
from contextlib import closing
from pathlib import Path

from rich.console import Console

from tests.benchmarks.search import WORDS, build, make_archive, measured, show, speakers, words
from transcript.search.schema import connect


def test_words_and_names_are_all_different() -> None:
    assert len(set(words())) == len(words()) == WORDS
    assert words()[:3] == ["the", "of", "and"]
    assert len(set(speakers(2000))) == 2000


def test_an_archive_is_the_same_each_time_and_like_speech() -> None:
    first = list(make_archive(1000))
    assert first == list(make_archive(1000))
    assert [len(programme.cues) for programme in first] == [200] * 5
    counted = Counter(word for programme in first for cue in programme.cues for word in cue.line.lower().split())
    assert 1.5 < counted["the"] / counted["of"] < 2.5, "Zipf: the second word half as often as the first"
    cast = {cue.speaker for programme in first for cue in programme.cues}
    assert cast == {speaker.name for programme in first for speaker in programme.speakers}


def test_the_figures_are_there(tmp_path: Path) -> None:
    built = build(tmp_path / "archive.db", 450)
    assert built.lines == 450
    assert built.size == (tmp_path / "archive.db").stat().st_size
    assert min(built.preparing, built.writing, built.memory) > 0
    with closing(connect(tmp_path / "archive.db")) as index:
        assert index.execute("SELECT count(*), sum(cues) FROM programmes").fetchone() == (3, 450)
    page = io.StringIO()
    show(built, Console(file=page, width=100))
    assert "lines a second" in page.getvalue()


def test_memory_is_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    ballast = b"x" * (300 << 20)
    assert measured(tmp_path / "archive.db", 200).memory < len(ballast)
