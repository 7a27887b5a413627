"""The layouts that documents come in: one module each, asked in turn how well it fits.

To add a layout, write a module here with NAME, DESCRIPTION, EXAMPLE, `score(rows)` (0 to 1: how well the layout
fits) and `segments(rows)` (every stretch of every row with its kind), and name it in `_MODULES`. Where the layout
departs from the table that is read by default, CONVENTIONS says how.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from transcript.model import Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.layouts import (
    columns,
    columns_flattened,
    columns_joined,
    cue_sheet,
    mission,
    named,
    ranges,
    records,
    shot_list,
    speaker_clock,
    stamped,
    subtitles,
    untimed,
)

_MODULES = (
    columns_flattened,
    columns,
    columns_joined,
    stamped,
    named,
    speaker_clock,
    ranges,
    shot_list,
    mission,
    subtitles,
    cue_sheet,
    records,
    untimed,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout as the registry holds it."""

    name: str
    description: str
    example: str
    conventions: Conventions
    score: Callable[[Sequence[Row]], float]
    segments: Callable[[Sequence[Row]], list[Segment]]


LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {m.NAME: Layout(m.NAME, m.DESCRIPTION, m.EXAMPLE, m.CONVENTIONS, m.score, m.segments) for m in _MODULES}
)
