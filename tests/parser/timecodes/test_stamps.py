"""Timecodes as people type them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcript.parser.timecodes.stamps import Stamp, in_order, is_stamp, leading_stamp, read_stamps, trailing_stamp


@pytest.mark.parametrize(
    "typed",
    [
        "10.00.02",
        "10:00:02",
        "9.05.12",
        "10:00:02:12",
        "10:00:02;12",
        "10.52.376",  # a digit too many
        "10.5.37",  # a digit too few
        "1O.00.02",  # a letter for a nought
        "10.l4.53",  # a letter for a one
        "10.1453",  # a point left out
        "1014.53",
        "10. 14.53",  # a space that crept in
    ],
)
def test_a_timecode_is_one_slips_included(typed: str) -> None:
    assert is_stamp(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "1969",
        "10.30",  # a time of day as often as not
        "1.2.3",
        "07/11/1917",
        "192.168.0.1.7",
        "Oil.Ill.Ooo",
        "10.00.02 NARRATOR",
        "£10.00.00",
        "",
    ],
)
def test_other_figures_are_none(typed: str) -> None:
    assert not is_stamp(typed)


def test_a_timecode_typed_into_the_line_of_its_text_is_found_at_either_end() -> None:
    assert "10.00.02 THE TIDE COMES FIRST."[: leading_stamp("10.00.02 THE TIDE COMES FIRST.")] == "10.00.02"
    assert "Harbour wall 10.00.02"[trailing_stamp("Harbour wall 10.00.02") :] == "10.00.02"


@pytest.mark.parametrize(
    "text", ["10.00.02", "10.00.72 THE TIDE", "10.00.021 THE TIDE", "10.00.02THE TIDE", "in 1866", ""]
)
def test_a_line_without_a_sound_timecode_in_front_of_its_text_has_none(text: str) -> None:
    assert leading_stamp(text) == 0


@pytest.mark.parametrize("text", ["10.00.02", "[unintelligible 00:15:36]", "at 10.00.72", "Page 12", ""])
def test_a_line_without_a_sound_timecode_behind_its_text_has_none(text: str) -> None:
    assert trailing_stamp(text) == 0


def test_the_fields_of_a_timecode() -> None:
    assert read_stamps(["10.00.02", "9:05:12"]) == [Stamp("10.00.02", 36002), Stamp("9:05:12", 32712)]


def test_four_fields_have_frames_or_days() -> None:
    assert read_stamps(["10:00:02:12"]) == [Stamp("10:00:02:12", 36002, frames=12)]
    assert read_stamps(["01:00:02;12"]) == [Stamp("01:00:02;12", 3602, frames=12, drop=True)]
    assert read_stamps(["04:13:23:43"], days=True) == [Stamp("04:13:23:43", ((4 * 24 + 13) * 60 + 23) * 60 + 43)]


def test_two_fields_are_minutes_and_seconds() -> None:
    assert [stamp.seconds for stamp in read_stamps(["0:07", "59:58", "75:03"])] == [7, 3598, 4503]


def test_decimals_are_exact() -> None:
    assert read_stamps(["00:00:07.5", "00:00:09,120"]) == [
        Stamp("00:00:07.5", 7, fraction=Fraction(1, 2)),
        Stamp("00:00:09,120", 9, fraction=Fraction(3, 25)),
    ]


@pytest.mark.parametrize("typed", ["10.52.376", "10.5.37", "10.60.00", "10.00.60", "10.l4.53", "10.1453"])
def test_a_timecode_with_a_slip_is_kept_as_typed_and_has_no_time(typed: str) -> None:
    assert read_stamps([typed]) == [Stamp(typed, None)]


def test_the_form_of_the_others_tells_what_a_timecode_is() -> None:
    """One label of two fields among many of three is a slip, not minutes and seconds."""
    hours = [f"10.00.{second:02}" for second in range(20)]
    assert read_stamps([*hours, "10.21"])[-1].seconds is None


def test_timecodes_run_forward_and_other_figures_do_not() -> None:
    assert in_order(["10.00.02", "10.00.09", "10.00.04", "10.00.15", "10.00.21"])
    assert not in_order(["12.05.36", "07.11.17", "03.03.18", "01.02.14"])
    assert not in_order(["10.00.99", "10.00.89"])


@given(st.text(alphabet="0123456789OoIl.:;, [A\u00a0²٣", max_size=20))
def test_any_text_is_taken_apart_without_loss(text: str) -> None:
    text = text.strip()
    assert 0 <= leading_stamp(text) < max(1, len(text))
    assert 0 <= trailing_stamp(text) < max(1, len(text))
    if is_stamp(text):
        (stamp,) = read_stamps([text])
        assert stamp.typed == text
        assert stamp.seconds is None or 0 <= stamp.seconds < 1000 * 3600


def test_minutes_that_a_spreadsheet_took_for_hours() -> None:
    """From 24:00 on a time of day is a duration to it, with seconds of its own."""
    stamps = read_stamps(["21:36", "22:53", "23:59", "24:40:00", "25:00:00", "27:03:00"])
    assert [stamp.seconds for stamp in stamps] == [1296, 1373, 1439, 1480, 1500, 1623]
    assert [stamp.spread for stamp in stamps] == [False] * 3 + [True] * 3


@pytest.mark.parametrize(
    "texts",
    [
        ["21:36", "22:53", "23:59", "24:40:12", "25:00:00"],
        ["58:10", "59:20", "59:50", "1:00:00", "1:01:00"],
        ["23:00:00", "23:59:00", "24:10:00"],
    ],
)
def test_other_timecodes_with_hours_have_them(texts: list[str]) -> None:
    assert not any(stamp.spread for stamp in read_stamps(texts))


def test_minutes_and_seconds_among_hours_count_where_they_stand_in_order() -> None:
    def seconds(typed: str) -> list[int | None]:
        rest = " ".join(f"1:{minute:02}:00" for minute in range(30))
        return [stamp.seconds for stamp in read_stamps(f"{typed} {rest}".split())][: len(typed.split())]

    assert seconds("0:00:00 5:00 0:06:54 10:00 0:12:50") == [0, 300, 414, 600, 770]
    assert seconds("0:00:00 0:06:54 5:00 0:12:50") == [0, 414, None, 770]
    assert read_stamps(["0:00:00", *(["0:06:54"] * 20), "15:00"])[-1].seconds is None  # nothing stands behind it
