"""The words of a script found in its sound.

The estimate says roughly where each word lies. Windows of sound that overlap each other are listened to, each for the
words that the estimate puts in and around it; a window does not know what its neighbours heard. What is heard must
sound more like its words than the film does like words in reverse order, and two windows must agree on it to a tenth of
a second: words that are not there fall elsewhere in each. Of these, the chain is kept that runs forward in script and
sound, no faster than anyone speaks. Between the words of that chain the rest is listened for again, now that both sides
are known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from transcript.audio.pronunciation import readings
from transcript.spotting.spoken import said

if TYPE_CHECKING:
    from transcript.audio.recogniser import Heard, Recogniser
    from transcript.audio.sound import Sound
    from transcript.spotting.pace import Word

Progress = Callable[[float], None]
"""Is told how much of the work is done, from 0 to 1."""

_WINDOW, _STEP, _MARGIN = 18.0, 6.0, 5.0
_AGREE = 0.1
# Faster than this part of an even narrator's time nobody speaks: words that lie closer are not where they seem.
_FASTEST = 0.35
_SLOWEST, _DRAWN_OUT = 2.0, 0.15  # and slower than this many times that, with so many seconds more, no word is
_LOOK_BACK = 1500
# The second pass: known words on both sides of a gap, once so many and once so many; the longest gap in seconds.
_CONTEXTS = (2, 4)
_LONGEST_GAP = 40.0
_FIRST_PASS_SHARE = 0.85
# Likeness is judged over a few words: any one may be said oddly, or sound like what is there by chance.
_NEIGHBOURS = 2
_LEAST_RUN = 3
# Windows in which the words are listened for in reverse, and the part of what is heard there that is known as false.
_REVERSED_WINDOWS = 16
_KNOWN_AS_FALSE = 0.95


class Place(NamedTuple):
    """Where a word was heard, in seconds of the sound. word: its index among all words of the script."""

    word: int
    start: float
    end: float


def align(words: Sequence[Word], ear: Ear, least: float, progress: Progress) -> tuple[Place, ...]:
    """The words that are surely heard, in order.

    words: those that the ear listens for. least: the likeness they must have, see `Ear.least_likeness`.
    """
    first = chain(words, ear.agreed(ear.windows(), least, lambda done: progress(done * _FIRST_PASS_SHARE)))
    second = ear.between(first, least, lambda done: progress(_FIRST_PASS_SHARE + done * (1 - _FIRST_PASS_SHARE)))
    return tuple(chain(words, [*first, *second]))


class Ear:
    """Listens to one sound for the words of one script. words: with the times at which they are expected."""

    def __init__(self, words: Sequence[Word], sound: Sound, recogniser: Recogniser) -> None:
        self._words = words
        self._starts = [word.start / 1000 for word in words]
        self._sound = sound
        self._recogniser = recogniser

    def windows(self) -> list[float]:
        """Where windows begin, in seconds: wherever words are expected."""
        begins: list[float] = []
        for start in self._starts:
            earliest = max(start - _MARGIN - _WINDOW, _STEP - _WINDOW)
            place = max(begins[-1] + _STEP, earliest) if begins else earliest
            while place < min(start + _MARGIN, self._sound.seconds):
                begins.append(place)
                place += _STEP
        return begins

    def least_likeness(self) -> float:
        """What likeness words must have to be told from words that are not there: of any, hardly one that is false."""
        windows = self.windows()
        false: list[float] = []
        step = -(-len(windows) // _REVERSED_WINDOWS) or 1
        for begin in windows[::step]:
            first, last = self._around(begin, begin + _WINDOW)
            false += _likenesses(self._hear(self._words[first:last][::-1], begin, begin + _WINDOW, free=True))
        false.sort()
        return false[int(len(false) * _KNOWN_AS_FALSE)] if false else 0.0

    def agreed(self, windows: Sequence[float], least: float, progress: Progress) -> list[Place]:
        """The words on which two of the windows agree, in the order of the words."""
        heard: dict[int, list[Place]] = {}
        for done, begin in enumerate(windows, 1):
            for place in self._places(self._around(begin, begin + _WINDOW), begin, begin + _WINDOW, least, free=True):
                heard.setdefault(place.word, []).append(place)
            progress(done / len(windows))
        return [best for word in sorted(heard) if (best := _agreement(heard[word]))]

    def expected(self, windows: Sequence[float]) -> int:
        """How many words are expected where two of these windows, which follow each other, cover the sound."""
        begin, end = windows[1 if len(windows) > 1 else 0], windows[-1 if len(windows) < 3 else -2] + _WINDOW
        return bisect_right(self._starts, end) - bisect_left(self._starts, begin)

    def between(self, known: Sequence[Place], least: float, progress: Progress) -> list[Place]:
        """Words between known ones on which two narrow windows agree."""
        found: list[Place] = []
        for left in range(len(known) - 1):
            before, after = known[left], known[left + 1]
            if after.word - before.word > 1 and after.end - before.start <= _LONGEST_GAP:
                heard: dict[int, list[Place]] = {}
                for context in _CONTEXTS:
                    for place in self._gap(known[max(left + 1 - context, 0) : left + 1 + context], least):
                        heard.setdefault(place.word, []).append(place)
                inside = (_agreement(heard.get(word, [])) for word in range(before.word + 1, after.word))
                found += [place for place in inside if place]
            progress((left + 1) / len(known))
        return found

    def _gap(self, known: Sequence[Place], least: float) -> list[Place]:
        first, last = known[0], known[-1]
        if last.end - first.start > 2 * _LONGEST_GAP:
            return []
        return self._places((first.word, last.word + 1), first.start - 0.1, last.end + 0.1, least, free=False)

    def _around(self, begin: float, end: float) -> tuple[int, int]:
        """The words expected in a stretch of sound and a little around it."""
        return bisect_left(self._starts, begin - _MARGIN), bisect_right(self._starts, end + _MARGIN)

    def _places(self, which: tuple[int, int], begin: float, end: float, least: float, *, free: bool) -> list[Place]:
        heard = self._hear(self._words[slice(*which)], begin, end, free=free)
        begin = max(begin, 0.0)
        return [
            Place(which[0] + word.place, begin + word.start, begin + word.end)
            for word, likeness in zip(heard, _likenesses(heard), strict=True)
            if likeness >= least
        ]

    def _hear(self, words: Sequence[Word], begin: float, end: float, *, free: bool) -> list[Heard]:
        texts = [readings(word.text) for word in words]
        found = self._recogniser.hear(self._sound.between(begin, end), texts, free=free)
        heard = [word for word in found if _plausible(words[word.place].text, word.end - word.start)]
        return heard if len(heard) >= _LEAST_RUN else []


def _plausible(text: str, seconds: float) -> bool:
    """Whether anyone says this word in that time. Where music sounds alike, words are heard that last as long as it."""
    usual = said(text).sound
    return _FASTEST * usual <= seconds <= _SLOWEST * usual + _DRAWN_OUT


def _likenesses(heard: Sequence[Heard]) -> list[float]:
    """Of each word and those around it, the likeness of a second of sound."""
    found: list[float] = []
    for place in range(len(heard)):
        around = heard[max(place - _NEIGHBOURS, 0) : place + _NEIGHBOURS + 1]
        found.append(sum(word.likeness for word in around) / sum(word.end - word.start for word in around))
    return found


def _agreement(places: Sequence[Place]) -> Place | None:
    """The middle of the places that agree, where two do."""
    ordered = sorted(places, key=lambda place: place.start)
    best: list[Place] = []
    for first, place in enumerate(ordered):
        close = [other for other in ordered[first:] if other.start - place.start <= _AGREE]
        if len(close) > len(best):
            best = close
    return best[len(best) // 2] if len(best) > 1 else None


def chain(words: Sequence[Word], places: Sequence[Place]) -> list[Place]:
    """The most places that run forward in words and time, no faster than anyone speaks."""
    import numpy as np

    ordered = sorted(places)
    if not ordered:
        return []
    length = [0.0]
    for word in words:
        length.append(length[-1] + _FASTEST * said(word.text).sound)
    starts = np.array([place.start for place in ordered])
    # A place can follow another where what is said from the one to the other has its time.
    slack = starts - np.array([length[place.word] for place in ordered])
    index = np.array([place.word for place in ordered])
    counts, before = np.ones(len(ordered)), np.full(len(ordered), -1)
    for here in range(1, len(ordered)):
        low = max(0, here - _LOOK_BACK)
        fits = (slack[low:here] <= slack[here]) & (index[low:here] < index[here])
        lengths = np.where(fits, counts[low:here], 0)
        best = len(lengths) - 1 - int(lengths[::-1].argmax())  # of equals the nearest
        if lengths[best] > 0:
            counts[here], before[here] = lengths[best] + 1, low + best
    found: list[Place] = []
    at = int(counts.argmax())
    while at >= 0:
        found.append(ordered[at])
        at = int(before[at])
    return found[::-1]
