"""The JSON export, format "transcript/1": everything a script holds, indexed by speaker.

Its form is fixed by transcript-1.schema.json beside this module (`schema`, `transcript schema`). Times in seconds are
rounded to milliseconds; timecodes are exact, and where they do not say what was rounded an exact fraction stands beside
it. Segments stand last, one a line. `read_transcript` makes the very same transcript again.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypeAlias, TypedDict

from transcript.clock import milliseconds
from transcript.errors import InvalidTimecode, TranscriptError, UnreadableDocument
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.safety import encodable, shown, text_changed
from transcript.model import (
    Cue,
    Kind,
    Place,
    Problem,
    Provenance,
    Reel,
    Segment,
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
from transcript.talk import spoken_words, talk_ms
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
    offset_exact: NotRequired[str]


class TimingEntry(TypedDict):
    start: str | None
    frame_rate: str | None
    drop_frame: bool
    reels: NotRequired[list[ReelEntry]]
    untimed_start: NotRequired[str]


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
    start_exact: NotRequired[str]
    end_exact: NotRequired[str]
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
    start_exact: NotRequired[str]
    end_exact: NotRequired[str]
    size: str | None
    note: str
    time: ProvenanceText
    typed: str | None
    reel: NotRequired[int]
    lines: tuple[int, int]


class SoundEntry(TypedDict):
    timecode: str | None
    start: NotRequired[float | None]
    start_exact: NotRequired[str]
    note: str
    lines: tuple[int, int]


class TitleEntry(TypedDict):
    timecode: str | None
    start: NotRequired[float | None]
    start_exact: NotRequired[str]
    text: str
    lines: tuple[int, int]


class ProblemEntry(TypedDict):
    code: str
    severity: Literal["error", "warning", "info"]
    message: str
    lines: tuple[int, int]
    fix: str
    subtitle: NotRequired[tuple[int, int, int]]


SegmentRow: TypeAlias = tuple[int, str, str]
"""Line of the source, kind with its marks (`SHOT+continues`, `TIMECODE@2` is read second in its row), text."""


_Timed: TypeAlias = CueEntry | ShotEntry | SoundEntry | TitleEntry


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
    speaker_order: NotRequired[list[str]]
    segments: NotRequired[list[SegmentRow]]


class _Declared(TypedDict, total=False):
    """The one thing that tells what the rest is."""

    format: Any


# An array of numbers that the formatter has spread over lines. JSON strings hold no line breaks: nothing else fits.
_SPREAD_NUMBERS = re.compile(rb"\[\n\s+(\d+(?:,\n\s+\d+)*)\n\s+\]")


def write(transcript: Transcript, _subtitles: Sequence[Subtitle], _options: ExportOptions) -> Exported:
    """Write the transcript as JSON; subtitles and options have no part in it."""
    import msgspec

    made: Any = document(transcript)
    rows: Sequence[SegmentRow] = [_segment_row(segment) for segment in transcript.segments]
    problems: list[Problem] = []
    try:
        packed, packed_rows = msgspec.json.encode(made), [msgspec.json.encode(row) for row in rows]
    except UnicodeEncodeError:
        broken = dict.fromkeys(found for found in _texts(made, Span(1, 1)) if found[0] != encodable(found[0]))
        told = {line for _, span in broken for line in range(span.first, span.last + 1)}
        broken |= {
            (text, Span(line, line)): None for line, _, text in rows if text != encodable(text) and line not in told
        }
        problems = [text_changed(text, encodable(text), span, FORMAT.name) for text, span in broken]
        packed = msgspec.json.encode(_encodable(made))
        packed_rows = [msgspec.json.encode((line, kind, encodable(text))) for line, kind, text in rows]
    spread = _SPREAD_NUMBERS.sub(_on_one_line, msgspec.json.format(packed, indent=2))
    if packed_rows:
        listed = b",\n    ".join(packed_rows)
        spread = spread.removesuffix(b"\n}") + b',\n  "segments": [\n    ' + listed + b"\n  ]\n}"
    return Exported(spread + b"\n", tuple(problems))


def schema() -> str:
    """The JSON Schema (draft 2020-12) of the format."""
    from importlib.resources import files

    return files(__package__).joinpath("transcript-1.schema.json").read_text(encoding="utf-8")


def document(transcript: Transcript) -> Document:
    """The transcript as the value that the JSON file holds, but for its segments."""
    timing = transcript.timing
    timed = timing.timed
    times = _Times(timing, _labels(transcript))
    made: Document = {
        "format": VERSION,
        "source": {
            "name": transcript.source.name,
            "layout": transcript.source.layout,
            "sha256": transcript.source.sha256,
            "encoding": transcript.source.encoding,
            "language": transcript.source.language,
            "language_given": transcript.source.language_given,
        },
        "timing": _timing(timing),
        "speakers": speaker_index(transcript),
        "cues": [{**cue_entry(cue, timed=timed), **times.exact(cue)} for cue in transcript.cues],
        "shots": [{**shot_entry(shot, timed=timed), **times.exact(shot)} for shot in transcript.shots],
        "sounds": [
            {
                "timecode": _label(sound.timecode, timed=timed),
                "start": _seconds(sound.start) if timed else None,
                "note": sound.note,
                "lines": _lines(sound.span),
                **times.exact_start(sound),
            }
            for sound in transcript.sounds
        ],
        "titles": [
            {
                "timecode": _label(title.timecode, timed=timed),
                "start": _seconds(title.start) if timed else None,
                "text": title.text,
                "lines": _lines(title.span),
                **times.exact_start(title),
            }
            for title in transcript.titles
        ],
        "problems": [_whole_problem_entry(problem) for problem in transcript.problems],
    }
    if list(made["speakers"]) != [speaker.name for speaker in transcript.speakers]:
        made["speaker_order"] = [speaker.name for speaker in transcript.speakers]
    return made


def _timing(timing: Timing) -> TimingEntry:
    rate = timing.frame_rate
    entry: TimingEntry = {
        "start": _label(timing.start, timed=timing.timed),
        "frame_rate": None if rate is None else str(FrameRate(rate.rate)),
        "drop_frame": rate is not None and rate.drop,
    }
    if timing.reels:
        entry["reels"] = [_reel_entry(reel) for reel in timing.reels]
    if not timing.timed and timing.start != _timecode(None):
        entry["untimed_start"] = str(timing.start)
    return entry


def _reel_entry(reel: Reel) -> ReelEntry:
    entry: ReelEntry = {"number": reel.number, "start": str(reel.start), "offset": _seconds(reel.offset)}
    if _rounded(entry["offset"]) != reel.offset:
        entry["offset_exact"] = str(reel.offset)
    return entry


def speaker_index(transcript: Transcript) -> dict[str, SpeakerEntry]:
    """What each speaker says, by name: the numbers of the cues in programme order, words, seconds, aliases.

    Speakers stand in the order in which they first speak; people who are known but never speak come last. A word is
    what stands between blanks and holds a letter or digit. Seconds are how long the cues are spoken (`talk_ms`). Cues
    without a speaker are in no entry.
    """
    cues: dict[str, list[Cue]] = {}
    seconds: Counter[str] = Counter()
    for cue, lasting in zip(transcript.cues, talk_ms(transcript.cues), strict=True):
        if cue.speaker is not None:
            cues.setdefault(cue.speaker, []).append(cue)
            seconds[cue.speaker] += lasting
    aliases = {speaker.name: list(speaker.aliases) for speaker in transcript.speakers}
    return {
        name: {
            "aliases": aliases.get(name, []),
            "cues": [cue.number for cue in cues.get(name, [])],
            "words": sum(len(spoken_words(cue.line)) for cue in cues.get(name, [])),
            "seconds": seconds[name] / 1000,
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


def _whole_problem_entry(problem: Problem) -> ProblemEntry:
    entry = problem_entry(problem)
    if problem.subtitle is not None:
        entry["subtitle"] = problem.subtitle
    return entry


def _segment_row(segment: Segment) -> SegmentRow:
    marks = "".join(f"+{mark}" for mark in _MARKS if getattr(segment, mark))
    turn = f"@{segment.turn}" if segment.turn else ""
    return segment.number, f"{segment.kind.value}{marks}{turn}", segment.text


_MARKS = ("continues", "ahead", "duration", "narration")


def read_transcript(content: bytes, name: str) -> Transcript:
    """The transcript that a JSON export holds, the same that was written. name: of the file, for messages.

    A file from before segments and exact times were written has none: its times are exact where a timecode says what
    was rounded, else in whole milliseconds. Raises UnreadableDocument where `content` is not of this format.
    """
    import msgspec

    content = content.removeprefix(BOM_UTF8)
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
    timing = _read_timing(made["timing"])
    times = _Times(
        timing, ((_timecode(entry["timecode"]), entry.get("reel", 1)) for entry in (*made["cues"], *made["shots"]))
    )
    return Transcript(
        source=_source(made["source"]),
        timing=timing,
        cues=tuple(
            Cue(
                number=entry["number"],
                speaker=entry["speaker"],
                timecode=label,
                start=times.start(entry, label, entry["reel"]),
                end=times.end(entry),
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
                start=times.start(entry, label, entry.get("reel", 1)),
                end=times.end(entry),
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
            Sound(label, times.start(entry, label), entry["note"], Span(*entry["lines"]))
            for entry in made["sounds"]
            for label in [_timecode(entry["timecode"])]
        ),
        titles=tuple(
            Title(label, times.start(entry, label), entry["text"], Span(*entry["lines"]))
            for entry in made["titles"]
            for label in [_timecode(entry["timecode"])]
        ),
        speakers=_speakers(made),
        problems=tuple(_problem(entry) for entry in made["problems"]),
        segments=_segments(made.get("segments", ())),
    )


def _read_timing(entry: TimingEntry) -> Timing:
    rate = None
    if entry["frame_rate"] is not None:
        rate = FrameRate(FrameRate.parse(entry["frame_rate"]).rate, entry["drop_frame"])
    reels = tuple(
        Reel(
            reel["number"],
            Timecode.parse(reel["start"]),
            _exact(reel["offset_exact"]) if "offset_exact" in reel else _rounded(reel["offset"]),
        )
        for reel in entry.get("reels", ())
    )
    start = entry.get("untimed_start", entry["start"])
    return Timing(_timecode(start), rate, reels, timed=entry["start"] is not None)


def _speakers(made: Document) -> tuple[Speaker, ...]:
    index = made["speakers"]
    order = made.get("speaker_order", list(index))
    unknown = next((name for name in order if name not in index), None)
    if unknown is not None:
        raise UnreadableDocument(f"a speaker in the order who is not in the index: {shown(unknown)}")
    return tuple(Speaker(name, tuple(index[name]["aliases"])) for name in order)


def _problem(entry: ProblemEntry) -> Problem:
    place = Place(*entry["subtitle"]) if "subtitle" in entry else None
    span = Span(*entry["lines"])
    return Problem(entry["code"], Severity(entry["severity"]), entry["message"], span, entry["fix"], place)


_KIND = re.compile(rf"([A-Z]+)((?:\+(?:{'|'.join(_MARKS)}))*)(?:@([0-9]{{1,9}}))?", re.ASCII)


def _segments(rows: Sequence[SegmentRow]) -> tuple[Segment, ...]:
    read: dict[str, Segment] = {}
    made: list[Segment] = []
    for number, kind, text in rows:
        if kind not in read:
            read[kind] = _marked(kind)
        made.append(read[kind]._replace(number=number, text=text))
    return tuple(made)


def _marked(text: str) -> Segment:
    """A segment of this kind with these marks."""
    form = _KIND.fullmatch(text)
    if form is None or form[1] not in Kind.__members__:
        raise UnreadableDocument(f"no kind of a segment: {shown(text)}")
    marks = dict.fromkeys(form[2].split("+")[1:], True)
    return Segment(0, Kind(form[1]), "", turn=int(form[3] or 0), **marks)


def _source(entry: SourceEntry) -> Source:
    return Source(
        entry["name"],
        entry["layout"],
        entry.get("encoding"),
        entry["sha256"],
        entry.get("language"),
        entry.get("language_given", False),
    )


class _ExactStart(TypedDict):
    start_exact: NotRequired[str]


class _ExactTimes(_ExactStart):
    end_exact: NotRequired[str]


class _Times:
    """What times in milliseconds stood for before they were rounded: what a timecode says, where one says it.

    labels: the timecodes of cues and shots, each with the number of its reel.
    """

    def __init__(self, timing: Timing, labels: Iterable[tuple[Timecode, int]]) -> None:
        self._timing = timing
        self._said = {milliseconds(said): said for label, reel in labels for said in self._readings(label, reel)}

    def start(self, entry: _Timed, label: Timecode, reel: int | None = None) -> Fraction:
        """When an entry under this label begins."""
        if "start_exact" in entry:
            return _exact(entry["start_exact"])
        if "start" not in entry:
            return self._readings(label, reel)[0]  # before times were written of it only the label says it
        return self._meant(entry["start"], label, reel)

    def end(self, entry: CueEntry | ShotEntry) -> Fraction:
        return _exact(entry["end_exact"]) if "end_exact" in entry else self._meant(entry["end"])

    def exact_start(self, item: Cue | Shot | Sound | Title, reel: int | None = None) -> _ExactStart:
        """The exact start of an item, where `start` would not find it."""
        timed = self._timing.timed
        label = item.timecode if timed else _timecode(None)
        found = self._meant(_seconds(item.start) if timed else None, label, reel)
        return {} if found == item.start else {"start_exact": str(item.start)}

    def exact(self, item: Cue | Shot) -> _ExactTimes:
        """The exact times of an item, where `start` and `end` would not find them."""
        found: _ExactTimes = {}
        if "start_exact" in (start := self.exact_start(item, item.reel)):
            found["start_exact"] = start["start_exact"]
        if self._meant(_seconds(item.end) if self._timing.timed else None) != item.end:
            found["end_exact"] = str(item.end)
        return found

    def _meant(self, seconds: float | None, label: Timecode | None = None, reel: int | None = None) -> Fraction:
        """The time that was rounded: one that its own label says, else one that the label of a cue or shot says."""
        rounded = _rounded(seconds or 0)
        near = milliseconds(rounded)
        own = self._readings(label, reel) if label is not None else ()
        return next((one for one in own if milliseconds(one) == near), self._said.get(near, rounded))

    def _readings(self, label: Timecode, number: int | None = None) -> list[Fraction]:
        """The programme times that a label may say: in the reel of this number, else one in each reel."""
        reels = self._timing.reels or (Reel(1, self._timing.start),)
        own = [reel for reel in reels if reel.number == number]
        return [reel.offset + _between(reel.start, label, self._timing.frame_rate) for reel in own or reels]


def _labels(transcript: Transcript) -> Iterable[tuple[Timecode, int]]:
    timed = transcript.timing.timed
    items: tuple[Cue | Shot, ...] = (*transcript.cues, *transcript.shots)
    for item in items:
        yield (item.timecode if timed else _timecode(None)), item.reel


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


def _rounded(seconds: float) -> Fraction:
    return Fraction(str(seconds))


_FRACTION = re.compile(r"-?[0-9]+(?:/0*[1-9][0-9]*)?", re.ASCII)


def _exact(text: str) -> Fraction:
    if not _FRACTION.fullmatch(text):
        raise UnreadableDocument(f"no exact time: {shown(text)}")
    return Fraction(text)


def _lines(span: Span) -> tuple[int, int]:
    return span.first, span.last


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
    keeps="everything: cues, shots, sounds, titles, speakers with aliases, problems; timecodes as typed and as meant, "
    "exact times; source lines and every stretch of the script with its kind",
    loses="nothing but the subtitles, which can be made from it as from the script",
    read_by="transcript itself, jq, any program that reads JSON",
    checked="valid against its JSON Schema; read back as the very same transcript",
    write=write,
    needs_times=False,
)
