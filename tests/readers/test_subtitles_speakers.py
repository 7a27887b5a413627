"""Speakers that are typed into the text of subtitles."""

from __future__ import annotations

import pytest

from tests.readers.captions import Cue, cues_of, said_in


def srt_of(*texts: str) -> str:
    return "\n".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{text}\n" for n, text in enumerate(texts, 1))


@pytest.mark.parametrize(
    ("typed", "speaker", "text"),
    [
        ("NARRATOR: Every morning the boats leave.", "NARRATOR", "Every morning the boats leave."),
        ("NARRATOR:\nEvery morning\nthe boats leave.", "NARRATOR", "Every morning\nthe boats leave."),
        ("ANN LEE (V/O): Nobody counts them.", "ANN LEE (V/O)", "Nobody counts them."),
        ("Ann Lee: Nobody counts them.", "Ann Lee", "Nobody counts them."),
        ("DR. A. LEE: Nobody counts them.", "DR. A. LEE", "Nobody counts them."),
        ("[Ann Lee] Nobody counts them.", "Ann Lee", "Nobody counts them."),
        ("[ANN]: Nobody counts them.", "ANN", "Nobody counts them."),
        (">> Ann: Nobody counts them.", "Ann", "Nobody counts them."),
        (">>ANN LEE: Nobody counts them.", "ANN LEE", "Nobody counts them."),
        ("Speaker 2: Nobody counts them.", "Speaker 2", "Nobody counts them."),
        ("ÉLODIE: Personne ne les compte.", "ÉLODIE", "Personne ne les compte."),
        ("<b>АННА:</b> Никто их не считает.", "АННА", "Никто их не считает."),
    ],
)
def test_a_label_before_speech_is_its_speaker(typed: str, speaker: str, text: str) -> None:
    assert said_in(srt_of("The boats leave the harbour.", typed))[1] == (speaker, text)


@pytest.mark.parametrize(
    "typed",
    [
        "At 10:30 the boats leave.",
        "He said: nobody counts them.",
        "Remember: nobody counts them.",
        "One thing I learnt on the old quay: nobody counts them.",
        "See https://harbour.example/boats",
        "[music] The boats leave.",
        "[laughs] Nobody counts them.",
        "[GULLS CRYING]",
        "- Nobody counts them.\n- No.",
        ">> Nobody counts them.",
    ],
)
def test_other_colons_brackets_and_dashes_are_speech(typed: str) -> None:
    assert said_in(srt_of("The boats leave the harbour.", typed))[1] == ("", typed)


def test_a_single_name_is_a_label_where_it_returns() -> None:
    said = said_in(srt_of("Ann: Nobody counts them.", "They never did.", "Ann: Not even my grandmother."))
    assert said == [("Ann", "Nobody counts them."), ("", "They never did."), ("Ann", "Not even my grandmother.")]


def test_a_bracket_that_also_stands_alone_is_a_sound() -> None:
    said = said_in(srt_of("[Gulls]", "[Gulls] Nobody counts them.", "[Ann] They never did."))
    assert said == [("", "[Gulls]"), ("", "[Gulls] Nobody counts them."), ("Ann", "They never did.")]


def test_where_all_is_typed_in_capitals_they_make_no_label() -> None:
    texts = ["THE BOATS LEAVE THE HARBOUR.", "THE QUESTION IS: WHO COUNTS THEM?", ">> ANN: NOBODY."]
    assert said_in(srt_of(*texts)) == [("", texts[0]), ("", texts[1]), ("ANN", "NOBODY.")]


def test_several_voices_in_one_cue_are_several_rows_with_its_times() -> None:
    cues = cues_of(srt_of("and so they left.\nANN LEE: Nobody counts them.\nBOB: No.\nNobody."))
    assert cues == [
        Cue("00:00:01.000", "00:00:01.900", "", "and so they left."),
        Cue("00:00:01.000", "00:00:01.900", "ANN LEE", "Nobody counts them."),
        Cue("00:00:01.000", "00:00:01.900", "BOB", "No.\nNobody."),
    ]


def test_a_sentence_that_runs_on_to_a_colon_names_nobody() -> None:
    typed = "NARRATOR: BOTH TIMES THE FAULT\nWAS THE SAME: A WIRE."
    announced = "NARRATOR: HE SAID TO HIS TEAM\nOF YOUNG ENGINEERS:"
    said = said_in(srt_of("Ann Lee: Nobody counts them, you know.", typed, announced))
    assert said[1:] == [
        ("NARRATOR", "BOTH TIMES THE FAULT\nWAS THE SAME: A WIRE."),
        ("NARRATOR", "HE SAID TO HIS TEAM\nOF YOUNG ENGINEERS:"),
    ]


def test_chevrons_part_speakers_inside_a_line() -> None:
    said = said_in(srt_of(">> ANN: Who counts them? >> BOB: Nobody. >> Never."))
    assert said == [("ANN", "Who counts them?"), ("BOB", "Nobody. >> Never.")]
