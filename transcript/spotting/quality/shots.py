"""In and out times on the shot changes they are close to (Netflix TTSG, timing to shot changes)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from transcript.clock import clock
from transcript.model import Provenance, Severity, Subtitle, Transcript
from transcript.spotting.presets import Preset
from transcript.spotting.quality.rule import Break, Programme, at, seconds

_NEAR_MS = 500  # half a second: 12 frames at 24, and at other rates as many as last so long
_ROUNDING_MS = 1


def shot_changes(transcript: Transcript) -> tuple[int, ...]:
    """When shots change, in milliseconds, in order; none where the script counts whole seconds.

    A clock of whole seconds is rounded down: a change it puts at 10:00:05 lies anywhere in that second, and half a
    second from it is less than nobody knows. So closeness is judged only where timecodes count frames.
    """
    if transcript.timing.frame_rate is None:
        return ()
    known = {shot.start for shot in transcript.shots if shot.time is not Provenance.ESTIMATED}
    return tuple(sorted(round(start * 1000) for start in known))


class EdgeNearShotChange:
    """An edge less than half a second from a shot change, but not on it, is seen as a second jump of the picture.

    An in time is on a change if it is the same; an out time also if it comes before it by the gap between subtitles.
    """

    slug = "edge-near-shot-change"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset, programme: Programme) -> Iterator[Break]:
        if not programme.shots:
            return
        for number, subtitle in enumerate(subtitles, 1):
            for what, edge, before in (("starts", subtitle.start, 0), ("ends", subtitle.end, preset.gap_ms)):
                shot = _near(edge, programme.shots, before)
                if shot is None:
                    continue
                off = edge - shot
                side = "after" if off > 0 else "before"
                message = f"{at(subtitle)}: {what} {seconds(abs(off))} {side} the shot change at {clock(shot)}"
                to = clock(shot - before)
                fix = f"{what.removesuffix('s')} it at {to}, or half a second away from the change"
                yield Break(self.slug, number, message, fix, Severity.INFO)


def _near(edge: int, shots: Sequence[int], before: int) -> int | None:
    """The shot change that an edge is nearest to without being on it; None where it is on one, or far from all.

    before: by how many milliseconds it may come before a change and still be on it.
    """
    close = shots[bisect_right(shots, edge - _NEAR_MS) : bisect_left(shots, edge + _NEAR_MS)]
    if any(-_ROUNDING_MS <= shot - edge <= before + _ROUNDING_MS for shot in close):
        return None
    return min(close, key=lambda shot: abs(shot - edge), default=None)
