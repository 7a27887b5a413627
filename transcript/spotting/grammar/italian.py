"""Italian. Articles contract with prepositions and are elided before a vowel; most adjectives follow their noun."""

from __future__ import annotations

from transcript.spotting.grammar.table import Grammar, words

_SUBJECTS = words("io tu egli lui lei noi voi essi loro")
_CONTRACTED = words(
    "al allo alla ai agli alle all' dal dallo dalla dai dagli dalle dall' del dello della dei degli delle dell' nel "
    "nello nella nei negli nelle nell' sul sullo sulla sui sugli sulle sull' col coi"
)

ITALIAN = Grammar(
    articles=words("il lo la i gli le l' un uno una un'") | _CONTRACTED,
    prepositions=_CONTRACTED
    | words(
        "a ad da di d' in con su per tra fra contro davanti dentro dietro dopo durante entro fino fuori lungo mediante "
        "nonostante oltre presso prima secondo senza sopra sotto verso attraverso circa"
    ),
    of=words("di d' del dello della dei degli delle dell'"),
    conjunctions=words(
        "e ed o od oppure ma però bensì né che ch' perché poiché se quando dove dov' come com' mentre benché sebbene "
        "affinché finché siccome quindi cui chi quale quali quanto quanti"
    ),
    determiners=words(
        "mio mia miei mie tuo tua tuoi tue suo sua suoi sue nostro nostra nostri nostre vostro vostra vostri vostre "
        "questo questa questi queste quest' quel quello quella quei quegli quelle quell' ogni ciascun ciascuno alcun "
        "alcuni alcune nessun nessuno nessuna nessun' qualche qualsiasi tutto tutta tutti tutte altro altra altri "
        "altre entrambi entrambe"
    ),
    subjects=_SUBJECTS,
    # Those of the object stand before their verb too.
    pronouns=_SUBJECTS | words("mi m' ti t' si s' ci c' vi v' ne n' li me te se ce ve glielo gliela"),
    indefinites=words("qualcosa qualcuno niente nulla tutto"),
    objects=words("sé"),
    finite=words(
        "non è sono era erano fu furono sarà saranno sarebbe ha hanno aveva avevano ebbe ebbero avrà avranno avrebbe "
        "può possono poteva potevano potrebbe deve devono doveva dovevano dovrebbe vuole vogliono voleva volevano va "
        "vanno stava stavano sta stanno viene vengono veniva venivano venne vennero"
    ),
    auxiliaries=words(
        "sei siamo siete eravamo ho hai abbiamo avete avevo avevamo posso puoi possiamo devo dobbiamo voglio vogliamo "
        "stato stata stati state essere avere essendo avendo"
    ),
    bridges=words("è sono era erano fu furono sarà sei siamo siete stato stata stati state ha hanno aveva avevano"),
    leaning=words(
        "p.es es ca non molto più meno così tanto troppo quasi solo soltanto anche ancora già mai sempre neanche "
        "nemmeno perfino assai abbastanza ben"
    ),
    trailing=words("oggi ieri domani insieme fa"),
    titles=words(
        "sig sig.ra sigg dott dottor dott.ssa dottoressa prof professor ing avv on signor signora signorina don donna "
        "presidente re regina imperatore principe principessa duca conte generale colonnello capitano comandante "
        "tenente san santa santo sant' papa padre"
    ),
    months=words("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
    numbers=words(
        "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
        "diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento mille "
        "duemila tremila milione milioni miliardo miliardi"
    ),
    units=words("ore euro lire metri chilometri gradi tonnellate minuti secondi anni per"),
    quantities=words(
        "molti molte pochi poche maggior parte decina decine dozzina centinaia migliaia milioni numero serie metà "
        "terzo quarto paio po'"
    ),
    forward=words(
        "primo prima primi prime secondo seconda terzo terza ultimo ultima ultimi ultime nuovo nuova nuovi nuove "
        "grande grandi gran vecchio vecchia buon buono buona bel bello bella stesso stessa stessi stesse proprio "
        "propria unico unica piccolo piccola"
    ),
    following_adjective_ends=(
        *("ale", "ali", "ico", "ica", "ici", "iche", "oso", "osa", "osi", "ose", "ivo", "iva", "ivi", "ive", "abile"),
        *("abili", "ibile", "ibili", "ario", "aria", "ari", "arie", "ese", "esi", "ano", "ana", "ani", "ane", "ino"),
        *("ina", "ato", "ata", "ati", "ate", "uto", "uta", "uti", "ute", "ito", "ita", "iti", "ite", "nte", "nti"),
        *("are", "fredda", "freddo"),
    ),
    adverb_ends=("mente",),
    elisions={
        "l'": "l'",
        "un'": "un'",
        "all'": "all'",
        "dall'": "dall'",
        "dell'": "dell'",
        "nell'": "nell'",
        "sull'": "sull'",
        "d'": "d'",
        "c'": "c'",
        "s'": "s'",
        "m'": "m'",
        "t'": "t'",
        "v'": "v'",
        "n'": "n'",
        "ch'": "che",
        "dov'": "dove",
        "com'": "come",
        "quest'": "quest'",
        "quell'": "quell'",
        "nessun'": "nessun'",
        "sant'": "sant'",
    },
    abbreviations=words(
        "sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa ing avv on ecc pag pagg ca a.c d.c p.es es s.p.a"
    ),
    numbering=words("n nn art cap vol fig pag pagg p"),
)
