"""EBU subtitling data exchange format (.stl, EBU Tech 3264): what European broadcasters take.

A general block and blocks of 128 bytes with programme timecode. Subtitles are open (to be put into the picture), with
voice-over in italics on request; where speakers have colours they are teletext level 1, which knows colours and no
italics. Text is stored in the order in which it is read, Hebrew and Arabic too.

The format counts 25 frames a second (STL25.01) or 30 (STL30.01). At 50 and 60 timecode counts pairs of frames (SMPTE
ST 12-1), and so does the file. 29.97 is delivered as STL30.01, with the labels of its timecode. The file then says
neither that it is 29.97 nor whether it counts drop-frame, and readers differ in what they take it for (ttconv: always
drop-frame), which a problem says. Of other rates nothing is made up: a film of 24 frames is shown in Europe at 25, and
`--stretch` makes it so.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from transcript.colours import speaker_colours
from transcript.errors import OutputRefused
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.ebu_stl import gsi, tti
from transcript.exporters.ebu_stl.characters import choose
from transcript.exporters.frames import grid
from transcript.exporters.labels import labelled
from transcript.exporters.markers import past_midnight
from transcript.exporters.placing import Counting, apart, frame_by_frame, in_pairs, moved
from transcript.exporters.ready import cue_spans, ready, span_of
from transcript.exporters.repertoire import require_letters
from transcript.exporters.safety import clean, text_changed
from transcript.exporters.screen import Page, Room, pages
from transcript.exporters.timeline import start_offset
from transcript.model import Problem, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from transcript.colours import Colour
    from transcript.exporters.ebu_stl.characters import Table
    from transcript.exporters.frames import Grid
    from transcript.exporters.placing import Placed
    from transcript.model import Subtitle, Transcript
    from transcript.timecode import FrameRate

_DISKS = {Fraction(25): "STL25.01", Fraction(30): "STL30.01", Fraction(30000, 1001): "STL30.01"}
_OPEN, _TELETEXT = "0", "1"
_MOST_COLUMNS = 99  # the field has two digits
_USUAL_COLUMNS = 40
_MOST_BLOCKS = 99_999


def write(transcript: Transcript, subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write subtitles as EBU STL, by default with a label on each change of speaker."""
    counting = _counting(grid(transcript.timing, FORMAT.name))
    policy = options.labels or FORMAT.labels
    table = _table(subtitles, named=policy != "never")
    # The file's times begin at 00:00:00:00: what stands before the programme start has a place in it.
    timecoded = replace(options, programme_time=True)
    offset = start_offset(transcript.timing, timecoded)
    made, problems = ready(
        transcript,
        subtitles,
        timecoded,
        FORMAT.name,
        named=policy != "never" or options.colours,
        safe_text=table.repertoire.fitted,
        safe_name=table.repertoire.fitted,
    )
    spans = cue_spans(transcript)
    texts, long_labels = labelled(made, policy, options.line_length, spans)
    screen = _Screen.of(options)
    shown: list[Page] = []
    for subtitle, parts in zip(made, texts, strict=True):
        placed = counting.placed(subtitle.start - offset, subtitle.end - offset)
        cut, folded = pages(subtitle, parts, placed, span_of(subtitle, spans), screen.room, FORMAT.name)
        shown += cut
        problems += folded
    placed_apart = apart([page.placed for page in shown])
    programme = options.programme or transcript
    colours = {table.repertoire.fitted(clean(name)): colour for name, colour in speaker_colours(programme).items()}

    clock = counting.file.clock
    blocks: list[bytes] = []
    for number, (page, (start, end)) in enumerate(zip(shown, placed_apart, strict=True)):
        row, pieces = _set(page, table, colours, options)
        blocks += tti.blocks(number, clock(start), clock(end), row, pieces)
    if len(blocks) > _MOST_BLOCKS:
        raise OutputRefused(
            f"{len(blocks)} blocks, and {FORMAT.name} holds {_MOST_BLOCKS}", "write each reel with --reels split"
        )
    title, retitled = _title(transcript.source.name)
    head = gsi.General(
        disk=_DISKS[counting.file.rate.rate],
        display=screen.display,
        table=table.number,
        language=transcript.source.language,
        title=title,
        made=_today(),
        blocks=len(blocks),
        subtitles=len(shown),
        groups=-(-len(shown) // tti.NUMBERS),
        columns=tti.TELETEXT_COLUMNS if options.colours else _columns(shown),
        rows=tti.ROWS,
        start=clock(0),
        first=clock(placed_apart[0].start) if placed_apart else clock(0),
    )
    shifts = _said_of_times(shown, placed_apart, counting)
    return Exported(gsi.block(head) + b"".join(blocks), (*problems, *long_labels, *retitled, *shifts))


class _Screen(NamedTuple):
    """What subtitles are shown on: the display standard code, and the room there is."""

    display: str
    room: Room

    @staticmethod
    def of(options: ExportOptions) -> _Screen:
        if options.colours:
            # A line of double height takes two rows.
            return _Screen(_TELETEXT, Room(tti.TELETEXT_TEXT, tti.ROWS // 2))
        columns = min(max(options.line_length, _USUAL_COLUMNS), _MOST_COLUMNS)
        return _Screen(_OPEN, Room(columns, tti.ROWS - 1, asked=_USUAL_COLUMNS < columns == options.line_length))


def _counting(film: Grid) -> Counting:
    """How the file counts the film's frames. Raises OutputRefused where it cannot."""
    if film.rate.rate in _DISKS:
        return frame_by_frame(film)
    if film.rate.rate / 2 in _DISKS:
        return in_pairs(film)
    raise OutputRefused(
        f"{FORMAT.name} counts 25 or 30 frames a second, and the film runs at {film.rate}",
        f"if it is shown at 25, give --stretch {film.rate}:25, else choose a format without frames, such as ttml, or "
        f"leave {FORMAT.name} out",
    )


def _table(subtitles: Sequence[Subtitle], *, named: bool) -> Table:
    """The character code table for what will be shown. Raises OutputRefused where none has most of the letters."""
    text = "".join(line for subtitle in subtitles for line in subtitle.lines)
    names = {subtitle.speaker or "" for subtitle in subtitles} if named else set()
    table = choose(text + "".join(sorted(names)))
    require_letters(text, table.repertoire, FORMAT.name)
    return replace(table, repertoire=table.repertoire.for_text(text))


def _set(page: Page, table: Table, colours: Mapping[str, Colour], options: ExportOptions) -> tuple[int, list[bytes]]:
    """The row that a page begins in, and its text."""
    if options.colours:
        return tti.teletext_row(page), tti.teletext(page.lines, table.encoding, colours)
    return tti.open_row(page), tti.open_text(page.lines, table.encoding, italics=options.italics)


def _columns(shown: Sequence[Page]) -> int:
    longest = max((len(line.text) for page in shown for line in page.lines), default=0)
    return max(longest, _USUAL_COLUMNS)


def _title(name: str) -> tuple[str, list[Problem]]:
    """The programme's title after the script's file, and whether that had to be changed."""
    meant = clean(PurePath(name).stem)
    title = gsi.title_of(meant) if meant else ""
    return title, [text_changed(meant, title, Span(1, 1), FORMAT.name)] if title != meant else []


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _said_of_times(shown: Sequence[Page], placed: Sequence[Placed], counting: Counting) -> Iterator[Problem]:
    """What the form changes of the times, and what it cannot say of them."""
    frames = counting.file
    if frames.rate.rate.denominator != 1:
        yield _unsaid(frames.rate)
    for page, at in zip(shown, placed, strict=True):
        yield from moved(page.placed, at, frames, page.span, FORMAT.name)
    late = (problem for page, at in zip(shown, placed, strict=True) for problem in _late(at, frames, page.span))
    yield from islice(late, 1)


def _late(at: Placed, frames: Grid, span: Span) -> Iterator[Problem]:
    return past_midnight(at.start, frames, span, FORMAT.name)


def _unsaid(rate: FrameRate) -> Problem:
    count = "drop-frame" if rate.drop else "non-drop"
    return Problem(
        "frame-rate-unsaid",
        Severity.WARNING,
        f"{FORMAT.name} cannot say that its timecodes count 29.97 frames a second {count}: it is marked as 30",
        Span(1, 1),
        "tell whoever loads the file, or deliver a form that says it, such as scc",
    )


FORMAT = Format(
    name="ebu-stl",
    suffix=".stl",
    description="EBU STL subtitles (Tech 3264), for European broadcasters",
    keeps="subtitles with their programme timecode and lines, speakers as labels in the text, titles at the top; on "
    "request voice-over as italics (open subtitles) or colours of speakers (teletext)",
    loses="characters outside one table (Latin, Cyrillic, Arabic, Greek or Hebrew); overlaps; frame rates other than "
    "25 and 30 (50 and 60 count pairs; 29.97 is marked as 30); shots, qualifiers, problems",
    read_by="broadcasters in Europe",
    checked="read back by ttconv, its characters by glibc; the rest field by field by EBU Tech 3264",
    write=write,
    aliases=("stl", "ebu"),
    needs_subtitles=True,
    labels="change",
    coloured_line_length=tti.TELETEXT_TEXT,
)
