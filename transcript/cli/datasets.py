"""What `transcript search --dataset` does: hits in a dataset, which is looked through without an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from transcript.cli.progress import progress_bar
from transcript.cli.refusals import Refused, WrongUse

if TYPE_CHECKING:
    from pathlib import Path

    from transcript.dataset.finding import FoundInDataset
    from transcript.search.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset that is to be searched. scheduler: the address of the cluster that does it."""

    place: str
    scheduler: str | None

    def count(self, wanted: Wanted) -> int:
        """How many hits there are."""
        from transcript.dataset.finding import count

        with _refusals(), progress_bar("searching", rate="files") as progress:
            return count(self.place, wanted, scheduler=self.scheduler, progress=progress)

    def find(self, wanted: Wanted, *, counted: bool) -> tuple[FoundInDataset, float]:
        """The hits, and how many seconds it took. counted: how many there are is to be known."""
        from transcript.dataset.finding import find

        begun = perf_counter()
        in_time = replace(wanted, sort="time")
        with _refusals(), progress_bar("searching", rate="files") as progress:
            found = find(self.place, in_time, counted=counted, scheduler=self.scheduler, progress=progress)
        return found, perf_counter() - begun


def asked_dataset(
    place: str | None, scheduler: str | None, index: Path | None, given: Mapping[str, Any]
) -> Dataset | None:
    """The dataset that is to be searched, if one is. given: the other options of the search."""
    if place is None:
        if scheduler is not None:
            raise WrongUse("--scheduler is for datasets; name one with --dataset")
        return None
    if index is not None:
        raise WrongUse("--index and --dataset are both named; choose which to search")
    if not place:
        raise WrongUse("an empty name names no dataset; leave --dataset out")
    source = click.get_current_context().get_parameter_source("sort")
    if given["sort"] == "relevance" and source is ParameterSource.COMMANDLINE:
        advice = "leave --sort out, or make an index with transcript index"
        raise WrongUse(f"hits in a dataset are in the order of scripts and time, not ranked; {advice}")
    for name in ("fuzzy", "stem"):
        if given[name]:
            advice = "write the words as (landed OR landing), or make an index with transcript index"
            raise WrongUse(f"--{name} needs all words of the archive, which a dataset does not tell; {advice}")
    return Dataset(place, scheduler)


def is_dataset(place: Path) -> bool:
    """Whether a folder is a dataset of cues, or has one as convert --to parquet puts it there."""
    from transcript.dataset.partitions import FOLDER, PARTITIONS

    return any((folder / PARTITIONS).is_file() for folder in (place, place / FOLDER))


@contextmanager
def _refusals() -> Iterator[None]:
    """A dataset, place or cluster that cannot be used is refused; what cannot be meant is wrong use."""
    from transcript.dataset.tables import UnusableDataset
    from transcript.errors import MissingDocument, TranscriptError, UnreadableDocument
    from transcript.extra import NotInstalled
    from transcript.search.deadline import TooSlow
    from transcript.workers.cluster import ClusterRefused

    try:
        yield
    except MissingDocument as error:
        raise WrongUse(_line(error)) from None
    except (UnusableDataset, UnreadableDocument, NotInstalled, ClusterRefused, TooSlow) as error:
        raise Refused(_line(error)) from None
    except TranscriptError as error:
        raise WrongUse(_line(error)) from None


def _line(error: Exception) -> str:
    return " ".join(str(error).splitlines())
