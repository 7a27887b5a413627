"""The readings of one line of a flattened table that are worth weighing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from transcript.model import Kind
from transcript.parser.evidence.lexicon import NOTE_WORDS
from transcript.parser.evidence.texts import is_mark, is_silence, note_odds, sound_odds, title_odds
from transcript.parser.evidence.typography import ends_sentence, letters, stray_mark, width
from transcript.parser.flattened.columns import HEADING, LEFT, NOTE_OVER_SPEECH, RIGHT, TITLE_GOES_ON, Column, Stands
from transcript.parser.flattened.glued import best_cut
from transcript.parser.flattened.habits import Habits
from transcript.parser.flattened.pieces import Piece
from transcript.parser.flattened.sight import Sight, sight
from transcript.parser.flattened.whole import as_heading, as_note, as_speech

Parts: TypeAlias = tuple[tuple[Kind, str], ...]


class Reading(NamedTuple):
    """One reading of a line: its parts with their kinds, the column it stands in, what it leaves behind, its odds."""

    parts: Parts
    column: Column
    leaves: Stands
    odds: float


def readings(pieces: Sequence[Piece], place: int, habits: Habits) -> list[Reading]:
    """All readings of a piece, a stray mark at its end apart."""
    text = pieces[place].text
    if _amid_speech(pieces, place, habits):
        return [Reading(((Kind.LINE, text),), RIGHT, Stands.SPEECH, 0.0)]
    later = "".join(piece.text for piece in pieces[place + 1 : place + 12]) if text[-2:-1] == " " else ""
    mark = stray_mark(text, later)
    if not mark:
        return list(_readings(sight(pieces, place, text, habits)))
    rest = _readings(sight(pieces, place, text[:-1].rstrip(), habits))
    return [reading._replace(parts=(*reading.parts, (Kind.UNPLACED, mark))) for reading in rest]


def _amid_speech(pieces: Sequence[Piece], place: int, habits: Habits) -> bool:
    """Whether a line stands in the midst of the right column, too long for heading or title: nothing to weigh."""
    piece = pieces[place]
    text = piece.text
    if text.count(" ") < 5 or not text[0].isalpha() or place + 1 == len(pieces):
        return False
    if piece.gap < 4 and (piece.gap or not place or not pieces[place - 1].stamp or "(" in text):
        return False
    after = pieces[place + 1]
    if after.gap < 4 if after.stamp else 1 < after.gap < 5 or after.gap == 0:
        return False
    if habits.style[place] > 0 and not text.isupper():
        return False
    if text[text.rfind(" ") + 1 :].casefold() in NOTE_WORDS:
        return False
    return text[-2] != " " and (len(text) < 50 or width(text) < 1.02 * habits.right)


def _readings(line: Sight) -> Iterator[Reading]:
    text = line.text
    if is_mark(text):
        pause = is_silence(text) and line.gap != 1
        yield Reading(((Kind.SOUND if pause else Kind.UNPLACED, text),), RIGHT, Stands.SPEECH, 0.0)
        return
    note, sound, title = as_note(line), sound_odds(text), title_odds(text)
    yield Reading(((Kind.SHOT, text),), LEFT, Stands.NOTE, note)
    in_place = note >= 1.0 and 1 <= line.gap <= 3
    if in_place and line.beside_stamp and sound < 0 and title < 0:
        return  # a note in the place of a note: nothing else comes near
    speech = as_speech(line)
    yield Reading(((Kind.LINE, text),), RIGHT, Stands.SPEECH, speech)
    heading = as_heading(line)
    if heading is not None:
        yield Reading(((Kind.SPEAKER, text),), HEADING, Stands.HEADING, heading)
    if sound > 0:
        beside = max(0.0, note - 0.9 * note_odds(text))
        yield Reading(((Kind.SOUND, text),), LEFT, Stands.NOTE, sound + beside)
        yield Reading(((Kind.SOUND, text),), RIGHT, Stands.SPEECH, sound)
    if title > 0:
        yield Reading(((Kind.TITLE, text),), LEFT, Stands.TITLE, title)
        yield Reading(((Kind.TITLE, text),), RIGHT, Stands.TITLE, title)
    elif len(text) < 50 and letters(text).capitals and not ends_sentence(text):
        alone = heading is None and line.style < 0 and not line.reads_on
        yield Reading(((Kind.TITLE, text),), RIGHT if alone else TITLE_GOES_ON, Stands.TITLE, 0.5 if alone else 0.0)
    if not in_place:
        cut = best_cut(line, speech - NOTE_OVER_SPEECH)
        if cut is not None:
            yield Reading(((Kind.LINE, cut.speech), (Kind.SHOT, cut.note)), RIGHT, Stands.NOTE, cut.odds)
