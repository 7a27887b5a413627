"""The data every part of transcript speaks of: frozen values that know nothing of files.

Times called *programme seconds* are exact fractions of a second counted from the programme start
(`Timing.start`); times called milliseconds are whole numbers counted from the same place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from transcript.timecode import FrameRate, Timecode


class Span(NamedTuple):
    """First and last line of the source (1-based, both included) that something was read from."""

    first: int
    last: int


class Row(NamedTuple):
    """One line, paragraph or table row of a document, as a reader hands it on.

    number: its 1-based place in the source. cells: one text per column where the document has columns, else
    one; in a table a cell of several lines holds newlines. gap: how many blank lines stand before it. table: the
    number of the table it is a row of, 0 outside tables. front: it is a page header or footer.
    """

    number: int
    cells: tuple[str, ...]
    gap: int = 0
    table: int = 0
    front: bool = False


class Kind(Enum):
    """What a stretch of a row is. Every character of a document stands in a segment of exactly one kind."""

    TIMECODE = "TIMECODE"
    SPEAKER = "SPEAKER"
    LINE = "LINE"
    SHOT = "SHOT"
    SOUND = "SOUND"
    TITLE = "TITLE"
    END = "END"
    FRONT = "FRONT"
    UNPLACED = "UNPLACED"


class Segment(NamedTuple):
    """A stretch of one row with its kind.

    number: the row's. text: as typed. continues: a shot note or a name that goes on with the one before it. ahead: a
    note whose timecode follows it in its row. duration: an END that says how long, not until when. turn: when it is
    read among its row's segments (in records, among the document's), where that is not the order in which they stand:
    a table row is read line by line, timecode first. narration: a line that no heading holds for any more: the
    narrator's, between sound bites.
    """

    number: int
    kind: Kind
    text: str
    continues: bool = False
    ahead: bool = False
    duration: bool = False
    turn: int = 0
    narration: bool = False


class Provenance(Enum):
    """How a time came about: typed in the script, mended from what was typed, or reckoned."""

    GIVEN = "given"
    REPAIRED = "repaired"
    ESTIMATED = "estimated"


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(NamedTuple):
    """Where in the subtitles something is: the number of one, from 1, and its in and out time in milliseconds."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the user should know: a stable slug, what was found where, and what to do about it.

    span: the lines of the source. subtitle: the one that breaks a rule, where it is about subtitles.
    """

    code: str
    severity: Severity
    message: str
    span: Span
    fix: str = ""
    subtitle: Place | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """One stretch of one speaker's speech under one timecode.

    speaker: the person's usual name, None where the script names nobody. timecode: programme time after
    repair. start, end: programme seconds. line: the words as typed, rows joined by one space. shot: number of
    the shot the cue starts in. qualifier: what the heading says besides the name. typed: the timecode as it
    stands in the script. end_given: the script itself says when the cue ends.
    """

    number: int
    speaker: str | None
    timecode: Timecode
    start: Fraction
    end: Fraction
    line: str
    span: Span
    shot: int | None = None
    voice_over: bool = False
    qualifier: str | None = None
    time: Provenance = Provenance.GIVEN
    typed: str | None = None
    reel: int = 1
    end_given: bool = False


@dataclass(frozen=True, slots=True)
class Shot:
    """One shot note with the time it begins; it ends where the next shot begins. size: MS, CU, … or None."""

    number: int
    timecode: Timecode
    start: Fraction
    end: Fraction
    note: str
    span: Span
    size: str | None = None
    time: Provenance = Provenance.GIVEN
    typed: str | None = None
    reel: int = 1


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound or pacing note that nobody says: TITLE MUSIC, (PAUSE)."""

    timecode: Timecode
    start: Fraction
    note: str
    span: Span


@dataclass(frozen=True, slots=True)
class Title:
    """Text that stands on the screen."""

    timecode: Timecode
    start: Fraction
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person who speaks: the usual name and the other spellings that were found or given for it."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a transcript was read from, and the language spoken in it.

    sha256: of the document's bytes, in hex. language: a BCP 47 tag such as `en` or `pt-BR`, None where nothing says
    it. language_given: it was told by the user, not guessed from the words.
    """

    name: str
    layout: str = ""
    encoding: str | None = None
    sha256: str = ""
    language: str | None = None
    language_given: bool = False


@dataclass(frozen=True, slots=True)
class Reel:
    """A part of the programme with timecodes of its own.

    start: where they count from. offset: in programme seconds, where it begins when the reels are laid end to end.
    """

    number: int
    start: Timecode
    offset: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Timing:
    """The programme start, which times are counted from, the frame rate where the document has one, and its reels.

    reels: in their order where there are several, or the one that is left where a script was split by reels. timed:
    False where the script has no timecode at all. Everything then stands at 00:00:00, estimated, and only the order
    says anything.
    """

    start: Timecode
    frame_rate: FrameRate | None = None
    reels: tuple[Reel, ...] = ()
    timed: bool = True


@dataclass(frozen=True, slots=True)
class Transcript:
    """A script as structured cues, in programme order, with everything else that stands in it."""

    source: Source
    timing: Timing
    cues: tuple[Cue, ...] = ()
    shots: tuple[Shot, ...] = ()
    sounds: tuple[Sound, ...] = ()
    titles: tuple[Title, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    problems: tuple[Problem, ...] = ()
    segments: tuple[Segment, ...] = ()


class Role(Enum):
    """What a subtitle shows: words that are said, a sound note in brackets, or text that stands on the screen."""

    SPEECH = "speech"
    SOUND = "sound"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Subtitle:
    """One subtitle as it will stand on the screen.

    start, end: milliseconds from the programme start. lines: the text, one string a line, as plain text
    (no markup). cues: numbers of the cues its words come from. speakers: of each line, where speakers share the
    subtitle and each line begins with the hyphen that says so; speaker is then the first of them, and None the speaker
    of a sound note that stands above the words. note: the lines of the script that hold the sound note or title shown.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    speaker: str | None
    cues: tuple[int, ...]
    voice_over: bool = False
    role: Role = Role.SPEECH
    speakers: tuple[str | None, ...] = ()
    note: Span | None = None
