"""rows -> Transcript: choose a layout, label every stretch, put the pieces together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from transcript.errors import InvalidSetting, NotAScript
from transcript.model import Kind, Row, Source, Transcript
from transcript.parser.assemble import assemble
from transcript.parser.corrections import relabelled
from transcript.parser.layouts import LAYOUTS, Layout
from transcript.parser.settings import ParseSettings
from transcript.parser.stamps import is_stamp, leading_stamp
from transcript.parser.text_choice import segments_of

if TYPE_CHECKING:
    from transcript.readers import Document

__all__ = ["LAYOUTS", "ParseSettings", "parse"]

_FITS = 0.5


def parse(document: Document, settings: ParseSettings | None = None) -> Transcript:
    """Read a document as a timecoded script.

    Raises NotAScript where no layout fits and none was asked for, InvalidSetting for an unknown layout.
    """
    settings = settings or ParseSettings()
    layout = _choose(document.rows, settings.layout or document.layout, document.name)
    labelled, problems = segments_of(layout, document.rows, settings.text)
    segments = relabelled(labelled, settings.corrections)
    kinds = {segment.kind for segment in segments}
    if Kind.LINE not in kinds or (layout.conventions.timed and Kind.TIMECODE not in kinds):
        raise _refusal(document.rows, document.name)
    source = Source(document.name, layout.name, document.encoding, document.sha256)
    transcript = assemble(segments, source, settings, layout.conventions)
    return replace(transcript, problems=(*problems, *transcript.problems)) if problems else transcript


def _choose(rows: Sequence[Row], asked: str | None, name: str) -> Layout:
    if asked is not None:
        if asked not in LAYOUTS:
            raise InvalidSetting(f"no layout called {asked!r}", f"known are {', '.join(LAYOUTS)}")
        return LAYOUTS[asked]
    fit, best = max(((layout.score(rows), layout) for layout in LAYOUTS.values()), key=lambda scored: scored[0])
    if fit < _FITS:
        raise _refusal(rows, name)
    return best


def _refusal(rows: Sequence[Row], name: str) -> NotAScript:
    alone = sum(is_stamp(cell.strip()) for row in rows for cell in row.cells)
    leading = sum(leading_stamp(row.cells[0].strip()) > 0 for row in rows)
    found = (
        f"no timecoded script: looked for timecodes such as 10.00.02 in lines or columns of their own, found {alone}"
    )
    found += f" in {len(rows)} lines with text"
    if leading * 5 > len(rows):
        return NotAScript(
            found + f" ({leading} lines begin with one)",
            "scripts with the timecode in the line of its text are not read yet",
            path=name,
        )
    return NotAScript(found, "if it is a script all the same, name its layout with --layout", path=name)
