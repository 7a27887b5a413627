"""French. Small words are elided before a vowel; most adjectives follow their noun."""

from __future__ import annotations

from transcript.spotting.grammar.table import Grammar, words

_SUBJECTS = words("je tu il elle on nous vous ils elles j' ce c'")

FRENCH = Grammar(
    articles=words("le la les l' un une des du au aux"),
    prepositions=words(
        "à au aux afin après avant avec chez contre dans de d' depuis derrière dès des devant du durant en entre "
        "envers hors jusque jusqu' jusqu'à jusqu'au jusqu'en lors malgré outre par parmi pendant pour près sans sauf "
        "selon sous sur vers via voici voilà"
    ),
    of=words("de d' du des"),
    conjunctions=words(
        "et ou mais donc or ni car que qu' quand lorsque lorsqu' puisque puisqu' si s'il comme quoique tandis qui dont "
        "où quoi lequel laquelle lesquels lesquelles auquel auxquels pourquoi comment parce"
    ),
    determiners=words(
        "mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs cet cette ces chaque plusieurs quelques "
        "quelque aucun aucune tout toute tous toutes quel quelle quels quelles certains certaines"
    ),
    subjects=_SUBJECTS,
    # Those of the object stand before their verb too.
    pronouns=_SUBJECTS | words("me m' te t' se s' lui y en ne n'"),
    indefinites=words("quelque chose rien tout quelqu'un personne"),
    objects=words("moi toi eux cela ça"),
    finite=words(
        "ne n' est sont était étaient fut furent sera seront serait seraient a ont avait avaient eut aura auront "
        "aurait auraient peut peuvent pouvait pouvaient pourra pourrait doit doivent devait devaient devra devrait va "
        "vont allait allaient veut veulent voulait voulaient faut fallait"
    ),
    auxiliaries=words(
        "suis es sommes êtes étais étions étiez ai as avons avez avais avions aviez peux pouvons pouvez dois devons "
        "devez vais vas allons allez veux voulons voulez été être avoir eu ayant étant fait faire"
    ),
    bridges=words("est sont était étaient suis es sommes êtes fut furent sera seront serait été a ont avait avaient"),
    leaning=words(
        "env c.-à-d très trop si plus moins aussi assez presque seulement même encore déjà toujours jamais non bien "
        "tellement environ fort"
    ),
    negations=words("pas plus jamais point guère"),
    trailing=words("aujourd'hui hier demain ensemble là ici encore"),
    titles=words(
        "m mm mme mmes mlle dr pr me monsieur madame mademoiselle messieurs docteur professeur maître président "
        "présidente roi reine empereur prince princesse duc comte général colonel capitaine commandant lieutenant "
        "saint sainte st ste pape"
    ),
    months=words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    numbers=words(
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante "
        "cinquante soixante cent cents mille million millions milliard milliards"
    ),
    units=words("heures heure euros francs mètres kilomètres degrés tonnes minutes secondes pour ans"),
    quantities=words(
        "beaucoup peu plupart dizaine dizaines douzaine centaine centaines milliers millier millions partie nombre "
        "série moitié tiers quart plein tant assez trop moins"
    ),
    forward=words(
        "premier première premiers premières deuxième dernier dernière derniers dernières nouveau nouvelle nouvel "
        "nouveaux nouvelles vieux vieille vieil grand grande grands grandes petit petite petits petites bon bonne beau "
        "belle même mêmes autre autres seul seule propre jeune jeunes"
    ),
    following_adjective_ends=(
        *("ique", "iques", "al", "ale", "aux", "ales", "el", "elle", "els", "elles", "eux", "euse", "euses", "if"),
        *("ive", "ifs", "ives", "able", "ables", "ible", "ibles", "ien", "ienne", "iens", "ais", "aise", "aises"),
        *("ois", "oise", "aire", "aires", "ain", "aine", "ains", "aines", "ide", "ides", "é", "ée", "és", "ées"),
        *("ant", "ante", "ants", "antes", "noire", "noir", "rouge", "blanc", "blanche", "froide", "froid"),
    ),
    adverb_ends=("ement", "amment", "emment"),
    elisions={
        "l'": "l'",
        "d'": "d'",
        "j'": "j'",
        "c'": "c'",
        "n'": "n'",
        "m'": "m'",
        "t'": "t'",
        "s'": "s'",
        "qu'": "que",
        "jusqu'": "jusqu'",
        "lorsqu'": "lorsque",
        "puisqu'": "puisque",
    },
    abbreviations=words("mm mme mmes mlle mgr dr pr me st ste av apr env éd etc cf vol chap p.ex c.-à-d j.-c hab bd"),
    numbering=words("n no nos n° art chap p pp vol fig"),
)
