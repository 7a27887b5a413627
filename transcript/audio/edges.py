"""Where a voice is heard in the sound, told by its loudness.

A voice stands out of a bed of music or noise as long as it is louder: what is loud is judged against the quietest and
the loudest of the half minute around it. Below the voice, rumble and low chords are taken off first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transcript.audio.sound import SAMPLE_RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from transcript.audio.sound import Sound

STEP = 0.01
"""Seconds from one loudness to the next."""

_CHUNK = 60 * SAMPLE_RATE
_SMOOTH = 7
_BLOCK = 1500  # 15 s
_QUIET, _LOUD = 10, 95  # per cent of a block
_LEAST_RISE, _PART_OF_RISE = 5.0, 0.45  # decibels over the quiet, or of the way to the loud
_LEAST_SILENCE, _LEAST_VOICE = 0.2, 0.1


class Stretch(NamedTuple):
    """A stretch of voice, in seconds of the sound."""

    begin: float
    end: float


def voice(sound: Sound) -> NDArray[np.bool_]:
    """Whether somebody speaks in each STEP of the sound, as far as loudness shows it."""
    import numpy as np

    level = _loudness(sound)
    if len(level) < _SMOOTH:
        return np.zeros(len(level), bool)
    level = np.convolve(level, np.ones(_SMOOTH) / _SMOOTH, "same")
    blocks = range(0, len(level), _BLOCK)
    middles = [min(start + _BLOCK / 2, len(level)) for start in blocks]
    around = [level[max(0, start - _BLOCK // 2) : start + _BLOCK * 3 // 2] for start in blocks]
    quiet = np.interp(range(len(level)), middles, [float(np.percentile(part, _QUIET)) for part in around])
    loud = np.interp(range(len(level)), middles, [float(np.percentile(part, _LOUD)) for part in around])
    heard: NDArray[np.bool_] = level > quiet + np.maximum(_LEAST_RISE, _PART_OF_RISE * (loud - quiet))
    return heard


def stretches(heard: NDArray[np.bool_]) -> list[Stretch]:
    """Voice without short breaks, bursts left out."""
    import numpy as np

    changes = np.flatnonzero(np.diff(np.concatenate(([0], heard.view(np.int8), [0]))))
    joined: list[Stretch] = []
    for begin, end in zip(changes[::2] * STEP, changes[1::2] * STEP, strict=True):
        if joined and begin - joined[-1].end < _LEAST_SILENCE:
            joined[-1] = Stretch(joined[-1].begin, float(end))
        else:
            joined.append(Stretch(float(begin), float(end)))
    return [stretch for stretch in joined if stretch.end - stretch.begin >= _LEAST_VOICE]


def _loudness(sound: Sound) -> NDArray[np.float64]:
    """Decibels of each STEP, low sounds taken off."""
    import numpy as np

    frame = round(STEP * SAMPLE_RATE)
    found = []
    for begin in range(0, len(sound.samples) - frame + 1, _CHUNK):
        samples = sound.samples[begin : begin + _CHUNK].astype(np.float32)
        bright = np.diff(samples, prepend=samples[:1])
        frames = bright[: len(bright) // frame * frame].reshape(-1, frame)
        found.append(10 * np.log10(np.mean(frames * frames, axis=1, dtype=np.float64) + 1.0))
    return np.concatenate(found) if found else np.zeros(0)
