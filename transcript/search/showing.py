"""Hits with everything that is shown of them: their programme, their cues with marks, the shot, the cues around."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from transcript.search.matching import places
from transcript.search.query import Near, Node, Phrase, leaves
from transcript.search.results import FoundCue, FoundProgramme, Hit, Mark
from transcript.search.words import Word, placed_words

if TYPE_CHECKING:
    import sqlite3

    from transcript.search.crossings import Found
    from transcript.search.deadline import Deadline
    from transcript.search.patterns import Pattern

_CUES = """
SELECT cues.id, cues.number, speakers.name, cues.timecode, cues.start_ms, cues.end_ms, cues.voice_over,
    cues.qualifier, cues.line, shots.note, cues.heard_from_ms, cues.heard_until_ms
FROM cues LEFT JOIN speakers ON speakers.id = cues.speaker LEFT JOIN shots ON shots.id = cues.shot
WHERE cues.id IN (SELECT value FROM json_each(?))
"""
_PROGRAMMES = """
SELECT cues.id, programmes.id, programmes.path, programmes.name, programmes.start, programmes.frame_rate,
    programmes.drop_frame, programmes.first_cue, programmes.cues
FROM cues JOIN programmes ON programmes.id = cues.programme WHERE cues.id IN (SELECT value FROM json_each(?))
"""


def shown(
    connection: sqlite3.Connection,
    found: Sequence[tuple[Found, float | None]],
    node: Node | None,
    pattern: Pattern | None,
    context: int,
    deadline: Deadline,
) -> tuple[Hit, ...]:
    """The hits as results. context: how many cues before and after each."""
    programmes: dict[int, tuple[FoundProgramme, int, int]] = {}
    for cue, id_, path, name, start, rate, drop, first, cues in connection.execute(
        _PROGRAMMES, (json.dumps([one.cue for one, _ in found]),)
    ):
        programmes[cue] = FoundProgramme(id_, path, name, start, rate, bool(drop)), first, first + cues - 1
    around = {}
    for one, _ in found:
        _, first, last = programmes[one.cue]
        around[one] = range(max(one.first - context, first), min(one.last + context, last) + 1)
    cues = _cues(connection, {id_ for ids in around.values() for id_ in ids})
    hits = []
    for one, score in found:
        within = range(one.first, one.last + 1)
        of_hit = marked([cues[id_] for id_ in within], node, pattern, deadline)
        before = tuple(cues[id_] for id_ in around[one] if id_ < one.first)
        after = tuple(cues[id_] for id_ in around[one] if id_ > one.last)
        hits.append(Hit(programmes[one.cue][0], of_hit, before, after, score))
    return tuple(hits)


def _cues(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, FoundCue]:
    rows = connection.execute(_CUES, (json.dumps(sorted(ids)),))
    return {
        id_: FoundCue(
            id_,
            number,
            speaker,
            timecode,
            start,
            end,
            bool(voice_over),
            qualifier,
            line,
            shot,
            heard_from_ms=start if heard is None else heard,
            heard_until_ms=end if silent is None else silent,
        )
        for id_, number, speaker, timecode, start, end, voice_over, qualifier, line, shot, heard, silent in rows
    }


def marked(
    cues: Sequence[FoundCue], node: Node | None, pattern: Pattern | None, deadline: Deadline
) -> tuple[FoundCue, ...]:
    """The cues of a hit with marks: words of the query, phrases as wholes, also where they go over a cut."""
    marks: list[list[Mark]] = [pattern.marks(cue.line, deadline) if pattern else [] for cue in cues]
    if node is not None:
        words = [(place, word) for place, cue in enumerate(cues) for word in placed_words(cue.line)]
        for leaf, wanted in leaves(node):
            if wanted:
                _mark(leaf, words, marks)
    return tuple(replace(cue, marks=_joined(some)) for cue, some in zip(cues, marks, strict=True))


def _mark(leaf: Phrase | Near, words: Sequence[tuple[int, Word]], marks: Sequence[list[Mark]]) -> None:
    # NEAR holds within one cue; a phrase may go on in the next.
    stretches = [words]
    if isinstance(leaf, Near):
        stretches = [[one for one in words if one[0] == place] for place in range(len(marks))]
    for stretch in stretches:
        for first, end in places(leaf, [word.text for _, word in stretch]):
            for cue in {place for place, _ in stretch[first:end]}:
                said = [word for place, word in stretch[first:end] if place == cue]
                marks[cue].append(Mark(said[0].start, said[-1].end))


def _joined(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in order, those that overlap as one."""
    joined: list[Mark] = []
    for mark in sorted(marks):
        if joined and mark.start < joined[-1].end:
            joined[-1] = Mark(joined[-1].start, max(joined[-1].end, mark.end))
        else:
            joined.append(mark)
    return tuple(joined)
