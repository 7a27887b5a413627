"""What `import transcript` offers: from a file or a string to a transcript, its subtitles, and a file's bytes."""

from __future__ import annotations

import os
from dataclasses import fields
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
from transcript.timecode import FrameRate, Timecode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction
    from os import PathLike

    from transcript.exporters import Exported
    from transcript.labels import Labels
    from transcript.model import Problem, Subtitle, Transcript
    from transcript.parser.corrections import Correction
    from transcript.readers import Document
    from transcript.spotting import Preset, Spotting


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
) -> Transcript:
    """Read the script in a file, or the transcript in a .json file that `export` made, which is read as it is.

    What is not told is found out. encoding: a codec's name. layout: one of `transcript.parser.LAYOUTS`. start: the
    programme start, such as `"10:00:00"`. frame_rate: of timecodes that count frames, such as `25` or `"29.97df"`.
    aliases: other spellings of a speaker's name and the name they stand for, `{"NATASHA": "NATALIYA"}`. corrections:
    what holds over any guess, by line. text_column: name or number of the column to take the text from, where a table
    has several. language: of the speech, as a BCP 47 tag. Raises UnreadableDocument, NotAScript, InvalidTimecode and
    InvalidSetting.
    """
    codec = None if encoding is None else encoding_name(encoding)
    settings = _settings(layout, start, frame_rate, aliases, corrections, text_column, language)
    try:
        return open_script(Path(path), codec, settings)
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
) -> Transcript:
    """Read a script from a string; name stands for the document's. For the rest see `read`."""
    if not isinstance(text, str):
        raise TypeError(f"a script is text, not {type(text).__name__}; read takes files")
    settings = _settings(layout, start, frame_rate, aliases, corrections, text_column, language)
    return transcribe(readers.from_text(text, name), settings)


def open_script(path: Path, encoding: str | None, settings: ParseSettings) -> Transcript:
    """The transcript of the script in a file, or the one that a .json file holds. For the errors see `read`."""
    if not holds_transcript(path):
        return transcribe(readers.read(path, encoding=encoding), settings)
    told = {"encoding": encoding, **{field.name: getattr(settings, field.name) for field in fields(settings)}}
    given = ", ".join(name for name, value in told.items() if value)
    if given:
        raise InvalidSetting("a transcript in JSON is read as it is", f"leave {given} out", path=path)
    from transcript.exporters.transcript_json import read_transcript

    return read_transcript(path.read_bytes(), path.name)


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
) -> tuple[Subtitle, ...]:
    """The subtitles of a transcript under a preset's rules, or those of the preset so named (`transcript.PRESETS`).

    labels: when a speaker's name will stand before the words; its room is left free. For the rest see
    `transcript.delivery.Delivery`. Raises InvalidSetting.
    """
    return spot(transcript, find_rules(rules), labels, dual=dual, sdh=sdh, titles=titles).subtitles


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
) -> bytes:
    """The bytes of one file: to names its format (`transcript.exporters.FORMATS`).

    For the rest see `transcript.delivery.Delivery`. Raises InvalidSetting and OutputRefused.
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
    )
    return make(transcript, [to], delivery).files[0].content


class Made(NamedTuple):
    """Files made of a transcript.

    broken: where its subtitles break the rules, in the first of the files that are made of subtitles. labels: when
    speakers are labelled in that one; None where there is none.
    """

    files: tuple[Exported, ...]
    broken: tuple[Problem, ...]
    labels: Labels | None


def make(transcript: Transcript, formats: Sequence[str], delivery: Delivery) -> Made:
    """A file in each of the formats. Raises InvalidSetting and OutputRefused."""
    from transcript.exporters import ExportOptions, find_format
    from transcript.exporters import export as export_format

    options = ExportOptions(
        labels=delivery.labels,
        programme_time=delivery.programme_time,
        italics=delivery.italics,
        colours=delivery.colours,
        line_length=delivery.rules.line_length,
    )
    wanted = [find_format(name) for name in formats]
    # Subtitles leave room for labels: those of formats that label otherwise are cut otherwise.
    policies = dict.fromkeys(delivery.labels or form.labels for form in wanted if form.needs_subtitles)
    spotted = {policy: _spotted(transcript, policy, delivery) for policy in policies}
    files = tuple(
        export_format(
            form.name,
            transcript,
            spotted[delivery.labels or form.labels].subtitles if form.needs_subtitles else (),
            options,
        )
        for form in wanted
    )
    first = next(iter(spotted), None)
    return Made(files, spotted[first].problems if first else (), first)


def _spotted(transcript: Transcript, labels: Labels, delivery: Delivery) -> Spotting:
    return spot(transcript, delivery.rules, labels, dual=delivery.dual, sdh=delivery.sdh, titles=delivery.titles)


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
