"""No line and no subtitle parts what is one phrase (Netflix TTSG, line treatment; BBC Subtitle Guidelines)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from transcript.model import Severity, Subtitle
from transcript.spotting.phrases import PARTS_PHRASE, break_costs
from transcript.spotting.presets import Preset
from transcript.spotting.quality.articles import articles_of, ends_in, goes_on
from transcript.spotting.quality.rule import Break, Programme, at

_DASHES = ("-", "–", "—")


class _Line(NamedTuple):
    """A line, and of which subtitle it is, from 1."""

    number: int
    words: list[str]


class BreakInPhrase:
    """First and last name, verb and auxiliary, adjective and noun, preposition and noun, figure and unit.

    A mark between the two says that they are apart. Articles have a rule of their own.
    """

    slug = "break-in-phrase"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset, programme: Programme) -> Iterator[Break]:
        articles = articles_of(subtitles, programme)
        for lines in _said_in_a_row(subtitles):
            words = [word for line in lines for word in line.words]
            costs = break_costs(words, programme.names, programme.language)
            place = 0
            for line, below in pairwise(lines):
                place += len(line.words)
                subtitle = subtitles[line.number - 1]
                stands = subtitle.end > subtitle.start
                if stands and costs[place - 1] >= PARTS_PHRASE and not ends_in(line.words, articles):
                    what = "a line break" if line.number == below.number else "the end of the subtitle"
                    parted = f"“{line.words[-1]}” and “{below.words[0]}”"
                    message = f"{at(subtitle)}: {what} parts {parted}"
                    yield Break(self.slug, line.number, message, "break before or behind the two", Severity.INFO)


def _said_in_a_row(subtitles: Sequence[Subtitle]) -> Iterator[list[_Line]]:
    """The lines that one speaker says on end, empty ones left out."""
    lines: list[_Line] = []
    for number, subtitle in enumerate(subtitles, 1):
        for index, line in enumerate(subtitle.lines):
            other = not index and number > 1 and not goes_on(subtitles[number - 2], [subtitle])
            if lines and (other or line.startswith(_DASHES)):
                yield lines
                lines = []
            if words := line.split():
                lines.append(_Line(number, words))
    yield lines
