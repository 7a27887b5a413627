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
from transcript.exporters import ExportOptions, export
from transcript.labels import Labels, with_label
from transcript.model import Severity, Span, Transcript
from transcript.spotting import PRESETS, Preset, quality, settle_ends, spot
from transcript.width import width

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


def test_what_the_script_shows_as_one_with_its_times_stays_one() -> None:
    cue = replace(
        builders.cue("ANN", "10:00:02", "We had waited all night. Then the lamp went out, and nobody spoke."),
        end=Fraction(8),
        end_given=True,
    )
    (only,) = spot(builders.transcript(cues=[cue]), NETFLIX).subtitles
    assert (only.start, only.end) == (2000, 8000)


def test_given_times_that_overlap_are_kept_and_told() -> None:
    cues = [
        replace(builders.cue(name, "10:00:02", "We waited."), start=Fraction(start), end=Fraction(end), end_given=True)
        for name, start, end in [("ANN", 2, 5), ("BEN", 4, 6)]
    ]
    spotting = spot(builders.transcript(cues=cues), NETFLIX)
    assert [(subtitle.start, subtitle.end) for subtitle in spotting.subtitles] == [(2000, 5000), (4000, 6000)]
    assert [problem.code for problem in spotting.problems] == ["overlap"]


def test_what_is_said_before_the_programme_start_stands_before_zero() -> None:
    early = replace(builders.cue("ANN", "09:58:02", "We waited all night."), start=Fraction(-118), end=Fraction(-118))
    late = replace(builders.cue("BEN", "10:00:02", "The lamp went out."), start=Fraction(2), end=Fraction(2))
    first, second = spot(builders.transcript(cues=[early, late]), NETFLIX).subtitles
    assert -118_000 <= first.start < first.end < -110_000
    assert 2000 <= second.start < 3000


LONG = "ON A BEACH IN THE WEST OF IRELAND, A LENGTH OF RUSTED WIRE LIES HALF BURIED IN THE SAND FOR ALL TO SEE."


class TestLabels:
    def test_room_is_left_for_the_label_of_each_change_of_speaker(self) -> None:
        script = speech.script(f"""
            NARRATOR 10:00:02 {LONG}
            ANN      10:00:14 Nobody, and I do mean nobody, had any right to think that it would ever work out.
            +        10:00:19 And so of course they went and did it, and it worked, and it kept on working for years.
        """)
        subtitles = spot(script, NETFLIX, "change").subtitles
        before = None
        for subtitle in subtitles:
            lines, fits = with_label(subtitle.lines, f"{subtitle.speaker}:", 42)
            assert subtitle.speaker == before or (fits and max(map(len, lines)) <= 42 and len(lines) <= 2)
            before = subtitle.speaker
        assert len({subtitle.speaker for subtitle in subtitles}) == 2

    def test_labels_count_as_something_to_read(self) -> None:
        script = speech.script("FITZGIBBON-HOLLOWAY 10:00:02 The lamp went out in the end.\nBEN 10:00:04 Yes.")
        assert spot(script, NETFLIX).problems == ()
        assert [problem.code for problem in spot(script, NETFLIX, "always").problems] == ["reading-speed"]

    @given(speech.transcripts(), st.sampled_from(list(PRESETS.values())), st.sampled_from(["change", "always"]))
    def test_no_label_makes_a_line_too_long(self, transcript: Transcript, preset: Preset, policy: Labels) -> None:
        spotting = spot(transcript, preset, policy)
        assert speech.words_of_subtitles(spotting.subtitles) == speech.words_of_cues(transcript)
        if spotting.subtitles:
            options = ExportOptions(labels=policy, line_length=preset.line_length)
            assert export("srt", transcript, spotting.subtitles, options).problems == ()
        assert HARD_RULES.isdisjoint(problem.code for problem in spotting.problems)

    def test_a_name_longer_than_a_line_is_left_to_the_exporter_to_tell(self) -> None:
        script = speech.script(f"{'N' * 60} 10:00:02 {LONG}")
        spotting = spot(script, NETFLIX, "change")
        exported = export("srt", script, spotting.subtitles, ExportOptions(labels="change"))
        assert [problem.code for problem in exported.problems] == ["label-too-long"]
        assert "line-length" not in {problem.code for problem in spotting.problems}


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
def test_with_given_ends_nothing_is_lost_and_nothing_free_overlaps(transcript: Transcript, data: st.DataObject) -> None:
    flags = data.draw(st.lists(st.booleans(), min_size=len(transcript.cues), max_size=len(transcript.cues)))
    cues = tuple(replace(cue, end_given=flag) for cue, flag in zip(transcript.cues, flags, strict=True))
    subtitles = spot(replace(transcript, cues=cues), NETFLIX).subtitles
    given_ends = {cue.number for cue in cues if cue.end_given}
    for a, b in pairwise(subtitles):
        assert a.end <= b.start or not given_ends.isdisjoint((*a.cues, *b.cues))
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

    def test_cues_under_one_timecode_each_end_with_their_words(self) -> None:
        first, second, third, _ = settle_ends(
            speech.script("""
                ANN 10:00:02 The ship left the harbour.
                BOB 10:00:02 Nobody on the quay knew where she was bound.
                ANN 10:00:02 I remember it well.
                BOB 10:01:00 So do I.
            """)
        ).cues
        assert 3 < first.end < 5 < second.end < third.end < 15

    def test_an_end_the_script_gives_stays(self) -> None:
        cue = replace(builders.cue("ANN", "10:00:02", "No.", lasting=9), end_given=True)
        assert settle_ends(builders.transcript(cues=[cue])).cues == (cue,)

    @given(speech.transcripts())
    def test_nothing_else_changes_and_no_cue_outlasts_the_next_start(self, transcript: Transcript) -> None:
        settled = settle_ends(transcript)
        assert replace(settled, cues=transcript.cues) == transcript
        assert [replace(cue, end=cue.start) for cue in settled.cues] == list(transcript.cues)
        assert all(cue.end >= cue.start for cue in settled.cues)
        assert all(a.end <= b.start for a, b in pairwise(settled.cues) if b.start > a.start)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_every_preset_says_where_it_comes_from(preset: Preset) -> None:
    assert preset.source
    assert PRESETS[preset.name] is preset
