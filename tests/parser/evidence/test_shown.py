"""What is seen and what is said, told by words alone."""

from __future__ import annotations

import pytest

from transcript.parser.evidence.shown import is_shown, reads_as_shown, shows_pictures


@pytest.mark.parametrize(
    "text",
    [
        "Boats in the harbour",
        "WS of the pier",
        "He is seen mending nets by the door",
        "The gate, morning",
    ],
)
def test_notes_of_what_is_seen(text: str) -> None:
    assert is_shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "The gate that they built has rusted.",  # a short word is no size
        "It started with a camera and a bet.",
        "This is the evening that changed everything.",
    ],
)
def test_sentences_of_narration(text: str) -> None:
    assert not is_shown(text)


def test_scripts_that_set_no_blanks_do_not_tell() -> None:
    assert not reads_as_shown(["話者 1", "本日はお越しいただきありがとうございます", "話者 2", "よろしくお願いします"])


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("[Launch shots]", True),
        ("(Animation, probe above the ice)", True),
        ("[Shots fired]", False),
        ("[Applause]", False),
        ("[singing over footage]", False),
    ],
)
def test_notes_in_brackets_that_show_pictures(note: str, shown: bool) -> None:
    assert shows_pictures(note) is shown
