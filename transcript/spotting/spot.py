"""A transcript's cues made into subtitles that sit on their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from transcript.clock import clock
from transcript.labels import Labels, label, with_label
from transcript.model import Cue, Problem, Severity, Span, Subtitle, Transcript
from transcript.spotting import quality
from transcript.spotting.long_words import within_lines
from transcript.spotting.pace import Speech, Word, speeches
from transcript.spotting.presets import Preset
from transcript.spotting.segmentation import Piece, Room, cut, whole
from transcript.spotting.spellings import names_in_capitals
from transcript.spotting.timing import Shown, settle
from transcript.width import width

_ADRIFT_MS = 1500
# How far from its timecode, in milliseconds, a word may lie and still be said to begin there: clocks are rounded down.
_BEFORE_TIMECODE_MS, _AFTER_TIMECODE_MS = 250, 1250


@dataclass(frozen=True, slots=True)
class Spotting:
    """Subtitles in order, and what could not be done by the rules."""

    subtitles: tuple[Subtitle, ...]
    problems: tuple[Problem, ...]


class _Draft(NamedTuple):
    """A subtitle before its times are settled. label: `NAME:` where one will stand before its first line."""

    shown: Shown
    lines: tuple[str, ...]
    cues: tuple[int, ...]
    label: str


def spot(
    transcript: Transcript,
    preset: Preset,
    labels: Labels | None = None,
    *,
    dual: bool = False,
    sdh: bool = False,
    titles: bool = False,
    said: Sequence[Speech] | None = None,
) -> Spotting:
    """Cut the speech of a transcript into subtitles under a preset's rules.

    Every word of the cues stands in the subtitles, in order and as typed; speakers never share one. Times count from
    the programme start. Rules that the words leave no time to keep are told as problems, with the lines of the script.
    A script without timecodes has no subtitles.

    labels: when an exporter will put the speaker's name before the words; None is never. The subtitles leave room for
    it and are held against the rules with it, but do not hold it: a name that is too long for a line is left to the
    exporter to tell.
    """
    if not transcript.timing.timed:
        return Spotting((), ())
    cues = transcript.cues
    problems: list[Problem] = []
    drafts: list[_Draft] = []
    said = speeches(transcript) if said is None else said
    names = names_in_capitals(transcript)
    before: str | None = None
    for speech, follower in zip(said, [*said[1:], None], strict=False):
        words, cut_words = within_lines(speech.words, cues, preset.line_length)
        problems += cut_words
        speaker = cues[words[0].cue].speaker
        named = (label(speaker, before, labels or "never"), label(speaker, speaker, labels or "never"))
        until = follower.words[0].start if follower else None
        drafts += _drafts(words, cues, preset, until, names, named)
        before = speaker
    times = settle([draft.shown for draft in drafts], preset)
    subtitles: list[Subtitle] = []
    for draft, (start, end) in zip(drafts, times, strict=True):
        cue = cues[draft.cues[0]]
        numbers = tuple(cues[index].number for index in draft.cues)
        subtitles.append(Subtitle(start, end, draft.lines, cue.speaker, numbers, cue.voice_over))
        if abs(start - draft.shown.start) > _ADRIFT_MS:
            adrift = (start - draft.shown.start) / 1000
            side = "after" if adrift > 0 else "before"
            message = f"{clock(start)}: {abs(adrift):.1f} s {side} its words, which are too many for the time"
            problems.append(Problem("subtitle-adrift", Severity.WARNING, message, _span(draft, cues)))
    for broken in _broken(subtitles, drafts, preset):
        span = _span(drafts[broken.number - 1], cues)
        problems.append(Problem(broken.rule, Severity.WARNING, broken.message, span))
    return Spotting(tuple(subtitles), tuple(problems))


def _span(draft: _Draft, cues: Sequence[Cue]) -> Span:
    spans = [cues[index].span for index in draft.cues]
    return Span(min(span.first for span in spans), max(span.last for span in spans))


def _broken(subtitles: Sequence[Subtitle], drafts: Sequence[_Draft], preset: Preset) -> Iterator[quality.Break]:
    """The rules that the subtitles break as they will be read, with their labels."""
    read: list[Subtitle] = []
    too_long: set[int] = set()
    for number, (subtitle, draft) in enumerate(zip(subtitles, drafts, strict=True), 1):
        lines, fits = (subtitle.lines, True)
        if draft.label:
            lines, fits = with_label(subtitle.lines, draft.label, preset.line_length)
        if not fits:
            too_long.add(number)
        read.append(replace(subtitle, lines=lines))
    for broken in quality.check(read, preset):
        if broken.rule != quality.LineLength.slug or broken.number not in too_long:
            yield broken


def _drafts(
    words: Sequence[Word],
    cues: Sequence[Cue],
    preset: Preset,
    until: int | None,
    names: frozenset[str],
    labels: tuple[str, str],
) -> list[_Draft]:
    """The subtitles of one speech. labels: of its first subtitle and of the others."""
    room = Room(*(width(text) + 1 if text else 0 for text in labels))
    drafts: list[_Draft] = []
    for piece in _pieces(words, cues, preset, until, names, room):
        inside = words[piece.first : piece.last]
        edges = [piece.first, *piece.breaks, piece.last]
        lines = tuple(" ".join(word.text for word in words[begin:end]) for begin, end in pairwise(edges))
        first, last = cues[inside[0].cue], cues[inside[-1].cue]
        given_start = round(first.start * 1000) if first.end_given and piece.first == 0 else None
        given_end = round(last.end * 1000) if last.end_given and piece.last == len(words) else None
        name = labels[0 if piece.first == 0 else 1]
        read = (name, *lines) if name else lines
        length = sum(map(width, read)) + len(read) - 1
        count = len(inside) + len(name.split())
        shown = Shown(inside[0].start, inside[-1].end, length, count, given_start, given_end)
        drafts.append(_Draft(shown, lines, tuple(dict.fromkeys(word.cue for word in inside)), name))
    return drafts


def _pieces(
    words: Sequence[Word], cues: Sequence[Cue], preset: Preset, until: int | None, names: frozenset[str], room: Room
) -> Sequence[Piece]:
    cue = cues[words[0].cue]
    if cue.end_given:
        # What the script itself shows as one stays one, where the rules allow it.
        lasts = (cue.end - cue.start) * 1000
        only = whole(words, preset, names, room)
        if only and (preset.max_duration_ms is None or lasts <= preset.max_duration_ms):
            return (only,)
    marks = [
        place
        for place, (before, word) in enumerate(pairwise(words), 1)
        if word.cue != before.cue and _begins_at_timecode(word, cues[word.cue])
    ]
    return cut(words, preset, until, names, marks, room)


def _begins_at_timecode(word: Word, cue: Cue) -> bool:
    return -_BEFORE_TIMECODE_MS <= word.start - cue.start * 1000 <= _AFTER_TIMECODE_MS
