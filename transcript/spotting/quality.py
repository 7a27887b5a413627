"""Rules a subtitle should keep: each one a class with a slug and a check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from transcript.clock import clock
from transcript.model import Subtitle
from transcript.spotting.presets import Preset
from transcript.width import width


class Break(NamedTuple):
    """A rule that a subtitle breaks. rule: its slug. number: the subtitle's, from 1. message: by how much, and when."""

    rule: str
    number: int
    message: str


class Rule(Protocol):
    slug: str

    def check(self, subtitles: Sequence[Subtitle], preset: Preset) -> Iterable[Break]: ...


def characters(subtitle: Subtitle) -> int:
    """Characters to read: full-width ones count two, a line break one, as the space it stands for."""
    return sum(map(width, subtitle.lines)) + len(subtitle.lines) - 1


def words(subtitle: Subtitle) -> int:
    return sum(len(line.split()) for line in subtitle.lines)


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.2f} s"


def _at(subtitle: Subtitle) -> str:
    return f"{clock(subtitle.start)} --> {clock(subtitle.end)}"


class ReadingSpeed:
    """No faster than the preset's maximum, in characters a second or words a minute."""

    slug = "reading-speed"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset) -> Iterator[Break]:
        for number, subtitle in enumerate(subtitles, 1):
            duration = max(1, subtitle.end - subtitle.start)
            length, count = characters(subtitle), words(subtitle)
            least = preset.least_ms(length, count)
            if duration >= least:
                continue
            if preset.max_cps is not None and length * 1000 > preset.max_cps * duration:
                speed = f"{length * 1000 / duration:.1f} characters a second where {preset.max_cps} are allowed"
            else:
                speed = f"{count * 60_000 / duration:.0f} words a minute where {preset.max_wpm} are allowed"
            yield Break(self.slug, number, f"{_at(subtitle)}: {speed}, {_seconds(least - duration)} too little")


class LineLength:
    slug = "line-length"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset) -> Iterator[Break]:
        for number, subtitle in enumerate(subtitles, 1):
            longest = max(map(width, subtitle.lines), default=0)
            if longest > preset.line_length:
                message = f"{_at(subtitle)}: a line of {longest} characters where {preset.line_length} are allowed"
                yield Break(self.slug, number, message)


class LineCount:
    slug = "line-count"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset) -> Iterator[Break]:
        for number, subtitle in enumerate(subtitles, 1):
            if len(subtitle.lines) > preset.lines:
                message = f"{_at(subtitle)}: {len(subtitle.lines)} lines where {preset.lines} are allowed"
                yield Break(self.slug, number, message)


class DurationShort:
    slug = "duration-short"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset) -> Iterator[Break]:
        if preset.min_duration_ms is None:
            return
        least = _seconds(preset.min_duration_ms)
        for number, subtitle in enumerate(subtitles, 1):
            duration = subtitle.end - subtitle.start
            if duration < preset.min_duration_ms:
                message = f"{_at(subtitle)}: stands {_seconds(duration)} where {least} is the least"
                yield Break(self.slug, number, message)


class DurationLong:
    slug = "duration-long"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset) -> Iterator[Break]:
        for number, subtitle in enumerate(subtitles, 1):
            duration = subtitle.end - subtitle.start
            if preset.max_duration_ms is not None and duration > preset.max_duration_ms:
                most = _seconds(preset.max_duration_ms)
                yield Break(self.slug, number, f"{_at(subtitle)}: stands {_seconds(duration)} where {most} is the most")


class Gap:
    """At least the preset's gap between two subtitles, and none that flickers. Overlaps are a rule of their own."""

    slug = "gap"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset) -> Iterator[Break]:
        for number, (subtitle, follower) in enumerate(pairwise(subtitles), 1):
            gap = follower.start - subtitle.end
            if 0 <= gap < preset.gap_ms:
                message = f"{_at(subtitle)}: {gap} ms before the next where {preset.gap_ms} are the least"
                yield Break(self.slug, number, message)
            elif preset.gap_ms < gap < preset.close_gap_ms:
                choice = f"close it to {preset.gap_ms} or leave {preset.close_gap_ms}"
                yield Break(self.slug, number, f"{_at(subtitle)}: {gap} ms before the next; {choice}")


class Overlap:
    slug = "overlap"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset) -> Iterator[Break]:
        for number, (subtitle, follower) in enumerate(pairwise(subtitles), 1):
            if follower.start < subtitle.end:
                over = _seconds(subtitle.end - follower.start)
                yield Break(self.slug, number, f"{_at(subtitle)}: {over} over the next, from {clock(follower.start)}")


RULES: tuple[Rule, ...] = (
    ReadingSpeed(),
    LineLength(),
    LineCount(),
    DurationShort(),
    DurationLong(),
    Gap(),
    Overlap(),
)


def check(subtitles: Sequence[Subtitle], preset: Preset) -> list[Break]:
    """Every rule the subtitles break, by subtitle."""
    found = [broken for rule in RULES for broken in rule.check(subtitles, preset)]
    return sorted(found, key=lambda broken: broken.number)
