"""IMSC 1.1 text: the file, and what ttconv, pycaption, pysubs2 and our own reader read from it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import transcript as project
from tests.builders import (
    RATES,
    START,
    cue,
    rates,
    sound_subtitle,
    subtitle,
    subtitles,
    transcript,
)
from tests.exporters.broadcast import by_pycaption_ttml, by_ttconv_ttml, codes
from tests.exporters.films import PAL
from transcript.exporters import ExportOptions, export
from transcript.exporters.frames import Grid
from transcript.model import Role, Subtitle
from transcript.timecode import FrameRate

if TYPE_CHECKING:
    from collections.abc import Sequence

SCRIPT = transcript(
    name="moon.txt",
    frame_rate=PAL,
    cues=[
        cue("NARRATOR", "10:00:02", "THE SOVIETS RACED AMERICA.", voice_over=True),
        cue("LEONOV", "10:00:08", "We could have gone."),
    ],
)
SHOWN = [
    subtitle("THE SOVIETS RACED", "AMERICA & LOST.", start=5040, end=7480, voice_over=True),
    sound_subtitle("[MUSIC]", start=8000, end=9000),
    subtitle("We could have gone…", speaker="LEONOV", start=10_000, end=12_000),
]
_TTM = "{http://www.w3.org/ns/ttml#metadata}"
_XML = "{http://www.w3.org/XML/1998/namespace}"


def test_a_whole_file() -> None:
    exported = export("ttml", SCRIPT, SHOWN, ExportOptions(colours=True, italics=True))
    assert exported.problems == ()
    assert exported.content.decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"'
        ' xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
        ' xmlns:itts="http://www.w3.org/ns/ttml/profile/imsc1#styling" xmlns:ebutts="urn:ebu:tt:style"'
        ' xml:lang="" xml:space="preserve"'
        ' ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text" ttp:timeBase="media"'
        ' ttp:frameRate="25">\n'
        "  <head>\n"
        "    <metadata>\n"
        "      <ttm:title>moon.txt</ttm:title>\n"
        '      <ttm:agent xml:id="speaker-1" type="person">\n'
        '        <ttm:name type="full">NARRATOR</ttm:name>\n'
        "      </ttm:agent>\n"
        '      <ttm:agent xml:id="speaker-2" type="person">\n'
        '        <ttm:name type="full">LEONOV</ttm:name>\n'
        "      </ttm:agent>\n"
        "    </metadata>\n"
        "    <styling>\n"
        '      <style xml:id="base" tts:fontFamily="proportionalSansSerif" tts:fontSize="80%" tts:lineHeight="125%"'
        ' tts:textAlign="center" tts:color="#ffffff" ebutts:linePadding="0.5c" itts:fillLineGap="true"/>\n'
        '      <style xml:id="text" tts:backgroundColor="#000000"/>\n'
        '      <style xml:id="voice-over" tts:fontStyle="italic"/>\n'
        '      <style xml:id="style-speaker-1" tts:color="#ffff00"/>\n'
        '      <style xml:id="style-speaker-2" tts:color="#ffffff"/>\n'
        "    </styling>\n"
        "    <layout>\n"
        '      <region xml:id="bottom" tts:origin="10% 10%" tts:extent="80% 80%" tts:displayAlign="after"/>\n'
        '      <region xml:id="top" tts:origin="10% 10%" tts:extent="80% 80%" tts:displayAlign="before"/>\n'
        "    </layout>\n"
        "  </head>\n"
        '  <body style="base">\n'
        "    <div>\n"
        '      <p xml:id="subtitle-1" begin="00:00:05.040" end="00:00:07.480" region="bottom"'
        ' ttm:agent="speaker-1"><span style="text style-speaker-1 voice-over">THE SOVIETS RACED<br/>'
        "AMERICA &amp; LOST.</span></p>\n"
        '      <p xml:id="subtitle-2" begin="00:00:08.000" end="00:00:09.000" region="bottom" ttm:role="sound">'
        '<span style="text">[MUSIC]</span></p>\n'
        '      <p xml:id="subtitle-3" begin="00:00:10.000" end="00:00:12.000" region="bottom"'
        ' ttm:agent="speaker-2"><span style="text style-speaker-2">We could have gone…</span></p>\n'
        "    </div>\n"
        "  </body>\n"
        "</tt>\n"
    )


def test_colours_and_italics_are_read_where_they_are_meant() -> None:
    content = export("ttml", SCRIPT, SHOWN, ExportOptions(colours=True, italics=True, labels="always")).content
    assert [one.styles for one in by_ttconv_ttml(content)] == [
        (
            ("NARRATOR:", "yellow", False),
            ("THE SOVIETS RACED", "yellow", True),
            ("AMERICA & LOST.", "yellow", True),
        ),
        (("[MUSIC]", "white", False),),
        (("LEONOV: We could have gone…", "white", False),),
    ]


def test_two_speakers_in_a_subtitle_have_a_span_each() -> None:
    both = subtitle("-Over?", "-Not yet.", speaker="NARRATOR", speakers=("NARRATOR", "LEONOV"))
    content = export("ttml", SCRIPT, [both], ExportOptions(colours=True)).content
    (paragraph,) = etree.fromstring(content).iter("{*}p")
    assert paragraph.get(f"{_TTM}agent") is None
    assert [(span.get(f"{_TTM}agent"), span.text) for span in paragraph.iterfind("{*}span")] == [
        ("speaker-1", "-Over?"),
        ("speaker-2", "-Not yet."),
    ]
    assert [colour for _, colour, _ in by_ttconv_ttml(content)[0].styles] == ["yellow", "white"]


def test_titles_stand_at_the_top() -> None:
    shown = subtitle("The Moon, 1969", speaker=None, role=Role.TITLE)
    (paragraph,) = etree.fromstring(export("ttml", SCRIPT, [shown]).content).iter("{*}p")
    assert (paragraph.get("region"), paragraph.get(f"{_TTM}role")) == ("top", "title")


def test_the_language_of_the_script_is_that_of_the_file() -> None:
    script = replace(SCRIPT, source=replace(SCRIPT.source, language="pt-BR"))
    assert etree.fromstring(export("ttml", script, SHOWN).content).get(f"{_XML}lang") == "pt-BR"


def test_a_whole_second_script_needs_no_frame_rate() -> None:
    content = export("ttml", replace(SCRIPT, timing=replace(SCRIPT.timing, frame_rate=None)), SHOWN).content
    assert by_ttconv_ttml(content)[0][:2] == (Fraction(5040, 1000), Fraction(7480, 1000))


def test_programme_time_on_request() -> None:
    content = export("ttml", SCRIPT, SHOWN, ExportOptions(programme_time=True)).content
    assert by_ttconv_ttml(content)[0].start == 36_000 + Fraction(504, 100)


def first_frame(time: Fraction, rate: Fraction) -> int:
    """The frame from which a player shows what begins at a time: the nearest that is not before it (IMSC 1.1)."""
    return -int(-time * rate // 1)


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_players_show_the_frames_that_are_meant(rate: FrameRate) -> None:
    places = [(0, 1), (1, 30), (47, 50), (1501, 1502), (3597, 3603), (107_892, 108_000), (1_078_920, 1_078_921)]
    time = Grid(rate, START).seconds
    shown = [subtitle("Hello.", start=round(time(one) * 1000), end=round(time(two) * 1000)) for one, two in places]
    content = export("ttml", transcript(frame_rate=rate), shown).content
    for read in (by_ttconv_ttml(content), by_pycaption_ttml(content)):
        assert [tuple(first_frame(at, rate.rate) for at in one[:2]) for one in read] == places


def read_again(tmp_path: Path, content: bytes) -> list[tuple[str | None, int, int, str]]:
    file = tmp_path / "film.ttml"
    file.write_bytes(content)
    found = project.read(file)
    return [(one.speaker, round(one.start * 1000), round(one.end * 1000), one.line) for one in found.cues]


def test_our_own_reader_gives_the_same_cues_with_their_speakers(tmp_path: Path) -> None:
    both = subtitle("-Over?", "-Not yet.", speaker="ANN", speakers=("ANN", "LEONOV"), start=13_000, end=15_000)
    exported = export("ttml", SCRIPT, [SHOWN[0], SHOWN[2], both], ExportOptions(colours=True, italics=True))
    assert read_again(tmp_path, exported.content) == [
        ("NARRATOR", 5040, 7480, "THE SOVIETS RACED AMERICA & LOST."),
        ("LEONOV", 10_000, 12_000, "We could have gone…"),
        ("ANN", 13_000, 15_000, "-Over?"),
        ("LEONOV", 13_000, 15_000, "-Not yet."),
    ]


@given(subtitles(), rates, st.sampled_from(["never", "change"]), st.booleans())
def test_any_subtitles_are_well_formed_and_read_as_they_were_meant(
    shown: Sequence[Subtitle], rate: FrameRate | None, labels: str, styled: bool
) -> None:
    options = ExportOptions(labels="never" if labels == "never" else "change", colours=styled, italics=styled)
    exported = export("ttml", transcript(frame_rate=rate), shown, options)
    root = etree.fromstring(exported.content)
    identifiers = [one.get(f"{_XML}id") for one in root.iter() if one.get(f"{_XML}id")]
    assert len(set(identifiers)) == len(identifiers)
    names = {one.get(f"{_XML}id"): one.findtext("{*}name") for one in root.iter(f"{_TTM}agent")}
    read = by_ttconv_ttml(exported.content)
    if "text-changed-for-format" not in codes(exported):
        assert [names.get(one.get(f"{_TTM}agent")) for one in root.iter("{*}p")] == [one.speaker for one in shown]
    if not exported.problems and labels == "never":
        assert [one.lines for one in read] == [one.lines for one in shown]
        if rate is None:
            times = [(Fraction(one.start, 1000), Fraction(one.end, 1000)) for one in shown]
            assert [(one.start, one.end) for one in read] == times


@given(subtitles())
def test_pysubs2_reads_as_many(shown: Sequence[Subtitle]) -> None:
    exported = export("ttml", transcript(), shown)
    read = pysubs2.SSAFile.from_string(exported.content.decode(), format_="ttml")
    left = [one for one in shown if any(line.strip() for line in one.lines)]
    if "empty-subtitle" not in codes(exported):
        assert [(one.start, one.end) for one in read] == [(one.start, one.end) for one in left]
