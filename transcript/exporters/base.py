"""What an export format is, what may be asked of it, and what comes out. See the package for how to add one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from transcript.archive import Only
from transcript.labels import Labels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transcript.model import Problem, Subtitle, Transcript
    from transcript.spotting.pace import Speech


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the user may ask of every format; a format that cannot honour an option ignores it.

    labels: when the speaker's name stands in the visible text as `NAME: `: never, on each change of speaker, or
    always; None leaves it to the format. programme_time: times begin at the programme start's timecode
    (10:00:00,000) instead of zero. italics: voice-over is marked up as italic (Netflix TTSG, subtitle templates).
    colours: each speaker has a colour (BBC Subtitle Guidelines). line_length: how long a line may become through its
    label, in characters (42: Netflix TTSG, English). said: the words with their times, for formats that need them.
    only: the archive, the shots or the speech alone, in formats that hold them apart (`Format.selects`). programme: the
    whole of which the transcript is a part, such as a reel: speakers have the colours that they have in it.
    """

    labels: Labels | None = None
    programme_time: bool = False
    italics: bool = False
    colours: bool = False
    line_length: int = 42
    said: tuple[Speech, ...] = ()
    only: Only | None = None
    programme: Transcript | None = None


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
    line. keeps, loses: what of a script arrives in the file and what does not. read_by: the tools that open it.
    checked: which other programs read it in the tests, or that there is none. write: makes the file. aliases: other
    names people call it by. needs_subtitles: it is made of subtitles; others are made of the transcript alone.
    takes_subtitles: it holds subtitles beside the rest, where there are any. needs_words: it is made of words with
    their times. needs_speech: it is made of speech as the script has it. needs_times: it can hold nothing but what has
    a time. selects: it holds archive, shots or speech alone where that is asked for. labels: when speakers are labelled
    unless told otherwise. line_length, coloured_line_length: characters that its screen has room for in a line, in the
    second case beside the codes of a colour; None where it has no columns.
    """

    name: str
    suffix: str
    description: str
    keeps: str
    loses: str
    read_by: str
    checked: str
    write: Writer
    aliases: tuple[str, ...] = ()
    needs_subtitles: bool = False
    takes_subtitles: bool = False
    needs_words: bool = False
    needs_speech: bool = False
    needs_times: bool = True
    selects: bool = False
    labels: Labels = "never"
    line_length: int | None = None
    coloured_line_length: int | None = None

    def longest_line(self, options: ExportOptions) -> int:
        """How long a line may be: as the rules have it, or less where its screen has less room."""
        room = self.coloured_line_length if options.colours else self.line_length
        return options.line_length if room is None else min(options.line_length, room)

    @property
    def shows_subtitles(self) -> bool:
        """Subtitles go into it."""
        return self.needs_subtitles or self.takes_subtitles

    @property
    def holds_only_speech(self) -> bool:
        """Of a script in which nobody speaks nothing goes into it (notes that are shown as subtitles apart)."""
        return self.needs_subtitles or self.needs_words or self.needs_speech
