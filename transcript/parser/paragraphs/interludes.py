"""What is heard between speeches, typed as if it had a speaker: `**Jingle:** [57:43] to [57:59]`, `Break: 14:17`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from transcript.model import Kind, Segment
from transcript.parser.evidence.headings import take_heading
from transcript.parser.paragraphs.names import is_numbered
from transcript.parser.paragraphs.times import bracketed_times, time_at

_SPEAKING = 2
"""So many others speak where a name that never does is no one's."""
_GOES_ON = frozenset(("continued", "cont", "cont'd", "more"))
_MARKS = " *_#|\\:："
_BEYOND = frozenset((Kind.TIMECODE, Kind.END, Kind.FRONT))
"""What may stand between two names though nobody speaks."""


def interludes(segments: Sequence[Segment]) -> list[Segment]:
    """The same segments; a sound beside its timecode, or what stands in the place of names and never speaks, is one."""
    silent = _silent(segments)
    found: list[Segment] = []
    for _, row in groupby(segments, key=lambda segment: segment.number):
        typed = list(row)
        named = typed[0].kind is Kind.SPEAKER and take_heading(typed[0].text).name in silent
        if named and all(segment.kind in _BEYOND for segment in typed[1:]):
            ahead = any(segment.kind is Kind.TIMECODE for segment in typed)
            found += [*_noted(typed[0].number, typed[0].text, Kind.SOUND, ahead=ahead), *typed[1:]]
        elif len(typed) == 1 and typed[0].kind in (Kind.SOUND, Kind.SHOT):
            found += _timed(typed[0])
        else:
            found += typed
    return found


def _silent(segments: Sequence[Segment]) -> set[str]:
    """Single words that stand in the place of names, behind which nothing is ever said, where others speak."""
    heard: dict[str, bool] = {}
    name = ""
    for segment in segments:
        if segment.kind is Kind.SPEAKER:
            name = take_heading(segment.text).name
            heard.setdefault(name, False)
        elif name and segment.kind not in _BEYOND:
            heard[name] = True
    if sum(heard.values()) < _SPEAKING:
        return set()
    return {name for name, speaks in heard.items() if not speaks and _is_word(name)}


def _is_word(name: str) -> bool:
    """Whether a name may be no name: a single word, no number of a speaker, no foot of a page (`CONTINUED:`)."""
    return bool(name) and " " not in name and not is_numbered(name) and name.casefold() not in _GOES_ON


def _timed(note: Segment) -> Iterator[Segment]:
    """A note with its timecode in brackets apart, where nothing else stands in its row."""
    time = next(bracketed_times(note.text, 1), None)
    end = time_at(note.text, after) if time is not None and (after := _past(note.text, time.end)) else None
    last = end or time
    if time is None or last is None or note.text[last.end :].strip():
        yield note
        return
    yield from _noted(note.number, note.text[: time.start].strip(), note.kind, ahead=True)
    yield Segment(note.number, Kind.TIMECODE, note.text[time.start : time.cut].strip())
    if out := note.text[time.cut : last.end].strip():
        yield Segment(note.number, Kind.END, out)


def _past(text: str, place: int) -> int:
    """Where the timecode behind `to` begins; 0 where there is none."""
    rest = text[place:].lstrip()
    return len(text) - len(rest[2:].lstrip()) if rest.startswith("to ") else 0


def _noted(number: int, text: str, kind: Kind, *, ahead: bool) -> Iterator[Segment]:
    """The words of a label as a note, without the marks around them."""
    bare = text.strip(_MARKS)
    before, _, after = text.partition(bare)
    if before.strip():
        yield Segment(number, Kind.FRONT, before.strip())
    yield Segment(number, kind, bare, ahead=ahead)
    if after.strip():
        yield Segment(number, Kind.FRONT, after.strip())
