"""Speeches, shots, sounds and titles as markers on a timeline, for the formats that editing tools import."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from transcript.model import Problem, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from transcript.exporters.frames import Grid
    from transcript.model import Cue, Transcript


class Of(Enum):
    """What a marker marks."""

    SPEECH = "speech"
    SHOT = "shot"
    SOUND = "sound"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Marker:
    """A stretch of the timeline: frames start … end-1 from the programme start, one at least.

    name: a few words, such as the speaker. note: the words themselves. span: where it stands in the source. speaker: of
    a speech, where the script names one.
    """

    of: Of
    start: int
    end: int
    name: str
    note: str
    span: Span
    speaker: str | None = None


def markers(transcript: Transcript, grid: Grid) -> list[Marker]:
    """All markers of a transcript in the order of their times; of those that begin together, shots come first.

    Speeches and shots last as long as they do; sounds and titles, of which only the beginning is known, one frame.
    """
    found = [
        *(
            Marker(Of.SHOT, *_frames(grid, shot.start, shot.end), f"Shot {shot.number}", shot.note, shot.span)
            for shot in transcript.shots
        ),
        *(
            Marker(Of.SPEECH, *_frames(grid, cue.start, cue.end), _name(cue), cue.line, cue.span, cue.speaker)
            for cue in transcript.cues
            if cue.line
        ),
        *(Marker(Of.SOUND, *_point(grid, one.start), "Sound", one.note, one.span) for one in transcript.sounds),
        *(Marker(Of.TITLE, *_point(grid, one.start), "Title", one.text, one.span) for one in transcript.titles),
    ]
    return sorted(found, key=lambda marker: marker.start)


def disjoint(placed: Sequence[Marker], form: str) -> tuple[list[Marker], list[Problem]]:
    """The markers so that none reaches into the next, for formats that drop or refuse overlaps; and what was changed.

    A marker ends where the next begins. Those that begin on one frame become one: with the speech's name, where there
    is a speech, and all their notes.
    """
    problems: list[Problem] = []
    together: list[Marker] = []
    for marker in sorted(placed, key=lambda marker: marker.start):
        if together and together[-1].start == marker.start:
            together[-1] = _merged(together[-1], marker)
            what = f"markers that begin on one frame are one in {form}: {together[-1].name}"
            problems.append(Problem("markers-merged", Severity.INFO, what, marker.span))
        else:
            together.append(marker)
    apart: list[Marker] = []
    for marker, follower in zip(together, [*together[1:], None], strict=True):
        if follower is not None and marker.end > follower.start:
            what = f"the marker {marker.name} ends where the next begins, for markers may not overlap in {form}"
            problems.append(Problem("marker-shortened", Severity.INFO, what, marker.span))
            apart.append(replace(marker, end=follower.start))
        else:
            apart.append(marker)
    return apart, problems


def speaker_ranks(transcript: Transcript) -> dict[str, int]:
    """Each speaker's place by how many words they say, 0 for who says most: formats give colours in this order."""
    words: Counter[str] = Counter()
    for cue in transcript.cues:
        if cue.speaker is not None:
            words[cue.speaker] += len(cue.line.split())
    return {name: rank for rank, (name, _) in enumerate(words.most_common())}


def _frames(grid: Grid, start: Fraction, end: Fraction) -> tuple[int, int]:
    first = grid.frame(start)
    return first, max(grid.frame(end), first + 1)


def _point(grid: Grid, start: Fraction) -> tuple[int, int]:
    return _frames(grid, start, start)


def _name(cue: Cue) -> str:
    return cue.speaker or "Speech"


def _merged(first: Marker, second: Marker) -> Marker:
    """One marker of two that begin on one frame."""
    leading, other = (second, first) if second.of is Of.SPEECH and first.of is not Of.SPEECH else (first, second)
    note = " / ".join(part for part in (leading.note, f"{other.name}: {other.note}") if part)
    return replace(
        leading,
        end=max(first.end, second.end),
        note=note,
        span=Span(min(first.span.first, second.span.first), max(first.span.last, second.span.last)),
    )
