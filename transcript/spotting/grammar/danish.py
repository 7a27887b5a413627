"""Danish. The verb stands second; the article may be the noun's own ending."""

from __future__ import annotations

from transcript.spotting.grammar.table import Grammar, words

_SUBJECTS = words("jeg du han hun vi i de man")
_FINITE = words(
    "er var bliver blev har havde kan kunne skal skulle vil ville må måtte får fik bør burde plejer plejede"
)

DANISH = Grammar(
    articles=words("en et den det de"),
    prepositions=words(
        "ad af bag blandt efter foran fra for før gennem hos i ifølge inden langs med mellem mod nær om omkring over "
        "på rundt siden til trods under uden udenfor ved via op ned ud ind"
    ),
    of=words("af"),
    conjunctions=words(
        "og eller men for at om når da fordi mens før end selvom skønt som hvis der hvor hvorfor hvordan hvad hvem "
        "hvilken hvilket hvilke så"
    ),
    determiners=words(
        "min mit mine din dit dine sin sit sine hans hendes dens dets vores jeres deres denne dette disse hver hvert "
        "nogen noget nogle ingen intet al alt alle begge anden andet andre samme sådan sådanne"
    ),
    subjects=_SUBJECTS,
    pronouns=_SUBJECTS | words("det den der"),
    indefinites=words("noget alt ingenting nogen ingen alle"),
    objects=words("mig dig sig ham hende os jer dem hinanden"),
    finite=_FINITE,
    auxiliaries=words("være været blive blevet have haft kunnet skullet villet"),
    bridges=_FINITE | _SUBJECTS | words("det den"),
    leaning=words(
        "bl.a f.eks dvs ca ikke aldrig meget så mere mest næsten kun bare også allerede endnu helt ganske omtrent"
    ),
    negations=words("ikke aldrig"),
    particles=words("op ud ind ned bort væk frem fast igen tilbage hjem"),
    adverbs=words("bort væk frem tilbage hjem"),
    trailing=words("igen sammen alene siden"),
    titles=words(
        "hr herr fru frøken dr prof professor doktor kong kongen dronning kejser prins prinsesse præsident general "
        "oberst kaptajn major løjtnant sankt skt greve pave"
    ),
    months=words("januar februar marts april maj juni juli august september oktober november december"),
    numbers=words(
        "to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve "
        "tredive fyrre halvtreds tres halvfjerds firs halvfems hundrede tusind tusinde million millioner milliard "
        "milliarder"
    ),
    units=words("timer procent meter kilometer grader ton tons minutter sekunder kroner år kilo"),
    quantities=words("hundredvis tusindvis mange få meget del dele antal række par halvdelen tredjedel"),
    forward=words(
        "første anden andet tredje sidste næste nye ny nyt gamle gammel egne egen eget hele store stor lille mange"
    ),
    abbreviations=words("hr dr prof bl.a f.eks dvs ca kl osv m.m o.l mio mia jf skt pga fx"),
    numbering=words("nr s kap ca"),
    adjective_ends=("isk", "iske", "lig", "lige"),
    ordinal_stop=True,
)
