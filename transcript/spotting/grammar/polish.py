"""Polish. No articles; one-letter words never close a line; the reflexive belongs to its verb."""

from __future__ import annotations

from transcript.spotting.grammar.table import Grammar, words

_SUBJECTS = words("ja ty on ona ono my wy oni one")

POLISH = Grammar(
    prepositions=words(
        "w we z ze na do o od ode dla po przed przede za nad nade pod pode przy u bez beze przez przeze między wśród "
        "według wobec ku poza oprócz obok około podczas mimo pomimo dzięki wskutek spośród spod znad zza naprzeciw "
        "wzdłuż wokół"
    ),
    conjunctions=words(
        "i a oraz lub albo czy ale lecz jednak że żeby aby by bo ponieważ gdyż więc zatem jeśli jeżeli gdy gdyby kiedy "
        "choć chociaż jak jako niż zanim dopóki aż który która które którzy którego której którym których którą "
        "któremu gdzie skąd dokąd dlaczego co kto czego kogo komu czym"
    ),
    determiners=words(
        "mój moja moje moi mojego mojej moim twój twoja twoje swój swoja swoje swojego swojej swoim swoją swoich nasz "
        "nasza nasze naszego naszej naszych wasz jego jej ich ten ta to te ci tego tej tych tym tą tamten tamta tamte "
        "każdy każda każde każdego każdej wszystkie wszyscy wszystkich żaden żadna żadne żadnego taki taka takie "
        "takiego takiej pewien pewna pewne kilka kilku wiele wielu oba obie obu"
    ),
    subjects=_SUBJECTS,
    pronouns=_SUBJECTS,
    indefinites=words("coś wszystko nic ktoś nikt"),
    objects=words("się mnie mi mną cię ci go mu nim ją jej nią nas nam nami was wam ich im nimi je sobie siebie"),
    finite=words(
        "nie jest są był była było byli były będzie będą został została zostało zostali zostały może mogą mógł mogła "
        "mogło mogli mogły musi muszą musiał musiała musieli chce chcą chciał chciała chcieli ma mają miał miała mieli"
    ),
    auxiliaries=words("jestem jesteś jesteśmy byłem byłam byliśmy będę będziesz będziemy być można trzeba należy"),
    bridges=words("jest są był była było byli były będzie będą"),
    leaning=words(
        "np tzw m.in ok nie nigdy bardzo tak tylko już jeszcze też także nawet prawie niemal zbyt bardziej najbardziej "
        "mniej coraz około ponad"
    ),
    trailing=words("dziś dzisiaj wczoraj jutro temu razem znowu"),
    titles=words(
        "pan pana panu pani panią państwo dr prof mgr inż doktor profesor prezydent król króla królowa cesarz książę "
        "generał generała pułkownik kapitan major porucznik święty święta św ksiądz ks papież"
    ),
    months=words(
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia styczeń "
        "luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień styczniu lutym marcu "
        "kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu"
    ),
    numbers=words(
        "dwa dwie dwóch trzy trzech cztery czterech pięć pięciu sześć siedem osiem dziewięć dziesięć jedenaście "
        "dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście dwadzieścia "
        "trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt sto "
        "dwieście trzysta pięćset tysiąc tysiące tysięcy milion miliony milionów miliard miliardów"
    ),
    units=words("roku r proc procent metrów metry kilometrów kilometry stopni ton minut sekund godzin złotych lat"),
    quantities=words("setki tysiące miliony większość część wiele wielu szereg połowa para dziesiątki"),
    forward=words(
        "pierwszy pierwsza pierwsze pierwszego pierwszej drugi druga drugie drugiego drugiej trzeci ostatni ostatnia "
        "ostatnie następny nowy nowa nowe nowego nowej stary stara stare cały cała całe całego całej wielki wielka "
        "wielkie własny własna własne"
    ),
    abbreviations=words(
        "dr prof mgr inż np tzw tzn itd itp m.in ul św ks r w tys mln mld godz ok pl al im płk gen kpt por"
    ),
    numbering=words("nr s str rozdz art ok"),
    sure_adjective_ends=(
        *("ego", "emu", "ych", "ymi", "owy", "owa", "owe", "owej", "ową", "ski", "ska", "skie", "skiej", "ską", "cki"),
        *("cka", "ckie", "ckiej", "cką", "nej", "nym"),
    ),
    ordinal_stop=True,
)
