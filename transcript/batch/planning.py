"""Which files of a tree are scripts, and what their outputs will be called.

In a folder scripts are the files whose names end as the files of some reader do, or in .json where they hold a
transcript that was kept. What stands beside a script and is called as its outputs are stands back. No two scripts have
an output in common, on no file system: where their names differ only in what they end in, the outputs have it too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from transcript.batch import receipts
from transcript.batch.stores import File, Folder, Unreadable, below
from transcript.errors import TranscriptError
from transcript.file_names import (
    HEAD,
    JSON,
    keeps_transcript,
    output_rank,
    output_stem,
    readable_suffixes,
    shared_stem,
    stem_of,
    suffix_of,
    without_reel,
)

if TYPE_CHECKING:
    from transcript.batch.stores import Store


class Job(NamedTuple):
    """A script to convert: its path, what the paths of its outputs begin with, and its size in bytes."""

    path: str
    stem: str
    size: int


class Refusal(NamedTuple):
    """A file or folder that is not converted, and why."""

    path: str
    reason: str


class Beside(NamedTuple):
    """An output, or what is called like one, that stands back behind its script."""

    path: str


@dataclass(frozen=True, slots=True)
class Naming:
    """How outputs are called. into: the folder of the target for all. ends: what follows a stem, for each format.

    split: reels have outputs of their own.
    """

    into: str
    ends: tuple[str, ...]
    split: bool = False


def plan(
    source: Store, target: Store, naming: Naming, without: frozenset[str] = frozenset()
) -> Iterator[Job | Refusal | Beside]:
    """What is to be done below the root of a store, folder by folder. without: folders that are left out."""
    for found in source.folders(without):
        if isinstance(found, Unreadable):
            yield Refusal(found.path, found.reason)
        else:
            yield from _of_folder(found, source, target, naming)


def _of_folder(folder: Folder, source: Store, target: Store, naming: Naming) -> Iterator[Job | Refusal | Beside]:
    alike: dict[str, list[File]] = {}
    for file in folder.files:
        if suffix_of(file.name) in readable_suffixes() or suffix_of(file.name) == JSON:
            alike.setdefault(_folded(shared_stem(file.name)), []).append(file)
    into = below(naming.into, folder.path) if naming.into else folder.path
    scripts: list[tuple[File, str]] = []
    for group in alike.values():
        found, beside = _apart(group, folder.path, into, source, target)
        yield from (Beside(below(folder.path, file.name)) for file in beside)
        scripts += found
    yield from _without_collisions(folder.path, into, scripts, naming)


def _without_collisions(
    folder: str, into: str, scripts: Sequence[tuple[File, str]], naming: Naming
) -> Iterator[Job | Refusal]:
    stems = {_folded(stem): file.name for file, stem in scripts}
    taken: dict[str, str] = {}
    for file, stem in scripts:
        ends = [_folded(stem + end) for end in naming.ends]
        other = next((taken[end] for end in ends if end in taken), None)
        whole = without_reel(_folded(stem))
        if naming.split and whole != _folded(stem):
            other = other or stems.get(whole)
        if other is None:
            taken.update(dict.fromkeys(ends, file.name))
            yield Job(below(folder, file.name), below(into, stem), file.size)
        else:
            reason = f"its outputs would have the names of those of {other}; rename one of them"
            yield Refusal(below(folder, file.name), reason)


def _folded(name: str) -> str:
    """The same for names that some file system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _apart(
    group: Sequence[File], folder: str, into: str, source: Store, target: Store
) -> tuple[list[tuple[File, str]], list[File]]:
    """The scripts among files of one name, each with the stem of its outputs, and the outputs beside them."""
    scripts = [file for file in group if output_rank(file.name) is None]
    outputs = sorted(
        (file for file in group if output_rank(file.name) is not None), key=lambda file: output_rank(file.name) or 0
    )
    if scripts:
        return [(file, stem_of(file.name) if len(scripts) == 1 else file.name) for file in scripts], outputs
    kept = [file for file in outputs if suffix_of(file.name) != JSON or _keeps(source, below(folder, file.name))]
    if source == target:
        # Outputs of earlier runs stand here too: what they were made of is the script.
        made = _made_here(kept, into, target)
        kept = [file for file in kept if file.name not in made] or kept
    first: dict[str, File] = {}
    for file in kept:
        first.setdefault(output_stem(file.name), file)
    chosen = [(file, stem_of(file.name)) for file in first.values()]
    return chosen, [file for file in outputs if file not in first.values()]


def _keeps(source: Store, path: str) -> bool:
    try:
        return keeps_transcript(source.read(path, HEAD))
    except TranscriptError:
        return True  # what cannot be read says so where it is read for good


def _made_here(files: Sequence[File], into: str, target: Store) -> set[str]:
    """The names of those of the files that a batch has made."""
    found: set[str] = set()
    for stem in {stem_of(file.name) for file in files} | {output_stem(file.name) for file in files}:
        receipt = receipts.load(target, below(into, stem))
        if receipt is not None:
            found.update(stem + end for end in receipt.known)
    return found
