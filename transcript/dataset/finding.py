"""Searching a dataset without an index: its files are looked through, by threads or by the workers of a Dask cluster.

What a query finds is what it finds in an index of the same scripts. Hits are in the order of scripts and time: ranking
by relevance needs to know how often words stand in the whole archive, which an index knows. The words themselves it
knows, too: fuzzy and stem are for an index.

Where so many hits are known as are asked for, files that hold only scripts after theirs are looked at no more. In
memory are the hits that are asked for, and of each file at work one row group.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from transcript.dataset.opening import Part, parts_of
from transcript.dataset.scanning import SECONDS, Asked, Key, Scanned, scan
from transcript.errors import InvalidSetting, TranscriptError
from transcript.search.patterns import compile_pattern
from transcript.search.people import unknown_speaker, wanted_spelling
from transcript.search.query import parse_query
from transcript.search.results import Hit, Results
from transcript.search.wanted import UnknownProgramme, Wanted, verify

if TYPE_CHECKING:
    from distributed import Client

_AN_INDEX = "make an index with transcript index"
# So many files for each thread are with a cluster at a time.
_EACH = 2

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many files are done, of how many."""


@dataclass(frozen=True, slots=True)
class FoundInDataset:
    """The hits that were asked for. whole: total says how many there are; else there are so many at least."""

    results: Results
    whole: bool


def find(
    place: str,
    wanted: Wanted | str,
    *,
    counted: bool = False,
    scheduler: str | None = None,
    jobs: int | None = None,
    seconds: float = SECONDS,
    progress: Progress | None = None,
) -> FoundInDataset:
    """The hits for what is wanted, or for a query, in the dataset at a path or URL.

        find("s3://archive/cues.parquet", Wanted("moon", speaker="Korolev", limit=20))

    sort does not matter. counted: how many hits there are is to be known, whatever the limit. scheduler: the address
    of a Dask cluster whose workers do it; else it is done by so many threads (jobs), by default as many as there are
    processors. seconds: how long one row group may take. Raises InvalidQuery, UnknownSpeaker, UnknownProgramme,
    InvalidTimecode, InvalidSetting, TooSlow, UnusableDataset, NotInstalled, and what a place or cluster raises that
    cannot be worked with.
    """
    wanted = Wanted(wanted) if isinstance(wanted, str) else wanted
    _verify(wanted)
    parts = parts_of(place)
    most = None if wanted.limit is None else wanted.offset + wanted.limit
    merging = _Merging(most)
    asked = Asked(wanted, most, counted, seconds)
    if scheduler is None:
        scanned = _by_threads(parts, asked, merging.bound, jobs or os.cpu_count() or 1)
    else:
        scanned = _by_cluster(parts, asked, merging.bound, scheduler)
    for done, one in enumerate(scanned, 1):
        merging.add(one)
        if progress is not None:
            progress(done, len(parts))
    return merging.found(wanted)


def count(
    place: str,
    wanted: Wanted | str,
    *,
    scheduler: str | None = None,
    jobs: int | None = None,
    seconds: float = SECONDS,
    progress: Progress | None = None,
) -> int:
    """How many hits there are; limit, offset and context do not matter. See `find`."""
    wanted = replace(Wanted(wanted) if isinstance(wanted, str) else wanted, limit=0, offset=0, context=0)
    found = find(place, wanted, counted=True, scheduler=scheduler, jobs=jobs, seconds=seconds, progress=progress)
    return found.results.total


def _verify(wanted: Wanted) -> None:
    """Raise what can be raised before anything is read."""
    verify(wanted)
    for name, told in (("fuzzy", wanted.fuzzy), ("stem", wanted.stem)):
        if told:
            advice = f"write the words as (landed OR landing), or {_AN_INDEX}"
            raise InvalidSetting(f"{name} needs all words of the archive, which a dataset does not tell", advice)
    for query in (wanted.query, wanted.shot):
        if query is not None:
            parse_query(query)
    if wanted.pattern is not None:
        compile_pattern(wanted.pattern)
    if wanted.speaker is not None:
        wanted_spelling(wanted.speaker)


class _Merging:
    """What the files have told so far. most: how many hits are wanted."""

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._hits: list[tuple[Key, Hit]] = []
        self._total = 0
        self._whole = True
        self._speakers: set[str] = set()
        self._meant = False
        self._nearest: set[str] = set()
        self._nearest_programmes: set[str] = set()

    def bound(self) -> Key | None:
        """The last of the hits that are wanted, where there are enough."""
        return self._hits[-1][0] if self._most is not None and len(self._hits) >= self._most > 0 else None

    def add(self, scanned: Scanned) -> None:
        self._hits = sorted([*self._hits, *scanned.hits], key=itemgetter(0))[: self._most]
        self._total += scanned.total
        self._whole = self._whole and scanned.whole
        self._speakers |= scanned.speakers
        self._meant = self._meant or scanned.meant
        self._nearest.update(scanned.nearest)
        self._nearest_programmes.update(scanned.nearest_programmes)

    def found(self, wanted: Wanted) -> FoundInDataset:
        """The hits that were asked for. Raises UnknownSpeaker and UnknownProgramme."""
        if wanted.speaker is not None and not self._speakers:
            raise unknown_speaker(wanted.speaker, sorted(self._nearest))
        if wanted.programme is not None and not self._meant:
            raise UnknownProgramme(wanted.programme, self._nearest_programmes)
        hits = tuple(hit for _, hit in self._hits[wanted.offset :])
        return FoundInDataset(Results(hits, self._total, speakers=tuple(sorted(self._speakers))), self._whole)


def _by_threads(parts: Sequence[Part], asked: Asked, bound: Callable[[], Key | None], jobs: int) -> Iterator[Scanned]:
    waiting = iter(parts)
    with ThreadPoolExecutor(jobs) as threads:
        try:
            under_way = {threads.submit(scan, part, asked, bound()) for part in islice(waiting, jobs)}
            while under_way:
                ready: set[Future[Scanned]]
                ready, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                for future in ready:
                    yield future.result()
                under_way |= {threads.submit(scan, part, asked, bound()) for part in islice(waiting, len(ready))}
        finally:
            threads.shutdown(cancel_futures=True)


def _by_cluster(
    parts: Sequence[Part], asked: Asked, bound: Callable[[], Key | None], address: str
) -> Iterator[Scanned]:
    """A task for each file, which goes to another worker where one is lost."""
    from concurrent.futures import CancelledError

    from transcript.workers.cluster import ClusterRefused, joined

    with joined(address) as (client, threads):
        from distributed.scheduler import KilledWorker

        try:
            yield from _tasks(client, parts, asked, bound, _EACH * threads)
        except KilledWorker as error:
            found = f"{address}: workers were lost over one file of the dataset ({error})"
            raise ClusterRefused(found, "see the logs of the cluster") from None
        except (CancelledError, OSError):
            raise ClusterRefused(f"{address}: the scheduler was lost", "search again once it is there") from None


def _tasks(
    client: Client, parts: Sequence[Part], asked: Asked, bound: Callable[[], Key | None], most: int
) -> Iterator[Scanned]:
    from distributed import as_completed

    from transcript.workers.cluster import answer, submitted

    waiting = iter(parts)

    def submit(part: Part) -> object:
        return submitted(client, scan_on_worker, (part, asked, bound()))

    under_way = as_completed([submit(part) for part in islice(waiting, most)], loop=client.loop)
    for future in under_way:
        told: Scanned | TranscriptError = answer(future)
        future.release()
        if isinstance(told, TranscriptError):
            raise told
        yield told
        for part in islice(waiting, 1):
            under_way.add(submit(part))


def scan_on_worker(asked: tuple[Part, Asked, Key | None]) -> Scanned | TranscriptError:
    """What is found in a file of a dataset, by a worker of a cluster; or why it cannot be looked through."""
    try:
        return scan(*asked)
    except TranscriptError as error:
        return error
