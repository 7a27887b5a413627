"""What names of files say: which may be scripts, and what a script shares with the outputs that were made of it.

Beside film.docx its film.srt, film.shots.vtt and film.reel2.json are most likely what `transcript convert` made of it.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

JSON = ".json"
# Names of what programs keep for themselves: hidden files, Word's marks of open documents, what macOS puts into zips.
HIDDEN = (".", "~$", "__MACOSX")
# So many bytes of a JSON file say what it holds.
HEAD = 4096
# A suffix is short and has no spaces: `Part 1. Dawn` stays whole. A reel has its number before it.
_SUFFIX = re.compile(r"(?<=.)\.[A-Za-z]\w{0,7}$")
_REEL = re.compile(r"\.reel\d+$")
_REELS = re.compile(r"(?:\.reel\d+)+(?=\.)")
_FORMAT = re.compile(rb'"format"\s*:\s*"transcript/1"')
# Pages that transcript makes are for people.
_PAGES = (".html", ".htm")
_PAGE = b'<meta name="generator" content="transcript">'


def folded(name: str) -> str:
    """The same for names that some file system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def stem_of(name: str) -> str:
    """A script's name without its suffix."""
    return _SUFFIX.sub("", name)


def suffix_of(name: str) -> str:
    """What the name of a file ends in, in small letters."""
    return os.path.splitext(name)[1].lower()  # noqa: PTH122 - text


@cache
def readable_suffixes() -> frozenset[str]:
    """What the names of documents end in; those of transcripts that were kept, .json, are not among them."""
    from transcript.readers.catalogue import readable

    return frozenset(suffix for reader in readable() for suffix in reader.suffixes)


def is_candidate(name: str, head: Callable[[], bytes]) -> bool:
    """Whether a file of that name may be a script. head: the first HEAD bytes of it, which some names leave open."""
    suffix = suffix_of(name)
    if suffix == JSON:
        return bool(_FORMAT.search(head()))
    return suffix in readable_suffixes() and not (suffix in _PAGES and _PAGE in head())


@cache
def _output_suffixes() -> Mapping[str, int]:
    """How outputs end; first the format that keeps everything, then tables with their speakers, then the others."""
    from transcript.exporters import FORMATS

    order = sorted(FORMATS.values(), key=lambda known: (known.name != "json", known.name not in ("csv", "xlsx")))
    return {known.suffix: rank for rank, known in enumerate(order)}


def _output_suffix(name: str) -> str | None:
    lowered = name.lower()
    fitting = [suffix for suffix in _output_suffixes() if lowered.endswith(suffix)]
    return max(fitting, key=len, default=None)


def output_rank(name: str) -> int | None:
    """Where a file stands among outputs of one script by its name, those that keep most first; None for no output."""
    suffix = _output_suffix(name)
    return None if suffix is None else _output_suffixes()[suffix]


def output_stem(name: str) -> str:
    """What an output shares with the others of its script, or of its reel of it: film.reel2 of film.reel2.shots.vtt."""
    suffix = _output_suffix(name)
    return stem_of(name) if suffix is None else name[: -len(suffix)]


def shared_stem(name: str) -> str:
    """What a script and its outputs share: film of film.docx, film.shots.vtt and film.reel2.srt."""
    return without_reel(output_stem(name)) if output_rank(name) is not None else stem_of(name)


def without_reels(name: str) -> str:
    """The same for all outputs of one script in one format: the name without the number of any reel."""
    return _REELS.sub("", name)


def without_reel(stem: str) -> str:
    """The stem of outputs without the number of a reel."""
    return _REEL.sub("", stem)


def versions(names: Iterable[str]) -> list[list[str]]:
    """The names of outputs of one script in groups, each of which holds the same speech, in their order.

    That is all of them, those of the whole first, or the ones of each reel where none of them holds the whole.
    """
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(output_stem(name), []).append(name)
    if any(without_reel(stem) == stem for stem in groups):
        return [[name for stem in sorted(groups, key=lambda one: without_reel(one) != one) for name in groups[stem]]]
    return list(groups.values())


class Family(NamedTuple):
    """Files of one folder that share a name: scripts, and what is called as their outputs, those that keep most first.

    of: the script of another family whose whole name these outputs have: outputs of film.odt are called film.odt.vtt
    where there is also a film.rtf.
    """

    scripts: tuple[str, ...]
    outputs: tuple[str, ...]
    of: str | None = None


def families(names: Iterable[str]) -> list[Family]:
    """Which of the names in one folder are scripts, and which are called as outputs, of these or of a script not there.

    names: of the files that may be scripts or outputs, and of no others.
    """
    alike: dict[str, list[str]] = {}
    scripts: dict[str, str] = {}
    for name in names:
        alike.setdefault(folded(shared_stem(name)), []).append(name)
        if output_rank(name) is None:
            scripts.setdefault(folded(name), name)
    found = []
    for stem, group in alike.items():
        outputs = sorted(
            (name for name in group if output_rank(name) is not None), key=lambda one: output_rank(one) or 0
        )
        own = tuple(name for name in group if output_rank(name) is None)
        found.append(Family(own, tuple(outputs), None if own else scripts.get(stem)))
    return found
