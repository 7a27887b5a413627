"""Where a sound bite ends and narration without a heading goes on."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from transcript.parser.paragraphs.habits import CLOSING, OPENING
from transcript.parser.paragraphs.script import Script

_AT_ONCE = 2
"""Seconds from the timecode of a heading to the one of the words that follow it, at most."""
_LONGEST = 60
"""Rows of a quotation, at most."""


class Bites:
    """Walks over the names, timecodes and lines of a document in which narration has no heading.

    A bite that is quoted ends with its quotation, another with its paragraph.
    """

    def __init__(self, *, quoted: bool) -> None:
        self._quoted = quoted
        self._bite = False  # speech belongs to who was named last
        self._begun = False  # some of it has been spoken
        self._open = False  # its quotation goes on
        self._marked = False  # it has quotation marks, as all bites of the document should

    def named(self, *, narrator: bool) -> None:
        """A heading: what follows is a bite, or narration that has one."""
        self._bite, self._begun, self._open, self._marked = True, narrator, narrator, narrator

    def break_off(self) -> None:
        """A timecode or a blank line: a new paragraph."""
        if self._begun and not self._open and not (self._quoted and self._marked):
            self._bite = False

    def narrates(self, line: str, *, closed: bool = True) -> bool:
        """Whether a line of speech is narration without a heading. closed: a quotation that it opens is closed."""
        opens = line[:1] in OPENING
        if self._bite and self._begun and not self._open and self._quoted and self._marked and not opens:
            self._bite = False
        if not self._bite:
            return True
        closes = closes_quotation(line) and (len(line) > 1 or self._open)
        self._marked = self._marked or closes or (opens and closed)
        self._open = ((opens and closed) or self._open) and not closes
        self._begun = True
        return False


def closes_quotation(line: str) -> bool:
    """Whether a line ends with a mark that closes a quotation."""
    return line.rstrip(" .,;…)").endswith(tuple(CLOSING))


def closed_quotations(script: Script) -> frozenset[int]:
    """The rows from which on a mark closes a quotation before somebody else is named."""
    found: set[int] = set()
    rows = _LONGEST  # to the next closing mark
    for place in reversed(range(len(script.rows))):
        rows = 0 if closes_quotation(script.texts[place].strip()) else rows + 1
        if rows < _LONGEST:
            found.add(place)
        if any(part.name for part in script.parts[place]):
            rows = _LONGEST
    return frozenset(found)


def silent_bites(script: Script) -> frozenset[int]:
    """The rows that announce a sound bite whose words are not written out: `10:01:17 Clip Ann Lee`.

    Nothing stands between such a heading and the next timecode, and the time between the two has room for the bite.
    """
    empty = dict(_empty_bites(script))
    gaps = [gap for gap in empty.values() if gap is not None]
    if empty and (not gaps or median(gaps) > _AT_ONCE):
        return frozenset(empty)
    return frozenset()


def _empty_bites(script: Script) -> Iterator[tuple[int, int | None]]:
    """Bites without words and the seconds to the next timecode."""
    running: int | None = None
    for place in range(script.begin, script.end):
        parts = script.parts[place]
        running = next((part.time.seconds for part in parts if part.time), running)
        bite = parts and parts[-1].name is not None and parts[-1].name.place == "bite"
        if not bite or script.texts[place][parts[-1].end :].strip():
            continue
        following = _following(script, place)
        if following is None:
            yield place, None
        elif (time := script.parts[following][0].time if script.parts[following] else None) is not None:
            spoken = script.texts[following][time.end :].strip() or script.after(following)
            if spoken[:1] not in OPENING or not spoken:
                known = running is not None and time.seconds is not None
                yield place, (time.seconds or 0) - (running or 0) if known else None


def _following(script: Script, place: int) -> int | None:
    """The next row that is part of the script, and of no heading that goes on."""
    rows = (later for later in range(place + 1, script.end) if later not in script.wrapped)
    return next((later for later in rows if not script.is_front(later)), None)
