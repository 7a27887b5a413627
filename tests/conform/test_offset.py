"""Everything later, or earlier, on the film's timeline."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from fractions import Fraction

import pysrt
import pytest
from hypothesis import given
from hypothesis import strategies as st

import transcript
from tests.builders import RATES, cue, shot, transcripts
from tests.builders import transcript as made
from tests.conform.times import notes, spans, starts
from tests.test_reels import TWO_REELS
from transcript.conform import Offset, moved_by, with_rate
from transcript.errors import InvalidSetting, InvalidTimecode
from transcript.exporters.transcript_json import read_transcript
from transcript.model import Sound, Span, Title, Transcript
from transcript.timecode import FrameRate, Timecode


def film(rate: str | None = None) -> Transcript:
    at = Timecode(10, 0, 5)
    return made(
        cues=[cue("ANN", "10:00:02", "The tide comes first."), cue("BEN", "10:00:08", "And then the boats.")],
        shots=[shot("10:00:00", "Harbour")],
        sounds=[Sound(at, Fraction(5), "BELL", Span(3, 3))],
        titles=[Title(at, Fraction(5), "THE TIDE", Span(4, 4))],
        frame_rate=FrameRate.parse(rate) if rate else None,
    )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("+00:00:10", 10),
        ("00:00:10", 10),
        ("-00:00:10", -10),
        ("-00:01:00:12", Fraction(-6048, 100)),
        ("+2.5", Fraction(5, 2)),
        ("-2.5s", Fraction(-5, 2)),
        ("90", 90),
        ("+00:00:02.500", Fraction(5, 2)),
        ("+00:00:02.12", Fraction(248, 100)),
    ],
)
def test_forms_of_an_offset_at_25_frames(text: str, seconds: Fraction | int) -> None:
    assert Offset.parse(text).seconds(FrameRate.parse("25")) == seconds


@pytest.mark.parametrize("text", ["", "+", "ten", "10:00", "+-00:00:10", "00:61:00", "00:00:10:", "1e3"])
def test_what_is_no_offset_is_refused(text: str) -> None:
    with pytest.raises(InvalidSetting, match=r"no offset: .* write it as \+00:00:10"):
        Offset.parse(text)


def test_everything_moves_and_the_programme_start_stays() -> None:
    later = moved_by(film(), Offset.parse("+00:00:10"))
    assert later.timing == film().timing
    assert spans(later.cues) == [
        ("10:00:12", 12, 16),
        ("10:00:18", 18, 22),
    ]
    assert spans(later.shots) == [("10:00:10", 10, 16)]
    assert starts(notes(later)) == [("10:00:15", 15)] * 2
    assert later.cues[0].typed == "10:00:02"


def test_every_output_is_moved_in_programme_time_too() -> None:
    for programme_time, first in ((False, 12_000), (True, 36_012_000)):
        moved = transcript.export(moved_by(film(), Offset.parse("+10")), "srt", programme_time=programme_time)
        assert 0 <= pysrt.from_string(moved.decode())[0].start.ordinal - first <= 1000


def test_what_falls_before_the_programme_start_keeps_its_time() -> None:
    earlier = moved_by(film(), Offset.parse("-00:00:05"))
    assert starts(earlier.cues) == [("09:59:57", -3), ("10:00:03", 3)]
    assert earlier.problems == ()


@pytest.mark.parametrize("rate", [None, *RATES], ids=str)
def test_what_falls_before_zero_has_a_label_of_the_day_before_and_that_is_said(rate: FrameRate | None) -> None:
    told = with_rate(film(), rate) if rate else film()
    script = moved_by(told, Offset.parse("-10:00:05"))
    assert [str(one.timecode) for one in script.cues] == ["23:59:57", "00:00:03"]
    assert [str(one.timecode) for one in script.shots] == ["23:59:55"]
    [said] = script.problems
    assert (said.code, said.span) == ("timecode-before-zero", film().shots[0].span)
    assert said.message == "2 times fall before 00:00:00; files with timecode show them on the day before"
    kept = read_transcript(transcript.export(script, "json"), "film.json")
    assert (kept.cues, kept.shots, kept.sounds) == (script.cues, script.shots, script.sounds)
    back = moved_by(script, Offset.parse("+10:00:05"))
    assert (back.cues, back.shots) == (told.cues, told.shots)


def test_times_that_cue_and_shot_share_are_counted_once() -> None:
    script = made(cues=[cue("ANN", "10:00:00", "Hello.")], shots=[shot("10:00:00", "Sea"), shot("10:00:04", "Sky")])
    [said] = moved_by(script, Offset.parse("-10:00:02")).problems
    assert said.message == "1 time falls before 00:00:00; files with timecode show it on the day before"


def written_in(form: str, data: bytes) -> list[str]:
    """The timecodes at which the shot and the two cues of the film stand in a file."""
    text = data.decode("utf-8-sig")
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(text)))
        return [row["In"][:8] for row in rows if row["Type"] in ("shot", "speech")]
    if form == "json":
        kept = json.loads(text)
        return [one["timecode"] for one in (*kept["shots"], *kept["cues"])]
    if form == "resolve-edl":
        labels = re.findall(r"^\d{3} .* C +(\d\d:\d\d:\d\d)", text, re.MULTILINE)
    else:
        labels = re.findall(r"\t(\d\d:\d\d:\d\d):\d\d\t", text)
    return [label for label in labels if label != "00:00:00"]  # the sound and the title


@pytest.mark.parametrize("form", ["json", "csv", "resolve-edl", "avid-markers"])
def test_files_with_timecode_show_them_on_the_day_before(form: str) -> None:
    script = moved_by(film("25"), Offset.parse("-10:00:05"))
    assert set(written_in(form, transcript.export(script, form))) == {"23:59:55", "23:59:57", "00:00:03"}


def test_reels_are_told_apart_on_the_day_before() -> None:
    script = transcript.parse(TWO_REELS)
    earlier = moved_by(script, Offset.parse("-11:00:00"))
    back = moved_by(earlier, Offset.parse("+11:00:00"))
    assert (back.sounds, back.cues) == (script.sounds, script.cues)


@pytest.mark.parametrize("text", ["0", "+00:00:00", "-0.0", "00:00:00:00"])
def test_an_offset_of_nothing_changes_nothing(text: str) -> None:
    assert Offset.parse(text).idle
    assert moved_by(film("25"), Offset.parse(text)) == film("25")
    assert not Offset.parse("+00:00:00:01").idle


def test_a_timecode_is_as_many_frames_as_its_label_counts() -> None:
    later = moved_by(film("29.97"), Offset.parse("+00:00:10:15"))
    assert later.cues[0].start == 2 + 315 / Fraction(30000, 1001)
    assert moved_by(film("29.97df"), Offset.parse("+00:01:00;02")).cues[0].start == 2 + 1800 / Fraction(30000, 1001)


def test_frames_that_the_script_does_not_have_are_refused() -> None:
    with pytest.raises(InvalidTimecode, match="counts frames but the frame rate is not known; give it with --fps"):
        moved_by(film(), Offset.parse("+00:00:10:12"))
    with pytest.raises(InvalidTimecode, match="from 00 to 24"):
        moved_by(film("25"), Offset.parse("+00:00:10:25"))


def test_a_script_without_timecodes_is_refused() -> None:
    script = transcript.parse("Ann: Do you hear me?\n\nBen: I do.\n\nAnn: Good.\n", layout="untimed")
    with pytest.raises(InvalidSetting, match="the script has no timecodes"):
        moved_by(script, Offset.parse("+2"))


def test_labels_of_whole_seconds_are_what_a_clock_shows() -> None:
    moved = moved_by(film(), Offset.parse("+2.5"))
    assert starts(moved.cues) == [
        ("10:00:04", Fraction(9, 2)),
        ("10:00:10", Fraction(21, 2)),
    ]


def test_each_reel_keeps_its_start() -> None:
    script = transcript.parse(TWO_REELS)
    later = moved_by(script, Offset.parse("+00:00:10"))
    assert later.timing == script.timing
    assert [str(one.timecode) for one in later.cues[-4:]] == ["10:00:13", "10:00:18", "10:00:22", "10:00:30"]
    assert [after.start - before.start for before, after in zip(script.cues, later.cues, strict=True)] == [10] * 8


offsets = st.builds(
    Offset,
    st.fractions(0, 600, max_denominator=1001) | st.integers(0, 600).map(Timecode.of_seconds),
    st.booleans(),
)


@given(transcripts(), offsets)
def test_there_and_back_is_where_it_was(script: Transcript, offset: Offset) -> None:
    back = moved_by(moved_by(script, offset), Offset(offset.length, not offset.back))
    assert (back.timing, back.cues, back.shots) == (script.timing, script.cues, script.shots)
    assert (back.sounds, back.titles) == (script.sounds, script.titles)


@given(st.sampled_from(RATES), st.integers(0, 500_000), st.integers(0, 5_000))
def test_frames_move_by_whole_frames(rate: FrameRate, at: int, by: int) -> None:
    first = Timecode(10, 0, 0).frame_count(rate)
    label = Timecode.of_frames(first + at, rate)
    one = replace(cue("ANN", "10:00:02", "Hello."), timecode=label, start=at / rate.rate, end=at / rate.rate + 1)
    moved = moved_by(made(cues=[one], frame_rate=rate), Offset(Timecode.of_frames(by, rate)))
    assert moved.cues[0].start == (at + by) / rate.rate
    assert moved.cues[0].timecode.frame_count(rate) - first == at + by
