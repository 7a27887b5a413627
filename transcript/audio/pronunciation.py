"""How a word as typed is said in English: the words it is read as, and phones for those no dictionary has."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PART = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:st|nd|rd|th|s)?|[^\W\d_]+(?:'[^\W\d_]+)*|[%$£€°&+=]")
_SIGNS = {"%": "percent", "$": "dollars", "£": "pounds", "€": "euros", "°": "degrees", "&": "and", "+": "plus"}
_SIGNS |= {"=": "equals"}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_DIGITS = "zero one two three four five six seven eight nine".split()
_MOST_DIGITS = 15
_MOST_READINGS = 4


@lru_cache(maxsize=65536)
def readings(word: str) -> tuple[tuple[str, ...], ...]:
    """The ways in which a typed word may be said, each in words of lower-case letters, the usual one first.

    "work…so" is work so; "1851" eighteen fifty one, or one thousand eight hundred and fifty one. None where there is
    nothing to say (a dash), or nothing that English letters spell.
    """
    found: list[tuple[str, ...]] = [()]
    for part in _PART.findall(word.casefold().replace("’", "'")):
        if part[0].isdecimal():
            ways = _number(part)
        elif part in _SIGNS:
            ways = [(_SIGNS[part],)]
        else:
            plain = re.sub(r"[^a-z']", "", _without_marks(part))
            ways = [(plain,)] if plain else [()]
        found = [(*before, *way) for before in found for way in ways][:_MOST_READINGS]
    return tuple(dict.fromkeys(way for way in found if way))


def _without_marks(part: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", part) if not unicodedata.combining(sign))


def _number(text: str) -> list[tuple[str, ...]]:
    """A figure as it is read aloud: a year by its hundreds, any number with and without its and."""
    from num2words import num2words

    plain = text.replace(",", "")
    digits = re.sub(r"\D", "", plain)
    if len(digits) > _MOST_DIGITS or (len(digits) > 1 and digits[0] == "0" and "." not in plain):
        return [tuple(_DIGITS[int(digit)] for digit in digits)]
    decade, plain = plain.endswith("s"), plain.removesuffix("s")
    if ordinal := _ORDINAL.fullmatch(plain):
        spoken = [num2words(int(ordinal[1]), to="ordinal")]
    elif "." in plain:
        spoken = [num2words(float(plain))]
    else:
        spoken = [num2words(int(plain))]
        if len(plain) == 4 and "," not in text and 1100 <= int(plain) <= 2099:
            spoken.insert(0, num2words(int(plain), to="year"))
    ways = [re.findall("[a-z]+", way) for way in spoken]
    if decade:
        ways = [[*way[:-1], _plural(way[-1])] for way in ways]
    without = [[word for word in way if word != "and"] for way in ways]
    return list(dict.fromkeys(map(tuple, [*ways, *without])))


def _plural(number: str) -> str:
    return f"{number[:-1]}ies" if number.endswith("y") else f"{number}s"


# The commonest sound of each spelling, longest first. A name that is said otherwise is still mostly found: its
# consonants are right.
_SPELLINGS = {
    "ough": "AO", "augh": "AO", "eigh": "EY", "tion": "SH AH N", "sion": "ZH AH N", "tial": "SH AH L",
    "cial": "SH AH L", "ture": "CH ER", "tch": "CH", "sch": "SH", "dge": "JH", "igh": "AY", "eau": "OW",
    "air": "EH R", "ear": "IH R", "eer": "IH R", "oor": "AO R", "our": "AW ER", "chr": "K R", "qu": "K W",
    "ch": "CH", "sh": "SH", "th": "TH", "ph": "F", "gh": "G", "wh": "W", "ck": "K", "ng": "NG", "kn": "N",
    "wr": "R", "zh": "ZH", "kh": "K", "ts": "T S", "ce": "S", "ci": "S IH", "cy": "S IY", "ge": "JH", "gi": "JH IH",
    "ee": "IY", "ea": "IY", "oo": "UW", "ou": "AW", "ow": "OW", "oa": "OW", "oi": "OY", "oy": "OY", "ai": "EY",
    "ay": "EY", "ei": "AY", "ey": "IY", "ie": "IY", "au": "AO", "aw": "AO", "ew": "UW", "eu": "UW", "ue": "UW",
    "ui": "UW", "ar": "AA R", "er": "ER", "ir": "ER", "or": "AO R", "ur": "ER", "yr": "ER", "bb": "B", "cc": "K",
    "dd": "D", "ff": "F", "gg": "G", "ll": "L", "mm": "M", "nn": "N", "pp": "P", "rr": "R", "ss": "S", "tt": "T",
    "zz": "Z", "a": "AE", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IH",
    "j": "JH", "k": "K", "l": "L", "m": "M", "n": "N", "o": "AA", "p": "P", "q": "K", "r": "R", "s": "S", "t": "T",
    "u": "AH", "v": "V", "w": "W", "x": "K S", "y": "IY", "z": "Z", "'": "",
}  # fmt: skip
_LETTER_NAMES = {
    "a": "EY", "b": "B IY", "c": "S IY", "d": "D IY", "e": "IY", "f": "EH F", "g": "JH IY", "h": "EY CH", "i": "AY",
    "j": "JH EY", "k": "K EY", "l": "EH L", "m": "EH M", "n": "EH N", "o": "OW", "p": "P IY", "q": "K Y UW",
    "r": "AA R", "s": "EH S", "t": "T IY", "u": "Y UW", "v": "V IY", "w": "D AH B AH L Y UW", "x": "EH K S",
    "y": "W AY", "z": "Z IY",
}  # fmt: skip
_LONG_VOWELS = {"a": "EY", "e": "IY", "i": "AY", "o": "OW", "u": "UW", "y": "AY"}
_SPELLING = re.compile("|".join(sorted(map(re.escape, _SPELLINGS), key=len, reverse=True)))
_SILENT_E = re.compile(r"([aeiouy])([bcdfgklmnpstvz])e(s?)$")
_MOST_LETTERS_SPELT = 5


def letters_as_phones(unit: str) -> str:
    """Phones (ARPABET) for a unit that is in no dictionary, by the usual sounds of its letters.

    Letters without a vowel are said by their names: "bbc". unit: a word of a reading.
    """
    if not re.search("[aeiouy]", unit) and len(unit) <= _MOST_LETTERS_SPELT:
        return " ".join(_LETTER_NAMES[letter] for letter in unit if letter in _LETTER_NAMES) or "AH"
    silent = _SILENT_E.search(unit)
    stem = unit[: silent.start()] if silent else unit
    phones = [_SPELLINGS[spelling[0]] for spelling in _SPELLING.finditer(stem)]
    if silent:
        consonant = {"c": "S", "g": "JH"}.get(silent[2], _SPELLINGS[silent[2]])
        phones += [_LONG_VOWELS[silent[1]], consonant, "Z" if silent[3] else ""]
    said = " ".join(phone for phone in phones if phone)
    return said or "AH"
