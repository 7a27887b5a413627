"""Scenarist closed captions (.scc): the CEA-608 captions of North American television, as the bytes that are sent.

Captions pop on in channel 1, centred at the foot of the screen, titles at its top. SCC counts 29.97 frames a second,
drop-frame or not as the film's timecode is. Every caption is sent early enough to appear on its in time; where the one
before it leaves no time for that, it appears late, and a problem says by how much.

Films of other rates: at 59.94 timecode counts pairs of frames (SMPTE ST 12-1), and so does the file. At 23.976 the file
counts 29.97 non-drop, whose labels of whole seconds are the same: that is how captions are made for films that are sent
with pulldown. All others keep their times by the clock, counted drop-frame, as a conversion of standards leaves them;
for a film that is slowed down instead (24 and 25 mostly are) `--stretch` makes it run at 23.976 first.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from transcript.colours import speaker_colours
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.frames import grid
from transcript.exporters.labels import labelled
from transcript.exporters.markers import past_midnight
from transcript.exporters.placing import Counting, apart, by_the_clock, frame_by_frame, in_pairs, moved
from transcript.exporters.ready import cue_spans, ready, span_of
from transcript.exporters.repertoire import require_letters
from transcript.exporters.safety import clean, shown
from transcript.exporters.scc import layout
from transcript.exporters.scc.characters import hexadecimal, repertoire
from transcript.exporters.scc.stream import Timed, schedule
from transcript.exporters.screen import Page, Room, pages
from transcript.exporters.timeline import start_offset
from transcript.model import Problem, Severity, Span
from transcript.timecode import FrameRate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transcript.exporters.frames import Grid
    from transcript.exporters.placing import Placed
    from transcript.model import Subtitle, Transcript

_HEAD = "Scenarist_SCC V1.0"
_RATE = Fraction(30000, 1001)
_ROOM = Room(layout.COLUMNS, layout.AT_A_TIME)
_PULLED_DOWN = Fraction(24000, 1001)


def write(transcript: Transcript, subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write subtitles as SCC, by default with a label on each change of speaker."""
    counting, converted = _counting(grid(transcript.timing, FORMAT.name))
    text = "".join(line for one in subtitles for line in one.lines)
    characters = repertoire().for_text(text)
    require_letters(text, characters, FORMAT.name)
    policy = options.labels or FORMAT.labels
    # The file's times begin at 00:00:00:00: what stands before the programme start has a place in it.
    timecoded = replace(options, programme_time=True)
    offset = start_offset(transcript.timing, timecoded)
    made, problems = ready(
        transcript,
        subtitles,
        timecoded,
        FORMAT.name,
        named=policy != "never" or options.colours,
        safe_text=characters.fitted,
        safe_name=characters.fitted,
    )
    spans = cue_spans(transcript)
    texts, long_labels = labelled(made, policy, options.line_length, spans)
    captions: list[Page] = []
    for subtitle, parts in zip(made, texts, strict=True):
        placed = counting.placed(subtitle.start - offset, subtitle.end - offset)
        cut, folded = pages(subtitle, parts, placed, span_of(subtitle, spans), _ROOM, FORMAT.name)
        captions += cut
        problems += folded
    colours = speaker_colours(options.programme or transcript) if options.colours else {}
    fitted = {characters.fitted(clean(name)): colour for name, colour in colours.items()}

    wanted = apart([caption.placed for caption in captions])
    written = [layout.written(caption, fitted, italics=options.italics) for caption in captions]
    # A film's file mostly begins with the programme: what is sent before that is never seen.
    earliest = 0 if not wanted or wanted[0].start >= 0 else -counting.file.first
    sent, times = schedule([(at, one.units) for at, one in zip(wanted, written, strict=True)], earliest)
    clock = counting.file.clock
    lines = [f"{clock(frame)}\t{' '.join(map(hexadecimal, words))}" for frame, words in sent]
    text = "\r\n\r\n".join([_HEAD, *lines, ""])

    problems += [*long_labels, *converted]
    problems += [
        _upright(line, caption.span) for caption, one in zip(captions, written, strict=True) for line in one.upright
    ]
    return Exported(text.encode("ascii"), (*problems, *_said_of_times(captions, wanted, times, counting.file)))


def _counting(film: Grid) -> tuple[Counting, list[Problem]]:
    """How the file counts the film's frames, and what is to be said of that."""
    rate = film.rate.rate
    if rate == _RATE:
        return frame_by_frame(film), []
    if rate == _RATE * 2:
        return in_pairs(film), []
    if rate == _PULLED_DOWN:
        what = "at 29.97 non-drop, as its timecodes count at 23.976 (pulldown)"
        counting, severity, way_out = by_the_clock(film, FrameRate(_RATE)), Severity.INFO, ""
    else:
        what = f"by the clock at 29.97 drop-frame from the programme start on, for it cannot count {film.rate} frames"
        counting, severity = by_the_clock(film, FrameRate(_RATE, drop=True)), Severity.WARNING
        way_out = f"if the film is slowed down for delivery, give --stretch {film.rate}:23.976"
    told = Problem("frames-converted", severity, f"{FORMAT.name} counts {what}", Span(1, 1), way_out)
    return counting, [told]


def _said_of_times(
    captions: Sequence[Page], wanted: Sequence[Placed], times: Sequence[Timed], frames: Grid
) -> Iterator[Problem]:
    """What the form changes of the times."""
    for caption, at in zip(captions, wanted, strict=True):
        yield from moved(caption.placed, at, frames, caption.span, FORMAT.name)
    for caption, at, out in zip(captions, wanted, times, strict=True):
        yield from _shifted(caption, at, out, frames)
    late = (
        problem
        for caption, out in zip(captions, times, strict=True)
        for problem in past_midnight(out.start, frames, caption.span, FORMAT.name)
    )
    yield from islice(late, 1)


def _shifted(caption: Page, wanted: Placed, out: Timed, frames: Grid) -> Iterator[Problem]:
    at = frames.clock(wanted.start)
    if out.start > wanted.start:
        what = f"the caption at {at} appears {out.start - wanted.start} frames late: its text takes longer to send"
        yield Problem(
            "caption-late",
            Severity.WARNING,
            f"{what} (two characters a frame) than the time since the one before it",
            caption.span,
            "shorten the text, or let the captions stand longer",
        )
    elif out.end != wanted.end:
        what = f"the caption at {at} ends at {frames.clock(out.end)}, not at {frames.clock(wanted.end)}"
        yield Problem("end-moved", Severity.INFO, f"{what}, for the codes that end it need their frames", caption.span)


def _upright(line: str, span: Span) -> Problem:
    what = f"{shown(line)} fills its line and leaves no column for the code of italics beside that of its colour"
    return Problem("italics-left-out", Severity.WARNING, what, span)


FORMAT = Format(
    name="scc",
    suffix=".scc",
    description="SCC captions (CEA-608), for North American television",
    keeps="subtitles with their programme timecode and lines, speakers as labels in the text, titles at the top; on "
    "request voice-over as italics, colours of speakers",
    loses="characters outside CEA-608, which has the letters of Western Europe; overlaps; frame rates other than "
    "29.97, which are converted; shots, qualifiers, problems",
    read_by="broadcasters in North America, Premiere Pro, DaVinci Resolve",
    checked="read back by ttconv, pycaption and ffmpeg",
    write=write,
    aliases=("scenarist", "cea-608"),
    needs_subtitles=True,
    labels="change",
    line_length=layout.COLUMNS,
    coloured_line_length=layout.COLUMNS - 1,  # the code of italics takes a column beside that of a colour
)
