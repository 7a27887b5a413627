"""Which of a table's text columns is taken, where it has several: an original and its translations."""

from __future__ import annotations

from collections.abc import Sequence

from transcript.errors import InvalidSetting
from transcript.model import Problem, Row, Segment, Severity, Span
from transcript.parser.layouts import Layout, columns
from transcript.parser.tables.overflow import Overflow


def segments_of(layout: Layout, rows: Sequence[Row], text: str | None) -> tuple[list[Segment], list[Problem]]:
    """The segments of a document under a layout, and what the user should know of the columns left aside.

    text: the name or number of the column to be taken. Raises InvalidSetting where the document has none of that name.
    """
    if layout.name != columns.NAME:
        if text is not None:
            raise InvalidSetting(f"the layout {layout.name} has no columns to choose from", "leave --text away")
        return layout.segments(rows), []
    names = columns.texts(rows, text)
    if text is not None and not columns.holds(rows, text):
        known = ", ".join(names) or "none that holds speech"
        raise InvalidSetting(f"the table has no column {text!r}", f"choose one by its name or number: {known}")
    segments = columns.segments(rows, text)
    problems = [_overflow(overflow, names[0]) for overflow in columns.overflows(rows, text)]
    if text is not None or len(names) < 2:
        return segments, problems
    row = rows[0].number
    others = " and ".join(names[1:])
    message = f"the table has several columns of text: {names[0]} is taken, {others} left aside"
    fix = f"take another with --text {names[1]!r}"
    return segments, [Problem("text-columns", Severity.INFO, message, Span(row, row), fix), *problems]


def _overflow(overflow: Overflow, column: str) -> Problem:
    *others, last = overflow.columns
    where = f"{', '.join(others)} and {last}" if others else last
    message = f"speech runs over its column, {column}, into {where}: read on as speech"
    fix = "set it all in quotation marks in one cell; if the rest is none of it, end the sentence before it"
    return Problem("speech-overflow", Severity.WARNING, message, Span(overflow.number, overflow.number), fix)
