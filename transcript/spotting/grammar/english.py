"""English."""

from __future__ import annotations

from transcript.spotting.grammar.table import Grammar, words

_CONTRACTED = words(
    "i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll "
    "he'll she'll it'll we'll they'll that's there's what's who's let's here's where's how's"
)
_SUBJECTS = words("i he she we they")
_ADVERBS = words("up out away back")

ENGLISH = Grammar(
    articles=words("a an the"),
    prepositions=words(
        "about above across after against along among around at before behind below beneath beside between beyond by "
        "despite down during except for from in inside into like near of off on onto out outside over past round since "
        "through throughout till to toward towards under underneath until up upon via with within without"
    ),
    of=words("of"),
    conjunctions=words(
        "although as and because but if nor or since so than that though unless until when whenever where whereas "
        "whereby wherever whether which while who whom whose why yet"
    ),
    determiners=words(
        "my your his her its our their this these those each every some any no another such both either neither all "
        "whose what which"
    ),
    subjects=_SUBJECTS,
    pronouns=_SUBJECTS | words("you it who there"),
    adverbial_pronouns=words("there"),
    reporting=words(
        "say says said think thinks thought know knows knew believe believes believed hope hopes hoped feel felt mean "
        "means meant found guess suppose imagine see saw realise realised realize realized"
    ),
    indefinites=words("something everything anything nothing someone everyone anyone somebody everybody"),
    objects=words("me him them us it myself himself herself itself themselves"),
    finite=words("is are was were has had have will would could can did does may might must should"),
    contracted=_CONTRACTED,
    auxiliaries=words(
        "am be been being having do shall gonna isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't "
        "couldn't shouldn't haven't hasn't hadn't cannot"
    ),
    modals=words("will would can could may might must should shall cannot can't couldn't wouldn't shouldn't won't"),
    participles=words(
        "been become begun borne broken chosen come done drawn driven eaten fallen flown forgotten forbidden frozen "
        "given gone grown hidden known lain proven ridden risen run seen shaken shown sunk sung spoken stolen sworn "
        "taken thrown torn understood woken worn written"
    ),
    bridges=words("be been am is are was were it's that's he's she's they're we're you're i'm there's"),
    leaning=words(
        "e.g i.e vs approx not never very too so more most less quite rather almost only just even also how much"
    ),
    negations=words("not n't"),
    particles=_ADVERBS | words("down off over"),
    adverbs=_ADVERBS,
    titles=words("mr mrs ms dr sir lady lord king queen president general colonel captain professor saint st"),
    months=words("january february march april may june july august september october november december"),
    numbers=words(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
        "dozen half"
    ),
    no_number_after=words("no any every some each this that which the another"),
    quantities=words(
        "all any both each few many most much none some several half quarter third lot lots plenty bit piece couple "
        "pair number series handful dozens hundreds thousands millions billions tens part kind sort type"
    ),
    forward=words(
        "first second third fourth fifth sixth seventh eighth ninth tenth last next new old own same other whole "
        "entire great main former several many few"
    ),
    # Those whose ending does not show them.
    past_tenses=words(
        "became began bought broke brought built came caught chose cut did drew drove fell felt flew fought found gave "
        "got grew held heard hid hit hung kept knew laid lay led left lit lost made meant met paid put ran rose said "
        "sat saw sent set shook shot showed slept sold sought spent spoke stood stole struck swore taught thought "
        "threw told took understood went woke won wore wrote"
    ),
    trailing=words("today yesterday tomorrow tonight ago again together alone instead afterwards anymore forever"),
    numbering=words("no nos vol fig p pp c ch art"),
    units=words(
        "percent miles feet inches yards metres meters kilometres kilometers tons tonnes degrees pounds dollars hours "
        "minutes seconds years knots"
    ),
    past_ends=("ed",),
    participle_ends=("ing",),
    adjective_ends=(
        *("al", "ic", "ous", "ive", "ful", "less", "able", "ible", "ary", "ish", "ing", "ed", "est", "ian"),
        *("lear", "olar", "unar", "ilar", "ular"),
    ),
    adverb_ends=("ly",),
    possessives=("'s", "s'"),
    abbreviations=words(
        "approx mr mrs ms dr st prof gen col capt lt sgt sen rep gov rev hon jr sr vs etc eg ie cf al inc ltd co e.g "
        "i.e a.m p.m"
    ),
)
