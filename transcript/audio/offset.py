"""Where in the sound the programme begins: a leader before it, or a recording that was started late.

Voice activity is laid over the speech that the script leads to expect, at every distance; the few places where the two
go together best are then listened to, and the one where words are heard is it. From the timecodes at which speeches
begin, the distance is made exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median, median_low
from typing import TYPE_CHECKING

from transcript.audio.align import Ear, Place
from transcript.audio.edges import STEP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from transcript.audio.recogniser import Recogniser
    from transcript.audio.sound import Sound
    from transcript.model import Cue
    from transcript.spotting.pace import Speech, Word

_COARSE = 10  # STEPs
_FARTHEST = 15 * 60.0
_CANDIDATES = 5
_APART = 3.0
# Windows next to each other, in so many places, that are listened to; and the part of their words that must be heard.
_IN_A_ROW, _PROBES = 4, 4
_HEARD = 0.3
_LEAST_BEGINNINGS = 3
_SLACK = 0.6


def find_offset(
    words: Sequence[Word], sound: Sound, voice: NDArray[np.bool_], recogniser: Recogniser, least: float
) -> float | None:
    """Seconds of the sound before the programme begins, to within a few; negative where the sound begins later.

    None where the words are not heard at any distance. voice: where somebody speaks, by STEPs. least: the likeness that
    words must have.
    """
    for offset in (0.0, *_candidates(words, voice)):
        if _share_heard(Ear(shifted(words, offset), sound, recogniser), least) >= _HEARD:
            return offset
    return None


def exact_offset(
    coarse: float, speeches: Iterable[Speech], cues: Sequence[Cue], heard: Mapping[int, Place], unit: float
) -> float:
    """The offset made exact by the timecodes of speeches that were heard to begin, where these are few by all words.

    heard: where each word, by its index among all, is in the sound. unit: seconds of the script's clock, which shows
    the last whole one.
    """
    lags: list[float] = []
    misses: list[float] = []
    number = 0
    for speech in speeches:
        if number in heard:
            lags.append(heard[number].start - float(cues[speech.words[0].cue].start))
        for word in speech.words:
            if number in heard:
                misses.append(heard[number].start - word.start / 1000)
            number += 1
    if len(lags) < _LEAST_BEGINNINGS:
        return median(misses) if coarse else 0.0
    middle = median_low(lags)
    if coarse == 0 and -_SLACK <= middle <= unit + _SLACK:
        return 0.0
    # A clock that is rounded down is late by half its unit in the mean.
    return fmean(lag for lag in lags if abs(lag - middle) <= unit) - unit / 2


def shifted(words: Iterable[Word], offset: float) -> list[Word]:
    """The words where they are expected in the sound."""
    by = round(offset * 1000)
    return [word._replace(start=word.start + by, end=word.end + by) for word in words]


def _share_heard(ear: Ear, least: float) -> float:
    """The part of the words that are heard, in a few places of the sound."""
    every = ear.windows()
    if not every:
        return 0.0
    step = max(len(every) // _PROBES, _IN_A_ROW)
    probes = [every[at : at + _IN_A_ROW] for at in range(step // 4, len(every), step)]
    windows = [begin for probe in probes for begin in probe]
    heard = len(ear.agreed(windows, least, lambda _: None))
    expected = sum(ear.expected(probe) for probe in probes)
    return heard / expected if expected else 0.0


def _candidates(words: Sequence[Word], voice: NDArray[np.bool_]) -> list[float]:
    """The distances at which voice and script go together best, best first."""
    import numpy as np

    heard = voice[: len(voice) // _COARSE * _COARSE].reshape(-1, _COARSE).mean(axis=1)
    step = STEP * _COARSE
    said = np.zeros(max(round(words[-1].end / 1000 / step), 1) + 1)
    for word in words:
        said[max(round(word.start / 1000 / step), 0) : max(round(word.end / 1000 / step), 0) + 1] = 1
    size = 1 << (len(heard) + len(said)).bit_length()
    together = np.fft.irfft(
        np.fft.rfft(heard - heard.mean(), size) * np.fft.rfft(said - said.mean(), size).conj(), size
    )
    reach = min(round(_FARTHEST / step), size // 2 - 1)
    scores = np.concatenate((together[-reach:], together[: reach + 1]))
    found: list[float] = []
    for at in scores.argsort()[::-1]:
        offset = (int(at) - reach) * step
        if all(abs(offset - other) > _APART for other in found):
            found.append(offset)
            if len(found) == _CANDIDATES:
                break
    return found
