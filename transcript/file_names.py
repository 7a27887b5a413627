"""What names of files say: which may be scripts, and what a script shares with the outputs that were made of it.

Beside film.docx its film.srt, film.shots.vtt and film.reel2.json are most likely what `transcript convert` made of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache

JSON = ".json"
# Names of what programs keep for themselves: hidden files, Word's marks of open documents, what macOS puts into zips.
HIDDEN = (".", "~$", "__MACOSX")
# So many bytes of a JSON file say what it holds.
HEAD = 4096
# A suffix is short and has no spaces: `Part 1. Dawn` stays whole. A reel has its number before it.
_SUFFIX = re.compile(r"(?<=.)\.[A-Za-z]\w{0,7}$")
_REEL = re.compile(r"\.reel\d+$")
_FORMAT = re.compile(rb'"format"\s*:\s*"transcript/1"')


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


def keeps_transcript(head: bytes) -> bool:
    """Whether a .json file that begins so is what `transcript convert --to json` writes, to all appearance."""
    return bool(_FORMAT.search(head))


@cache
def _output_suffixes() -> Mapping[str, int]:
    """How outputs end; first the format that keeps everything, then tables with their speakers, then the others."""
    from transcript.exporters import FORMATS

    order = sorted(FORMATS.values(), key=lambda known: (known.name != "json", known.name not in ("csv", "xlsx")))
    return {known.suffix: rank for rank, known in enumerate(order)}


def _output_suffix(name: str) -> str | None:
    fitting = [suffix for suffix in _output_suffixes() if name.lower().endswith(suffix)]
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


def without_reel(stem: str) -> str:
    """The stem of outputs without the number of a reel."""
    return _REEL.sub("", stem)
