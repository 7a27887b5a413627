"""What a delivery asks for: the rules of the subtitles, who and what is shown in them, and the times of the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from transcript.errors import InvalidSetting
from transcript.labels import Labels
from transcript.spotting.presets import PRESETS, Preset


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What is asked of subtitles and of the files made of them.

    rules: readability rules. labels: when a speaker's name stands before the words, None as is usual in the format.
    dual: two speakers in quick exchange may share a subtitle. sdh: sound notes are shown in brackets, for the deaf and
    hard of hearing. titles: text on the screen is shown as subtitles. colours: each speaker has a colour, where the
    format has them. italics: voice-over is set in italics, likewise. programme_time: times count from 00:00:00 of the
    timecode, not from the programme start.
    """

    rules: Preset = PRESETS["netflix"]
    labels: Labels | None = None
    dual: bool = False
    sdh: bool = False
    titles: bool = False
    colours: bool = False
    italics: bool = False
    programme_time: bool = False

    def __post_init__(self) -> None:
        known = get_args(Labels)
        if self.labels is not None and self.labels not in known:
            raise InvalidSetting(f"no labels are called {self.labels!r}", f"choose from {', '.join(known)}")


def find_rules(rules: str | Preset) -> Preset:
    """The preset called `rules`, or `rules` itself where it is one. Raises InvalidSetting naming all presets."""
    if isinstance(rules, Preset):
        return rules
    if rules not in PRESETS:
        raise InvalidSetting(f"no rules are called {rules!r}", f"choose from {', '.join(PRESETS)}")
    return PRESETS[rules]
