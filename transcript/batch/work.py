"""One script of a batch: from its bytes to its outputs, or to the reason why there are none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from transcript.batch import receipts
from transcript.batch.receipts import Made, shown_address
from transcript.errors import MissingDocument, NotAScript, OutputRefused, TranscriptError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from transcript.batch.planning import Job
    from transcript.batch.stores import Store
    from transcript.converting import Wishes
    from transcript.model import Transcript
    from transcript.reading import Reading


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of all scripts below a root. mark: see `receipts.mark`. force: outputs are written anew."""

    source: Store
    target: Store
    reading: Reading
    wishes: Wishes
    mark: str
    force: bool = False


class Chunk(NamedTuple):
    """Scripts that are converted one after the other by one process."""

    order: Order
    jobs: tuple[Job, ...]


class State(Enum):
    """What became of a script."""

    CONVERTED = "converted"
    UNCHANGED = "unchanged"
    FAILED = "failed"


class Outcome(NamedTuple):
    """What came of a script.

    path: as messages name it. refused: why it, or a format of it, was not made. kept: outputs that stay as somebody has
    changed them, or put them there. behind: some of these do not hold what is in the script now. cues, problems: of
    what was converted.
    """

    path: str
    state: State
    refused: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    behind: bool = False
    cues: int = 0
    problems: int = 0


def convert_chunk(chunk: Chunk) -> list[Outcome]:
    """What comes of each script of a chunk. Whatever a script holds, nothing is raised."""
    return [convert(chunk.order, job) for job in chunk.jobs]


def convert(order: Order, job: Job) -> Outcome:
    """Bring the outputs of one script up to date. Whatever it holds, nothing is raised."""
    path = order.source.shown(job.path)
    try:
        return _convert(order, job, path)
    except NotAScript as error:
        return Outcome(path, State.FAILED, (error.found,))  # what it advises is for one script
    except TranscriptError as error:
        error.path = None
        return Outcome(path, State.FAILED, (" ".join(str(error).split()),))
    except Exception as error:  # noqa: BLE001 - one script must not stop the run; the report says what it was
        return Outcome(path, State.FAILED, (f"transcript failed on it ({type(error).__name__}: {error})",))


def _convert(order: Order, job: Job, path: str) -> Outcome:
    data = order.source.read(job.path)
    sha256 = hashlib.sha256(data).hexdigest()
    outputs = _Outputs(order, job)
    outputs.refuse_those_of_others(sha256)
    due = outputs.due(sha256)
    if not due:
        return Outcome(path, State.UNCHANGED, outputs.refused, outputs.kept, outputs.behind)
    from transcript.reading import read_bytes

    name = PurePosixPath(job.path).name.encode("utf-8", "replace").decode()
    transcript = read_bytes(data, name, order.reading)
    files = _files(transcript, replace(order.wishes, formats=due))
    outputs.write(sha256, files)
    state = State.CONVERTED if any(isinstance(of_format, dict) for of_format in files.values()) else State.FAILED
    found = len(transcript.cues), len(transcript.problems)
    return Outcome(path, state, outputs.refused, outputs.kept, outputs.behind, *found)


_Files: TypeAlias = "dict[str, dict[str, bytes] | str]"
"""By format its files by the end of their names, or why there are none."""


def _files(transcript: Transcript, wishes: Wishes) -> _Files:
    from transcript.converting import make_files, prepare
    from transcript.exporters import FORMATS

    made: _Files = {name: {} for name in wishes.formats}
    for name, reel, file in make_files(prepare(transcript, wishes), wishes.delivery).files:
        of_format = made[name]
        if isinstance(file, TranscriptError):
            made[name] = " ".join(str(file).split())
        elif isinstance(of_format, dict):
            of_format[("" if reel is None else f".reel{reel}") + FORMATS[name].suffix] = file.content
    return made


class _Outputs:
    """The outputs of one script, as they stand and as they come to stand.

    refused: why formats are not made. kept: outputs that are not what transcript made, and stay. behind: something of
    the script would stand in some of these.
    """

    def __init__(self, order: Order, job: Job) -> None:
        self._order = order
        self._stem = job.stem
        self._address = order.source.address(job.path)
        self._receipt = receipts.load(order.target, job.stem)
        self._made = dict(self._receipt.made) if self._receipt else {}
        self.refused: tuple[str, ...] = ()
        self.kept: tuple[str, ...] = ()
        self.behind = False

    def refuse_those_of_others(self, sha256: str) -> None:
        """Refuse to write over what was made of another script, if that is still there."""
        receipt = self._receipt
        if receipt is None or self._order.force or receipt.source == shown_address(self._address):
            return
        if any(made.sha256 != sha256 for made in self._made.values()) and self._order.source.stands(receipt.source):
            raise OutputRefused(
                f"{self._shown('.*')} was made of {receipt.source}",
                "write elsewhere with --out-dir; --force overwrites",
            )

    def due(self, sha256: str) -> tuple[str, ...]:
        """The formats that are to be made of a script with that hash."""
        return tuple(name for name in self._order.wishes.formats if self._order.force or self._is_due(name, sha256))

    def _is_due(self, name: str, sha256: str) -> bool:
        made = self._made.get(name)
        if made is None or (made.sha256, made.mark) != (sha256, self._order.mark):
            return True
        changed: list[str] = []
        for end, hashes in made.files.items():
            standing = self._standing(end)
            if standing is None or (standing in hashes and (standing != hashes[0] or end in made.behind)):
                return True
            if standing not in hashes:
                changed.append(end)
        self._keep(changed)
        self.behind = self.behind or bool(made.behind)
        self._refuse(name, made.refused)
        return False

    def write(self, sha256: str, files: _Files) -> None:
        """Put down what will be made, then write it. Raises OutputRefused."""
        known = self._receipt.known if self._receipt else {}
        wanted: dict[str, bytes] = {}
        for name, of_format in files.items():
            hashes: dict[str, list[str]] = {}
            behind: list[str] = []
            for end, content in of_format.items() if isinstance(of_format, dict) else ():
                new, standing = hashlib.sha256(content).hexdigest(), self._standing(end)
                ours = known.get(end, [])
                if standing in (None, new, *ours) or self._order.force:
                    hashes[end] = [new] if standing in (None, new) else [new, standing]
                    if standing != new:
                        wanted[end] = content
                else:
                    hashes[end] = ours
                    behind.append(end)
            reason = of_format if isinstance(of_format, str) else None
            self._made[name] = Made(sha256, self._order.mark, hashes, behind, reason)
            self._keep(behind)
            self.behind = self.behind or bool(behind)
            self._refuse(name, reason)
        receipts.save(self._order.target, self._stem, shown_address(self._address), self._made)
        for end, content in wanted.items():
            self._order.target.write(self._stem + end, content)

    def _standing(self, end: str) -> str | None:
        """The hash of what stands in an output; None where nothing does."""
        try:
            return hashlib.sha256(self._order.target.read(self._stem + end)).hexdigest()
        except MissingDocument:
            return None
        except TranscriptError as error:
            raise OutputRefused(f"{self._shown(end)} stands in the way: {error.found}") from None

    def _shown(self, end: str) -> str:
        return self._order.target.shown(self._stem + end)

    def _keep(self, ends: Sequence[str]) -> None:
        self.kept += tuple(map(self._shown, ends))

    def _refuse(self, name: str, reason: str | None) -> None:
        if reason is not None:
            from transcript.exporters import FORMATS

            self.refused += (f"{self._shown(FORMATS[name].suffix)} is not written: {reason}",)
