"""Markers for Avid Media Composer, as the text file that the Markers window imports.

One marker a line, in columns parted by tabs: name, timecode, track, colour, comment, frames. The speaker stands as the
name, the words as the comment. What is heard is marked on A1, what is seen on V1, tracks that every sequence has; a
track holds one marker a frame, longer ones may overlap. The file is UTF-8 without a byte order mark.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.frames import grid
from transcript.exporters.markers import Of, colour_of, marked, merged, speaker_ranks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcript.model import Subtitle, Transcript

# The eight marker colours that every version knows: six for speakers, most words first.
_SPEAKERS = "red green blue cyan magenta yellow".split()
_OTHERS = {Of.SHOT: "white", Of.SOUND: "black", Of.TITLE: "black", Of.SPEECH: "black"}
_TRACKS = {Of.SPEECH: "A1", Of.SOUND: "A1", Of.SHOT: "V1", Of.TITLE: "V1"}


def write(transcript: Transcript, _subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write the markers as a list for Media Composer."""
    frames = grid(transcript.timing, FORMAT.name)
    placed, changed = marked(transcript, frames, options, FORMAT.name)
    ranks = speaker_ranks(options.programme or transcript)
    tracks = [
        merged([marker for marker in placed if _TRACKS[marker.of] == track], FORMAT.name)
        for track in sorted({*_TRACKS.values()})
    ]
    one_a_frame = sorted(chain.from_iterable(made for made, _ in tracks), key=lambda marker: marker.start)
    lines = (
        "\t".join(
            (
                marker.name,
                str(frames.clock(marker.start)),
                _TRACKS[marker.of],
                colour_of(marker, ranks, _SPEAKERS, _OTHERS),
                marker.note,
                f"{marker.end - marker.start}\n",
            )
        )
        for marker in one_a_frame
    )
    return Exported("".join(lines).encode(), (*changed, *chain.from_iterable(together for _, together in tracks)))


FORMAT = Format(
    name="avid-markers",
    suffix=".markers.txt",
    description="markers for Avid Media Composer: Markers window > Import Markers",
    keeps="speeches, shots, sounds and titles with timecode, length, words and a colour for each speaker",
    loses="markers that begin on one frame of a track become one; voice-over, qualifiers, sizes of shots, problems",
    read_by="Media Composer",
    checked="columns read back by Python's csv, timecodes by OpenTimelineIO; no independent reader exists",
    write=write,
    aliases=("avid",),
    selects=True,
)
