"""When the cues of a transcript end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from transcript.model import Cue, Transcript
from transcript.spotting.pace import Speech, speeches


def settle_ends(transcript: Transcript, said: Sequence[Speech] | None = None) -> Transcript:
    """Say where each cue ends: with its words, at the document's pace, or where speech runs on into the next cue.

    An end that the script gives stays. No cue ends before it starts, or after the next one starts that starts later:
    those under one timecode overlap, because they all have its time. Without timecodes there are no ends. said: the
    words with their times, where these come from elsewhere than the pace.
    """
    if not transcript.timing.timed:
        return transcript
    ends = [cue.end for cue in transcript.cues]
    for speech in speeches(transcript) if said is None else said:
        for word, follower in zip(speech.words, [*speech.words[1:], None], strict=True):
            if follower is None or follower.cue != word.cue:
                runs_on = follower is not None and follower.start - word.end < 1000
                ends[word.cue] = Fraction((follower.start if runs_on and follower else word.end), 1000)
    cues: list[Cue] = []
    following: Cue | None = None
    later: Fraction | None = None  # where the next timecode stands, if it is later
    for cue, end in zip(reversed(transcript.cues), reversed(ends), strict=True):
        if following and following.start != cue.start:
            later = following.start if following.start > cue.start else None
        following = cue
        bounded = end if later is None else min(end, later)
        cues.append(cue if cue.end_given else replace(cue, end=max(cue.start, bounded)))
    return replace(transcript, cues=tuple(reversed(cues)))
