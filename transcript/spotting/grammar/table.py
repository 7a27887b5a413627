"""What a language's grammar says about where its lines can break: sets of small words, and a few traits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

NOTHING: frozenset[str] = frozenset()


def words(text: str) -> frozenset[str]:
    """A set of the words in a text, as `str.casefold` writes them (ss for ß), which is how they are looked up."""
    return frozenset(text.casefold().split())


@dataclass(frozen=True, eq=False, kw_only=True)
class Grammar:
    """The small words of one language, in small letters and with straight apostrophes.

    Never to break after: articles, prepositions, conjunctions, determiners (my, this, every), pronouns before their
    verb, auxiliaries, leaning words (not, very, only), titles (Dr, Mrs).
    adverbial_pronouns: those that are adverbs but before an auxiliary (there).
    of: prepositions that tie a noun to the one before it. subjects: pronouns that can only begin a clause. reporting:
    verbs that a clause may follow without a small word (he said | the ship …). indefinites: something, nobody.
    objects: short words that belong to the verb before them. negations: those that follow their verb. particles:
    adverbs that belong to the verb before them; adverbs: those that are hardly ever prepositions.
    trailing: today, ago: adverbs that close what comes before them. finite: auxiliaries a clause may go on with.
    bridges: words of those above after which a complement or clause may begin a line (is | in the …, is | that …).
    contracted: pronoun and verb in one word. forward: words that hardly ever stand without the noun behind them (own).
    quantities: a lot of, hundreds of. no_number_after: words after which "one" is a pronoun.
    modals: auxiliaries that a bare verb follows. participles, participle_ends: what follows the other auxiliaries.
    past_tenses, past_ends: verbs as they stand after a noun phrase. adjective_ends: of adjectives before their noun,
    once a determiner has come; sure_adjective_ends: also without one; following_adjective_ends: behind their noun.
    adverb_ends: of adverbs before what they qualify.
    months, numbers, units: with figures they make one thing. abbreviations: with a stop they seldom end a sentence.
    numbering: words that are abbreviations where a figure follows (No. 14).
    elisions: what a word begins with before its apostrophe, and which word that stands for (d' -> de).
    possessives: endings of owners (Ann's). nouns_capital: all nouns have a capital. verb_final: auxiliaries and
    particles may close a clause, and belong to its verb. ordinal_stop: "5." is the fifth. short: words of so many
    letters lean on what follows, where no table tells more.
    """

    articles: frozenset[str] = NOTHING
    prepositions: frozenset[str] = NOTHING
    of: frozenset[str] = NOTHING
    conjunctions: frozenset[str] = NOTHING
    determiners: frozenset[str] = NOTHING
    subjects: frozenset[str] = NOTHING
    pronouns: frozenset[str] = NOTHING
    adverbial_pronouns: frozenset[str] = NOTHING
    reporting: frozenset[str] = NOTHING
    indefinites: frozenset[str] = NOTHING
    objects: frozenset[str] = NOTHING
    finite: frozenset[str] = NOTHING
    auxiliaries: frozenset[str] = NOTHING
    modals: frozenset[str] = NOTHING
    participles: frozenset[str] = NOTHING
    contracted: frozenset[str] = NOTHING
    bridges: frozenset[str] = NOTHING
    leaning: frozenset[str] = NOTHING
    negations: frozenset[str] = NOTHING
    particles: frozenset[str] = NOTHING
    adverbs: frozenset[str] = NOTHING
    trailing: frozenset[str] = NOTHING
    titles: frozenset[str] = NOTHING
    months: frozenset[str] = NOTHING
    numbers: frozenset[str] = NOTHING
    units: frozenset[str] = NOTHING
    no_number_after: frozenset[str] = NOTHING
    quantities: frozenset[str] = NOTHING
    forward: frozenset[str] = NOTHING
    past_tenses: frozenset[str] = NOTHING
    abbreviations: frozenset[str] = NOTHING
    numbering: frozenset[str] = NOTHING
    past_ends: tuple[str, ...] = ()
    participle_ends: tuple[str, ...] = ()
    adjective_ends: tuple[str, ...] = ()
    sure_adjective_ends: tuple[str, ...] = ()
    following_adjective_ends: tuple[str, ...] = ()
    adverb_ends: tuple[str, ...] = ()
    possessives: tuple[str, ...] = ()
    elisions: Mapping[str, str] = field(default_factory=dict)
    nouns_capital: bool = False
    verb_final: bool = False
    ordinal_stop: bool = False
    short: int = 0

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Auxiliaries of every kind."""
        return self.finite | self.contracted | self.auxiliaries

    @cached_property
    def not_after(self) -> frozenset[str]:
        """Words that lean on what follows them, articles apart."""
        return (
            self.prepositions
            | self.conjunctions
            | self.determiners
            | self.pronouns
            | self.subjects
            | self.verbs
            | self.leaning
        )

    @cached_property
    def openers(self) -> frozenset[str]:
        """Words that open a clause or a noun phrase: with a capital they begin a sentence and are no second name."""
        return self.articles | self.determiners | self.conjunctions | self.subjects | self.pronouns

    @cached_property
    def function(self) -> frozenset[str]:
        """Words that show how others belong together, and carry little themselves."""
        return self.not_after | self.articles | self.objects | self.negations

    @cached_property
    def complements(self) -> frozenset[str]:
        """Words that open a complement: prepositions, articles, determiners."""
        return self.prepositions | self.articles | self.determiners
