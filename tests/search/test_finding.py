"""Searching: what a researcher asks of an archive, and what a plain look at every line finds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import transcript as package
from tests.builders import cue, shot, transcript
from tests.search.test_query import QUERIES
from transcript.errors import InvalidSetting, TranscriptError
from transcript.model import Cue, Speaker, Timing, Transcript
from transcript.search.deadline import TooSlow
from transcript.search.finding import SECONDS, count, search, searching
from transcript.search.indexing import fill
from transcript.search.people import UnknownSpeaker
from transcript.search.query import InvalidQuery
from transcript.search.results import FoundCue, Hit, Results
from transcript.search.schema import IN_MEMORY, connect
from transcript.search.wanted import UnknownProgramme, Wanted
from transcript.timecode import FrameRate, Timecode


def archive(**programmes: Transcript) -> sqlite3.Connection:
    """An index in memory of some programmes, by their names."""
    connection = connect(IN_MEMORY)
    named = {
        f"{name}.txt": replace(made, source=replace(made.source, name=f"{name}.txt"))
        for name, made in programmes.items()
    }
    fill(connection, [(f"/archive/{name}", made) for name, made in named.items()])
    return connection


def spoken(*said: tuple[str | None, str], start: int = 0) -> list[Cue]:
    """Cues of speaker and line, one each five seconds from so many seconds after 10:00:00."""
    return [
        cue(speaker, str(Timecode.of_seconds(36_000 + start + 5 * place)), line, number=place + 1)
        for place, (speaker, line) in enumerate(said)
    ]


def marked(one: FoundCue) -> str:
    """A line with what was searched for in brackets."""
    line = one.line
    for mark in reversed(one.marks):
        line = f"{line[: mark.start]}[{line[mark.start : mark.end]}]{line[mark.end :]}"
    return line


def lines(hits: Iterable[Hit]) -> list[str]:
    """The lines of hits; those of a phrase over a cut with a bar between them."""
    return [" | ".join(map(marked, hit.cues)) for hit in hits]


@pytest.fixture(scope="module")
def moon() -> Iterator[sqlite3.Connection]:
    """Two programmes about the race to the moon."""
    race = transcript(
        cues=[
            replace(one, shot=number, voice_over=one.speaker == "NARRATOR")
            for one, number in zip(
                spoken(
                    ("NARRATOR", "KOROLEV DREAMT OF THE"),
                    ("NARRATOR", "MOON, AND OF MARS."),
                    ("SERGEI KHRUSHCHEV", "My father, Khrushchev, didn't care about the moon."),
                    ("MISHIN", "We were orbiting; the orbits were low."),
                    ("NARRATOR", "ÉLAN WAS NOT ENOUGH."),
                ),
                (1, 1, 2, 2, 3),
                strict=True,
            )
        ],
        shots=[
            shot("10:00:00", "Archive, rocket on its pad", number=1),
            shot("10:00:10", "MS in library", number=2),
            shot("10:00:20", "Rocket explodes", number=3),
        ],
        speakers=[Speaker("NARRATOR"), Speaker("SERGEI KHRUSHCHEV", ("SK",)), Speaker("MISHIN")],
    )
    flag = transcript(
        cues=spoken(
            ("ARMSTRONG", "The flag stood on the moon, on the bright moon."),
            ("KHRUSCHEV", "We shall bury you."),
            ("SK", "The Soviet flag was on the moon first."),
            start=60,
        ),
    )
    connection = archive(race=race, flag=flag)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted("mars"), ["MOON, AND OF [MARS]."]),
        (Wanted("elan"), ["[ÉLAN] WAS NOT ENOUGH."]),
        (Wanted("didn't"), ["My father, Khrushchev, [didn't] care about the moon."]),
        (Wanted("orb*"), ["We were [orbiting]; the [orbits] were low."]),
        (Wanted("orbit"), []),
        (Wanted("orbit", stem=True), ["We were [orbiting]; the [orbits] were low."]),
        (Wanted("khruschev", fuzzy=1), ["My father, [Khrushchev], didn't care about the moon."]),
        (Wanted("moon flag soviet"), ["The [Soviet] [flag] was on the [moon] first."]),
        (Wanted('"on the bright"'), ["The flag stood on the moon, [on the bright] moon."]),
        (Wanted("NEAR(stood bright, 5)"), ["The flag [stood] on the moon, on the [bright] moon."]),
        (Wanted("NEAR(stood bright, 4)"), []),
        (Wanted("flag NOT soviet"), ["The [flag] stood on the moon, on the bright moon."]),
        (Wanted('"of the moon"'), ["KOROLEV DREAMT [OF THE] | [MOON], AND OF MARS."]),
        (Wanted('"of the" NOT mars'), ["KOROLEV DREAMT [OF THE]"]),
        (Wanted('mars NOT "the moon"'), []),
        (Wanted('mars "the moon"'), ["KOROLEV DREAMT OF [THE] | [MOON], AND OF [MARS]."]),
        (Wanted("moon", speaker="khrushchev"), ["My father, Khrushchev, didn't care about the [moon]."]),
        (Wanted("the", speaker="mishen"), ["We were orbiting; [the] orbits were low."]),
        (Wanted("moon", speaker="SK", programme="race*"), ["My father, Khrushchev, didn't care about the [moon]."]),
        (Wanted("moon", shot="library"), ["My father, Khrushchev, didn't care about the [moon]."]),
        (Wanted(shot="rocket NOT archive"), ["ÉLAN WAS NOT ENOUGH."]),
        (Wanted("the", first="10:00:10", last="10:00:15"), None),
        (Wanted("moon", voice_over=True), ["[MOON], AND OF MARS."]),
        (Wanted(pattern=r"\bor\w+s\b"), ["We were orbiting; the [orbits] were low."]),
        (Wanted(pattern=r"(?-i:M)ars"), ["MOON, AND OF [MARS]."]),
        (Wanted(pattern=r"(?-i:Mars)"), []),
        (Wanted("moon", pattern="flag$|first"), ["The Soviet flag was on the [moon] [first]."]),
        (Wanted(pattern="^we", speaker="mishin"), ["[We] were orbiting; the orbits were low."]),
    ],
)
def test_what_a_researcher_asks(moon: sqlite3.Connection, wanted: Wanted, found: list[str] | None) -> None:
    if found is None:
        found = ["My father, Khrushchev, didn't care about [the] moon.", "We were orbiting; [the] orbits were low."]
    results = search(moon, replace(wanted, sort="time"))
    assert lines(results.hits) == found
    assert results.total == len(found) == count(moon, wanted)
    assert sorted(lines(search(moon, wanted).hits)) == sorted(found)


def test_a_hit_says_where_and_what_is_around(moon: sqlite3.Connection) -> None:
    (hit,) = search(moon, Wanted("khrushchev", context=1)).hits
    assert (hit.programme.name, hit.programme.path, hit.programme.start) == (
        "race.txt",
        "/archive/race.txt",
        "10:00:00",
    )
    assert (hit.speaker, hit.timecode, hit.start_ms, hit.end_ms) == ("SERGEI KHRUSHCHEV", "10:00:10", 10_000, 14_000)
    assert hit.cues[0].shot == "MS in library"
    assert [one.line for one in hit.before] == ["MOON, AND OF MARS."]
    assert [one.line for one in hit.after] == ["We were orbiting; the orbits were low."]
    (first,) = search(moon, Wanted("bury", context=5)).hits
    assert [one.number for one in (*first.before, *first.after)] == [1, 3]


def test_both_cues_of_a_cut_phrase_are_one_hit(moon: sqlite3.Connection) -> None:
    results = search(moon, Wanted('"the moon and of mars"', context=1))
    (hit,) = results.hits
    assert results.total == 1
    assert (hit.timecode, hit.start_ms, hit.end_ms) == ("10:00:00", 0, 9000)
    assert [one.number for one in hit.cues] == [1, 2]
    assert (hit.before, [one.number for one in hit.after]) == ((), [3])


def test_pages_follow_each_other(moon: sqlite3.Connection) -> None:
    everything = search(moon, Wanted("the", limit=None)).hits
    assert [hit.score for hit in everything] == sorted((hit.score for hit in everything), key=lambda one: -(one or 0))
    pages = [search(moon, Wanted("the", limit=2, offset=offset)) for offset in range(0, 8, 2)]
    assert [hit for page in pages for hit in page.hits] == list(everything)
    assert {page.total for page in pages} == {len(everything)}
    assert search(moon, Wanted("the", limit=0)).total == len(everything)


def test_what_is_typed_comes_before_what_is_like_it() -> None:
    made = transcript(cues=spoken(("A", "Noon."), ("B", "The moon was very far away that night.")))
    assert lines(search(archive(one=made), Wanted("moon", fuzzy=1)).hits) == [
        "The [moon] was very far away that night.",
        "[Noon].",
    ]


# Words that are each but for a slip like each word of the phrases below.
_LIKE = (
    "thee them she whine write while mouse horse hose nest neat text bay dax dry flaunter flaunts khrushchev may way"
)


def test_a_long_phrase_with_slips_finds_what_is_said_somewhere() -> None:
    said = spoken(("A", "At the white house the next day, Khruschev flaunted it."), ("B", _LIKE))
    over = spoken(("A", "At the white house the next"), ("A", "day, Khruschev flaunted it."), start=100)
    connection = archive(one=transcript(cues=said), two=transcript(cues=over))
    phrase = '"the white house the next bay khrushchev flaunted"'
    results = search(connection, Wanted(phrase, fuzzy=1))
    assert lines(results.hits) == [
        "At [the white house the next day, Khruschev flaunted] it.",
        "At [the white house the next] | [day, Khruschev flaunted] it.",
    ]
    assert results.spellings == (("bay", ("day",)), ("khrushchev", ("khruschev",)))
    assert count(connection, Wanted("NEAR(whit hous nexd dai flaunded khruschew, 5)", fuzzy=1)) == 1
    assert count(connection, Wanted(phrase)) == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("елка", ["[Ёлка] и Чайковский."]),
        ("Ёлка", ["[Ёлка] и Чайковский."]),
        ("чаиковскии", ["Ёлка и [Чайковский]."]),
        ('"елка и чаи*"', ["[Ёлка и Чайковский]."]),
        ("елк*", ["[Ёлка] и Чайковский."]),
        ("λογος", ["Ο [λόγος]."]),
        ("ΛΌΓΟΣ", ["Ο [λόγος]."]),
        ("чак", []),
    ],
)
def test_accents_do_not_matter_in_cyrillic_and_greek(query: str, found: list[str]) -> None:
    connection = archive(one=transcript(cues=spoken(("A", "Ёлка и Чайковский."), ("B", "Ο λόγος."))))
    assert lines(search(connection, query).hits) == found


def test_speakers_by_name_part_slip_and_alias(moon: sqlite3.Connection) -> None:
    def meant(name: str, *, exact: bool = False) -> tuple[str, ...]:
        return search(moon, Wanted(speaker=name, exact_speaker=exact)).speakers

    assert meant("Sergei Khrushchev") == ("SERGEI KHRUSHCHEV",)
    # A slip of the script counts beside the right name, and the other way round.
    assert meant("khrushchev") == ("KHRUSCHEV", "SERGEI KHRUSHCHEV")
    assert meant("khruschev") == ("KHRUSCHEV", "SERGEI KHRUSHCHEV")
    assert meant("Sergej Khrushchov") == ("SERGEI KHRUSHCHEV",)
    assert meant("armstong") == ("ARMSTRONG",)
    assert meant("arms") == meant("ARM*") == ("ARMSTRONG",)
    assert meant("serg khrush") == meant("sergei k*") == ("SERGEI KHRUSHCHEV",)
    assert meant("k*") == ("KHRUSCHEV", "SERGEI KHRUSHCHEV")
    with pytest.raises(UnknownSpeaker):
        meant("armstong*")  # a beginning that is marked has no slips
    with pytest.raises(UnknownSpeaker):
        meant("mi")
    assert meant("mishin", exact=True) == ("MISHIN",)
    # An alias holds where it is one: SK is Sergei Khrushchev in one programme, and a name of its own in the other.
    assert meant("SK") == ("SERGEI KHRUSHCHEV", "SK")
    assert meant("SK", exact=True) == ("SK",)
    with pytest.raises(UnknownSpeaker, match=r"nobody is called 'mishinn'; the nearest names are MISHIN$") as error:
        meant("mishinn", exact=True)
    assert error.value.nearest[0] == "MISHIN"


def test_an_alias_holds_for_its_programme() -> None:
    one = transcript(
        cues=spoken(
            ("ARMSTRONG", "One."),
        ),
        speakers=[Speaker("ARMSTRONG", ("CDR",))],
    )
    two = transcript(cues=spoken(("ARMSTRONG", "Two."), ("LOVELL", "Three.")), speakers=[Speaker("LOVELL", ("CDR",))])
    connection = archive(one=one, two=two)
    assert lines(search(connection, Wanted(speaker="cdr")).hits) == ["One.", "Three."]
    assert lines(search(connection, Wanted(speaker="armstrong")).hits) == ["One.", "Two."]


def test_times_are_each_programmes_own() -> None:
    whole = transcript(cues=spoken(("A", "early"), ("A", "late")))
    frames = Timing(Timecode(1, 0, 0, 0), FrameRate.parse("25"))
    other = transcript(
        cues=[
            replace(one, timecode=replace(one.timecode, hours=1, frames=12), start=one.start)
            for one in spoken(("A", "early"), ("A", "late"))
        ]
    )
    connection = archive(whole=whole, other=replace(other, timing=frames))
    hits = search(connection, Wanted("early OR late", first="10:00:03", sort="time")).hits
    assert [(hit.programme.name, hit.line) for hit in hits] == [("whole.txt", "late")]
    hits = search(connection, Wanted("early OR late", last="01:00:04:24", sort="time")).hits
    assert [(hit.programme.name, hit.line) for hit in hits] == [("other.txt", "early")]


def test_time_is_by_programme_whenever_it_was_indexed() -> None:
    made = {name: transcript(cues=spoken(("A", f"moon {name}"), ("B", "moon"))) for name in "zma"}
    hits = search(archive(**made), Wanted("moon", sort="time", limit=3, offset=1)).hits
    assert [(hit.programme.name, hit.cues[0].number) for hit in hits] == [("a.txt", 2), ("m.txt", 1), ("m.txt", 2)]


@pytest.mark.parametrize(
    ("wanted", "refused"),
    [
        (Wanted(), "nothing to search for"),
        (Wanted("moon", fuzzy=4), "fuzzy by 4 slips"),
        (Wanted("moon", limit=-1), "limit -1"),
        (Wanted("moon", programme="*.doc"), r"no programme is called '\*.doc', nor a folder of programmes; \* stands"),
        (Wanted("moon", first="soon"), "no timecode: 'soon'"),
        (Wanted("moon", shot='"rocket'), "character 1 of the query: a quote is not closed"),
        (Wanted(pattern=""), "character 1 of the pattern: the pattern is empty"),
        (Wanted(pattern="moon("), "character 6 of the pattern: missing"),
        (Wanted(pattern="a" * 1001), "a pattern of 1001 characters"),
        (Wanted("moon", speaker=" "), "the name of the speaker is empty"),
    ],
)
def test_what_cannot_be_meant_is_refused(moon: sqlite3.Connection, wanted: Wanted, refused: str) -> None:
    with pytest.raises(
        (InvalidSetting, InvalidQuery, UnknownProgramme, UnknownSpeaker, TranscriptError), match=refused
    ):
        search(moon, wanted)


def test_a_pattern_that_would_never_end_is_stopped() -> None:
    connection = archive(one=transcript(cues=spoken(("A", "a" * 60 + "!"))))
    began = process_time()
    with pytest.raises(TooSlow, match="the search takes longer than 2 s; narrow it"):
        search(connection, Wanted(pattern="(a|aa)+$"))
    assert process_time() - began < 2 * SECONDS  # regex counts what the processor works, not what others take from it
    assert search(connection, Wanted("a*")).total == 1  # the connection is as good as before
    with pytest.raises(
        TooSlow, match="the pattern takes longer than 2 s for a small part of the archive; make it simpler"
    ):
        search(connection, Wanted(pattern="(a|aa)+$"), seconds=60)


def test_a_word_of_many_lines_is_ranked_by_a_spread_of_them() -> None:
    chance = Random(1)  # noqa: S311 - no secret
    said = [
        ("A" if at % 2 else "B", " ".join(["moon", *chance.choices(["the", "of", "far"], k=5)])) for at in range(30_000)
    ]
    said[29_990] = ("B", "moon")
    connection = archive(one=transcript(cues=spoken(*said)))
    results = search(connection, Wanted("moon"))
    assert results.approximate
    assert results.total == count(connection, "moon") == 30_000
    assert len(results.hits) == 20
    assert search(connection, Wanted("moon", limit=600)).hits[0].line == "moon"
    timed = search(connection, Wanted("moon", sort="time", offset=29_989, limit=2))
    assert [hit.cues[0].number for hit in timed.hits] == [29_990, 29_991]
    assert search(connection, Wanted("moo*")).approximate
    with pytest.raises(TooSlow, match=r"the search takes longer than 0\.0001 s; narrow it"):
        count(connection, "moon the", seconds=0.0001)
    assert count(connection, "moon the") > 0


def test_an_index_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    connection = connect(path, write=True)
    fill(connection, [("/archive/one.txt", transcript(cues=spoken(("A", "The moon."))))])
    connection.close()
    assert lines(search(path, "moon").hits) == ["The [moon]."]
    assert count(str(path), "moon") == 1


def test_a_search_sees_the_archive_as_it_was_when_it_began(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "archive.db"
    writer = connect(path, write=True)
    fill(writer, [("/archive/one.txt", transcript(cues=spoken(("A", "The moon."))))])
    reader = connect(path)

    def emptied(*_: object) -> None:
        writer.execute("DELETE FROM cues")

    # An indexer takes the programme away after the words were looked up, and before the line is fetched.
    monkeypatch.setattr("transcript.search.finding.searching._by_index", _after(searching._by_index, emptied))
    assert lines(search(reader, "moon").hits) == ["The [moon]."]
    assert not reader.in_transaction
    assert writer.execute("SELECT count(*) FROM cues").fetchone() == (0,)
    with pytest.raises(InvalidQuery):
        search(reader, "")
    assert not reader.in_transaction


def _after(work: Callable[..., Any], then: Callable[..., None]) -> Callable[..., Any]:
    def both(*given: Any) -> Any:
        made = work(*given)
        then()
        return made

    return both


# Whatever is asked


def answer(wanted: Wanted) -> Results | InvalidQuery | TooSlow:
    """What a search says, which must be said in time."""
    began = process_time()
    try:
        return search(_SMALL, wanted)
    except (InvalidQuery, TooSlow) as error:
        return error
    finally:
        assert process_time() - began < 2 * SECONDS


@given(QUERIES, st.integers(0, 3), st.booleans())
def test_any_query_is_answered_in_time(query: str, fuzzy: int, stem: bool) -> None:
    found = answer(Wanted(query, fuzzy=fuzzy, stem=stem, context=1))
    if isinstance(found, Results):
        assert found.total == len(found.hits) == count(_SMALL, Wanted(query, fuzzy=fuzzy, stem=stem))
    else:
        assert isinstance(found, InvalidQuery)
        assert found.advice


@settings(max_examples=50)
@given(st.text() | st.text("ab(){}[]|*+?\\^$.-0123,<=:!"), st.none() | QUERIES)
def test_any_pattern_is_answered_in_time(pattern: str, query: str | None) -> None:
    found = answer(Wanted(query, pattern=pattern))
    assert isinstance(found, Results) or found.advice


_SMALL = archive(
    one=transcript(
        cues=spoken(
            ("A", "the moon don't"),
            ("A", "cosmos 5 and the a b"),
            ("B", "Ελλάς, élan; 月面着陸 ß"),
            (None, "a a a a a b"),
        )
    )
)

WORDS = ["moon", "mood", "flag", "the", "of"]
TERMS = st.sampled_from([*WORDS, "moo*", "f*"])
PHRASES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=4).map(lambda some: f'"{" ".join(some)}"')
LINES = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
LEAVES = TERMS | PHRASES
EXPRESSIONS = st.recursive(
    LEAVES.map(lambda leaf: ("leaf", leaf)),
    lambda inner: st.tuples(st.sampled_from(["AND", "OR", "NOT"]), inner, inner),
    max_leaves=5,
)


def typed(node: tuple) -> str:  # type: ignore[type-arg]
    """An expression as somebody types it."""
    return node[1] if node[0] == "leaf" else f"({typed(node[1])} {node[0]} {typed(node[2])})"


def true_of(node: tuple, line: str) -> bool:  # type: ignore[type-arg]
    """Whether an expression holds for a line, by a plain look at its text."""
    if node[0] == "leaf":
        leaf = node[1].strip('"')
        return f" {leaf.rstrip('*')}" + ("" if leaf.endswith("*") else " ") in f" {line} "
    one, other = (true_of(part, line) for part in node[1:])
    return {"AND": one and other, "OR": one or other, "NOT": one and not other}[node[0]]


@given(EXPRESSIONS, st.lists(LINES, min_size=1, max_size=12))
def test_hits_are_those_of_a_plain_look_at_each_line(node: tuple, said: Sequence[str]) -> None:  # type: ignore[type-arg]
    # Nobody speaks twice in a row: no phrase goes over a cut.
    connection = archive(one=transcript(cues=spoken(*((f"P{place % 2}", line) for place, line in enumerate(said)))))
    results = search(connection, Wanted(typed(node), sort="time", limit=None))
    assert [hit.cues[0].number for hit in results.hits] == [
        number for number, line in enumerate(said, 1) if true_of(node, line)
    ]
    assert results.total == len(results.hits)
    connection.close()


@given(st.lists(st.sampled_from(WORDS[:3]), min_size=2, max_size=11), st.lists(LINES, min_size=1, max_size=12))
def test_phrases_are_found_wherever_the_speech_is_cut(phrase: Sequence[str], said: Sequence[str]) -> None:
    connection = archive(one=transcript(cues=spoken(*(("A", line) for line in said))))
    results = search(connection, Wanted(f'"{" ".join(phrase)}"', sort="time", limit=None))
    whole = [(word, number) for number, line in enumerate(said, 1) for word in line.split()]
    places = [
        (whole[at][1], whole[at + len(phrase) - 1][1])
        for at in range(len(whole) - len(phrase) + 1)
        if [word for word, _ in whole[at : at + len(phrase)]] == list(phrase)
    ]
    hits: dict[int, int] = {}
    for first, last in places:
        hits[first] = max(hits.get(first, first), last)
    assert [(hit.cues[0].number, hit.cues[-1].number) for hit in results.hits] == list(hits.items())
    for hit in results.hits:
        marks = [word for one in hit.cues for mark in one.marks for word in one.line[mark.start : mark.end].split()]
        assert set(marks) == set(phrase)
    assert results.total == len(hits)
    connection.close()


@given(st.sampled_from(WORDS), PHRASES, st.lists(LINES, min_size=1, max_size=12))
def test_a_phrase_over_a_cut_that_is_not_wanted(word: str, phrase: str, said: Sequence[str]) -> None:
    connection = archive(one=transcript(cues=spoken(*(("A", line) for line in said))))
    results = search(connection, Wanted(f"{word} NOT {phrase}", sort="time", limit=None))
    whole = [(one, number) for number, line in enumerate(said, 1) for one in line.split()]
    parts = phrase.strip('"').split()
    unwanted = {
        number
        for at in range(len(whole) - len(parts) + 1)
        if [one for one, _ in whole[at : at + len(parts)]] == parts
        for _, number in whole[at : at + len(parts)]
    }
    expected = [number for number, line in enumerate(said, 1) if word in line.split() and number not in unwanted]
    assert [hit.cues[0].number for hit in results.hits] == expected
    connection.close()


# Scripts that were kept by others


@pytest.fixture(scope="module")
def missions(shared: Path) -> tuple[sqlite3.Connection, list[Transcript]]:
    paths = [shared / "scripts" / name for name in ("apollo-11-air-to-ground.txt", "moon-mission-part-1.txt")]
    scripts = [package.read(path) for path in paths]
    connection = connect(IN_MEMORY)
    fill(connection, [(str(path), script) for path, script in zip(paths, scripts, strict=True)])
    return connection, scripts


def test_known_lines_of_two_missions(missions: tuple[sqlite3.Connection, list[Transcript]]) -> None:
    connection, _ = missions
    (landed,) = search(connection, Wanted('"the eagle has landed"', speaker="CDR")).hits
    assert (landed.timecode, landed.line) == ("102:46:04", "The Eagle has landed.")
    assert lines(search(connection, Wanted("dream* moon", speaker="nataliya")).hits) == ["His [dream] was the [Moon]."]
    (cut,) = search(connection, Wanted('"one of the cold war\'s best kept secrets"')).hits
    assert [one.timecode for one in cut.cues] == ["10:00:02", "10:00:06"]
    assert lines([cut])[0].startswith("A MOSCOW WAREHOUSE HOLDS [ONE OF THE] | [COLD WAR'S BEST KEPT SECRETS] --")


def test_a_name_with_slips_in_the_script_and_in_the_query(
    missions: tuple[sqlite3.Connection, list[Transcript]],
) -> None:
    connection, scripts = missions
    said = [one.line.casefold() for script in scripts for one in script.cues]
    typed_so = sum("khrushchev" in line for line in said)
    slipped = sum("khruschev" in line for line in said)
    assert slipped
    results = search(connection, Wanted("khruschev", fuzzy=1))
    assert results.total == typed_so + slipped
    assert results.spellings == (("khruschev", ("khrushchev",)),)
    assert search(connection, Wanted(speaker="khruschev")).speakers == ("KHRUSHCHEV",)


@pytest.mark.parametrize("word", ["moon", "the", "roger", "houston", "11", "korolev"])
def test_counts_are_those_of_a_plain_scan(missions: tuple[sqlite3.Connection, list[Transcript]], word: str) -> None:
    connection, scripts = missions
    cues = [one for script in scripts for one in script.cues]
    found = [one for one in cues if _has(one.line, word)]
    assert count(connection, word) == len(found)
    for speaker in ("CDR", "NARRATOR", "CC"):
        assert count(connection, Wanted(word, speaker=speaker, exact_speaker=True)) == sum(
            one.speaker == speaker for one in found
        )
    assert count(connection, f"{word} NOT the") == sum(not _has(one.line, "the") for one in found)
    assert count(connection, Wanted(pattern=rf"(?<![\p{{L}}\p{{N}}]){word}(?![\p{{L}}\p{{N}}])")) == len(found)


def _has(line: str, word: str) -> bool:
    return word in "".join(sign if sign.isalnum() else " " for sign in line.casefold()).split()
