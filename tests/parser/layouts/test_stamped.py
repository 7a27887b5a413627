"""Paragraphs led by a timecode, with speakers in lines of their own, behind the timecode, or nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.parser.layouts.paragraph_scripts import Said, labels, read, rows, said
from transcript.model import Kind
from transcript.parser.layouts import stamped
from transcript.spotting import PRESETS, spot


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("00.19", "00.31"),
        ("0:19", "0:31"),
        ("00:19", "00:31"),
        ("0:00:19", "0:00:31"),
        ("00 00 19", "00 00 31"),
        ("[00:00:19]", "[00:00:31]"),
        ("(0:19)", "(0:31)"),
        ("**[00:19]**", "**[00:31]**"),
        ("TC 00:00:19", "TC 00:00:31"),
        ("00:00:19 -", "00:00:31 -"),
        ("0'19\"", "0'31\""),
        ("00:00:19.240", "00:00:31.960"),
    ],
)
def test_a_timecode_may_have_any_form(first: str, second: str) -> None:
    assert said(stamped, f"{first} The tide comes first.\n\n{second} The boats come after.\n") == [
        Said("00:00:19", None, "The tide comes first."),
        Said("00:00:31", None, "The boats come after."),
    ]


def test_frames_and_minutes_past_59() -> None:
    assert (
        said(stamped, "10:00:40:12 The tide.\n10:00:51:03 The boats.\n10:01:02:20 The gulls.\n")[0].timecode
        == "10:00:40:12"
    )
    assert [cue.timecode for cue in said(stamped, "59.40 The tide.\n61.05 The boats.\n75.30 The gulls.\n")] == [
        "00:59:40",
        "01:01:05",
        "01:15:30",
    ]


def test_headings_of_their_own_and_on_the_line_of_the_timecode() -> None:
    script = """
00.19
NARRATOR
THE TIDE COMES FIRST, AND THE BOATS
COME AFTER.
00.45 ANN LEE
We never wait for the light.
01.02 NARRATOR
NOBODY DOES.
"""
    assert said(stamped, script) == [
        Said("00:00:19", "NARRATOR", "THE TIDE COMES FIRST, AND THE BOATS COME AFTER."),
        Said("00:00:45", "ANN LEE", "We never wait for the light."),
        Said("00:01:02", "NARRATOR", "NOBODY DOES."),
    ]


def test_what_is_glued_is_parted() -> None:
    script = """
00.06A HARBOUR AT DAWN, AND NOBODY TO BE SEEN.
00.22 MSANN LEE
We cannot wait for the light.
00.40NARRATOR
THE CATCH IS SMALLER EVERY YEAR.
00.52ANN LEE
My grandfather would weep.
02.06 b/w stillTHE PIER WAS BUILT BY PRISONERS.
"""
    assert labels(stamped, script)[:6] == [
        (Kind.TIMECODE, "00.06"),
        (Kind.LINE, "A HARBOUR AT DAWN, AND NOBODY TO BE SEEN."),
        (Kind.TIMECODE, "00.22"),
        (Kind.SHOT, "MS"),
        (Kind.SPEAKER, "ANN LEE"),
        (Kind.LINE, "We cannot wait for the light."),
    ]
    assert labels(stamped, script)[-3:] == [
        (Kind.TIMECODE, "02.06"),
        (Kind.SHOT, "b/w still"),
        (Kind.LINE, "THE PIER WAS BUILT BY PRISONERS."),
    ]
    assert [shot.note for shot in read(stamped, script).shots] == ["MS", "b/w still"]


def test_times_that_are_no_timecodes() -> None:
    typed = """
[00:00:04] Nobody had been below forty metres [unintelligible 00:15:36] that year.
[00:00:11] At 10:30 that night they went down again.
[00:00:19] ANN LEE D4 01:00:04
[00:00:21] It was quieter than we expected.
[00:00:33] ANN LEE D4 01:02:51
[00:00:35] Much quieter.
"""
    script = read(stamped, typed)
    assert [str(cue.timecode) for cue in script.cues] == ["00:00:04", "00:00:11", "00:00:21", "00:00:35"]
    assert {cue.speaker for cue in script.cues} == {None, "ANN LEE"}


def test_cover_page_and_web_page_are_kept_out_of_speech() -> None:
    script = """
Skip to main content
The Weir: full transcript
Published 12 May 2015

00:00 Nobody remembers who built the weir.
00:07 The monks had the fishing, so perhaps it was the monks.
Page 2 of 3
00:15 It has been mended with church pews, twice.

Read more
© 2015 Low Ford Museum
"""
    assert [cue.line for cue in said(stamped, script)] == [
        "Nobody remembers who built the weir.",
        "The monks had the fishing, so perhaps it was the monks.",
        "It has been mended with church pews, twice.",
    ]


def test_a_name_inside_a_sentence_is_no_heading() -> None:
    script = "0:05 I had two teachers,\nAnn Lee\nand Bob Ray, who could not sing.\n0:14 But they taught me to listen.\n"
    assert [cue.speaker for cue in said(stamped, script)] == [None, None]


def test_ends_given_by_the_script_are_kept() -> None:
    cues = read(stamped, "0:05 - 0:09 The tide comes first.\n0:12 - 0:15 The boats come after.\n").cues
    assert [(int(cue.start), int(cue.end), cue.end_given) for cue in cues] == [(5, 9, True), (12, 15, True)]


def test_a_whole_programme_of_second_stamps_starts_on_time(shared: Path) -> None:
    """Held against the subtitles that were measured from the recording: the first words of each within a second."""
    typed = (shared / "scripts" / "whole-second-stamps.txt").read_text(encoding="utf-8")
    truth = (shared / "recordings" / "whole-second-stamps.truth.vtt").read_text(encoding="utf-8")
    spoken: list[tuple[str, int]] = []  # each word with the time its subtitle starts, in milliseconds
    for block in truth.split("\n\n")[1:]:
        form = re.match(r"(\d\d):(\d\d):(\d\d)\.(\d{3}) --> \S+\n(.*)", block, re.DOTALL)
        if form:
            hours, minutes, seconds, rest = (int(part) for part in form.groups()[:4])
            start = ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
            spoken += [(word, start) for word in form[5].split()]
    script = read(stamped, typed)
    assert stamped.score(rows(typed)) >= 0.9
    assert not {problem.code for problem in script.problems} & {
        "unplaced",
        "timecode-out-of-order",
        "timecode-malformed",
    }
    assert [word for cue in script.cues for word in cue.line.split()] == [word for word, _ in spoken]
    place = 0
    for cue in script.cues:
        assert abs(cue.start * 1000 - spoken[place][1]) <= 1000
        place += len(cue.line.split())
    assert spot(script, PRESETS["netflix"]).subtitles
