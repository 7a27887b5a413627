"""Headings of sound bites: `SOUNDBITE (English) Ann Lee, harbour master:`, `[Inset clip of Ann LEE]`, `SOT ANN LEE`."""

from __future__ import annotations

import re

from transcript.parser.evidence.lexicon import DANGLING, SPEECH_WORDS
from transcript.parser.evidence.texts import folded_words

# What announces a bite. The short ones are words too, so they count in capitals only.
_LEAD = re.compile(
    r"""
    \s{0,8}(?:[#(]?[0-9]{1,3}[.):]\s{1,4})?                                   # the number of a shot
    [\[(*_]{0,4}\s?(?:(?:IN|IN:)\s{1,2})?
    (?:
        (?i:SOUND[ -]?BITES?|SOUND[ ]ON[ ](?:TAPE|FILM)|UPSOUND|O-TON)
      | (?i:(?:INSET|INSERT|INTERVIEW|VIDEO|AUDIO|FILM)[ ](?:CLIP|BITE))
      | SOT | SOF | S/B | SYNC | BITE | CLIP | ITW | ITV | I/V | VOX[ ]POP
    )
    (?![\w])
    (?:\s{1,2}(?:OF|of|WITH|with|FROM|from|BY|by))?(?:\s?\#?[0-9]{1,2}\b)?\s?[:,\-–—]{0,2}\s{0,3}
    """,
    re.VERBOSE,
)
_WORD_LEAD = re.compile(
    r"""
    \s{0,8}(?:[#(]?[0-9]{1,3}[.):]\s{1,4})?
    [\[(*_]{0,4}\s?
    (?: (?P<short>SB(?=\s)|[Ii][Nn][Tt]\.) | (?i:ITW|ITV|INTERVIEW|CLIP)(?![\w]) )
    (?:\s{1,2}(?i:OF|WITH|BY))?(?:\s?\#?[0-9]{1,2}\b)?\s?[:\-–—]{0,2}\s{0,3}
    """,
    re.VERBOSE,
)
_PARTED = re.compile(r"[,:(\[\])\"“„«]|\s[-–—]{1,2}\s")
_PARTICLES = frozenset(
    "de da do dos del della di du des la le van von vom der den ter ten zu y e al el bin ibn and und et".split()
)
_TIMES_OF_DAY = frozenset("day night dawn dusk morning afternoon evening noon midnight continuous later".split())
_QUOTES = '"“„«”'
_LONGEST = 160


def lead_of(text: str, place: int = 0) -> int:
    """How far what announces a sound bite reaches from a place of a text; 0 where nothing announces one."""
    found = _LEAD.match(text, place)
    if found is None and is_announced_in_words(text, place):
        found = _WORD_LEAD.match(text, place)
    return found.end() if found else 0


def is_announced_in_words(text: str, place: int = 0) -> bool:
    """Whether a bite is announced by a word of many uses: `Clip Ann Lee`, `Interview: Ann Lee, farmer, Halvard`.

    What follows must have the form of a name, and its place must speak for a heading: it stands under a timecode.
    """
    found = None if _LEAD.match(text, place) else _WORD_LEAD.match(text, place)
    if found is None:
        return False
    parted = _PARTED.search(text, found.end(), place + _LONGEST)
    name = text[found.end() : parted.start() if parted else place + _LONGEST].split()
    office = text[parted.end() :] if parted else ""
    if not _is_persons(name) or (len(name) < _FULL_NAME and not (parted and parted[0] == ",")):
        return False
    if found["short"] and found["short"] != "SB":  # the inside of a house, in notes of shots
        return bool(office.strip()) and _TIMES_OF_DAY.isdisjoint(folded_words(text))
    last = text.rsplit(maxsplit=1)[-1]
    return last[-1] not in ".?!" or len(last) <= _ABBREVIATED or (parted is not None and parted[0] in ':"“„«')


def name_and_office(text: str) -> tuple[str, str]:
    """A name and what follows it without a comma: `Ann Lee` and `harbour master`, `Dr. Ann Lee` and `NDR Kiel`.

    A word in small letters that names do not have begins the office, and so does an abbreviation within it.
    """
    words = text.split()
    for place in range(1, len(words)):
        word = words[place]
        small = word[0].islower() and word not in _PARTICLES and words[0][0].isupper()
        short = word.isalpha() and word.isupper() and len(word) > _FULL_NAME
        given = [before for before in words[:place] if before[1:].islower() and before[-1].isalpha()]
        within = short and len(given) >= _FULL_NAME and place + 1 < len(words) and not words[place + 1].isupper()
        if small or within:
            return " ".join(words[:place]), " ".join(words[place:])
    return text, ""


_FULL_NAME = 2
_ABBREVIATED = 4


def _is_persons(words: list[str]) -> bool:
    """Whether words are a name: with a capital each, particles apart."""
    if not 1 <= len(words) <= 5 or not words[0][0].isupper() or words[-1] in _PARTICLES:
        return False
    folded = {word.casefold() for word in words} - _PARTICLES
    return folded.isdisjoint((SPEECH_WORDS | DANGLING) - {"will", "may", "an", "do", "so"}) and all(
        word[0].isupper() or word in _PARTICLES for word in words
    )


def is_bite_without_name(text: str) -> bool:
    """Whether a row announces a sound bite and no more: `3. SOUNDBITE (English)`. The next one names who speaks."""
    named = lead_of(text)
    return bool(named) and not any(map(str.isalnum, _BRACKETED.sub("", text[named : named + _LONGEST])))


_BRACKETED = re.compile(r"[(\[][^()\[\]]{0,40}[)\]]")


def bite_heading(text: str, place: int = 0) -> int:
    """Where the heading of a sound bite that begins at a place ends; 0 where none does.

    It ends with its bracket, with a colon, before a quotation, or with the text.
    """
    named = lead_of(text, place)
    if not named or (named == len(text.rstrip()) and not text[place:].strip().isupper()):
        return 0
    opening = next((char for char in text[place:named] if char in "[("), "")
    if opening and "]" not in text[place:named] and ")" not in text[place:named]:
        close = text.find("]" if opening == "[" else ")", named, place + _LONGEST)
        if close < 0:  # it is closed in the next row, where rows are broken hard
            return len(text) if len(text) - place <= _LONGEST else 0
        return close + 1 + (text[close + 1 : close + 2] == ":")
    quote = min((at for at in (text.find(mark, named, place + _LONGEST) for mark in _QUOTES) if at >= 0), default=-1)
    stop = len(text) if quote < 0 else quote
    colon = text.find(":", named, min(stop, place + _LONGEST))
    while colon >= 0 and not (text[colon + 1 : colon + 2].isspace() or colon + 1 >= stop or text[colon + 1] in "*_"):
        colon = text.find(":", colon + 1, min(stop, place + _LONGEST))
    if colon >= 0:
        return colon + 1
    return stop if stop - place <= _LONGEST else 0
