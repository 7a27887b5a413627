"""Which passages of the old programme stand where in the new one, by an edit decision list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from transcript.conform.counting import start_at
from transcript.conform.edl import Edl, Event
from transcript.errors import InvalidSetting, InvalidTimecode
from transcript.model import Problem, Severity, Span, Timing
from transcript.timecode import FrameRate, Timecode

_BLACK = ("BL", "BLACK")
_FILES = ("AX",)
"""What stands for a reel where the source is a file: its name is in a comment."""
_SPEED_ROUNDING = Fraction(1, 10)
"""M2 lines say speeds in tenths of a frame a second."""


class Passage(NamedTuple):
    """A stretch of the old programme as it stands in the new one, in programme seconds of each.

    speed: seconds of the old in a second of the new. line: of the EDL.
    """

    begin: Fraction
    end: Fraction
    to: Fraction
    speed: Fraction
    line: int

    @property
    def until(self) -> Fraction:
        """Where it ends in the new programme."""
        return self.to + (self.end - self.begin) / self.speed

    def holds(self, time: Fraction) -> bool:
        return self.begin <= time < self.end

    def new(self, time: Fraction) -> Fraction:
        """Where a time of the old programme lies in the new one, kept within the passage."""
        return self.to + (min(max(time, self.begin), self.end) - self.begin) / self.speed


class Cut(NamedTuple):
    """What an EDL makes of a programme: its passages in their new order, its new timing, and what is not followed."""

    passages: tuple[Passage, ...]
    timing: Timing
    problems: tuple[Problem, ...]


class _Edit(NamedTuple):
    """An event in whole frames from the starts of the old programme and the new."""

    source_in: int
    source_out: int
    record_in: int
    record_out: int
    event: Event


def cut_by(edl: Edl, timing: Timing) -> Cut:
    """Follow an EDL whose source times are those of a programme with this timing.

    The video track is followed where there is one, else the first audio track. A dissolve or wipe is a cut where it
    begins. Events of another source than the one that most of the programme comes from, keys and freeze frames hold
    nothing of the old programme: that is told as problems; black is not. Raises, with the line in the EDL,
    InvalidSetting for what cannot be followed (overlaps, reversed motion, lengths that differ without a speed) and
    InvalidTimecode for frames that do not exist.
    """
    rate = timing.frame_rate
    if rate is None:
        raise InvalidSetting(
            "the script counts whole seconds, and an EDL counts frames",
            "give the frame rate of the film, such as --fps 25, 23.976 or 29.97df",
        )
    events, problems = _followed(edl)
    now = _one_count(events, rate, edl)
    start = _new_start(events, timing.start, rate, now)
    edits = [_edit(event, timing.start, start, (rate, now), edl) for event in events]
    used, others = _of_one_source([edit for edit in edits if edit.record_out > edit.record_in])
    problems += others
    found: list[Passage] = []
    # The tracks of a sound hold the same events.
    once = {edit[:4]: edit for edit in used}.values()
    for edit in sorted(once, key=lambda edit: edit.record_in):
        speed = _speed(edit, rate, edl)
        if speed == 0:
            problems.append(_not_followed("recut-freeze-frame", [edit.event], "is a freeze frame"))
            continue
        begin, to, lasts = (
            Fraction(frames) / rate.rate
            for frames in (edit.source_in, edit.record_in, edit.record_out - edit.record_in)
        )
        found.append(Passage(begin, begin + lasts * speed, to, speed, edit.event.line))
    for before, after in pairwise(found):
        if after.to < before.until:
            raise InvalidSetting(
                f"the event stands over that of line {before.line} in the new programme",
                "export the EDL with one video track",
                path=edl.name,
                line=after.line,
            )
    reels = tuple(replace(reel, start=start, offset=Fraction(0)) for reel in timing.reels)
    return Cut(_joined(found), replace(timing, start=start, frame_rate=now, reels=reels), tuple(problems))


def _followed(edl: Edl) -> tuple[list[Event], list[Problem]]:
    """The events of one track, and what is left out of account."""
    problems: list[Problem] = []
    keys = [event for event in edl.events if event.kind == "K"]
    if keys:
        problems.append(_not_followed("recut-key", keys, "is a key over the picture"))
    plain = [event for event in edl.events if event.kind != "K"]
    track = min((_rank(event.track) for event in plain), default=_NO_TRACK)
    if track == _NO_TRACK:
        found, advice = "the EDL has no event on a video or audio track", "export it with its first video track"
        raise InvalidSetting(found, advice, path=edl.name)
    upper = [event for event in plain if track < _rank(event.track) < _AUDIO]
    if upper:
        problems.append(_not_followed("recut-upper-track", upper, f"is on the track {upper[0].track}, over the first"))
    return [event for event in plain if _rank(event.track) == track], problems


_AUDIO, _NO_TRACK = 100, 1000


def _rank(track: str) -> int:
    """Video tracks from 1, audio tracks from 101: V, V2, B (both), AA/V; A, A2, AA."""
    name, digits = track.rstrip("0123456789"), track[len(track.rstrip("0123456789")) :]
    number = int(digits[-2:] or 1)
    if name in ("B", "VA", "AV") or "/V" in track:
        return 1
    if name == "V":
        return number
    if name.startswith("A"):
        return _AUDIO + number
    return _NO_TRACK


def _one_count(events: Sequence[Event], rate: FrameRate, edl: Edl) -> FrameRate:
    """How the new programme counts its labels; as the script does where the EDL does not say."""
    counts = [_drop(event.record_in, event, rate) for event in events]
    odd = next((place for place, drop in enumerate(counts) if drop != counts[0]), None)
    if odd is not None:
        raise InvalidSetting(
            "the new programme counts drop-frame in some events and not in others",
            "export the EDL again, with one FCM line",
            path=edl.name,
            line=events[odd].line,
        )
    return _count(rate, events[0], edl, drop=counts[0])


def _drop(label: Timecode, event: Event, rate: FrameRate) -> bool:
    return label.drop or (rate.drop if event.drop is None else event.drop)


def _count(rate: FrameRate, event: Event, edl: Edl, *, drop: bool) -> FrameRate:
    try:
        return FrameRate(rate.rate, drop)
    except InvalidTimecode:
        raise InvalidSetting(
            f"the EDL counts drop-frame, and the script {rate} frames a second",
            "give the film's rate with --fps, such as 29.97df",
            path=edl.name,
            line=event.line,
        ) from None


def _frame(label: Timecode, start: Timecode, event: Event, rate: FrameRate, edl: Edl) -> int:
    """The frame of a label from the programme start, which stands at the same hands of the clock in either count."""
    count = _count(rate, event, edl, drop=_drop(label, event, rate))
    try:
        return replace(label, drop=count.drop).frame_count(count) - start_at(start, rate, count).frame_count(count)
    except InvalidTimecode as error:
        error.path, error.line = edl.name, event.line
        raise


def _new_start(events: Sequence[Event], start: Timecode, rate: FrameRate, now: FrameRate) -> Timecode:
    """Where the new programme starts: as the old one, where its first event stands in the hour from there.

    Else at the whole hour at or below that event, whose last minute is pre-roll of the next hour.
    """
    first = min(event.record_in for event in events)
    if 0 <= first.label_seconds - start.label_seconds < 3600:
        return start_at(start, rate, now)
    hour = Timecode(first.hours + (first.minutes == 59), 0, 0)
    return hour if start.frames is None else replace(hour, frames=0, drop=now.drop)


def _edit(event: Event, old: Timecode, new: Timecode, rates: tuple[FrameRate, FrameRate], edl: Edl) -> _Edit:
    rate, now = rates
    edit = _Edit(
        _frame(event.source_in, old, event, rate, edl),
        _frame(event.source_out, old, event, rate, edl),
        _frame(event.record_in, new, event, now, edl),
        _frame(event.record_out, new, event, now, edl),
        event,
    )
    if edit.source_out < edit.source_in or edit.record_out < edit.record_in:
        raise InvalidSetting("the event ends before it begins", "correct its timecodes", path=edl.name, line=event.line)
    return edit


def _speed(edit: _Edit, rate: FrameRate, edl: Edl) -> Fraction:
    """Frames of the source in a frame of the programme; 0 for a freeze frame."""
    taken, given, told = edit.source_out - edit.source_in, edit.record_out - edit.record_in, edit.event.speed
    found = f"the event takes {taken} frames and gives {given}"
    if told is None and taken == given:
        return Fraction(1)
    if told is None:
        raise InvalidSetting(
            f"{found} without a speed (M2)", "export the EDL again", path=edl.name, line=edit.event.line
        )
    if told < 0:
        raise InvalidSetting("the event runs backwards", "take it out", path=edl.name, line=edit.event.line)
    speed = told / rate.rate
    if taken == given:  # many systems write the length that is seen in both pairs of columns
        return Fraction(1) if abs(told - rate.rate) <= _SPEED_ROUNDING else speed
    if speed and abs(taken - given * speed) > 1 + given * _SPEED_ROUNDING / rate.rate:
        found = f"{found}, which is not the speed that M2 says ({float(told):g} frames a second)"
        raise InvalidSetting(found, "export the EDL again", path=edl.name, line=edit.event.line)
    return Fraction(taken, given) if speed else speed


def _of_one_source(edits: Sequence[_Edit]) -> tuple[list[_Edit], list[Problem]]:
    """The events of the source that most of the programme comes from, and the others as problems."""
    lengths: Counter[str] = Counter()
    seen = [edit for edit in edits if edit.event.reel.upper() not in _BLACK]
    for edit in seen:
        lengths[_source(edit.event)] += edit.record_out - edit.record_in
    if not lengths:
        return [], []
    old = lengths.most_common(1)[0][0]
    others: dict[str, list[Event]] = {}
    for edit in seen:
        if _source(edit.event) != old:
            others.setdefault(_source(edit.event), []).append(edit.event)
    problems = [
        _not_followed("recut-other-source", events, f"is of {source}, not of {old}")
        for source, events in others.items()
    ]
    return [edit for edit in seen if _source(edit.event) == old], problems


def _source(event: Event) -> str:
    return event.clip or event.reel if event.reel.upper() in _FILES else event.reel


def _not_followed(code: str, events: Sequence[Event], what: str) -> Problem:
    first, more = events[0], len(events) - 1
    others = f" (and {more} more)" if more else ""
    message = (
        f"event {first.number} of the EDL, in its line {first.line}, {what}{others}: nothing of the script is put there"
    )
    return Problem(code, Severity.WARNING, message, Span(1, 1))


def _joined(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages, those that only a splice divides as one."""
    made: list[Passage] = []
    for passage in passages:
        last = made[-1] if made else None
        if last and last.speed == passage.speed and (last.end, last.until) == (passage.begin, passage.to):
            made[-1] = last._replace(end=passage.end)
        else:
            made.append(passage)
    return tuple(made)
