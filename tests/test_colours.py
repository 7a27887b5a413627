"""Who gets which colour."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given

from tests import builders
from transcript.colours import Colour, speaker_colours

if TYPE_CHECKING:
    from transcript.model import Transcript


def _programme(*speeches: tuple[str | None, int], narrators: frozenset[str] = frozenset()) -> Transcript:
    """Speeches of so many words, one a second. narrators: who is heard and never seen."""
    return builders.transcript(
        cues=[
            builders.cue(name, f"10:00:{second:02}", " ".join(["word"] * words), voice_over=name in narrators)
            for second, (name, words) in enumerate(speeches)
        ]
    )


def test_the_narrator_is_yellow_and_who_speaks_most_of_the_others_is_white() -> None:
    speeches = (("NARRATOR", 9), ("ANN", 20), ("NARRATOR", 9), ("BEN", 30), ("CARLA", 2))
    assert speaker_colours(_programme(*speeches, narrators=frozenset({"NARRATOR"}))) == {
        "NARRATOR": Colour.YELLOW,
        "BEN": Colour.WHITE,
        "ANN": Colour.CYAN,
        "CARLA": Colour.GREEN,
    }


def test_without_a_narrator_all_four_are_given_in_their_order() -> None:
    assert speaker_colours(_programme(("ANN", 4), ("BEN", 3), ("CARLA", 2), ("DAN", 1))) == {
        "ANN": Colour.WHITE,
        "BEN": Colour.YELLOW,
        "CARLA": Colour.CYAN,
        "DAN": Colour.GREEN,
    }


def test_an_interviewee_who_is_only_heard_is_no_narrator_beside_one() -> None:
    speeches = (("NARRATOR", 5), ("HARFORD", 90), ("NARRATOR", 5), ("ANN", 3))
    colours = speaker_colours(_programme(*speeches, narrators=frozenset({"NARRATOR", "HARFORD"})))
    assert colours == {"NARRATOR": Colour.YELLOW, "HARFORD": Colour.WHITE, "ANN": Colour.CYAN}


def test_a_fifth_speaker_is_white_too() -> None:
    colours = speaker_colours(_programme(("ANN", 5), ("BEN", 4), ("CARLA", 3), ("DAN", 2), ("EVE", 1)))
    assert colours["EVE"] is Colour.WHITE


def test_but_not_where_they_talk_with_the_one_who_is() -> None:
    colours = speaker_colours(_programme(("EVE", 1), ("ANN", 5), ("EVE", 1), ("BEN", 9), ("CARLA", 8), ("DAN", 7)))
    assert (colours["BEN"], colours["ANN"]) == (Colour.WHITE, Colour.GREEN)
    colours = speaker_colours(_programme(("EVE", 1), ("BEN", 9), ("EVE", 1), ("ANN", 5), ("CARLA", 8), ("DAN", 7)))
    assert colours["BEN"] is Colour.WHITE
    assert colours["EVE"] is Colour.YELLOW


@given(builders.transcripts())
def test_everyone_who_is_named_has_one_and_few_differ_all(transcript: Transcript) -> None:
    colours = speaker_colours(transcript)
    assert colours.keys() == {cue.speaker for cue in transcript.cues if cue.speaker is not None}
    if len(colours) <= 3:
        assert all(one != other for one, other in pairwise(sorted(colours.values(), key=lambda colour: colour.value)))
