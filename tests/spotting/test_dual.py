"""Two speakers in one subtitle: where they answer each other at once, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spotting import speech
from tests.spotting.test_spot import HARD_RULES
from transcript.exporters import ExportOptions, export
from transcript.labels import Labels
from transcript.model import Subtitle, Transcript
from transcript.spotting import PRESETS, Preset, quality, spot

NETFLIX = PRESETS["netflix"]

EXCHANGE = """
    ANN 10:00:02 Is it over?
    BEN 10:00:03 Not yet.
    ANN 10:00:09 Then we wait, and nobody leaves the harbour before the ship has come home.
"""


def duals(subtitles: tuple[Subtitle, ...]) -> list[Subtitle]:
    return [subtitle for subtitle in subtitles if subtitle.speakers]


def test_a_quick_exchange_shares_a_subtitle_each_on_a_line_with_a_hyphen() -> None:
    first, second = spot(speech.script(EXCHANGE), NETFLIX, dual=True).subtitles
    assert first.lines == ("-Is it over?", "-Not yet.")
    assert first.speakers == ("ANN", "BEN")
    assert first.speaker == "ANN"
    assert first.cues == (1, 2)
    assert (second.speaker, second.speakers) == ("ANN", ())


def test_nobody_shares_a_subtitle_unless_asked() -> None:
    assert duals(spot(speech.script(EXCHANGE), NETFLIX).subtitles) == []


def test_both_are_labelled_where_labels_are_shown() -> None:
    for policy in ("change", "always"):
        script = speech.script(EXCHANGE)
        subtitles = spot(script, NETFLIX, policy, dual=True).subtitles
        written = export("srt", script, subtitles, ExportOptions(labels=policy)).content.decode()
        assert "-ANN: Is it over?" in written
        assert "-BEN: Not yet." in written


def test_a_line_that_holds_no_label_is_shared_only_without() -> None:
    script = speech.script(EXCHANGE.replace("BEN", "FITZGIBBON-HOLLOWAY-CARTER-OF-VALENTIA"))
    assert len(duals(spot(script, NETFLIX, "never", dual=True).subtitles)) == 1
    assert duals(spot(script, NETFLIX, "change", dual=True).subtitles) == []


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("ANN 10:00:02 Is it over?\nBEN 10:00:08 Not yet.", "the answer comes late"),
        (
            "ANN 10:00:02 Is it over, and may we go home to the harbour now?\nBEN 10:00:05 Not yet.",
            "the question does not fit into one line",
        ),
        ("ANN 10:00:02 Is it over?\nANN 10:00:03 Not yet.", "one person says both"),
        (
            "ANN 10:00:02 We have waited here for a very long time.\nBEN 10:00:06 And so have we, all of us for years.",
            "each stands well alone",
        ),
    ],
)
def test_others_stand_alone(script: str, why: str) -> None:
    assert duals(spot(speech.script(script), NETFLIX, dual=True).subtitles) == [], why


def test_the_last_of_a_long_speech_may_be_answered() -> None:
    script = speech.script("""
        ANN 10:00:02 We had waited for the ship all night, and the lamp went out in the end. Did you see her?
        BEN 10:00:07 No.
        ANN 10:00:20 Nobody did.
    """)
    (shared,) = duals(spot(script, NETFLIX, dual=True).subtitles)
    assert shared.lines == ("-Did you see her?", "-No.")


def test_the_rest_of_a_sentence_shares_no_subtitle_where_a_sentence_would() -> None:
    exchange = """
        ANN 10:00:02 We had waited all night long in the harbour {stop} that we had never seen.
        BEN 10:00:06 Yes.
        ANN 10:00:20 Nobody knew.
    """
    (shared,) = duals(spot(speech.script(exchange.format(stop="for news. And")), NETFLIX, dual=True).subtitles)
    assert shared.lines == ("-And that we had never seen.", "-Yes.")
    assert duals(spot(speech.script(exchange.format(stop="for the ship")), NETFLIX, dual=True).subtitles) == []


def test_times_that_the_script_gives_are_never_shared() -> None:
    script = speech.script(EXCHANGE)
    ann, ben, rest = script.cues
    ann = replace(ann, start=Fraction(2), end=Fraction(3), end_given=True)
    subtitles = spot(replace(script, cues=(ann, ben, rest)), NETFLIX, dual=True).subtitles
    assert duals(subtitles) == []
    assert (subtitles[0].start, subtitles[0].end) == (2000, 3000)


def test_a_narrator_and_an_interviewee_are_no_voices_over_together() -> None:
    script = speech.script(EXCHANGE)
    voices = tuple(replace(cue, voice_over=cue.speaker == "ANN") for cue in script.cues)
    first, second = spot(replace(script, cues=voices), NETFLIX, dual=True).subtitles
    assert (first.voice_over, second.voice_over) == (False, True)
    everyone = tuple(replace(cue, voice_over=True) for cue in script.cues)
    assert spot(replace(script, cues=everyone), NETFLIX, dual=True).subtitles[0].voice_over


@given(
    speech.transcripts(),
    st.sampled_from(list(PRESETS.values())),
    st.sampled_from(["never", "change", "always"]),
)
def test_nothing_is_lost_and_the_rules_hold(transcript: Transcript, preset: Preset, policy: Labels) -> None:
    spotting = spot(transcript, preset, policy, dual=True)
    people = {cue.number: cue.speaker for cue in transcript.cues}
    bare = [
        replace(subtitle, lines=tuple(line.removeprefix("-") for line in subtitle.lines))
        if subtitle.speakers
        else subtitle
        for subtitle in spotting.subtitles
    ]
    assert speech.words_of_subtitles(bare) == speech.words_of_cues(transcript)
    assert HARD_RULES.isdisjoint(problem.code for problem in spotting.problems)
    shared = duals(spotting.subtitles)
    for subtitle in shared:
        one, other = subtitle.speakers
        assert one != other
        assert subtitle.speaker == one
        assert all(line.startswith("-") for line in subtitle.lines)
        assert (people[subtitle.cues[0]], people[subtitle.cues[-1]]) == (one, other)
    if policy == "never":
        assert not [found for found in quality.check(shared, preset) if found.rule in HARD_RULES - {"overlap"}]
    if spotting.subtitles:
        options = ExportOptions(labels=policy, line_length=preset.line_length)
        assert export("srt", transcript, spotting.subtitles, options).problems == ()
