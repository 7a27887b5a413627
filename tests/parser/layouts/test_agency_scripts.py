"""Scripts of agencies for television stations: narration under timecodes, notes in brackets, sound bites, B-rolls."""

from __future__ import annotations

import pytest

from tests.parser.layouts.test_as_found import found, spoken
from transcript.model import Kind, Transcript


def kinds(script: Transcript, kind: Kind) -> list[str]:
    return [segment.text for segment in script.segments if segment.kind is kind]


HARD_BROKEN = """
PEAT : A slow archive
10:00:20
The bogs of Harrow Moor keep what falls into them: pollen, bowls, a shoe
with its lace still tied. Two metres down lies the last winter of the
Bronze Age.
10:00:34 - Clip Nora Whitlock
10:00:47
A team from Leeds cuts the peat into slices thinner than a coin and
counts, under the microscope, every grain of birch and barley.
Peat final.doc Page 1 of 2 03/05/2011 16:20
10:01:02 - Clip Ivo Brandt
10:01:15
In dry summers the moor gives back its methane. In wet ones it sleeps.
"""


def test_narration_broken_hard_between_clips_whose_words_are_not_written_out() -> None:
    script = found(HARD_BROKEN)
    assert [(str(cue.timecode), cue.speaker) for cue in script.cues] == [
        ("10:00:20", "NARRATOR"),
        ("10:00:47", "NARRATOR"),
        ("10:01:15", "NARRATOR"),
    ]
    assert [shot.note for shot in script.shots] == ["Clip Nora Whitlock", "Clip Ivo Brandt"]
    assert "Peat final.doc Page 1 of 2 03/05/2011 16:20" in kinds(script, Kind.FRONT)
    assert script.cues[0].line.endswith("Two metres down lies the last winter of the Bronze Age.")


def test_a_clip_right_before_its_words_names_who_says_them() -> None:
    script = found("""
10:00:20 A-Roll Start
10:00:30 For three years the mill at Tarn has been running on nothing but rain.
10:00:41 Itw Ada Penrose, Millers' Guild, Tarn
10:00:42 My father would not have believed it, and he believed in a lot of things.
10:00:55 The old wheel is still there, as a monument and as a warning.
10:01:05 Itw Karl Busch, engineer
10:01:06 We tried everything else first, I am afraid.
10:01:15 A-Roll End
""")
    assert spoken(script) == [
        ("NARRATOR", "For three years the mill at Tarn has been running on nothing but rain."),
        ("Ada Penrose", "My father would not have believed it, and he believed in a lot of things."),
        ("NARRATOR", "The old wheel is still there, as a monument and as a warning."),
        ("Karl Busch", "We tried everything else first, I am afraid."),
    ]
    assert kinds(script, Kind.FRONT) == ["A-Roll Start", "A-Roll End"]


IN_BRACKETS = """
TAPE STARTS: 10:00:00

VT STARTS: 10:00:10

10:00:10

[Launch shots of the balloon]

The largest balloon ever built in Lapland - with a telescope on board.

10:00:21

[Shots of technicians in the hangar, animation of the flight and
the view from forty kilometres]

It carries the telescope above nearly all of the air. From there a candle on the moon would be seen.

10:00:40

[Inset clip of Tuula HEIKKINEN, Director of Flights,
Polar Balloon Centre]

“You get one flight. If the weather turns, you get none.”

10:00:52

[Evening at the lake, crew (continued)]

The telescope comes down in a lake, as planned.
"""


def test_notes_in_brackets_stand_above_what_is_said() -> None:
    script = found(IN_BRACKETS)
    assert [(cue.speaker, cue.line[:11]) for cue in script.cues] == [
        ("NARRATOR", "The largest"),
        ("NARRATOR", "It carries "),
        ("Tuula HEIKKINEN", "“You get on"),
        ("NARRATOR", "The telesco"),
    ]
    assert script.cues[2].qualifier == "Inset clip of; Director of Flights, Polar Balloon Centre"
    assert [(str(shot.timecode), shot.note) for shot in script.shots] == [
        ("10:00:10", "[Launch shots of the balloon]"),
        (
            "10:00:21",
            "[Shots of technicians in the hangar, animation of the flight and the view from forty kilometres]",
        ),
        ("10:00:52", "[Evening at the lake, crew (continued)]"),
    ]
    assert kinds(script, Kind.FRONT) == ["TAPE STARTS: 10:00:00", "VT STARTS: 10:00:10"]
    assert not script.sounds


def test_what_is_heard_stays_a_sound_among_notes_of_what_is_seen() -> None:
    script = found("""
00:10
(Images of the choir, 2014)
The choir of Elm has not had a conductor since the flood.
00:21
(Applause)
They sing by watching one another breathe, and nobody has ever come in early.
00:33
(Graphics: map of Elm)
The village stood there. The song is all that has moved.
""")
    assert [sound.note for sound in script.sounds] == ["(Applause)"]
    assert [shot.note for shot in script.shots] == ["(Images of the choir, 2014)", "(Graphics: map of Elm)"]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("SB Petra Lindahl", "Petra Lindahl"),
        ("SB Petra Lindahl (botanist)", "Petra Lindahl"),
        ("Clip Petra Lindahl", "Petra Lindahl"),
        ("Interview: Petra Lindahl, botanist, Uppsala, June 2011", "Petra Lindahl"),
        ("Int. Petra Lindahl, botanist", "Petra Lindahl"),
        ("SOT 2: Petra Lindahl, botanist", "Petra Lindahl"),
        ("IN sound bite Dr. Petra Lindahl NDR Kiel", "Dr. Petra Lindahl"),
        ("SOUNDBITE Petra van der Berg head of the garden", "Petra van der Berg"),
        ("IN sound bite Question", "Question"),
    ],
)
def test_headings_of_sound_bites(heading: str, name: str) -> None:
    script = found(f"""
10:00:10
Every summer a team climbs to the tree line with hand drills and a mule.
10:00:19
{heading}
Each ring tells one summer. Wide ring, warm summer.
10:00:30
The cores travel down in drinking straws, safe from bumps and damp.
""")
    assert [cue.speaker for cue in script.cues] == ["NARRATOR", name, "NARRATOR"]
    assert len(script.cues[1].line.split()) == 9


def test_a_bite_with_a_mark_missing_ends_with_its_paragraph() -> None:
    script = found("""
00:10
The ferry to Skarn has one passenger on weekdays.
00:17
SOUNDBITE Elin Skar, captain
“He pays for the whole season in advance, and then he sleeps
through most of it.”
00:27
In winter the ferry carries bread, and letters without a stamp.
00:36
SOUNDBITE Tor Vik, baker
“I wrote to them about the stamps. They wrote back, without
a stamp.
00:47
Nobody knows who pays for the fuel.
00:53
SOUNDBITE Elin Skar, captain
We do not ask. You would not either,
in my place.”
01:04
The one passenger was asleep.
""")
    assert [(cue.speaker, len(cue.line.split())) for cue in script.cues] == [
        ("NARRATOR", 9),
        ("Elin Skar", 16),
        ("NARRATOR", 11),
        ("Tor Vik", 13),
        ("NARRATOR", 7),
        ("Elin Skar", 11),
        ("NARRATOR", 5),
    ]


def test_the_list_of_shots_behind_a_script() -> None:
    script = found("""
Ferry - final script + shotlist B-Roll.doc Page 1 of 2 17/02/2004 10:11
10:00:40
The ferry to Skarn was built for forty cars. Today it has never carried more than one,
and that one was a hearse.
10:00:52
SB Elin Skar
We took him for nothing. It was his ferry, after all.
Ferry - final script + shotlist B-Roll.doc Page 2 of 2 17/02/2004 10:11
B-ROLL SHOTLIST
10:06:00 Ferry at the quay
10:06:20 Captain on the bridge
10:06:45 SOT Elin Skar, captain
"I learned it from my mother, who learned it from the fog."
10:07:05 Animation of the crossing
""")
    assert [cue.speaker for cue in script.cues] == ["NARRATOR", "Elin Skar", "Elin Skar"]
    assert [shot.note for shot in script.shots] == [
        "Ferry at the quay",
        "Captain on the bridge",
        "Animation of the crossing",
    ]
    assert len([text for text in kinds(script, Kind.FRONT) if ".doc Page" in text]) == 2
    assert "B-ROLL SHOTLIST" in kinds(script, Kind.FRONT)


def test_a_script_is_read_as_one_though_a_long_list_of_shots_follows() -> None:
    notes = ["Ferry at the quay", "Captain on bridge", "Bread on deck", "Letters", "Fog", "WS island", "CU rope"]
    listed = "\n".join(f"10:0{3 + place}:00 {note}" for place, note in enumerate(notes))
    script = found(f"""
SCRIPT A-ROLL
10:00:10
The ferry to Skarn was built for forty cars.
10:00:21
SOUNDBITE Elin Skar, captain
"It has never carried more than one."
10:00:30
That one was a hearse, and it had been paid for in advance.
10:00:40
Nobody was asked for a ticket.
10:00:47
The ferry goes on.
B-ROLL
{listed}
""")
    assert len(script.cues) == 5
    assert [shot.note for shot in script.shots] == notes


def test_titles_and_marks_of_the_tape_are_not_said() -> None:
    script = found("""
00 00 00
NOA Generic and title
00 00 10
[TITLE] COUNCIL: A DECADE OF ICE
00 00 15
The council meets every three years, and every three years it snows.
00 00 26
SOUNDBITE Lars Munk, Head of Weather
"I have no comment. I have an umbrella."
00 00 35
This year the sun was out.
""")
    assert [title.text for title in script.titles] == ["NOA Generic and title", "[TITLE] COUNCIL: A DECADE OF ICE"]
    assert [cue.speaker for cue in script.cues] == ["NARRATOR", "Lars Munk", "NARRATOR"]


def test_a_name_that_stands_once_where_all_others_stand() -> None:
    script = found("""
The mule, long version
Three cameras followed the climb for two summers.
- Video only
- Language English
- Released in spring
- Footage of the valley
00.33 NARR: Eleven years later the same mule was still carrying the same drill up the same path.
00.44 Bells.
00.48 Radio: Rain by noon, with a chance of snow above the line.
00.57 NARR: Nobody had told the mule.
01.02 Signe: Hold the rope, she is about to sit down.
01.10 NARR: Two days later they reached the trees.
""")
    assert [(cue.speaker, cue.line[:4]) for cue in script.cues if cue.speaker != "NARRATOR"] == [
        ("Radio", "Rain"),
        ("Signe", "Hold"),
    ]


def test_a_single_timecode_in_a_row_of_its_own_may_have_other_separators() -> None:
    script = found("""
10:00:10
The quarry of Dunmore has been flooded since the war, and nobody has dived in it since.
The water is green as a bottle, and as cold.
10 00 21
Last spring a diver found the crane that was left behind, with its lamp still on the hook,
and a sandwich tin on the seat.
10:00:33
It will stay there. The water has a use for it, as the owner says.
The fish go in and out of the cab.
10:00:44
Nobody has asked for the sandwich tin, so far.
The diver kept the place to herself, and told everybody.
""")
    assert [str(cue.timecode) for cue in script.cues] == ["10:00:10", "10:00:21", "10:00:33", "10:00:44"]


def test_a_column_of_footage_names_who_speaks() -> None:
    script = found("""
Timecode / Footage / Voiceover
10:00:00 / Opening titles
10:00:10 / GVs of the ferry / The ferry to Skarn was built for forty cars.
10:00:22 / Captain on the bridge / Today it has never carried more than one.
10:00:33 / Interview: Elin Skar, captain, Skarn, March 2018 [English] / “We took him for nothing. It was his ferry.”
10:00:47 / GVs of the quay / He had paid for the whole season in advance.
""")
    assert [cue.speaker for cue in script.cues] == ["NARRATOR", "NARRATOR", "Elin Skar", "NARRATOR"]
    assert [shot.note for shot in script.shots] == ["GVs of the ferry", "Captain on the bridge", "GVs of the quay"]


def test_an_interview_whose_table_notes_it_once_has_no_narrator() -> None:
    script = found("""
Timecode / Footage / Voiceover
10:00:10 / Interview: Elin Skar, captain / We took him for nothing.
10:00:22 / / It was his ferry, after all, and everybody knew.
10:00:33 / / My mother sold him the first ticket there ever was.
10:00:47 / / He kept it in his hat.
""")
    assert {cue.speaker for cue in script.cues} == {None}
