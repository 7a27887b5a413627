"""Subtitles made ready for a file: moved to its time base, in order, their text safe."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from transcript.errors import OutputRefused
from transcript.exporters.safety import clean, shown, text_changed
from transcript.exporters.timeline import before_start, none_left, start_offset
from transcript.model import Problem, Severity, Span, Subtitle, Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from transcript.exporters.base import ExportOptions


def _as_it_is(text: str) -> str:
    return text


def ready(
    transcript: Transcript,
    subtitles: Sequence[Subtitle],
    options: ExportOptions,
    form: str,
    *,
    named: bool = True,
    needed: bool = True,
    safe_text: Callable[[str], str] = _as_it_is,
    safe_name: Callable[[str], str] = _as_it_is,
) -> tuple[list[Subtitle], list[Problem]]:
    """The subtitles as a file of format `form` can carry them, and what had to be changed or left out for that.

    Times count from where the file's times begin, none is below zero, starts never decrease; each subtitle has at
    least one line and none is blank. named: whether the file names the speakers. needed: the file is nothing without
    them. safe_text, safe_name: what the format itself forbids in a subtitle's text (lines joined by newlines, which
    must stay) and in a name. Raises OutputRefused for a subtitle that does not end after it begins, and where those
    that are needed all end before the file's times begin.
    """
    spans = cue_spans(transcript)
    offset = start_offset(transcript.timing, options)
    names: dict[str, str] = {}
    problems: list[Problem] = []
    made: list[Subtitle] = []

    for subtitle in subtitles:
        span = span_of(subtitle, spans)
        typed = "\n".join(subtitle.lines)
        if subtitle.end <= subtitle.start:
            raise OutputRefused(
                f"the subtitle {shown(typed)} does not end after it begins",
                "correct its timecodes",
                path=transcript.source.name or None,
                line=span.first,
            )
        kept, speakers = _without_blank_lines(subtitle)
        text = safe_text(kept)
        if text != typed:
            problems.append(text_changed(typed, text, span, form))
        for speaker in (subtitle.speaker, *speakers) if named else ():
            if speaker is not None and speaker not in names:
                names[speaker] = safe_name(clean(speaker))
                if names[speaker] != speaker:
                    problems.append(text_changed(speaker, names[speaker], span, form))
        start, end = subtitle.start + offset, subtitle.end + offset
        if start < 0:
            problems.append(before_start(f"the subtitle {shown(text)}", span, form, gone=end <= 0))
        if not text:
            problems.append(_empty(span, form))
        elif end > 0:
            lines = tuple(text.split("\n"))
            name, *shared = (names.get(speaker or "") or None for speaker in (subtitle.speaker, *speakers))
            made.append(
                replace(subtitle, start=max(start, 0), end=end, lines=lines, speaker=name, speakers=tuple(shared))
            )

    if needed and subtitles and all(subtitle.end + offset <= 0 for subtitle in subtitles):
        raise none_left("subtitle", transcript, form, options)
    if any(later.start < earlier.start for earlier, later in pairwise(made)):
        problems.append(_out_of_order(made, spans, form))
        made.sort(key=lambda subtitle: subtitle.start)
    return made, problems


def cue_spans(transcript: Transcript) -> dict[int, Span]:
    """Where each cue stands in the source, by its number."""
    return {cue.number: cue.span for cue in transcript.cues}


def span_of(subtitle: Subtitle, spans: Mapping[int, Span]) -> Span:
    """The lines of the source that the subtitle's words and note stand in; line 1 where they are not of this source."""
    known = [spans[number] for number in subtitle.cues if number in spans]
    if subtitle.note is not None:
        known.append(subtitle.note)
    return Span(min(span.first for span in known), max(span.last for span in known)) if known else Span(1, 1)


def _without_blank_lines(subtitle: Subtitle) -> tuple[str, tuple[str | None, ...]]:
    """The lines that show anything, joined, and who speaks each, where more than one is left that speakers share."""
    cleaned = [clean(line) for line in subtitle.lines]
    text = "\n".join(line for line in cleaned if line)
    if not subtitle.speakers:
        return text, ()
    speakers = [speaker for line, speaker in zip(cleaned, subtitle.speakers, strict=True) if line]
    return text, tuple(speakers) if len(speakers) > 1 else ()


def _empty(span: Span, form: str) -> Problem:
    return Problem("empty-subtitle", Severity.INFO, f"a subtitle without text is left out of {form}", span)


def _out_of_order(subtitles: Iterable[Subtitle], spans: Mapping[int, Span], form: str) -> Problem:
    first = next(later for earlier, later in pairwise(subtitles) if later.start < earlier.start)
    return Problem(
        "subtitles-out-of-order",
        Severity.WARNING,
        f"a subtitle begins before the one ahead of it; {form} has them in the order of their times",
        span_of(first, spans),
        "correct the timecodes, or write each reel to a file of its own with --reels split",
    )
