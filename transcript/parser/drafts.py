"""First pass over the labelled segments: cues and notes, with timecodes by their number in the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from transcript.model import Kind, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.evidence.headings import Heading, take_heading, unwrapped
from transcript.parser.evidence.lexicon import SIZES
from transcript.parser.evidence.texts import word_count

NARRATOR = Heading("NARRATOR", voice_over=True, qualifier=None, continued=False)
"""Who speaks narration in a script that never names its narrator."""


@dataclass(slots=True)
class CueDraft:
    """A cue to be. stamp: the number of its timecode, None before the first. shot: the number of the running shot."""

    heading: Heading | None
    stamp: int | None
    shot: int | None
    voice_over: bool
    first: int
    last: int
    headed: bool
    """A heading stands since the cue's timecode, or in its row."""
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class NoteDraft:
    """A shot note, sound note or title to be."""

    kind: Kind
    stamp: int | None
    texts: list[str]
    first: int
    last: int


@dataclass(slots=True)
class Drafts:
    """All cues and notes of a document. ends: for a timecode's number the END that goes with it."""

    cues: list[CueDraft] = field(default_factory=list)
    notes: list[NoteDraft] = field(default_factory=list)
    ends: dict[int, Segment] = field(default_factory=dict)


def reading_order(segments: Sequence[Segment], *, by_turn: bool = False) -> Sequence[Segment]:
    """The segments as they are read: in a row whose columns stand in another order by their turns.

    by_turn: turns count over the whole document.
    """
    if not any(segment.turn for segment in segments):
        return segments
    if by_turn:
        return sorted(segments, key=lambda segment: segment.turn)
    rows = groupby(segments, key=lambda segment: segment.number)
    return [segment for _, row in rows for segment in sorted(row, key=lambda segment: segment.turn)]


def draft(
    segments: Sequence[Segment], conventions: Conventions, spoken_from: Mapping[int, str] | None = None
) -> Drafts:
    """Walk over the segments of a document. spoken_from: for a line, who speaks from it on, whatever stands there."""
    taken = (take_heading(text) for text, _ in headings(segments))
    narrator = next((heading for heading in taken if heading.narrator), NARRATOR)
    walk = _Walk(conventions, narrator._replace(qualifier=None, continued=False), spoken_from or {})
    for segment in segments:
        walk.step(segment)
    return walk.drafts


def headings(segments: Sequence[Segment]) -> Iterator[tuple[str, int]]:
    """The speaker headings of a document as typed, those that several lines hold in one, with the row of each."""
    held: tuple[str, int] | None = None
    for segment in segments:
        if segment.kind is not Kind.SPEAKER:
            continue
        if segment.continues and held is not None:
            held = unwrapped(held[0], segment.text), held[1]
            continue
        if held is not None:
            yield held
        held = segment.text, segment.number
    if held is not None:
        yield held


def between_stamps(segments: Sequence[Segment]) -> tuple[list[int], list[bool]]:
    """For each timecode, the words spoken before the next one, and whether a title stands right before it."""
    words: list[int] = []
    breaks: list[bool] = []
    title = False
    for segment in segments:
        if segment.kind is Kind.TIMECODE:
            words.append(0)
            breaks.append(title)
            title = False
        elif segment.kind is Kind.LINE:
            title = False
            if words:
                words[-1] += word_count(segment.text)
        elif segment.kind is Kind.TITLE:
            title = True
    return words, breaks


class _Walk:
    """What holds at the place the walk has come to."""

    def __init__(self, conventions: Conventions, narrator: Heading, spoken_from: Mapping[int, str]) -> None:
        self._spoken_from = spoken_from
        self.drafts = Drafts()
        self._narrator = narrator
        self._conventions = conventions
        self._stamps = 0
        self._stamp: int | None = None
        self._heading: Heading | None = None
        self._heading_row = 0
        self._typed = ""  # the heading as typed
        self._headed = False
        self._voice_over = False
        self._fresh = True  # the next line begins a cue
        self._shots = 0
        self._shot: NoteDraft | None = None
        self._waiting: NoteDraft | None = None  # a note whose timecode may follow
        self._steps = {
            Kind.TIMECODE: self._timecode,
            Kind.SPEAKER: self._speaker,
            Kind.LINE: self._line,
            Kind.SHOT: self._note,
            Kind.SOUND: self._note,
            Kind.TITLE: self._note,
            Kind.END: self._end,
        }

    def step(self, segment: Segment) -> None:
        step = self._steps.get(segment.kind)
        if step is not None:
            step(segment)

    def _timecode(self, segment: Segment) -> None:
        self._stamp = self._stamps
        self._stamps += 1
        self._fresh = True
        self._headed = self._heading_row == segment.number
        if self._waiting is not None:
            self._waiting.stamp, self._waiting = self._stamp, None

    def _end(self, segment: Segment) -> None:
        if self._stamp is None:
            return
        known = self.drafts.ends.get(self._stamp)
        if known is None or known.duration or not segment.duration:  # of an out time and a length the first holds
            self.drafts.ends[self._stamp] = segment

    def _speaker(self, segment: Segment) -> None:
        if segment.continues and self._typed:
            self._name_goes_on(segment.text)
            return
        told = self._spoken_from.get(segment.number)
        self._speak(take_heading(told or segment.text), segment.number)
        self._typed = "" if told else segment.text

    def _name_goes_on(self, text: str) -> None:
        """The rest of a name, beside or above what is said."""
        self._typed = unwrapped(self._typed, text)
        self._heading = take_heading(self._typed)
        self._voice_over = self._heading.voice_over
        if not self._fresh:
            self.drafts.cues[-1].heading, self.drafts.cues[-1].voice_over = self._heading, self._voice_over

    def _speak(self, heading: Heading, row: int) -> None:
        self._heading = heading
        self._heading_row = row
        self._voice_over = self._heading.voice_over
        self._fresh = self._headed = True
        self._waiting = None

    def _line(self, segment: Segment) -> None:
        cues = self.drafts.cues
        said = self._spoken_from.get(segment.number)
        if said is not None and (self._heading is None or self._heading.name != said):
            self._speak(take_heading(said), segment.number)
        if segment.narration and (self._heading is None or not self._heading.narrator):
            self._heading = self._narrator
            self._voice_over = self._fresh = True
            self._headed = False
        if self._fresh:
            cues.append(
                CueDraft(
                    self._heading,
                    self._stamp,
                    self._shots or None,
                    self._voice_over,
                    segment.number,
                    segment.number,
                    self._headed,
                )
            )
            self._fresh = False
        cues[-1].lines.append(segment.text)
        cues[-1].last = segment.number
        self._waiting = None

    def _note(self, segment: Segment) -> None:
        if segment.kind is Kind.SHOT and segment.continues and self._shot is not None:
            self._shot.texts.append(segment.text)
            self._shot.last = segment.number
            return
        note = NoteDraft(segment.kind, self._stamp, [segment.text], segment.number, segment.number)
        self.drafts.notes.append(note)
        ahead = segment.ahead or (segment.kind is Kind.SHOT and not self._conventions.time_first)
        self._waiting = note if ahead else None
        if segment.kind is Kind.SHOT:
            self._shots += 1
            self._shot = note
            if self._heading is not None and not self._heading.narrator and _in_vision(segment.text, self._heading):
                self._voice_over = False


def _in_vision(note: str, heading: Heading) -> bool:
    """Whether a shot shows the speaker: a bare size, or a size and the speaker's name."""
    words = [word.strip(",.:;()") for word in note.split()]
    if not words or words[0] not in SIZES:
        return False
    names = {part.casefold() for part in heading.name.split()}
    return all(word.casefold() in names or word in SIZES or not word for word in words)
