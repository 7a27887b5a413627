"""From when to when each cue is heard, which is what is cut out of its programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transcript.clock import milliseconds
from transcript.spotting.pace import speeches

if TYPE_CHECKING:
    from transcript.model import Transcript


class Heard(NamedTuple):
    """Milliseconds from the programme start."""

    start: int
    end: int


def heard(transcript: Transcript) -> list[Heard]:
    """For each cue of a transcript that has times, the stretch that holds its words as `spotting` reckons them.

    It begins with the timecode, or with the words where these come before it. Of cues under one timecode only the
    first begins there: the others are heard later, with their own words. It ends with the cue, or with the words where
    the next timecode stands before their end.
    """
    said: dict[int, Heard] = {}
    for speech in speeches(transcript):
        for word in speech.words:
            first, last = said.get(word.cue, (word.start, word.end))
            said[word.cue] = Heard(min(first, word.start), max(last, word.end))
    found = []
    under = None
    for place, cue in enumerate(transcript.cues):
        start, end = milliseconds(cue.start), milliseconds(cue.end)
        first, last = said.get(place, (start, end))
        shared = under == (cue.reel, start) and not cue.end_given
        found.append(Heard(first if shared else min(start, first), max(end, last)))
        if place in said:
            under = (cue.reel, start)
    return found
