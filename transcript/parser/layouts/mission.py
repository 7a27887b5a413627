"""`mission`: an air-to-ground transcript: days, hours, minutes and seconds, then who said what.

A timecode in brackets opens an entry; `_key : value` rows tell the page and tape it was typed from; each
`NAME (PLACE): text` is a speech, and a row without a name goes on with the one above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from transcript.model import Kind, Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.evidence.lexicon import SOUND_HEADS
from transcript.parser.evidence.texts import folded_words, is_mark, is_silence, sound_odds, title_odds
from transcript.parser.paragraphs.chrome import running_heads

NAME = "mission"
DESCRIPTION = "an air-to-ground transcript in mission time: days, hours, minutes, seconds"
EXAMPLE = "[00:01:02:45] ⏎ CDR (EAGLE): Contact light."
CONVENTIONS = Conventions(time_first=True, days=True)

_STAMP = re.compile(
    r"(?:\[ ?[-−–]? ?\d{1,3}(?:[: ]\d\d){3}(?:\.\d)? ?\]|[-−]?\d{1,3}(?::\d\d){3}|\d\d(?: \d\d){3})(?![:\d])", re.ASCII
)
_KEY = re.compile(r"_[a-z][a-z _-]{0,30}:", re.IGNORECASE | re.ASCII)
_FURNITURE = re.compile(r"(?:page|tape|roll|reel)?[ ]?\d{1,4}(?:[ ]?(?:/|of)[ ]?\d{1,4})?", re.IGNORECASE | re.ASCII)
_NAMED = re.compile(r"(\?{1,3}|[^\W_][^:()\[\]]{0,40}?)(\s{0,3}\([^()]{1,40}\))?\s{0,3}:(?=\s|$)")
_CALL_SIGN = re.compile(r"([A-Z][A-Z0-9/]{0,7})(?: ?\([^()]{1,40}\))?[\t ]+(?=\S)")
_HEAD = 100
_FRAMES = 30
_FEW = 3


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits, from 0 to 1: four fields that can only be days, or rows of keys beside them."""
    texts = [_text(row) for row in rows]
    typed = [form[0] for text in texts if (form := _STAMP.match(text))]
    if len(typed) < _FEW or len(typed) * 10 < len(rows):
        return 0.0
    fields = [tuple(map(int, re.findall(r"\d+", text)[:4])) for text in typed]  # tenths apart
    if any(hours > 23 or minutes > 59 or seconds > 59 for _, hours, minutes, seconds in fields):
        return 0.0
    keys = sum(_KEY.match(text) is not None for text in texts)
    if not keys and not _counts_days(fields):
        return 0.0
    named = sum(_NAMED.match(_after_stamp(text)) is not None for text in texts)
    return 0.6 + 0.4 * min(1.0, named / len(typed))


def segments(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row."""
    return list(_labelled(rows))


def _labelled(rows: Sequence[Row]) -> Iterator[Segment]:
    names = _names(rows)
    signs = _call_signs(rows) if not names else frozenset()
    paged = any(map(_KEY.match, map(_text, rows[:_HEAD])))  # pages are told by keys: `_page : 3`
    heads = frozenset() if paged else running_heads(rows)
    begun = spoken = False
    for place, row in enumerate(rows):
        text = _text(row)
        if row.front or place in heads or _KEY.match(text) or _FURNITURE.fullmatch(text):
            yield Segment(row.number, Kind.FRONT, text)
            continue
        stamp = _STAMP.match(text)
        if stamp:
            begun = True
            yield Segment(row.number, Kind.TIMECODE, stamp[0])
            text = text[stamp.end() :].strip()
        elif not begun:
            yield Segment(row.number, Kind.FRONT, text)
            continue
        indented = not stamp and row.cells[0][:1].isspace()
        heading = 0 if indented else _heading(text, names, signs)
        if heading:
            yield Segment(row.number, Kind.SPEAKER, text[:heading].strip())
            text = text[heading:].strip()
        if text:
            kind = Kind.LINE if heading else _unheaded(text, after_speech=spoken and not stamp)
            spoken = kind is Kind.LINE
            yield Segment(row.number, kind, text)


def _text(row: Row) -> str:
    return row.cells[0].strip() if len(row.cells) == 1 else "\t".join(row.cells).strip()


def _after_stamp(text: str) -> str:
    stamp = _STAMP.match(text)
    return text[stamp.end() :].lstrip() if stamp else text


def _counts_days(fields: Sequence[tuple[int, ...]]) -> bool:
    """Whether the last of four fields are seconds: past any frame, and most neighbours in one minute or the next."""
    high = sum(last >= _FRAMES for *_, last in fields)
    steps = [_minutes(after) - _minutes(before) for before, after in pairwise(fields)]
    near = sum(0 <= step <= 1 for step in steps)
    return high * 5 >= len(fields) and near * 10 >= 6 * len(steps)


def _minutes(fields: tuple[int, ...]) -> int:
    days, hours, minutes, _ = fields
    return (days * 24 + hours) * 60 + minutes


def _heading(text: str, names: frozenset[str], signs: frozenset[str]) -> int:
    """Length of the heading at the head of a text, its colon included; 0 where none stands there."""
    named = _NAMED.match(text)
    if named and named[1] in names:
        return named.end()
    if signs:
        sign = _CALL_SIGN.match(text)
        if sign and sign[1] in signs:
            return sign.end()
    return 0


def _names(rows: Sequence[Row]) -> frozenset[str]:
    """What stands before a colon and is a name: in capitals, or with a capital each and more than once."""
    counts: Counter[str] = Counter()
    for row in rows:
        if not row.cells[0][:1].isspace() and (named := _NAMED.match(_after_stamp(_text(row)))):
            counts[named[1]] += 1
    return frozenset(name for name, count in counts.items() if _is_name(name) and (name.isupper() or count > 1))


@lru_cache(maxsize=1024)
def _is_name(text: str) -> bool:
    words = text.split()
    return not text.strip("?") or (
        1 <= len(words) <= 4 and all(word[0].isupper() or word[0].isdigit() for word in words)
    )


def _call_signs(rows: Sequence[Row]) -> frozenset[str]:
    """Call signs that open entries where no name has a colon."""
    counts: Counter[str] = Counter()
    for row in rows:
        text = _text(row)
        stamp = _STAMP.match(text)
        if stamp and (sign := _CALL_SIGN.match(text[stamp.end() :].lstrip())):
            counts[sign[1]] += 1
    return frozenset(sign for sign, count in counts.items() if count >= _FEW)


def _unheaded(text: str, *, after_speech: bool) -> Kind:
    """The kind of a text without a heading: it goes on with the speech above, or is a note where none stands there."""
    if after_speech and SOUND_HEADS.isdisjoint(folded_words(text)):
        return Kind.LINE
    if is_mark(text) and not is_silence(text):
        return Kind.UNPLACED
    if sound_odds(text) > 2:
        return Kind.SOUND
    return Kind.TITLE if title_odds(text) > 2 else Kind.LINE
