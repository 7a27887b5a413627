"""What a text that no timecode and no name explains is: speech, a shot note, a sound, a title."""

from __future__ import annotations

import re

from transcript.model import Kind
from transcript.parser.evidence.lexicon import SIZES, SOUND_HEADS, SPEECH_WORDS
from transcript.parser.evidence.shown import is_said, shows_pictures
from transcript.parser.evidence.texts import folded_words, is_bracketed, note_odds, sound_odds, title_odds
from transcript.parser.evidence.typography import ends_sentence, letters
from transcript.parser.paragraphs.habits import Habits

_SHORT = 8
"""Words in a shot note of one row."""
_LAST_BRACKET = re.compile(r"(?<=\S)\s{0,3}[(\[][^()\[\]]{1,60}[)\]]\Z")
_NUMBER = re.compile(r"^#?[0-9]{1,3}[.):]\s+")


def kind_of(text: str, habits: Habits, *, timed: bool, unfinished: bool, last: bool, listed: bool) -> Kind:
    """The kind of a text that nobody is named for in its row.

    timed: a timecode stands before it in its row. unfinished: the speech before breaks off inside a sentence. last: no
    speech follows it before the next heading or timecode. listed: it is a numbered shot, or goes on from one.
    """
    if _is_picture(text, habits):
        return Kind.SHOT
    if is_sound(text) and not (unfinished and text[:1] not in "(["):
        return Kind.SOUND
    if title_odds(text) > 2 and not unfinished:
        return Kind.TITLE
    if listed:
        return Kind.SHOT
    note = _NUMBER.sub("", text)
    sized = note.split(None, 1)[:1] and note.split(None, 1)[0].strip(",.:;") in SIZES and not ends_sentence(text)
    odds = note_odds(note) - 1.5 - (0.0 if habits.noted or sized else 4.0) - (2.5 if unfinished else 0.0)
    if habits.shouted > 0.5 and timed and letters(text).mixed and not ends_sentence(text):
        odds += 1.5
    if timed and habits.punctuated and not unfinished and _is_phrase(text):
        odds += 6.0
    if last:
        # A few words under a timecode of their own, right above a heading.
        odds += 4.0 if timed and not ends_sentence(text) and len(text.split()) <= _SHORT else 1.0
    return Kind.SHOT if odds > 0 else Kind.LINE


def _is_picture(text: str, habits: Habits) -> bool:
    """Whether a text is a note in brackets of what is seen."""
    if not is_bracketed(text):
        return False
    if shows_pictures(text):
        return True
    words = folded_words(text)
    heard = not SOUND_HEADS.isdisjoint(words[:1] if len(words) > _FEW else words)
    return habits.pictured and not heard and len(words) >= _FEW and text[1:2].isupper() and not is_said(text)


_FEW = 3


def _is_phrase(text: str) -> bool:
    """Whether a text is a few words without a clause, where speech would be sentences: `Satellite in clean room`."""
    text = _LAST_BRACKET.sub("", text)
    words = text.split()
    known = SPEECH_WORDS.intersection(word.casefold() for word in words)
    return (
        1 < len(words) <= _SHORT and text[0].isupper() and not ends_sentence(text) and not known and not is_said(text)
    )


def is_sound(text: str) -> bool:
    """Whether a text is a sound note; a sentence in brackets is said."""
    if sound_odds(text) <= 2:
        return False
    inner = text.strip("()[] ")
    spoken = SPEECH_WORDS.intersection(inner.casefold().split())
    return not (text[:1] in "([" and ends_sentence(inner) and len(spoken) >= 2)


def glued_note(text: str, *, shouted: bool) -> int:
    """Length of the shot note in front of the speech in its row: `b/w still` in `b/w stillTHE PIER`; 0 where none is.

    shouted: narration is typed in capitals.
    """
    first = text.split(None, 1)[0]
    if first in SIZES and len(first) < len(text):
        return len(first)
    for size in SIZES:
        rest = text[len(size) :]
        if text.startswith(size) and rest[:1].isupper() and rest[1:2].islower():
            return len(size)
    for place in range(2, min(60, len(text) - 2)):
        before, after = text[place - 1], text[place : place + 2]
        glued = before.islower() and after.isupper()
        parted = shouted and before.isspace() and after.isupper() and any(map(str.islower, text[:place]))
        if (glued or parted) and letters(text[place : place + 20]).capitals and note_odds(text[:place]) > 0:
            return place
    return 0
