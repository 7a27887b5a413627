"""Words wider than a line, which no break can help."""

from __future__ import annotations

from collections.abc import Sequence

from transcript.clock import clock
from transcript.model import Cue, Problem, Severity
from transcript.spotting.pace import Word
from transcript.width import width


def within_lines(words: Sequence[Word], cues: Sequence[Cue], limit: int) -> tuple[list[Word], list[Problem]]:
    """The words, those wider than a line of `limit` characters cut into pieces as wide as one; and which those are."""
    whole: list[Word] = []
    problems: list[Problem] = []
    for word in words:
        if width(word.text) <= limit:
            whole.append(word)
            continue
        pieces = _pieces(word.text, limit)
        step = (word.end - word.start) / len(pieces)
        for place, piece in enumerate(pieces):
            begin, end = round(place * step), round((place + 1) * step)
            whole.append(Word(piece, word.start + begin, word.start + end, word.cue))
        over = f"a word of {width(word.text)} characters where a line holds {limit}"
        message = f"{clock(word.start)}: {over}, cut in {len(pieces)}"
        problems.append(Problem("word-cut", Severity.WARNING, message, cues[word.cue].span))
    return whole, problems


def _pieces(text: str, limit: int) -> list[str]:
    pieces = [""]
    for character in text:
        if pieces[-1] and width(pieces[-1]) + width(character) > limit:
            pieces.append("")
        pieces[-1] += character
    return pieces
