"""What can become of cues from one version to the next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from transcript.model import Cue


class Kind(Enum):
    """How cues differ. RETYPED: the same words in other capitals or punctuation. RECUT: several cues into several."""

    ADDED = "added"
    DROPPED = "dropped"
    SPLIT = "split"
    JOINED = "joined"
    RECUT = "recut"
    SPEAKER = "speaker"
    REWORDED = "reworded"
    RETYPED = "retyped"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """Cues of the old version and what stands for them in the new one.

    kinds: at least one, each once. old, new: in their order; empty where cues were added or dropped, several where they
    were split, joined or recut. moved: how much later the first of them begins, in seconds; None where nothing says it:
    of cues that were added or dropped, and where a time is estimated. end_moved: how much later the last of them ends,
    where both versions tell its out time. elsewhere: they stand past others that kept their order.
    """

    kinds: tuple[Kind, ...]
    old: tuple[Cue, ...]
    new: tuple[Cue, ...]
    moved: Fraction | None = None
    end_moved: Fraction | None = None
    elsewhere: bool = False
