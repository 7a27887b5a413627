"""rows -> Transcript: choose a layout, label every stretch, put the pieces together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transcript.errors import InvalidSetting, NotAScript
from transcript.model import Kind, Problem, Row, Segment, Severity, Source, Span, Transcript
from transcript.parser.assemble import assemble
from transcript.parser.corrections import relabelled
from transcript.parser.evidence.headings import read_heading
from transcript.parser.evidence.lexicon import SIZES
from transcript.parser.language import guess_language
from transcript.parser.layouts import LAYOUTS, Layout
from transcript.parser.paragraphs.fit import fit
from transcript.parser.settings import ParseSettings
from transcript.parser.text_choice import segments_of
from transcript.parser.timecodes.stamps import is_stamp, leading_stamp

if TYPE_CHECKING:
    from transcript.readers import Document

__all__ = ["LAYOUTS", "Labelled", "ParseSettings", "label", "parse"]

_FITS = 0.5
_ALIKE = 0.05
"""Two layouts that fit within this fit about equally well."""
_MARKS = 4
"""So many marks of a script in lines of their own tell one that has lost its timecodes."""
_TOOLS = {"FCM": "an edit decision list (EDL)", "FIELD_DELIM": "an Avid log (ALE)"}
"""What the head of an editing tool's list begins a line with."""
_HEAD = 20
_SAMPLED = 1000
"""So many rows, from the head and the middle of a document, tell its layout."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with every stretch labelled: by which layout, and what was doubtful about that."""

    layout: Layout
    segments: tuple[Segment, ...]
    problems: tuple[Problem, ...] = ()


def label(document: Document, settings: ParseSettings | None = None) -> Labelled:
    """Label every stretch of a document.

    Raises NotAScript where no layout fits and none is asked for, InvalidSetting for an unknown layout or a correction
    that fits nowhere.
    """
    settings = settings or ParseSettings()
    layout, doubts = _choose(document, settings.layout)
    segments, problems = segments_of(layout, document.rows, settings.text)
    return Labelled(layout, tuple(relabelled(segments, settings.corrections)), (*doubts, *problems))


def parse(document: Document, settings: ParseSettings | None = None) -> Transcript:
    """Read a document as a timecoded script.

    Raises NotAScript where no layout fits or neither speech nor shots are found, InvalidSetting for an unknown layout
    or a correction that fits nowhere.
    """
    settings = settings or ParseSettings()
    labelled = label(document, settings)
    layout = labelled.layout
    if not _holds_script(labelled):
        raise _refusal(document, settings.layout)
    source = Source(document.name, layout.name, document.encoding, document.sha256)
    transcript = assemble(labelled.segments, source, settings, layout.conventions)
    language = settings.language or guess_language([cue.line for cue in transcript.cues])
    source = replace(source, language=language, language_given=settings.language is not None)
    return replace(transcript, source=source, problems=(*labelled.problems, *transcript.problems))


def _holds_script(labelled: Labelled) -> bool:
    """Whether there is speech, or a list of shots that most of the document is, and timecodes."""

    def letters(kind: Kind) -> int:
        return sum(len(segment.text) for segment in labelled.segments if segment.kind is kind)

    if labelled.layout.conventions.timed and not letters(Kind.TIMECODE):
        return False
    return letters(Kind.LINE) > 0 or letters(Kind.SHOT) > letters(Kind.FRONT)


def _choose(document: Document, asked: str | None) -> tuple[Layout, list[Problem]]:
    asked = asked or document.layout
    if asked is not None:
        if asked not in LAYOUTS:
            raise InvalidSetting(f"no layout called {asked!r}", f"known are {', '.join(LAYOUTS)}")
        return LAYOUTS[asked], []
    rows = document.rows
    if len(rows) > _SAMPLED:
        middle = len(rows) // 2
        rows = (*rows[: _SAMPLED // 2], *rows[middle : middle + _SAMPLED // 2])
    fits = sorted(((layout.score(rows), -place, layout) for place, layout in enumerate(LAYOUTS.values())), reverse=True)
    (fit, _, best), (next_fit, _, second) = fits[:2]
    if fit < _FITS:
        raise _refusal(document)
    if next_fit < _FITS or fit - next_fit > _ALIKE or _read_alike(best, second, rows):
        return best, []
    first = document.rows[0].number
    message = (
        f"two layouts fit about equally well: {best.name} ({fit:.2f}) is taken, not {second.name} ({next_fit:.2f})"
    )
    fix = f"if it is read wrongly, try --layout {second.name}"
    return best, [Problem("layout-ambiguous", Severity.INFO, message, Span(first, first), fix)]


def _read_alike(one: Layout, other: Layout, rows: Sequence[Row]) -> bool:
    """Whether it does not matter which of two layouts is taken."""
    return one.conventions == other.conventions and one.segments(rows) == other.segments(rows)


def _refusal(document: Document, asked: str | None = None) -> NotAScript:
    rows: Sequence[Row] = document.rows
    tool = next((kind for row in rows[:_HEAD] if (kind := _TOOLS.get(row.cells[0].split(":")[0].strip()))), None)
    if tool is not None:
        return NotAScript(f"{tool}: it tells clips and cuts, not what is said", "give the script", path=document.name)
    alone = sum(is_stamp(cell.strip()) for row in rows for cell in row.cells)
    leading = sum(leading_stamp(row.cells[0].strip()) > 0 for row in rows)
    looked = "looked for timecodes such as 10.00.02 in lines or columns of their own or before the text"
    lines = "1 line" if len(rows) == 1 else f"{len(rows):,} lines"
    count = f"found {alone + leading:,} in {lines} with text"
    marks = sum(_is_script_mark(cell.strip()) for row in rows for cell in row.cells)
    if marks >= _MARKS and (alone + leading) * 10 < marks:
        brief = f"a script whose timecodes got lost: {marks} headings and shot sizes"
        advice = "convert it again from the document it came from"
        return NotAScript(f"{brief}, but {looked}, {count}", advice, path=document.name, brief=brief, looked=looked)
    advice = "if it is a script all the same, name its layout with --layout"
    if alone + leading:
        count += ", but what stands beside them is neither speech nor shots" if asked else ", but in no known layout"
    elif _is_named_speech(rows):
        advice = "if it is a talk all the same, read it without times with --layout untimed"
    if asked is not None:
        advice = f"it was read as {asked}: leave --layout out, or name another"
    brief = f"no timecoded script: {alone + leading:,} timecodes in {lines} with text"
    return NotAScript(f"no timecoded script: {looked}, {count}", advice, path=document.name, brief=brief, looked=looked)


def _is_named_speech(rows: Sequence[Row]) -> bool:
    """Whether people are named before what they say, or above it, though not so that it must be a talk."""
    found = fit(rows)
    there = found.named * 4 >= 1 or found.placed * 4 >= 3
    return found.speeches > 1 and there and found.words >= 2 * found.speeches


def _is_script_mark(text: str) -> bool:
    """What only scripts have in a line of its own: a narrator's heading, one with V/O, a bare shot size."""
    if text in SIZES:
        return True
    heading = read_heading(text)
    return heading is not None and heading.voice_over
