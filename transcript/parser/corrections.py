"""Corrections: what the user says a stretch, a speaker or a timecode is, over what was guessed.

They are kept apart from the script, so they survive a new run, and each names the line it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transcript.errors import InvalidSetting
from transcript.model import Kind, Segment
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
    by_line: dict[int, list[Segment]] = {}
    for segment in segments:
        by_line.setdefault(segment.number, []).append(segment)
    for number in by_line:
        for correction in wanted.pop(number, []):
            by_line[number] = _relabelled_row(by_line[number], correction)
        found += by_line[number]
    if wanted:
        line = min(wanted)
        raise InvalidSetting(f"a correction is for line {line}, which holds no text", "see transcript check --segments")
    return found


def _relabelled_row(row: list[Segment], correction: Correction) -> list[Segment]:
    text, kind = correction.text, correction.kind
    if kind is None:
        return row
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
        Segment(segment.number, kind, text if text is not None else segment.text, ahead=segment.ahead),
        segment._replace(text=after.lstrip(), continues=False),
    ]
    return [*row[:place], *(part for part in parts if part.text), *row[place + 1 :]]


def spoken_from(corrections: Sequence[Correction]) -> dict[int, str]:
    """For a line, who speaks from it on."""
    return {correction.line: correction.speaker for correction in corrections if correction.speaker is not None}


def meant_timecodes(segments: Sequence[Segment], corrections: Sequence[Correction]) -> dict[int, Timecode]:
    """For the number of a timecode in the document, the one that is meant.

    Raises InvalidSetting where the line of a correction holds no timecode, or several and the text does not say which.
    """
    wanted = [correction for correction in corrections if correction.timecode is not None]
    if not wanted:
        return {}
    typed = [segment for segment in segments if segment.kind is Kind.TIMECODE]
    meant: dict[int, Timecode] = {}
    for correction in wanted:
        places = [
            place
            for place, segment in enumerate(typed)
            if segment.number == correction.line and correction.text in (None, segment.text)
        ]
        if len(places) != 1 or correction.timecode is None:
            raise InvalidSetting(
                f"a correction gives a timecode for line {correction.line}, which holds {len(places)}",
                "see transcript check --segments",
            )
        meant[places[0]] = correction.timecode
    return meant
