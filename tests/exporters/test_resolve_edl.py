"""Markers for DaVinci Resolve: the file, and what two independent readers make of it.

Resolve itself cannot run here. OpenTimelineIO's CMX 3600 adapter reads the events, with the line of each marker as a
comment; the marker in that line is read by the rules that Subtitle Edit 4.0 gives for such files.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

import opentimelineio as otio
import pytest
from hypothesis import given

from tests.builders import RATES, cue, shot, transcript
from tests.exporters.films import FILM, PAL, PLACES, START, any_film, film_at
from transcript.errors import OutputRefused
from transcript.exporters import Exported, export
from transcript.exporters.frames import Grid
from transcript.exporters.safety import clean
from transcript.model import Reel, Span, Transcript
from transcript.timecode import FrameRate, Timecode

# All that Resolve has.
COLOURS = "Blue Cyan Green Yellow Red Pink Purple Fuchsia Rose Lavender Sky Mint Lemon Sand Cocoa Cream".split()


class Read(NamedTuple):
    """A marker as Subtitle Edit's rules find it."""

    start: str
    note: str
    colour: str
    name: str
    frames: int


_EVENT = re.compile(r"\d{1,6}\s+\S+\s+V\s+C" + r"\s+(\d\d:\d\d:\d\d[:;]\d\d)" * 4 + r"\s*")


def by_subtitle_edit(content: bytes) -> list[Read]:
    """An event, then a line with `|M:`; the name ends at the last `|D:`."""
    read = []
    start = None
    for line in content.decode().split("\n"):
        event = _EVENT.fullmatch(line)
        if event:
            assert event[1] == event[3], "source and record time are one"
            assert event[2] == event[4]
            start = event[3]
        elif start and "|M:" in line:
            front, behind = line.split("|M:", 1)
            name, frames = behind.rsplit("|D:", 1)
            note, colour = front.rsplit("|C:ResolveColor", 1)
            read.append(Read(start, note.removesuffix(" "), colour.strip(), name.strip(), int(frames)))
            start = None
    return read


def by_opentimelineio(content: bytes, rate: FrameRate) -> list[tuple[int, int, str]]:
    """The first frame of each event and the frame behind it, from 00:00:00:00, and the line below it."""
    timeline = otio.adapters.read_from_string(content.decode(), "cmx_3600", rate=float(rate.rate))
    clips: list[Any] = list(timeline.find_clips())
    ranges = [clip.source_range for clip in clips]
    comments = [clip.metadata["cmx_3600"]["comments"] for clip in clips]
    return [
        (round(one.start_time.value), round(one.end_time_exclusive().value), *said)
        for one, said in zip(ranges, comments, strict=True)
    ]


def written(script: Transcript) -> bytes:
    return export("resolve-edl", script).content


def codes(exported: Exported) -> set[str]:
    return {problem.code for problem in exported.problems}


def test_a_file_as_resolve_itself_writes_it() -> None:
    assert written(FILM).decode() == (
        "TITLE: moon\n"
        "FCM: NON-DROP FRAME\n"
        "\n"
        "001  001      V     C        10:00:00:00 10:00:00:01 10:00:00:00 10:00:00:01\n"
        "Gate ¦ dawn |C:ResolveColorCocoa |M:Shot 1 |D:50\n"
        "\n"
        "002  001      V     C        10:00:02:00 10:00:02:01 10:00:02:00 10:00:02:01\n"
        "THE SOVIETS RACED AMERICA IN SPACE. |C:ResolveColorGreen |M:NARRATOR |D:100\n"
        "\n"
        "003  001      V     C        10:00:06:00 10:00:06:01 10:00:06:00 10:00:06:01\n"
        "TITLE MUSIC |C:ResolveColorLavender |M:Sound |D:1\n"
        "\n"
        "004  001      V     C        10:00:08:00 10:00:08:01 10:00:08:00 10:00:08:01\n"
        "We could have gone to the moon… / Shot 2: Archive, launch pad b/w |C:ResolveColorBlue |M:LEONOV |D:125\n"
        "\n"
        "005  001      V     C        10:00:14:00 10:00:14:01 10:00:14:00 10:00:14:01\n"
        "- 1969 was late. |C:ResolveColorSand |M:Speech |D:50\n"
        "\n"
        "006  001      V     C        10:00:20:00 10:00:20:01 10:00:20:00 10:00:20:01\n"
        "The Moon, 1969 |C:ResolveColorCream |M:Title |D:1\n"
    )


def test_what_resolve_cannot_take_is_said() -> None:
    assert [(problem.code, problem.span) for problem in export("resolve-edl", FILM).problems] == [
        ("text-changed-for-format", Span(1, 2)),
        ("markers-merged", Span(8, 8)),
        ("marker-shortened", Span(1, 2)),
        ("note-led-by-dash", Span(10, 10)),
    ]


def test_a_script_in_whole_seconds_is_asked_for_its_rate() -> None:
    with pytest.raises(OutputRefused, match=r"whole seconds.*resolve-edl counts frames.*--fps 25"):
        export("resolve-edl", transcript(cues=[cue("ANN", "10:00:02", "Hello.")]))


def test_a_marker_without_a_note_has_its_line_as_in_resolve() -> None:
    script = transcript(frame_rate=PAL, shots=[shot("10:00:00", "")])
    assert "\n |C:ResolveColorCocoa |M:Shot 1 |D:150\n" in written(script).decode()


@pytest.mark.parametrize(
    "typed", ["10 men", "٣ men", "* star", "TITLE: Moon", "FCM: DROP FRAME", "M2 AX 050.0", "AUD 3 4"]
)
def test_a_note_that_reads_like_a_statement_gets_a_dash(typed: str) -> None:
    exported = export("resolve-edl", transcript(frame_rate=PAL, shots=[shot("10:00:00", typed)]))
    assert [read.note for read in by_subtitle_edit(exported.content)] == [f"- {typed}"]
    assert codes(exported) == {"note-led-by-dash"}


def test_every_colour_is_one_that_resolve_has_and_speakers_keep_theirs() -> None:
    people = [f"P{number}" for number in range(14)]
    cues = [cue(name, f"10:00:{2 * index:02}", "Hello.") for index, name in enumerate([*people, "P0"])]
    read = by_subtitle_edit(written(transcript(frame_rate=PAL, cues=cues)))
    assert {one.colour for one in read} <= set(COLOURS)
    assert read[0].colour == read[-1].colour
    assert len({one.colour for one in read[:12]}) == 12, "twelve speakers, twelve colours"


def test_a_thousand_markers_are_counted_on_and_said() -> None:
    cues = [cue("ANN", f"10:{second // 60:02}:{second % 60:02}", "Hello.", lasting=1) for second in range(1001)]
    exported = export("resolve-edl", transcript(frame_rate=PAL, cues=cues))
    assert "\n1001  001      V     C        10:16:40:00 " in exported.content.decode()
    assert codes(exported) == {"many-events"}
    assert len(by_opentimelineio(exported.content, PAL)) == 1001


def test_timecode_comes_round_at_midnight() -> None:
    start = Timecode(23, 59, 59)
    late = replace(cue("ANN", "10:00:00", "Late."), timecode=start, start=Fraction(0), end=Fraction(3))
    later = replace(late, start=Fraction(3), end=Fraction(4), span=Span(7, 7), line="Later.")
    exported = export("resolve-edl", transcript(start=start, frame_rate=PAL, cues=[late, later]))
    assert [read.start for read in by_subtitle_edit(exported.content)] == ["23:59:59:00", "00:00:02:00"]
    assert [(problem.code, problem.span) for problem in exported.problems] == [("timecode-past-midnight", Span(7, 7))]


@pytest.mark.parametrize(
    ("reels", "advice"), [((), "divide the script into parts"), ((1, 2), "write each reel .* --reels split")]
)
def test_more_than_a_day_is_said_with_what_resolve_drops_then(reels: tuple[int, ...], advice: str) -> None:
    first = cue("ANN", "10:00:02", "Hello.", lasting=4)
    day = 24 * 60 * 60
    last = replace(first, number=2, start=first.start + day - 4, end=first.start + day, span=Span(7, 7))
    made = transcript(frame_rate=PAL, cues=[first, last])
    script = replace(made, timing=replace(made.timing, reels=tuple(Reel(one, START) for one in reels)))
    assert "timecode-comes-round" not in codes(export("resolve-edl", script))
    over = replace(script, cues=(first, replace(last, end=last.end + Fraction(1, 25))))
    (said,) = (one for one in export("resolve-edl", over).problems if one.code == "timecode-comes-round")
    assert said.span == Span(7, 7)
    assert "span more than 24 hours" in said.message
    assert "Resolve drops those that overlap" in said.message
    assert re.match(advice, said.fix)


def test_a_script_with_nothing_to_mark_is_written_and_said() -> None:
    exported = export("resolve-edl", transcript(frame_rate=PAL))
    assert exported.content == b"TITLE: film\nFCM: NON-DROP FRAME\n"
    assert codes(exported) == {"no-markers"}


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_frames_are_exact_at_every_rate(rate: FrameRate) -> None:
    content = written(film_at(rate))
    assert content.decode().split("\n")[1] == ("FCM: DROP FRAME" if rate.drop else "FCM: NON-DROP FRAME")
    first = Grid(rate, START).first
    read = by_opentimelineio(content, rate)
    assert [start for start, _, _ in read] == [first + start for start, _ in PLACES]
    assert [end for _, end, _ in read] == [first + start + 1 for start, _ in PLACES]
    assert [one.frames for one in by_subtitle_edit(content)] == [end - start for start, end in PLACES]
    assert {one.start[8] for one in by_subtitle_edit(content)} == {";" if rate.drop else ":"}


@given(any_film)
def test_any_script_is_read_as_it_was_meant(script: Transcript) -> None:
    exported = export("resolve-edl", script)
    rate = script.timing.frame_rate
    assert rate is not None
    read = by_subtitle_edit(exported.content)
    events = by_opentimelineio(exported.content, rate)
    assert len(read) == len(events)
    ends = [start + one.frames for (start, _, _), one in zip(events, read, strict=True)]
    assert all(end <= start for end, (start, _, _) in zip(ends, events[1:], strict=False)), "none overlaps"
    everything = " ".join(f"{one.note} {one.name}" for one in read)
    for said in script.cues:
        assert clean(said.line).replace("|", "¦") in everything
    for seen in script.shots:
        assert clean(seen.note).replace("|", "¦") in everything
    if not {"text-changed-for-format", "markers-merged", "note-led-by-dash"} & codes(exported):
        grid = Grid(rate, script.timing.start)
        meant = sorted(
            [
                *((grid.first + grid.frame(one.start), one.line) for one in script.cues if one.line),
                *((grid.first + grid.frame(one.start), one.note) for one in script.shots),
                *((grid.first + grid.frame(one.start), one.note) for one in script.sounds),
                *((grid.first + grid.frame(one.start), one.text) for one in script.titles),
            ]
        )
        assert sorted((start, one.note) for (start, _, _), one in zip(events, read, strict=True)) == meant
