"""Where a sound bite ends and narration without a heading goes on."""

from __future__ import annotations

from transcript.parser.paragraphs.habits import CLOSING, OPENING


class Bites:
    """Walks over the names, timecodes and lines of a document in which narration has no heading.

    A bite that is quoted ends with its quotation, another with its paragraph.
    """

    def __init__(self, *, quoted: bool) -> None:
        self._quoted = quoted
        self._bite = False  # speech belongs to who was named last
        self._begun = False  # some of it has been spoken
        self._open = False  # its quotation goes on

    def named(self, *, narrator: bool) -> None:
        """A heading: what follows is a bite, or narration that has one."""
        self._bite, self._begun, self._open = True, narrator, narrator

    def break_off(self) -> None:
        """A timecode or a blank line: a new paragraph."""
        if self._begun and not self._open and not self._quoted:
            self._bite = False

    def narrates(self, line: str) -> bool:
        """Whether a line of speech is narration without a heading."""
        opens = line[:1] in OPENING
        if self._bite and self._begun and not self._open and self._quoted and not opens:
            self._bite = False
        if not self._bite:
            return True
        closes = line.rstrip(" .,;…)").endswith(tuple(CLOSING)) and (len(line) > 1 or self._open)
        self._open = (opens or self._open) and not closes
        self._begun = True
        return False
