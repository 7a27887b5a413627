"""Which shots are archive: film, video and stills that others hold the rights in and that are to be cleared.

A shot note says it in the words of its trade, in the language of the script: ARCHIVE, LIBRARY, STOCK, NEWSREEL,
STILL, PHOTO, b/w, courtesy of. Some of these words have other meanings: what stands beside them tells.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, TypeAlias

Only: TypeAlias = Literal["archive", "shots", "speech"]
"""What of a script may be asked for alone: the shots that show archive or stills, all shots, or what is said."""

# What is held in archives and libraries, and what is made of it.
_FOOTAGE = (
    r"(?:footage|films?|shots?|clips?|materials?|pictures?|pics?|stills?|photos?|photographs?|images?|videos?|tapes?|"
    r"reels?|sequences?|source|compilation|b-?roll)"
)
# A word that stands as a label: `LIBRARY: launch`, `launch (library)`, `launch, library`.
_LABEL_BEFORE = r"(?:^|[(\[/|:;,–—-])\s*"
_LABEL_AFTER = r"\s*(?:$|[)\]/|:;,.–—-])"

# These say it by themselves.
_PLAIN = r"""
    archiv(?:e|es|al|ed) | newsreels? | news\ reels? | photo(?:s|graph|graphs|graphic)? | stills | snapshots? |
    rostrum | home\ (?:movies?|videos?) | cine\ ?films? |
    by\ (?:kind\ )?permission\ of | courtesy(?=\ of\b|\s*[:(]|\ (?-i:[A-Z])) | copyright |
    archiv(?:s|e|en|material|bild|bilder|film|filme|filmmaterial|aufnahme|aufnahmen|foto|fotos|ton)? |
    standbild(?:er)? | fotos? | fotografien? | wochenschau(?:en)? | historische\ aufnahmen? |
    mit\ (?:freundlicher\ )?genehmigung |
    photographies? | banc[- ]titre | images?\ fixes? | actualités\ (?:filmées|cinématographiques|gaumont|pathé) |
    avec\ l['’]aimable\ autorisation |
    archivos? | fotografías? | noticiarios? | cortesía |
    archivi[oa]? | fotografi[ae] | cinegiornal[ei] | immagini\ di\ repertorio | per\ gentile\ concessione |
    arquivos? | archief(?:beelden|materiaal|foto|film)? | arkiv(?:bild(?:e|er)?|film|foto)? |
    archiw(?:um|alny|alna|alne) |
    архив(?:а|е|ы|ов|ный|ная|ное|ные|ных)? | (?:кино)?хроник[аи] | фото | фотографи[яиюей] | стоп-кадр
"""
# Film without colour. Spelt out in English it may also be what a dog or a dress is.
_MONOCHROME = rf"""
    b\s?[/&+]\s?w | bw | n\s?[/&]\s?b | s\s?/\s?w | b\s?/\s?n | z\s?/\s?w | ч\s?/\s?б |
    black[ -](?:and|&)[ -]white(?=\s+{_FOOTAGE}\b|{_LABEL_AFTER}) |
    schwarz-?weiß | noir\ et\ blanc | blanco\ y\ negro | bianco\ e\ nero | ч[её]рно-бел(?:ое|ая|ый|ые)
"""
_SAYS = re.compile(rf"(?<!\w)(?:{_PLAIN}|{_MONOCHROME})(?!\w)|©|(?<!\w)\(c\)\s*(?=\w)", re.IGNORECASE | re.VERBOSE)
# These say it as labels, or of what they stand before.
_OF_FOOTAGE = r"library|lib\.?|stock|file|arch\.?|found|period|amateur"
_LABELS = r"library|lib|stock|arch"
_BESIDE = re.compile(
    rf"(?<!\w)(?:{_OF_FOOTAGE})\s+{_FOOTAGE}(?!\w)|{_LABEL_BEFORE}(?:{_LABELS})(?:(?<=[hb])\.)?{_LABEL_AFTER}",
    re.IGNORECASE,
)
# Typed in capitals before a name in small letters: `LIBRARY Rocket launch`.
_SHOUTED = re.compile(r"(?<!\w)(?:LIBRARY|STOCK|LIB\.|ARCH\.)\s(?=\w*[a-z])")

# A place or a thing in the film, not where the film comes from.
_ELSEWHERE = re.compile(
    r"""
    (?<!\w)(?:
        (?:in|into|inside|outside|at|enters?|leaves?|visits?|through)\s(?:the|an?|his|her|their)\s(?:\w+\s){0,2}
            (?:archives?|library)(?!\s(?:footage|film|material|photo|picture|image|still|clip))
      | archives?\s(?:building|room|shel(?:f|ves)|box(?:es)?|staff|reading|corridor|basement|door|entrance)
      | photo(?:graphic)?\s(?:studio|shoot|shop|lab|op|call|booth|finish|editor)
      | rolling\sstock
      | library\sof\b
    )(?!\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)

# `still` as a thing, not as an adverb: by what stands around it.
_STILL = re.compile(r"(?<!\w)still(?!\w)", re.IGNORECASE)
_STILL_OF = re.compile(
    r"\s*(?:$|[)\]/|:;,.–—&+#0-9-]|(?:of|from|frame|image|picture|photo\w*|showing|with|by|taken|zoom|pan|mix|dissolve|to)\b)",
    re.IGNORECASE,
)
_UNMOVED = frozenset(
    """
    stand stands standing stood sit sits sitting sat hold holds holding held keep keeps keeping kept lie lies lying lay
    stay stays staying stayed remain remains remaining remained is are was were be been very quite perfectly completely
    absolutely almost and but it he she they we i there all
    """.split()
)
_ADVERBIAL = frozenset(
    "there here not no in on at under up down alive open life water waters waiting standing running the a more".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 60  # characters in which the words beside it stand


@lru_cache(maxsize=4096)
def is_archive(note: str) -> bool:
    """Whether a shot note says that the shot is archive: of an archive, a library, a newsreel, or stills.

    By whole words and their usual abbreviations, in English, German, French, Spanish, Italian and Russian, some also
    in Portuguese, Dutch, Polish and the Scandinavian languages.
    """
    told = _ELSEWHERE.sub(" ", " ".join(note.split()))
    if _SAYS.search(told) or _BESIDE.search(told) or _SHOUTED.search(told):
        return True
    return any(_is_thing(told, found) for found in _STILL.finditer(told))


def _is_thing(note: str, still: re.Match[str]) -> bool:
    """Whether a `still` in a note is a picture."""
    before = note[max(0, still.start() - _NEAR) : still.start()].rstrip()
    after = note[still.end() : still.end() + _NEAR]
    words_before, words_after = _WORD.findall(before), _WORD.findall(after)
    if words_before and words_before[-1].casefold() in _UNMOVED and before[-1].isalpha():
        return False
    if _STILL_OF.match(after) or not words_after:
        return True
    follower = words_after[0]
    if follower.casefold() in _ADVERBIAL or follower.casefold().endswith("ing"):
        return False
    # `Still Gagarin`, `CU still Gagarin`, `STILL Rocket on pad`: a name or a capital begins what it shows.
    return follower[0].isupper() and (not follower.isupper() or still[0].isupper())
