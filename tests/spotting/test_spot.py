"""From cues to subtitles: what holds for every script, and what a subtitler would look at."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.spotting import speech
from transcript.model import Severity, Span, Transcript
from transcript.spotting import PRESETS, Preset, quality, settle_ends, spot
from transcript.spotting.linebreaks import width

NETFLIX = PRESETS["netflix"]
HARD_RULES = {"line-length", "line-count", "duration-short", "duration-long", "overlap"}


def test_a_speech_over_two_timecodes_is_cut_at_its_sentences_and_not_at_its_timecodes() -> None:
    spotting = spot(
        speech.script("""
            NARRATOR 10:00:02 The ship left the harbour before dawn. Nobody on the
            +        10:00:05 quay knew where she was bound.
        """),
        NETFLIX,
    )
    assert speech.texts(spotting.subtitles) == [
        "The ship left the harbour before dawn.",
        "Nobody on the quay knew | where she was bound.",
    ]
    assert [subtitle.cues for subtitle in spotting.subtitles] == [(1,), (1, 2)]
    assert spotting.problems == ()


def test_a_subtitle_is_never_stretched_over_the_silence_that_follows() -> None:
    spotting = spot(
        speech.script("""
            NARRATOR 10:00:02 The ship left the harbour.
            ANN      10:01:00 I remember it well.
        """),
        NETFLIX,
    )
    first, second = spotting.subtitles
    assert 2000 <= first.start < 3000
    assert first.end < 7000
    assert 60_000 <= second.start < 61_000


def test_two_speakers_never_share_a_subtitle() -> None:
    spotting = spot(
        speech.script("""
            ANN 10:00:02 Is it
            BEN 10:00:03 over? Not
            ANN 10:00:04 yet.
        """),
        NETFLIX,
    )
    assert [(subtitle.speaker, subtitle.lines) for subtitle in spotting.subtitles] == [
        ("ANN", ("Is it",)),
        ("BEN", ("over? Not",)),
        ("ANN", ("yet.",)),
    ]


def test_too_many_words_for_the_time_are_a_problem_with_the_lines_of_the_script_and_never_lost() -> None:
    transcript = speech.script(f"""
        ANN 10:00:02 {"extraordinarily complicated circumstances " * 4}
        BEN 10:00:04 No.
    """)
    spotting = spot(transcript, NETFLIX)
    assert speech.words_of_subtitles(spotting.subtitles) == speech.words_of_cues(transcript)
    fast = [problem for problem in spotting.problems if problem.code == "reading-speed"]
    assert fast
    assert all(problem.severity is Severity.WARNING and problem.span == Span(1, 1) for problem in fast)
    assert "where 20 are allowed" in fast[0].message
    assert "00:00:0" in fast[0].message


def test_a_word_longer_than_a_line_is_cut_and_told() -> None:
    long_word = "x" * 100
    spotting = spot(speech.script(f"ANN 10:00:02 See {long_word} there."), NETFLIX)
    assert "".join(speech.words_of_subtitles(spotting.subtitles)) == f"See{long_word}there."
    assert spotting.problems[0].code == "word-cut"
    assert "a word of 100 characters where a line holds 42" in spotting.problems[0].message


def test_full_width_characters_count_two() -> None:
    spotting = spot(speech.script(f"ANN 10:00:02 {'日本語の字幕を' * 5}"), NETFLIX)
    assert all(width(line) <= 42 for subtitle in spotting.subtitles for line in subtitle.lines)
    assert len(spotting.subtitles[0].lines) == 2


def test_given_in_and_out_times_are_kept_exactly_and_told_where_a_rule_is_broken() -> None:
    short = replace(
        builders.cue("ANN", "10:00:02", "No."),
        start=Fraction(2123, 1000),
        end=Fraction(2523, 1000),
        end_given=True,
        span=Span(7, 7),
    )
    spotting = spot(builders.transcript(cues=[short]), NETFLIX)
    assert [(subtitle.start, subtitle.end) for subtitle in spotting.subtitles] == [(2123, 2523)]
    assert [(problem.code, problem.span) for problem in spotting.problems] == [("duration-short", Span(7, 7))]


def test_a_given_out_time_bounds_the_subtitles_of_a_long_cue() -> None:
    cue = replace(
        builders.cue("ANN", "10:00:02", "We had waited all night. Then the lamp went out, and nobody spoke a word."),
        end=Fraction(11),
        end_given=True,
    )
    subtitles = spot(builders.transcript(cues=[cue]), NETFLIX).subtitles
    assert len(subtitles) > 1
    assert (subtitles[0].start, subtitles[-1].end) == (2000, 11_000)


def test_reels_stand_end_to_end_as_the_parser_lays_them() -> None:
    one = builders.cue("ANN", "10:00:02", "The first reel.")
    two = replace(builders.cue("ANN", "10:00:01", "The second reel."), start=Fraction(5), end=Fraction(9), reel=2)
    spotting = spot(builders.transcript(cues=[one, two]), NETFLIX)
    assert [subtitle.start // 1000 for subtitle in spotting.subtitles] == [2, 5]
    assert spotting.problems == ()


def test_a_cue_without_words_has_no_subtitle() -> None:
    assert spot(speech.script("ANN 10:00:02"), NETFLIX).subtitles == ()
    assert spot(builders.transcript(), NETFLIX).subtitles == ()


@given(speech.transcripts(), st.sampled_from(list(PRESETS.values())) | speech.presets)
def test_all_words_are_shown_in_order_and_the_hard_rules_hold(transcript: Transcript, preset: Preset) -> None:
    spotting = spot(transcript, preset)
    assert speech.words_of_subtitles(spotting.subtitles) == speech.words_of_cues(transcript)
    broken = [found for found in quality.check(spotting.subtitles, preset) if found.rule in HARD_RULES]
    assert broken == []
    assert all(b.start - a.end >= preset.gap_ms for a, b in pairwise(spotting.subtitles))
    assert all(0 <= subtitle.start < subtitle.end for subtitle in spotting.subtitles)


@given(speech.transcripts())
def test_every_subtitle_belongs_to_one_speaker_and_names_its_cues(transcript: Transcript) -> None:
    cues = {cue.number: cue for cue in transcript.cues}
    for subtitle in spot(transcript, NETFLIX).subtitles:
        assert subtitle.cues
        assert {cues[number].speaker for number in subtitle.cues} == {subtitle.speaker}


@given(speech.transcripts(), st.sampled_from(list(PRESETS.values())))
def test_every_rule_that_is_broken_is_a_problem(transcript: Transcript, preset: Preset) -> None:
    spotting = spot(transcript, preset)
    found = [(found.rule, found.message) for found in quality.check(spotting.subtitles, preset)]
    told = [(problem.code, problem.message) for problem in spotting.problems]
    assert [entry for entry in told if entry in found] == found


@given(builders.transcripts(most=8), st.sampled_from(list(PRESETS.values())))
def test_no_text_is_too_strange(transcript: Transcript, preset: Preset) -> None:
    """Any characters, reels, rates and given times: nothing is lost and nothing overlaps."""
    spotting = spot(transcript, preset)
    assert "".join(speech.words_of_subtitles(spotting.subtitles)) == "".join(speech.words_of_cues(transcript))
    assert all(a.end <= b.start for a, b in pairwise(spotting.subtitles))
    assert all(0 <= subtitle.start < subtitle.end for subtitle in spotting.subtitles)


@given(builders.transcripts(most=8), st.data())
def test_with_given_ends_nothing_overlaps_either(transcript: Transcript, data: st.DataObject) -> None:
    flags = data.draw(st.lists(st.booleans(), min_size=len(transcript.cues), max_size=len(transcript.cues)))
    cues = tuple(replace(cue, end_given=flag) for cue, flag in zip(transcript.cues, flags, strict=True))
    subtitles = spot(replace(transcript, cues=cues), NETFLIX).subtitles
    assert all(a.end <= b.start for a, b in pairwise(subtitles))
    assert all(0 <= subtitle.start < subtitle.end for subtitle in subtitles)


class TestEndsOfCues:
    def test_a_cue_ends_where_its_words_do_when_silence_follows(self) -> None:
        cues = settle_ends(
            speech.script("""
                NARRATOR 10:00:02 The ship left the harbour.
                ANN      10:01:00 I remember it well.
            """)
        ).cues
        assert 3 < cues[0].end < 6

    def test_a_cue_ends_where_the_next_begins_when_the_speech_runs_on(self) -> None:
        cues = settle_ends(
            speech.script("""
                NARRATOR 10:00:02 The ship left the harbour before dawn and nobody
                +        10:00:05 on the quay knew where she was bound.
            """)
        ).cues
        assert cues[0].end == 5

    def test_an_end_the_script_gives_stays(self) -> None:
        cue = replace(builders.cue("ANN", "10:00:02", "No.", lasting=9), end_given=True)
        assert settle_ends(builders.transcript(cues=[cue])).cues == (cue,)

    @given(speech.transcripts())
    def test_nothing_else_changes_and_no_cue_outlasts_the_start_of_the_next(self, transcript: Transcript) -> None:
        settled = settle_ends(transcript)
        assert replace(settled, cues=transcript.cues) == transcript
        assert [replace(cue, end=cue.start) for cue in settled.cues] == list(transcript.cues)
        assert all(cue.end >= cue.start for cue in settled.cues)
        assert all(a.end <= b.start for a, b in pairwise(settled.cues) if b.start >= a.start)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_every_preset_says_where_it_comes_from(preset: Preset) -> None:
    assert preset.source
    assert PRESETS[preset.name] is preset
