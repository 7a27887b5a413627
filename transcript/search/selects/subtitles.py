"""Subtitles of the reel, as SRT: each select's words where it comes to lie, counted from the beginning of the reel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from transcript.clock import milliseconds
from transcript.delivery import Delivery
from transcript.exporters import ExportOptions, export, find_format
from transcript.model import Cue, Source, Span, Speaker, Subtitle, Timing, Transcript
from transcript.search.selects.reel import Select
from transcript.spotting import spot
from transcript.timecode import Timecode

_START = Timecode(0, 0, 0)


def write(reel: tuple[Select, ...], title: str) -> tuple[bytes, tuple[str, ...]]:
    """The subtitles under the rules that `transcript convert` has by default."""
    delivery = Delivery()
    form = find_format("srt")
    cues: list[Cue] = []
    subtitles: list[Subtitle] = []
    begins = Fraction(0)
    for number, select in enumerate(reel, 1):
        cue = _cue(number, select, begins)
        # Each by itself: what the next film says does not go on with it, nor may a subtitle stand over it.
        spotted = spot(_transcript(title, [cue]), delivery.rules, form.labels)
        until = milliseconds(cue.end)
        subtitles += [replace(one, end=min(one.end, until)) for one in spotted.subtitles if one.start < until]
        cues.append(cue)
        begins = cue.end
    options = ExportOptions(line_length=delivery.rules.line_length)
    exported = export("srt", _transcript(title, cues), subtitles, options)
    return exported.content, tuple(dict.fromkeys(problem.message for problem in exported.problems))


def _cue(number: int, select: Select, begins: Fraction) -> Cue:
    """The select as a cue of the reel; where a timecode cuts its speech, it is one again."""
    return Cue(
        number=number,
        speaker=select.hit.speaker,
        timecode=Timecode.of_seconds(int(begins)),
        start=begins,
        end=begins + select.length,
        line=select.hit.line,
        span=Span(number, number),
        voice_over=select.hit.cues[0].voice_over,
        end_given=True,
    )


def _transcript(title: str, cues: Sequence[Cue]) -> Transcript:
    people = dict.fromkeys(cue.speaker for cue in cues if cue.speaker is not None)
    return Transcript(Source(title), Timing(_START), cues=tuple(cues), speakers=tuple(Speaker(name) for name in people))
