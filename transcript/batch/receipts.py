"""What a batch remembers of an output: which script it was made from, by which options, and its content.

A receipt is written before the outputs that it names, so that none of them can ever be taken for one that somebody
else has made or changed, whatever moment ends the run. It lies beside the outputs, one small file for each script, for
no run has to hold all of them, and any number of machines may work at once.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from transcript.errors import MissingDocument, OutputRefused, UnreadableDocument
from transcript.stores.store import OWN, below

if TYPE_CHECKING:
    from transcript.stores.store import Store

_RECEIPT = "transcript-receipt/1"


class Made(msgspec.Struct, frozen=True):
    """What was made in one format.

    sha256: of the script. mark: of the options. files: by the end of their names, the hashes of what may stand there:
    first of what was made, then of what it was to replace. behind: those that were kept as somebody had changed them,
    though what is made of the script had changed too. refused: why the format could not be made; advice: what to do
    about that. earlier: files that other options had made, such as those of reels, and that are made no more. told: the
    hash of the script as its store tells it, so that it need not be read again; empty where it does not.
    """

    sha256: str
    mark: str
    files: dict[str, list[str]] = {}
    behind: list[str] = []
    refused: str | None = None
    earlier: dict[str, list[str]] = {}
    told: str = ""
    advice: str = ""

    @property
    def known(self) -> dict[str, list[str]]:
        """The hashes of what may stand in each output, by the end of its name."""
        return {**self.earlier, **self.files}


class Receipt(msgspec.Struct, frozen=True):
    """What was made of a script, by format. source: where the script stands."""

    format: str
    source: str
    made: dict[str, Made] = {}

    @property
    def known(self) -> dict[str, list[str]]:
        """The hashes of what may stand in each output."""
        return {end: hashes for made in self.made.values() for end, hashes in made.known.items()}


def load(store: Store, stem: str, root: str = "") -> Receipt | None:
    """The receipt of the outputs whose names begin so; None where there is none that says anything.

    root: the folder from which the batch saw the stem. Raises OutputRefused where there is one that may not be read.
    """
    path = below(root, _path(stem))
    try:
        found = msgspec.json.decode(store.read(path), type=Receipt)
    except (MissingDocument, msgspec.DecodeError):
        return None  # what it knew is known no more: outputs that stand are kept
    except UnreadableDocument as error:
        raise OutputRefused(f"{store.shown(path)}: {error.found}", error.advice) from None
    return found if found.format == _RECEIPT and all(map(_is_end, found.known)) else None


def save(store: Store, stem: str, source: str, made: dict[str, Made]) -> None:
    """Write a receipt. Raises OutputRefused."""
    try:
        store.write(_path(stem), msgspec.json.encode(Receipt(_RECEIPT, source, made)))
    except OutputRefused as error:
        raise OutputRefused(f"none of its outputs is written: {error.found}", error.advice) from None


def forget(store: Store, stem: str, name: str) -> None:
    """Forget that a format was made of a script. Raises OutputRefused."""
    receipt = load(store, stem)
    if receipt is not None and name in receipt.made:
        save(store, stem, receipt.source, {form: made for form, made in receipt.made.items() if form != name})


def _is_end(text: str) -> bool:
    """Whether a name may end so. A receipt lies in a folder that anybody may have made; no output lies elsewhere."""
    return text.startswith(".") and not set(text) & set("/\\\0")


def shown_address(address: str) -> str:
    """An address as a receipt holds it: bytes of it that are no text are written out."""
    return address.encode("utf-8", "backslashreplace").decode()


def _path(stem: str) -> str:
    # Names may be as long as the system allows, and two of them the same to it.
    name = hashlib.sha256(stem.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{OWN}/receipts/{name[:2]}/{name[2:]}.json"


def mark(*options: object) -> str:
    """A short text that is the same for the same options, in every run of the same program, and for no others."""
    return hashlib.sha256(_written(options).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _written(value: object) -> str:
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if value is None or isinstance(value, str | bytes | int | float | Fraction | PurePath):
        return repr(value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = (f"{field.name}={_written(getattr(value, field.name))}" for field in fields(value))
        return f"{type(value).__name__}({', '.join(parts)})"
    if isinstance(value, frozenset):
        return f"{{{', '.join(sorted(map(_written, value)))}}}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(sorted(f'{_written(key)}: {_written(one)}' for key, one in value.items()))}}}"
    raise TypeError(f"no option: {value!r}")
