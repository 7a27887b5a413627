"""How long a written word is to say: syllables, numbers as they are read aloud, and the pause that follows.

The unit is the second of an even narrator; `pace` scales it to each document and speaker. The weights were fitted by
least squares to measured word times of English narration, on half of the recordings.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_WORD, _SYLLABLE, _LETTER = 0.125, 0.050, 0.014
_LEAST = 0.02
_CLAUSE_PAUSE, _SENTENCE_PAUSE = 0.40, 0.76
# Variance that a stretch of speech gathers, in seconds squared: per second of sound, and at each pause.
_SOUND_VARIANCE, _CLAUSE_VARIANCE, _SENTENCE_VARIANCE = 0.09, 0.06, 0.11

_CLOSERS = "\"'”’»)]}*_"
_OPENERS = "\"'“‘«([{¿¡*_"
_SENTENCE_MARKS = ".?!…。？！‽"
_CLAUSE_MARKS = ",;:—–、，；："
_DASH = re.compile(r"[-–—]+")
_INNER_PAUSE = re.compile(r"(?<=\w)[\"'”’)]*(?:…|\.{2,}|-{2,}|—)[\"'“‘(]*(?=\w)")
_SILENT_E = re.compile(r"[^aeiouyl]e$|[aeiou][^aeiou]le$")
_VOWELS = re.compile(r"[aeiouyаеёиоуыэюяіїєαεηιουω]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr st prof gen col capt lt sgt sen rep gov rev hon jr sr vs etc no nos vol fig eg ie cf al inc ltd co "
    "e.g i.e a.m p.m".split()
)

_ONES = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)
_TENS = (0, 0, 2, 2, 2, 2, 2, 3, 2, 2)
_SCALES = (0, 2, 2, 2, 2)
_SIGNS = {"%": 2, "$": 2, "£": 1, "€": 2, "°": 2, "&": 1, "+": 1, "=": 2, "×": 1, "@": 1, "#": 2}


class Said(NamedTuple):
    """One word as it is said: seconds of sound, then of pause after it, split by what marks the pause."""

    sound: float
    clause: float
    sentence: float
    sound_variance: float
    pause_variance: float


def bare(word: str) -> str:
    """The word without quotes, brackets and stops around it."""
    return word.strip(_OPENERS + _CLOSERS + _SENTENCE_MARKS + _CLAUSE_MARKS + "-")


@lru_cache(maxsize=65536)
def ends_sentence(word: str) -> bool:
    """Whether a sentence can end after this word: a stop, past any closing quotes, that marks no abbreviation."""
    core = word.rstrip(_CLOSERS)
    if not core or core[-1] not in _SENTENCE_MARKS:
        return False
    if core[-1] != ".":
        return True
    if core.endswith("..."):
        return True
    stem = core[:-1].lstrip(_OPENERS)
    initial = len(stem) == 1 and stem.isalpha() and stem != "I"
    return not (initial or stem.casefold() in _ABBREVIATIONS or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", stem))


@lru_cache(maxsize=65536)
def ends_clause(word: str) -> bool:
    """Whether a clause can end after this word: a comma, colon, semicolon or dash."""
    core = word.rstrip(_CLOSERS)
    return bool(core) and (core[-1] in _CLAUSE_MARKS or core.endswith("--") or bool(_DASH.fullmatch(core)))


@lru_cache(maxsize=65536)
def halves(word: str) -> tuple[str, str]:
    """What stands before the first pause inside a word and behind the last: "moon…but" is moon and but, else the same.

    Such a word is typed without a blank but said as two, with a pause of a clause between them.
    """
    pauses = list(_INNER_PAUSE.finditer(word))
    return (word[: pauses[0].start()], word[pauses[-1].end() :]) if pauses else (word, word)


def _below_thousand(number: int) -> tuple[int, int]:
    """Syllables and words of a number below 1,000."""
    syllables = words = 0
    if number >= 100:
        syllables, words = _ONES[number // 100] + 2, 2
        number %= 100
    if number >= 20:
        syllables, words = syllables + _TENS[number // 10], words + 1
        number %= 10
    if number:
        syllables, words = syllables + _ONES[number], words + 1
    return syllables, words


def number_as_said(text: str) -> tuple[int, int]:
    """Syllables and words of a figure read aloud: "1957" is nineteen fifty-seven, "30,000" thirty thousand."""
    whole, point, decimals = text.partition(".")
    digits = whole.replace(",", "")
    syllables = words = 0
    if point:
        syllables = 1 + sum(_ONES[int(digit)] for digit in decimals if digit.isdecimal())
        words = 1 + len(decimals)
    if len(digits) > 3 * len(_SCALES) or (len(digits) > 1 and digits[0] == "0"):
        return syllables + sum(_ONES[int(digit)] for digit in digits), words + len(digits)
    number = int(digits)
    if number == 0:
        return syllables + 2, words + 1
    if len(digits) == 4 and "," not in whole and 1100 <= number <= 2099 and not 2000 <= number <= 2009:
        century, year = divmod(number, 100)
        head, tail = _below_thousand(century), _below_thousand(year)
        return (head[0] + (tail[0] + (year < 10) if year else 2), head[1] + (tail[1] if year else 1))
    scale = 0
    while number:
        number, group = divmod(number, 1000)
        if group:
            inner = _below_thousand(group)
            syllables, words = syllables + inner[0] + _SCALES[scale], words + inner[1] + (scale > 0)
        scale += 1
    return syllables, words


def syllables(word: str) -> int:
    """Syllables of a word in letters, by groups of vowels; letters said one by one where there is no vowel."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))
    count = len(_VOWELS.findall(plain))
    if count > 1 and _SILENT_E.search(plain) and not plain.endswith("le"):
        count -= 1
    if count > 1 and plain.endswith("ed") and plain[-3:-2] not in ("t", "d", "i", "e"):
        count -= 1
    if count:
        return count
    return len(plain) if len(plain) <= 5 else len(plain) // 2


@lru_cache(maxsize=65536)
def said(word: str) -> Said:
    """How long this word is to say and how long the pause after it is, for an even narrator."""
    count = pieces = letters = 0
    for number in _NUMBER.findall(word):
        said_as = number_as_said(number)
        count, pieces = count + said_as[0], pieces + said_as[1]
        letters += 2 * said_as[0]
    for sign in word:
        if sign in _SIGNS:
            count, pieces, letters = count + _SIGNS[sign], pieces + 1, letters + 5
    for part in re.findall(r"[^\W\d_]+", word.replace("'", "").replace("’", "")):
        count += syllables(part)
        letters += len(part)
        pieces += 1 if not pieces else 0
    sound = max(_WORD * pieces + _SYLLABLE * count + _LETTER * letters, _LEAST)
    sentence = ends_sentence(word)
    clause = not sentence and (ends_clause(word) or bool(_INNER_PAUSE.search(word)))
    return Said(
        sound,
        _CLAUSE_PAUSE if clause else 0.0,
        _SENTENCE_PAUSE if sentence else 0.0,
        _SOUND_VARIANCE * sound,
        _SENTENCE_VARIANCE if sentence else _CLAUSE_VARIANCE if clause else 0.0,
    )
