"""Who is who, where one name is spelt in several ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcript.parser.people import Merge, ShortForm, is_slip, merge_names, short_forms


def merged(headings: str, **aliases: str) -> dict[str, str]:
    """Spelling -> usual name, of headings parted by commas."""
    names = [name.strip() for name in headings.split(",")]
    return {spelling: merge.name for spelling, merge in merge_names(names, aliases).items()}


def test_a_slip_goes_to_the_more_frequent_spelling_wherever_it_stands() -> None:
    assert merged("KRYUKOV, KRYKOV, KRYUKOV, KRYUKOV") == {"KRYKOV": "KRYUKOV"}
    assert merged("KRYKOV, KRYUKOV, KRYUKOV") == {"KRYKOV": "KRYUKOV"}


def test_where_spellings_tie_the_first_is_the_name() -> None:
    assert merged("FEOKTISTOV, NARRATOR, FEOKSTITOV") == {"FEOKSTITOV": "FEOKTISTOV"}
    assert merged("FEOKSTITOV, NARRATOR, FEOKTISTOV") == {"FEOKTISTOV": "FEOKSTITOV"}


@pytest.mark.parametrize(
    "headings",
    [
        "SPEAKER 1, SPEAKER 2, SPEAKER 1",
        "NARRATOR 1, NARRATOR 2",
        "INTERVIEWER, INTERVIEWEE, INTERVIEWER, INTERVIEWER",
        "LEE, LEA, LEE, LEE",  # in a short name one letter makes another name
        "JOHN, JOAN, JOHN",
        "JOHN HARRIS, JOAN HARRIS",
        "ANDERSON, HENDERSON",  # the first letter is hardly ever the slip
        "PETERSEN, PETERSON, PETERSEN, PETERSON, PETERSEN, PETERSON",  # both recur: two people
        "HARFORD, SIDDIQI",
        "ANN MILLER, ANN MILNER JONES",
        "MARTIN, MARTINA, MARTIN, MARTINA, MARTIN, MARTINA",
    ],
)
def test_two_people_with_similar_names_stay_apart(headings: str) -> None:
    assert merged(headings) == {}


@pytest.mark.parametrize(
    ("slip", "name"),
    [
        ("KHRUSCHEV", "KHRUSHCHEV"),  # left out
        ("HAARFORD", "HARFORD"),  # doubled
        ("HARFROD", "HARFORD"),  # swapped
        ("HARFIRD", "HARFORD"),  # changed
        ("FEOKSTITOV", "FEOKTISTOV"),  # two slips in a long name
        ("SERGEI KOROLYEV", "SERGEI KOROLEV"),
        ("Harford", "HARFORD"),
        ("MAC DONALD", "MACDONALD"),
        ("KOROLEVA SMITH", "KOROLEVA-SMITH"),
        ("DR. HARFORD", "DR HARFORD"),
    ],
)
def test_a_slip_of_the_keyboard_is_the_same_person(slip: str, name: str) -> None:
    assert merged(f"{name}, {slip}, {name}") == {slip: name}
    assert is_slip(slip.casefold(), name.casefold()) == is_slip(name.casefold(), slip.casefold())


def test_the_narrator_is_abbreviated() -> None:
    assert merged("NARR, NARRATOR, NARR") == {"NARR": "NARRATOR"}


def test_what_no_spelling_shows_comes_from_the_user() -> None:
    assert merged("NATASHA, NATALIYA", NATASHA="NATALIYA") == {"NATASHA": "NATALIYA"}
    assert merged("natasha", NATASHA="NATALIYA") == {"natasha": "NATALIYA"}
    assert merge_names(["NATASHA"], {"NATASHA": "NATALIYA"}) == {"NATASHA": Merge("NATASHA", "NATALIYA", by_user=True)}


def test_a_name_that_the_user_gives_is_nobody_s_slip() -> None:
    assert merged("PEMBERTON, PEMBETRON", PEMBETRON="PEMBETRON") == {}
    assert merged("PEMBERTON, PEMBETRON", PEMBERTON="PEMBERTON") == {"PEMBETRON": "PEMBERTON"}
    assert merged("KRYUKOV, KRYKOV, KRYUKOV, ANNA", ANNA="KRYKOV") == {"ANNA": "KRYKOV"}
    assert merged("Nataliya, Natasha", NATASHA="NATALIYA") == {"Nataliya": "NATALIYA", "Natasha": "NATALIYA"}
    assert merge_names(["KRYUKOV", "KRYKOV", "KRYUKOV"], {}, {"KRYKOV"}) == {}
    assert set(merge_names(["KRYUKOV", "KRYKOV", "KRIUKOV", "KRYUKOV"], {}, {"KRYKOV"})) == {"KRIUKOV"}
    assert set(merge_names(["NARR"], {}, {"NARR"})) == {"NARR"}  # an abbreviation says whose name it is


@given(st.lists(st.text(alphabet="ABE 1.-É", min_size=1, max_size=12).filter(str.strip), max_size=12))
def test_nobody_vanishes_and_merging_ends_at_a_name_that_stands(names: list[str]) -> None:
    merges = merge_names(names, {})
    assert set(merges) <= set(names)
    for spelling, merge in merges.items():
        assert merge.spelling == spelling != merge.name
        assert merge.name not in merges
        assert merge.name in names


def shortened(headings: str, **aliases: str) -> list[tuple[str, str]]:
    return [(form.short, form.name) for form in short_forms([name.strip() for name in headings.split(",")], aliases)]


@pytest.mark.parametrize(
    ("headings", "short", "name"),
    [
        ("Ann Lee, Karl Holm, AL, Karl Holm, AL", "AL", "Ann Lee"),
        ("Ann Lee, Karl Holm, A.L.", "A.L.", "Ann Lee"),
        ("Ann Mary Lee, Karl Holm, AML", "AML", "Ann Mary Lee"),
        ("Ann Mary Lee, Karl Holm, AL", "AL", "Ann Mary Lee"),
        ("James McMillan, JM", "JM", "James McMillan"),
        ("Ann Lee, Karl Holm, Ann", "Ann", "Ann Lee"),
        ("ANN LEE, KARL HOLM, HOLM", "HOLM", "KARL HOLM"),
    ],
)
def test_a_short_form_is_told_of_the_name_it_may_stand_for(headings: str, short: str, name: str) -> None:
    assert shortened(headings) == [(short, name)]
    assert merged(headings) == {}


@pytest.mark.parametrize(
    "headings",
    [
        "Ann Lee, Ann Holm, Ann",  # which of them?
        "Ann Lee, Arthur Long, AL",
        "AL, Ann Lee",  # nobody is called by a short form first
        "Ann Lee, Al",  # no initials
        "Speaker 1, Speaker",
        "Second Interviewer, Interviewer",
        "Ann Lee, Karl",
    ],
)
def test_a_short_form_that_may_be_anybody_s_is_not(headings: str) -> None:
    assert shortened(headings) == []


def test_what_the_user_says_of_a_short_form_settles_it() -> None:
    assert short_forms(["Ann Lee", "AL"], {}) == [ShortForm("AL", "Ann Lee", initials=True)]
    assert short_forms(["Ann Lee", "Ann"], {}) == [ShortForm("Ann", "Ann Lee", initials=False)]
    assert shortened("Ann Lee, AL", AL="AL") == []
