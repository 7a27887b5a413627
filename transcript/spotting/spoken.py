"""How long a written word is to say: syllables and consonants, numbers as they are read aloud, the pause that follows.

The unit is the second of an even narrator; `pace` scales it to each document and speaker. The weights were fitted to
how long sixteen words take in measured English narration, which is about how far timecodes stand apart, and checked on
the recordings left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import regex

from transcript.spotting.grammar import ABBREVIATIONS, Grammar

_WORD, _SYLLABLE, _CONSONANT = 0.080, 0.080, 0.033
# A letter by itself is said by its name, with weight: "x", "V-2", "J. B.". Letters that are words somewhere are not.
_NAMED = 0.15
_NAMED_LETTERS = frozenset("bcdfghjklmnpqrstvx")
_LEAST = 0.02
# From the end of the sound to the next word, and how much longer the word before the pause is drawn out.
_CLAUSE_PAUSE, _SENTENCE_PAUSE = 0.21, 0.57
_CLAUSE_DRAWN, _SENTENCE_DRAWN = 0.07, 0.11
# Share of a clause's pause that grows with the root of the words before it, and how many words make a usual clause.
_GROWING, _USUAL_CLAUSE, _LONGEST_CLAUSE = 0.6, 7, 20
# Variance that a stretch of speech gathers, in seconds squared: per second of sound, and at each pause.
_SOUND_VARIANCE, _CLAUSE_VARIANCE, _SENTENCE_VARIANCE = 0.07, 0.05, 0.09
_GROWTH = [1 - _GROWING + _GROWING * (words / _USUAL_CLAUSE) ** 0.5 for words in range(_LONGEST_CLAUSE + 1)]

CLOSING_QUOTES = '"”»“«'
"""Marks that close a quotation where they end a word; those that open one in another language among them."""
_CLOSERS = "\"'”’»“‘«›‹)]}*_」』）】》〉"
_OPENERS = "\"'“‘«„‚»‹›([{¿¡*_「『（【《〈"
_SENTENCE_MARKS = ".?!…。？！‽؟।۔"
_CLAUSE_MARKS = ",;:—–、，；：،؛"
_DASH = re.compile(r"[-–—]+")
_INNER_PAUSE = re.compile(r"(?<=\w)[\"'”’)]*(?:…|\.{2,}|-{2,}|—)[\"'“‘(]*(?=\w)")
_SILENT_E = re.compile(r"[^aeiouyl]e$|[aeiou][^aeiou]le$")
_VOWELS = re.compile(r"[aeiouyаеёиоуыэюяіїєαεηιουω]+")
# Two letters that make one sound.
_ONE_SOUND = re.compile(r"[cpstgw]h|ck|ng|qu|([^\W\d_aeiouy])\1")
# One syllable each, as far as the ear goes; a small kana is part of the one before.
_SYLLABIC = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}--[ぁぃぅぇぉゃゅょァィゥェォャュョ]]", regex.VERSION1
)
# Consonants and words that such a character is as long as, beside its syllable.
_SYLLABIC_CONSONANTS, _SYLLABIC_WORD = 1, 0.6
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})*,(?:\d{1,2}|\d{4,})")
_SWAPPED = str.maketrans(".,", ",.")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

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
def ends_sentence(word: str, grammar: Grammar | None = None) -> bool:
    """Whether a sentence can end after this word: a stop, past any closing quotes, that marks no abbreviation.

    grammar: of the language, whose abbreviations count; None for those of any. What follows tells more: see
    `phrases.sentence_ends`.
    """
    core = word.rstrip(_CLOSERS)
    if not core or core[-1] not in _SENTENCE_MARKS:
        return False
    if core[-1] != ".":
        return True
    if core.endswith("..."):
        return True
    stem = core[:-1].lstrip(_OPENERS)
    abbreviations = ABBREVIATIONS if grammar is None else grammar.abbreviations
    initial = len(stem) == 1 and stem.isupper() and stem != "I"
    return not (initial or stem.casefold() in abbreviations or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", stem))


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
    """Syllables and words of a figure read aloud: "1957" is nineteen fifty-seven, "30,000" thirty thousand.

    They are those of English; in other languages a figure has about as many. "3,5" and "1.000.000" are known for what
    they are.
    """
    if _CONTINENTAL.fullmatch(text):
        text = text.translate(_SWAPPED)
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


def _plain(word: str) -> str:
    folded = word.casefold()
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))


def consonants(word: str) -> int:
    """Consonants of a word in letters, as sounds: "thick" has two."""
    return len(_VOWELS.sub("", _ONE_SOUND.sub("h", _plain(word))))


def syllables(word: str) -> int:
    """Syllables of a word in letters, by groups of vowels; letters said one by one where there is no vowel."""
    plain = _plain(word)
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
    syllabic = 0 if word.isascii() else len(_SYLLABIC.findall(word))
    count, sounds, pieces = syllabic, _SYLLABIC_CONSONANTS * syllabic, round(_SYLLABIC_WORD * syllabic)
    named = 0
    for number in _NUMBER.findall(word):
        said_as = number_as_said(number)
        count, pieces = count + said_as[0], pieces + said_as[1]
        sounds += 2 * said_as[0]
    for sign in word:
        if sign in _SIGNS:
            count, pieces, sounds = count + _SIGNS[sign], pieces + 1, sounds + 5
    rest = _SYLLABIC.sub(" ", word) if syllabic else word
    for part in re.findall(r"[^\W\d_]+", rest.replace("'", "").replace("’", "")):
        count += syllables(part)
        sounds += consonants(part)
        named += part.casefold() in _NAMED_LETTERS
        pieces += 1 if not pieces else 0
    sound = max(_WORD * pieces + _SYLLABLE * count + _CONSONANT * sounds + _NAMED * named, _LEAST)
    sentence = ends_sentence(word)
    clause = not sentence and (ends_clause(word) or bool(_INNER_PAUSE.search(word)))
    drawn = _SENTENCE_DRAWN if sentence else _CLAUSE_DRAWN if clause else 0.0
    return Said(
        sound + drawn,
        _CLAUSE_PAUSE if clause else 0.0,
        _SENTENCE_PAUSE if sentence else 0.0,
        _SOUND_VARIANCE * sound,
        _SENTENCE_VARIANCE if sentence else _CLAUSE_VARIANCE if clause else 0.0,
    )


def phrased(words: Iterable[Said], before: int) -> tuple[tuple[Said, ...], int]:
    """Words with the pause after each clause as long as its words call for: the more, the longer the breath taken.

    before: how many words the clause has had before the first of these. With it for the words after the last.
    """
    found: list[Said] = []
    for word in words:
        before += 1
        if word.clause:
            found.append(word._replace(clause=word.clause * _GROWTH[min(before, _LONGEST_CLAUSE)]))
        else:
            found.append(word)
        if word.clause or word.sentence:
            before = 0
    return tuple(found), before
