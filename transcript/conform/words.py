"""Which words a cut leaves on either side.

Words have estimated times, and a clock in whole seconds is good to a second; but nobody who cuts a film cuts a word in
two, nor a phrase where a sentence ends beside it. A cut is taken to fall into the pause that is nearest by both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from typing import NamedTuple

from transcript.model import Transcript
from transcript.spotting.pace import Word, speeches
from transcript.spotting.spoken import ends_clause, ends_sentence

_NEAR_MS = 500
"""How far from its frame a cut is looked for; also what a gap inside a phrase lies further off than its distance."""
_CLAUSE_MS = 200


class Words(NamedTuple):
    """All words of a transcript in their order. opens: for each, whether a speech begins with it."""

    words: tuple[Word, ...]
    opens: tuple[bool, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def before(self, cut: Fraction) -> int:
        """How many words stand before a cut, at a time in programme seconds."""
        at = cut * 1000
        fewest = bisect_left(self.ends, at - _NEAR_MS)
        most = bisect_right(self.starts, at + _NEAR_MS)
        begun, over = bisect_left(self.starts, at), bisect_right(self.ends, at)
        # A cue of which nothing is heard before the cut, or after it, is not drawn over to that side.
        fewest, most = max(fewest, self._first_of_cue(over)), min(most, self._end_of_cue(begun))
        return min(range(min(fewest, over), max(most, over) + 1), key=lambda place: self._distance(place, at))

    def _distance(self, place: int, at: Fraction) -> tuple[Fraction, Fraction]:
        """How far a cut lies from the gap before a word, less readily inside a phrase; then the bare distance."""
        early = self.ends[place - 1] - at if place else Fraction(0)
        late = at - self.starts[place] if place < len(self.words) else Fraction(0)
        away = max(Fraction(0), early, late)
        return away + self._reluctance(place), away

    def _reluctance(self, place: int) -> int:
        if place in (0, len(self.words)) or self.opens[place] or ends_sentence(self.words[place - 1].text):
            return 0
        return _CLAUSE_MS if ends_clause(self.words[place - 1].text) else _NEAR_MS

    def _first_of_cue(self, place: int) -> int:
        """The first word of the cue that the word at a place is of."""
        while 0 < place < len(self.words) and self.words[place - 1].cue == self.words[place].cue:
            place -= 1
        return place

    def _end_of_cue(self, place: int) -> int:
        """The end of the cue that the word before a place is of."""
        while 0 < place < len(self.words) and self.words[place - 1].cue == self.words[place].cue:
            place += 1
        return place


def words_of(transcript: Transcript) -> Words:
    """The words of a transcript with their estimated times."""
    words: list[Word] = []
    opens: list[bool] = []
    for speech in speeches(transcript):
        words += speech.words
        opens += [place == 0 for place in range(len(speech.words))]
    return Words(tuple(words), tuple(opens), tuple(word.start for word in words), tuple(word.end for word in words))
