"""Two rows glued into one line: the speech that ends at the column's edge, and the next row's note behind it.

A row of speech that fills its column wraps by itself to the left margin, where the next note is then typed: so the
speech before a glued note is as wide as the column, and what comes after the note tells how long it is.
"""

from __future__ import annotations

from typing import NamedTuple

from transcript.parser.evidence.lexicon import DANGLING, NOTE_STARTS, NOTE_WORDS, SIZES
from transcript.parser.evidence.texts import is_date, is_mark, last_word, note_odds
from transcript.parser.evidence.typography import ends_sentence, letters, width, widths
from transcript.parser.flattened.pieces import Piece
from transcript.parser.flattened.sight import Sight

_LONGEST_NOTE = 40
_NEVER_BEFORE_DATES = DANGLING - frozenset("in of from by to before after between and &".split())
_NEVER_FIRST = ("", "-", "–", "—", ".", "…", ",")


class Cut(NamedTuple):
    """A line cut in two, with the odds of it."""

    speech: str
    note: str
    odds: float


def best_cut(line: Sight, least: float) -> Cut | None:
    """The likeliest place to cut the line; None where the odds of none are above `least`."""
    text, after = line.text, line.after
    if after is None or " " not in text:
        return None
    if not (after.beside_note or after.below_note) and not _strange(line):
        return None
    best: Cut | None = None
    in_capitals = line.style > 0 or letters(" ".join(text.split(None, 2)[:2])).capitals
    wide = widths(text)
    at = text.rfind(" ")
    while at > 0 and len(text) - at <= _LONGEST_NOTE:
        speech, note = text[:at].rstrip(), text[at + 1 :].strip()
        if note[:1] not in _NEVER_FIRST and not is_mark(note):
            ended = ends_sentence(speech)
            odds = _placed(note, after) + _fills(wide[len(speech)], line, ended=ended) + _reaches(note, after)
            odds += _reads_on(speech, note, line, ended=ended)
            odds += _looks(speech, note, line, in_capitals=in_capitals, ended=ended)
            if odds > least:
                best, least = Cut(speech, note, odds), odds
        at = text.rfind(" ", 0, at)
    return best


def _placed(note: str, after: Piece) -> float:
    """Whether the lines below stand as they do below a row that has a note."""
    if after.beside_note:
        return 2.5
    if after.below_note:
        return 0.5
    # A note of a word needs nearly as many tabs as none at all.
    return -1.5 if len(note) <= 8 and not after.stamp and after.gap >= 5 else -4.0


def _strange(line: Sight) -> bool:
    """Whether something in the line itself asks for a cut that the lines after it do not."""
    text = line.text
    if (line.style > 0 and not text.isupper()) or text[text.rfind(" ") + 1 :].casefold() in NOTE_WORDS:
        return True
    return width(text) > line.habits.right


def _looks(speech: str, note: str, line: Sight, *, in_capitals: bool, ended: bool) -> float:
    """The end of a line as a note by its own look, against the speech before it."""
    odds = note_odds(note)
    if note in SIZES:
        return odds
    first = note.split(None, 1)[0].lstrip("\"'“‘(")
    if in_capitals:
        if not letters(speech).capitals or letters(speech.rsplit(" ", 1)[-1]).mixed:
            return odds - 4.0
        shouted = letters(first).capitals and first not in SIZES and not any(map(str.isdigit, first))
        if shouted or not letters(note).lower:
            return odds + line.habits.shouted - 1.0
        return odds + (5.0 if first[:2].islower() else 3.0)
    if not first[:1].isupper():
        # It can only go on with a note, and that must stand in the row above and read on with it.
        fits = line.below_note and not (is_date(note) and last_word(line.note) in _NEVER_BEFORE_DATES)
        return odds - (1.0 if fits else 3.0)
    if ended:
        return odds
    vocabulary = first.casefold().strip(",.:;") in NOTE_STARTS or first.strip(",.:;") in SIZES
    return odds + (1.0 if vocabulary else 1.2)


def _reads_on(speech: str, note: str, line: Sight, *, ended: bool) -> float:
    """Whether the sentence reads on from the speech to the next spoken line without the note between."""
    if not line.speech[:1].islower():
        return 0.0
    odds = -1.5
    if not ended:
        odds = 1.0 if last_word(speech) in DANGLING else 0.5
    return odds - 1.0 if last_word(note) in DANGLING else odds  # the note itself reads on


def _fills(wide: int, line: Sight, *, ended: bool) -> float:
    """Whether speech so wide fills its column as a wrapped line does."""
    column = line.habits.right
    if column == float("inf"):
        return 0.0
    over = wide / column - 1.03
    if over > 0:
        return -min(5.0, 40.0 * over)
    if ended:
        return 0.0
    if not line.speech:
        return -2.0 if wide < 0.7 * column else 0.0
    # The next word did not fit on this line; if there is room for it, the line ends too early.
    room = 1.0 - (wide + width(" " + line.speech.split(None, 1)[0])) / column
    return 0.5 if room < 0.04 else -min(5.0, 25.0 * room)


def _reaches(note: str, after: Piece) -> float:
    """Blank lines after a note shrink with its length, for fewer tabs lead on to the next column."""
    expected = max(0.0, 3.0 - len(note) / 8) if after.stamp else max(2.0, 5.0 - len(note) / 9)
    return 0.5 - 0.6 * abs(after.gap - expected)
