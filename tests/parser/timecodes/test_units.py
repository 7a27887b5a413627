"""What figures count: seconds, milliseconds, digits without marks, hours and minutes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.parser.documents import lines, read
from tests.parser.layouts.labels import ends, spoken, table
from tests.parser.layouts.test_more_forms import FROM_ZERO, PEAT, TOLD, tc
from transcript import readers
from transcript.parser import parse
from transcript.parser.layouts import columns
from transcript.parser.timecodes.units import Counted, Unit, counted, unit_of

WORDS = [line.count(" ") + 1 for _, _, line, _ in PEAT]
SECONDS = [at for at, *_ in PEAT]


@pytest.mark.parametrize(
    ("text", "unit", "time"),
    [
        ("12.48", Unit.SECONDS, Counted(12, None, Fraction(48, 100))),
        ("12,5", Unit.SECONDS, Counted(12, None, Fraction(1, 2))),
        ("12480", Unit.MILLISECONDS, Counted(12, None, Fraction(48, 100))),
        ("100012", Unit.DIGITS, Counted(36012)),
        ("10001207", Unit.DIGITS, Counted(36012, 7)),
        ("100078", Unit.DIGITS, None),
        ("14:05", Unit.HOURS, Counted(50700)),
        ("25:05", Unit.HOURS, None),
    ],
)
def test_what_figures_say(text: str, unit: Unit, time: Counted | None) -> None:
    assert counted(text, unit) == time


@pytest.mark.parametrize(
    ("form", "unit"),
    [
        (lambda at: f"{at}.480000", Unit.SECONDS),
        (lambda at: f"{at}.7{at % 10}", Unit.SECONDS),
        (lambda at: f"{at}", Unit.SECONDS),
        (lambda at: f"{at * 1000 + 480}", Unit.MILLISECONDS),
        (lambda at: tc(at, mark=""), Unit.DIGITS),
        (lambda at: tc(at, mark="") + "07", Unit.DIGITS),
        (tc, None),
        (lambda at: f"{at // 60:02}.{at % 60:02}", None),  # minutes and seconds
        (lambda at: f"{at // 60:02}:{at % 60:02}", None),
        (lambda at: f"{at * 25}", None),  # frames: nobody speaks so slowly
        (lambda at: f"{100 - at}", None),  # they run back
    ],
)
def test_the_pace_of_the_words_tells_what_figures_count(form: Callable[[int], str], unit: Unit | None) -> None:
    assert unit_of([form(at) for at in SECONDS], WORDS) is unit


@given(st.integers(2, 4), st.lists(st.integers(4, 30), min_size=8, max_size=30))
def test_seconds_and_milliseconds_are_told_apart_at_any_human_pace(pace: int, lengths: list[int]) -> None:
    starts = [0]
    for length in lengths:
        starts.append(starts[-1] + length)
    words = [length * pace // 2 for length in lengths] + [5]
    assert unit_of([f"{start}.5" for start in starts], words) is Unit.SECONDS
    assert unit_of([str(start * 1000) for start in starts], words) is Unit.MILLISECONDS


def test_clock_times_over_a_long_sitting_are_hours_and_minutes() -> None:
    speech = "The honourable member has told this house at some length what the road will cost. " * 60
    sitting = "\n\n".join(f"{time}\n\nNora Kell: {speech}" for time in ("14:05", "14:40", "15:10", "15:52"))
    assert [str(cue.timecode) for cue in read(sitting).cues] == ["14:05:00", "14:40:00", "15:10:00", "15:52:00"]


def test_clock_times_at_the_pace_of_speech_are_minutes_and_seconds() -> None:
    page = "\n\n".join(f"{at // 60:02}:{at % 60:02}\n\n{who}: {line}" for at, who, line, _ in PEAT)
    assert lines(read(page)) == FROM_ZERO


@pytest.mark.parametrize(
    "header", [("start", "end", "text"), ("start_ms", "end_ms", "text"), ("Begin (ms)", "End (ms)", "Subtitle")]
)
def test_a_table_in_milliseconds(header: tuple[str, ...]) -> None:
    rows = table(header, *((f"{at * 1000}", f"{at * 1000 + 6500}", line) for at, _, line, _ in PEAT))
    assert [(time, line) for time, _, line in spoken(columns, rows)] == [(time, line) for time, _, line in FROM_ZERO]
    assert ends(columns, rows) == [str(at + Fraction(13, 2)) for at, *_ in PEAT]


def test_a_table_of_labels_in_seconds_without_a_header() -> None:
    page = "".join(f"{at}.000000\t{at + 6}.500000\t{line}\n" for at, _, line, _ in PEAT)
    script = parse(readers.from_text(page))
    assert [(str(cue.timecode), cue.line) for cue in script.cues] == [(time, line) for time, _, line in FROM_ZERO]
    assert [cue.end for cue in script.cues] == [at + Fraction(13, 2) for at, *_ in PEAT]


@pytest.mark.parametrize("frames", ["", "07"])
def test_a_table_of_timecodes_without_marks(frames: str) -> None:
    rows = table(("Time", "Speaker", "Text"), *((tc(at, "") + frames, who, line) for at, who, line, _ in PEAT))
    mark = f":{frames}" if frames else ""
    assert spoken(columns, rows) == [(time + mark, who, line) for time, who, line in TOLD]


def test_numbers_beside_timecodes_are_no_times() -> None:
    rows = table(
        ("No", "Start", "Length", "Text"),
        *((str(n), tc(at), f"{5 + n % 3}.5", line) for n, (at, _, line, _) in enumerate(PEAT, 1)),
    )
    assert [(time, line) for time, _, line in spoken(columns, rows)] == [(time, line) for time, _, line in TOLD]
