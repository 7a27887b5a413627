"""What opens each row, decided by the habits of the whole document, and where the script begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import partial

from transcript.model import Row
from transcript.parser.evidence.headings import take_heading
from transcript.parser.evidence.shown import reads_as_shown
from transcript.parser.evidence.soundbites import is_bite_without_name
from transcript.parser.evidence.texts import sound_odds, title_odds
from transcript.parser.evidence.typography import ends_sentence, letters
from transcript.parser.paragraphs.brackets import brackets_over_rows
from transcript.parser.paragraphs.chrome import (
    heads_shot_list,
    is_chrome,
    is_markdown_heading,
    is_small_print,
    is_tape_mark,
    stands_around,
)
from transcript.parser.paragraphs.habits import CLOSING, OPENING, Habits, opens_speech, stands_as_bite
from transcript.parser.paragraphs.names import Name, glued_size, name_at
from transcript.parser.paragraphs.opening import Part, opening
from transcript.parser.paragraphs.text import row_text
from transcript.parser.paragraphs.times import Time, time_at

_LED = 0.5
"""The share of rows that timecodes lead, from which on one with a slip is known for what it is."""
_FEW = 3
"""So many timecodes show no habit."""
_ENDS = tuple(".!?…%-–—")
"""What a number that is said may end with, broken off or not."""
_IN_WORDS = 40
"""Letters of a timecode in words."""
_NARRATION = 8
"""Blanks in a sentence of narration, at least."""
_LONGEST_FOOT = 200
"""Characters of a line at the end of a document that is none of the speech."""
_LAST_WORDS = re.compile(
    r"(?:the )?ends?(?: of (?:the )?[\w ,]{1,30})?|ende|fin|fine|конец|out"
    r"|(?:transcript|script|shot ?list|interview|recording|tape|story) (?:ends|ended|ende)"
)


class Script:
    """The rows of a document with what opens them.

    texts: the rows as texts. parts: what opens each. begin, end: the first row of the script, and the one behind its
    last. wrapped: rows that go on with what stands in brackets, with the row that opens them. listing: rows of a list
    of shots behind the script.
    """

    def __init__(self, rows: Sequence[Row], habits: Habits) -> None:
        self.rows = rows
        self.habits = habits
        self.texts = [row_text(row) for row in rows]
        self.wrapped = brackets_over_rows(self.texts)
        behind = sum(time.how == "named" for time in habits.times)
        self._clocked = behind > _FEW and behind * 2 > len(habits.times)  # timecodes stand behind names
        self.parts = [self._opening(place) for place in range(len(rows))]
        self.listing = self._listing()
        for place in self.listing:
            self.parts[place] = [part for part in self.parts[place] if part.time or _is_bite(part.name)]
        self.begin, self.end = self._bounds()

    def is_front(self, place: int) -> bool:
        """Whether a row is no part of the script."""
        if not self.begin <= place < self.end or self.rows[place].front or place in self.habits.heads:
            return True
        if self.parts[place]:
            return False
        text = self.texts[place]
        if place in self.wrapped or self._answers(place):
            return False
        known = stands_around(text) or is_markdown_heading(text)
        return known or (self._is_time(place - 1) and self._says_again(place))

    def whole(self, place: int, text: str) -> str:
        """The text of a row with the rows that go on with it."""
        end = place + 1
        while self.wrapped.get(end) == place:
            end += 1
        return " ".join((text, *(later.strip() for later in self.texts[place + 1 : end])))

    def _listing(self) -> frozenset[int]:
        """The rows of lists of shots that a heading opens behind a script: `B-ROLL SHOTLIST`."""
        found: set[int] = set()
        timed = [place for place, parts in enumerate(self.parts) if any(part.time for part in parts)]
        for place in range(timed[0] + 1 if timed else len(self.rows), len(self.rows)):
            if not heads_shot_list(self.texts[place][self._time_end(place) :]):
                continue
            marks = (later for later in range(place + 1, len(self.rows)) if self._is_mark(later))
            end = next(marks, len(self.rows))
            rows = [later for later in range(place + 1, end) if not any(_is_bite(p.name) for p in self.parts[later])]
            texts = [self.texts[later][self._time_end(later) :].strip() for later in rows]
            if reads_as_shown([text for text in texts if text and text[0] not in OPENING and not is_chrome(text)]):
                found.update(range(place, end))
        return frozenset(found)

    def _is_mark(self, place: int) -> bool:
        """Whether a script or another list of shots begins: `A-ROLL`."""
        return is_tape_mark(self.texts[place]) or heads_shot_list(self.texts[place][self._time_end(place) :])

    def _time_end(self, place: int) -> int:
        """Where the text begins behind the timecode of a row."""
        return next((part.end for part in reversed(self.parts[place]) if part.time), 0)

    def _answers(self, place: int) -> bool:
        """Whether a number is all that someone says: it ends as a sentence does, and headings stand around it."""
        text = self.texts[place].strip()
        if not place or text[-1:] not in _ENDS or not any(map(str.isdigit, text)) or any(map(str.isalpha, text)):
            return False
        above = self.parts[place - 1]
        headed = any(part.name for part in above) and not self.texts[place - 1][above[-1].end :].strip()
        return headed and (place + 1 == len(self.rows) or bool(self.parts[place + 1]))

    def after(self, place: int) -> str:
        """The speech of the next row that has some, where no more than a timecode stands before it."""
        for later in range(place + 1, min(place + 3, len(self.rows))):
            text = self.texts[later]
            time = time_at(text, len(text) - len(text.lstrip()))
            if time is not None and self.habits.accepts_time(time, named=False):
                text = text[time.end :]
            name = name_at(text, 0) if text.strip() else None
            if name is not None and self.habits.names[name.key] + self.habits.lone[name.key] > 1:
                return ""
            if text.strip():
                return "" if is_chrome(text) else text.strip()
        return ""

    def _opening(self, place: int) -> list[Part]:
        row = self.rows[place]
        if place < self.habits.body or row.front or place in self.habits.heads or place in self.wrapped:
            return []
        if is_tape_mark(self.texts[place]) or heads_shot_list(self.texts[place]):
            return []
        slips = self.habits.led > _LED
        return opening(self.texts[place], self._accepts_time, partial(self._accepts_name, place), slips=slips)

    def _accepts_time(self, time: Time, *, named: bool) -> bool:
        return self.habits.accepts_time(time, named=named)

    def _accepts_name(self, place: int, name: Name, *, timed: bool, size: str = "") -> bool:
        if place and is_bite_without_name(self.texts[place - 1]) and name.place in ("colon", "alone"):
            return True
        if size and not self._is_size(place, name, size):
            return False
        if name.place == "bite":
            return stands_as_bite(self.texts, place, name, timed=timed)
        timed = timed or self._is_time(place - 1)
        if name.place == "clock":
            time = time_at(self.texts[place], name.end)
            if time is None or not self.habits.accepts_time(time, named=True):
                return False
        odds = self._lone_odds if name.place == "alone" else self._odds
        more = (1.5 if size else 0.0) + (2.0 if name.place == "colon" and self._is_clocked(place, name) else 0.0)
        return odds(place, name, timed=timed) + more > 0

    def _is_clocked(self, place: int, name: Name) -> bool:
        """Whether a timecode ends the row behind a name, where most of the document's do."""
        time = time_at(self.texts[place], name.end) if self._clocked else None
        if time is None or self.texts[place][time.end :].strip():
            return False
        return self.habits.accepts_time(time, named=True)

    def _is_time(self, place: int) -> bool:
        """Whether a row is a timecode and nothing else."""
        if place < self.habits.body or len(self.texts[place]) > 40:
            return False
        time = time_at(self.texts[place].strip(), 0)
        alone = time is not None and time.end == len(self.texts[place].strip())
        return alone and time is not None and self.habits.accepts_time(time, named=False)

    def _odds(self, place: int, name: Name, *, timed: bool) -> float:
        """How much speaks for a name in front of speech or a timecode."""
        return self.habits.name_odds(name, timed=timed)

    def _says_again(self, place: int) -> bool:
        """Whether a row says the timecode above it in words, as video pages read it out: `1 minute, 13 seconds`."""
        text = self.texts[place].strip()
        if not text[:1].isdigit() or len(text) > _IN_WORDS:
            return False
        time = time_at(self.texts[place - 1].strip(), 0)
        pairs = text.replace(",", " ").split()
        if time is None or time.seconds is None or len(pairs) % 2 or not all(map(str.isalpha, pairs[1::2])):
            return False
        minutes, seconds = divmod(time.seconds, 60)
        told = [value for value in (*divmod(minutes, 60), seconds) if value] or [0]
        return [int(number) for number in pairs[::2] if number.isdecimal()] == told

    def _is_size(self, place: int, name: Name, size: str) -> bool:
        """Whether what stands before a name is the size of the shot, not part of the name (`MS` may be a title)."""
        if self.habits.names[name.key] or self.habits.lone[name.key]:
            return True
        if not self.texts[place][name.start].isspace():
            return glued_size(self.texts[place], name, size)
        return size != "MS" and name.place != "alone"

    def _lone_odds(self, place: int, name: Name, *, timed: bool) -> float:
        """How much speaks for a name that is all its row holds, a timecode apart."""
        habits = self.habits
        text, gap = self.texts[place], self.rows[place].gap
        known = min(3, habits.names[name.key]) + habits.lone[name.key]
        if title_odds(name.name) > 0 or sound_odds(name.name) > 2 or (is_markdown_heading(text) and known < 3):
            return -6.0
        capitals = letters(name.name).capitals
        odds = name.odds - 2.5 + min(4.5, 1.3 * (known - 1)) + (1.0 if timed else 0.0) + (0.5 if gap else 0.0)
        follows = self.after(place)
        if not follows:
            odds -= 2.0
        elif letters(follows).mixed:
            odds += (2.0 if capitals else 0.0) - (2.0 if follows[0].islower() else 0.0)
        elif capitals and not self.rows[place + 1].gap and known < 2:
            odds -= 1.5  # capitals that run on in capitals are narration
        before = self.texts[place - 1].strip() if place and not gap else ""
        if len(before) > 25 and not ends_sentence(before) and letters(before).capitals == capitals:
            odds -= 1.5
        if habits.led > 0.6 and not timed and known < 2:
            odds -= 1.0
        if habits.punctuated and known > 1:
            odds += 1.0  # a line of speech would end in a full stop
        if habits.named > 0.1 and not habits.names[name.key] and name.odds < 2:
            odds -= 3.0  # names stand elsewhere in this document
        return odds

    def _bounds(self) -> tuple[int, int]:
        timed = {place for place, found in enumerate(self.parts) if any(part.time for part in found)}
        timed |= {place.row for place in self.habits.times if place.how == "inside"}
        named = [place for place, found in enumerate(self.parts) if any(self._is_known(part.name) for part in found)]
        listed = self.habits.listed
        if listed and len(timed) < 2:
            return min(listed), self._listed_end()
        if not timed and not named:
            return len(self.rows), len(self.rows)
        first = min(timed, default=len(self.rows))
        if named and named[0] < first and len(timed) * 4 < len(named):
            first = named[0]
        first = self._untimed_from(first, named, timed)
        begin = self._narrated_from(first) if first in named and not timed else first
        while begin and first - begin < 2 and self._heads(begin - 1):
            begin -= 1
        lone = {place for place, found in enumerate(self.parts) if any(self._recurs(part.name) for part in found)}
        last = max(timed | lone | set(named))
        spoken = False
        for place in range(last + 1, len(self.rows)):
            text = self.texts[place].strip()
            if place in self.habits.heads or not any(map(str.isalpha, text)):
                continue  # the last page goes on
            if _LAST_WORDS.fullmatch(text.strip(" -*.–—#[]()").casefold()):
                return begin, place + (title_odds(text) > 2)
            spoken = spoken or bool(self.texts[place - 1][self._opened(place - 1) :].strip())
            if is_chrome(text) or self._is_foot(place, spoken=spoken):
                return begin, place
        return begin, len(self.rows)

    def _untimed_from(self, first: int, named: Sequence[int], timed: Set[int]) -> int:
        """The first row of speech behind a name, where names stand without a timecode all through the document."""
        untimed = [place for place in named if place not in timed]
        if len(untimed) * 2 < len(named):
            return first
        opens = (place for place in untimed if place < first and self._opens_speech(place))
        return next(opens, first)

    def _opens_speech(self, place: int) -> bool:
        return any(opens_speech(self.texts[place], part, self.habits.names) for part in self.parts[place])

    def _narrated_from(self, first: int) -> int:
        """The first row of the narration without a heading that leads to the first sound bite: whole sentences."""
        begin = first
        while self.habits.narrated and begin and self._is_narration(self.texts[begin - 1].strip()):
            begin -= 1
        return begin

    def _is_narration(self, text: str) -> bool:
        return (
            text.count(" ") >= _NARRATION and ends_sentence(text) and not is_small_print(text) and not is_chrome(text)
        )

    def _opened(self, place: int) -> int:
        """Where the text begins behind what opens a row."""
        return self.parts[place][-1].end if self.parts[place] else 0

    def _listed_end(self) -> int:
        """The first row behind a numbered list of shots: its last bite goes on to the end of its quotation."""
        end = max(self.habits.listed) + 1
        if any(part.name for part in self.parts[end - 1]):
            while end < len(self.rows) and not (is_chrome(self.texts[end]) or self._is_foot(end, spoken=True)):
                end += 1
                if self.texts[end - 1].rstrip(" .,").endswith(tuple(CLOSING)):
                    break
        return end

    def _is_foot(self, place: int, *, spoken: bool) -> bool:
        """Whether a row behind the last timecode and name is none of the speech: small print, or no sentence.

        spoken: the last one has said something.
        """
        text = self.texts[place].strip()
        if is_small_print(text):
            return True
        parted = spoken and self.rows[place].gap > 0 and not self.parts[place]
        return parted and self.habits.punctuated and not ends_sentence(text) and len(text) < _LONGEST_FOOT

    def _heads(self, place: int) -> bool:
        """Whether a row above the first timecode or known name has a name that heads speech: not `Director: H. Lee`."""
        name = next((part.name for part in self.parts[place] if part.name), None)
        if name is None or name.place != "colon" or self.habits.names[name.key] > 1 or name.odds > 2:
            return name is not None
        short = take_heading(self.texts[place][name.start : name.end]).qualifier or ""  # Ann Lee (AL): …
        return self.habits.names[short.casefold()] > 1 or ends_sentence(self.texts[place][name.end :].strip())

    def _recurs(self, name: Name | None) -> bool:
        return name is not None and name.place == "alone" and self.habits.lone[name.key] > 1

    def _is_known(self, name: Name | None) -> bool:
        return name is not None and name.place != "alone" and (name.place == "bite" or self.habits.names[name.key] > 1)


def _is_bite(name: Name | None) -> bool:
    return name is not None and name.place == "bite"
