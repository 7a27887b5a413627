"""What stands around a script and is no part of it: front matter, page numbers, chrome, running heads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from transcript.model import Row
from transcript.parser.evidence.typography import ends_sentence
from transcript.parser.paragraphs.text import row_text

_PAGE = re.compile(
    r"\W{0,8}(?:(?:page|pg\.?|p\.|seite|página|стр\.?)\s{0,3})?[0-9]{1,4}"
    r"(?:\s{0,3}(?:of|/|von|de|sur)\s{0,3}[0-9]{1,4})?\W{0,8}",
    re.IGNORECASE,
)
_NUMBERED_HEAD = re.compile(r"(?:^|\s)page [0-9]{1,4}(?: of [0-9]{1,4})?\W{0,3}$", re.IGNORECASE)
_DATED_FOOT = re.compile(
    r"(?:^|\s)page [0-9]{1,4}(?: of |\s?/\s?)[0-9]{1,4}(?:,?\s{1,8}[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4})?"
    r"(?:,?\s{1,8}[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:\s?[ap]\.?m\.?)?)?\W{0,3}$",
    re.IGNORECASE,
)
_TAPE_MARK = re.compile(
    r"""
    [^\w\s]{0,3}\s?(?:script\s)?
    (?:(?:starts?|begin(?:s|ning)?|ends?)\s(?:of\s)?(?:the\s)?)?
    (?: [AB](?:[ -]|\s-\s)?roll | (?P<other>tape | VTR? | colou?r[ ]bars | bars) )
    (?P<more>(?:\s(?:starts?|begins?|ends?|in|out|clock|script|and|&|tone))*)
    \s?[:=]?\s?(?:[0-9]{1,2}(?:[:.;\s][0-9]{2}){1,3})?\s?[^\w\s.!?…]{0,3}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SHOT_LIST_HEAD = re.compile(
    r"""
    [^\w\s]{0,3}\s?
    (?: B[ -]?roll(?:[ ](?:shot[ ]?list|dope[ ]?sheet|shots|images|pictures|script|starts?))?
      | (?:shot[ ]?list|dope[ ]?sheet)(?:[ ](?:of[ ]|for[ ])?(?:the[ ])?B[ -]?roll)? )
    \s?(?:[(\[][^()\[\]]{1,60}[)\]])?[:=]?\s?(?:[0-9]{1,2}(?:[:.;\s][0-9]{2}){1,3})?\s?[^\w\s.!?…]{0,3}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_KEYED = re.compile(r"_[a-z]\w{0,20} ?: .{0,200}", re.ASCII)
_ADDRESS = re.compile(r"[<(\[]?(?:https?://|www\.)\S{1,2000}", re.IGNORECASE)
_TAG = re.compile(
    r"</?[a-zA-Z][^<>]{0,300}>|!?\[[^\[\]]{0,200}\]\([^()\s]{1,1000}\)|\[\[?/?[a-z]{1,20}[^\[\]]{0,100}\]?\]\(",
    re.ASCII,
)
_CREDIT = re.compile(
    r"""
    (?:this\ |the\ |full\ |video\ |rough\ |automated\ )?(?:transcri(?:bed|ption|pt)|captions?|subtitles?)
    (?:\ (?:was|is|were))?\ ?
    (?:made\ |provided\ |created\ |generated\ |produced\ |edited\ )?
    (?:by|courtesy|from|powered)\b
  | © | \(c\)\ ?(?:19|20)[0-9]{2} | copyright\ (?:©|\(c\)|(?:19|20)[0-9]{2}) | all\ rights\ reserved
  | terms\ of\ (?:use|service)\b | privacy\ policy | cookies?\ (?:policy|settings)
  | (?:return|back|skip|jump)\ to\ (?:top|site|content|main|navigation|home)\b
  | read\ (?:more|next)\b | related\ (?:articles|posts|videos) | view\ (?:transcript|comments)
  | leave\ a\ (?:comment|reply)\b | (?:download|show|hide|view)\ (?:the\ )?(?:transcript|pdf|video|audio)
  | (?:previous|next)\ (?:episode|post|article|page)$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BUTTON = re.compile(
    r"(?:Subscribe|Sign (?:in|up)|Log ?in|Share(?: this| on [A-Z]\w+)?|(?:Full )?[Tt]ranscript|Menu|Print"
    r"|[A-Z]\w+ \(auto-generated\)|Up next|Auto-?play|Trending|Subscriptions|About us|Newsletter"
    r"|Search|Home|Comments?|Download|Play|Listen|Watch(?: now)?"
    r"|Loading\W*|Tweet|Ad)"
)
_SMALL_PRINT = re.compile(
    r"""
    ^(?:subscribe|follow\ us|share(?:\ this)?|partager|teilen|compartir|posted\ in|filed\ under|tags?|tagged|contacts?
       |rights|keywords?|categor(?:y|ies)|file\ name|asset\ id|creator|previous|next|credits?)
       (?:\ (?:on|to|via|page))?\ ?:\s
  | ^(?:posted\ in|filed\ under|tagged|copyright|sign\ up|subscribe\ to)\s
  | ^for\ (?:more|further)\ information | ^(?:this\ site|we)\ uses?\ cookies
  | (?:^|[.|•·]\ )(?:all\ rights\ reserved|all\ use\ subject|terms\ of|privacy\ policy|contact\ us|legal\ notice
       |mentions\ légales|nous\ contacter|impressum|datenschutz|aviso\ legal|tous\ droits|todos\ los\ derechos)\b
  | ^(?:\S{1,20}\ ){0,4}(?:facebook|twitter|instagram|whatsapp|linkedin)(?:\ \S{1,20}){0,3}$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FENCES = ("---", "+++")


def is_chrome(text: str) -> bool:
    """Whether a text by itself is a page number, a rule, an address, a tag, a credit or the like."""
    bare = text.strip()
    if not any(map(str.isalnum, bare)):
        return len(bare) > 2 and all(char in "-_=*~#+ —–" for char in bare)
    if len(bare) > 2000:
        return False
    if len(bare) < 40 and _PAGE.fullmatch(bare):
        return True
    if (len(bare) < 90 and _NUMBERED_HEAD.search(bare)) or (len(bare) < 200 and _DATED_FOOT.search(bare)):
        return True
    if _KEYED.fullmatch(bare) or _ADDRESS.fullmatch(bare) or _TAG.fullmatch(bare):
        return True
    plain = bare.strip("*_#>•|- ")
    if _is_menu(plain):
        return True
    if len(plain.split()) > 14:
        return False
    return _CREDIT.match(plain) is not None or _BUTTON.fullmatch(plain) is not None


def is_tape_mark(text: str) -> bool:
    """Whether a text says where a tape or its roll begins or ends: `A-Roll Start`, `VT STARTS: 10:00:10`."""
    bare = text.strip()
    found = _TAPE_MARK.fullmatch(bare) if len(bare) < 60 and not bare[:1].islower() else None
    return found is not None and not (found["other"] and found["other"].casefold() == bare.casefold())


def heads_shot_list(text: str) -> bool:
    """Whether a text heads the list of shots behind a script: `B-ROLL SHOTLIST`, `Dopesheet`."""
    bare = text.strip()
    return len(bare) < 90 and not bare[:1].islower() and _SHOT_LIST_HEAD.fullmatch(bare) is not None


def is_credit(text: str) -> bool:
    """Whether a text says who wrote the words down: `Transcription by Quill & Sons`."""
    return len(text.split()) <= _CREDITED and not ends_sentence(text) and _CREDIT.match(text) is not None


_CREDITED = 8
"""Words of a credit, at most."""


def stands_around(text: str) -> bool:
    """Whether a row by itself is none of the script: chrome, a mark of the tape, the head of a list of shots."""
    return is_chrome(text) or is_tape_mark(text) or heads_shot_list(text)


def is_small_print(text: str) -> bool:
    """Whether a text below a script is of the page it stands on; within a script it would be said."""
    return len(text) < 200 and _SMALL_PRINT.search(text) is not None


def _is_menu(text: str) -> bool:
    """Whether a text is a row of links: `Home | Episodes | About us`, `[ Home ] [ About ]`."""
    if len(text) > 200 or ends_sentence(text):
        return False
    links = [link.strip(" []") for link in _BETWEEN_LINKS.split(text)]
    return len(links) > 1 and all(link and len(link.split()) <= 4 and link[-1] not in ".,?!:" for link in links)


_BETWEEN_LINKS = re.compile(r"\s\|\s|\s\]\s\[\s|\s[»•·]\s")


def is_markdown_heading(text: str) -> bool:
    return re.match(r"\s{0,3}#{1,6}\s", text) is not None


def front_matter(rows: Sequence[Row]) -> int:
    """How many rows at the head of a document are YAML or TOML front matter."""
    if not rows or row_text(rows[0]).strip() not in _FENCES:
        return 0
    fence = row_text(rows[0]).strip()
    for place, row in enumerate(rows[1:400], 1):
        text = row_text(row).rstrip()
        if text.strip() == fence:
            return place + 1
        if not (":" in text or "=" in text or text.startswith((" ", "-", "#", "\t", "]", "}"))):
            return 0
    return 0


def running_heads(rows: Sequence[Row]) -> frozenset[int]:
    """Places of numbered rows that recur over the whole document: running heads and feet."""
    seen: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        text = row_text(row).strip()
        if 5 < len(text) <= 120 and text[-1] not in ".?!…:\"”'" and not _NUMBERS_ONLY.match(text):
            seen[_NUMBER.sub("#", text)].append(place)
    pages = {place for place, row in enumerate(rows) if _PAGE.fullmatch(row_text(row).strip())}
    found: set[int] = set()
    for shape, places in seen.items():
        paged = sum(not pages.isdisjoint((place - 1, place + 1)) for place in places)
        if len(places) >= 2 and paged * 2 >= len(places) and len(pages) >= 2:
            found.update(places)
        elif len(places) >= 3 and "#" in shape and len(shape.split()) >= 3 and not _tells_time(rows, shape, places):
            apart = min(after - before for before, after in pairwise(places))
            if apart >= _PAGE_LENGTH:
                found.update(places)
    return frozenset(found)


def _tells_time(rows: Sequence[Row], shape: str, places: Sequence[int]) -> bool:
    """Whether nothing but a clock runs on in recurring rows: someone speaks again (`Unknown Speaker  4:19`)."""
    return _CLOCKS.fullmatch(shape) is not None and len({row_text(rows[place]) for place in places}) == len(places)


_CLOCKS = re.compile(r"[^#]{1,100}?[(\[]?#:#(?::#)?(?:[.;]#)?[)\]]?:?[^#]{0,100}")
_NUMBER = re.compile(r"[0-9]+")
_NUMBERS_ONLY = re.compile(r"\W{0,5}[0-9]+\W[0-9]")
_PAGE_LENGTH = 12
"""Rows that even a short page holds."""
