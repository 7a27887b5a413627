"""German. The verb's second half closes the clause; all nouns have a capital; articles contract with prepositions."""

from __future__ import annotations

from transcript.spotting.grammar.table import Grammar, words

_ARTICLES = words("der die das den dem des ein eine einen einem einer eines")
_SUBJECTS = words("ich du er wir ihr man")
_FINITE = words(
    "bin bist ist sind seid war warst waren wart habe hast hat haben habt hatte hattest hatten hattet werde wirst wird "
    "werden werdet wurde wurden würde würden kann kannst können könnt konnte konnten könnte könnten muss musst müssen "
    "müsst musste mussten müsste müssten soll sollen sollte sollten will willst wollen wollte wollten darf dürfen "
    "durfte durften dürfte mag mögen mochte möchte möchten wäre wären hätte hätten sei seien"
)

GERMAN = Grammar(
    articles=_ARTICLES | words("kein keine keinen keinem keiner keines"),
    prepositions=words(
        "ab an am ans auf aufs aus außer außerhalb bei beim bis durch durchs entlang für fürs gegen gegenüber hinter "
        "hinterm in im ins innerhalb jenseits mit nach neben ohne per pro seit statt trotz über überm übers um ums "
        "unter unterm von vom vor vorm während wegen zu zum zur zwischen zwecks dank laut mithilfe anhand"
    ),
    of=words("von vom"),
    conjunctions=words(
        "und oder aber sondern denn dass daß weil da wenn wann als ob obwohl obgleich während bevor ehe nachdem bis "
        "seit seitdem sobald solange sofern falls damit indem wie wo wohin woher warum weshalb wer wem wen wessen was "
        "welche welcher welches welchen welchem doch jedoch sowie"
    ),
    determiners=words(
        "mein meine meinen meinem meiner meines dein deine deinen deinem deiner deines sein seine seinen seinem seiner "
        "seines ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer unseres euer eure euren eurem eurer "
        "dieser diese dieses diesen diesem jener jene jenes jenen jenem jeder jede jedes jeden jedem alle allen aller "
        "mancher manche manches solche solcher solches solchen einige einigen einiger mehrere mehreren beide beiden "
        "derselbe dieselbe dasselbe denselben"
    ),
    subjects=_SUBJECTS,
    pronouns=_SUBJECTS | words("sie es"),
    indefinites=words("etwas alles nichts jemand niemand"),
    objects=words("mich mir dich dir sich uns euch ihn ihm ihnen"),
    finite=_FINITE,
    auxiliaries=words("sein worden gewesen gehabt geworden"),
    # The verb stands second, so that a line may well begin behind it or behind the subject that follows it.
    bridges=_FINITE | _SUBJECTS | words("sie es"),
    leaning=words(
        "z.b d.h bzw ca sog inkl nicht nie niemals sehr zu so mehr fast kaum nur sogar auch noch schon ganz gar "
        "ziemlich rund etwa ungefähr beinahe immer möglichst besonders"
    ),
    particles=words(
        "ab an auf aus ein los zurück vor weg fort nieder hin her heraus hinaus herein hinein herauf hinauf herunter "
        "hinunter hervor statt teil weiter zusammen unter um auseinander entgegen vorbei voran voraus"
    ),
    trailing=words("heute gestern damals vorher nachher zusammen gemeinsam wieder zurück allein"),
    titles=words(
        "herr herrn frau fräulein dr prof professor doktor graf gräfin könig königin kaiser kaiserin präsident "
        "präsidentin kanzler kanzlerin general oberst hauptmann kapitän leutnant major sankt st papst prinz fürst"
    ),
    months=words("januar jänner februar märz april mai juni juli august september oktober november dezember"),
    numbers=words(
        "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
        "achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend million "
        "millionen milliarde milliarden dutzend"
    ),
    units=words("uhr prozent meter metern kilometer kilometern grad tonnen stunden minuten sekunden euro mark kilo"),
    quantities=words("hunderte tausende millionen viele wenige zahlreiche teil reihe paar hälfte drittel viertel"),
    forward=words(
        "erste ersten erster erstes zweite zweiten dritte dritten letzte letzten letzter letztes nächste nächsten neue "
        "neuen neuer neues alte alten alter altes eigene eigenen eigener eigenes ganze ganzen ganzer große großen "
        "großer großes kleine kleinen kleiner kleines viele vielen wenige wenigen"
    ),
    abbreviations=words(
        "dr prof bzw usw evtl ca inkl ggf vgl str jh jhd chr geb gest hl mio mrd tsd u.a z.b d.h z.t v.a u.u i.d.r s.o "
        "s.u st dipl ing sog max min abb"
    ),
    numbering=words("nr s bd kap abs abb ca"),
    sure_adjective_ends=("ischen", "ischer", "ische", "isches", "ischem", "lichen", "liche", "liches", "lichem"),
    adjective_ends=("e", "en", "er", "em", "es"),
    nouns_capital=True,
    verb_final=True,
    ordinal_stop=True,
)
