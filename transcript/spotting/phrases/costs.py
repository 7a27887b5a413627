"""The costs of a break after each word, from the small words of the language and from what stands around."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from transcript.spotting.grammar import Grammar, grammar_of
from transcript.spotting.phrases.sentences import ends_of
from transcript.spotting.phrases.traits import NO_WORD, Traits, looks_like_adverb, traits
from transcript.spotting.spoken import halves

_NEVER, _FIRM, _TIGHT, _CLOSE, _PLAIN = 8.0, 7.0, 6.0, 4.6, 3.4
_BEFORE_OF, _BEFORE_VERB, _BEFORE_SUBJECT, _BEFORE_PREPOSITION, _BEFORE_CONJUNCTION = 3.0, 3.0, 2.6, 2.2, 1.5
_BEFORE_SHORT, _BEFORE_PAIR = 2.8, 3.4
_QUOTE, _CLAUSE = 1.2, 0.7
# How much dearer than a line break a cut between subtitles is where it parts a verb from its object.
_OBJECT = 0.8
# Share of the cost of a cut that a line break has, between loose words and between close ones.
_LINE_SHARE, _TIGHT_LINE_SHARE = 0.58, 0.75
# What parts a phrase costs more than one more subtitle with a plain cut, in a line and between two subtitles, so that
# it is broken only where times are too short for that.
_FIRM_LINE_SHARE, _FIRM_CUT_SHARE = 1.3, 1.5
PARTS_PHRASE = _FIRM
"""The least cost of a break that parts a phrase."""
_MOST_IN_PHRASE = 3
_MOST_PARTICLES = 2
# Of names in any language: Wernher von Braun, Charles de Gaulle, Oscar de la Renta.
_NAME_PARTICLES = frozenset("von van der den ter de la le du des del della di da dos das bin ibn zu af av".split())
_AND = frozenset("and und et y e en og och i и".split())
_SIGNS_OF_UNITS = frozenset(
    "km m cm mm kg g mg t ha l km/h mph kph hz khz mhz ghz kw mw w v °c °f ° % $ £ € am pm".split()
)


def break_costs(words: Sequence[str], names: frozenset[str] = frozenset(), language: str | None = None) -> list[float]:
    """How much a break after each word hurts: 0 after a sentence and after the last, 8 where it never should stand.

    `PARTS_PHRASE` and more: it parts what is one phrase, as a preposition and its noun. names: words, or several with
    blanks between, in small letters, that are names where they are typed in capitals and do not show it. language: a
    BCP 47 tag, None for what the words look like; see `grammar_of`.
    """
    if not words:
        return []
    grammar = grammar_of(language, words)
    # Of "moon…but" the words around it have "moon" before a pause and "but" behind it as their neighbours.
    heads, tails = map(list, zip(*(traits(word, grammar) for word in words), strict=True))
    for place, closes in enumerate(ends_of(words, grammar)):
        if tails[place].closes != closes:
            tails[place] = tails[place]._replace(closes=closes)
    parted = [halves(word)[0] != word for word in words]
    named_heads, named_tails = ([_is_name(word, names) for word in side] for side in (heads, tails))
    inside_names = _name_particles(tails, named_tails) | _phrase_names(tails, names)
    costs: list[float] = []
    phrase = 0
    for place, (left, right) in enumerate(zip(tails, heads[1:], strict=False)):
        apart = not place or tails[place - 1].pauses or tails[place - 1].closes or parted[place]
        before = NO_WORD if apart else tails[place - 1]
        ends = place + 2 == len(words) or tails[place + 1].pauses or tails[place + 1].closes or parted[place + 1]
        after = NO_WORD if ends else heads[place + 2]
        beyond = heads[place + 3] if place + 3 < len(words) else NO_WORD
        pair = right.bare in _AND and _is_pair(before, left, after, beyond, grammar)
        phrase = _in_phrase(heads[place], left, 0 if apart else phrase, grammar)
        left_named, right_named = named_tails[place], named_heads[place + 1]
        named = right_named and right.bare not in grammar.openers and (left_named or left.bare in grammar.titles)
        named = named or place in inside_names or (left_named and right.numeral) or (left.initial and right_named)
        costs.append(_cost(_Space(before, left, right, after, named, ends, pair, phrase, grammar)))
    return [*costs, 0.0]


def line_costs(costs: Sequence[float]) -> list[float]:
    """What a line break costs after each word: less than a cut, but where the words belong closely together."""
    return [
        cost * (_LINE_SHARE if cost <= _CLOSE else _firmly(cost, _TIGHT_LINE_SHARE, _FIRM_LINE_SHARE)) for cost in costs
    ]


def _firmly(cost: float, share: float, firm_share: float) -> float:
    return firm_share if cost >= _FIRM else share


def cut_costs(words: Sequence[str], costs: Sequence[float], language: str | None = None) -> list[float]:
    """What a cut between subtitles costs after each word: as a line break, and more between a verb and its object.

    costs, language: as in `break_costs`.
    """
    grammar = grammar_of(language, words)
    return [
        cost + _OBJECT
        if cost == _PLAIN and traits(after, grammar)[0].opens
        else cost * _firmly(cost, 1.0, _FIRM_CUT_SHARE)
        for cost, after in zip(costs, [*words[1:], "."], strict=False)
    ]


def _is_name(word: Traits, names: frozenset[str]) -> bool:
    return word.named or (word.loud and (word.bare in names or word.bare.partition("'")[0] in names))


def _name_particles(words: Sequence[Traits], named: Sequence[bool]) -> frozenset[int]:
    """Indices of the words after which a name goes on by a particle: Wernher and von, of Wernher von Braun.

    named: which of the words are names.
    """
    found: set[int] = set()
    for place, word in enumerate(words):
        if not named[place] or word.pauses or word.closes:
            continue
        end = place + 1
        while end < len(words) and words[end].bare in _NAME_PARTICLES and end - place <= _MOST_PARTICLES:
            end += 1
        if place + 1 < end < len(words) and named[end]:
            found.update(range(place, end))
    return frozenset(found)


@lru_cache(maxsize=8)
def _by_first(names: frozenset[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The names of several words, by their first."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(tuple(name.split()) for name in names if " " in name):
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


def _phrase_names(words: Sequence[Traits], names: frozenset[str]) -> frozenset[int]:
    """Indices of the words after which a name of several words goes on: GREAT, of GREAT EASTERN."""
    phrases = _by_first(names)
    found: set[int] = set()
    for place, word in enumerate(words):
        for phrase in phrases.get(word.bare, ()):
            typed = words[place : place + len(phrase)]
            last = typed[-1].bare
            plain = (*(one.bare for one in typed[:-1]), last if last == phrase[-1] else last.partition("'")[0])
            if plain == phrase and all(one.loud or one.named for one in typed):
                found.update(range(place, place + len(phrase) - 1))
    return frozenset(found)


def _is_pair(before: Traits, left: Traits, right: Traits, after: Traits, grammar: Grammar) -> bool:
    """Whether "and" joins two words and no more, "worked day and night in …", and begins no clause.

    Where the table does not show verbs, a noun behind a small word tells nothing: "at dawn and went to …".
    """
    if not all(word.bare and not word.function for word in (left, right)) or right.verb != left.verb:
        return False
    told = bool(grammar.past_tenses) or bool(before.bare and not before.function)
    return told and (right.pauses or right.closes or after.function)


def _in_phrase(head: Traits, tail: Traits, phrase: int, grammar: Grammar) -> int:
    """How many words of a noun phrase have come with this one, its determiner among them; 0 outside."""
    if head.bare != tail.bare and head.opens:
        phrase = 1  # l'homme is both
    if tail.opens or tail.number:
        return 1
    return phrase + 1 if phrase and not tail.function and tail.bare not in grammar.past_tenses else 0


class _Space(NamedTuple):
    """The space between two words, left and right. before, after: their neighbours where no clause ends between.

    named: the two are parts of one name. last: the right word closes its clause. pair: it is the "and" of "day and
    night". phrase: see `_in_phrase`.
    """

    before: Traits
    left: Traits
    right: Traits
    after: Traits
    named: bool
    last: bool
    pair: bool
    phrase: int
    grammar: Grammar


def _cost(space: _Space) -> float:
    for rule in (_at_marks, _never, _after_small_word):
        cost = rule(space)
        if cost is not None:
            return cost
    left, right, grammar = space.left, space.right, space.grammar
    if right.bare in grammar.conjunctions or right.asks:
        return _BEFORE_PAIR if space.pair else _BEFORE_CONJUNCTION
    if left.bare in grammar.indefinites and (right.opens or right.bare in grammar.subjects):
        return _BEFORE_SUBJECT  # something the world had never seen
    return _before_small_word(space) if right.function else _before_content(space)


def _at_marks(space: _Space) -> float | None:
    """What the marks say that stand between the two words."""
    before, left, right, grammar = space.before, space.left, space.right, space.grammar
    if right.marks_close or left.marks_open:
        return _NEVER
    if left.closes:
        return 0.0
    if left.pauses:
        # "4 October, 1957" is one date.
        dated = left.bare in grammar.months or left.figure or before.bare in grammar.months
        return _TIGHT if right.figure and dated else _CLAUSE
    if not right.bare:
        # A dash of its own, or other marks, belong to the word before them.
        return _NEVER if right.dash or right.pauses or right.closes else _PLAIN
    if right.dash or left.bare in grammar.articles:
        return _NEVER
    if space.named:
        # Where all nouns have capitals, two of them are no name.
        return _TIGHT if grammar.nouns_capital and not left.initial else _NEVER
    return _QUOTE if left.quoted else None


def _never(space: _Space) -> float | None:
    """Owner and owned, month and day, two and a half, figure and unit."""
    before, left, right, after, grammar = space.before, space.left, space.right, space.after, space.grammar
    owned = left.possessive and not right.function
    dated = (left.bare in grammar.months and right.figure) or (left.figure and right.bare in grammar.months)
    and_a_half = left.number and right.bare in _AND and after.bare in grammar.articles
    measured = left.figure and (right.bare in grammar.units or right.bare in _SIGNS_OF_UNITS)
    if owned or dated or and_a_half or measured or (left.bare in grammar.numbering and right.figure):
        return _NEVER
    # six hundred and ninety-two
    counts_on = left.number and right.bare in _AND and after.number
    counts_on = counts_on or (before.number and left.bare in _AND and right.number)
    return _FIRM if counts_on or _long_date(space) else None


def _long_date(space: _Space) -> bool:
    """5 de octubre de 1957."""
    before, left, right, after, months = space.before, space.left, space.right, space.after, space.grammar.months
    if right.bare not in space.grammar.of:
        return right.year and left.bare in space.grammar.of and before.bare in months
    return (left.figure and after.bare in months) or (left.bare in months and after.year)


def _after_small_word(space: _Space) -> float | None:
    """A small word leans on what follows it."""
    left, right, grammar = space.left, space.right, space.grammar
    if right.bare in grammar.negations:
        return _NEVER if left.bare in grammar.verbs else _TIGHT
    if left.bare in grammar.bridges and (right.bare in grammar.complements or right.bare in grammar.conjunctions):
        return _PLAIN
    if left.bare in grammar.particles and right.bare in grammar.prepositions and right.bare not in grammar.of:
        return _PLAIN
    if left.bare in grammar.adverbs and right.opens:
        return _CLOSE
    if left.bare in grammar.quantities and right.bare in grammar.articles:
        return _FIRM  # half the cable
    if _verb_and_auxiliary(left, right, grammar):
        return _NEVER
    if left.bare in grammar.adverbial_pronouns and right.bare not in grammar.verbs:
        return None  # there on the head
    if left.bare in grammar.not_after:
        return None if _is_object(space) else _leaning_on(space)
    return _TIGHT if 0 < len(left.bare) < grammar.short and left.bare.isalpha() and not left.loud else None


def _leaning_on(space: _Space) -> float | None:
    """Behind a word that leans on the next: the noun phrase it opens, or a clause, which it begins more loosely."""
    left, right, grammar = space.left, space.right, space.grammar
    if left.bare in grammar.conjunctions or left.bare in grammar.pronouns or left.bare in grammar.verbs:
        return _TIGHT
    if left.bare in grammar.particles and right.bare in grammar.conjunctions:
        return None  # they went down | and
    if left.bare in grammar.adverbs or not (right.opens or right.number or not right.function):
        return _TIGHT
    if left.bare in grammar.determiners and not right.opens:
        if right.verb:
            return _TIGHT  # this | changed
        return _FIRM if left.bare in grammar.quantities else _NEVER  # my, this
    return _FIRM


def _verb_and_auxiliary(left: Traits, right: Traits, grammar: Grammar) -> bool:
    """Had been, were going, would see."""
    if left.bare in grammar.modals and (right.bare in grammar.finite or not right.function):
        return True
    if left.bare not in grammar.verbs or right.bare in grammar.contracted:
        return False
    return (
        right.verb
        or right.bare in grammar.auxiliaries
        or right.bare in grammar.participles
        or right.bare.endswith(grammar.participle_ends)
    )


def _is_object(space: _Space) -> bool:
    """Whether the left word, which can be subject or object, is one: the water round it soaks …"""
    before, left, grammar = space.before, space.left, space.grammar
    either = left.bare in grammar.pronouns and left.bare in grammar.objects
    return either and before.bare in grammar.prepositions and before.bare not in grammar.conjunctions


def _before_small_word(space: _Space) -> float:
    before, left, right, after, grammar = space.before, space.left, space.right, space.after, space.grammar
    if right.bare in grammar.of:
        counted = left.bare in grammar.quantities or left.number or (before.number and not before.year)
        return _TIGHT if counted else _BEFORE_OF
    if right.bare in grammar.objects:
        # What "was", "would" and the like follow is no object but begins a clause.
        return _BEFORE_SUBJECT if right.bare in grammar.pronouns and after.bare in grammar.verbs else _TIGHT
    if grammar.verb_final and space.last and (right.bare in grammar.verbs or right.bare in grammar.particles):
        return _TIGHT  # dass er das Haus verlassen hatte
    if right.bare in grammar.particles and not grammar.verb_final:
        preposition = right.bare in grammar.prepositions and right.bare not in grammar.adverbs
        leads_on = preposition and (after.opens or after.number)
        return _CLOSE if leads_on else _TIGHT
    if right.bare in grammar.prepositions and not after.bare:
        return _CLOSE  # "had never seen before --"
    there_was = right.bare in grammar.pronouns and after.bare in grammar.finite
    if there_was or right.bare in grammar.subjects or right.bare in grammar.contracted:
        return _BEFORE_SUBJECT
    if right.bare in grammar.finite:
        return _BEFORE_VERB
    if right.bare in grammar.prepositions:
        return _BEFORE_PREPOSITION
    return _BEFORE_VERB if left.bare in grammar.reporting and right.opens else _PLAIN


def _before_content(space: _Space) -> float:
    before, left, right, grammar = space.before, space.left, space.right, space.grammar
    if left.year and not before.opens and not right.number:
        return _BEFORE_SUBJECT  # in 1961 scientists
    if left.number and not left.year and not (left.bare == "one" and before.bare in grammar.no_number_after):
        return _FIRM
    if left.bare in grammar.forward or left.bare.endswith(grammar.sure_adjective_ends):
        return _FIRM
    if right.bare in grammar.particles:
        return _TIGHT
    if left.stopped and right.named:
        return _FIRM  # U.S. Army
    if left.named and right.figure and not right.year:
        return _CLOSE if grammar.nouns_capital else _TIGHT  # Apollo 11
    if looks_like_adverb(left, grammar):
        return _CLOSE  # happily trading
    if grammar.short and 0 < len(right.bare) <= grammar.short < len(left.bare):
        return _BEFORE_SHORT
    inside = _in_noun_phrase(space) if space.phrase or _before_noun(space) else _PLAIN
    clause_final = grammar.verb_final and space.last and not right.named  # als sie das Kabel fand
    return max(inside, _CLOSE) if clause_final or right.bare in grammar.trailing else inside


def _in_noun_phrase(space: _Space) -> float:
    """Between content words after a determiner: the more words have come, the likelier the next is the verb."""
    left, right, after, phrase, grammar = space.left, space.right, space.after, space.phrase, space.grammar
    if phrase > 1 and right.bare.endswith(grammar.following_adjective_ends):
        return _FIRM  # la guerre froide
    if grammar.nouns_capital:
        return _FIRM if not left.named and right.named else _PLAIN
    if right.verb or right.number or (after.opens and not _attribute(space)):
        return _PLAIN
    # "our launch site were", "a modified missile", "the Cold War's".
    verb_follows = after.bare in grammar.verbs or after.verb
    if left.bare.endswith(grammar.adjective_ends) or right.possessive or verb_follows:
        return _FIRM
    if _attribute(space):
        return _FIRM  # a weak spot
    return _CLOSE if phrase <= _MOST_IN_PHRASE else _PLAIN


def _attribute(space: _Space) -> bool:
    """Whether the word behind a determiner goes before a noun, as far as the table shows verbs: a weak | spot.

    Two nouns, the second of them with an s, can be subject and verb: the sun | melts, the boats | sail.
    """
    before, left, right, grammar = space.before, space.left, space.right, space.grammar
    verb = right.bare.endswith(("s", *grammar.participle_ends)) or left.bare.endswith("s")
    verb = verb or right.bare in grammar.reporting
    counted = before.number and left.bare not in grammar.units  # a five ton warhead
    attributive = space.phrase == 2 and (before.opens or counted) and not verb and not right.function
    return attributive and bool(grammar.past_tenses)


def _before_noun(space: _Space) -> bool:
    """Whether, where nouns have capitals, an adjective and its noun follow a preposition: am selben Abend."""
    before, left, right, grammar = space.before, space.left, space.right, space.grammar
    adjective = grammar.nouns_capital and left.bare.endswith(grammar.adjective_ends)
    return adjective and before.bare in grammar.prepositions and right.named and not left.named
