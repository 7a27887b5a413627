"""Names that word wrap parts in a narrow column: `MARGARET` above `HOLLOWAY`, `NARRATOR` above `(V.O.):`.

A name goes on where the next word did not fit beside it, and where it does so again wherever the name stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from transcript.parser.evidence.headings import is_narrator, read_heading
from transcript.parser.evidence.typography import ends_sentence, letters, width
from transcript.parser.paragraphs.names import name_at
from transcript.parser.tables.headers import Role
from transcript.parser.tables.lines import TypedLine

_MOST = 3
"""Lines of a name below its first."""
_BROKEN_OFF = "-–—"
"""Marks behind speech that another voice cuts off."""
_OFFICE = 3
"""Words in a line that says what someone is."""


def wrapped_names(lines: Sequence[TypedLine]) -> Mapping[int, Role]:
    """The places of lines that go on with the name in the line above, each with the role of the column it stands in."""
    return dict.fromkeys(_in_speaker_cells(lines), Role.SPEAKER) | dict.fromkeys(_above_speech(lines), Role.TEXT)


def _text(line: TypedLine, role: Role) -> str:
    entry = line.first(role)
    return "" if entry is None else entry.text


def _timed(line: TypedLine) -> bool:
    return line.first(Role.TIME) is not None


def _widest(texts: Sequence[str]) -> int:
    return max(map(width, texts), default=0)


def _parted(above: str, below: str, column: int) -> bool:
    """Whether the first word of a line would not have fitted beside the line above it."""
    return width(f"{above} {below.split(None, 1)[0]}") > column


def _in_speaker_cells(lines: Sequence[TypedLine]) -> list[int]:
    """Names in a column of their own; what is said beside the first line of one runs on, at least once."""
    names = [_text(line, Role.SPEAKER) for line in lines]
    column = _widest(names)
    opening = {name for name, line in zip(names, lines, strict=True) if name and _timed(line)}
    found: list[tuple[int, tuple[str, str]]] = []
    sure: set[tuple[str, str]] = set()
    said = ""
    for place, (line, name) in enumerate(zip(lines, names, strict=True)):
        above, text = names[place - 1] if place else "", _text(line, Role.TEXT)
        if name and above and not _timed(line) and name not in opening and _parted(above, name, column):
            found.append((place, (above, name)))
            if not text or (said and not ends_sentence(said) and said[-1] not in _BROKEN_OFF):
                sure.add((above, name))
        said = text or said
    return [place for place, pair in found if pair in sure]


def _above_speech(lines: Sequence[TypedLine]) -> Iterator[int]:
    """Names above speech, in its column, where no other holds them."""
    if any(line.first(Role.SPEAKER) for line in lines):
        return
    texts = [_text(line, Role.TEXT) for line in lines]
    column = _widest(texts)
    below: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for place, (line, text) in enumerate(zip(lines, texts, strict=True)):
        if _timed(line) and text and letters(text.partition(" ")[0]).capitals:
            below[text].append((place, tuple(_untimed(lines, texts, place + 1))))
    for first, found in below.items():
        again = _again([following for _, following in found])
        for place, following in found:
            count = max(_announced(first, following, column), _repeated(first, again, column))
            if count < len(following):  # some speech is left
                yield from range(place + 1, place + 1 + count)


def _untimed(lines: Sequence[TypedLine], texts: Sequence[str], begin: int) -> Iterator[str]:
    """The texts of the next lines before another timecode, a few of them."""
    for line, text in zip(lines[begin : begin + _MOST + 1], texts[begin:], strict=False):
        if _timed(line) or not text:
            return
        yield text


def _again(found: Sequence[Sequence[str]]) -> Sequence[str]:
    """The lines that all begin with, where there are several."""
    same = takewhile(lambda texts: len(set(texts)) == 1, zip(*found, strict=False))
    return [texts[0] for texts in same] if len(found) > 1 else []


def _announced(first: str, following: Sequence[str], column: int) -> int:
    """How many lines go on with a name until a colon ends it."""
    name = above = first
    for count, text in enumerate(following[:_MOST], 1):
        if name.endswith(":") or not _parted(above, text, column) or not (letters(text).capitals or text[0] in "(["):
            return 0
        name, above = f"{name} {text}", text
        if text.endswith(":"):
            found = name_at(name, 0)
            return count if found is not None and found.place == "colon" and found.end == len(name) else 0
    return 0


def _repeated(first: str, again: Sequence[str], column: int) -> int:
    """How many of the lines that follow a name wherever it stands go on with it."""
    count = 0
    above = first
    for text in again[:_MOST]:
        if not _parted(above, text, column) or not _goes_on(first, text):
            break
        count, above = count + 1, text
    return count


def _goes_on(first: str, text: str) -> bool:
    """Whether a line goes on with a name in capitals: more of it, a bracket, or, behind a dash, what someone is."""
    if ends_sentence(text):
        return False
    _, dash, office = f"{first} ".replace("–", "-").replace("—", "-").partition(" - ")
    if dash:
        return letters(office + text).mixed and len(text.split()) <= _OFFICE
    if text[0] in "([":
        return text.rstrip(": ")[-1] in ")]"
    return not is_narrator(first) and letters(text).capitals and read_heading(f"{first} {text}") is not None
