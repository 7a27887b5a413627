"""The JSON export: its form, its schema, and the way back to a transcript."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import transcript as api
from tests.builders import RATES, cue, notes, shot, transcript, transcripts
from transcript.errors import UnreadableDocument
from transcript.exporters import export
from transcript.exporters.transcript_json import read_transcript, schema, speaker_index
from transcript.model import (
    Kind,
    Place,
    Problem,
    Provenance,
    Reel,
    Segment,
    Severity,
    Sound,
    Source,
    Span,
    Speaker,
    Timing,
    Title,
    Transcript,
)
from transcript.timecode import FrameRate, Timecode

PARTS = transcript(
    cues=[
        replace(
            cue("NARRATOR", "10:00:02", "A MOSCOW WAREHOUSE --", lines=(12, 20), voice_over=True, shot=1),
            typed="10.00.02",
        ),
        replace(
            cue("LEONOV", "10:00:19", "We let it slip away.", lasting=Fraction(14, 3), lines=(36, 39)),
            time=Provenance.REPAIRED,
            typed="10.00.199",
            qualifier="SPEAKING RUSSIAN",
        ),
        cue(None, "10:00:30", "Who is this?", lines=(44, 44)),
        cue("NARRATOR", "10:00:40", "THE SOVIETS RACED.", lines=(50, 50), voice_over=True),
    ],
    shots=[shot("10:00:00", "Gate", lines=(1, 5))],
    sounds=[Sound(Timecode(10, 0, 42), Fraction(42), "TITLE MUSIC", Span(49, 49))],
    titles=[Title(Timecode(10, 0, 42), Fraction(42), "SERIES TITLES", Span(54, 54))],
    speakers=[Speaker("LEONOV"), Speaker("NARRATOR", ("NARR",)), Speaker("GAGARIN")],
    problems=[Problem("timecode-malformed", Severity.WARNING, "10.00.199 is no timecode", Span(36, 36), "correct it")],
)
FILM = replace(
    PARTS,
    segments=(
        Segment(1, Kind.SHOT, "Gate", ahead=True, turn=2),
        Segment(1, Kind.TIMECODE, "10.00.00", turn=1),
        Segment(12, Kind.LINE, "A MOSCOW"),
        Segment(36, Kind.UNPLACED, "["),
    ),
)
"""An end that thousandths do not say, and speakers in another order than they first speak."""


@st.composite
def any_transcripts(draw: st.DrawFn) -> Transcript:
    """Any transcript, times that are no whole milliseconds, segments and problems of subtitles included."""
    script = draw(transcripts())
    times = st.fractions(-10, 40_000, max_denominator=3003) | st.integers(0, 40_000).map(Fraction)
    marks = {mark: st.booleans() for mark in ("continues", "ahead", "duration", "narration")}
    any_segment = st.builds(
        Segment, st.integers(1, 900), st.sampled_from(Kind), notes, turn=st.integers(0, 12), **marks
    )
    place = st.none() | st.builds(Place, st.integers(1, 99), st.integers(0, 9999), st.integers(0, 9999))
    reels = draw(st.lists(st.builds(Reel, st.integers(1, 3), st.just(script.timing.start), times), max_size=3))
    return replace(
        script,
        timing=replace(script.timing, reels=tuple(reels)),
        cues=tuple(
            replace(one, start=start, end=start + abs(draw(times))) for one in script.cues for start in [draw(times)]
        ),
        shots=tuple(replace(one, start=draw(times), end=draw(times)) for one in script.shots),
        sounds=tuple(replace(one, start=draw(times)) for one in script.sounds),
        titles=tuple(replace(one, start=draw(times)) for one in script.titles),
        speakers=tuple(draw(st.permutations(script.speakers))),
        problems=tuple(replace(one, subtitle=draw(place)) for one in script.problems),
        segments=tuple(draw(st.lists(any_segment, max_size=4))),
    )


def exported(script: Transcript) -> dict[str, Any]:
    content = export("json", script).content
    read: dict[str, Any] = json.loads(content)
    return read


def test_the_form_of_the_file() -> None:
    assert (
        export("json", FILM).content.decode()
        == """{
  "format": "transcript/1",
  "source": {
    "name": "film.txt",
    "layout": "columns-flattened",
    "sha256": "0000000000000000000000000000000000000000000000000000000000000000",
    "encoding": null,
    "language": null,
    "language_given": false
  },
  "timing": {
    "start": "10:00:00",
    "frame_rate": null,
    "drop_frame": false
  },
  "speakers": {
    "NARRATOR": {
      "aliases": [
        "NARR"
      ],
      "cues": [1, 4],
      "words": 6,
      "seconds": 8.0
    },
    "LEONOV": {
      "aliases": [],
      "cues": [2],
      "words": 5,
      "seconds": 4.667
    },
    "GAGARIN": {
      "aliases": [],
      "cues": [],
      "words": 0,
      "seconds": 0.0
    }
  },
  "cues": [
    {
      "number": 1,
      "speaker": "NARRATOR",
      "timecode": "10:00:02",
      "start": 2.0,
      "end": 6.0,
      "end_given": false,
      "voice_over": true,
      "qualifier": null,
      "shot": 1,
      "line": "A MOSCOW WAREHOUSE --",
      "time": "given",
      "typed": "10.00.02",
      "reel": 1,
      "lines": [12, 20]
    },
    {
      "number": 2,
      "speaker": "LEONOV",
      "timecode": "10:00:19",
      "start": 19.0,
      "end": 23.667,
      "end_given": false,
      "voice_over": false,
      "qualifier": "SPEAKING RUSSIAN",
      "shot": null,
      "line": "We let it slip away.",
      "time": "repaired",
      "typed": "10.00.199",
      "reel": 1,
      "lines": [36, 39],
      "end_exact": "71/3"
    },
    {
      "number": 3,
      "speaker": null,
      "timecode": "10:00:30",
      "start": 30.0,
      "end": 34.0,
      "end_given": false,
      "voice_over": false,
      "qualifier": null,
      "shot": null,
      "line": "Who is this?",
      "time": "given",
      "typed": "10:00:30",
      "reel": 1,
      "lines": [44, 44]
    },
    {
      "number": 4,
      "speaker": "NARRATOR",
      "timecode": "10:00:40",
      "start": 40.0,
      "end": 44.0,
      "end_given": false,
      "voice_over": true,
      "qualifier": null,
      "shot": null,
      "line": "THE SOVIETS RACED.",
      "time": "given",
      "typed": "10:00:40",
      "reel": 1,
      "lines": [50, 50]
    }
  ],
  "shots": [
    {
      "number": 1,
      "timecode": "10:00:00",
      "start": 0.0,
      "end": 6.0,
      "size": null,
      "note": "Gate",
      "time": "given",
      "typed": "10:00:00",
      "reel": 1,
      "lines": [1, 5]
    }
  ],
  "sounds": [
    {
      "timecode": "10:00:42",
      "start": 42.0,
      "note": "TITLE MUSIC",
      "lines": [49, 49]
    }
  ],
  "titles": [
    {
      "timecode": "10:00:42",
      "start": 42.0,
      "text": "SERIES TITLES",
      "lines": [54, 54]
    }
  ],
  "problems": [
    {
      "code": "timecode-malformed",
      "severity": "warning",
      "message": "10.00.199 is no timecode",
      "lines": [36, 36],
      "fix": "correct it"
    }
  ],
  "speaker_order": [
    "LEONOV",
    "NARRATOR",
    "GAGARIN"
  ],
  "segments": [
    [1,"SHOT+ahead@2","Gate"],
    [1,"TIMECODE@1","10.00.00"],
    [12,"LINE","A MOSCOW"],
    [36,"UNPLACED","["]
  ]
}
"""
    )


def test_the_index_follows_first_appearance_and_counts_words_and_seconds() -> None:
    assert speaker_index(FILM) == {
        "NARRATOR": {"aliases": ["NARR"], "cues": [1, 4], "words": 6, "seconds": 8.0},
        "LEONOV": {"aliases": [], "cues": [2], "words": 5, "seconds": 4.667},
        "GAGARIN": {"aliases": [], "cues": [], "words": 0, "seconds": 0.0},
    }


def test_numbers_in_brackets_that_are_text_stay_as_they_are() -> None:
    line = "[\n  12,\n  20\n] and [1, 2]"
    assert exported(transcript(cues=[cue("ANN", "10:00:02", line)]))["cues"][0]["line"] == line


@pytest.mark.parametrize(
    ("rate", "label", "written"),
    [
        (FrameRate(Fraction(25)), "10:00:02:12", {"start": "10:00:00:00", "frame_rate": "25", "drop_frame": False}),
        (
            FrameRate(Fraction(24000, 1001)),
            "10:00:02:12",
            {"start": "10:00:00:00", "frame_rate": "23.976", "drop_frame": False},
        ),
        (
            FrameRate(Fraction(30000, 1001), drop=True),
            "10:00:02;12",
            {"start": "10:00:00;00", "frame_rate": "29.97", "drop_frame": True},
        ),
    ],
)
def test_frames_and_their_rate(rate: FrameRate, label: str, written: dict[str, object]) -> None:
    start, timecode = Timecode(10, 0, 0, 0, rate.drop), Timecode.parse(label)
    begins = timecode.time(rate) - start.time(rate)
    one = replace(cue("ANN", "10:00:02", "Hello."), timecode=timecode, start=begins, end=begins + 1)
    script = transcript(cues=[one], start=start, frame_rate=rate)
    made = exported(script)
    assert made["timing"] == written
    assert made["cues"][0]["timecode"] == label
    assert made["cues"][0]["start"] == round(begins * 1000) / 1000
    read = read_transcript(export("json", script).content, "film.json")
    assert read.timing == Timing(start, rate)
    assert (read.cues[0].timecode, read.cues[0].start) == (timecode, begins)


def test_half_characters_become_replacement_characters_with_a_problem() -> None:
    script = transcript(cues=[cue("A\ud800", "10:00:02", "half \ud83d moon", lines=(7, 8))])
    made = export("json", script)
    assert json.loads(made.content)["cues"][0]["line"] == "half \ufffd moon"
    assert list(json.loads(made.content)["speakers"]) == ["A\ufffd"]
    assert (made.problems[-1].code, made.problems[-1].span) == ("text-changed-for-format", Span(7, 8))


class TestSchema:
    validator = jsonschema.Draft202012Validator(json.loads(schema()))

    def test_it_is_a_schema(self) -> None:
        jsonschema.Draft202012Validator.check_schema(json.loads(schema()))

    @given(transcripts())
    def test_it_takes_every_export(self, script: Transcript) -> None:
        self.validator.validate(exported(script))

    @pytest.mark.parametrize("empty", [transcript(), transcript(name="")])
    def test_it_takes_an_empty_transcript(self, empty: Transcript) -> None:
        self.validator.validate(exported(empty))

    def test_it_asks_for_every_key_but_those_that_came_later_and_knows_no_other(self) -> None:
        made = exported(FILM)
        assert self.validator.is_valid(made)
        for where in _objects(made):
            for key in list(where):
                if where is made["speakers"]:
                    continue
                value = where.pop(key)
                assert self.validator.is_valid(made) == _came_later(key, where), key
                where[key] = value
            if where is not made["speakers"]:
                where["more"] = 1
                assert not self.validator.is_valid(made)
                del where["more"]
        assert self.validator.is_valid(made)

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (("format",), "transcript/2"),
            (("source", "sha256"), "abc"),
            (("timing", "start"), "10.00.00"),
            (("timing", "frame_rate"), 25),
            (("timing", "drop_frame"), True),
            (("cues", 0, "timecode"), "10:60:00"),
            (("cues", 0, "timecode"), "10:00:00.12"),
            (("cues", 0, "start"), "2.0"),
            (("cues", 0, "number"), 0),
            (("cues", 0, "time"), "guessed"),
            (("source", "language"), "in English"),
            (("timing", "reels"), []),
            (("timing", "reels"), [{"number": 1, "start": None, "offset": 0.0}]),
            (("cues", 0, "lines"), [12]),
            (("cues", 0, "lines"), [12, 20, 21]),
            (("shots", 0, "note"), None),
            (("problems", 0, "code"), "No Slug"),
            (("problems", 0, "severity"), "fatal"),
            (("speakers", "NARRATOR", "words"), -1),
            (("cues", 1, "end_exact"), "23.6"),
            (("segments", 0), [1, "SHOT"]),
            (("segments", 0, 1), "SHOT+behind"),
            (("segments",), []),
        ],
    )
    def test_it_refuses_what_no_export_holds(self, path: tuple[str | int, ...], value: object) -> None:
        made = exported(FILM)
        *way, last = path
        where: Any = made
        for step in way:
            where = where[step]
        where[last] = value
        assert not self.validator.is_valid(made)


def _came_later(key: str, where: dict[str, Any]) -> bool:
    """Whether a key may be missing, because files were written without it once."""
    note = "number" not in where and "timecode" in where
    of_shot = "size" in where
    return (
        key in ("encoding", "language", "language_given", "end_given", "segments", "speaker_order", "end_exact")
        or key in ("start_exact", "offset_exact", "untimed_start", "subtitle")
        or (key == "start" and note)
        or (key == "reel" and of_shot)
    )


def _objects(value: Any) -> list[dict[str, Any]]:
    """Every object in a JSON value, the value itself included."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return ([value] if isinstance(value, dict) else []) + [found for item in inner for found in _objects(item)]


class TestReading:
    def test_the_transcript_comes_back(self) -> None:
        assert read_transcript(export("json", FILM).content, "film.json") == FILM

    @given(any_transcripts())
    def test_reading_and_writing_again_changes_no_byte(self, script: Transcript) -> None:
        content = export("json", script).content
        assert export("json", read_transcript(content, "film.json")).content == content

    @given(any_transcripts())
    def test_the_very_same_comes_back_but_for_half_characters(self, script: Transcript) -> None:
        made = export("json", script)
        read = read_transcript(made.content, "film.json")
        assert (read == script) == (not made.problems)

    @given(any_transcripts())
    def test_it_is_in_the_schema(self, script: Transcript) -> None:
        TestSchema.validator.validate(exported(script))

    @pytest.mark.parametrize("rate", RATES, ids=str)
    def test_a_start_that_was_rounded_is_exact_again_at_every_rate(self, rate: FrameRate) -> None:
        start = Timecode(1, 0, 0, 0, rate.drop)
        labels = [Timecode(1, 2, 3, frame, rate.drop) for frame in range(24)]
        cues = [
            replace(cue("ANN", "10:00:00", "Hello."), timecode=label, start=begins, end=begins)
            for label in labels
            for begins in [label.time(rate) - start.time(rate)]
        ]
        script = transcript(cues=cues, start=start, frame_rate=rate)
        assert read_transcript(export("json", script).content, "film.json") == script

    def test_a_start_told_of_a_script_without_timecodes_comes_back(self) -> None:
        script = api.parse("Ann: Do you hear me?\n\nBen: I do.\n\nAnn: Good.\n\nBen: Yes.\n", start="10:00:00")
        assert not script.timing.timed
        assert read_transcript(export("json", script).content, "film.json") == script

    def test_frames_of_an_unknown_rate_are_left_alone(self) -> None:
        one = replace(cue("ANN", "10:00:02", "Hello."), timecode=Timecode(10, 0, 2, 12))
        script = transcript(cues=[one], sounds=[Sound(Timecode(10, 0, 42, 3), Fraction(42), "(PAUSE)", Span(9, 9))])
        assert read_transcript(export("json", script).content, "film.json") == script

    def test_a_second_reel_keeps_its_own_times(self) -> None:
        later = replace(cue("ANN", "10:00:02", "Hello."), start=Fraction(1802), end=Fraction(1804), reel=2)
        script = transcript(cues=[cue("ANN", "10:00:02", "Hello."), later])
        assert read_transcript(export("json", script).content, "film.json") == script

    @pytest.mark.parametrize(
        ("content", "found"),
        [
            (b"", "no JSON object: Input data was truncated"),
            (b"WEBVTT\n", "no JSON object"),
            (b"\xff\xfe", "no JSON object"),
            (b"[1, 2]", "no JSON object"),
            (b'{"a":' + b"[" * 100_000, "no JSON object"),
            (b"{}", "not in the format transcript/1: no format is named in it"),
            (b'{"format": "transcript/2"}', "not in the format transcript/1: it says 'transcript/2'"),
            (b'{"format": "transcript/1"}', "breaks the format transcript/1: Object missing required field `source`"),
        ],
    )
    def test_other_files_are_refused_with_what_was_found(self, content: bytes, found: str) -> None:
        with pytest.raises(UnreadableDocument) as refusal:
            read_transcript(content, "film.json")
        assert str(refusal.value).startswith("film.json: ")
        assert found in str(refusal.value)
        assert refusal.value.advice

    @pytest.mark.parametrize(
        ("typed", "changed", "found"),
        [
            (b'"timecode": "10:00:19"', b'"timecode": "10:00:77"', "a minute or second past 59: '10:00:77'"),
            (b'"number": 2', b'"number": "two"', "Expected `int`, got `str` - at `$.cues[1].number`"),
            (b'"time": "repaired"', b'"time": "guessed"', "Invalid enum value 'guessed'"),
            (b'"frame_rate": null', b'"frame_rate": "fast"', "no frame rate: 'fast'"),
            (b'"end_exact": "71/3"', b'"end_exact": "71/0"', "no exact time: '71/0'"),
            (b'"SHOT+ahead@2"', b'"SHOT+behind"', "no kind of a segment: 'SHOT+behind'"),
            (b'"UNPLACED"', b'"LOST"', "no kind of a segment: 'LOST'"),
            (b'[12,"LINE"', b'["12","LINE"', "Expected `int`, got `str` - at `$.segments[2][0]`"),
            (b'    "GAGARIN"\n', b'    "GARGARIN"\n', "a speaker in the order who is not in the index: 'GARGARIN'"),
            (b"We let it slip", b"We let \xff slip", "codec can't decode"),
        ],
    )
    def test_a_damaged_file_is_refused_with_the_place(self, typed: bytes, changed: bytes, found: str) -> None:
        content = export("json", FILM).content
        assert content.count(typed) == 1 or typed == b'"number": 2'
        with pytest.raises(UnreadableDocument, match="breaks the format") as refusal:
            read_transcript(content.replace(typed, changed), "film.json")
        assert found in str(refusal.value)

    def test_where_a_text_came_from_and_what_is_spoken_in_it_come_back(self) -> None:
        source = Source("film.txt", "columns", "cp1251", "0" * 64, "ru-RU", language_given=True)
        script = replace(transcript(cues=[cue("ANN", "10:00:02", "Да.")]), source=source)
        assert exported(script)["source"] == {
            "name": "film.txt",
            "layout": "columns",
            "sha256": "0" * 64,
            "encoding": "cp1251",
            "language": "ru-RU",
            "language_given": True,
        }
        assert read_transcript(export("json", script).content, "film.json") == script

    def test_whether_the_script_gives_an_end_comes_back(self) -> None:
        script = transcript(cues=[replace(cue("ANN", "10:00:02", "Hello."), end_given=True)])
        assert read_transcript(export("json", script).content, "film.json") == script

    def test_reels_come_back_with_what_stands_in_them(self) -> None:
        script = transcript(
            cues=[
                cue("ANN", "10:00:02", "Hello."),
                replace(cue("ANN", "10:00:02", "Again."), start=Fraction(32), end=Fraction(34), reel=2),
            ],
            shots=[
                shot("10:00:00", "Gate", lasting=30),
                replace(shot("10:00:00", "Quay"), start=Fraction(30), end=Fraction(36), reel=2),
            ],
            sounds=[Sound(Timecode(10, 0, 4), Fraction(34), "(PAUSE)", Span(9, 9))],
            titles=[Title(Timecode(10, 0, 0), Fraction(30), "PART TWO", Span(7, 7))],
        )
        reels = (Reel(1, Timecode(10, 0, 0)), Reel(2, Timecode(10, 0, 0), Fraction(30)))
        script = replace(script, timing=replace(script.timing, reels=reels))
        made = exported(script)
        assert made["timing"]["reels"] == [
            {"number": 1, "start": "10:00:00", "offset": 0.0},
            {"number": 2, "start": "10:00:00", "offset": 30.0},
        ]
        assert [(one["note"], one["reel"]) for one in made["shots"]] == [("Gate", 1), ("Quay", 2)]
        assert (made["sounds"][0]["start"], made["titles"][0]["start"]) == (34.0, 30.0)
        assert TestSchema.validator.is_valid(made)
        assert read_transcript(export("json", script).content, "film.json") == script

    def test_times_of_a_later_reel_are_exact_again_at_a_rate_that_rounds(self) -> None:
        rate, start = FrameRate(Fraction(30000, 1001)), Timecode(10, 0, 0, 0)
        label = Timecode(10, 0, 2, 12)
        begins = 7 + label.time(rate) - start.time(rate)
        said = replace(cue("ANN", "10:00:02", "Hello."), timecode=label, start=begins, end=begins, reel=2)
        script = transcript(cues=[said], sounds=[Sound(label, begins, "(PAUSE)", Span(9, 9))], start=start)
        reels = (Reel(1, start), Reel(2, start, Fraction(7)))
        script = replace(script, timing=Timing(start, rate, reels))
        assert read_transcript(export("json", script).content, "film.json") == script

    def test_a_file_from_before_what_came_later_is_read(self) -> None:
        made = exported(FILM)
        for where in _objects(made):
            for key in [key for key in where if _came_later(key, where)]:
                del where[key]
        read = read_transcript(json.dumps(made).encode(), "film.json")
        # It says thousandths, no stretches of the script, and the speakers as they first speak.
        rounded = replace(FILM.cues[1], end=Fraction("23.667"))
        speakers = (FILM.speakers[1], FILM.speakers[0], FILM.speakers[2])
        cues = (FILM.cues[0], rounded, *FILM.cues[2:])
        assert read == replace(FILM, cues=cues, speakers=speakers, segments=())

    def test_a_speaker_may_be_called_like_a_key(self) -> None:
        script = transcript(cues=[cue("lines", "10:00:02", "Half a character: \ud800")])
        made = export("json", script)
        assert len(made.problems) == 1
        assert [one.speaker for one in read_transcript(made.content, "film.json").cues] == ["lines"]
