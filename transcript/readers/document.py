"""A document as every reader hands it on: rows, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transcript.model import Row
    from transcript.readers.subtitles import Caption


@dataclass(frozen=True, slots=True)
class Document:
    """The rows of one document.

    encoding: the codec its text was read with. sha256: of its bytes, in hex. layout: the name of the layout its rows
    stand in where the kind of document settles it, as with subtitles. captions: those of finished subtitles, as they
    stand.
    """

    name: str
    rows: tuple[Row, ...]
    encoding: str
    sha256: str
    layout: str | None = None
    captions: tuple[Caption, ...] = ()
