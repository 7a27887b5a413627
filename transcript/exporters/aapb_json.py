"""Transcripts of the American Archive of Public Broadcasting (AAPB) in JSON.

A part is a cue: the stretch of speech under one timecode. As in the archive's own files, times are texts with the
seconds in them, and parts and speakers have numbers. Where nobody is named speaker_id is null, and where nothing says
the language it is `und`, undetermined (BCP 47).
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.passages import json_file, passages
from transcript.exporters.safety import clean, text_changed
from transcript.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcript.model import Subtitle, Transcript


def write(transcript: Transcript, _subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write what is said as parts."""
    said, problems = passages(transcript, options, FORMAT.name)
    named = dict.fromkeys(passage.speaker for passage in said if passage.speaker is not None)
    numbers = {name: number for number, name in enumerate(named, 1)}
    stem = PurePath(transcript.source.name).stem
    if clean(stem) != stem:
        problems.append(text_changed(stem, clean(stem), Span(1, 1), FORMAT.name))
    made = {
        "id": clean(stem),
        "language": clean(transcript.source.language or "und"),
        "parts": [
            {
                "id": number,
                "text": passage.text,
                "start_time": _seconds(passage.start),
                "end_time": _seconds(passage.end),
                "speaker_id": None if passage.speaker is None else numbers[passage.speaker],
            }
            for number, passage in enumerate(said, 1)
        ],
        "speakers": [{"id": number, "name": name} for name, number in numbers.items()],
    }
    return Exported(json_file(made), tuple(problems))


def _seconds(milliseconds: int) -> str:
    return str(milliseconds / 1000)


FORMAT = Format(
    name="aapb-json",
    suffix=".aapb.json",
    description="transcript for the American Archive of Public Broadcasting, a part for each cue",
    keeps="speeches with speaker, times and words; the language",
    loses="shots, sounds, titles; voice-over, qualifiers, problems; frames (times are in milliseconds)",
    read_by="the American Archive of Public Broadcasting",
    checked="read back as JSON; no independent reader exists",
    write=write,
    aliases=("aapb", "american-archive"),
    needs_speech=True,
)
