"""Rows of a script typed as paragraphs -> segments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from transcript.model import Kind, Row, Segment
from transcript.parser.evidence.headings import is_narrator
from transcript.parser.evidence.texts import is_mark, is_silence
from transcript.parser.evidence.typography import ends_sentence
from transcript.parser.paragraphs.bites import Bites, closed_quotations, silent_bites
from transcript.parser.paragraphs.chrome import heads_shot_list, is_credit, is_tape_mark
from transcript.parser.paragraphs.habits import CLOSING, OPENING, learn
from transcript.parser.paragraphs.interludes import interludes
from transcript.parser.paragraphs.opening import Part
from transcript.parser.paragraphs.pauses import parted_at_pauses
from transcript.parser.paragraphs.quoted import without_brackets
from transcript.parser.paragraphs.script import Script
from transcript.parser.paragraphs.speech import glued_note, is_sound, kind_of
from transcript.parser.paragraphs.trailing import begun_at_their_ends

_LINK = re.compile(r"\(https?://[^\s()]{1,2000}\)")


def label(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row."""
    return list(_labelled(tuple(rows)))


@lru_cache(maxsize=1)
def _labelled(rows: tuple[Row, ...]) -> tuple[Segment, ...]:
    # Several layouts ask in turn for the labels of one document.
    walk = _Walk(Script(rows, learn(rows)))
    for place in range(len(rows)):
        walk.step(place)
    return tuple(begun_at_their_ends(interludes(without_brackets(parted_at_pauses(walk.found)))))


class _Walk:
    """What holds at the row that the walk has come to."""

    def __init__(self, script: Script) -> None:
        self.found: list[Segment] = []
        self._script = script
        self._bites = (
            Bites(quoted=script.habits.quoted) if script.habits.narrated and not script.habits.listed else None
        )
        self._silent = silent_bites(script) if self._bites else frozenset[int]()
        self._closed = closed_quotations(script) if self._bites else frozenset[int]()
        self._inside: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for place in script.habits.times:
            if place.how == "inside":
                self._inside[place.row].append((place.time.start, place.time.end))
        self._number = 0
        self._unfinished = False  # the speech before breaks off inside a sentence

    def step(self, place: int) -> None:
        row, text = self._script.rows[place], self._script.texts[place]
        self._number = row.number
        if self._script.is_front(place):
            self._add(Kind.FRONT, text)
            return
        if place in self._script.wrapped and self.found:
            kind = self.found[-1].kind
            self._add(kind, text, continues=kind in (Kind.SPEAKER, Kind.SHOT))
            return
        if row.gap and self._bites:
            self._bites.break_off()
        parts = self._script.parts[place]
        for part in parts:
            if part.name is not None and place in self._silent:
                self._add(Kind.SHOT, text[part.start : part.end])
            else:
                self._open(text, part)
        self._speech(place, text, parts)

    def _open(self, text: str, part: Part) -> None:
        if part.time is not None:
            self._add(Kind.TIMECODE, text[part.start : part.time.cut])
            self._add(Kind.END, text[part.time.cut : part.end])
            if self._bites:
                self._bites.break_off()
        elif part.name is not None:
            self._add(Kind.SPEAKER, text[part.start : part.end])
            self._unfinished = False
            if self._bites:
                self._bites.named(narrator=is_narrator(part.name.name))
        else:
            self._add(Kind.SHOT, text[part.start : part.end])

    def _speech(self, place: int, text: str, parts: Sequence[Part]) -> None:
        """What a row says behind its timecode and name."""
        start = self._link(text, parts[-1].end) if parts else 0
        bare = text[start:].strip()
        if not bare:
            return
        if not self._unfinished and (is_tape_mark(bare) or heads_shot_list(bare)):
            self._add(Kind.FRONT, bare)
            return
        named = any(part.name for part in parts)
        timed = any(part.time for part in parts)
        if is_mark(bare) and not is_silence(bare):
            stray = bare not in OPENING + CLOSING or not self._unfinished
            self._add(Kind.UNPLACED if stray else Kind.LINE, bare)
            return
        if timed and not named and is_credit(bare):
            self._add(Kind.FRONT, bare)
            return
        if named:
            kind = Kind.SOUND if is_sound(bare) and bare[:1] in "([" else Kind.LINE
        else:
            last = not self._script.after(place)
            listed = self._is_listed(place, bare)
            kind = kind_of(
                self._script.whole(place, bare),
                self._script.habits,
                timed=timed,
                unfinished=self._unfinished,
                last=last,
                listed=listed,
            )
        if kind is not Kind.LINE:
            self._add(kind, bare)
            return
        note = glued_note(bare, shouted=self._script.habits.shouted > 0.5) if timed and not named else 0
        if note:
            start = text.index(bare, start) + note
            self._add(Kind.SHOT, bare[:note])
        for begin, end, kind in self._parted(place, text, start):
            self._add(kind, text[begin:end], narration=kind is Kind.LINE and self._narrates(place, text[begin:end]))

    def _narrates(self, place: int, text: str) -> bool:
        """Whether speech is narration without a heading."""
        if self._bites is None:
            return False
        return self._bites.narrates(text.strip(), closed=place in self._closed)

    def _is_listed(self, place: int, text: str) -> bool:
        """Whether a row is a numbered shot of a list, or goes on from one in the row above."""
        listed = self._script.habits.listed
        if place in listed:
            return True
        if place in self._script.listing:
            kinds = (segment.kind for segment in reversed(self.found))
            return next((kind for kind in kinds if kind in (Kind.SPEAKER, Kind.TIMECODE)), None) is not Kind.SPEAKER
        above = self.found[-1].kind is Kind.SHOT if self.found else False
        return bool(listed) and above and not text.startswith(tuple(OPENING))

    def _link(self, text: str, start: int) -> int:
        """Where a text goes on behind the address that a timecode links to: `[0:05](https://…)`."""
        found = _LINK.match(text, start)
        if found is None:
            return start
        self._add(Kind.FRONT, found[0])
        return found.end()

    def _parted(self, place: int, text: str, start: int) -> Iterator[tuple[int, int, Kind]]:
        """Speech cut at the timecodes in brackets inside it."""
        for begin, end in self._inside[place]:
            if begin >= start:
                yield start, begin, Kind.LINE
                yield begin, end, Kind.TIMECODE
                start = end
        yield start, len(text), Kind.LINE

    def _add(self, kind: Kind, text: str, *, narration: bool = False, continues: bool = False) -> None:
        bare = text.strip()
        if bare:
            if kind is Kind.LINE:
                self._unfinished = not ends_sentence(bare)
            self.found.append(Segment(self._number, kind, bare, narration=narration, continues=continues))
