"""Subtitles that follow each other: apart, and not on top of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcript.clock import clock
from transcript.model import Subtitle
from transcript.spotting.presets import Preset
from transcript.spotting.quality.rule import Break, Programme, at, seconds


def free_until(number: int, subtitles: Sequence[Subtitle], preset: Preset) -> int | None:
    """When a subtitle has to end for the next one, in milliseconds; None for the last. number: from 1."""
    return subtitles[number].start - preset.gap_ms if number < len(subtitles) else None


def _pairs(subtitles: Sequence[Subtitle]) -> Iterator[tuple[int, Subtitle, Subtitle]]:
    """Each subtitle but the first as the last of three: the number of the one before it that ends last, that, itself.

    That is nearly always its neighbour, but a long one can hang over several.
    """
    latest = 0
    for place in range(1, len(subtitles)):
        yield latest + 1, subtitles[latest], subtitles[place]
        if subtitles[place].end >= subtitles[latest].end:
            latest = place


class Gap:
    """At least the preset's gap between two subtitles, and none that flickers. Overlaps are a rule of their own."""

    slug = "gap"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset, programme: Programme) -> Iterator[Break]:
        for number, subtitle, follower in _pairs(subtitles):
            gap = follower.start - subtitle.end
            if 0 <= gap < preset.gap_ms:
                message = f"{at(subtitle)}: {gap} ms before the next where {preset.gap_ms} are the least"
                yield Break(self.slug, number, message, f"end it by {clock(follower.start - preset.gap_ms)}")
            elif preset.gap_ms < gap < preset.close_gap_ms:
                choice = f"close it to {preset.gap_ms} or leave {preset.close_gap_ms}"
                yield Break(self.slug, number, f"{at(subtitle)}: {gap} ms before the next; {choice}")


class Overlap:
    slug = "overlap"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset, programme: Programme) -> Iterator[Break]:
        for number, subtitle, follower in _pairs(subtitles):
            if follower.start < subtitle.end:
                over = seconds(subtitle.end - follower.start)
                until = follower.start - preset.gap_ms
                fix = f"end it by {clock(until)}" if until > subtitle.start else ""
                message = f"{at(subtitle)}: {over} over the next, from {clock(follower.start)}"
                yield Break(self.slug, number, message, fix)
