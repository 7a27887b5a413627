"""FCPXML 1.10 for Final Cut Pro: subtitles as captions (iTT), and markers with notes.

A project with the programme's timecode, in it a gap as long as the programme, to put the film over, to which captions
and markers are tied. All times are timecodes of the programme in seconds: whole frames as fractions, `1001/24000s`. The
gap's own clock shows that timecode too, so that what is tied to it stands where its timecode says.

What Final Cut Pro asks for (Apple's DTD, its reference and the notes on caption validation): captions before markers,
no two captions of a language at once, two lines at most, a style for each text. A marker is one frame long. The picture
is 1920 × 1080 until it is set otherwise: a script does not say.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from transcript.colours import Colour, speaker_colours
from transcript.errors import InvalidSetting, OutputRefused
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.frames import grid
from transcript.exporters.labels import labelled
from transcript.exporters.markers import marked, merged
from transcript.exporters.placing import apart, frame_by_frame, moved
from transcript.exporters.ready import cue_spans, ready, span_of
from transcript.exporters.safety import clean, shown
from transcript.exporters.timeline import start_offset
from transcript.language import language_tag
from transcript.model import Problem, Severity, Span, Subtitle, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from transcript.exporters.frames import Grid
    from transcript.exporters.labels import Part
    from transcript.exporters.markers import Marker
    from transcript.timecode import FrameRate

# The rates of Final Cut Pro's timelines and what it calls its formats of 1920 × 1080 in them.
_FORMATS = {
    Fraction(24000, 1001): "FFVideoFormat1080p2398",
    Fraction(24): "FFVideoFormat1080p24",
    Fraction(25): "FFVideoFormat1080p25",
    Fraction(30000, 1001): "FFVideoFormat1080p2997",
    Fraction(30): "FFVideoFormat1080p30",
    Fraction(50): "FFVideoFormat1080p50",
    Fraction(60000, 1001): "FFVideoFormat1080p5994",
    Fraction(60): "FFVideoFormat1080p60",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>'
_FORMAT_ID = "r1"
_SOME_LANGUAGE = "en"
_MOST_LINES = 2
# As Final Cut Pro itself writes a caption's style.
_STYLE = {"font": ".AppleSystemUIFont", "fontSize": "13", "fontFace": "Regular"}


class _Run(NamedTuple):
    """A stretch of a caption's text in one style."""

    text: str
    colour: Colour
    italic: bool


class _Caption(NamedTuple):
    """A subtitle's frames from the programme start, the end not included, and its text."""

    start: int
    end: int
    runs: tuple[_Run, ...]
    span: Span


class _Clock(NamedTuple):
    """The times of the file. first: the frame of the programme it begins with. at: that frame's number in its day."""

    rate: FrameRate
    first: int
    at: int

    def time(self, frame: int) -> str:
        """When a frame of the programme begins, as its timecode says."""
        return self.length(frame - self.first + self.at)

    def length(self, frames: int) -> str:
        seconds = frames / self.rate.rate
        if seconds.denominator == 1:
            return f"{seconds.numerator}s"
        return f"{frames * self.rate.rate.denominator}/{self.rate.rate.numerator}s"


def write(transcript: Transcript, subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write captions and markers as a project. Raises OutputRefused at a frame rate that Final Cut Pro has not."""
    from lxml import etree

    frames = grid(transcript.timing, FORMAT.name)
    if frames.rate.rate not in _FORMATS:
        raise OutputRefused(
            f"{frames.rate} frames a second cannot stand in {FORMAT.name}", "write otio, which has any frame rate"
        )
    shown_subtitles = subtitles if options.only in (None, "speech") else ()
    captions, changed = _captions(transcript, shown_subtitles, options, frames)
    placed, altered = marked(transcript, frames, options, FORMAT.name)
    markers, together = merged(placed, FORMAT.name)
    language, unknown = _language(transcript.source.language) if captions else (_SOME_LANGUAGE, [])

    everything: list[_Caption | Marker] = [*captions, *markers]
    first = min((one.start for one in everything), default=0)
    last = max((one.end for one in everything), default=1)
    clock = _Clock(frames.rate, min(first, 0), frames.on_the_clock(min(first, 0)))
    name = clean(PurePath(transcript.source.name).stem) or "Script"
    root, gap = _project(name, clock, last)
    for number, caption in enumerate(captions):
        gap.append(_caption(caption, clock, language, f"ts{number + 1}"))
    for marker in markers:
        gap.append(_marker(marker, clock))
    etree.indent(root)
    for text in root.iter("text"):
        # Blanks in a caption's text would be shown.
        text.text = None
        for run in text:
            run.tail = None
    content = f"{_HEAD}\n{etree.tostring(root, encoding='unicode')}\n"
    return Exported(content.encode(), (*changed, *unknown, *altered, *together))


def _project(name: str, clock: _Clock, end: int) -> tuple[_Element, _Element]:
    """The document, and the gap in it that carries everything."""
    from lxml.etree import Element, SubElement

    rate = clock.rate.rate
    begins, lasts = clock.time(clock.first), clock.length(end - clock.first)
    root = Element("fcpxml", version="1.10")
    SubElement(
        SubElement(root, "resources"),
        "format",
        id=_FORMAT_ID,
        name=_FORMATS[rate],
        frameDuration=f"{rate.denominator}/{rate.numerator}s",
        width="1920",
        height="1080",
    )
    event = SubElement(SubElement(root, "library"), "event", name=name)
    sequence = SubElement(
        SubElement(event, "project", name=name),
        "sequence",
        format=_FORMAT_ID,
        duration=lasts,
        tcStart=begins,
        tcFormat="DF" if clock.rate.drop else "NDF",
    )
    spine = SubElement(sequence, "spine")
    return root, SubElement(spine, "gap", name="Gap", offset=begins, start=begins, duration=lasts)


def _caption(caption: _Caption, clock: _Clock, language: str, style: str) -> _Element:
    from lxml.etree import Element, SubElement

    made = Element(
        "caption",
        lane="1",
        offset=clock.time(caption.start),
        name=" ".join("".join(run.text for run in caption.runs).split("\n")),
        duration=clock.length(caption.end - caption.start),
        role=f"iTT?captionFormat=ITT.{language}",
    )
    text = SubElement(made, "text", placement="bottom")
    for number, run in enumerate(caption.runs):
        # The id of a style must not come twice in a document.
        own = f"{style}-{number + 1}" if number else style
        SubElement(text, "text-style", ref=own).text = run.text
        definition = SubElement(SubElement(made, "text-style-def", id=own), "text-style", _STYLE)
        definition.set("fontColor", _rgba(run.colour))
        definition.set("backgroundColor", "0 0 0 1")
        if run.italic:
            definition.set("italic", "1")
    return made


def _marker(marker: Marker, clock: _Clock) -> _Element:
    from lxml.etree import Element

    made = Element("marker", start=clock.time(marker.start), duration=clock.length(1), value=marker.name)
    if marker.note:
        made.set("note", marker.note)
    return made


def _captions(
    transcript: Transcript, subtitles: Sequence[Subtitle], options: ExportOptions, frames: Grid
) -> tuple[list[_Caption], list[Problem]]:
    # The file's times begin at 00:00:00:00: what stands before the programme start has a place in it.
    timecoded = replace(options, programme_time=True)
    offset = start_offset(transcript.timing, timecoded)
    policy = options.labels or FORMAT.labels
    named = policy != "never" or options.colours
    made, problems = ready(transcript, subtitles, timecoded, FORMAT.name, named=named, needed=False)
    spans = cue_spans(transcript)
    texts, long_labels = labelled(made, policy, options.line_length, spans)
    programme = options.programme or transcript
    colours = {clean(name): colour for name, colour in speaker_colours(programme).items()} if options.colours else {}

    counting = frame_by_frame(frames)
    wanted = [counting.placed(one.start - offset, one.end - offset) for one in made]
    placed = apart(wanted)
    captions = [
        _Caption(*place, tuple(_runs(parts, colours, italics=options.italics)), span_of(one, spans))
        for one, parts, place in zip(made, texts, placed, strict=True)
    ]
    said = [
        problem
        for asked, got, caption in zip(wanted, placed, captions, strict=True)
        for problem in (*moved(asked, got, frames, caption.span, FORMAT.name), *_long(caption))
    ]
    return captions, [*problems, *long_labels, *said]


def _runs(parts: Sequence[Part], colours: Mapping[str, Colour], *, italics: bool) -> Iterator[_Run]:
    for number, part in enumerate(parts, 1):
        text = part.text if number == len(parts) else f"{part.text}\n"
        colour = colours.get(part.speaker or "", Colour.WHITE)
        if italics and part.voice_over:
            # A label is not spoken (Netflix TTSG).
            spoken = text[len(part.label) :].lstrip(" \n")
            if len(spoken) < len(text):
                yield _Run(text[: len(text) - len(spoken)], colour, italic=False)
            yield _Run(spoken, colour, italic=True)
        else:
            yield _Run(text, colour, italic=False)


def _long(caption: _Caption) -> Iterator[Problem]:
    text = "".join(run.text for run in caption.runs)
    lines = text.count("\n") + 1
    if lines > _MOST_LINES:
        yield Problem(
            "caption-lines",
            Severity.WARNING,
            f"a caption has {lines} lines, and Final Cut Pro marks captions of more than {_MOST_LINES}: {shown(text)}",
            caption.span,
            f"make subtitles of {_MOST_LINES} lines with --lines {_MOST_LINES}",
        )


def _language(tag: str | None) -> tuple[str, list[Problem]]:
    """The language of the captions, which they cannot be without."""
    if tag is not None:
        try:
            return language_tag(tag), []
        except InvalidSetting:
            found = f"{shown(tag)} is no tag of a language"
    else:
        found = "nothing says the language of the speech"
    what = f"{found}: captions are marked as {_SOME_LANGUAGE} in {FORMAT.name}"
    return _SOME_LANGUAGE, [Problem("language-assumed", Severity.INFO, what, Span(1, 1), "give it with --language")]


def _rgba(colour: Colour) -> str:
    channels = (colour.rgb[at : at + 2] for at in (1, 3, 5))
    return " ".join([*("1" if channel == "ff" else "0" for channel in channels), "1"])


FORMAT = Format(
    name="fcpxml",
    suffix=".fcpxml",
    description="FCPXML 1.10 for Final Cut Pro: captions, and markers with notes",
    keeps="subtitles as captions with their frames and lines, speakers as labels in the text, on request colours and "
    "voice-over as italics; speeches, shots, sounds and titles as markers with words; the programme's timecode",
    loses="lengths of markers; markers that begin on one frame become one; overlaps of subtitles; qualifiers, problems",
    read_by="Final Cut Pro",
    checked="valid against Apple's DTD; for captions and markers no independent reader exists",
    write=write,
    aliases=("final-cut-pro", "fcpx"),
    selects=True,
    takes_subtitles=True,
    labels="change",
)
