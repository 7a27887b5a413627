"""How far a piece of work has come, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, Task

_SHOWN_AFTER = 1.0  # seconds
_BARS: list[Progress] = []


def above_the_bar(line: str) -> None:
    """One line on standard error, above the bar where one is shown there."""
    if _BARS:
        from rich.text import Text

        _BARS[-1].console.print(Text.from_ansi(line), soft_wrap=True)
    else:
        click.echo(line, err=True)


@contextmanager
def progress_bar(
    doing: str, *, counted: bool | None = True, rate: str = ""
) -> Iterator[Callable[[float, float], None]]:
    """A bar on standard error with the time left, where that is a terminal and once the work has lasted a moment.

    It is told how many of the things are done, and of how many; counted: these numbers are shown, else the part;
    None: nothing is told, and the time that has passed is shown. rate: what is counted, of which the number a second is
    shown. It goes when the work is done.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    console = Console(stderr=True)
    if not console.is_terminal or console.is_dumb_terminal:
        yield lambda _done, _of: None
        return
    figures: tuple[ProgressColumn, ...] = (TimeElapsedColumn(),)
    if counted is not None:
        figures = (MofNCompleteColumn() if counted else TaskProgressColumn(), *_rate(rate), _time_left())
    columns = (TextColumn("{task.description}"), BarColumn(), *figures)
    bar = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
    task = bar.add_task(doing, total=None)
    # Work whose first step is long is shown too.
    waiting = Timer(_SHOWN_AFTER, bar.start)
    waiting.daemon = True
    waiting.start()
    _BARS.append(bar)
    try:
        yield lambda done, of: bar.update(task, completed=done, total=of)
    finally:
        waiting.cancel()
        waiting.join()
        bar.stop()
        _BARS.remove(bar)


def _time_left() -> ProgressColumn:
    """The time left, as soon as it can be told."""
    from rich.progress import TimeRemainingColumn
    from rich.text import Text

    class Left(TimeRemainingColumn):
        def render(self, task: Task) -> Text:
            return Text("") if task.time_remaining is None else super().render(task).append(" left")

    return Left()


def _rate(things: str) -> tuple[ProgressColumn, ...]:
    """How many things are done in a second, as a column; none where they have no name."""
    from rich.progress import ProgressColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text("" if task.speed is None else f"{task.speed:,.1f} {things}/s")

    return (Rate(),) if things else ()
