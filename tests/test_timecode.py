"""Frame rates and timecodes, held against the arithmetic of opentimelineio."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from opentimelineio import opentime

from transcript.errors import InvalidTimecode
from transcript.timecode import FrameRate, Timecode

RATES = {
    "23.976": Fraction(24000, 1001),
    "24": Fraction(24),
    "25": Fraction(25),
    "29.97": Fraction(30000, 1001),
    "29.97df": Fraction(30000, 1001),
    "30": Fraction(30),
    "50": Fraction(50),
    "59.94": Fraction(60000, 1001),
    "59.94df": Fraction(60000, 1001),
    "60": Fraction(60),
}
rates = st.sampled_from([FrameRate.parse(text) for text in RATES])
drop_rates = st.sampled_from([FrameRate.parse("29.97df"), FrameRate.parse("59.94df")])
# opentime begins again at 00:00:00:00 after a day.
frames_of_a_day = st.integers(0, 24 * 3600 * 24 - 1)


def opentime_label(count: int, rate: FrameRate) -> str:
    exact = float(rate.rate)
    return str(opentime.to_timecode(opentime.RationalTime(count, exact), exact, rate.drop))


@pytest.mark.parametrize(("text", "exact"), RATES.items())
def test_a_frame_rate_is_exact_and_prints_as_it_is_written(text: str, exact: Fraction) -> None:
    rate = FrameRate.parse(text)
    assert (rate.rate, rate.drop, str(rate)) == (exact, text.endswith("df"), text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("23.98", "23.976"),
        ("23.97", "23.976"),
        ("24000/1001", "23.976"),
        ("29.970", "29.97"),
        ("29.97 NDF", "29.97"),
        ("29.97 DF", "29.97df"),
        ("60000/1001df", "59.94df"),
        ("25.0", "25"),
        (" 25 ", "25"),
    ],
)
def test_other_ways_to_write_a_frame_rate(text: str, meant: str) -> None:
    assert FrameRate.parse(text) == FrameRate.parse(meant)


@pytest.mark.parametrize(
    "text", ["", "fast", "0", "0/5", "25/0", "-25", "25,5", "25 fps", "1e3", "٢٥", "25df", "24df", "30df"]
)
def test_what_is_no_frame_rate_is_refused(text: str) -> None:
    with pytest.raises(InvalidTimecode):
        FrameRate.parse(text)


@given(st.fractions(min_value=Fraction(1, 1000), max_value=1000, max_denominator=1001))
def test_any_frame_rate_is_read_back_from_its_print(rate: Fraction) -> None:
    assert FrameRate.parse(str(FrameRate(rate))) == FrameRate(rate)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("10:00:02", Timecode(10, 0, 2)),
        ("10.00.02", Timecode(10, 0, 2)),
        ("1:2:3", Timecode(1, 2, 3)),
        ("100:00:00", Timecode(100, 0, 0)),
        ("10:00:02:12", Timecode(10, 0, 2, 12)),
        ("10.00.02.12", Timecode(10, 0, 2, 12)),
        ("10:00:02;12", Timecode(10, 0, 2, 12, drop=True)),
        ("10;00;02;12", Timecode(10, 0, 2, 12, drop=True)),
        (" 10:00:02\n", Timecode(10, 0, 2)),
    ],
)
def test_a_timecode_as_scripts_write_it(text: str, label: Timecode) -> None:
    assert Timecode.parse(text) == label


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10",
        "10:00",
        "10:61:00",
        "10:00:60",
        "10.52.376",  # a digit too many
        "10:00:02.500",  # milliseconds are not frames
        "10:00:02:12:01",
        "01x02x03x04",
        "-1:00:00",
        "١٠:٠٠:٠٢",
    ],
)
def test_what_is_no_timecode_is_refused_with_what_was_found(text: str) -> None:
    with pytest.raises(InvalidTimecode) as refusal:
        Timecode.parse(text)
    assert text in str(refusal.value)


@given(st.integers(0, 10**7), rates)
def test_a_label_is_read_back_from_its_print(count: int, rate: FrameRate) -> None:
    for label in (Timecode.of_frames(count % 10**6, rate), Timecode.of_seconds(count % (999 * 3600))):
        assert Timecode.parse(str(label)) == label


@given(frames_of_a_day, rates)
@example(1800, FrameRate.parse("29.97df"))  # 00:01:00;02, the first minute that skips two labels
@example(17982, FrameRate.parse("29.97df"))  # 00:10:00;00, which skips none
@example(3600, FrameRate.parse("59.94df"))
def test_labels_are_those_of_opentime(count: int, rate: FrameRate) -> None:
    assert str(Timecode.of_frames(count, rate)) == opentime_label(count, rate)


@given(frames_of_a_day, rates)
def test_frame_numbers_are_those_of_opentime(count: int, rate: FrameRate) -> None:
    label = opentime_label(count, rate)
    theirs = opentime.from_timecode(label, float(rate.rate))
    assert Timecode.parse(label).frame_count(rate) == theirs.value == count


@given(frames_of_a_day, rates)
def test_times_are_exact_where_opentime_is_near(count: int, rate: FrameRate) -> None:
    time = Timecode.of_frames(count, rate).time(rate)
    assert time == count / rate.rate
    assert abs(float(time) - opentime.RationalTime(count, float(rate.rate)).to_seconds()) < 1e-6


@given(st.integers(0, 10**8), rates)
def test_every_frame_has_one_label_and_every_label_one_frame(count: int, rate: FrameRate) -> None:
    label = Timecode.of_frames(count, rate)
    assert label.frame_count(rate) == count
    assert label < Timecode.of_frames(count + 1, rate)


def test_twenty_nine_ninety_seven_runs_behind_the_clock_and_drop_frame_keeps_up_with_it() -> None:
    hour = Timecode(1, 0, 0, 0)
    assert hour.time(FrameRate.parse("29.97")) == Fraction("3603.6")
    assert hour.time(FrameRate.parse("29.97df")) == Fraction("3599.9964")
    assert hour.time(FrameRate.parse("25")) == 3600


@given(drop_rates, st.integers(0, 23), st.integers(0, 59), st.integers(0, 3))
def test_labels_that_drop_frame_skips_are_refused(rate: FrameRate, hours: int, minutes: int, frames: int) -> None:
    label = Timecode(hours, minutes, 0, frames, drop=True)
    if minutes % 10 and frames < rate.dropped:
        with pytest.raises(InvalidTimecode, match="drop-frame skips"):
            label.frame_count(rate)
    else:
        assert Timecode.of_frames(label.frame_count(rate), rate) == label


@pytest.mark.parametrize(
    ("label", "rate"),
    [
        ("00:00:00:24", "23.976"),
        ("00:00:00:25", "25"),
        ("00:00:00:30", "29.97"),
        ("00:00:00;30", "29.97df"),
        ("00:01:00;00", "29.97df"),
        ("00:01:00;03", "59.94df"),
        ("00:01:00:01", "29.97df"),
        ("00:00:02;12", "25"),
        ("00:00:02;12", "29.97"),
    ],
)
def test_a_label_that_does_not_exist_at_a_rate_is_refused_by_name(label: str, rate: str) -> None:
    with pytest.raises(InvalidTimecode) as refusal:
        Timecode.parse(label).time(FrameRate.parse(rate))
    assert label in str(refusal.value)


@pytest.mark.parametrize("label", [Timecode(0, 60, 0), Timecode(0, 0, 60), Timecode(0, 0, 0, -1), Timecode(-1, 0, 0)])
def test_a_label_past_its_minute_or_second_has_no_frame(label: Timecode) -> None:
    with pytest.raises(InvalidTimecode):
        label.frame_count(FrameRate.parse("25"))


def test_before_the_first_frame_there_is_no_label() -> None:
    with pytest.raises(InvalidTimecode):
        Timecode.of_frames(-1, FrameRate.parse("25"))
    with pytest.raises(InvalidTimecode):
        Timecode.of_seconds(-1)


@given(drop_rates, st.integers(0, 24 * 60))
def test_a_whole_second_label_is_the_first_frame_of_its_second(rate: FrameRate, minute: int) -> None:
    whole = Timecode.of_seconds(minute * 60)
    first = whole.frame_count(rate)
    assert Timecode.of_frames(first, rate).label_seconds == minute * 60
    assert first == 0 or Timecode.of_frames(first - 1, rate).label_seconds == minute * 60 - 1


def test_whole_second_labels_need_no_rate_and_labels_with_frames_do() -> None:
    assert Timecode(10, 0, 2).time() == 36002
    with pytest.raises(InvalidTimecode, match="--fps"):
        Timecode(10, 0, 2, 12).time()


def test_labels_with_and_without_frames_stand_in_one_order() -> None:
    labels = [Timecode(10, 0, 2, 12), Timecode(10, 0, 3), Timecode(10, 0, 2), Timecode(9, 59, 59, 24)]
    assert [str(label) for label in sorted(labels)] == ["09:59:59:24", "10:00:02", "10:00:02:12", "10:00:03"]
