"""Hearing a known text in a stretch of sound, by pocketsphinx and the English model that it brings.

The text becomes a grammar of its units, one after the other. Where it is *free*, it may begin and end between any two
words: the stretch of sound then shows which part of the text is said in it.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from transcript.audio.pronunciation import letters_as_phones
from transcript.audio.sound import SAMPLE_RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FRAMES = 100  # a second
# Wide beams: the grammar is small, and a path that is lost in a loud bar of music never comes back.
_BEAM, _WORD_BEAM = 1e-80, 1e-60
# Digital silence has no spectrum to measure; a whisper of noise, always the same, gives it one.
_DITHER = 8
_SECOND_PRONUNCIATION = re.compile(r"\(\d+\)$")


class Heard(NamedTuple):
    """A word that was heard.

    place: which of the words it is. start, end: seconds from where the sound begins. likeness: how alike the sound of
    its frames is to the word, as logarithms added up; none is above 0.
    """

    place: int
    start: float
    end: float
    likeness: float


class Recogniser:
    """Knows how English words sound."""

    def __init__(self) -> None:
        import numpy as np
        from pocketsphinx import Decoder

        self._decoder = Decoder(
            samprate=SAMPLE_RATE,
            loglevel="FATAL",
            lm=None,
            bestpath=False,
            beam=_BEAM,
            pbeam=_BEAM,
            wbeam=_WORD_BEAM,
            maxhmmpf=-1,
        )
        self._noise = np.random.default_rng(0).integers(-_DITHER, _DITHER + 1, 60 * SAMPLE_RATE, np.int16)

    def hear(self, samples: NDArray[np.int16], words: Sequence[Sequence[Sequence[str]]], *, free: bool) -> list[Heard]:
        """Where in the sound each of these words is said; empty where they are not found in it.

        words: each in the ways it may be read (none: it cannot be said), each way in words of lower-case letters.
        free: the sound holds some part of the words, else all of them.
        """
        spoken = [place for place, ways in enumerate(words) if ways]
        if not spoken or len(samples) < SAMPLE_RATE // 10:
            return []
        owners = self._set_grammar([words[place] for place in spoken], free=free)
        self._decoder.start_utt()
        self._decoder.process_raw(self._dithered(samples), full_utt=True)
        self._decoder.end_utt()
        if self._decoder.hyp() is None:
            return []
        return [heard._replace(place=spoken[heard.place]) for heard in self._words_of(owners)]

    def _dithered(self, samples: NDArray[np.int16]) -> bytes:
        import numpy as np

        noise = np.resize(self._noise, len(samples)).astype(np.int32)
        return bytes((samples + noise).clip(-32768, 32767).astype("<i2").tobytes())

    def _learn(self, unit: str, name: str) -> None:
        decoder = self._decoder
        if decoder.lookup_word(name) is not None:
            return
        if name == unit:
            decoder.add_word(unit, letters_as_phones(unit), update=False)
            return
        decoder.add_word(name, decoder.lookup_word(unit), update=False)
        other = 2
        while phones := decoder.lookup_word(f"{unit}({other})"):
            decoder.add_word(f"{name}({other})", phones, update=False)
            other += 1

    def _set_grammar(self, words: Sequence[Sequence[Sequence[str]]], *, free: bool) -> dict[str, int]:
        """Listen for these words from now on. Says which of them each name of the grammar belongs to."""
        count = len(words)
        begin, end, spare = count + 1, count + 2, count + 3  # the state before each word bears its number
        transitions: list[tuple[int, int, float] | tuple[int, int, float, str]] = [(begin, 0, 1.0), (count, end, 1.0)]
        used: Counter[str] = Counter()
        owners: dict[str, int] = {}
        for place, ways in enumerate(words):
            if free and place:
                transitions += [(begin, place, 1.0), (place, end, 1.0)]
            for units in ways:
                states = [place, *range(spare, spare + len(units) - 1), place + 1]
                spare += len(units) - 1
                for unit, (state, following) in zip(units, pairwise(states), strict=True):
                    used[unit] += 1
                    # Every unit has a name of its own, so that it is known again.
                    name = unit if used[unit] == 1 else f"{unit}~{used[unit]}"
                    self._learn(unit, name)
                    owners[name] = place
                    transitions.append((state, following, 1.0, name))
        self._decoder.add_fsg("text", self._decoder.create_fsg("text", begin, end, transitions))
        self._decoder.activate_search("text")
        return owners

    def _words_of(self, owners: dict[str, int]) -> list[Heard]:
        found: dict[int, Heard] = {}
        for segment in self._decoder.seg():
            place = owners.get(_SECOND_PRONUNCIATION.sub("", segment.word))
            if place is None:
                continue
            start, end = segment.start_frame / _FRAMES, (segment.end_frame + 1) / _FRAMES
            likeness = math.log(max(segment.ascore, sys.float_info.min))
            before = found.get(place)
            if before is not None:
                start, likeness = before.start, before.likeness + likeness
            found[place] = Heard(place, start, end, likeness)
        return list(found.values())
