"""Plain text: one row for each line that is not blank, its cells split at tabs."""

from __future__ import annotations

from transcript.model import Row
from transcript.readers.encodings import decode
from transcript.readers.limits import Limits, check

NAME = "text"
SUFFIXES = (".txt", ".md")
DESCRIPTION = "plain text and Markdown in any usual encoding; tabs part columns"
EXAMPLE = "Harbour gate ⇥ 10.00.02 ⇥ NARRATOR"


def rows(text: str, limits: Limits) -> tuple[Row, ...]:
    r"""The rows of a text, numbered as an editor numbers its lines.

    Lines end at \n, \r\n and \r alone: str.splitlines would also split at form feeds, vertical tabs, NEL and U+2028,
    which word processors leave inside lines, and every number after them would be wrong. Cells are kept as they
    stand, spaces included; white-space-only lines make no row and count in the next row's gap. Raises
    UnreadableDocument where there are more lines than the limits allow.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    check_lines(text, limits)
    found = []
    gap = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.isspace():
            gap += 1
        else:
            found.append(Row(number, tuple(line.split("\t")) if "\t" in line else (line,), gap))
            gap = 0
    return tuple(found)


def check_lines(text: str, limits: Limits) -> None:
    """Refuse a text of more lines and tabs than the limits allow."""
    check(limits, "lines", text.count("\n") + text.count("\r") + text.count("\t"))


def read(data: bytes, encoding: str | None, limits: Limits) -> tuple[tuple[Row, ...], str]:
    """The rows of a text file's bytes and the encoding they were read with. Raises UnreadableDocument."""
    text, used = decode(data, encoding)
    return rows(text, limits), used
