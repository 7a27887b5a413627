"""The one place where errors become what the command line says and returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from transcript.errors import MissingDocument, TranscriptError


class Refused(click.ClickException):
    """The input, or an output that stands there, keeps the work from being done: exit code 1."""

    exit_code = 1


class WrongUse(click.ClickException):
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


def for_each(scripts: Sequence[str], work: Callable[[str], None]) -> bool:
    """Do the work on each script, and say whether any was refused; one that is does not stop the others.

    The refusal of a single script is raised, and keeps its own exit code.
    """
    if len(scripts) == 1:
        work(scripts[0])
        return False
    refused = False
    for script in scripts:
        try:
            work(script)
        except click.ClickException as error:
            error.show()
            refused = True
    return refused
