"""Headings of sound bites: `SOUNDBITE (English) Ann Lee, harbour master:`, `[Inset clip of Ann LEE]`, `SOT ANN LEE`."""

from __future__ import annotations

import re

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
_QUOTES = '"“„«”'
_LONGEST = 160


def lead_of(text: str, place: int = 0) -> int:
    """How far what announces a sound bite reaches from a place of a text; 0 where nothing announces one."""
    found = _LEAD.match(text, place)
    return found.end() if found else 0


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
        if close < 0:
            return 0
        return close + 1 + (text[close + 1 : close + 2] == ":")
    quote = min((at for at in (text.find(mark, named, place + _LONGEST) for mark in _QUOTES) if at >= 0), default=-1)
    stop = len(text) if quote < 0 else quote
    colon = text.find(":", named, min(stop, place + _LONGEST))
    while colon >= 0 and not (text[colon + 1 : colon + 2].isspace() or colon + 1 >= stop or text[colon + 1] in "*_"):
        colon = text.find(":", colon + 1, min(stop, place + _LONGEST))
    if colon >= 0:
        return colon + 1
    return stop if stop - place <= _LONGEST else 0
