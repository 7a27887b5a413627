"""Timecodes at the end of their paragraphs: `Ann: We start at four. (00:12)`.

Some typists note there when a paragraph ends, as transcription tools do, others when it began. The words tell: they
take as long as the timecodes lie apart, before each or behind it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from transcript.model import Kind, Segment
from transcript.parser.evidence.texts import word_count
from transcript.parser.timecodes.stamps import read_stamps

_FEW = 6
_MUCH = 0.75
"""How much better the words must fit the timecodes as beginnings: as a rule they are ends."""


def begun_at_their_ends(segments: Sequence[Segment]) -> list[Segment]:
    """The same segments; timecodes that stand behind what they begin are read before it."""
    ends = _row_ends(segments)
    if any(segments[end].text.endswith("#") for end in ends):
        return list(segments)  # #00:00:05-2#: the tool that writes these sets them at the end
    if len(ends) < _FEW or len(ends) * 10 < 9 * sum(segment.kind is Kind.TIMECODE for segment in segments):
        return list(segments)
    if not _begin_their_rows(segments, ends):
        return list(segments)
    numbers = {segments[end].number for end in ends}
    turned: list[Segment] = []
    turn = row = 0
    for segment in segments:
        turn = turn + 1 if segment.number == row else 2
        row = segment.number
        first = segment.kind is Kind.TIMECODE
        turned.append(segment._replace(turn=1 if first else turn) if row in numbers else segment)
    return turned


def _row_ends(segments: Sequence[Segment]) -> list[int]:
    """The places of timecodes that are the only ones of their rows and the last that stands there, behind speech."""
    found: list[int] = []
    for place, segment in enumerate(segments):
        if segment.kind is not Kind.TIMECODE or not place or segments[place - 1].kind is not Kind.LINE:
            continue
        alone = place + 1 == len(segments) or segments[place + 1].number != segment.number
        if alone and segments[place - 1].number == segment.number:
            found.append(place)
    return found


def _begin_their_rows(segments: Sequence[Segment], ends: Sequence[int]) -> bool:
    seconds = [stamp.seconds for stamp in read_stamps([segments[end].text for end in ends])]
    words = [
        sum(word_count(segment.text) for segment in segments[before:end] if segment.kind is Kind.LINE)
        for before, end in pairwise((0, *ends))
    ]
    return _misfit(words[:-1], seconds) < _MUCH * _misfit(words[1:], seconds)


def _misfit(words: Sequence[int], seconds: Sequence[int | None]) -> float:
    """How unevenly words fill the time between neighbouring timecodes: deviations from the usual pace, as logs."""
    paces = [
        math.log((said + 1) / (second - first + 1))
        for said, (first, second) in zip(words, pairwise(seconds), strict=True)
        if first is not None and second is not None and second >= first
    ]
    usual = median(paces) if paces else 0.0
    return sum(abs(pace - usual) for pace in paces)
