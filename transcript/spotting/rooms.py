"""What the room between two timecodes tells by itself: far too much of it is silence, far too little tells nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from transcript.model import Cue, Provenance
from transcript.spotting.anchors import Run, spoken

# Nobody says words so many times slower than the even narrator and waits so many seconds more: they fell silent.
_SLOWEST, _WAIT = 3.0, 15.0
# Where words without a mark after them would usually be drawn out so much, no mark tells that they are over.
_DRAWN_OUT, _FEW_ROOMS = 2.0, 3


class _Room(NamedTuple):
    """The seconds from the timecode of a run to that of a later one, and those that the words between take."""

    here: int
    after: int
    seconds: float
    spoken: float


def _rooms(cues: Sequence[Cue], runs: Sequence[Run], anchors: Set[int]) -> Iterator[_Room]:
    typed = [place for place in sorted(anchors) if cues[runs[place].cue].time is not Provenance.ESTIMATED]
    for here, after in pairwise(typed):
        seconds = float(cues[runs[after].cue].start - cues[runs[here].cue].start)
        yield _Room(here, after, seconds, sum(spoken(run) for run in runs[here:after]))


def apart_in_silence(cues: Sequence[Cue], runs: Sequence[Run], anchors: Set[int]) -> list[Run]:
    """The runs, with what follows a silence that is certain by the room alone told as another speech.

    Words run on to the next timecode where no mark ends their clause. Where there are minutes to fill with a few of
    them they do not: they are over, and what comes next begins where its timecode says. So does all that a hand
    writes which leaves such room after most of its rows, were it but seconds, and marks no end of them.

    anchors: see `anchors.anchored`.
    """
    silent: set[int] = set()
    drawn: list[float] = []
    for room in _rooms(cues, runs, anchors):
        last, fresh = runs[room.after - 1].said[-1], runs[room.after].way.fresh
        marked = bool(last.clause or last.sentence)
        if room.seconds > _SLOWEST * room.spoken + _WAIT and not (fresh and marked):
            silent.add(room.after)
        if not (fresh or marked):
            drawn.append(room.seconds / room.spoken)
    listed = len(drawn) >= _FEW_ROOMS and median(drawn) > _DRAWN_OUT
    ways = [run.way._replace(fresh=True) if listed else run.way for run in runs]
    return [
        run._replace(way=way._replace(breaks=True, fresh=True) if place in silent else way)
        for place, (run, way) in enumerate(zip(runs, ways, strict=True))
    ]


def crowded(
    cues: Sequence[Cue], runs: Sequence[Run], anchors: Set[int], unit: float, least_pace: float
) -> dict[int, float]:
    """The places of runs whose words cannot be said before the next timecode, with the share of their time they have.

    Somebody left timecodes out there, or they are wrong; what is said there tells nothing of how fast people speak.
    unit: how coarse the timecodes are, in seconds. least_pace: of the fastest speech, against the even narrator's.
    """
    found: dict[int, float] = {}
    for room in _rooms(cues, runs, anchors):
        given = any(cues[run.cue].end_given for run in runs[room.here : room.after])
        if room.seconds + unit < least_pace * room.spoken and not given:
            found.update(dict.fromkeys(range(room.here, room.after), room.seconds / room.spoken))
    return found
