"""How long each cue is spoken."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from transcript.model import Cue


def talk_ms(cues: Sequence[Cue]) -> list[int]:
    """Milliseconds of speech in each cue, from its start to its end as they are written.

    Cues under one timecode begin together on paper and one after the other in the film: such a cue counts from where
    the one ahead of it ends.
    """
    times = [(_ms(cue.start), _ms(cue.end)) for cue in cues]
    return [
        end - (ended if start == begun and ended <= end else start)
        for (begun, ended), (start, end) in zip([(-1, -1), *times], times, strict=False)
    ]


def _ms(seconds: Fraction) -> int:
    return round(seconds * 1000)
