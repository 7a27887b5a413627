"""Table rows as typed lines: what stands side by side at one height, with its role.

A cell may hold several lines; the timecodes, headings and speeches of a row stand beside each other line by line.
Where the lines of a row cannot stand beside each other (three timecodes, and speech that word wrap alone parts), each
timecode goes with the paragraph of its rank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transcript.parser.tables.grid import GridRow, is_time
from transcript.parser.tables.headers import Role
from transcript.parser.timecodes.stamps import is_stamp


class Entry(NamedTuple):
    """A text of a typed line. key: its place in the row, cell and line. role: None where it is to be weighed."""

    key: tuple[int, int]
    role: Role | None
    text: str


class TypedLine(NamedTuple):
    """What stands at one height of a row.

    cells: how many the row has. whole: it says one thing only, across its columns. tall: a cell of it holds several
    lines. place: the place of the row among those of its section.
    """

    number: int
    height: int
    entries: tuple[Entry, ...]
    cells: int
    whole: bool = False
    tall: bool = False
    place: int = 0

    def first(self, *roles: Role) -> Entry | None:
        return next((entry for entry in self.entries if entry.role in roles), None)


_READ = (
    Role.NOTE,
    Role.TIME,
    Role.END,
    Role.DURATION,
    Role.SPEAKER,
    None,
    Role.TEXT,
    Role.SOUND,
    Role.TRANSLATION,
    Role.ASIDE,
)
"""The order in which what stands side by side is read."""


def typed_lines(
    row: GridRow, roles: Sequence[Role] | None, *, stacked: bool = False, beside: bool = False
) -> Iterator[TypedLine]:
    """The typed lines of a row, from top to bottom.

    stacked, beside: each cell of the time column holds an out time, or another text, below its timecode.
    """
    cells = [cell.split("\n") for cell in row.cells]
    heights = _heights(cells, roles, level=stacked or beside)
    whole = row.filled == 1 and len(row.cells) > 1
    tall = any(len(lines) > 1 for lines in cells)
    for height in sorted({h for column in heights for h in column}):
        found = [
            (at, line, cells[at][line].strip())
            for at, column in enumerate(heights)
            for line, h in enumerate(column)
            if h == height and cells[at][line].strip()
        ]
        if not found:
            continue
        if roles is None:
            entries = _by_stamp(found)
        elif len(cells) == 1 < len(roles) and not row.table and not is_time(found[0][2]):
            entries = [Entry((0, line), None, text) for _, line, text in found]  # it has run out of the columns
        else:
            entries = [
                Entry((at, line), roles[at] if at < len(roles) else Role.ASIDE, text) for at, line, text in found
            ]
            if stacked:
                entries = _out_times(entries)
            entries.sort(key=lambda entry: _READ.index(entry.role))
            entries = _said_twice(entries)
        yield TypedLine(row.number, height, tuple(entries), len(row.cells), whole, tall)


def _by_stamp(found: Sequence[tuple[int, int, str]]) -> list[Entry]:
    """Roles by the timecode's place: notes left of it, speech right of it; without one the first cell is weighed."""
    stamp = next((at for at, _, text in found if is_stamp(text)), None)
    entries = []
    for at, line, text in found:
        role: Role | None
        if at == stamp:
            role = Role.TIME
        elif stamp is not None:
            role = Role.NOTE if at < stamp else Role.TEXT
        else:
            role = Role.TEXT if at else None
        entries.append(Entry((at, line), role, text))
    return entries


def _out_times(entries: Sequence[Entry]) -> list[Entry]:
    """The second time of a cell is its out time."""
    return [
        entry._replace(role=Role.END) if entry.role is Role.TIME and seen else entry
        for seen, entry in _seen_times(entries)
    ]


def _said_twice(entries: Sequence[Entry]) -> list[Entry]:
    """A second time column that says the same as the first says nothing of its own."""
    first = next((entry for entry in entries if entry.role is Role.TIME), None)
    return [
        entry._replace(role=Role.ASIDE)
        if first is not None and entry.role is Role.TIME and entry.key[0] != first.key[0] and entry.text == first.text
        else entry
        for entry in entries
    ]


def _seen_times(entries: Sequence[Entry]) -> Iterator[tuple[bool, Entry]]:
    seen = False
    for entry in entries:
        yield seen, entry
        seen = seen or entry.role is Role.TIME


def _heights(cells: Sequence[Sequence[str]], roles: Sequence[Role] | None, *, level: bool) -> list[list[int]]:
    """For each line of each cell the height at which it is read. level: all of a time column's cell is read first."""
    heights = [list(range(len(lines))) for lines in cells]
    if roles is None or Role.TIME not in roles or max(map(len, cells)) == 1:
        return heights
    place = roles.index(Role.TIME)
    if place >= len(cells):
        return heights
    times = [line for line, text in enumerate(cells[place]) if is_time(text.strip())]
    if level:
        heights[place] = [0] * len(cells[place])
        return heights
    texts = [at for at, role in enumerate(roles[: len(cells)]) if role is Role.TEXT]
    spoken = max((_last(cells[at]) for at in texts), default=-1)
    if len(times) > 1 and times[-1] > spoken >= 0:
        blocks = max((_blocks(cells[at]) for at in texts), key=len, default=[])
        if len(blocks) == len(times):
            moved = dict(zip(times, blocks, strict=True))
            heights[place] = [moved.get(line, min(line, spoken)) for line in range(len(cells[place]))]
    elif len(times) == 1 and spoken >= 0:
        # A single timecode that stands lower by blank lines above it still begins its row.
        heights[place] = [0 if line == times[0] else line for line in range(len(cells[place]))]
    return heights


def _last(lines: Sequence[str]) -> int:
    return max((line for line, text in enumerate(lines) if text.strip()), default=-1)


def _blocks(lines: Sequence[str]) -> list[int]:
    """Where the paragraphs of a cell begin: parted by blank lines, else each line one."""
    begins = [line for line, text in enumerate(lines) if text.strip() and (not line or not lines[line - 1].strip())]
    return begins if len(begins) > 1 else [line for line, text in enumerate(lines) if text.strip()]
