"""Whether timed texts say what is seen, as in a shot list, or what is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from transcript.parser.evidence.lexicon import NOTE_WORDS, SIZES, SOUND_HEADS, SPEECH_WORDS
from transcript.parser.evidence.texts import folded_words, note_odds
from transcript.parser.evidence.typography import ends_sentence

_SAID = frozenset(
    """
    i i'm i've i'd i'll you you're your we we're we'd we've our me my us was were had did didn't wasn't don't would
    could should must will can't won't couldn't never because why how yes
    ich wir mein meine meinem meinen unser unsere uns mich mir war waren hatte hatten hat haben wurde wurden ist sind
    je j'ai j'avais j'étais nous mon ma mes notre nos était étaient avait avaient c'est c'était qu'on n'est n'était
    yo nosotros mi mis nuestro nuestra nos era eran había habían fue fueron estaba estaban tenía tenían hemos
    io noi mio mia nostro nostra eravamo aveva avevano erano ho abbiamo
    я мы мой моя мне нас нам наш наша был была было были
    """.split()
)
"""Words of people who speak, and of narration: what is seen is told of others, in the present."""

_SIZE = re.compile(
    r"(?:[ECMWLBX]{1,2}[/.]?[SU][./]?|[ECMWLBX]/[SU]|(?-i:[A-Z]{2,3})|close[ -]?ups?|wide|mid|medium|long"
    r"|tight|zoom|pan|tilt|cutaway|various|aerial|exterior|interior|set[ -]?up|tracking|pull|top|high|low|over)\b",
    re.IGNORECASE | re.ASCII,
)
_CAPITAL_SIZE = re.compile(
    r"\(?[ECMWLBX]{1,2}\.?/?[SU]\b\.?[/,:;. )-]|\(?(?:VLS|VWS|MCU|MLS|BCU|ECU|POV|GVs?|PTC)\b", re.ASCII
)


@lru_cache(maxsize=8192)
def is_said(text: str) -> bool:
    """Whether a text has a word of speech or narration in it, or asks."""
    return not _SAID.isdisjoint(folded_words(text[:400])) or "?" in text


_NO_DOING = frozenset(
    """
    everything something nothing anything thing morning evening during king spring string ring wing ceiling sibling
    """.split()
)
"""Words that end as what people are seen doing does."""
_PICTURES = frozenset(
    """
    animation animations image images picture pictures shot shots gv gvs footage view views archive stills graphic
    graphics gfx photo photos photograph photographs aerial aerials drone timelapse map maps close-up close-ups cutaway
    cutaways visualisation visualization simulation rendering sequence
    """.split()
)
_FIRED = frozenset("fired firing fire heard ring rings rang".split())
_NOTE = 4
"""Words in a note that names a sound and no more, at most."""


@lru_cache(maxsize=4096)
def shows_pictures(text: str) -> bool:
    """Whether a note in brackets says what is seen by a word for pictures: `[Launch shots]`, `(Animation, probe)`."""
    words = folded_words(text[:400])
    heard = not SOUND_HEADS.isdisjoint(words) and len(words) <= _NOTE
    return not heard and not _PICTURES.isdisjoint(words) and _FIRED.isdisjoint(words) and "?" not in text


@lru_cache(maxsize=8192)
def is_shown(text: str) -> bool:
    """Whether a text reads as a note of what is seen: a shot size, words of the trade, or a phrase without a clause."""
    words = folded_words(text[:400])
    if not words or is_said(text):
        return False
    if _CAPITAL_SIZE.match(text) or text.split(None, 1)[0].strip(",.:;()") in SIZES or note_odds(text) > 0:
        return True
    if _SIZE.match(text) and not SPEECH_WORDS.intersection(words[:2]):
        return True
    if NOTE_WORDS.intersection(words) and not (words[0] in SPEECH_WORDS and ends_sentence(text)):
        return True
    clause = len(SPEECH_WORDS.intersection(words))
    return len(words) <= 25 and (
        not clause or any(word.endswith("ing") and word not in _NO_DOING for word in words[1:6])
    )


def reads_as_shown(texts: Sequence[str]) -> bool:
    """Whether most of the timed texts of a document say what is seen. Where no blanks part words, nobody can tell."""
    typed = "".join(texts)
    if sum("\u3040" <= char <= "\u9fff" or "\u0e00" <= char <= "\u0eff" for char in typed) * 3 > len(typed):
        return False
    long = [text for text in texts if text.count(" ") > 1]
    if not texts:
        return False
    said = sum(map(is_said, long))
    words = sorted(text.count(" ") + 1 for text in texts)
    if said * 100 > 18 * max(1, len(long)) or words[len(words) // 2] > 25:
        return False
    return sum(map(is_shown, texts)) * 10 >= 6 * len(texts)
