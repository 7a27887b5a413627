"""What the commands say of a script: what was recognised in it, and its problems."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from transcript.cli.progress import above_the_bar
from transcript.cli.scripts import STDIN
from transcript.cli.shells import file_argument, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transcript.model import Problem, Transcript

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def recognised(transcript: Transcript) -> str:
    """What was found in a script, in one line."""
    source, timing = transcript.source, transcript.timing
    # What was told needs no saying, and English goes without.
    found = source.language if not source.language_given and source.language != "en" else None
    parts = [
        source.layout,
        source.encoding or "",
        f"language {found}" if found else "",
        f"programme start {timing.start}" if timing.timed else "no timecodes",
        count(len(timing.reels), "reel") if len(timing.reels) > 1 else "",
        f"{timing.frame_rate} frames a second" if timing.frame_rate else "",
        count(len(transcript.cues), "cue"),
        count(len(transcript.speakers), "speaker"),
        count(len(transcript.problems), "problem"),
    ]
    return ", ".join(part for part in parts if part)


def count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def say(line: str) -> None:
    """One line on standard error."""
    above_the_bar(printable(line))


def tell_problems(place: str, problems: Iterable[Problem]) -> None:
    """A line on standard error for each problem; see `problem_lines`."""
    for line in problem_lines(place, problems):
        above_the_bar(line)


def unseen(script: str, transcript: Transcript, rules: str, broken: Sequence[Problem], reading: str = "") -> str:
    """What is left to say of problems: how many the subtitles add, and the command that lists them all.

    rules: the options of that command which list what the subtitles add. reading: those that say how to read, each
    with a blank behind it.
    """
    more = in_subtitles(len(broken))
    if script == STDIN or not (transcript.problems or broken):
        return more
    options = f"{rules} " if broken else ""
    return f"{more} (transcript check {options}{reading}{file_argument(script)})"


def in_subtitles(broken: int) -> str:
    """How many rules the subtitles break, behind what was recognised; empty for none."""
    return f", {broken:,} more in the subtitles" if broken else ""


def once_each(problems: Iterable[tuple[str, Problem]]) -> list[Problem]:
    """The first problem of each code in each format, with the number of the others. problems: with their formats."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for form, problem in problems:
        alike.setdefault((problem.code, form), []).append(problem)
    return [_counted(first, len(others)) for first, *others in alike.values()]


def _counted(problem: Problem, others: int) -> Problem:
    if not others:
        return problem
    more = f" (and {others:,} more like this)"
    if problem.fix:
        return replace(problem, fix=problem.fix + more)
    return replace(problem, message=problem.message + more)


def problem_lines(place: str, problems: Iterable[Problem]) -> list[str]:
    """Problems as `place:line: severity code message; fix`. place: the document whose lines they name."""
    lines = []
    for problem in problems:
        severity = click.style(problem.severity.value, fg=_COLOURS[problem.severity.value], bold=True)
        message = "; ".join(part for part in (problem.message, problem.fix) if part)
        told = printable(" ".join(message.splitlines()))
        lines.append(f"{printable(place)}:{problem.span.first}: {severity} {problem.code} {told}")
    return lines
