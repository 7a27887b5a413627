"""A transcript's cues made into subtitles that sit on their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from transcript.model import Cue, Problem, Severity, Span, Subtitle, Transcript
from transcript.spotting import quality
from transcript.spotting.linebreaks import width
from transcript.spotting.pace import Word, speeches
from transcript.spotting.presets import Preset
from transcript.spotting.segmentation import cut
from transcript.spotting.spellings import names_in_capitals
from transcript.spotting.timing import Shown, settle

_ADRIFT_MS = 1500


@dataclass(frozen=True, slots=True)
class Spotting:
    """Subtitles in order, and what could not be done by the rules."""

    subtitles: tuple[Subtitle, ...]
    problems: tuple[Problem, ...]


class _Draft(NamedTuple):
    shown: Shown
    lines: tuple[str, ...]
    cues: tuple[int, ...]


def spot(transcript: Transcript, preset: Preset) -> Spotting:
    """Cut the speech of a transcript into subtitles under a preset's rules.

    Every word of the cues stands in the subtitles, in order and as typed; speakers never share one. Times count from
    the programme start. Rules that the words leave no time to keep are told as problems, with the lines of the script.
    A script without timecodes has no subtitles.
    """
    if not transcript.timing.timed:
        return Spotting((), ())
    problems: list[Problem] = []
    drafts: list[_Draft] = []
    said = speeches(transcript)
    names = names_in_capitals(transcript)
    for speech, follower in zip(said, [*said[1:], None], strict=False):
        words = _within_lines(speech.words, transcript.cues, preset, problems)
        until = follower.words[0].start if follower else None
        drafts += _drafts(words, transcript.cues, preset, until, names)
    times = settle([draft.shown for draft in drafts], preset)
    subtitles: list[Subtitle] = []
    for draft, (start, end) in zip(drafts, times, strict=True):
        cue = transcript.cues[draft.cues[0]]
        numbers = tuple(transcript.cues[index].number for index in draft.cues)
        subtitles.append(Subtitle(start, end, draft.lines, cue.speaker, numbers, cue.voice_over))
        if abs(start - draft.shown.start) > _ADRIFT_MS:
            adrift = (start - draft.shown.start) / 1000
            side = "after" if adrift > 0 else "before"
            message = f"{quality.clock(start)}: {abs(adrift):.1f} s {side} its words, which are too many for the time"
            problems.append(Problem("subtitle-adrift", Severity.WARNING, message, _span(draft, transcript.cues)))
    for broken in quality.check(subtitles, preset):
        draft = drafts[broken.number - 1]
        problems.append(Problem(broken.rule, Severity.WARNING, broken.message, _span(draft, transcript.cues)))
    return Spotting(tuple(subtitles), tuple(problems))


def settle_ends(transcript: Transcript) -> Transcript:
    """Say where each cue ends: with its words, at the document's pace, or where speech runs on into the next cue.

    An end that the script gives stays. No cue ends before it starts or after the next one starts. Without timecodes
    there are no ends.
    """
    if not transcript.timing.timed:
        return transcript
    ends = [cue.end for cue in transcript.cues]
    for speech in speeches(transcript):
        for word, follower in zip(speech.words, [*speech.words[1:], None], strict=True):
            if follower is None or follower.cue != word.cue:
                runs_on = follower is not None and follower.start - word.end < 1000
                ends[word.cue] = Fraction((follower.start if runs_on and follower else word.end), 1000)
    cues: list[Cue] = []
    for index, cue in enumerate(transcript.cues):
        end = cue.end
        if not cue.end_given:
            end = ends[index]
            if index + 1 < len(transcript.cues):
                following = transcript.cues[index + 1]
                if following.start >= cue.start:
                    end = min(end, following.start)
            end = max(end, cue.start)
        cues.append(replace(cue, end=end))
    return replace(transcript, cues=tuple(cues))


def _span(draft: _Draft, cues: Sequence[Cue]) -> Span:
    spans = [cues[index].span for index in draft.cues]
    return Span(min(span.first for span in spans), max(span.last for span in spans))


def _within_lines(words: Sequence[Word], cues: Sequence[Cue], preset: Preset, problems: list[Problem]) -> list[Word]:
    """The words, those wider than a line cut into pieces as wide as one."""
    whole: list[Word] = []
    for word in words:
        if width(word.text) <= preset.line_length:
            whole.append(word)
            continue
        pieces = _pieces(word.text, preset.line_length)
        step = (word.end - word.start) / len(pieces)
        for place, piece in enumerate(pieces):
            begin, end = round(place * step), round((place + 1) * step)
            whole.append(Word(piece, word.start + begin, word.start + end, word.cue))
        over = f"a word of {width(word.text)} characters where a line holds {preset.line_length}"
        message = f"{quality.clock(word.start)}: {over}, cut in {len(pieces)}"
        problems.append(Problem("word-cut", Severity.WARNING, message, cues[word.cue].span))
    return whole


def _pieces(text: str, limit: int) -> list[str]:
    pieces = [""]
    for character in text:
        if pieces[-1] and width(pieces[-1]) + width(character) > limit:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _drafts(
    words: Sequence[Word], cues: Sequence[Cue], preset: Preset, until: int | None, names: frozenset[str]
) -> list[_Draft]:
    drafts: list[_Draft] = []
    for piece in cut(words, preset, until, names):
        inside = words[piece.first : piece.last]
        edges = [piece.first, *piece.breaks, piece.last]
        lines = tuple(" ".join(word.text for word in words[begin:end]) for begin, end in pairwise(edges))
        first, last = cues[inside[0].cue], cues[inside[-1].cue]
        given_start = round(first.start * 1000) if first.end_given and piece.first == 0 else None
        given_end = round(last.end * 1000) if last.end_given and piece.last == len(words) else None
        length = sum(map(width, lines)) + len(lines) - 1
        shown = Shown(inside[0].start, inside[-1].end, length, len(inside), given_start, given_end)
        drafts.append(_Draft(shown, lines, tuple(dict.fromkeys(word.cue for word in inside))))
    return drafts
