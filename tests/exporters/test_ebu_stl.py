"""EBU STL: the bytes of a small file, and what ttconv reads from others.

No other package for Python reads the format, and ffmpeg takes `.stl` for Spruce's. The GSI block, the order of the
blocks and everything ttconv leaves aside is read here by the fields of EBU Tech 3264.
"""

from __future__ import annotations

import re
import struct
import subprocess
import unicodedata
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from ttconv.stl.datafile import _LC_BCP47_MAP as LANGUAGES

from tests.builders import cue, sound_subtitle, subtitle, subtitles, transcript
from tests.conftest import program
from tests.exporters.broadcast import NTSC, by_ttconv_stl, codes, packed
from tests.exporters.films import PAL
from transcript.errors import OutputRefused
from transcript.exporters import Exported, ExportOptions, ebu_stl, export
from transcript.exporters.ebu_stl import characters, gsi
from transcript.exporters.frames import Grid
from transcript.model import Role, Subtitle, Transcript
from transcript.timecode import FrameRate, Timecode

NEVER = ExportOptions(labels="never")
FILM = FrameRate(Fraction(24000, 1001))
DROP = FrameRate(NTSC, drop=True)
SCRIPT = transcript(
    name="moon.txt",
    frame_rate=PAL,
    cues=[
        cue("NARRATOR", "10:00:02", "Hello.", lines=(7, 8), voice_over=True),
        cue("LEONOV", "10:00:08", "Yes, we could have gone.", lines=(9, 9)),
    ],
)
_GSI = "3s8s1s2s2s32s32s32s32s32s32s16s6s6s2s5s5s3s2s2s1s8s8s1s1s3s32s32s32s75s576s"
_GSI_NAMES = (
    "CPN DFC DSC CCT LC OPT OET TPT TET TN TCD SLR CD RD RN TNB TNS TNG MNC MNR TCS TCP TCF TND DSN CO PUB EN ECD - UDA"
).split()


class Block(NamedTuple):
    """A TTI block by its fields."""

    group: int
    number: int
    extension: int
    cumulative: int
    begin: tuple[int, ...]
    end: tuple[int, ...]
    row: int
    justification: int
    comment: int
    text: bytes


def general(content: bytes) -> dict[str, str]:
    fields = struct.unpack(_GSI, content[:1024])
    return {name: field.decode("cp850").strip() for name, field in zip(_GSI_NAMES, fields, strict=True)}


def blocks(content: bytes) -> list[Block]:
    assert len(content) % 128 == 0
    found = [struct.unpack("<BHBB4B4BBBB112s", content[at : at + 128]) for at in range(1024, len(content), 128)]
    return [Block(one[0], one[1], one[2], one[3], one[4:8], one[8:12], *one[12:16]) for one in found]


def label(fields: tuple[int, ...]) -> Timecode:
    hours, minutes, seconds, frames = fields
    return Timecode(hours, minutes, seconds, frames)


def texts(content: bytes) -> list[bytes]:
    return [one.text.rstrip(b"\x8f") for one in blocks(content)]


def test_a_whole_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ebu_stl, "_today", lambda: date(2026, 3, 1))
    shown = [
        subtitle("It’s a Café", "in Åre.", start=2000, end=4600),
        subtitle("Yes, we could.", speaker="LEONOV", start=4600, end=3_725_040),
    ]
    exported = export("ebu-stl", SCRIPT, shown)
    assert exported.problems == ()
    blank = " " * 32
    head = (
        "850STL25.0100000moon".ljust(16 + 32)
        + blank * 5
        + " " * 16
        + "260301260301000000200002001402311000000010000200"
    )
    assert exported.content[:1024] == (head + "11").ljust(1024).encode()
    first, second = (
        b"NARRATOR: It\xb9s a Caf\xc2e\x8ain \xcaAre.".ljust(112, b"\x8f"),
        b"LEONOV: Yes, we could.".ljust(112, b"\x8f"),
    )
    assert exported.content[1024:] == (
        bytes((0, 1, 0, 255, 0, 10, 0, 2, 0, 10, 0, 4, 15, 21, 2, 0)) + first
        + bytes((0, 2, 0, 255, 0, 10, 0, 4, 15, 11, 2, 5, 1, 22, 2, 0)) + second
    )  # fmt: skip


def test_what_the_general_block_says() -> None:
    script = replace(SCRIPT, source=replace(SCRIPT.source, name="El Niño.docx", language="es-MX"))
    content = export("ebu-stl", script, [subtitle("Hola."), subtitle("Adiós.", start=5000, end=6000)]).content
    said = general(content)
    assert {name: said[name] for name in ("OPT", "LC", "DFC", "DSC", "CCT", "TNB", "TNS", "TNG", "TCP", "TCF")} == {
        "OPT": "El Niño",
        "LC": "0A",
        "DFC": "STL25.01",
        "DSC": "0",
        "CCT": "00",
        "TNB": "00002",
        "TNS": "00002",
        "TNG": "001",
        "TCP": "10000000",
        "TCF": "10000200",
    }


def test_a_title_that_does_not_fit_is_said() -> None:
    script = replace(SCRIPT, source=replace(SCRIPT.source, name="Тайга.txt"))
    exported = export("ebu-stl", script, [subtitle("Hello.")])
    assert (general(exported.content)["OPT"], codes(exported)) == ("?????", {"text-changed-for-format"})


def test_languages_have_the_codes_that_ttconv_knows() -> None:
    for code, tag in LANGUAGES.items():
        if tag and code not in (b"2A", b"2B"):  # Flemish is Dutch here; Walloon is left out
            assert gsi.language_code(tag) == code.decode()
    assert [gsi.language_code(tag) for tag in ("en-GB", "nb", None, "tlh")] == ["09", "1E", "00", "00"]


def test_voice_over_in_italics_but_not_its_label() -> None:
    shown = subtitle("A MOSCOW WAREHOUSE", "HOLDS SECRETS.", voice_over=True)
    content = export("ebu-stl", SCRIPT, [shown], ExportOptions(italics=True)).content
    assert texts(content) == [b"NARRATOR: \x80A MOSCOW WAREHOUSE\x81\x8a\x80HOLDS SECRETS.\x81"]
    assert by_ttconv_stl(content)[0].styles == (
        ("NARRATOR:", "white", False),
        ("A MOSCOW WAREHOUSE", "white", True),
        ("HOLDS SECRETS.", "white", True),
    )


def test_colours_make_teletext_of_it() -> None:
    shown = [
        subtitle("A MOSCOW", "WAREHOUSE."),
        subtitle("-Over?", "-No.", speaker="LEONOV", speakers=("LEONOV", "NARRATOR"), start=5000, end=6000),
    ]
    content = export("ebu-stl", SCRIPT, shown, ExportOptions(colours=True, labels="never")).content
    assert texts(content) == [
        b"\x0d\x03\x0b\x0bA MOSCOW\x0a\x0a\x8a\x8a\x0d\x03\x0b\x0bWAREHOUSE.\x0a\x0a",
        b"\x0d\x07\x0b\x0b-Over?\x0a\x0a\x8a\x8a\x0d\x03\x0b\x0b-No.\x0a\x0a",
    ]
    said = general(content)
    assert [said[name] for name in ("DSC", "MNC", "MNR")] == ["1", "40", "23"]
    assert [one.row for one in blocks(content)] == [20, 20]
    assert [[colour for _, colour, _ in one.styles] for one in by_ttconv_stl(content)] == [
        ["yellow", "yellow"],
        ["white", "yellow"],
    ]


def test_a_row_of_teletext_has_forty_places() -> None:
    content = export("ebu-stl", SCRIPT, [subtitle("x" * 36, "y" * 35)], replace(NEVER, colours=True)).content
    assert [len(row) for row in texts(content)[0].split(b"\x8a\x8a")] == [40, 39]


def test_the_last_line_stands_above_the_lowest_row_and_titles_at_the_top() -> None:
    shown = [
        subtitle("One."),
        subtitle("One", "and two.", start=5000, end=6000),
        subtitle("The Moon", speaker=None, role=Role.TITLE, start=7000, end=8000),
    ]
    assert [one.row for one in blocks(export("ebu-stl", SCRIPT, shown).content)] == [22, 21, 1]
    assert [one.row for one in blocks(export("ebu-stl", SCRIPT, shown, ExportOptions(colours=True)).content)] == [
        22,
        20,
        2,
    ]


def test_long_text_goes_on_in_extension_blocks() -> None:
    # The accent that would end a block goes with its letter into the next.
    shown = subtitle("x" * 31 + " " + "é" * 9, "y" * 38 + "é" * 2, "z" * 38)
    content = export("ebu-stl", SCRIPT, [shown], NEVER).content
    found = blocks(content)
    assert [(one.number, one.extension) for one in found] == [(1, 0), (1, 255)]
    assert not found[0].text.rstrip(b"\x8f").endswith(b"\xc2")
    assert packed(by_ttconv_stl(content)[0].lines) == packed(shown.lines)


@pytest.mark.parametrize(
    ("line", "table"),
    [
        ("Žluťoučký kůň, Łódź, naïve 50° — “so”", "00"),
        ("Широка страна моя", "01"),
        ("السلام عليكم", "02"),
        ("Καλημέρα κόσμε", "03"),
        ("שלום עולם", "04"),
    ],
)
def test_the_text_chooses_its_table(line: str, table: str) -> None:
    exported = export("ebu-stl", SCRIPT, [subtitle(line)], NEVER)
    assert general(exported.content)["CCT"] == table
    assert [one.lines for one in by_ttconv_stl(exported.content)] == [(line,)]
    assert exported.problems == ()


def test_iso_6937_is_what_glibc_and_ttconv_take_it_for() -> None:
    iconv = program("iconv")
    table = characters.choose("é").encoding
    for character, encoded in table.items():
        told = subprocess.run([iconv, "-f", "ISO6937", "-t", "UTF-8"], input=encoded, capture_output=True, check=False)
        glibc = unicodedata.normalize("NFC", told.stdout.decode())
        content = export("ebu-stl", SCRIPT, [subtitle(f"x{character}x")], NEVER).content
        (read,) = by_ttconv_stl(content)
        alike = "ÐĐ" if character in "ÐĐ" else character  # one character of two names
        assert unicodedata.normalize("NFC", read.lines[0])[1:-1] in alike
        assert glibc in alike, encoded


def test_what_the_table_lacks_becomes_something_similar_and_is_said() -> None:
    exported = export("ebu-stl", SCRIPT, [subtitle("so… – “€5” Pokémon 👩‍🚀 日本")], NEVER)
    assert [one.lines for one in by_ttconv_stl(exported.content)] == [("so... - “EUR5” Pokémon ?? ??",)]
    assert codes(exported) == {"text-changed-for-format"}


def test_text_that_no_table_has_is_refused_and_not_made_question_marks() -> None:
    with pytest.raises(OutputRefused, match="most of the text is in letters that ebu-stl does not have, such as 日"):
        export("ebu-stl", SCRIPT, [subtitle("日本語の字幕"), subtitle("OK.", start=5000, end=6000)], NEVER)


def on_frames(rate: FrameRate, start: Timecode, *places: tuple[int, int]) -> list[Subtitle]:
    ms = Grid(rate, start).seconds
    return [subtitle("Hello.", start=round(ms(one) * 1000), end=round(ms(two) * 1000)) for one, two in places]


PLACES = ((0, 1), (1, 30), (48, 50), (1500, 1510), (3596, 3602), (35_990, 36_100), (107_892, 108_000))


@pytest.mark.parametrize("rate", ["25", "29.97df"])
def test_frames_are_exact(rate: str) -> None:
    counted, start = FrameRate.parse(rate), Timecode(9, 59, 58, 12)
    exported = export("ebu-stl", transcript(start=start, frame_rate=counted), on_frames(counted, start, *PLACES), NEVER)
    first = start.frame_count(counted)
    read = [one.frames(counted.rate) for one in by_ttconv_stl(exported.content)]
    assert read == [(first + one, first + two) for one, two in PLACES]


@pytest.mark.parametrize(("rate", "disk"), [("25", "STL25.01"), ("30", "STL30.01"), ("29.97ndf", "STL30.01")])
def test_timecodes_are_those_of_the_film(rate: str, disk: str) -> None:
    # ttconv takes all STL30.01 for drop-frame: these are read by their bytes.
    counted, start = FrameRate.parse(rate), Timecode(9, 59, 58, 12)
    exported = export("ebu-stl", transcript(start=start, frame_rate=counted), on_frames(counted, start, *PLACES), NEVER)
    assert general(exported.content)["DFC"] == disk
    found = [(label(one.begin), label(one.end)) for one in blocks(exported.content)]
    timecode = Grid(counted, start).timecode
    assert found == [(timecode(one), timecode(two)) for one, two in PLACES]
    assert codes(exported) == ({"frame-rate-unsaid"} if rate == "29.97ndf" else set())


@pytest.mark.parametrize("rate", ["50", "60", "59.94ndf", "59.94df"])
def test_at_double_rates_timecode_counts_pairs(rate: str) -> None:
    counted, start = FrameRate.parse(rate), Timecode(9, 59, 58, 12)
    exported = export("ebu-stl", transcript(start=start, frame_rate=counted), on_frames(counted, start, *PLACES), NEVER)
    grid = Grid(counted, start)

    def pair(frame: int) -> tuple[int, ...]:
        one = grid.timecode(frame)
        assert one.frames is not None
        return one.hours, one.minutes, one.seconds, one.frames // 2

    found = blocks(exported.content)
    # The second subtitle begins in the pair that the first ends in, which has to end a pair later.
    assert [one.begin for one in found][2:] == [pair(one) for one, _ in PLACES][2:]
    assert [one.end for one in found][2:] == [pair(two) for _, two in PLACES][2:]
    assert all(one.end <= two.begin for one, two in pairwise(found))


def test_drop_frame_labels_stand_as_they_are_and_a_problem_says_that_the_file_does_not_say_it() -> None:
    start = Timecode(10, 0, 59, 28, drop=True)
    shown = on_frames(DROP, start, (0, 2), (2, 10))
    exported = export("ebu-stl", transcript(start=start, frame_rate=DROP), shown, NEVER)
    assert [one.begin for one in blocks(exported.content)] == [(10, 0, 59, 28), (10, 1, 0, 2)]
    assert codes(exported) == {"frame-rate-unsaid"}


@pytest.mark.parametrize("rate", [FILM, FrameRate(Fraction(24)), FrameRate(Fraction(48))], ids=str)
def test_other_rates_are_refused_with_the_way_out(rate: FrameRate) -> None:
    with pytest.raises(OutputRefused, match=rf"the film runs at {rate}; .*--stretch {rate}:25"):
        export("ebu-stl", transcript(frame_rate=rate), [subtitle("Hello.")])


def test_a_whole_second_script_is_asked_for_its_rate() -> None:
    with pytest.raises(OutputRefused, match="ebu-stl counts frames"):
        export("ebu-stl", transcript(), [subtitle("Hello.")])


def test_quotation_marks_are_of_one_kind_in_all_subtitles() -> None:
    """The table has “ and not „: a pair may begin in one subtitle and end in the next."""
    shown = [subtitle("Er rief: „Das Meer", start=1000, end=3000), subtitle("ist schön“.", start=3000, end=5000)]
    read = by_ttconv_stl(export("ebu-stl", SCRIPT, shown, NEVER).content)
    assert [one.lines[0].strip() for one in read] == ['Er rief: "Das Meer', 'ist schön".']
    english = export("ebu-stl", SCRIPT, [subtitle("“So”, she said.")], NEVER)
    assert [one.lines[0].strip() for one in by_ttconv_stl(english.content)] == ["“So”, she said."]


def test_overlaps_are_cut_and_said() -> None:
    shown = [subtitle("One.", start=1000, end=5000), subtitle("Two.", start=3000, end=6000)]
    exported = export("ebu-stl", SCRIPT, shown, NEVER)
    assert [one.frames(Fraction(25)) for one in by_ttconv_stl(exported.content)] == [
        (900_025, 900_075),
        (900_075, 900_150),
    ]
    assert codes(exported) == {"subtitle-shortened"}


def test_a_subtitle_of_ten_thousand_characters_is_shown_in_turn() -> None:
    words = " ".join(["word"] * 2000)
    exported = export("ebu-stl", SCRIPT, [subtitle(words, start=0, end=60_000)], NEVER)
    assert codes(exported) == {"line-folded", "subtitle-split"}
    folded = exported.problems[0]
    assert "is folded in ebu-stl, for lines of 42 are asked for: " in folded.message
    assert folded.fix == "ask for longer lines with --line-length"
    teletext = export("ebu-stl", SCRIPT, [subtitle(words, start=0, end=60_000)], replace(NEVER, colours=True))
    assert re.search(r"is folded in ebu-stl, for ebu-stl has \d\d columns: ", teletext.problems[0].message)
    assert teletext.problems[0].fix == "ask for shorter lines with --line-length"
    read = by_ttconv_stl(exported.content)
    assert " ".join(line for one in read for line in one.lines) == words
    assert (read[0].start, read[-1].end) == (Fraction(36_000), Fraction(36_060))
    assert max(len(line) for one in read for line in one.lines) <= 42
    assert max(len(one.lines) for one in read) <= 22


def test_sound_notes_have_no_label() -> None:
    content = export("ebu-stl", SCRIPT, [sound_subtitle("[MUSIC]")], ExportOptions(colours=True)).content
    assert [one.lines for one in by_ttconv_stl(content)] == [("[MUSIC]",)]


def well_formed(exported: Exported) -> list[Block]:
    said, found = general(exported.content), blocks(exported.content)
    assert int(said["TNB"]) == len(found)
    assert int(said["TNS"]) == len({(one.group, one.number) for one in found})
    for one, two in pairwise(found):
        assert (
            (two.number, two.extension in (0, 255)) == (one.number + 1, True)
            if one.extension == 255
            else (
                one.number,
                True,
            )
        )
    assert all(one.cumulative == one.comment == 0 and one.justification == 2 for one in found)
    assert all(1 <= one.row <= int(said["MNR"]) for one in found)
    assert not found or found[-1].extension == 255
    return found


@given(subtitles(), st.sampled_from(["25", "29.97ndf", "30", "50", "59.94df"]), st.booleans(), st.integers(0, 20))
def test_any_subtitles_are_well_formed_and_read_as_they_were_meant(
    shown: tuple[Subtitle, ...], rate: str, styled: bool, hour: int
) -> None:
    script: Transcript = transcript(start=Timecode(hour, 0, 0), frame_rate=FrameRate.parse(rate))
    try:
        exported = export("ebu-stl", script, shown, ExportOptions(labels="never", colours=styled, italics=True))
    except OutputRefused:
        # Letters that no table has.
        event("refused")
        return
    well_formed(exported)
    if "timecode-past-midnight" in codes(exported) or codes(exported) & {"subtitle-moved", "subtitle-shortened"}:
        return
    # Subtitles that end behind midnight are left out by ttconv.
    read = by_ttconv_stl(exported.content)
    assert all("\ufffd" not in line for one in read for line in one.lines)
    if not codes(exported) - {"frame-rate-unsaid"} and len(read) == len(shown):
        assert [packed(one.lines) for one in read] == [packed(one.lines) for one in shown]


def test_past_midnight_is_said_once() -> None:
    late = replace(SCRIPT, timing=replace(SCRIPT.timing, start=Timecode(23, 59, 59)))
    shown = [subtitle("One.", start=0, end=500), subtitle("Two."), subtitle("Three.", start=5000, end=6000)]
    exported = export("ebu-stl", late, shown, NEVER)
    assert [one.begin for one in blocks(exported.content)] == [(23, 59, 59, 0), (0, 0, 1, 0), (0, 0, 4, 0)]
    assert [problem.code for problem in exported.problems] == ["timecode-past-midnight"]


def test_what_stands_before_the_programme_start_has_its_timecode() -> None:
    exported = export("ebu-stl", SCRIPT, [subtitle("Hello.", start=-2000, end=-1000)], NEVER)
    assert [one.begin for one in blocks(exported.content)] == [(9, 59, 58, 0)]
