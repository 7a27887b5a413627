"""Words of the trade: what shot notes, sound notes, titles and speech are made of.

The tables hold common usage of post-production scripts, not the words of any one document; what a document itself
shows is learnt beside them.
"""

from __future__ import annotations


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


SIZES = _words("ECU XCU BCU CU MCU MS MLS LS WS MWS ELS EWS VLS VWS XLS 2S 3S POV TWO-SHOT")
"""Shot sizes as abbreviated in shot notes; a bare one beside an interview is the speaker in vision."""

NOTE_STARTS = _words(
    """
    archive library still stills rostrum map maps gfx graphic graphics animation anim aerial aerials drone montage
    gv gvs gv's gv’s b-roll broll cutaway cutaways int int. ext ext. wide close close-up closeup medium extreme
    insert mix dissolve fade slo-mo slomo timelapse time-lapse pan tilt zoom track tracking dolly crane shot shots
    various footage b/w interior exterior establishing night day dawn dusk sunset reconstruction recon newsreel
    photo photos photograph photographs painting portrait drawing drawings engraving cartoon poster
    """
)
"""First words (folded) that open a shot note far more often than a spoken sentence."""

NOTE_WORDS = NOTE_STARTS | _words(
    """
    footage view views angle background foreground frame screen camera pull-back push zi zo rushes colour color
    """
)

SPEECH_WORDS = _words(
    """
    i i'm i've i'd i'll you you're your we we're we'd we've our he he'd he's she she's they they're they'd their it
    it's its was were is are am be been being had has have do did does would could should will can may might must
    not no never don't didn't wasn't couldn't wouldn't that this these those there who what when where why how
    because so but if as than then my me us him her them his whose which any every even just very because
    """
)
"""Pronouns, auxiliaries and conjunctions (folded): a clause has them, a shot note hardly ever."""

DANGLING = _words(
    """
    a an the of and & with in into to by at from on for or as over under through between up down before after his
    her their its our my your this that these those no not be is are was were who which than but if when while
    because so very had has have would could will
    """
)
"""Words (folded) that a phrase does not end on: what follows still belongs to it."""

MONTHS = _words(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec c ca circa
    januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre
    novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio
    febbraio aprile maggio giugno luglio settembre ottobre dicembre января февраля марта апреля мая июня июля августа
    сентября октября ноября декабря
    """
)
"""Words (folded) that stand in a date beside its numbers."""

SOUND_HEADS = _words(
    """
    music song folksong anthem sting stings fx sfx atmos atmosphere applause silence pause pauses m&e jingle theme
    waltz chant chanting footsteps gunfire
    soundtrack effects atmo ambiance ambiente whistling whistle laughter laughs laughing cheering cheers singing sings
    explosion beeping
    musik ton geräusch geräusche atmo applaus gesang lachen stille orchester
    musique bruit bruits ambiance rires applaudissements chant
    música ruido ruidos aplausos risas silencio canción
    musica rumore rumori applausi risate silenzio canto pausa
    музыка шум шумы аплодисменты смех тишина песня пауза
    """
)
SOUND_WORDS = SOUND_HEADS | _words(
    """
    title titles opening closing end library archive starts start begins begin ends continues continue fades fade
    in out up under down over and & short long the of background sound sounds nat natural dramatic sad soft
    """
)
"""Words (folded) that may stand beside a sound head in a sound note."""

TITLE_HEADS = _words(
    "title titles credits credit roller reel part roll end ends ende fin fine конец crawl endcap ident "
    "titel vorspann abspann générique titre titres créditos títulos titoli титры титр"
)
TITLE_WORDS = TITLE_HEADS | _words(
    "series film programme program episode main opening closing the of one two three four five six sequence logo "
    "generic and & animation"
)
ON_SCREEN = _words("title aston super caption captions strap cg lower-third lower subtitle subtitles")
"""Words that announce text on the screen where a colon or the text follows."""

NARRATOR_ROLES = _words(
    """
    NARRATOR NARRATION NARR COMMENTARY COMMENTATOR COMM VOICE-OVER VOICEOVER SPRECHER SPRECHERIN
    KOMMENTAR ERZÄHLER ERZÄHLERIN NARRATEUR NARRATRICE COMMENTAIRE NARRADOR NARRADORA LOCUTOR NARRATORE COMMENTO ДИКТОР
    ナレーション ナレーター 旁白 解说
    """
)
"""Headings that name the narrator's role; such speech is voice-over as such."""

ROLES = NARRATOR_ROLES | _words(
    """
    INTERVIEWER INTERVIEWEE REPORTER PRESENTER ANNOUNCER HOST READER ACTOR TRANSLATOR INTERPRETER CROWD MAN WOMAN
    BOY GIRL VOICE SPEAKER DIRECTOR QUESTION ANSWER NEWSREEL NEWSREADER PILOT
    """
)

FRONT_WORDS = _words(
    """
    script post-production postproduction production transcript programme program episode series producer director
    editor written version draft date duration timecode time-code tc vision picture video audio sound dialogue
    commentary page copyright broadcast transmission tx prod no. client
    """
)
"""Words (folded) of cover pages and column headers."""
