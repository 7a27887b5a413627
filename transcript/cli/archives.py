"""Archives that commands are given: an index, or scripts that are read straight away."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from transcript.cli.options import NamedPath
from transcript.cli.progress import progress_bar
from transcript.cli.refusals import Refused, WrongUse, refusals
from transcript.cli.reports import say
from transcript.cli.shells import quoted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from transcript.reading import Reading
    from transcript.search.walking import LeftOut

INDEX = "archive.db"
INDEX_FILE = NamedPath(path_type=Path)

index_option = click.option(
    "--index", type=INDEX_FILE, metavar="FILE", help="The whole archive, by the index that transcript index made of it."
)


@contextmanager
def opened_index(path: Path) -> Iterator[sqlite3.Connection]:
    """The index in a file, for reading."""
    from transcript.search.schema import connect, refusing

    with refusals(), refusing(path), closing(connect(path)) as connection:
        yield connection


@contextmanager
def opened_scripts(paths: Sequence[Path]) -> Iterator[tuple[sqlite3.Connection, bool]]:
    """An index in memory of scripts and folders, and whether any could not be read: these are said."""
    from transcript.search.straight import read_straight

    with refusals(), progress_bar("reading") as progress:
        connection, failed = read_straight(paths, progress=progress)
    with closing(connection):
        tell_failures(failed)
        if connection.execute("SELECT 1 FROM programmes").fetchone() is None:
            raise Refused(_nothing_in(paths, failed))
        yield connection, bool(failed)


def _nothing_in(paths: Sequence[Path], failed: Sequence[LeftOut]) -> str:
    from transcript.cli.datasets import is_dataset

    if failed:
        return "there is no script to search"
    dataset = next((path for path in paths if is_dataset(path)), None)
    there = "" if dataset is None else f", but a dataset: search it with --dataset {quoted(str(dataset))}"
    return f"there are no scripts in these folders{there}"


def refuse_reading(reading: Reading) -> None:
    """Refuse options that say how to read a script, where none is read."""
    if any(getattr(reading, field.name) for field in fields(reading)):
        raise WrongUse("an index holds scripts as they were read; leave options about their reading out")


def tell_failures(failed: Iterable[LeftOut]) -> None:
    """A line on standard error for each file that could not be read, with the reason."""
    for path, reason in failed:
        say(f"{shown_path(path)}: {reason}")


def shown_path(path: str) -> str:
    """A path as it is read best: from the working folder, where it is below that."""
    here = os.path.realpath(os.curdir).rstrip(os.sep) + os.sep
    return path.removeprefix(here)


def clock_of(milliseconds: int | None) -> str:
    """A length of time as H:MM:SS, to the second; empty where there is none."""
    if milliseconds is None:
        return ""
    seconds = (milliseconds + 500) // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
