"""Conforming: a transcript fitted to a film that has changed since its script was written.

    from transcript.conform import Offset, moved_by

    later = moved_by(transcript.read("film.txt"), Offset.parse("+00:00:10"))

Functions from transcript to transcript, exact: `with_rate` tells a whole-second script its frame rate, `recut_by`
follows an edit decision list, `stretched` runs the same frames at another rate, `moved_by` moves everything;
`conform` does what is asked of these in that order.
"""

from __future__ import annotations

from dataclasses import dataclass

from transcript.conform.edl import Edl, Event, open_edl, read_edl
from transcript.conform.offset import Offset, moved_by
from transcript.conform.rate import with_rate
from transcript.conform.recut import recut_by, require_one_reel
from transcript.conform.stretch import Stretch, stretched
from transcript.model import Transcript

__all__ = [
    "Conforming",
    "Edl",
    "Event",
    "Offset",
    "Stretch",
    "conform",
    "moved_by",
    "open_edl",
    "read_edl",
    "recut_by",
    "require_one_reel",
    "stretched",
    "with_rate",
]


@dataclass(frozen=True, slots=True)
class Conforming:
    """What became of a film since its script was written."""

    recut: Edl | None = None
    stretch: Stretch | None = None
    offset: Offset | None = None


def conform(transcript: Transcript, changes: Conforming) -> Transcript:
    """The transcript as it fits the film after these changes, in the order in which films undergo them.

    An EDL speaks of the programme as its script does, in the frames that were cut; the cut film then runs at its new
    speed; an offset is of the film as it is at last. Raises InvalidSetting and InvalidTimecode: see each of them.
    """
    if changes.stretch and transcript.timing.frame_rate is None:
        transcript = with_rate(transcript, changes.stretch.was)
    if changes.recut:
        transcript = recut_by(transcript, changes.recut)
    if changes.stretch:
        transcript = stretched(transcript, changes.stretch)
    if changes.offset:
        transcript = moved_by(transcript, changes.offset)
    return transcript
