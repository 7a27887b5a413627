"""The likeliest sequence of readings of a flattened table (Viterbi)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from transcript.model import Kind
from transcript.parser.flattened.columns import Stands, gap_class
from transcript.parser.flattened.habits import Habits
from transcript.parser.flattened.pieces import Piece
from transcript.parser.flattened.readings import Parts, readings

_Step: TypeAlias = dict[Stands, tuple[float, Stands, Parts]]
"""For each state after a piece: the odds so far, the state before it, and the piece's parts."""


def decode(pieces: Sequence[Piece], habits: Habits) -> list[Parts]:
    """The parts of each piece with their kinds."""
    steps: list[_Step] = []
    states: list[tuple[Stands, float]] = [(Stands.NOTHING, 0.0)]
    for place, piece in enumerate(pieces):
        step = _stamp_step(piece, states) if piece.stamp else _text_step(pieces, place, habits, states)
        steps.append(step)
        states = [(state, entry[0]) for state, entry in step.items()]
    return _trace(steps, max(states, key=lambda entry: entry[1])[0])


def _stamp_step(piece: Piece, states: Sequence[tuple[Stands, float]]) -> _Step:
    step: _Step = {}
    parts: Parts = ((Kind.TIMECODE, piece.text),)
    for before, odds in states:
        titled = before in (Stands.TITLE, Stands.TITLED_TIMECODE)
        state = Stands.TITLED_TIMECODE if titled else Stands.TIMECODE
        if state not in step or odds > step[state][0]:
            step[state] = (odds, before, parts)
    return step


def _text_step(pieces: Sequence[Piece], place: int, habits: Habits, states: Sequence[tuple[Stands, float]]) -> _Step:
    step: _Step = {}
    gap = gap_class(pieces[place].gap)
    for parts, column, state, own in readings(pieces, place, habits):
        for before, odds in states:
            total = odds + own + column[before][gap]
            if state not in step or total > step[state][0]:
                step[state] = (total, before, parts)
    return step


def _trace(steps: Sequence[_Step], state: Stands) -> list[Parts]:
    found: list[Parts] = []
    for step in reversed(steps):
        _, before, parts = step[state]
        found.append(parts)
        state = before
    return found[::-1]
