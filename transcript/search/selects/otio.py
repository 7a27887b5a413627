"""Selects as an OpenTimelineIO timeline, written through its own library.

A track of picture and one of sound, with a clip for each select, which is cut out of its programme by timecode: its
media is missing and has the programme's name, so that an editing program links it to the film. Each clip of the picture
has a marker with the speaker and the words; metadata["transcript"] of both says where they stand in the archive. A clip
counts in its own programme's frame rate. DaVinci Resolve keeps in metadata["Resolve_OTIO"] the note of a marker, and
which clips belong together.
"""

from __future__ import annotations

from typing import Any

from transcript.exporters.safety import clean
from transcript.search.selects.reel import Frames, Select, on_the_clock, past_midnight, require_frames
from transcript.timecode import Timecode

_FORM = "OpenTimelineIO"


def write(reel: tuple[Select, ...], title: str) -> tuple[bytes, tuple[str, ...]]:
    """The selects as clips, one after another from 01:00:00:00."""
    from opentimelineio import adapters
    from opentimelineio.opentime import RationalTime
    from opentimelineio.schema import Timeline, Track, TrackKind

    framed = require_frames(reel, _FORM)
    picture = Track(name="Selects", kind=TrackKind.Video)
    sound = Track(name="Selects", kind=TrackKind.Audio)
    for number, (select, frames) in enumerate(framed, 1):
        clip = _clip(number, select, frames)
        clip.markers.append(_marker(select, clip.source_range))
        picture.append(clip)
        sound.append(_clip(number, select, frames))
    rate = framed[0][1].rate
    start = RationalTime(Timecode(1, 0, 0).frame_count(rate), float(rate.rate))
    timeline = Timeline(name=clean(title) or "Selects", global_start_time=start, tracks=[picture, sound])
    text: str = adapters.write_to_string(timeline, "otio_json", target_schema_versions={"Clip": 1})
    rates = dict.fromkeys(frames.rate for _, frames in framed)
    mixed = (f"the programmes run at {', '.join(map(str, rates))} frames a second; each clip keeps its own rate",)
    return f"{text}\n".encode(), (*(mixed if len(rates) > 1 else ()), *past_midnight(framed, _FORM))


def _clip(number: int, select: Select, frames: Frames) -> Any:
    from opentimelineio.opentime import RationalTime, TimeRange
    from opentimelineio.schema import Clip, MissingReference

    rate = float(frames.rate.rate)
    start = RationalTime(on_the_clock(frames.first, frames.rate), rate)
    name = clean(select.title)
    return Clip(
        name=name,
        source_range=TimeRange(start, RationalTime(frames.count, rate)),
        media_reference=MissingReference(name=name),
        metadata={"transcript": _entry(select), "Resolve_OTIO": {"Link Group ID": number}},
    )


def _marker(select: Select, source_range: Any) -> Any:
    from opentimelineio.schema import Marker

    note = clean(select.hit.line)
    return Marker(
        name=clean(select.hit.speaker or "Speech"),
        marked_range=source_range,
        color="GREEN",
        comment=note,
        metadata={"transcript": _entry(select), "Resolve_OTIO": {"Keywords": [], "Note": note}},
    )


def _entry(select: Select) -> dict[str, Any]:
    """Where the select stands in the archive. Half characters, which the library cannot hold, are in none of it."""
    return {
        "programme": clean(select.programme.name),
        "path": clean(select.programme.path),
        "cues": [cue.number for cue in select.hit.cues],
        "timecode": str(select.source_in),
        "out": str(select.source_out),
        "speaker": None if select.hit.speaker is None else clean(select.hit.speaker),
        "line": clean(select.hit.line),
        "shots": [clean(shot) for shot in select.shots],
    }
