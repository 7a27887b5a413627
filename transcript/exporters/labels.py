"""Speaker labels as a file shows them; who gets one and where it stands is decided in `transcript.labels`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transcript.exporters.ready import span_of
from transcript.exporters.safety import shown
from transcript.labels import labels_of, last_speaker, with_labels
from transcript.model import Problem, Role, Severity, Span, Subtitle
from transcript.width import width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transcript.labels import Labels


class Part(NamedTuple):
    """What one speaker says in a subtitle, or a note in it.

    text: its lines, joined by newlines. label: what the text begins with and nobody says: `NAME:`, `-NAME:` where
    speakers share the subtitle, or nothing. speaker: None for a note too. voice_over: never that of a note.
    """

    text: str
    label: str
    speaker: str | None
    voice_over: bool


def labelled(
    subtitles: Sequence[Subtitle], policy: Labels, limit: int, spans: Mapping[int, Span]
) -> tuple[list[tuple[Part, ...]], list[Problem]]:
    """What is said in each subtitle, by whom, with the labels in it.

    limit: characters in a line; where a label makes a line longer than that, a problem says so. spans: see
    `cue_spans`.
    """
    made: list[tuple[Part, ...]] = []
    problems = []
    before = None
    for subtitle in subtitles:
        labels = labels_of(subtitle, before, policy)
        lines, fits = with_labels(subtitle.lines, labels, limit)
        made.append(tuple(_parts(subtitle, lines, labels)))
        if not fits:
            # The line that is over: of a label and words that speakers do not share always the first.
            longest = max(lines, key=width) if subtitle.speakers else lines[0]
            problems.append(_too_long(longest, limit, span_of(subtitle, spans)))
        before = last_speaker(subtitle, before)
    return made, problems


def emphasised(text: str, label: str) -> str:
    """`text`, which begins with `label`, in `<i>` from behind the label on: a label is not spoken (Netflix TTSG)."""
    spoken = text[len(label) :].lstrip(" \n")
    return f"{text[: len(text) - len(spoken)]}<i>{spoken}</i>"


def _parts(subtitle: Subtitle, lines: Sequence[str], labels: Sequence[str]) -> Iterator[Part]:
    if not subtitle.speakers:
        spoken = subtitle.role is Role.SPEECH
        speaker = subtitle.speaker if spoken else None
        yield Part("\n".join(lines), labels[0], speaker, spoken and subtitle.voice_over)
        return
    for place, (line, name, speaker) in enumerate(zip(lines, labels, subtitle.speakers, strict=True)):
        sound = subtitle.note is not None and place == 0
        yield Part(line, f"-{name}" if name else "", speaker, subtitle.voice_over and not sound)


def _too_long(line: str, limit: int, span: Span) -> Problem:
    return Problem(
        "label-too-long",
        Severity.WARNING,
        f"with the speaker's label a line has {width(line)} characters, more than {limit}: {shown(line)}",
        span,
        "give the speaker a shorter name with --alias, or leave labels out with --labels never",
    )
