"""When the cues of a transcript end."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from transcript.model import Cue, Transcript
from transcript.spotting.pace import speeches


def settle_ends(transcript: Transcript) -> Transcript:
    """Say where each cue ends: with its words, at the document's pace, or where speech runs on into the next cue.

    An end that the script gives stays. No cue ends before it starts or after the next one starts. Without timecodes
    there are no ends.
    """
    if not transcript.timing.timed:
        return transcript
    ends = [cue.end for cue in transcript.cues]
    for speech in speeches(transcript):
        for word, follower in zip(speech.words, [*speech.words[1:], None], strict=True):
            if follower is None or follower.cue != word.cue:
                runs_on = follower is not None and follower.start - word.end < 1000
                ends[word.cue] = Fraction((follower.start if runs_on and follower else word.end), 1000)
    cues: list[Cue] = []
    for index, cue in enumerate(transcript.cues):
        end = cue.end
        if not cue.end_given:
            end = ends[index]
            if index + 1 < len(transcript.cues):
                following = transcript.cues[index + 1]
                if following.start >= cue.start:
                    end = min(end, following.start)
            end = max(end, cue.start)
        cues.append(replace(cue, end=end))
    return replace(transcript, cues=tuple(cues))
