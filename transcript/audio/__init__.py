"""The sound of a film: where its voices begin and end, and when each word of the script is said.

Needs ffmpeg and the packages of `transcript[audio]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcript.audio.align import Ear, Progress, align
from transcript.audio.edges import Stretch, stretches, voice
from transcript.audio.offset import exact_offset, find_offset, shifted
from transcript.audio.placing import placed, sure
from transcript.audio.recogniser import Recogniser
from transcript.audio.sound import Sound, open_sound
from transcript.clock import clock
from transcript.errors import InvalidSetting
from transcript.spotting.anchors import clock_unit
from transcript.spotting.pace import Speech, speeches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike

    import numpy as np
    from numpy.typing import NDArray

    from transcript.audio.align import Place
    from transcript.model import Transcript

__all__ = ["Heard", "Progress", "Report", "Sound", "heard", "listen", "open_sound"]

# Below this part of the words the rest is chance: the sound is not the script's.
_LEAST_HEARD = 0.1
# How much more of the time in which speech is expected must be voice than of the rest, for its edges to be trusted.
_LEAST_CONTRAST = 0.4


@dataclass(frozen=True, slots=True)
class Report:
    """What the sound gave.

    words: how many the script has. aligned: how many of these were heard. offset: seconds of the sound before the
    programme begins. english: words are listened for at all. edges: speeches that were not heard stand at the edges of
    the voice.
    """

    words: int
    aligned: int
    offset: float
    english: bool
    edges: bool

    def __str__(self) -> str:
        rest = "set by where the voice begins" if self.edges else "estimated"
        if not self.english:
            return f"sound: words are aligned in English only; speeches {rest}"
        if not self.aligned:
            return f"sound: the words are not heard in it, is it this film's? All times {rest}"
        parts = [f"sound: {100 * self.aligned // self.words} % of {self.words:,} words aligned, the rest {rest}"]
        if self.offset:
            side = "into the sound" if self.offset > 0 else "before the sound"
            parts.append(f"the programme begins {abs(self.offset):.1f} s {side}")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of a script with the times of the sound, as `transcript.spotting.spot` takes them."""

    speeches: tuple[Speech, ...]
    report: Report


def listen(transcript: Transcript, path: str | PathLike[str], progress: Progress = lambda _: None) -> Heard:
    """When each word of a transcript is said in an audio or film file that ffmpeg reads.

    Raises MissingDocument, UnreadableDocument and InvalidSetting.
    """
    with open_sound(path) as sound:
        try:
            return heard(transcript, sound, progress)
        except InvalidSetting as error:
            error.path = str(path)
            raise


def heard(transcript: Transcript, sound: Sound, progress: Progress = lambda _: None) -> Heard:
    """When each word of a transcript is said in its sound; where that is not heard, the estimate.

    Words are aligned where the language is English or unknown; in others, speeches are moved to the edges of the voice.
    Raises InvalidSetting where the sound ends before the script does.
    """
    said = speeches(transcript)
    words = [word for speech in said for word in speech.words]
    english = (transcript.source.language or "en").split("-")[0] == "en"
    if not words:
        return Heard(said, Report(0, 0, 0.0, english, edges=False))
    _refuse_short(transcript, sound, -float(min(cue.start for cue in transcript.cues)))  # wherever it begins
    spoken = voice(sound)
    places: dict[int, Place] = {}
    offset = 0.0
    if english:
        recogniser = Recogniser()
        least = Ear(words, sound, recogniser).least_likeness()
        coarse = find_offset(words, sound, spoken, recogniser, least)
        if coarse is not None:
            moved = shifted(words, coarse)
            found = align(moved, Ear(moved, sound, recogniser), least, progress)
            if len(found) >= _LEAST_HEARD * len(words):
                in_sound = {place.word: place for place in found}
                offset = exact_offset(coarse, said, transcript.cues, in_sound, clock_unit(transcript))
                places = sure(said, transcript.cues, _earlier(in_sound, offset))
    _refuse_short(transcript, sound, offset)
    edges = _edges(said, spoken, offset)
    times = placed(said, transcript.cues, places, edges)
    return Heard(times, Report(len(words), len(places), offset, english, bool(edges)))


def _earlier(places: Mapping[int, Place], by: float) -> dict[int, Place]:
    return {number: place._replace(start=place.start - by, end=place.end - by) for number, place in places.items()}


def _edges(said: Sequence[Speech], spoken: NDArray[np.bool_], offset: float) -> list[Stretch]:
    """Where somebody speaks, in seconds of the programme; nothing where voice does not stand out where it should."""
    import numpy as np

    expected = np.zeros(len(spoken), bool)
    for speech in said:
        begin, end = (max(round(time / 10 + offset * 100), 0) for time in (speech.words[0].start, speech.words[-1].end))
        expected[begin:end] = True
    there = np.flatnonzero(expected)
    if not len(there):
        return []
    # What is heard before and after the script says nothing of its speeches.
    expected, within = expected[there[0] : there[-1] + 1], spoken[there[0] : there[-1] + 1]
    if expected.all() or within[expected].mean() - within[~expected].mean() < _LEAST_CONTRAST:
        return []
    return [Stretch(stretch.begin - offset, stretch.end - offset) for stretch in stretches(spoken)]


def _refuse_short(transcript: Transcript, sound: Sound, offset: float) -> None:
    """Refuse a sound that ends before the last words begin. offset: seconds of it before the programme."""
    last = max(cue.start for cue in transcript.cues)
    if sound.seconds - offset < last:
        found = f"the sound is {clock(round(sound.seconds * 1000))} long, but the script's last words begin at "
        raise InvalidSetting(f"{found}{clock(round(last * 1000))} of the programme", "give the sound of all of it")
