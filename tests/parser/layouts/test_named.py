"""Speech behind the name of who says it, sound bites, and the narration between them."""

from __future__ import annotations

import pytest

from tests.parser.layouts.paragraph_scripts import Said, labels, read, rows, said
from transcript.model import Kind
from transcript.parser.layouts import named


@pytest.mark.parametrize(
    ("heading", "name", "qualifier"),
    [
        ("ANN LEE:", "ANN LEE", None),
        ("Ann Lee:", "Ann Lee", None),
        ("**Ann Lee:**", "Ann Lee", None),
        ("[Ann]:", "Ann", None),
        (">> Ann:", "Ann", None),
        ("ANN LEE -", "ANN LEE", None),
        ("ANN LEE (ON CAMERA):", "ANN LEE", "ON CAMERA"),
        ("SYNC ANN LEE:", "ANN LEE", "SYNC"),
        ("Dr. A. Lee, geologist:", "Dr. A. Lee", "geologist"),
        ("SOUNDBITE (English) Ann Lee, harbour master:", "Ann Lee", "SOUNDBITE; English; harbour master"),
        ("IN sound bite Dr. A. Lee:", "Dr. A. Lee", "IN sound bite"),
        ("[Inset clip: Ann LEE, harbour master]", "Ann LEE", "Inset clip; harbour master"),
    ],
)
def test_a_heading_may_have_any_form(heading: str, name: str, qualifier: str | None) -> None:
    script = f"""
[00:05] {heading} We start at four.
[00:09] NARRATOR: The light comes at six.
[00:14] {heading} We never wait for it.
[00:20] NARRATOR: By seven the quay is empty.
"""
    cues = read(named, script).cues
    assert [cue.speaker for cue in cues] == [name, "NARRATOR", name, "NARRATOR"]
    assert [cue.qualifier for cue in cues] == [qualifier, None, qualifier, None]
    assert cues[0].line == "We start at four."


def test_voice_over_is_told_from_sync() -> None:
    cues = read(named, "0:01 NARR: The tide.\n0:05 ANN LEE (VO): It comes first.\n0:09 ANN LEE: Always.\n").cues
    assert [(cue.speaker, cue.voice_over) for cue in cues] == [
        ("NARRATOR", True),
        ("ANN LEE", True),
        ("ANN LEE", False),
    ]


def test_timecodes_stand_in_lines_of_their_own_or_in_brackets_inside_speech() -> None:
    assert said(named, "00:00:10\nANN: We had no idea.\n\n00:00:18\nBOB: It was a seal.\nANN: It was not.\n") == [
        Said("00:00:10", "ANN", "We had no idea."),
        Said("00:00:18", "BOB", "It was a seal."),
        Said("00:00:18", "ANN", "It was not."),
    ]
    script = """
LEE: We moved to the island in the spring, and [00:05:00] there was no school.
RAY: None?
LEE: None at all. [00:10:00] My brother learned nothing whatever.
"""
    assert said(named, script)[1:] == [
        Said("00:05:00", "LEE", "there was no school."),
        Said("00:05:00", "RAY", "None?"),
        Said("00:05:00", "LEE", "None at all."),
        Said("00:10:00", "LEE", "My brother learned nothing whatever."),
    ]


def test_narration_between_sound_bites_goes_back_to_the_narrator() -> None:
    script = """
00:00 Every spring the river takes a field or two.

[Inset clip: Ann LEE, farmer]
"My father's barn is under there,
with the tractor in it."

00:22 This year the region moves the dyke, not the river.

[Inset clip: Bob RAY, engineer]
"A river has a very long memory."

"It will come back for its bed."

00:51 Not all the neighbours agree.
"""
    assert [(cue.speaker, cue.line.split()[0]) for cue in said(named, script)] == [
        ("NARRATOR", "Every"),
        ("Ann LEE", '"My'),
        ("NARRATOR", "This"),
        ("Bob RAY", '"A'),
        ("NARRATOR", "Not"),
    ]


def test_an_interview_goes_on_with_who_was_named_last() -> None:
    script = """
00:05 ANN LEE: So he said, "Where are the pears?"
And I said nothing.
00:14 BOB RAY: I said it twice.
She went quite red.
00:22 ANN LEE: I did not go red.
"""
    assert next((cue.speaker, cue.line) for cue in said(named, script)) == (
        "ANN LEE",
        'So he said, "Where are the pears?" And I said nothing.',
    )


def test_a_colon_inside_speech_makes_no_speaker() -> None:
    script = """
[00:01] Ann Lee: There are three rules:
First: never turn your back on the sea.
[00:12] Bob Ray: And the second?
[00:14] Ann Lee: Remember: there is no second rule.
"""
    assert {cue.speaker for cue in said(named, script)} == {"Ann Lee", "Bob Ray"}
    assert (Kind.LINE, "First: never turn your back on the sea.") in labels(named, script)


def test_a_turn_without_a_name_is_somebody_elses() -> None:
    cues = said(named, "[00:01] >> Good evening.\n[00:06] >> Thank you.\n[00:11] Ann Lee: And who are you?\n")
    assert [cue.speaker for cue in cues] == [None, None, "Ann Lee"]


def test_quick_talk_is_speech_however_short() -> None:
    script = """
[00:00:02] ANN: Where are you going?
[00:00:03] BOB: Home.
[00:00:05] ANN: Now?
[00:00:06] BOB: Yes, now.
"""
    assert named.score(rows(script)) > 0.5
    results = "\n".join(f"[00:0{minute}] Harbour: {minute}" for minute in range(9))
    assert named.score(rows(results)) == 0.0
