"""A colour for each speaker, as the BBC Subtitle Guidelines have them; formats translate it into their own palette."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transcript.model import Transcript


class Colour(Enum):
    """The four that are readable on black, in the order in which they are given away (BBC Subtitle Guidelines)."""

    WHITE = "white"
    YELLOW = "yellow"
    CYAN = "cyan"
    GREEN = "green"

    @property
    def rgb(self) -> str:
        """`#rrggbb`: the colours of teletext, which are full or off in each channel."""
        return _RGB[self]


_RGB = {Colour.WHITE: "#ffffff", Colour.YELLOW: "#ffff00", Colour.CYAN: "#00ffff", Colour.GREEN: "#00ff00"}


def speaker_colours(transcript: Transcript) -> dict[str, Colour]:
    """The colour of everyone who speaks, the same throughout the programme.

    The narrator is yellow; the others are white, yellow, cyan and green as far as these last, those who speak most
    first. Whoever comes after that shares the colour whose owners they follow or precede least, white before others, so
    that people who talk with each other differ.
    """
    words: Counter[str] = Counter()
    for cue in transcript.cues:
        if cue.speaker is not None:
            words[cue.speaker] += len(cue.line.split())
    meetings = Counter(frozenset(pair) for pair in pairwise(_speeches(transcript)))
    narrator = _narrator(transcript)
    palette = [colour for colour in Colour if narrator is None or colour is not Colour.YELLOW]
    given = {} if narrator is None else {narrator: Colour.YELLOW}
    for name, _ in words.most_common():
        if name not in given:
            given[name] = _free(name, palette, given, meetings)
    return given


def _free(
    name: str, palette: list[Colour], given: Mapping[str, Colour], meetings: Mapping[frozenset[str | None], int]
) -> Colour:
    """A colour that nobody has, or the one whose owners this speaker meets least."""
    meets = dict.fromkeys(palette, 0)
    for other, colour in given.items():
        if colour in meets:
            meets[colour] += meetings.get(frozenset((name, other)), 0)
    unused = [colour for colour in palette if colour not in given.values()]
    return unused[0] if unused else min(palette, key=meets.__getitem__)


def _speeches(transcript: Transcript) -> list[str | None]:
    """Who speaks, each run of cues once."""
    return [name for name, _ in groupby(cue.speaker for cue in transcript.cues)]


def _narrator(transcript: Transcript) -> str | None:
    """Whoever speaks most often of those who are never in vision."""
    seen = {cue.speaker for cue in transcript.cues if not cue.voice_over}
    speeches = Counter(_speeches(transcript))
    return next((name for name, _ in speeches.most_common() if name is not None and name not in seen), None)
