"""Which language is spoken in a script, told by its commonest words.

A hundred words of speech hold some forty that every text of the language has. That is plenty, in capitals too, and it
tells what letter frequencies do not: that a script is in two languages, or in one that is not known here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

_COMMON = {
    "en": """
        the of and to a in that is was it for on with he as at by this had not are but from or have an they which you
        were their one all we been his her when would there who so if more no out up into them then could its my she
        what some than about after only over did before where because through our how us your me do it's don't
    """,
    "de": """
        der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat
        dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis
        mehr durch man sein wurde sei ich wir ihr ihm uns kein keine wenn dann doch schon hier da was wo denn
    """,
    "fr": """
        de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec ont son ou
        aux d'un mais comme on nous sa été cette ces elle même ils sans leur était je vous tout fait bien où si y lui
        deux être très avait quand donc aussi encore avant après rien moi jamais c'est d'une qu'il qu'elle n'est l'on
    """,
    "es": """
        de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre
        este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo
        han yo hay donde quien nos ni nosotros eso esto nada ellos después hace nunca cómo hacia aquí uno ella él
    """,
    "it": """
        di e il la che in a per un è del non una i le con si da sono come anche più al dei nel della ma alla ha lo gli
        delle o su se era questo dal suo dalla ci loro sua mi nella ho molto perché dopo ed io due cosa fu solo hanno
        anni quando stato essere ai aveva prima tutto quello noi lei lui questa degli sul nei dove ancora mai poi c'era
    """,
    "pt": """
        de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua
        ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus
        quem nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos nós lhe onde então
    """,
    "ca": """
        de la i que el a en un els les per amb una del és no al va es són com més dels seu però seva ha molt quan també
        hi aquest aquesta o perquè ens jo on fins des només ser està havia sense ja això aquí nosaltres tot tots
        després dos anys era van fer què qui
    """,
    "ro": """
        de și în a la cu pe din care nu o un este mai se că au ce pentru fost lui ca să prin sau după am erau era sunt
        fi el ea ei noi eu unde când dar foarte tot până doar acest această dintre fără peste între le îl îi mi ne ai
        nimic așa atunci acum unei unui lor
    """,
    "nl": """
        de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog worden door naar
        heeft tot ze wat over hij meer wordt kan werd was had waren geen ik we wij je hun deze dit die hebben zou toen
        daar waar wie veel heel hoe mijn na al onder tegen haar ons zo iets niemand nooit
    """,
    "af": """
        die van en in is nie het dat op te sy hy ek wat vir met was om aan as maar ook by ons hulle daar sou toe dit sal
        kan my jy nog baie uit so al geen haar hom kon moet waar hier na oor tot word
    """,
    "sv": """
        och i att det som en på är av för med den till inte om ett har de jag var så men han vi hade från när kan man
        nu då där eller ut vad bara efter mot sig sin hur under också vid honom hon dem mycket ingen aldrig skulle
        blev mig oss dig detta sedan två än varför
    """,
    "da": """
        og i at det er en til af på som for med de den der ikke et har han var jeg vi men fra om så da kan man nu hvad
        eller ud efter sig sin hvor under også ved ham hun dem meget ingen aldrig skulle blev mig os dig dette siden to
        havde når mod kun alle fordi hvorfor nogle noget nogen uden igen været selv deres hvis
    """,
    "nb": """
        og i at det er en til av på som for med de den ikke et har han var jeg vi men fra om så da kan man nå hva eller
        ut etter seg sin hvor under også ved ham hun dem mye ingen aldri skulle ble meg oss deg dette siden to hadde
        når mot bare alle fordi hvorfor noe noen dere uten igjen vært selv deres hvis
    """,
    "fi": """
        ja on ei se että oli hän mutta ovat kun niin myös joka mukaan ole sen kuin jos vain sitä kanssa minä me he ne
        tämä nyt sitten siitä olla jo vielä mitä jotka olivat voi hänen mikä siellä missä koska minun meidän kaikki
        paljon hyvin aina ennen jälkeen ollut tai
    """,
    "pl": """
        w i na z się nie do to że jest o jak a po co tak ale za od ich być dla czy przez był która który było jego jej
        tylko już może przed są ze tym tego by lub oraz bardzo my ja on ona gdy kiedy nas mnie jeszcze bez nic nigdy
        wtedy tam tu gdzie więc także które którzy była byli
    """,
    "cs": """
        a se v na je že s z do to si o i ve ale jako za po by tak jsou které který bylo byl od pro jen už jeho nebo při
        aby co když má jsem není být jak ještě také byla ze až než před kde my jsme nic nikdy tam tady proto kdo byli
        jejich mezi jsi mě nás pak
    """,
    "hu": """
        a az és hogy nem is egy ez volt de meg csak már mint van el ha még ki azt mert vagy kell lesz úgy olyan ezt
        volna minden aki nagyon ami mi én ő itt ott amikor pedig után között voltak soha senki sem lehet majd akkor
        hogyan nincs fel le
    """,
    "tr": """
        bir ve bu da de için ile çok ne daha o olarak gibi kadar olan var sonra mi ben en ama değil her diye ki onun
        yok biz ya şey iki zaman önce hiç nasıl bunu oldu olduğu vardı şimdi çünkü onlar siz orada burada bana beni
        bizim
    """,
    "ru": """
        и в не на я что с он как это по но к из у за от же а то так его о только бы было все мы они был мне еще уже для
        нет до когда или если вот даже ни быть была ему её ее где там нас были чтобы при под есть кто во со ещё всё
        тогда потом после никто через которые который
    """,
    "uk": """
        і в не на що я з у як це до та від за він але й для так його про вже було ми все коли або був вони бути лише
        навіть якщо ще тільки була де там нас були щоб при під є хто із зі тоді потім після ніхто через які який яка
        мені їх її також
    """,
    "bg": """
        на и да в е от се за не с са по но че това как той до си ще беше при което който която които или след още само
        има така към през без вече те ние аз тя ги му го бе бяха когато защото къде много нищо между мен
    """,
    "el": """
        και το να του η της με που την από για είναι στο τον δεν τα στην των τους σε ο οι ότι θα στη τη ένα μια αλλά
        ήταν μας όταν πολύ αυτό σας τις στις στα κι ή μου σου γιατί μόνο πριν μετά όπως
    """,
    "he": """
        של את לא על זה אני הוא היה כי אם גם אבל מה יש היא הם אנחנו עם כל רק או כמו היו אז שם כאן לפני אחרי אין היתה
        הייתה אותו אותה לי לנו לו מי איך עוד כבר היום כך בין
    """,
    "ar": """
        في من على أن إلى عن التي الذي هذا هذه لا ما كان كانت مع قد لم هو هي كل بعد أو ذلك بين إن عند حتى غير قبل منذ كما
        نحن أنا هم هناك ثم لكن لقد أي كيف عندما ليس
    """,
}
"""The commonest words of each language, by its tag, as they stand in speech."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LEAST_WORDS = 40
_LEAST_COMMON = 0.25
"""Share of the words that are common ones of the language: a third to two thirds in those that are known here."""
_LEAST_OWN = 0.06
"""Share of the words that are common in the language and not in another, held against each other in turn."""
_MOST_OTHER = 0.3
"""How many words the other may have of its own against those of the first: with more, the script is in both."""
_ENOUGH = 200_000  # characters of speech


def guess_language(lines: Sequence[str]) -> str | None:
    """The tag of the language that lines are spoken in, None where they are too few, mixed, or in none known here."""
    step = 1 + sum(map(len, lines)) // _ENOUGH
    said = " ".join(lines[::step]).casefold().replace("’", "'")
    counts = Counter(_WORD.findall(said))
    total = sum(counts.values())
    if total < _LEAST_WORDS:
        return None
    found = {language: counts.keys() & text.casefold().split() for language, text in _COMMON.items()}

    def uses(words: Set[str]) -> int:
        return sum(counts[word] for word in words)

    first = max(found, key=lambda language: uses(found[language]))
    if uses(found[first]) < _LEAST_COMMON * total:
        return None
    for language, words in found.items():
        own = uses(found[first] - words)
        if language != first and (own < _LEAST_OWN * total or uses(words - found[first]) > _MOST_OTHER * own):
            return None
    return first
