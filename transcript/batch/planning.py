"""Which files of a tree are scripts, and what their outputs will be called.

In a folder scripts are the files whose names end as the files of some reader do, or in .json where they hold a
transcript that was kept. What stands beside a script and is called as its outputs are stands back, and so does what a
batch has made, whether or not its script is still there or somebody has changed it since. A file that is named itself
is always a script. No two scripts have an output in common, on no file system: where their names differ only in what
they end in, the outputs have it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from transcript.batch import receipts
from transcript.batch.reasons import Reason
from transcript.errors import MissingDocument, OutputRefused, TranscriptError
from transcript.file_names import (
    HEAD,
    families,
    folded,
    is_candidate,
    output_rank,
    output_stem,
    shared_stem,
    stem_of,
    versions,
    without_reels,
)
from transcript.stores.store import BEGUN, File, Folder, Unreadable, below

if TYPE_CHECKING:
    from transcript.batch.receipts import Receipt
    from transcript.stores.store import Store


class Job(NamedTuple):
    """A script to convert: its path, what the paths of its outputs begin with, and its size in bytes.

    told: its hash, where its store tells it.
    """

    path: str
    stem: str
    size: int
    told: str = ""


class Refusal(NamedTuple):
    """A file or folder that is not converted, and why."""

    path: str
    reason: Reason


class Beside(NamedTuple):
    """An output of a batch, or what is called like one of the script beside it: no script."""

    path: str


@dataclass(frozen=True, slots=True)
class Naming:
    """How outputs are called. into: the folder of the target for all. ends: what follows a stem, for each format.

    split: reels have outputs of their own.
    """

    into: str
    ends: tuple[str, ...]
    split: bool = False


def plan(source: Store, naming: Naming, without: frozenset[str] = frozenset()) -> Iterator[Job | Refusal | Beside]:
    """What is to be done below the root of a store, folder by folder. without: folders that are left out."""
    archive = _Archive(source)
    named = source.only is not None
    for found in source.folders(without):
        if isinstance(found, Unreadable):
            yield Refusal(found.path, Reason(found.reason))
        elif named:
            yield from (_job(found.path, naming, file, stem_of(file.name)) for file in found.files)
        else:
            yield from _of_folder(found, archive, naming)


def _of_folder(folder: Folder, archive: _Archive, naming: Naming) -> Iterator[Job | Refusal | Beside]:
    # Whether an output holds speech is looked up where no script stands beside it.
    files = {
        file.name: file
        for file in folder.files
        if output_rank(file.name) is not None or archive.may_hold(folder.path, file)
    }
    scripts: list[tuple[File, str]] = []
    for family in families(files):
        outputs = [files[name] for name in family.outputs]
        if family.of is not None:
            beside = outputs
        elif family.scripts:
            whole = len(family.scripts) == 1
            scripts += [(files[name], stem_of(name) if whole else name) for name in family.scripts]
            beside = outputs
        else:
            found, beside = archive.apart(outputs, folder.path)
            scripts += found
        yield from (Beside(below(folder.path, file.name)) for file in beside)
    yield from _without_collisions(folder.path, scripts, naming)


def _without_collisions(folder: str, scripts: Sequence[tuple[File, str]], naming: Naming) -> Iterator[Job | Refusal]:
    taken: dict[str, str] = {}
    for file, stem in sorted(scripts, key=lambda script: len(script[1])):
        ends = [folded(stem + end) for end in naming.ends]
        if naming.split:
            ends = [without_reels(end) for end in ends]
        other = next((taken[end] for end in ends if end in taken), None)
        if other is None:
            taken.update(dict.fromkeys(ends, file.name))
            yield _job(folder, naming, file, stem)
        else:
            reason = Reason(f"its outputs would have the names of those of {other}", "rename one of them")
            yield Refusal(below(folder, file.name), reason)


def _job(folder: str, naming: Naming, file: File, stem: str) -> Job:
    into = "/".join(filter(None, (naming.into, folder)))
    return Job(below(folder, file.name), below(into, stem), file.size, file.told)


class _Archive:
    """What stands below the root of a store, with what batches have put there."""

    def __init__(self, source: Store) -> None:
        self._source = source
        self._begun: dict[str, bool] = {}

    def apart(self, outputs: Sequence[File], folder: str) -> tuple[list[tuple[File, str]], list[File]]:
        """What of outputs without their script is to be converted, each with the stem of its outputs, and the rest."""
        # Some documents end as outputs do, and outputs that no batch knows stand in for a script that is gone.
        kept = [file for file in outputs if self.may_hold(folder, file)]
        made = self._made(kept, folder)
        scripts = [file for file in kept if file.name not in made]
        first = [names[0] for names in versions(file.name for file in scripts)]
        chosen = [(file, stem_of(file.name)) for file in scripts if file.name in first]
        return chosen, [file for file in outputs if file.name not in first]

    def may_hold(self, folder: str, file: File) -> bool:
        """Whether a file of a folder may be a script."""
        try:
            return is_candidate(file.name, lambda: self._source.read(below(folder, file.name), HEAD))
        except TranscriptError:
            return True  # what cannot be read says so where it is read for good

    def _made(self, files: Sequence[File], folder: str) -> set[str]:
        """The names of those of the files of a folder that a batch has made."""
        found: set[str] = set()
        for root in self._roots(folder):
            within = folder[len(root) :].lstrip("/")
            for stem in {stem(file.name) for file in files for stem in (stem_of, output_stem, shared_stem)}:
                with suppress(OutputRefused):
                    receipt = receipts.load(self._source, below(within, stem), root)
                    if receipt is not None:
                        found.update(stem + end for end in self._ends(receipt))
        return found

    def _ends(self, receipt: Receipt) -> Iterator[str]:
        """What the names of outputs end in. What stood in the place of one before it is none without the script."""
        for end, hashes in receipt.known.items():
            if hashes or self._source.stands(receipt.source):
                yield end

    def _roots(self, folder: str) -> list[str]:
        """A folder and those around it, as far as batches have written to them."""
        parts = folder.split("/") if folder else []
        around = ["/".join(parts[:depth]) for depth in range(len(parts) + 1)]
        return [root for root in around if self._is_begun(root)]

    def _is_begun(self, root: str) -> bool:
        if root not in self._begun:
            try:
                self._source.read(below(root, BEGUN), 1)
                self._begun[root] = True
            except MissingDocument:
                self._begun[root] = False
            except TranscriptError:
                self._begun[root] = True
        return self._begun[root]
