"""Who is who, where one name is spelt in several ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcript.parser.people import Merge, is_slip, merge_names


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


@given(st.lists(st.text(alphabet="ABE 1.-É", min_size=1, max_size=12).filter(str.strip), max_size=12))
def test_nobody_vanishes_and_merging_ends_at_a_name_that_stands(names: list[str]) -> None:
    merges = merge_names(names, {})
    assert set(merges) <= set(names)
    for spelling, merge in merges.items():
        assert merge.spelling == spelling != merge.name
        assert merge.name not in merges
        assert merge.name in names
