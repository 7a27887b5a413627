"""Rules that subtitles should keep: each one a class with a slug and a check, which says by how much one breaks it.

The figures are a house's and come from its preset. Three rules are of good taste and hold for all houses, as far as
what they need is known: no line ends in an article, none parts a phrase, and no edge lies near a shot change without
being on it. To add a rule: write its class in a module of its own and name it in RULES.
"""

from __future__ import annotations

from collections.abc import Sequence

from transcript.model import Subtitle
from transcript.spotting.presets import Preset
from transcript.spotting.quality.articles import BreakAfterArticle
from transcript.spotting.quality.durations import DurationLong, DurationShort
from transcript.spotting.quality.lines import LineCount, LineLength
from transcript.spotting.quality.neighbours import Gap, Overlap
from transcript.spotting.quality.phrases import BreakInPhrase
from transcript.spotting.quality.reading import ReadingSpeed
from transcript.spotting.quality.rule import Break, Programme, Rule, problem
from transcript.spotting.quality.shots import EdgeNearShotChange, shot_changes

__all__ = ["RULES", "Break", "LineLength", "Rule", "check", "problem", "shot_changes"]

RULES: tuple[Rule, ...] = (
    ReadingSpeed(),
    LineLength(),
    LineCount(),
    DurationShort(),
    DurationLong(),
    Gap(),
    Overlap(),
    BreakAfterArticle(),
    BreakInPhrase(),
    EdgeNearShotChange(),
)


def check(
    subtitles: Sequence[Subtitle],
    preset: Preset,
    shots: Sequence[int] = (),
    language: str | None = None,
    names: frozenset[str] = frozenset(),
) -> list[Break]:
    """Every rule the subtitles break, by subtitle.

    subtitles: in the order of their in times. shots: when shots change, in milliseconds, as far as that is known to
    the frame (see `shot_changes`). language: of the subtitles, as a BCP 47 tag. names: as in `phrases.break_costs`.
    """
    programme = Programme(shots, language, names)
    found = [broken for rule in RULES for broken in rule.check(subtitles, preset, programme)]
    return sorted(found, key=lambda broken: broken.number)
