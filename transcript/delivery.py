"""What a delivery asks for: the rules of the subtitles, who and what is shown in them, and the times of the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import get_args

from transcript.archive import Only
from transcript.errors import InvalidSetting
from transcript.labels import Labels
from transcript.spotting.presets import PRESETS, Preset

_FORM = 'write lines such as base = "netflix" and max-cps = 18'


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What is asked of subtitles and of the files made of them.

    rules: readability rules. labels: when a speaker's name stands before the words, None as is usual in the format.
    dual: two speakers in quick exchange may share a subtitle. sdh: sound notes are shown in brackets, for the deaf and
    hard of hearing. titles: text on the screen is shown as subtitles. colours: each speaker has a colour, where the
    format has them. italics: voice-over is set in italics, likewise. programme_time: times count from 00:00:00 of the
    timecode, not from the programme start. only: of the script the archive, the shots or the speech alone, in files
    that hold these apart: tables and markers.
    """

    rules: Preset = PRESETS["netflix"]
    labels: Labels | None = None
    dual: bool = False
    sdh: bool = False
    titles: bool = False
    colours: bool = False
    italics: bool = False
    programme_time: bool = False
    only: Only | None = None

    def __post_init__(self) -> None:
        _check("labels are", self.labels, get_args(Labels))
        _check("part of a script is", self.only, get_args(Only))


def _check(what: str, given: str | None, known: Sequence[str]) -> None:
    if given is not None and given not in known:
        raise InvalidSetting(f"no {what} called {given!r}", f"choose from {', '.join(known)}")


def find_rules(rules: str | Preset) -> Preset:
    """The preset called `rules`, or `rules` itself where it is one. Raises InvalidSetting naming all presets."""
    if isinstance(rules, Preset):
        return rules
    if rules not in PRESETS:
        advice = f"choose from {', '.join(PRESETS)}, or read a house's own file with read_rules"
        raise InvalidSetting(f"no rules are called {rules!r}", advice)
    return PRESETS[rules]


def read_rules(path: str | PathLike[str]) -> Preset:
    """The rules of a house in its TOML file, named as the file is.

    It holds figures by the names of the command's options, durations in seconds, and the preset they are based on:

        base = "netflix"
        line-length = 40
        max-cps = 18
        min-duration = 1.2

    Without a base it says line-length and lines, and what it does not say has no limit. Raises MissingDocument where
    there is no such file, and InvalidSetting with the line of what cannot be meant.
    """
    from transcript.spotting.house_rules import InvalidRule, house_rules
    from transcript.toml_file import line_of, read_toml

    where = Path(path)
    table, text = read_toml(where, "rules file", _FORM)
    try:
        return house_rules(table, where.name)
    except InvalidRule as error:
        error.path, error.line = str(path), line_of(error.key, text)
        raise
