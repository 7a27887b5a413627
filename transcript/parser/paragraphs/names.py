"""Names in front of speech: `ANN LEE (VO): …`, `>> Ann: …`, `Ann Lee  0:05`, `[Ann]: …`, or in a line of their own.

What the form of a text says is given as log odds; whether it is a name at its place is for the habits of the
document to add.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from transcript.parser.evidence.headings import source_time, take_heading
from transcript.parser.evidence.lexicon import (
    DANGLING,
    FRONT_WORDS,
    NOTE_STARTS,
    ON_SCREEN,
    ROLES,
    SIZES,
    SPEECH_WORDS,
    TITLE_HEADS,
)
from transcript.parser.evidence.soundbites import bite_heading, is_announced_in_words
from transcript.parser.evidence.texts import announces_title, heads_scene, names_sound
from transcript.parser.evidence.typography import letters
from transcript.parser.paragraphs.times import is_source_time, time_at

_LONGEST = 90
_OPEN = re.compile(r"\s{0,80}(?:[-–—•·]\s)?(?:>{1,3}\s{0,3})?[*_#|\\]{0,6}\s{0,3}(?:>{1,3}\s{0,3})?")
_TURN = re.compile(r"\s{0,80}>{2,3}\s{0,3}")
_COLON = re.compile(
    r"[*_\\\]]{0,4}\s?(?:[:：][*_|]{0,4}(?=\s|$|[\"“‘«\[(¿¡])|：)|[*_]{0,4}\s?:(?=[^\W\d])|(?<=[\w)])>(?=\s)"
)
_QUOTED = re.compile(r"([^\s「」『』：:、。！？!?]{1,12})[「『]")
_LONGEST_WIDE = 12
"""Letters of a name in a script that sets no blanks."""
_BRACKETED_NAME = re.compile(r"\\?(\[[^\[\]]{1,40}\\?\])(?=\s{1,3}[^\s:])")
_DASH = re.compile(r"\s[-–—]{1,2}\s(?=\s{0,3}\S)")
_AFTER = re.compile(r"\s{0,3}[(\[]([^()\[\]]{1,40})[)\]](?=\s{0,3}\S)")
_QUESTION = re.compile(r"([QA])\.(?=\s)")
_TYPED = re.compile(r"[ \t\u00a0]{0,3}([^\s()\[\]]{1,30})(?!\S)")
_QUALIFIER = re.compile(r"\s{0,3}[(\[]([^()\[\]]{1,30})[)\]](?=\s)")
_TIME_LIKE = re.compile(r"[\[(]?[0-9]{1,3}[:.;'’][0-9]{2}")
_WORD = re.compile(r"[^\W_](?:[^\s,;:!?\"“”«»|]*[^\W_])?[.]?\Z")
_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,60}[)\]]")
_TITLES = frozenset(
    "dr dr. prof prof. mr mr. mrs mrs. ms ms. sir dame lord lady capt capt. sgt rev rev. st. hon".split()
)
_SMALL = frozenset(
    "de da do dos das del della di du des la le les van von vom der den ter ten zu zur of the and & et und y e i al el "
    "bin ibn ap st on in for at with".split()
)
_NEVER = (SPEECH_WORDS | DANGLING) - {
    "will",
    "may",
    "an",
    "so",
    "do",
    "i",
    "a",
    "the",
    "of",
    "and",
    "&",
    "on",
    "in",
    "as",
}
_ANYBODY = frozenset("audience unidentified unknown male female".split())
"""What nameless speakers are called by: `Audience member`, `Unidentified speaker`, `Male voice`."""
_NEVER_FIRST = frozenset(
    "and or but so then the a an this that these those here there now note warning example remember first second "
    "third finally also however plus ps nb re subject http https www yes no well okay ok oh ah um uh hmm hm yeah yep "
    "yup nope right sure exactly absolutely great wow hello hi hey thanks thank please sorry cheers bye goodbye "
    "welcome true correct good nice cool indeed perfect fine really".split()
)


ANNOUNCED = 5.0
"""The odds of a name that nothing but the announcement of a sound bite stands before."""
_SHORTEST = 3
"""Letters of the shortest name that capitals alone part from speech."""
_SHOWN = NOTE_STARTS | ON_SCREEN | TITLE_HEADS


class Name(NamedTuple):
    """A text that may name who speaks.

    start, end: where it stands, with its colon and marks. name: without them. place: `colon` (speech follows it),
    `capitals` (so does speech, but capitals alone part the two), `clock` (a timecode follows it), `bite` (a sound bite
    announced as such), `turn` (`>>` and no name) or `alone` (the rest of the line). odds: what its form says.
    """

    start: int
    end: int
    name: str
    place: str
    odds: float

    @property
    def key(self) -> str:
        return self.name.casefold()


def name_at(text: str, place: int) -> Name | None:
    """The likeliest name that begins at a place of a text."""
    if announces_title(text[place:].lstrip()):
        return None
    bite = bite_heading(text, place)
    if bite:
        name = take_heading(text[place:bite]).name
        return Name(place, bite, name, "bite", 1.0 if is_announced_in_words(text, place) else ANNOUNCED)
    found = _OPEN.match(text, place)
    begin = place if found is None else found.end()
    turn = _TURN.match(text, place) is not None
    named = (
        None
        if text.startswith(("INT", "EXT", "I/E"), begin) and heads_scene(text[begin:])
        else (
            _with_point(text, place, begin)
            or _with_quotation(text, place, begin)
            or _with_colon(text, place, begin)
            or _in_brackets(text, place, begin)
            or _with_clock(text, place, begin)
            or _with_dash(text, place, begin)
            or _in_capitals(text, place, begin)
            or _alone(text, place, begin)
        )
    )
    if named is not None and (not turn or named.place != "alone"):
        return named._replace(odds=named.odds + 4.0) if turn else named
    if turn:
        marks = _TURN.match(text, place)
        return Name(place, marks.end() if marks else place, "", "turn", 2.0)
    return None


def _with_colon(text: str, place: int, begin: int) -> Name | None:
    at = begin
    while (colon := _COLON.search(text, at, begin + _LONGEST)) is not None:
        if text.count("(", begin, colon.start()) == text.count(")", begin, colon.start()):
            break
        at = colon.end()
    if colon is None or _TIME_LIKE.search(text, begin, colon.start()):
        return None
    end = colon.end()
    if colon[0] == "：" and not text[end : end + 1].isspace() and colon.start() - begin > _LONGEST_WIDE:
        return None
    form = text[begin : colon.start()] + (colon[0][0] if colon[0][0] == "]" else "")
    odds = form_odds(form)
    if odds is None:
        return None
    after = _AFTER.match(text, end)
    if after is not None and is_manner(after[1]):
        end = after.end()
    return _named(text, place, begin, end, "colon", odds)


def _with_point(text: str, place: int, begin: int) -> Name | None:
    """Question and answer, as courts have them: `Q. Where were you?`"""
    found = _QUESTION.match(text, begin)
    return None if found is None else Name(place, found.end(), found[1], "colon", -1.0)


def _with_quotation(text: str, place: int, begin: int) -> Name | None:
    """Speech in Japanese stands in brackets of its own behind a name: `話者「四時に始めます。」`."""
    found = None if text.isascii() else _QUOTED.match(text, begin)
    if found is None:
        return None
    said = text[found.end() :].rstrip()
    inner = said[:-1] if said[-1:] in ("」", "』") else said
    if any(inner.count(opening) != inner.count(closing) for opening, closing in ("「」", "『』")):
        return None  # the bracket ends inside the sentence
    odds = form_odds(found[1])
    return None if odds is None else _named(text, place, begin, found.end(), "colon", odds + 1.0)


def _with_clock(text: str, place: int, begin: int) -> Name | None:
    found = _TIME_LIKE.search(text, begin, begin + _LONGEST)
    if found is None or found.start() == begin:
        return None
    # A timecode that is part of a longer one, or of a bracket before it, begins further left.
    time = time_at(text, found.start())
    form = text[begin : found.start()]
    if time is None or time.seconds is None or is_source_time(text, found.start()):
        return None
    runs_on = not (time.bracketed or time.closed) and bool(rest := text[time.end :].strip())
    if runs_on and not (time.fields > 2 or rest[0].isupper() or rest[0] in "\"“„«‘'([¿¡…"):
        return None
    odds = form_odds(form.rstrip(" \t\u00a0*_-–—|,:~"))
    if odds is None:
        return None
    # `Ann Lee 0:05 We start at four.`: nothing but the timecode parts the name from speech.
    return _named(text, place, begin, found.start(), "clock", odds + (-1.5 if runs_on else 1.0))


def _in_brackets(text: str, place: int, begin: int) -> Name | None:
    """Names also stand in brackets without a colon: `[Ann] We start at four.`"""
    found = _BRACKETED_NAME.match(text, begin)
    odds = None if found is None else form_odds(found[1])
    return None if found is None or odds is None else _named(text, place, begin, found.end(), "colon", odds - 1.5)


def _with_dash(text: str, place: int, begin: int) -> Name | None:
    """Names in capitals are also set off with a dash: `ANN LEE - We start at four.`"""
    dash = _DASH.search(text, begin, begin + _LONGEST)
    if dash is None or not letters(text[begin : dash.start()]).capitals:
        return None
    odds = form_odds(text[begin : dash.start()])
    return None if odds is None else _named(text, place, begin, dash.end(), "colon", odds - 1.5)


def _in_capitals(text: str, place: int, begin: int) -> Name | None:
    """Names in capitals also run straight into speech in small letters: `ANN LEE We start at four.`"""
    end = begin
    words: list[str] = []
    while (found := _TYPED.match(text, end, begin + _LONGEST)) is not None:
        if not (_is_capital(found[1]) or (words and (_is_number(found[1]) or found[1] == "&"))):
            break
        words.append(found[1])
        end = found.end()
    if not words or len("".join(words)) < _SHORTEST or words[0].casefold().strip(".,:/") in _SHOWN:
        return None
    odds = form_odds(" ".join(words))
    qualifier = _QUALIFIER.match(text, end)
    if qualifier is not None and (_qualifies(qualifier[1]) or is_manner(qualifier[1])):
        end = qualifier.end()
    manner = _QUALIFIER.match(text, end)
    said = manner.end() if manner is not None and len(text) > manner.end() else end
    rest = text[said : said + 40].lstrip(" \t\u00a0\"“„«'‘¿¡…")
    speaks = (rest[:1].isupper() or rest[:1].isdigit()) and letters(rest).mixed
    return _named(text, place, begin, end, "capitals", odds - 2.0) if speaks and odds is not None else None


def is_numbered(name: str) -> bool:
    """Whether a name is one that tools number speakers by: `SPEAKER_01`, `Speaker 2`, `UNKNOWN`."""
    return _NUMBERED.fullmatch(name) is not None


_NUMBERED = re.compile(
    r"(?:(?:unknown|unidentified)[ _-]?)?(?:speaker|spk|voice)[ _-]?(?:[0-9]{1,3}|[A-Z])?|unknown", re.IGNORECASE
)


def _is_number(word: str) -> bool:
    """Whether a word numbers a role, as in `SPEAKER 2`: no year that speech begins with."""
    return word.isdecimal() and len(word) < 3


def _qualifies(inner: str) -> bool:
    """Whether a bracket behind a name qualifies it: `(V/O)`, `(off)`, `(cont'd)`."""
    heading = take_heading(f"ANN {inner.upper()}")
    return heading.voice_over or heading.continued or heading.qualifier is not None


def _is_capital(word: str) -> bool:
    """Whether a word is one of a name in capitals: `LEE`, `O'HARA,`, `J.`"""
    bare = word.rstrip(",")
    return bare.isupper() and (len(bare) > 1) and (bare[0].isalpha()) and (bare[-1].isalnum() or bare[-1] == ".")


def _alone(text: str, place: int, begin: int) -> Name | None:
    rest = text[begin : begin + _LONGEST]
    if len(text) > begin + _LONGEST and text[begin + _LONGEST :].strip():
        return None
    source = source_time(rest)
    odds = form_odds(rest[: source or len(rest)].strip(" \t\u00a0*_|\\"), alone=True)
    if odds is None:
        return None
    marked = any(mark in text[place:begin] for mark in ("**", "__")) and rest.rstrip().endswith(("**", "__"))
    return _named(text, place, begin, len(text), "alone", odds + (1.5 if marked else 0.0))


def _named(text: str, start: int, begin: int, end: int, place: str, odds: float) -> Name:
    marked = "**" in text[start:begin] and place != "alone"
    return Name(start, end, take_heading(text[begin:end]).name, place, odds + (1.5 if marked else 0.0))


_UNPRONOUNCEABLE = frozenset(("MS", "MLS", "LS", "WS", "MWS", "VLS", "VWS", "XLS"))
"""Sizes that no name begins with."""


def glued_size(text: str, name: Name, size: str) -> bool:
    """Whether the size of a shot is typed onto a name (`MSANN LEE`), and no part of it."""
    return not text[name.start].isspace() and size in _UNPRONOUNCEABLE and name.name[:1].isupper()


def is_manner(inner: str) -> bool:
    """Whether a bracket behind a name says how someone speaks (`over radio`), not what is heard or a time."""
    words = inner.split()
    return len(words) <= 4 and inner[:1].islower() and not any(map(str.isdigit, inner)) and words[0] in _MANNERS


_MANNERS = frozenset(
    "over on in through via by reading quoting translated translation speaking voice off whispering shouting singing "
    "from to as into".split()
)


class _Words(NamedTuple):
    """A possible name taken apart. bare: without brackets and office. folded: its words without their points."""

    bare: str
    words: tuple[str, ...]
    folded: tuple[str, ...]
    office: str
    bracketed: bool


@lru_cache(maxsize=8192)
def form_odds(text: str, *, alone: bool = False) -> float | None:
    """How much the form of a text speaks for a name; None where it can be none.

    alone: nothing but the text's place shows that it is one, no colon and no timecode.
    """
    if len(text.strip()) == 1 and text.isupper() and not alone:
        return -0.5  # Q: and A:
    parts = _words(text, alone=alone)
    if parts is None or not _is_name_like(parts, alone=alone):
        return None
    if alone and text.rstrip()[-1:] == "." and not _is_abbreviated(text):
        return None
    return _weight(text, parts, alone=alone)


def _words(text: str, *, alone: bool) -> _Words | None:
    bare = _BRACKETS.sub(" ", text).strip()
    bracketed = text.strip()[:1] in ("[", "(") and text.strip()[-1:] in ("]", ")")
    if not bare and bracketed:
        bare = text.strip()[1:-1].strip()
        first = bare.split(None, 1)[0] if bare else ""
        told = first.upper() in ROLES or first.casefold() in _TITLES  # [Narrator], [Dr. V]; all else may be a sound
        if len(bare.split()) > _IN_BRACKETS or (alone and not told):
            return None
    if not bare or len(bare) > _LONGEST - 20:
        return None
    bare, _, office = bare.partition(",")
    words = tuple(word for word in (word.strip("[]()") for word in bare.split()) if word)
    if not 1 <= len(words) <= _IN_A_NAME or len(office.split()) > (6 if alone else 9):
        return None
    return _Words(bare.strip(), words, tuple(word.casefold().strip(".") for word in words), office, bracketed)


_IN_A_NAME = 6
"""Words in the longest name."""
_IN_BRACKETS = 4


def _is_name_like(parts: _Words, *, alone: bool) -> bool:
    words, folded = parts.words, parts.folded
    if parts.bare[-1] in ";!?…" or not (words[0][0].isalpha() or words[0][0] in "#'’" or _is_handle(words[0])):
        return False
    if (len(words) == 1 and folded[0] in ON_SCREEN) or names_sound(parts.bare):
        return False
    office = folded[0] == "the" and not alone and len(words) > 1 and words[1][0].isupper()  # The President:
    if (
        (folded[0] in _NEVER_FIRST and not office)
        or any(word in _NEVER for word in folded)
        or parts.bare.upper() in SIZES
    ):
        return False
    if not all(_WORD.fullmatch(word) or word == "&" for word in words):
        return False
    small = _small(parts)
    if folded[0] in _ANYBODY and len(words) > 1:
        return True
    if small and (small < len(words) or len(words) > 2 or alone):
        return False
    return len(words) == 1 or folded[-1] not in _SMALL or words[-1].isupper()


def _is_handle(word: str) -> bool:
    """Whether a word that begins with a digit may be a name people go by (`3Shores`, `0xB10C`), no figure (`2nd`)."""
    rest = word.lstrip("0123456789")
    return rest != word and rest.isalnum() and sum(map(str.isalpha, rest)) > 2


def _small(parts: _Words) -> int:
    """Words in small letters that no name has."""
    return sum(word[0].islower() and low not in _SMALL for word, low in zip(parts.words, parts.folded, strict=True))


def _weight(text: str, parts: _Words, *, alone: bool) -> float:
    words, folded = parts.words, parts.folded
    role = words[0].upper() in ROLES or (len(words) > 1 and words[-1].upper() in ROLES and not alone)
    odds = -0.5 if len(words) == 1 else 0.6 if len(words) <= 3 else -0.3 * (len(words) - 2)
    odds += 0.8 if letters(parts.bare).capitals else 0.0
    odds -= 2.0 if _small(parts) else 0.0
    odds -= 0.5 if words[0][0].isdigit() else 0.0
    odds += 3.0 if role else 0.0
    odds += 1.5 if folded[0] in _TITLES and len(words) > 1 else 0.0
    odds += 0.5 if words[-1].isdigit() and len(words) == 2 else 0.0
    odds += 1.0 if parts.bracketed else 0.0
    heading = take_heading(text)
    if heading.voice_over or heading.continued:
        odds += 2.5
    elif parts.office:
        odds += -1.0 if alone else 0.5
    elif heading.qualifier:
        odds += 0.8
    if any(word in FRONT_WORDS for word in folded) and words[0].upper() not in ROLES:
        odds -= 3.0
    if parts.bare.endswith(".") and not _is_abbreviated(parts.bare):
        odds -= 1.5
    return odds


def _is_abbreviated(text: str) -> bool:
    """Whether a text ends in the point of an abbreviation: `Jr.`, `V.O.`, `M.D.`."""
    last = text.rsplit(maxsplit=1)[-1].strip("()[]").rstrip(".")
    return "." in last or len(last) <= 2 or last.casefold() in _TITLES
