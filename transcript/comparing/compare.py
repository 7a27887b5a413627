"""What became of each cue from one version to the next."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from transcript.comparing.changes import Change, Kind
from transcript.comparing.grouping import groups
from transcript.comparing.wording import heard, typed
from transcript.model import Cue, Provenance, Transcript


def compare(old: Transcript, new: Transcript) -> tuple[Change, ...]:
    """What changed from one version of a script or of subtitles to another, in the order of the new one.

    No cue stands in two changes. The cues that stand in none are unchanged, and pair up in their order.

    Times count from the start of either programme. Where the versions count time in different steps (whole seconds in a
    script, milliseconds in subtitles), less than the coarser step is no move. Speakers are compared where both versions
    name any, capitals apart.
    """
    found = []
    slack = _slack(old, new)
    name = _names(old) and _names(new)
    timed = old.timing.timed and new.timing.timed
    for group in groups([heard(cue.line) for cue in old.cues], [heard(cue.line) for cue in new.cues]):
        before, after = tuple(old.cues[place] for place in group.old), tuple(new.cues[place] for place in group.new)
        if not before or not after:
            found.append(Change((Kind.DROPPED if before else Kind.ADDED,), before, after))
            continue
        moved = _moved(before[0], after[0], slack) if timed else None
        end_moved = _end_moved(before[-1], after[-1], slack) if timed else None
        kinds = [*_cuts(before, after), *([Kind.SPEAKER] if name and _speakers(before) != _speakers(after) else [])]
        kinds += _words(before, after)
        if moved or end_moved or group.elsewhere:
            kinds.append(Kind.MOVED)
        if kinds:
            found.append(Change(tuple(kinds), before, after, moved, end_moved, group.elsewhere))
    return tuple(found)


def _cuts(before: Sequence[Cue], after: Sequence[Cue]) -> list[Kind]:
    if len(before) == len(after) == 1:
        return []
    if len(before) == 1:
        return [Kind.SPLIT]
    return [Kind.JOINED if len(after) == 1 else Kind.RECUT]


def _words(before: Sequence[Cue], after: Sequence[Cue]) -> list[Kind]:
    """Whether other words are said, or the same are typed otherwise; blanks make no difference."""
    old, new = typed(before), typed(after)
    if old == new:
        return []
    return [Kind.RETYPED if heard(old) == heard(new) else Kind.REWORDED]


def _speakers(cues: Sequence[Cue]) -> list[str | None]:
    return list(dict.fromkeys(cue.speaker and cue.speaker.casefold() for cue in cues))


def _names(transcript: Transcript) -> bool:
    return any(cue.speaker is not None for cue in transcript.cues)


def _moved(before: Cue, after: Cue, slack: Fraction) -> Fraction | None:
    if Provenance.ESTIMATED in (before.time, after.time):
        return None
    return _by(after.start - before.start, slack)


def _end_moved(before: Cue, after: Cue, slack: Fraction) -> Fraction | None:
    return _by(after.end - before.end, slack) if before.end_given and after.end_given else None


def _by(difference: Fraction, slack: Fraction) -> Fraction:
    return Fraction(0) if abs(difference) < slack else difference


def _slack(old: Transcript, new: Transcript) -> Fraction:
    """Less than this is no move: nothing where both count in the same steps, else the coarser step."""
    steps = _step(old), _step(new)
    return Fraction(0) if steps[0] == steps[1] else max(steps)


def _step(transcript: Transcript) -> Fraction:
    """What a version counts time in: frames, milliseconds, or whole seconds."""
    rate = transcript.timing.frame_rate
    if rate is not None:
        return 1 / rate.rate
    finer = transcript.source.layout == "subtitles" or any(
        cue.start.denominator > 1 for cue in transcript.cues if cue.time is not Provenance.ESTIMATED
    )
    return Fraction(1, 1000) if finer else Fraction(1)
