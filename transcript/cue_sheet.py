"""The columns of a cue sheet: the table of cues and shots that is written for spreadsheets and read back from them."""

from __future__ import annotations

import re
from enum import Enum


class Column(Enum):
    """A column by the name at its head, in the order in which they stand.

    IN, OUT: programme time. IN_IS, OUT_IS: given by the script, repaired or estimated. TYPED: the timecode as it stands
    in the script, where IN says it otherwise. LINES: of the source.
    """

    TYPE = "Type"
    NUMBER = "No."
    IN = "In"
    OUT = "Out"
    DURATION = "Duration"
    SECONDS = "Seconds"
    SPEAKER = "Speaker"
    VOICE_OVER = "V/O"
    QUALIFIER = "Qualifier"
    SIZE = "Size"
    TEXT = "Text"
    IN_IS = "In is"
    OUT_IS = "Out is"
    TYPED = "Typed"
    REEL = "Reel"
    LINES = "Lines"
    FRAME_RATE = "Frame rate"


class Type(Enum):
    """What a row holds."""

    SPEECH = "speech"
    SHOT = "shot"
    SOUND = "sound"
    TITLE = "title"


VOICE_OVER = "V/O"
GUARD = "'"

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), full-width forms included; some read
# a semicolon as the end of a cell.
_FORMULA = re.compile(rf"(^|;)(?={GUARD}*[=+\-@\t\r＝＋－＠])")
_GUARDED = re.compile(rf"^{GUARD}(?={GUARD}*[=+\-@＝＋－＠])")


def guarded(text: str) -> str:
    """A text that no spreadsheet runs as a formula: an apostrophe stands before what looks like one (OWASP)."""
    return _FORMULA.sub(rf"\1{GUARD}", text)


def guard_of(text: str) -> str:
    """The apostrophe with which a text was guarded, empty where there is none."""
    return GUARD if _GUARDED.match(text) else ""
