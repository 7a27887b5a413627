"""Where sentences end, by the mark after a word and the word that follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transcript.spotting.grammar import Grammar, grammar_of
from transcript.spotting.spoken import CLOSING_QUOTES, bare, ends_sentence

_ORDINAL = re.compile(r"\d{1,2}|[IVX]{1,5}")


def sentence_ends(words: Sequence[str], language: str | None = None) -> list[bool]:
    """Whether a sentence ends after each word; after the last by its own mark.

    A stop after a figure is that of an ordinal where the language has such (am 5. Oktober), and one after "No" that of
    an abbreviation where a figure follows (No. 14). After an abbreviation a sentence ends where a small word with a
    capital begins the next one (the U.S. But …). language: as in `break_costs`.
    """
    return ends_of(words, grammar_of(language, words))


def ends_of(words: Sequence[str], grammar: Grammar) -> list[bool]:
    """`sentence_ends` by a grammar that is already known."""
    ends = [ends_sentence(word, grammar) for word in words]
    for place, (word, follower) in enumerate(zip(words, [*words[1:], ""], strict=False)):
        if place and ends[place - 1] and word in CLOSING_QUOTES:
            # « Viens ! » dit-il: the quote that stands apart ends what it closes.
            ends[place - 1], ends[place] = False, not follower[:1].islower()
        elif ends[place]:
            ends[place] = not follower or not _goes_on(word, follower, grammar)
        elif word.endswith("."):
            ends[place] = bare(word).casefold() not in grammar.titles and _opens_sentence(follower, grammar)
    return ends


def _goes_on(word: str, follower: str, grammar: Grammar) -> bool:
    if word[-1] in CLOSING_QUOTES:
        return follower[:1].islower()  # "Yes!" she said
    if not word.endswith("."):
        return False
    stem = word[:-1]
    if bare(stem).casefold() in grammar.numbering:
        return bare(follower)[:1].isdecimal()
    if not (grammar.ordinal_stop and _ORDINAL.fullmatch(stem)):
        return False
    if bare(follower).casefold() in grammar.months or follower[:1].islower():
        return True
    return grammar.nouns_capital and not _opens_sentence(follower, grammar)


def _opens_sentence(word: str, grammar: Grammar) -> bool:
    """Whether this is a small word with a capital."""
    core = bare(word)
    capital = core[:1].isupper() and (len(core) == 1 or not core.isupper()) and not word.endswith(".")
    return capital and core.casefold().replace("’", "'") in grammar.function
