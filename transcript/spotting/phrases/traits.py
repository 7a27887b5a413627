"""What a word shows by itself."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from transcript.spotting.grammar import Grammar
from transcript.spotting.spoken import CLOSING_QUOTES, bare, ends_clause, ends_sentence, halves

_CLOSING = frozenset("\"'”’»)]}.?!…‽؟。？！,;:，；：、")
_OPENING_GUILLEMET = "«"
_INITIAL = re.compile(r"[^\W\d_]\.(?:-?[^\W\d_]\.)*")
_NUMERAL = re.compile(r"[IVX]{2,}|[VX]")
_SHORTEST_VERB = 5
_SHORTEST_ADVERB = 5


class Traits(NamedTuple):
    """What a word shows by itself.

    bare: without marks, in small letters. closes, pauses: ends a sentence, a clause. named: with a capital at its
    head, loud: all in capitals, initial: of a name ("J."), numeral: in roman figures. figure: begins with a digit.
    quoted: ends a quotation. stopped: has a stop. dash: begins with a mark that belongs to the word before it; asks:
    with ¿ or ¡. marks_close, marks_open: nothing but marks that belong to the word before, or to the one after.
    function: a small word. verb: looks like one. opens: opens a noun phrase.
    """

    bare: str
    closes: bool = False
    pauses: bool = False
    named: bool = False
    loud: bool = False
    initial: bool = False
    numeral: bool = False
    figure: bool = False
    quoted: bool = False
    stopped: bool = False
    dash: bool = False
    asks: bool = False
    marks_close: bool = False
    marks_open: bool = False
    function: bool = False
    verb: bool = False
    number: bool = False
    possessive: bool = False
    opens: bool = False

    @property
    def year(self) -> bool:
        return self.figure and len(self.bare) == 4 and self.bare.isdecimal()


NO_WORD = Traits("")


@lru_cache(maxsize=65536)
def traits(word: str, grammar: Grammar) -> tuple[Traits, Traits]:
    """Of a word as the one before it meets it, and as the one after it does.

    They differ where a word is two: "moon…but" is moon and but, "qu'il" is que and il.
    """
    first, last = halves(word)
    head = _traits(first, grammar)
    tail = head if last == first else _traits(last, grammar)
    head_stem, _ = _elided(head.bare, grammar)
    tail_stem, tail_rest = _elided(tail.bare, grammar)
    if head_stem:
        head = _with_bare(head, grammar.elisions[head_stem], grammar)
    if tail_stem and tail_rest:
        rest = bare(last)[len(tail_stem) :]
        tail = _with_bare(tail, tail_rest, grammar)._replace(named=_named(rest))
    return head, tail


def _elided(plain: str, grammar: Grammar) -> tuple[str, str]:
    stem, apostrophe, rest = plain.partition("'")
    stem += apostrophe
    return (stem, rest) if stem in grammar.elisions else ("", plain)


def _with_bare(word: Traits, plain: str, grammar: Grammar) -> Traits:
    return word._replace(bare=plain, **_grammatical(plain, grammar))


def _grammatical(plain: str, grammar: Grammar) -> dict[str, bool]:
    possessive = plain.endswith(grammar.possessives) and plain not in grammar.contracted
    return {
        "function": plain in grammar.function,
        "verb": plain in grammar.past_tenses or (len(plain) >= _SHORTEST_VERB and plain.endswith(grammar.past_ends)),
        "number": plain[:1].isdecimal() or plain.partition("-")[0] in grammar.numbers,
        "possessive": possessive,
        "opens": plain in grammar.articles or plain in grammar.determiners or possessive,
    }


def _named(core: str) -> bool:
    return len(core) > 1 and core[:1].isupper() and not core.isupper()


def _traits(word: str, grammar: Grammar) -> Traits:
    core = bare(word)
    plain = core.casefold().replace("’", "'")
    if "s'" in grammar.possessives and plain.endswith("s") and word.replace("’", "'").endswith(core[-1:] + "'"):
        plain += "'"  # the apostrophe of "the cosmonauts' families" is taken for a closing mark
    return Traits(
        plain,
        closes=ends_sentence(word, grammar),
        pauses=ends_clause(word),
        named=_named(core),
        loud=len(core) > 1 and core.isupper(),
        initial=bool(_INITIAL.fullmatch(word)) and word[:1].isupper(),
        numeral=bool(_NUMERAL.fullmatch(core)),
        figure=core[:1].isdecimal(),
        quoted=word[-1:] in CLOSING_QUOTES,
        stopped=word.endswith("."),
        dash=word[:1] in "-–,",
        asks=word[:1] in "¿¡",
        marks_close=not core and _CLOSING.issuperset(word) and (word == "." or bool(word.strip(".…"))),
        marks_open=word == _OPENING_GUILLEMET,
        **_grammatical(plain, grammar),
    )


def looks_like_adverb(word: Traits, grammar: Grammar) -> bool:
    """Whether its ending shows an adverb: happily."""
    return len(word.bare) >= _SHORTEST_ADVERB and word.bare.endswith(grammar.adverb_ends)
