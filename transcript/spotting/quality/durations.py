"""How long a subtitle stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcript.clock import clock
from transcript.model import Subtitle
from transcript.spotting.presets import Preset
from transcript.spotting.quality.neighbours import free_until
from transcript.spotting.quality.rule import Break, Programme, at, seconds


class DurationShort:
    slug = "duration-short"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset, programme: Programme) -> Iterator[Break]:
        least = preset.min_duration_ms
        if least is None:
            return
        for number, subtitle in enumerate(subtitles, 1):
            duration = subtitle.end - subtitle.start
            if 0 < duration < least:
                message = f"{at(subtitle)}: stands {seconds(duration)} where {seconds(least)} is the least"
                until = subtitle.start + least
                room = free_until(number, subtitles, preset)
                fix = f"let it stand until {clock(until)}" if room is None or until <= room else ""
                yield Break(self.slug, number, message, fix)


class DurationLong:
    slug = "duration-long"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset, programme: Programme) -> Iterator[Break]:
        most = preset.max_duration_ms
        if most is None:
            return
        for number, subtitle in enumerate(subtitles, 1):
            duration = subtitle.end - subtitle.start
            if duration > most:
                message = f"{at(subtitle)}: stands {seconds(duration)} where {seconds(most)} is the most"
                yield Break(self.slug, number, message, f"end it by {clock(subtitle.start + most)}, or cut it in two")
