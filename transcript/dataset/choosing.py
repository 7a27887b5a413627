"""Which programmes of a file may hold what is wanted, by what its metadata tells of them, and whose lines in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from transcript.search.folding import fold
from transcript.search.people import nearest_names, spellings_meant, wanted_spelling
from transcript.search.wanted import as_timecode, milliseconds_to, nearest_programmes, programme_test

if TYPE_CHECKING:
    from transcript.dataset.tables import Programme
    from transcript.search.wanted import Wanted
    from transcript.timecode import Timecode


class Limits(NamedTuple):
    """What rows of a programme must be: said by one of these, and begun between these milliseconds."""

    speakers: frozenset[str] | None
    first: int | None
    last: int | None


class Chosen(NamedTuple):
    """A programme with its rows first … end (end excluded) of the file, and what they must be."""

    programme: Programme
    first: int
    end: int
    limits: Limits

    @property
    def key(self) -> tuple[str, str]:
        return self.programme.entry.source, self.programme.stem


class People(NamedTuple):
    """Whom a name stands for: names in all programmes that have them, and for some what else they stand for there."""

    names: frozenset[str]
    anywhere: frozenset[str]
    within: dict[str, frozenset[str]]

    def of(self, programme: Programme) -> frozenset[str] | None:
        """The names to look for in a programme; None where nobody is meant there."""
        names = self.anywhere | self.within.get(programme.stem, frozenset())
        return names if any(name in names for name in programme.facts.speakers) else None


def people_meant(programmes: Iterable[Programme], speaker: str, *, exact: bool) -> People:
    """Whom a name stands for, as `transcript.search.people` has it. Raises UnknownSpeaker where it is empty."""
    asked = wanted_spelling(speaker)

    def is_meant(spelling: str) -> bool:
        return _stands_for(asked, spelling, exact)

    anywhere: set[str] = set()
    within: dict[str, frozenset[str]] = {}
    for one in programmes:
        speakers = one.facts.speakers
        anywhere.update(filter(is_meant, speakers))
        if not exact:
            within[one.stem] = frozenset(name for name, aliases in speakers.items() if any(map(is_meant, aliases)))
    return People(frozenset(anywhere).union(*within.values()), frozenset(anywhere), within)


@lru_cache(maxsize=1 << 17)
def _stands_for(asked: str, spelling: str, exact: bool) -> bool:  # noqa: FBT001 - as it is cached
    """Whether a name means who is called so. The same few thousand people speak in most files of an archive."""
    folded = fold(spelling)
    return folded == asked if exact else bool(spellings_meant(asked, [folded]))


def called(programmes: Sequence[Programme], glob: str | None) -> frozenset[str]:
    """The stems of the programmes that are called so."""
    if glob is None:
        return frozenset(one.stem for one in programmes)
    _, is_meant = programme_test(glob)
    return frozenset(
        one.stem
        for one in programmes
        if is_meant(one.entry.source, one.facts.name) or is_meant(one.stem, one.facts.name)
    )


def nearest_speakers(programmes: Iterable[Programme], speaker: str) -> tuple[str, ...]:
    """Who is called most like it."""
    everyone = sorted({name for one in programmes for name in one.facts.speakers})
    return tuple(nearest_names(wanted_spelling(speaker), everyone))


def nearest_programmes_of(programmes: Iterable[Programme], glob: str) -> tuple[str, ...]:
    """Which programmes are called most like it."""
    return tuple(nearest_programmes(glob, (one.facts.name for one in programmes)))


def choose(
    programmes: Sequence[Programme], wanted: Wanted, people: People | None, called: frozenset[str]
) -> Iterator[Chosen]:
    """The programmes that may hold what is wanted, as far as their names, speakers and times tell."""
    timed = wanted.first is not None or wanted.last is not None
    for one, end in zip(programmes, accumulate(one.rows for one in programmes), strict=True):
        names = None if people is None else people.of(one)
        if not one.rows or one.stem not in called or (people is not None and names is None):
            continue
        if timed and one.facts.start is None:
            continue
        first, last = (_milliseconds(one, label) for label in (wanted.first, wanted.last))
        yield Chosen(one, end - one.rows, end, Limits(names, first, last))


def _milliseconds(programme: Programme, label: str | Timecode | None) -> int | None:
    facts = programme.facts
    if label is None or facts.start is None:
        return None
    return milliseconds_to(as_timecode(label), facts.start, facts.frame_rate, facts.drop_frame)
