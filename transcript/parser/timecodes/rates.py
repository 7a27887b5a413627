"""The frame rate of labels with frames: from the user, from the document, or the likeliest, which is then said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transcript.errors import InvalidTimecode
from transcript.model import Kind, Problem, Segment, Severity, Span
from transcript.parser.timecodes.stamps import Stamp
from transcript.timecode import FrameRate

_RATES = (25, 30, 50, 60)
"""Rates that labels may count in, where nothing says it."""

_SAID = re.compile(
    r"\b(23[.,]9(?:76|8)|24|25|29[.,]97|30|50|59[.,]94|60)\s*(?:df|ndf|drop)?[ -]?(?:fps|f/s|frames (?:a|per) second)",
    re.IGNORECASE,
)
_PAL = re.compile(r"\bPAL\b|\bEBU\b")


def frame_rate(
    asked: FrameRate | None, segments: Sequence[Segment], stamps: Sequence[Stamp], *, rated: bool = False
) -> tuple[FrameRate | None, list[Problem]]:
    """The rate that the labels count in, None where they have no frames and none is asked for.

    rated: the one that the document names holds for labels without frames too.
    """
    framed = [place for place, stamp in enumerate(stamps) if stamp.frames is not None]
    if asked is not None or not framed:
        return asked or (_said(segments) if rated else None), []
    drop = any(stamps[place].drop for place in framed)
    # A frame past all rates is a slip, and so is one in a hundred that alone asks for a higher rate.
    counted = [*(stamps[place].frames or 0 for place in framed), *_marked(segments)]
    frames = sorted(frame for frame in counted if frame < _RATES[-1])
    highest = frames[-1 - len(frames) // 100] if frames else 0
    said = _said(segments)
    if said is not None and highest < said.nominal and (not drop or said.nominal in (30, 60)):
        return FrameRate(said.rate, drop=drop or said.drop), []
    if drop:
        rate = FrameRate.parse("29.97df" if highest < 30 else "59.94df")
        why = "its timecodes are written drop-frame"
    else:
        rate = FrameRate.parse(str(next(rate for rate in _RATES if highest < rate)))
        why = f"its frames go up to {highest}"
    typed = [segment for segment in segments if segment.kind is Kind.TIMECODE]
    row = typed[framed[0]].number
    problem = Problem(
        "frame-rate-assumed",
        Severity.WARNING,
        f"the script does not say its frame rate: {rate} assumed, for {why}",
        Span(row, row),
        "give it with --fps",
    )
    return rate, [problem]


def _marked(segments: Sequence[Segment]) -> list[int]:
    """The frames of timecodes that mark a place inside speech; none where some must be hundredths."""
    said = (segment.text for segment in segments if segment.kind in (Kind.LINE, Kind.SOUND))
    frames = [int(found) for text in said if "[" in text for found in _MARK.findall(text)]
    return frames if max(frames, default=0) < _RATES[-1] else []


# [unintelligible 00:38:50.27], as transcribers mark what somebody else is to hear again
_MARK = re.compile(r"\[[a-z]{4,20}[ ][0-9]{2}:[0-5][0-9]:[0-5][0-9][.:;]([0-9]{2})\\?\]", re.ASCII)


def existing(stamps: Sequence[Stamp], rate: FrameRate | None) -> list[Stamp]:
    """The stamps, those malformed that name a frame which the rate does not have."""
    if rate is None:
        return list(stamps)
    return [stamp if stamp.frames is None or _exists(stamp, rate) else stamp.malformed for stamp in stamps]


def _exists(stamp: Stamp, rate: FrameRate) -> bool:
    label = stamp.label
    if label is None:
        return False
    try:
        label.frame_count(rate)
    except InvalidTimecode:
        return False
    return True


def _said(segments: Sequence[Segment]) -> FrameRate | None:
    """The rate that the document itself names on its cover page or in a header."""
    for segment in segments:
        if segment.kind is Kind.FRONT:
            found = _SAID.search(segment.text)
            if found:
                drop = re.search(r"(?<!n)(?:df|drop)", found[0], re.IGNORECASE) is not None
                rate = FrameRate.parse(found[1].replace(",", "."))
                return FrameRate(rate.rate, drop=drop and rate.nominal in (30, 60) and rate.rate.denominator == 1001)
            if _PAL.search(segment.text):
                return FrameRate.parse("25")
    return None
