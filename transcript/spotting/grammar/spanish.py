"""Spanish. Most adjectives follow their noun; questions and exclamations open with marks."""

from __future__ import annotations

from transcript.spotting.grammar.table import Grammar, words

_SUBJECTS = words("yo tú él ella ello nosotros nosotras vosotros ellos ellas usted ustedes")

SPANISH = Grammar(
    articles=words("el la los las lo un una unos unas al del"),
    prepositions=words(
        "a al ante bajo con contra de del desde durante en entre hacia hasta mediante para por según sin sobre tras vía"
    ),
    of=words("de del"),
    conjunctions=words(
        "y e o u ni pero sino mas que porque pues si cuando donde como aunque mientras quien quienes cuyo cuya cuyos "
        "cual cuales qué quién quiénes cuándo dónde cómo cuánto cuántos adonde apenas"
    ),
    determiners=words(
        "mi mis tu tus su sus nuestro nuestra nuestros nuestras vuestro vuestra este esta estos estas ese esa esos "
        "esas aquel aquella aquellos aquellas cada algún alguna algunos algunas ningún ninguna todo toda todos todas "
        "otro otra otros otras cualquier ambos ambas varios varias tal tales"
    ),
    subjects=_SUBJECTS,
    # Those of the object stand before their verb too.
    pronouns=_SUBJECTS | words("me te se le les nos os"),
    indefinites=words("algo alguien nada nadie todo"),
    objects=words("mí ti sí conmigo contigo consigo"),
    finite=words(
        "no es son era eran fue fueron será serán sería serían está están estaba estaban estuvo ha han había habían "
        "hubo habrá habrán habría habrían hay puede pueden podía podían pudo pudieron podría debe deben debía debían "
        "debería va van iba iban quiere quieren quería querían"
    ),
    auxiliaries=words(
        "soy eres somos sois estoy estás estamos he has hemos habéis puedo puedes podemos debo debemos voy vas vamos "
        "sido estado ser estar haber habiendo siendo tener tiene tienen"
    ),
    bridges=words("es son era eran fue fueron será está están estaba estaban soy somos sido tiene tienen hay había"),
    leaning=words(
        "p.ej aprox no nunca jamás muy tan más menos casi sólo solo también tampoco ya aún todavía bien aun ni"
    ),
    trailing=words("hoy ayer mañana juntos atrás antes después ahí allí aquí"),
    titles=words(
        "sr sra srta sres d dña dr dra señor señora señorita don doña doctor doctora profesor presidente presidenta "
        "rey reina emperador príncipe princesa duque conde general coronel capitán comandante teniente san santa santo "
        "papa padre fray"
    ),
    months=words("enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre"),
    numbers=words(
        "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
        "dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento doscientos "
        "trescientos quinientos mil millón millones"
    ),
    units=words("horas euros pesetas pesos dólares metros kilómetros grados toneladas minutos segundos años por"),
    quantities=words(
        "mucho muchos muchas poco pocos pocas mayoría decenas docena cientos miles millones parte número serie mitad "
        "tercio cuarto montón par"
    ),
    forward=words(
        "primer primero primera primeros primeras segundo segunda tercer tercera último última últimos últimas nuevo "
        "nueva nuevos nuevas gran grandes viejo vieja buen buena mal mala mejor peor mismo misma mismos mismas propio "
        "propia único única"
    ),
    following_adjective_ends=(
        *("al", "ales", "ico", "ica", "icos", "icas", "oso", "osa", "osos", "osas", "ivo", "iva", "ivos", "ivas"),
        *("able", "ables", "ible", "ibles", "ario", "aria", "arios", "arias", "ense", "enses", "ano", "ana", "anos"),
        *("anas", "ino", "ina", "inos", "inas", "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "nte"),
        *("ntes", "ero", "era", "il", "iles", "ar", "ares", "és", "esa", "eses", "fría", "frío"),
    ),
    adverb_ends=("mente",),
    abbreviations=words(
        "sr sra srta sres dr dra dña ud uds vd vds etc p.ej ee.uu a.c d.c pág págs núm avda aprox gral lic ing ss.mm "
        "s.m prof"
    ),
    numbering=words("n no núm nº pág págs art cap vol fig p"),
)
