"""`ranges`: in and out time of each speech, then who speaks and what: `00:00:03:20 - 00:00:31:20`.

So do transcription services, editing tools and subtitle programs write their text lists. A range may stand in a line
of its own or before its text; a number may stand before it, a duration behind it; and where a crawler has lost the
line breaks of an SRT, many stand in one line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from transcript.model import Kind, Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.evidence.shown import reads_as_shown
from transcript.parser.evidence.texts import is_mark, sound_odds, title_odds
from transcript.parser.evidence.typography import ends_sentence, letters
from transcript.parser.paragraphs.chrome import front_matter, is_chrome, is_credit
from transcript.parser.paragraphs.names import Name, name_at
from transcript.parser.paragraphs.text import row_text
from transcript.parser.paragraphs.times import time_at
from transcript.parser.tables.grid import grid
from transcript.parser.timecodes.stamps import in_order
from transcript.parser.timecodes.units import Unit, is_number

NAME = "ranges"
DESCRIPTION = "in and out time before each speech, as services and editing tools list them"
EXAMPLE = "00:00:03:20 - 00:00:31:20 ⏎ Speaker 1 ⏎ Nobody asks when the boats come back."
CONVENTIONS = Conventions(time_first=True)

_TIME = r"(?:\d{1,3}(?:[:;]\d\d){1,3}(?:[.,]\d{1,3}(?![\d:;]))?|\d{1,3}(?:\.\d\d){2,3})"
_BETWEEN = (
    r"(?:[ \t\u00a0]{0,4}(?:-{1,3}>|[-–—]{1,2}|=>|[>→~,/|]|\b(?:to|bis|à|al|до)\b)[ \t\u00a0]{0,4}|[ \t\u00a0]{1,8})"
)
# Every quantifier is bounded: no text is read more than a few times over.
_FORM = rf"""
    (?<![\d:.,;])[\[(<{{]?[ ]?(?P<in>{_TIME})[\])]?
    (?P<out>{_BETWEEN}[\[(<]?{_TIME})(?!DIGIT[:.,;]\d)
    (?P<duration>
        [ \t\u00a0]{{1,8}}[\[(]?{_TIME}(?!\d|[:.,;]\d)[\])]?
      | [ \t\u00a0]{{0,3}}\(\d{{1,4}}(?:[.,]\d{{1,3}})?[ ]?s(?:ecs?)?\)
    )?
    (?P<close>[ ]?[\])>}}]{{1,2}})?(?P<tail>[ \t\u00a0]{{0,3}}[-–—:|,=](?=[\s"“]|$))?
"""
_RANGE = re.compile(_FORM.replace("DIGIT", r"\d|"), re.VERBOSE | re.ASCII)
# Text may touch the out time, and may begin with a digit.
_TOUCHING = re.compile(_FORM.replace("DIGIT", ""), re.VERBOSE | re.ASCII)
# The form of SRT, where the number of a subtitle may touch its time and the text may touch its milliseconds; in
# brackets as Whisper prints it.
_ARROW = re.compile(
    r"(?P<open>\[)?(?P<in>\d\d:\d\d:\d\d[,.]\d{3})"
    r"(?P<out>[ \t\u00a0]{0,4}--?>[ \t\u00a0]{0,4}\d\d:\d\d:\d\d[,.]\d{3})(?(open)(?P<close>\])?)"
    r"(?P<duration>(?!))?(?P<tail>(?!))?",
    re.ASCII,
)
# Seconds, as Whisper counts them too: [4.60 --> 9.64]
_SECONDS = re.compile(
    r"(?<![\d:.,])(?P<open>\[)?(?P<in>\d{1,6}\.\d{1,3})"
    r"(?P<out>[ \t\u00a0]{0,4}(?:--?>|→)[ \t\u00a0]{0,4}\d{1,6}\.\d{1,3}(?![\d:.]))(?(open)(?P<close>\])?)"
    r"(?P<duration>(?!))?(?P<tail>(?!))?",
    re.ASCII,
)
_SETTINGS = re.compile(
    r"(?:[ \t]{0,3}\b(?:align|position|line|size|vertical|region|X1|X2|Y1|Y2):[\w%.,+-]{1,30}){1,10}"
)
_NUMBER = re.compile(r"(?:(?<=[^\d:])|^)[#(\[]?(\d{1,6})[.):\]]?\s*$", re.ASCII)
_WHOLE_NUMBER = re.compile(
    r"(?:(?:subtitle|cue|event|no\.?|nr\.?)\s?)?[#(\[]?(\d{1,6})[.):\]]?", re.IGNORECASE | re.ASCII
)
_TAG = re.compile(
    r"</?(?:[ibuc]|font|v|span|ruby|rt|lang)\b[^<>]{0,80}>|\{\\[^{}]{0,40}\}|</?c\.[^<>]{0,60}>", re.IGNORECASE
)
_VOICE = re.compile(r"<v(?:\.[^<>\s]{1,30})?\s([^<>]{1,80})>", re.IGNORECASE)
# What tools call speakers, where a crawler lost the line break behind it.
_LABEL = re.compile(
    r"(?:speaker|sprecher|locuteur|intervenant|orador|hablante|interlocutore|スピーカー|話者|说话人|发言人)"
    r"[ _]?\d{1,3}(?=\s)",
    re.IGNORECASE,
)
_SIGN = 5
"""Words of a sound in capitals, at most."""
_MOST_ROWS = 20
"""Rows to a range, above which the ranges are not what the document is made of."""


class _Found(NamedTuple):
    """A range in a text: where it begins, where its out time, its duration and the text behind it begin."""

    start: int
    cut: int
    duration: int
    end: int


class _Item(NamedTuple):
    """A stretch of a row before it is weighed: a range, or text before the first (cue 0) or under one."""

    row: int
    text: str
    cue: int
    found: _Found | None = None
    opens: bool = False  # the first text in its row


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits, from 0 to 1: most timecodes come in pairs, in order, with speech under them."""
    items = _items(rows)
    ranges = [item for item in items if item.found]
    if len(ranges) < 2 or len({item.row for item in items}) > _MOST_ROWS * len(ranges):
        return 0.0
    if sum(row.tabled for row in grid(rows)) * 2 > len(rows):
        return 0.0
    starts = [item.text[: item.found.cut].strip("[](){}<> ") for item in ranges if item.found]
    if not in_order(starts, unit=Unit.SECONDS if all(map(is_number, starts)) else None):
        return 0.0
    texts = [item.text for item in items if not item.found and item.cue]
    single = sum(1 for text in texts if (time := time_at(text, 0)) is not None and time.seconds is not None)
    spoken = sum(map(_is_wordy, texts))
    if spoken * 2 < len(ranges) or single > len(ranges):
        return 0.0
    if reads_as_shown([text for text in texts if _is_wordy(text)]):
        return 0.4
    return 0.6 + 0.4 * len(ranges) / (len(ranges) + single)


def segments(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row."""
    front = front_matter(rows)
    head = [Segment(row.number, Kind.FRONT, row_text(row).strip()) for row in rows[:front]]
    return head + list(_Labeller(rows[front:]).segments())


def _is_sign(text: str) -> bool:
    """Whether a text is a few words in capitals that are no sentence."""
    return letters(text).capitals and bool(text.count(" ")) and not ends_sentence(text) and ":" not in text


def _is_wordy(text: str) -> bool:
    return sum(map(str.isalpha, text)) > 1


def _may_hold_range(text: str) -> bool:
    """Whether a text has room for two times, and a mark in each: most have not, and need no closer look."""
    return len(text) > 8 and text.count(":") + text.count(".") + text.count(";") > 1


def _items(rows: Sequence[Row]) -> list[_Item]:
    """All stretches of a document: ranges, and what stands between them."""
    texts = [row_text(row).strip() for row in rows]
    pattern = _pattern(texts)
    dashed = _dashes(texts, pattern)
    items: list[_Item] = []
    cue = 0
    for place, (row, text) in enumerate(zip(rows, texts, strict=True)):
        at, opens = 0, True
        for form in pattern.finditer(text) if _may_hold_range(text) and not row.front else ():
            if before := text[at : form.start()].strip():
                items.append(_Item(place, before, cue, opens=opens))
                opens = False
            cue += 1
            at = form.end() if dashed or not _is_dash(form["tail"]) else form.start("tail")
            length = form.start("duration") if form["duration"] else at
            found = _Found(0, form.start("out") - form.start(), length - form.start(), at - form.start())
            items.append(_Item(place, text[form.start() : at], cue, found))
        if rest := text[at:].strip():
            items.append(_Item(place, rest, cue, opens=opens))
    return items


def _pattern(texts: Sequence[str]) -> re.Pattern[str]:
    """How the ranges of a document are written: as in SRT, with text that touches them, or otherwise."""
    arrows = sum(text.count("-->") for text in texts)
    if arrows and sum(len(_ARROW.findall(text)) for text in texts if "-->" in text) * 2 > arrows:
        return _ARROW
    seconds = sum(len(_SECONDS.findall(text)) for text in texts if ">" in text or "→" in text)
    if seconds > 1 and seconds * 2 > len(texts):
        return _SECONDS
    touched = [
        text[form.end() : form.end() + 1] for text in texts if _may_hold_range(text) for form in _RANGE.finditer(text)
    ]
    return _TOUCHING if sum(map(str.isalpha, touched)) * 2 > len(touched) else _RANGE


def _dashes(texts: Sequence[str], pattern: re.Pattern[str]) -> bool:
    """Whether a dash parts the ranges of a document from their texts; else it begins what one of two people says."""
    tails = [form["tail"] for text in texts if _may_hold_range(text) for form in pattern.finditer(text)]
    return sum(map(_is_dash, tails)) * 2 > len(tails)


def _is_dash(tail: str | None) -> bool:
    return tail is not None and tail.strip() in _DASHES


_DASHES = frozenset("-–—")


class _Labeller:
    """Walks over the stretches of a document with what the whole of it shows."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._items = _items(rows)
        self._last_cue = max((item.cue for item in self._items), default=0)
        self._numbered = self._count_numbers() * 2 > self._last_cue
        self._signed = self._signs_sounds()
        first = [after.text for before, after in pairwise(self._items) if before.found and not after.found]
        self._labelled = sum(_LABEL.match(text) is not None for text in first) * 2 > len(first)
        self._above = self._below = self._noted = False
        self._counts: Counter[str] = Counter()
        self._inline: Counter[str] = Counter()
        self._learn()
        self._expected: int | None = None
        self._speech = ""

    def segments(self) -> Iterator[Segment]:
        """Every stretch with its kind."""
        begun = 0  # texts of the running cue so far
        for place, item in enumerate(self._items):
            number = self._rows[item.row].number
            if item.found is not None:
                yield from _range(number, item.text, item.found)
                begun, self._speech = 0, ""
                continue
            ranged = place + 1 < len(self._items) and self._items[place + 1].found is not None
            text, index = self._part_number(item, ranged=ranged)
            for segment in self._text(item, text, first=not begun, place=place, ranged=ranged and not index):
                begun += 1
                yield segment
            if index:
                yield Segment(number, Kind.FRONT, index)

    def _text(self, item: _Item, text: str, *, first: bool, place: int, ranged: bool) -> Iterator[Segment]:
        row = self._rows[item.row]
        if settings := _SETTINGS.match(text) if first else None:
            yield Segment(row.number, Kind.FRONT, settings[0].strip())
            text = text[settings.end() :].strip()
        if not text:
            return
        if row.front or self._is_furniture(item, text, beside=self._is_beside(place), ranged=ranged):
            yield Segment(row.number, Kind.FRONT, text)
            return
        more = self._more(place, item)
        if self._is_name_row(text, first=first, ranged=ranged, more=more):
            yield Segment(row.number, Kind.SPEAKER, text)
            return
        if not item.cue:
            yield Segment(row.number, Kind.FRONT, text)
            return
        if self._noted and self._is_note(place):
            yield Segment(row.number, Kind.SHOT, text)
            return
        yield from self._speech_parts(row.number, text)

    def _speech_parts(self, number: int, text: str) -> Iterator[Segment]:
        """Speech with a name in front of it, and with the tags that subtitles carry."""
        if not self._speech and self._labelled and (label := _LABEL.match(text)):
            yield Segment(number, Kind.SPEAKER, label[0])
            text = text[label.end() :].strip()
        if not self._speech or ends_sentence(self._speech) or text[:1] in "-–>":
            name = name_at(text, 0)
            if name is not None and self._leads(name, text):
                yield Segment(number, Kind.SPEAKER, text[: name.end].strip())
                text = text[name.end :].strip()
        at = 0
        for tag in _TAG.finditer(text):
            if before := text[at : tag.start()].strip():
                yield self._spoken(number, before)
            voice = _VOICE.fullmatch(tag[0])
            if voice:
                opening = tag[0][: voice.start(1)].strip()
                yield Segment(number, Kind.FRONT, opening)
                yield Segment(number, Kind.SPEAKER, voice[1].strip())
                yield Segment(number, Kind.FRONT, ">")
            else:
                yield Segment(number, Kind.FRONT, tag[0])
            at = tag.end()
        if rest := text[at:].strip():
            yield self._spoken(number, rest)

    def _spoken(self, number: int, text: str) -> Segment:
        if is_mark(text):
            musical = any(char in "♪♫♬♩" for char in text)
            silent = not text.strip(".…-–— ")
            return Segment(number, Kind.SOUND if musical else Kind.LINE if silent else Kind.FRONT, text)
        if sound_odds(text) > 2 or (self._signed and _is_sign(text)):
            return Segment(number, Kind.SOUND, text)
        if title_odds(text) > 5 and not self._speech:
            return Segment(number, Kind.TITLE, text)
        self._speech = text
        return Segment(number, Kind.LINE, text)

    def _signs_sounds(self) -> bool:
        """Whether capitals show what is heard (`DOG BARKS`): few short texts have them, and speech has not."""
        texts = [item.text for item in self._items if item.found is None and item.cue and _is_wordy(item.text)]
        shouted = [text for text in texts if letters(text).capitals and text.count(" ")]
        spoken = sum(letters(text).mixed for text in texts)
        return len(shouted) <= spoken and all(len(text.split()) <= _SIGN for text in shouted)

    def _leads(self, name: Name, text: str) -> bool:
        """Whether a name at the head of a text is who speaks it."""
        if name.place not in ("colon", "bite", "turn") or not text[name.end :].strip():
            return False
        named = sum(self._inline.values())
        habit = 2.0 if named * 4 >= self._last_cue else 1.0 if named * 10 >= self._last_cue else 0.0
        return name.odds + min(3.0, 1.5 * (self._inline[name.key] - 1)) + habit > 1.2

    def _is_name_row(self, text: str, *, first: bool, ranged: bool, more: bool) -> bool:
        name = name_at(text, 0)
        if name is None or text[name.end :].strip() or len(text) > 90:
            return False
        known = min(3.0, 1.5 * (self._counts[name.key] - 1))
        if ranged and self._above:
            return name.odds + known > -0.5
        if not (first and more):
            return False
        if self._below:
            return name.odds + known > -1.5
        return name.odds + known + (1.5 if name.place in ("colon", "bite") else 0.0) > 3.0

    def _is_note(self, place: int) -> bool:
        """Whether a text says what is seen: it stands beside its range, and someone is named for what is said below."""
        item, after = self._items[place], self._items[place + 1] if place + 1 < len(self._items) else None
        if (
            not self._is_beside(place)
            or after is None
            or after.found is not None
            or after.row == item.row
            or ends_sentence(item.text)
        ):
            return False
        name = name_at(after.text, 0)
        return name is not None and name.place in ("colon", "bite")

    def _is_beside(self, place: int) -> bool:
        """Whether a text stands right behind its range, in one row."""
        before = self._items[place - 1] if place else self._items[place]
        return before.found is not None and before.row == self._items[place].row

    def _is_furniture(self, item: _Item, text: str, *, beside: bool, ranged: bool) -> bool:
        """Whether a text is a page number, the name of a tool, or the like; beside: its range stands in its row."""
        if not item.opens or (beside and not is_credit(text)):
            return False
        if _WHOLE_NUMBER.fullmatch(text):
            return not self._numbered and len(text) < 5 and self._rows[item.row].gap > 0 and not ranged
        if text.startswith(("WEBVTT", "NOTE ", "STYLE", "//", "$", "@ ")) or text in ("NOTE", "STYLE"):
            return True
        return is_chrome(text) and not (is_mark(text) and len(text) < 4)

    def _part_number(self, item: _Item, *, ranged: bool) -> tuple[str, str]:
        """A text before a range without the number of the subtitle that stands behind it, and that number."""
        form = _NUMBER.search(item.text[-24:]) if ranged else None
        if form is None:
            return item.text, ""
        value = int(form[1])
        begin = len(item.text) - len(form[0])
        whole = begin == 0 and item.opens
        touching = item.text[begin - 1 : begin] in (".", ",") and begin > 0
        due = value == self._expected or (self._expected is None and not touching)
        # A number alone in its line, directly above its range, is the subtitle's even where few have one.
        if not (self._numbered and (whole or due)) and not (whole and value == item.cue + 1):
            return item.text, ""
        self._expected = value + 1
        return item.text[:begin].strip(), item.text[begin:].strip()

    def _count_numbers(self) -> int:
        count = 0
        for item, after in zip(self._items, self._items[1:], strict=False):
            if item.found is None and after.found is not None and _NUMBER.search(item.text[-24:]):
                count += 1
        return count

    def _more(self, place: int, item: _Item) -> bool:
        """Whether more is spoken under the same range."""
        after = self._items[place + 1] if place + 1 < len(self._items) else None
        if after is None or after.found is not None or after.cue != item.cue:
            return False
        return not (self._numbered and _WHOLE_NUMBER.fullmatch(after.text))

    def _learn(self) -> None:
        """Where names stand in this document: in a line below the range, above it, or in front of the text."""
        firsts: list[Name | None] = []
        lasts: list[Name | None] = []
        ranges = sum(item.found is not None for item in self._items)
        self._noted = sum(item.found is None and self._is_note(at) for at, item in enumerate(self._items)) * 2 > ranges
        for place, item in enumerate(self._items):
            if item.found is not None:
                continue
            before = self._items[place - 1] if place else None
            ranged = place + 1 < len(self._items) and self._items[place + 1].found is not None
            name = name_at(item.text, 0) if len(item.text) < 2000 else None
            whole = name is not None and not item.text[name.end :].strip()
            if name is not None and not whole and name.place in ("colon", "bite"):
                self._inline[name.key] += 1
            if before is not None and before.found is not None and self._more(place, item):
                firsts.append(name if whole else None)
            if ranged and item.opens and not _WHOLE_NUMBER.fullmatch(item.text):
                lasts.append(name if whole else None)
        below = [name for name in firsts if name is not None and name.odds > -1.6]
        above = [name for name in lasts if name is not None and name.odds > -1.6]
        self._below = bool(below) and len(below) * 10 >= 6 * len(firsts) and len(firsts) * 2 > ranges
        self._above = not self._below and bool(above) and len(above) * 10 >= 6 * ranges
        self._counts.update(name.key for name in (above if self._above else below))


def _range(number: int, text: str, found: _Found) -> Iterator[Segment]:
    yield Segment(number, Kind.TIMECODE, text[: found.cut].strip())
    yield Segment(number, Kind.END, text[found.cut : found.duration].strip())
    if found.duration < found.end and (length := text[found.duration :].strip()):
        yield Segment(number, Kind.END, length, duration=True)
