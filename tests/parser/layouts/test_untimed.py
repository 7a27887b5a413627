"""Named speech without any timecode: data and search, but no subtitles."""

from __future__ import annotations

import json

import pytest

from tests.parser.layouts.paragraph_scripts import labels, read, rows, sample
from transcript.errors import OutputRefused
from transcript.exporters import export
from transcript.exporters.transcript_json import read_transcript
from transcript.model import Kind, Provenance
from transcript.parser.layouts import untimed
from transcript.spotting import PRESETS, spot

HUT = """
Mara: Base, this is the hut. Do you hear me?
Base: [over radio] You sound like a spoon in a drawer.
(wind)
Mara: It's the aerial.
There's ice on it as thick as my arm.
Base: [over radio] Is the barometer still falling?
"""


def test_names_and_lines_are_read_and_nothing_has_a_time() -> None:
    script = read(untimed, HUT)
    assert not script.timing.timed
    assert [(cue.speaker, cue.qualifier) for cue in script.cues] == [
        ("Mara", None),
        ("Base", "over radio"),
        ("Mara", None),
        ("Base", "over radio"),
    ]
    assert script.cues[2].line == "It's the aerial. There's ice on it as thick as my arm."
    assert all(cue.start == cue.end == 0 and cue.time is Provenance.ESTIMATED for cue in script.cues)
    assert [sound.note for sound in script.sounds] == ["(wind)"]


def test_subtitles_are_refused_and_json_is_not() -> None:
    script = read(untimed, HUT)
    assert spot(script, PRESETS["netflix"]).subtitles == ()
    for form in ("srt", "vtt", "vtt-shots", "vtt-chapters"):
        with pytest.raises(OutputRefused, match="no timecodes"):
            export(form, script)
    content = export("json", script).content
    made = json.loads(content)
    assert made["timing"]["start"] is None
    assert {(cue["timecode"], cue["start"], cue["end"]) for cue in made["cues"]} == {(None, None, None)}
    assert made["speakers"]["Mara"]["cues"] == [1, 3]
    again = read_transcript(content, "film.json")
    assert again.timing == script.timing
    assert [cue.line for cue in again.cues] == [cue.line for cue in script.cues]


def test_the_json_of_an_untimed_script_keeps_to_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    from transcript.exporters.transcript_json import schema

    script = read(untimed, sample(untimed).read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(export("json", script).content), json.loads(schema()))


@pytest.mark.parametrize("text", ["Mara: Hello there, base.\n" * 8, HUT + "And so the winter went by, slowly.\n" * 9])
def test_it_takes_two_to_talk_and_names_before_half_of_the_lines(text: str) -> None:
    assert untimed.score(rows(HUT)) >= 0.5
    assert untimed.score(rows(text)) < 0.5


TAPE = """

Mara Lindqvist

HO:   How did you come to the station in the first place?

Lindqvist:  I came up with the supply boat in the autumn, and nobody
      had told me that it would not come again before the spring. There
      was a hut, there was a mast, and there was old Petter who did not
      speak before noon.

HO:   And what did you do all day?

Lindqvist:  We read the instruments every three hours. In between I
learned to play the accordion, and Petter learned to sleep through it,
which he said was the better trick of the two.

HO:   Did the mast ever come down?

Lindqvist:  Twice. The first time it was ice, as thick as my arm, and
      we heard it go in the night like a shot.

HO:   And the second?

Lindqvist:  That was Petter.
"""


def test_an_interview_whose_speeches_run_over_many_lines() -> None:
    assert untimed.score(rows(TAPE)) >= 0.5
    script = read(untimed, TAPE)
    assert [cue.speaker for cue in script.cues] == ["HO", "Lindqvist"] * 4
    assert script.cues[3].line.startswith("We read the instruments every three hours. In between I learned")
    assert labels(untimed, TAPE)[0] == (Kind.FRONT, "Mara Lindqvist")


PAGE = """1 Mara Lindqvist 2 About the interview 3 Interview 3.1 The station

## Mara Lindqvist

Mara Lindqvist was born in Luleå in 1931. She kept the weather station at the cape for eleven winters.

## About the interview

MARA LINDQVIST: an interview conducted by Henrik Olsen for the museum of the coast.

INTERVIEWEE: Mara Lindqvist
INTERVIEWER: Henrik Olsen
PLACE: Tromsø

### The station

Q:

How did you come to the station?

Mara Lindqvist:

I came up with the supply boat in the autumn, and nobody had told me that it would not come again before the spring.

There was a hut, there was a mast, and there was Petter.

Q:

And what did you do all day?

Mara Lindqvist:

We read the instruments every three hours.

<laughter>

### The mast:

Q:

Did the mast ever come down?

Mara Lindqvist:

Twice. The first time it was ice.

Q:

And the second time?

Mara Lindqvist:

That was Petter.

Q:

Who came to put it up again?

Mara Lindqvist:

Nobody came. We did it ourselves.

Q:

In the dark?

Mara Lindqvist:

In the dark, with a lamp. There was no other time.
"""


def test_names_in_lines_of_their_own_below_what_tells_of_the_interview() -> None:
    assert untimed.score(rows(PAGE)) >= 0.5
    found = labels(untimed, PAGE)
    begin = found.index((Kind.SPEAKER, "Q:"))
    assert {kind for kind, _ in found[:begin]} == {Kind.FRONT}
    assert (Kind.FRONT, "### The mast:") in found
    assert (Kind.SOUND, "<laughter>") in found
    script = read(untimed, PAGE)
    assert [cue.speaker for cue in script.cues] == ["Q", "Mara Lindqvist"] * 6
    assert script.cues[1].line.endswith("before the spring. There was a hut, there was a mast, and there was Petter.")
    assert script.problems == ()


QUESTIONS = "".join(
    f"Q. {question}\n\nA. {answer}\nand this is so for all of them,\nwherever they are kept\nand whoever sees them.\n\n"
    for question, answer in (
        ("Why is the file so large?", "It holds all the pictures of the film,"),
        ("May I give it away?", "You may,"),
        ("Who made it?", "The museum did,"),
        ("Where are the others?", "They lie in the archive,"),
        ("How long do they last?", "Longer than we do,"),
    )
)


def test_what_is_often_asked_is_no_interview() -> None:
    assert untimed.score(rows(QUESTIONS)) < 0.5
    named = QUESTIONS.replace("Q.", "Olsen:").replace("A.", "Lindqvist:")
    assert untimed.score(rows(named)) >= 0.5


def test_people_who_are_listed_do_not_talk() -> None:
    entry = "Input:\nthe words of a line, and the time\nat which it is said\nOutput:\nthe same line\nas it is shown\n\n"
    assert untimed.score(rows(entry * 8)) < 0.5
    assert untimed.score(rows(PAGE.replace("?", "."))) < 0.5


def test_the_parts_of_a_form_that_come_round_and_round_are_nobody() -> None:
    parts = ("**Draft:**", "**Second:**", "**Final:**")
    form = "\n\n".join(f"{part}\n\nWho kept the light when {name} was gone?" for name in "ABCDEF" for part in parts)
    assert untimed.score(rows(form)) < 0.5
    spoken = ("**Ann:**", "**Karl:**", "**Ann:**", "**Mara:**", "**Karl:**", "**Ann:**")
    talk = "\n\n".join(f"{name}\n\nWho kept the light when {which} was gone?" for which in "ABC" for name in spoken)
    assert untimed.score(rows(talk)) >= 0.5
