"""Norwegian, Bokmål and Nynorsk. The verb stands second; the article may be the noun's own ending."""

from __future__ import annotations

from transcript.spotting.grammar.table import Grammar, words

_OWNERS = words("min mitt mine din ditt dine sin sitt sine vår vårt våre")
_SUBJECTS = words("jeg eg du han hun ho vi me dere de dei man")
_FINITE = words(
    "er var blir ble vart har hadde kan kunne skal skulle vil ville må måtte får fikk fekk bør burde pleier pleide"
)

NORWEGIAN = Grammar(
    articles=words("en et ei ein eit den det de dei"),
    prepositions=words(
        "av bak blant etter foran fra frå for før gjennom hos i ifølge inne innen innenfor langs med mellom mot nær om "
        "omkring oppe over på rundt siden til tross under uten utenfor ved via opp ned ut inn"
    ),
    of=words("av"),
    conjunctions=words(
        "og eller men for at om når da fordi mens før enn selv skjønt som hvis dersom der hvor hvorfor hvordan hva "
        "hvem hvilken hvilket hvilke kva kven korleis så å"
    ),
    determiners=_OWNERS
    | words(
        "hans hennes dens dets deres denne dette disse hver hvert noen noe ingen intet all alt alle begge andre annen "
        "annet samme slik slike"
    ),
    subjects=_SUBJECTS,
    pronouns=_SUBJECTS | words("det den"),
    indefinites=words("noe alt ingenting noen ingen alle"),
    # Owners stand behind what is theirs, and seldom before it.
    objects=_OWNERS | words("meg deg seg ham henne oss dem hverandre"),
    finite=_FINITE,
    auxiliaries=words("være vært bli blitt ha hatt kunnet skullet villet"),
    bridges=_FINITE | _OWNERS | _SUBJECTS | words("det den"),
    leaning=words(
        "bl.a f.eks dvs ca ikke ikkje aldri veldig svært så mer mest nesten bare også allerede ennå helt ganska "
        "omtrent nokså"
    ),
    negations=words("ikke ikkje aldri"),
    particles=words("opp ut inn ned bort fram frem fast igjen tilbake hjem"),
    adverbs=words("bort fram frem tilbake hjem"),
    trailing=words("igjen sammen alene siden"),
    titles=words(
        "herr fru frøken dr prof professor doktor kong kongen dronning keiser prins prinsesse president general oberst "
        "kaptein major løytnant sankt st greve pave"
    ),
    months=words("januar februar mars april mai juni juli august september oktober november desember"),
    numbers=words(
        "to tre fire fem seks sju syv åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tjue "
        "tyve tretti førti femti seksti sytti åtti nitti hundre tusen million millioner milliard milliarder"
    ),
    units=words("timer prosent meter kilometer mil grader tonn minutter sekunder kroner år kilo"),
    quantities=words("hundrevis tusenvis mange få mye del deler antall rekke par halvparten tredjedel"),
    forward=words(
        "første andre tredje siste neste nye ny nytt gamle gammel egne egen eget hele store stor lille mange"
    ),
    abbreviations=words("dr prof bl.a f.eks dvs ca kl osv m.m o.l mill mrd jf"),
    numbering=words("nr s kap ca"),
    adjective_ends=("isk", "iske", "lig", "lige"),
    ordinal_stop=True,
)
