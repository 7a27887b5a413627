"""How much is said: words, how long each cue is spoken, and whether its speech goes on in the next."""

from __future__ import annotations

from collections.abc import Sequence

from transcript.clock import milliseconds
from transcript.model import Cue

_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？")
_CLOSING = " \t\"'”’»)]"
# A speaker who has ended a sentence and is silent for so long begins another speech.
_SILENCE_MS = 3000
# Words a minute that nobody says for long, and by how much whole seconds may make speech look shorter than it is.
FASTEST, _ROUNDED_MS = 400, 1000


def spoken_words(line: str) -> list[str]:
    """The words that are said: what stands between blanks and holds a letter or digit."""
    return [word for word in line.split() if word[0].isalnum() or any(map(str.isalnum, word))]


def talk_ms(cues: Sequence[Cue]) -> list[int]:
    """Milliseconds of speech in each cue, from its start to its end as they are written.

    Cues under one timecode begin together on paper and one after the other in the film: such a cue counts from where
    the one ahead of it ends.
    """
    times = [(milliseconds(cue.start), milliseconds(cue.end)) for cue in cues]
    return [
        end - (ended if start == begun and ended <= end else start)
        for (begun, ended), (start, end) in zip([(-1, -1), *times], times, strict=False)
    ]


def told_ms(words: int, milliseconds: int) -> int | None:
    """So many milliseconds of speech, or None where so many words cannot have been said in it.

    A script has such times where somebody left timecodes out: no end of speech is known there but the next timecode.
    """
    return milliseconds if words * 60_000 <= FASTEST * (milliseconds + _ROUNDED_MS) else None


def runs_on(cue: Cue, after: Cue, end: int) -> bool:
    """Whether a cue's speech goes on in the one after it: the same speaker's, in mid-sentence or without a silence.

    end: of the cue, in milliseconds.
    """
    if cue.speaker != after.speaker or cue.reel != after.reel:
        return False
    said = cue.line.rstrip(_CLOSING)
    in_sentence = not said.endswith(_SENTENCE_ENDS) or said.endswith(("...", "…"))
    return in_sentence or milliseconds(after.start) - end < _SILENCE_MS
