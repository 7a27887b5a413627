"""Subtitles for the SubCap effect of Avid Media Composer, in the form that Avid DS captions have.

Media Composer takes the file in UTF-8 or UTF-16. It stops at the first overlap, at anything but one blank between the
two timecodes, and in projects of 23.976 and 24 frames at an end on frame 02, 07, 12, 17 or 22 (found by Subtitle Edit,
which moves such an end back by a frame as is done here). Where one subtitle's end is the next one's start, they touch.
Lines are ended by CR LF, as Subtitle Edit on Windows writes them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.frames import grid
from transcript.exporters.labels import labelled
from transcript.exporters.markers import past_midnight
from transcript.exporters.placing import apart, frame_by_frame, moved
from transcript.exporters.ready import cue_spans, ready, span_of
from transcript.exporters.timeline import start_offset
from transcript.model import Problem, Severity, Span, Subtitle, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transcript.exporters.frames import Grid
    from transcript.exporters.placing import Placed

_HEAD = "@ This file written with the Avid Caption plugin, version 1"
_REFUSED_ENDS = frozenset((2, 7, 12, 17, 22))
_REFUSING_RATES = (Fraction(24000, 1001), Fraction(24))

# What a line of text must not look like: the bounds of the subtitles, a comment, a pair of timecodes.
_BOUND = re.compile(r"<\s*+((?:begin|end)\s++subtitles)\s*+>", re.IGNORECASE)
_COMMENT = re.compile(r"^@", re.MULTILINE)
_TIMECODE = re.compile(r"^\d\d:\d\d:\d\d[:;]\d\d", re.MULTILINE)


def write(transcript: Transcript, subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write subtitles for SubCap, by default with a label on each change of speaker."""
    frames = grid(transcript.timing, FORMAT.name)
    # The file's times begin at 00:00:00:00: what stands before the programme start has a place in it.
    timecoded = replace(options, programme_time=True)
    offset = start_offset(transcript.timing, timecoded)
    policy = options.labels or FORMAT.labels
    made, problems = ready(
        transcript,
        subtitles,
        timecoded,
        FORMAT.name,
        named=policy != "never",
        safe_text=_harmless,
        safe_name=_harmless,
    )
    spans = cue_spans(transcript)
    texts, long_labels = labelled(made, policy, options.line_length, spans)
    counting = frame_by_frame(frames)
    wanted = [counting.placed(one.start - offset, one.end - offset) for one in made]
    placed = apart(wanted, partial(_free_end, frames=frames))

    lines = [_HEAD, "", "<begin subtitles>", ""]
    for (start, end), parts in zip(placed, texts, strict=True):
        lines += [f"{frames.clock(start)} {frames.clock(end)}", *(part.text for part in parts), ""]
    lines += ["<end subtitles>", ""]
    text = "\n".join(lines).replace("\n", "\r\n")

    shifts = [
        problem
        for one, asked, got in zip(made, wanted, placed, strict=True)
        for problem in _moved(asked, got, frames, span_of(one, spans))
    ]
    starts = zip(made, placed, strict=True)
    late = chain.from_iterable(past_midnight(at.start, frames, span_of(one, spans), FORMAT.name) for one, at in starts)
    return Exported(text.encode(), (*problems, *long_labels, *shifts, *islice(late, 1)))


def _free_end(begins: int, ends: int, frames: Grid) -> int:
    """The end that Avid takes for a subtitle that would end so."""
    if not _is_refused(ends, frames):
        return ends
    # The refused frames lie five apart: the one beside it is free.
    return ends - 1 if ends - 1 > begins else ends + 1


def _is_refused(end: int, frames: Grid) -> bool:
    return frames.rate.rate in _REFUSING_RATES and frames.clock(end).frames in _REFUSED_ENDS


def _moved(asked: Placed, got: Placed, frames: Grid, span: Span) -> Iterator[Problem]:
    freed = abs(got.end - asked.end) == 1 and _is_refused(asked.end, frames)
    yield from moved(asked._replace(end=got.end) if freed else asked, got, frames, span, FORMAT.name)
    if freed:
        at, ends, refused = (frames.clock(frame) for frame in (got.start, got.end, asked.end))
        what = f"the subtitle at {at} ends at {ends}: Avid refuses an end at {refused} at {frames.rate} frames a second"
        yield Problem("end-moved", Severity.INFO, what, span)


def _harmless(text: str) -> str:
    """`text` in which no line begins like a pair of timecodes or a comment, and none opens or closes the subtitles."""
    text = _BOUND.sub(r"‹\1›", text)
    text = _TIMECODE.sub(lambda found: found[0].replace(":", ".").replace(";", "."), text)
    return _COMMENT.sub("＠", text)


FORMAT = Format(
    name="avid-subcap",
    suffix=".subcap.txt",
    description="subtitles for Avid Media Composer: SubCap effect > Import Caption Data",
    keeps="subtitles with their timecodes and lines, speakers as labels in the text",
    loses="overlaps (a subtitle ends where the next begins); shots, qualifiers, voice-over, colours, problems",
    read_by="Media Composer",
    checked="timecodes read back by OpenTimelineIO; no independent reader exists",
    write=write,
    aliases=("subcap", "avid-ds"),
    needs_subtitles=True,
    labels="change",
)
