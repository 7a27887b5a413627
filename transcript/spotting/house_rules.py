"""A house's own rules: figures as people write them -> a preset.

They are written by the names of the command's options, durations in seconds. What is not stated comes from the preset
the rules are based on; without one it is no limit, but for the lines, which every house limits. A maximum speed brings
the target down with it where that would lie above, and is the target where there is none.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType
from typing import Any, Literal

from transcript.errors import InvalidSetting
from transcript.spotting.presets import PRESETS, Preset, Speed

BASE = "base"
_MOST_DECIMALS = 6


class InvalidRule(InvalidSetting):
    """A rule is unknown, or its figure cannot be meant. key: which one."""

    def __init__(self, key: str, found: str, advice: str) -> None:
        self.key = key
        super().__init__(found, advice)


@dataclass(frozen=True, slots=True)
class _Figure:
    """What a rule's figure may be. field: of the preset. least, most: what it may be. example: one as it is written.

    rounded: a duration becomes whole milliseconds upwards or downwards, so that it still says what it said.
    """

    field: str
    unit: str
    least: Decimal
    most: Decimal
    example: str
    whole: bool = False
    rounded: Literal["up", "down"] | None = None


def _whole(field: str, unit: str, least: int, most: int, example: str) -> _Figure:
    return _Figure(field, unit, Decimal(least), Decimal(most), example, whole=True)


def _speed(field: str, unit: str, least: int, most: int, example: str) -> _Figure:
    return _Figure(field, unit, Decimal(least), Decimal(most), example)


def _seconds(field: str, least: str, most: int, example: str, rounded: Literal["up", "down"] = "up") -> _Figure:
    return _Figure(field, "seconds", Decimal(least), Decimal(most), example, rounded=rounded)


# The bounds are wide: they refuse what cannot be meant, above all milliseconds where seconds are asked for.
_FIGURES: Mapping[str, _Figure] = MappingProxyType(
    {
        "line-length": _whole("line_length", "characters", 10, 100, "42"),
        "lines": _whole("lines", "lines", 1, 4, "2"),
        "target-cps": _speed("target_cps", "characters a second", 1, 100, "17"),
        "max-cps": _speed("max_cps", "characters a second", 1, 100, "20"),
        "target-wpm": _speed("target_wpm", "words a minute", 10, 1000, "160"),
        "max-wpm": _speed("max_wpm", "words a minute", 10, 1000, "180"),
        "min-duration": _seconds("min_duration_ms", "0.1", 30, "0.9"),
        "max-duration": _seconds("max_duration_ms", "0.5", 600, "7", "down"),
        "gap": _seconds("gap_ms", "0", 10, "0.08"),
        "close-gap": _seconds("close_gap_ms", "0", 10, "0.5"),
    }
)
KEYS = (BASE, *_FIGURES)
_NO_LIMITS = Preset(name="", line_length=0, lines=0, min_duration_ms=None, max_duration_ms=None, gap_ms=0)


def house_rules(said: Mapping[str, object], name: str) -> Preset:
    """The preset that a table of rules describes: KEYS and their figures, whole numbers or Decimals.

    name: the preset's. Raises InvalidRule.
    """
    for key in said:
        if key not in KEYS:
            raise InvalidRule(key, f"there is no rule {key!r}", _resembling(key))
    figures = {key: value for key, value in said.items() if key != BASE}
    if BASE in said:
        base = said[BASE]
        if not isinstance(base, str) or base.lower() not in PRESETS:
            raise InvalidRule(BASE, f"base is no preset: {_shown(base)}", f"choose from {', '.join(PRESETS)}")
        preset = PRESETS[base.lower()]
        return replace(overridden(preset, figures), name=name, source=f"{name}, based on {preset.name}")
    for key in ("line-length", "lines"):
        if key not in figures:
            advice = f'write {key} = {_FIGURES[key].example}, or base = "netflix" for what the file does not say'
            raise InvalidRule(key, f"the rules say neither {key} nor what they are based on", advice)
    return replace(overridden(_NO_LIMITS, figures), name=name, source=name)


def overridden(preset: Preset, figures: Mapping[str, object]) -> Preset:
    """A preset with single figures changed: KEYS but for `base`, whole numbers or Decimals. Raises InvalidRule."""
    if not figures:
        return preset
    values: dict[str, Any] = {_FIGURES[key].field: _value(key, value) for key, value in figures.items()}
    changed = replace(preset, source=f"{preset.source}; changed: {', '.join(figures)}", **values)
    changed = replace(
        changed,
        target_cps=_target(figures, "cps", changed.target_cps, changed.max_cps),
        target_wpm=_target(figures, "wpm", changed.target_wpm, changed.max_wpm),
    )
    shortest, longest = changed.min_duration_ms, changed.max_duration_ms
    if shortest is not None and longest is not None and shortest > longest:
        key, other = ("min-duration", "max-duration") if "min-duration" in figures else ("max-duration", "min-duration")
        side = "above" if key == "min-duration" else "below"
        found = f"min-duration is {shortest / 1000:g} seconds and max-duration {longest / 1000:g}"
        raise InvalidRule(key, found, f"a {key} {side} it needs another {other} too")
    if "close-gap" in figures and changed.close_gap_ms < changed.gap_ms:
        found = f"close-gap is {changed.close_gap_ms / 1000:g} seconds and gap {changed.gap_ms / 1000:g}"
        raise InvalidRule("close-gap", found, "gaps shorter than close-gap are closed to gap: it has to be longer")
    return changed


def _target(figures: Mapping[str, object], unit: str, target: Speed | None, most: Speed | None) -> Speed | None:
    """The target speed under a maximum. Raises InvalidRule where the target itself was asked for and lies above."""
    key = f"target-{unit}"
    if key in figures:
        if target is not None and most is not None and target > most:
            found = f"{key} is {float(target):g} and max-{unit} {float(most):g}"
            raise InvalidRule(key, found, f"a target above the maximum needs another max-{unit} too")
        return target
    if f"max-{unit}" not in figures or most is None:
        return target
    return most if target is None else min(target, most)


def _value(key: str, value: object) -> int | Fraction:
    """A figure as the preset holds it. Raises InvalidRule."""
    figure = _FIGURES[key]
    such = f"write it such as {key} = {figure.example}"
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise InvalidRule(key, f"{key} is no number: {_shown(value)}", such)
    number = Decimal(value)
    if not figure.least <= number <= figure.most:
        found = f"{key} is {_shown(value)}, which cannot be"
        raise InvalidRule(key, found, f"it goes from {figure.least} to {figure.most} {figure.unit}")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_MOST_DECIMALS:
        raise InvalidRule(key, f"{key} has more than {_MOST_DECIMALS} decimals", such)
    exact = Fraction(number)
    if figure.whole and exact.denominator != 1:
        raise InvalidRule(key, f"{key} is no whole number: {_shown(value)}", such)
    if figure.rounded is not None:
        return ceil(exact * 1000) if figure.rounded == "up" else floor(exact * 1000)
    return exact if exact.denominator != 1 else exact.numerator


def _shown(value: object) -> str:
    """A value as TOML writes it, as far as one line of a message needs it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _resembling(key: str) -> str:
    near = difflib.get_close_matches(key.lower().replace("_", "-"), KEYS, n=1, cutoff=0.7)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(KEYS)}"
