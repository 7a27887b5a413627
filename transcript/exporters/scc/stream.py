"""When the words of captions are sent: two bytes with every frame.

A caption is written into memory while the one before it is on the screen, and both change places at one code (EOC). So
its words are sent in the frames before its in time, the code on it. The screen is cleared (EDM) on the out time of the
caption before, if need be in the midst of the next one's words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transcript.exporters.scc.characters import Unit, twice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcript.exporters.placing import Placed

_RESUME_CAPTION_LOADING = twice(0x1420)
_ERASE_NON_DISPLAYED = twice(0x142E)
_ERASE_DISPLAYED = twice(0x142C)
_END_OF_CAPTION = twice(0x142F)
_NOTHING = (0x0000,)


class Sent(NamedTuple):
    """Words that are sent from a frame on."""

    frame: int
    words: tuple[int, ...]


class Timed(NamedTuple):
    """A caption's frames as they come out. They differ from what was wanted where its words take too long."""

    start: int
    end: int


def schedule(captions: Sequence[tuple[Placed, list[Unit]]], earliest: int) -> tuple[list[Sent], list[Timed]]:
    """What is sent for captions in the order of their times, none over another, and when they then stand.

    earliest: the frame before which nothing can be sent. A caption whose words do not fit in before its in time appears
    as soon as they are there, and keeps its duration as far as the next one lets it.
    """
    sent: list[Sent] = []
    times: list[Timed] = []
    free = earliest
    clearing: int | None = None
    for wanted, written in captions:
        if clearing is not None and clearing + 1 >= wanted.start:
            # The next caption clears the screen itself.
            clearing = None
        load = [_RESUME_CAPTION_LOADING, _ERASE_NON_DISPLAYED, *written]
        begin, words, cleared = _before(wanted.start, load, clearing)
        if begin < free:
            begin, words, cleared = free, _from(free, load, clearing), True
            words += _NOTHING * (wanted.start - free - len(words))
        if clearing is not None and not cleared:
            sent.append(Sent(clearing, _ERASE_DISPLAYED))
        start = begin + len(words)
        sent.append(Sent(begin, (*words, *_END_OF_CAPTION)))
        if times:
            times[-1] = Timed(times[-1].start, start if clearing is None else clearing)
        free = start + len(_END_OF_CAPTION)
        clearing = max(start + wanted.end - wanted.start, free)
        times.append(Timed(start, clearing))
    if clearing is not None:
        sent.append(Sent(clearing, _ERASE_DISPLAYED))
    return sent, times


def _before(frame: int, load: Sequence[Unit], clearing: int | None) -> tuple[int, list[int], bool]:
    """The words that end before a frame: from where on, all of them, and whether the screen is cleared among them."""
    words: list[int] = []
    at, cleared = frame, False
    for unit in reversed(load):
        if clearing is not None and not cleared and at - len(unit) < clearing + 2:
            pause = at - (clearing + 2)
            words[:0] = [*_ERASE_DISPLAYED, *(_NOTHING * pause)]
            at, cleared = clearing, True
        words[:0] = unit
        at -= len(unit)
    return at, words, cleared


def _from(frame: int, load: Sequence[Unit], clearing: int | None) -> list[int]:
    """The words from a frame on; where the screen is to be cleared, that is among them."""
    words: list[int] = []
    cleared = clearing is None
    for unit in (*load, ()):
        at = frame + len(words)
        if clearing is not None and not cleared and (at + len(unit) > clearing or not unit):
            words += [*(_NOTHING * (clearing - at)), *_ERASE_DISPLAYED]
            cleared = True
        words += unit
    return words
