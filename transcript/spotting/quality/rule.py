"""What a rule is, and what it says of a subtitle that breaks it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from transcript.clock import clock
from transcript.model import Place, Problem, Severity, Span, Subtitle
from transcript.spotting.presets import Preset


class Break(NamedTuple):
    """A rule that a subtitle breaks.

    rule: its slug. number: the subtitle's, from 1. message: by how much, and when. fix: what would mend it. severity:
    WARNING for a figure of the house, INFO for what is a matter of taste.
    """

    rule: str
    number: int
    message: str
    fix: str = ""
    severity: Severity = Severity.WARNING


class Programme(NamedTuple):
    """What else is known. shots: when shots change, in milliseconds, in order. language: of the subtitles.

    names: words, in small letters, known to be names, as in `phrases.break_costs`.
    """

    shots: Sequence[int] = ()
    language: str | None = None
    names: frozenset[str] = frozenset()


class Rule(Protocol):
    slug: str

    def check(self, subtitles: Sequence[Subtitle], preset: Preset, programme: Programme) -> Iterable[Break]: ...


def problem(broken: Break, subtitle: Subtitle, span: Span, number: int | None = None) -> Problem:
    """A broken rule as a problem. span: the lines of the source. number: the subtitle's, where it is another there."""
    place = Place(broken.number if number is None else number, subtitle.start, subtitle.end)
    return Problem(broken.rule, broken.severity, broken.message, span, broken.fix, place)


def seconds(milliseconds: int) -> str:
    """`0.80 s`, and `0.834 s` where hundredths do not say it."""
    text = f"{milliseconds / 1000:.3f}"
    return f"{text.removesuffix('0')} s"


def at(subtitle: Subtitle) -> str:
    return f"{clock(subtitle.start)} --> {clock(subtitle.end)}"
