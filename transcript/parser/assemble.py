"""Labelled segments -> Transcript: one assembler for all layouts.

The rules of the data model (cue, shot, heading, provenance) live here and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from transcript.model import (
    Cue,
    Kind,
    Problem,
    Provenance,
    Segment,
    Severity,
    Shot,
    Sound,
    Source,
    Span,
    Speaker,
    Timing,
    Title,
    Transcript,
)
from transcript.parser.headings import Heading, read_heading
from transcript.parser.lexicon import SIZES
from transcript.parser.people import merge_names
from transcript.parser.repair import Mended, mend
from transcript.parser.settings import ParseSettings
from transcript.parser.stamps import read_stamp
from transcript.parser.typography import letters
from transcript.timecode import FrameRate, Timecode


@dataclass(slots=True)
class _CueDraft:
    heading: Heading | None
    stamp: int | None
    shot: int | None
    voice_over: bool
    lines: list[str] = field(default_factory=list)
    first: int = 0
    last: int = 0
    missing_heading: bool = False


@dataclass(slots=True)
class _NoteDraft:
    kind: Kind
    stamp: int | None
    texts: list[str]
    first: int
    last: int


def assemble(segments: Sequence[Segment], source: Source, settings: ParseSettings) -> Transcript:
    """Put the labelled segments of a document together as a transcript.

    Cue.end is left at Cue.start where the script gives no end; spotting settles it.
    """
    typed = [segment for segment in segments if segment.kind is Kind.TIMECODE]
    words, breaks = _between(segments)
    mended = mend([read_stamp(segment.text) for segment in typed], words, breaks)
    drafts, notes = _drafts(segments)
    names, speakers, problems = _people(segments, settings)
    problems += _stamp_problems(typed, mended)
    clock = _Clock(typed, mended, settings)
    problems += [
        Problem(
            "unplaced",
            Severity.WARNING,
            f"{segment.text!r} fits no kind: kept out of notes and speech",
            Span(segment.number, segment.number),
            "delete it if it is a slip of the pen",
        )
        for segment in segments
        if segment.kind is Kind.UNPLACED
    ]
    narrator = _narrator_of(drafts, names)
    problems += _restore_headings(drafts, narrator)
    cues = tuple(_cue(number, draft, clock, names) for number, draft in enumerate(drafts, 1))
    shots = _shots([note for note in notes if note.kind is Kind.SHOT], clock)
    return Transcript(
        source=source,
        timing=Timing(clock.start, clock.rate),
        cues=cues,
        shots=shots,
        sounds=tuple(
            Sound(clock.at(n.stamp), clock.time(n.stamp), " ".join(n.texts), Span(n.first, n.last))
            for n in notes
            if n.kind is Kind.SOUND
        ),
        titles=tuple(
            Title(clock.at(n.stamp), clock.time(n.stamp), " ".join(n.texts), Span(n.first, n.last))
            for n in notes
            if n.kind is Kind.TITLE
        ),
        speakers=_with_narrator(speakers, cues),
        problems=tuple(sorted(problems, key=lambda problem: problem.span)),
        segments=tuple(segments),
    )


# --- first pass: cues and notes, with timecodes by their number ------------------------------------------------


def _between(segments: Sequence[Segment]) -> tuple[list[int], list[bool]]:
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
                words[-1] += len(segment.text.split())
        elif segment.kind is Kind.TITLE:
            title = True
    return words, breaks


def _drafts(segments: Sequence[Segment]) -> tuple[list[_CueDraft], list[_NoteDraft]]:
    drafts: list[_CueDraft] = []
    notes: list[_NoteDraft] = []
    heading: Heading | None = None
    stamp: int | None = None
    stamps = -1
    fresh = True
    voice_over = False
    waiting: _NoteDraft | None = None  # a note whose timecode may follow
    shots = 0
    open_shot: _NoteDraft | None = None
    headed = False  # a heading stands since the last timecode
    for segment in segments:
        kind = segment.kind
        if kind is Kind.TIMECODE:
            stamps += 1
            stamp = stamps
            fresh, headed = True, False
            if waiting is not None:
                waiting.stamp, waiting = stamp, None
        elif kind is Kind.SPEAKER:
            heading = read_heading(segment.text) or Heading(segment.text, False, None, False)
            voice_over = heading.voice_over
            fresh = headed = True
            waiting = None
        elif kind is Kind.LINE:
            if fresh:
                draft = _CueDraft(heading, stamp, shots or None, voice_over, [], segment.number)
                draft.missing_heading = not headed
                drafts.append(draft)
                fresh = False
            drafts[-1].lines.append(segment.text)
            drafts[-1].last = segment.number
            waiting = None
        elif kind in (Kind.SHOT, Kind.SOUND, Kind.TITLE):
            if kind is Kind.SHOT and segment.continues and open_shot is not None:
                open_shot.texts.append(segment.text)
                open_shot.last = segment.number
                continue
            note = _NoteDraft(kind, stamp, [segment.text], segment.number, segment.number)
            notes.append(note)
            waiting = None
            if kind is Kind.SHOT:
                shots += 1
                waiting = open_shot = note
                if voice_over and heading is not None and not heading.narrator and _in_vision(segment.text, heading):
                    voice_over = False
            elif segment.ahead:
                waiting = note
    return drafts, notes


def _in_vision(note: str, heading: Heading) -> bool:
    """Whether a shot shows the speaker: a bare size, or a size and the speaker's name."""
    words = [word.strip(",.:;()") for word in note.split()]
    if not words or words[0] not in SIZES:
        return False
    names = {part.casefold() for part in heading.name.split()}
    return all(word.casefold() in names or word in SIZES or not word for word in words)


# --- people ----------------------------------------------------------------------------------------------------


def _people(
    segments: Sequence[Segment], settings: ParseSettings
) -> tuple[dict[str, str], list[Speaker], list[Problem]]:
    """Spelling -> usual name, the speakers in order of appearance, and what was merged."""
    spoken: list[tuple[str, int]] = []
    for segment in segments:
        if segment.kind is Kind.SPEAKER:
            heading = read_heading(segment.text)
            spoken.append((heading.name if heading else segment.text, segment.number))
    merges = merge_names([name for name, _ in spoken], dict(settings.aliases))
    counts = Counter(name for name, _ in spoken)
    names: dict[str, str] = {}
    aliases: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for name, number in spoken:
        merge = merges.get(name)
        usual = merge.name if merge else name
        names[name] = usual
        known = aliases.setdefault(usual, [])
        if merge is None or name in known:
            continue
        known.append(name)
        if not merge.by_user:
            problems.append(
                Problem(
                    "speaker-spelling",
                    Severity.WARNING,
                    f"{name} ({_times(counts[name])}) is taken for {usual} ({_times(counts[usual])})",
                    Span(number, number),
                    f"correct the script, or keep them apart with --alias {name}={name}",
                )
            )
    return names, [Speaker(name, tuple(found)) for name, found in aliases.items()], problems


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _with_narrator(speakers: Sequence[Speaker], cues: Sequence[Cue]) -> tuple[Speaker, ...]:
    """The speakers, each with at least a heading or a cue."""
    known = {speaker.name for speaker in speakers}
    extra = dict.fromkeys(cue.speaker for cue in cues if cue.speaker and cue.speaker not in known)
    return (*speakers, *(Speaker(name) for name in extra))


def _narrator_of(drafts: Sequence[_CueDraft], names: dict[str, str]) -> Heading | None:
    """The narrator's heading, where narration is typed in capitals and the other speech is not."""
    capitals: Counter[str] = Counter()
    others: Counter[bool] = Counter()
    found: dict[str, Heading] = {}
    for draft in drafts:
        if draft.heading is None or draft.missing_heading:
            continue
        shouted = letters(" ".join(draft.lines)).capitals
        if draft.heading.narrator:
            name = names.get(draft.heading.name, draft.heading.name)
            capitals[name] += 1 if shouted else -1
            found.setdefault(name, draft.heading)
        else:
            others[shouted] += 1
    if not capitals or others[True] * 3 > others[False]:
        return None
    name, lean = capitals.most_common(1)[0]
    return found[name] if lean > 0 else None


def _restore_headings(drafts: list[_CueDraft], narrator: Heading | None) -> list[Problem]:
    """Give narration in capitals after another's speech back to the narrator where its heading is missing."""
    if narrator is None:
        return []
    problems: list[Problem] = []
    restored = False
    for draft in drafts:
        if not draft.missing_heading:
            restored = False
            continue
        if draft.heading is not None and draft.heading.narrator:
            continue
        text = " ".join(draft.lines)
        case = letters(text)
        if not (case.capitals and len(text.split()) > 2):
            restored = restored and not case.mixed
            if not restored:
                continue
        if not restored:
            before = "another's speech" if draft.heading is None else f"{draft.heading.name}'s speech"
            problems.append(
                Problem(
                    "heading-missing",
                    Severity.WARNING,
                    f"narration in capitals follows {before} without a heading: given to {narrator.name}",
                    Span(draft.first, draft.last),
                    f"type {narrator.name} above it",
                )
            )
        restored = True
        draft.heading = Heading(narrator.name, narrator.voice_over, None, False)
        draft.voice_over = narrator.voice_over
    return problems


# --- time ------------------------------------------------------------------------------------------------------


class _Clock:
    """Times of the timecodes of a document, by their number; None stands for what comes before the first."""

    def __init__(self, typed: Sequence[Segment], mended: Sequence[Mended], settings: ParseSettings) -> None:
        self.rate: FrameRate | None = settings.frame_rate
        self._typed = typed
        self._mended = mended
        self._first = next((m.timecode for m in mended if m.timecode is not None), Timecode(0, 0, 0))
        self.start = settings.start or programme_start(self._first)
        # A timecode kept out of the timing stands at the one before it.
        self._at: list[Timecode] = []
        running = self._first
        for entry in mended:
            running = entry.timecode or running
            self._at.append(running)
        zero = self.start.time(self.rate)
        self._times = [label.time(self.rate) - zero for label in self._at]
        self._begin = self._first.time(self.rate) - zero
        self.last = max(self._times, default=self._begin)

    def at(self, stamp: int | None) -> Timecode:
        return self._first if stamp is None else self._at[stamp]

    def time(self, stamp: int | None) -> Fraction:
        """Programme seconds."""
        return self._begin if stamp is None else self._times[stamp]

    def provenance(self, stamp: int | None) -> Provenance:
        return Provenance.ESTIMATED if stamp is None else self._mended[stamp].time

    def typed(self, stamp: int | None) -> str | None:
        return None if stamp is None else self._typed[stamp].text

    def reel(self, stamp: int | None) -> int:
        return 1 if stamp is None else self._mended[stamp].reel


def programme_start(first: Timecode) -> Timecode:
    """The whole hour at or below the first timecode; its last minute is pre-roll of the next hour."""
    hours = first.hours + (first.minutes == 59 and first.hours > 0)
    return Timecode(hours, 0, 0, None if first.frames is None else 0, first.drop)


def _stamp_problems(typed: Sequence[Segment], mended: Sequence[Mended]) -> list[Problem]:
    problems: list[Problem] = []
    for place, (segment, entry) in enumerate(zip(typed, mended, strict=True)):
        reel = mended[place - 1].reel if place else 1
        span = Span(segment.number, segment.number)
        if entry.reel != reel:
            problems.append(
                Problem(
                    "new-reel",
                    Severity.INFO,
                    f"the timecodes start again at {segment.text}: taken as reel {entry.reel}",
                    span,
                )
            )
        if entry.time is Provenance.GIVEN:
            continue
        between = _neighbours(mended, place)
        malformed = read_stamp(segment.text).fields is None
        code = "timecode-malformed" if malformed else "timecode-out-of-order"
        what = "is no timecode" if malformed else "is out of order"
        if entry.timecode is None:
            problems.append(
                Problem(
                    code,
                    Severity.ERROR,
                    f"{segment.text} {what} and no small change of its digits fits {between}: kept out of the timing",
                    span,
                    "correct it in the script",
                )
            )
        else:
            problems.append(
                Problem(
                    code,
                    Severity.WARNING,
                    f"{segment.text} {what} {between}: read as {entry.timecode}",
                    span,
                    f"type {entry.timecode} in the script, or what it should be",
                )
            )
    return problems


def _neighbours(mended: Sequence[Mended], place: int) -> str:
    before = next((m.timecode for m in reversed(mended[:place]) if m.timecode), None)
    after = next((m.timecode for m in mended[place + 1 :] if m.timecode), None)
    if before and after:
        return f"between {before} and {after}"
    return f"after {before}" if before else f"before {after}" if after else "on its own"


# --- second pass -----------------------------------------------------------------------------------------------


def _cue(number: int, draft: _CueDraft, clock: _Clock, names: dict[str, str]) -> Cue:
    heading = draft.heading
    start = clock.time(draft.stamp)
    return Cue(
        number=number,
        speaker=None if heading is None else names.get(heading.name, heading.name),
        timecode=clock.at(draft.stamp),
        start=start,
        end=start,
        line=" ".join(draft.lines),
        span=Span(draft.first, draft.last),
        shot=draft.shot,
        voice_over=draft.voice_over,
        qualifier=None if heading is None else heading.qualifier,
        time=clock.provenance(draft.stamp),
        typed=clock.typed(draft.stamp),
        reel=clock.reel(draft.stamp),
    )


def _shots(notes: Sequence[_NoteDraft], clock: _Clock) -> tuple[Shot, ...]:
    starts = [clock.time(note.stamp) for note in notes]
    ends = [*starts[1:], clock.last]
    return tuple(
        Shot(
            number=number,
            timecode=clock.at(note.stamp),
            start=start,
            end=max(start, end),
            note=" ".join(note.texts),
            span=Span(note.first, note.last),
            size=_size(note.texts[0]),
            time=clock.provenance(note.stamp),
            typed=clock.typed(note.stamp),
            reel=clock.reel(note.stamp),
        )
        for number, (note, start, end) in enumerate(zip(notes, starts, ends, strict=True), 1)
    )


def _size(note: str) -> str | None:
    """The shot size a note names: MS, CU of the moon, Picture WS."""
    return next((word for word in (part.strip(",.:;()") for part in note.split()) if word in SIZES), None)

