"""What each column of a table holds: from its header where it has one, else from what stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest
from typing import NamedTuple

from transcript.parser.evidence.headings import read_heading
from transcript.parser.evidence.lexicon import SIZES, SPEECH_WORDS
from transcript.parser.evidence.texts import note_odds, sound_odds, word_count
from transcript.parser.evidence.typography import ends_sentence
from transcript.parser.language import guess_language
from transcript.parser.paragraphs.names import form_odds, name_at
from transcript.parser.paragraphs.times import time_at
from transcript.parser.tables.grid import GridRow, is_time
from transcript.parser.tables.headers import Role, header_role, is_header, names_language
from transcript.parser.tables.overflow import Overflow, gathered, narrowed, usual_width
from transcript.parser.timecodes.stamps import read_stamps
from transcript.parser.timecodes.units import Unit, counted, is_number, unit_of

_FEW = 4  # as many must recur before they are names by that alone
_WORDY = 6.0  # from here on cells hold speech or descriptions rather than names
_SAMPLE = 2000  # so many rows of a table tell what its columns hold
_NEAR = 20  # so many rows below a header tell that it is one
_NAME_WORDS = 3  # in the name of a column
_NAME_LETTERS = 24
_ASKED = frozenset(("Q.", "A."))  # who speaks in court


class Section(NamedTuple):
    """Rows under one header, or under none.

    roles: one for each column; None where the columns are told by the timecode's place in each row. header: the
    names at its head. stacked: each cell of the time column holds in and out time, one above the other. paired: so do
    neighbouring rows, as where a page gives each line of a cell as a row. beside: what else the cells of the time
    column say, who speaks or what is seen. unit: what the numbers in the columns of times count.
    """

    rows: Sequence[GridRow]
    header: tuple[str, ...] | None
    roles: tuple[Role, ...] | None
    stacked: bool = False
    paired: bool = False
    beside: Role | None = None
    unit: Unit | None = None
    overflows: Sequence[Overflow] = ()

    def is_time(self, text: str) -> bool:
        """Whether a stripped text in a column of times is one."""
        return is_time(text) or (self.unit is not None and counted(text, self.unit) is not None)


@dataclass(frozen=True)
class Column:
    """The texts of one column, and what they are like. unit: what its numbers count, where they are times."""

    texts: tuple[str, ...]
    unit: Unit | None = None

    @cached_property
    def first_lines(self) -> tuple[str, ...]:
        return tuple(text.split("\n", 1)[0].strip() for text in self.texts)

    @cached_property
    def times(self) -> float:
        """The share of cells that hold timecodes, or numbers that are times."""
        unit = self.unit
        return _share(is_time(line) or (unit is not None and is_number(line)) for line in self.first_lines)

    @cached_property
    def seconds(self) -> tuple[int | None, ...]:
        return tuple(_seconds(line, self.unit) for line in self.first_lines)

    @cached_property
    def forward(self) -> float:
        """The share of its timecodes that do not step back."""
        known = [value for value in self.seconds if value is not None]
        return _share((before <= after for before, after in pairwise(known)), none=1.0)

    @cached_property
    def words(self) -> float:
        """Words in a cell."""
        return sum(text.count(" ") + text.count("\n") + 1 for text in self.texts) / max(1, len(self.texts))

    @cached_property
    def numbers(self) -> float:
        return _share(len(text) < 12 and any(map(str.isdigit, text)) and " " not in text for text in self.texts)

    @cached_property
    def sounds(self) -> float:
        return _share(sound_odds(line) > 0 for line in self.first_lines)

    @cached_property
    def notes(self) -> float:
        """How far its cells are shot notes rather than speech, as mean log odds."""
        return sum(max(-4.0, min(4.0, note_odds(line[:200]))) for line in self.first_lines) / max(1, len(self.texts))

    @cached_property
    def spoken(self) -> float:
        """The share of cells that read as speech: clauses with a pronoun or an auxiliary, or ended sentences."""
        return _share(_reads_as_speech(text[:400]) for text in self.texts)

    @cached_property
    def ended(self) -> float:
        """The share of cells that end as sentences do."""
        return _share(ends_sentence(text) and not text.endswith("..") for text in self.texts)

    @cached_property
    def names(self) -> float:
        return _share(_is_name(line) for line in self.first_lines)

    @cached_property
    def distinct(self) -> float:
        return len({text.strip(" :").casefold() for text in self.texts}) / max(1, len(self.texts))


def sections(rows: Sequence[GridRow], text: str | None = None) -> list[Section]:
    """The rows of a document as sections, each with what its columns hold.

    text: the name or number of the column that is to be taken as the text, where the user says so.
    """
    made: list[Section] = []
    for header, group in _grouped(rows):
        before = next((s for s in reversed(made) if s.roles and _like(s, header, group)), None)
        if header is None and before is not None and not _own_times(group, before):
            made.append(before._replace(rows=group, overflows=()))
            continue
        body, overflows = _gathered(header, group, text)
        numbers = _numbers(header, body)
        roles = _roles(header, body, text, numbers)
        stacked = _stacked(body, roles)
        beside = None if stacked else _beside(body, roles)
        paired = _paired(body, roles)
        made.append(Section(body, header, roles, stacked, paired, beside, numbers and numbers.unit, overflows))
    return made


def _gathered(
    header: tuple[str, ...] | None, rows: list[GridRow], text: str | None
) -> tuple[list[GridRow], list[Overflow]]:
    """The rows of a table with speech that runs over its column put together in it, and which rows those are."""
    width = usual_width(rows, header) if all(row.table for row in rows) else 0
    if width < _FEW - 1:
        return rows, []
    own = narrowed(rows, width)
    head = header[:width] if header else None
    roles = _roles(head, own, text, _numbers(head, own))
    return (rows, []) if roles is None else gathered(rows, header, roles)


def text_columns(section: Section) -> tuple[str, ...]:
    """Names of the columns that hold the text or a translation of it, the one that is taken first."""
    if section.roles is None:
        return ()
    found = sorted(
        (role is Role.TRANSLATION, place)
        for place, role in enumerate(section.roles)
        if role in (Role.TEXT, Role.TRANSLATION)
    )
    return tuple(_name(section.header, place) for _, place in found)


def _name(header: Sequence[str] | None, place: int) -> str:
    name = " ".join(header[place].split()) if header and place < len(header) else ""
    return name or str(place + 1)


def _grouped(rows: Sequence[GridRow]) -> Iterator[tuple[tuple[str, ...] | None, list[GridRow]]]:
    """Runs of rows of one table under one header. A header that is typed again on each page begins nothing new."""
    header: tuple[str, ...] | None = None
    group: list[GridRow] = []
    table = rows[0].table if rows else 0
    for place, row in enumerate(rows):
        if row.table != table:
            if group:
                yield header, group
            header, group, table = None, [], row.table
        if row.tabled and (is_header(row.cells) or (header is None and _heads(rows, place))):
            if header is not None and _folded(row.cells) == _folded(header):
                group.append(row)
                continue
            if any(map(_timed, group)):
                yield header, group
                group = []
            below = header is not None and bool(group) and heads(group[-1].cells, header)
            header = _joined(header, row.cells) if header and below else row.cells
        group.append(row)
    if group:
        yield header, group


def heads(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row is the header of its section, or one line of it."""
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    return (
        len(filled) > 1
        and len(cells) <= len(header)
        and all(" ".join(cells[place].split()) in " ".join(header[place].split()) for place in filled)
    )


def _joined(header: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """The names of columns that are set in two lines: `TIMECODE` above `IN`."""
    return tuple(" ".join(f"{above} {name}".split()) for above, name in zip_longest(header, below, fillvalue=""))


def _heads(rows: Sequence[GridRow], place: int) -> bool:
    """Whether a row names its columns in whatever language: a few words in each, and timecodes below one of them."""
    cells = [cell.strip() for cell in rows[place].cells]
    if len(cells) < 2 or not all(map(_may_name, cells)):
        return False
    below = [row for row in rows[place + 1 : place + 1 + _NEAR] if row.table == rows[place].table]
    if any(len(row.cells) != len(cells) for row in below):
        return False
    columns = [[line for row in below if (line := row.cells[at].split("\n", 1)[0].strip())] for at in range(len(cells))]
    return any(len(lines) > 1 and all(map(is_time, lines)) for lines in columns)


def _may_name(text: str) -> bool:
    known = len(text.split()) <= _NAME_WORDS and len(text) <= _NAME_LETTERS
    return known and any(map(str.isalpha, text)) and not any(map(str.isdigit, text)) and not ends_sentence(text)


def _folded(cells: Sequence[str]) -> list[str]:
    return [" ".join(cell.casefold().split()) for cell in cells]


def _timed(row: GridRow) -> bool:
    return any(is_time(cell.split("\n", 1)[0].strip()) for cell in row.cells)


def _like(section: Section, header: tuple[str, ...] | None, group: Sequence[GridRow]) -> bool:
    """Whether a table without a header may go on with the one before: as many columns, all of them in use."""
    return header is None and bool(section.roles) and _width(group) == len(section.roles or ()) > 1


def _own_times(group: Sequence[GridRow], before: Section) -> bool:
    """Whether a table has timecodes in another column than the one before."""
    columns = [Column(tuple(texts)) for texts in _texts(group)]
    place = next((i for i, role in enumerate(before.roles or ()) if role is Role.TIME), None)
    best = max(range(len(columns)), key=lambda i: columns[i].times, default=0)
    return bool(columns) and columns[best].times > 0.5 and place is not None and columns[place].times < 0.3


def _width(rows: Sequence[GridRow]) -> int:
    return max((len(row.cells) for row in rows), default=0)


def _texts(rows: Sequence[GridRow]) -> list[list[str]]:
    """The filled cells of each column."""
    columns: list[list[str]] = [[] for _ in range(_width(rows))]
    for row in rows[:_SAMPLE]:
        if row.tabled and not row.front and not is_header(row.cells):
            for place, cell in enumerate(row.cells):
                if text := cell.strip():
                    columns[place].append(text)
    return columns


class _Numbers(NamedTuple):
    """Columns of numbers that are times, by their places, and what they count."""

    unit: Unit
    places: frozenset[int]


def _numbers(header: tuple[str, ...] | None, rows: Sequence[GridRow]) -> _Numbers | None:
    """The columns of numbers that are times, in a table that has no timecodes.

    The first is told by its name, or holds no whole seconds alone; all by the pace of what stands beside it.
    """
    body = [row for row in rows[:_SAMPLE] if row.tabled and not row.front and not is_header(row.cells)]
    cells = [
        [row.cells[place].strip() if place < len(row.cells) else "" for row in body] for place in range(_width(rows))
    ]
    numeric = [
        place
        for place, texts in enumerate(cells)
        if any(map(is_number, texts[:_FEW])) and sum(map(is_number, texts)) * 10 > 9 * len(texts)
    ]
    others = [place for place in range(len(cells)) if place not in numeric]
    if (
        not numeric
        or not others
        or any(_share([is_time(text) for text in cells[place] if text]) > 0.3 for place in others)
    ):
        return None
    words = [max(word_count(cells[place][at]) for place in others) for at in range(len(body))]
    named = _named(header, len(cells))
    for place in numeric:
        held = [(text, said) for text, said in zip(cells[place], words, strict=True) if is_number(text)]
        unit = unit_of([text for text, _ in held], [said for _, said in held])
        whole = unit is Unit.SECONDS and all(text.isdecimal() for text, _ in held)
        if unit is not None and (named[place] is Role.TIME or (named[place] is None and not whole)):
            return _Numbers(unit, frozenset(p for p in numeric if p >= place and named[p] in _TIMED))
    return None


_TIMED = (None, Role.TIME, Role.END, Role.DURATION)


def _named(header: tuple[str, ...] | None, width: int) -> list[Role | None]:
    """What the names of so many columns say."""
    named = [header_role(cell) for cell in header] if header else []
    return named + [None] * (width - len(named))


def _roles(
    header: tuple[str, ...] | None, rows: Sequence[GridRow], text: str | None, numbers: _Numbers | None
) -> tuple[Role, ...] | None:
    if not any(row.tabled for row in rows):
        return None
    columns = [
        Column(tuple(texts), numbers.unit if numbers and place in numbers.places else None)
        for place, texts in enumerate(_texts(rows))
    ]
    named = _named(header, len(columns))
    if header is None and not _regular(rows):
        return None
    roles = _weighed(named, columns, rows)
    tabled = any(row.table for row in rows)
    if header is None and not (tabled or (Role.TEXT in roles and _tells_more(roles))):
        return None
    if Role.TIME not in roles:
        return tuple(roles) if header else None
    _settle_texts(roles, rows, header, text)
    return tuple(roles)


def _regular(rows: Sequence[GridRow]) -> bool:
    """Whether rows have their columns in the same places: real tables, and tabs or marks as many in each row."""
    tabled = [row for row in rows if row.tabled]
    if all(row.table for row in tabled):
        return True
    width = _width(tabled)
    return sum(len(row.cells) == width for row in tabled) * 10 >= 8 * len(tabled)


def _tells_more(roles: Sequence[Role]) -> bool:
    """Whether the columns say more than that notes stand left of the timecode and speech right of it."""
    if Role.TIME not in roles:
        return False
    at = list(roles).index(Role.TIME)
    plain = all(role is Role.NOTE for role in roles[:at]) and all(role is Role.TEXT for role in roles[at + 1 :])
    return not plain or len(roles) == 2


def _weighed(named: Sequence[Role | None], columns: Sequence[Column], rows: Sequence[GridRow]) -> list[Role]:
    """A role for each column: what its name says where its content agrees, else what its content says."""
    roles = [_checked(role, column) for role, column in zip(named, columns, strict=True)]
    timed = [place for place, column in enumerate(columns) if roles[place] is None and _holds_times(column)]
    _settle_times(roles, timed, columns, rows)
    free = [place for place, role in enumerate(roles) if role is None]
    for place in free:
        column = columns[place]
        if not column.texts or (column.numbers > 0.7 and column.words < 2):
            roles[place] = Role.ASIDE
        elif column.sounds > 0.6:
            roles[place] = Role.SOUND
    free = [place for place in free if roles[place] is None]
    if Role.SPEAKER not in roles and (len(free) > 1 or Role.TEXT in roles):
        start = next((place for place, role in enumerate(roles) if role is Role.TIME), len(roles))
        named_so = [p for p in free if _holds_names(columns[p], beyond=p > start)]
        speaker = max(named_so, key=lambda place: columns[place].names, default=None)
        speech = Role.TEXT in roles or any(place != speaker and columns[place].spoken >= 0.2 for place in free)
        if speaker is not None and speech:
            roles[speaker] = Role.SPEAKER
            free.remove(speaker)
    _settle_free(roles, free, columns)
    _settle_sound(roles, columns)
    return [role or Role.ASIDE for role in roles]


def _checked(role: Role | None, column: Column) -> Role | None:
    """A role that a column's name says, None where what stands in it is something else."""
    if role is None or not column.texts:
        return role
    if role in (Role.TIME, Role.END, Role.DURATION):
        return role if column.times > 0.3 or column.words < 2.5 else None
    if column.times > 0.8 and role is not Role.ASIDE:
        return None
    if role is Role.SPEAKER:
        said = column.words >= _WORDY or (column.spoken >= 0.3 and column.names < 0.5)
        return Role.TEXT if said else role
    if role is Role.NOTE and column.numbers > 0.7 and column.words < 2:
        return Role.ASIDE
    return role


def _holds_times(column: Column) -> bool:
    return len(column.texts) > 1 and column.times >= 0.6


def _settle_times(
    roles: list[Role | None], timed: Sequence[int], columns: Sequence[Column], rows: Sequence[GridRow]
) -> None:
    """Which column without a telling name says when, until when, and for how long.

    Two columns say when where shots and speech each have their own, as in a combined continuity and spotting list.
    """
    starts = [place for place, role in enumerate(roles) if role is Role.TIME]
    for extra in starts[1:]:
        if Role.END not in roles and _follows(rows, starts[0], extra, columns[extra].unit):
            roles[extra] = Role.END
        elif not _interleaves(rows, starts[0], extra, columns[extra].unit):
            roles[extra] = Role.ASIDE
    for place in timed:
        start = next((at for at, role in enumerate(roles) if role is Role.TIME), None)
        if start is None:
            roles[place] = Role.TIME if columns[place].forward >= 0.7 else Role.DURATION
        elif (
            Role.END not in roles
            and columns[place].forward >= 0.7
            and _follows(rows, start, place, columns[place].unit)
        ):
            roles[place] = Role.END
        else:
            roles[place] = Role.DURATION if Role.DURATION not in roles and columns[place].forward < 0.9 else Role.ASIDE


def _follows(rows: Sequence[GridRow], start: int, end: int, unit: Unit | None) -> bool:
    """Whether the times of one column come after those of another, by less than ten minutes."""
    pairs = [
        (_seconds(row.cells[start].strip(), unit), _seconds(row.cells[end].strip(), unit))
        for row in rows[:_SAMPLE]
        if max(start, end) < len(row.cells)
    ]
    known = [(a, b) for a, b in pairs if a is not None and b is not None]
    return bool(known) and _share(0 <= b - a <= 600 for a, b in known) >= 0.8


def _interleaves(rows: Sequence[GridRow], first: int, second: int, unit: Unit | None) -> bool:
    """Whether the times of two columns, read row by row, are one sequence: those of a source tape are not."""
    cells = [row.cells[place].strip() for row in rows[:_SAMPLE] for place in (first, second) if place < len(row.cells)]
    known = [seconds for cell in cells if (seconds := _seconds(cell, unit)) is not None]
    return len(known) > _FEW and _share(before <= after for before, after in pairwise(known)) >= 0.95


def _holds_names(column: Column, *, beyond: bool) -> bool:
    """Whether a column holds names that recur; left of the timecode, where notes stand, they have to.

    beyond: it stands right of the timecode.
    """
    few = column.distinct <= 0.7 if not beyond or len(column.texts) > 5 else True
    if not beyond and len(column.texts) < _FEW:
        return False
    return column.names >= 0.7 and column.words <= 3.5 and few and column.notes <= 0.3


def _settle_free(roles: list[Role | None], free: Sequence[int], columns: Sequence[Column]) -> None:
    """Which of the columns that are left hold speech, and which notes."""
    wordy = [place for place in free if columns[place].words >= 2 or columns[place].ended >= 0.5]
    speech = [p for p in wordy if columns[p].spoken >= 0.3]
    if Role.TEXT not in roles and Role.SOUND not in roles and not speech and wordy and Role.NOTE in roles:
        speech = wordy
    if Role.TEXT not in roles and wordy and not speech:
        best = max(wordy, key=lambda place: columns[place].words - columns[place].notes)
        speech = [best] if columns[best].notes < 0 else []
    if len(speech) > 1:
        most = max(columns[place].words for place in speech)
        notes = [p for p in speech if columns[p].words * 4 < most or columns[p].notes > 0.5]
        speech = [p for p in speech if p not in notes]
    for place in free:
        roles[place] = Role.TEXT if place in speech else Role.NOTE


def _settle_sound(roles: list[Role | None], columns: Sequence[Column]) -> None:
    """A column named audio or sound holds the speech where no other does, or where it reads as speech."""
    for place, role in enumerate(roles):
        if role is Role.SOUND and columns[place].texts and columns[place].sounds < 0.5:
            spoken = columns[place].spoken >= 0.3
            if spoken or Role.TEXT not in roles:
                roles[place] = Role.TEXT
    if Role.TEXT not in roles:
        # A table of two columns, `TC | Description`: its text is speech where it reads so.
        notes = [place for place, role in enumerate(roles) if role is Role.NOTE and columns[place].spoken >= 0.5]
        if notes:
            roles[max(notes, key=lambda place: columns[place].words)] = Role.TEXT


def _settle_texts(roles: list[Role], rows: Sequence[GridRow], header: Sequence[str] | None, text: str | None) -> None:
    """Of several text columns that say the same, one is the text and the others are translations of it."""
    if text is not None:
        wanted = chosen(text, header, len(roles))
        if wanted is not None:
            for place, role in enumerate(roles):
                if role is Role.TEXT:
                    roles[place] = Role.TRANSLATION
            roles[wanted] = Role.TEXT
        return
    texts = [place for place, role in enumerate(roles) if role is Role.TEXT]
    if not texts:
        translations = [place for place, role in enumerate(roles) if role is Role.TRANSLATION]
        if translations:
            roles[translations[0]] = Role.TEXT
        return
    first = texts[0]
    for place in texts[1:]:
        shown = _shown_beside(rows, first, place)
        if shown is not None:
            roles[shown] = Role.NOTE
            first = place if shown == first else first
            continue
        languages = header is not None and all(p < len(header) and names_language(header[p]) for p in (first, place))
        if languages or _parallel(rows, first, place):
            roles[place] = Role.TRANSLATION


def _shown_beside(rows: Sequence[GridRow], first: int, second: int) -> int | None:
    """Which of two columns says in sentences what is seen, if one names who speaks and the other never does.

    A translation is of another language, and who speaks may be named in the original alone.
    """
    cells = [[row.cells[place] for row in rows[:_SAMPLE] if place < len(row.cells)] for place in (first, second)]
    filled = [[cell for cell in column if cell.strip()] for column in cells]
    named = [_share(map(_opens_with_name, column)) for column in filled]
    tongues = [guess_language(column) for column in filled]
    if min(named) > 0.1 or max(named) < 0.6 or tongues[0] != tongues[1] or tongues[0] is None:
        return None
    return first if named[0] < named[1] else second


def _opens_with_name(cell: str) -> bool:
    line = cell.strip().split("\n", 1)[0].strip()
    name = name_at(line, 0)
    return (
        name is not None
        and name.place in ("colon", "bite", "alone")
        and name.odds > -1
        and len(line) < len(cell.strip())
    )


def chosen(text: str, header: Sequence[str] | None, width: int) -> int | None:
    """The place of the column that the user names, by its header or its number."""
    wanted = " ".join(text.casefold().split())
    for place, name in enumerate(header or ()):
        if wanted == " ".join(name.casefold().split()).strip(" :*"):
            return place
    if wanted.isdecimal() and 1 <= int(wanted) <= width:
        return int(wanted) - 1
    return None


def _parallel(rows: Sequence[GridRow], first: int, second: int) -> bool:
    """Whether two columns are filled in the same rows with texts about as long."""
    filled = both = alike = 0
    for row in rows[:_SAMPLE]:
        if max(first, second) >= len(row.cells) or is_header(row.cells):
            continue
        a, b = len(row.cells[first].split()), len(row.cells[second].split())
        filled += bool(a or b)
        both += bool(a and b)
        alike += bool(a and b) and min(a, b) * 3 >= max(a, b)
    return both * 10 >= 6 * filled and alike * 10 >= 7 * both


def _stacked(rows: Sequence[GridRow], roles: Sequence[Role] | None) -> bool:
    """Whether the cells of the time column hold two times each, in and out, of which the second ends the first."""
    if roles is None or Role.TIME not in roles or Role.END in roles:
        return False
    place = roles.index(Role.TIME)
    cells = [row.cells[place].split("\n") for row in rows[:_SAMPLE] if place < len(row.cells)]
    times = [[line.strip() for line in lines if is_time(line.strip())] for lines in cells]
    filled = [found for found in times if found]
    pairs = [(_seconds(found[0]), _seconds(found[1])) for found in filled if len(found) == 2]
    sound = [(a, b) for a, b in pairs if a is not None and b is not None]
    if len(sound) < 2 or len(sound) * 10 < 8 * len(filled):
        return False
    # Two that each begin something would leave time between the last of a row and the first of the next.
    touching = _share(0 <= after[0] - before[1] <= 3 for before, after in pairwise(sound))
    tall = _share(sum(bool(line.strip()) for line in row.cells[-1].split("\n")) > 1 for row in rows[:_SAMPLE])
    return touching >= 0.5 or tall < 0.2


def _paired(rows: Sequence[GridRow], roles: Sequence[Role] | None) -> bool:
    """Whether times stand in two neighbouring rows each, in above out, with rows of none before the next."""
    if roles is None or Role.TIME not in roles or Role.END in roles or any(row.table for row in rows[:_SAMPLE]):
        return False
    place = roles.index(Role.TIME)
    cells = [row.cells[place].strip() if place < len(row.cells) else "" for row in rows[:_SAMPLE]]
    times = [
        (at, seconds) for at, cell in enumerate(cells) if is_time(cell) and (seconds := _seconds(cell)) is not None
    ]
    ins, outs = times[::2], times[1::2]
    if len(outs) < _FEW - 1:
        return False
    beside = _share(out[0] == start[0] + 1 and out[1] >= start[1] for start, out in zip(ins, outs, strict=False))
    apart = _share(start[0] > out[0] + 1 for start, out in zip(ins[1:], outs, strict=False))
    touching = _share(0 <= start[1] - out[1] <= 3 for start, out in zip(ins[1:], outs, strict=False))
    return min(beside, apart) >= 0.8 and touching >= 0.5


def _beside(rows: Sequence[GridRow], roles: Sequence[Role] | None) -> Role | None:
    """What the cells of the time column hold below the timecode: `10:00:02 ⏎ ANN LEE`, `10:00:02 ⏎ Harbour`."""
    if roles is None or Role.TIME not in roles:
        return None
    place = roles.index(Role.TIME)
    cells = [row.cells[place] for row in rows[:_SAMPLE] if place < len(row.cells) and not is_header(row.cells)]
    held = [" ".join(_beside_time(line) for line in cell.split("\n")).strip() for cell in cells if cell.strip()]
    texts = [text for text in held if any(map(str.isalpha, text))]
    if len(texts) < _FEW or len(texts) * 2 < len(held):
        return None
    if Role.SPEAKER not in roles and len(set(texts)) < len(texts) and _share(map(_is_name, texts)) >= 0.8:
        return Role.SPEAKER
    counted = _share(any(map(str.isdigit, text)) for text in texts) > 0.5  # lengths, numbers of scenes
    described = sum(text.count(" ") for text in texts) >= len(texts) and not counted
    return Role.NOTE if Role.NOTE not in roles and described else None


def _beside_time(line: str) -> str:
    """What a line of a time column says beside its timecode; all of it where it has none."""
    text = line.strip()
    time = time_at(text, 0)
    return "" if is_time(text) else text if time is None else text[time.end :].strip()


def _seconds(text: str, unit: Unit | None = None) -> int | None:
    if unit is not None and (number := counted(text, unit)) is not None:
        return number.seconds
    text = text.strip(" .[](){}-–—>")
    time = time_at(text, 0)
    if time is None:
        return None
    core = text[time.start : time.cut]
    return time.seconds if time.seconds is not None else read_stamps([core])[0].seconds


def _is_name(text: str) -> bool:
    if text.rstrip(":").upper() in SIZES or len(text) > 60:
        return False
    if text in _ASKED:
        return True
    odds = form_odds(text.rstrip(": "))
    return odds is not None and (odds > -1.5 or read_heading(text) is not None)


def _reads_as_speech(text: str) -> bool:
    words = text.casefold().replace("’", "'").split()
    if len(words) < 3:
        return text[-1:] in ("?", "!")
    clause = any(word.strip(',.:;!?"“”()') in SPEECH_WORDS for word in words)
    return clause or (len(words) > 3 and ends_sentence(text) and note_odds(text) <= 0)


def _share(marks: Iterator[bool] | Sequence[bool], none: float = 0.0) -> float:
    values = list(marks)
    return sum(values) / len(values) if values else none
