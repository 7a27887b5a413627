"""Documents as they are found: with the page around them, with headings of every kind, and with slips."""

from __future__ import annotations

import pytest

from transcript import readers
from transcript.errors import NotAScript
from transcript.model import Kind, Transcript
from transcript.parser import parse


def found(text: str) -> Transcript:
    """What becomes of a document whose layout nobody names."""
    return parse(readers.from_text(text))


def spoken(script: Transcript) -> list[tuple[str | None, str]]:
    return [(cue.speaker, cue.line) for cue in script.cues]


NUMBERED_SHOT_LIST = """
Home  |  Video  |  Photos  |  About us

SEAGRASS / REPLANTING

Size/Format
2.31 GB / 1080i

SOURCE: OCEAN AGENCY
DATELINE: 12 MAY 2019, PORT LOWEN

SHOTLIST:

1. Wide shot, bay with boats at anchor
2. Med shot, divers going into the water
3. SOUNDBITE (English) Martha Quill, marine biologist:
"When I first came here you could not see the bottom for the grass."
4. Close up, bundles of seagrass seed in a bucket,
tied with string
5. SOUNDBITE (Spanish)
Ramón Iglesias, fisherman:
"If the grass comes back, the young fish come back."
6. Wide shot, boats returning to the harbour

STORYLINE

Volunteers have planted a hectare of seagrass in the bay of Port Lowen.

Asset ID
2401123
Share this page: Facebook Twitter Email
"""


def test_a_numbered_shot_list_with_sound_bites_and_no_timecode() -> None:
    script = found(NUMBERED_SHOT_LIST)
    assert script.source.layout == "untimed"
    assert spoken(script) == [
        ("Martha Quill", '"When I first came here you could not see the bottom for the grass."'),
        ("Ramón Iglesias", '"If the grass comes back, the young fish come back."'),
    ]
    assert [speaker.name for speaker in script.speakers] == ["Martha Quill", "Ramón Iglesias"]
    shots = [segment.text for segment in script.segments if segment.kind is Kind.SHOT]
    assert [shot.split(".")[0] for shot in shots] == ["1", "2", "4", "tied with string", "6"]


def test_capitals_alone_part_a_name_from_speech() -> None:
    script = found("""
NATIONAL FILM ARCHIVE
DIALOGUE LIST

00 00 29 NARRATOR For four hundred years the salt went up this road on the backs of mules.
00 00 41 It came down again as silver.
00 01 02 PETER DALE I never knew one of them by its name, only by its cough.
00 01 30 NARRATOR The road climbs nine hundred metres in twelve kilometres.
00 01 58 ROSE DALE (off) We counted forty-one bridges.
00 02 12 PETER DALE (laughs) She did. I didn't.
00 02 20 NARRATOR 1911 brought the railway.

END OF REEL 1
Page 1 of 9
""")
    assert script.source.layout == "named"
    assert [cue.speaker for cue in script.cues] == [
        "NARRATOR",
        "NARRATOR",
        "PETER DALE",
        "NARRATOR",
        "ROSE DALE",
        "PETER DALE",
        "NARRATOR",
    ]
    assert script.cues[4].line == "We counted forty-one bridges."
    assert script.cues[5].line == "(laughs) She did. I didn't."
    assert script.cues[6].line == "1911 brought the railway."


def test_an_acronym_that_opens_a_sentence_is_no_name() -> None:
    script = found("""
[00:00:05] The first rocket stood on the pad for a month, and we slept beside it.
[00:00:14] NASA Administrator or not, you queued for coffee like the rest of us.
[00:00:23] TV Guide had us down for nine o'clock, and at nine we were still waiting.
[00:00:32] I never saw it go. I was in the queue.
""")
    assert not script.speakers
    assert script.cues[1].line.startswith("NASA Administrator or not")


def test_narration_in_the_present_is_not_taken_for_shots() -> None:
    script = found("""
00:12 NARRATOR Dawn over the estuary. The tide turns and the mud begins to breathe.
00:25 A heron stands in the shallows and waits.
00:34 Under the mud, forty thousand worms to the square metre.
00:46 DR LIZ MOON People see mud. I see a restaurant.
00:53 NARRATOR The sandpipers arrive from Siberia, thin as paper.
01:06 A falcon circles above the marsh.
""")
    assert [cue.speaker for cue in script.cues] == ["NARRATOR"] * 3 + ["DR LIZ MOON"] + ["NARRATOR"] * 2
    assert not script.shots


def test_french_speech_is_not_taken_for_shots() -> None:
    script = found("""
Accueil > Documentaires > Les sauniers

[00:00:12] NARRATEUR À marée basse, l'île n'est plus une île.
[00:00:20] JEANNE MOREL Mon père disait toujours : le sel, ça ne se vend pas.
[00:00:33] NARRATEUR Pendant trois siècles, les familles ont partagé les marais.
[00:00:51] JEANNE MOREL On comptait les œillets avec des cailloux.
[00:01:08] (musique)
[00:01:15] NARRATEUR En 1987, il ne restait que deux sauniers.

Mentions légales | Nous contacter
""")
    names = ["NARRATEUR", "JEANNE MOREL", "NARRATEUR", "JEANNE MOREL", "NARRATEUR"]
    assert [cue.speaker for cue in script.cues] == names
    assert script.cues[-1].line == "En 1987, il ne restait que deux sauniers."
    assert not script.shots


def test_a_running_head_stands_beside_the_page_number() -> None:
    head = "THE LIGHT KEEPERS                  Post-production script"
    script = found(f"""
{head}

10:00:12 Aerial, lighthouse in a storm
NARRATOR
For a century somebody sat beside each lamp.
10:00:31 MS old man on a bench
SAM WORTH
You learned to sleep in four-hour pieces.

                    1
{head}

NARRATOR
The lamp turned on a bath of mercury.
10:01:10 MS Worth climbing stairs
SAM WORTH
I never counted them but my knees did.

                    2
{head}

IRIS WORTH (V/O)
Once a month the boat came, if it came.
""")
    assert spoken(script) == [
        ("NARRATOR", "For a century somebody sat beside each lamp."),
        ("SAM WORTH", "You learned to sleep in four-hour pieces."),
        ("NARRATOR", "The lamp turned on a bath of mercury."),
        ("SAM WORTH", "I never counted them but my knees did."),
        ("IRIS WORTH", "Once a month the boat came, if it came."),
    ]


def test_question_and_answer() -> None:
    script = found("""
Deposition of Arthur Pell

10:04:12 Q. State your name for the record.
10:04:15 A. Arthur Pell.
10:04:18 Q. Mr. Pell, did you see the barge that morning?
10:04:24 A. I saw a barge. I wouldn't swear it was the barge.
10:04:31 MR. CROSS: Objection. Vague.
10:04:34 Q. You may answer.
""")
    assert [cue.speaker for cue in script.cues] == ["Q", "A", "Q", "A", "MR. CROSS", "Q"]


def test_the_size_of_a_shot_is_typed_onto_names() -> None:
    script = found("""
00.06 NARRATOR
A HARBOUR IN WINTER IS A KIND OF PROMISE.
00.31MSANN LEE
I came for a week, in the summer of seventy-one, and I missed the bus.
00.48SHE HAS LIVED ON THE PIER EVER SINCE.
01.02CUANN LEE
There wasn't another bus till Monday.
01.20MSJOE REED
It's on the stone there, if you scrape the weed off.
""")
    assert [cue.speaker for cue in script.cues] == ["NARRATOR", "ANN LEE", "NARRATOR", "ANN LEE", "JOE REED"]
    assert [shot.note for shot in script.shots] == ["MS", "CU", "MS"]


def test_a_timecode_with_another_separator_stands_where_it_fits() -> None:
    script = found("""
00.05 NARRATOR Some people collect stamps.
00.14 LEO HART I had a horn, really, and a tape recorder.
00,26 NARRATOR He recorded four hundred fog signals.
00:40 LEO HART Each one had a voice.
00.55 NARRATOR 10:30 was when the last of them was switched off.
01.07 LEO HART I'm not ashamed to say it.
""")
    assert [str(cue.timecode) for cue in script.cues] == [
        f"00:{clock}" for clock in ("00:05", "00:14", "00:26", "00:40", "00:55", "01:07")
    ]


def test_roles_stand_in_brackets_and_small_print_below() -> None:
    script = found("""
00:00
[Visual starts]
[Narrator]
High on a dry mountain a mirror turns towards the dark.
00:14
[Dr. V]
I'm your host, and I have brought my coat.
00:25
[Inset clip: Clara STONE, chief engineer]
“If there is a planet it will pull the star.”
00:40
[Narrator]
For sixty nights the mirror came back to the same red point.
00:52
[applause]
Credits: Written by H. Lund. Narration: P. Vale.
""")
    assert [cue.speaker for cue in script.cues] == ["Narrator", "Dr. V", "Clara STONE", "Narrator"]
    assert [note.note for note in script.sounds] == ["[Visual starts]", "[applause]"]


def test_names_that_differ_in_capitals_only_are_one_person() -> None:
    turns = "".join(
        f"\n{name} (00:{place * 6:02})\nThat was the {place + 1}th boat I sank.\n"
        for place, name in enumerate(["Ann Lee", "Rob Tarn", "Ann LEE", "ROB TARN"] * 2)
    )
    assert {cue.speaker for cue in found(turns).cues} == {"Ann Lee", "Rob Tarn"}


def test_a_shot_may_lead_over_to_what_is_said_in_it() -> None:
    script = found("""
00:00:12 Station sign, passengers on the platform
00:00:30 Steam engine arrives
00:01:20 Summit hotel, ladies drink coffee
00:02:02 Guard at the barrier: "Forty years up and down, and I have never been to the top."
00:02:15 Sign: "To the trains"
00:02:30 Snow on the line
""")
    assert script.source.layout == "shot-list"
    assert [(str(cue.timecode), cue.line) for cue in script.cues] == [
        ("00:02:02", '"Forty years up and down, and I have never been to the top."')
    ]


def test_names_given_in_full_once_head_speech_and_production_notes_do_not() -> None:
    script = found("""
Der Deich
Redaktion: H. Brandt
Länge: 28'30

00:10 Atmo Wind
00:24 Sprecher: Im Winter 1962 brach der Deich an sechzig Stellen zugleich.
00:41 O-Ton Hanna Petersen, Bäuerin: „Ich habe zuerst die Hühner gehört."
00:58 Sprecher: Am Morgen stand das Wasser bis zu den Fenstern.
01:17 O-Ton Karl Petersen: „Wir sind mit dem Küchentisch gefahren."
""")
    assert [cue.speaker for cue in script.cues] == ["Sprecher", "Hanna Petersen", "Sprecher", "Karl Petersen"]
    assert [note.note for note in script.sounds] == ["Atmo Wind"]


def test_narration_without_a_heading_leads_to_the_first_sound_bite() -> None:
    script = found("""
Title: Ice Lakes
Run time: 2:10

Under the ice there are lakes that have not seen the sun for a million years.

IN sound bite Dr. A. Moreau
You drill for three days, and on the fourth you smell mud.

The mud was alive, and in a spoonful of it there were ten thousand cells.

IN sound bite Jim Tolley
I only make the hole.

For more information visit our website.
""")
    assert [cue.speaker for cue in script.cues] == ["NARRATOR", "Dr. A. Moreau", "NARRATOR", "Jim Tolley"]
    assert script.cues[-1].line == "I only make the hole."


def test_a_turn_begins_behind_its_timecode() -> None:
    script = found("""
00:01 >> I'm standing in what used to be the market square.
00:06 >> This was the bakery. You could smell it from the bridge.
>> And now?
00:13 >> Now you smell the river, and nothing else, all day.
""")
    assert [(str(cue.timecode), cue.line.split()[0]) for cue in script.cues] == [
        ("00:00:01", "I'm"),
        ("00:00:06", "This"),
        ("00:00:06", "And"),
        ("00:00:13", "Now"),
    ]


def test_speakers_whom_nobody_knows() -> None:
    script = found("""
[00:00:03] Helen Voss: Welcome to you all.
[00:00:15] Ramesh Patel: The first call came at 4:10 in the morning.
[00:00:29] Audience member 1: How long were you up there?
[00:00:33] Ramesh Patel: Long enough to regret the slippers.
[00:00:40] Unidentified speaker: I was there too.
[00:00:46] The President: Order. Mr. Patel will be heard.
""")
    names = ["Helen Voss", "Ramesh Patel", "Audience member 1", "Ramesh Patel", "Unidentified speaker", "The President"]
    assert [cue.speaker for cue in script.cues] == names


def test_a_numbered_list_without_sound_bites_is_no_script() -> None:
    recipe = "Plum cake\n\n1. Stone the plums.\n2. Beat the butter.\n3. Bake for forty minutes: until it is brown.\n"
    with pytest.raises(NotAScript, match="no timecoded script"):
        found(recipe)
