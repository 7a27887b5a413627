"""What a search gives back: frozen values with the spans of the words found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Mark(NamedTuple):
    """Characters start … end (end excluded) of a line, as typed, that were searched for."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundCue:
    """One cue of a programme as a search shows it.

    id: of the row in the index. number: of the cue in its programme, from 1. speaker: None where the script names
    nobody. timecode: programme time as a label such as `10:00:02`. start_ms, end_ms: milliseconds from the programme
    start. These three are None where the script has no timecode at all. line: as typed. marks: what of it was
    searched for, in order; none in cues that are context. shot: the note of the shot the cue starts in.
    heard_from_ms, heard_until_ms: between which its words are heard, as they are reckoned for subtitles; None where
    that is not known.
    """

    id: int
    number: int
    speaker: str | None
    timecode: str | None
    start_ms: int | None
    end_ms: int | None
    voice_over: bool
    qualifier: str | None
    line: str
    shot: str | None = None
    marks: tuple[Mark, ...] = ()
    heard_from_ms: int | None = None
    heard_until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class FoundProgramme:
    """The programme a hit stands in. name: without its folder. start: the programme start as a label.

    frame_rate: as `transcript.timecode.FrameRate` writes it; None in scripts of whole seconds.
    """

    id: int
    path: str
    name: str
    start: str | None
    frame_rate: str | None
    drop_frame: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that was searched for, or the cues over which a phrase goes on, where a timecode or shot note cuts it.

    cues: one, or several that follow each other. before, after: the cues around, as many as were asked for, of the
    same programme. score: its relevance, more is better; None where hits are in the order of time.
    """

    programme: FoundProgramme
    cues: tuple[FoundCue, ...]
    before: tuple[FoundCue, ...] = ()
    after: tuple[FoundCue, ...] = ()
    score: float | None = None

    @property
    def speaker(self) -> str | None:
        """Who says it."""
        return self.cues[0].speaker

    @property
    def timecode(self) -> str | None:
        """Where it begins."""
        return self.cues[0].timecode

    @property
    def start_ms(self) -> int | None:
        """Where it begins, in milliseconds from the programme start."""
        return self.cues[0].start_ms

    @property
    def end_ms(self) -> int | None:
        """Where it ends, in milliseconds from the programme start."""
        return self.cues[-1].end_ms

    @property
    def line(self) -> str:
        """All that is said in it."""
        return " ".join(cue.line for cue in self.cues)


@dataclass(frozen=True, slots=True)
class Results:
    """The hits that were asked for, of all there are.

    total: how many hits there are in all. approximate: there are so many that only a spread of them over the whole
    archive was ranked. estimated: nor were they all counted: total is reckoned from a part of the archive, to two
    figures; else it is exact. speakers: the names that the wanted speaker stands for. spellings: for each word of the
    query that fuzzy or stem widened, the words of the archive that are found for it. left_out: likewise those that are
    not, for with them a phrase would have too many wordings.
    """

    hits: tuple[Hit, ...]
    total: int
    approximate: bool = False
    estimated: bool = False
    speakers: tuple[str, ...] = ()
    spellings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    left_out: tuple[tuple[str, tuple[str, ...]], ...] = ()
