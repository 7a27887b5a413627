"""What a programme holds along its time: who speaks when, how long shots last, how fast subtitles are to be read.

Times are milliseconds from the programme start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from transcript.clock import milliseconds
from transcript.errors import OutputRefused
from transcript.exporters.safety import clean
from transcript.labels import as_read
from transcript.spotting.quality.reading import ReadingSpeed
from transcript.spotting.quality.rule import Programme
from transcript.spotting.reading import to_read
from transcript.statistics import Talk, of_transcript
from transcript.timecode import Timecode

if TYPE_CHECKING:
    from transcript.labels import Labels
    from transcript.model import Subtitle, Transcript
    from transcript.spotting.presets import Preset

NOBODY = "(nobody named)"
_CLASSES = (0, 1, 2, 4, 8, 15, 30, 60)
"""Seconds at which a class of lengths of shots begins: about doubling, as lengths of shots spread."""


class Voice(NamedTuple):
    """One speaker: the name as it is shown, the stretches in which they speak, and what they say in figures."""

    name: str
    stretches: tuple[tuple[int, int], ...]
    talk: Talk


class LengthClass(NamedTuple):
    """Shots that last from so many seconds up to so many, the latter left out; None: without end."""

    least: int
    most: int | None
    shots: int

    @property
    def name(self) -> str:
        return f"{self.least} s or more" if self.most is None else f"{self.least}–{self.most} s"


class Speed(NamedTuple):
    """One subtitle: from when to when it stands, and how much there is to read in it, in characters or words.

    too_fast: it breaks the rule for reading speed, as `quality.check` tells.
    """

    start: int
    end: int
    amount: int
    too_fast: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Reading speeds of subtitles. rules: the preset's name. unit: what the speeds count. limit: the preset's, if any.

    unit_ms: the milliseconds in which so much is read: a second, or a minute for words.
    """

    rules: str
    unit: str
    unit_ms: int
    limit: float | None
    speeds: tuple[Speed, ...]

    def speed(self, one: Speed) -> float:
        return one.amount * self.unit_ms / (one.end - one.start)

    def above(self) -> tuple[Speed, ...]:
        """The subtitles that are faster than the limit."""
        return tuple(one for one in self.speeds if one.too_fast)

    def part(self, one: Speed, duration_ms: int, parts: int) -> int:
        """The part of the programme, of so many equal ones from 0, in which the middle of a subtitle lies."""
        return max(0, min(parts - 1, (one.start + one.end) * parts // (2 * duration_ms)))

    def profile(self, duration_ms: int, parts: int) -> list[float | None]:
        """The mean speed in each of so many equal parts of the programme; None where nothing is to be read."""
        amounts, lengths = [0] * parts, [0] * parts
        for one in self.speeds:
            part = self.part(one, duration_ms, parts)
            amounts[part] += one.amount
            lengths[part] += one.end - one.start
        return [
            amount * self.unit_ms / length if length else None for amount, length in zip(amounts, lengths, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Course:
    """A programme along its time. voices: who talks longest first. shots: one class after the other, all of them."""

    name: str
    start: Timecode
    duration_ms: int
    voices: tuple[Voice, ...]
    shots: tuple[LengthClass, ...]
    reading: Reading


def course(transcript: Transcript, subtitles: Sequence[Subtitle], rules: Preset, labels: Labels = "never") -> Course:
    """A programme along its time, with the reading speed of its subtitles against the limit of the rules.

    labels: when a speaker's name will stand before the words, which is to be read too. Raises OutputRefused for a
    script without timecodes, or in which nothing lasts.
    """
    figures = of_transcript(transcript)
    if not figures.duration_ms:
        raise OutputRefused("the script has no times to be shown", "pictures need timecodes")
    stretches: dict[str | None, list[tuple[int, int]]] = defaultdict(list)
    for cue in transcript.cues:
        stretches[cue.speaker].append((milliseconds(cue.start), milliseconds(cue.end)))
    return Course(
        name=clean(figures.name),
        start=transcript.timing.start,
        duration_ms=figures.duration_ms,
        voices=tuple(
            Voice(NOBODY if talk.speaker is None else clean(talk.speaker), _joined(stretches[talk.speaker]), talk)
            for talk in figures.talk
        ),
        shots=_classes([milliseconds(shot.end) - milliseconds(shot.start) for shot in transcript.shots]),
        reading=_reading([*as_read(subtitles, labels, rules.line_length)], rules),
    )


def _joined(stretches: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Stretches in their order, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return tuple(found)


def _classes(lengths: Sequence[int]) -> tuple[LengthClass, ...]:
    """Shots by their lengths; the end of one that does not last is not told by the script."""
    told = [length for length in lengths if length > 0]
    return tuple(
        LengthClass(
            least, most, sum(least * 1000 <= length and (most is None or length < most * 1000) for length in told)
        )
        for least, most in pairwise([*_CLASSES, None])
        if least is not None
    )


def _reading(subtitles: Sequence[Subtitle], rules: Preset) -> Reading:
    by_words = rules.max_cps is None and rules.max_wpm is not None
    limit = rules.max_wpm if by_words else rules.max_cps
    too_fast = {broken.number for broken in ReadingSpeed().check(subtitles, rules, Programme())}
    return Reading(
        rules=clean(rules.name),
        unit="words a minute" if by_words else "characters a second",
        unit_ms=60_000 if by_words else 1000,
        limit=None if limit is None else float(limit),
        # What has no time of its own has no speed.
        speeds=tuple(
            Speed(one.start, one.end, to_read(one.lines)[by_words], number in too_fast)
            for number, one in enumerate(subtitles, 1)
            if one.end > one.start
        ),
    )
