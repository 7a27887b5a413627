"""What the user says of a line holds over any guess, and survives a new run."""

from __future__ import annotations

import pytest

from transcript.errors import InvalidSetting
from transcript.model import Kind, Provenance, Transcript
from transcript.parser import ParseSettings, parse
from transcript.parser.corrections import Correction
from transcript.readers import from_text
from transcript.timecode import Timecode

SCRIPT = """\
Quay\t10.00.00\tNARRATOR
\t10.00.02\tTHE BOATS CAME IN AT DAWN.
MS\t10.00.09\tANNA FIELD
\t\tWe heard them long before we saw them. Gulls
Map\t10.00.51\tAnd then the fog came down.
\t10.00.20\tNARRATOR
\t\tNOBODY SAW THE LAST ONE.
"""


def read(*corrections: Correction) -> Transcript:
    return parse(from_text(SCRIPT, "quay.txt"), ParseSettings(corrections=corrections))


def test_a_stretch_is_of_another_kind() -> None:
    script = read(Correction(4, text="Gulls", kind=Kind.SHOT))
    assert script.cues[1].line == "We heard them long before we saw them."
    assert "Gulls" in [shot.note for shot in script.shots]


def test_another_person_speaks_from_a_line_on() -> None:
    script = read(Correction(5, speaker="BEN FIELD"))
    assert [cue.speaker for cue in script.cues] == ["NARRATOR", "ANNA FIELD", "BEN FIELD", "NARRATOR"]


def test_a_heading_is_another_persons() -> None:
    script = read(Correction(3, speaker="BEN FIELD"))
    assert [cue.speaker for cue in script.cues] == ["NARRATOR", "BEN FIELD", "BEN FIELD", "NARRATOR"]


def test_another_timecode_is_meant() -> None:
    guessed = read()
    told = read(Correction(5, timecode=Timecode(10, 0, 16)))
    assert [problem.code for problem in guessed.problems] == ["timecode-out-of-order"]
    assert told.problems == ()
    cue = told.cues[2]
    assert (str(cue.timecode), cue.typed, cue.time) == ("10:00:16", "10.00.51", Provenance.REPAIRED)


def test_a_timecode_that_is_confirmed_is_given() -> None:
    script = read(Correction(5, timecode=Timecode(10, 0, 51)))
    assert script.cues[2].time is Provenance.GIVEN
    assert "timecode-out-of-order" not in [problem.code for problem in script.problems if problem.span.first == 5]


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        (Correction(99, kind=Kind.SHOT), "line 99"),
        (Correction(3, kind=Kind.SHOT), "3 times"),
        (Correction(4, text="nowhere", kind=Kind.SHOT), "0 times"),
        (Correction(4, timecode=Timecode(10, 0, 16)), "holds no timecode"),
    ],
)
def test_a_correction_that_fits_nowhere_is_refused(correction: Correction, said: str) -> None:
    with pytest.raises(InvalidSetting, match=said):
        read(correction)


@pytest.mark.parametrize(
    "corrections",
    [
        (Correction(99, speaker="BEN FIELD"),),
        (Correction(3, speaker="BEN FIELD"), Correction(3, speaker="ANNA FIELD")),
        (Correction(5, timecode=Timecode(10, 0, 16)), Correction(5, timecode=Timecode(10, 0, 17))),
    ],
)
def test_corrections_that_hit_nothing_or_contradict_are_refused(corrections: tuple[Correction, ...]) -> None:
    with pytest.raises(InvalidSetting):
        read(*corrections)


def test_a_correction_answers_problems_of_its_own_kind_only() -> None:
    script = read(Correction(5, speaker="BEN FIELD"))
    assert [problem.code for problem in script.problems] == ["timecode-out-of-order"]


def test_a_timecode_that_is_meant_and_runs_back_is_said() -> None:
    script = read(Correction(5, timecode=Timecode(9, 0, 0)))
    assert [problem.code for problem in script.problems] == ["correction-out-of-order"]
