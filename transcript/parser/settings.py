"""What the user tells the parser; everything not told is found out."""

from __future__ import annotations

from dataclasses import dataclass

from transcript.parser.corrections import Correction
from transcript.timecode import FrameRate, Timecode


@dataclass(frozen=True, slots=True)
class ParseSettings:
    """What is told.

    layout: the name of one, else the best fit. start: the programme start. frame_rate: of labels with frames.
    aliases: pairs of a spelling and the name it stands for. corrections: what holds over any guess. text: the
    name or number of the column to take the text from, where a table has several. language: what is spoken, as a
    BCP 47 tag.
    """

    layout: str | None = None
    start: Timecode | None = None
    frame_rate: FrameRate | None = None
    aliases: tuple[tuple[str, str], ...] = ()
    corrections: tuple[Correction, ...] = ()
    text: str | None = None
    language: str | None = None
