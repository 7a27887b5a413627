"""SRT: what stands in the file, and what three independent readers make of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, TextIOWrapper

import pysrt
import pysubs2
import pytest
import srt
from hypothesis import given

from tests.builders import (
    cue,
    lines,
    markup_lines,
    plain_lines,
    sound_lines,
    sound_names,
    sound_subtitle,
    subtitle,
    subtitles,
    transcript,
)
from transcript.errors import InvalidTimecode, OutputRefused
from transcript.exporters import Exported, ExportOptions, export
from transcript.model import Severity, Span, Subtitle
from transcript.timecode import FrameRate, Timecode

NEVER = ExportOptions(labels="never")


def written(*shown: Subtitle, options: ExportOptions = NEVER) -> str:
    """The SRT of these subtitles, with plain line ends; nothing may have been changed for it."""
    exported = export("srt", transcript(), shown, options)
    assert exported.problems == ()
    return exported.content.decode().replace("\r\n", "\n")


def texts(*shown: Subtitle, options: ExportOptions = NEVER) -> list[str]:
    """The text of each subtitle."""
    exported = export("srt", transcript(), shown, options)
    return [item.text for item in pysrt.from_string(exported.content.decode(), error_handling=pysrt.ERROR_RAISE)]


def codes(exported: Exported) -> list[str]:
    return [problem.code for problem in exported.problems]


def test_a_file_is_numbered_from_one_with_times_to_the_millisecond() -> None:
    assert written(
        subtitle("A MOSCOW WAREHOUSE HOLDS ONE OF THE", "COLD WAR'S BEST KEPT SECRETS", start=2000, end=5999),
        subtitle("We could have gone to the moon…", speaker="LEONOV", start=19_083, end=3_725_001),
    ) == (
        "1\n00:00:02,000 --> 00:00:05,999\nA MOSCOW WAREHOUSE HOLDS ONE OF THE\nCOLD WAR'S BEST KEPT SECRETS\n\n"
        "2\n00:00:19,083 --> 01:02:05,001\nWe could have gone to the moon…\n\n"
    )


def test_the_file_has_crlf_line_ends_and_no_byte_order_mark() -> None:
    content = export("srt", transcript(), [subtitle("Один.", "Два.")], NEVER).content
    assert content == "1\r\n00:00:02,000 --> 00:00:04,000\r\nОдин.\r\nДва.\r\n\r\n".encode()


class TestLabels:
    conversation = (
        subtitle("One.", speaker="ANN", start=0, end=1000),
        subtitle("Two.", speaker="ANN", start=1000, end=2000),
        subtitle("Three.", speaker="BOB", start=2000, end=3000),
        subtitle("Four.", speaker=None, start=3000, end=4000),
        subtitle("Five.", speaker="BOB", start=4000, end=5000),
    )

    def test_on_change_of_speaker_by_default(self) -> None:
        expected = ["ANN: One.", "Two.", "BOB: Three.", "Four.", "BOB: Five."]
        assert texts(*self.conversation, options=ExportOptions()) == expected
        assert texts(*self.conversation, options=ExportOptions(labels="change")) == expected

    def test_always_and_never(self) -> None:
        assert texts(*self.conversation, options=ExportOptions(labels="always")) == [
            "ANN: One.",
            "ANN: Two.",
            "BOB: Three.",
            "Four.",
            "BOB: Five.",
        ]
        assert texts(*self.conversation) == ["One.", "Two.", "Three.", "Four.", "Five."]

    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            # It fits the first line.
            (("THE SOVIETS RACED AMERICA", "IN SPACE."), ("NARRATOR: THE SOVIETS RACED AMERICA", "IN SPACE.")),
            # Exactly 42 characters.
            (("THE SOVIETS RACED AMERICA IN SPA",), ("NARRATOR: THE SOVIETS RACED AMERICA IN SPA",)),
            # One line that it does not fit stays whole below it.
            (("THE SOVIETS RACED AMERICA IN SPACE.",), ("NARRATOR:", "THE SOVIETS RACED AMERICA IN SPACE.")),
            # Of two lines the first hands on what has no room any more.
            (
                ("A MOSCOW WAREHOUSE HOLDS ONE OF THE", "COLD WAR'S BEST KEPT SECRETS"),
                ("NARRATOR: A MOSCOW WAREHOUSE HOLDS ONE OF", "THE COLD WAR'S BEST KEPT SECRETS"),
            ),
        ],
    )
    def test_a_label_makes_no_line_longer_than_42(self, lines: tuple[str, ...], expected: tuple[str, ...]) -> None:
        assert written(subtitle(*lines), options=ExportOptions()).split("\n")[2:-2] == list(expected)

    def test_the_line_length_can_be_the_preset_s(self) -> None:
        assert texts(subtitle("Launch site in the distance"), options=ExportOptions(line_length=37)) == [
            "NARRATOR: Launch site in the distance"
        ]
        assert texts(subtitle("Launch site in the distance"), options=ExportOptions(line_length=36)) == [
            "NARRATOR:\nLaunch site in the distance"
        ]

    def test_where_there_is_no_room_the_label_stays_and_is_reported(self) -> None:
        full = ("A MOSCOW WAREHOUSE HOLDS ONE OF THE COLD", "WAR'S BEST KEPT SECRETS, THE SOVIET UNION")
        script = transcript(cues=[cue("NARRATOR", "10:00:02", " ".join(full), lines=(12, 20))])
        exported = export("srt", script, [subtitle(*full)])
        assert f"NARRATOR: {full[0]}\r\n{full[1]}\r\n" in exported.content.decode()
        assert [(problem.code, problem.severity, problem.span) for problem in exported.problems] == [
            ("label-too-long", Severity.WARNING, Span(12, 20))
        ]
        assert "50 characters, more than 42" in exported.problems[0].message

    def test_full_width_characters_count_as_two(self) -> None:
        assert texts(subtitle("月" * 16, speaker="ANN ANN"), options=ExportOptions()) == [f"ANN ANN: {'月' * 16}"]
        assert texts(subtitle("月" * 17, speaker="ANN ANN"), options=ExportOptions()) == [f"ANN ANN:\n{'月' * 17}"]
        assert texts(subtitle("Ａ" * 17, speaker="ANN ANN"), options=ExportOptions()) == [f"ANN ANN:\n{'Ａ' * 17}"]

    @given(subtitles(plain_lines), plain_lines.map(lambda name: name[:30].strip()))
    def test_a_label_changes_no_word_and_adds_no_line_but_its_own(self, shown: tuple[Subtitle, ...], name: str) -> None:
        named = [subtitle(*one.lines, speaker=name, start=one.start, end=one.end) for one in shown]
        exported = export("srt", transcript(), named, ExportOptions(labels="always"))
        items = pysrt.from_string(exported.content.decode(), error_handling=pysrt.ERROR_RAISE)
        assert [item.text.split() for item in items] == [f"{name}: {' '.join(one.lines)}".split() for one in named]
        too_long = 0
        for one, item in zip(named, items, strict=True):
            made = item.text.split("\n")
            assert len(made) <= max(2, len(one.lines))
            if max(map(len, one.lines)) <= 42 < max(map(len, made)):
                too_long += 1
        assert codes(exported).count("label-too-long") >= too_long


class TestSharedSubtitles:
    both = subtitle("-Is it over?", "-Not yet.", speaker="ANN", speakers=("ANN", "BEN"))

    def test_both_are_named_whoever_spoke_before(self) -> None:
        before = subtitle("Look at that.", speaker="ANN", start=0, end=1000)
        after = subtitle("Now it is.", speaker="BEN", start=5000, end=6000)
        assert texts(before, self.both, after, options=ExportOptions()) == [
            "ANN: Look at that.",
            "-ANN: Is it over?\n-BEN: Not yet.",
            "Now it is.",
        ]
        assert texts(self.both) == ["-Is it over?\n-Not yet."]

    def test_a_name_too_long_for_its_line_is_reported(self) -> None:
        script = transcript(cues=[cue("ANN", "10:00:02", "Is it over?", lines=(7, 9))])
        exported = export("srt", script, [self.both], ExportOptions(line_length=16))
        assert [(problem.code, problem.span) for problem in exported.problems] == [("label-too-long", Span(7, 9))]
        assert "-ANN: Is it over?" in exported.problems[0].message

    def test_voice_over_is_italic_line_by_line(self) -> None:
        spoken = replace(self.both, voice_over=True)
        assert texts(spoken, options=ExportOptions(italics=True)) == ["-ANN: <i>Is it over?</i>\n-BEN: <i>Not yet.</i>"]
        assert texts(spoken, options=ExportOptions(labels="never", italics=True)) == [
            "<i>-Is it over?</i>\n<i>-Not yet.</i>"
        ]

    def test_a_line_without_text_leaves_the_other_to_its_speaker(self) -> None:
        odd = subtitle("\x07", "-Not yet.", speaker="ANN", speakers=("ANN", "BEN"))
        exported = export("srt", transcript(), [odd], NEVER)
        assert exported.content.decode().split("\r\n")[2:4] == ["-Not yet.", ""]


class TestNotes:
    music = sound_subtitle("[TITLE MUSIC]", start=2000, end=3000, line=49)

    def test_a_sound_has_no_label_and_is_no_change_of_speaker(self) -> None:
        shown = (
            subtitle("One.", speaker="ANN", start=0, end=1000),
            self.music,
            subtitle("Two.", speaker="ANN", start=4000, end=5000),
        )
        assert texts(*shown, options=ExportOptions(labels="always")) == ["ANN: One.", "[TITLE MUSIC]", "ANN: Two."]
        assert texts(*shown, options=ExportOptions(labels="change")) == ["ANN: One.", "[TITLE MUSIC]", "Two."]

    def test_a_sound_above_the_words_is_named_and_set_in_italics_never(self) -> None:
        shown = subtitle(
            "-[Foghorn]", "-Did you hear?", speaker="ANN", speakers=(None, "ANN"), note=Span(3, 3), voice_over=True
        )
        assert texts(shown, options=ExportOptions(italics=True)) == ["-[Foghorn]\n-ANN: <i>Did you hear?</i>"]
        before = subtitle("One.", speaker="ANN", start=0, end=1000)
        assert texts(before, shown, options=ExportOptions())[1] == "-[Foghorn]\n-Did you hear?"

    def test_a_problem_names_the_line_of_the_note(self) -> None:
        exported = export("srt", transcript(), [sound_subtitle("<b>", line=49)], NEVER)
        assert [(problem.code, problem.span) for problem in exported.problems] == [
            ("text-changed-for-format", Span(49, 49))
        ]


class TestItalics:
    def test_voice_over_is_italic_on_request_without_its_label(self) -> None:
        spoken = subtitle("We watched it", "from the roof.", speaker="HARFORD", voice_over=True)
        assert texts(spoken, options=ExportOptions(italics=True)) == ["HARFORD: <i>We watched it\nfrom the roof.</i>"]
        assert texts(spoken, options=ExportOptions(labels="never", italics=True)) == [
            "<i>We watched it\nfrom the roof.</i>"
        ]
        assert texts(spoken) == ["We watched it\nfrom the roof."]

    def test_a_label_on_a_line_of_its_own_stays_upright(self) -> None:
        spoken = subtitle("We watched it from the roof of the hotel.", speaker="HARFORD", voice_over=True)
        assert texts(spoken, options=ExportOptions(italics=True)) == [
            "HARFORD:\n<i>We watched it from the roof of the hotel.</i>"
        ]

    def test_who_is_seen_is_never_italic(self) -> None:
        assert texts(subtitle("Hello."), options=ExportOptions(labels="never", italics=True)) == ["Hello."]


class TestTimes:
    def test_programme_time_begins_at_the_start_s_timecode(self) -> None:
        assert "\n10:00:02,000 --> 10:00:04,000\n" in written(
            subtitle("Hello."), options=ExportOptions(labels="never", programme_time=True)
        )

    @pytest.mark.parametrize(
        ("start", "rate", "expected"),
        [
            ("10:00:00:12", "25", "10:00:02,480"),
            # The label counts, not the time of day that 29.97 frames a second make of it.
            ("10:00:00:00", "29.97", "10:00:02,000"),
            ("01:00:00;00", "29.97df", "01:00:02,000"),
        ],
    )
    def test_programme_time_with_frames(self, start: str, rate: str, expected: str) -> None:
        script = transcript(start=Timecode.parse(start), frame_rate=FrameRate.parse(rate))
        exported = export("srt", script, [subtitle("Hello.")], ExportOptions(programme_time=True))
        assert f"\r\n{expected} --> " in exported.content.decode()

    def test_a_start_that_counts_frames_needs_their_rate(self) -> None:
        script = transcript(start=Timecode(10, 0, 0, 12))
        with pytest.raises(InvalidTimecode, match="give it with --fps"):
            export("srt", script, [subtitle("Hello.")], ExportOptions(programme_time=True))

    def test_what_stands_before_the_programme_start_is_shown_from_there_or_reported_missing(self) -> None:
        script = transcript(cues=[cue("ANN", "09:59:57", "One."), cue("ANN", "09:59:59", "Two.")])
        shown = [subtitle("One.", start=-3000, end=0), subtitle("Two.", start=-1000, end=1000, cues=(2,))]
        exported = export("srt", script, shown, NEVER)
        assert exported.content == b"1\r\n00:00:00,000 --> 00:00:01,000\r\nTwo.\r\n\r\n"
        assert codes(exported) == ["before-programme-start"] * 2
        assert "'One.' ends before the programme start and is left out of srt" in exported.problems[0].message
        assert codes(export("srt", script, shown, ExportOptions(labels="never", programme_time=True))) == []

    def test_subtitles_are_put_in_order_with_a_problem(self) -> None:
        shown = [subtitle("Two.", start=5000, end=6000), subtitle("One.", start=1000, end=2000)]
        exported = export("srt", transcript(), shown, NEVER)
        assert [item.text for item in pysrt.from_string(exported.content.decode())] == ["One.", "Two."]
        assert codes(exported) == ["subtitles-out-of-order"]

    def test_a_subtitle_that_does_not_end_after_it_begins_is_refused(self) -> None:
        with pytest.raises(OutputRefused, match=r"film\.txt:1: the subtitle 'Hello\.' does not end after it begins"):
            export("srt", transcript(), [subtitle("Hello.", start=2000, end=2000)])

    def test_a_hundred_hours_are_written_with_a_problem(self) -> None:
        mission = transcript(start=Timecode(102, 45, 0))
        options = ExportOptions(labels="never", programme_time=True)
        exported = export("srt", mission, [subtitle("The Eagle has landed.")], options)
        assert b"102:45:02,000 --> 102:45:04,000" in exported.content
        assert codes(exported) == ["hours-past-99"]
        assert exported.problems[0].fix == "leave --programme-time out"
        long = export("srt", transcript(), [subtitle("Late.", end=360_000_000)])
        assert codes(long) == ["hours-past-99"]
        assert long.problems[0].fix == "write vtt, whose hours may have more digits"
        assert written(subtitle("Late.", end=359_999_999)).startswith("1\n00:00:02,000 --> 99:59:59,999\n")


class TestSafety:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("x --> y", "x --› y"),
            ("so <i>very</i> far", "so ‹i›very‹/i› far"),
            ("{\\an8}Top", "(/an8)Top"),
            ("C:\\New", "C:/New"),
            ("<3>", "‹3›"),
            ("{y:i}Soft", "(y:i)Soft"),
            ("line\nbreak", "line break"),
            ("tab\there", "tab here"),
            ("form\x0cfeed\x85and\u2028more", "form feed and more"),
            ("be\x07ll", "bell"),
            ("half \ud83d moon", "half \ufffd moon"),
            ("no\ufffe\ufdd0 character", "no\ufffd\ufffd character"),
            (" blanks ", "blanks"),
        ],
    )
    def test_what_srt_cannot_carry_is_changed_and_said(self, typed: str, expected: str) -> None:
        script = transcript(cues=[cue("ANN", "10:00:02", typed, lines=(7, 8))])
        exported = export("srt", script, [subtitle(typed)], NEVER)
        assert exported.content.decode().split("\r\n")[2:-2] == [expected]
        (problem,) = exported.problems
        assert (problem.code, problem.span) == ("text-changed-for-format", Span(7, 8))
        assert problem.message == f"{typed!r} cannot stand in srt and is written as {expected!r}"

    @pytest.mark.parametrize(
        "typed", ["5 < 6 > 4", "I <3 you", "AC\\DC", "R&B", "{laughs}", "→", "שלום", "👩‍🚀", "- No. - Yes."]
    )
    def test_what_players_show_stays_as_it_is(self, typed: str) -> None:
        assert texts(subtitle(typed)) == [typed]

    def test_a_tag_cannot_arise_from_a_name_and_the_text_behind_it(self) -> None:
        exported = export("srt", transcript(), [subtitle("b> c", speaker="A <i")])
        assert "A ‹i: b> c" in exported.content.decode()
        assert codes(exported) == ["text-changed-for-format"]

    def test_blank_lines_and_subtitles_without_text_are_left_out_and_said(self) -> None:
        shown = [subtitle("One.", "", "Two."), subtitle(" ", "\x07", start=5000, end=6000)]
        exported = export("srt", transcript(), shown, NEVER)
        assert exported.content == b"1\r\n00:00:02,000 --> 00:00:04,000\r\nOne.\r\nTwo.\r\n\r\n"
        assert codes(exported) == ["text-changed-for-format", "text-changed-for-format", "empty-subtitle"]

    def test_a_change_to_a_name_is_said_once(self) -> None:
        shown = [subtitle("One.", speaker="AN\x07N"), subtitle("Two.", speaker="AN\x07N", start=5000, end=6000)]
        exported = export("srt", transcript(), shown, ExportOptions(labels="always"))
        assert [item.text for item in pysrt.from_string(exported.content.decode())] == ["ANN: One.", "ANN: Two."]
        assert codes(exported) == ["text-changed-for-format"]
        assert codes(export("srt", transcript(), shown, NEVER)) == []


def _expected(shown: tuple[Subtitle, ...], exported: Exported) -> list[tuple[int, int, str]] | None:
    """Times and texts as they were meant, where nothing had to be changed."""
    if exported.problems:
        return None
    return [(one.start, one.end, "\n".join(one.lines)) for one in shown]


any_subtitles = subtitles(sound_lines, sound_names) | subtitles(markup_lines) | subtitles()


class TestIndependentReaders:
    """What goes in comes out: exactly, or with a problem; and never is a file malformed."""

    @given(any_subtitles)
    def test_pysrt_reads_it_back(self, shown: tuple[Subtitle, ...]) -> None:
        exported = export("srt", transcript(), shown, NEVER)
        items = pysrt.from_string(exported.content.decode(), error_handling=pysrt.ERROR_RAISE)
        read = [(item.start.ordinal, item.end.ordinal, item.text) for item in items]
        assert [item.index for item in items] == list(range(1, len(items) + 1))
        assert len(read) == len(shown) - codes(exported).count("empty-subtitle")
        assert read == (_expected(shown, exported) or read)

    @given(any_subtitles)
    def test_srt_reads_it_back(self, shown: tuple[Subtitle, ...]) -> None:
        exported = export("srt", transcript(), shown, NEVER)
        items = list(srt.parse(exported.content.decode()))
        millisecond = timedelta(milliseconds=1)
        read = [(item.start // millisecond, item.end // millisecond, item.content) for item in items]
        assert [item.index for item in items] == list(range(1, len(items) + 1))
        assert len(read) == len(shown) - codes(exported).count("empty-subtitle")
        assert read == (_expected(shown, exported) or read)

    @given(any_subtitles)
    def test_pysubs2_reads_it_back(self, shown: tuple[Subtitle, ...]) -> None:
        # pysubs2 takes digits in the very last line of a file for the number of a subtitle: the last one has none.
        shown = (*shown, subtitle("That is all.", start=shown[-1].end, end=shown[-1].end + 1))
        exported = export("srt", transcript(), shown, NEVER)
        read = [
            (event.start, event.end, event.text.replace("\\N", "\n"))
            for event in pysubs2.SSAFile.from_file(TextIOWrapper(BytesIO(exported.content), "utf-8"), format_="srt")
        ]
        assert len(read) == len(shown) - codes(exported).count("empty-subtitle")
        assert read == (_expected(shown, exported) or read)

    @given(any_subtitles, lines)
    def test_no_text_is_lost_under_labels_and_italics(self, shown: tuple[Subtitle, ...], name: str) -> None:
        script = transcript(cues=[cue(name, "10:00:02", "Hello.")])
        exported = export("srt", script, shown, ExportOptions(labels="always", italics=True))
        items = pysrt.from_string(exported.content.decode(), error_handling=pysrt.ERROR_RAISE)
        letters = sum(len(re.findall(r"\w", line)) for one in shown for line in one.lines)
        assert sum(len(re.findall(r"\w", item.text)) for item in items) >= letters
        assert all(line.strip() for item in items for line in item.text.split("\n"))
