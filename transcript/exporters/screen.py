"""Subtitles on a screen of so many columns and rows: lines that are folded, subtitles that are shown in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transcript.exporters.placing import Placed
from transcript.exporters.safety import shown
from transcript.model import Problem, Role, Severity, Span, Subtitle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transcript.exporters.labels import Part


class Line(NamedTuple):
    """A line on the screen. label: what it begins with and nobody says. text: all of it, with the label."""

    text: str
    label: str
    speaker: str | None
    voice_over: bool

    @property
    def spoken(self) -> str:
        """What stands behind the label, and the blank."""
        return self.text[len(self.label) :].removeprefix(" ")


class Page(NamedTuple):
    """What stands on the screen at one time. top: it stands at the top of it."""

    lines: tuple[Line, ...]
    placed: Placed
    span: Span
    top: bool


class Room(NamedTuple):
    """How many characters a line holds, and how many lines are shown at a time.

    asked: the screen holds more, and the line length that was asked for is the limit.
    """

    columns: int
    rows: int
    asked: bool = False


def pages(
    subtitle: Subtitle, parts: Sequence[Part], placed: Placed, span: Span, room: Room, form: str
) -> tuple[list[Page], list[Problem]]:
    """A subtitle as the screen has room for it, and what was changed for that.

    Lines are folded between words where there are any; a subtitle of too many lines becomes several, which share its
    time by their length. Titles stand at the top: texts in the picture mostly stand at its foot.
    """
    problems = []
    columns, rows, asked = room
    lines = [line for part in parts for line in _lines(part, columns)]
    long = next((line for part in parts for line in part.text.split("\n") if len(line) > columns), None)
    if long is not None:
        why = f"lines of {columns} are asked for" if asked else f"{form} has {columns} columns"
        what = f"a line has {len(long)} characters and is folded in {form}, for {why}: {shown(long)}"
        way_out = f"ask for {'longer' if asked else 'shorter'} lines with --line-length"
        problems.append(Problem("line-folded", Severity.WARNING, what, span, way_out))
    groups = [tuple(lines[first : first + rows]) for first in range(0, len(lines), rows)]
    if len(groups) > 1:
        what = f"a subtitle has {len(lines)} lines and becomes {len(groups)}, for {form} shows {rows} at a time"
        problems.append(Problem("subtitle-split", Severity.WARNING, what, span))
    top = subtitle.role is Role.TITLE
    return [Page(group, at, span, top) for group, at in zip(groups, _shared(groups, placed), strict=True)], problems


def _shared(groups: Sequence[tuple[Line, ...]], placed: Placed) -> Iterator[Placed]:
    """The time of each group, by its characters; where there are more groups than frames each has one nevertheless."""
    lengths = [sum(len(line.text) for line in group) for group in groups]
    said, total, duration = 0, sum(lengths), placed.end - placed.start
    for length in lengths:
        first = placed.start + duration * said // total
        said += length
        yield Placed(first, max(placed.start + duration * said // total, first + 1))


def _lines(part: Part, columns: int) -> Iterator[Line]:
    """What a speaker says in lines that fit, words handed down from line to line."""
    label = part.label
    for text in _folded(part.text.split("\n"), columns):
        # A label that was itself folded is set like the rest.
        begins = bool(label) and text.startswith(label)
        yield Line(text, label if begins else "", part.speaker, part.voice_over)
        label = ""


def _folded(lines: Sequence[str], columns: int) -> Iterator[str]:
    if all(len(line) <= columns for line in lines):
        yield from lines
        return
    held: list[str] = []
    for line in lines:
        held += [piece for word in line.split() for piece in _pieces(word, columns)]
        yield _first(held, columns)
    while held:
        yield _first(held, columns)


def _first(words: list[str], columns: int) -> str:
    """As many of the words as a line holds, which are taken away."""
    taken, length = 1, len(words[0])
    while taken < len(words) and length + 1 + len(words[taken]) <= columns:
        length += 1 + len(words[taken])
        taken += 1
    line = " ".join(words[:taken])
    del words[:taken]
    return line


def _pieces(word: str, columns: int) -> Iterator[str]:
    for first in range(0, len(word), columns):
        yield word[first : first + columns]
