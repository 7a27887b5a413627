"""Selects: hits cut out of their programmes, read back by OpenTimelineIO and other hands."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

import opentimelineio as otio
import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcript.conform import read_edl
from transcript.errors import InvalidSetting, OutputRefused
from transcript.search.results import FoundCue, FoundProgramme, Hit
from transcript.search.selects import Selects, find_form, form_of_file, make_selects, select_all
from transcript.timecode import FrameRate, Timecode

PAL = FrameRate(Fraction(25))
FILM = FrameRate(Fraction(24000, 1001))
NTSC = FrameRate(Fraction(30000, 1001))
DROP = FrameRate(Fraction(30000, 1001), drop=True)
RATES = (PAL, FILM, NTSC, DROP, FrameRate(Fraction(50)), FrameRate(Fraction(60000, 1001), drop=True))


def programme(name: str = "moon.txt", rate: FrameRate | None = None, *, start: str = "10:00:00") -> FoundProgramme:
    """A programme in /archive. rate: None where the script counts whole seconds."""
    return FoundProgramme(
        id=1,
        path=f"/archive/{name}",
        name=name,
        start=start if rate is None else str(Timecode.of_frames(Timecode.parse(start).frame_count(rate), rate)),
        frame_rate=None if rate is None else str(FrameRate(rate.rate)),
        drop_frame=rate is not None and rate.drop,
    )


def found(
    id_: int, timecode: str | None, start: int | None, end: int | None, line: str, speaker: str | None = "KOROLEV"
) -> FoundCue:
    """A cue that was found. start, end: milliseconds."""
    return FoundCue(id_, id_, speaker, timecode, start, end, voice_over=False, qualifier=None, line=line, shot="Gate")


DREAM = Hit(programme(), (found(1, "10:02:27", 147_000, 149_400, "My dream was the moon."),))
PLAN = Hit(programme(), (found(7, "10:05:53", 353_000, 355_055, "The moon is a plan."),))
RACE = Hit(programme("race.docx"), (found(21, "10:00:25", 25_000, 29_000, "They raced to the moon.", "NARRATOR"),))
OVER_A_CUT = Hit(
    programme(),
    (found(3, "10:03:00", 180_000, 182_000, "We shall go to the"), found(4, "10:03:02", 182_000, 183_500, "moon.")),
)
TIMELESS = Hit(programme("talk.txt"), (found(40, None, None, None, "The moon, without a time."),))


class Event(NamedTuple):
    """A clip of a timeline: its name, the frames it shows, and where it lies, counted from the first; all in frames."""

    name: str
    source: tuple[int, int]
    record: tuple[int, int]


def events(timeline: Any, kind: str = "Video") -> list[Event]:
    track = next(track for track in timeline.tracks if track.kind == kind)
    made = []
    for clip in track:
        source, record = clip.source_range, clip.range_in_parent()
        made.append(
            Event(
                clip.name,
                (source.start_time.to_frames(), source.end_time_exclusive().to_frames()),
                (record.start_time.to_frames(), record.end_time_exclusive().to_frames()),
            )
        )
    return made


def otio_of(made: Selects) -> Any:
    return otio.adapters.read_from_string(made.content.decode(), "otio_json")


def edl_of(made: Selects, rate: FrameRate = PAL) -> Any:
    return otio.adapters.read_from_string(made.content.decode(), "cmx_3600", rate=float(rate.rate))


def rows_of(made: Selects) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.content.decode("utf-8-sig"))))


def frame(label: str, rate: FrameRate = PAL) -> int:
    return Timecode.parse(label).frame_count(rate)


def test_a_paper_edit_says_which_programme_from_where_to_where_and_who_says_what() -> None:
    made = make_selects([DREAM, RACE], "csv")
    assert made.count == 2
    assert rows_of(made) == [
        {
            "No.": "1",
            "Programme": "moon.txt",
            "In": "10:02:27",
            "Out": "10:02:30",  # the first whole second that holds nothing of it
            "Duration": "00:00:03",
            "Speaker": "KOROLEV",
            "V/O": "",
            "Text": "My dream was the moon.",
            "Shot": "Gate",
            "Cues": "1",
            "Path": "/archive/moon.txt",
        },
        {
            "No.": "2",
            "Programme": "race.docx",
            "In": "10:00:25",
            "Out": "10:00:29",
            "Duration": "00:00:04",
            "Speaker": "NARRATOR",
            "V/O": "",
            "Text": "They raced to the moon.",
            "Shot": "Gate",
            "Cues": "21",
            "Path": "/archive/race.docx",
        },
    ]


def test_a_timeline_holds_a_clip_of_picture_and_one_of_sound_for_each_hit_one_after_another() -> None:
    timeline = otio_of(make_selects([DREAM, RACE], "otio", title="Korolev on the moon", frame_rate=PAL))
    assert timeline.name == "Korolev on the moon"
    assert timeline.global_start_time.to_frames() == frame("01:00:00:00")
    assert events(timeline) == [
        Event("moon", (frame("10:02:27:00"), frame("10:02:29:10")), (0, 60)),
        Event("race", (frame("10:00:25:00"), frame("10:00:29:00")), (60, 160)),
    ]
    assert events(timeline, "Audio") == events(timeline)
    clips = list(timeline.find_clips())
    assert all(isinstance(clip.media_reference, otio.schema.MissingReference) for clip in clips)
    assert [clip.media_reference.name for clip in clips] == ["moon", "race", "moon", "race"]


def test_a_clip_has_a_marker_with_speaker_and_words_and_knows_where_it_comes_from() -> None:
    made = make_selects([OVER_A_CUT], "otio", frame_rate=PAL)
    timeline = otio_of(made)
    (clip,) = timeline.tracks[0]
    (marker,) = clip.markers
    assert (marker.name, marker.comment) == ("KOROLEV", "We shall go to the moon.")
    assert marker.marked_range == clip.source_range
    (written, _) = json.loads(made.content)["tracks"]["children"]
    assert written["children"][0]["metadata"]["transcript"] == {
        "programme": "moon.txt",
        "path": "/archive/moon.txt",
        "cues": [3, 4],
        "timecode": "10:03:00:00",
        "out": "10:03:03:12",
        "speaker": "KOROLEV",
        "line": "We shall go to the moon.",
        "shots": ["Gate"],
    }


def test_an_edl_cuts_the_same_events_of_picture_and_sound() -> None:
    made = make_selects([DREAM, PLAN, RACE], "resolve-edl", title="Moon", frame_rate=PAL)
    timeline = edl_of(made)
    clips = otio_of(make_selects([DREAM, PLAN, RACE], "otio", frame_rate=PAL))
    assert timeline.name == "Moon"
    assert events(timeline) == events(clips)
    assert [track.kind for track in timeline.tracks] == ["Video", "Audio", "Audio"]
    edl = read_edl(made.content.decode())
    assert [(event.reel, event.clip, event.track) for event in edl.events] == [
        ("moon", "moon", "AA/V"),
        ("moon", "moon", "AA/V"),
        ("race", "race", "AA/V"),
    ]
    comments = [clip.metadata["cmx_3600"]["comments"] for clip in timeline.tracks[0]]
    assert list(comments[0]) == ["COMMENT: KOROLEV: My dream was the moon."]


@given(
    rate=st.sampled_from(RATES),
    stretches=st.lists(st.tuples(st.integers(0, 23 * 3_600 * 24), st.integers(0, 60_000)), min_size=1, max_size=5),
)
def test_frames_come_back_from_edl_and_timeline_as_the_programme_has_them(
    rate: FrameRate, stretches: list[tuple[int, int]]
) -> None:
    hits, expected = [], []
    for number, (first, lasting) in enumerate(stretches, 1):
        # The times of a programme that counts frames lie on them, to the nearest millisecond.
        start, end = (round(count / rate.rate * 1000) for count in (first, first + lasting // 40))
        label = Timecode.of_frames(first, rate)
        cue = found(number, str(label), start, end, "Moon.")
        hits.append(Hit(programme(f"{number}.txt", rate, start="00:00:00"), (cue,)))
        expected.append((first, first + max(1, lasting // 40)))
    timeline, edl = otio_of(make_selects(hits, "otio")), edl_of(make_selects(hits, "resolve-edl"), rate)
    assert [event.source for event in events(timeline)] == expected
    assert [(event.source, event.record) for event in events(edl)] == [
        (event.source, event.record) for event in events(timeline)
    ]
    written = read_edl(make_selects(hits, "resolve-edl").content.decode()).events
    records = [(one.record_in.frame_count(rate), one.record_out.frame_count(rate)) for one in written]
    assert records[0][0] == Timecode(1, 0, 0).frame_count(rate)
    assert all(one[1] == other[0] for one, other in pairwise(records))


def test_drop_frame_labels_are_written_as_such() -> None:
    hit = Hit(programme("news.txt", DROP), (found(1, "10:01:00;02", 60_060, 62_062, "The moon."),))
    text = make_selects([hit], "resolve-edl").content.decode()
    assert "FCM: DROP FRAME" in text
    assert "10:01:00;02 10:01:02;02 01:00:00;00 01:00:02;00" in text


def test_whole_second_labels_count_as_labels_at_ntsc_rates() -> None:
    """10:02:27 is 10:02:27:00, not the frame that lies 147 s of real time behind 10:00:00:00."""
    (select,), _ = select_all([DREAM], FILM)
    assert str(select.source_in) == "10:02:27:00"
    assert select.frames is not None
    assert select.frames.count == 48 + 10  # two labelled seconds and four tenths of one


def test_times_finer_than_the_label_are_kept() -> None:
    """Finished subtitles have milliseconds behind labels in whole seconds."""
    hit = Hit(programme("film.srt", start="00:00:00"), (found(1, "00:00:04", 4_520, 7_000, "The moon."),))
    (select,), _ = select_all([hit], PAL)
    assert (str(select.source_in), str(select.source_out)) == ("00:00:04:13", "00:00:07:00")


def test_a_select_is_cut_where_its_words_are_heard() -> None:
    """Not where the next timecode cuts them off, nor from a timecode that stands above what others say first."""
    cut_off = replace(found(1, "10:02:27", 147_000, 148_000, "His dream was the Moon."), heard_until_ms=149_000)
    cut_off = replace(cut_off, heard_from_ms=147_000)
    answer = replace(found(9, "10:03:00", 180_000, 190_000, "Only poetry."), heard_from_ms=188_500)
    answer = replace(answer, heard_until_ms=190_000)
    hits = [Hit(programme(), (cut_off,)), Hit(programme(), (answer,))]
    assert [(row["In"], row["Out"]) for row in rows_of(make_selects(hits, "csv"))] == [
        ("10:02:27", "10:02:29"),
        ("10:03:08", "10:03:10"),
    ]
    first, second = select_all(hits, PAL)[0]
    assert (str(first.source_in), str(first.source_out)) == ("10:02:27:00", "10:02:29:00")
    assert (str(second.source_in), str(second.source_out)) == ("10:03:08:12", "10:03:10:00")
    framed = Hit(programme("film.txt", PAL), (replace(answer, timecode="10:03:00:00"),))
    (third,), _ = select_all([framed], None)
    assert (str(third.source_in), str(third.source_out)) == ("10:03:08:12", "10:03:10:00")


def test_a_reel_of_its_own_timecode_is_cut_where_its_label_says() -> None:
    """In a script of two reels laid end to end, times count from the first and labels in their own reel."""
    hit = Hit(programme(), (found(90, "10:00:05", 2_405_000, 2_407_000, "Moon, in the second reel."),))
    (select,), _ = select_all([hit], PAL)
    assert (str(select.source_in), str(select.source_out)) == ("10:00:05:00", "10:00:07:00")


@pytest.mark.parametrize("to", ["otio", "resolve-edl"])
def test_frames_need_a_rate(to: Any) -> None:
    with pytest.raises(OutputRefused, match=r"moon\.txt and 1 more count whole seconds.*--fps 25"):
        make_selects([DREAM, RACE], to)


def test_an_edl_has_one_rate_and_a_timeline_one_for_each_clip() -> None:
    pal = Hit(programme("pal.txt", PAL), (found(1, "10:00:01:00", 1000, 2000, "Moon."),))
    film = Hit(programme("film.txt", FILM), (found(2, "10:00:01:00", 1001, 2002, "Moon."),))
    with pytest.raises(OutputRefused, match=r"25, 23\.976 frames a second.*--programme.*otio"):
        make_selects([pal, film], "resolve-edl")
    made = make_selects([pal, film], "otio")
    timeline = otio_of(made)
    assert [clip.source_range.start_time.rate for clip in timeline.tracks[0]] == [25, float(FILM.rate)]
    assert "each clip keeps its own rate" in made.remarks[0]


def test_programmes_of_one_name_are_told_apart_by_their_reels() -> None:
    first = FoundProgramme(1, "/a/Part 1.txt", "Part 1.txt", "10:00:00", None, drop_frame=False)
    second = FoundProgramme(2, "/b/Part 1.txt", "Part 1.txt", "10:00:00", None, drop_frame=False)
    third = FoundProgramme(3, "/b/космос.txt", "космос.txt", "10:00:00", None, drop_frame=False)
    hits = [
        Hit(one, (found(number, "10:00:01", 1000, 2000, "Moon."),)) for number, one in enumerate((first, second, third))
    ]
    made = make_selects(hits, "resolve-edl", frame_rate=PAL)
    edl = read_edl(made.content.decode())
    assert [event.reel for event in edl.events] == ["Part_1", "Part_1_2", "REEL"]
    assert [event.clip for event in edl.events] == ["Part 1", "Part 1", "космос"]
    (told,) = made.remarks
    assert told.startswith(
        "reels are called otherwise than their programmes: Part 1 is Part_1, Part 1 is Part_1_2, космос is REEL; a reel"
    )


def test_a_reel_is_called_as_its_script_where_it_can_be() -> None:
    hit = Hit(programme("_data.transcripts-1.csv"), DREAM.cues)
    made = make_selects([hit], "resolve-edl", frame_rate=PAL)
    (event,) = read_edl(made.content.decode()).events
    assert (event.reel, made.remarks) == ("_data.transcripts-1", ())
    longer = Hit(programme(f"{'A long name ' * 4}.txt"), DREAM.cues)
    made = make_selects([longer], "resolve-edl", frame_rate=PAL)
    (event,) = read_edl(made.content.decode()).events
    assert (event.reel, event.clip) == ("A_long_name_A_long_name_A_long_n", ("A long name " * 4).strip())
    assert "is A_long_name_A_long_name_A_long_n; a reel has up to 32 letters" in made.remarks[0]


def test_timecode_past_24_hours_is_written_as_the_clock_shows_it() -> None:
    mission = Hit(
        programme("mission.txt", start="00:00:00"), (found(1, "158:01:00", 568_860_000, 568_862_000, "Moon"),)
    )
    made = make_selects([mission], "resolve-edl", frame_rate=PAL)
    assert "14:01:00:00 14:01:02:00" in made.content.decode()
    assert made.remarks == ("timecode counts 24 hours: 158:01:00:00 and what is like it is 14:01:00:00 in an EDL",)
    assert rows_of(make_selects([mission], "csv"))[0]["In"] == "158:01:00"


def test_more_events_than_cmx_3600_counts_are_told() -> None:
    hits = [Hit(programme(), (found(number, "10:00:01", 1000, 2000, f"Moon {number}."),)) for number in range(1001)]
    made = make_selects(hits, "resolve-edl", frame_rate=PAL)
    assert "there are 1001 events" in made.remarks[0]
    assert len(events(edl_of(made))) == 1001


def test_subtitles_of_the_reel_stand_where_each_hit_comes_to_lie() -> None:
    read = pysubs2.SSAFile.from_string(
        make_selects([DREAM, OVER_A_CUT, RACE], "srt").content.decode().replace("\r", "")
    )
    assert [one.plaintext.replace("\n", " ") for one in read] == [
        "KOROLEV: My dream was the moon.",
        "We shall go to the moon.",
        "NARRATOR: They raced to the moon.",
    ]
    assert [one.start for one in read] == [0, 2_400, 2_400 + 3_500]
    assert all(one.end <= other.start for one, other in pairwise(read))
    assert read[-1].end <= 2_400 + 3_500 + 4_000


def test_a_cue_that_stands_in_two_hits_is_cut_once() -> None:
    alone = Hit(programme(), (OVER_A_CUT.cues[1],))
    assert make_selects([OVER_A_CUT, alone], "csv").count == 1


def test_hits_without_timecodes_are_left_out_and_told() -> None:
    made = make_selects([TIMELESS, DREAM], "csv")
    assert made.count == 1
    assert made.remarks == ("1 hit left out, for there are no timecodes in talk.txt",)
    with pytest.raises(OutputRefused, match="no timecodes"):
        make_selects([TIMELESS], "csv")
    with pytest.raises(OutputRefused, match="no hits"):
        make_selects([], "srt")


def test_a_cue_in_which_no_time_passes_lasts_a_frame_or_its_second() -> None:
    hit = Hit(programme(), (found(1, "10:00:01", 1000, 1000, "Moon."),))
    assert rows_of(make_selects([hit], "csv"))[0]["Out"] == "10:00:02"
    (select,), _ = select_all([hit], PAL)
    assert select.frames is not None
    assert select.frames.count == 1


def test_no_cell_runs_as_a_formula_and_no_line_as_a_statement() -> None:
    line = "=HYPERLINK(1)\n001  AX V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00"
    hit = Hit(programme(), (found(1, "10:00:01", 1000, 2000, line),))
    assert rows_of(make_selects([hit], "csv"))[0]["Text"].startswith("'=HYPERLINK")
    assert len(events(edl_of(make_selects([hit], "resolve-edl", title="A\nB", frame_rate=PAL)))) == 1


def test_forms_go_by_name_and_suffix() -> None:
    assert find_form("OTIO") == "otio"
    assert form_of_file("a/moon.EDL") == "resolve-edl"
    assert form_of_file("moon.pdf") is None
    with pytest.raises(InvalidSetting, match="choose from otio, resolve-edl, srt, csv"):
        find_form("fcpxml")
