"""Timecodes with slips, mended by their neighbours and by what is spoken under them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcript.model import Provenance
from transcript.parser.timecodes.repair import mend, words_per_second
from transcript.parser.timecodes.slips import UNIT
from transcript.parser.timecodes.stamps import read_stamps

GIVEN, REPAIRED, ESTIMATED = Provenance.GIVEN, Provenance.REPAIRED, Provenance.ESTIMATED


def mended(typed: str, words: dict[str, int] | None = None, breaks: tuple[str, ...] = ()) -> list[str]:
    """What became of the timecodes typed, `-` for one that is kept out of the timing.

    words: how many are spoken under a timecode, as typed; a few under the others. breaks: the timecodes that stand
    behind a title.
    """
    texts = typed.split()
    said = [(words or {}).get(text, 3) for text in texts]
    found = mend(read_stamps(texts), said, [text in breaks for text in texts])
    return ["-" if one.timecode is None else str(one.timecode).replace(":", ".") for one in found]


def provenance(typed: str) -> list[Provenance]:
    texts = typed.split()
    return [one.time for one in mend(read_stamps(texts), [3] * len(texts), [False] * len(texts))]


def reels(typed: str, breaks: tuple[str, ...] = ()) -> list[int]:
    texts = typed.split()
    return [one.reel for one in mend(read_stamps(texts), [3] * len(texts), [text in breaks for text in texts])]


def test_timecodes_in_order_stay_as_they_are() -> None:
    typed = "10.00.00 10.00.02 10.00.02 10.00.07 10.59.59 11.00.03"
    assert mended(typed) == typed.split()
    assert set(provenance(typed)) == {GIVEN}


def test_a_wrong_minute_is_mended_by_its_neighbours() -> None:
    assert mended("10.14.50 10.14.53 10.15.56 10.15.00 10.15.04") == [
        "10.14.50", "10.14.53", "10.14.56", "10.15.00", "10.15.04",
    ]  # fmt: skip
    assert provenance("10.14.50 10.14.53 10.15.56 10.15.00 10.15.04") == [GIVEN, GIVEN, REPAIRED, GIVEN, GIVEN]


@pytest.mark.parametrize(
    ("before", "slip", "after", "meant"),
    [
        ("10.52.30", "10.52.376", "10.52.40", "10.52.37"),  # a digit too many
        ("10.52.30", "10.5.37", "10.52.40", "10.52.37"),  # a digit too few
        ("10.52.30", "10.25.37", "10.52.40", "10.52.37"),  # two digits swapped
        ("10.52.30", "10.52.3l", "10.52.33", "10.52.31"),  # a letter for a figure
        ("10.52.30", "1O.52.37", "10.52.40", "10.52.37"),
        ("10.52.30", "10.5237", "10.52.40", "10.52.37"),  # a point left out
        ("10.52.30", "10.42.37", "10.52.40", "10.52.37"),  # too early
        ("10.52.30", "11.52.37", "10.52.40", "10.52.37"),  # too late
        ("10.52.30", "10,52.37", "10.52.40", "10.52.37"),
        ("10.52.30", "10.52.3737", "10.52.40", "10.52.37"),
    ],
)
def test_slips_of_every_kind(before: str, slip: str, after: str, meant: str) -> None:
    assert mended(f"10.52.20 10.52.25 {before} {slip} {after} 10.52.46 10.52.50")[3] == meant


def test_of_several_readings_the_one_whose_speech_fits_wins() -> None:
    """20 words do not fit between 10.02.28 and 10.02.39 from 10.02.37 on: it is that one that is early."""
    typed = "10.02.14 10.02.21 10.02.37 10.02.28 10.02.39 10.02.45"
    words = {"10.02.37": 3, "10.02.28": 20}
    assert mended(typed, words) == ["10.02.14", "10.02.21", "10.02.27", "10.02.28", "10.02.39", "10.02.45"]


def test_few_words_leave_the_later_timecode_to_be_the_slip() -> None:
    """The same timecodes where much is spoken under the first and nothing under the second."""
    typed = "10.02.14 10.02.21 10.02.37 10.02.28 10.02.49 10.02.55"
    assert mended(typed, {"10.02.21": 38, "10.02.37": 3, "10.02.28": 12})[2:4] == ["10.02.37", "10.02.38"]


@pytest.mark.parametrize("typed", ["14.33.21", "27.88.91"])
def test_what_nothing_fits_is_kept_out_of_the_timing(typed: str) -> None:
    typed = f"10.00.00 10.00.05 {typed} 10.00.11 10.00.15"
    assert mended(typed) == ["10.00.00", "10.00.05", "-", "10.00.11", "10.00.15"]
    assert provenance(typed)[2] is ESTIMATED


def test_a_slip_in_the_first_timecode() -> None:
    assert mended("11.00.00 10.00.04 10.00.09 10.00.12 10.00.18")[0] == "10.00.00"


def test_a_slip_in_the_last_timecode() -> None:
    assert mended("10.00.00 10.00.04 10.00.09 10.00.12 10.00.08")[-1] == "10.00.18"


REEL_1 = "10.00.00 10.08.00 10.16.00 10.24.00 10.25.10 "
REEL_2 = "10.00.00 10.00.09 10.08.30 10.16.20 10.24.10"


def test_a_step_back_that_all_agrees_with_is_a_new_reel_and_no_slip() -> None:
    assert reels(REEL_1 + REEL_2) == [1] * 5 + [2] * 5
    assert mended(REEL_1 + REEL_2) == (REEL_1 + REEL_2).split()


def test_a_slip_in_a_second_reel_is_mended_within_it() -> None:
    second = "01.00.00 01.00.09 01.00.15 01.00.20 01.10.31 01.00.36 01.00.40"
    assert mended(REEL_1 + second)[-3:] == ["01.00.31", "01.00.36", "01.00.40"]
    assert reels(REEL_1 + second) == [1] * 5 + [2] * 7


def test_a_new_reel_may_begin_at_another_hour() -> None:
    second = REEL_2.replace("10.", "01.", 1).replace(" 10.", " 01.")
    assert reels(REEL_1 + second) == [1] * 5 + [2] * 5


def test_one_timecode_that_steps_back_is_no_reel() -> None:
    assert set(reels("10.00.00 10.08.00 10.16.00 10.06.30 10.24.00 10.25.10")) == {1}


def test_a_document_of_one_timecode() -> None:
    assert mended("10.00.07") == ["10.00.07"]
    assert mend([], [], []) == []


def test_the_pace_is_the_document_s_own() -> None:
    seconds = list(range(0, 100, 10))
    assert words_per_second([second * UNIT for second in seconds], [30] * 10) == 3
    assert words_per_second(seconds[:3], [30] * 3) == words_per_second([], [])  # too few to tell


@given(
    st.lists(
        st.one_of(
            st.integers(36000, 36120).map(lambda s: f"{s // 3600}.{s // 60 % 60:02}.{s % 60:02}"),
            st.text("0123456789", min_size=5, max_size=8).map(lambda d: f"{d[:2]}.{d[2:4]}.{d[4:]}"),
        ),
        max_size=25,
    ),
    st.data(),
)
def test_whatever_is_typed_time_runs_forward_within_each_reel(typed: list[str], data: st.DataObject) -> None:
    words = [data.draw(st.integers(0, 40)) for _ in typed]
    breaks = [data.draw(st.booleans()) for _ in typed]
    found = mend(read_stamps(typed), words, breaks)
    assert len(found) == len(typed)
    for before, after in pairwise(one for one in found if one.timecode is not None):
        assert before.reel <= after.reel
        if before.reel == after.reel:
            assert before.timecode is not None
            assert after.timecode is not None
            assert before.timecode <= after.timecode
    for text, one in zip(typed, found, strict=True):
        if one.time is GIVEN:
            assert one.timecode is not None
            assert one.timecode.label_seconds == read_stamps([text])[0].seconds


def test_slips_in_a_row_are_no_new_reel_where_what_follows_goes_on_from_before_them() -> None:
    typed = "0:22 1:33 1:46 1:47 1:49 2:25 2:25 2:27 1:56 1:57 2:06 2:14 2:17 2:18 2:35"
    assert set(reels(typed)) == {1}
    assert mended(typed)[4:10] == ["00.01.49", "-", "-", "-", "00.01.56", "00.01.57"]
