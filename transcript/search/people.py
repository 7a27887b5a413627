"""Whom a name stands for in the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from transcript.errors import TranscriptError
from transcript.search.folding import fold
from transcript.search.fuzzy import nearest, slips_allowed
from transcript.search.words import words

BEGINS = "*"
_SLIPS = 2
# A shorter word is a beginning of another only where a * says so: CC is not CCCP.
_LETTERS_OF_A_BEGINNING = 3


class UnknownSpeaker(TranscriptError):
    """Nobody in the archive has a name like the one given. nearest: names that are much like it."""

    def __init__(self, found: str, advice: str, nearest: tuple[str, ...]) -> None:
        self.nearest = nearest
        super().__init__(found, advice)


class Meant(NamedTuple):
    """A speaker who is meant. programmes: only in these, where it is another's alias there; None: in all."""

    id: int
    name: str
    programmes: tuple[int, ...] | None = None


def find_speakers(connection: sqlite3.Connection, name: str, *, exact: bool = False) -> tuple[Meant, ...]:
    """The speakers a name stands for: theirs by name or alias, in whole or part, or but for slips.

    `korolev` stands for KOROLEV and for Sergei Korolev, and for KOROLOV beside them, whom a script has so by a slip;
    so does `koro`, a beginning, but without slips where a beginning is marked as one, `koro*`.
    An alias holds for the programmes that have it. exact: only who has this very name; case and accents do not matter.
    Raises UnknownSpeaker.
    """
    wanted = wanted_spelling(name)
    if exact:
        rows = connection.execute("SELECT id, name FROM speakers WHERE folded = ? ORDER BY name", (wanted,))
        found = tuple(Meant(*row) for row in rows)
    else:
        known = [folded for (folded,) in connection.execute("SELECT DISTINCT folded FROM spellings")]
        found = _who(connection, spellings_meant(wanted, known))
    if not found:
        raise unknown_speaker(name, (name for (name,) in connection.execute("SELECT name FROM speakers ORDER BY name")))
    return found


def wanted_spelling(name: str) -> str:
    """A name as spellings are held against it. Raises UnknownSpeaker where it is empty."""
    wanted = fold(name.encode(errors="replace").decode())
    if not wanted:
        raise UnknownSpeaker("the name of the speaker is empty", "give one", ())
    return wanted


def spellings_meant(wanted: str, known: list[str]) -> list[str]:
    """Those of the spellings known that a name stands for, all folded. What is said of one does not hang on others.

    Names and words of names come first, then what begins so, then slips.
    """
    if wanted.endswith(BEGINS):
        return list(dict.fromkeys([*_alike(wanted, known), *_begun(wanted, known)]))
    return list(dict.fromkeys([*_alike(wanted, known), *_begun(wanted, known), *_but_for_slips(wanted, known)]))


def _alike(wanted: str, known: list[str]) -> list[str]:
    """The spellings that are the name, or have all its words."""
    parts = set() if wanted.endswith(BEGINS) else set(words(wanted)) or {wanted}
    return [one for one in known if one == wanted or (parts and parts <= set(words(one)))]


def _begun(wanted: str, known: list[str]) -> list[str]:
    """The spellings that have all words of the name, or words that begin with them."""
    parts = words(wanted)
    marked = wanted.endswith(BEGINS)

    def begins(place: int, word: str) -> bool:
        part = parts[place]
        # A mark is about the last word alone.
        may_go_on = place == len(parts) - 1 if marked else len(part) >= _LETTERS_OF_A_BEGINNING
        return word.startswith(part) if may_go_on else word == part

    return [
        one
        for one in known
        if parts and all(any(begins(place, word) for word in words(one)) for place in range(len(parts)))
    ]


def _but_for_slips(wanted: str, known: list[str]) -> list[str]:
    """The spellings that are the name but for a slip, or whose words hold those of the name but for slips."""
    from rapidfuzz.distance import OSA

    def like(one: str, other: str) -> bool:
        allowed = slips_allowed(one, _SLIPS)
        return OSA.distance(one, other, score_cutoff=allowed) <= allowed

    parts = words(wanted)
    return [
        one
        for one in known
        if like(wanted, one) or (parts and all(any(like(part, word) for word in words(one)) for part in parts))
    ]


def _who(connection: sqlite3.Connection, folded: Iterable[str]) -> tuple[Meant, ...]:
    meant: dict[int, tuple[str, bool, list[int]]] = {}
    for spelling in folded:
        rows = connection.execute(
            "SELECT speakers.id, speakers.name, speakers.folded, spellings.programme FROM spellings"
            " JOIN speakers ON speakers.id = spellings.speaker WHERE spellings.folded = ?",
            (spelling,),
        )
        for id_, name, own, programme in rows:
            _, by_name, programmes = meant.setdefault(id_, (name, False, []))
            programmes.append(programme)
            meant[id_] = (name, by_name or own == spelling, programmes)
    by_names = sorted(meant.items(), key=lambda one: one[1][0])
    return tuple(
        Meant(id_, name, None if by_name else tuple(sorted(set(programmes))))
        for id_, (name, by_name, programmes) in by_names
    )


def unknown_speaker(name: str, everyone: Iterable[str]) -> UnknownSpeaker:
    """What to raise for a name that nobody has: it says who of everyone is called much like it."""
    near = tuple(nearest_names(wanted_spelling(name), everyone))
    advice = (
        f"the nearest names are {', '.join(near)}" if near else "no name is like it; part of one will do, as in 'kor*'"
    )
    return UnknownSpeaker(f"nobody is called {name!r}", advice, near)


def nearest_names(wanted: str, everyone: Iterable[str]) -> list[str]:
    """The few of everyone's names that are most like a folded one."""
    return nearest(wanted, everyone, fold)
