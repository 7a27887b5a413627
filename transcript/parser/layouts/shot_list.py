"""`shot-list`: what is seen from when to when, with sound bites among the shots.

A timecode opens a row, its end or length may close it: `00:00:32 Arrival of the boats 00:00:51`. Several may share a
paragraph. A sound bite is what a heading announces or quotation marks hold; all else is shot notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from transcript.model import Kind, Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.evidence.lexicon import FRONT_WORDS, NARRATOR_ROLES, SIZES, SOUND_HEADS
from transcript.parser.evidence.shown import is_said, is_shown, reads_as_shown
from transcript.parser.evidence.soundbites import bite_heading, is_announced_in_words, is_bite_without_name
from transcript.parser.evidence.texts import folded_words, is_bracketed, is_mark, note_odds, sound_odds, title_odds
from transcript.parser.evidence.typography import ends_sentence
from transcript.parser.paragraphs.chrome import (
    front_matter,
    heads_shot_list,
    is_chrome,
    is_markdown_heading,
    is_tape_mark,
)
from transcript.parser.paragraphs.fit import is_table
from transcript.parser.paragraphs.names import name_at
from transcript.parser.paragraphs.text import row_text
from transcript.parser.paragraphs.times import Time, is_source_time, time_at
from transcript.parser.timecodes.stamps import in_order

NAME = "shot-list"
DESCRIPTION = "a list of shots with start, end or length, and sound bites among them"
EXAMPLE = "00:00:32 Arrival of the boats 00:00:51"
CONVENTIONS = Conventions(time_first=True)

_INDEX = re.compile(
    r"(?:[-*•·]\s{1,3})?(?:[#(]?\d{1,4}[.)]\s{1,4}|#?\d{1,4}\t\s{0,3})?(?:(?:from|shot)\s)?", re.IGNORECASE | re.ASCII
)
_TRAILING = re.compile(
    r"(?P<time>(?:[-–—>,;/|]\s?|to\s)?[\[(]?\d{1,3}(?:[:;]\d\d){1,3}(?:[.,]\d{1,3})?[\])]?"
    r"|[\[(]?\d{1,3}(?:\.\d\d){2,3}[\])]?"
    r"|(?:[-–—]\s?)?[\[(]?\d{1,4}\s?(?:secs?\.?|seconds|s|[\"″]|'')[\])]?)\s{0,3}\Z",
    re.ASCII,
)
_INNER = re.compile(r"(?<=[\s;])[\[(]?\d{1,3}[:.;]\d\d(?=[:.;\s\])-])", re.ASCII)
_CHAPTER = re.compile(
    r"\W{0,4}(?:chapter|sequence|section|reel|roll|part|tape|segment|story|kapitel|chapitre|capítulo|capitolo|глава|часть)"
    r"\b\W{0,3}(?:[\divxl]{1,5}|one|two|three|four|five|six)?\b",
    re.IGNORECASE,
)
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "”": "”"}
_OPENING, _CLOSING = tuple(_QUOTES), tuple('"”“»')
_SAYS = re.compile(r"[:,]\s{1,3}(?=[\"“„«])")
_NEAR = 8
_QUOTED = 4  # so many words in quotation marks are speech rather than a name or a title
_FEW = 3


class _Part(NamedTuple):
    """A stretch of a row: a timecode, its end, a length, or text. told: the kind where it is settled by its form."""

    row: int
    text: str
    told: Kind | None = None
    duration: bool = False
    entry: int = 0


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits, from 0 to 1: timed texts that say what is seen, not what is said."""
    if not any(row.table for row in rows) and is_table(rows):
        return 0.0  # flattened
    parts = _before_listing(_unbroken(rows, _parts(rows)))
    stamps = [part.text for part in parts if part.told is Kind.TIMECODE]
    if len(stamps) < _FEW or len(stamps) * 12 < len(rows) or not in_order(_sound(stamps)):
        return 0.0
    if _is_narrated(parts) or _is_commented(parts) or _is_timetable(stamps):
        return 0.0
    texts = _seen_texts(parts)
    if len(texts) < _FEW or len(texts) * 2 < len(stamps) or not _has_words(texts) or not reads_as_shown(texts):
        return 0.0
    if any(part.told is None and bite_heading(part.text) for part in parts) and _reads_as_told(texts):
        return 0.0
    closed = sum(part.told is Kind.END for part in parts) * 10 >= 6 * len(stamps)
    return 0.92 + 0.05 * sum(map(is_shown, texts)) / len(texts) + (0.02 if closed else 0.0)


def segments(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row."""
    front = front_matter(rows)
    head = [Segment(row.number, Kind.FRONT, row_text(row).strip()) for row in rows[:front]]
    return head + list(_Labeller(rows[front:]).segments())


def _sound(stamps: Sequence[str]) -> Sequence[str]:
    """Stamps without placeholders of zeros."""
    filled = [stamp for stamp in stamps if stamp.strip("[]() -–—0:.;")]
    return filled or stamps


def _unbroken(rows: Sequence[Row], parts: Sequence[_Part]) -> list[_Part]:
    """The parts, with paragraphs of sentences that are broken hard put together again, and without what is chrome."""
    made: list[_Part] = []
    widths = sorted(len(part.text) for part in parts if part.told is None)
    widest = widths[-1 - len(widths) // 20] if widths else 0  # of some headings above it the script knows nothing
    full = max(_FULL, widest * 3 // 4) if widest <= _WIDEST else _WIDEST
    for part in parts:
        if part.told is None and (is_chrome(part.text) or is_tape_mark(part.text)):
            continue
        above = made[-1] if made else None
        if above is not None and above.told is None and part.told is None and _runs_on(rows, above, part, full):
            made[-1] = part._replace(text=f"{above.text} {part.text}", entry=above.entry)
        else:
            made.append(part)
    return made


def _runs_on(rows: Sequence[Row], above: _Part, part: _Part, full: int) -> bool:
    """Whether a row goes on with the sentence that the full row above it breaks off. full: letters in such a row."""
    if above.entry != part.entry or rows[part.row].gap or ends_sentence(above.text) or part.text.startswith(_OPENING):
        return False
    if bite_heading(above.text):
        return False
    wide = len(row_text(rows[above.row]).strip()) >= full
    return wide and len(above.text) < _LONGEST and not is_bracketed(above.text) and note_odds(part.text) <= 0


_LONGEST = 2000
"""Letters of a paragraph beyond which it is one whatever follows."""
_FULL, _WIDEST = 30, 110
"""Letters in a row that word wrap has broken, at least and at most."""


def _reads_as_told(texts: Sequence[str]) -> bool:
    """Whether the texts between sound bites are whole sentences, without words of the trade: narration."""
    sentences = sum(map(ends_sentence, texts)) * 10 >= 8 * len(texts)
    lengths = sorted(text.count(" ") + 1 for text in texts)
    noted = sum(note_odds(text) > 0 or text.split(None, 1)[0].strip(",.:;") in SIZES for text in texts)
    return sentences and lengths[len(lengths) // 2] >= _TOLD and noted * 10 < len(texts)


_TOLD = 8
"""Words in a text of narration, at least, as a median."""


def _before_listing(parts: Sequence[_Part]) -> Sequence[_Part]:
    """The script before the list of shots that a heading opens; all where no such heading stands behind a script."""
    heads = (place for place, part in enumerate(parts) if part.told is None and heads_shot_list(part.text))
    first = next((place for place in heads if parts[place].entry > _FEW), len(parts))
    return parts[:first]


def _is_commented(parts: Sequence[_Part]) -> bool:
    """Whether notes of what is seen stand in brackets, above the sentences that are said meanwhile."""
    seen: set[int] = set()
    said: set[int] = set()
    for part, above in zip(parts[1:], parts, strict=False):
        if part.told is not None or not part.entry or above.entry != part.entry:
            continue
        if part.text[0] in "[(" and above.told is Kind.TIMECODE and above.row != part.row:
            seen.add(part.entry)
        elif above.told is None and part.text[0] not in (*"[(", *_OPENING) and ends_sentence(part.text):
            said.add(part.entry)
    return len(seen) >= _FEW - 1 and len(seen & said) * 2 > len(seen)


def _seen_texts(parts: Sequence[_Part]) -> list[str]:
    """The texts under timecodes where no sound bite stands."""
    texts: list[str] = []
    quote = False
    least = -1.0 if _are_headed(parts) else 0.0  # where nearly everybody is named, a single word is a name, too
    for part, after in zip(parts, (*parts[1:], None), strict=True):
        if part.told is not None or not part.entry:
            continue
        name = name_at(part.text, 0)
        named = name is not None and name.place in ("colon", "bite") and name.odds > least
        if name is not None and name.place == "alone" and after is not None and after.told is None:
            named = named or after.text.startswith(_OPENING)  # who says what is quoted below
        if not quote and not named and not part.text.startswith(_OPENING):
            texts.append(part.text)
        quote = (quote or any(mark in part.text for mark in _OPENING)) and not part.text.rstrip(" .,").endswith(
            _CLOSING
        )
    return texts


def _are_headed(parts: Sequence[_Part]) -> bool:
    """Whether a name with a colon, or a sound bite, heads most of the texts behind timecodes."""
    texts = [part.text for above, part in pairwise(parts) if above.told is Kind.TIMECODE and part.told is None]
    names = [name for text in texts if (name := name_at(text, 0)) is not None and name.place in ("colon", "bite")]
    recurs = any(count > 1 for count in Counter(name.key for name in names).values())
    return recurs and len(names) > _FEW and len(names) * 10 >= 6 * len(texts)


def _is_narrated(parts: Sequence[_Part]) -> bool:
    """Whether capitals part names from speech behind the timecodes, the narrator's among them."""
    names = [name for part in parts if part.told is None and part.entry and (name := name_at(part.text, 0)) is not None]
    heads = Counter(name.key for name in names if name.place == "capitals" and name.odds > -_FEW)
    narrated = any(key.split()[0].upper() in NARRATOR_ROLES for key in heads)
    return narrated and heads.total() * 4 >= len({part.entry for part in parts if part.entry})


def _has_words(texts: Sequence[str]) -> bool:
    """Whether blanks part words, by which to tell what is seen from what is said: in Japanese none do."""
    words = [word for text in texts for word in text.split()]
    return sum(map(len, words)) <= _LONG_WORDS * len(words)


_LONG_WORDS = 12
"""Letters in a word, over a whole document."""


def _is_timetable(stamps: Sequence[str]) -> bool:
    """Whether all times are quarters of an hour from the morning on: `07:30 Unit call`.

    Shots may be noted to the quarter of a minute, too, but from the beginning of the film.
    """
    quarters = [found for stamp in stamps if (found := _QUARTER.fullmatch(stamp)) is not None]
    return len(quarters) == len(stamps) > _FEW and int(quarters[0][1]) >= _MORNING


_MORNING = 4
_QUARTER = re.compile(r"([0-9]{1,2})[:.](?:00|15|30|45)[:.]?", re.ASCII)


def _parts(rows: Sequence[Row]) -> list[_Part]:
    """The stretches of all rows, timecodes told by their form."""
    usual = _usual_form(rows)
    parts: list[_Part] = []
    entry = 0
    for place, row in enumerate(rows):
        text = row_text(row).strip()
        if row.front:
            parts.append(_Part(place, text, Kind.FRONT))
            continue
        for part in _row_parts(place, text, usual):
            entry += part.told is Kind.TIMECODE
            parts.append(part._replace(entry=entry))
    return parts


def _usual_form(rows: Sequence[Row]) -> frozenset[tuple[int, str]]:
    """The forms (fields, separator) of the timecodes that open rows: those of a tenth of them or more."""
    forms: Counter[tuple[int, str]] = Counter()
    for row in rows:
        text = row_text(row).strip()
        index = _INDEX.match(text)
        time = time_at(text, index.end() if index else 0)
        if time is not None and time.seconds is not None:
            forms[time.fields, time.separator] += 1
    return frozenset(form for form, count in forms.items() if count * 10 >= forms.total())


def _row_parts(place: int, text: str, usual: frozenset[tuple[int, str]]) -> Iterator[_Part]:
    index = _INDEX.match(text)
    at = index.end() if index else 0
    time = _time(text, at, usual)
    if time is None:
        if (time := _time(text, 0, usual)) is None:
            yield _Part(place, text)
            return
        at = 0
    if head := text[:at].strip():
        yield _Part(place, head, Kind.FRONT)
    while time is not None:
        yield _Part(place, text[time.start : time.cut].strip(), Kind.TIMECODE)
        if time.cut < time.end:
            yield _Part(place, text[time.cut : time.end].strip(), Kind.END)
        following = _next_time(text, time.end, usual)
        stop = len(text) if following is None else following.start
        yield from _described(place, text[time.end : stop].strip(), last=following is None)
        time = following


def _time(text: str, place: int, usual: frozenset[tuple[int, str]]) -> Time | None:
    time = time_at(text, place)
    if time is None or (time.fields, time.separator) not in usual or is_source_time(text, place):
        return None
    return time


def _next_time(text: str, place: int, usual: frozenset[tuple[int, str]]) -> Time | None:
    """The timecode of the next shot of a paragraph: behind a full stop, a bar or the like, with a text after it."""
    for form in _INNER.finditer(text, place):
        # Slices are short: a row may be very long, and hold very many times.
        before = text[max(place, form.start() - _NEAR) : form.start()].rstrip()
        if not before or before[-1] not in '.;|/!?…”")]':
            continue
        time = _time(text, form.start(), usual)
        if time is None or time.seconds is None:
            continue
        after = text[time.end : time.end + _NEAR].lstrip()
        if after and not after[0].islower():
            return time
    return None


def _described(place: int, text: str, *, last: bool) -> Iterator[_Part]:
    """A text and the end or length typed behind it."""
    dash = re.match(r"[-–—:|]+(?=\s)", text)
    if dash:
        yield _Part(place, dash[0], Kind.FRONT)
        text = text[dash.end() :].strip()
    tail = text[-30:]
    form = _TRAILING.search(tail) if last else None
    begin = len(text) - len(tail) + form.start() if form else len(text)
    if form and begin and not text[begin - 1].isspace() and text[begin] not in "[(":
        begin = len(text)
    if text[:begin].strip():
        yield _Part(place, text[:begin].strip())
    if form and begin < len(text):
        yield _Part(place, text[begin:].strip(), Kind.END)


class _Labeller:
    """Walks over the stretches of a document: what is seen, and what is said."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._parts = _with_lengths(_parts(rows))
        self._spans = _spans(self._parts)
        self._bogus = _bogus(self._parts)
        self._clips = _clips(self._parts)
        self._names = Counter(
            name.key
            for part in self._parts
            if part.told is None and (name := name_at(part.text, 0)) is not None and name.place in ("colon", "bite")
        )
        self._heading = False  # a heading is open: speech follows
        self._unnamed = False  # a sound bite is announced whose name stands in the next row
        self._quote = False  # a quotation is open
        self._noted = False  # a note stands under the running timecode
        self._said = ""  # what was spoken last under it

    def segments(self) -> Iterator[Segment]:
        """Every stretch with its kind."""
        for place, part in enumerate(self._parts):
            number = self._rows[part.row].number
            if part.entry in self._bogus:
                yield Segment(number, Kind.FRONT, part.text)
            elif part.told is Kind.TIMECODE:
                if not self._quote:
                    self._heading = False
                self._noted = False
                self._said = ""
                yield Segment(number, Kind.TIMECODE, part.text)
            elif part.told is not None:
                yield Segment(number, part.told, part.text, duration=part.duration)
            else:
                opens = place > 0 and self._parts[place - 1].told is not None and self._parts[place - 1].row == part.row
                yield from self._text(number, part, opens=opens)

    def _text(self, number: int, part: _Part, *, opens: bool) -> Iterator[Segment]:
        """What a text is. opens: it stands behind its timecode, not in a row of its own."""
        text = part.text
        if self._quote and not opens and not bite_heading(text):
            yield self._spoken(number, text)
            return
        self._quote = self._quote and not opens
        heading = 0 if part in self._clips else self._heading_end(text)
        self._unnamed = is_bite_without_name(text)
        if heading:
            yield Segment(number, Kind.SPEAKER, text[:heading].strip())
            self._heading = True
            if rest := text[heading:].strip():
                yield self._spoken(number, rest)
            return
        quotation = _quotation(text) if part.entry else 0
        if quotation:
            yield self._note(number, part._replace(text=text[:quotation].strip()), opens=opens)
            yield self._spoken(number, text[quotation:])
            return
        if self._is_speech(text, opens=opens):
            yield self._spoken(number, text)
            return
        yield self._note(number, part, opens=opens)

    def _heading_end(self, text: str) -> int:
        """Length of the heading of a sound bite or of narration at the head of a text; 0 where none is."""
        bite = bite_heading(text)
        if bite:
            return bite
        name = name_at(text, 0)
        if name is not None and self._unnamed and name.place in ("colon", "alone"):
            return name.end
        if name is None or name.place not in ("colon", "turn"):
            return 0
        rest = text[name.end :].strip()
        quoted = rest.startswith(_OPENING)
        role = name.name.upper().split()[:1]
        odds = name.odds + min(2.0, 0.8 * (self._names[name.key] - 1)) + (2.5 if quoted else 0.0)
        odds += 1.5 if is_said(rest) else -1.0 if is_shown(rest) else 0.0
        odds += 1.0 if self._names[name.key] > _FEW and ends_sentence(rest) else 0.0
        if role and role[0] in NARRATOR_ROLES:
            odds += 2.0
        if _CHAPTER.match(text):
            return 0
        return name.end if odds > 1.5 else 0

    def _is_speech(self, text: str, *, opens: bool) -> bool:
        if is_mark(text):
            return False
        if text.startswith(_OPENING):
            return len(text.split()) >= _QUOTED and (text.rstrip(" .,;").endswith(_CLOSING) or text.count(" ") > 6)
        runs_on = bool(self._said) and not ends_sentence(self._said)
        return self._heading and not opens and not is_chrome(text) and (runs_on or not is_shown(text))

    def _spoken(self, number: int, text: str) -> Segment:
        if not self._quote and text.startswith(_OPENING):
            self._quote = True
        if self._quote and text.rstrip(" .,;)…").endswith(_CLOSING) and (len(text) > 1):
            self._quote = False
            self._heading = False
        self._said = text
        return Segment(number, Kind.LINE, text)

    def _note(self, number: int, part: _Part, *, opens: bool) -> Segment:
        text = part.text
        if is_mark(text):
            return Segment(number, Kind.FRONT if set(text) <= set("-–—_=*|.…·•/:;, ") else Kind.UNPLACED, text)
        if not part.entry or is_chrome(text) or is_tape_mark(text) or is_markdown_heading(text) or _is_table_head(text):
            return Segment(number, Kind.FRONT, text)
        if part.entry in self._spans or _CHAPTER.match(text) or (not opens and _is_caption(text)):
            return Segment(number, Kind.TITLE, text)
        if sound_odds(text) > 2 and not (opens and text[0] in "[(" and SOUND_HEADS.isdisjoint(folded_words(text))):
            return Segment(number, Kind.SOUND, text)
        if title_odds(text) > 2:
            return Segment(number, Kind.TITLE, text)
        continues = not opens and self._noted
        self._noted = True
        return Segment(number, Kind.SHOT, text, continues=continues)


def _clips(parts: Sequence[_Part]) -> frozenset[_Part]:
    """Texts that tell of a clip or an interview, as a shot among others: no words of it follow."""
    followed = zip_longest(parts, parts[1:])
    return frozenset(
        part
        for part, after in followed
        if part.told is None
        and is_announced_in_words(part.text)
        and not part.text[bite_heading(part.text) :].strip()
        and (after is None or after.told is not None)
    )


def _quotation(text: str) -> int:
    """Where what somebody in the shot says begins: `The guard speaks: "I have been here for years."`; 0 for nowhere."""
    found = _SAYS.search(text)
    if found is None or not text.rstrip(" .,").endswith(_CLOSING):
        return 0
    said = text[found.end() :]
    return found.end() if said.count(" ") > _QUOTED and is_said(said) and title_odds(text) <= 2 else 0


def _is_caption(text: str) -> bool:
    """Whether a row of its own is the name of a part: capitals, and no sentence."""
    return text.isupper() and len(text.split()) <= 6 and text[-1] not in ".?!,"


def _is_table_head(text: str) -> bool:
    words = [word.strip("().:/-").casefold() for word in text.split()]
    known = sum(
        word in FRONT_WORDS or word in ("time", "start", "end", "length", "description", "shot") for word in words
    )
    return bool(words) and len(words) <= 6 and known * 3 >= 2 * len(words) and not any(map(str.isdigit, text))


def _seconds(text: str) -> int | None:
    time = time_at(text.lstrip("-–—>,;/| "), 0)
    return None if time is None else time.seconds


def _with_lengths(parts: list[_Part]) -> list[_Part]:
    """The parts, with the ends marked that are lengths: in seconds, or earlier than their starts over the document."""
    starts: dict[int, int] = {}
    ends: list[tuple[int, int | None]] = []
    for place, part in enumerate(parts):
        value = _seconds(part.text)
        if part.told is Kind.TIMECODE and value is not None:
            starts[part.entry] = value
        elif part.told is Kind.END:
            ends.append((place, value))
    known = [(parts[place].entry, value) for place, value in ends if value is not None and parts[place].entry in starts]
    after = sum(value >= starts[entry] for entry, value in known)
    # Lengths stand in for ends while the programme is young: what decides is whether they ever step back.
    steps = [(a[1], b[1]) for a, b in pairwise(known)]
    rising = sum(a <= b for a, b in steps)
    lengths = bool(known) and (after * 10 < 7 * len(known) or (len(steps) > 3 and rising * 10 < 7 * len(steps)))
    made = list(parts)
    for place, value in ends:
        unit = value is None
        made[place] = parts[place]._replace(duration=unit or lengths)
    return made


def _spans(parts: Sequence[_Part]) -> frozenset[int]:
    """Entries that hold two others or more between their start and end: chapters."""
    starts: list[tuple[int, int]] = []
    ends: dict[int, int] = {}
    for part in parts:
        value = _seconds(part.text)
        if value is None:
            continue
        if part.told is Kind.TIMECODE:
            starts.append((part.entry, value))
        elif part.told is Kind.END and not part.duration:
            ends.setdefault(part.entry, value)
    found = set()
    for at, (entry, start) in enumerate(starts):
        end = ends.get(entry)
        inside = starts[at + 1 : at + 3]
        if end is not None and len(inside) == 2 and all(start <= value < end for _, value in inside):
            found.add(entry)
    return frozenset(found)


def _bogus(parts: Sequence[_Part]) -> frozenset[int]:
    """The first entries where they are placeholders of zeros and the list begins much later, or at zero again."""
    stamps = [(part.entry, _seconds(part.text)) for part in parts if part.told is Kind.TIMECODE]
    zeros = 0
    for _, value in stamps:
        if value != 0:
            break
        zeros += 1
    if not zeros or zeros == len(stamps):
        return frozenset()
    following = stamps[zeros][1] or 0
    said = {part.entry for part in parts if part.told is None and (bite_heading(part.text) or is_said(part.text))}
    late = following >= 600
    doomed = [entry for entry, _ in stamps[:zeros]] if late else [entry for entry, _ in stamps[: zeros - 1]]
    empty = {entry for entry in doomed if entry not in said}
    texts = {part.entry for part in parts if part.told is None}
    return frozenset(entry for entry in empty if late or entry not in texts)
