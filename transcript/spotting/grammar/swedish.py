"""Swedish. The verb stands second; the article may be the noun's own ending."""

from __future__ import annotations

from transcript.spotting.grammar.table import Grammar, words

_SUBJECTS = words("jag du han hon vi ni de man")
_FINITE = words(
    "är var blir blev har hade kan kunde ska skall skulle vill ville måste får fick bör borde brukar brukade"
)

SWEDISH = Grammar(
    articles=words("en ett den det de"),
    prepositions=words(
        "av bakom bland bredvid efter enligt framför från för före genom hos i ifrån in inom innan innanför inuti "
        "kring längs med mellan mot nedanför nära om omkring ovanför på runt samt sedan till trots under upp ur utan "
        "utanför utom vid via åt över ned ner"
    ),
    of=words("av"),
    conjunctions=words(
        "och eller men utan för att om när då eftersom medan innan fast fastän trots som vilken vilket vilka vars där "
        "dit varför hur vad vem än så"
    ),
    determiners=words(
        "min mitt mina din ditt dina sin sitt sina hans hennes dess vår vårt våra er ert era deras denna detta dessa "
        "varje någon något några ingen inget inga all allt alla båda andra varannan samma sådan sådana"
    ),
    subjects=_SUBJECTS,
    pronouns=_SUBJECTS | words("det den"),
    indefinites=words("något allting ingenting någon ingen alla"),
    objects=words("mig dig sig honom henne oss er dem varandra"),
    finite=_FINITE,
    auxiliaries=words("vara varit bli blivit ha haft kunnat skola velat"),
    bridges=_FINITE | _SUBJECTS | words("det den"),
    leaning=words(
        "bl.a t.ex dvs ca inte aldrig mycket väldigt så mer mest nästan bara även också redan ännu helt ganska ungefär"
    ),
    negations=words("inte aldrig ej"),
    particles=words("upp ut in ner ned bort fram fast igen tillbaka hem"),
    adverbs=words("ut bort fram tillbaka hem"),
    trailing=words("idag igår imorgon igen tillsammans ensam sedan"),
    titles=words(
        "herr fru fröken dr prof professor doktor kung kungen drottning kejsar prins prinsessa president general "
        "överste kapten major löjtnant sankt st greve påve"
    ),
    months=words("januari februari mars april maj juni juli augusti september oktober november december"),
    numbers=words(
        "två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo "
        "trettio fyrtio femtio sextio sjuttio åttio nittio hundra tusen miljon miljoner miljard miljarder"
    ),
    units=words("timmar procent meter kilometer mil grader ton minuter sekunder kronor år kilo"),
    quantities=words("hundratals tusentals miljontals många få mycket del delar antal rad par hälften tredjedel"),
    forward=words(
        "första andra tredje sista nästa nya ny nytt gamla gammal egna egen eget hela stora stor stort lilla många få"
    ),
    abbreviations=words("dr prof bl.a t.ex dvs ca kl osv m.m o.s.v d.v.s f.d s.k t.o.m f.n milj"),
    numbering=words("nr s kap ca"),
    adjective_ends=("a", "isk", "iska", "lig", "liga"),
)
