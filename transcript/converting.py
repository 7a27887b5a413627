"""From a transcript to the files that were asked for: casing, reels, conforming, and a file in each format.

`prepare` says what will be made, so that it can be seen whether there is room for it; `make_files` makes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transcript.conform import Conforming
    from transcript.delivery import Delivery
    from transcript.errors import TranscriptError
    from transcript.exporters import Exported
    from transcript.labels import Labels
    from transcript.model import Problem, Transcript
    from transcript.spotting.pace import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What is asked for.

    formats: names of them, none twice. changes: what became of the film since its script was written. sentence_case:
    narration in capitals gets it; kept, names: see `spotting.sentence_case`. split: each reel has files of its own.
    """

    formats: tuple[str, ...]
    delivery: Delivery
    changes: Conforming | None = None
    sentence_case: bool = False
    kept: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    split: bool = False


class Part(NamedTuple):
    """What becomes one file in each format: a whole programme, or one reel of it, whose number it then has.

    as_read: before the film's changes. transcript: after them.
    """

    as_read: Transcript
    transcript: Transcript
    formats: tuple[str, ...]
    reel: int | None = None


class Prepared(NamedTuple):
    """What will be made of a transcript.

    whole: the programme, in its casing. speechless: reels in which nothing is said or shown, with the formats that hold
    nothing else and are not made of them.
    """

    whole: Transcript
    parts: tuple[Part, ...]
    speechless: tuple[tuple[int, tuple[str, ...]], ...] = ()


class File(NamedTuple):
    """A file of a part. made: its content, or why there is none."""

    format: str
    reel: int | None
    made: Exported | TranscriptError


class Files(NamedTuple):
    """What was made. broken: rules that subtitles break. labels: when these label speakers; None without subtitles."""

    files: tuple[File, ...]
    broken: tuple[Problem, ...]
    labels: Labels | None


def prepare(transcript: Transcript, wishes: Wishes) -> Prepared:
    """What will be made of a transcript. Raises InvalidSetting and InvalidTimecode where the changes cannot be made."""
    if wishes.sentence_case:
        from transcript.spotting import sentence_case

        transcript = sentence_case(transcript, wishes.kept, wishes.names)
    if wishes.changes is not None and wishes.changes.recut:
        from transcript.conform import require_one_reel

        require_one_reel(transcript)
    reels = [reel.number for reel in transcript.timing.reels]
    if not wishes.split or len(reels) < 2:
        changed = _changed(transcript, wishes.changes)
        return Prepared(transcript, (Part(transcript, changed, wishes.formats),))
    from transcript.reels import reel

    apart = {number: reel(transcript, number) for number in reels}
    left_out: Mapping[int, tuple[str, ...]] = {}
    if _shows(transcript, wishes.delivery):
        left_out = {
            number: _only_speech(wishes.formats) for number in reels if not _shows(apart[number], wishes.delivery)
        }
    parts = (
        Part(
            part,
            _changed(part, wishes.changes),
            tuple(name for name in wishes.formats if name not in left_out.get(number, ())),
            number,
        )
        for number, part in apart.items()
    )
    return Prepared(transcript, tuple(parts), tuple(one for one in left_out.items() if one[1]))


def _changed(part: Transcript, changes: Conforming | None) -> Transcript:
    if changes is None:
        return part
    from transcript.conform import conform

    return conform(part, changes)


def _shows(transcript: Transcript, delivery: Delivery) -> bool:
    """Whether there is anything to be shown in subtitles."""
    from transcript.spotting.notes import shows_notes

    return bool(transcript.cues) or shows_notes(transcript, sdh=delivery.sdh, titles=delivery.titles)


def _only_speech(formats: Sequence[str]) -> tuple[str, ...]:
    from transcript.exporters import FORMATS

    return tuple(name for name in formats if FORMATS[name].holds_only_speech)


def make_files(
    prepared: Prepared, delivery: Delivery, spoken: Sequence[Sequence[Speech] | None] | None = None
) -> Files:
    """The files of all parts, in their order. spoken: the words of each part, where they were heard.

    A format that cannot carry a transcript does not stop the others. Raises InvalidSetting where what is asked for can
    be meant of no format.
    """
    from transcript.api import make_possible

    words = spoken or [None] * len(prepared.parts)
    made = [
        make_possible(part.transcript, part.formats, delivery, said, prepared.whole)
        for part, said in zip(prepared.parts, words, strict=True)
    ]
    return Files(
        tuple(
            File(name, part.reel, file)
            for part, of_part in zip(prepared.parts, made, strict=True)
            for name, file in _by_format(part.formats, of_part.files, of_part.refused)
        ),
        tuple(problem for of_part in made for problem in of_part.broken),
        next((of_part.labels for of_part in made if of_part.labels), None),
    )


def _by_format(
    formats: Sequence[str], files: Sequence[Exported], refused: Mapping[str, TranscriptError]
) -> Iterator[tuple[str, Exported | TranscriptError]]:
    made = iter(files)
    for name in formats:
        yield name, refused[name] if name in refused else next(made)
