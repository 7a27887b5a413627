"""Speaker headings: `NARRATOR`, `HARFORD V/O`, `GAGARIN V/O (SPEAKING RUSSIAN)`, `NARRATOR cont…`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from transcript.parser.evidence.lexicon import DANGLING, NARRATOR_ROLES, ROLES, SIZES, SPEECH_WORDS
from transcript.parser.evidence.soundbites import lead_of, name_and_office
from transcript.parser.evidence.typography import letters

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_WHOLE_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_CONTINUED = re.compile(r"(?<![\s,-])[\s,-]*+\(?\bcont(?:inued|inues|'?d|’d|\.?d)?\b[\s.…)]*$", re.IGNORECASE)
_VOICE_OVER = re.compile(
    r"(?:^|(?<![\s,-])[\s,-]++)(?:V\.?\s?/\s?O|V\.?O|OOV|O\.O\.V|VOICE[ -]?OVER|COMM)\b\.?\s*$", re.IGNORECASE
)
_VOICE_OVER_FIRST = re.compile(r"\s{0,8}(?:V\.?\s?/\s?O|V\.?O|OOV)\b\.?[\s:,-]{1,4}(?=\w)")
_IN_VISION = re.compile(
    r"(?<![\s,-])[\s,-]++(?:SYNC|I/?V|SOT|SOF|PTC|O/S|OFF|(?i:(?:ON|OFF)[ -]CAMERA|IN VISION))\b\.?\s*$"
)
_SOURCE_TIME = re.compile(
    r"(?:^|[\s,(\[])[A-Z]{1,4}[ -]?[0-9]{1,3}[A-Z]?[ \u00a0,:]{1,2}[0-9]{2}(?:[:.;][0-9]{2}){2,3}[)\]\s]{0,3}$",
    re.ASCII,
)
_NOT_IN_NAMES = (DANGLING | SPEECH_WORDS) - {"will", "may", "an", "so", "do", "&"}
_QUESTION = re.compile(r"[QA]\.")  # question and answer, as courts have them
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.&/-]*|\d{1,2}|&", re.UNICODE)


class Heading(NamedTuple):
    """A speaker heading taken apart.

    name: as typed, without what qualifies it. voice_over: V/O and the like, or the narrator's role. qualifier:
    anything else it says, as typed. continued: `cont…`.
    """

    name: str
    voice_over: bool
    qualifier: str | None
    continued: bool

    @property
    def narrator(self) -> bool:
        return is_narrator(self.name)


def is_narrator(name: str) -> bool:
    """Whether a name is the narrator's role (`NARRATOR`, `COMMENTARY`, `NARRATOR 2`)."""
    words = name.upper().split()
    return bool(words) and words[0].rstrip(".") in NARRATOR_ROLES


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading | None:
    """Take a heading apart; None where the text cannot be one by its form alone.

    The form is a name of one to five words without sentence punctuation, in capitals or with a capital each;
    whether such a text is a heading at its place is for the layout to weigh.
    """
    rest = text.strip()
    if not rest or len(rest) > 80 or rest.count(" ") > 12 or not rest[0].isalpha():
        return None
    if rest[0].islower() or rest.split(None, 1)[0].casefold() in _NOT_IN_NAMES:
        return None  # a name begins otherwise, whatever stands at its end
    rest, marks = _bracketed(rest)
    rest, ends = _ending(rest)
    marks |= ends
    words = rest.split()
    if not _is_name(rest, words):
        return None
    qualifiers = [mark for mark in marks if mark not in _MARKS]
    if not rest.isupper() and not (marks and all(word[0].isupper() for word in words if word[0].isalpha())):
        return None
    return Heading(" ".join(words), "V/O" in marks or is_narrator(rest), "; ".join(qualifiers) or None, "cont" in marks)


def take_heading(text: str) -> Heading:
    """The heading a text is, where its place already says that it is one: any text has a name in it."""
    rest = _unwrapped(text)
    lead = lead_of(rest)
    if _QUESTION.fullmatch(rest):
        return Heading(rest[0], voice_over=False, qualifier=None, continued=False)
    heading = None if 0 < lead < len(rest) else read_heading(text)
    if heading is not None:
        return heading
    announced = rest[:lead].strip(_WRAPPING) if lead < len(rest) else ""
    rest, marks = _bracketed(rest[lead:] if announced else rest)
    rest = _unwrapped(rest)  # [Ann Lee (harbour master)]
    if (leading := _VOICE_OVER_FIRST.match(rest)) is not None:
        rest = rest[leading.end() :]
        marks["V/O"] = None
    rest, ends = _ending(rest.strip(_WRAPPING))
    marks |= ends
    name, office = rest, ""
    if (parted := _BEFORE_OFFICE.search(rest)) is not None:
        name, office = rest[: parted.start()], rest[parted.end() :]
    elif announced:
        name, office = name_and_office(rest)
    if office.strip():
        name, ends = _ending(name.strip(_WRAPPING))
        marks |= {office.strip(_WRAPPING): None} | ends
    name = " ".join(name.strip(_WRAPPING).split()) or announced or (text.strip() if any(map(str.isalnum, text)) else "")
    qualifiers = [mark for mark in (announced, *marks) if mark and mark not in _MARKS]
    return Heading(name, "V/O" in marks or is_narrator(name), "; ".join(qualifiers) or None, "cont" in marks)


def unwrapped(above: str, below: str) -> str:
    """A heading that word wrap parts, in one line: `HOLLO-` and `WAY`, but `Jean-` and `Luc`."""
    broken = above[-1:] == "-" and above[-2:-1].isalpha() and below[:1].isalpha()
    if not broken:
        return f"{above} {below}"
    return above + below if below[0].isupper() and letters(above).mixed else above[:-1] + below


_BEFORE_OFFICE = re.compile(r",|\s[-–—]{1,2}\s")  # Ann Lee, harbour master; ANN LEE – Harbour master
_WRAPPING = " \t\u00a0:：「『>*_-–—|=~#\\"


def _unwrapped(text: str) -> str:
    """A heading without the marks around it: `**Ann**`, `>> Ann:`, `[Ann]:`."""
    rest = text.strip().strip(_WRAPPING)
    whole = _WHOLE_BRACKETS.fullmatch(rest)
    return whole[1].strip(_WRAPPING) if whole else rest


def source_time(text: str) -> int:
    """Where a timecode of a source tape at the end of a heading begins (`ANN LEE D4 01:00:04`); 0 where none stands."""
    found = _SOURCE_TIME.search(text, max(0, len(text) - 40))
    return found.start() if found else 0


_MARKS = ("V/O", "cont", ":")


def _bracketed(text: str) -> tuple[str, dict[str, None]]:
    """The text without what stands in brackets, and what that says."""
    marks: dict[str, None] = {}
    if "(" not in text and "[" not in text:
        return text, marks
    for found in _BRACKETS.finditer(text):
        inner = found[1].strip()
        if _VOICE_OVER.fullmatch(inner):
            marks["V/O"] = None
        elif _CONTINUED.fullmatch(inner):
            marks["cont"] = None
        elif inner:
            marks[inner] = None
    return _BRACKETS.sub(" ", text).strip(), marks


def _ending(text: str) -> tuple[str, dict[str, None]]:
    """The text without a colon, `V/O`, `cont…`, `SYNC` and the like at its end, and what those say."""
    marks: dict[str, None] = {}
    if text.endswith(":"):
        text = text[:-1].rstrip()
        marks[":"] = None
    while True:
        if (found := _CONTINUED.search(text)) and found.start():
            marks["cont"] = None
        elif (found := _VOICE_OVER.search(text)) and found.start():
            marks["V/O"] = None
        elif (found := _SOURCE_TIME.search(text)) and found.start():
            marks[found[0].strip(" ,()[]")] = None
        elif (found := _IN_VISION.search(text)) and found.start():
            marks[found[0].strip(" ,-.")] = None
        else:
            return text, marks
        text = text[: found.start()].rstrip()


def _ends_sentence(word: str) -> bool:
    """Whether a point ends a sentence rather than an abbreviation: NARR., JR., DR."""
    return word[-1] == "." and len(word) > 4 and word[:-1].upper() not in ROLES


def _is_name(text: str, words: list[str]) -> bool:
    if not 1 <= len(words) <= 5 or text[-1] in ",;!?…-–" or _ends_sentence(words[-1]):
        return False
    if text.upper() in SIZES or not words[0][0].isalpha():
        return False
    if any(word.casefold() in _NOT_IN_NAMES for word in words):
        return False
    return all(_NAME_WORD.fullmatch(word) for word in words)


def speaks_for_heading(heading: Heading, text: str) -> float:
    """How much the form alone speaks for a heading (log odds): a role, and what only headings have."""
    words = heading.name.upper().split()
    odds = -0.8 * (len(words) - 1)
    if words[0] in ROLES:
        odds += 4
    if heading.name != text.strip():  # V/O, (…), cont…, a colon
        odds += 4
    return odds
