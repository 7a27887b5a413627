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
    return [
        _ms(cue.end) - _ms(before.end if before and _goes_on(before, cue) else cue.start)
        for before, cue in zip([None, *cues], cues, strict=False)
    ]


def _goes_on(before: Cue, cue: Cue) -> bool:
    return before.start == cue.start and not cue.end_given and before.end <= cue.end


def _ms(seconds: Fraction) -> int:
    return round(seconds * 1000)
