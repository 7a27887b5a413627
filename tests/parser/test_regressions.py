"""Readings that were wrong once: each the smallest script that showed it."""

from __future__ import annotations

import pytest

from tests.parser.documents import LIGHTHOUSE, columns, flattened, kinds, labelled, lines, read
from tests.parser.test_assemble import film
from tests.parser.test_people import merged
from tests.parser.timecodes.test_repair import REEL_1, mended, reels
from transcript.parser import ParseSettings
from transcript.parser.evidence.headings import read_heading
from transcript.parser.timecodes.stamps import read_stamps
from transcript.timecode import FrameRate


# 2 · the fix that the problem itself offers (--alias KRYKOV=KRYKOV) does nothing
def test_the_user_keeps_two_names_apart() -> None:
    assert merged("KRYUKOV, KRYUKOV, KRYKOV", KRYKOV="KRYKOV") == {}


# 3 · a slip of a name that has an alias is left on its own
def test_a_slip_of_a_name_that_has_an_alias_goes_the_same_way() -> None:
    assert merged("KOROLEV, KOROLEV, KOROLOV, CHIEF", KOROLEV="CHIEF") == {"KOROLEV": "CHIEF", "KOROLOV": "CHIEF"}


# 4 · NARR. is in people._ABBREVIATIONS and can never be read as a heading
def test_an_abbreviated_narrator_is_a_heading() -> None:
    heading = read_heading("NARR.")
    assert heading is not None
    assert heading.narrator


# 5 · a letter for a nought at the end of the hours: 10 becomes 1, given, without a problem
def test_a_letter_in_the_hours_is_no_digit_less() -> None:
    assert read_stamps(["1O.00.02"])[0].seconds in (None, 36002)
    assert mended("1O.00.02 10.00.05 10.00.08 10.00.12")[0] == "10.00.02"


# 6 · two slips side by side in the first two minutes are taken for a new reel
def test_two_slips_side_by_side() -> None:
    typed = "10.00.00 10.00.04 10.10.09 10.10.12 10.00.18 10.00.21 10.00.25"
    assert mended(typed)[2:4] == ["10.00.09", "10.00.12"]
    assert set(reels(typed)) == {1}


# 7 · a slip among the first of a reel: every timecode of the reel is kept out of the timing
def test_a_slip_at_the_head_of_a_second_reel() -> None:
    second = "01.00.00 01.00.09 01.10.15 01.00.20 01.00.31 01.00.36"
    assert mended(REEL_1 + second)[-6:] == ["01.00.00", "01.00.09", "01.00.15", "01.00.20", "01.00.31", "01.00.36"]


# 8 · a wild timecode before the last: kept as given, and the last, which was right, is moved by five hours
def test_a_wild_timecode_before_the_last_is_the_slip() -> None:
    assert mended("10.00.00 10.00.05 14.33.21 10.00.11") == ["10.00.00", "10.00.05", "-", "10.00.11"]


# 9 · with frames nothing out of order is ever mended
def test_a_timecode_with_frames_is_mended_like_one_without() -> None:
    assert mended("10:14:50:00 10:14:53:10 10:15:56:20 10:15:00:05 10:15:04:00")[2] == "10.14.56.20"


# 10 · within one second frames run backwards, given, without a problem
def test_frames_do_not_run_backwards() -> None:
    found = mended("10:00:00:00 10:00:05:20 10:00:05:10 10:00:06:00")
    kept = [one for one in found if one != "-"]
    assert kept == sorted(kept)


FRAMED = """
    Waves on rock | 10:00:00:00 | NARRATOR
                  |             | THE TIDE COMES FIRST.
    MS            | 10:00:05:30 | So now they think it was me.
    MS            | 10:00:06:00 | And it was not me.
    CU lamp       | 10:00:08:00 | No.
"""


# 11 · one frame that the rate does not have refuses the whole script, without a line
def test_a_frame_that_does_not_exist_is_one_timecode_s_slip() -> None:
    script = read(columns(FRAMED), ParseSettings(layout="columns", frame_rate=FrameRate.parse("25")))
    assert [problem.span.first for problem in script.problems] == [3]


# 12 · DESIGN: a first timecode in the last minute of an hour is pre-roll of the next (US programmes begin at 01:00:00)
def test_pre_roll_of_the_first_hour() -> None:
    assert str(film("Waves on rock | 00.59.50 | THE TIDE COMES FIRST.").timing.start) == "01:00:00"


# 13 · the tab layout keeps a stray mark in the speech that the flattened one takes out
@pytest.mark.parametrize("form", ["columns", "columns-flattened"])
def test_a_stray_mark_behind_speech(form: str) -> None:
    script = f"""{LIGHTHOUSE}
        Oil | 10.01.03 | NARRATOR
            |          | THE LETTERS WERE ALL OF ONE KIND “
            |          | AND ASKED FOR BREAD AND FOR NEWS.
    """
    document = columns(script) if form == "columns" else flattened(script)
    assert ("UNPLACED", "“") in kinds(labelled(form, document))


# 14, 15 · the columns layout being written now: whole scripts become FRONT, also where the layout is asked for
def test_a_short_table_is_a_script() -> None:
    script = "Waves on rock | 10.00.00 | THE TIDE.\nMS | 10.00.04 | He sang.\nMS | 10.00.08 | No."
    assert lines(film(script)) == [
        ("10:00:00", None, "THE TIDE."),
        ("10:00:04", None, "He sang."),
        ("10:00:08", None, "No."),
    ]


def test_a_note_that_is_a_column_s_name_is_no_header() -> None:
    table = "".join(f"note\t10.00.{second:02}\tMORAG\n\t\tHello there.\n" for second in range(20))
    assert len(read(table).cues) == 20


# 16 · the same: one-word notes become headings and NARRATOR a line
def test_one_word_notes_are_no_headings() -> None:
    script = film("""
        Waves | 10.00.00 | NARRATOR
        Gulls | 10.00.08 | THE BOATS COME AFTER.
              | 10.00.15 | AND THEN THE GULLS.
    """)
    assert [shot.note for shot in script.shots] == ["Waves", "Gulls"]
    assert {cue.speaker for cue in script.cues} == {"NARRATOR"}


# 17 · a forward jump by whole hours at a break (DESIGN: "back or by whole hours")
def test_a_jump_by_a_whole_hour_at_a_break_is_a_new_reel() -> None:
    second = "11.00.00 11.08.00 11.16.00 11.24.00"
    assert reels(REEL_1 + second, breaks=("11.00.00",)) == [1] * 5 + [2] * 4


# 18 · a sentence of four words in capitals, ended, is cut in two where the next timecode stands two lines below it
def test_a_short_sentence_in_capitals_is_not_cut() -> None:
    script = f"""{LIGHTHOUSE}
        TITLE MUSIC | 10.01.03 |
        Fog         | 10.01.24 | NARRATOR
                    |          | THEN CAME THE FOG.
                    | 10.01.28 | END CREDITS
    """
    document = flattened(script).replace("FOG.\n\n\n\n\n\n10", "FOG.\n\n\n10")
    assert "THEN CAME THE FOG." in [text for _, text in kinds(labelled("columns-flattened", document))]
