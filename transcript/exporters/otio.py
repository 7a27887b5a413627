"""OpenTimelineIO (.otio), written through its own library: everything the script holds, as markers with metadata.

The timeline begins at the programme start, or with the first marker where one stands before it. On it lies one clip
without media as long as the programme, to link the film to, and on the timeline itself (the stack of its tracks, from
where adapters and editing tools read timeline markers) one marker for each speech, shot, sound and title. A marker's
metadata["transcript"] is its `kind` and what the JSON export says of it; the timeline's is the rest of that document,
with the speakers as a list. So the JSON can be put together again.

DaVinci Resolve keeps the note of a marker in metadata["Resolve_OTIO"], not in the comment; it stands in both. Clips are
written as OpenTimelineIO knew them before 0.15, which every tool reads.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.frames import grid
from transcript.exporters.markers import Of, colour_of, markers, remarks, speaker_ranks
from transcript.exporters.safety import encodable, text_changed
from transcript.exporters.transcript_json import document
from transcript.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from transcript.exporters.frames import Grid
    from transcript.exporters.markers import Marker
    from transcript.model import Subtitle, Transcript

# OpenTimelineIO's colours: seven for speakers, most words first.
_SPEAKERS = "RED GREEN BLUE YELLOW CYAN MAGENTA ORANGE".split()
_OTHERS = {Of.SHOT: "WHITE", Of.SOUND: "BLACK", Of.TITLE: "PINK", Of.SPEECH: "PURPLE"}
_ENTRIES = {Of.SPEECH: "cues", Of.SHOT: "shots", Of.SOUND: "sounds", Of.TITLE: "titles"}


def write(transcript: Transcript, _subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write the markers as a timeline."""
    from opentimelineio import adapters, schema

    frames = grid(transcript.timing, FORMAT.name)
    placed = markers(transcript, frames, options.only, wordless=True)
    ranks = speaker_ranks(options.programme or transcript)
    held: dict[str, Any] = {**document(transcript)}
    entries = {kind: held.pop(name) for kind, name in _ENTRIES.items()}
    held["speakers"] = [{"name": name, **entry} for name, entry in held["speakers"].items()]

    def made(marker: Marker) -> Any:
        name, note = _storable(marker.name), _storable(marker.note)
        return schema.Marker(
            name=name,
            color=colour_of(marker, ranks, _SPEAKERS, _OTHERS),
            comment=note,
            metadata={
                "transcript": _stored({"kind": marker.of.value, **entries[marker.of][marker.index]}),
                "Resolve_OTIO": {"Keywords": [], "Note": note},
            },
        )

    timeline = timeline_of(_storable(PurePath(transcript.source.name).stem), frames, placed, made)
    timeline.metadata["transcript"] = _stored(held)
    text: str = adapters.write_to_string(timeline, "otio_json", target_schema_versions={"Clip": 1})

    spans = [(entries[marker.of][marker.index], marker.span) for marker in placed]
    texts = ((text, span) for entry, span in ((held, Span(1, 1)), *spans) for text in _texts(entry))
    changed = dict.fromkeys(found for found in texts if found[0] != _storable(found[0]))
    return Exported(
        f"{text}\n".encode(),
        (
            *(text_changed(before, _storable(before), span, FORMAT.name) for before, span in changed),
            *remarks(placed, frames, FORMAT.name),
        ),
    )


def timeline_of(name: str, frames: Grid, placed: Sequence[Marker], made: Callable[[Marker], Any]) -> Any:
    """A `Timeline` with a clip without media as long as the programme, and the markers on the stack of its tracks.

    made: a marker of OpenTimelineIO's, to which its range in whole frames of the timeline is given here.
    """
    from opentimelineio.opentime import RationalTime, TimeRange
    from opentimelineio.schema import Clip, MissingReference, Timeline, Track, TrackKind

    rate = float(frames.rate.rate)
    first = min((0, *(marker.start for marker in placed)))
    length = max((1, *(marker.end for marker in placed))) - first
    start = RationalTime(frames.on_the_clock(first), rate)
    whole = TimeRange(start, RationalTime(length, rate))
    film = Clip(name=name, source_range=whole, media_reference=MissingReference(name=name, available_range=whole))
    track = Track(name="Programme", kind=TrackKind.Video, children=[film])
    timeline = Timeline(name=name, global_start_time=start, tracks=[track])
    for marker in placed:
        lasting = RationalTime(marker.end - marker.start, rate)
        one = made(marker)
        one.marked_range = TimeRange(RationalTime(marker.start - first, rate), lasting)
        timeline.tracks.markers.append(one)
    return timeline


def _storable(text: str) -> str:
    """`text` as the library can hold it: half characters raise in it, and a NUL would cut the text off."""
    return encodable(text).replace("\0", "\ufffd")


def _stored(value: Any) -> Any:
    match value:
        case str():
            return _storable(value)
        case dict():
            return {key: _stored(one) for key, one in value.items()}
        case list() | tuple():
            return [_stored(one) for one in value]
        case _:
            return value


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _texts(one)
        case list() | tuple():
            for one in value:
                yield from _texts(one)


FORMAT = Format(
    name="otio",
    suffix=".otio",
    description="OpenTimelineIO timeline with markers, for tools and scripts of post-production",
    keeps="everything: speeches, shots, sounds and titles as markers with all their fields, speakers, problems",
    loses="subtitles; times lie on frames, exact ones stand in the metadata",
    read_by="DaVinci Resolve, tools built on OpenTimelineIO",
    checked="read back by OpenTimelineIO, which also writes it; no independent reader exists",
    write=write,
    aliases=("opentimelineio",),
    selects=True,
)
