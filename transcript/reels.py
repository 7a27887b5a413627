"""One reel of a script as a transcript of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from transcript.errors import InvalidSetting
from transcript.model import Cue, Reel, Shot, Sound, Timing, Title, Transcript


class _Place(NamedTuple):
    """Where a reel begins, in programme seconds and in lines of the source; the first begins before everything."""

    reel: Reel
    time: Fraction
    line: int


def reel(transcript: Transcript, number: int) -> Transcript:
    """What stands in one reel, with times from the reel's own start.

    Cues and shots keep their numbers, so that one means the same here as in the whole script. Sounds and titles go
    with the reel in whose time they stand, segments and problems with the one in whose lines; lines between two reels
    open the second. Speakers are those of the reel, and people who speak in none. A script without several reels is
    its only one. Raises InvalidSetting where there is no such reel.
    """
    reels = transcript.timing.reels or (Reel(1, transcript.timing.start),)
    if number not in [one.number for one in reels]:
        known = ", ".join(str(one.number) for one in reels)
        raise InvalidSetting(f"the script has no reel {number}", f"choose from {known}")
    if len(reels) == 1:
        return transcript

    places = _places(transcript, reels)
    here = next(place for place in places if place.reel.number == number)
    follower = next((place for place in places if place.reel.number > number), None)
    zero = here.reel.offset

    def in_time(entry: Sound | Title) -> bool:
        return (here is places[0] or here.time <= entry.start) and (follower is None or entry.start < follower.time)

    def in_lines(line: int) -> bool:
        return (here is places[0] or here.line <= line) and (follower is None or line < follower.line)

    shots = [shot for shot in transcript.shots if shot.reel == number]
    known_shots = {shot.number for shot in shots}
    cues = [cue for cue in transcript.cues if cue.reel == number]
    elsewhere = {cue.speaker for cue in transcript.cues} - {cue.speaker for cue in cues}
    return replace(
        transcript,
        timing=Timing(
            here.reel.start,
            transcript.timing.frame_rate,
            (replace(here.reel, offset=Fraction(0)),),
            timed=transcript.timing.timed,
        ),
        cues=tuple(
            replace(cue, start=cue.start - zero, end=cue.end - zero, shot=cue.shot if cue.shot in known_shots else None)
            for cue in cues
        ),
        shots=tuple(replace(shot, start=shot.start - zero, end=_end(shot, follower) - zero) for shot in shots),
        sounds=tuple(replace(sound, start=sound.start - zero) for sound in transcript.sounds if in_time(sound)),
        titles=tuple(replace(title, start=title.start - zero) for title in transcript.titles if in_time(title)),
        speakers=tuple(speaker for speaker in transcript.speakers if speaker.name not in elsewhere),
        problems=tuple(problem for problem in transcript.problems if in_lines(problem.span.first)),
        segments=tuple(segment for segment in transcript.segments if in_lines(segment.number)),
    )


def _places(transcript: Transcript, reels: Sequence[Reel]) -> list[_Place]:
    """The reels in their order, each where the first of its cues and shots stands, pre-roll included."""
    entries: list[Cue | Shot] = [*transcript.cues, *transcript.shots]
    notes: list[Sound | Title] = [*transcript.sounds, *transcript.titles]
    held = [[entry for entry in entries if entry.reel == one.number] for one in reels]
    times = [min([one.offset, *(entry.start for entry in own)]) for one, own in zip(reels, held, strict=True)]
    places: list[_Place] = []
    done = 0  # the last line of the reels before
    for one, own, time, until in zip(reels, held, times, [*times[1:], None], strict=True):
        line = min([done + 1, *(entry.span.first for entry in own)])
        places.append(_Place(one, time, line))
        noted = [note for note in notes if (until is None or note.start < until) and (time <= note.start or not done)]
        done = max([done, *(entry.span.last for entry in (*own, *noted))])
    return places


def _end(shot: Shot, follower: _Place | None) -> Fraction:
    """A shot's end; the last of a reel ends with it at the latest."""
    return shot.end if follower is None else max(shot.start, min(shot.end, follower.time))
