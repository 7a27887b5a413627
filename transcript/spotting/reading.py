"""How much there is to read in a subtitle, as the rules for reading speed count it."""

from __future__ import annotations

from collections.abc import Sequence

from transcript.width import width


def to_read(lines: Sequence[str]) -> tuple[int, int]:
    """Characters, full-width ones counting two and a line break as the space it stands for; and words."""
    return sum(map(width, lines)) + len(lines) - 1, sum(len(line.split()) for line in lines)
