"""A part of the archive that stands for the whole, and what is reckoned by it."""

from __future__ import annotations

import sqlite3
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import transcript
from tests.search.test_finding import archive, spoken
from transcript.search.finding import count, sampled, search
from transcript.search.results import Hit
from transcript.search.sampling import Sample, sample
from transcript.search.schema import IN_MEMORY, connect
from transcript.search.wanted import Wanted


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 40)), max_size=8), st.integers(0, 300), st.integers(1, 70))
def test_a_sample_is_of_cues_that_are_there(programmes: list[tuple[int, int]], cues: int, stretches: int) -> None:
    """Programmes by how many ids are free before them, for others that are gone, and how many cues they have."""
    connection = connect(IN_MEMORY)
    there: set[int] = set()
    first = 1
    for free, size in programmes:
        first += free
        row = (f"{first}-{size}-{len(there)}", first, size)
        values = "?, '', '', 0, 0, '', '', NULL, NULL, NULL, 0, NULL, 0, ?, ?, 1, 0, 1, 0"
        connection.execute(f"INSERT INTO programmes VALUES(NULL, {values})", row)
        there |= set(range(first, first + size))
        first += size
    made = sample(connection, cues, stretches=stretches)
    taken = [id_ for begin, end in made.stretches for id_ in range(begin, end + 1)]
    assert len(taken) == len(set(taken)) == made.cues
    assert taken == sorted(taken)
    assert set(taken) <= there
    assert made.of == len(there)
    assert made.cues >= min(cues, len(there)) - stretches
    if cues >= len(there):
        assert made.cues == len(there)
    connection.close()


def test_what_is_reckoned_has_two_figures() -> None:
    assert Sample((), 100, 1000).reckoned(437) == 4400
    assert Sample((), 3, 1000).reckoned(5) == 1700
    assert Sample((), 100, 100).reckoned(99) == 99
    assert Sample((), 1000, 1000).reckoned(444) == 444, "never fewer than were found"
    assert Sample((), 0, 0).reckoned(0) == 0


@pytest.fixture(scope="module")
def speech() -> sqlite3.Connection:
    """Four programmes of 1,500 cues in few words, spoken in speeches of several cues."""
    chance = Random(4)  # noqa: S311 - no secret
    words = ["the", "the", "of", "moon", "moons", "flag"]
    return archive(
        **{
            name: transcript(
                cues=spoken(*((f"P{at // 3 % 2}", " ".join(chance.choices(words, k=5))) for at in range(1500)))
            )
            for name in "abcd"
        }
    )


@pytest.mark.parametrize(
    "query",
    ['"the moon"', "NEAR(flag moon, 2)", '"the moo*"', 'flag NOT "of the"', "moon the", '(moon OR flag) "the of"'],
)
def test_of_very_many_hits_a_part_is_ranked_and_their_number_said_to_be_about_so_many(
    speech: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    everything = search(speech, Wanted(query, limit=None))
    assert not everything.estimated
    monkeypatch.setattr(sampled, "_MANY", 100)
    monkeypatch.setattr(sampled, "_FIRST_LOOK", 200)
    monkeypatch.setattr(sampled, "_ENOUGH", 40)
    found = search(speech, query)
    if query == '"the moo*"':  # a beginning in a phrase over cuts is counted as before
        assert (found.total, found.estimated) == (everything.total, False)
        return
    assert found.estimated
    assert found.approximate
    assert abs(found.total - everything.total) < 0.3 * everything.total
    assert len(found.hits) == 20
    assert set(map(_cues, found.hits)) <= set(map(_cues, everything.hits))
    assert [hit.score for hit in found.hits] == sorted((hit.score or 0 for hit in found.hits), reverse=True)
    assert count(speech, query) == everything.total
    assert search(speech, Wanted(query, sort="time")).total == everything.total


def test_of_very_many_beginnings_lines_are_looked_at(
    speech: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = search(speech, Wanted("moo*", limit=None))
    for name in ("_MANY", "_MANY_BEGINNINGS"):
        monkeypatch.setattr(sampled, name, 100)
    monkeypatch.setattr(sampled, "_LOOKED_AT", 600)
    found = search(speech, "moo*")
    assert found.estimated
    assert abs(found.total - everything.total) < 0.2 * everything.total
    assert set(map(_cues, found.hits)) <= set(map(_cues, everything.hits))
    assert not search(speech, Wanted("moo*", speaker="P1")).estimated


def test_what_stands_in_few_lines_is_counted(speech: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = count(speech, '"flag flag flag flag flag"')
    monkeypatch.setattr(sampled, "_MANY", 100)
    found = search(speech, '"flag flag flag flag flag"')
    assert (found.total, found.estimated) == (exact, False)


def _cues(hit: Hit) -> tuple[int, ...]:
    return tuple(one.id for one in hit.cues)


def test_the_words_that_a_long_phrase_leaves_out_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transcript.search.widening._MOST_WORDINGS", 2)
    said = spoken(
        *(("A", f"the {word} of the {other}") for word in ("moon", "mood", "moan") for other in ("flag", "flak"))
    )
    results = search(archive(one=transcript(cues=said)), Wanted('"moon of the flag"', fuzzy=1))
    assert results.total == 2
    assert [word for word, _ in results.left_out] == ["moon"]
    assert not {*dict(results.spellings).get("moon", ())} & {*dict(results.left_out)["moon"]}
