"""How much a document may ask of the machine: far beyond any script, far below what brings a machine down."""

from __future__ import annotations

from transcript.errors import UnreadableDocument

MAX_PART = 200 * 1024 * 1024  # bytes of one part of a package, unpacked
MAX_PARTS = 20_000  # files in a package
MAX_MARKUP = 4_000_000  # tags and attributes of one part: each takes some hundred bytes of memory
MAX_CELLS = 2_000_000  # cells of all tables, those that merging leaves empty among them
MAX_SPAN = 1000  # columns that one cell takes (HTML, 4.9.11: colspan is at most 1000)

_ADVICE = "save the script itself as a document of its own"


def too_much(what: str) -> UnreadableDocument:
    """The refusal of a document that goes beyond a limit."""
    return UnreadableDocument(f"the document holds {what}, more than a script can", _ADVICE)
