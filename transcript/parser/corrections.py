"""Corrections: what the user says a stretch, a speaker or a timecode is, over what was guessed.

They are kept apart from the script, so they survive a new run, and each names the line it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from transcript.errors import InvalidSetting
from transcript.model import Kind, Problem, Segment
from transcript.timecode import Timecode


@dataclass(frozen=True, slots=True)
class Correction:
    """At a line of the source: a stretch is of this kind, this person speaks, or this timecode is meant.

    text: the stretch it is about, where the line holds several.
    """

    line: int
    text: str | None = None
    kind: Kind | None = None
    speaker: str | None = None
    timecode: Timecode | None = None


def relabelled(segments: Sequence[Segment], corrections: Sequence[Correction]) -> list[Segment]:
    """The segments with the kinds that the user gave; a stretch inside a segment is cut out of it.

    Raises InvalidSetting where a correction fits no stretch of its line, or several.
    """
    wanted: dict[int, list[Correction]] = {}
    for correction in corrections:
        if correction.kind is not None:
            wanted.setdefault(correction.line, []).append(correction)
    if not wanted:
        return list(segments)
    found: list[Segment] = []
    for number, row in groupby(segments, key=lambda segment: segment.number):
        corrected = list(row)
        for correction in wanted.pop(number, []):
            corrected = _relabelled_row(corrected, correction)
        found += corrected
    if wanted:
        line = min(wanted)
        raise InvalidSetting(f"a correction is for line {line}, which holds no text", "see transcript check --segments")
    return found


def _relabelled_row(row: list[Segment], correction: Correction) -> list[Segment]:
    text = correction.text
    matches = [place for place, segment in enumerate(row) if text is None or text in segment.text]
    if len(matches) != 1:
        what = f"{text!r} stands" if text is not None else "there are stretches"
        advice = "say which with text =" if matches else "see transcript check --segments"
        raise InvalidSetting(f"a correction is for line {correction.line}, where {what} {len(matches)} times", advice)
    place = matches[0]
    segment = row[place]
    before, _, after = segment.text.partition(text) if text is not None else ("", "", "")
    parts = [
        segment._replace(text=before.rstrip()),
        Segment(
            segment.number,
            correction.kind or segment.kind,
            text if text is not None else segment.text,
            ahead=segment.ahead,
            turn=segment.turn,
        ),
        segment._replace(text=after.lstrip(), continues=False),
    ]
    return [*row[:place], *(part for part in parts if part.text), *row[place + 1 :]]


def spoken_from(segments: Sequence[Segment], corrections: Sequence[Correction]) -> dict[int, str]:
    """For a line, who speaks from it on. Raises InvalidSetting where nobody speaks there or two are told to."""
    spoken = {segment.number for segment in segments if segment.kind in (Kind.LINE, Kind.SPEAKER)}
    found: dict[int, str] = {}
    for correction in corrections:
        if correction.speaker is None:
            continue
        if correction.line not in spoken:
            raise _misses(correction, "names a speaker", "speech and no heading")
        if found.setdefault(correction.line, correction.speaker) != correction.speaker:
            raise InvalidSetting(f"two corrections name a speaker for line {correction.line}", "leave one of them out")
    return found


def meant_timecodes(segments: Sequence[Segment], corrections: Sequence[Correction]) -> dict[int, Timecode]:
    """For the number of a timecode in the document, the one that is meant.

    Raises InvalidSetting where the line of a correction holds no timecode, or several and the text does not say which,
    or where two corrections are for one.
    """
    typed = [segment for segment in segments if segment.kind is Kind.TIMECODE]
    meant: dict[int, Timecode] = {}
    for correction in corrections:
        if correction.timecode is None:
            continue
        places = [
            place
            for place, segment in enumerate(typed)
            if segment.number == correction.line and correction.text in (None, segment.text)
        ]
        if len(places) != 1:
            raise _misses(correction, "gives a timecode", "timecode" if not places else "single timecode")
        if meant.setdefault(places[0], correction.timecode) != correction.timecode:
            raise InvalidSetting(f"two corrections give a timecode for line {correction.line}", "leave one of them out")
    return meant


def _misses(correction: Correction, does: str, lacking: str) -> InvalidSetting:
    return InvalidSetting(
        f"a correction {does} for line {correction.line}, which holds no {lacking}", "see transcript check --segments"
    )


def unanswered(problems: Sequence[Problem], corrections: Sequence[Correction]) -> list[Problem]:
    """The problems that no correction answers."""
    answered = {
        (correction.line, code)
        for correction in corrections
        for said, codes in (
            (correction.timecode, ("timecode-out-of-order", "timecode-malformed")),
            (correction.speaker, ("speaker-spelling", "heading-missing")),
            (correction.kind, ("unplaced",)),
        )
        if said is not None
        for code in codes
    }
    return [problem for problem in problems if (problem.span.first, problem.code) not in answered]
