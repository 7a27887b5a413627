"""How closely neighbouring words belong together: what a line break or a cut between them costs.

One scale serves line breaks and the cuts between subtitles: 0 after a sentence, more the closer the two words belong
together. After punctuation; before a conjunction or preposition; never between article and noun, first and last name,
pronoun and verb, verb and auxiliary or negation (Netflix TTSG, English; BBC Subtitle Guidelines). The words are judged
by short tables and by what stands around them; no word that is in no table costs more than a reader would mind.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from transcript.spotting.spoken import bare, ends_clause, ends_sentence, halves

_NEVER, _TIGHT, _CLOSE, _PLAIN = 8.0, 6.0, 4.6, 3.4
_BEFORE_OF, _BEFORE_VERB, _BEFORE_SUBJECT, _BEFORE_PREPOSITION, _BEFORE_CONJUNCTION = 3.0, 3.0, 2.6, 2.2, 1.5
_QUOTE, _CLAUSE = 1.2, 0.7
# How much dearer than a line break a cut between subtitles is where it parts a verb from its object.
_OBJECT = 0.8
# Share of the cost of a cut that a line break has, between loose words and between close ones.
_LINE_SHARE, _TIGHT_LINE_SHARE = 0.58, 0.75
_MOST_IN_PHRASE = 3

ARTICLES = frozenset("a an the".split())
PREPOSITIONS = frozenset(
    "about above across after against along among around at before behind below beneath beside between beyond by "
    "despite down during except for from in inside into like near of off on onto out outside over past since through "
    "throughout till to toward towards under underneath until up upon via with within without".split()
)
CONJUNCTIONS = frozenset(
    "although as and because but if nor or since so than that though unless until when whenever where whereas whereby "
    "wherever whether which while who whom whose why yet".split()
)
_DETERMINERS = frozenset(
    "my your his her its our their this these those each every some any no another such both either neither all "
    "whose what which".split()
)
_SUBJECTS = frozenset("i he she we they".split())
_PRONOUNS = _SUBJECTS | frozenset("you it who there".split())
_INDEFINITE = frozenset("something everything anything nothing someone everyone anyone somebody everybody".split())
_SHORT_OBJECTS = frozenset("me him them us it myself himself herself itself themselves".split())
# Behind a verb they belong to it; those that are hardly ever prepositions also before an article.
_ADVERBS = frozenset("up out away back".split())
_PARTICLES = _ADVERBS | frozenset("down off over".split())
_FINITE = frozenset("is are was were has had have will would could can did does may might must should".split())
_COPULAS = frozenset("am is are was were it's that's he's she's they're we're you're i'm there's".split())
_SHORTENED = frozenset(
    "i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll "
    "he'll she'll it'll we'll they'll that's there's what's who's let's here's where's how's".split()
)
_AUXILIARIES = (
    _FINITE
    | _SHORTENED
    | frozenset(
        "am be been being having do shall gonna isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't "
        "couldn't shouldn't haven't hasn't hadn't cannot".split()
    )
)
_LEANING = frozenset("not never very too so more most less quite rather almost only just even also how much".split())
_TITLES = frozenset(
    "mr mrs ms dr sir lady lord king queen president general colonel captain professor saint st".split()
)
_NOT_AFTER = PREPOSITIONS | CONJUNCTIONS | _DETERMINERS | _PRONOUNS | _AUXILIARIES | _LEANING
_FUNCTION = _NOT_AFTER | ARTICLES | _SHORT_OBJECTS
_OPENING_COMPLEMENTS = PREPOSITIONS | ARTICLES | _DETERMINERS
_NEGATIONS = frozenset({"not", "n't"})
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen "
    "half".split()
)
_NO_NUMBER_AFTER = frozenset("no any every some each this that which the another".split())
_QUANTITIES = frozenset(
    "all any both each few many most much none some several half quarter third lot lots plenty bit piece couple pair "
    "number series handful dozens hundreds thousands millions billions tens part kind sort type".split()
)
# They hardly ever stand without the noun behind them.
_FORWARD = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last next new old own same other whole entire "
    "great main former several many few".split()
)
_ADJECTIVE_ENDS = ("al", "ic", "ous", "ive", "ful", "less", "able", "ible", "ary", "ish", "ing", "ed", "est", "ian")
# No ending shows these.
PAST_TENSES = frozenset(
    "became began bought broke brought built came caught chose cut did drew drove fell felt flew fought found gave got "
    "grew held heard hid hit hung kept knew laid lay led left lit lost made meant met paid put ran rose said sat saw "
    "sent set shook shot showed slept sold sought spent spoke stood stole struck swore taught thought threw told took "
    "understood went woke won wore wrote".split()
)


_BEFORE = {
    **dict.fromkeys(PREPOSITIONS, _BEFORE_PREPOSITION),
    **dict.fromkeys(_FINITE, _BEFORE_VERB),
    **dict.fromkeys(_SUBJECTS | _SHORTENED, _BEFORE_SUBJECT),
}


class _Traits(NamedTuple):
    """What a word shows by itself.

    bare: without marks, in small letters. closes, pauses: ends a sentence, a clause. named: with a capital at its
    head, loud: all in capitals. figure: begins with a digit. quoted: ends a quotation. dash: begins with a mark that
    belongs to the word before it.
    """

    bare: str
    closes: bool = False
    pauses: bool = False
    named: bool = False
    loud: bool = False
    figure: bool = False
    quoted: bool = False
    dash: bool = False

    @property
    def function(self) -> bool:
        return self.bare in _FUNCTION

    @property
    def verb(self) -> bool:
        return self.bare in PAST_TENSES or (len(self.bare) > 4 and self.bare.endswith("ed"))

    @property
    def number(self) -> bool:
        return self.figure or self.bare.partition("-")[0] in _NUMBERS

    @property
    def year(self) -> bool:
        return self.figure and len(self.bare) == 4 and self.bare.isdecimal()

    @property
    def possessive(self) -> bool:
        return self.bare.endswith(("'s", "s'")) and self.bare not in _SHORTENED


_NOTHING = _Traits("")


@lru_cache(maxsize=65536)
def _traits(word: str) -> _Traits:
    core = bare(word)
    loud = len(core) > 1 and core.isupper()
    plain = core.casefold().replace("’", "'")
    if plain.endswith("s") and word.replace("’", "'").endswith(core.replace("’", "'") + "'"):
        plain += "'"  # the apostrophe of "the cosmonauts' families" is taken for a closing mark
    return _Traits(
        plain,
        ends_sentence(word),
        ends_clause(word),
        core[:1].isupper() and not loud and len(core) > 1,
        loud,
        core[:1].isdecimal(),
        word[-1] in '"”»',
        word[0] in "-–,",
    )


def break_costs(words: Sequence[str], names: frozenset[str] = frozenset()) -> list[float]:
    """How much a break after each word hurts: 0 after a sentence and after the last, 8 where it never should stand.

    names: words, in small letters, that are names where they are typed in capitals and do not show it.
    """
    # Of "moon…but" the words around it have "moon" before a pause and "but" behind it as their neighbours.
    heads = [_traits(halves(word)[0]) for word in words]
    tails = [_traits(halves(word)[1]) for word in words]
    parted = [halves(word)[0] != word for word in words]
    costs: list[float] = []
    phrase = 0
    for place, (left, right) in enumerate(zip(tails, heads[1:], strict=False)):
        apart = not place or tails[place - 1].pauses or tails[place - 1].closes or parted[place]
        before = _NOTHING if apart else tails[place - 1]
        ends = place + 2 == len(words) or right.pauses or right.closes or parted[place + 1]
        after = _NOTHING if ends else heads[place + 2]
        phrase = _in_phrase(left, 0 if apart else phrase)
        left_named, right_named = (word.named or (word.loud and word.bare in names) for word in (left, right))
        named = right_named and (left_named or left.bare in _TITLES)
        costs.append(_cost(_Space(before, left, right, after, named, phrase)))
    return [*costs, 0.0] if words else []


def line_costs(costs: Sequence[float]) -> list[float]:
    """What a line break costs after each word: less than a cut, but where the words belong closely together."""
    return [cost * (_LINE_SHARE if cost <= _CLOSE else _TIGHT_LINE_SHARE) for cost in costs]


def cut_costs(words: Sequence[str], costs: Sequence[float]) -> list[float]:
    """What a cut between subtitles costs after each word: as a line break, and more between a verb and its object."""
    return [
        cost + _OBJECT if cost == _PLAIN and _opens_phrase(_traits(after)) else cost
        for cost, after in zip(costs, [*words[1:], "."], strict=True)
    ]


def _opens_phrase(word: _Traits) -> bool:
    return word.bare in ARTICLES or word.bare in _DETERMINERS or word.possessive


def _in_phrase(left: _Traits, phrase: int) -> int:
    """How many words of a noun phrase have come with this one, its determiner among them; 0 outside."""
    if _opens_phrase(left) or left.number:
        return 1
    return phrase + 1 if phrase and not left.function and left.bare not in PAST_TENSES else 0


class _Space(NamedTuple):
    """The space between two words, left and right. before, after: their neighbours where no clause ends between.

    named: the two are parts of one name. phrase: see `_in_phrase`.
    """

    before: _Traits
    left: _Traits
    right: _Traits
    after: _Traits
    named: bool
    phrase: int


def _cost(space: _Space) -> float:
    for rule in (_at_marks, _never, _after_small_word):
        cost = rule(space)
        if cost is not None:
            return cost
    left, right = space.left, space.right
    if right.bare in CONJUNCTIONS:
        return _BEFORE_CONJUNCTION
    if left.bare in _INDEFINITE and (_opens_phrase(right) or right.bare in _SUBJECTS):
        return _BEFORE_SUBJECT  # something the world had never seen
    return _before_small_word(space) if right.function else _before_content(space)


def _at_marks(space: _Space) -> float | None:
    """What the marks say that stand between the two words."""
    before, left, right = space.before, space.left, space.right
    if left.closes:
        return 0.0
    if left.pauses:
        # "4 October, 1957" is one date.
        dated = left.bare in _MONTHS or left.figure or before.bare in _MONTHS
        return _TIGHT if right.figure and dated else _CLAUSE
    if not right.bare:
        # A dash of its own, or other marks, belong to the word before them.
        return _NEVER if right.dash or right.pauses or right.closes else _PLAIN
    if right.dash or left.bare in ARTICLES or space.named:
        return _NEVER
    return _QUOTE if left.quoted else None


def _never(space: _Space) -> float | None:
    """Owner and owned, month and day, two and a half."""
    left, right = space.left, space.right
    owned = left.possessive and not right.function
    dated = (left.bare in _MONTHS and right.figure) or (left.figure and right.bare in _MONTHS)
    and_a_half = left.number and right.bare == "and" and space.after.bare in ARTICLES
    return _NEVER if owned or dated or and_a_half else None


def _after_small_word(space: _Space) -> float | None:
    """A small word leans on what follows it."""
    left, right = space.left, space.right
    if right.bare in _NEGATIONS:
        return _TIGHT
    if left.bare in _COPULAS and right.bare in _OPENING_COMPLEMENTS:
        return _PLAIN
    if left.bare in _PARTICLES and right.bare in PREPOSITIONS and right.bare != "of":
        return _PLAIN
    if left.bare in _ADVERBS and _opens_phrase(right):
        return _CLOSE
    return _TIGHT if left.bare in _NOT_AFTER else None


def _before_small_word(space: _Space) -> float:
    before, left, right, after = space.before, space.left, space.right, space.after
    if right.bare == "of":
        counted = left.bare in _QUANTITIES or left.number or (before.number and not before.year)
        return _TIGHT if counted else _BEFORE_OF
    if right.bare in _SHORT_OBJECTS:
        # What "was", "would" and the like follow is no object but begins a clause.
        return _BEFORE_SUBJECT if right.bare == "it" and after.bare in _AUXILIARIES else _TIGHT
    if right.bare in _PARTICLES:
        leads_on = right.bare in PREPOSITIONS - _ADVERBS and (_opens_phrase(after) or after.number)
        return _CLOSE if leads_on else _TIGHT
    if right.bare in PREPOSITIONS and not after.bare:
        return _CLOSE  # "had never seen before --"
    return _BEFORE.get(right.bare, _PLAIN)


def _before_content(space: _Space) -> float:
    before, left, right, after, phrase = space.before, space.left, space.right, space.after, space.phrase
    if left.number and not left.year and not (left.bare == "one" and before.bare in _NO_NUMBER_AFTER):
        return _TIGHT
    if left.bare in _FORWARD or right.bare in _PARTICLES:
        return _TIGHT
    if left.bare.endswith("ly") and len(left.bare) > 4:
        return _CLOSE  # happily trading
    if not phrase or right.verb or right.number or _opens_phrase(after):
        return _PLAIN
    # Inside a noun phrase: "our launch site were", "a modified missile", "the Cold War's". The more words have come,
    # the likelier the next is the verb.
    if left.bare.endswith(_ADJECTIVE_ENDS) or right.possessive or after.bare in _AUXILIARIES or after.verb:
        return _TIGHT
    return _CLOSE if phrase <= _MOST_IN_PHRASE else _PLAIN
