"""Searching a dataset: it finds what an index of the same scripts finds, in the order of scripts and time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import cue, shot, transcript, transcripts
from tests.dataset.datasets import index_of, named, plain, samples, write_dataset
from tests.search.test_finding import spoken
from tests.search.test_query import QUERIES
from tests.workers.clusters import Storage
from transcript.dataset import scanning
from transcript.dataset.finding import count, find
from transcript.dataset.partitions import FOLDER, PARTITIONS
from transcript.dataset.tables import UnusableDataset, as_bytes
from transcript.errors import InvalidSetting, TranscriptError
from transcript.extra import NotInstalled, needed
from transcript.model import Speaker, Timing, Transcript
from transcript.search.deadline import TooSlow
from transcript.search.finding import search
from transcript.search.people import UnknownSpeaker
from transcript.search.query import InvalidQuery
from transcript.search.results import Results
from transcript.search.wanted import UnknownProgramme, Wanted
from transcript.timecode import FrameRate, Timecode
from transcript.workers.cluster import ClusterRefused


def programme(*said: tuple[str | None, str], **changed: Any) -> Transcript:
    """Cues of speaker and line, with a shot for every two of them and a narrator who is not seen."""
    cues = [
        replace(one, shot=1 + place // 2, voice_over=one.speaker == "NARRATOR")
        for place, one in enumerate(spoken(*said))
    ]
    shots = [
        shot(f"10:00:{10 * place:02}", f"Shot {place + 1} of the Élan, groß", number=place + 1) for place in range(3)
    ]
    return replace(transcript(cues=cues, shots=shots), **changed)


def archive() -> dict[str, Transcript]:
    """The samples, and two programmes about the race to the moon."""
    race = programme(
        ("NARRATOR", "KOROLEV DREAMT OF THE"),
        ("NARRATOR", "MOON, AND OF MARS."),
        ("SERGEI KHRUSHCHEV", "My father, Khrushchev, didn't care about the moon."),
        ("MISHIN", "We were orbiting; the orbits were low."),
        (None, "ÉLAN WAS NOT ENOUGH. Йод и луна; ελλάς. Das große Maß."),
        speakers=(Speaker("SERGEI KHRUSHCHEV", ("SK",)), Speaker("MISHIN"), Speaker("NARRATOR", ("COMMENTARY",))),
    )
    plans = programme(
        ("KOROLEV", "The Soviet flag was on the"),
        ("KOROLEV", "—"),
        ("KOROLEV", "moon first. Иод."),
        ("ANNA FIELD", "first of the moon's flags"),
        ("SK", "The moon, the moon, the moon!"),
        speakers=(Speaker("KOROLEV"), Speaker("ANNA FIELD"), Speaker("SK")),
        timing=Timing(Timecode(10, 0, 0), FrameRate.parse("25")),
    )
    untimed = programme(("ANN", "No times, but a moon"), timing=Timing(Timecode(0, 0, 0), timed=False))
    empty = transcript(cues=[])
    return named(
        {"1962/race.txt": race, "1962/plans.txt": plans, "untimed.txt": untimed, "empty.txt": empty, **samples()}
    )


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[sqlite3.Connection, str]]:
    """The index and the dataset of an archive."""
    scripts = archive()
    with closing(index_of(scripts)) as connection:
        yield connection, str(write_dataset(tmp_path_factory.mktemp("both"), scripts))


WANTED = [
    Wanted("moon"),
    Wanted("THE moon"),
    Wanted("elan"),
    Wanted("cable OR moon"),
    Wanted("moon NOT mars"),
    Wanted('"of the moon"'),
    Wanted('"of the moon" NOT mars'),
    Wanted('moon NOT "of the moon"'),
    Wanted('"on the moon first"'),
    Wanted('"the moon*" OR flags'),
    Wanted('NEAR(moon "the moon", 1)'),
    Wanted('("of the" OR orbits) low'),
    Wanted("orbit*"),
    Wanted("didn't"),
    Wanted("йод"),
    Wanted("иод ЛУНА"),
    Wanted("ελλας"),
    Wanted("GROSSE"),
    Wanted("grosse NOT fluß"),
    Wanted('"das gros*"'),
    Wanted("zeppelinesque"),
    Wanted("moon", speaker="korolev"),
    Wanted("moon", speaker="khruschev"),
    Wanted("moon", speaker="khr*"),
    Wanted("moon", speaker="koro"),
    Wanted("moon", speaker="sk"),
    Wanted("moon", speaker="sk", exact_speaker=True),
    Wanted(speaker="commentary"),
    Wanted(speaker="narrator", voice_over=True),
    Wanted(voice_over=False, pattern="moon$"),
    Wanted(pattern="m[ao]+(rs|n)"),
    Wanted(pattern="^the .*moon"),
    Wanted('"of the moon"', pattern="dreamt"),
    Wanted('"of the moon"', pattern="mars"),
    Wanted("moon", programme="1962/*"),
    Wanted("moon", programme="1962/"),
    Wanted("moon", programme="*race.txt"),
    Wanted("the", programme="*.md"),
    Wanted("moon", shot="elan 2"),
    Wanted("moon", shot='"shot 2"', speaker="korolev"),
    Wanted("the", first="10:00:05", last="10:00:15"),
    Wanted(first="10:00:10:00", last="10:00:10:12"),
    Wanted("moon", last="09:00:00"),
]


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_it_finds_what_the_index_finds(both: tuple[sqlite3.Connection, str], wanted: Wanted) -> None:
    connection, place = both
    wanted = replace(wanted, sort="time", context=1, limit=None)
    meant, found = search(connection, wanted), find(place, wanted)
    assert list(map(plain, found.results.hits)) == list(map(plain, meant.hits))
    assert (found.results.total, found.results.speakers, found.whole) == (meant.total, meant.speakers, True)
    assert count(place, wanted) == meant.total


def test_some_of_them_find_something(both: tuple[sqlite3.Connection, str]) -> None:
    assert [str(wanted) for wanted in WANTED if not count(both[1], wanted)] == [
        str(Wanted("zeppelinesque")),
        # Of a hit over several cues it is the line of the first.
        str(Wanted('"of the moon"', pattern="mars")),
        str(Wanted("moon", last="09:00:00")),
    ]


def test_pages_follow_each_other(both: tuple[sqlite3.Connection, str]) -> None:
    connection, place = both
    whole = search(connection, Wanted("the", sort="time", limit=None)).hits
    assert len(whole) > 40
    for first in range(0, len(whole) + 7, 7):
        wanted = Wanted("the", sort="time", limit=7, offset=first)
        for counted in (False, True):
            found = find(place, wanted, counted=counted, jobs=1)
            assert list(map(plain, found.results.hits)) == list(map(plain, whole[first : first + 7]))
            assert found.results.total == len(whole) if found.whole else found.results.total <= len(whole)
            assert found.whole or not counted


def test_files_that_come_after_are_not_read(
    both: tuple[sqlite3.Connection, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []

    def noted(*given: Any) -> Any:
        looked_at.extend(one.programme.stem for one in given[2])
        return scan_batch(*given)

    scan_batch = scanning._scan_batch
    monkeypatch.setattr(scanning, "_scan_batch", noted)
    found = find(both[1], Wanted("moon", limit=1), jobs=1)
    assert not found.whole
    assert [hit.programme.name for hit in found.results.hits] == ["plans.txt"]
    assert len(looked_at) < len(archive())
    looked_at.clear()
    # Whose metadata say that the speaker is not in it is never read.
    assert find(both[1], Wanted(speaker="mishin", limit=None)).whole
    assert looked_at == ["1962/race"]


def test_names_that_nothing_has(both: tuple[sqlite3.Connection, str]) -> None:
    connection, place = both
    for wanted, refused in [
        (Wanted("moon", speaker="mishinnnn"), UnknownSpeaker),
        (Wanted("moon", speaker=" "), UnknownSpeaker),
        (Wanted("moon", programme="*raze.txt"), UnknownProgramme),
    ]:
        with pytest.raises(refused) as by_index:
            search(connection, wanted)
        with pytest.raises(refused) as by_dataset:
            find(place, wanted)
        assert str(by_dataset.value) == str(by_index.value)


@pytest.mark.parametrize(
    ("wanted", "refused"),
    [
        (Wanted("moon", fuzzy=1), "fuzzy needs all words of the archive, which a dataset does not tell; write the"),
        (Wanted("moon", stem=True), "stem needs all words of the archive"),
        (Wanted('"moon'), "character 1 of the query: a quote is not closed"),
        (Wanted("moon", shot="("), "character 2 of the query: a word is missing at the end"),
        (Wanted(pattern="("), "character 2 of the pattern: missing )"),
        (Wanted(), "nothing to search for"),
    ],
)
def test_what_cannot_be_meant_is_refused(both: tuple[sqlite3.Connection, str], wanted: Wanted, refused: str) -> None:
    with pytest.raises((InvalidQuery, InvalidSetting)) as error:
        find(both[1], wanted)
    assert str(error.value).startswith(refused)


def test_a_pattern_that_would_never_end_is_stopped(tmp_path: Path) -> None:
    made = programme(("A", "a" * 2000 + "b"))
    place = write_dataset(tmp_path, {"film.txt": made})
    with pytest.raises(TooSlow, match="takes longer than"):
        find(str(place), Wanted(pattern="(?:a*)*$"), seconds=1)


def test_an_archive_of_nothing(tmp_path: Path) -> None:
    place = str(write_dataset(tmp_path, {}))
    assert find(place, Wanted("moon")).results == Results((), 0)
    with pytest.raises(UnknownSpeaker, match="nobody is called 'ann'; no name is like it"):
        find(place, Wanted(speaker="ann"))
    # Nor has a partition whose programmes are all gone any.
    (tmp_path / FOLDER / "cues.parquet").write_bytes(as_bytes({}, {}))
    assert find(place, Wanted("moon")).results == Results((), 0)
    assert duckdb.execute(f"SELECT count(*) FROM '{place}/*.parquet'").fetchall() == [(0,)]  # noqa: S608 - our own folder


def test_the_folder_around_it_and_a_file_alone_are_datasets_too(both: tuple[sqlite3.Connection, str]) -> None:
    place = Path(both[1])
    whole = count(str(place), "moon")
    assert count(str(place.parent), "moon") == count(f"file://{place}", "moon") == whole
    assert sum(count(str(file), "moon") for file in place.rglob("*.parquet")) == whole


@pytest.mark.parametrize(
    "harm", [lambda content: content[:-9], lambda content: content[:9] + content[200:], lambda _: b""]
)
def test_a_damaged_file_is_named(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    place = write_dataset(tmp_path, {"film.txt": programme(("A", "moon"))}, partitions=1)
    (file,) = place.rglob("*.parquet")
    file.write_bytes(harm(file.read_bytes()))
    with pytest.raises(UnusableDataset, match=f"^{file}: it cannot be read") as error:
        find(str(place), Wanted("moon"))
    assert "\n" not in str(error.value)


def test_what_is_no_dataset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableDataset, match=f"^{tmp_path}: there is no dataset of cues; transcript convert SCRIPTS"):
        find(str(tmp_path), Wanted("moon"))
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / PARTITIONS).write_text("{}")
    with pytest.raises(UnusableDataset, match=f"^{tmp_path}: _partitions.json does not say"):
        find(str(tmp_path), Wanted("moon"))


def test_without_pyarrow_it_says_what_to_install(
    both: tuple[sqlite3.Connection, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotInstalled, match=r"needs no_such_package, .*; pip install 'transcript\[cluster\]'"):
        needed("no_such_package.inside")
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(NotInstalled, match="this needs pyarrow"):
        find(both[1], Wanted("moon"))


WORDS = [
    "moon",
    "mood",
    "the",
    "of",
    "Élan",
    "elan",
    "луна",
    "Йод",
    "йод",
    "иод",
    "—",
    "don't",
    "x" * 30,
    "1969",
    "Groß",
    "gross",
    "große",
]
LINES = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
LEAVES = (
    st.sampled_from([*WORDS, "moo*", "е*", "йо*", "gros*", "groß*"])
    | st.lists(st.sampled_from(WORDS), min_size=2, max_size=5).map(lambda some: f'"{" ".join(some)}"')
    | st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(lambda two: f"NEAR({two[0]} {two[1]}, 1)")
)
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.tuples(inner, st.sampled_from(["AND", "OR", "NOT"]), inner).map(lambda of: f"({' '.join(of)})"),
    max_leaves=5,
)
PEOPLE = st.sampled_from(["ANN", "Anne", "KOROLEV", None])
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "speaker": st.sampled_from(["ann", "korolev", "SK"]),
        "exact_speaker": st.booleans(),
        "voice_over": st.booleans(),
        "shot": st.sampled_from(["elan", "2", "1 OR 3", "gross*"]),
        "pattern": st.sampled_from(["m.o", "^the", "n$"]),
        "programme": st.sampled_from(["a*", "*"]),
        "first": st.just("10:00:10"),
        "last": st.just("10:00:20"),
        "limit": st.integers(1, 3),
        "offset": st.integers(0, 2),
    },
)


def told(ask: Callable[[], Results]) -> tuple[Any, ...] | type[TranscriptError]:
    """What comes of a search: its hits and how many there are, or what kind of thing is wrong with it."""
    try:
        results = ask()
    except TranscriptError as error:
        return type(error)
    return [plain(hit) for hit in results.hits], results.total, results.speakers


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.tuples(PEOPLE, LINES), max_size=8), min_size=1, max_size=3),
    EXPRESSIONS | QUERIES,
    FILTERS,
    st.sampled_from([1, 4]),
)
def test_any_query_finds_what_the_index_finds(
    films: list[list[tuple[str | None, str]]], query: str, filters: dict[str, Any], partitions: int
) -> None:
    scripts = named(
        {
            f"{name}.txt": programme(*said, speakers=(Speaker("ANN", ("SK",)), Speaker("KOROLEV")))
            for name, said in zip("abc", films, strict=False)
        }
    )
    wanted = Wanted(**{"query": query, "sort": "time", "limit": None, **filters})
    with closing(index_of(scripts)) as connection, TemporaryDirectory() as folder:
        place = str(write_dataset(Path(folder), scripts, partitions))
        meant = told(lambda: search(connection, wanted))
        found = told(lambda: find(place, wanted, counted=True, jobs=1).results)
        # Of two wrongs it may be told either.
        assert found == meant or (isinstance(found, type) and isinstance(meant, type))
        page = told(lambda: find(place, wanted, jobs=1).results)
        assert page[0] == found[0] if isinstance(page, tuple) and isinstance(found, tuple) else page == found


@settings(max_examples=40, deadline=None)
@given(transcripts())
def test_whatever_scripts_hold(made: Transcript) -> None:
    scripts = named({"film.txt": made, "other.txt": transcript(cues=[cue("ANN", "10:00:00", "a e")])})
    with closing(index_of(scripts)) as connection, TemporaryDirectory() as folder:
        place = str(write_dataset(Path(folder), scripts, 1))
        for wanted in (
            Wanted("a* OR e* OR 1*"),
            Wanted(pattern=r"\w"),
            Wanted(pattern="^.{0,3}$"),
            Wanted(voice_over=False),
        ):
            wanted = replace(wanted, sort="time", limit=None)  # noqa: PLW2901
            assert told(lambda: find(place, wanted, jobs=1).results) == told(lambda: search(connection, wanted))  # noqa: B023


def test_on_object_storage(storage: Storage, both: tuple[sqlite3.Connection, str]) -> None:
    connection, local = both
    files = {file.relative_to(local).as_posix(): file.read_bytes() for file in Path(local).rglob("*") if file.is_file()}
    url = storage.bucket("cues-to-search", {f"archive/cues.parquet/{path}": content for path, content in files.items()})
    wanted = Wanted('"of the moon"', sort="time", limit=None)
    found = find(f"{url}archive/cues.parquet", wanted).results
    assert list(map(plain, found.hits)) == list(map(plain, search(connection, wanted).hits))
    assert count(f"{url}archive/", wanted) == found.total


def test_on_a_cluster(storage: Storage, dask_cluster: Any, both: tuple[sqlite3.Connection, str]) -> None:
    connection, local = both
    files = {file.relative_to(local).as_posix(): file.read_bytes() for file in Path(local).rglob("*") if file.is_file()}
    url = storage.bucket("cues-on-a-cluster", files)
    address = dask_cluster.scheduler_address
    for wanted in (Wanted('"of the moon"', limit=None), Wanted("the", limit=3, offset=2), Wanted("moon", speaker="sk")):
        meant = search(connection, replace(wanted, sort="time")).hits
        for place in (local, url):
            assert list(map(plain, find(place, wanted, scheduler=address).results.hits)) == list(map(plain, meant))
    assert count(url, "the", scheduler=address) == search(connection, "the").total
    with pytest.raises(UnknownSpeaker, match="nobody is called 'mishinnnn'; the nearest names are MISHIN"):
        find(url, Wanted("moon", speaker="mishinnnn"), scheduler=address)
    with pytest.raises(TooSlow, match="takes longer than"):
        find(local, Wanted("the"), scheduler=address, seconds=0)


def test_there_is_no_cluster(both: tuple[sqlite3.Connection, str], monkeypatch: pytest.MonkeyPatch) -> None:
    import dask

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(ClusterRefused, match="no Dask scheduler"),
    ):
        find(both[1], Wanted("moon"), scheduler="tcp://127.0.0.1:1")
