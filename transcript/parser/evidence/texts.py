"""What a text by itself says about its kind, as log odds (natural logarithms; 0 says nothing, 3 is strong).

Layouts add these to what the place of a text says. All functions see a stripped text and nothing around it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from transcript.parser.evidence.lexicon import (
    MONTHS,
    NOTE_STARTS,
    NOTE_WORDS,
    ON_SCREEN,
    SIZES,
    SOUND_HEADS,
    SOUND_WORDS,
    SPEECH_WORDS,
    TITLE_HEADS,
    TITLE_WORDS,
)
from transcript.parser.evidence.typography import ends_sentence, letters

_YEAR = 4
_DAY_OR_YEAR = re.compile(r"\d{1,2}(?:st|nd|rd|th)?|\d{4}")
_SCENE = re.compile(r"(?:(?:INT|EXT)\.?(?:/(?:INT|EXT))?\. ?|(?:INT/EXT|EXT/INT|I/E) )[A-Z0-9]", re.ASCII)
_INNER = re.compile(r"\([^()\[\]]{0,60}\)")
_WORD = re.compile(r"[^\W_]+(?:['’./-][^\W_]+)*|&")


@lru_cache(maxsize=8192)
def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text, case folded, with their inner apostrophes, points and slashes."""
    return tuple(chain.from_iterable(map(_folded, text.split())))


@lru_cache(maxsize=65536)
def _folded(typed: str) -> tuple[str, ...]:
    # What stands between two spaces: one word as a rule, and the same ones over and over.
    return tuple(_WORD.findall(typed.casefold().replace("’", "'")))


def last_word(text: str) -> str:
    """The last of a text's folded words, empty where it has none."""
    return next((words[-1] for typed in reversed(text.split()) if (words := _folded(typed))), "")


def word_count(text: str) -> int:
    """How many words a stripped text has; in scripts that set no blanks, three letters stand for one."""
    words = text.count(" ") + 1
    if text.isascii() or max(text) < "\u3040":
        return words
    return words + sum("\u3040" <= char <= "\u9fff" for char in text) // 3


@lru_cache(maxsize=8192)
def note_odds(text: str) -> float:
    """A shot note (above 0) against speech (below)."""
    words = folded_words(text)
    if not words:
        return 0.0
    if text in SIZES:
        return 6.0
    if heads_scene(text):
        return 8.0
    odds = 0.0
    first, _, _ = text.partition(" ")
    if first.strip(",.:;") in SIZES:
        odds += 4
    elif words[0] in NOTE_STARTS or (words[0][-1] == "s" and words[0][:-1] in NOTE_STARTS):
        odds += 4.5 if first[-1] in ",:" else 2.0
    odds += min(2.0, 0.8 * len(NOTE_WORDS.intersection(words[1:])))
    odds -= min(5.0, 1.4 * len(SPEECH_WORDS.intersection(words)))
    if len(words) > 6:
        odds -= 0.5 * (len(words) - 6)
    if text.endswith(("etc.", "etc..")):
        odds += 2
    elif ends_sentence(text) and not text.endswith(("..", "…")):
        odds -= 2.5 if text[0].islower() else 1.5
    return odds


def heads_scene(text: str) -> bool:
    """Whether a text is the heading of a scene: `EXT. HARBOUR - DAY`."""
    return _SCENE.match(text) is not None and letters(text).capitals


def is_date(text: str) -> bool:
    """Whether a text is a date and no more: 1858, Sept 1858, 5th August 1858."""
    words = folded_words(text)
    years = sum(word.isdecimal() and len(word) == _YEAR for word in words)
    return years == 1 and all(word in MONTHS or _DAY_OR_YEAR.fullmatch(word) for word in words)


@lru_cache(maxsize=4096)
def sound_odds(text: str) -> float:
    """A sound or pacing note that nobody says."""
    words = folded_words(text)
    if not words:
        return 6.0 if is_silence(text) else -6.0
    if is_bracketed(text):
        return 6.0 if len(words) <= 8 else 3.0
    if SOUND_HEADS.isdisjoint(words):
        return -6.0
    label, colon, rest = text.partition(":")
    if colon and names_sound(label) and (letters(label).capitals or not ends_sentence(rest)):
        return 6.0
    if len(words) > 7 or ends_sentence(text):
        return -6.0
    known = sum(word in SOUND_WORDS for word in words)
    if known == len(words):
        return 6.0
    # The name of a tune may stand in it, but a sound head alone does not make a clause a note.
    unknown = len(words) - known
    return 1.5 - 1.5 * unknown if SPEECH_WORDS.intersection(words) else 3.5 - 1.2 * unknown


def is_bracketed(text: str) -> bool:
    """Whether a text stands in brackets as a whole."""
    bare = text.strip(" .…")
    if bare[:1] not in ("(", "[") or bare[-1:] not in (")", "]"):
        return False
    return not any(char in _INNER.sub("", bare[1:-1]) for char in "()[]")


def names_sound(text: str) -> bool:
    """Whether a text before a colon says what is heard, not who speaks or sings: `MUSIC IN`, `SFX`."""
    words = folded_words(text)
    return 0 < len(words) <= 3 and not _HEARD.isdisjoint(words) and all(word in SOUND_WORDS for word in words)


_HEARD = SOUND_HEADS - frozenset("song folksong anthem singing sings chant chanting gesang canción песня".split())


@lru_cache(maxsize=4096)
def title_odds(text: str) -> float:
    """Text on the screen: SERIES TITLES, -END-, CAPTION: …"""
    words = folded_words(text)
    if not words or len(words) > 12:
        return -6.0
    first, _, rest = text.partition(" ")
    if announces_title(text):
        return 5.0
    if words[0] in ON_SCREEN and (first.endswith(":") or rest[:1] in ("-", "–", ":")):
        return 5.0
    if words[0] in ON_SCREEN and first.isupper() and rest and letters(rest).mixed:
        return 4.0
    if TITLE_HEADS.isdisjoint(words) or not SOUND_HEADS.isdisjoint(words):
        return -6.0
    known = TITLE_WORDS | (_abbreviations(text) if letters(text).mixed else frozenset())
    if all(word in known or word.isdigit() for word in words) and not ends_sentence(text):
        capitals = letters(text).capitals
        return 6.0 if capitals or text[:1] in "-–—*(" else 4.0
    return -4.0


def announces_title(text: str) -> bool:
    """Whether a word in brackets says that a title follows: `[TITLE] THE LAST HARBOUR`."""
    first, _, rest = text.partition(" ")
    return first[:1] in ("[", "(") and first.strip("[]():").casefold() in ON_SCREEN and bool(rest)


def _abbreviations(text: str) -> frozenset[str]:
    """The names in capitals among small letters, folded: of whom the titles are."""
    return frozenset(word.casefold() for word in text.split() if word.isalpha() and word.isupper())


def is_mark(text: str) -> bool:
    """A stray mark: no letter and no digit in it."""
    return not any(map(str.isalnum, text))


def is_silence(text: str) -> bool:
    """Dots or dashes alone: in speech a pause, not a stray mark."""
    return not text.strip(".…-–— ")
