"""The benchmark runs and says what it should; how fast anything is, no test judges."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

import pytest
from rich.console import Console

from tests.benchmarks.growth import Grown, Growth, Stream, of_stream, stream, to_cues, to_files
from tests.benchmarks.measuring import forget, hottest, python, side_by_side, start_up
from tests.benchmarks.programmes import programme
from tests.benchmarks.run import Compared, Figures, as_json, check_growth, compared, ratios, show, stage_times
from tests.benchmarks.work import CUE_STAGES, OTHERS, OURS, Programme, prepared
from transcript import parse
from transcript.exporters import FORMATS
from transcript.parser.evidence.texts import folded_words

SCRIPT = """\
Harbour at dawn\t10.00.00\tNARRATOR
\t10.00.02\tIN 1866 THE GREAT EASTERN SAILED FROM IRELAND.
MS\t10.00.14\tANNA FIELD
\t\tNobody thought that it would work, you know.
Map\t10.00.20\tNARRATOR
\t\tTWO WEEKS LATER IT REACHED NEWFOUNDLAND.
"""


@pytest.fixture(scope="module")
def tiny() -> Programme:
    return prepared(SCRIPT)


@pytest.mark.parametrize("work", [*OURS, *OTHERS])
def test_all_read_the_same_cues(work: str, tiny: Programme) -> None:
    assert tiny.cues == 3
    assert {**OURS, **OTHERS}[work](tiny) == 3


def test_a_programme_fills_its_hours_in_words_of_its_own() -> None:
    first, second = programme(1, seed=1), programme(1, seed=2)
    assert first == programme(1, seed=1)
    script = parse(first)
    assert {problem.code for problem in script.problems} >= {"timecode-out-of-order", "timecode-malformed"}
    assert 3300 < script.cues[-1].start < 3600
    lines = [{cue.line for cue in parse(text).cues} for text in (first, second)]
    assert len(lines[0] & lines[1]) * 10 < len(lines[0])
    assert [len(line) for line in first.splitlines()] == [len(line) for line in second.splitlines()]


def test_the_figures_are_there(tiny: Programme) -> None:
    figures = Figures(
        sets=compared({"1 x 1 h": [tiny], "10 x 1 h": [tiny, tiny]}, turns=1),
        stages=stage_times(tiny.script, turns=1),
        stage_cues=tiny.cues,
        start_up={
            **start_up({"python -c 'import click'": python("-c", "import click")}, turns=1),
            "transcript --help": 1,
        },
        hot=hottest(lambda: parse(SCRIPT)),
    )
    assert figures.sets["10 x 1 h"].cues == 6
    assert {"reading", "labelling", "repair", "settling ends", "spotting", "export json"} <= figures.stages.keys()
    assert figures.stages["repair"] > 0
    assert len({hot.function for hot in figures.hot}) == 25
    read = json.loads(as_json(figures))
    assert read["sets"]["1 x 1 h"]["us_per_cue"].keys() == {*OURS, *OTHERS}
    assert {ratio["goal"] for ratio in read["ratios"]} == {None, 3}

    page = io.StringIO()
    show(figures, Console(file=page, width=200))
    for word in ("pysubs2", "labelling", "transcript --help", "at most 3"):
        assert word in page.getvalue()


def test_a_long_script_counts_to_its_last_hour() -> None:
    assert parse(programme(90, seed=1)[:20_000]).cues[0].timecode.hours == 10
    text = programme(100, seed=1)
    assert parse(text[:20_000]).cues[0].timecode.hours == 0
    last = parse(text[-20_000:]).cues[-1].timecode
    assert (last.hours, last.minutes >= 55) == (99, True)


def test_growth_is_measured_at_every_stage() -> None:
    scripts = stream(2)
    assert len(scripts.cues) == len(scripts.seconds) == len(scripts.others) == 2
    assert scripts.peaks[1] >= scripts.peaks[0] > 10
    assert {*to_cues(1).stages} == {*CUE_STAGES}
    assert {*to_files(1).stages} == {f"export {form}" for form in FORMATS}


EVEN = [0.5] * 100


def told(seconds: Sequence[float]) -> Stream:
    """A stream of a hundred scripts that take so long."""
    return Stream([500] * 100, seconds, [0.01] * 100, [80.0] * 100)


def test_what_grows_with_every_script_is_superlinear() -> None:
    assert not of_stream(told(EVEN)).superlinear
    assert not of_stream(
        told([0.5 if place % 7 else 2.0 for place in range(100)])
    ).superlinear  # a slow one now and then
    assert of_stream(told([0.5 + 0.01 * place for place in range(100)])).superlinear


def test_a_machine_that_slows_down_grows_nothing() -> None:
    slow = Stream([500] * 100, [0.5 + 0.01 * at for at in range(100)], [0.01 + 0.0002 * at for at in range(100)], [])
    assert not of_stream(slow).superlinear


def test_superlinear_growth_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    for ratio, code in ((1.2, 0), (1.5, 1)):
        growth = [Growth("1 x 100 h : 1 x 10 h, spotting", 1.0, ratio, 1.3)]
        monkeypatch.setattr("tests.benchmarks.run.grown", {100: Grown(told(EVEN), growth, {"all": 9.0})}.__getitem__)
        page = io.StringIO()
        assert check_growth(100, Console(file=page, width=200)) == code
        assert ("superlinear: 1 x 100 h : 1 x 10 h, spotting" in page.getvalue()) is bool(code)
        assert "pysubs2 reading and writing it" in page.getvalue()


def test_ratios_compare_like_with_like() -> None:
    works = [*OURS, *OTHERS]
    hour = Compared(cues=100, lines=1000, seconds=dict.fromkeys(works, 1.0))
    long = Compared(cues=1000, lines=10000, seconds=dict.fromkeys(works, 12.0))
    figures = Figures({"1 x 1 h": hour, "10 x 1 h": long}, {}, 100, {"python -c 'import click'": 0.5, "import": 1.0})
    assert {ratio.name.partition(",")[0]: ratio.value for ratio in ratios(figures)} == {
        "script to cues : pysubs2 reading them": 1,
        "script to cues with ends : pysubs2 reading them": 1,
        "script to srt : pysubs2 reading and writing it": 1,
        "10 x 1 h : 1 x 1 h": 12,
        "import : python -c 'import click'": 2,
    }


def test_every_measurement_starts_cold() -> None:
    folded_words("TWO WEEKS LATER")
    forget()
    assert folded_words.cache_info().currsize == 0


def test_tasks_take_turns() -> None:
    ran: list[str] = []
    clock = iter(range(1000)).__next__  # a second goes by each time it is looked at
    times = side_by_side({"a": lambda: ran.append("a"), "b": lambda: ran.append("b")}, 2, clock)
    assert ran == ["a", "b", "b", "a"]
    assert times == {"a": 1, "b": 1}
