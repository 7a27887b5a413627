"""Transcripts of the podcast namespace (Podcasting 2.0) in JSON, which podcast players show along with the sound.

A segment is a cue: the stretch of speech under one timecode. Times are seconds, in thousandths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.passages import json_file, passages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcript.exporters.passages import Passage
    from transcript.model import Subtitle, Transcript

VERSION = "1.0.0"


def write(transcript: Transcript, _subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write what is said as segments."""
    said, problems = passages(transcript, options, FORMAT.name)
    return Exported(
        json_file({"version": VERSION, "segments": [_segment(passage) for passage in said]}), tuple(problems)
    )


def _segment(passage: Passage) -> dict[str, Any]:
    speaker = {} if passage.speaker is None else {"speaker": passage.speaker}
    return {**speaker, "startTime": passage.start / 1000, "endTime": passage.end / 1000, "body": passage.text}


FORMAT = Format(
    name="podcast-json",
    suffix=".podcast.json",
    description="transcript for podcast players (Podcasting 2.0), a segment for each cue",
    keeps="speeches with speaker, times and words",
    loses="shots, sounds, titles; voice-over, qualifiers, problems; frames (times are in milliseconds)",
    read_by="podcast players (Podcasting 2.0)",
    checked="read back as JSON; no independent reader exists",
    write=write,
    aliases=("podcast", "podcasting-2.0"),
    needs_speech=True,
)
