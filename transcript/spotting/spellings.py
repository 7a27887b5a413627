"""Which words a script writes with a capital, learnt from what it does not type in capitals.

Evidence, the weightiest first: how words stand inside the sentences of mixed-case speech; speaker headings; words with
a capital in the middle of a shot note; a short table of what English always writes so. A word that the document itself
writes in small letters is no name, unless its speech says otherwise more often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple

from transcript.model import Cue, Transcript
from transcript.spotting.names import FORMS, PHRASES
from transcript.spotting.phrases import ARTICLES, CONJUNCTIONS, PREPOSITIONS
from transcript.spotting.spoken import ends_sentence

# A word free of hyphens and stops; with the endings that follow an apostrophe.
PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDING = re.compile(r"(.+?)(['’](?:s|t|d|m|ll|re|ve))?$", re.IGNORECASE)
_VOWEL = re.compile(r"[AEIOUY]")

_NEARLY_ALL = 0.9
_FEW_WORDS = 4
_ROLES = frozenset(
    "narrator narration interviewer interviewee reporter presenter speaker voice commentary commentator announcer host "
    "man woman boy girl male female soldier officer crowd unknown all archive translator newsreader vo oov".split()
)
SMALL_WORDS = (
    ARTICLES
    | PREPOSITIONS
    | CONJUNCTIONS
    | frozenset(
        "i you he she we they it me him them us my your his her its our their this these those there here what how "
        "then now well okay yes no not is are was were be been am have has had do does did can could will would should "
        "may might must let all some any one two three just very also only even right oh hey hi von van de der den del "
        "di du la le".split()
    )
)
# They open the names of places and things, which are learnt whole, and are none by themselves: New York, Old Trafford.
_FIRST_PARTS = frozenset(
    "new old great grand big little long high low upper lower north south east west northern southern eastern western "
    "central national royal united free holy red black white green blue golden lake mount fort port cape saint".split()
)
_NO_PEOPLE, _NO_NAMES = _ROLES | SMALL_WORDS, SMALL_WORDS | _FIRST_PARTS


@dataclass(frozen=True, slots=True)
class Spellings:
    """How words are written inside a sentence.

    forms: small letters -> as written, where that has a capital. plain: words the document writes in small letters.
    phrases: names of several words, longest first, by their first word in small letters. variables: words that follow
    an "i" in small letters, as in "i-hat".
    """

    forms: Mapping[str, str]
    plain: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    variables: frozenset[str]


def stem_and_ending(piece: str) -> tuple[str, str]:
    """A word and what follows its apostrophe: KOROLEV and 'S."""
    if "'" not in piece and "’" not in piece:
        return piece, ""
    form = _ENDING.match(piece)
    return (form[1], form[2] or "") if form else (piece, "")


def stems(text: str) -> list[str]:
    """The words of a text without marks and endings."""
    return [stem_and_ending(piece)[0] for piece in PIECE.findall(text)]


def in_capitals(cues: Sequence[Cue]) -> list[bool]:
    """Which cues are typed in capitals: nearly all their letters, and no few words from one who is otherwise not."""
    shares = [_share_of_capitals(cue.line) for cue in cues]
    lengths = [len(cue.line.split()) for cue in cues]
    loud: Counter[str | None] = Counter()
    for cue, share, length in zip(cues, shares, lengths, strict=True):
        loud[cue.speaker] += length if share >= _NEARLY_ALL else -length
    return [
        share >= _NEARLY_ALL and (length >= _FEW_WORDS or loud[cue.speaker] > 0)
        for cue, share, length in zip(cues, shares, lengths, strict=True)
    ]


def _share_of_capitals(line: str) -> float:
    capitals = sum(map(str.isupper, line))
    cased = capitals + sum(map(str.islower, line))
    return capitals / cased if cased else 0.0


def names_in_capitals(transcript: Transcript) -> frozenset[str]:
    """Words, and several with blanks between, in small letters, that are names by what the document shows.

    None where nothing is typed in capitals.
    """
    loud = in_capitals(transcript.cues)
    if not any(loud):
        return frozenset()
    spellings = learn(transcript, loud)
    words = (word for word, form in spellings.forms.items() if form.istitle())
    phrases = (" ".join(phrase).casefold() for phrase in chain.from_iterable(spellings.phrases.values()))
    return frozenset(chain(words, phrases))


def learn(
    transcript: Transcript, loud: Sequence[bool], keep: Iterable[str] = (), names: Iterable[str] = ()
) -> Spellings:
    """The spellings a document shows.

    loud: which cues are in capitals. keep: words, or several in a row, to be written as they stand here, whatever the
    document shows. names: of people beside the speakers.
    """
    kept = [tuple(PIECE.findall(word.upper() if word.islower() else word)) for word in keep]
    quiet_lines = [cue.line for cue, shouted in zip(transcript.cues, loud, strict=True) if not shouted]
    loud_lines = [cue.line for cue, shouted in zip(transcript.cues, loud, strict=True) if shouted]
    notes = [shot.note for shot in transcript.shots]
    quiet = [stems(line) for line in quiet_lines]
    small = Counter(stem for words in quiet for stem in words if stem.islower())
    small_in_notes = {stem for note in notes for stem in stems(note) if stem.islower()}
    inside = [stretch for line in quiet_lines for stretch in _inside_sentences(line)]

    forms = {key: form for key, form in FORMS.items() if not small[key]}
    noted = list(_named_in_notes(notes))
    no_names = small_in_notes | _FIRST_PARTS
    named_in_notes = (stem for stem in _single(noted) if stem.casefold() not in no_names)
    people = chain(names, *((speaker.name, *speaker.aliases) for speaker in transcript.speakers))
    for stem in chain(_in_names(people), named_in_notes):
        if not small[stem.casefold()]:
            forms.setdefault(stem.casefold(), stem)
    forms.update(_in_speech(inside, loud_lines, small))
    forms.update((words[0].casefold(), words[0]) for words in kept if len(words) == 1)
    return Spellings(
        forms=forms,
        plain=frozenset(small_in_notes | small.keys()) - forms.keys(),
        phrases=_phrases([*inside, *(words for words, _ in noted)], {words for words in kept if len(words) > 1}),
        variables=frozenset(after.casefold() for words in quiet for before, after in pairwise(words) if before == "i"),
    )


def _inside_sentences(line: str) -> Iterator[list[str]]:
    """Stretches of words that stand inside a sentence, where a capital means something."""
    stretch: list[str] = []
    begins = True
    for token in line.split():
        words = stems(token)
        if begins or token[0] in '"“‘([':
            yield stretch
            stretch, words = [], words[1:]
        stretch += words
        begins = ends_sentence(token) or token[-1] in ':-–—…"”'
    yield stretch


def _in_names(people: Iterable[str]) -> Iterator[str]:
    for word in chain.from_iterable(map(PIECE.findall, people)):
        if len(word) > 2 and word.isalpha() and word.casefold() not in _NO_PEOPLE:
            yield word.capitalize() if word.isupper() else word


class _NamedInNote(NamedTuple):
    """Words with a capital that follow each other inside a shot note. closes: nothing of its phrase follows them."""

    words: tuple[str, ...]
    closes: bool


def _named_in_notes(notes: Sequence[str]) -> Iterator[_NamedInNote]:
    """Names inside shot notes: `CU of Korolev`, `Still, Cyrus Field`.

    A capital after a word in small letters tells a name, and one after a comma does where the notes are not in Title
    Case, which tells nothing.
    """
    inside = [word for note in notes for word in note.split()[1:] if word.islower() or word.istitle()]
    lower = 2 * sum(map(str.islower, inside)) > len(inside)
    for note in notes:
        run: list[str] = []
        for before, after in pairwise(note.split()):
            found = stems(after)[:1]
            told = run or before.islower() or before == "&" or (lower and before.endswith(","))
            if not (found and found[0].istitle() and told):
                found = []
            run += found
            if run and (not found or after[-1] in ",.;:"):
                yield _NamedInNote(tuple(run), closes=bool(found))
                run = []
        if run:
            yield _NamedInNote(tuple(run), closes=True)


def _single(named: Iterable[_NamedInNote]) -> Iterator[str]:
    """The words that are names by themselves: the first, and the last where no noun follows it."""
    for words, closes in named:
        yield words[0]
        if closes:
            yield words[-1]


def _in_speech(inside: Iterable[Sequence[str]], loud_lines: Iterable[str], small: Counter[str]) -> dict[str, str]:
    """The commonest spelling of each word that speech writes with a capital more often than not."""
    stretches = list(inside)
    written = Counter(stem for stretch in stretches for stem in stretch if not stem.islower() and not _is_loud(stem))
    written.update(_acronyms(stretches))
    # Mixed letters amid capitals, such as McDonald or km, are meant so.
    written.update(stem for line in loud_lines for stem in stems(line) if _mixed(stem))
    forms: dict[str, str] = {}
    for form, times in reversed(written.most_common()):
        key = form.casefold()
        if key not in _NO_NAMES and times > small[key]:
            forms[key] = form
    return forms


def _acronyms(inside: Iterable[Sequence[str]]) -> Counter[str]:
    """Words all in capitals amid others: acronyms, if they cannot be said as a word or come again; else mere stress."""
    alone = Counter(
        here
        for stretch in inside
        for before, here, after in zip(["", *stretch], stretch, [*stretch[1:], ""], strict=False)
        if _is_loud(here) and not _is_loud(before) and not _is_loud(after)
    )
    return Counter({word: times for word, times in alone.items() if times > 1 or not _VOWEL.search(word)})


def _is_loud(stem: str) -> bool:
    return len(stem) > 1 and stem.isupper()


def _mixed(stem: str) -> bool:
    return len(stem) > 2 and any(map(str.isupper, stem)) and any(map(str.islower, stem))


def _phrases(inside: Iterable[Sequence[str]], kept: set[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Runs of words with a capital: names such as Red Square, whose words by themselves may be no names.

    kept: phrases that are written so whatever the speech shows.
    """
    runs = set(PHRASES)
    for stretch in inside:
        run: list[str] = []
        for stem in [*stretch, ""]:
            if stem[:1].isupper() and not _is_loud(stem) and stem.casefold() not in SMALL_WORDS:
                run.append(stem)
                continue
            if len(run) > 1:
                runs.add(tuple(run))
            run = []
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for found in sorted(kept | runs, key=lambda run: (run not in kept, -len(run), run)):
        first = found[0].casefold()
        by_first[first] = (*by_first.get(first, ()), found)
    return by_first
