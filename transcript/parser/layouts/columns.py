"""`columns`: a table whose columns are kept (tabs): shot note, timecode, speaker and speech.

The timecode divides a row: what stands left of it is a shot note, what stands right of it heading or speech.
A row without one is divided by its cells: the first cell is the note, the others are speech.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from transcript.model import Kind, Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.evidence import folded_words, is_mark, is_silence, note_odds, sound_odds, title_odds
from transcript.parser.headings import read_heading, speaks_for_heading
from transcript.parser.layouts.notes import NoteJoiner
from transcript.parser.lexicon import FRONT_WORDS
from transcript.parser.stamps import in_order, is_stamp
from transcript.parser.typography import ends_sentence, letters, width

NAME = "columns"
DESCRIPTION = "a table of shot note, timecode and speech with its columns kept"
EXAMPLE = "Harbour gate ⇥ 10.00.02 ⇥ NARRATOR"
CONVENTIONS = Conventions()


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits, from 0 to 1: rows of several cells, timecodes in cells of their own."""
    if not rows:
        return 0.0
    tabled = [row for row in rows if len(row.cells) > 1]
    stamps = [cell for row in tabled for cell in row.cells if is_stamp(cell.strip())]
    if len(tabled) * 2 < len(rows) or len(stamps) * 40 < len(rows) or not stamps or not in_order(stamps):
        return 0.0
    return 0.5 + 0.5 * len(tabled) / len(rows)


def segments(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row."""
    first = next((place for place, row in enumerate(rows) if _stamp_cell(row) is not None), len(rows))
    front = next((place for place in range(first, 0, -1) if not _is_note_row(rows[place - 1])), 0)
    labelled = [
        Segment(row.number, Kind.FRONT, cell.strip()) for row in rows[:front] for cell in row.cells if cell.strip()
    ]
    body = rows[front:]
    names = _names(body)
    joiner = NoteJoiner(_widest(row.cells[0].strip() for row in body if len(row.cells) > 1))
    column = _widest(text for text, _ in _right_cells(body))
    speech = ""
    titled = False
    for row, after in zip(body, _next_speech(body), strict=True):
        place = _stamp_cell(row)
        for index, cell in enumerate(row.cells):
            text = cell.strip()
            if not text:
                continue
            if index == place:
                segment = Segment(row.number, Kind.TIMECODE, text)
            elif is_mark(text) and not (is_silence(text) and index and index > (place or 0)):
                segment = Segment(row.number, Kind.UNPLACED, text)
            elif index < place if place is not None else index == 0 and _is_left(row, text, speech):
                segment = Segment(row.number, _left_kind(text), text, ahead=place is not None)
            else:
                kind = _right_kind(text, after, names, speech, column, beside_stamp=place is not None)
                if kind is Kind.LINE and titled and letters(text).capitals and not after and not ends_sentence(text):
                    kind = Kind.TITLE
                segment = Segment(row.number, kind, text)
                titled = kind is Kind.TITLE
                speech = text if kind is Kind.LINE else ""
            labelled.append(joiner.joined(segment))
    return labelled


def _stamp_cell(row: Row) -> int | None:
    return next((index for index, cell in enumerate(row.cells) if is_stamp(cell.strip())), None)


def _is_note_row(row: Row) -> bool:
    """Whether a row before the first timecode is the beginning of its note, not a cover page or header."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    words = folded_words(" ".join(filled))
    front = sum(word in FRONT_WORDS for word in words) * 2 >= max(1, len(words))
    return len(row.cells) > 1 and len(filled) == 1 and bool(row.cells[0].strip()) and not front and len(filled[0]) < 45


def _is_left(row: Row, text: str, speech: str) -> bool:
    """Whether the first cell of a row without a timecode is a note: a bare line may also be speech gone on."""
    if len(row.cells) > 1:
        return True
    runs_on = bool(speech) and not ends_sentence(speech)
    capitals = letters(text).capitals and " " in text
    return note_odds(text) - (2.0 if runs_on else 0.0) - (3.0 if capitals else 0.0) > -1.0


def _left_kind(text: str) -> Kind:
    if sound_odds(text) > max(0.0, 0.9 * note_odds(text) - 2.0):
        return Kind.SOUND
    return Kind.TITLE if title_odds(text) > 0 else Kind.SHOT


def _right_kind(text: str, after: str, names: Counter[str], speech: str, column: float, *, beside_stamp: bool) -> Kind:
    """The kind of a text right of the timecode. after: the speech in the next row, where it has no timecode."""
    if sound_odds(text) > 2:
        return Kind.SOUND
    if title_odds(text) > 2:
        return Kind.TITLE
    heading = read_heading(text)
    if heading is None:
        return Kind.LINE
    odds = (
        speaks_for_heading(heading, text)
        + min(3.0, 1.5 * (names[heading.name.casefold()] - 1))
        + (1.0 if beside_stamp else -2.5)
        - 0.6
    )
    if speech and not ends_sentence(speech):
        odds -= 1.5
    if after:
        if letters(after).mixed and not after[:1].islower():
            odds += 1.5  # capitals in the first row of a speech in small letters are its heading
        if width(text) + width(" " + after.split(None, 1)[0]) < 0.7 * column < 1e9:
            odds += 1.5  # a line of speech would have taken the next word in
    return Kind.SPEAKER if odds > 0 else Kind.LINE


def _next_speech(rows: Sequence[Row]) -> list[str]:
    """For each row the text right of the timecode in the next one, where that has no timecode; else empty."""
    texts: list[str] = []
    for row in rows[1:]:
        inside = _stamp_cell(row) is None and len(row.cells) > 1
        texts.append(next((cell.strip() for cell in row.cells[1:] if cell.strip()), "") if inside else "")
    return [*texts, ""] if rows else []


def _right_cells(rows: Sequence[Row]) -> Iterator[tuple[str, bool]]:
    for row in rows:
        place = _stamp_cell(row)
        for index, cell in enumerate(row.cells):
            if cell.strip() and index > (place or 0) and not is_stamp(cell.strip()):
                yield cell.strip(), place is not None


def _names(rows: Sequence[Row]) -> Counter[str]:
    """Names that stand where headings do, with how often."""
    names: Counter[str] = Counter()
    for text, beside_stamp in _right_cells(rows):
        heading = read_heading(text)
        if heading is not None and (beside_stamp or names[heading.name.casefold()]):
            names[heading.name.casefold()] += 1
    return names


def _widest(texts: Iterable[str]) -> float:
    """The widest text of a column, a few overlong ones apart; infinite where too few show it."""
    widths = sorted(width(text) for text in texts if text)
    return float(widths[int(len(widths) * 0.97)]) if len(widths) >= 8 else float("inf")
