"""The one place where errors become what the command line says and returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext

import click

from transcript.cli.progress import above_the_bar, progress_bar
from transcript.cli.shells import printable
from transcript.errors import MissingDocument, TranscriptError


class _Told(click.ClickException):
    """An error whose message may hold names of files, whatever these are made of."""

    def format_message(self) -> str:
        return printable(self.message)


class Refused(_Told):
    """The input, or an output that stands there, keeps the work from being done: exit code 1."""

    exit_code = 1


class WrongUse(_Told):
    """The command asks for something that cannot be meant: exit code 2."""

    exit_code = 2


@contextmanager
def refusals(path: str | None = None) -> Iterator[None]:
    """Turn a TranscriptError into one line on standard error; path is said where the error knows none."""
    try:
        yield
    except TranscriptError as error:
        if path is not None:
            error.path = path
        line = " ".join(str(error).splitlines())
        raise (WrongUse if isinstance(error, MissingDocument) else Refused)(line) from None


@contextmanager
def stoppable(told: str) -> Iterator[None]:
    """Turn Ctrl-C into one line on standard error: told, what it has stopped and what is left of that."""
    try:
        yield
    except KeyboardInterrupt:
        raise Refused(told) from None


def refuse_each(lines: Sequence[str]) -> None:
    """Refuse with each of the lines, if there are any."""
    for line in lines[:-1]:
        above_the_bar(f"Error: {printable(' '.join(line.splitlines()))}")
    if lines:
        raise Refused(" ".join(lines[-1].splitlines()))


def for_each(scripts: Sequence[str], work: Callable[[str], None], doing: str | None = None) -> bool:
    """Do the work on each script, and say whether any was refused; one that is does not stop the others.

    The refusal of a single script is raised, and keeps its own exit code. Ctrl-C says how many are done. doing: what is
    said of the work while it lasts; for work that prints nothing meanwhile.
    """
    if len(scripts) == 1:
        with progress_bar(doing, counted=None) if doing else nullcontext():
            work(scripts[0])
        return False
    refused = False
    with progress_bar(doing) if doing else nullcontext(_unseen) as progress:
        for number, script in enumerate(scripts):
            progress(number, len(scripts))
            try:
                work(script)
            except click.ClickException as error:
                above_the_bar(f"Error: {error.format_message()}")
                refused = True
            except KeyboardInterrupt:
                raise Refused(f"stopped: {number:,} of {len(scripts):,} scripts are done") from None
    return refused


def _unseen(_done: float, _of: float) -> None:
    """Work that is not shown."""
