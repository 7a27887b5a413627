"""Shots as WebVTT chapters: a player shows the shot notes as a list to jump by.

Chapters are disjoint: each ends where the next begins at the latest, and notes that share a time share a chapter.
"""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.safety import clean, text_changed
from transcript.exporters.vtt_shots import shots_in_time
from transcript.exporters.webvtt import document, escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcript.exporters.vtt_shots import PlacedShot
    from transcript.model import Subtitle, Transcript


def write(transcript: Transcript, _subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write the shots as chapters titled by their notes."""
    shots, problems = shots_in_time(transcript, options, FORMAT.name)
    changed = [
        text_changed(shot.note, clean(shot.note), shot.span, FORMAT.name)
        for _, _, shot in shots
        if shot.note != clean(shot.note)
    ]
    chapters = [list(group) for _, group in groupby(shots, key=lambda placed: placed.start)]
    starts = [chapter[0].start for chapter in chapters]
    cues = [
        (start, _end(chapter, following), escaped(" / ".join(map(_title, chapter))))
        for chapter, start, following in zip_longest(chapters, starts, starts[1:])
    ]
    return Exported(document(transcript.source.name, cues), (*problems, *changed))


def _end(chapter: list[PlacedShot], following: int | None) -> int:
    end = max(placed.end for placed in chapter)
    return end if following is None else min(end, following)


def _title(placed: PlacedShot) -> str:
    return clean(placed.shot.note) or str(placed.shot.timecode)


FORMAT = Format(
    name="vtt-chapters",
    suffix=".chapters.vtt",
    description="shot notes as WebVTT chapters, to jump by in a player",
    keeps="shot notes with their times",
    loses="speech, speakers, sounds, titles, problems; sizes of shots, notes of the same time stand in one chapter",
    read_by="web players that have a menu of chapters",
    checked="parsed by the W3C's webvtt-parser, read by Chromium",
    write=write,
    aliases=("webvtt-chapters",),
)
