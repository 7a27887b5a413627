"""Which language is spoken, told from the words."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import lines
from transcript.parser.language import guess_language

SPOKEN = {
    "en": (
        "The boats left the harbour before dawn, and nobody on the quay knew where they were going. We had waited "
        "all night for the weather to turn, and when it did there was no time to say goodbye. My father was on "
        "the second boat. I was eight years old and I thought that he would be back for supper."
    ),
    "de": (
        "Die Boote verließen den Hafen vor der Dämmerung, und niemand am Kai wusste, wohin sie fuhren. Wir hatten "
        "die ganze Nacht auf besseres Wetter gewartet, und als es kam, war keine Zeit mehr für den Abschied. Mein "
        "Vater war auf dem zweiten Boot. Ich war acht Jahre alt und dachte, dass er zum Abendessen wieder da sein "
        "würde."
    ),
    "fr": (
        "Les bateaux ont quitté le port avant l'aube, et personne sur le quai ne savait où ils allaient. Nous "
        "avions attendu toute la nuit que le temps change, et quand il a changé, on n'a pas eu le temps de se "
        "dire au revoir. Mon père était sur le deuxième bateau. J'avais huit ans et je pensais qu'il serait de "
        "retour pour le dîner."
    ),
    "es": (
        "Los barcos salieron del puerto antes del amanecer, y nadie en el muelle sabía adónde iban. Habíamos "
        "esperado toda la noche a que cambiara el tiempo, y cuando cambió ya no hubo tiempo para despedirse. Mi "
        "padre iba en el segundo barco. Yo tenía ocho años y pensaba que estaría de vuelta para la cena."
    ),
    "it": (
        "Le barche lasciarono il porto prima dell'alba, e nessuno sulla banchina sapeva dove andavano. Avevamo "
        "aspettato tutta la notte che il tempo cambiasse, e quando è cambiato non c'era più tempo per salutarsi. "
        "Mio padre era sulla seconda barca. Io avevo otto anni e pensavo che sarebbe tornato per la cena."
    ),
    "pt": (
        "Os barcos saíram do porto antes do amanhecer, e ninguém no cais sabia para onde iam. Tínhamos esperado a "
        "noite toda que o tempo mudasse, e quando mudou já não houve tempo para nos despedirmos. O meu pai ia no "
        "segundo barco. Eu tinha oito anos e pensava que ele estaria de volta para o jantar."
    ),
    "nl": (
        "De boten verlieten de haven voor zonsopgang, en niemand op de kade wist waar ze naartoe gingen. We "
        "hadden de hele nacht gewacht tot het weer omsloeg, en toen het zover was, was er geen tijd meer om "
        "afscheid te nemen. Mijn vader zat op de tweede boot. Ik was acht jaar en ik dacht dat hij met het eten "
        "weer thuis zou zijn."
    ),
    "sv": (
        "Båtarna lämnade hamnen före gryningen, och ingen på kajen visste vart de var på väg. Vi hade väntat hela "
        "natten på att vädret skulle slå om, och när det gjorde det fanns det ingen tid att säga adjö. Min far "
        "var på den andra båten. Jag var åtta år och trodde att han skulle vara hemma till middagen."
    ),
    "da": (
        "Bådene forlod havnen før daggry, og ingen på kajen vidste, hvor de skulle hen. Vi havde ventet hele "
        "natten på, at vejret skulle slå om, og da det gjorde det, var der ikke tid til at sige farvel. Min far "
        "var på den anden båd. Jeg var otte år og troede, at han ville være hjemme igen til aftensmaden, men det "
        "blev han ikke. Efter krigen var der nogle, som havde hørt noget om ham, men meget af det var kun rygter."
    ),
    "nb": (
        "Båtene forlot havna før daggry, og ingen på kaia visste hvor de skulle. Vi hadde ventet hele natta på at "
        "været skulle slå om, og da det gjorde det, var det ikke tid til å si farvel. Far var på den andre båten. "
        "Jeg var åtte år og trodde at han ville være hjemme igjen til middag, men det ble han ikke. Etter krigen "
        "var det noen som hadde hørt noe om ham, men mye av det var bare rykter."
    ),
    "pl": (
        "Łodzie wypłynęły z portu przed świtem i nikt na nabrzeżu nie wiedział, dokąd płyną. Czekaliśmy całą noc, "
        "aż pogoda się zmieni, a kiedy się zmieniła, nie było już czasu na pożegnanie. Mój ojciec był na drugiej "
        "łodzi. Miałem osiem lat i myślałem, że wróci na kolację. Nie wrócił, ale o tym dowiedzieliśmy się "
        "dopiero po wojnie."
    ),
    "cs": (
        "Lodě opustily přístav před úsvitem a nikdo na nábřeží nevěděl, kam plují. Čekali jsme celou noc, až se "
        "počasí změní, a když se změnilo, už nebyl čas se rozloučit. Můj otec byl na druhé lodi. Bylo mi osm let "
        "a myslel jsem, že se vrátí na večeři. Nevrátil se, ale to jsme se dozvěděli až po válce."
    ),
    "ru": (
        "Лодки вышли из гавани ещё до рассвета, и никто на причале не знал, куда они идут. Мы всю ночь ждали, "
        "когда переменится погода, а когда она переменилась, прощаться было уже некогда. Мой отец был на второй "
        "лодке. Мне было восемь лет, и я думал, что он вернётся к ужину. Он не вернулся, но об этом мы узнали "
        "только после войны."
    ),
    "uk": (
        "Човни вийшли з гавані ще до світанку, і ніхто на причалі не знав, куди вони йдуть. Ми всю ніч чекали, "
        "коли зміниться погода, а коли вона змінилася, прощатися вже не було коли. Мій батько був на другому "
        "човні. Мені було вісім років, і я думав, що він повернеться до вечері. Він не повернувся, але про це ми "
        "дізналися лише після війни."
    ),
    "bg": (
        "Лодките излязоха от пристанището преди зазоряване и никой на кея не знаеше накъде отиват. Цяла нощ бяхме "
        "чакали времето да се промени, а когато се промени, вече нямаше време за сбогуване. Баща ми беше на "
        "втората лодка. Аз бях на осем години и мислех, че той ще се върне за вечеря. Не се върна, но това "
        "разбрахме едва след войната."
    ),
    "hu": (
        "A hajók hajnal előtt hagyták el a kikötőt, és senki sem tudta a rakparton, hogy hová mennek. Egész éjjel "
        "azt vártuk, hogy megforduljon az idő, és amikor megfordult, már nem volt idő a búcsúra. Apám a második "
        "hajón volt. Nyolcéves voltam, és azt hittem, hogy vacsorára már itthon lesz. Nem jött haza, de ezt csak "
        "a háború után tudtuk meg."
    ),
    "tr": (
        "Tekneler şafaktan önce limandan ayrıldı ve rıhtımdaki hiç kimse nereye gittiklerini bilmiyordu. Bütün "
        "gece havanın dönmesini bekledik, ama döndüğü zaman vedalaşmak için çok geç oldu. Babam ikinci "
        "teknedeydi. Ben sekiz yaşındaydım ve onun akşam yemeğine kadar döneceğini sanıyordum. O gün dönmedi, "
        "daha sonra da dönmedi; bunu biz ancak savaş bittikten sonra öğrendik."
    ),
    "fi": (
        "Veneet lähtivät satamasta ennen aamunkoittoa, eikä kukaan laiturilla tiennyt, minne ne olivat menossa. "
        "Me odotimme koko yön, että sää muuttuisi, ja kun se muuttui, ei ollut enää aikaa hyvästeille. Isä oli "
        "toisessa veneessä. Minä olin kahdeksan ja luulin, että hän olisi kotona illalliselle. Hän ei tullut, "
        "mutta sen me saimme tietää vasta sodan jälkeen."
    ),
    "ro": (
        "Bărcile au plecat din port înainte de zori și nimeni de pe chei nu știa unde se duc. Am așteptat toată "
        "noaptea să se schimbe vremea, iar când s-a schimbat nu mai era timp de rămas-bun. Tata era în a doua "
        "barcă. Eu aveam opt ani și credeam că o să fie înapoi la cină. Nu s-a întors, dar asta am aflat doar "
        "după război."
    ),
    "ca": (
        "Les barques van sortir del port abans de l'alba, i ningú al moll no sabia on anaven. Havíem esperat tota "
        "la nit que canviés el temps, i quan va canviar ja no hi va haver temps per acomiadar-se. El meu pare era "
        "a la segona barca. Jo tenia vuit anys i pensava que seria a casa per sopar. No va tornar, però això ho "
        "vam saber només després de la guerra."
    ),
    "el": (
        "Οι βάρκες έφυγαν από το λιμάνι πριν την αυγή, και κανείς στην προβλήτα δεν ήξερε πού πήγαιναν. "
        "Περιμέναμε όλη τη νύχτα να αλλάξει ο καιρός, και όταν άλλαξε δεν υπήρχε χρόνος για αποχαιρετισμούς. Ο "
        "πατέρας μου ήταν στη δεύτερη βάρκα. Ήμουν οκτώ χρονών και νόμιζα ότι θα γύριζε για το βραδινό."
    ),
    "he": (
        "הסירות עזבו את הנמל לפני עלות השחר, ואיש על הרציף לא ידע לאן הן הולכות. חיכינו כל הלילה שמזג האוויר "
        "ישתנה, וכאשר הוא השתנה כבר לא היה זמן להיפרד. אבא שלי היה על הסירה השנייה. אני הייתי בן שמונה וחשבתי כי "
        "הוא יחזור לארוחת הערב. הוא לא חזר, אבל את זה ידענו רק אחרי המלחמה, כי לא היה מי שיספר לנו."
    ),
    "ar": (
        "غادرت القوارب الميناء قبل الفجر، ولم يكن أحد على الرصيف يعرف إلى أين تذهب. كنا ننتظر طوال الليل أن يتغير "
        "الطقس، ولكن عندما تغير لم يكن هناك وقت للوداع. كان أبي في القارب الثاني. كنت في الثامنة من العمر وكنت "
        "أظن أن أبي سوف يعود قبل العشاء. لم يعد، لكن هذا ما عرفناه بعد الحرب من رجل كان على القارب."
    ),
}
"""The same story in every language that is known."""

UNKNOWN = {
    "sr": (
        "Чамци су испловили из луке пре зоре и нико на доку није знао куда иду. Целу ноћ смо чекали да се време "
        "промени, а када се променило, није више било времена за опроштај. Мој отац је био на другом чамцу. Имао "
        "сам осам година и мислио сам да ће се вратити до вечере."
    ),
    "hr": (
        "Brodovi su napustili luku prije zore i nitko na doku nije znao kamo idu. Cijelu noć smo čekali da se "
        "vrijeme promijeni, a kad se promijenilo, više nije bilo vremena za oproštaj. Moj otac je bio na drugom "
        "brodu. Imao sam osam godina i mislio sam da će se vratiti na večeru."
    ),
    "la": (
        "Naves ante lucem e portu profectae sunt, neque quisquam in ripa sciebat quo irent. Totam noctem "
        "exspectaveramus dum caelum mutaretur, et cum mutatum esset, non iam tempus erat valedicendi. Pater meus "
        "in secunda nave erat. Octo annos natus eram et putabam eum ad cenam rediturum esse."
    ),
    "sk": (
        "Lode opustili prístav pred úsvitom a nikto na nábreží nevedel, kam plávajú. Čakali sme celú noc, kým sa "
        "počasie zmení, a keď sa zmenilo, už nebol čas rozlúčiť sa. Môj otec bol na druhej lodi. Mal som osem "
        "rokov a myslel som si, že sa vráti na večeru."
    ),
    "sw": (
        "Mashua ziliondoka bandarini kabla ya alfajiri, na hakuna mtu kwenye gati aliyejua zinakwenda wapi. "
        "Tulingoja usiku kucha hali ya hewa ibadilike, na ilipobadilika hapakuwa na wakati wa kuagana. Baba yangu "
        "alikuwa kwenye mashua ya pili. Nilikuwa na miaka minane na nilidhani angerudi kwa chakula cha jioni."
    ),
}
"""It again in languages that are not known, some of them near to one that is."""


@pytest.mark.parametrize("language", SPOKEN)
def test_a_few_sentences_tell_their_language(language: str) -> None:
    assert guess_language([SPOKEN[language]]) == language


@pytest.mark.parametrize("language", SPOKEN)
def test_so_they_do_in_capitals(language: str) -> None:
    assert guess_language([SPOKEN[language].upper()]) == language


@pytest.mark.parametrize("language", UNKNOWN)
def test_a_language_that_is_not_known_is_not_taken_for_another(language: str) -> None:
    assert guess_language([UNKNOWN[language]]) is None


@pytest.mark.parametrize("pair", list(combinations(SPOKEN, 2)), ids="-".join)
def test_a_script_half_in_each_of_two_languages_is_in_neither(pair: tuple[str, str]) -> None:
    assert guess_language([SPOKEN[language] for language in pair]) is None


def test_a_few_foreign_words_do_not_change_the_language_of_a_script() -> None:
    assert guess_language([*[SPOKEN["en"]] * 8, SPOKEN["ru"]]) == "en"


@pytest.mark.parametrize(
    "said", ["", "Yes.", "The boats left the harbour before dawn, and nobody knew.", "7 8 9 " * 90]
)
def test_too_few_words_tell_nothing(said: str) -> None:
    assert guess_language([said]) is None


def test_a_list_of_names_is_in_no_language() -> None:
    assert guess_language(["Anna Field Tom Reeve Kvalheim Holloway Fitzgibbon Ashworth Pemberton Okafor"] * 9) is None


def test_a_long_script_is_judged_by_lines_from_all_of_it() -> None:
    half = [SPOKEN["en"]] * 2000
    assert guess_language(half) == "en"
    assert guess_language([*half, *[SPOKEN["de"]] * 2000]) is None


@given(st.lists(lines, max_size=8))
def test_any_text_has_a_known_language_or_none(said: list[str]) -> None:
    assert guess_language(said) in {None, *SPOKEN}
