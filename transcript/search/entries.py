"""A transcript as the rows that the index holds of it, all but the ids that the index gives them.

It is made where the script is read, in another process than the one that writes, and is plain data for that reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from struct import pack
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from transcript.clock import milliseconds
from transcript.exporters.safety import encodable
from transcript.search.folding import fold
from transcript.search.heard import heard
from transcript.search.schema import CUT_WORDS
from transcript.talk import runs_on, spoken_words, talk_ms
from transcript.timecode import FrameRate

if TYPE_CHECKING:
    from transcript.model import Cue, Transcript


# Plain tuples, for they pass from process to process by the million.
CueRow: TypeAlias = (
    "tuple[int, int | None, str | None, int | None, int | None, bool, int | None, bool, str, str | None, int | None,"
    " int | None]"
)
"""number, speaker, timecode, start_ms, end_ms, voice_over, shot, runs_on, line, qualifier, heard_from_ms,
heard_until_ms.

speaker, shot: places in the entry's speakers and shots. The last two: where they are not start_ms and end_ms.
"""
ShotRow: TypeAlias = "tuple[int, str | None, int | None, int | None, str | None, str, int | None, int | None]"
"""number, timecode, start_ms, end_ms, size, note, first_cue, last_cue.

first_cue, last_cue: places in the entry's cues of the first and last that start in the shot; None where none does.
"""


TextRow: TypeAlias = "tuple[int | None, bytes, int, str]"
"""speaker, places, longest, text: what one speaker says, a line each; the rest as in the table texts."""


class SpeakerRow(NamedTuple):
    """spellings: folded; the name itself is among them. cues, words, milliseconds: of all that they say."""

    name: str
    spellings: tuple[str, ...]
    cues: int
    words: int
    milliseconds: int


class Entry(NamedTuple):
    """One programme. cuts: place of the cue before each cut, and the words around it."""

    name: str
    layout: str
    language: str | None
    start: str | None
    frame_rate: str | None
    drop_frame: bool
    duration_ms: int | None
    words: int
    speakers: tuple[SpeakerRow, ...]
    shots: tuple[ShotRow, ...]
    cues: tuple[CueRow, ...]
    cuts: tuple[tuple[int, str], ...]
    texts: tuple[TextRow, ...]


def entry(transcript: Transcript) -> Entry:
    """What the index holds of a transcript."""
    timing = transcript.timing
    people = _people(transcript)
    shots = {shot.number: place for place, shot in enumerate(transcript.shots)}
    timed = timing.timed
    lines = [_text(cue.line) for cue in transcript.cues]
    spoken = [spoken_words(line) for line in lines]
    cues: list[CueRow] = []
    counted = [[0, 0, 0] for _ in people]
    latest = 0
    following: Sequence[Cue | None] = (*transcript.cues[1:], None)[: len(transcript.cues)]
    lasting = talk_ms(transcript.cues)
    sounding = heard(transcript) if timed else [(None, None)] * len(lines)
    for cue, after, line, said, talk, (first, last) in zip(
        transcript.cues, following, lines, spoken, lasting, sounding, strict=True
    ):
        start, end = milliseconds(cue.start), milliseconds(cue.end)
        latest = max(latest, end)
        speaker = None if cue.speaker is None else people[_text(cue.speaker)]
        if speaker is not None:
            sums = counted[speaker]
            sums[0] += 1
            sums[1] += len(said)
            sums[2] += talk
        cues.append(
            (
                cue.number,
                speaker,
                str(cue.timecode) if timed else None,
                start if timed else None,
                end if timed else None,
                cue.voice_over,
                None if cue.shot is None else shots.get(cue.shot),
                after is not None and runs_on(cue, after, end),
                line,
                None if cue.qualifier is None else _text(cue.qualifier),
                None if first == start else first,
                None if last == end else last,
            )
        )
    return Entry(
        name=_text(transcript.source.name),
        layout=transcript.source.layout,
        language=transcript.source.language,
        start=str(timing.start) if timed else None,
        frame_rate=None if timing.frame_rate is None else str(FrameRate(timing.frame_rate.rate)),
        drop_frame=timing.frame_rate is not None and timing.frame_rate.drop,
        duration_ms=latest if timed else None,
        words=sum(map(len, spoken)),
        speakers=_speakers(transcript, people, counted),
        shots=_shots(transcript, cues),
        cues=tuple(cues),
        cuts=tuple(cuts(spoken, [row[7] for row in cues])),
        texts=_texts([row[1] for row in cues], lines),
    )


def _people(transcript: Transcript) -> dict[str, int]:
    """The place of everyone who speaks, or is known, among the entry's speakers."""
    known = [speaker.name for speaker in transcript.speakers]
    names = dict.fromkeys(known + [cue.speaker for cue in transcript.cues if cue.speaker is not None])
    return {name: place for place, name in enumerate(dict.fromkeys(map(_text, names)))}


def _speakers(
    transcript: Transcript, people: Iterable[str], counted: Sequence[Sequence[int]]
) -> tuple[SpeakerRow, ...]:
    spellings = {name: [fold(name)] for name in people}
    for speaker in transcript.speakers:
        spellings[_text(speaker.name)] += [fold(_text(alias)) for alias in speaker.aliases]
    return tuple(
        SpeakerRow(name, tuple(dict.fromkeys(found)), *sums)
        for (name, found), sums in zip(spellings.items(), counted, strict=True)
    )


def _shots(transcript: Transcript, cues: Sequence[CueRow]) -> tuple[ShotRow, ...]:
    timed = transcript.timing.timed
    last = {row[6]: place for place, row in enumerate(cues)}
    first = {row[6]: place for place, row in reversed(list(enumerate(cues)))}
    return tuple(
        (
            shot.number,
            str(shot.timecode) if timed else None,
            milliseconds(shot.start) if timed else None,
            milliseconds(shot.end) if timed else None,
            shot.size,
            _text(shot.note),
            first.get(place),
            last.get(place),
        )
        for place, shot in enumerate(transcript.shots)
    )


def cuts(spoken: Sequence[Sequence[str]], runs_on: Iterable[bool]) -> Iterator[tuple[int, str]]:
    """For each cue whose speech runs on: its place, and the words on both sides of the cut.

    spoken: the words of each cue. There are CUT_WORDS words on either side, also where these stand in several short
    cues of the speech.
    """
    before: list[str] = []
    joined = list(runs_on)
    for place, words in enumerate(spoken):
        if not joined[place]:
            before = []
            continue
        before = [*before, *words[-CUT_WORDS:]][-CUT_WORDS:]
        after: list[str] = []
        ahead = place
        while len(after) < CUT_WORDS and joined[ahead]:
            ahead += 1
            after += spoken[ahead][: CUT_WORDS - len(after)]
        if before and after:
            yield place, " ".join((*before, *after))


def _texts(speakers: Iterable[int | None], lines: Sequence[str]) -> tuple[TextRow, ...]:
    said: dict[int | None, list[int]] = {}
    for place, speaker in enumerate(speakers):
        said.setdefault(speaker, []).append(place)
    return tuple(
        (
            speaker,
            pack(f"<{len(places)}I", *places),
            max(len(lines[place]) for place in places),
            lines_text([lines[place] for place in places]),
        )
        for speaker, places in said.items()
    )


def lines_text(lines: Iterable[str]) -> str:
    """Lines as one text in which each is one row, and every character stands where it stood in its line."""
    return "\n".join(line.replace("\n", " ") if "\n" in line else line for line in lines)


def _text(text: str) -> str:
    """What SQLite can hold: UTF-8 has no lone surrogates."""
    return text if text.isascii() else encodable(text)
