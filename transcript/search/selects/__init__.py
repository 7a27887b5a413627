"""Selects: the hits of a search as a reel of its own, one after another, for the editing room.

    found = search(connection, Wanted("moon", speaker="Korolev", limit=None))
    reel = make_selects(found.hits, "otio", title="Korolev on the moon", frame_rate=FrameRate.parse("25"))
    Path("moon.otio").write_bytes(reel.content)

    otio         a timeline with a clip for each hit, which is cut out of its programme by timecode
    resolve-edl  an edit decision list (CMX 3600) that does the same: an event for each hit
    srt          subtitles of the reel
    csv          a paper edit: programme, in, out, speaker and words

Scripts in whole seconds have no frame rate: otio and resolve-edl, which count frames, need to be told it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Literal, Protocol, TypeAlias, cast, get_args

from transcript.errors import InvalidSetting, OutputRefused
from transcript.search.results import Hit
from transcript.search.selects.reel import Select, select_all
from transcript.timecode import FrameRate

__all__ = ["SUFFIXES", "Form", "Select", "Selects", "find_form", "form_of_file", "make_selects", "select_all"]

Form: TypeAlias = Literal["otio", "resolve-edl", "srt", "csv"]

SUFFIXES: Mapping[Form, str] = {"otio": ".otio", "resolve-edl": ".edl", "srt": ".srt", "csv": ".csv"}
_MODULES: Mapping[Form, str] = {"otio": "otio", "resolve-edl": "edl", "srt": "subtitles", "csv": "paper_edit"}


class _Writer(Protocol):
    def __call__(self, reel: tuple[Select, ...], title: str) -> tuple[bytes, tuple[str, ...]]: ...


@dataclass(frozen=True, slots=True)
class Selects:
    """A file of selects.

    count: how many are in it. remarks: what was left out or changed for the format's sake, a line each.
    """

    content: bytes
    count: int
    remarks: tuple[str, ...] = ()


def find_form(name: str) -> Form:
    """The form of selects that is called so, capitals or not. Raises InvalidSetting naming all of them."""
    if name.lower() not in get_args(Form):
        raise InvalidSetting(f"selects are not written as {name!r}", f"choose from {', '.join(get_args(Form))}")
    return cast("Form", name.lower())


def form_of_file(name: str) -> Form | None:
    """The form that a file of this name has by its suffix."""
    suffix = PurePath(name).suffix.lower()
    return next((form for form, known in SUFFIXES.items() if known == suffix), None)


def make_selects(
    hits: Iterable[Hit], to: Form, *, title: str = "Selects", frame_rate: FrameRate | None = None
) -> Selects:
    """A file of the hits, in their order; a cue that stands in two of them is in the reel once.

    title: what the reel is called in the editing room. frame_rate: of the programmes whose scripts count whole seconds.
    Raises OutputRefused where there is nothing to cut, where the form counts frames and a rate is not known, and where
    it has one rate and the programmes have several.
    """
    reel, timeless = select_all(hits, frame_rate)
    if not reel:
        found = "the scripts of these hits have no timecodes" if timeless else "there are no hits"
        raise OutputRefused(f"{found}: there is nothing to cut", "search for something else")
    write: _Writer = import_module(f"{__name__}.{_MODULES[to]}").write
    content, remarks = write(reel, title)
    if timeless:
        names = ", ".join(dict.fromkeys(hit.programme.name for hit in timeless))
        what = "1 hit" if len(timeless) == 1 else f"{len(timeless)} hits"
        remarks = (f"{what} left out, for there are no timecodes in {names}", *remarks)
    return Selects(content, len(reel), remarks)
