"""Speaker labels in the visible text: who gets one, and where it stands.

One place for both sides: spotting leaves room for the labels that an exporter then writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from transcript.model import Role, Subtitle
from transcript.width import width

Labels = Literal["never", "change", "always"]


def label(speaker: str | None, before: str | None, policy: Labels) -> str:
    """`NAME:` where a subtitle of this speaker gets a label, else an empty text. before: who spoke the one ahead."""
    if speaker and (policy == "always" or (policy == "change" and speaker != before)):
        return f"{speaker}:"
    return ""


def labels_of(subtitle: Subtitle, before: str | None, policy: Labels) -> tuple[str, ...]:
    """The labels of a subtitle: one for all of it, or one a line where speakers share it; empty where there is none.

    before: who spoke last, see `last_speaker`. Sound notes and titles have none. Of two who exchange words both are
    named, whoever spoke before: a hyphen alone does not say who is who.
    """
    if subtitle.role is not Role.SPEECH:
        return ("",)
    if not subtitle.speakers:
        return (label(subtitle.speaker, before, policy),)
    ahead = None if subtitle.note is None else before
    return tuple(label(speaker, ahead, policy) for speaker in subtitle.speakers)


def last_speaker(subtitle: Subtitle, before: str | None) -> str | None:
    """Who spoke last when this subtitle goes: a sound or a title between two subtitles of a speaker changes nothing."""
    if subtitle.role is not Role.SPEECH:
        return before
    return subtitle.speakers[-1] if subtitle.speakers else subtitle.speaker


def with_labels(lines: Sequence[str], labels: Sequence[str], limit: int) -> tuple[tuple[str, ...], bool]:
    """`lines` with the labels that `labels_of` gives, and whether no line became longer than `limit` for one.

    Of lines that speakers share, each stays a line of its own: `-NAME: words`.
    """
    if len(labels) == 1:
        return with_label(lines, labels[0], limit) if labels[0] else (tuple(lines), True)
    pairs = list(zip(lines, labels, strict=True))
    made = tuple(f"-{name} {line.removeprefix('-')}" if name else line for line, name in pairs)
    return made, not any(name and width(line) > limit for line, (_, name) in zip(made, pairs, strict=True))


def as_read(subtitles: Sequence[Subtitle], policy: Labels, limit: int) -> Iterator[Subtitle]:
    """The subtitles with their labels in their lines, as an exporter writes them. limit: characters in a line."""
    before = None
    for subtitle in subtitles:
        lines, _ = with_labels(subtitle.lines, labels_of(subtitle, before, policy), limit)
        yield replace(subtitle, lines=lines)
        before = last_speaker(subtitle, before)


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
