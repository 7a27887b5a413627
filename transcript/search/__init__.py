"""Finding what anyone said: an archive of scripts as an index in one file, and searches in it.

    from transcript.search import Wanted, connect, index, search

    index(["scripts"], "archive.db")
    with closing(connect("archive.db")) as archive:
        for hit in search(archive, Wanted("moon", speaker="Korolev", limit=None)).hits:
            print(hit.programme.name, hit.timecode, hit.speaker, hit.line)

`read_straight` gives the same of scripts without an index in a file, `make_selects` makes a reel of hits for the
editing room, `archive_speakers` and `archive_statistics` tell who speaks and what programmes hold.

Names are resolved when they are first used: a command that opens an index does not import what reads scripts.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from transcript.search.counting import ArchiveSpeaker, archive_speakers, archive_statistics
    from transcript.search.finding import count, search
    from transcript.search.indexing import IndexReport, Vanished, fill, index
    from transcript.search.query import InvalidQuery
    from transcript.search.results import FoundCue, FoundProgramme, Hit, Mark, Results
    from transcript.search.schema import IN_MEMORY, UnusableIndex, connect
    from transcript.search.selects import Selects, make_selects
    from transcript.search.straight import read_straight
    from transcript.search.wanted import Wanted

__all__ = [
    "IN_MEMORY",
    "ArchiveSpeaker",
    "FoundCue",
    "FoundProgramme",
    "Hit",
    "IndexReport",
    "InvalidQuery",
    "Mark",
    "Results",
    "Selects",
    "UnusableIndex",
    "Vanished",
    "Wanted",
    "archive_speakers",
    "archive_statistics",
    "connect",
    "count",
    "fill",
    "index",
    "make_selects",
    "read_straight",
    "search",
]

_HOMES = {
    "ArchiveSpeaker": "counting",
    "archive_speakers": "counting",
    "archive_statistics": "counting",
    "count": "finding",
    "search": "finding",
    "IndexReport": "indexing",
    "Vanished": "indexing",
    "fill": "indexing",
    "index": "indexing",
    "InvalidQuery": "query",
    "IN_MEMORY": "schema",
    "UnusableIndex": "schema",
    "connect": "schema",
    "Selects": "selects",
    "make_selects": "selects",
    "read_straight": "straight",
    "Wanted": "wanted",
}


if not TYPE_CHECKING:  # type checkers know the names from above, and no others

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'results')}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
