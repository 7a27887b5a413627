"""The small words of each language, one module of data each, and the one that a text is in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcript.spotting.grammar.danish import DANISH
from transcript.spotting.grammar.dutch import DUTCH
from transcript.spotting.grammar.english import ENGLISH
from transcript.spotting.grammar.french import FRENCH
from transcript.spotting.grammar.german import GERMAN
from transcript.spotting.grammar.italian import ITALIAN
from transcript.spotting.grammar.norwegian import NORWEGIAN
from transcript.spotting.grammar.polish import POLISH
from transcript.spotting.grammar.portuguese import PORTUGUESE
from transcript.spotting.grammar.russian import RUSSIAN
from transcript.spotting.grammar.spanish import SPANISH
from transcript.spotting.grammar.swedish import SWEDISH
from transcript.spotting.grammar.table import Grammar

__all__ = ["ABBREVIATIONS", "ANY_LANGUAGE", "GRAMMARS", "Grammar", "grammar_of"]

GRAMMARS = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "it": ITALIAN,
    "pt": PORTUGUESE,
    "nl": DUTCH,
    "sv": SWEDISH,
    "nb": NORWEGIAN,
    "no": NORWEGIAN,
    "nn": NORWEGIAN,
    "da": DANISH,
    "pl": POLISH,
    "ru": RUSSIAN,
}
"""By the primary subtag of a BCP 47 tag."""

ANY_LANGUAGE = Grammar(short=3)
"""For all others: nothing but marks, figures, names, and that very short words lean on what follows."""


def _unmistakable(grammar: Grammar) -> Iterator[str]:
    """Abbreviations of a language that can hardly be words of another."""
    for word in grammar.abbreviations:
        title = word in grammar.titles and word not in ENGLISH.function
        if title or "." in word or _VOWELS.isdisjoint(word):
            yield word


_VOWELS = frozenset("aeiouyäöüåøæéèêàáâóíúãõаеиоуыэюяё")
ABBREVIATIONS = ENGLISH.abbreviations.union(*map(_unmistakable, GRAMMARS.values()))
"""Those of English, and of the others where they cannot be taken for words."""

# Share of words that are small ones of the language, where its tag is not known.
_LEAST_SMALL = 0.2
_CLEARLY_MORE = 2
_FEW_WORDS, _ENOUGH_WORDS = 8, 200


def grammar_of(language: str | None, words: Sequence[str] = ()) -> Grammar:
    """The grammar of a language by its BCP 47 tag, `ANY_LANGUAGE` where there is no table of it.

    None: the one most of whose small words stand in these words; English where none has clearly more and where they
    are too few to tell. So the speeches of a script in two languages have each their own.
    """
    if language is not None:
        return GRAMMARS.get(language.partition("-")[0].casefold(), ANY_LANGUAGE)
    some = [word.strip(".,;:!?…\"'").casefold() for word in words[:_ENOUGH_WORDS]]

    def small_words(grammar: Grammar) -> int:
        return sum(word in grammar.function for word in some)

    best = max(GRAMMARS.values(), key=small_words)
    if small_words(best) < small_words(ENGLISH) + _CLEARLY_MORE:
        best = ENGLISH
    told = small_words(best) >= _LEAST_SMALL * len(some)
    return best if told or len(some) < _FEW_WORDS else ANY_LANGUAGE
