"""What a programme holds along its time, on a terminal: talk time, lengths of shots, reading speed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcript.cli.archives import clock_of
from transcript.cli.tables import terminal
from transcript.timecode import Timecode

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from transcript.pictures import Course, Reading

_BLOCKS = "▁▂▃▄▅▆▇█"
_BAR, _NAME, _MOST_PARTS = 30, 24, 100
"""Columns of a bar, of a name, and of the reading speed in a wide window."""


def print_charts(course: Course) -> None:
    """Print a programme's charts on the terminal."""
    console = terminal()
    width = max(10, min(console.width, _MOST_PARTS))
    console.print(_talk(course), "", _shots(course), "", *_reading(course, width), sep="\n")


def _talk(course: Course) -> Table:
    from rich.bar import Bar
    from rich.text import Text

    table = _table("talk", "", "", "share", "w/min")
    told = [voice.talk.milliseconds for voice in course.voices]
    total = 0 if None in told else sum(lasting or 0 for lasting in told)
    most = max((lasting or 0 for lasting in told), default=0)
    for voice in course.voices:
        talk = voice.talk.milliseconds
        pace = voice.talk.words_a_minute
        share = f"{100 * talk / total:.0f} %" if total and talk is not None else ""
        cells = (clock_of(talk), share, "" if pace is None else f"{pace:,}")
        table.add_row(Text(voice.name), Bar(most or 1, 0, talk or 0, width=_BAR, color="blue"), *cells)
    return table


def _shots(course: Course) -> Table:
    from rich.bar import Bar

    table = _table("shots", "", "")
    most = max(one.shots for one in course.shots)
    for one in course.shots:
        table.add_row(one.name, Bar(most or 1, 0, one.shots, width=_BAR, color="blue"), f"{one.shots:,}")
    return table


def _table(*headings: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for place, heading in enumerate(headings):
        table.add_column(
            heading,
            justify="right" if place > 1 else "left",
            overflow="fold",
            max_width=_NAME if not place else None,
            no_wrap=place > 1,
        )
    return table


def _reading(course: Course, width: int) -> tuple[Text, ...]:
    from rich.text import Text

    reading = course.reading
    if not reading.speeds:
        return ()
    limit = "no limit" if reading.limit is None else f"at most {reading.limit:g} {reading.unit}"
    above = f", {len(reading.above()):,} of {len(reading.speeds):,} above" if reading.limit is not None else ""
    heading = Text.assemble(("reading speed ", "bold"), f"{reading.rules}: {limit}{above}")
    end = Timecode.of_seconds(course.start.label_seconds + course.duration_ms // 1000)
    begins = Timecode.of_seconds(course.start.label_seconds)
    scale = Text(f"{begins}{' ' * max(1, width - len(str(begins)) - len(str(end)))}{end}", "dim")
    return heading, *_line(reading, course.duration_ms, width), scale


def _line(reading: Reading, duration_ms: int, width: int) -> tuple[Text, ...]:
    """The mean speed of each part of the programme; below it marks where a subtitle is above the limit."""
    from rich.text import Text

    profile = reading.profile(duration_ms, width)
    highest = max([reading.limit or 0, *(speed for speed in profile if speed is not None)])
    too_fast = {reading.part(one, duration_ms, width) for one in reading.above()}
    line = Text()
    for part, speed in enumerate(profile):
        block = " " if speed is None else _BLOCKS[min(len(_BLOCKS) - 1, int(speed / highest * len(_BLOCKS)))]
        line.append(block, "red" if part in too_fast else "blue")
    marks = Text("".join("▲" if part in too_fast else " " for part in range(width)).rstrip(), "red")
    return (line, marks) if too_fast else (line,)
