"""Timecodes as typed: what counts as one in a row of its own, slips included."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias

from transcript.parser.timecodes.units import Unit, counted
from transcript.timecode import Timecode

# A digit too many or too few in a field is a slip, not another thing; so are letters O and l typed for 0 and 1.
_ALONE = re.compile(
    r"[0-9OoIl]{1,3}[.:;,][ ]?[0-9OoIl]{1,3}[.:;,][ ]?[0-9OoIl]{1,4}(?:[.:;,][0-9OoIl]{1,3})?", re.ASCII
)
_MISSING_POINT = re.compile(r"\d{2}[.:;]\d{4}|\d{4}[.:;]\d{2}", re.ASCII)
_LEADING = re.compile(r"(\d{1,2}([.:])[0-5]\d\2[0-5]\d(?:[.:;]\d\d)?)(?=[ \u00a0])", re.ASCII)
_TRAILING = re.compile(r"(?<=[ \u00a0])\d{2}([.:])[0-5]\d\1[0-5]\d(?:[.:;]\d\d)?$", re.ASCII)


WIDE = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF1A: ":", 0xFF0E: ".", 0xFF1B: ";"}
"""The wide digits and marks of East Asian typing, one for one."""


class Stamp(NamedTuple):
    """A timecode as typed.

    typed: the text. seconds: whole seconds the label counts, None where the timecode is malformed. frames: None
    where the label has none. fraction: what it says below a second in decimals. before_zero: it is negative, and
    stands at zero instead.
    """

    typed: str
    seconds: int | None
    frames: int | None = None
    drop: bool = False
    fraction: Fraction = Fraction(0)
    before_zero: bool = False

    @property
    def label(self) -> Timecode | None:
        """The label that is typed, None where the timecode is malformed."""
        if self.seconds is None:
            return None
        return replace(Timecode.of_seconds(self.seconds), frames=self.frames, drop=self.drop)

    @property
    def spread(self) -> bool:
        """Whether it is typed with hours and means minutes and seconds, as spreadsheets spread them."""
        fields = _DIGITS.findall(self.typed)
        return len(fields) == _FULL and self.seconds == int(fields[0]) * 60 + int(fields[1]) > 0

    @property
    def malformed(self) -> Stamp:
        """The same typed text, as one that says no time."""
        return Stamp(self.typed, None)

    def meaning(self, label: Timecode) -> Stamp:
        """The same typed text, with the label that the user says is meant."""
        return Stamp(self.typed, label.label_seconds, label.frames, label.drop)


def is_stamp(text: str) -> bool:
    """Whether a stripped text is a timecode and nothing else, with or without a slip."""
    if not 5 <= len(text) <= 16 or not text[0].isascii() or text[0].isalpha():
        return False
    if not text[-1].isdigit() and text[-1] not in "OoIl":
        return False
    form = _ALONE.fullmatch(text) or _MISSING_POINT.fullmatch(text)
    return form is not None and sum(map(str.isdigit, text)) >= 5


def leading_stamp(text: str) -> int:
    """Length of a well-formed timecode at the head of a stripped text that goes on after it; 0 where none is."""
    if not text[:1].isdigit():
        return 0
    form = _LEADING.match(text)
    return form.end(1) if form else 0


def trailing_stamp(text: str) -> int:
    """Where a well-formed timecode at the end of a stripped text begins; 0 where none does."""
    if not text[-1:].isdigit():
        return 0
    form = _TRAILING.search(text)
    return form.start() if form else 0


def read_stamps(texts: Sequence[str], *, days: bool = False, unit: Unit | None = None) -> list[Stamp]:
    """The timecodes of one document.

    What a field means shows in the document as a whole: two fields are minutes and seconds, three hours, minutes and
    seconds, four have frames, or days in front where `days` says so. A timecode of another form than the others is
    malformed; but minutes and seconds may go over into hours where the first is full, and are right among timecodes of
    three fields where they stand in order. unit: what figures count where
    they are no timecodes, or hours and minutes.
    """
    if unit is not None:
        return [_counted(text.strip(), unit) for text in texts]
    hundredths = any(int(found[1]) >= _MOST_FRAMES for text in texts if (found := _TWO_DECIMALS.search(text)))
    split = [_fields(text, hundredths=hundredths) for text in texts]
    usual = Counter(len(fields) for fields, _, _ in split)
    if at := _spread(split):
        split = [*split[:at], *((fields[:_SHORT], fraction, drop) for fields, fraction, drop in split[at:])]
        usual = Counter(len(fields) for fields, _, _ in split)
    if full := _grown([fields for fields, _, _ in split]):
        usual[_SHORT] = usual[full] = usual.total()
    stamps = [_read(text.strip(), parts, usual=usual, days=days) for text, parts in zip(texts, split, strict=True)]
    if days:
        return [_at_zero(stamp) for stamp in stamps]
    return _in_place(stamps, split) if usual[_FULL] * 2 > usual.total() else stamps


def _in_place(stamps: Sequence[Stamp], split: Sequence[_Parts]) -> list[Stamp]:
    """The same stamps; of minutes and seconds among timecodes with hours those count that fit in between: `5:00`."""
    before = list(accumulate((stamp.seconds or 0 for stamp in stamps), max))
    after = list(accumulate((_NEVER if s.seconds is None else s.seconds for s in reversed(stamps)), min))
    found: list[Stamp] = []
    for stamp, parts, low, high in zip(stamps, split, before, reversed(after), strict=True):
        short = stamp.seconds is None and len(parts[0]) == _SHORT
        read = _read(stamp.typed, parts, usual=Counter({_SHORT: 1}), days=False) if short else stamp
        fits = read.seconds is not None and low <= read.seconds <= high < _NEVER
        found.append(read if fits else stamp)
    return found


_NEVER = 10**9


# Tenths may stand behind a hyphen: #00:00:05-2#.
_DECIMALS = re.compile(r"(?<=:)(\d{1,2})(?:[.,](\d{3}|\d)(?!\d)|-(\d)(?=#))", re.ASCII)
# Two digits behind a point are frames (10:00:02.12) unless they run to where no frames do (0:00:02.87).
_TWO_DECIMALS = re.compile(r"(?<=:\d\d)[.,](\d\d)(?!\d)", re.ASCII)
_MOST_FRAMES = 30
_DIGITS = re.compile(r"\d+", re.ASCII)
_LETTER = re.compile(r"[\d.:][OoIl](?![A-Za-z]{2})|(?<![A-Za-z])[OoIl][\d.:]", re.ASCII)
_NEGATIVE = re.compile(r"[\[( ]*[-−–] ?\d", re.ASCII)


_Parts: TypeAlias = tuple[list[str], Fraction, bool]


def _fields(text: str, *, hundredths: bool = False) -> _Parts:
    """The whole fields of a timecode, the decimals behind its seconds, and whether its frames are drop-frame's."""
    if not text.isascii():
        text = text.translate(WIDE)
    if _LETTER.search(text):
        return [], Fraction(0), False  # a letter for a digit: not for this to mend
    if hundredths and (two := _TWO_DECIMALS.search(text)):
        return _DIGITS.findall(text[: two.start()]), Fraction(int(two[1]), 100), False
    decimals = _DECIMALS.search(text)
    if decimals:
        digits = decimals[2] or decimals[3]
        fraction = Fraction(int(digits), 10 ** len(digits))
        return _DIGITS.findall(text[: decimals.end(1)]), fraction, False
    return _DIGITS.findall(text), Fraction(0), ";" in text


def _spread(split: Sequence[_Parts]) -> int:
    """From which timecode on a spreadsheet took minutes and seconds for hours and minutes; 0 where it did not.

    It keeps 23:59 as it is typed, for that is a time of day, and makes a length of 24:20, with seconds: 24:20:00.
    """
    at = next((place for place, (fields, _, _) in enumerate(split) if len(fields) == _FULL), 0)
    if at < _ENOUGH or any(len(fields) != _SHORT for fields, _, _ in split[:at]):
        return 0
    spread = [fields for fields, _, _ in split[at:]]
    if any(len(fields) != _FULL or fields[-1] != "00" or int(fields[0]) < _DAY for fields in spread):
        return 0
    return at if max(int(fields[0]) for fields, _, _ in split[:at]) < _DAY else 0


_DAY, _ENOUGH = 24, 3


def _grown(fields: Sequence[Sequence[str]]) -> int:
    """How many fields timecodes have from the second hour on that have two before it; 0 where they do not so change."""
    at = next((place for place, parts in enumerate(fields) if len(parts) > _SHORT), 0)
    if not at or int(fields[at][0]) != 1 or any(len(parts) != _SHORT for parts in fields[:at]):
        return 0
    full = len(fields[at])
    return full if full <= _LONG and all(len(parts) == full for parts in fields[at:]) else 0


_SHORT, _FULL, _LONG = 2, 3, 4
"""Fields of minutes and seconds, of hours with them, and with frames."""


def _counted(text: str, unit: Unit) -> Stamp:
    time = counted(text, unit)
    if time is None:
        return read_stamps([text])[0]
    return Stamp(text, time.seconds, time.frames, fraction=time.fraction)


def _read(text: str, parts: _Parts, *, usual: Counter[int], days: bool) -> Stamp:
    fields, fraction, drop = parts
    malformed = Stamp(text, None)
    count = len(fields)
    if not 2 <= count <= 4 or (count != 3 and usual[count] * 10 < usual.total()):
        return malformed
    frames = None
    if count == 4 and days:
        day, hours, minutes, seconds = fields
        hours = str(int(day) * 24 + int(hours))
    elif count == 4:
        hours, minutes, seconds, frames = fields
    elif count == 3:
        hours, minutes, seconds = fields
    else:
        hours, (minutes, seconds) = "0", fields
    two_digits = [seconds, *([minutes] if count > 2 else []), *([] if frames is None else [frames])]
    if any(len(field) != 2 for field in two_digits) or int(seconds) > 59 or (count > 2 and int(minutes) > 59):
        return malformed
    if len(hours) > 3 or len(minutes) > 3:
        return malformed
    total = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    return Stamp(text, total, None if frames is None else int(frames), drop and frames is not None, fraction)


def _at_zero(stamp: Stamp) -> Stamp:
    """Mission time before zero: no programme time says it, so it is held at zero, and said to be so."""
    if stamp.seconds is None or not _NEGATIVE.match(stamp.typed):
        return stamp
    return Stamp(stamp.typed, 0, before_zero=True)


def in_order(texts: Iterable[str], unit: Unit | None = None) -> bool:
    """Whether texts that look like timecodes are some: most of them well formed, and running forward."""
    stamps = read_stamps(list(texts), unit=unit)
    sound = [stamp.seconds for stamp in stamps if stamp.seconds is not None]
    forward = sum(before <= after for before, after in pairwise(sound))
    return len(sound) * 2 > len(stamps) and forward * 10 >= 7 * (len(sound) - 1)
