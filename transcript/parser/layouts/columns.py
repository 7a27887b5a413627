"""`columns`: a table whose columns are kept: of a document, of tabs, or of pasted text parted by `|` or ` / `.

What a column holds is told by its header, else by its content. Where rows are ragged, the timecode divides a row:
what stands left of it is a shot note, what stands right of it heading or speech; a row without one is divided by its
cells: the first cell is the note, the others are speech.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from transcript.model import Kind, Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.evidence.headings import read_heading, speaks_for_heading
from transcript.parser.evidence.lexicon import FRONT_WORDS
from transcript.parser.evidence.texts import folded_words, is_mark, is_silence, note_odds, sound_odds, title_odds
from transcript.parser.evidence.typography import ends_sentence, letters, stray_mark, width
from transcript.parser.layouts import cue_sheet
from transcript.parser.layouts.notes import NoteJoiner
from transcript.parser.paragraphs.chrome import front_matter, is_chrome, is_markdown_heading
from transcript.parser.paragraphs.names import Name, form_odds, name_at
from transcript.parser.paragraphs.pauses import parted_at_pauses
from transcript.parser.paragraphs.quoted import without_brackets
from transcript.parser.paragraphs.speech import is_sound
from transcript.parser.paragraphs.times import time_at
from transcript.parser.tables.bites import bites_beside
from transcript.parser.tables.grid import GridRow, grid, is_time
from transcript.parser.tables.headers import Role, is_header
from transcript.parser.tables.lines import Entry, TypedLine, typed_lines
from transcript.parser.tables.overflow import Overflow
from transcript.parser.tables.records import find_records
from transcript.parser.tables.roles import Section, chosen, heads, sections, text_columns
from transcript.parser.tables.wrapped import wrapped_names
from transcript.parser.timecodes.stamps import in_order, is_stamp

NAME = "columns"
DESCRIPTION = "a table of timecode, speaker, speech and shot note in columns of any order"
EXAMPLE = "Harbour gate ⇥ 10.00.02 ⇥ NARRATOR"
CONVENTIONS = Conventions()


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits, from 0 to 1: rows of several cells, timecodes in cells of their own, and speech."""
    if cue_sheet.score(rows) or find_records(rows):
        return 0.0
    cells = [row for row in grid(rows) if not row.front]
    tabled = [row for row in cells if row.tabled]
    if not tabled or (len(tabled) * 2 < len(cells) and _words(tabled) * 2 < _words(cells)):
        return 0.0
    body = [section for section in sections(cells) if _is_script(section)]
    ragged = [section for section in body if section.roles is None]
    stamps = [stamp for section in body for stamp in _stamps(section)]
    unit = next((section.unit for section in body if section.unit), None)
    named = any(section.header for section in body)
    if len(stamps) < (1 if named else 2) or not in_order(_last_half(stamps), unit):
        return 0.0
    held = sum(len(section.rows) for section in body)
    if len(stamps) * 40 < held or (ragged and sum(len(row.cells) > 1 for row in cells) * 2 < len(cells)):
        return 0.0
    if ragged and _are_headings(row for section in ragged for row in section.rows):
        return 0.0
    return 0.5 + 0.5 * _words([row for section in body for row in section.rows]) / max(1, _words(cells))


def segments(rows: Sequence[Row], text: str | None = None) -> list[Segment]:
    """Label every stretch of every row.

    text: the name or the number of the column to be taken as the text, where a table has several.
    """
    front = front_matter(rows)
    labelled = [
        Segment(row.number, Kind.FRONT, cell.strip()) for row in rows[:front] for cell in row.cells if cell.strip()
    ]
    found = _Labeller(sections(grid(rows[front:]), text)).segments()
    return labelled + bites_beside(without_brackets(parted_at_pauses(found)))


def texts(rows: Sequence[Row], text: str | None = None) -> tuple[str, ...]:
    """Names (else numbers) of the columns that hold the text or a translation of it, the one taken first."""
    found = (text_columns(section) for section in sections(grid(rows), text) if _is_script(section))
    return max(found, key=len, default=())


def overflows(rows: Sequence[Row], text: str | None = None) -> list[Overflow]:
    """The rows of which the speech runs over its column, and where it goes on."""
    made = sections(grid(rows), text)
    return [overflow for section in made if _is_script(section) for overflow in section.overflows]


def holds(rows: Sequence[Row], text: str) -> bool:
    """Whether a table has a column of that name or number."""
    return any(
        section.roles and chosen(text, section.header, len(section.roles)) is not None
        for section in sections(grid(rows))
    )


def _is_script(section: Section) -> bool:
    """Whether a section has timecodes and speech."""
    if section.roles is None:
        return any(_stamp_cell(row) is not None for row in section.rows if row.tabled)
    return Role.TEXT in section.roles and (Role.TIME in section.roles or len(_led(section)) > 1)


def _led(section: Section) -> list[str]:
    """Timecodes in front of notes and speech inside their cells, where no column holds them."""
    cells = (
        cell.strip()
        for row in section.rows
        for role, cell in zip(section.roles or (), row.cells, strict=False)
        if role in (Role.NOTE, Role.TEXT)
    )
    times = ((cell, time_at(cell, 0)) for cell in cells)
    return [cell[: time.cut] for cell, time in times if time is not None and time.seconds is not None]


def _stamps(section: Section) -> list[str]:
    if section.roles is None:
        places = ((row, _stamp_cell(row)) for row in section.rows if row.tabled)
        return [row.cells[place].strip() for row, place in places if place is not None]
    if Role.TIME not in section.roles:
        return _led(section)
    at = section.roles.index(Role.TIME)
    cells = (row.cells[at].strip() for row in section.rows if at < len(row.cells))
    firsts = (cell.split("\n", 1)[0].strip() for cell in cells)
    return [text[: _cut(text)] for text in firsts if section.is_time(text)]


def _cut(text: str) -> int:
    """Where the out time of a range begins, or the text ends."""
    time = time_at(text, 0)
    return time.cut if time else len(text)


def _last_half(stamps: Sequence[str]) -> Sequence[str]:
    """Stamps without the placeholders `00:00:00` that some tables begin with."""
    return stamps if len(stamps) < 8 else [stamp for stamp in stamps if stamp.strip("0:.;[]()")]


def _words(rows: Iterable[GridRow]) -> int:
    return sum(len(cell.split()) for row in rows for cell in row.cells)


def _are_headings(rows: Iterable[GridRow]) -> bool:
    """Whether the rows with timecodes are no table but headings, `ANN LEE ⇥ 10:00:02`, with speech in the others."""
    names: list[str] = []
    for row in rows:
        place = _stamp_cell(row)
        if place is None:
            continue
        left = " ".join(filter(None, (cell.strip() for cell in row.cells[:place])))
        if any(cell.strip() for cell in row.cells[place + 1 :]):
            return False
        names.append(left.casefold() if (form_odds(left) or -1.0) > 0 else "")
    known = sum(bool(name) for name in names)
    return known > 1 and known * 10 >= 9 * len(names) and len(set(names)) * 3 <= 2 * len(names)


def _stamp_cell(row: GridRow) -> int | None:
    return next((index for index, cell in enumerate(row.cells) if is_stamp(cell.strip())), None)


class _Piece(NamedTuple):
    """A labelled stretch with its place in its row: cell, line, and part of the line."""

    key: tuple[int, int, int]
    segment: Segment


class _Labeller:
    """Walks over the typed lines of all sections with what the whole document shows."""

    def __init__(self, made: Sequence[Section]) -> None:
        self._sections = made
        self._lines = [_lines_of(section) for section in made]
        lines = [line for group in self._lines for line in group]
        texts = [entry.text for line in lines for entry in line.entries if entry.role is Role.TEXT]
        self._all = lines
        self._places = {id(line): place for place, line in enumerate(lines)}
        self._names = _names(lines)
        self._inline = _inline_names(texts)
        self._habit = sum(self._inline.values()) * 5 >= 2 * len(texts)
        self._column = _widest(texts)
        self._clocked = _carries_times(made, texts)
        self._speakers = any(section.roles and Role.SPEAKER in section.roles for section in made)
        self._known_speakers = Counter(
            entry.text.rstrip(": ").casefold() for line in lines for entry in line.entries if entry.role is Role.SPEAKER
        )
        self._lone = _lone_names(lines)
        self._wrapped = wrapped_names(lines)
        self._markers = _markers(lines)
        self._bare = _bare_odds(lines)
        self._joiner = NoteJoiner(_widest(_left_texts(lines)))
        self._speech = ""
        self._titled = False
        self._shown: tuple[int, int] | None = None
        self._timed = False
        self._named = False  # nothing has followed the last name
        self._pieces: list[_Piece] = []

    def segments(self) -> list[Segment]:
        found: list[Segment] = []
        for section, lines in zip(self._sections, self._lines, strict=True):
            groups = _by_row(lines)
            after = dict(zip(map(id, lines), _next_texts(lines), strict=True))
            for place, row in enumerate(section.rows):
                self._pieces = []
                if place not in groups:
                    self._beside(row)
                for line in groups.get(place, ()):
                    self._line(line, after[id(line)], section)
                found += _in_order_typed(self._pieces, row)
        return found

    def _beside(self, row: GridRow) -> None:
        """A row that is no part of the table's body."""
        between = not row.front and self._timed and row.filled == 1 and not is_header(row.cells)
        for at, cell in enumerate(row.cells):
            for height, line in enumerate(cell.split("\n")):
                if text := line.strip():
                    kind = Kind.TITLE if between and title_odds(text) > 0 and not is_chrome(text) else Kind.FRONT
                    self._pieces.append(_Piece((at, height, 0), Segment(row.number, kind, text)))

    def _add(self, line: TypedLine, entry: Entry, parts: Iterable[Segment]) -> None:
        for part, segment in enumerate(parts):
            self._named = segment.kind is Kind.SPEAKER
            self._pieces.append(_Piece((*entry.key, part), self._joiner.joined(segment)))

    def _line(self, line: TypedLine, after: str, section: Section) -> None:
        time = line.first(Role.TIME)
        timed = time is not None and (section.roles is None or _opens(time.text, section))
        names_row = line.first(Role.SPEAKER) is not None
        for entry in line.entries:
            parts = list(self._parts(line, entry, after, section, timed=timed, names_row=names_row))
            self._timed = self._timed or any(part.kind is Kind.TIMECODE for part in parts)
            self._add(line, entry, parts)

    def _parts(
        self, line: TypedLine, entry: Entry, after: str, section: Section, *, timed: bool, names_row: bool
    ) -> Iterator[Segment]:
        number, text, role = line.number, entry.text, entry.role
        fixed = section.roles is not None
        if role is Role.TIME:
            yield from self._time(number, text, section) if fixed else iter((Segment(number, Kind.TIMECODE, text),))
        elif role in (Role.END, Role.DURATION):
            yield _end(number, text, section, duration=role is Role.DURATION)
        elif role in (Role.ASIDE, Role.TRANSLATION):
            yield Segment(number, Kind.FRONT, text)
        elif is_mark(text) and not (is_silence(text) and role is Role.TEXT and not _placeholder(text, section)):
            yield Segment(number, Kind.FRONT if fixed and set(text) <= _PLACEHOLDERS else Kind.UNPLACED, text)
        elif fixed and line.whole and role is not Role.TEXT and (kind := _across(text, role)) is not None:
            yield Segment(number, kind, text)
        elif (number, entry.key) in self._markers:
            yield Segment(number, Kind.TIMECODE, text)
        elif role is Role.SPEAKER:
            yield self._speaker(line, entry)
        elif role is Role.SOUND:
            yield Segment(number, Kind.SOUND, text)
        elif role is Role.NOTE or (role is None and self._is_left(line, text)):
            yield from self._note(line, entry, ahead=timed)
        else:
            yield from self._text(line, entry, after, timed=timed, names_row=names_row)

    def _time(self, number: int, text: str, section: Section) -> Iterator[Segment]:
        """What stands in a cell of timecodes, where it may also say who speaks or what is seen."""
        if section.unit is not None and section.is_time(text):
            yield Segment(number, Kind.TIMECODE, text)
            return
        for part in _time_parts(number, text):
            if section.beside is None or part.kind is not Kind.FRONT or is_mark(part.text):
                yield part
            elif section.beside is Role.SPEAKER:
                self._speech = ""
                yield part._replace(kind=Kind.SPEAKER)
            else:
                yield part._replace(kind=_left_kind(part.text))

    def _speaker(self, line: TypedLine, entry: Entry) -> Segment:
        """The first line of a speaker's cell is the name; one below it, if it stands beside speech or is known."""
        first = entry.key[1] == 0 or line.height == 0
        beside = line.first(Role.TEXT) is not None
        known = self._known_speakers[entry.text.rstrip(": ").casefold()] > 1
        goes_on = self._wrapped.get(self._places[id(line)]) is Role.SPEAKER
        if goes_on:
            return Segment(line.number, Kind.SPEAKER, entry.text, continues=True)
        below = first or (beside and (known or name_at(entry.text, 0) is not None))
        if below:
            self._speech = ""
        return Segment(line.number, Kind.SPEAKER if below else Kind.FRONT, entry.text)

    def _note(self, line: TypedLine, entry: Entry, *, ahead: bool) -> Iterator[Segment]:
        text = entry.text
        if self._clocked and (time := time_at(text, 0)) is not None and time.seconds is not None:
            yield from _time_parts(line.number, text[: time.end])
            text = text[time.end :].strip()
            ahead = False
        if text:
            cell = (line.number, entry.key[0])
            goes_on = self._shown == cell and note_odds(text) <= 0  # a caption of several lines
            kind = Kind.TITLE if goes_on else _left_kind(text)
            self._shown = cell if kind is Kind.TITLE else None
            yield Segment(line.number, kind, text, ahead=ahead)

    def _text(self, line: TypedLine, entry: Entry, after: str, *, timed: bool, names_row: bool) -> Iterator[Segment]:
        text = entry.text
        place = self._places[id(line)]
        if Role.TEXT in (self._wrapped.get(place), self._wrapped.get(place + 1)):
            self._speech = ""
            yield Segment(line.number, Kind.SPEAKER, text, continues=place in self._wrapped)
            return
        if self._clocked and (time := time_at(text, 0)) is not None and time.seconds is not None:
            yield from _time_parts(line.number, text[: time.end])
            text = text[time.end :].strip()
            timed = True
        opens = timed or (entry.key[1] == 0 and line.tall)
        heading = self._heading(text, after, opens=opens, names_row=names_row)
        if heading:
            yield Segment(line.number, Kind.SPEAKER, text[:heading].strip())
            self._speech = ""
            text = text[heading:].strip()
        if not text:
            return
        if heading or (names_row and not is_sound(text)):
            kind = Kind.LINE
        elif not timed and self._stands_alone(line, text):
            kind = Kind.SPEAKER
        else:
            kind = self._right_kind(text, after, timed=timed, opens=opens)
        if kind is Kind.LINE and self._titled and letters(text).capitals and not after and not ends_sentence(text):
            kind = Kind.TITLE
        self._titled = kind is Kind.TITLE
        mark = stray_mark(text, self._later(line)) if kind is Kind.LINE and text[-2:-1] == " " else ""
        text = text[: len(text) - len(mark)].rstrip()
        self._speech = text if kind is Kind.LINE else ""
        yield Segment(line.number, kind, text)
        if mark:
            yield Segment(line.number, Kind.UNPLACED, mark)

    def _stands_alone(self, line: TypedLine, text: str) -> bool:
        """Whether a line is a name that has a row of its own, above the timecode of what it says."""
        place = self._places[id(line)]
        if len(line.entries) > 1 or place + 1 >= len(self._all) or self._all[place + 1].first(Role.TIME) is None:
            return False
        name = name_at(text, 0)
        done = not self._speech or ends_sentence(_without_sound(self._speech))
        return done and name is not None and self._lone[name.key] > 1

    def _later(self, line: TypedLine) -> str:
        """What is spoken in the lines that follow one."""
        place = self._places[id(line)]
        following = self._all[place + 1 : place + 1 + _SOON]
        return "".join(entry.text for after in following for entry in after.entries if entry.role is Role.TEXT)

    def _heading(self, text: str, after: str, *, opens: bool, names_row: bool) -> int:
        """Length of a name at the head of a text that speech follows in the same line; 0 where there is none."""
        name = name_at(text, 0)
        if name is None or name.place not in ("colon", "bite", "turn") or not text[name.end :].strip():
            return 0
        if after and _tells_office(text, name, after):
            return len(text)
        odds = name.odds + min(3.0, 1.5 * (self._inline[name.key] - 1)) + (2.0 if self._habit else 0.0)
        if names_row:
            odds -= 3.0
        elif self._speakers:
            odds -= 1.0
        if self._speech and not ends_sentence(_without_sound(self._speech)):
            odds -= 2.0
        if letters(name.name).capitals and letters(text[name.end :]).mixed:
            odds += 1.5
        odds += 0.5 if opens else -0.5
        return name.end if odds > 1.2 else 0

    def _is_left(self, line: TypedLine, text: str) -> bool:
        """Whether the first cell of a row without a timecode is a note: a bare line may also be speech gone on."""
        if line.cells > 1:
            # Speech set across the columns, below its timecode and name.
            said = line.whole and self._named and ends_sentence(text) and note_odds(text) < 0
            return not said
        runs_on = bool(self._speech) and not ends_sentence(self._speech)
        capitals = letters(text).capitals and " " in text
        return note_odds(text) - (2.0 if runs_on else 0.0) - (3.0 if capitals else 0.0) + self._bare > -1.0

    def _right_kind(self, text: str, after: str, *, timed: bool, opens: bool) -> Kind:
        """The kind of a text in the column of speech. after: the speech below it, where that has no timecode."""
        # A word of music or titles in which a sentence reads on is spoken; in brackets it is none of the sentence.
        if not (text[:1].islower() and self._speech and not ends_sentence(self._speech)):
            if sound_odds(text) > 2:
                return Kind.SOUND
            if title_odds(text) > 2:
                return Kind.TITLE
        heading = read_heading(text)
        if heading is None:
            return Kind.SPEAKER if self._is_name_above(text, after, opens=opens) else Kind.LINE
        odds = (
            speaks_for_heading(heading, text)
            + min(3.0, 1.5 * (self._names[heading.name.casefold()] - 1))
            + (1.0 if timed else -2.5)
            - 0.6
        )
        if self._speech and not ends_sentence(self._speech):
            odds -= 1.5
        if after:
            if letters(after).mixed and not after[:1].islower():
                odds += 1.5  # capitals in the first row of a speech in small letters are its heading
                if self._names[heading.name.casefold()] > 1 and ends_sentence(_without_sound(self._speech)):
                    odds += 1.5
            if width(text) + width(" " + after.split(None, 1)[0]) < 0.7 * self._column < 1e9:
                odds += 1.5  # a line of speech would have taken the next word in
        return Kind.SPEAKER if odds > 0 else Kind.LINE

    def _is_name_above(self, text: str, after: str, *, opens: bool) -> bool:
        """Whether a line is a name typed in small letters above its speech: `Ann Lee`, `Ann Lee, harbour master`."""
        if not after or (self._speech and not ends_sentence(self._speech)):
            return False
        name = name_at(text, 0)
        if name is None or name.place not in ("alone", "bite", "colon") or text[name.end :].strip():
            return False
        seen = self._names[name.key]
        return name.odds + min(3.0, 1.5 * (seen - 1)) + (1.0 if opens else -1.5) > 1.5


def _tells_office(text: str, name: Name, after: str) -> bool:
    """Whether a line names someone in capitals and what they are, above their speech: `ANN LEE – Harbour master`."""
    if not letters(name.name).capitals or text[: name.end].rstrip()[-1:] not in "-–—":
        return False
    rest = text[name.end :].strip()
    return letters(rest).mixed and len(rest.split()) <= _OFFICE and not ends_sentence(rest) and not after[:1].islower()


_OFFICE = 6
"""Words in what someone is."""


def _without_sound(text: str) -> str:
    """Speech without the sound in brackets that it ends with: `We start at four. [laughs]`."""
    opens = max(text.rfind("["), text.rfind("("))
    return text[:opens].rstrip() if opens > 0 and text[-1] in "])" else text


_SOON = 11  # so many typed lines a quotation may run on
_PLACEHOLDERS = frozenset("-–—_=*|.…· ")


def _placeholder(text: str, section: Section) -> bool:
    """Whether a dash stands for an empty cell."""
    return section.roles is not None and set(text) <= set("-–—")


def _across(text: str, role: Role | None) -> Kind | None:
    """The kind of a text that stands across the columns of its row; None where it is its column's after all."""
    if title_odds(text) > 0:
        return Kind.TITLE
    if role is Role.SPEAKER or role is Role.NOTE or role is Role.SOUND:
        return None
    return Kind.FRONT


def _opens(text: str, section: Section) -> bool:
    return section.is_time(text) or time_at(text, 0) is not None


def _time_parts(number: int, text: str) -> Iterator[Segment]:
    """What stands in a cell of timecodes: one, a range, or words that are none."""
    time = time_at(text, 0)
    if time is None:
        yield Segment(number, Kind.TIMECODE if is_time(text) else Kind.FRONT, text)
        return
    yield Segment(number, Kind.TIMECODE, text[: time.cut].strip())
    if time.cut < time.end:
        yield Segment(number, Kind.END, text[time.cut : time.end].strip())
    if rest := text[time.end :].strip():
        yield Segment(number, Kind.FRONT, rest)


def _end(number: int, text: str, section: Section, *, duration: bool) -> Segment:
    held = any(map(str.isdigit, text)) and (section.is_time(text) or time_at(text.lstrip("-–— "), 0) is not None)
    return Segment(number, Kind.END if held else Kind.FRONT, text, duration=duration and held)


def _left_kind(text: str) -> Kind:
    if sound_odds(text) > max(0.0, 0.9 * note_odds(text) - 2.0):
        return Kind.SOUND
    return Kind.TITLE if title_odds(text) > 0 else Kind.SHOT


def _body_of(section: Section) -> range:
    """The places of the rows that are the table's body; what stands before and beside it is front matter."""
    rows = section.rows
    stamps = [place for place, row in enumerate(rows) if _has_time(row, section)]
    if not stamps or (section.roles is not None and not _is_script(section)):
        begins = _after_header(section) if section.roles and Role.TEXT in section.roles and section.header else None
        return range(0) if begins is None else range(begins, len(rows))
    if section.header is not None:
        return range(min(_after_header(section), stamps[0]), len(rows))
    if section.roles is not None:
        return range(next(p for p, row in enumerate(rows) if p == stamps[0] or _shaped(row, section.roles)), len(rows))
    front = next((place for place in range(stamps[0], 0, -1) if not _is_note_row(rows[place - 1])), 0)
    return range(front, len(rows))


def _after_header(section: Section) -> int:
    header = section.header or ()
    first = next((place for place, row in enumerate(section.rows) if heads(row.cells, header)), None)
    if first is None:
        return 0
    return first + sum(1 for _ in takewhile(lambda row: heads(row.cells, header), section.rows[first:]))


def _has_time(row: GridRow, section: Section) -> bool:
    if section.roles is None:
        return _stamp_cell(row) is not None
    at = section.roles.index(Role.TIME) if Role.TIME in section.roles else len(row.cells)
    return at < len(row.cells) and any(_opens(line.strip(), section) for line in row.cells[at].split("\n"))


def _shaped(row: GridRow, roles: Sequence[Role]) -> bool:
    """Whether a row before the first timecode is one of the table's: speech and who says it, or what is seen."""
    held = {role for role, cell in zip(roles, row.cells, strict=False) if cell.strip()}
    return Role.TEXT in held and bool(held & {Role.SPEAKER, Role.NOTE}) and not is_header(row.cells)


def _is_note_row(row: GridRow) -> bool:
    """Whether a row before the first timecode is the beginning of its note, not a cover page or header."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    words = folded_words(" ".join(filled))
    front = sum(word in FRONT_WORDS for word in words) * 2 >= max(1, len(words))
    return len(row.cells) > 1 and len(filled) == 1 and bool(row.cells[0].strip()) and not front and len(filled[0]) < 45


def _lines_of(section: Section) -> list[TypedLine]:
    """The typed lines of a section's body, but for rows that repeat the header, rules and running heads."""
    lines: list[TypedLine] = []
    for place in _body_of(section):
        row = section.rows[place]
        if not _is_furniture(row, section):
            typed = typed_lines(row, section.roles, stacked=section.stacked, beside=section.beside is not None)
            lines += (line._replace(place=place) for line in typed)
    return _with_outs(lines) if section.paired else lines


def _with_outs(lines: Sequence[TypedLine]) -> list[TypedLine]:
    """The lines of a section whose times stand in pairs of rows: the second of each is an out time."""
    found: list[TypedLine] = []
    opened = -1
    for line in lines:
        if line.first(Role.TIME) is not None and line.place == opened + 1:
            out = (e._replace(role=Role.END) if e.role is Role.TIME else e for e in line.entries)
            found.append(line._replace(entries=tuple(out)))
            opened = -1
            continue
        opened = line.place if line.first(Role.TIME) is not None else -1
        found.append(line)
    return found


def _is_furniture(row: GridRow, section: Section) -> bool:
    if row.front or is_header(row.cells) or (section.header and heads(row.cells, section.header)):
        return True
    if section.roles is None and not row.marks:
        return len(row.cells) == 1 and is_chrome(row.cells[0]) and not is_mark(row.cells[0])
    text = "".join(row.cells).strip()
    return is_mark(text) or (row.filled == 1 and (is_chrome(text) or is_markdown_heading(text)))


def _by_row(lines: Sequence[TypedLine]) -> dict[int, list[TypedLine]]:
    groups: dict[int, list[TypedLine]] = {}
    for line in lines:
        groups.setdefault(line.place, []).append(line)
    return groups


def _next_texts(lines: Sequence[TypedLine]) -> list[str]:
    """For each typed line the text in the column of speech in the next one, where that has no timecode; else empty."""
    found: list[str] = []
    for line in lines[1:]:
        entry = line.first(Role.TEXT) if line.first(Role.TIME) is None and line.cells > 1 else None
        found.append(entry.text if entry else "")
    return [*found, ""] if lines else []


def _in_order_typed(pieces: list[_Piece], row: GridRow) -> list[Segment]:
    """The segments of a row as they stand in it, each with the turn in which it is read."""
    keys = [piece.key for piece in pieces]
    if keys != sorted(keys):
        pieces = [piece._replace(segment=piece.segment._replace(turn=turn)) for turn, piece in enumerate(pieces, 1)]
        pieces.sort(key=lambda piece: piece.key)
    if not row.marks:
        return [piece.segment for piece in pieces]
    last = max((piece.segment.turn for piece in pieces), default=0)
    found: list[Segment] = []
    for at, mark in enumerate(row.marks):
        found += [piece.segment for piece in pieces if piece.key[0] == at]
        if mark:
            found.append(Segment(row.number, Kind.FRONT, mark, turn=last))
    return found


def _bare_odds(lines: Sequence[TypedLine]) -> float:
    """How far a bare line is a note rather than speech: above 0 where speech that goes on keeps its tabs."""
    untimed = [line for line in lines if line.entries[0].role in (None, Role.TEXT)]
    bare = sum(line.cells == 1 for line in untimed)
    tabbed = sum(line.cells > 1 and line.entries[0].role is Role.TEXT for line in untimed)
    return max(0.0, min(4.0, math.log((tabbed + 1) / (bare + 1))))


def _left_texts(lines: Sequence[TypedLine]) -> Iterator[str]:
    for line in lines:
        for entry in line.entries:
            if entry.role is Role.NOTE or (entry.role is None and line.cells > 1):
                yield entry.text


def _names(lines: Sequence[TypedLine]) -> Counter[str]:
    """Names that stand where headings do, with how often."""
    names: Counter[str] = Counter()
    for place, line in enumerate(lines):
        timed = line.first(Role.TIME) is not None
        for entry in line.entries:
            if entry.role is not Role.TEXT or len(entry.text) > 90:
                continue
            heading = read_heading(entry.text)
            if heading is not None:
                key = heading.name.casefold()
            elif (name := name_at(entry.text, 0)) is not None and not entry.text[name.end :].strip():
                key = name.key
            else:
                continue
            if timed or (line.tall and entry.key[1] == 0) or names[key] or _between_speeches(lines, place, entry):
                names[key] += 1
    return names


def _between_speeches(lines: Sequence[TypedLine], place: int, entry: Entry) -> bool:
    """Whether capitals stand between a sentence that has ended and one that begins, in paragraphs of one column."""
    if not 0 < place < len(lines) - 1 or not letters(entry.text).capitals:
        return False

    def beside(line: TypedLine) -> str:
        column = entry.key[0]
        return next((other.text for other in line.entries if other.role is Role.TEXT and other.key[0] == column), "")

    above, below = _without_sound(beside(lines[place - 1])), beside(lines[place + 1])
    begins = letters(below).mixed and not below[:1].islower()
    return begins and letters(above).mixed and ends_sentence(above)


def _markers(lines: Sequence[TypedLine]) -> frozenset[tuple[int, tuple[int, int]]]:
    """Timecodes in brackets that are all a cell of speech holds, `(40:00)`, by their rows and places.

    They are markers of a transcriber's where they stand in order between the timecodes around them.
    """
    found: list[tuple[int, tuple[int, int]]] = []
    waiting: list[tuple[int, tuple[int, tuple[int, int]]]] = []  # markers until the next timecode
    before = 0
    for line in lines:
        for entry in line.entries:
            time = time_at(entry.text, 0) if entry.role in (Role.TIME, Role.TEXT) else None
            if time is None or time.seconds is None:
                continue
            if entry.role is Role.TIME:
                found += [place for seconds, place in waiting if seconds <= time.seconds]
                waiting, before = [], time.seconds
            elif time.bracketed and time.cut == len(entry.text) and time.seconds >= before:
                waiting.append((time.seconds, (line.number, entry.key)))
                before = time.seconds
    return frozenset(found + [place for _, place in waiting])


def _lone_names(lines: Sequence[TypedLine]) -> Counter[str]:
    """Names in rows of their own above a timecode, with how often."""
    names: Counter[str] = Counter()
    for line, after in pairwise(lines):
        entry = line.entries[0]
        if len(line.entries) > 1 or entry.role is not Role.TEXT or after.first(Role.TIME) is None:
            continue
        name = name_at(entry.text, 0)
        if name is not None and name.odds > 0 and not entry.text[name.end :].strip():
            names[name.key] += 1
    return names


def _inline_names(texts: Sequence[str]) -> Counter[str]:
    """Names with a colon in front of speech, with how often."""
    names: Counter[str] = Counter()
    for text in texts:
        name = name_at(text, 0)
        if name is not None and name.place in ("colon", "bite") and name.odds > -1 and text[name.end :].strip():
            names[name.key] += 1
    return names


def _carries_times(made: Sequence[Section], texts: Sequence[str]) -> bool:
    """Whether timecodes stand in front of speech inside its column: no column of their own holds them."""
    if any(section.roles is None or Role.TIME in section.roles for section in made if _is_script(section)):
        led = sum(1 for text in texts if (time := time_at(text, 0)) is not None and time.seconds is not None)
        return led >= 3 and led * 20 >= len(texts)
    return True


def _widest(texts: Iterable[str]) -> float:
    """The widest text of a column, a few overlong ones apart; infinite where too few show it."""
    widths = sorted(width(text) for text in texts if text)
    return float(widths[int(len(widths) * 0.97)]) if len(widths) >= 8 else float("inf")
