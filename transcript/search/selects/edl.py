"""Selects as an edit decision list in CMX 3600 form, which every editing program imports.

    TITLE: moon
    FCM: NON-DROP FRAME

    001  film     AA/V  C        10:00:05:00 10:00:09:12 01:00:00:00 01:00:04:12
    * FROM CLIP NAME: film
    * COMMENT: KOROLEV: We shall go to the moon.

An event is a cut of picture and sound (AA/V). The reel tells sources apart that have the same timecodes, as programmes
do that all begin at 10:00:00: it is the name of the script, in the characters and the length (32) that Avid and Resolve
read. DaVinci Resolve links an EDL by timecode and reel, never by the clip's name (its manual, "Conforming EDL Files"):
with "Assist using reel names from: source clip filename" it finds the film that is called as its script is. A name that
no reel can have is changed, which is told; whole it stands behind FROM CLIP NAME. The record side begins at
01:00:00:00, as is usual.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from transcript.errors import OutputRefused
from transcript.exporters.safety import clean
from transcript.search.selects.reel import Frames, Select, on_the_clock, past_midnight, require_frames
from transcript.timecode import FrameRate, Timecode

_FORM = "an EDL"
_LAST_EVENT = 999
_LONGEST = 32
_NAMED = 5  # of the reels that are called otherwise
# BL is black and AX what has no timecode of its own.
_RESERVED = frozenset({"bl", "ax"})


def write(reel: tuple[Select, ...], title: str) -> tuple[bytes, tuple[str, ...]]:
    """The selects as events, recorded one after another from 01:00:00:00."""
    framed = require_frames(reel, _FORM)
    rate = _one_rate(framed)
    sources = _reels(reel)
    lines = [f"TITLE: {clean(title) or 'Selects'}", f"FCM: {'DROP FRAME' if rate.drop else 'NON-DROP FRAME'}", ""]
    record = Timecode(1, 0, 0).frame_count(rate)
    for number, (select, frames) in enumerate(framed, 1):
        labels = " ".join(
            str(Timecode.of_frames(on_the_clock(frame, rate), rate))
            for begins in (frames.first, record)
            for frame in (begins, begins + frames.count)
        )
        lines += [
            f"{number:03}  {sources[select.programme.path]:<8} AA/V  C        {labels}",
            f"* FROM CLIP NAME: {clean(select.title)}",
            f"* COMMENT: {clean(select.said)}",
            "",
        ]
        record += frames.count
    remarks = (*past_midnight(framed, _FORM), *_renamed(reel, sources))
    if len(framed) > _LAST_EVENT:
        ends = f"there are {len(framed)} events, and an EDL by the book (CMX 3600) ends with event {_LAST_EVENT}"
        remarks = (*remarks, f"{ends}; if the import stops there, write fewer with --limit")
    return "\n".join(lines).encode(), remarks


def _one_rate(framed: list[tuple[Select, Frames]]) -> FrameRate:
    rates = dict.fromkeys(frames.rate for _, frames in framed)
    if len(rates) > 1:
        raise OutputRefused(
            f"the programmes run at {', '.join(map(str, rates))} frames a second, and {_FORM} has one frame rate",
            "narrow the search with --programme, or write --to otio, where each clip has its own",
        )
    return next(iter(rates))


def _reels(reel: tuple[Select, ...]) -> dict[str, str]:
    """A reel name for each programme, by its path, no two of them alike."""
    names: dict[str, str] = {}
    taken = set(_RESERVED)
    for select in reel:
        if select.programme.path not in names:
            name = _reel(select.title)
            number = 2
            while name.lower() in taken:
                ending = f"_{number}"
                name = _reel(select.title)[: _LONGEST - len(ending)] + ending
                number += 1
            taken.add(name.lower())
            names[select.programme.path] = name
    return names


def _reel(title: str) -> str:
    bare = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", bare.strip())[:_LONGEST]
    return name if name.strip("_") else "REEL"


def _renamed(reel: tuple[Select, ...], sources: Mapping[str, str]) -> Iterator[str]:
    """The remark that reels are not called as their programmes are."""
    titles = {select.programme.path: select.title for select in reel}
    changed = [f"{clean(title)} is {sources[path]}" for path, title in titles.items() if title != sources[path]]
    if changed:
        more = f" and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
        rule = f"a reel has up to {_LONGEST} letters of A to Z, figures, . _ and -, and no two have one name"
        yield f"reels are called otherwise than their programmes: {', '.join(changed[:_NAMED])}{more}; {rule}"
