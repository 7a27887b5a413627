"""What a document does as a whole: how its timecodes look, who its names are, whether it quotes or notes shots."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise
from typing import NamedTuple

from transcript.model import Row
from transcript.parser.evidence.headings import is_narrator
from transcript.parser.evidence.lexicon import SIZES
from transcript.parser.evidence.shown import shows_pictures
from transcript.parser.evidence.soundbites import is_announced_in_words, lead_of
from transcript.parser.evidence.texts import is_bracketed, note_odds
from transcript.parser.evidence.typography import ends_sentence, letters
from transcript.parser.paragraphs.brackets import brackets_over_rows
from transcript.parser.paragraphs.chrome import front_matter, is_markdown_heading, running_heads, stands_around
from transcript.parser.paragraphs.names import ANNOUNCED, Name, glued_size, is_numbered
from transcript.parser.paragraphs.opening import Part, opening
from transcript.parser.paragraphs.text import row_text
from transcript.parser.paragraphs.times import Time, bracketed_times, is_lone_time

OPENING = "\"“„«‘'"
"""Marks that open a quotation."""


CLOSING = "\"”“»’'"
"""Marks that close one."""


class Place(NamedTuple):
    """A timecode by its row and by how it stands there: `alone`, `lead` (text follows), `named` or `inside`."""

    row: int
    how: str
    time: Time


@dataclass(frozen=True, slots=True)
class Habits:
    """What holds for the whole document.

    body: the first row that may be script. heads: rows that are running heads. forms: the forms of its timecodes.
    names: how often each name (folded) stands before speech or a timecode. lone: how often in a line of its own.
    times: every timecode that counts, in order. named: the share of rows that open with a name and go on with speech.
    capital_names: names are typed in capitals. noted: it has shot notes. quoted: who is named is quoted. turns: `>>`
    marks a change of speaker. listed: rows of a numbered list of shots and sound bites. shouted: the share of text
    rows typed in capitals. punctuated: rows of speech end where sentences do. pictured: notes in brackets say what is
    seen. headed: the share of rows led by a timecode that go on with a name and a colon.
    """

    body: int
    heads: frozenset[int]
    forms: frozenset[tuple[str, int]]
    names: Counter[str]
    lone: Counter[str]
    times: tuple[Place, ...]
    led: float
    named: float
    capital_names: bool
    noted: bool
    quoted: bool
    narrated: bool
    turns: bool
    listed: frozenset[int]
    shouted: float
    punctuated: bool
    pictured: bool
    headed: float

    def accepts_time(self, time: Time, *, named: bool) -> bool:
        """Whether a timecode at the head of a row, or behind the name there, is one of the document's."""
        if time.form in self.forms:
            return time.seconds is not None or not named
        if time.seconds is None:
            return not named and time.fields > 2 and (time.separator, 3) in self.forms and self.led > 0.3
        return time.fields > 2 and time.separator != " "

    def name_odds(self, name: Name, *, timed: bool) -> float:
        """How much speaks for a name in front of speech or a timecode."""
        known = self.names[name.key] + min(2, self.lone[name.key])
        odds = name.odds + min(4.5, 1.3 * (known - 1)) + (1.0 if timed else 0.0)
        if name.place == "capitals":
            odds -= 0.0 if timed else 2.5
        if name.place in ("bite", "turn"):
            return 6.0 if name.place == "bite" or self.turns else -6.0
        if name.place == "colon" and timed and self.headed > _HEADED and name.name.count(" ") < _IN_SHORT:
            odds += 1.5
        if self.capital_names and not letters(name.name).capitals:
            odds -= 1.5
        return odds + (2.0 if name.place == "clock" else min(2.5, 5 * self.named) - 1.2)


_HEADED = 0.6
_IN_SHORT = 3
"""Words in a short name, at most."""


def learn(rows: Sequence[Row]) -> Habits:
    """Look over a document."""
    front = front_matter(rows)
    heads = running_heads(rows)
    texts = [
        "" if place < front or place in heads or row.front or stands_around(row_text(row)) else row_text(row)
        for place, row in enumerate(rows)
    ]
    bracketed = list(texts)
    for place, first in brackets_over_rows(texts).items():
        bracketed[first] += f" {texts[place].strip()}"
        bracketed[place] = texts[place] = ""
    opened = [
        opening(text, _any_time, partial(_likely_name, texts, place)) if text else []
        for place, text in enumerate(texts)
    ]
    forms, led = _forms(texts, opened)
    names, lone, named, capital_names = _names(texts, opened, forms)
    times = tuple(_places(texts, opened, forms, _inside(texts, opened, forms)))
    spoken = [text[parts[-1].end if parts else 0 :].strip() for text, parts in zip(texts, opened, strict=True) if text]
    notes = sum(_is_bare_note(text) for text in spoken)
    return Habits(
        body=front,
        heads=heads,
        forms=forms,
        names=names,
        lone=lone,
        times=times,
        led=led,
        named=named,
        capital_names=capital_names,
        noted=notes >= 2 and notes * 40 >= len(spoken),
        quoted=_quoted(texts, opened),
        narrated=_narrated(texts, opened, names, forms),
        turns=sum(part.name is not None and part.name.place == "turn" for parts in opened for part in parts) >= 2,
        listed=_listed(texts),
        shouted=sum(letters(text).capitals for text in spoken if len(text) > 12)
        / max(1, sum(len(text) > 12 for text in spoken)),
        punctuated=sum(ends_sentence(text) for text in spoken if text.count(" ") > 3) * 10
        > 7 * sum(text.count(" ") > 3 for text in spoken),
        pictured=_pictured(bracketed, opened),
        headed=_headed(opened, forms),
    )


def stands_as_bite(texts: Sequence[str], place: int, name: Name, *, timed: bool) -> bool:
    """Whether the heading of a bite stands where headings do; one in words must, under a timecode or over a quotation.

    timed: a timecode stands before it in its row.
    """
    if timed or name.odds >= ANNOUNCED or (place and is_lone_time(texts[place - 1])):
        return True
    follows = texts[place + 1].lstrip() if place + 1 < len(texts) else ""
    return bool(follows) and follows[0] in OPENING


def _any_time(time: Time, *, named: bool) -> bool:
    return time.seconds is not None or not named


def _likely_name(texts: Sequence[str], place: int, name: Name, *, timed: bool, size: str = "") -> bool:
    if size and not (name.place == "alone" and glued_size(texts[place], name, size)):
        return False
    if name.place == "bite":
        return stands_as_bite(texts, place, name, timed=timed)
    if name.place == "capitals":
        return name.odds > (-2.5 if timed else 0)
    return name.odds > (-1.5 if timed or name.place != "alone" else -0.5)


def _forms(texts: Sequence[str], opened: Sequence[Sequence[Part]]) -> tuple[frozenset[tuple[str, int]], float]:
    """The forms of the document's timecodes, and the share of rows that they lead or stand alone in."""
    found: dict[tuple[str, int], list[int]] = {}
    leading = rows = 0
    for text, parts in zip(texts, opened, strict=True):
        rows += bool(text)
        for part in parts:
            if part.time is not None and part.time.seconds is not None:
                found.setdefault(part.time.form, []).append(part.time.seconds)
                leading += 1
    total = sum(map(len, found.values()))
    forms = {form for form, values in found.items() if _is_usual(form, values, total)}
    forms |= _growing(found) | _heading(texts, opened)
    led = leading / max(1, rows)
    lone = [parts if led > _LED or is_lone_time(text) else [] for text, parts in zip(texts, opened, strict=True)]
    return frozenset(forms | _slipped(lone, forms)), led


_LED = 0.4
"""The share of rows that timecodes lead, from which on one in a row with text may have a slip in its separator."""


def _slipped(opened: Sequence[Sequence[Part]], usual: Set[tuple[str, int]]) -> set[tuple[str, int]]:
    """The forms that differ from a usual one in their separator only, and fit in between wherever they stand."""
    times = [part.time for parts in opened for part in parts if part.time is not None and part.time.seconds is not None]
    before = list(accumulate((time.seconds or 0 if time.form in usual else 0 for time in times), max))
    after = list(accumulate((time.seconds or 0 if time.form in usual else _NEVER for time in reversed(times)), min))
    fields = {count for _, count in usual}
    fits: dict[tuple[str, int], bool] = {}
    for time, low, high in zip(times, before, reversed(after), strict=True):
        if time.form not in usual and time.fields in fields:
            fits[time.form] = fits.get(time.form, True) and low <= (time.seconds or 0) <= high < _NEVER
    return {form for form, fit in fits.items() if fit}


_NEVER = 10**9


def _is_usual(form: tuple[str, int], values: Sequence[int], total: int) -> bool:
    """Whether timecodes of a form recur and run forward. Hours, minutes and seconds are hardly anything else."""
    separator, fields = form
    forward = sum(before <= after for before, after in pairwise(values))
    if fields == 2 and len(values) == 1:
        return False
    if fields > 2 and separator != " ":
        return forward * 2 >= len(values) - 1
    return (len(values) >= 3 or len(values) * 3 >= total) and forward * 10 >= 7 * (len(values) - 1)


def _growing(found: Mapping[tuple[str, int], Sequence[int]]) -> set[tuple[str, int]]:
    """Minutes and seconds of a first hour, however few, that hours, minutes and seconds go on from."""
    short, long = found.get((":", 2), ()), found.get((":", 3), ())
    fits = short and long and _HOUR <= min(long) < 2 * _HOUR
    return {(":", 2)} if fits and list(short) == sorted(short) and short[-1] < _HOUR else set()


_HOUR = 3600


def _heading(texts: Sequence[str], opened: Sequence[Sequence[Part]]) -> set[tuple[str, int]]:
    """The form of a timecode in brackets that heads the whole document, with a name and speech behind it."""
    head = next((place for place, text in enumerate(texts) if text and not is_markdown_heading(text)), None)
    if head is None or not heads_talk(texts[head], opened[head]):
        return set()
    return {part.time.form for part in opened[head] if part.time is not None}


def heads_talk(text: str, parts: Sequence[Part]) -> bool:
    """Whether a row opens as no prose does: a timecode in brackets, a label as tools set it, and words behind them."""
    if len(parts) != 2 or (time := parts[0].time) is None or (name := parts[1].name) is None:
        return False
    labelled = name.place == "colon" and (is_numbered(name.name) or "**" in text[: name.end])
    return labelled and time.bracketed and time.seconds is not None and text[name.end :].count(" ") >= _TALK


_TALK = 4
"""Blanks in the first row of a talk, at least."""


def _names(
    texts: Sequence[str], opened: Sequence[Sequence[Part]], forms: frozenset[tuple[str, int]]
) -> tuple[Counter[str], Counter[str], float, bool]:
    names: Counter[str] = Counter()
    lone: Counter[str] = Counter()
    capitals: Counter[bool] = Counter()
    for parts in opened:
        for part in parts:
            name = part.name
            if name is None or (name.place == "clock" and not any(p.time and p.time.form in forms for p in parts)):
                continue
            (lone if name.place == "alone" else names)[name.key] += 1
            if name.place != "turn" and name.name:
                capitals[letters(name.name).capitals] += 1
    speaking = sum(count for key, count in names.items() if count > 1 or is_narrator(key))
    rows = sum(bool(text) for text in texts)
    return names, lone, speaking / max(1, rows), capitals[True] >= 3 and capitals[True] >= 4 * capitals[False]


def _inside(texts: Sequence[str], opened: Sequence[Sequence[Part]], forms: frozenset[tuple[str, int]]) -> list[Place]:
    """Timecodes in brackets inside speech: of a form the document uses elsewhere, or running forward by themselves."""
    found = [
        Place(row, "inside", time)
        for row, (text, parts) in enumerate(zip(texts, opened, strict=True))
        for time in bracketed_times(text, parts[-1].end if parts else 0)
    ]
    by_itself = [place for place in found if place.time.form not in forms]
    values = [place.time.seconds or 0 for place in by_itself]
    forward = len(values) >= 2 and all(before < after for before, after in pairwise(values))
    return [place for place in found if forward or place.time.form in forms]


def _places(
    texts: Sequence[str],
    opened: Sequence[Sequence[Part]],
    forms: frozenset[tuple[str, int]],
    inside: Sequence[Place],
) -> Iterator[Place]:
    """All timecodes in order; those inside speech only where they fit between the others."""
    heads: list[Place] = []
    for row, (text, parts) in enumerate(zip(texts, opened, strict=True)):
        for at, part in enumerate(parts):
            if part.time is not None and part.time.form in forms and part.time.seconds is not None:
                how = "named" if at else "lead" if text[part.end :].strip() else "alone"
                heads.append(Place(row, how, part.time))
    merged = sorted([*heads, *inside], key=lambda place: (place.row, place.time.start))
    following: list[int] = []
    ahead = _NEVER
    for place in reversed(merged):
        if place.how != "inside":
            ahead = place.time.seconds or 0
        following.append(ahead)
    running = 0
    for place, limit in zip(merged, reversed(following), strict=True):
        seconds = place.time.seconds or 0
        if place.how == "inside" and not running <= seconds <= limit:
            continue
        running = seconds
        yield place


def _listed(texts: Sequence[str]) -> frozenset[int]:
    """The rows of a list that numbers its shots and the sound bites among them one by one."""
    rows: list[int] = []
    bites = 0
    for place, text in enumerate(texts):
        found = LIST_NUMBER.match(text)
        if found is None or int(found[1]) != len(rows) + 1:
            continue
        rows.append(place)
        bites += lead_of(text, found.end()) > 0 and not is_announced_in_words(text, found.end())
    return frozenset(rows) if bites and len(rows) > 2 else frozenset()


LIST_NUMBER = re.compile(r"\s{0,8}[#(]?([0-9]{1,3})[.):]\s")
"""What numbers a shot of a list."""


def _is_bare_note(text: str) -> bool:
    text = text.lstrip("0123456789.) ")
    first = text.split(None, 1)[0].strip(",.:;") if text else ""
    return first in SIZES or (note_odds(text) >= 3 and not ends_sentence(text) and len(text.split()) <= 8)


def _pictured(texts: Sequence[str], opened: Sequence[Sequence[Part]]) -> bool:
    """Whether the notes in brackets of a document say what is seen, as most of them show by their words."""
    unnamed = (
        text[parts[-1].end if parts else 0 :].strip()
        for text, parts in zip(texts, opened, strict=True)
        if not any(part.name for part in parts)
    )
    notes = [text for text in unnamed if is_bracketed(text) and text.count(" ") > 1]
    pictures = sum(map(shows_pictures, notes))
    return pictures >= 2 and pictures * 2 >= len(notes)


def _headed(opened: Sequence[Sequence[Part]], forms: frozenset[tuple[str, int]]) -> float:
    """The share of rows led by a timecode that go on with a name and a colon; 0 where they are few."""
    led = [parts for parts in opened if parts and parts[0].time is not None and parts[0].time.form in forms]
    headed = sum(any(part.name is not None and part.name.place == "colon" for part in parts) for parts in led)
    return headed / len(led) if headed > _IN_SHORT else 0.0


def _quoted(texts: Sequence[str], opened: Sequence[Sequence[Part]]) -> bool:
    """Whether the speech of those who are named, the narrator apart, stands in quotation marks."""
    quoted: list[bool] = []
    for place, (text, parts) in enumerate(zip(texts, opened, strict=True)):
        names = [part.name for part in parts if part.name is not None and part.name.place != "alone"]
        if not names or is_narrator(names[0].name):
            continue
        speech = text[parts[-1].end :].strip()
        if not speech:
            speech = next((later.strip() for later in texts[place + 1 : place + 4] if later), "")
        quoted.append(speech[:1] in OPENING)
    return sum(quoted) >= 2 and sum(quoted) * 10 >= 6 * len(quoted)


def _narrated(
    texts: Sequence[str],
    opened: Sequence[Sequence[Part]],
    names: Counter[str],
    forms: frozenset[tuple[str, int]],
) -> bool:
    """Whether narration stands without a heading between sound bites that have one.

    It does where bites are announced as such or quoted, or where the document begins with speech that nobody is named
    for, nobody is called the narrator, and named speech is not all there is.
    """
    if any(part.name is not None and part.name.place == "bite" for parts in opened for part in parts):
        return True
    if _quoted(texts, opened):
        return True
    if any(is_narrator(key) for key in names) or len(names) < 3:
        return False
    bare = named = 0
    first: bool | None = None
    begun = False
    for text, parts in zip(texts, opened, strict=True):
        begun = begun or any(part.time is not None and part.time.form in forms for part in parts)
        if not begun and first is None and any(opens_speech(text, part, names) for part in parts):
            first = False
        if not begun or not any(part.time for part in parts):
            continue
        speech = text[parts[-1].end :].strip()
        has_name = any(part.name is not None and names[part.name.key] for part in parts)
        if has_name:
            named += 1
        elif len(speech.split()) > 5:
            bare += 1
        else:
            continue
        first = not has_name if first is None else first
    return bool(first) and named >= 2 and bare * 4 >= named


def opens_speech(text: str, part: Part, names: Counter[str]) -> bool:
    """Whether a part of a row names who speaks what follows: one of the document's names, before more than a phrase.

    names: how often each name stands before speech or a timecode.
    """
    if part.name is None or part.name.place == "alone" or names[part.name.key] < 2:
        return False
    speech = text[part.end :].strip()
    return speech.count(" ") >= (_TALK if ends_sentence(speech) else 2 * _TALK)
