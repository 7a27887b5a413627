"""Speaker labels as a file shows them; who gets one and where it stands is decided in `transcript.labels`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcript.exporters.ready import span_of
from transcript.exporters.safety import shown
from transcript.labels import label, with_label
from transcript.model import Problem, Severity, Span, Subtitle
from transcript.width import width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transcript.labels import Labels


def labelled(
    subtitles: Sequence[Subtitle], policy: Labels, limit: int, spans: Mapping[int, Span]
) -> tuple[list[tuple[tuple[str, ...], str]], list[Problem]]:
    """The lines of each subtitle with its label in them, and the label: `NAME:`, or an empty text where it has none.

    limit: characters in a line; where a label makes a line longer than that, a problem says so. spans: see
    `cue_spans`.
    """
    made: list[tuple[tuple[str, ...], str]] = []
    problems = []
    before = None
    for subtitle in subtitles:
        name = label(subtitle.speaker, before, policy)
        lines, fits = with_label(subtitle.lines, name, limit) if name else (subtitle.lines, True)
        made.append((lines, name))
        if not fits:
            problems.append(_too_long(lines[0], limit, span_of(subtitle, spans)))
        before = subtitle.speaker
    return made, problems


def emphasised(text: str, label: str) -> str:
    """`text`, which begins with `label`, in `<i>` from behind the label on: a label is not spoken (Netflix TTSG)."""
    spoken = text[len(label) :].lstrip(" \n")
    return f"{text[: len(text) - len(spoken)]}<i>{spoken}</i>"


def _too_long(line: str, limit: int, span: Span) -> Problem:
    return Problem(
        "label-too-long",
        Severity.WARNING,
        f"with the speaker's label a line has {width(line)} characters, more than {limit}: {shown(line)}",
        span,
        "give the speaker a shorter name with --alias, or leave labels out with --labels never",
    )
