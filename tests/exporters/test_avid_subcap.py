"""Subtitles for Media Composer's SubCap: the file, and what is read from it.

Media Composer cannot run here, and no package reads the form: it is read by the rules that Subtitle Edit has for it
(a pair of timecodes with one blank between them, text until the next pair, `@` and blank lines skipped), here with
the semicolon of drop-frame timecode too; OpenTimelineIO reads the timecodes.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import opentimelineio as otio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import RATES, START, cue, subtitle, subtitles, transcript
from tests.exporters.films import PAL
from transcript.errors import OutputRefused
from transcript.exporters import Exported, ExportOptions, export
from transcript.exporters.frames import Grid
from transcript.model import Severity, Span, Subtitle
from transcript.timecode import FrameRate, Timecode

NEVER = ExportOptions(labels="never")
FILM_RATES = (FrameRate(Fraction(24000, 1001)), FrameRate(Fraction(24)))
SCRIPT = transcript(frame_rate=PAL, cues=[cue("NARRATOR", "10:00:02", "Hello.", lines=(7, 8))])

_PAIR = re.compile(r"(\d\d:\d\d:\d\d[:;]\d\d) (\d\d:\d\d:\d\d[:;]\d\d)")


class Read(NamedTuple):
    start: str
    end: str
    lines: list[str]


def by_subtitle_edit(content: bytes) -> list[Read]:
    read: list[Read] = []
    lines = content.decode().split("\r\n")
    assert lines.count("<begin subtitles>") == lines.count("<end subtitles>") == 1
    for line in lines[lines.index("<begin subtitles>") + 1 : lines.index("<end subtitles>")]:
        pair = _PAIR.fullmatch(line)
        if pair:
            read.append(Read(pair[1], pair[2], []))
        elif line.strip() and not line.strip().startswith("@"):
            read[-1].lines.append(line)
    return read


def frames_of(read: list[Read], rate: FrameRate) -> list[tuple[int, int]]:
    """Start and end as OpenTimelineIO counts them from 00:00:00:00."""
    number = [[round(otio.opentime.from_timecode(at, float(rate.rate)).value) for at in one[:2]] for one in read]
    return [(start, end) for start, end in number]


def codes(exported: Exported) -> list[str]:
    return [problem.code for problem in exported.problems]


def test_a_file_as_the_caption_plugin_writes_it() -> None:
    shown = [
        subtitle("A MOSCOW WAREHOUSE HOLDS", "THE BEST KEPT SECRETS", start=2000, end=4600),
        subtitle("We could have gone to the moon…", speaker="LEONOV", start=4600, end=3_725_000),
    ]
    exported = export("avid-subcap", SCRIPT, shown)
    assert exported.content.decode() == (
        "@ This file written with the Avid Caption plugin, version 1\r\n"
        "\r\n"
        "<begin subtitles>\r\n"
        "\r\n"
        "10:00:02:00 10:00:04:15\r\n"
        "NARRATOR: A MOSCOW WAREHOUSE HOLDS\r\n"
        "THE BEST KEPT SECRETS\r\n"
        "\r\n"
        "10:00:04:15 11:02:05:00\r\n"
        "LEONOV: We could have gone to the moon…\r\n"
        "\r\n"
        "<end subtitles>\r\n"
    )
    assert exported.problems == ()


def test_a_script_in_whole_seconds_is_asked_for_its_rate() -> None:
    with pytest.raises(OutputRefused, match="avid-subcap counts frames"):
        export("avid-subcap", transcript(), [subtitle("Hello.")])


def test_what_stands_before_the_programme_start_has_its_timecode() -> None:
    exported = export("avid-subcap", SCRIPT, [subtitle("Hello.", start=-2000, end=-1000)], NEVER)
    assert by_subtitle_edit(exported.content) == [Read("09:59:58:00", "09:59:59:00", ["Hello."])]
    assert exported.problems == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("<end subtitles>", "‹end subtitles›"),
        ("< Begin  Subtitles >", "‹Begin  Subtitles›"),
        ("10:00:05:00 10:00:07:00", "10.00.05.00 10:00:07:00"),
        ("10:00:05;00", "10.00.05.00"),
        ("@home", "＠home"),
        ("tab\there", "tab here"),
    ],
)
def test_what_would_break_the_form_is_changed_and_said(typed: str, expected: str) -> None:
    exported = export("avid-subcap", SCRIPT, [subtitle("Hello,", typed)], NEVER)
    assert [one.lines for one in by_subtitle_edit(exported.content)] == [["Hello,", expected]]
    (problem,) = exported.problems
    assert (problem.code, problem.severity, problem.span) == ("text-changed-for-format", Severity.WARNING, Span(7, 8))


@pytest.mark.parametrize("typed", ["at 10:00:05:00", "ann@home", "<end>", "5 < 6", "שלום", "👩‍🚀", "<i>soft</i>"])
def test_what_does_no_harm_stays(typed: str) -> None:
    exported = export("avid-subcap", SCRIPT, [subtitle(typed)], NEVER)
    assert [one.lines for one in by_subtitle_edit(exported.content)] == [[typed]]
    assert exported.problems == ()


def test_a_name_cannot_break_the_form_either() -> None:
    exported = export("avid-subcap", SCRIPT, [subtitle("Hello.", speaker="10:00:05:00 10:00:07:00")])
    assert [one.lines for one in by_subtitle_edit(exported.content)] == [["10.00.05.00 10:00:07:00: Hello."]]
    assert codes(exported) == ["text-changed-for-format"]


def test_overlaps_are_cut_and_said() -> None:
    shown = [subtitle("One.", start=1000, end=5000), subtitle("Two.", start=3000, end=6000)]
    exported = export("avid-subcap", SCRIPT, shown, NEVER)
    assert frames_of(by_subtitle_edit(exported.content), PAL) == [(900_025, 900_075), (900_075, 900_150)]
    assert codes(exported) == ["subtitle-shortened"]


def test_subtitles_that_begin_together_stand_one_after_the_other() -> None:
    shown = [subtitle("One.", start=1000, end=5000), subtitle("Two.", start=1000, end=6000)]
    exported = export("avid-subcap", SCRIPT, shown, NEVER)
    assert frames_of(by_subtitle_edit(exported.content), PAL) == [(900_025, 900_026), (900_026, 900_150)]
    assert codes(exported) == ["subtitle-shortened", "subtitle-moved"]


def on_frames(rate: FrameRate, *places: tuple[int, int]) -> list[Subtitle]:
    """Subtitles from one frame to another, counted from the programme start."""
    ms = Grid(rate, START).seconds
    return [subtitle("Hello.", start=round(ms(start) * 1000), end=round(ms(end) * 1000)) for start, end in places]


@pytest.mark.parametrize("rate", FILM_RATES, ids=str)
def test_ends_that_avid_refuses_at_film_rates_move_by_a_frame(rate: FrameRate) -> None:
    shown = on_frames(rate, *((48 * frame, 48 * frame + 24 + frame) for frame in range(24)))
    exported = export("avid-subcap", transcript(frame_rate=rate), shown, NEVER)
    refused = (2, 7, 12, 17, 22)
    got = [int(one.end[-2:]) for one in by_subtitle_edit(exported.content)]
    assert got == [frame - 1 if frame in refused else frame for frame in range(24)]
    assert codes(exported) == ["end-moved"] * 5
    assert exported.problems[0].message == (
        f"the subtitle at 10:00:04:00 ends at 10:00:05:01: Avid refuses an end at 10:00:05:02 at {rate} frames a second"
    )


def test_a_subtitle_of_one_frame_ends_a_frame_later_instead() -> None:
    rate = FILM_RATES[1]
    exported = export("avid-subcap", transcript(frame_rate=rate), on_frames(rate, (25, 26), (26, 40)), NEVER)
    first = Grid(rate, START).first
    read = frames_of(by_subtitle_edit(exported.content), rate)
    assert read == [(first + 25, first + 27), (first + 27, first + 40)]
    assert codes(exported) == ["end-moved", "subtitle-moved"]


def test_at_other_rates_no_end_moves() -> None:
    shown = on_frames(PAL, *((50 * frame, 50 * frame + 25 + frame) for frame in range(25)))
    exported = export("avid-subcap", transcript(frame_rate=PAL), shown, NEVER)
    assert [int(one.end[-2:]) for one in by_subtitle_edit(exported.content)] == list(range(25))
    assert exported.problems == ()


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_frames_are_exact_at_every_rate(rate: FrameRate) -> None:
    # None of these ends on a frame that Avid refuses.
    places = [(0, 15), (15, 40), (1500, 1520), (1790, 1803), (17_990, 18_005), (35_960, 35_970), (215_784, 215_799)]
    start = Timecode(9, 59, 58)
    exported = export("avid-subcap", transcript(start=start, frame_rate=rate), on_frames(rate, *places), NEVER)
    read = by_subtitle_edit(exported.content)
    first = Grid(rate, start).first
    assert frames_of(read, rate) == [(first + begin, first + end) for begin, end in places]
    assert {one.start[8] for one in read} == {";" if rate.drop else ":"}


@given(subtitles(), st.sampled_from(RATES), st.integers(0, 20))
def test_any_subtitles_are_read_as_they_were_meant(shown: tuple[Subtitle, ...], rate: FrameRate, hour: int) -> None:
    start = Timecode(hour, 0, 0)
    grid = Grid(rate, start)
    exported = export("avid-subcap", transcript(start=start, frame_rate=rate), shown, NEVER)
    read = by_subtitle_edit(exported.content)
    assert len(read) == len(shown) - codes(exported).count("empty-subtitle")
    assert all(one.lines for one in read)
    if "timecode-past-midnight" not in codes(exported):
        places = frames_of(read, rate)
        # The last may end behind midnight.
        assert all(begin < end or end < grid.first for begin, end in places)
        assert all(one[1] <= other[0] for one, other in pairwise(places))
        assert rate not in FILM_RATES or not {int(one.end[-2:]) for one in read} & {2, 7, 12, 17, 22}
    if not exported.problems:
        day = Timecode(24, 0, 0).frame_count(rate)
        meant = [[grid.frame_of_ms(at) for at in (one.start, one.end)] for one in shown]
        assert frames_of(read, rate) == [
            ((grid.first + begin) % day, (grid.first + max(end, begin + 1)) % day) for begin, end in meant
        ]
        assert [one.lines for one in read] == [list(one.lines) for one in shown]


def test_subtitles_past_midnight_are_said_once() -> None:
    late = replace(SCRIPT, timing=replace(SCRIPT.timing, start=Timecode(23, 59, 59)))
    shown = [subtitle("One.", start=0, end=500), subtitle("Two."), subtitle("Three.", start=5000, end=6000)]
    exported = export("avid-subcap", late, shown, NEVER)
    starts = [one.start for one in by_subtitle_edit(exported.content)]
    assert starts == ["23:59:59:00", "00:00:01:00", "00:00:04:00"]
    assert [(problem.code, problem.span) for problem in exported.problems] == [("timecode-past-midnight", Span(7, 8))]
