"""From a transcript and its subtitles to the bytes of one file format.

    >>> from transcript.exporters import ExportOptions, export
    >>> exported = export("srt", transcript, subtitles, ExportOptions(labels="never"))  # doctest: +SKIP
    >>> exported.content, exported.problems  # doctest: +SKIP

How to add an exporter
----------------------
1. Write one module here with a function `write(transcript, subtitles, options) -> Exported` and, below it, a
   constant `FORMAT = Format(name=…, suffix=…, description=…, keeps=…, loses=…, read_by=…,
   checked=…, write=write)`; `python -m tests.readme_formats` puts what it says into the README.
2. Name the module in `_MODULES` below. `--to`, `--help` and `transcript formats` follow from that.
3. Import what is slow to import inside `write`: the registry reads `FORMAT` of every module.
4. Nothing is lost silently: text passes through `exporters.ready` (or `exporters.safety`), and whatever is changed or
   left out for the format's sake is returned as a `Problem`.
5. Times are whole milliseconds or frames made from exact fractions; `exporters.timeline` has the conversions.
6. Test it with an independent reader on the strategies of tests/builders.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from transcript.errors import InvalidSetting, OutputRefused
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.labels import Labels
from transcript.model import Problem, Severity, Span

if TYPE_CHECKING:
    from transcript.model import Subtitle, Transcript

__all__ = [
    "FORMATS",
    "ExportOptions",
    "Exported",
    "Format",
    "Labels",
    "export",
    "find_format",
    "format_of_file",
    "require_selecting",
]

_MODULES = {
    "srt": "srt",
    "vtt": "webvtt",
    "vtt-shots": "vtt_shots",
    "vtt-chapters": "vtt_chapters",
    "ttml": "ttml",
    "ebu-stl": "ebu_stl",
    "scc": "scc",
    "json": "transcript_json",
    "csv": "csv_table",
    "xlsx": "xlsx",
    "parquet": "parquet",
    "otio": "otio",
    "resolve-edl": "resolve_edl",
    "fcpxml": "fcpxml",
    "xmeml": "xmeml",
    "premiere-transcript": "premiere_transcript",
    "avid-markers": "avid_markers",
    "avid-subcap": "avid_subcap",
    "podcast-json": "podcast_json",
    "aapb-json": "aapb_json",
}


class _Formats(Mapping[str, Format]):
    """Formats by name, in the order they are shown; each module is imported when its format is first asked for."""

    def __getitem__(self, name: str) -> Format:
        found: Format = import_module(f"{__name__}.{_MODULES[name]}").FORMAT
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


FORMATS: Mapping[str, Format] = _Formats()

DEFAULT_OPTIONS = ExportOptions()

# What a format does that cannot leave anything out.
_HELD_BY_SUBTITLES, _WHOLE = "holds subtitles", "is written whole"


def find_format(name: str) -> Format:
    """The format called `name` or known under that alias, capitals or not. Raises InvalidSetting naming all formats."""
    wanted = name.strip().lower()
    if wanted in FORMATS:
        return FORMATS[wanted]
    for known in FORMATS.values():
        if wanted in known.aliases:
            return known
    raise InvalidSetting(f"no export format is called {name!r}", f"choose from {', '.join(FORMATS)}")


def format_of_file(filename: str) -> Format | None:
    """The format whose suffix `filename` ends in, the longest where several fit (`.shots.vtt`), or None."""
    fitting = [known for known in FORMATS.values() if filename.lower().endswith(known.suffix)]
    return max(fitting, key=lambda known: len(known.suffix), default=None)


def require_selecting(formats: Sequence[Format]) -> None:
    """Raise InvalidSetting where none of the formats can hold the archive, the shots or the speech alone."""
    if any(known.selects for known in formats):
        return
    selecting = ", ".join(known.name for known in FORMATS.values() if known.selects)
    held = "; ".join(f"{known.name} {_HELD_BY_SUBTITLES if known.needs_subtitles else _WHOLE}" for known in formats)
    raise InvalidSetting(held, f"--only is for tables and markers: {selecting}")


def export(
    name: str,
    transcript: Transcript,
    subtitles: Sequence[Subtitle] = (),
    options: ExportOptions = DEFAULT_OPTIONS,
) -> Exported:
    """Write `transcript` in the format called `name`.

    subtitles: in the order of their times; formats that are not made of subtitles leave them aside. Raises
    InvalidSetting for an unknown name, OutputRefused where the format cannot carry what it is given.
    """
    wanted = find_format(name)
    if wanted.needs_times and not transcript.timing.timed:
        timeless = ", ".join(known.name for known in FORMATS.values() if not known.needs_times)
        raise OutputRefused(
            f"the script has no timecodes, and the format {wanted.name} is made of times",
            f"write {timeless}, or put timecodes into the script",
        )
    speech = any(cue.line.strip() for cue in transcript.cues)
    missing = _missing(wanted, subtitles, options)
    if speech and missing:
        raise OutputRefused(f"the format {wanted.name} is made of {missing} and none are given", "make them first")
    if missing or (wanted.needs_speech and not speech):
        raise _speechless(transcript, wanted, missing or "speech")
    exported = wanted.write(transcript, subtitles, options)
    if options.only is None or wanted.selects:
        return exported
    return replace(exported, problems=(_whole(wanted), *exported.problems))


def _whole(wanted: Format) -> Problem:
    held = f"{_HELD_BY_SUBTITLES} and {_WHOLE}" if wanted.needs_subtitles else _WHOLE
    return Problem("written-whole", Severity.INFO, f"{wanted.name} {held}", Span(1, 1))


def _missing(wanted: Format, subtitles: Sequence[Subtitle], options: ExportOptions) -> str:
    """What the format is made of and was not given, if anything."""
    if wanted.needs_subtitles and not subtitles:
        return "subtitles"
    return "words with their times" if wanted.needs_words and not options.said else ""


def _speechless(transcript: Transcript, wanted: Format, material: str) -> OutputRefused:
    found = f"there is no speech in it, and the format {wanted.name} is made of {material}"
    if transcript.shots:
        others = ", ".join(known.name for known in FORMATS.values() if not known.holds_only_speech)
        return OutputRefused(found, f"its shots go into {others}")
    return OutputRefused(found, "what else stands in it goes into json")
