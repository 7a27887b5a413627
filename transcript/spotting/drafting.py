"""Subtitles before their times are settled: each speech cut and set in lines, with room for its speaker's label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from transcript.labels import Labels, label, with_label
from transcript.model import Cue, Problem, Span
from transcript.spotting.long_words import within_lines
from transcript.spotting.pace import Word
from transcript.spotting.presets import Preset
from transcript.spotting.reading import to_read
from transcript.spotting.segmentation import Bounds, Piece, Room, cut, whole
from transcript.spotting.shot_changes import Change, places_at_changes
from transcript.spotting.timing import Shown
from transcript.width import width

# Share of its cost that a cut keeps where the words after it begin at a timecode, and where a shot changes near it.
_AT_TIMECODE, _AT_CHANGE, _NEAR_CHANGE_MS = 0.5, 0.7, 250
# How far from its timecode, in milliseconds, a word may lie and still be said to begin there: clocks are rounded down.
_BEFORE_TIMECODE_MS, _AFTER_TIMECODE_MS = 250, 1250


class Draft(NamedTuple):
    """A subtitle before its times are settled.

    lines: its words, as a Subtitle holds them; read: as they will be read, with the speaker's label. fits: no line is
    too long for the label. cues: indices of its cues. speakers: of each line, where two share it.
    """

    shown: Shown
    lines: tuple[str, ...]
    read: tuple[str, ...]
    fits: bool
    cues: tuple[int, ...]
    speakers: tuple[str | None, ...] = ()

    def span(self, cues: Sequence[Cue]) -> Span:
        spans = [cues[index].span for index in self.cues]
        return Span(min(span.first for span in spans), max(span.last for span in spans))


class Setting(NamedTuple):
    """What holds for all speeches of a script. names: words, in small letters, known to be names."""

    cues: Sequence[Cue]
    preset: Preset
    names: frozenset[str]
    language: str | None
    changes: Sequence[Change]
    labels: Labels


class _Talk(NamedTuple):
    """A speech with what its cuts depend on.

    until: when the next speech begins. labels: of its first subtitle and of the others. given: its in and out time,
    where the script gives them, in milliseconds.
    """

    words: Sequence[Word]
    until: int | None
    labels: tuple[str, str]
    given: tuple[int, int] | None


def within_rules(speeches: Sequence[Sequence[Word]], setting: Setting) -> tuple[list[Sequence[Word]], list[Problem]]:
    """The speeches with words wider than a line cut, room left for labels; and what could only be cut badly."""
    made: list[Sequence[Word]] = []
    problems: list[Problem] = []
    for talk in _talks(speeches, setting):
        words, cut_words = within_lines(talk.words, setting.cues, setting.preset.line_length, room_for(talk.labels))
        made.append(words)
        problems += cut_words
    return made, problems


def room_for(labels: tuple[str, str]) -> Room:
    """What the labels of a speech's first subtitle and of the others take of a line, each with its space."""
    first, others = (width(text) + 1 if text else 0 for text in labels)
    return Room(first, others)


def draft(speeches: Sequence[Sequence[Word]], setting: Setting) -> list[Draft]:
    """The subtitles of all speeches in order: where given times leave no room for more, no more than must be.

    speeches: their words, none wider than a line.
    """
    drafts: list[Draft] = []
    chains = _chains(_talks(speeches, setting))
    for place, chain in enumerate(chains):
        room = _room(chains, place, setting.preset)
        made = [made for talk in chain for made in _drafts(talk, setting, few=False)]
        if room is not None and _least_ms(len(made), setting.preset) > room:
            made = [made for talk in chain for made in _drafts(talk, setting, few=True)]
        drafts += made
    return drafts


def _talks(speeches: Sequence[Sequence[Word]], setting: Setting) -> list[_Talk]:
    talks: list[_Talk] = []
    before: str | None = None
    for words, follower in zip(speeches, [*speeches[1:], None], strict=False):
        cue = setting.cues[words[0].cue]
        named = (label(cue.speaker, before, setting.labels), label(cue.speaker, cue.speaker, setting.labels))
        given = (round(cue.start * 1000), round(cue.end * 1000)) if cue.end_given else None
        talks.append(_Talk(words, follower[0].start if follower else None, named, given))
        before = cue.speaker
    return talks


def _chains(talks: Sequence[_Talk]) -> list[list[_Talk]]:
    """Speeches whose times are free, as long as they follow each other; those with given times each by itself."""
    chains: list[list[_Talk]] = []
    for talk in talks:
        if chains and talk.given is None and chains[-1][0].given is None:
            chains[-1].append(talk)
        else:
            chains.append([talk])
    return chains


def _room(chains: Sequence[Sequence[_Talk]], place: int, preset: Preset) -> int | None:
    """Milliseconds between the given times around a chain, or of it; None where they have no bound."""
    first = chains[place][0]
    if first.given:
        return first.given[1] - first.given[0]
    before = chains[place - 1][0].given if place else None
    after = chains[place + 1][0].given if place + 1 < len(chains) else None
    if after is None:
        return None
    opens = before[1] + preset.gap_ms if before else min(0, first.words[0].start)
    return after[0] - preset.gap_ms - opens


def _least_ms(count: int, preset: Preset) -> int:
    """How long so many subtitles take at the least, with the gaps between them."""
    return count * (preset.shortest_ms + preset.gap_ms) - preset.gap_ms


def _drafts(talk: _Talk, setting: Setting, *, few: bool) -> list[Draft]:
    words, limit = talk.words, setting.preset.line_length
    drafts: list[Draft] = []
    for piece in _pieces(talk, setting, few=few):
        inside = words[piece.first : piece.last]
        edges = [piece.first, *piece.breaks, piece.last]
        lines = tuple(" ".join(word.text for word in words[begin:end]) for begin, end in pairwise(edges))
        given_start = talk.given[0] if talk.given and piece.first == 0 else None
        given_end = talk.given[1] if talk.given and piece.last == len(words) else None
        name = talk.labels[0 if piece.first == 0 else 1]
        read, fits = with_label(lines, name, limit) if name else (lines, True)
        shown = Shown(inside[0].start, inside[-1].end, *to_read(read), given_start, given_end)
        drafts.append(Draft(shown, lines, read, fits, tuple(dict.fromkeys(word.cue for word in inside))))
    return drafts


def _pieces(talk: _Talk, setting: Setting, *, few: bool) -> Sequence[Piece]:
    words, preset, names = talk.words, setting.preset, setting.names
    room, longest = room_for(talk.labels), preset.max_duration_ms
    if talk.given and (longest is None or talk.given[1] - talk.given[0] <= longest):
        # What the script itself shows as one stays one, where the rules allow it.
        only = whole(words, preset, names, room, setting.language)
        if only:
            return (only,)
    closing = talk.given[1] - longest if talk.given and longest is not None else None
    pulls, bounds = _pulls(words, setting), Bounds(few, closing)
    return cut(words, preset, talk.until, names, pulls, room, bounds, setting.language)


def _pulls(words: Sequence[Word], setting: Setting) -> Mapping[int, float]:
    """Places that a cut is drawn to: timecodes of the script, and changes of shot."""
    pulls = dict.fromkeys(places_at_changes(words, setting.changes, _NEAR_CHANGE_MS), _AT_CHANGE)
    for place, (before, word) in enumerate(pairwise(words), 1):
        if word.cue != before.cue and _begins_at_timecode(word, setting.cues[word.cue]):
            pulls[place] = _AT_TIMECODE
    return pulls


def _begins_at_timecode(word: Word, cue: Cue) -> bool:
    return -_BEFORE_TIMECODE_MS <= word.start - cue.start * 1000 <= _AFTER_TIMECODE_MS
