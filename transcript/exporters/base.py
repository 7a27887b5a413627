"""What an export format is, what may be asked of it, and what comes out. See the package for how to add one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from transcript.labels import Labels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transcript.model import Problem, Subtitle, Transcript


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the user may ask of every format; a format that cannot honour an option ignores it.

    labels: when the speaker's name stands in the visible text as `NAME: `: never, on each change of speaker, or
    always; None leaves it to the format. programme_time: times begin at the programme start's timecode
    (10:00:00,000) instead of zero. italics: voice-over is marked up as italic (Netflix TTSG, subtitle templates).
    colours: each speaker has a colour (BBC Subtitle Guidelines). line_length: how long a line may become through its
    label, in characters (42: Netflix TTSG, English).
    """

    labels: Labels | None = None
    programme_time: bool = False
    italics: bool = False
    colours: bool = False
    line_length: int = 42


@dataclass(frozen=True, slots=True)
class Exported:
    """One finished file, and what had to be changed or left out for its format's sake."""

    content: bytes
    problems: tuple[Problem, ...] = ()


Writer: TypeAlias = "Callable[[Transcript, Sequence[Subtitle], ExportOptions], Exported]"


@dataclass(frozen=True, slots=True)
class Format:
    """One export format.

    name: as in `--to NAME`. suffix: what a file of it ends in, unlike that of any other format. description: one
    line. keeps, loses: what of a script arrives in the file and what does not. write: makes the file. aliases: other
    names people call it by. needs_subtitles: it is made of subtitles; others are made of the transcript alone.
    needs_times: it can hold nothing but what has a time. labels: when speakers are labelled unless told otherwise.
    """

    name: str
    suffix: str
    description: str
    keeps: str
    loses: str
    write: Writer
    aliases: tuple[str, ...] = ()
    needs_subtitles: bool = False
    needs_times: bool = True
    labels: Labels = "never"
