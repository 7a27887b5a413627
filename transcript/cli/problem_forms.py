"""Problems for programs: JSON, and CSV for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from transcript.cli.shells import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transcript.model import Problem

    Placed: TypeAlias = tuple[str, Problem]
    """The document whose lines a problem names, and the problem."""

COLUMNS = ("path", "line", "end_line", "severity", "code", "subtitle", "start", "end", "message", "fix")
# A spreadsheet takes what begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_text(problems: Iterable[Placed]) -> str:
    """A JSON array of problems as they stand in the export, with the path.

    One in the subtitles has the number of its subtitle too, and its start and end in seconds.
    """
    import json

    return json.dumps([_entry(path, problem) for path, problem in problems], ensure_ascii=False, indent=2)


def csv_text(problems: Iterable[Placed]) -> str:
    """A table of problems under COLUMNS. Times are `HH:MM:SS.mmm`; what would be a formula has an apostrophe before."""
    import csv
    from io import StringIO

    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _row(path, problem)] for path, problem in problems)
    return table.getvalue()


def _entry(path: str, problem: Problem) -> dict[str, object]:
    from transcript.exporters.transcript_json import problem_entry

    entry: dict[str, object] = {"path": as_text(path), **problem_entry(problem)}
    if problem.subtitle is not None:
        number, start, end = problem.subtitle
        entry |= {"subtitle": number, "start": start / 1000, "end": end / 1000}
    return entry


def _row(path: str, problem: Problem) -> tuple[str | int, ...]:
    from transcript.clock import clock

    span, place = problem.span, problem.subtitle
    times = ("", "", "") if place is None else (place.number, clock(place.start), clock(place.end))
    return (as_text(path), *span, problem.severity.value, problem.code, *times, problem.message, problem.fix)


def _cell(value: str | int) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
