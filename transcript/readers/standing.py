"""Finished subtitles as they stand in their file: their own times, lines and overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from transcript.errors import InvalidTimecode
from transcript.model import Span, Subtitle
from transcript.timecode import Timecode

if TYPE_CHECKING:
    from transcript.readers.subtitles import Caption
    from transcript.timecode import FrameRate


class Standing(NamedTuple):
    """A subtitle of a file. number: its place in the file, from 1. span: the lines of its times and text.

    Its text is what is shown, without markup but with a name that is typed before it. Its times are the file's own.
    """

    number: int
    subtitle: Subtitle
    span: Span


def standing(captions: Sequence[Caption], rate: FrameRate | None) -> tuple[Standing, ...]:
    """The subtitles of a file in the order of their times.

    rate: of times that count frames. Left out is what shows nothing: a cue without text, and one with times that
    cannot be read, which the transcript reports.
    """
    return tuple(sorted(_each(captions, rate), key=lambda one: (one.subtitle.start, one.number)))


def _each(captions: Sequence[Caption], rate: FrameRate | None) -> Iterator[Standing]:
    cues: dict[tuple[int, str, str], list[Caption]] = {}
    for caption in captions:
        cues.setdefault((caption.number, caption.start, caption.end), []).append(caption)
    for number, ((line, typed_start, typed_end), voices) in enumerate(cues.items(), 1):
        start, end = _milliseconds(typed_start, rate), _milliseconds(typed_end, rate)
        lines = tuple((voices[0].whole or voices[0].text).split("\n"))
        if start is not None and end is not None and any(lines):
            speaker = voices[0].speaker if len(voices) == 1 else ""
            subtitle = Subtitle(start, end, lines, speaker or None, ())
            yield Standing(number, subtitle, Span(line, max(line, voices[0].last)))


def _milliseconds(text: str, rate: FrameRate | None) -> int | None:
    """A time as the readers of subtitles write it, `HH:MM:SS.mmm` or `HH:MM:SS:FF`, in milliseconds."""
    seconds, point, thousandths = text.partition(".")
    sign = -1 if seconds.startswith("-") else 1
    if point:
        hours, minutes, rest = map(int, seconds.removeprefix("-").split(":"))
        return sign * (((hours * 60 + minutes) * 60 + rest) * 1000 + int(thousandths))
    try:
        return round(Timecode.parse(text).time(rate) * 1000)
    except InvalidTimecode:
        return None
