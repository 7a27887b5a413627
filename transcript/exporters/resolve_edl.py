"""Markers for DaVinci Resolve, as an EDL that "Timelines > Import > Timeline Markers from EDL" reads.

Each marker is an event of one frame at its timecode and below it a line `note |C:colour |M:name |D:frames`, as Resolve
itself writes them. Resolve drops markers that overlap, so none does here, unless the script spans more than the 24
hours that timecode counts: what stands a day later then has the same timecode, which a problem says. Resolve has no way
to write a `|` in a text.
A note that begins like a statement of an EDL (users tell of notes that begin with a digit) would be taken for one: a
dash goes before it. CMX 3600 counts events to 999; Resolve and other programs count on.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.frames import grid
from transcript.exporters.markers import Of, colour_of, disjoint, marked, speaker_ranks
from transcript.exporters.safety import clean, shown
from transcript.model import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transcript.exporters.frames import Grid
    from transcript.exporters.markers import Marker
    from transcript.model import Subtitle, Transcript

# The sixteen marker colours of Resolve: twelve for speakers, most words first.
_SPEAKERS = "Blue Green Red Yellow Cyan Pink Purple Mint Fuchsia Lemon Rose Sky".split()
_OTHERS = {Of.SHOT: "Cocoa", Of.SOUND: "Lavender", Of.TITLE: "Cream", Of.SPEECH: "Sand"}

_STATEMENT = re.compile(r"\d|\*|>>>|M2|(?:TITLE|FCM|SPLIT|LOC):|(?:AUD|FROM CLIP|FROM FILE|TO CLIP|FINAL CUT)\b|ASC_S")
_LAST_EVENT = 999


def write(transcript: Transcript, _subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write the markers as an EDL."""
    frames = grid(transcript.timing, FORMAT.name)
    placed, changed = marked(transcript, frames, options, FORMAT.name, _without_bars)
    apart, moved = disjoint(placed, FORMAT.name)
    ranks = speaker_ranks(options.programme or transcript)

    lines = [
        f"TITLE: {clean(PurePath(transcript.source.name).stem) or 'Markers'}",
        f"FCM: {'DROP FRAME' if frames.rate.drop else 'NON-DROP FRAME'}",
        "",
    ]
    led = []
    for number, marker in enumerate(apart, 1):
        note = marker.note
        if _STATEMENT.match(note):
            note = f"- {note}"
            led.append(_led_by_dash(marker))
        colour = colour_of(marker, ranks, _SPEAKERS, _OTHERS)
        lines += [
            f"{number:03}  001      V     C        {_event(marker, frames)}",
            f"{note} |C:ResolveColor{colour} |M:{marker.name} |D:{marker.end - marker.start}",
            "",
        ]
    rounds = _rounds(apart, frames, reels=len(transcript.timing.reels))
    many = [_many(apart[_LAST_EVENT])] if len(apart) > _LAST_EVENT else []
    return Exported("\n".join(lines).encode(), (*changed, *moved, *led, *rounds, *many))


def _event(marker: Marker, frames: Grid) -> str:
    first = f"{frames.clock(marker.start)} {frames.clock(marker.start + 1)}"
    return f"{first} {first}"


def _without_bars(text: str) -> str:
    return text.replace("|", "¦")


def _led_by_dash(marker: Marker) -> Problem:
    what = f"the note {shown(marker.note)} begins like a statement of an EDL and has a dash before it in {FORMAT.name}"
    return Problem("note-led-by-dash", Severity.INFO, what, marker.span)


def _rounds(markers: Sequence[Marker], frames: Grid, reels: int) -> Iterator[Problem]:
    """The problem that markers stand a day apart and more, where timecode has come round."""
    late = next((marker for marker in markers if marker.end - markers[0].start > frames.day), None)
    if late is not None:
        yield Problem(
            "timecode-comes-round",
            Severity.WARNING,
            f"the markers span more than 24 hours, after which timecode begins again: from {late.name} on they have "
            f"timecodes of others in {FORMAT.name}, and Resolve drops those that overlap",
            late.span,
            "write each reel to a file of its own with --reels split"
            if reels > 1
            else "divide the script into parts of less than 24 hours and convert each",
        )


def _many(marker: Marker) -> Problem:
    return Problem(
        "many-events",
        Severity.WARNING,
        f"there are more than {_LAST_EVENT} markers, and an EDL by the book (CMX 3600) ends with event {_LAST_EVENT}",
        marker.span,
        "if the import stops there, write fewer of them with --only speech or --only shots",
    )


FORMAT = Format(
    name="resolve-edl",
    suffix=".edl",
    description="markers for DaVinci Resolve: Timelines > Import > Timeline Markers from EDL",
    keeps="speeches, shots, sounds and titles with timecode, length, words and a colour for each speaker",
    loses="overlaps (a marker ends where the next begins); voice-over, qualifiers, sizes of shots, problems",
    read_by="DaVinci Resolve",
    checked="events read back by OpenTimelineIO's CMX 3600 adapter; for the line of the marker no independent reader "
    "exists",
    write=write,
    aliases=("resolve", "resolve-markers"),
    selects=True,
)
