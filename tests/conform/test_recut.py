"""A programme that was cut again, as its editor knows it and as any EDL may cut it."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import transcript
from tests.builders import RATES, cue, shot
from tests.builders import transcript as made
from tests.conform.edls import Take, edl
from tests.conform.times import Seconds, notes, spans, starts
from tests.test_reels import TWO_REELS
from transcript.conform import read_edl, recut_by
from transcript.errors import InvalidSetting
from transcript.model import Provenance, Sound, Span, Title, Transcript
from transcript.spotting import PRESETS, spot
from transcript.spotting.pace import speeches
from transcript.timecode import FrameRate, Timecode

PAL = FrameRate.parse("25")
SAMPLE = Path(__file__).parents[2] / "samples" / "atlantic-cable.txt"


def film() -> Transcript:
    """Twenty-four seconds: three speeches, three shots, a bell and a title."""
    return made(
        cues=[
            cue("ANN", "10:00:02", "The tide comes first. Then the boats go out.", lasting=4, shot=1, lines=(2, 2)),
            cue("BEN", "10:00:08", "Nobody waits for them.", lasting=2, shot=2, lines=(4, 4)),
            cue("ANN", "10:00:16", "And at night they come home.", lasting=3, shot=3, lines=(6, 6)),
        ],
        shots=[
            shot("10:00:00", "Harbour", lasting=8, lines=(1, 1)),
            shot("10:00:08", "Boats", lasting=8, lines=(3, 3)),
            shot("10:00:16", "Night", lasting=8, lines=(5, 5)),
        ],
        sounds=[Sound(Timecode(10, 0, 7), Fraction(7), "BELL", Span(4, 4))],
        titles=[Title(Timecode(10, 0, 15), Fraction(15), "EVENING", Span(5, 5))],
        frame_rate=PAL,
    )


def recut(*seconds: tuple[int | str, int | str, int | str], script: Transcript | None = None) -> Transcript:
    """The film cut again: begin and end in the old programme and begin in the new, in seconds."""
    takes = []
    for take in seconds:
        begin, end, to = (int(Fraction(second) * 25) for second in take)
        takes.append(Take(begin, end, to))
    return recut_by(script or film(), read_edl(edl(takes, PAL), "new.edl"))


def cues(script: Transcript) -> list[tuple[str, Seconds, Seconds, str]]:
    return [(str(one.timecode), one.start, one.end, one.line) for one in script.cues]


def shots(script: Transcript) -> list[tuple[int, str, Seconds, Seconds, str]]:
    return [(one.number, str(one.timecode), one.start, one.end, one.note) for one in script.shots]


def told(script: Transcript) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in script.problems]


# ---- as an editor knows it ----


def test_a_passage_moves_with_all_that_stands_in_it() -> None:
    new = recut((0, 24, 10))
    assert starts(new.cues) == [("10:00:12", 12), ("10:00:18", 18), ("10:00:26", 26)]
    assert starts(notes(new)) == [("10:00:17", 17), ("10:00:25", 25)]
    assert [start for _, _, start, _, _ in shots(new)] == [10, 18, 26]
    assert told(new) == []


def test_what_fell_out_is_listed_with_its_words() -> None:
    new = recut((0, 7, 0), (15, 24, 7))
    assert cues(new) == [
        ("10:00:02", 2, 6, "The tide comes first. Then the boats go out."),
        ("10:00:08", 8, 11, "And at night they come home."),
    ]
    assert [one.number for one in new.cues] == [1, 2]
    assert shots(new) == [
        (1, "10:00:00", 0, 7, "Harbour"),
        (2, "10:00:07", 7, 8, "Boats"),
        (3, "10:00:08", 8, 16, "Night"),
    ]
    assert [one.shot for one in new.cues] == [1, 3]
    assert [speaker.name for speaker in new.speakers] == ["ANN"]
    assert told(new) == [
        ("cue-cut-away", "BEN at 10:00:08 is cut away: Nobody waits for them."),
        ("sound-cut-away", "the sound at 10:00:07 is cut away: BELL"),
    ]
    assert [problem.span for problem in new.problems] == [Span(4, 4), Span(4, 4)]


def test_a_shot_that_resumes_after_an_insert_is_two_shots_and_its_second_time_is_reckoned() -> None:
    new = recut((0, 12, 0), (12, 24, 20))
    assert shots(new) == [
        (1, "10:00:00", 0, 8, "Harbour"),
        (2, "10:00:08", 8, 12, "Boats"),
        (3, "10:00:20", 20, 24, "Boats"),
        (4, "10:00:24", 24, 32, "Night"),
    ]
    assert [(one.time, one.typed) for one in new.shots[1:3]] == [
        (Provenance.GIVEN, "10:00:08"),
        (Provenance.ESTIMATED, None),
    ]
    assert told(new) == []


def test_a_cue_that_is_cut_is_divided_between_its_sentences() -> None:
    sentence = next(word.end for speech in speeches(film()) for word in speech.words if word.text == "first.")
    at = round(Fraction(sentence, 1000) * 25 + 3)
    new = recut_by(film(), read_edl(edl([Take(at, 600, 0), Take(0, at, 1000)], PAL)))
    assert [one.line for one in new.cues] == [
        "Then the boats go out.",
        "Nobody waits for them.",
        "And at night they come home.",
        "The tide comes first.",
    ]
    first, last = new.cues[0], new.cues[-1]
    assert (first.speaker, first.time, first.typed, first.span) == ("ANN", Provenance.ESTIMATED, None, Span(2, 2))
    assert (last.speaker, last.time, last.typed) == ("ANN", Provenance.GIVEN, "10:00:02")
    assert last.start == 42
    assert first.start < 1
    assert last.end <= 40 + Fraction(at, 25)
    assert told(new) == []


def test_words_of_a_cue_that_fell_out_are_named() -> None:
    sentence = next(word.end for speech in speeches(film()) for word in speech.words if word.text == "first.")
    at = round(Fraction(sentence, 1000) * 25 + 3)
    new = recut_by(film(), read_edl(edl([Take(at, 600, 0)], PAL)))
    assert told(new)[0] == ("cue-partly-cut-away", "ANN at 10:00:02 is partly cut away: The tide comes first.")
    assert new.problems[0].fix == "hear whether it is these words"


def test_a_passage_that_is_used_twice_is_there_twice() -> None:
    new = recut((8, 12, 0), (8, 12, 10))
    assert [(one.number, str(one.timecode), one.line) for one in new.cues] == [
        (1, "10:00:00", "Nobody waits for them."),
        (2, "10:00:10", "Nobody waits for them."),
    ]
    assert [number for number, *_ in shots(new)] == [1, 2]
    assert [one.shot for one in new.cues] == [1, 2]


def test_a_cut_at_a_shot_whose_second_is_not_over_leaves_none_of_it_behind() -> None:
    # Labels in whole seconds: the shot at 10:00:08 may begin at 8.6 s, where the editor cut.
    new = recut((0, "8.6", 0), ("8.6", 16, 20))
    assert [note for *_, note in shots(new)] == ["Harbour", "Boats"]
    assert [one.line for one in new.cues][-1] == "Nobody waits for them."
    assert new.cues[-1].start >= 20
    assert all(problem.code != "cue-partly-cut-away" for problem in new.problems)


def test_a_passage_at_double_speed_takes_half_the_time() -> None:
    text = "001 TIDE V C 10:00:00:00 10:00:24:00 10:00:00:00 10:00:12:00\nM2 TIDE 050.0 10:00:00:00\n"
    new = recut_by(film(), read_edl(text))
    assert spans(new.cues) == [
        ("10:00:01", 1, 3),
        ("10:00:04", 4, 5),
        ("10:00:08", 8, Fraction(19, 2)),
    ]


def test_the_new_programme_may_start_elsewhere() -> None:
    takes = [Take(8 * 25, 24 * 25, 0)]
    new = recut_by(film(), read_edl(edl(takes, PAL, now="01:00:00")))
    assert str(new.timing.start) == "01:00:00"
    assert starts(new.cues) == [("01:00:00", 0), ("01:00:08", 8)]


def test_an_edl_of_other_times_is_refused() -> None:
    with pytest.raises(InvalidSetting, match=r"new\.edl: nothing of the script, which starts at 10:00:00, stands in"):
        recut((5000, 5100, 0))


def test_a_script_of_several_reels_is_refused() -> None:
    script = transcript.parse(TWO_REELS, frame_rate=25)
    with pytest.raises(InvalidSetting, match=r"the script has 2 reels, .* --reels split"):
        recut_by(script, read_edl(edl([Take(0, 100, 0)], PAL)))
    second = recut_by(transcript.reel(script, 2), read_edl(edl([Take(0, 1000, 500)], PAL)))
    assert {one.reel for one in second.cues} == {2}
    assert str(second.cues[0].timecode) == "10:00:23"


# ---- as any EDL may cut it ----


@cache
def cable(rate: FrameRate = PAL) -> Transcript:
    """The first three minutes of the sample."""
    rows = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    return transcript.parse("".join(rows[:400]), frame_rate=rate)


LASTS = 200 * 25


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_the_same_cut_gives_the_same_transcript(rate: FrameRate) -> None:
    script = cable(rate)
    splices = [0, 1234, 2500, 1100 * rate.nominal]
    same = edl([Take(begin, end, begin) for begin, end in pairwise(splices)], rate)
    assert recut_by(script, read_edl(same)) == script


cuts = st.lists(st.integers(1, LASTS - 1), min_size=1, max_size=8, unique=True).map(sorted)


@settings(max_examples=15, deadline=None)
@given(cuts, st.randoms(use_true_random=False))
def test_a_film_in_another_order_loses_and_doubles_no_word(at: list[int], order: Random) -> None:
    takes = list(pairwise([0, *at, LASTS]))
    order.shuffle(takes)
    new = recut_by(cable(), read_edl(edl(laid(takes), PAL)))
    assert said(new) == said(cable())
    assert [problem for problem in new.problems if problem.code.startswith("cue")] == []
    assert Counter(one.note for one in new.sounds) == Counter(one.note for one in cable().sounds)
    assert Counter(one.text for one in new.titles) == Counter(one.text for one in cable().titles)
    assert {one.note for one in new.shots} == {one.note for one in cable().shots}


taken = st.lists(st.tuples(st.integers(0, 180 * 25), st.integers(50, 1500)), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None)
@given(taken)
def test_whatever_is_taken_words_stay_in_their_passage_and_none_vanishes_unsaid(
    lengths: list[tuple[int, int]],
) -> None:
    takes = laid([(begin, min(begin + lasts, LASTS)) for begin, lasts in lengths])
    new = recut_by(cable(), read_edl(edl(takes, PAL)))
    assert [one.number for one in new.cues] == list(range(1, len(new.cues) + 1))
    assert all(one.start <= one.end for one in new.cues)
    assert all(one.start <= one.end for one in new.shots)
    assert all(before.start <= after.start for before, after in pairwise(new.cues))
    numbers = {one.number for one in new.shots}
    assert all(one.shot in numbers for one in new.cues if one.shot is not None)
    assert heard_or_told(cable(), new)

    passages = passages_of(takes)
    for speech in speeches(new):
        homes = {home(new.cues[word.cue].start, passages) for word in speech.words}
        assert len(homes) == 1
        begin, end = homes.pop()
        assert all(begin - 1 <= word.start <= word.end <= end + 1 for word in speech.words[:1])
        assert all(begin - 1 <= word.start for word in speech.words)
        if (begin, end) != passages[-1]:
            assert all(word.end <= end + 1 for word in speech.words)
    shown = spot(new, PRESETS["netflix"]).subtitles
    words = [word for one in shown for line in one.lines for word in line.split()]
    assert words == [word for one in new.cues for word in one.line.split()]


def calls(script: Transcript, cut: str) -> int:
    """How often functions are called while a script is recut, those that compare times included."""
    made = 0
    followed = read_edl(cut)

    def counted(frame: FrameType, event: str, _: object) -> None:
        nonlocal made
        path = Path(frame.f_code.co_filename)
        made += event == "call" and (path.parent.name == "conform" or path.name == "fractions.py")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        recut_by(script, followed)
    finally:
        sys.setprofile(before)
    return made


def long_film(minutes: int) -> tuple[Transcript, str]:
    """A film with a shot and a line every ten seconds, and an EDL that takes some seconds out of each eight."""
    labels = [str(Timecode.of_seconds(36_000 + at)) for at in range(0, minutes * 60, 10)]
    script = made(
        cues=[cue("ANN", label, "The tide comes first.", number=at, shot=at) for at, label in enumerate(labels, 1)],
        shots=[replace(shot(label, "Sea", lasting=10), number=at) for at, label in enumerate(labels, 1)],
        sounds=[Sound(Timecode.parse(label), Fraction(at * 10), "BELL", Span(1, 1)) for at, label in enumerate(labels)],
        frame_rate=PAL,
    )
    return script, edl(laid([(begin, begin + 150) for begin in range(0, minutes * 1500, 200)]), PAL)


def test_twice_the_film_is_twice_the_work() -> None:
    # Counted, not timed. What looks through the whole film at each cut is four times the work.
    once, twice = (calls(*long_film(minutes)) for minutes in (10, 20))
    assert twice < 2.6 * once


def laid(takes: list[tuple[int, int]]) -> list[Take]:
    made: list[Take] = []
    for begin, end in takes:
        made.append(Take(begin, end, made[-1].to + made[-1].end - made[-1].begin if made else 0))
    return made


def passages_of(takes: list[Take]) -> list[tuple[int, int]]:
    """Where each stands in the new programme, in milliseconds; what only a splice divides is one."""
    merged: list[Take] = []
    for take in takes:
        if merged and merged[-1].end == take.begin:
            merged[-1] = merged[-1]._replace(end=take.end)
        else:
            merged.append(take)
    return [(take.to * 40, (take.to + take.end - take.begin) * 40) for take in merged]


def home(time: Fraction, passages: list[tuple[int, int]]) -> tuple[int, int]:
    return next(one for one in passages if one[0] <= time * 1000 < one[1])


def said(script: Transcript) -> Counter[tuple[str | None, str]]:
    return Counter((one.speaker, word) for one in script.cues for word in one.line.split())


def heard_or_told(old: Transcript, new: Transcript) -> bool:
    """Whether each cue is heard in the new programme, whole or in part, or told to be cut away."""
    gone = {problem.span for problem in new.problems if problem.code == "cue-cut-away"}
    return {one.span for one in old.cues} == gone | {one.span for one in new.cues}
