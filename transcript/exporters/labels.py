"""Speaker labels in the visible text: who gets one, and how the lines make room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from transcript.exporters.ready import span_of
from transcript.exporters.safety import shown
from transcript.model import Problem, Severity, Span, Subtitle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transcript.exporters.base import Labels


def labelled(
    subtitles: Sequence[Subtitle], policy: Labels, limit: int, spans: Mapping[int, Span]
) -> tuple[list[tuple[tuple[str, ...], str]], list[Problem]]:
    """The lines of each subtitle with its label in them, and the label: `NAME:`, or an empty text where it has none.

    On "change", a subtitle is labelled if its speaker is not the speaker of the subtitle before it. limit: characters
    in a line; where a label makes a line longer than that, a problem says so. spans: see `cue_spans`.
    """
    made: list[tuple[tuple[str, ...], str]] = []
    problems = []
    before = None
    for subtitle in subtitles:
        speaker = subtitle.speaker
        if speaker and (policy == "always" or (policy == "change" and speaker != before)):
            label = f"{speaker}:"
            lines, fits = with_label(subtitle.lines, label, limit)
            made.append((lines, label))
            if not fits:
                problems.append(_too_long(lines[0], limit, span_of(subtitle, spans)))
        else:
            made.append((subtitle.lines, ""))
        before = speaker
    return made, problems


def with_label(lines: Sequence[str], label: str, limit: int) -> tuple[tuple[str, ...], bool]:
    """`lines` with `label` put before the first, and whether no line became longer than `limit` for it.

    The label joins the first line where it fits. A single line that it does not fit keeps its words together and the
    label stands alone above it. Of more lines, each hands as few of its last words as possible down to the next, so
    that there are no more lines than before. Where nothing fits, the label joins the first line nevertheless.
    """
    joined = (f"{label} {lines[0]}", *lines[1:])
    if width(joined[0]) <= limit:
        return joined, True
    if len(lines) == 1:
        return ((label, lines[0]), True) if width(label) <= limit else (joined, False)
    moved = _moved_down(lines, label, limit)
    return (moved, True) if moved else (joined, False)


def emphasised(text: str, label: str) -> str:
    """`text`, which begins with `label`, in `<i>` from behind the label on: a label is not spoken (Netflix TTSG)."""
    spoken = text[len(label) :].lstrip(" \n")
    return f"{text[: len(text) - len(spoken)]}<i>{spoken}</i>"


def width(text: str) -> int:
    """Columns that `text` takes on a screen; full-width East Asian characters take two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(east_asian_width(character) in "WF" for character in text)


def _too_long(line: str, limit: int, span: Span) -> Problem:
    return Problem(
        "label-too-long",
        Severity.WARNING,
        f"with the speaker's label a line has {width(line)} characters, more than {limit}: {shown(line)}",
        span,
        "give the speaker a shorter name with --alias, or leave labels out with --labels never",
    )


def _moved_down(lines: Sequence[str], label: str, limit: int) -> tuple[str, ...] | None:
    made = []
    words = [label]
    for line in lines:
        words += line.split(" ")
        fitting = _fitting(words, limit)
        made.append(" ".join(words[:fitting]))
        words = words[fitting:]
    return None if words or any(width(line) > limit for line in made) else tuple(made)


def _fitting(words: Sequence[str], limit: int) -> int:
    """How many of the first `words` fit into a line; at least one, for a line cannot be empty."""
    taken = -1
    for count, word in enumerate(words):
        taken += 1 + width(word)
        if taken > limit:
            return max(count, 1)
    return len(words)
