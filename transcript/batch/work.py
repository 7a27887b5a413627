"""One script of a batch: from its bytes to its outputs, or to the reason why there are none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from transcript.batch import receipts
from transcript.batch.reasons import Reason, reason_of
from transcript.batch.receipts import Made, shown_address
from transcript.errors import OutputRefused, TranscriptError
from transcript.file_names import folded

FORMAT = "parquet"
"""The name of the format which, of whole folders, is a dataset."""

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from transcript.batch.cues import Merging
    from transcript.batch.planning import Job
    from transcript.converting import Wishes
    from transcript.dataset.partitions import Partitions
    from transcript.model import Transcript
    from transcript.reading import Reading
    from transcript.stores.store import Store


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of all scripts below a root.

    mark: see `receipts.mark`. force: outputs are written anew. partitions: of the dataset, see `cues`, where the cues
    of all scripts go into one.
    """

    source: Store
    target: Store
    reading: Reading
    wishes: Wishes
    mark: str
    force: bool = False
    partitions: Partitions | None = None


class Chunk(NamedTuple):
    """Scripts that are converted one after the other by one process: each is a `Piece` of it.

    merging: instead of scripts, a partition of the dataset that takes over what is new.
    """

    order: Order
    jobs: tuple[Job, ...]
    merging: Merging | None = None

    @property
    def shown(self) -> str:
        """What it is at first, as messages name it."""
        return self.merging.shown if self.merging else self.order.source.shown(self.jobs[0].path)

    def apart(self) -> tuple[Chunk, ...]:
        """Its scripts, each in a chunk of its own."""
        return (self,) if self.merging else tuple(Chunk(self.order, (job,)) for job in self.jobs)


class Piece(NamedTuple):
    """A script and what is asked of it."""

    order: Order
    job: Job


class State(Enum):
    """What became of a script: outputs made, nothing to make, or no output of what was asked for."""

    CONVERTED = "converted"
    UNCHANGED = "unchanged"
    FAILED = "failed"


class Outcome(NamedTuple):
    """What came of a script.

    path: as messages name it. refused: why it, or a format of it, was not made. kept: outputs that stay as somebody has
    changed them, or put them there. behind: some of these do not hold what would be made of the script now. cues,
    problems: of what was converted.
    """

    path: str
    state: State
    refused: tuple[Reason, ...] = ()
    kept: tuple[str, ...] = ()
    behind: bool = False
    cues: int = 0
    problems: int = 0


def convert(piece: Piece) -> Outcome:
    """Bring the outputs of one script up to date. Whatever it holds, nothing is raised."""
    order, job = piece
    path = order.source.shown(job.path)
    try:
        return _convert(order, job, path)
    except TranscriptError as error:
        return Outcome(path, State.FAILED, (reason_of(error),))
    except Exception as error:  # noqa: BLE001 - one script must not stop the run; the report says what it was
        what = " ".join(f"{type(error).__name__}: {error}".split())
        defect = Reason(f"transcript failed on it, which is a defect of transcript ({what})")
        return Outcome(path, State.FAILED, (defect,))


def _convert(order: Order, job: Job, path: str) -> Outcome:
    outputs = _Outputs(order, job)
    data, sha256 = None, outputs.known_script(job.told)
    if sha256 is None:
        data = order.source.read(job.path, order.reading.bounds.size + 1)
        sha256 = hashlib.sha256(data).hexdigest()
    outputs.refuse_those_of_others(sha256)
    due = outputs.due(sha256)
    found = 0, 0
    if due:
        from transcript.reading import read_bytes

        if data is None:  # it was known without being read, and may have changed since
            data = order.source.read(job.path, order.reading.bounds.size + 1)
            sha256 = hashlib.sha256(data).hexdigest()
        transcript = read_bytes(data, _name(job), order.reading)
        apart = tuple(name for name in due if order.partitions is None or name != FORMAT)
        files = _files(transcript, replace(order.wishes, formats=apart))
        if order.partitions is not None and FORMAT in due:
            # Its cues wait before the receipt says so: it is better to have them wait twice than not at all.
            _put(order, order.partitions, transcript, job, sha256)
            files[FORMAT] = {}
        outputs.write(data, sha256, files)
        found = len(transcript.cues), len(transcript.problems)
    state = State.CONVERTED if due else State.UNCHANGED
    if len(outputs.refused) == len(order.wishes.formats):
        state, found = State.FAILED, (0, 0)
    return Outcome(path, state, outputs.refused, outputs.kept, outputs.behind, *found)


def _put(order: Order, partitions: Partitions, transcript: Transcript, job: Job, sha256: str) -> None:
    """Put down the cues of a whole programme for the dataset, whether its reels have files of their own or not."""
    from transcript.batch.cues import put
    from transcript.converting import prepare
    from transcript.dataset.tables import Entry

    (part,) = prepare(transcript, replace(order.wishes, split=False)).parts
    entry = Entry(sha256, _mark(order, job), shown_address(order.source.address(job.path)))
    put(order, partitions, part.transcript, job.stem, job.path, entry)


def _name(job: Job) -> str:
    """The name of a script, as it stands in some of the outputs."""
    return PurePosixPath(job.path).name.encode("utf-8", "replace").decode()


def _mark(order: Order, job: Job) -> str:
    """What outputs are made by beside the content of a script."""
    return f"{order.mark} {_name(job)}"


_Files: TypeAlias = "dict[str, dict[str, bytes] | Reason]"
"""By format its files by the end of their names, or why there are none."""


def _files(transcript: Transcript, wishes: Wishes) -> _Files:
    from transcript.converting import make_files, prepare
    from transcript.exporters import FORMATS

    made: _Files = {name: {} for name in wishes.formats}
    for name, reel, file in make_files(prepare(transcript, wishes), wishes.delivery).files:
        of_format = made[name]
        if isinstance(file, TranscriptError):
            made[name] = reason_of(file)
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
        self._mark = _mark(order, job)
        self._told = job.told
        self._address = order.source.address(job.path)
        self._receipt = receipts.load(order.target, job.stem)
        self._made = dict(self._receipt.made) if self._receipt else {}
        self.refused: tuple[Reason, ...] = ()
        self.kept: tuple[str, ...] = ()
        self.behind = False

    def known_script(self, told: str) -> str | None:
        """The SHA-256 of the script, where it is as it was told before; None where it has to be read."""
        if not told or self._receipt is None or self._receipt.source != shown_address(self._address):
            return None
        return next((made.sha256 for made in self._made.values() if made.told == told), None)

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
        if made is None or (made.sha256, made.mark) != (sha256, self._mark_of(name)):
            return True
        changed: list[str] = []
        for end, hashes in made.files.items():
            standing = self._standing(end, hashes)
            if standing is None or (standing in hashes and (standing != hashes[0] or end in made.behind)):
                return True
            if standing not in hashes:
                changed.append(end)
        self._keep(changed)
        self.behind = self.behind or bool(made.behind)
        self._refuse(name, None if made.refused is None else Reason(made.refused, made.advice))
        return False

    def write(self, script: bytes, sha256: str, files: _Files) -> None:
        """Put down what will be made of the bytes of a script with that hash, then write it. Raises OutputRefused."""
        # What was told when the folder was listed need not be of what was read since.
        told = self._told if self._told and self._told == self._order.source.hash_of(script) else ""
        known = self._receipt.known if self._receipt else {}
        wanted: dict[str, bytes] = {}
        for name, of_format in files.items():
            if isinstance(of_format, dict) and any(map(self._is_script, of_format)):
                of_format = Reason("it would be written over the script", "write elsewhere with --out-dir")  # noqa: PLW2901
            hashes: dict[str, list[str]] = {}
            behind: list[str] = []
            for end, content in of_format.items() if isinstance(of_format, dict) else ():
                ours = known.get(end, [])
                new, standing = self._order.target.hash_of(content), self._standing(end, ours)
                if standing in (None, new, *ours) or self._order.force:
                    hashes[end] = [new] if standing in (None, new) else [new, standing]
                    if standing != new:
                        wanted[end] = content
                else:
                    hashes[end] = ours
                    behind.append(end)
            reason = of_format if isinstance(of_format, Reason) else None
            before = self._made.get(name)
            earlier = {end: of for end, of in (before.known if before else {}).items() if end not in hashes}
            why, advice = reason or (None, "")
            self._made[name] = Made(sha256, self._mark_of(name), hashes, behind, why, earlier, told, advice)
            self._keep(behind)
            self.behind = self.behind or bool(behind)
            self._refuse(name, reason)
        self._save()
        for end, content in wanted.items():
            self._order.target.write(self._stem + end, content)
        made = [self._made[name] for name in files]
        if any(len(hashes) > 1 for one in made for hashes in one.files.values()):
            # What was replaced may come back by hand, and is then nobody's to replace again.
            for name, one in zip(files, made, strict=True):
                first = {end: hashes[:1] for end, hashes in one.files.items()}
                self._made[name] = msgspec.structs.replace(one, files=first)
            self._save()

    def _mark_of(self, name: str) -> str:
        """What was put into another dataset says nothing of this one."""
        partitions = self._order.partitions
        return self._mark if partitions is None or name != FORMAT else f"{self._mark} {partitions.mark}"

    def _save(self) -> None:
        receipts.save(self._order.target, self._stem, shown_address(self._address), self._made)

    def _is_script(self, end: str) -> bool:
        return folded(self._order.target.address(self._stem + end)) == folded(self._address)

    def _standing(self, end: str, known: Sequence[str]) -> str | None:
        """The hash of what stands in an output; None where nothing does.

        Nothing is an empty file, too, as a machine may leave it that lost its power while it wrote.
        """
        target = self._order.target
        try:
            standing = target.standing(self._stem + end, known)
        except TranscriptError as error:
            raise OutputRefused(f"{self._shown(end)} stands in the way: {error.found}", error.advice) from None
        return None if standing not in known and standing == target.hash_of(b"") else standing

    def _shown(self, end: str) -> str:
        return self._order.target.shown(self._stem + end)

    def _keep(self, ends: Sequence[str]) -> None:
        self.kept += tuple(map(self._shown, ends))

    def _refuse(self, name: str, reason: Reason | None) -> None:
        if reason is not None:
            from transcript.exporters import FORMATS

            output = self._shown(FORMATS[name].suffix)
            self.refused += (Reason(f"{output} is not written: {reason.found}", reason.advice),)
