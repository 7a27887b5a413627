"""FCPXML: the file, held against Apple's DTD, and what a reader of its own arithmetic takes from it.

No independent reader of captions and markers on a gap is at hand: OpenTimelineIO's adapter for FCPXML looks at clips
only.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from lxml import etree

from tests.builders import RATES, cue, shot, subtitle, subtitles, transcript
from tests.exporters.films import FILM, PAL, PLACES, START, any_film, film_at
from transcript.errors import OutputRefused
from transcript.exporters import Exported, ExportOptions, export
from transcript.exporters.frames import Grid, grid
from transcript.exporters.markers import markers
from transcript.exporters.safety import clean
from transcript.model import Role, Span, Subtitle, Transcript
from transcript.timecode import FrameRate, Timecode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from transcript.archive import Only

ONLY: tuple[Only, ...] = ("speech", "shots", "archive")


class Read(NamedTuple):
    """A caption or marker: first frame and length, the frames counted from 00:00:00:00; its words."""

    start: int
    length: int
    text: str
    name: str = ""


class Project(NamedTuple):
    start: int
    length: int
    captions: list[Read]
    markers: list[Read]


def seconds(written: str | None) -> Fraction:
    assert written is not None
    assert written.endswith("s")
    return Fraction(written.removesuffix("s"))


def root_of(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False))


def read(content: bytes) -> Project:
    """Captions and markers where the timeline has them: moved by where the gap stands less what its own clock shows."""
    root = root_of(content)
    well_formed(root)
    (frame_format,) = root.iter("format")
    frame = seconds(frame_format.get("frameDuration"))

    def frames(time: Fraction) -> int:
        count = time / frame
        assert count.denominator == 1, f"{time} s is no whole frame"
        return int(count)

    (sequence,) = root.iter("sequence")
    (gap,) = root.iter("gap")
    moved = seconds(gap.get("offset")) - seconds(gap.get("start"))
    project = Project(
        frames(seconds(sequence.get("tcStart"))),
        frames(seconds(sequence.get("duration"))),
        [
            Read(
                frames(seconds(one.get("offset")) + moved),
                frames(seconds(one.get("duration"))),
                "".join(run.text or "" for run in one.iterfind("text/text-style")),
                one.get("role", ""),
            )
            for one in gap.iterfind("caption")
        ],
        [
            Read(
                frames(seconds(one.get("start")) + moved),
                frames(seconds(one.get("duration"))),
                one.get("note", ""),
                one.get("value", ""),
            )
            for one in gap.iterfind("marker")
        ],
    )
    assert frames(seconds(gap.get("offset"))) == project.start
    assert frames(seconds(gap.get("duration"))) == project.length
    for one in (*project.captions, *project.markers):
        assert project.start <= one.start < one.start + one.length <= project.start + project.length
    return project


def well_formed(root: etree._Element) -> None:
    """What the DTD asks for in these files: elements in their order, the attributes that must be there, ids."""
    (gap,) = root.iter("gap")
    assert [one.tag for one in gap] == sorted(one.tag for one in gap)
    assert {one.tag for one in gap} <= {"caption", "marker"}
    for caption in gap.iterfind("caption"):
        assert [one.tag for one in caption] == sorted(one.tag for one in caption)
        assert {one.tag for one in caption} == {"text", "text-style-def"}
        # A caption brings its own styles, as Final Cut Pro writes them.
        assert [one.get("ref") for one in caption.iterfind("text/text-style")] == [
            one.get("id") for one in caption.iterfind("text-style-def")
        ]
    required = {"gap": ("duration",), "sequence": ("format",), "caption": ("duration",), "marker": ("start", "value")}
    for tag, names in required.items():
        for one in root.iter(tag):
            assert all(one.get(name) is not None for name in names)
    ids = attributes(root, "id")
    assert len(set(ids)) == len(ids)
    assert {*attributes(root, "ref"), *(one.get("format", "") for one in root.iter("sequence"))} <= set(ids)
    for name in ("offset", "start", "duration", "tcStart", "frameDuration"):
        for time in attributes(root, name):
            # A numerator of 64 bits and a denominator of 32, as the DTD says.
            numerator, _, denominator = time.removesuffix("s").partition("/")
            assert int(numerator) < 2**63
            assert int(denominator or 1) < 2**31


def attributes(root: etree._Element, name: str) -> list[str]:
    """Every value of an attribute in the document."""
    return [value for one in root.iter() if (value := one.get(name)) is not None]


def codes(exported: Exported) -> list[str]:
    return [problem.code for problem in exported.problems]


def in_language(script: Transcript, tag: str | None = "en") -> Transcript:
    return replace(script, source=replace(script.source, language=tag))


def exported(script: Transcript, shown: Iterable[Subtitle] = (), options: ExportOptions | None = None) -> Exported:
    return export("fcpxml", in_language(script), tuple(shown), options or ExportOptions())


def test_captions_and_markers_in_a_project() -> None:
    script = transcript(
        name="moon.txt",
        frame_rate=FrameRate(Fraction(24000, 1001)),
        cues=[cue("ANN", "10:00:02", "It was late. We went home.")],
        shots=[shot("10:00:00", "Gate & dawn")],
    )
    made = exported(script, [subtitle("It was late.", "We went home.", speaker="ANN", start=2002, end=4004)])
    assert made.problems == ()
    assert made.content.decode() == (
        """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE fcpxml>
<fcpxml version="1.10">
  <resources>
    <format id="r1" name="FFVideoFormat1080p2398" frameDuration="1001/24000s" width="1920" height="1080"/>
  </resources>
  <library>
    <event name="moon">
      <project name="moon">
        <sequence format="r1" duration="144144/24000s" tcStart="36036s" tcFormat="NDF">
          <spine>
            <gap name="Gap" offset="36036s" start="36036s" duration="144144/24000s">
              <caption lane="1" offset="864912048/24000s" name="ANN: It was late. We went home." duration="48048/24000s" role="iTT?captionFormat=ITT.en">
                <text placement="bottom"><text-style ref="ts1">ANN: It was late.
We went home.</text-style></text>
                <text-style-def id="ts1">
                  <text-style font=".AppleSystemUIFont" fontSize="13" fontFace="Regular" fontColor="1 1 1 1" backgroundColor="0 0 0 1"/>
                </text-style-def>
              </caption>
              <marker start="36036s" duration="1001/24000s" value="Shot 1" note="Gate &amp; dawn"/>
              <marker start="864912048/24000s" duration="1001/24000s" value="ANN" note="It was late. We went home."/>
            </gap>
          </spine>
        </sequence>
      </project>
    </event>
  </library>
</fcpxml>
"""  # noqa: E501 - as the file has it
    )


def test_everything_that_is_marked() -> None:
    made = exported(FILM)
    first = Grid(PAL, FILM.timing.start).first
    assert [(one.start - first, one.name, one.text) for one in read(made.content).markers] == [
        (0, "Shot 1", "Gate | dawn"),
        (50, "NARRATOR", "THE SOVIETS RACED AMERICA IN SPACE."),
        (150, "Sound", "TITLE MUSIC"),
        (200, "LEONOV", "We could have gone to the moon… / Shot 2: Archive, launch pad b/w"),
        (350, "Speech", "1969 was late."),
        (500, "Title", "The Moon, 1969"),
    ]
    assert codes(made) == ["markers-merged"]


def test_a_script_without_speech_has_its_markers() -> None:
    made = exported(transcript(frame_rate=PAL, shots=[shot("10:00:02", "Gate")]))
    assert [one.name for one in read(made.content).markers] == ["Shot 1"]


def test_shots_or_speech_alone() -> None:
    script = transcript(
        frame_rate=PAL, cues=[cue("ANN", "10:00:02", "Hello.")], shots=[shot("10:00:00", "Archive, launch pad")]
    )
    shown = [subtitle("Hello.", speaker="ANN")]
    found = {only: read(exported(script, shown, ExportOptions(only=only)).content) for only in ONLY}
    assert {only: [one.name for one in project.markers] for only, project in found.items()} == {
        "speech": ["ANN"],
        "shots": ["Shot 1"],
        "archive": ["Shot 1"],
    }
    assert {only: len(project.captions) for only, project in found.items()} == {"speech": 1, "shots": 0, "archive": 0}


def test_a_script_in_whole_seconds_is_asked_for_its_rate() -> None:
    with pytest.raises(OutputRefused, match="fcpxml counts frames"):
        exported(transcript(cues=[cue("ANN", "10:00:02", "Hello.")]))


def test_a_rate_that_final_cut_pro_has_not_is_refused() -> None:
    script = transcript(frame_rate=FrameRate(Fraction(25, 2)), shots=[shot("10:00:00", "Gate")])
    with pytest.raises(OutputRefused, match=r"25/2 frames a second cannot stand in fcpxml.*otio"):
        exported(script)


def test_colours_and_italics_on_request() -> None:
    script = transcript(
        frame_rate=PAL,
        cues=[cue("NARRATOR", "10:00:02", "IT WAS LATE.", voice_over=True), cue("ANN", "10:00:05", "We went.")],
    )
    shown = [
        subtitle("It was late.", start=2000, end=4000, voice_over=True),
        subtitle("We went.", speaker="ANN", start=5000, end=6000, cues=(2,)),
    ]
    plain = root_of(exported(script, shown).content)
    assert {one.get("fontColor") for one in plain.iterfind(".//text-style-def/text-style")} == {"1 1 1 1"}
    assert attributes(plain, "italic") == []

    root = root_of(exported(script, shown, ExportOptions(colours=True, italics=True)).content)
    well_formed(root)
    runs = [
        (run.text, style.get("fontColor"), style.get("italic"))
        for run in root.iterfind(".//text/text-style")
        for style in root.iterfind(f".//text-style-def[@id='{run.get('ref')}']/text-style")
    ]
    assert runs == [
        ("NARRATOR: ", "1 1 0 1", None),
        ("It was late.", "1 1 0 1", "1"),
        ("ANN: We went.", "1 1 1 1", None),
    ]


def test_two_speakers_in_a_caption_have_a_colour_each() -> None:
    script = transcript(
        frame_rate=PAL, cues=[cue("ANN", "10:00:02", "Did you? I ask you."), cue("BEN", "10:00:04", "No.")]
    )
    both = subtitle("-Did you?", "-No.", speaker="ANN", speakers=("ANN", "BEN"), cues=(1, 2))
    made = exported(script, [both], ExportOptions(colours=True, labels="never"))
    (caption,) = root_of(made.content).iter("caption")
    assert [run.text for run in caption.iterfind("text/text-style")] == ["-Did you?\n", "-No."]
    assert [one.get("fontColor") for one in caption.iterfind("text-style-def/text-style")] == ["1 1 1 1", "1 1 0 1"]


def test_captions_do_not_overlap() -> None:
    script = transcript(frame_rate=PAL, cues=[cue("ANN", "10:00:02", "One two three four.")])
    shown = [
        subtitle("One", start=2000, end=4500),
        subtitle("two", start=4000, end=4010),
        subtitle("three", start=4000, end=5000),
        subtitle("four.", start=5000, end=6000),
    ]
    made = exported(script, shown, ExportOptions(labels="never"))
    first = Grid(PAL, script.timing.start).first
    assert [(one.start - first, one.length, one.text) for one in read(made.content).captions] == [
        (50, 50, "One"),
        (100, 1, "two"),
        (101, 24, "three"),
        (125, 25, "four."),
    ]
    assert codes(made) == ["subtitle-shortened", "subtitle-moved"]
    assert [problem.message.partition(",")[0] for problem in made.problems] == [
        "the subtitle at 10:00:02:00 ends where the next begins",
        "the subtitle at 10:00:04:00 begins where the one before it ends",
    ]


def test_a_caption_of_three_lines_is_written_and_said() -> None:
    script = transcript(frame_rate=PAL, cues=[cue("ANN", "10:00:02", "One two three.", lines=(7, 8))])
    made = exported(script, [subtitle("One", "two", "three.", speaker=None)])
    assert read(made.content).captions[0].text == "One\ntwo\nthree."
    assert [(problem.code, problem.span) for problem in made.problems] == [("caption-lines", Span(7, 8))]


@pytest.mark.parametrize(
    ("tag", "role", "said"),
    [("de", "ITT.de", []), ("pt-BR", "ITT.pt-BR", []), (None, "ITT.en", ["language-assumed"])],
)
def test_captions_have_a_language(tag: str | None, role: str, said: list[str]) -> None:
    script = in_language(transcript(frame_rate=PAL, cues=[cue("ANN", "10:00:02", "Hello.")]), tag)
    made = export("fcpxml", script, [subtitle("Hello.")])
    assert [one.name for one in read(made.content).captions] == [f"iTT?captionFormat={role}"]
    assert codes(made) == said
    assert codes(export("fcpxml", script)) == []


def test_what_stands_before_the_programme_start_moves_the_timeline_s() -> None:
    script = transcript(frame_rate=PAL, shots=[shot("09:59:50", "Clock"), shot("10:00:00", "Gate")])
    project = read(exported(script).content)
    assert project.start == Timecode(9, 59, 50).frame_count(PAL)
    assert [one.start - project.start for one in project.markers] == [0, 250]


def test_past_midnight_the_timeline_goes_on() -> None:
    script = replace(
        transcript(frame_rate=PAL, start=Timecode(23, 59, 50), shots=[]),
        shots=(replace(shot("10:00:00", "Gate"), start=Fraction(20), end=Fraction(30)),),
    )
    made = exported(script)
    assert [one.start for one in read(made.content).markers] == [Timecode(24, 0, 10).frame_count(PAL)]
    assert codes(made) == ["timecode-past-midnight"]


def test_control_characters_are_changed_and_said() -> None:
    script = transcript(frame_rate=PAL, cues=[cue("A\x0bN", "10:00:02", "be\x07ll \ufffe \ud83d", lines=(7, 8))])
    made = exported(script, [subtitle("be\x07ll \ufffe", speaker="A\x0bN")])
    project = read(made.content)
    assert [(one.name, one.text) for one in project.markers] == [("A N", "bell \ufffd \ufffd")]
    assert [one.text for one in project.captions] == ["A N: bell \ufffd"]
    assert [(problem.code, problem.span) for problem in made.problems] == [
        ("text-changed-for-format", Span(7, 8)),
    ] * 4


@pytest.mark.parametrize(
    "typed", ["]]>", "<i>soft</i>", "R&B &amp;", "</text>", "<![CDATA[", "-->", '"', "שלום 👩‍🚀", "a  b", "x" * 10_000]
)
def test_markup_is_text(typed: str) -> None:
    script = transcript(frame_rate=PAL, name=f"{typed}.txt", cues=[cue(typed, "10:00:02", typed)])
    made = exported(script, [subtitle(typed, typed, speaker=None)])
    project = read(made.content)
    assert [(one.name, one.text) for one in project.markers] == [(typed, typed)]
    assert [one.text for one in project.captions] == [f"{typed}\n{typed}"]
    assert made.problems == ()


def shown_at(rate: FrameRate) -> list[Subtitle]:
    """A subtitle on each of the frames of `PLACES`."""
    frames = Grid(rate, START)
    return [
        subtitle(
            f"Line {number}.",
            speaker="ANN",
            start=round(frames.seconds(start) * 1000),
            end=round(frames.seconds(end) * 1000),
            cues=(number,),
        )
        for number, (start, end) in enumerate(PLACES, 1)
    ]


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_frames_are_exact_at_every_rate(rate: FrameRate) -> None:
    frames = Grid(rate, START)
    content = exported(film_at(rate), shown_at(rate), ExportOptions(labels="never")).content
    project = read(content)
    assert project.start == frames.first
    assert [(one.start - frames.first, one.start + one.length - frames.first) for one in project.captions] == list(
        PLACES
    )
    assert [one.start - frames.first for one in project.markers if one.name == "ANN"] == [start for start, _ in PLACES]
    root = root_of(content)
    assert attributes(root, "tcFormat") == ["DF" if rate.drop else "NDF"]
    assert attributes(root, "frameDuration") == [f"{rate.rate.denominator}/{rate.rate.numerator}s"]


def test_an_hour_of_drop_frame_is_not_an_hour() -> None:
    script = transcript(
        frame_rate=FrameRate(Fraction(30000, 1001), drop=True),
        start=Timecode(1, 0, 0, 0, drop=True),
        shots=[replace(shot("10:00:00", "Gate"), start=Fraction(0), end=Fraction(6))],
    )
    assert attributes(root_of(exported(script).content), "tcStart") == ["107999892/30000s"]


@pytest.fixture(scope="session")
def dtd(shared: Path) -> etree.DTD:
    """Apple's own."""
    with (shared / "reference" / "fcpxml" / "FCPXMLv1_10.dtd").open("rb") as file:
        return etree.DTD(file)


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_it_is_valid_by_apple_s_definition(dtd: etree.DTD, rate: FrameRate) -> None:
    for options in (ExportOptions(), ExportOptions(colours=True, italics=True, labels="always")):
        dtd.assertValid(root_of(exported(film_at(rate), shown_at(rate), options).content))


@given(any_film, subtitles())
def test_anything_is_valid_by_apple_s_definition(
    dtd: etree.DTD, script: Transcript, shown: tuple[Subtitle, ...]
) -> None:
    dtd.assertValid(root_of(exported(script, shown, ExportOptions(colours=True, italics=True)).content))


@given(any_film, subtitles())
def test_any_script_is_read_as_it_was_meant(script: Transcript, shown: tuple[Subtitle, ...]) -> None:
    made = exported(script, shown, ExportOptions(labels="never"))
    project = read(made.content)
    frames = grid(script.timing, "fcpxml")

    meant = markers(script, frames)
    assert sorted({frames.first + one.start for one in meant}) == [one.start for one in project.markers]
    for marker in meant:
        (found,) = (one for one in project.markers if one.start == frames.first + marker.start)
        assert clean(marker.note) in found.text

    texts = ["\n".join(text for line in one.lines if (text := clean(line))) for one in shown]
    assert [one.text for one in project.captions] == [text for text in texts if text]
    if not {"subtitle-moved", "subtitle-shortened"} & set(codes(made)):
        assert [one.start for one in project.captions] == [
            frames.first + frames.frame_of_ms(one.start) for one, text in zip(shown, texts, strict=True) if text
        ]
    if "text-changed-for-format" not in codes(made):
        assert [text.split("\n") for text in texts] == [list(one.lines) for one in shown]


def test_sounds_and_titles_that_are_shown_have_no_speaker() -> None:
    script = transcript(frame_rate=PAL, cues=[cue("ANN", "10:00:02", "Hello.")])
    sound = subtitle("[music]", speaker=None, cues=(), role=Role.SOUND, note=Span(4, 4))
    made = exported(script, [sound, subtitle("Hello.", speaker="ANN", start=5000, end=6000)])
    assert [one.text for one in read(made.content).captions] == ["[music]", "ANN: Hello."]
