"""Cues, shots, sounds and titles as the rows of a table, for the formats that spreadsheets open."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from transcript.archive import is_archive
from transcript.clock import milliseconds
from transcript.cue_sheet import VOICE_OVER, Column, Type
from transcript.exporters.frames import Grid
from transcript.exporters.safety import clean, text_changed
from transcript.model import Cue, Problem, Provenance, Severity, Shot, Sound, Span, Title
from transcript.timecode import Timecode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from fractions import Fraction

    from transcript.exporters.base import ExportOptions
    from transcript.model import Timing, Transcript

Cell: TypeAlias = str | int | Decimal
_Item: TypeAlias = Cue | Shot | Sound | Title

_TYPES: Mapping[type[_Item], Type] = {Cue: Type.SPEECH, Shot: Type.SHOT, Sound: Type.SOUND, Title: Type.TITLE}
_DAY = 24 * 60 * 60


class SheetRow(NamedTuple):
    """A row of the table: what it holds, a cell for each `Column`, numbers as numbers; and where it is read from."""

    type: Type
    cells: tuple[Cell, ...]
    span: Span


def _as_it_is(text: str) -> str:
    return text


def sheet_rows(
    transcript: Transcript, options: ExportOptions, form: str, safe_text: Callable[[str], str] = _as_it_is
) -> tuple[list[SheetRow], list[Problem]]:
    """The rows that are asked for in programme order, and what was changed so that a file of format `form` can be.

    Timecodes count what the script counts: frames; whole seconds, with a frame rate or without, a reckoned end being
    the next whole second; or thousandths. Whole seconds that no longer lie on a second, as after an offset, are written
    in frames where the rate is known. safe_text: what the format itself forbids in a text, which is one line of sound
    characters already.
    """
    clock = _Clock(transcript.timing, _unit(transcript))
    items: list[_Item] = [*transcript.shots, *transcript.titles, *transcript.sounds, *transcript.cues]
    items = [item for item in items if _wanted(item, options)]
    items.sort(key=lambda item: (item.start, item.span))
    made: list[SheetRow] = []
    problems: dict[tuple[str, str], Problem] = {}
    for item in items:
        cells = _cells(item, clock)
        for column in _TEXTS & cells.keys():
            before = str(cells[column])
            after = cells[column] = safe_text(clean(before))
            if after != before:
                problems.setdefault((before, after), text_changed(before, after, item.span, form))
        made.append(SheetRow(_TYPES[type(item)], tuple(cells.get(column, "") for column in Column), item.span))
    return made, [*problems.values(), *_nothing(made, options, form)]


_TEXTS = {Column.SPEAKER, Column.QUALIFIER, Column.TEXT, Column.TYPED, Column.SIZE}


def _wanted(item: _Item, options: ExportOptions) -> bool:
    match options.only:
        case None:
            return True
        case "speech":
            return isinstance(item, Cue)
        case "shots":
            return isinstance(item, Shot)
        case "archive":
            return isinstance(item, Shot) and is_archive(item.note)


def _nothing(made: list[SheetRow], options: ExportOptions, form: str) -> Iterator[Problem]:
    if made:
        return
    what = {"speech": "nothing is said in it", "archive": "no shot note says archive or stills"}
    found = what.get(options.only or "", "there are no shots in it" if options.only else "there is nothing in it")
    yield Problem("no-rows", Severity.WARNING, f"{found}: {form} holds the names of its columns alone", Span(1, 1))


def _cells(item: _Item, clock: _Clock) -> dict[Column, Cell]:
    """What is said of an item, by column."""
    rate = clock.timing.frame_rate
    cells: dict[Column, Cell] = {
        Column.TYPE: _TYPES[type(item)].value,
        Column.LINES: _lines(item.span),
        Column.FRAME_RATE: "" if rate is None else _rate(clock),
    }
    if clock.timing.timed:
        cells |= _times(item, clock)
    match item:
        case Cue():
            cells |= {
                Column.NUMBER: item.number,
                Column.SPEAKER: item.speaker or "",
                Column.VOICE_OVER: VOICE_OVER if item.voice_over else "",
                Column.QUALIFIER: item.qualifier or "",
                Column.TEXT: item.line,
                Column.REEL: item.reel,
            }
        case Shot():
            cells |= {
                Column.NUMBER: item.number,
                Column.SIZE: item.size or "",
                Column.TEXT: item.note,
                Column.REEL: item.reel,
            }
        case Sound():
            cells[Column.TEXT] = item.note
        case Title():
            cells[Column.TEXT] = item.text
    return cells


def _times(item: _Item, clock: _Clock) -> dict[Column, Cell]:
    start = clock.count(item.start)
    cells: dict[Column, Cell] = {Column.IN: clock.label(start)}
    if isinstance(item, Sound | Title):
        return cells
    reckoned = isinstance(item, Cue) and not item.end_given
    cells[Column.IN_IS] = item.time.value
    if item.typed is not None and (item.time is Provenance.REPAIRED or item.reel > 1):
        cells[Column.TYPED] = item.typed
    if item.end > item.start:
        end = max(clock.count(item.end, up=reckoned), start + 1)
        cells |= {
            Column.OUT: clock.label(end),
            Column.DURATION: clock.duration(end - start),
            Column.SECONDS: clock.seconds(start, end),
            Column.OUT_IS: (Provenance.ESTIMATED if reckoned else Provenance.GIVEN).value,
        }
    return cells


def _lines(span: Span) -> str:
    # A hyphen would make spreadsheets read a date.
    return str(span.first) if span.first == span.last else f"{span.first}–{span.last}"


def _rate(clock: _Clock) -> str:
    rate = clock.timing.frame_rate
    return "" if rate is None else f"{str(rate).removesuffix('df')} {'DF ' if rate.drop else ''}fps"


class _Unit(Enum):
    """The smallest unit that the timecodes of a table show."""

    FRAME = "frame"
    SECOND = "second"
    THOUSANDTH = "thousandth"


def _unit(transcript: Transcript) -> _Unit:
    """What a script counts."""
    rate = transcript.timing.frame_rate
    items: tuple[_Item, ...] = (*transcript.cues, *transcript.shots, *transcript.sounds, *transcript.titles)
    ends = (cue.end for cue in transcript.cues if cue.end_given)
    if rate is None:
        times = (*(item.start for item in items), *ends)
        return _Unit.SECOND if all(time.denominator == 1 for time in times) else _Unit.THOUSANDTH
    if any(item.timecode.frames is not None for item in items):
        return _Unit.FRAME
    labels = _Labels(Grid(rate, transcript.timing.start))
    typed = (*(item.start for item in items), *ends, *(shot.end for shot in transcript.shots))
    return _Unit.SECOND if all(labels.is_whole(time) for time in typed) else _Unit.FRAME


@dataclass(frozen=True, slots=True)
class _Labels:
    """Whole-second labels on the frames of a programme, the day before and those that follow included."""

    grid: Grid

    def second(self, time: Fraction, *, up: bool = False) -> int:
        """The last second that has begun in its labels, from 00:00:00; up: the next, where that one is under way."""
        days, frame = divmod(self._frame(time), self.grid.day)
        second = Timecode.of_frames(frame, self.grid.rate).label_seconds + days * _DAY
        return second + 1 if up and not self.is_whole(time) else second

    def is_whole(self, time: Fraction) -> bool:
        """Whether a time is the first frame of a second."""
        return self.frame_of(self.second(time)) == self._frame(time)

    def frame_of(self, second: int) -> int:
        """The first frame of a second, from 00:00:00:00."""
        days, rest = divmod(second, _DAY)
        return days * self.grid.day + Timecode.of_seconds(rest).frame_count(self.grid.rate)

    def _frame(self, time: Fraction) -> int:
        return self.grid.first + self.grid.frame(time)


@dataclass(frozen=True)
class _Clock:
    """Times in the unit that the table shows."""

    timing: Timing
    unit: _Unit

    @cached_property
    def _grid(self) -> Grid | None:
        rate = self.timing.frame_rate
        return None if rate is None else Grid(rate, self.timing.start)

    def count(self, time: Fraction, *, up: bool = False) -> int:
        """Units from the programme start to a time, to the nearest; up: whole seconds to the next one."""
        if self.unit is _Unit.THOUSANDTH:
            return milliseconds(time)
        if self._grid is None:
            return ceil(time) if up else round(time)
        if self.unit is _Unit.FRAME:
            return self._grid.frame(time)
        return _Labels(self._grid).second(time, up=up) - self.timing.start.label_seconds

    def label(self, count: int) -> str:
        """Programme time so many units after its start; what lies before 00:00:00 is of the day before."""
        if self._grid is not None and self.unit is _Unit.FRAME:
            first = self._grid.first + count
            return str(self._grid.timecode(count) if first >= 0 else self._grid.clock(count))
        return self._clock(self.timing.start.label_seconds * self._a_second + count)

    def duration(self, count: int) -> str:
        if self._grid is not None and self.unit is _Unit.FRAME:
            return str(Timecode.of_frames(count, self._grid.rate))
        return self._clock(count)

    def seconds(self, start: int, end: int) -> Decimal:
        """How long it is from one count of units to another, to the thousandth of a second."""
        if self._grid is None:
            return Decimal(end - start) / self._a_second
        if self.unit is _Unit.SECOND:
            origin = self.timing.start.label_seconds
            start, end = (_Labels(self._grid).frame_of(origin + count) for count in (start, end))
        return Decimal(milliseconds(self._grid.seconds(end - start))) / 1000

    @property
    def _a_second(self) -> int:
        return 1000 if self.unit is _Unit.THOUSANDTH else 1

    def _clock(self, count: int) -> str:
        whole, part = divmod(count, self._a_second)
        label = str(Timecode.of_seconds(whole if whole >= 0 else whole % _DAY))
        return f"{label}.{part:03}" if self.unit is _Unit.THOUSANDTH else label
