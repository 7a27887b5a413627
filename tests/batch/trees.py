"""Folders of small scripts, and batches that convert them here and now."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from transcript.batch.planning import Naming
from transcript.batch.receipts import mark
from transcript.batch.run import Report, Root, planned
from transcript.batch.work import Chunk, Order, Outcome, Piece, convert
from transcript.converting import Wishes
from transcript.delivery import Delivery
from transcript.exporters import FORMATS
from transcript.labels import Labels
from transcript.reading import Reading
from transcript.stores.local import LocalStore
from transcript.stores.store import OWN


def script(words: str = "The tide comes first.") -> str:
    """A script in which Ann says these words."""
    return (
        "Harbour at dawn\t10.00.00\tNARRATOR\n\t10.00.02\tIN 1866 A CABLE WAS LAID.\n"
        f"MS\t10.00.09\tANN LEE\n\t\t{words}\nMap\t10.00.14\tNARRATOR\n\t\tTWO WEEKS LATER IT WAS THERE.\n"
    )


def write_script(place: Path, words: str = "The tide comes first.") -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(script(words), encoding="utf-8")
    return place


def root_of(
    folder: Path | LocalStore,
    out: Path | LocalStore | None = None,
    formats: Sequence[str] = ("srt",),
    *,
    labels: Labels | None = None,
    split: bool = False,
    force: bool = False,
) -> Root:
    """What `transcript convert` does with one folder. out: where to; beside the scripts where it is None."""
    source = LocalStore(folder) if isinstance(folder, Path) else folder
    target = source if out is None else LocalStore(out) if isinstance(out, Path) else out
    wishes = Wishes(formats=tuple(formats), delivery=Delivery(labels=labels), split=split)
    order = Order(source, target, Reading(), wishes, mark(labels, split), force)
    return Root(order, Naming("", tuple(FORMATS[name].suffix for name in formats), split))


class Ran(NamedTuple):
    """What came of a batch."""

    report: Report
    outcomes: list[Outcome]

    @property
    def kept(self) -> set[str]:
        return {path for outcome in self.outcomes for path in outcome.kept}

    @property
    def refused(self) -> list[str]:
        return [f"{outcome.path}: {reason}" for outcome in self.outcomes for reason in outcome.refused]


def here(chunks: Iterator[Chunk]) -> Generator[Sequence[Outcome], None, None]:
    """A schedule without processes."""
    for chunk in chunks:
        yield [convert(Piece(chunk.order, job)) for job in chunk.jobs]


def run(*roots: Root) -> Ran:
    with planned(roots) as plan:
        outcomes = list(plan.outcomes(here, 1))
    report = Report()
    for outcome in outcomes:
        report.count(outcome)
    return Ran(report, outcomes)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for what batches keep for themselves."""
    found = (path for path in folder.rglob("*") if path.is_file())
    within = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in sorted(within.items()) if OWN not in name.split("/")}


def left_over(folder: Path) -> list[Path]:
    """What a batch should have cleared away."""
    return [*(folder / OWN).glob("tmp*"), *folder.rglob(".*.transcript")]


@dataclass(frozen=True, slots=True)
class DeadlyStore(LocalStore):
    """A folder in which reading dies.txt ends the process, and sleeps.txt takes longer than anybody waits."""

    def read(self, path: str, most: int = -1) -> bytes:
        if path.endswith("dies.txt"):
            os._exit(3)
        if path.endswith("sleeps.txt"):
            time.sleep(3600)
        return LocalStore.read(self, path, most)
