"""What `import transcript` offers: from a file or a string to a transcript, its subtitles, and a file's bytes."""

from __future__ import annotations

from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING

from transcript import readers
from transcript.errors import InvalidSetting, TranscriptError
from transcript.language import language_tag
from transcript.parser import ParseSettings
from transcript.parser import parse as parse_document
from transcript.spotting import PRESETS, Preset, settle_ends, spot
from transcript.timecode import FrameRate, Timecode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from transcript.labels import Labels
    from transcript.model import Subtitle, Transcript
    from transcript.readers import Document


def read(
    path: str | PathLike[str],
    *,
    encoding: str | None = None,
    layout: str | None = None,
    start: str | Timecode | None = None,
    frame_rate: str | FrameRate | None = None,
    aliases: Mapping[str, str] | None = None,
    text_column: str | int | None = None,
    language: str | None = None,
) -> Transcript:
    """Read the script in a file.

    What is not told is found out. encoding: a codec's name. layout: one of `transcript.parser.LAYOUTS`. start: the
    programme start, such as `"10:00:00"`. frame_rate: of timecodes that count frames, such as `"25"` or `"29.97df"`.
    aliases: other spellings of a speaker's name and the name they stand for, `{"NATASHA": "NATALIYA"}`. text_column:
    name or number of the column to take the text from, where a table has several. language: of the speech, as a BCP 47
    tag. Raises UnreadableDocument, NotAScript, InvalidTimecode and InvalidSetting.
    """
    document = readers.read(Path(path), encoding=encoding)
    try:
        return transcribe(document, _settings(layout, start, frame_rate, aliases, text_column, language))
    except TranscriptError as error:
        error.path = fspath(path)
        raise


def parse(
    text: str,
    *,
    name: str = "<text>",
    layout: str | None = None,
    start: str | Timecode | None = None,
    frame_rate: str | FrameRate | None = None,
    aliases: Mapping[str, str] | None = None,
    text_column: str | int | None = None,
    language: str | None = None,
) -> Transcript:
    """Read a script from a string; name stands for the document's. For the rest see `read`."""
    settings = _settings(layout, start, frame_rate, aliases, text_column, language)
    return transcribe(readers.from_text(text, name), settings)


def transcribe(document: Document, settings: ParseSettings) -> Transcript:
    """A document's transcript, with the ends of its speeches settled. Raises NotAScript and InvalidTimecode."""
    return settle_ends(parse_document(document, settings))


def subtitles(transcript: Transcript, rules: str = "netflix", *, labels: Labels | None = None) -> tuple[Subtitle, ...]:
    """The subtitles of a transcript under a preset's rules (`transcript.spotting.PRESETS`).

    labels: when a speaker's name will stand before the words; its room is left free. Raises InvalidSetting.
    """
    return spot(transcript, _preset(rules), labels).subtitles


def export(
    transcript: Transcript,
    to: str = "srt",
    *,
    rules: str = "netflix",
    labels: Labels | None = None,
    programme_time: bool = False,
    italics: bool = False,
) -> bytes:
    """The bytes of one file: to names its format (`transcript.exporters.FORMATS`).

    labels: when a speaker's name stands before the words, by default as the format's readers expect it.
    programme_time: times count from 00:00:00 of the timecode, not from the programme start. italics: voice-over is
    set in italics. Raises InvalidSetting and OutputRefused.
    """
    from transcript.exporters import ExportOptions, find_format
    from transcript.exporters import export as export_format

    preset, wanted = _preset(rules), find_format(to)
    options = ExportOptions(
        labels=labels, programme_time=programme_time, italics=italics, line_length=preset.line_length
    )
    made = spot(transcript, preset, labels or wanted.labels).subtitles if wanted.needs_subtitles else ()
    return export_format(to, transcript, made, options).content


def _preset(rules: str) -> Preset:
    if rules not in PRESETS:
        raise InvalidSetting(f"no rules are called {rules!r}", f"choose from {', '.join(PRESETS)}")
    return PRESETS[rules]


def _settings(
    layout: str | None,
    start: str | Timecode | None,
    frame_rate: str | FrameRate | None,
    aliases: Mapping[str, str] | None,
    text_column: str | int | None,
    language: str | None,
) -> ParseSettings:
    return ParseSettings(
        layout=layout,
        start=Timecode.parse(start) if isinstance(start, str) else start,
        frame_rate=FrameRate.parse(frame_rate) if isinstance(frame_rate, str) else frame_rate,
        aliases=tuple((aliases or {}).items()),
        text=None if text_column is None else str(text_column),
        language=None if language is None else language_tag(language),
    )
