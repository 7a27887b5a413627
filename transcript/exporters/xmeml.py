"""Final Cut Pro 7 XML (xmeml), for Premiere Pro and DaVinci Resolve, written through OpenTimelineIO's adapter for it.

One sequence with the programme's timecode, in it a clip without media as long as the programme, to link the film to,
and sequence markers with name, comment, in and out frame, counted from the sequence's start. Sounds and titles, of
which only the beginning is known, are points (out -1).
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from transcript.errors import OutputRefused
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.frames import grid
from transcript.exporters.markers import Of, marked
from transcript.exporters.otio import timeline_of
from transcript.exporters.safety import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcript.exporters.markers import Marker
    from transcript.model import Subtitle, Transcript

_RATES = {
    *(Fraction(whole * 1000, 1001) for whole in (24, 30, 60)),
    *map(Fraction, (24, 25, 30, 48, 50, 60)),
}
_POINTS = (Of.SOUND, Of.TITLE)
_POINT = -1
_DECLARED = '<?xml version="1.0" ?>'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>'


def write(transcript: Transcript, _subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write the markers as a sequence."""
    from opentimelineio import adapters, schema
    from opentimelineio.opentime import RationalTime, TimeRange

    frames = grid(transcript.timing, FORMAT.name)
    if frames.rate.rate not in _RATES:
        raise OutputRefused(
            f"{frames.rate} frames a second cannot stand in {FORMAT.name}", "write otio, which has any frame rate"
        )
    placed, problems = marked(transcript, frames, options, FORMAT.name)

    def made(marker: Marker) -> Any:
        return schema.Marker(name=marker.name, metadata={"fcp_xml": {"comment": marker.note}})

    name = clean(PurePath(transcript.source.name).stem)
    timeline = timeline_of(name, frames, placed, made)
    drop = {"fcp_xml": {"timecode": {"displayformat": "DF" if frames.rate.drop else "NDF"}}}
    timeline.metadata.update(drop)
    timeline.tracks[0][0].media_reference.metadata.update(drop)
    for marker, written in zip(placed, timeline.tracks.markers, strict=True):
        if marker.of in _POINTS:
            # The adapter writes start and length as in and out.
            start = written.marked_range.start_time
            written.marked_range = TimeRange(start, RationalTime(_POINT - start.value, start.rate))
    text: str = adapters.write_to_string(timeline, "fcp_xml")
    return Exported(text.replace(_DECLARED, _HEAD, 1).encode(), tuple(problems))


FORMAT = Format(
    name="xmeml",
    suffix=".xml",
    description="Final Cut Pro 7 XML with sequence markers, for Premiere Pro and DaVinci Resolve",
    keeps="speeches, shots, sounds and titles with in, out and words; the programme's timecode",
    loses="colours; voice-over, qualifiers, sizes of shots, problems",
    read_by="Premiere Pro, DaVinci Resolve, Final Cut Pro 7",
    checked="read back by OpenTimelineIO's adapter, which also writes it, and by lxml",
    write=write,
    aliases=("fcp7", "fcp7-xml", "premiere-xml"),
    selects=True,
)
