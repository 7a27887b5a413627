"""The frame rate of labels with frames: from the user, from the document, or the likeliest, which is then said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transcript.model import Kind, Problem, Segment, Severity, Span
from transcript.parser.stamps import Stamp
from transcript.timecode import FrameRate

_SAID = re.compile(
    r"\b(23[.,]9(?:76|8)|24|25|29[.,]97|30|50|59[.,]94|60)\s*(?:df|ndf|drop)?[ -]?(?:fps|f/s|frames (?:a|per) second)",
    re.IGNORECASE,
)
_PAL = re.compile(r"\bPAL\b|\bEBU\b")


def frame_rate(
    asked: FrameRate | None, segments: Sequence[Segment], stamps: Sequence[Stamp]
) -> tuple[FrameRate | None, list[Problem]]:
    """The rate that the labels count in, None where they have no frames and none is asked for."""
    framed = [place for place, stamp in enumerate(stamps) if stamp.frames is not None]
    if asked is not None or not framed:
        return asked, []
    drop = any(stamps[place].drop for place in framed)
    highest = max(stamps[place].frames or 0 for place in framed)
    said = _said(segments)
    if said is not None and highest < said.nominal and (not drop or said.nominal in (30, 60)):
        return FrameRate(said.rate, drop=drop or said.drop), []
    if drop:
        rate = FrameRate.parse("29.97df" if highest < 30 else "59.94df")
        why = "its timecodes are written drop-frame"
    else:
        whole = next((rate for rate in (25, 30, 50, 60) if highest < rate), None)
        rate = FrameRate.parse(str(whole or 60))
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
