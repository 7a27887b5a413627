"""WebVTT: what stands in the file, and what webvtt-py makes of it. tests/oracles has stricter readers."""

from __future__ import annotations

import html
import json
from dataclasses import replace

import pytest
import webvtt
from hypothesis import given

from tests.builders import (
    cue,
    markup_lines,
    shot,
    sound_lines,
    sound_names,
    sound_subtitle,
    subtitle,
    subtitles,
    transcript,
)
from transcript.errors import OutputRefused
from transcript.exporters import ExportOptions, export
from transcript.model import Span, Subtitle


def written(*shown: Subtitle, options: ExportOptions = ExportOptions()) -> str:  # noqa: B008
    """The cues of a WebVTT file, without its head; nothing may have been changed for it."""
    exported = export("vtt", transcript(), shown, options)
    assert exported.problems == ()
    text = exported.content.decode()
    head = "WEBVTT\n\nNOTE Made from film.txt\n\n"
    assert text.startswith(head)
    return text.removeprefix(head)


def test_every_cue_has_its_speaker_as_a_voice() -> None:
    assert written(
        subtitle("A MOSCOW WAREHOUSE HOLDS ONE OF THE", "COLD WAR'S BEST KEPT SECRETS", start=2000, end=5999),
        subtitle("We could have gone to the moon…", speaker="LEONOV", start=19_083, end=3_725_001),
        subtitle("Who said that?", speaker=None, start=360_000_000, end=360_000_001),
    ) == (
        "1\n00:00:02.000 --> 00:00:05.999\n"
        "<v NARRATOR>A MOSCOW WAREHOUSE HOLDS ONE OF THE\nCOLD WAR'S BEST KEPT SECRETS\n\n"
        "2\n00:00:19.083 --> 01:02:05.001\n<v LEONOV>We could have gone to the moon…\n\n"
        "3\n100:00:00.000 --> 100:00:00.001\nWho said that?\n"
    )


@pytest.mark.parametrize(
    ("speaker", "line", "payload"),
    [
        ("ANN", "R&B", "<v ANN>R&amp;B"),
        ("ANN", "5 < 6 > 4", "<v ANN>5 &lt; 6 &gt; 4"),
        ("ANN", "so --> there", "<v ANN>so --&gt; there"),
        ("ANN", "</v><script>", "<v ANN>&lt;/v&gt;&lt;script&gt;"),
        ("J. R. & SONS", "Hello.", "<v J. R. &amp; SONS>Hello."),
        ("A > B", "Hello.", "<v A &gt; B>Hello."),
        ("A <B", "Hello.", "<v A <B>Hello."),
        ("-->", "Hello.", "<v --&gt;>Hello."),
        (".loud", "Hello.", "<v .loud>Hello."),
        ("שרה", "שלום 👩‍🚀", "<v שרה>שלום 👩‍🚀"),
        (None, "NOTE this is said", "NOTE this is said"),
    ],
)
def test_text_and_names_are_escaped(speaker: str | None, line: str, payload: str) -> None:
    assert written(subtitle(line, speaker=speaker)).split("\n")[2] == payload


@pytest.mark.parametrize(
    ("name", "voice"), [("ANN\nLEE", "ANN LEE"), ("ANN   LEE", "ANN LEE"), (" ANN\x07 ", "ANN"), ("A\ud800", "A\ufffd")]
)
def test_a_name_that_cannot_stand_is_changed_and_said(name: str, voice: str) -> None:
    script = transcript(cues=[cue(name, "10:00:02", "Hello.", lines=(3, 4))])
    exported = export("vtt", script, [subtitle("Hello.", speaker=name)])
    assert f"\n<v {voice}>Hello.\n" in exported.content.decode()
    assert [(problem.code, problem.span) for problem in exported.problems] == [("text-changed-for-format", Span(3, 4))]


def test_a_name_of_nothing_but_control_characters_is_no_voice() -> None:
    exported = export("vtt", transcript(), [subtitle("Hello.", speaker="\x07")])
    assert exported.content.decode().endswith("\nHello.\n")
    assert [problem.code for problem in exported.problems] == ["text-changed-for-format"]


def test_voice_over_is_italic_on_request() -> None:
    spoken = subtitle("We watched it", "from the <roof>.", speaker="HARFORD", voice_over=True)
    italic = written(spoken, options=ExportOptions(italics=True))
    assert italic.endswith("\n<v HARFORD><i>We watched it\nfrom the &lt;roof&gt;.</i>\n")
    assert "<i>" not in written(spoken)


def test_labels_stand_in_the_text_besides_on_request() -> None:
    spoken = subtitle("We watched it.", speaker="A & B", voice_over=True)
    assert written(spoken, options=ExportOptions(labels="change", italics=True)).endswith(
        "\n<v A &amp; B>A &amp; B: <i>We watched it.</i>\n"
    )
    assert written(spoken, options=ExportOptions(labels="never")).endswith("\n<v A &amp; B>We watched it.\n")


def test_each_of_two_who_share_a_cue_is_a_voice_of_their_own() -> None:
    both = subtitle("-R&B?", "-Not yet.", speaker="ANN", speakers=("ANN", "BEN"), voice_over=True)
    assert written(both).endswith("\n<v ANN>-R&amp;B?</v>\n<v BEN>-Not yet.</v>\n")
    assert written(both, options=ExportOptions(labels="change", italics=True)).endswith(
        "\n<v ANN>-ANN: <i>R&amp;B?</i></v>\n<v BEN>-BEN: <i>Not yet.</i></v>\n"
    )


def test_a_sound_is_nobody_s_voice() -> None:
    assert written(sound_subtitle("[TITLE MUSIC]")).endswith("\n[TITLE MUSIC]\n")
    above = subtitle("-[Foghorn]", "-What?", speaker="ANN", speakers=(None, "ANN"), note=Span(3, 3), voice_over=True)
    assert written(above, options=ExportOptions(italics=True)).endswith("\n-[Foghorn]\n<v ANN><i>-What?</i></v>\n")


class TestColours:
    script = transcript(
        cues=[
            cue("NARRATOR", "10:00:02", "It was a long night.", voice_over=True),
            cue("ANN  LEE", "10:00:06", "We waited, and waited."),
            cue("BEN", "10:00:09", "So long."),
        ]
    )

    def test_a_class_colours_what_a_speaker_says_and_a_style_says_how(self) -> None:
        shown = [
            subtitle("It was a long night.", voice_over=True),
            subtitle("We waited.", speaker="ANN  LEE", start=6000, end=8000, cues=(2,)),
            sound_subtitle("[Foghorn]", start=8000, end=9000),
            subtitle("-So long.", "-So?", speaker="BEN", speakers=("BEN", None), start=9000, end=9900, cues=(3,)),
        ]
        exported = export("vtt", self.script, shown, ExportOptions(colours=True, italics=True))
        assert exported.content.decode().split("\n\n", 2)[2] == (
            "STYLE\n"
            "::cue(.white) { color: #ffffff }\n::cue(.yellow) { color: #ffff00 }\n::cue(.cyan) { color: #00ffff }\n\n"
            "1\n00:00:02.000 --> 00:00:04.000\n<v NARRATOR><c.yellow><i>It was a long night.</i></c>\n\n"
            "2\n00:00:06.000 --> 00:00:08.000\n<v ANN LEE><c.white>We waited.</c>\n\n"
            "3\n00:00:08.000 --> 00:00:09.000\n[Foghorn]\n\n"
            "4\n00:00:09.000 --> 00:00:09.900\n<v BEN><c.cyan>-So long.</c></v>\n-So?\n"
        )

    def test_who_does_not_speak_in_the_transcript_has_none(self) -> None:
        assert "<c" not in written(subtitle("Hello.", speaker="EVE"), options=ExportOptions(colours=True))


def test_programme_time_begins_at_the_start_s_timecode() -> None:
    assert "\n10:00:02.000 --> 10:00:04.000\n" in written(
        subtitle("Hello."), options=ExportOptions(programme_time=True)
    )


def test_what_begins_before_the_programme_start_is_shown_from_there() -> None:
    exported = export("vtt", transcript(), [subtitle("Hello.", start=-1000, end=1000)])
    assert "\n00:00:00.000 --> 00:00:01.000\n" in exported.content.decode()
    assert [problem.code for problem in exported.problems] == ["before-programme-start"]


@pytest.mark.parametrize("name", ["", "a --> b.txt", "a\nb.txt", " .txt", "\x07.txt", "\ud800.txt"])
def test_a_source_name_that_is_not_safe_in_a_note_is_left_out(name: str) -> None:
    exported = export("vtt", transcript(name=name), [subtitle("Hello.")])
    assert exported.content.decode().startswith("WEBVTT\n\n1\n")


def test_a_subtitle_that_does_not_end_after_it_begins_is_refused() -> None:
    with pytest.raises(OutputRefused, match="does not end after it begins"):
        export("vtt", transcript(), [subtitle("Hello.", start=2000, end=1000)])


@given(subtitles(sound_lines, sound_names) | subtitles(markup_lines) | subtitles())
def test_webvtt_py_reads_it_back(shown: tuple[Subtitle, ...]) -> None:
    exported = export("vtt", transcript(), shown)
    captions = webvtt.from_string(exported.content.decode()).captions
    read = [
        (
            caption.start_time.in_milliseconds(),
            caption.end_time.in_milliseconds(),
            html.unescape(caption.raw_text.removeprefix(f"<v {caption.voice}>")),
            None if caption.voice is None else html.unescape(caption.voice),
        )
        for caption in captions
    ]
    assert len({caption.identifier for caption in captions}) == len(captions)
    if not exported.problems:
        assert read == [(one.start, one.end, "\n".join(one.lines), one.speaker) for one in shown]
    assert len(read) == len(shown) - sum(problem.code == "empty-subtitle" for problem in exported.problems)


def test_the_language_is_said_in_a_note_which_no_reader_stumbles_over() -> None:
    script = transcript(cues=[cue("ANN", "10:00:02", "Bonjour.")])
    french = replace(script, source=replace(script.source, language="fr-CA"))
    content = export("vtt", french, [subtitle("Bonjour.")]).content.decode()
    assert content.startswith("WEBVTT\n\nNOTE Made from film.txt\n\nNOTE Language: fr-CA\n\n1\n")
    assert [caption.text for caption in webvtt.from_string(content).captions] == ["Bonjour."]
    assert "Language" not in export("vtt", script, [subtitle("Bonjour.")]).content.decode()


@pytest.mark.parametrize("language", ["fr\n\n1\n00:00:00.000 --> 00:00:01.000\nBonjour.", "--> fr", "\ud800"])
def test_what_cannot_stand_in_a_note_is_left_out_of_it(language: str) -> None:
    script = transcript(cues=[cue("ANN", "10:00:02", "Bonjour.")])
    broken = replace(script, source=replace(script.source, language=language))
    assert export("vtt", broken, [subtitle("Bonjour.")]) == export("vtt", script, [subtitle("Bonjour.")])


class TestShots:
    def test_each_shot_is_a_cue_with_its_json(self) -> None:
        script = transcript(
            shots=[shot("10:00:00", "Gate", lines=(1, 5)), shot("10:00:06", "MS, Leonov", size="MS", lines=(27, 31))]
        )
        assert export("vtt-shots", script).content.decode() == (
            "WEBVTT\n\nNOTE Made from film.txt\n\n"
            "1\n00:00:00.000 --> 00:00:06.000\n"
            '{"number": 1, "timecode": "10:00:00", "start": 0.0, "end": 6.0, "size": null, "note": "Gate", '
            '"time": "given", "typed": "10:00:00", "reel": 1, "lines": [1, 5]}\n\n'
            "2\n00:00:06.000 --> 00:00:12.000\n"
            '{"number": 2, "timecode": "10:00:06", "start": 6.0, "end": 12.0, "size": "MS", "note": "MS, Leonov", '
            '"time": "given", "typed": "10:00:06", "reel": 1, "lines": [27, 31]}\n'
        )

    @pytest.mark.parametrize("note", ["a --> b", "two\n\nlines", "\u2028\x85\x00", "\ud800", '"quoted" \\ & <b>'])
    def test_any_note_is_carried_exactly(self, note: str) -> None:
        exported = export("vtt-shots", transcript(shots=[shot("10:00:00", note)]))
        (caption,) = webvtt.from_string(exported.content.decode()).captions
        assert json.loads(caption.raw_text)["note"] == note
        assert exported.problems == ()

    def test_a_shot_without_length_lasts_until_the_next_time(self) -> None:
        script = transcript(
            shots=[
                shot("10:00:00", "Gate", lasting=0),
                shot("10:00:00", "Lander", lasting=6),
                shot("10:00:06", "Sky", lasting=0),
            ]
        )
        captions = webvtt.from_string(export("vtt-shots", script).content.decode()).captions
        assert [(caption.start, caption.end) for caption in captions] == [
            ("00:00:00.000", "00:00:06.000"),
            ("00:00:00.000", "00:00:06.000"),
            ("00:00:06.000", "00:00:06.001"),
        ]

    def test_a_shot_before_the_programme_start_is_cut_or_left_out_with_a_problem(self) -> None:
        script = transcript(
            shots=[shot("09:59:50", "Clock", lasting=6), shot("09:59:56", "Gate"), shot("10:00:02", "Lander")]
        )
        exported = export("vtt-shots", script)
        captions = webvtt.from_string(exported.content.decode()).captions
        assert [(caption.start, caption.end) for caption in captions] == [
            ("00:00:00.000", "00:00:02.000"),
            ("00:00:02.000", "00:00:08.000"),
        ]
        assert [problem.code for problem in exported.problems] == ["before-programme-start"] * 2
        kept = export("vtt-shots", script, options=ExportOptions(programme_time=True))
        assert kept.problems == ()
        assert "09:59:50.000 --> 09:59:56.000" in kept.content.decode()


class TestChapters:
    def test_notes_are_titles_and_chapters_are_disjoint(self) -> None:
        script = transcript(
            shots=[
                shot("10:00:00", "Gate", lasting=0),
                shot("10:00:00", "Cosmonauts & rocket", lasting=9),
                shot("10:00:06", "\n", lasting=4),
            ]
        )
        exported = export("vtt-chapters", script)
        assert exported.content.decode().split("\n\n", 2)[2] == (
            "1\n00:00:00.000 --> 00:00:06.000\nGate / Cosmonauts &amp; rocket\n\n"
            "2\n00:00:06.000 --> 00:00:10.000\n10:00:06\n"
        )
        assert [problem.code for problem in exported.problems] == ["text-changed-for-format"]

    def test_a_script_without_shots_has_no_chapters(self) -> None:
        assert export("vtt-chapters", transcript(name="")).content == b"WEBVTT\n"
