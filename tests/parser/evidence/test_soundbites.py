"""What announces a sound bite, and what only looks like it."""

from __future__ import annotations

import pytest

from transcript.parser.evidence.soundbites import bite_heading, is_announced_in_words, name_and_office


@pytest.mark.parametrize(
    "text",
    [
        "Interview with a fisherman",
        "Interview Room",
        "Interview: We go out at four.",
        "Clip from the film of 1958",
        "INT. HARBOUR - DAY",
        "Int. Harbour Office, night",
        "Int. Harbour Office",
        "SB: We go out at four.",
        "Clip The Harbour Master, please.",
    ],
)
def test_words_of_many_uses_announce_no_bite_without_a_name(text: str) -> None:
    assert bite_heading(text) == 0


@pytest.mark.parametrize(
    "text", ["Clip Ann Lee", "Interview with Ann Lee", "SB Ann Lee", "Itw Ann Lee, farmer, Halvard"]
)
def test_with_a_name_they_do(text: str) -> None:
    assert is_announced_in_words(text)
    assert bite_heading(text) == len(text)


def test_an_announcement_in_capitals_needs_no_such_name() -> None:
    assert not is_announced_in_words("SOUNDBITE Ann Lee")
    assert bite_heading("SOUNDBITE Ann Lee") == 17


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Ann Lee", "Ann Lee", ""),
        ("Ann Lee harbour master", "Ann Lee", "harbour master"),
        ("Dr. Ann Lee NDR Kiel", "Dr. Ann Lee", "NDR Kiel"),
        ("Juan Carlos LOPEZ", "Juan Carlos LOPEZ", ""),
        ("Maria van der Berg", "Maria van der Berg", ""),
    ],
)
def test_a_name_ends_where_an_office_begins(text: str, name: str, office: str) -> None:
    assert name_and_office(text) == (name, office)
