"""SCC: the bytes of a small file, and what ttconv, pycaption and ffmpeg read from others.

ttconv gives in and out times to the frame. pycaption joins an out time to the next in time where the screen is cleared
among the next caption's words. ffmpeg takes the time of a line for that of the caption in it, so it is asked for
texts alone.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pysrt
import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from opentimelineio import opentime

from tests.builders import START, cue, sound_subtitle, subtitle, subtitles, transcript
from tests.conftest import program
from tests.exporters.broadcast import NTSC, Read, by_pycaption_scc, by_ttconv_scc, codes, packed
from transcript.api import make
from transcript.delivery import Delivery
from transcript.errors import OutputRefused
from transcript.exporters import ExportOptions, export
from transcript.exporters.frames import Grid
from transcript.exporters.placing import Placed
from transcript.exporters.scc.characters import repertoire, units
from transcript.exporters.scc.stream import schedule
from transcript.model import Role, Subtitle
from transcript.timecode import FrameRate, Timecode

NEVER = ExportOptions(labels="never")
DROP, NON_DROP = FrameRate(NTSC, drop=True), FrameRate(NTSC)
SCRIPT = transcript(
    frame_rate=DROP,
    cues=[
        cue("NARRATOR", "10:00:02", "Hello.", lines=(7, 8), voice_over=True),
        cue("LEONOV", "10:00:08", "Yes, we could have gone.", lines=(9, 9)),
    ],
)
# What ttconv calls the signs for which CEA-608 has pictures of its own.
_NAMES = str.maketrans("━ʌ┃┏┓┗┛", "—^¦┌┐└┘")


def at(frame: int) -> int:
    """A frame's time in whole milliseconds."""
    return round(frame / NTSC * 1000)


def caption(*lines: str, start: int, end: int, **more: object) -> Subtitle:
    """A subtitle from one frame to another, counted from the programme start."""
    return replace(subtitle(*lines, start=at(start), end=at(end)), **more)  # type: ignore[arg-type]


def places(read: list[Read], rate: FrameRate = DROP, start: Timecode = START) -> list[tuple[int, int]]:
    first = start.frame_count(rate)
    return [(begin - first, end - first) for begin, end in (one.frames(NTSC) for one in read)]


def lines_of(content: bytes) -> list[tuple[str, list[str]]]:
    """Timecode and words of each line."""
    head, *lines = content.decode("ascii").removesuffix("\r\n\r\n").split("\r\n\r\n")
    assert head == "Scenarist_SCC V1.0"
    pairs = [line.split("\t") for line in lines]
    assert all(re.fullmatch(r"\d\d:\d\d:\d\d[:;]\d\d", timecode) for timecode, _ in pairs)
    return [(timecode, words.split(" ")) for timecode, words in pairs]


def test_a_whole_file() -> None:
    exported = export("scc", SCRIPT, [caption("Hello,", "Zoë.", start=60, end=120)])
    assert exported.content.decode() == (
        "Scenarist_SCC V1.0\r\n"
        "\r\n"
        # Resume caption loading, erase memory; row 14, column 8; NARRATOR: Hello,
        "10:00:01;07\t9420 9420 94ae 94ae 9454 9454 cec1 5252 c154 4f52 ba20 c8e5 ecec ef2c "
        # row 15, column 12 and two more; Zoe, and ë in the place of e; end of caption
        "9476 9476 97a2 97a2 daef e580 92b6 92b6 ae80 942f 942f\r\n"
        "\r\n"
        "10:00:04;00\t942c 942c\r\n"
        "\r\n"
    )
    assert exported.problems == ()


def test_every_byte_has_odd_parity() -> None:
    for _, words in lines_of(export("scc", SCRIPT, [caption("Yes… “naïve” Ñandú ♪", start=60, end=120)]).content):
        assert all(byte.bit_count() % 2 for word in words for byte in bytes.fromhex(word))


SPACED = ((60, 100), (150, 151 + 60), (1795, 1803), (3590, 3597), (17_980, 18_005), (107_892, 108_000))


@pytest.mark.parametrize("rate", [DROP, NON_DROP], ids=str)
def test_frames_are_exact_at_29_97(rate: FrameRate) -> None:
    start = Timecode(9, 59, 58, 12, drop=rate.drop)
    shown = [caption("Hello.", start=begin, end=end) for begin, end in SPACED]
    exported = export("scc", transcript(start=start, frame_rate=rate), shown, NEVER)
    assert {timecode[8] for timecode, _ in lines_of(exported.content)} == {";" if rate.drop else ":"}
    assert places(by_ttconv_scc(exported.content), rate, start) == list(SPACED)
    assert places(by_pycaption_scc(exported.content), rate, start) == list(SPACED)
    assert exported.problems == ()


@pytest.mark.parametrize("drop", [True, False])
def test_at_59_94_timecode_counts_pairs(drop: bool) -> None:
    rate, half = FrameRate(NTSC * 2, drop=drop), FrameRate(NTSC, drop=drop)
    start = Timecode(9, 59, 58, 24, drop=drop)
    time = Grid(rate, start).seconds
    shown = [
        subtitle("Hello.", start=round(time(2 * begin + 1) * 1000), end=round(time(2 * end) * 1000))
        for begin, end in SPACED
    ]
    exported = export("scc", transcript(start=start, frame_rate=rate), shown, NEVER)
    assert places(by_ttconv_scc(exported.content), half, Timecode(9, 59, 58, 12, drop=drop)) == list(SPACED)


def test_at_23_976_the_file_counts_29_97_with_the_same_seconds() -> None:
    rate = FrameRate(Fraction(24000, 1001))
    start = Timecode(9, 59, 58, 12)
    labels = [Timecode(10, 0, 2, 0), Timecode(10, 0, 5, 12), Timecode(10, 59, 0, 4), Timecode(11, 0, 0, 0)]
    times = [round((label.time(rate) - start.time(rate)) * 1000) for label in labels]
    shown = [subtitle("Hello.", start=begin, end=end) for begin, end in (times[:2], times[2:])]
    exported = export("scc", transcript(start=start, frame_rate=rate), shown, NEVER)
    read = [one.frames(NTSC) for one in by_ttconv_scc(exported.content)]
    assert [[str(Timecode.of_frames(frame, NON_DROP)) for frame in one] for one in read] == [
        ["10:00:02:00", "10:00:05:15"],
        ["10:59:00:05", "11:00:00:00"],
    ]
    assert codes(exported) == {"frames-converted"}


@pytest.mark.parametrize("rate", ["24", "25", "30", "50", "60"])
def test_other_rates_keep_their_times_by_the_clock_and_it_is_said(rate: str) -> None:
    counted = FrameRate.parse(rate)
    shown = [subtitle("Hello.", start=start, end=start + 2000) for start in (4000, 60_000, 3_600_000, 35_000_000)]
    exported = export("scc", transcript(frame_rate=counted), shown, NEVER)
    read = places(by_ttconv_scc(exported.content))
    assert read == [(round(one.start * NTSC / 1000), round(one.end * NTSC / 1000)) for one in shown]
    (problem,) = exported.problems
    assert (problem.code, problem.fix) == (
        "frames-converted",
        f"if the film is slowed down for delivery, give --stretch {rate}:23.976",
    )


def test_a_start_that_drop_frame_skips_is_the_next_label() -> None:
    script = transcript(start=Timecode(10, 1, 0), frame_rate=FrameRate(Fraction(25)))
    content = export("scc", script, [subtitle("Hello.", start=4000, end=6000)], NEVER).content
    assert places(by_ttconv_scc(content), DROP, Timecode(10, 1, 0, 2, drop=True)) == [(120, 180)]


def test_a_whole_second_script_is_asked_for_its_rate() -> None:
    with pytest.raises(OutputRefused, match="scc counts frames"):
        export("scc", transcript(), [subtitle("Hello.")])


def test_the_screen_is_cleared_among_the_next_captions_words() -> None:
    shown = [caption("One, two, three.", start=60, end=100), caption("Four, five, six.", start=104, end=150)]
    exported = export("scc", SCRIPT, shown, NEVER)
    assert places(by_ttconv_scc(exported.content)) == [(60, 100), (104, 150)]
    assert [start for start, _ in places(by_pycaption_scc(exported.content))] == [60, 104]
    _, (_, words), _ = lines_of(exported.content)
    # Two words of the text are left for the time after it.
    assert words[-6:] == ["942c", "942c", "73e9", "f8ae", "942f", "942f"]
    assert exported.problems == ()


def test_captions_that_touch_change_places_without_clearing() -> None:
    shown = [caption("One.", start=60, end=100), caption("Two.", start=100, end=150)]
    exported = export("scc", SCRIPT, shown, NEVER)
    assert places(by_ttconv_scc(exported.content)) == [(60, 100), (100, 150)]
    assert exported.problems == ()


def test_a_gap_of_one_frame_closes_and_it_is_said() -> None:
    shown = [caption("One.", start=60, end=99), caption("Two.", start=100, end=150)]
    exported = export("scc", SCRIPT, shown, NEVER)
    assert places(by_ttconv_scc(exported.content)) == [(60, 100), (100, 150)]
    (problem,) = exported.problems
    assert problem.code == "end-moved"
    assert problem.message.startswith(
        "the caption at 10:00:02;00 ends at 10:00:03;10, not at 10:00:03;09, for the codes"
    )


def test_a_caption_for_which_there_is_no_time_appears_late_and_keeps_its_length() -> None:
    long = "Some thirty characters a line."
    shown = [caption(long, long, start=60, end=80), caption(long, long, start=80, end=100)]
    exported = export("scc", SCRIPT, shown, NEVER)
    read = places(by_ttconv_scc(exported.content))
    late = read[1][0] - 80
    assert read == [(60, 80 + late), (80 + late, 100 + late)]
    assert [problem.code for problem in exported.problems] == ["end-moved", "caption-late"]
    assert f"the caption at 10:00:02;20 appears {late} frames late" in exported.problems[1].message


def test_nothing_is_sent_before_the_programme_start() -> None:
    exported = export("scc", SCRIPT, [caption("Hello.", start=0, end=60)], NEVER)
    assert lines_of(exported.content)[0][0] == "10:00:00;00"
    assert codes(exported) == {"caption-late"}


def test_what_stands_before_the_programme_start_has_its_timecode() -> None:
    exported = export("scc", SCRIPT, [caption("Hello.", start=-60, end=-30)], NEVER)
    assert places(by_ttconv_scc(exported.content)) == [(-60, -30)]


@pytest.mark.parametrize(
    ("lines", "columns"),
    [(("x",), (15,)), (("x" * 32,), (0,)), (("x" * 31, "abc"), (0, 14)), (("abcd", "ab", "a"), (14, 15, 15))],
)
def test_lines_are_centred_at_the_foot(lines: tuple[str, ...], columns: tuple[int, ...]) -> None:
    content = export("scc", SCRIPT, [caption(*lines, start=90, end=120)], NEVER).content
    assert drawn(content) == [
        (row, column, line) for row, column, line in zip(range(16 - len(lines), 16), columns, lines, strict=True)
    ]


def drawn(content: bytes) -> list[tuple[int, int, str]]:
    """Row, column and text of each line, as ffmpeg's decoder of captions places them on its canvas of 384 by 288."""
    told = subprocess.run(
        [program("ffmpeg"), "-v", "error", "-f", "scc", "-i", "-", "-f", "ass", "-"],
        input=content,
        capture_output=True,
        check=True,
        timeout=60,
    )
    (dialogue,) = [line for line in told.stdout.decode().splitlines() if line.startswith("Dialogue:")]
    found = []
    for line in dialogue.split(",,", 2)[-1].split(r"\N"):
        place = re.search(r"\\pos\((\d+),(\d+)\)", line)
        assert place is not None
        text = re.sub(r"\{[^}]*\}", "", line).replace(r"\h", " ")
        # A tenth of the canvas is left free at each side.
        column = round((int(place[1]) - 38.4) * 32 / (384 * 0.8))
        row = round((int(place[2]) - 28.8) * 15 / (288 * 0.8)) + 1
        found.append((row, column + len(text) - len(text.lstrip()), text.strip()))
    return found


def test_titles_stand_at_the_top() -> None:
    title = caption("The Moon", "1969", start=90, end=120, role=Role.TITLE, speaker=None)
    _, words = lines_of(export("scc", SCRIPT, [title], NEVER).content)[0]
    assert [word for word in words if word[:2] == "91"] == ["91d6", "91d6", "9176", "9176"]


def test_italics_take_the_blank_behind_the_label_or_one_that_is_free() -> None:
    said = caption("A HANDFUL OF", "DREAMERS", start=90, end=120, voice_over=True)
    content = export("scc", SCRIPT, [said], ExportOptions(italics=True)).content
    (read,) = by_ttconv_scc(content)
    assert read.styles == (("NARRATOR:", "white", False), ("A HANDFUL OF", "white", True), ("DREAMERS", "white", True))
    assert packed(read.lines) == ["NARRATOR:AHANDFULOF", "DREAMERS"]


def test_speakers_have_the_colours_that_they_have_in_teletext() -> None:
    shown = [
        caption("Yes.", "x" * 32, start=90, end=120),
        caption("-Over?", "-No.", start=200, end=240, speaker="LEONOV", speakers=("LEONOV", "NARRATOR")),
    ]
    content = export("scc", SCRIPT, shown, ExportOptions(colours=True, labels="never")).content
    assert [[colour for _, colour, _ in one.styles] for one in by_ttconv_scc(content)] == [
        ["yellow", "yellow"],
        ["white", "yellow"],
    ]


def test_a_full_line_has_no_room_for_italics_beside_a_colour() -> None:
    shown = [caption("x" * 32, "y" * 31, start=90, end=140, voice_over=True)]
    exported = export("scc", SCRIPT, shown, ExportOptions(colours=True, italics=True, labels="never"))
    # In italics, which leave the colour as it is, ttconv sees the white that it began with.
    assert by_ttconv_scc(exported.content)[0].styles == (("x" * 32, "yellow", False), ("y" * 31, "white", True))
    assert codes(exported) == {"italics-left-out"}


def test_every_character_is_read_as_it_was_meant() -> None:
    characters = "".join(sorted(set(repertoire()._known) - {" "}))
    pieces = [characters[first : first + 16] for first in range(0, len(characters), 16)]
    shown = [caption(piece, start=100 * (place + 1), end=100 * (place + 1) + 50) for place, piece in enumerate(pieces)]
    exported = export("scc", SCRIPT, shown, NEVER)
    assert exported.problems == ()
    straight = [piece.replace("’", "'") for piece in pieces]
    assert [
        one.lines[0].strip().translate(_NAMES).replace("’", "'") for one in by_ttconv_scc(exported.content)
    ] == straight
    assert len(by_pycaption_scc(exported.content)) == len(pieces)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("so… – it’s “€5”", "so... - it's “EUR5”"),
        ("„so“, ‚so‘, «so»", "\"so\", 'so', «so»"),
        ("Žižek, Łódź, Dvořák", "Zizek, Lódz, Dvorák"),
        ("No 👩‍🚀 [日本]", "No ?? [??]"),
        ("a\u200bb\u00adc ﬁn", "abc fin"),
    ],
)
def test_what_cea_608_lacks_becomes_something_similar_and_is_said(typed: str, expected: str) -> None:
    exported = export("scc", SCRIPT, [caption(typed, start=90, end=120)], NEVER)
    assert [one.lines[0].strip() for one in by_ttconv_scc(exported.content)] == [expected]
    assert codes(exported) == {"text-changed-for-format"}


def test_a_script_of_other_letters_is_refused_and_not_made_question_marks() -> None:
    with pytest.raises(OutputRefused, match="letters that scc does not have, such as Ш"):
        export("scc", SCRIPT, [subtitle("Широка страна моя")])


def test_lines_that_are_too_long_are_folded_and_captions_shown_in_turn() -> None:
    words = " ".join(["word"] * 60)
    exported = export("scc", SCRIPT, [caption(words, start=200, end=800)], NEVER)
    read = by_ttconv_scc(exported.content)
    assert " ".join(line.strip() for one in read for line in one.lines) == words
    assert [len(one.lines) for one in read] == [4, 4, 2]
    assert (places(read)[0][0], places(read)[-1][1]) == (200, 800)
    assert codes(exported) == {"line-folded", "subtitle-split"}


def test_subtitles_are_cut_for_its_columns_and_for_no_other_formats() -> None:
    line = "Nobody, and I do mean nobody, had any right to think it would work, so of course they went and did it."
    script = transcript(frame_rate=DROP, cues=[cue("LEONOV", "10:00:08", line, lasting=8)])
    srt, scc = make(script, ["srt", "scc"], Delivery()).files
    assert max(len(one) for item in pysrt.from_string(srt.content.decode()) for one in item.text.split("\n")) > 32
    assert max(len(one.strip()) for read in by_ttconv_scc(scc.content) for one in read.lines) <= 32
    assert scc.problems == ()


def test_sound_notes_have_no_label() -> None:
    content = export("scc", SCRIPT, [sound_subtitle("[MUSIC]", start=4000, end=6000)]).content
    assert [one.lines for one in by_pycaption_scc(content)] == [("[MUSIC]",)]


def test_ffmpeg_reads_the_same_texts() -> None:
    shown = [caption("Hello, Zoë,", "said Élan.", start=90, end=120), caption("No!", start=121, end=150)]
    content = export("scc", SCRIPT, shown, NEVER).content
    told = subprocess.run(
        [program("ffmpeg"), "-v", "error", "-f", "scc", "-i", "-", "-f", "srt", "-"],
        input=content,
        capture_output=True,
        check=True,
        timeout=60,
    )
    read = [re.sub(r"<[^>]*>|\{[^}]*\}|\\h", "", one.text) for one in pysrt.from_string(told.stdout.decode())]
    assert read == ["Hello, Zoë,\nsaid Élan.", "No!"]


captions_in_order = st.lists(
    st.tuples(st.integers(0, 90), st.integers(1, 120), st.text("abé♪É ", min_size=1, max_size=70)),
    min_size=1,
    max_size=8,
)


@given(captions_in_order)
def test_words_are_sent_one_a_frame_and_captions_stand_as_they_are_said_to(
    drawn_ones: list[tuple[int, int, str]],
) -> None:
    placed, frame = [], 0
    for gap, length, text in drawn_ones:
        placed.append((Placed(frame + gap, frame + gap + length), list(units(text))))
        frame += gap + length
    sent, times = schedule(placed, 0)
    assert sent[0].frame >= 0
    assert all(one.frame + len(one.words) <= two.frame for one, two in pairwise(sent))
    flips = [one.frame + place for one in sent for place, word in enumerate(one.words) if word == 0x142F]
    assert flips[::2] == [one.start for one in times]
    assert flips[1::2] == [one.start + 1 for one in times]
    clears = [one.frame + place for one in sent for place, word in enumerate(one.words) if word == 0x142C][::2]
    ends = [
        one.end
        for one, follower in zip(times, [*times[1:], None], strict=True)
        if not follower or one.end < follower.start
    ]
    assert clears == ends
    for (wanted, _), one in zip(placed, times, strict=True):
        assert one.start >= wanted.start
        assert one.end > one.start


@given(subtitles(), st.sampled_from([DROP, NON_DROP, FrameRate(Fraction(25))]), st.booleans(), st.integers(0, 20))
def test_any_subtitles_are_well_formed_and_read_as_they_were_meant(
    shown: tuple[Subtitle, ...], rate: FrameRate, styled: bool, hour: int
) -> None:
    script = transcript(start=Timecode(hour, 0, 0), frame_rate=rate)
    try:
        exported = export("scc", script, shown, ExportOptions(labels="never", colours=styled, italics=styled))
    except OutputRefused:
        # Letters that CEA-608 does not have.
        event("refused")
        return
    said = codes(exported)
    sent = lines_of(exported.content)
    assert all(byte.bit_count() % 2 for _, words in sent for word in words for byte in bytes.fromhex(word))
    if "timecode-past-midnight" in said or not sent:
        return
    frames = [round(opentime.from_timecode(timecode, float(NTSC)).value) for timecode, _ in sent]
    assert all(one + len(words) <= two for (one, two), (_, words) in zip(pairwise(frames), sent, strict=False))
    read = by_ttconv_scc(exported.content)
    pages = (
        len(read)
        if "subtitle-split" in said
        else len(shown) - sum(p.code == "empty-subtitle" for p in exported.problems)
    )
    assert len(read) == pages
    assert all(len(line.strip()) <= 32 for one in read for line in one.lines)
    if not said - {"frames-converted", "caption-late", "end-moved", "subtitle-moved", "subtitle-shortened"}:
        assert [packed(tuple(line.translate(_NAMES) for line in one.lines)) for one in read] == [
            packed(one.lines) for one in shown
        ]
    if not said:
        grid = Grid(rate, Timecode(hour, 0, 0))
        meant = [(grid.frame_of_ms(one.start), grid.frame_of_ms(one.end)) for one in shown]
        assert places(read, rate, Timecode(hour, 0, 0)) == meant


def test_past_midnight_is_said_once() -> None:
    late = replace(SCRIPT, timing=replace(SCRIPT.timing, start=Timecode(23, 59, 58)))
    shown = [caption(f"No {place}.", start=100 * place, end=100 * place + 50) for place in range(1, 4)]
    exported = export("scc", late, shown, NEVER)
    assert lines_of(exported.content)[0][0].startswith("00:00:0")
    assert [problem.code for problem in exported.problems] == ["timecode-past-midnight"]
