"""What a script's timecodes tell of when speech begins: which cues join, and how sure each timecode is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence, Set
from itertools import groupby
from math import lcm
from typing import NamedTuple

from transcript.model import Cue, Kind, Provenance, Transcript
from transcript.sequences import longest_rising
from transcript.spotting.rows import ends_early, typed_rows
from transcript.spotting.spoken import Said, ends_clause, ends_sentence

# 00:02.5 and 00:00:02,500, but not 10.00.02.
_DECIMALS = re.compile(r":\d\d[.,]\d")
# Half a typed row in seconds where the script's rows are not known, and the longest half row that is believed.
_HALF_ROW, _MOST_HALF_ROW = 1.2, 2.0
# A row that takes longer to say than this is a paragraph, which its timecode begins but for so much.
_LONGEST_ROW, _PARAGRAPH = 8.0, 0.6
# Seconds a first word may lie outside what its timecode tells, where speech begins and beside a row.
_SLIP_FRESH, _SLIP_ROW = 0.1, 0.35
# A silence this long, found by the fit so far, makes what comes next a fresh start.
SURE_SILENCE = 2.0
# Share of timecodes at ends of clauses above which they are taken to stand where words begin.
_OWN_SHARE = 0.8


class Way(NamedTuple):
    """How a cue follows the one before it."""

    breaks: bool  # another speech: some silence is certain
    fresh: bool  # its timecode stands where its first word begins
    after_early: bool = False  # the typed row before it ends early


class Run(NamedTuple):
    """The words of one cue and what they are to say."""

    cue: int
    words: tuple[str, ...]
    said: tuple[Said, ...]
    way: Way


class Sight(NamedTuple):
    """Where the first word of a cue begins, as its timecode tells: between low and high, but for `slip` beyond.

    early, late: how much wider that is at an even narrator's pace, because a timecode at a shot change is typed
    beside the row in which it falls: from the middle of the row before to the middle of its own.
    """

    low: float
    high: float
    slip: float
    sure: bool
    early: float = 0.0
    late: float = 0.0


def ways_of(transcript: Transcript, indices: Sequence[int]) -> list[Way]:
    """How each cue follows the one before: told by speakers, headings, sounds, titles, and how sentences run."""
    cues = transcript.cues
    headings: dict[int, bool] = {}
    for segment in transcript.segments:
        if segment.kind is Kind.SPEAKER:
            headings[segment.number] = bool(re.search(r"\bcont", segment.text, re.IGNORECASE))
    heading_rows = sorted(headings)
    silences = _silences(transcript)
    ways: list[Way] = []
    for before, here in zip([None, *indices], indices, strict=False):
        cue = cues[here]
        if before is None:
            ways.append(Way(breaks=True, fresh=True))
            continue
        previous = cues[before]
        first = bisect_right(heading_rows, previous.span.last)
        last = bisect_right(heading_rows, cue.span.last)
        headed = heading_rows[first:last]
        continued = bool(headed) and all(headings[row] for row in headed)
        closed = ends_sentence(previous.line.split()[-1])
        noted = bisect_left(silences, 2 * previous.span.last) < bisect_right(silences, 2 * cue.span.first)
        given = cue.end_given or previous.end_given
        breaks = given or cue.speaker != previous.speaker or noted or (bool(headed) and (closed or not continued))
        ways.append(Way(breaks, fresh=breaks or bool(headed)))
    inside = [(before, way) for before, way in zip(indices, ways[1:], strict=False) if not way.fresh]
    at_marks = sum(ends_sentence(w) or ends_clause(w) for w in (cues[before].line.split()[-1] for before, _ in inside))
    if len(inside) >= 3 and at_marks >= _OWN_SHARE * len(inside):
        # Hardly a timecode stands in mid-clause: this hand writes them where the words begin.
        ways = [way._replace(fresh=True) for way in ways]
    early = ends_early(typed_rows(transcript, indices))
    return [way._replace(after_early=ended) for way, ended in zip(ways, [False, *early], strict=False)]


def _silences(transcript: Transcript) -> list[int]:
    """Where sounds and titles stand, as twice their row; one less before what is said in that row, one more after."""
    noted: set[int] = set()
    spoken: set[int] = set()
    sides: dict[int, int] = {}
    for segment in sorted(transcript.segments, key=lambda segment: (segment.number, segment.turn)):
        number = segment.number
        if segment.kind is Kind.LINE:
            if number in noted and number not in spoken:
                sides[number] = -1
            spoken.add(number)
        elif segment.kind in (Kind.SOUND, Kind.TITLE):
            noted.add(number)
            if number in spoken:
                sides[number] = 1
    rows = [note.span.first for note in transcript.sounds] + [note.span.first for note in transcript.titles]
    return sorted(2 * row + sides.get(row, 0) for row in rows)


def clock_unit(transcript: Transcript) -> float:
    """How coarse the timecodes are, in seconds: a clock shows the last whole second, or the last whole frame."""
    if any(cue.timecode.frames is not None or _typed_to_a_fraction(cue) for cue in transcript.cues):
        rate = transcript.timing.frame_rate
        return float(1 / rate.rate) if rate else 0.04
    return 1.0


def _typed_to_a_fraction(cue: Cue) -> bool:
    """Whether a cue's time is known to a fraction of a second.

    A fraction alone does not say so: whole seconds that count frames at 29.97, or are moved or stretched, have one.
    """
    return cue.start.denominator != 1 and (cue.typed is None or _DECIMALS.search(cue.typed) is not None)


def spoken(run: Run) -> float:
    """Seconds that a run takes with its pauses, at the even narrator's pace."""
    return sum(word.sound + word.clause + word.sentence for word in run.said)


def _row_length(words: Sequence[Said]) -> float:
    """Seconds from the first of these words to the end of the last, at the even narrator's pace."""
    return sum(word.sound + word.clause + word.sentence for word in words) - words[-1].clause - words[-1].sentence


def _half_row(row: float) -> float:
    return min(row / 2, _MOST_HALF_ROW)


def anchored(cues: Sequence[Cue], runs: Sequence[Run]) -> set[int]:
    """The places of the runs whose own time says something of when they begin: rising, each time once.

    What is said under one timecode by several speakers has the time of the first of them; so has what stands behind a
    timecode that nobody can read. Where a time is typed, nothing that was reckoned to begin there counts. Times with
    given ends count always.
    """
    starts = [cues[run.cue].start for run in runs]
    shared = lcm(*{start.denominator for start in starts})
    rising = sorted(longest_rising(start.numerator * (shared // start.denominator) for start in starts))
    found: set[int] = set()
    for _, same in groupby(rising, key=lambda place: cues[runs[place].cue].start):
        places = list(same)
        typed = [place for place in places if cues[runs[place].cue].time is not Provenance.ESTIMATED]
        found.add((typed or places)[0])
        found.update(place for place in places if cues[runs[place].cue].end_given)
    return found


def sights_of(transcript: Transcript, runs: Sequence[Run], unit: float, anchors: Set[int]) -> list[Sight | None]:
    """What the timecode of each run tells; None where it tells nothing. anchors: see `anchored`."""
    cues = transcript.cues
    rows = typed_rows(transcript, [run.cue for run in runs])
    sights: list[Sight | None] = []
    since, uttered = None, 0.0  # the last timecode, and how long what is said since then takes
    for place, run in enumerate(runs):
        cue = cues[run.cue]
        start = float(cue.start)
        sight: Sight | None = None
        if place not in anchors:
            if cue.start == since and cue.time is not Provenance.ESTIMATED and uttered < unit:
                # So little was said since then that it may well be the same second.
                sight = Sight(start, start + unit, _SLIP_ROW, False)
        else:
            since, uttered = cue.start, 0.0
            if cue.end_given:
                sight = Sight(start, start, 0.005, True)
            elif cue.time is Provenance.ESTIMATED:
                sight = Sight(start - 2, start + 2, 1.0, False)
            elif run.way.fresh:
                sight = Sight(start, start + unit, _SLIP_FRESH, True)
            else:
                before = (runs[place - 1], rows[place - 1]) if place else None
                sight = Sight(start, start + unit, _SLIP_ROW, False, *_beside(run, rows[place], before))
        sights.append(sight)
        uttered += spoken(run)
    return sights


def _beside(run: Run, rows: Sequence[str], before: tuple[Run, Sequence[str]] | None) -> tuple[float, float]:
    """How much earlier and later than its timecode a run may begin that is typed beside a row of its own."""
    if not rows or before is None or not before[1]:
        return _HALF_ROW, _HALF_ROW
    row = _row_length(run.said[: len(rows[0].split())])
    if row > _LONGEST_ROW:
        return _PARAGRAPH, _PARAGRAPH
    tail = before[0].said[-len(before[1][-1].split()) :]
    return _half_row(row), _half_row(_row_length(tail)) + tail[-1].clause + tail[-1].sentence


def freshened(
    sights: Sequence[Sight | None], runs: Sequence[Run], points: Sequence[float], unit: float
) -> list[Sight | None]:
    """After a sentence or a row ended early, and a long silence, words begin where their timecode says."""
    return [
        Sight(sight.low, sight.low + unit, _SLIP_FRESH, True)
        if sight
        and sight.late
        and place
        and (runs[place - 1].said[-1].sentence or runs[place].way.after_early)
        and points[2 * place] - points[2 * place - 1] > SURE_SILENCE
        else sight
        for place, sight in enumerate(sights)
    ]


def weigh_sights(
    sights: Sequence[Sight | None], points: Sequence[float], cues: Sequence[Cue], runs: Sequence[Run], pace: float
) -> tuple[list[float], list[float]]:
    pull: list[float] = []
    aim: list[float] = []
    for place, sight in enumerate(sights):
        if sight is None:
            pull.append(1e-9)
            aim.append(points[2 * place])
        else:
            low, high = sight.low - sight.early * pace, sight.high + sight.late * pace
            middle, half = (low + high) / 2, (high - low) / 2
            # Two even spreads, of the clock's rounding and of the row, make one of the sum of their variances.
            rounding, row = sight.high - sight.low, (sight.early + sight.late) * pace
            inner = 12 / (rounding * rounding + row * row + 1e-3)
            point = points[2 * place]
            weight, place_aim = inner, inner * middle
            if abs(point - middle) > half:
                bound = high if point > middle else low
                outer = 1 / sight.slip**2 if sight.sure else t_weight(point - bound, sight.slip**2, 3.0)
                weight += outer
                place_aim += outer * bound
            pull.append(weight)
            aim.append(place_aim / weight)
        cue = cues[runs[place].cue]
        pull.append(1e6 if cue.end_given else 0.0)
        aim.append(float(cue.end) if cue.end_given else 0.0)
    return pull, aim


def t_weight(miss: float, variance: float, freedom: float) -> float:
    """Weight of a miss under Student's t: near a normal error's when small, fading where it is out of all measure."""
    return (freedom + 1) / (freedom * variance + miss * miss)
