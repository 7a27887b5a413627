"""Edit decision lists as they come, and what OpenTimelineIO reads in them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import RATES
from tests.conform.edls import Take, edl
from transcript.conform.edl import Edl, open_edl, read_edl
from transcript.conform.passages import Cut, cut_by
from transcript.errors import InvalidSetting, InvalidTimecode, MissingDocument
from transcript.model import Timing
from transcript.timecode import FrameRate, Timecode

PAL = FrameRate.parse("25")
HEAD = "TITLE: THE TIDE\nFCM: NON-DROP FRAME\n\n"


def timing(rate: FrameRate = PAL, start: str = "10:00:00:00") -> Timing:
    label = Timecode.parse(start)
    return Timing(Timecode(label.hours, label.minutes, label.seconds, label.frames, rate.drop), rate)


def cut(events: str, rate: FrameRate = PAL, start: str = "10:00:00:00") -> Cut:
    return cut_by(read_edl(HEAD + events, "new.edl"), timing(rate, start))


def frames(found: Cut, rate: FrameRate = PAL) -> list[tuple[Any, ...]]:
    """Begin and end in the old programme and begin in the new, in frames."""
    return [(one.begin * rate.rate, one.end * rate.rate, one.to * rate.rate) for one in found.passages]


# ---- what is read ----


def test_an_edl_as_an_editing_tool_exports_it() -> None:
    found = read_edl(
        "\ufeffTITLE:   Tide_v2\r\nFCM: NON-DROP FRAME\r\n\r\n"
        "001  TIDE_V1  V     C        10:00:00:00 10:00:12:00 01:00:00:00 01:00:12:00  \r\n"
        "* FROM CLIP NAME:  tide_v1.mov\r\n"
        "* SOURCE FILE: (NULL)\r\n"
        "SPLIT:    AUDIO DELAY= 00:00:00:00\r\n"
        "002  BL       V     C        00:00:00:00 00:00:02:00 01:00:12:00 01:00:14:00\r\n"
        "000003  TIDE_V1  AA/V  D    025 10:00:20.00 10:00:30.00 01:00:14.00 01:00:24.00\r\n".lstrip("\ufeff"),
    )
    assert [(one.line, one.number, one.reel, one.track, one.kind) for one in found.events] == [
        (4, "001", "TIDE_V1", "V", "C"),
        (8, "002", "BL", "V", "C"),
        (9, "000003", "TIDE_V1", "AA/V", "D"),
    ]
    assert found.events[0].clip == "tide_v1.mov"
    assert str(found.events[2].record_out) == "01:00:24:00"
    assert [one.drop for one in found.events] == [False] * 3


def test_a_file_in_an_old_encoding_with_a_byte_order_mark_or_none(tmp_path: Path) -> None:
    path = tmp_path / "new.edl"
    row = "001  AX V C 10:00:00:00 10:00:12:00 01:00:00:00 01:00:12:00\n* FROM CLIP NAME: Marée\n"
    for data in (row.encode("utf-8-sig"), row.encode(), row.encode("latin-1")):
        path.write_bytes(data)
        assert open_edl(path).events[0].clip == "Marée"
    with pytest.raises(MissingDocument, match="there is no such EDL"):
        open_edl(tmp_path / "none.edl")


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("001  TIDE V C 10:00:00:00 10:00:12:00 01:00:00:00", "no event of an EDL: '001  TIDE V C"),
        ("001  TIDE V X 10:00:00:00 10:00:12:00 01:00:00:00 01:00:12:00", "no event of an EDL"),
        ("001  TIDE V C 10:00:00:00 10:61:12:00 01:00:00:00 01:00:12:00", "a minute or second past 59: '10:61:12:00'"),
        ("M2   TIDE  fast  10:00:00:00", "no speed: 'M2   TIDE  fast"),
        ("M2   TIDE  012.5  10:00:00:00", "a speed before any event"),
    ],
)
def test_a_line_that_is_wrong_is_named(row: str, found: str) -> None:
    with pytest.raises(InvalidSetting) as refused:
        read_edl(HEAD + row + "\n", "new.edl")
    assert str(refused.value).startswith(f"new.edl:4: {found}")


@pytest.mark.parametrize("text", ["", "TITLE: THE TIDE\n", "1\n00:00:01,000 --> 00:00:02,000\nHello.\n"])
def test_a_file_without_events_is_refused(text: str) -> None:
    with pytest.raises(InvalidSetting, match="the EDL has no events; an event is such as 001 TAPE V C"):
        read_edl(text)


# ---- what is followed ----


def test_passages_are_in_the_order_of_the_new_programme_and_splices_are_none() -> None:
    found = cut(
        "003  TIDE V C 10:00:40:00 10:00:50:00 10:00:20:00 10:00:30:00\n"
        "001  TIDE V C 10:00:00:00 10:00:10:00 10:00:00:00 10:00:10:00\n"
        "002  TIDE V C 10:00:10:00 10:00:20:00 10:00:10:00 10:00:20:00\n"
    )
    assert frames(found) == [(0, 500, 0), (1000, 1250, 500)]
    assert found.problems == ()
    assert found.timing == timing()


@pytest.mark.parametrize(
    ("record", "start"),
    [
        ("10:00:00:00", "10:00:00:00"),
        ("01:00:00:00", "01:00:00:00"),
        ("01:00:10:00", "01:00:00:00"),
        ("00:59:30:00", "01:00:00:00"),
        ("10:40:00:00", "10:00:00:00"),
    ],
)
def test_where_the_new_programme_starts(record: str, start: str) -> None:
    out = f"{record[:-3]}:10"
    found = cut(f"001  TIDE V C 10:00:00:00 10:00:00:10 {record} {out}\n")
    assert str(found.timing.start) == start
    assert found.passages[0].to == Timecode.parse(record).time(PAL) - Timecode.parse(start).time(PAL)


def test_a_dissolve_is_a_cut_where_it_begins() -> None:
    found = cut(
        "001  TIDE V C        10:00:00:00 10:00:10:00 10:00:00:00 10:00:10:00\n"
        "002  TIDE V C        10:00:10:00 10:00:10:00 10:00:10:00 10:00:10:00\n"
        "002  TIDE V D    025 10:00:30:00 10:00:40:00 10:00:10:00 10:00:20:00\n"
        "003  TIDE V W001 010 10:00:50:00 10:00:55:00 10:00:20:00 10:00:25:00\n"
    )
    assert frames(found) == [(0, 250, 0), (750, 1000, 250), (1250, 1375, 500)]


def test_the_first_video_track_is_followed_or_else_the_first_audio_track() -> None:
    sound = (
        "001  TIDE A  C 10:00:00:00 10:00:10:00 10:00:00:00 10:00:10:00\n"
        "002  TIDE A2 C 10:00:00:00 10:00:10:00 10:00:00:00 10:00:10:00\n"
    )
    assert frames(cut(sound)) == [(0, 250, 0)]
    for track in ("V", "B", "AA/V", "V1"):
        picture = f"003  TIDE {track} C 10:00:20:00 10:00:22:00 10:00:00:00 10:00:02:00\n"
        assert frames(cut(sound + picture)) == [(500, 550, 0)]
    over = cut(
        sound + "003 TIDE V C 10:00:20:00 10:00:22:00 10:00:00:00 10:00:02:00\n004 NAME V2 C " + 4 * "10:00:00:00 "
    )
    assert [problem.code for problem in over.problems] == ["recut-upper-track"]
    with pytest.raises(InvalidSetting, match="no event on a video or audio track"):
        cut("001  TIDE NONE C 10:00:00:00 10:00:10:00 10:00:00:00 10:00:10:00\n")


def test_what_is_no_old_programme_holds_nothing_of_it_and_is_said() -> None:
    found = cut(
        "001  TIDE V C 10:00:00:00 10:00:10:00 10:00:00:00 10:00:10:00\n"
        "002  BL   V C 00:00:00:00 00:00:02:00 10:00:10:00 10:00:12:00\n"
        "003  CAM7 V C 10:00:05:00 10:00:08:00 10:00:12:00 10:00:15:00\n"
        "004  TIDE V K B 000 10:00:20:00 10:00:30:00 10:00:15:00 10:00:25:00\n"
        "004  NAME V K   075 10:00:20:00 10:00:30:00 10:00:15:00 10:00:25:00\n"
        "005  TIDE V C 10:00:40:00 10:00:40:00 10:00:25:00 10:00:27:00\n"
        "M2   TIDE     000.0       10:00:40:00\n"
        "006  CAM7 V C 10:00:05:00 10:00:08:00 10:00:27:00 10:00:30:00\n"
    )
    assert frames(found) == [(0, 250, 0), (500, 750, 375)]
    nothing = "nothing of the script is put there"
    assert [(problem.code, problem.message) for problem in found.problems] == [
        (
            "recut-key",
            f"event 004 of the EDL, in its line 8, is a key over the picture: {nothing}",
        ),
        ("recut-other-source", f"event 003 of the EDL, in its line 6, is of CAM7, not of TIDE (and 1 more): {nothing}"),
        (
            "recut-freeze-frame",
            f"event 005 of the EDL, in its line 9, is a freeze frame: {nothing}",
        ),
    ]


def test_sources_that_are_files_are_told_apart_by_their_clips_names() -> None:
    found = cut(
        "001  AX V C 10:00:00:00 10:00:10:00 10:00:00:00 10:00:10:00\n* FROM CLIP NAME: tide.mov\n"
        "002  AX V C 10:00:05:00 10:00:08:00 10:00:10:00 10:00:13:00\n* FROM CLIP NAME: camera.mxf\n"
    )
    assert frames(found) == [(0, 250, 0)]
    assert "is of camera.mxf, not of tide.mov" in found.problems[0].message


@pytest.mark.parametrize(
    ("columns", "speed", "seconds"),
    [
        ("10:00:20:00 10:00:30:00 10:00:00:00 10:00:20:00", "012.5", (20, 30, 0)),
        ("10:00:20:00 10:00:40:00 10:00:00:00 10:00:20:00", "012.5", (20, 30, 0)),
        ("10:00:20:00 10:00:40:00 10:00:00:00 10:00:10:00", "050.0", (20, 40, 0)),
        ("10:00:20:00 10:00:29:15 10:00:00:00 10:00:10:00", "024.0", (20, Fraction("29.6"), 0)),
        ("10:00:20:00 10:00:30:00 10:00:00:00 10:00:10:00", "025.0", (20, 30, 0)),
    ],
)
def test_a_passage_at_another_speed(columns: str, speed: str, seconds: tuple[Any, ...]) -> None:
    found = cut(f"001  TIDE V C {columns}\nM2   TIDE       {speed}                10:00:20:00\n").passages[0]
    assert (found.begin, found.end, found.to) == seconds
    lasts = Timecode.parse(columns.split()[3]).time(PAL) - Timecode.parse(columns.split()[2]).time(PAL)
    assert found.until == lasts
    assert found.new((found.begin + found.end) / 2) == lasts / 2


@pytest.mark.parametrize(
    ("events", "line", "found"),
    [
        (
            "001 TIDE V C 10:00:00:00 10:00:10:00 10:00:00:00 10:00:12:00\n",
            4,
            "the event takes 250 frames and gives 300 without a speed (M2)",
        ),
        (
            "001 TIDE V C 10:00:00:00 10:00:10:00 10:00:00:00 10:00:12:00\nM2 TIDE 050.0 10:00:00:00\n",
            4,
            "the event takes 250 frames and gives 300, which is not the speed that M2 says (50 frames a second)",
        ),
        (
            "001 TIDE V C 10:00:00:00 10:00:10:00 10:00:00:00 10:00:10:00\nM2 TIDE -025.0 10:00:00:00\n",
            4,
            "the event runs backwards",
        ),
        ("001 TIDE V C 10:00:10:00 10:00:00:00 10:00:00:00 10:00:10:00\n", 4, "the event ends before it begins"),
        (
            (
                "001 TIDE V C 10:00:00:00 10:00:10:00 10:00:00:00 10:00:10:00\n"
                "002 TIDE V C 10:00:20:00 10:00:30:00 10:00:09:24 10:00:19:24\n"
            ),
            5,
            "the event stands over that of line 4 in the new programme",
        ),
        (
            "001 TIDE V C 10:00:00;00 10:00:10;00 10:00:00;00 10:00:10;00\n",
            4,
            "the EDL counts drop-frame, and the script",
        ),
        (
            "001 TIDE V C 10:00:00:00 10:00:10:25 10:00:00:00 10:00:10:25\n",
            4,
            "10:00:10:25 does not exist; at 25 frames a second they run from 00 to 24",
        ),
    ],
)
def test_what_cannot_be_followed_is_refused_with_its_line(events: str, line: int, found: str) -> None:
    with pytest.raises((InvalidSetting, InvalidTimecode)) as refused:
        cut(events)
    assert str(refused.value).startswith(f"new.edl:{line}: {found}")


def test_drop_frame_labels_are_counted_as_the_edl_says() -> None:
    ntsc = FrameRate.parse("29.97df")
    labels = "10:01:00{0}02 10:02:00{0}02 10:00:00{0}00 10:00:59{0}28"
    for events in (labels.format(";"), "FCM: DROP FRAME\n" + "001 TIDE V C " + labels.format(":")):
        text = events if "FCM" in events else "001 TIDE V C " + events
        found = cut_by(read_edl(text + "\n"), timing(ntsc))
        assert frames(found, ntsc) == [(1800, 3598, 0)]
        assert found.timing.frame_rate == ntsc
    # The same hands of the clock in the other count: the programme starts at 10:00:00 in both.
    other = cut("001 TIDE V C 10:01:00:00 10:02:00:00 01:00:00:00 01:01:00:00\n", ntsc)
    assert frames(other, FrameRate.parse("29.97")) == [(1800, 3600, 0)]
    assert (str(other.timing.start), str(other.timing.frame_rate)) == ("01:00:00:00", "29.97")
    mixed = (
        "FCM: DROP FRAME\n001 A V C " + 4 * "10:00:00:00 " + "\nFCM: NON-DROP FRAME\n002 A V C " + 4 * "10:00:00:00 "
    )
    with pytest.raises(InvalidSetting, match="counts drop-frame in some events and not in others"):
        cut_by(read_edl(mixed), timing(ntsc))


def test_a_script_without_a_frame_rate_is_refused() -> None:
    with pytest.raises(InvalidSetting, match=r"whole seconds, and an EDL counts frames; give .* --fps 25"):
        cut_by(Edl(()), Timing(Timecode(10, 0, 0)))


# ---- OpenTimelineIO ----


@st.composite
def takes(draw: st.DrawFn) -> list[Take]:
    """What an editor may take: passages in any order, also twice, with holes between them."""
    made: list[Take] = []
    to = 0
    for _ in range(draw(st.integers(1, 6))):
        begin, lasts = draw(st.integers(0, 200_000)), draw(st.integers(1, 5_000))
        made.append(Take(begin, begin + lasts, to))
        to += lasts + draw(st.sampled_from([0, 0, 1, 48]))
    return made


@given(takes(), st.sampled_from(RATES), st.sampled_from(["01:00:00", "10:00:00"]))
def test_opentimelineio_reads_the_same_frames(made: list[Take], rate: FrameRate, now: str) -> None:
    text = edl(made, rate, now=now)
    track = otio.adapters.read_from_string(text, "cmx_3600", rate=float(rate.rate)).tracks[0]
    start = Timecode(10, 0, 0).frame_count(rate)
    theirs = []
    for clip in track.find_clips():
        source = clip.source_range
        place = clip.range_in_parent()
        begin = source.start_time.to_frames() - start
        theirs.append((begin, begin + source.duration.to_frames(), place.start_time.to_frames()))
    ours = [(take.begin, take.end, take.to) for take in made]
    assert theirs == ours
    found = cut_by(read_edl(text), timing(rate))
    assert spliced(ours) == frames(found, rate)
    assert all(one.speed == 1 for one in found.passages)


def spliced(events: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    made: list[tuple[int, int, int]] = []
    for begin, end, to in events:
        if made and (begin, to) == (made[-1][1], made[-1][2] + begin - made[-1][0]):
            made[-1] = (made[-1][0], end, made[-1][2])
        else:
            made.append((begin, end, to))
    return made


@given(takes(), st.sampled_from(RATES))
def test_an_edl_that_opentimelineio_writes(made: list[Take], rate: FrameRate) -> None:
    # Its programme begins at 00:00:00:00, and its labels are drop-frame where the rate can be.
    fps = float(rate.rate)
    drop = FrameRate(rate.rate, rate.nominal in (30, 60) and rate.rate.denominator != 1)
    start = Timecode(10, 0, 0).frame_count(drop)
    track = otio.schema.Track(name="V", kind=otio.schema.TrackKind.Video)
    for take, before in zip(made, [None, *made], strict=False):
        hole = take.to - (before.to + before.end - before.begin if before else 0)
        if hole:
            track.append(otio.schema.Gap(duration=otio.opentime.RationalTime(hole, fps)))
        taken = otio.opentime.range_from_start_end_time(
            otio.opentime.RationalTime(start + take.begin, fps), otio.opentime.RationalTime(start + take.end, fps)
        )
        track.append(otio.schema.Clip(name="tide.mov", source_range=taken))
    timeline = otio.schema.Timeline(name="second cut")
    timeline.tracks.append(track)
    text = otio.adapters.write_to_string(timeline, "cmx_3600", rate=fps)
    found = cut_by(read_edl(text), timing(drop))
    assert frames(found, drop) == spliced([(take.begin, take.end, take.to) for take in made])
    assert found.problems == ()
