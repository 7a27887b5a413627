"""What of a sound note or a title a viewer gets to read."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.builders import notes
from transcript.spotting.note_texts import sound_text, title_text


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("TITLE MUSIC", "[TITLE MUSIC]"),
        ("Library  Music Starts", "[Library Music Starts]"),
        ("(whistling begins)", "[whistling begins]"),
        ("[Applause]", "[Applause]"),
        ("(distant) thunder (again)", "[(distant) thunder (again)]"),
        ("MUSIC: “Jerusalem”", "[MUSIC: “Jerusalem”]"),
        ("Silence", "[Silence]"),
        ("Musik, kurze Pause", "[Musik, kurze Pause]"),
        # Nobody hears these.
        ("(PAUSE)", ""),
        ("(SHORT PAUSE)", ""),
        ("(a long beat)", ""),
        ("…", ""),
    ],
)
def test_sounds(note: str, shown: str) -> None:
    assert sound_text(note) == shown


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("THE THREAD IN THE DEEP", "THE THREAD IN THE DEEP"),
        ("1866", "1866"),
        ("PART TWO", "PART TWO"),
        ("The End", "The End"),
        ("CAPTION: Valentia, 1866", "Valentia, 1866"),
        ("CAPTION Valentia, 1866", "Valentia, 1866"),
        ("LOWER THIRD - Dr Ann Lee", "Dr Ann Lee"),
        ("Opening titles: “The Red Files”", "“The Red Files”"),
        ("Berlin: the last days", "Berlin: the last days"),
        ("TITLE FIGHT", "TITLE FIGHT"),
        # They name what stands there, or the end of the script.
        ("SERIES TITLES", ""),
        ("END CREDITS", ""),
        ("-END-", ""),
        ("REEL 2", ""),
        ("- - -", ""),
    ],
)
def test_titles(title: str, shown: str) -> None:
    assert title_text(title) == shown


@given(notes)
def test_the_words_stay_as_typed(note: str) -> None:
    typed = " ".join(note.split())
    assert sound_text(note) in ("", typed, f"[{typed}]")
    assert typed.endswith(title_text(note))
