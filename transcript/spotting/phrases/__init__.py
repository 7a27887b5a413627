"""How closely neighbouring words belong together: what a line break or a cut between them costs.

One scale serves line breaks and the cuts between subtitles: 0 after a sentence, more the closer the two words belong
together. After punctuation; before a conjunction or preposition; never between article and noun, first and last name,
pronoun and verb, verb and auxiliary or negation (Netflix TTSG, English; BBC Subtitle Guidelines). The words are judged
by the short tables of their language (`grammar`) and by what stands around them; no word that is in no table costs more
than a reader would mind.
"""

from transcript.spotting.grammar.english import ENGLISH
from transcript.spotting.phrases.costs import PARTS_PHRASE, break_costs, cut_costs, line_costs
from transcript.spotting.phrases.sentences import sentence_ends

ARTICLES = ENGLISH.articles
CONJUNCTIONS = ENGLISH.conjunctions
PAST_TENSES = ENGLISH.past_tenses
PREPOSITIONS = ENGLISH.prepositions

__all__ = [
    "ARTICLES",
    "CONJUNCTIONS",
    "PARTS_PHRASE",
    "PAST_TENSES",
    "PREPOSITIONS",
    "break_costs",
    "cut_costs",
    "line_costs",
    "sentence_ends",
]
