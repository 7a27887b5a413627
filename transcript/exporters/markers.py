"""Speeches, shots, sounds and titles as markers on a timeline, for the formats that editing tools import."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum
from itertools import zip_longest
from typing import TYPE_CHECKING

from transcript.archive import Only, is_archive
from transcript.exporters.safety import clean, text_changed
from transcript.model import Problem, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from fractions import Fraction

    from transcript.exporters.base import ExportOptions
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
    a speech, where the script names one. index: its place among the transcript's cues, shots, sounds or titles, from 0.
    """

    of: Of
    start: int
    end: int
    name: str
    note: str
    span: Span
    speaker: str | None = None
    index: int = 0


_KINDS: Mapping[Only | None, Collection[Of]] = {
    None: tuple(Of),
    "speech": (Of.SPEECH,),
    "shots": (Of.SHOT,),
    "archive": (Of.SHOT,),
}


def _as_it_is(text: str) -> str:
    return text


def marked(
    transcript: Transcript,
    grid: Grid,
    options: ExportOptions,
    form: str,
    safe_text: Callable[[str], str] = _as_it_is,
) -> tuple[list[Marker], list[Problem]]:
    """The markers that are asked for, as a file of format `form` can carry their texts, and what was changed for that.

    safe_text: what the format itself forbids in a name or note, which are one line of sound characters already.
    """
    made, problems = [], []
    changed: set[tuple[str, str]] = set()
    for marker in markers(transcript, grid, options.only):
        name, note = safe_text(clean(marker.name)) or marker.of.value.capitalize(), safe_text(clean(marker.note))
        for before, after in ((marker.name, name), (marker.note, note)):
            if before != after and (before, after) not in changed:
                changed.add((before, after))
                problems.append(text_changed(before, after, marker.span, form))
        made.append(replace(marker, name=name, note=note))
    return made, [*problems, *remarks(made, grid, form)]


def markers(transcript: Transcript, grid: Grid, only: Only | None = None, *, wordless: bool = False) -> list[Marker]:
    """The markers of a transcript in the order of their times; of those that begin together, shots come first.

    Speeches and shots last as long as they do; sounds and titles, of which only the beginning is known, one frame.
    only: speech or shots alone, or those shots whose note says archive or stills. wordless: also cues in which nothing
    is said.
    """
    found = [
        *(
            Marker(Of.SHOT, *_frames(grid, one.start, one.end), f"Shot {one.number}", one.note, one.span, index=index)
            for index, one in enumerate(transcript.shots)
            if only != "archive" or is_archive(one.note)
        ),
        *(
            Marker(Of.SPEECH, *_frames(grid, cue.start, cue.end), _name(cue), cue.line, cue.span, cue.speaker, index)
            for index, cue in enumerate(transcript.cues)
            if cue.line or wordless
        ),
        *(
            Marker(Of.SOUND, *_point(grid, one.start), "Sound", one.note, one.span, index=index)
            for index, one in enumerate(transcript.sounds)
        ),
        *(
            Marker(Of.TITLE, *_point(grid, one.start), "Title", one.text, one.span, index=index)
            for index, one in enumerate(transcript.titles)
        ),
    ]
    wanted = _KINDS[only]
    return sorted((marker for marker in found if marker.of in wanted), key=lambda marker: marker.start)


def merged(placed: Sequence[Marker], form: str) -> tuple[list[Marker], list[Problem]]:
    """The markers with those that begin on one frame made one, for formats that hold one a frame; and what was merged.

    The one has the name and length of the speech, where there is a speech, and all their notes.
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
    return together, problems


def disjoint(placed: Sequence[Marker], form: str) -> tuple[list[Marker], list[Problem]]:
    """The markers so that none reaches into the next, for formats that drop or refuse overlaps; and what was changed.

    A marker ends where the next begins; those that begin on one frame become one (`merged`).
    """
    together, problems = merged(placed, form)
    apart: list[Marker] = []
    for marker, follower in zip_longest(together, together[1:]):
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


def colour_of(marker: Marker, ranks: Mapping[str, int], speakers: Sequence[str], others: Mapping[Of, str]) -> str:
    """A marker's colour: of `speakers` by the speaker's rank, from the first again where there are more of them.

    others: the colour of what is no speech, and of a speech that has no speaker.
    """
    if marker.speaker is None:
        return others[marker.of]
    return speakers[ranks[marker.speaker] % len(speakers)]


def past_midnight(frame: int, grid: Grid, span: Span, form: str) -> Iterator[Problem]:
    """The problem that a frame lies outside the 24 hours from 00:00:00:00 that timecode counts, where it does."""
    if grid.on_the_clock(frame) != grid.first + frame:
        yield Problem(
            "timecode-past-midnight",
            Severity.WARNING,
            f"timecode counts 24 hours: what lies outside them is written in {form} as the clock then shows it, "
            f"first as {grid.clock(frame)}",
            span,
            "move the timecodes with --offset if another day is meant",
        )


def remarks(made: Sequence[Marker], grid: Grid, form: str) -> Iterator[Problem]:
    """What is to be said of a file's markers as a whole: there are none, or timecode comes round in them."""
    if not made:
        what = f"there is nothing to mark: {form} is written without markers"
        yield Problem("no-markers", Severity.WARNING, what, Span(1, 1))
    for marker in made:
        late = list(past_midnight(marker.start, grid, marker.span, form))
        if late:
            yield from late
            return


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
        end=max(first.end, second.end) if first.of is second.of else leading.end,
        note=note,
        span=Span(min(first.span.first, second.span.first), max(first.span.last, second.span.last)),
    )
