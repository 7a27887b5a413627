"""How long lines are, and how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcript.model import Subtitle
from transcript.spotting.presets import Preset
from transcript.spotting.quality.rule import Break, Programme, at
from transcript.width import width


class LineLength:
    slug = "line-length"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset, programme: Programme) -> Iterator[Break]:
        for number, subtitle in enumerate(subtitles, 1):
            longest = max(map(width, subtitle.lines), default=0)
            if longest > preset.line_length:
                message = f"{at(subtitle)}: a line of {longest} characters where {preset.line_length} are allowed"
                yield Break(self.slug, number, message)


class LineCount:
    slug = "line-count"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset, programme: Programme) -> Iterator[Break]:
        allowed = f"where {preset.lines} are allowed" if preset.lines > 1 else "where one is allowed"
        for number, subtitle in enumerate(subtitles, 1):
            if len(subtitle.lines) > preset.lines:
                yield Break(self.slug, number, f"{at(subtitle)}: {len(subtitle.lines)} lines {allowed}")
