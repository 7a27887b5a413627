"""Scripts to measure with, made in memory from the sample: hours long, no two alike, slips and all."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from random import Random

import transcript
from transcript.model import Kind
from transcript.parser.evidence import lexicon

_SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "atlantic-cable.txt"
_WORD = re.compile(r"[^\W\d_]{4,}")
# Hours and minutes only: seconds stay as they are, with the digit too many that some have.
_HOURS_AND_MINUTES = re.compile(r"\b(\d{2})\.(\d{2})(?=\.\d{2})")
_TIMECODE = re.compile(r"^(\d{2,3})\.\d{2}\.\d{2}", re.MULTILINE)
_FIRST_MINUTE, _MINUTES = 10 * 60, 17
_LAST_MINUTE = 100 * 60  # an hour has two digits
# Words by which the parser tells kinds of text apart; to vary them would change what the document is.
_TELLING = frozenset().union(*(table for table in vars(lexicon).values() if isinstance(table, frozenset)))


def programme(hours: int, seed: int) -> str:
    """The text of a script with so many hours of programme, a hundred at most, from 10:00:00 on if they fit.

    The sample over and over, each time later and in other words: its words trade places with others as long, so that
    rows stay as wide as they were, and nothing that is remembered of one text helps with the next.
    """
    shuffle = Random(seed)  # noqa: S311 - no secret
    turns = -(-hours * 60 // _MINUTES)
    first = min(_FIRST_MINUTE, _LAST_MINUTE - hours * 60)
    later = first - _FIRST_MINUTE
    text = "\n\n".join(_later(_reworded(shuffle), later + turn * _MINUTES) for turn in range(turns))
    # The last timecode within these hours, not the first beyond them: that may be a slip.
    end = max(found.end() for found in _TIMECODE.finditer(text) if int(found[1]) * 60 < first + hours * 60)
    return text[:end]


def _later(text: str, minutes: int) -> str:
    def shifted(found: re.Match[str]) -> str:
        moved = int(found[1]) * 60 + int(found[2]) + minutes
        return f"{moved // 60:02}.{moved % 60:02}"

    return _HOURS_AND_MINUTES.sub(shifted, text)


def _reworded(shuffle: Random) -> str:
    text, classes = _sample()
    other: dict[str, str] = {}
    for words in classes:
        other.update(zip(words, shuffle.sample(words, len(words)), strict=True))

    def exchanged(found: re.Match[str]) -> str:
        word = found[0]
        instead = other.get(word.casefold())
        if instead is None:
            return word
        return instead.upper() if word.isupper() else instead.capitalize() if word[0].isupper() else instead

    return _WORD.sub(exchanged, text)


@cache
def _sample() -> tuple[str, tuple[tuple[str, ...], ...]]:
    """The sample's text and the words in it that may trade places: those of speech and notes, by their length."""
    text = _SAMPLE.read_text(encoding="utf-8")
    spoken: set[str] = set()
    kept = set(map(str.casefold, _TELLING))
    for segment in transcript.parse(text).segments:
        words = map(str.casefold, _WORD.findall(segment.text))
        (spoken if segment.kind in (Kind.LINE, Kind.SHOT) else kept).update(words)
    classes: defaultdict[int, list[str]] = defaultdict(list)
    for word in sorted(spoken - kept):
        classes[len(word)].append(word)
    return text, tuple(map(tuple, classes.values()))
