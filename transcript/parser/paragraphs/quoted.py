"""Speech that stands in brackets behind a name: `話者「四時に始めます。」`."""

from __future__ import annotations

from collections.abc import Sequence

from transcript.model import Kind, Segment

_CLOSES = {"「": "」", "『": "』"}


def without_brackets(segments: Sequence[Segment]) -> list[Segment]:
    """The same segments; the bracket that closes what a heading opens is no part of the speech."""
    if not any(segment.kind is Kind.SPEAKER and segment.text[-1:] in _CLOSES for segment in segments):
        return list(segments)
    found: list[Segment] = []
    closing = ""
    for segment in segments:
        if segment.kind is Kind.SPEAKER:
            closing = _CLOSES.get(segment.text[-1:], "")
        if segment.kind is Kind.LINE and closing and segment.text.endswith(closing):
            said = segment._replace(text=segment.text[:-1].rstrip())
            found += [said] if said.text else []
            found.append(segment._replace(kind=Kind.FRONT, text=closing))
            closing = ""
        else:
            found.append(segment)
    return found
