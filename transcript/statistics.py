"""What a programme holds, in figures: speech, speakers, pace, shots.

    of_transcript(transcript.read("film.txt")).words_a_minute

Times are whole milliseconds, each rounded as exports have it. A script without timecodes has none: its times are None.
So is talk time that cannot hold the words, because the script has too few timecodes where they are said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transcript.clock import milliseconds
from transcript.talk import FASTEST, spoken_words, talk_ms, told_ms

if TYPE_CHECKING:
    from transcript.model import Transcript


@dataclass(frozen=True, slots=True)
class Talk:
    """What one speaker says. speaker: None where nobody is named.

    milliseconds: the lengths of the cues together; None where the times do not tell.
    """

    speaker: str | None
    cues: int
    words: int
    milliseconds: int | None

    @property
    def words_a_minute(self) -> int | None:
        """The pace of the speech, without the silences between cues; None where the times do not tell."""
        return pace(self.words, self.milliseconds)


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of one programme.

    name: of the script. duration_ms: from the programme start to the end of the last cue or shot. measured_shots: of
    how many shots the script tells the length; of the last it often does not. shots_ms: their lengths together. talk:
    of each speaker, who talks longest first; of what nobody is named for, last.
    """

    name: str
    duration_ms: int | None
    shots: int
    measured_shots: int
    shots_ms: int | None
    talk: tuple[Talk, ...]

    @property
    def speakers(self) -> int:
        """How many people speak who are named."""
        return sum(one.speaker is not None for one in self.talk)

    @property
    def cues(self) -> int:
        return sum(one.cues for one in self.talk)

    @property
    def words(self) -> int:
        return sum(one.words for one in self.talk)

    @property
    def talk_ms(self) -> int | None:
        """The lengths of all cues together; where two speak at once both count. None where one is not told."""
        told = [one.milliseconds for one in self.talk if one.milliseconds is not None]
        return None if self.duration_ms is None or len(told) < len(self.talk) else sum(told)

    @property
    def words_a_minute(self) -> int | None:
        """The pace of the speech, without the silences between cues; None where the times do not tell."""
        return pace(self.words, self.talk_ms)

    @property
    def mean_shot_ms(self) -> int | None:
        """How long a shot lasts on average, of those whose length is told; None where there are none."""
        return round(self.shots_ms / self.measured_shots) if self.shots_ms else None


def pace(words: int, milliseconds: int | None) -> int | None:
    """Words a minute, to the nearest whole number; None where they are more than anybody says."""
    told = round(words * 60_000 / milliseconds) if milliseconds else None
    return None if told is None or told > FASTEST else told


def by_talk(talk: Sequence[Talk]) -> tuple[Talk, ...]:
    """Who talks longest first, then by words whose time is not told; what nobody is named for last.

    talk: with the lengths of cues as they are. Those that cannot hold their words tell nothing and are left out.
    """
    told = [
        one if one.milliseconds is None else replace(one, milliseconds=told_ms(one.words, one.milliseconds))
        for one in talk
    ]
    return tuple(sorted(told, key=_place))


def _place(one: Talk) -> tuple[bool, bool, int, int, str]:
    lasting = one.milliseconds
    return one.speaker is None, lasting is None, -(lasting or 0), -one.words, one.speaker or ""


def of_transcript(transcript: Transcript) -> Statistics:
    """The figures of a transcript."""
    counted: dict[str | None, list[int]] = {}
    for cue, lasting in zip(transcript.cues, talk_ms(transcript.cues), strict=True):
        sums = counted.setdefault(cue.speaker, [0, 0, 0])
        for place, figure in enumerate((1, len(spoken_words(cue.line)), lasting)):
            sums[place] += figure
    timed = transcript.timing.timed
    ends = [*(milliseconds(cue.end) for cue in transcript.cues), *(milliseconds(shot.end) for shot in transcript.shots)]
    shots = [milliseconds(shot.end) - milliseconds(shot.start) for shot in transcript.shots]
    return Statistics(
        name=transcript.source.name,
        duration_ms=max([0, *ends]) if timed else None,
        shots=len(shots),
        measured_shots=sum(lasting > 0 for lasting in shots) if timed else 0,
        shots_ms=sum(shots) if timed else None,
        talk=by_talk([Talk(name, cues, words, ms if timed else None) for name, (cues, words, ms) in counted.items()]),
    )
