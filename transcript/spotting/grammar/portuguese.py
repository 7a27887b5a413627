"""Portuguese, of Portugal and Brazil. Articles contract with prepositions; most adjectives follow their noun."""

from __future__ import annotations

from transcript.spotting.grammar.table import Grammar, words

_SUBJECTS = words("eu tu ele ela nós vós eles elas você vocês")
_CONTRACTED = words(
    "ao aos à às do da dos das no na nos nas pelo pela pelos pelas num numa nuns numas dum duma deste desta destes "
    "destas desse dessa desses dessas daquele daquela neste nesta nestes nesse nessa nesses naquele naquela"
)

PORTUGUESE = Grammar(
    articles=words("o a os as um uma uns umas") | _CONTRACTED,
    prepositions=_CONTRACTED
    | words(
        "a ante após até com contra de desde durante em entre exceto mediante para perante por segundo sem sob sobre "
        "trás pra pro"
    ),
    of=words("de do da dos das dum duma"),
    conjunctions=words(
        "e ou mas porém nem que porque pois se quando onde como embora enquanto quem cujo cuja cujos qual quais quanto "
        "quantos logo portanto caso"
    ),
    determiners=words(
        "meu minha meus minhas teu tua teus tuas seu sua seus suas nosso nossa nossos nossas este esta estes estas "
        "esse essa esses essas aquele aquela aqueles aquelas cada algum alguma alguns algumas nenhum nenhuma todo toda "
        "todos todas outro outra outros outras qualquer ambos ambas vários várias tal"
    ),
    subjects=_SUBJECTS,
    pronouns=_SUBJECTS | words("me te se lhe lhes"),
    indefinites=words("algo alguém nada ninguém tudo"),
    objects=words("mim ti si comigo contigo consigo conosco connosco isso isto"),
    finite=words(
        "não é são era eram foi foram será serão seria seriam está estão estava estavam esteve tem têm tinha tinham "
        "teve tiveram terá teria há havia haviam houve pode podem podia podiam pôde poderia deve devem devia deviam "
        "deveria vai vão ia iam quer querem queria queriam"
    ),
    auxiliaries=words(
        "sou és somos estou estás estamos tenho tens temos posso podes podemos devo devemos vou vais vamos sido estado "
        "ser estar ter haver sendo tendo"
    ),
    bridges=words(
        "é são era eram foi foram será está estão estava estavam sou somos sido tem têm tinha tinham há havia"
    ),
    leaning=words("p.ex aprox não nunca jamais muito tão mais menos quase só apenas também já ainda bem"),
    trailing=words("hoje ontem amanhã juntos atrás antes depois aí ali aqui"),
    titles=words(
        "sr sra srta srs d dr dra eng prof profa senhor senhora senhorita dom dona doutor doutora professor presidente "
        "presidenta rei rainha imperador príncipe princesa duque conde general coronel capitão comandante tenente são "
        "santa santo papa padre frei"
    ),
    months=words("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
    numbers=words(
        "dois duas três quatro cinco seis sete oito nove dez onze doze treze quatorze catorze quinze dezesseis "
        "dezasseis dezessete dezassete dezoito dezenove dezanove vinte trinta quarenta cinquenta sessenta setenta "
        "oitenta noventa cem cento duzentos trezentos quinhentos mil milhão milhões bilhão bilhões"
    ),
    units=words(
        "horas euros escudos reais dólares metros quilómetros quilômetros graus toneladas minutos segundos anos por"
    ),
    quantities=words(
        "muitos muitas poucos poucas maioria maior dezenas dúzia centenas milhares milhões parte número série metade "
        "terço quarto par"
    ),
    forward=words(
        "primeiro primeira primeiros primeiras segundo segunda terceiro terceira último última últimos últimas novo "
        "nova novos novas grande grandes velho velha bom boa mau má melhor pior mesmo mesma mesmos mesmas próprio "
        "própria único única pequeno pequena"
    ),
    following_adjective_ends=(
        *("al", "ais", "ico", "ica", "icos", "icas", "oso", "osa", "osos", "osas", "ivo", "iva", "ivos", "ivas"),
        *(
            "ável",
            "áveis",
            "ível",
            "íveis",
            "ário",
            "ária",
            "ários",
            "árias",
            "ês",
            "esa",
            "eses",
            "ano",
            "ana",
            "anos",
        ),
        *("anas", "ino", "ina", "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "nte", "ntes", "eiro"),
        *("eira", "il", "is", "ar", "ares", "fria", "frio"),
    ),
    adverb_ends=("mente",),
    abbreviations=words(
        "sr sra srta srs dr dra eng prof profa exmo exma etc p.ex e.u.a a.c d.c pág págs av aprox gen cel vs"
    ),
    numbering=words("n nº no núm pág págs art cap vol fig p"),
)
