"""How well a document fits the layouts of paragraphs: what opens its rows, and whether speech runs at a human pace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from transcript.model import Kind, Row, Segment
from transcript.parser.evidence.headings import take_heading
from transcript.parser.evidence.soundbites import lead_of
from transcript.parser.evidence.texts import word_count
from transcript.parser.evidence.typography import ends_sentence
from transcript.parser.paragraphs.label import label
from transcript.parser.paragraphs.names import is_numbered
from transcript.parser.tables.records import find_records
from transcript.parser.timecodes.stamps import read_stamps
from transcript.parser.timecodes.units import Unit, unit_of

_GAPS_OF_PARAGRAPHS = 4
"""So many kinds of gaps between rows paragraphs may have; the columns of a flattened table make more."""
_SLOWEST, _FASTEST = Fraction(1, 5), Fraction(8)
_NUMBERED = 0.9
"""The share of numbered speakers that tells the work of a tool."""
_TALK = 60
"""Words of a talk, at least."""


class Fit(NamedTuple):
    """What opens the rows of a document; shares run from 0 to 1.

    stamps: how many timecodes. speeches, speakers: how many names, and people who are named more than once. words:
    spoken. sound: the share of timecodes that run forward at the pace of speech. led: of rows that a timecode leads.
    named: of rows of named speech. inline: of names that have speech behind them in their row, or announce a sound
    bite. clocked: of timecodes that stand beside a name. turns: of names that are not the name before them. placed: of
    rows that belong to the script. sentences: of lines of speech that end where sentences do.
    questions: lines that ask something. bites: headings that announce a sound bite. numbered: the share of names that
    number speakers, as tools do. talk: one timecode with a name heads paragraphs of speech.
    """

    stamps: int
    speeches: int
    speakers: int
    words: int
    sound: float
    led: float
    named: float
    inline: float
    clocked: float
    turns: float
    placed: float
    sentences: float
    questions: int
    bites: int
    numbered: float
    talk: bool


_NO_FIT = Fit(0, 0, 0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0, 0.0, talk=False)


def fit(rows: Sequence[Row]) -> Fit:
    """Measure a document."""
    return _NO_FIT if is_table(rows) else _measured(tuple(rows))


def is_table(rows: Sequence[Row]) -> bool:
    """Whether a document shows at a glance that it is a table, kept or flattened: no need to label it."""
    if sum(row.table > 0 for row in rows) * 2 > len(rows):
        return True
    gaps = Counter(min(row.gap, 6) for row in rows)
    return sum(count * 25 >= len(rows) for count in gaps.values()) > _GAPS_OF_PARAGRAPHS


@lru_cache(maxsize=4)
def _measured(rows: tuple[Row, ...]) -> Fit:
    if find_records(rows):
        return _NO_FIT
    segments = label(rows)
    body = [segment for segment in segments if segment.kind is not Kind.FRONT]
    by_row: dict[int, list[Segment]] = {}
    for segment in body:
        by_row.setdefault(segment.number, []).append(segment)
    total = max(1, len(by_row))
    led = sum(found[0].kind is Kind.TIMECODE for found in by_row.values())
    named = sum(_is_named(found) for found in by_row.values())
    stamps = [segment for segment in body if segment.kind is Kind.TIMECODE]
    clocked = sum(
        any(a.kind is Kind.SPEAKER and b.kind is Kind.TIMECODE for a, b in pairwise(found)) for found in by_row.values()
    )
    lines = [segment for segment in body if segment.kind is Kind.LINE]
    heard = [take_heading(segment.text).name.casefold() for segment in body if segment.kind is Kind.SPEAKER]
    numbered = sum(map(is_numbered, heard)) / max(1, len(heard))
    return Fit(
        stamps=len(stamps),
        speeches=len(heard),
        speakers=sum(count > 1 for count in Counter(heard).values()),
        words=sum(word_count(segment.text) for segment in lines),
        sound=_soundness(body, numbered=numbered > _NUMBERED),
        led=led / total,
        named=named / total,
        inline=named / max(1, len(heard)),
        clocked=clocked / max(1, len(stamps)),
        turns=sum(before != after for before, after in pairwise(heard)) / max(1, len(heard) - 1),
        placed=len(by_row) / max(1, len(rows)),
        sentences=sum(ends_sentence(segment.text) for segment in lines) / max(1, len(lines)),
        questions=sum(any(mark in segment.text for mark in "?？؟") for segment in lines),
        bites=sum(segment.kind is Kind.SPEAKER and lead_of(segment.text) > 0 for segment in body),
        numbered=numbered,
        talk=_is_talk(body, lines),
    )


def _is_talk(body: Sequence[Segment], lines: Sequence[Segment]) -> bool:
    """Whether a document is one speech in paragraphs under one timecode with a name."""
    kinds = [segment.kind for segment in body]
    if kinds[:2] != [Kind.TIMECODE, Kind.SPEAKER] or set(kinds[2:]) != {Kind.LINE}:
        return False
    sentences = sum(ends_sentence(segment.text) for segment in lines)
    return sentences * 10 >= 9 * len(lines) and sum(word_count(segment.text) for segment in lines) >= _TALK


_SPOKEN = frozenset((Kind.LINE, Kind.UNPLACED))
"""What may stand behind a name: speech, or the marks that a tool writes for what it has not understood."""


def _is_named(row: Sequence[Segment]) -> bool:
    kinds = [segment.kind for segment in row]
    announced = any(segment.kind is Kind.SPEAKER and lead_of(segment.text) for segment in row)
    return announced or (Kind.SPEAKER in kinds and not _SPOKEN.isdisjoint(kinds))


def _soundness(segments: Sequence[Segment], *, numbered: bool) -> float:
    """The share of timecodes that do not run back and under which words are spoken at a human pace.

    numbered: speakers are, as tools do that also leave words out; then no pace is too slow.
    """
    texts = [segment.text for segment in segments if segment.kind is Kind.TIMECODE]
    said = [0] * len(texts)
    at = -1
    for segment in segments:
        if segment.kind is Kind.TIMECODE:
            at += 1
        elif segment.kind is Kind.LINE and at >= 0:
            said[at] += word_count(segment.text)
    unit = unit_of(texts, said)
    # Clock times stand wide apart, in reports that leave out what is of no matter.
    slowest = Fraction(0) if numbered or unit is Unit.HOURS else _SLOWEST
    seconds = [stamp.seconds for stamp in read_stamps(texts, unit=unit)]
    good = spoken = 0
    for (first, second), words in zip(pairwise(seconds), said, strict=False):
        if first is None or second is None or not words:
            continue
        spoken += 1
        length = second - first
        good += length >= 0 and (words <= 12 + _FASTEST * length) and words >= slowest * (length - 30)
    return good / spoken if spoken else 0.0
