"""Pauses that transcription tools measure inside speech: `We start at four. [5.2s] Nobody is late.`"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transcript.model import Kind, Segment

_PAUSE = re.compile(r"\[(?:pause|silence)?[ ]?[0-9]{1,3}(?:[.,][0-9]{1,3})?[ ]?s(?:ec|econds)?\]", re.IGNORECASE)


def parted_at_pauses(segments: Sequence[Segment]) -> list[Segment]:
    """The same segments; a measured pause is a sound, not said."""
    found: list[Segment] = []
    for segment in segments:
        if segment.kind is Kind.LINE and "[" in segment.text:
            found += _parts(segment)
        else:
            found.append(segment)
    return found


def _parts(segment: Segment) -> Iterator[Segment]:
    at = 0
    for pause in _PAUSE.finditer(segment.text):
        if before := segment.text[at : pause.start()].strip():
            yield segment._replace(text=before)
        yield segment._replace(kind=Kind.SOUND, text=pause[0])
        at = pause.end()
    if rest := segment.text[at:].strip():
        yield segment._replace(text=rest)
