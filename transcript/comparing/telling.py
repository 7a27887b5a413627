"""What is told once of many changes: what moved together, who is called otherwise, what happened to most cues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations
from statistics import median
from typing import NamedTuple

from transcript.comparing.changes import Change, Kind
from transcript.comparing.wording import in_capitals, typed
from transcript.model import Cue, Transcript
from transcript.timecode import FrameRate

_ENOUGH = 3
"""Fewer cues that moved together, or are of somebody called otherwise, are told one by one."""
_SAME = Fraction(1, 1000)
"""Moves that differ by a rounded millisecond are one."""
_RATES = tuple(map(FrameRate.parse, ("24", "25", "23.976", "29.97", "30")))
_STEADY = Fraction(1, 10)
"""How far a time may lie from what a change of speed makes of it; a second where both versions count whole ones."""
_PROOF = 10
"""Cues that show a change of speed, and how many times the slack it must make of the moves."""
_NEARLY_ALL = Fraction(8, 10)
_SOME = 200
"""Cues that are looked at before all are."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Cues in a row that moved by as much. first, last: as the new version has them. on: to the end; whole: all.

    elsewhere: past others that kept their order.
    """

    moved: Fraction
    cues: int
    first: Cue
    last: Cue
    on: bool
    whole: bool
    elsewhere: bool = False


class Renamed(NamedTuple):
    """Somebody who is called otherwise wherever they speak. cues: changes in which this is so."""

    old: str
    new: str
    changes: int


@dataclass(frozen=True, slots=True)
class Told:
    """All changes, those that are alike told once.

    speed: the frame rates between which a film was converted, where that explains the moves, to a tenth of a second.
    recased: how many changes put capitals for small letters or the other way, and nothing else. widely: the kinds that
    hold for most of the cues, with the number of changes. rest: the changes of which more is to be told, with the kinds
    that are.
    """

    passages: tuple[Passage, ...]
    speed: tuple[FrameRate, FrameRate] | None
    renamed: tuple[Renamed, ...]
    recased: int
    widely: tuple[tuple[tuple[Kind, ...], int], ...]
    rest: tuple[Change, ...]


class _Move(NamedTuple):
    """A cue that stands in both versions, as the new one has it; change: None where it is unchanged."""

    by: Fraction
    cue: Cue
    change: Change | None

    @property
    def elsewhere(self) -> bool:
        return self.change is not None and self.change.elsewhere

    def goes_with(self, other: _Move) -> bool:
        """Whether both moved by as much, and both or neither past others."""
        return abs(self.by - other.by) <= _SAME and self.elsewhere == other.elsewhere


def told(old: Transcript, new: Transcript, changes: Sequence[Change]) -> Told:
    """The changes that `compare` finds between two versions, those that are alike told once."""
    moves = _moves(new, changes)
    speed, fitting = _speed(moves)
    passages, together = ((), fitting) if speed else _passages(moves)
    moved = {id(move.change): move.by for move in together if move.change}
    renamed = _renamed(old, new, changes)
    names = {(one.old, one.new) for one in renamed}
    recased = {id(change) for change in changes if _is_recased(change)}
    if len(recased) < _ENOUGH:
        recased.clear()
    widely = _widely(new, changes, recased)
    everywhere = {kind for kinds, _ in widely for kind in kinds}
    rest = []
    for change in changes:
        said = set(everywhere)
        if _tells_move(change, moved.get(id(change)), exact=speed is None):
            said.add(Kind.MOVED)
        if _names(change) in names:
            said.add(Kind.SPEAKER)
        if id(change) in recased:
            said.add(Kind.RETYPED)
        left = tuple(kind for kind in change.kinds if kind not in said)
        if left:
            rest.append(replace(change, kinds=left))
    return Told(passages, speed, renamed, len(recased), widely, tuple(rest))


def _widely(
    new: Transcript, changes: Sequence[Change], recased: Collection[int]
) -> tuple[tuple[tuple[Kind, ...], int], ...]:
    """What holds for more than half of the cues."""
    found = []
    for kinds in ((Kind.SPLIT, Kind.JOINED, Kind.RECUT), (Kind.RETYPED,)):
        told_so = recased if Kind.RETYPED in kinds else ()
        alike = [change for change in changes if not set(kinds).isdisjoint(change.kinds) and id(change) not in told_so]
        if len(alike) >= _ENOUGH and 2 * sum(len(change.new) for change in alike) > len(new.cues):
            found.append((kinds, len(alike)))
    return tuple(found)


def _is_recased(change: Change) -> bool:
    if Kind.RETYPED not in change.kinds:
        return False
    old, new = typed(change.old), typed(change.new)
    return old.casefold() == new.casefold() and in_capitals(old) != in_capitals(new)


def _moves(new: Transcript, changes: Sequence[Change]) -> list[_Move]:
    """How much each cue moved that stands in both versions, in the order of the new one."""
    changed = {cue.number: change for change in changes for cue in change.new}
    moves = []
    for cue in new.cues:
        change = changed.get(cue.number)
        if change is None:
            moves.append(_Move(Fraction(0), cue, None))
        elif change.moved is not None and change.new[0].number == cue.number:
            moves.append(_Move(change.moved, cue, change))
    return moves


def _passages(moves: Sequence[_Move]) -> tuple[tuple[Passage, ...], list[_Move]]:
    """What moved together, and the moves that this tells of."""
    alike: list[list[_Move]] = []
    for move in moves:
        if alike and alike[-1][0].goes_with(move):
            alike[-1].append(move)
        else:
            alike.append([move])
    # Single cues that moved otherwise part no passage; they are told by themselves.
    large: list[tuple[int, list[_Move]]] = []
    still = -1
    for place, group in enumerate(alike):
        if len(group) >= _ENOUGH:
            last = large[-1] if large else None
            if last and last[1][0].goes_with(group[0]) and still < last[0]:
                large[-1] = place, last[1] + group
            else:
                large.append((place, group))
        elif not group[0].by:
            still = place
    found = [
        Passage(
            group[0].by,
            len(group),
            group[0].cue,
            group[-1].cue,
            on=group[-1] is moves[-1],
            whole=group[-1] is moves[-1] and group[0] is moves[0],
            elsewhere=group[0].elsewhere,
        )
        for _, group in large
        if group[0].by
    ]
    return tuple(found), [move for _, group in large for move in group]


def _tells_move(change: Change, by: Fraction | None, *, exact: bool) -> bool:
    """Whether the passage (exact) or the change of speed that a change is told with says all of its move."""
    if by is None or change.moved is None or (change.elsewhere and not (exact and by)):
        return False
    return not exact or change.end_moved is None or abs(change.end_moved - by) <= _SAME


def _speed(moves: Sequence[_Move]) -> tuple[tuple[FrameRate, FrameRate] | None, list[_Move]]:
    """The change of speed between two frame rates that nearly all moves come from, and these moves."""
    if len(moves) < _PROOF or not any(move.by for move in moves):
        return None, []
    whole = all(time.denominator == 1 for move in moves for time in (move.by, move.cue.start))
    slack = Fraction(1) if whole else _STEADY
    some = moves[:: len(moves) // _SOME + 1]
    for was, now in permutations(_RATES, 2):
        factor = was.rate / now.rate
        if _steady(some, factor, slack) and (fitting := _steady(moves, factor, slack)):
            return (was, now), fitting
    return None, []


def _steady(moves: Sequence[_Move], factor: Fraction, slack: Fraction) -> list[_Move]:
    """The moves that come from a change of speed, where nearly all do and one move for all explains them less well."""
    left = [move.cue.start - (move.cue.start - move.by) * factor for move in moves]
    middle = median(left)
    fitting = [move for move, over in zip(moves, left, strict=True) if abs(over - middle) <= slack]
    moved = [move.by for move in fitting]
    enough = len(fitting) >= _NEARLY_ALL * len(moves) and max(moved) - min(moved) > _PROOF * slack
    return fitting if enough else []


def _renamed(old: Transcript, new: Transcript, changes: Sequence[Change]) -> tuple[Renamed, ...]:
    """Who is always called otherwise, by one name that nobody had."""
    had, have = {cue.speaker for cue in old.cues}, {cue.speaker for cue in new.cues}
    names: dict[str, list[str | None]] = defaultdict(list)
    for change in changes:
        pair = _names(change) if Kind.SPEAKER in change.kinds else None
        if pair and pair[0] and pair[0] not in have:
            names[pair[0]].append(pair[1])
    return tuple(
        Renamed(name, others[0], len(others))
        for name, others in names.items()
        if others[0] and others[0] not in had and len(others) >= _ENOUGH and len(set(others)) == 1
    )


def _names(change: Change) -> tuple[str | None, str | None] | None:
    """Who speaks in either version, where in both it is one."""
    old, new = {cue.speaker for cue in change.old}, {cue.speaker for cue in change.new}
    return (old.pop(), new.pop()) if len(old) == len(new) == 1 else None
