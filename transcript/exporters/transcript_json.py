"""The JSON export, format "transcript/1": everything a script holds but its segments, indexed by speaker.

Its form is fixed by transcript-1.schema.json beside this module (`schema`, `transcript schema`). Times in seconds are
rounded to milliseconds; timecodes are exact. `read_transcript` makes the transcript again.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypedDict

from transcript.errors import InvalidTimecode, TranscriptError, UnreadableDocument
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.safety import encodable, shown, text_changed
from transcript.exporters.timeline import milliseconds
from transcript.model import (
    Cue,
    Problem,
    Provenance,
    Reel,
    Severity,
    Shot,
    Sound,
    Source,
    Span,
    Speaker,
    Subtitle,
    Timing,
    Title,
    Transcript,
)
from transcript.timecode import FrameRate, Timecode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VERSION: Literal["transcript/1"] = "transcript/1"

ProvenanceText = Literal["given", "repaired", "estimated"]


# What is NotRequired came to the format later: files without it are read all the same.


class SourceEntry(TypedDict):
    name: str
    layout: str
    sha256: str
    encoding: NotRequired[str | None]
    language: NotRequired[str | None]
    language_given: NotRequired[bool]


class ReelEntry(TypedDict):
    number: int
    start: str
    offset: float


class TimingEntry(TypedDict):
    start: str | None
    frame_rate: str | None
    drop_frame: bool
    reels: NotRequired[list[ReelEntry]]


class SpeakerEntry(TypedDict):
    aliases: list[str]
    cues: list[int]
    words: int
    seconds: float


class CueEntry(TypedDict):
    number: int
    speaker: str | None
    timecode: str | None
    start: float | None
    end: float | None
    end_given: NotRequired[bool]
    voice_over: bool
    qualifier: str | None
    shot: int | None
    line: str
    time: ProvenanceText
    typed: str | None
    reel: int
    lines: tuple[int, int]


class ShotEntry(TypedDict):
    number: int
    timecode: str | None
    start: float | None
    end: float | None
    size: str | None
    note: str
    time: ProvenanceText
    typed: str | None
    reel: NotRequired[int]
    lines: tuple[int, int]


class SoundEntry(TypedDict):
    timecode: str | None
    start: NotRequired[float | None]
    note: str
    lines: tuple[int, int]


class TitleEntry(TypedDict):
    timecode: str | None
    start: NotRequired[float | None]
    text: str
    lines: tuple[int, int]


class ProblemEntry(TypedDict):
    code: str
    severity: Literal["error", "warning", "info"]
    message: str
    lines: tuple[int, int]
    fix: str


class Document(TypedDict):
    format: Literal["transcript/1"]
    source: SourceEntry
    timing: TimingEntry
    speakers: dict[str, SpeakerEntry]
    cues: list[CueEntry]
    shots: list[ShotEntry]
    sounds: list[SoundEntry]
    titles: list[TitleEntry]
    problems: list[ProblemEntry]


class _Declared(TypedDict, total=False):
    """The one thing that tells what the rest is."""

    format: Any


# An array of numbers that the formatter has spread over lines. JSON strings hold no line breaks: nothing else fits.
_SPREAD_NUMBERS = re.compile(rb"\[\n\s+(\d+(?:,\n\s+\d+)*)\n\s+\]")


def write(transcript: Transcript, _subtitles: Sequence[Subtitle], _options: ExportOptions) -> Exported:
    """Write the transcript as JSON; subtitles and options have no part in it."""
    import msgspec

    made: Any = document(transcript)
    problems: tuple[Problem, ...] = ()
    try:
        packed = msgspec.json.encode(made)
    except UnicodeEncodeError:
        broken = dict.fromkeys(found for found in _texts(made, Span(1, 1)) if found[0] != encodable(found[0]))
        problems = tuple(text_changed(text, encodable(text), span, FORMAT.name) for text, span in broken)
        packed = msgspec.json.encode(_encodable(made))
    spread = msgspec.json.format(packed, indent=2)
    return Exported(_SPREAD_NUMBERS.sub(_on_one_line, spread) + b"\n", problems)


def schema() -> str:
    """The JSON Schema (draft 2020-12) of the format."""
    from importlib.resources import files

    return files(__package__).joinpath("transcript-1.schema.json").read_text(encoding="utf-8")


def document(transcript: Transcript) -> Document:
    """The transcript as the value that the JSON file holds."""
    timed = transcript.timing.timed
    return {
        "format": VERSION,
        "source": {
            "name": transcript.source.name,
            "layout": transcript.source.layout,
            "sha256": transcript.source.sha256,
            "encoding": transcript.source.encoding,
            "language": transcript.source.language,
            "language_given": transcript.source.language_given,
        },
        "timing": _timing(transcript.timing),
        "speakers": speaker_index(transcript),
        "cues": [cue_entry(cue, timed=timed) for cue in transcript.cues],
        "shots": [shot_entry(shot, timed=timed) for shot in transcript.shots],
        "sounds": [
            {
                "timecode": _label(sound.timecode, timed=timed),
                "start": _seconds(sound.start) if timed else None,
                "note": sound.note,
                "lines": _lines(sound.span),
            }
            for sound in transcript.sounds
        ],
        "titles": [
            {
                "timecode": _label(title.timecode, timed=timed),
                "start": _seconds(title.start) if timed else None,
                "text": title.text,
                "lines": _lines(title.span),
            }
            for title in transcript.titles
        ],
        "problems": [problem_entry(problem) for problem in transcript.problems],
    }


def _timing(timing: Timing) -> TimingEntry:
    rate = timing.frame_rate
    entry: TimingEntry = {
        "start": _label(timing.start, timed=timing.timed),
        "frame_rate": None if rate is None else str(FrameRate(rate.rate)),
        "drop_frame": rate is not None and rate.drop,
    }
    if timing.reels:
        entry["reels"] = [
            {"number": reel.number, "start": str(reel.start), "offset": _seconds(reel.offset)} for reel in timing.reels
        ]
    return entry


def speaker_index(transcript: Transcript) -> dict[str, SpeakerEntry]:
    """What each speaker says, by name: the numbers of the cues in programme order, words, seconds, aliases.

    Speakers stand in the order in which they first speak; people who are known but never speak come last. A word is
    what stands between blanks and holds a letter or digit. Seconds are the sum of the cues' as they are written, end
    less start. Cues without a speaker are in no entry.
    """
    cues: dict[str, list[Cue]] = {}
    for cue in transcript.cues:
        if cue.speaker is not None:
            cues.setdefault(cue.speaker, []).append(cue)
    aliases = {speaker.name: list(speaker.aliases) for speaker in transcript.speakers}
    return {
        name: {
            "aliases": aliases.get(name, []),
            "cues": [cue.number for cue in cues.get(name, [])],
            "words": sum(_words(cue.line) for cue in cues.get(name, [])),
            "seconds": sum(milliseconds(cue.end) - milliseconds(cue.start) for cue in cues.get(name, [])) / 1000,
        }
        for name in [*cues, *(name for name in aliases if name not in cues)]
    }


def cue_entry(cue: Cue, *, timed: bool = True) -> CueEntry:
    """One cue as it stands in the JSON, without times where the script has none."""
    return {
        "number": cue.number,
        "speaker": cue.speaker,
        "timecode": _label(cue.timecode, timed=timed),
        "start": _seconds(cue.start) if timed else None,
        "end": _seconds(cue.end) if timed else None,
        "end_given": cue.end_given,
        "voice_over": cue.voice_over,
        "qualifier": cue.qualifier,
        "shot": cue.shot,
        "line": cue.line,
        "time": cue.time.value,
        "typed": cue.typed,
        "reel": cue.reel,
        "lines": _lines(cue.span),
    }


def shot_entry(shot: Shot, *, timed: bool = True) -> ShotEntry:
    """One shot as it stands in the JSON, without times where the script has none."""
    return {
        "number": shot.number,
        "timecode": _label(shot.timecode, timed=timed),
        "start": _seconds(shot.start) if timed else None,
        "end": _seconds(shot.end) if timed else None,
        "size": shot.size,
        "note": shot.note,
        "time": shot.time.value,
        "typed": shot.typed,
        "reel": shot.reel,
        "lines": _lines(shot.span),
    }


def problem_entry(problem: Problem) -> ProblemEntry:
    """One problem as it stands in the JSON."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "lines": _lines(problem.span),
        "fix": problem.fix,
    }


def read_transcript(content: bytes, name: str) -> Transcript:
    """The transcript that a JSON export holds. name: of the file, for messages.

    Segments, which the format does not hold, are none. Times are exact again where the timecode says what was rounded,
    else in whole milliseconds. Raises UnreadableDocument where `content` is not of this format.
    """
    import msgspec

    try:
        declared = msgspec.json.decode(content, type=_Declared).get("format")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableDocument(f"no JSON object: {error}", _WANTED, path=name) from error
    if declared != VERSION:
        found = "no format is named in it" if declared is None else f"it says {shown(str(declared))}"
        raise UnreadableDocument(f"JSON that is not in the format {VERSION}: {found}", _WANTED, path=name)
    try:
        return _transcript(msgspec.json.decode(content, type=Document))
    except (msgspec.DecodeError, UnicodeDecodeError, TranscriptError) as error:
        advice = "hold it against what `transcript schema` prints"
        raise UnreadableDocument(f"JSON that breaks the format {VERSION}: {error}", advice, path=name) from error


_WANTED = "give a file written with --to json"


def _transcript(made: Document) -> Transcript:
    written = made["timing"]
    rate = None
    if written["frame_rate"] is not None:
        rate = FrameRate(FrameRate.parse(written["frame_rate"]).rate, written["drop_frame"])
    reels = tuple(
        Reel(entry["number"], Timecode.parse(entry["start"]), Fraction(str(entry["offset"])))
        for entry in written.get("reels", ())
    )
    timing = Timing(_timecode(written["start"]), rate, reels, timed=written["start"] is not None)
    timecodes = [(_timecode(entry["timecode"]), entry.get("reel", 1)) for entry in (*made["cues"], *made["shots"])]
    exact = {milliseconds(said): said for label, reel in timecodes for said in _readings(label, timing, reel)}

    def time(seconds: float | None, said: Sequence[Fraction] = ()) -> Fraction:
        """The time that was rounded: one that is said here, else one that the timecode of a cue or shot says."""
        rounded = Fraction(str(seconds or 0))
        near = milliseconds(rounded)
        return next((one for one in said if milliseconds(one) == near), exact.get(near, rounded))

    def note_time(entry: SoundEntry | TitleEntry) -> Fraction:
        said = _readings(_timecode(entry["timecode"]), timing)
        return time(entry["start"], said) if "start" in entry else said[0]

    return Transcript(
        source=_source(made["source"]),
        timing=timing,
        cues=tuple(
            Cue(
                number=entry["number"],
                speaker=entry["speaker"],
                timecode=label,
                start=time(entry["start"], _readings(label, timing, entry["reel"])),
                end=time(entry["end"]),
                line=entry["line"],
                span=Span(*entry["lines"]),
                shot=entry["shot"],
                voice_over=entry["voice_over"],
                qualifier=entry["qualifier"],
                time=Provenance(entry["time"]),
                typed=entry["typed"],
                reel=entry["reel"],
                end_given=entry.get("end_given", False),
            )
            for entry in made["cues"]
            for label in [_timecode(entry["timecode"])]
        ),
        shots=tuple(
            Shot(
                number=entry["number"],
                timecode=label,
                start=time(entry["start"], _readings(label, timing, entry.get("reel", 1))),
                end=time(entry["end"]),
                note=entry["note"],
                span=Span(*entry["lines"]),
                size=entry["size"],
                time=Provenance(entry["time"]),
                typed=entry["typed"],
                reel=entry.get("reel", 1),
            )
            for entry in made["shots"]
            for label in [_timecode(entry["timecode"])]
        ),
        sounds=tuple(
            Sound(_timecode(entry["timecode"]), note_time(entry), entry["note"], Span(*entry["lines"]))
            for entry in made["sounds"]
        ),
        titles=tuple(
            Title(_timecode(entry["timecode"]), note_time(entry), entry["text"], Span(*entry["lines"]))
            for entry in made["titles"]
        ),
        speakers=tuple(Speaker(name, tuple(entry["aliases"])) for name, entry in made["speakers"].items()),
        problems=tuple(
            Problem(entry["code"], Severity(entry["severity"]), entry["message"], Span(*entry["lines"]), entry["fix"])
            for entry in made["problems"]
        ),
    )


def _source(entry: SourceEntry) -> Source:
    return Source(
        entry["name"],
        entry["layout"],
        entry.get("encoding"),
        entry["sha256"],
        entry.get("language"),
        entry.get("language_given", False),
    )


def _readings(label: Timecode, timing: Timing, number: int | None = None) -> list[Fraction]:
    """The programme times that a label may say: in the reel of this number, else one in each reel."""
    reels = timing.reels or (Reel(1, timing.start),)
    own = [reel for reel in reels if reel.number == number]
    return [reel.offset + _between(reel.start, label, timing.frame_rate) for reel in own or reels]


def _between(start: Timecode, label: Timecode, rate: FrameRate | None) -> Fraction:
    """Seconds from one label to another, in whole seconds where the frames cannot be told."""
    try:
        return label.time(rate) - start.time(rate)
    except InvalidTimecode:
        return Fraction(label.label_seconds - start.label_seconds)


def _label(timecode: Timecode, *, timed: bool) -> str | None:
    return str(timecode) if timed else None


def _timecode(label: str | None) -> Timecode:
    return Timecode(0, 0, 0) if label is None else Timecode.parse(label)


def _seconds(time: Fraction) -> float:
    return milliseconds(time) / 1000


def _lines(span: Span) -> tuple[int, int]:
    return span.first, span.last


def _words(line: str) -> int:
    return sum(any(character.isalnum() for character in word) for word in line.split())


def _on_one_line(found: re.Match[bytes]) -> bytes:
    return b"[" + b", ".join(found[1].replace(b",", b"").split()) + b"]"


def _texts(value: Any, span: Span) -> Iterable[tuple[str, Span]]:
    """Every text in a JSON value, with the lines of the source that the entry around it names."""
    if isinstance(value, str):
        yield value, span
    elif isinstance(value, dict):
        lines = value.get("lines")
        inner = Span(*lines) if isinstance(lines, tuple) else span  # a speaker, too, may be called lines
        for key, item in value.items():
            yield key, inner
            yield from _texts(item, inner)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, span)


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {encodable(key): _encodable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    return value


FORMAT = Format(
    name="json",
    suffix=".json",
    description=f"the whole transcript, indexed by speaker ({VERSION}; `transcript schema` prints its JSON Schema)",
    keeps="cues, shots, sounds, titles, speakers with aliases, problems; timecodes as typed and as meant; source lines",
    loses="times below a millisecond that no timecode says, segments",
    write=write,
    needs_times=False,
)
