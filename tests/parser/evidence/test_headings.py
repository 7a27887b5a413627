"""Speaker headings taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.parser.documents import loose_texts
from transcript.parser.evidence.headings import Heading, is_narrator, read_heading, speaks_for_heading


@pytest.mark.parametrize(
    ("typed", "name", "voice_over", "qualifier", "continued"),
    [
        ("HARFORD", "HARFORD", False, None, False),
        ("HARFORD V/O", "HARFORD", True, None, False),
        ("HARFORD VO", "HARFORD", True, None, False),
        ("HARFORD (V.O.)", "HARFORD", True, None, False),
        ("HARFORD OOV:", "HARFORD", True, None, False),
        ("GAGARIN V/O (SPEAKING RUSSIAN)", "GAGARIN", True, "SPEAKING RUSSIAN", False),
        ("CDR (TRANQ)", "CDR", False, "TRANQ", False),
        ("Ann Lee (Reporter)", "Ann Lee", False, "Reporter", False),
        ("ANN LEE SYNC", "ANN LEE", False, "SYNC", False),
        ("SPEAKER 1", "SPEAKER 1", False, None, False),
        ("O'BRIEN & SONS", "O'BRIEN & SONS", False, None, False),
        ("KOROLEVA-SMITH", "KOROLEVA-SMITH", False, None, False),
        ("HARFORD cont…", "HARFORD", False, None, True),
        ("HARFORD (cont'd)", "HARFORD", False, None, True),
        ("HARFORD V/O cont.", "HARFORD", True, None, True),
        ("ГАГАРИН", "ГАГАРИН", False, None, False),
    ],
)
def test_a_heading_is_a_name_and_what_qualifies_it(
    typed: str, name: str, voice_over: bool, qualifier: str | None, continued: bool
) -> None:
    assert read_heading(typed) == Heading(name, voice_over, qualifier, continued)


@pytest.mark.parametrize("typed", ["NARRATOR", "NARRATOR cont…", "NARR", "COMMENTARY", "NARRATOR 2"])
def test_narration_is_voice_over_as_such(typed: str) -> None:
    heading = read_heading(typed)
    assert heading is not None
    assert heading.narrator
    assert heading.voice_over


def test_only_the_role_makes_a_narrator() -> None:
    assert is_narrator("Narrator")
    assert not is_narrator("HARFORD")
    assert not is_narrator("")


@pytest.mark.parametrize(
    "typed",
    [
        "MS",  # a shot size
        "CU",
        "THE SHIP SAILED",  # an article: a sentence
        "BUT NOBODY CAME",
        "NOT A SOUND,",
        "IT SANK!",
        "Harford",  # a lone word with nothing that marks a heading
        "Nobody thought it would work",
        "ONE TWO THREE FOUR FIVE SIX",
        "1866",
        "(PAUSE)",
        "…",
        "",
    ],
)
def test_what_is_no_heading_by_its_form(typed: str) -> None:
    assert read_heading(typed) is None


def odds(typed: str) -> float:
    heading = read_heading(typed)
    assert heading is not None
    return speaks_for_heading(heading, typed)


def test_a_role_or_a_mark_speaks_for_a_heading_and_many_words_against() -> None:
    assert odds("NARRATOR") > odds("HARFORD") > odds("HARFORD WALKS HOME")
    assert odds("HARFORD V/O") > odds("HARFORD")


@given(loose_texts)
def test_any_text_can_be_asked(text: str) -> None:
    heading = read_heading(text)
    assert heading is None or (heading.name and all(word in text for word in heading.name.split()))
