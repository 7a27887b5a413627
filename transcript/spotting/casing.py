"""Narration typed in capitals, brought to sentence case by what the document itself shows.

Sentences run over cues, so capitals at their starts follow the sentences and not the cues. Capitals that stress a word
in a mixed-case interview stay as typed, and so does a cue that mixes both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from transcript.model import Cue, Transcript
from transcript.spotting.names import GIVEN_NAMES, PEOPLES, UNITS
from transcript.spotting.phrases import PAST_TENSES
from transcript.spotting.spellings import PIECE, SMALL_WORDS, Spellings, in_capitals, learn, stem_and_ending
from transcript.spotting.spoken import ends_sentence

_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})$")
_CONSONANTS = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{2,5}$")
_FIGURES = re.compile(r"(\d*)(\D+)(\d*)$")
_NO_ACRONYMS = frozenset("hm hmm mm mmm sh shh pst psst brr tsk st nd rd vs ft ltd jr sr".split())
_SURNAME = re.compile(r"\w{2,}(?:sk[iy]|[oe]va?|enko|vich|stein|berg|mann|feld|escu|poulos|sson|elli|ini)$")
_TITLES = frozenset("mr mrs ms dr sir".split())
_AFTER_SURNAMES = frozenset("and who is was has had from of".split())
_PLACING = frozenset("in to from on at towards toward into across".split())
_AFTER_THE_WEST = frozenset("was is had has would could knew saw feared believed thought did".split())
_NO_SURNAME_ENDS = ("ed", "ing", "ly")
_KINDS_OF_SIBLINGS = frozenset(
    "older elder eldest younger youngest big little twin four five six seven eight half many several other own blood "
    "soul former real step weird ugly new old dear loving surviving dead famous these".split()
)
_RANKS = frozenset(
    "president king queen prince princess emperor pope general colonel major captain professor lieutenant admiral "
    "marshal chancellor senator lord lady tsar czar saint aunt uncle".split()
)
_MONTHS_AND_WORDS = frozenset("march may august".split())
_BEFORE_MONTHS = frozenset("in last next early late mid since until".split())
_DAY_OF = re.compile(r"(?:first|second|third|\wth|beginning|middle|end|month|days?|morning)\s+of\s+$", re.IGNORECASE)


def sentence_case(transcript: Transcript, keep: Iterable[str] = (), names: Iterable[str] = ()) -> Transcript:
    """The transcript with narration in capitals brought to sentence case; all else stays as typed.

    keep: words, or several in a row, to be written as given here wherever they stand (in capitals where they are given
    in small letters). names: of people beside the speakers, in any letters; a word in them is a name unless the script
    writes it in small letters.
    """
    loud = in_capitals(transcript.cues)
    if not any(loud):
        return transcript
    spellings = learn(transcript, loud, keep, names)
    runs_on = _sentences_run_on(transcript.cues, loud)
    cues: list[Cue] = []
    previous: Cue | None = None
    for cue, shouted in zip(transcript.cues, loud, strict=True):
        begins = previous is None or _closed(previous) or (previous.speaker != cue.speaker and not runs_on)
        cues.append(replace(cue, line=recase(cue.line, spellings, begins=begins)) if shouted else cue)
        if cue.line.split():
            previous = cue
    return replace(transcript, cues=tuple(cues))


def _closed(cue: Cue) -> bool:
    return ends_sentence(cue.line.split()[-1])


def _sentences_run_on(cues: Sequence[Cue], loud: Sequence[bool]) -> bool:
    """Whether sentences run from one speaker to the next here: small letters after another's words without a stop."""
    small = capital = 0
    previous: Cue | None = None
    for cue, shouted in zip(cues, loud, strict=True):
        if previous and not shouted and previous.speaker != cue.speaker and not _closed(previous):
            first = next(filter(str.isalpha, cue.line), "")
            small += first.islower()
            capital += first.isupper()
        if cue.line.split():
            previous = cue
    return small > max(capital, 1)


def recase(line: str, spellings: Spellings, *, begins: bool = True) -> str:
    """A line in capitals in sentence case. begins: whether its first word begins a sentence."""
    pieces = list(PIECE.finditer(line))
    written = _write(line, pieces, spellings)
    parts: list[str] = []
    done = 0
    for place, piece in enumerate(pieces):
        between = line[done : piece.start()]
        opens = _sentence_between(line, pieces[place - 1], piece) if place else begins and "…" not in between
        word = written[place]
        parts += between, word[0].upper() + word[1:] if opens and word.islower() else word
        done = piece.end()
    return "".join([*parts, line[done:]])


def _sentence_between(line: str, before: re.Match[str], after: re.Match[str]) -> bool:
    """Whether a sentence begins at `after`, by the marks between the two words."""
    head, space, tail = line[before.end() : after.start()].partition(" ")
    if not space or "…" in head or ".." in head:
        return False
    if ":" in head or "," in head:
        # What somebody says is a sentence of its own.
        return any(mark in tail for mark in '"“‘')
    if before.end() - before.start() == 1 and head == "." and line[before.start() - 1 : before.start()] != ".":
        return True  # what follows "x." is a sentence, and what follows "H." a name
    token = line[line.rfind(" ", 0, before.end()) + 1 : before.end()] + head
    return ends_sentence(token)


class _Word(NamedTuple):
    """A word in capitals where it stands. key: in small letters. before, after: its neighbours, in small letters."""

    text: str
    key: str
    before: str
    after: str
    line: str
    start: int
    end: int
    spellings: Spellings


def _write(line: str, pieces: Sequence[re.Match[str]], spellings: Spellings) -> list[str]:
    """Every word as it is written inside a sentence, names of several words first."""
    split = [stem_and_ending(piece[0]) for piece in pieces]
    keys = [stem.casefold() for stem, _ in split]
    written: list[str] = []
    while len(written) < len(pieces):
        place = len(written)
        phrase = _phrase_at(keys, place, spellings)
        if phrase:
            written += [word + ending.lower() for word, (_, ending) in zip(phrase, split[place:], strict=False)]
            continue
        stem, ending = split[place]
        before = keys[place - 1] if place else ""
        after = keys[place + 1] if place + 1 < len(keys) else ""
        word = _Word(stem, keys[place], before, after, line, *pieces[place].span(), spellings)
        inside = next((form for rule in _RULES if (form := rule(word)) is not None), word.key)
        written.append(inside + ending.lower())
    return written


def _phrase_at(keys: Sequence[str], place: int, spellings: Spellings) -> tuple[str, ...]:
    for phrase in spellings.phrases.get(keys[place], ()):
        if [word.casefold() for word in phrase] == list(keys[place : place + len(phrase)]):
            return phrase
    return ()


def _typed_otherwise(word: _Word) -> str | None:
    """Small letters amid the capitals are meant so."""
    return word.text if any(map(str.islower, word.text)) else None


def _first_person(word: _Word) -> str | None:
    return None if word.key != "i" else "i" if word.after in word.spellings.variables else "I"


def _unit(word: _Word) -> str | None:
    return UNITS.get(word.key) if word.before.isdecimal() else None


def _known(word: _Word) -> str | None:
    return word.spellings.forms.get(word.key)


def _month(word: _Word) -> str | None:
    """May, March and August are months beside a figure, after "in", "last" and the like, and after "fifth of"."""
    if word.key not in _MONTHS_AND_WORDS:
        return None
    dated = word.before[:1].isdecimal() or word.after[:1].isdecimal() or word.before in _BEFORE_MONTHS
    return word.text.capitalize() if dated or _DAY_OF.search(word.line[: word.start]) else None


def _initial(word: _Word) -> str | None:
    """U.S.S.R., and the B. of a name."""
    if _DOTTED.match(word.line, word.start) or _DOTTED.match(word.line, max(0, word.start - 2)):
        return word.text
    stopped = len(word.key) == 1 and word.line[word.end : word.end + 1] == "."
    return word.text if stopped and not {word.before, word.after}.isdisjoint(word.spellings.forms) else None


def _with_figures(word: _Word) -> str | None:
    """1ST and 60S in small letters, 10KM by its unit, 2X by the document's own x, R7 as typed."""
    form = _FIGURES.match(word.text)
    if not any(map(str.isdecimal, word.text)):
        return None
    if not form:
        return word.text
    number, letters, index = form[1], form[2].casefold(), form[3]
    if number and letters in ("st", "nd", "rd", "th", "s"):
        return number + letters
    if number and letters in UNITS and not index:
        return number + UNITS[letters]
    variable = word.key in word.spellings.plain or (len(letters) == 1 and letters in word.spellings.plain)
    return word.key if variable else word.text


def _letter(word: _Word) -> str | None:
    """Plan B and vitamin C, unless the document writes the letter small."""
    return word.text if len(word.key) == 1 and word.key not in {"a", "o"} | word.spellings.plain else None


def _numeral_or_acronym(word: _Word) -> str | None:
    """II, and letters that no one can say as a word, such as KGB."""
    if word.key in word.spellings.plain or len(word.key) < 2:
        return None
    spelt = _CONSONANTS.match(word.text) and word.key not in _NO_ACRONYMS and not word.key.endswith("th")
    return word.text if spelt or _ROMAN.match(word.text) else None


def _named(word: _Word) -> str | None:
    """Whoever follows Mr; a surname by its ending after another name; O'Brien; Romans, where Roman is a name."""
    if word.key in word.spellings.plain:
        return None
    follows_name = word.before in word.spellings.forms and _SURNAME.match(word.key)
    if word.before in _TITLES or follows_name or _surname(word) or _family(word):
        return word.text.capitalize()
    if re.match(r"o['’](?!clock)[a-z]{3}", word.key):
        return word.text[:2] + word.text[2:].capitalize()
    root = word.key.removesuffix("s")
    known = root in PEOPLES or (len(root) > 4 and word.spellings.forms.get(root, "").istitle())
    return word.spellings.forms.get(root, root.capitalize()) + "s" if known and root != word.key else None


def _political(word: _Word) -> str | None:
    """The West that somebody fears, not the west of Ireland, nor where the sun sets, which all write small."""
    if word.key not in ("west", "east") or word.before != "the":
        return None
    ahead = PIECE.findall(word.line[: word.start])[:-1]
    somewhere = bool(ahead) and ahead[-1].casefold() in _PLACING
    alone = _closed_after(word) or word.after in _AFTER_THE_WEST or word.after.endswith("ed")
    return word.text.capitalize() if alone and not somewhere else None


def _closed_after(word: _Word) -> bool:
    """Whether an ending such as 's, a mark or nothing stands behind the word."""
    ending = word.end - word.start > len(word.text)
    return ending or word.line[word.end : word.end + 1] in ("", ",", ".", ";", ":", "?", "!", "'", "’")


def _surname(word: _Word) -> bool:
    """Whoever follows a first name and is followed by a mark, an apostrophe or a small word: Stephen Hale's."""
    if word.before not in GIVEN_NAMES or word.before not in word.spellings.forms or not word.key.isalpha():
        return False
    closed = _closed_after(word) or word.after in _AFTER_SURNAMES
    other = word.key in SMALL_WORDS | PAST_TENSES or word.key.endswith(_NO_SURNAME_ENDS)
    return closed and len(word.key) > 2 and not other


def _family(word: _Word) -> bool:
    """The Hale brothers, but the younger brothers."""
    return word.after in ("brothers", "sisters") and word.key not in SMALL_WORDS | _KINDS_OF_SIBLINGS


def _rank(word: _Word) -> str | None:
    """President before a name, not by itself."""
    return word.text.capitalize() if word.key in _RANKS and word.after in word.spellings.forms else None


_RULES: tuple[Callable[[_Word], str | None], ...] = (
    _typed_otherwise,
    _first_person,
    _unit,
    _known,
    _month,
    _initial,
    _with_figures,
    _letter,
    _numeral_or_acronym,
    _named,
    _political,
    _rank,
)
