"""What names of files say of scripts and their outputs."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from transcript.file_names import Family, families, output_rank

_parts = st.sampled_from(["film", "Film", "film.reel1", "film.odt", "film.rtf", unicodedata.normalize("NFD", "ä"), "ä"])
_ends = st.sampled_from([".txt", ".odt", ".rtf", ".srt", ".json", ".csv", ".shots.vtt", ".reel2.vtt"])


def test_outputs_are_those_of_the_script_whose_name_they_share() -> None:
    assert families(["film.docx", "film.reel1.vtt", "film.shots.vtt", "FILM.json", "moon.srt"]) == [
        Family(("film.docx",), ("FILM.json", "film.reel1.vtt", "film.shots.vtt")),
        Family((), ("moon.srt",)),
    ]


def test_outputs_have_the_whole_name_of_one_of_two_scripts() -> None:
    assert families(["film.odt", "film.odt.vtt", "film.rtf", "film.rtf.json", "gone.odt.vtt"]) == [
        Family(("film.odt", "film.rtf"), ()),
        Family((), ("film.odt.vtt",), "film.odt"),
        Family((), ("film.rtf.json",), "film.rtf"),
        Family((), ("gone.odt.vtt",)),
    ]


def test_a_script_called_like_another_with_a_suffix_is_one() -> None:
    assert families(["film.odt", "film.odt.txt"]) == [Family(("film.odt",), ()), Family(("film.odt.txt",), ())]


@given(st.lists(st.builds(str.__add__, _parts, _ends), unique=True))
def test_every_name_has_one_place(names: list[str]) -> None:
    found = families(names)
    assert sorted(name for one in found for name in (*one.scripts, *one.outputs)) == sorted(names)
    assert all((output_rank(name) is None) == (name in one.scripts) for one in found for name in one.scripts)
    assert all(output_rank(name) is not None for one in found for name in one.outputs)
    assert all(one.of is None or (one.of in names and not one.scripts) for one in found)
