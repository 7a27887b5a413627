"""What `import transcript` offers: from a file or a string to a transcript, its subtitles, and a file's bytes."""

from __future__ import annotations

import os
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from transcript import readers
from transcript.delivery import Delivery, find_rules
from transcript.encoding import encoding_name
from transcript.errors import InvalidSetting, TranscriptError
from transcript.language import language_tag
from transcript.parser import ParseSettings
from transcript.parser import parse as parse_document
from transcript.spotting import settle_ends, spot
from transcript.spotting.pace import speeches
from transcript.timecode import FrameRate, Timecode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction
    from os import PathLike

    from transcript.archive import Only
    from transcript.audio import Heard
    from transcript.exporters import Exported
    from transcript.labels import Labels
    from transcript.model import Problem, Subtitle, Transcript
    from transcript.parser.corrections import Correction
    from transcript.readers import Document, Limits
    from transcript.spotting import Preset, Spotting
    from transcript.spotting.pace import Speech


def read(
    path: str | PathLike[str],
    *,
    encoding: str | None = None,
    layout: str | None = None,
    start: str | Timecode | None = None,
    frame_rate: str | int | Fraction | FrameRate | None = None,
    aliases: Mapping[str, str] | None = None,
    corrections: Sequence[Correction] = (),
    text_column: str | int | None = None,
    language: str | None = None,
    limits: Limits | None = None,
) -> Transcript:
    """Read the script in a file, or the transcript in a .json file that `export` made, which is read as it is.

    What is not told is found out. encoding: a codec's name. layout: one of `transcript.parser.LAYOUTS`. start: the
    programme start, such as `"10:00:00"`. frame_rate: of timecodes that count frames, such as `25` or `"29.97df"`.
    aliases: other spellings of a speaker's name and the name they stand for, `{"NATASHA": "NATALIYA"}`. corrections:
    what holds over any guess, by line. text_column: name or number of the column to take the text from, where a table
    has several. language: of the speech, as a BCP 47 tag. limits: how much the document may hold. Raises
    UnreadableDocument, NotAScript, InvalidTimecode and InvalidSetting.
    """
    codec = None if encoding is None else encoding_name(encoding)
    settings = _settings(layout, start, frame_rate, aliases, corrections, text_column, language)
    try:
        return open_script(Path(path), codec, settings, limits or readers.Limits())
    except TranscriptError as error:
        error.path = os.fspath(path)
        raise


def parse(
    text: str,
    *,
    name: str = "<text>",
    layout: str | None = None,
    start: str | Timecode | None = None,
    frame_rate: str | int | Fraction | FrameRate | None = None,
    aliases: Mapping[str, str] | None = None,
    corrections: Sequence[Correction] = (),
    text_column: str | int | None = None,
    language: str | None = None,
    limits: Limits | None = None,
) -> Transcript:
    """Read a script from a string; name stands for the document's. For the rest see `read`."""
    if not isinstance(text, str):
        raise TypeError(f"a script is text, not {type(text).__name__}; read takes files")
    settings = _settings(layout, start, frame_rate, aliases, corrections, text_column, language)
    return transcribe(readers.from_text(text, name, limits=limits or readers.Limits()), settings)


def open_script(path: Path, encoding: str | None, settings: ParseSettings, limits: Limits) -> Transcript:
    """The transcript of the script in a file, or the one that a .json file holds. For the errors see `read`."""
    if not holds_transcript(path):
        return transcribe(readers.read(path, encoding=encoding, limits=limits), settings)
    told = {"encoding": encoding, **{field.name: getattr(settings, field.name) for field in fields(settings)}}
    given = ", ".join(name for name, value in told.items() if value)
    if given:
        raise InvalidSetting("a transcript in JSON is read as it is", f"leave {given} out", path=path)
    from transcript.exporters.transcript_json import read_transcript

    return read_transcript(readers.file_bytes(path, limits), path.name)


def holds_transcript(path: Path) -> bool:
    """Whether a file is JSON by its name, of which only what `export` makes is read, and may be read at all."""
    return path.suffix.lower() == ".json" and os.path.isfile(path) and os.access(path, os.R_OK)  # noqa: PTH113


def transcribe(document: Document, settings: ParseSettings) -> Transcript:
    """A document's transcript, with the ends of its speeches settled. Raises NotAScript and InvalidTimecode."""
    return settle_ends(parse_document(document, settings))


def subtitles(
    transcript: Transcript,
    rules: str | Preset = "netflix",
    *,
    labels: Labels | None = None,
    dual: bool = False,
    sdh: bool = False,
    titles: bool = False,
    audio: str | PathLike[str] | None = None,
) -> tuple[Subtitle, ...]:
    """The subtitles of a transcript under a preset's rules, or those of the preset so named (`transcript.PRESETS`).

    labels: when a speaker's name will stand before the words; its room is left free. audio: the film or its sound; the
    subtitles then stand where their words are heard in it (see `transcript.audio`). For the rest see
    `transcript.delivery.Delivery`. Raises InvalidSetting, with a sound also MissingDocument and UnreadableDocument.
    """
    transcript, said = _listened(transcript, audio)
    return spot(transcript, find_rules(rules), labels, dual=dual, sdh=sdh, titles=titles, said=said).subtitles


def export(
    transcript: Transcript,
    to: str = "srt",
    *,
    rules: str | Preset = "netflix",
    labels: Labels | None = None,
    dual: bool = False,
    sdh: bool = False,
    titles: bool = False,
    colours: bool = False,
    italics: bool = False,
    programme_time: bool = False,
    only: Only | None = None,
    audio: str | PathLike[str] | None = None,
) -> bytes:
    """The bytes of one file: to names its format (`transcript.exporters.FORMATS`).

    audio: the film or its sound; what is written then stands where the words are heard in it (see `transcript.audio`).
    For the rest see `transcript.delivery.Delivery`. Raises InvalidSetting and OutputRefused, with a sound also
    MissingDocument and UnreadableDocument.
    """
    delivery = Delivery(
        rules=find_rules(rules),
        labels=labels,
        dual=dual,
        sdh=sdh,
        titles=titles,
        colours=colours,
        italics=italics,
        programme_time=programme_time,
        only=only,
    )
    transcript, said = _listened(transcript, audio)
    return make(transcript, [to], delivery, said).files[0].content


def with_sound(
    transcript: Transcript, audio: str | PathLike[str], progress: Callable[[float], None] = lambda _: None
) -> tuple[Transcript, Heard]:
    """A transcript whose cues end with their words as they are heard in a sound, and these.

    progress is told how much of the work is done, from 0 to 1. Raises MissingDocument, UnreadableDocument and
    InvalidSetting.
    """
    from transcript.audio import listen

    heard = listen(transcript, audio, progress)
    return settle_ends(transcript, heard.speeches), heard


def _listened(transcript: Transcript, audio: str | PathLike[str] | None) -> tuple[Transcript, Sequence[Speech] | None]:
    if audio is None:
        return transcript, None
    ended, heard = with_sound(transcript, audio)
    return ended, heard.speeches


class Made(NamedTuple):
    """Files made of a transcript.

    files: in the order of their formats, without those that were refused. broken: where its subtitles break the rules,
    in the first of the files that are made of subtitles. labels: when speakers are labelled in that one; None where
    there is none. refused: why a file could not be made, by the name of its format.
    """

    files: tuple[Exported, ...]
    broken: tuple[Problem, ...]
    labels: Labels | None
    refused: Mapping[str, TranscriptError]


def make(
    transcript: Transcript, formats: Sequence[str], delivery: Delivery, said: Sequence[Speech] | None = None
) -> Made:
    """A file in each of the formats. said: the words with their times, where these come from the sound.

    Raises InvalidSetting and OutputRefused.
    """
    made = make_possible(transcript, formats, delivery, said)
    for refusal in made.refused.values():
        raise refusal
    return made


def make_possible(
    transcript: Transcript,
    formats: Sequence[str],
    delivery: Delivery,
    said: Sequence[Speech] | None = None,
    programme: Transcript | None = None,
) -> Made:
    """A file in each of the formats that can carry the transcript: one that is refused does not stop the others.

    formats: none twice. programme: the whole of which the transcript is a part. For the rest see `make`. Raises
    InvalidSetting where what is asked for can be meant of no format.
    """
    from transcript.exporters import ExportOptions, find_format, require_selecting
    from transcript.exporters import export as export_format

    wanted = [find_format(name) for name in formats]
    if delivery.only:
        require_selecting(wanted)
    if said is None and transcript.timing.timed and any(form.shows_subtitles or form.needs_words for form in wanted):
        said = speeches(transcript)  # the same for every cut of the subtitles: fitted once
    options = ExportOptions(
        labels=delivery.labels,
        programme_time=delivery.programme_time,
        italics=delivery.italics,
        colours=delivery.colours,
        line_length=delivery.rules.line_length,
        only=delivery.only,
        said=tuple(said or ()) if any(form.needs_words for form in wanted) else (),
        programme=programme,
    )
    spotted: dict[tuple[Labels, int], Spotting] = {}
    files: list[Exported] = []
    refused: dict[str, TranscriptError] = {}
    first: tuple[Labels, int] | None = None
    for name, form in zip(formats, wanted, strict=True):
        # Subtitles leave room for labels and fit a format's screen: those of other formats are cut otherwise.
        asked = replace(options, line_length=form.longest_line(options))
        cut = (delivery.labels or form.labels, asked.line_length)
        if form.shows_subtitles and cut not in spotted:
            spotted[cut] = _spotted(transcript, *cut, delivery, said)
        subtitles = spotted[cut].subtitles if form.shows_subtitles else ()
        try:
            files.append(export_format(form.name, transcript, subtitles, asked))
        except TranscriptError as error:
            refused[name] = error
            continue
        if form.shows_subtitles and first is None:
            first = cut
    return Made(tuple(files), spotted[first].problems if first else (), first[0] if first else None, refused)


def _spotted(
    transcript: Transcript, labels: Labels, line_length: int, delivery: Delivery, said: Sequence[Speech] | None
) -> Spotting:
    shown = {"dual": delivery.dual, "sdh": delivery.sdh, "titles": delivery.titles}
    return spot(transcript, replace(delivery.rules, line_length=line_length), labels, **shown, said=said)


def _settings(
    layout: str | None,
    start: str | Timecode | None,
    frame_rate: str | int | Fraction | FrameRate | None,
    aliases: Mapping[str, str] | None,
    corrections: Sequence[Correction],
    text_column: str | int | None,
    language: str | None,
) -> ParseSettings:
    for spelling, name in (aliases or {}).items():
        if not (spelling.strip() and name.strip()):
            raise InvalidSetting(f"no alias: {spelling!r} for {name!r}", "neither may be empty")
    return ParseSettings(
        layout=layout,
        start=start if start is None or isinstance(start, Timecode) else Timecode.parse(str(start)),
        frame_rate=(
            frame_rate if frame_rate is None or isinstance(frame_rate, FrameRate) else FrameRate.parse(str(frame_rate))
        ),
        aliases=tuple((aliases or {}).items()),
        corrections=tuple(corrections),
        text=None if text_column is None else str(text_column),
        language=None if language is None else language_tag(language),
    )
