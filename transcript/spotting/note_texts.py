"""What of a sound note or a title a viewer gets to read.

The words stay as typed. What speaks to the editor and not to the viewer is no text of the programme: pauses, which
nobody hears; titles that are named and not told ("SERIES TITLES", and the text below) or announced ("CAPTION: 1857").
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")
_BRACKETS = {"(": ")", "[": "]"}

# They pace the reading. Silence is none of them: it is heard.
_PAUSES = frozenset("pause pauses pausen beat beats pausa pausas pauze paus пауза паузы".split())
_BESIDE_PAUSES = frozenset(
    "a another short long brief slight small little very kurze lange courte longue breve".split()
)

# They name a part of the programme that has titles.
_SEQUENCES = frozenset(
    "title titles credit credits roller crawl endcap ident reel titel vorspann abspann générique titre titres créditos "
    "títulos titoli титры титр".split()
)
_BESIDE_SEQUENCES = frozenset(
    "series film programme program episode main opening closing end of the sequence logo".split()
)
# The script ends there; "The End" is text.
_ENDS = frozenset("end ends".split())
# They say that a text comes.
_ON_SCREEN = frozenset("title aston super cg caption captions strap lower-third lower third".split())
_ANNOUNCED = re.compile(r"([^:–—]{2,30}?)\s*(?:[:–—]|\s-\s)\s*(?=\w|[\"“‘'«„(\[])")


def sound_text(note: str) -> str:
    """A sound note in brackets, which take the place of parentheses; empty for a pause."""
    text = " ".join(note.split())
    words = _words(text)
    if not words or (words & _PAUSES and words <= _PAUSES | _BESIDE_PAUSES):
        return ""
    return f"[{text[1:-1].strip() if _enclosed(text) else text}]"


def title_text(title: str) -> str:
    """The text that stands on the screen; empty where the note names a sequence or the end of the script instead."""
    text = _unannounced(" ".join(title.split()))
    words = {word for word in _words(text) if not word.isdecimal()} or _words(text)
    named = words & _SEQUENCES and words <= _SEQUENCES | _BESIDE_SEQUENCES
    return "" if named or words <= _ENDS else text


def _unannounced(text: str) -> str:
    """`Valentia, 1858` of `CAPTION: Valentia, 1858` and of `CAPTION Valentia, 1858`."""
    form = _ANNOUNCED.match(text)
    if form:
        words = _words(form[1])
        if words & (_ON_SCREEN | _SEQUENCES) and words <= _ON_SCREEN | _SEQUENCES | _BESIDE_SEQUENCES:
            return text[form.end() :]
    first, _, rest = text.partition(" ")
    alone = first.isupper() and first.casefold() in _ON_SCREEN and any(map(str.islower, rest))
    return rest if alone else text


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _enclosed(text: str) -> bool:
    """Whether one pair of brackets holds it all."""
    inside = text[1:-1]
    return _BRACKETS.get(text[0]) == text[-1] and text[0] not in inside and text[-1] not in inside
