"""Every preset on whole documents and on any others: what must be kept is, and the rest is told, recomputed here."""

from __future__ import annotations

import importlib.util
import json
import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import transcript
from tests.spotting import speech
from transcript.model import Subtitle, Transcript
from transcript.spotting import PRESETS, Preset, Spotting, spot
from transcript.width import width

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
presets = pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)


def breaks_of_hard_rules(subtitles: tuple[Subtitle, ...], preset: Preset) -> list[tuple[str, int]]:
    found = []
    for number, subtitle in enumerate(subtitles, 1):
        lasts = subtitle.end - subtitle.start
        broken = {
            "lines": len(subtitle.lines) > preset.lines,
            "width": max(map(width, subtitle.lines)) > preset.line_length,
            "short": lasts < (preset.min_duration_ms or 1),
            "long": preset.max_duration_ms is not None and lasts > preset.max_duration_ms,
            "gap": number < len(subtitles) and subtitles[number].start - subtitle.end < preset.gap_ms,
        }
        found += [(rule, number) for rule, is_broken in broken.items() if is_broken]
    return found


def too_fast(subtitles: tuple[Subtitle, ...], preset: Preset) -> set[int]:
    fast = set()
    for number, subtitle in enumerate(subtitles, 1):
        seconds = (subtitle.end - subtitle.start) / 1000
        text = " ".join(subtitle.lines)
        by_characters = preset.max_cps is not None and width(text) > preset.max_cps * seconds
        by_words = preset.max_wpm is not None and len(text.split()) > preset.max_wpm * seconds / 60
        if by_characters or by_words:
            fast.add(number)
    return fast


def flickering(subtitles: tuple[Subtitle, ...], preset: Preset) -> set[int]:
    gaps = [(number, b.start - a.end) for number, (a, b) in enumerate(pairwise(subtitles), 1)]
    return {number for number, gap in gaps if preset.gap_ms < gap < preset.close_gap_ms}


def ending_in_an_article(subtitles: tuple[Subtitle, ...]) -> set[int]:
    return {
        number
        for number, subtitle in enumerate(subtitles, 1)
        for line in subtitle.lines[:-1]
        if not subtitle.speakers and line.split()[-1].casefold() in ("a", "an", "the")
    }


def told(spotting: Spotting, code: str) -> set[int]:
    return {problem.subtitle.number for problem in spotting.problems if problem.code == code and problem.subtitle}


def hold_against_the_rules(document: Transcript, preset: Preset, *, dual: bool) -> None:
    spotting = spot(document, preset, dual=dual)
    subtitles = spotting.subtitles
    assert breaks_of_hard_rules(subtitles, preset) == []
    assert told(spotting, "reading-speed") == too_fast(subtitles, preset)
    assert told(spotting, "gap") == flickering(subtitles, preset) == set()
    assert told(spotting, "break-after-article") >= ending_in_an_article(subtitles)


@presets
@pytest.mark.parametrize("name", ["atlantic-cable.tab.txt", "layouts/mission.txt", "layouts/stamped.txt"])
def test_on_the_samples(name: str, preset: Preset) -> None:
    document = transcript.read(SAMPLES / name)
    for dual in (False, True):
        hold_against_the_rules(document, preset, dual=dual)


@presets
def test_on_an_interview_with_a_timecode_every_two_minutes(shared: Path, preset: Preset) -> None:
    hold_against_the_rules(transcript.read(shared / "scripts" / "oral-history.csv"), preset, dual=False)


@presets
def test_on_the_moon_mission(shared: Path, preset: Preset) -> None:
    hold_against_the_rules(transcript.read(shared / "scripts" / "moon-mission-part-1.txt"), preset, dual=False)


@pytest.fixture(scope="module")
def script_maker(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_timed_script", shared / "tools" / "make_timed_script.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["2016_span", "2022_borwein"])
def test_on_scripts_made_of_recordings(name: str, shared: Path, script_maker: ModuleType, tmp_path: Path) -> None:
    words = json.loads((shared / "recordings" / f"{name}.json").read_text("utf-8"))
    words = [(text.strip(), begin, end) for text, begin, end in words if text.strip()]
    for style in (script_maker.columns, script_maker.stamped):
        script = tmp_path / f"{style.__name__}.txt"
        script.write_text("\n".join(style(words, random.Random(1))), "utf-8")  # noqa: S311
        document = transcript.read(script)
        for preset in PRESETS.values():
            hold_against_the_rules(document, preset, dual=False)


@given(speech.transcripts(), st.sampled_from(list(PRESETS.values())), st.booleans())
def test_on_any_document(document: Transcript, preset: Preset, dual: bool) -> None:
    # So few words do not always tell their language, and with it what its articles are.
    english = replace(document, source=replace(document.source, language="en"))
    hold_against_the_rules(english, preset, dual=dual)


@presets
def test_given_times_that_break_a_rule_are_those_of_one_subtitle(preset: Preset) -> None:
    """What the script says to the frame stands: no cut could make a subtitle of it that lasts longer or ends sooner."""
    document = transcript.read(SAMPLES / "layouts" / "ranges.txt")
    given_times = {(round(cue.start * 1000), round(cue.end * 1000)) for cue in document.cues if cue.end_given}
    subtitles = spot(document, preset).subtitles
    for rule, number in breaks_of_hard_rules(subtitles, preset):
        if rule == "gap":
            here, below = subtitles[number - 1], subtitles[number]
            assert any(here.end == end for _, end in given_times)
            assert any(below.start == start for start, _ in given_times)
        else:
            assert (subtitles[number - 1].start, subtitles[number - 1].end) in given_times
