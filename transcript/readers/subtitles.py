"""Finished subtitles as a script: what the readers of all subtitle formats share.

Each cue is a row of four cells: start, end, speaker, text. Times are `HH:MM:SS.mmm`, the speaker is empty where none
is named, lines of the text are parted by newlines. A cue in which several speak is one row for each of them.
Where the format itself names no speaker, one may be typed into the text: `ANN: …`, `[Ann] …`, `>> Ann: …`. A colon or
bracket alone is no proof of that, so the labels of a whole document are weighed together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from transcript.model import Row

_ENOUGH_LETTERS = 20_000

# `ANN LEE (V/O): …` with or without chevrons before it; what is a name is settled below.
_COLON = re.compile(r"(?P<chevrons>>>+ ?)?(?P<name>[^\W\d_][^:\n<>]{0,60}?) ?[:：](?=\s|$)\s*")
_BRACKET = re.compile(r"(?P<chevrons>>>+ ?)?\[(?P<name>[^\W\d_][^\]\n]{0,60})\](?P<colon>:?)(?:\s+|$)")
_CHEVRONS = re.compile(r"\s(?=>>)")
_QUALIFIER = re.compile(r"(?<!\s)\s*+[(\[][^()\[\]]*[)\]]\s*$")
_NAME_WORD = re.compile(r"[^\W_][\w.'’&/#-]*|&")
_ENDED = re.compile(r"[.!?…♪–—-][\"'”’»)\]]*\s*$")
_NUMBERED_SPEAKER = re.compile(r"speaker[ _]?\d{1,3}", re.IGNORECASE)
# What stands in brackets before speech and is heard, not named.
_HEARD = frozenset(
    "applause cheering cheers chatter chuckles clears coughs crosstalk crying exhales foreign gasps grunts inaudible "
    "indistinct instrumental laughing laughs laughter music noise overlapping pause playing sighing sighs silence "
    "singing sobbing sound speaking unintelligible whispering".split()
)


class Caption(NamedTuple):
    """One voice of one cue as a format gives it.

    number: the line of its timing, or its place where there are none. last: the line in which the cue ends, 0 where
    that is no other. whole: the text of all voices of the cue, as its lines stand, where there are several.
    """

    number: int
    start: str
    end: str
    text: str
    speaker: str = ""
    last: int = 0
    whole: str = ""


Entry: TypeAlias = Caption | Row


def aside(number: int, text: str, *, front: bool = True) -> Row:
    """A line of the file that is no cue. front: it belongs there (a note, a style), else nobody knows what it is."""
    return Row(number, (text.strip(),), front=front)


def rows(entries: Sequence[Entry]) -> tuple[Row, ...]:
    """The rows of a file's cues and of the lines between them."""
    labels = _Labels(entry for entry in entries if isinstance(entry, Caption) and not entry.speaker)
    found: list[Row] = []
    for entry in entries:
        if isinstance(entry, Row):
            found.append(entry)
        elif entry.speaker:
            found.append(Row(entry.number, (entry.start, entry.end, entry.speaker, entry.text)))
        else:
            found += (
                Row(entry.number, (entry.start, entry.end, speaker, text)) for speaker, text in labels.voices(entry)
            )
    return tuple(found)


class _Label(NamedTuple):
    """What may be a speaker's label at the head of a line. rest: what it leaves of the line."""

    name: str
    rest: str
    chevrons: bool
    bracketed: bool


class _Labels:
    """Which labels of a document name speakers."""

    def __init__(self, captions: Iterable[Caption]) -> None:
        uses: Counter[str] = Counter()
        alone: Counter[str] = Counter()
        upper = lower = 0
        for line in (line for caption in captions for line in _lines(caption.text)):
            label = _label(line)
            if label is not None:
                uses[label.name] += 1
                alone[label.name] += label.bracketed and not label.rest
            if upper + lower < _ENOUGH_LETTERS:
                said = line if label is None else label.rest
                upper += sum(map(str.isupper, said))
                lower += sum(map(str.islower, said))
        self._uses = uses
        self._alone = alone
        # In text that is all capitals they set nothing apart.
        self._shouted = upper > 2 * lower

    def voices(self, caption: Caption) -> list[tuple[str, str]]:
        """Who says what in a cue: at the least nobody named, and all of its text."""
        said: list[tuple[str, list[str]]] = [("", [])]
        lines = list(_lines(caption.text))
        for place, line in enumerate(lines):
            label = _label(line)
            if label is not None and self._names(label) and not self._reads_on(label, lines, place):
                said.append((label.name, [label.rest] if label.rest else []))
            else:
                said[-1][1].append(line)
        if len(said) == 1:
            return [("", caption.text)]
        return [(speaker, "\n".join(lines)) for speaker, lines in said if speaker or lines]

    def _reads_on(self, label: _Label, lines: Sequence[str], place: int) -> bool:
        """Whether a sentence of the line before runs on to the colon: `AND BOTH TIMES THE FAULT`, `WAS THE SAME: A …`.

        A name would come again, or something would be said behind it.
        """
        if not place or label.chevrons or _ENDED.search(lines[place - 1]):
            return False
        return self._uses[label.name] == 1 or not (label.rest or lines[place + 1 :])

    def _names(self, label: _Label) -> bool:
        words = _QUALIFIER.sub("", label.name).split()
        if not 1 <= len(words) <= 5 or not all(_NAME_WORD.fullmatch(word) for word in words):
            return False
        if words[0][0].islower() or words[-1][0].islower() or (words[-1][-1] in ".-" and len(words[-1]) > 4):
            return False
        if label.chevrons or _NUMBERED_SPEAKER.fullmatch(" ".join(words)):
            return True
        if label.bracketed:
            return not self._alone[label.name] and _HEARD.isdisjoint(word.casefold() for word in words)
        if self._uses[label.name] > 1:
            return True
        letters = [character for word in words for character in word if character.isalpha()]
        capitals = len(letters) > 1 and all(map(str.isupper, letters))
        several = len(words) > 1 and all(word[0].isupper() for word in words)
        return (capitals or several) and not self._shouted


def _lines(text: str) -> Iterator[str]:
    """The lines of a cue, one in which chevrons name another speaker parted before them."""
    for line in text.split("\n"):
        if ">>" not in line:
            yield line
            continue
        held = ""
        for piece in _CHEVRONS.split(line):
            if held and _label(piece) is not None:
                yield held
                held = piece
            else:
                held = f"{held} {piece}" if held else piece
        yield held


def _label(line: str) -> _Label | None:
    if ":" not in line and "]" not in line and "：" not in line:
        return None
    form = _BRACKET.match(line)
    if form is not None:
        return _Label(form["name"].strip(), line[form.end() :], bool(form["chevrons"]), not form["colon"])
    form = _COLON.match(line)
    return None if form is None else _Label(form["name"].strip(), line[form.end() :], bool(form["chevrons"]), False)
