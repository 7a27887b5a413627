"""How fast a subtitle has to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcript.clock import clock
from transcript.model import Subtitle
from transcript.spotting.presets import Preset, Speed
from transcript.spotting.quality.neighbours import free_until
from transcript.spotting.quality.rule import Break, Programme, at, seconds
from transcript.spotting.reading import to_read


class ReadingSpeed:
    """No faster than the preset's maximum, in characters a second or words a minute."""

    slug = "reading-speed"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset, programme: Programme) -> Iterator[Break]:
        for number, subtitle in enumerate(subtitles, 1):
            duration = subtitle.end - subtitle.start
            length, count = to_read(subtitle.lines)
            least = preset.least_ms(length, count)
            if duration >= least or duration <= 0:
                continue  # without a time of its own it has no speed
            if preset.max_cps is not None and preset.least_ms(length, 0) == least:
                said = _said(length, preset.max_cps, duration, 1000, "character", "a second")
            else:
                said = _said(count, preset.max_wpm or 0, duration, 60_000, "word", "a minute")
            speed, too_many = said
            room = free_until(number, subtitles, preset)
            fits = (room is None or subtitle.start + least <= room) and least <= (preset.max_duration_ms or least)
            fix = f"let it stand until {clock(subtitle.start + least)}" if fits else ""
            message = f"{at(subtitle)}: {speed}, {seconds(least - duration)} too little or {too_many} too many"
            yield Break(self.slug, number, message, fix)


def _said(count: int, most: Speed, duration: int, unit_ms: int, thing: str, each: str) -> tuple[str, str]:
    """The speed against the one that is allowed, and how many characters or words are too many for the time."""
    excess = count - int(most * duration // unit_ms)
    # Rounded up: what is too fast by a hair must not look as if it were allowed.
    tenths = -(-count * unit_ms * 10 // duration)
    speed = f"{tenths // 10}.{tenths % 10}".removesuffix(".0")
    allowed = f"{float(most):g} {'is' if most == 1 else 'are'} allowed"
    return f"{speed} {thing}s {each} where {allowed}", f"{excess} {thing}{'' if excess == 1 else 's'}"
