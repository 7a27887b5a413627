"""Labelled segments -> Transcript: one assembler for all layouts.

The rules of the data model (cue, shot, heading, provenance) live here and in the modules it calls: drafts (what
belongs together), voices (who), clock and rates (when).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from transcript.model import Cue, Kind, Problem, Segment, Severity, Shot, Sound, Source, Span, Timing, Title, Transcript
from transcript.parser.conventions import Conventions
from transcript.parser.corrections import meant_timecodes, spoken_from, unanswered
from transcript.parser.drafts import CueDraft, NoteDraft, between_stamps, draft, reading_order
from transcript.parser.evidence.lexicon import SIZES
from transcript.parser.settings import ParseSettings
from transcript.parser.timecodes.clock import Clock, given_ends, meant_backwards, read_ends, stamp_problems
from transcript.parser.timecodes.rates import existing, frame_rate
from transcript.parser.timecodes.repair import as_typed, mend_as_meant
from transcript.parser.timecodes.stamps import read_stamps
from transcript.parser.timecodes.units import unit_of
from transcript.parser.voices import narrator_of, people, restore_headings, with_speaking
from transcript.timecode import Timecode


def assemble(
    segments: Sequence[Segment], source: Source, settings: ParseSettings, conventions: Conventions
) -> Transcript:
    """Put the labelled segments of a document together as a transcript.

    Cue.end is left at Cue.start where the script gives no end; spotting settles it. Raises InvalidTimecode where the
    frame rate that is asked for does not have the frames that are typed.
    """
    in_document_order, segments = segments, reading_order(segments, by_turn=conventions.by_turn)
    typed = [segment for segment in segments if segment.kind is Kind.TIMECODE]
    words, breaks = between_stamps(segments)
    made = conventions.days or conventions.settled
    unit = None if made else unit_of([segment.text for segment in typed], words)
    stamps = read_stamps([segment.text for segment in typed], days=conventions.days, unit=unit)
    rate, problems = frame_rate(settings.frame_rate, segments, stamps, rated=conventions.rated)
    stamps = existing(stamps, rate)
    meant = meant_timecodes(segments, settings.corrections)
    mended = (
        as_typed(stamps) if conventions.settled else mend_as_meant(stamps, words, breaks, meant, days=conventions.days)
    )
    drafts = draft(segments, conventions, spoken_from(segments, settings.corrections))
    out_times = read_ends(drafts.ends, days=conventions.days, unit=unit)
    clock = Clock(mended, [segment.text for segment in typed], words, out_times, rate, settings.start)
    names, speakers, merged = people(segments, settings)
    restored = restore_headings(drafts.cues, narrator_of(drafts.cues, names), names)
    if conventions.settled:
        drafts.cues.sort(key=lambda cue: clock.time(cue.stamp))
    ends, wrong_ends = given_ends(out_times, clock)
    problems += [
        *stamp_problems(typed, stamps, mended),
        *meant_backwards(typed, mended, meant),
        *merged,
        *restored,
        *wrong_ends,
        *_unplaced(segments),
    ]
    # An end belongs to the last that is spoken under its timecode.
    closing = {place: ends[stamp] for stamp, place in _last_under(drafts.cues).items() if stamp in ends}
    cues = tuple(_cue(place + 1, cue, clock, names, closing.get(place)) for place, cue in enumerate(drafts.cues))
    shots, sounds, titles = (
        [note for note in drafts.notes if note.kind is kind] for kind in (Kind.SHOT, Kind.SOUND, Kind.TITLE)
    )
    return Transcript(
        source=source,
        timing=Timing(clock.start, clock.rate, tuple(clock.reels) if len(clock.reels) > 1 else (), timed=bool(typed)),
        cues=cues,
        shots=_shots(shots, clock, ends),
        sounds=tuple(Sound(*_placed(note, clock)) for note in sounds),
        titles=tuple(Title(*_placed(note, clock)) for note in titles),
        speakers=with_speaking(speakers, cues),
        problems=tuple(sorted(unanswered(problems, settings.corrections), key=lambda problem: problem.span)),
        segments=tuple(in_document_order),
    )


def _last_under(cues: Sequence[CueDraft]) -> dict[int, int]:
    """For the number of a timecode the place of the last cue under it."""
    return {cue.stamp: place for place, cue in enumerate(cues) if cue.stamp is not None}


def _unplaced(segments: Sequence[Segment]) -> list[Problem]:
    return [
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


def _cue(number: int, cue: CueDraft, clock: Clock, names: Mapping[str, str], end: Fraction | None) -> Cue:
    heading = cue.heading
    start = clock.time(cue.stamp)
    return Cue(
        number=number,
        speaker=None if heading is None else names.get(heading.name, heading.name) or None,
        timecode=clock.at(cue.stamp),
        start=start,
        end=start if end is None else end,
        line=" ".join(cue.lines),
        span=Span(cue.first, cue.last),
        shot=cue.shot,
        voice_over=cue.voice_over,
        qualifier=None if heading is None else heading.qualifier,
        time=clock.provenance(cue.stamp),
        typed=clock.typed(cue.stamp),
        reel=clock.reel(cue.stamp),
        end_given=end is not None,
    )


def _placed(note: NoteDraft, clock: Clock) -> tuple[Timecode, Fraction, str, Span]:
    return clock.at(note.stamp), clock.time(note.stamp), " ".join(note.texts), Span(note.first, note.last)


def _shots(notes: Sequence[NoteDraft], clock: Clock, ends: Mapping[int, Fraction]) -> tuple[Shot, ...]:
    starts = [clock.time(note.stamp) for note in notes]
    followers = [*starts[1:], *([clock.last] if starts else [])]
    return tuple(
        Shot(
            number=number,
            timecode=clock.at(note.stamp),
            start=start,
            end=ends.get(-1 if note.stamp is None else note.stamp, max(start, follower)),
            note=" ".join(note.texts),
            span=Span(note.first, note.last),
            size=_size(note.texts[0]),
            time=clock.provenance(note.stamp),
            typed=clock.typed(note.stamp),
            reel=clock.reel(note.stamp),
        )
        for number, (note, start, follower) in enumerate(zip(notes, starts, followers, strict=True), 1)
    )


def _size(note: str) -> str | None:
    """The shot size a note names: MS, CU of the moon, Picture WS."""
    return next((word for word in (part.strip(",.:;()") for part in note.split()) if word in SIZES), None)
