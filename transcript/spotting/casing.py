"""Narration typed in capitals, brought to sentence case by what the document itself shows.

The mixed-case parts of a script (interviews, shot notes, speaker headings) tell which words are names and how acronyms
are spelt; a short table holds what English always writes with a capital. Sentences run over cues, so capitals at their
starts follow the sentences and not the cues. Capitals that stress a word in a mixed-case interview stay as typed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from transcript.model import Cue, Transcript
from transcript.spotting.linebreaks import ARTICLES, CONJUNCTIONS, PREPOSITIONS
from transcript.spotting.names import FORMS, PEOPLES, UNITS
from transcript.spotting.spoken import ends_sentence

_NEARLY_ALL = 0.9
_FEW_WORDS = 4
_PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\W\d_](?:\.[^\W\d_])+\.?")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_SUFFIX = re.compile(r"(.+?)(['’](?:s|t|d|m|ll|re|ve))?$", re.IGNORECASE)
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})$")
_CONSONANTS = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{2,5}$")
_NO_ACRONYMS = frozenset("hm hmm mm mmm sh shh pst psst brr tsk nth th st nd rd vs ft ltd jr sr".split())
_TITLES = frozenset("mr mrs ms dr sir".split())
_RANKS = frozenset(
    "president king queen prince princess emperor pope general colonel major captain professor lieutenant admiral "
    "marshal chancellor senator lord lady tsar czar saint aunt uncle".split()
)
_ROLES = frozenset(
    "narrator narration interviewer interviewee reporter presenter speaker voice commentary commentator announcer host "
    "man woman boy girl male female soldier officer crowd unknown all archive man's translator newsreader of the and "
    "v/o vo oov".split()
)
_SMALL_WORDS = (
    ARTICLES
    | PREPOSITIONS
    | CONJUNCTIONS
    | frozenset(
        "you he she we they it me him them us my your his her its our their this these those there here what how "
        "then now well okay yes no not is are was were be been am have has had do does did can could will would should "
        "may might must let all some any one two three just very also only even right oh hey hi".split()
    )
)
_MAY_AFTER = frozenset("in of last next early late mid since until by this from to".split())


@dataclass(frozen=True, slots=True)
class Spellings:
    """How words are written inside a sentence. forms: small letters -> as written, where that is not in small letters.

    plain: words the document writes in small letters. phrases: names of several words, by their first. variables: an
    "i" in small letters and the word after it, as in "i-hat".
    """

    forms: Mapping[str, str]
    plain: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    variables: frozenset[tuple[str, str]]


def sentence_case(transcript: Transcript, keep: frozenset[str] = frozenset()) -> Transcript:
    """The transcript with narration in capitals brought to sentence case; all else stays as typed.

    keep: words to be written as given here wherever they stand (a word given in small letters, in capitals).
    """
    shouted = _in_capitals(transcript.cues)
    if not any(shouted):
        return transcript
    spellings = learn(transcript, shouted, keep)
    reads_on = _reads_on(transcript.cues, shouted)
    cues: list[Cue] = []
    previous: Cue | None = None
    for cue, loud in zip(transcript.cues, shouted, strict=True):
        begins = (
            previous is None
            or ends_sentence(previous.line.split()[-1])
            or (previous.speaker != cue.speaker and not reads_on)
        )
        cues.append(replace(cue, line=recase(cue.line, spellings, begins)) if loud else cue)
        if cue.line.split():
            previous = cue
    return replace(transcript, cues=tuple(cues))


def _reads_on(cues: Iterable[Cue], shouted: Iterable[bool]) -> bool:
    """Whether sentences run from one speaker to the next here: speech in small letters after words without a stop."""
    small = capital = 0
    previous: Cue | None = None
    for cue, loud in zip(cues, shouted, strict=True):
        first = next(filter(str.isalpha, cue.line), "")
        if previous and not loud and previous.speaker != cue.speaker and not ends_sentence(previous.line.split()[-1]):
            small += first.islower()
            capital += first.isupper()
        if cue.line.split():
            previous = cue
    return small > max(capital, 1)


def names_in_capitals(transcript: Transcript) -> frozenset[str]:
    """Words, in small letters, that are names by what the document shows; none where nothing is typed in capitals."""
    shouted = _in_capitals(transcript.cues)
    if not any(shouted):
        return frozenset()
    return frozenset(word for word, form in learn(transcript, shouted).forms.items() if form.istitle())


def _share_of_capitals(line: str) -> float:
    letters = [character for character in line if character.isalpha() and character.upper() != character.lower()]
    return sum(character.isupper() for character in letters) / len(letters) if letters else 0.0


def _in_capitals(cues: Iterable[Cue]) -> list[bool]:
    """Which cues are typed in capitals: nearly all letters, and no few words from one who is otherwise not."""
    cues = list(cues)
    shares = [_share_of_capitals(cue.line) for cue in cues]
    loud: Counter[str | None] = Counter()
    quiet: Counter[str | None] = Counter()
    for cue, share in zip(cues, shares, strict=True):
        (loud if share >= _NEARLY_ALL else quiet)[cue.speaker] += len(cue.line.split())
    return [
        share >= _NEARLY_ALL and (len(cue.line.split()) >= _FEW_WORDS or loud[cue.speaker] > quiet[cue.speaker])
        for cue, share in zip(cues, shares, strict=True)
    ]


def _written_inside(line: str) -> Iterator[list[str]]:
    """Stretches of a mixed-case line that stand inside a sentence, where a capital means something."""
    stretch: list[str] = []
    begins = True
    for token in line.split():
        opened = token[:1] in "\"“‘(["
        pieces = _PIECE.findall(token)
        if begins or opened:
            if stretch:
                yield stretch
            stretch = []
            pieces = pieces[1:]
        stretch += pieces
        begins = ends_sentence(token) or token[-1] in ":-–—…\"”"
    if stretch:
        yield stretch


def learn(transcript: Transcript, shouted: list[bool], keep: frozenset[str] = frozenset()) -> Spellings:
    """Spellings from the parts of a script that are not in capitals, over the table of words that always have one."""
    seen: dict[str, Counter[str]] = {}
    phrases: Counter[tuple[str, ...]] = Counter()
    small: Counter[str] = Counter()
    variables: set[tuple[str, str]] = set()

    def count(stretch: list[str]) -> None:
        run: list[str] = []
        for piece in [*stretch, ""]:
            stem = _stem(piece)[0]
            if stem:
                seen.setdefault(stem.casefold(), Counter())[stem] += 1
            if stem[:1].isupper() and stem.casefold() not in _SMALL_WORDS and stem != "I":
                run.append(stem)
                continue
            if len(run) > 1:
                phrases[tuple(run)] += 1
            run = []

    for cue, loud in zip(transcript.cues, shouted, strict=True):
        if loud:
            # A word typed in small or mixed letters amid capitals is meant so.
            for token in _PIECE.findall(cue.line):
                stem = _stem(token)[0]
                if len(stem) > 2 and not stem.isupper() and not stem.isdecimal() and any(map(str.isupper, stem)):
                    seen.setdefault(stem.casefold(), Counter())[stem] += 1
            continue
        for stretch in _written_inside(cue.line):
            count(stretch)
        stems = [_stem(piece)[0] for piece in _PIECE.findall(cue.line)]
        small.update(filter(str.islower, stems))
        variables.update((one, two.casefold()) for one, two in zip(stems, stems[1:], strict=False) if one == "i")
    noted: Counter[str] = Counter()
    for note in transcript.shots:
        tokens = note.note.split()
        for before, token in zip(tokens, tokens[1:], strict=False):
            stem = _stem("".join(_PIECE.findall(token)[:1]))[0]
            if stem.istitle() and (before.islower() or before == "&"):
                noted[stem] += 1
        for piece in _PIECE.findall(note.note):
            if piece.islower():
                small[_stem(piece)[0]] += 1

    forms: dict[str, str] = {}
    for key, form in FORMS.items():
        if not small[key]:
            forms[key] = form
    for stem in noted:
        if not small[stem.casefold()]:
            forms.setdefault(stem.casefold(), stem)
    for speaker in transcript.speakers:
        for name in (speaker.name, *speaker.aliases):
            for piece in _PIECE.findall(name):
                key = piece.casefold()
                if len(key) > 2 and key not in _ROLES and not small[key] and not any(map(str.isdecimal, key)):
                    forms.setdefault(key, piece.title() if piece.isupper() else piece)
    for key, written in seen.items():
        form, times = written.most_common(1)[0]
        # A single letter is as often a variable as a name: it takes more to show. Small words have no name.
        if form != key and key not in _SMALL_WORDS and times > small[key] * (1 if len(key) > 1 else 3):
            forms[key] = form
    for word in keep:
        forms[word.casefold()] = word.upper() if word.islower() else word
    plain = frozenset(word for word, times in small.items() if word not in forms)
    firsts: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        firsts.setdefault(phrase[0].casefold(), []).append(phrase)
    longest_first = {first: tuple(sorted(found, key=len, reverse=True)) for first, found in firsts.items()}
    return Spellings(forms, plain, longest_first, frozenset(variables))


def _stem(piece: str) -> tuple[str, str]:
    """A word and its ending after an apostrophe: KOROLEV and 'S."""
    form = _SUFFIX.match(piece)
    return (form[1], form[2] or "") if form else (piece, "")


def recase(line: str, spellings: Spellings, begins: bool = True) -> str:
    """A line in capitals in sentence case. begins: whether its first word begins a sentence."""
    pieces = list(_PIECE.finditer(line))
    written = [_word(line, pieces, place, spellings) for place in range(len(pieces))]
    place = 0
    while place < len(pieces):
        place += _phrase(pieces, written, place, spellings)
    parts: list[str] = []
    done = 0
    for place, piece in enumerate(pieces):
        between = line[done : piece.start()]
        parts.append(between)
        if place:
            begins = _sentence_between(line, pieces[place - 1], piece)
        elif between.strip()[:1] in ("…", ".") and between.strip():
            begins = False
        word = written[place]
        parts.append(word[0].upper() + word[1:] if begins and word.islower() else word)
        done = piece.end()
    return "".join([*parts, line[done:]])


def _sentence_between(line: str, before: re.Match[str], after: re.Match[str]) -> bool:
    """Whether a sentence begins at `after`, by the marks between the two words."""
    between = line[before.end() : after.start()]
    head, space, tail = between.partition(" ")
    if not space and not between.strip("-–—…"):
        return False
    if ":" in head or "," in head:
        return any(mark in tail for mark in "\"“‘")
    if "…" in head or ".." in head:
        return False
    start = line.rfind(" ", 0, before.end()) + 1
    return bool(space) and ends_sentence(line[start : before.end()] + head)


def _phrase(pieces: list[re.Match[str]], written: list[str], place: int, spellings: Spellings) -> int:
    """Write a learnt name of several words that stands here; how many words it took, or 1."""
    for phrase in spellings.phrases.get(_stem(pieces[place][0])[0].casefold(), ()):
        here = pieces[place : place + len(phrase)]
        stems = [_stem(piece[0]) for piece in here]
        if [stem.casefold() for stem, _ in stems] == [word.casefold() for word in phrase]:
            for offset, (word, (_, suffix)) in enumerate(zip(phrase, stems, strict=True)):
                written[place + offset] = word + suffix.lower()
            return len(phrase)
    return 1


def _word(line: str, pieces: list[re.Match[str]], place: int, spellings: Spellings) -> str:
    """One word as it is written inside a sentence."""
    piece = pieces[place]
    stem, suffix = _stem(piece[0])
    ending = suffix.lower()
    key = stem.casefold()
    before = pieces[place - 1][0].casefold() if place else ""
    after = pieces[place + 1][0] if place + 1 < len(pieces) else ""
    if not stem.isupper() and len(stem) > 1 and not stem.isdecimal():
        return stem + ending
    if key == "i":
        return ("i" if ("i", _stem(after)[0].casefold()) in spellings.variables else "I") + ending
    if key in UNITS and len(key) < 5 and before.isdecimal():
        return UNITS[key] + ending
    if key in spellings.forms:
        return spellings.forms[key] + ending
    if key in ("march", "may", "august") and (after[:1].isdecimal() or before.isdecimal() or _in_month(line, pieces, place)):
        return stem.capitalize() + ending
    if _DOTTED.match(line, piece.start()):
        return stem + ending
    if any(map(str.isdecimal, stem)):
        return _with_figures(stem, spellings) + ending
    if len(key) == 1 and line[piece.end() : piece.end() + 1] == "." and (before in spellings.forms or after.casefold() in spellings.forms):
        return stem + ending
    if key not in spellings.plain:
        if len(key) == 1 and key not in "ao":
            return stem + ending
        if len(stem) > 1 and _ROMAN.fullmatch(stem):
            return stem + ending
        if _CONSONANTS.fullmatch(stem) and key not in _NO_ACRONYMS and not key.endswith("th"):
            return stem + ending
        if before in _TITLES or (key.startswith("o'") and key != "o'clock"):
            return "'".join(part.capitalize() for part in stem.split("'")) + ending
        for plural in ("s", "es"):
            root = key.removesuffix(plural)
            if root != key and (root in PEOPLES or (len(root) > 4 and spellings.forms.get(root, "").istitle())):
                return spellings.forms.get(root, root.capitalize()) + plural + ending
    if key in _RANKS and _stem(after)[0].casefold() in spellings.forms:
        return stem.capitalize() + ending
    return stem.lower() + ending


def _in_month(line: str, pieces: list[re.Match[str]], place: int) -> bool:
    """Whether "may" or "march" is a month here: after "in", "last" and the like, and last in its clause."""
    if not place or pieces[place - 1][0].casefold() not in _MAY_AFTER:
        return False
    return line[pieces[place].end() : pieces[place].end() + 1] in ("", ",", ".", ";", ":") or pieces[place - 1][0].casefold() in (
        "in",
        "last",
        "next",
        "early",
        "late",
    )


def _with_figures(stem: str, spellings: Spellings) -> str:
    """Letters beside figures: 1ST and 60S in small letters, 10KM by its unit, 2X by the document's x, R7 and MI5 as typed."""
    form = re.fullmatch(r"(\d*)(\D+)(\d*)", stem)
    if form:
        letters = form[2].casefold()
        if form[1] and letters in ("st", "nd", "rd", "th", "s"):
            return form[1] + letters
        if form[1] and letters in UNITS:
            return form[1] + UNITS[letters]
        if len(letters) == 1 and letters in spellings.plain:
            return stem.lower()
    return stem
