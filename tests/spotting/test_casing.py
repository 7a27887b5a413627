"""Narration in capitals comes back in sentence case, by what the document shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.spotting import speech
from transcript.model import Speaker, Transcript
from transcript.spotting import sentence_case

INTERVIEW = (
    "ANN 10:00:02 We saw Captain Halpin on the Great Eastern, and the NOAA men came from Valentia, as NOAA does."
)


def recased(narration: str, *, interview: str = INTERVIEW, keep: frozenset[str] = frozenset()) -> str:
    """One line of narration after an interview."""
    transcript = speech.script(f"{interview}\nNARRATOR 10:00:20 {narration}")
    return sentence_case(transcript, keep).cues[-1].line


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("THE SHIP LEFT. NOBODY KNEW WHY.", "The ship left. Nobody knew why."),
        ("THEN I SAID: I'M NOT SURE I'D GO.", "Then I said: I'm not sure I'd go."),
        ("HALPIN'S SHIP WAS THE GREAT EASTERN.", "Halpin's ship was the Great Eastern."),
        ("THE NOAA MEN LEFT VALENTIA IN MAY 1866.", "The NOAA men left Valentia in May 1866."),
        ("IT MAY BE LATE. THEY MARCH ON A MONDAY.", "It may be late. They march on a Monday."),
        ("GEORGE III AND WORLD WAR II", "George III and World War II"),
        ("THE KGB AND THE U.S.S.R. WATCHED.", "The KGB and the U.S.S.R. watched."),
        ("20 KM OF CABLE ON THE 1ST DAY", "20 km of cable on the 1st day"),
        ("THE R7 WAS BUILT IN THE 1950S.", "The R7 was built in the 1950s."),
        ("DR. JEKYLL MET MR HYDE AND O'BRIEN AT TWO O'CLOCK.", "Dr. Jekyll met Mr Hyde and O'Brien at two o'clock."),
        (
            "KONSTANTIN ZELINSKY SAW THE COLD WAR BEGIN IN A COLD ROOM.",
            "Konstantin Zelinsky saw the Cold War begin in a cold room.",
        ),
        ("THE RUSSIANS AND THE ROMANS", "The Russians and the Romans"),
        ("A SLOW-MOVING SHIP—A MISTAKE…AND THEN NOTHING.", "A slow-moving ship—a mistake…and then nothing."),
        ("HE ASKED: “WHO IS THERE?” NOBODY.", "He asked: “Who is there?” Nobody."),
        ("KNOWN ONLY AS “THE CHIEF ENGINEER.”", "Known only as “the chief engineer.”"),
        ("THE PRESIDENT MET PRESIDENT KENNEDY.", "The president met President Kennedy."),
        ("IT COST 30,000 POUNDS -- EACH.", "It cost 30,000 pounds -- each."),
        ("…AND THEN THE LINE FELL SILENT.", "…and then the line fell silent."),
        ("LONG BEFORE THE WRIGHT BROTHERS FLEW", "Long before the Wright brothers flew"),
        ("THE HAWLEY SISTERS AND THE YOUNGER BROTHERS", "The Hawley sisters and the younger brothers"),
        ("IT WOULD OVERPOWER THE WEST. THE WEST FEARED IT.", "It would overpower the West. The West feared it."),
        ("IN THE WEST OF IRELAND THE SUN SETS IN THE WEST.", "In the west of Ireland the sun sets in the west."),
        ("THEN STEPHEN HALE'S SHIP LEFT.", "Then Stephen Hale's ship left."),
        ("ON THE FIFTH OF AUGUST A COLUMN OF MARCH BEGAN.", "On the fifth of August a column of march began."),
        ("THEN STEPHEN SAID SO, SMILING.", "Then Stephen said so, smiling."),
        ("THE END OF THE AXIS IS X. ONCE AGAIN WE WAIT.", "The end of the axis is X. Once again we wait."),
    ],
)
def test_sentence_case(typed: str, written: str) -> None:
    assert recased(typed) == written


def test_sentences_run_over_cues() -> None:
    transcript = speech.script("""
        NARRATOR 10:00:02 THE SHIP LEFT THE
        +        10:00:04 HARBOUR AT DAWN. NOBODY
        +        10:00:06 KNEW WHERE SHE WAS BOUND.
    """)
    assert [cue.line for cue in sentence_case(transcript).cues] == [
        "The ship left the",
        "harbour at dawn. Nobody",
        "knew where she was bound.",
    ]


def test_a_word_the_interviews_write_small_is_no_name() -> None:
    interview = "ANN 10:00:02 They ate the turkey with a little china on the table."
    assert recased("TURKEY ON CHINA, AND TURKEY AGAIN", interview=interview) == "Turkey on china, and turkey again"


def test_speakers_are_names() -> None:
    transcript = replace(
        speech.script("NARRATOR 10:00:02 THEN KOROLEV SPOKE TO THE NARRATOR."),
        speakers=(Speaker("KOROLEV"), Speaker("NARRATOR")),
    )
    assert sentence_case(transcript).cues[0].line == "Then Korolev spoke to the narrator."


def test_capitals_in_the_middle_of_a_shot_note_are_names_and_title_case_tells_nothing() -> None:
    shots = [builders.shot("10:00:02", "Still of Whitehouse"), builders.shot("10:00:03", "Car Drives Off")]
    transcript = replace(
        speech.script("NARRATOR 10:00:02 SO WHITEHOUSE DRIVES OFF AT LAST."),
        shots=builders.transcript(shots=shots).shots,
    )
    assert sentence_case(transcript).cues[0].line == "So Whitehouse drives off at last."


def test_a_name_after_a_comma_of_a_shot_note_is_learnt_whole() -> None:
    notes = ["Still, Cyrus Field", "Painting, battle of New Orleans", "CU of cable in hand", "Archive, warships at sea"]
    transcript = replace(
        speech.script("NARRATOR 10:00:02 THEN CYRUS FIELD SAW A NEW CYRUS AT NEW ORLEANS AND HIS WARSHIPS."),
        shots=builders.transcript(shots=[builders.shot("10:00:02", note) for note in notes]).shots,
    )
    assert sentence_case(transcript).cues[0].line == (
        "Then Cyrus Field saw a new Cyrus at New Orleans and his warships."
    )


def test_the_first_word_of_a_name_of_two_is_none_by_itself() -> None:
    interview = "ANN 10:00:02 It was in New York, and in New York alone, that they heard of it."
    assert recased("A NEW CABLE TO NEW YORK", interview=interview) == "A new cable to New York"


def test_capitals_that_stress_a_word_stay() -> None:
    transcript = speech.script("""
        ANN      10:00:02 It was NOT the cable. Believe me, it was not.
        +        10:00:06 NEVER!
        NARRATOR 10:00:10 IT WAS NOT THE CABLE, AND NEVER HAD BEEN.
    """)
    assert [cue.line for cue in sentence_case(transcript).cues] == [
        "It was NOT the cable. Believe me, it was not.",
        "NEVER!",
        "It was not the cable, and never had been.",
    ]


def test_stress_teaches_no_spelling() -> None:
    interview = "ANN 10:00:02 It took a whole WEEK, and then EVERYBODY WENT MAD about it."
    assert recased("A WEEK LATER THE WORLD WENT MAD.", interview=interview) == "A week later the world went mad."


def test_a_cue_that_mixes_both_stays_as_typed() -> None:
    mixed = "EVERYONE WANTED MORE…But of course my father was excited"
    assert recased(mixed) == mixed


def test_words_to_keep_are_written_as_given() -> None:
    keep = frozenset({"McDonald", "gutta"})
    assert recased("GUTTA PERCHA CAME FROM MCDONALD.", keep=keep) == "GUTTA percha came from McDonald."


def test_several_words_to_keep_and_people_who_are_named() -> None:
    transcript = speech.script("NARRATOR 10:00:02 NEAR THE TALL ELM, OLD QUENNELL AND A NARRATOR MET THE R-7 AND R-8.")
    kept = sentence_case(transcript, keep=["Tall Elm", "R-7"], names=["JOE QUENNELL", "NARRATOR"])
    assert kept.cues[0].line == "Near the Tall Elm, old Quennell and a narrator met the R-7 and R-8."


def test_a_name_of_the_cast_that_the_script_writes_small_is_none() -> None:
    transcript = speech.script("""
        ANN      10:00:02 We met the baker there, a baker of bread.
        NARRATOR 10:00:06 THEN THE BAKER CAME AGAIN.
    """)
    assert sentence_case(transcript, names=["BAKER"]).cues[-1].line == "Then the baker came again."


def test_mixed_letters_amid_capitals_are_meant_so() -> None:
    assert recased("THEN McDONALD CAME, WITH MCDONALD'S WIFE") == "Then McDONALD came, with McDONALD's wife"


@given(speech.transcripts() | builders.transcripts())
def test_only_the_case_of_letters_changes(transcript: Transcript) -> None:
    changed = sentence_case(transcript)
    assert [cue.line.casefold() for cue in changed.cues] == [cue.line.casefold() for cue in transcript.cues]
    assert replace(changed, cues=transcript.cues) == transcript


@given(st.lists(speech.words, min_size=4, max_size=30))
def test_any_words_in_capitals_come_back_the_same_but_for_case(words: list[str]) -> None:
    line = " ".join(words).upper()
    assert recased(line).casefold() == line.casefold()
