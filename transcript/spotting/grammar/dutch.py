"""Dutch. The verb's second half closes the clause."""

from __future__ import annotations

from transcript.spotting.grammar.table import Grammar, words

_SUBJECTS = words("ik jij hij wij we zij ze men")
_FINITE = words(
    "ben bent is zijn was waren heb hebt heeft hebben had hadden word wordt worden werd werden zal zult zullen zou "
    "zouden kan kun kunt kunnen kon konden moet moeten moest moesten mag mogen mocht mochten wil wilt willen wilde "
    "wilden"
)

DUTCH = Grammar(
    articles=words("de het een t n der den des geen"),
    prepositions=words(
        "aan achter achterop af behalve beneden bij binnen boven buiten door gedurende in langs met na naar naast om "
        "omheen ondanks onder op over per richting rond rondom sinds te tegen tegenover ten ter tijdens tot tussen uit "
        "van vanaf vanuit via volgens voor voorbij wegens zonder"
    ),
    of=words("van"),
    conjunctions=words(
        "en of maar want dus dat omdat doordat als toen terwijl hoewel ofschoon nadat voordat totdat zodat opdat mits "
        "tenzij indien zodra zolang waar waarom waardoor waarin waarop waarmee wanneer wie wat welke hoe"
    ),
    determiners=words(
        "mijn jouw zijn haar ons onze jullie hun uw dit deze die elk elke ieder iedere alle enkele sommige beide zulke "
        "welk"
    ),
    subjects=_SUBJECTS,
    pronouns=_SUBJECTS | words("je jullie u er"),
    indefinites=words("iets alles niets iemand niemand iedereen"),
    objects=words("me mij jou hem ons hen zich elkaar"),
    finite=_FINITE,
    auxiliaries=words("geweest gehad geworden laten liet lieten gaan"),
    bridges=_FINITE | _SUBJECTS,
    leaning=words(
        "bijv o.a d.w.z ca niet nooit heel zeer erg te zo meer bijna alleen zelfs ook nog al maar liefst ongeveer "
        "altijd"
    ),
    particles=words("aan af in uit op over om mee terug weg neer door toe voor bij binnen samen vast plaats"),
    trailing=words("vandaag gisteren morgen toen samen weer terug alleen geleden"),
    titles=words(
        "meneer mevrouw heer dhr mevr mw dr drs ir prof professor koning koningin keizer prins prinses president "
        "generaal kapitein kolonel majoor sint st paus"
    ),
    months=words("januari februari maart april mei juni juli augustus september oktober november december"),
    numbers=words(
        "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien "
        "negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd duizend miljoen miljard"
    ),
    units=words("uur procent meter kilometer graden ton minuten seconden euro gulden kilo jaar"),
    quantities=words("honderden duizenden miljoenen veel weinig talloze aantal deel reeks paar helft derde kwart"),
    forward=words("eerste tweede derde laatste volgende nieuwe oude eigen hele grote kleine vele weinige andere"),
    abbreviations=words("dhr mevr mw dr drs ir prof bijv enz ca o.a d.w.z m.a.w i.p.v t.o.v jl mln mld st incl"),
    numbering=words("nr blz p"),
    sure_adjective_ends=("ische", "lijke", "achtige", "baarde"),
    adjective_ends=("e",),
    verb_final=True,
)
