"""TTML (.ttml): the Text Profile of IMSC 1.1, which streaming services and broadcasters take.

Each subtitle is a paragraph that names its speaker (`ttm:agent`); what it is besides speech, `ttm:role` says. Times
count from the start of the film (`--programme-time`: from 00:00:00 of its timecode) and are written as clock time with
milliseconds. A player shows a subtitle from the first frame on that does not begin before its time (IMSC 1.1,
synchronization): where the frame rate is known a time is therefore the last millisecond that is not past the beginning
of its frame, so that no player is a frame late.

Subtitles are centred in black boxes with half a blank at their sides (BBC Subtitle Guidelines), speech at the foot of
the picture; titles stand at the top, where they hide no text of the picture, which mostly stands at its foot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from transcript.clock import clock
from transcript.colours import speaker_colours
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.labels import labelled
from transcript.exporters.ready import cue_spans, ready
from transcript.exporters.safety import clean, with_single_blanks
from transcript.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.etree import _Element

    from transcript.exporters.labels import Part
    from transcript.model import Subtitle, Timing, Transcript
    from transcript.timecode import FrameRate

_TT = "{http://www.w3.org/ns/ttml}"
_TTP = "{http://www.w3.org/ns/ttml#parameter}"
_TTS = "{http://www.w3.org/ns/ttml#styling}"
_TTM = "{http://www.w3.org/ns/ttml#metadata}"
_ITTS = "{http://www.w3.org/ns/ttml/profile/imsc1#styling}"
_EBUTTS = "{urn:ebu:tt:style}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_SPACES: dict[Any, str] = {
    None: _TT[1:-1],
    "ttp": _TTP[1:-1],
    "tts": _TTS[1:-1],
    "ttm": _TTM[1:-1],
    "itts": _ITTS[1:-1],
    "ebutts": _EBUTTS[1:-1],
}
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_PROFILE = "http://www.w3.org/ns/ttml/profile/imsc1.1/text"
_ROLES = {Role.SOUND: "sound", Role.TITLE: "title"}
_BASE = {
    f"{_TTS}fontFamily": "proportionalSansSerif",
    f"{_TTS}fontSize": "80%",  # of a fifteenth of the picture's height: 42 characters fit into a region
    f"{_TTS}lineHeight": "125%",
    f"{_TTS}textAlign": "center",
    f"{_TTS}color": "#ffffff",
    f"{_EBUTTS}linePadding": "0.5c",
    f"{_ITTS}fillLineGap": "true",
}
_REGIONS = {"bottom": "after", "top": "before"}


def write(transcript: Transcript, subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write subtitles as IMSC 1.1 text. Labels are for the eye besides: on request only."""
    from lxml.etree import Element, SubElement, indent, tostring

    made, problems = ready(transcript, subtitles, options, FORMAT.name, safe_name=with_single_blanks)
    texts, long_labels = labelled(made, options.labels or FORMAT.labels, options.line_length, cue_spans(transcript))
    agents = _agents(made)
    colours = _colours(options.programme or transcript) if options.colours else {}
    styles = {name: f"style-{identifier}" for name, identifier in agents.items() if name in colours}

    root = Element(f"{_TT}tt", _about_the_whole(transcript), nsmap=_SPACES)
    head = SubElement(root, f"{_TT}head")
    _add_metadata(head, transcript.source.name, agents)
    _add_styling(head, {styles[name]: colours[name] for name in styles}, italics=options.italics)
    _add_layout(head)
    division = SubElement(SubElement(root, f"{_TT}body", {"style": "base"}), f"{_TT}div")
    indent(root)

    rate = transcript.timing.frame_rate
    for number, (subtitle, parts) in enumerate(zip(made, texts, strict=True), 1):
        paragraph = SubElement(division, f"{_TT}p", _about(number, subtitle, rate, agents))
        for place, part in enumerate(parts):
            if place:
                SubElement(paragraph, f"{_TT}br")
            agent = agents[part.speaker] if subtitle.speakers and part.speaker else None
            style = ("text", *([styles[part.speaker]] if part.speaker in styles else ()))
            _add_part(paragraph, part, style, agent, italics=options.italics)
        paragraph.tail = "\n      "
    division.text = "\n      "
    if len(division):
        division[-1].tail = "\n    "
    return Exported(_DECLARATION + tostring(root, encoding="UTF-8") + b"\n", (*problems, *long_labels))


def _about_the_whole(transcript: Transcript) -> dict[str, str]:
    return {
        f"{_XML}lang": transcript.source.language or "",
        # Blanks are shown as they stand.
        f"{_XML}space": "preserve",
        f"{_TTP}contentProfiles": _PROFILE,
        f"{_TTP}timeBase": "media",
        **_frame_rate(transcript.timing),
    }


def _frame_rate(timing: Timing) -> dict[str, str]:
    rate = timing.frame_rate
    if rate is None:
        return {}
    multiplier = rate.rate / rate.nominal
    said = {f"{_TTP}frameRate": str(rate.nominal)}
    if multiplier != 1:
        said[f"{_TTP}frameRateMultiplier"] = f"{multiplier.numerator} {multiplier.denominator}"
    return said


def _agents(made: Iterable[Subtitle]) -> dict[str, str]:
    """Everyone who speaks in the file -> their identifier in it."""
    speakers = (name for subtitle in made for name in (subtitle.speaker, *subtitle.speakers) if name is not None)
    return {name: f"speaker-{number}" for number, name in enumerate(dict.fromkeys(speakers), 1)}


def _colours(transcript: Transcript) -> dict[str, str]:
    """The colour of each speaker, by the name as it stands in the file."""
    return {with_single_blanks(clean(name)): colour.rgb for name, colour in speaker_colours(transcript).items()}


def _add_metadata(head: _Element, title: str, agents: Mapping[str, str]) -> None:
    from lxml.etree import SubElement

    metadata = SubElement(head, f"{_TT}metadata")
    if clean(title):
        SubElement(metadata, f"{_TTM}title").text = clean(title)
    for name, identifier in agents.items():
        agent = SubElement(metadata, f"{_TTM}agent", {f"{_XML}id": identifier, "type": "person"})
        SubElement(agent, f"{_TTM}name", {"type": "full"}).text = name


def _add_styling(head: _Element, colours: Mapping[str, str], *, italics: bool) -> None:
    from lxml.etree import SubElement

    styling = SubElement(head, f"{_TT}styling")
    SubElement(styling, f"{_TT}style", {f"{_XML}id": "base", **_BASE})
    SubElement(styling, f"{_TT}style", {f"{_XML}id": "text", f"{_TTS}backgroundColor": "#000000"})
    if italics:
        SubElement(styling, f"{_TT}style", {f"{_XML}id": "voice-over", f"{_TTS}fontStyle": "italic"})
    for identifier, colour in colours.items():
        SubElement(styling, f"{_TT}style", {f"{_XML}id": identifier, f"{_TTS}color": colour})


def _add_layout(head: _Element) -> None:
    from lxml.etree import SubElement

    layout = SubElement(head, f"{_TT}layout")
    for name, side in _REGIONS.items():
        place = {f"{_TTS}origin": "10% 10%", f"{_TTS}extent": "80% 80%", f"{_TTS}displayAlign": side}
        SubElement(layout, f"{_TT}region", {f"{_XML}id": name, **place})


def _about(number: int, subtitle: Subtitle, rate: FrameRate | None, agents: Mapping[str, str]) -> dict[str, str]:
    """The attributes of a paragraph. Where speakers share it, spans name them."""
    begin, end = _times(subtitle, rate)
    said = {
        f"{_XML}id": f"subtitle-{number}",
        "begin": clock(begin),
        "end": clock(end),
        "region": "top" if subtitle.role is Role.TITLE else "bottom",
    }
    if subtitle.role in _ROLES:
        said[f"{_TTM}role"] = _ROLES[subtitle.role]
    elif subtitle.speaker is not None and not subtitle.speakers:
        said[f"{_TTM}agent"] = agents[subtitle.speaker]
    return said


def _times(subtitle: Subtitle, rate: FrameRate | None) -> tuple[int, int]:
    """Start and end in milliseconds, so that players show the subtitle from its first frame to its last."""
    if rate is None:
        return subtitle.start, subtitle.end
    first = round(subtitle.start * rate.rate / 1000)
    last = max(round(subtitle.end * rate.rate / 1000), first + 1)
    return int(first * 1000 / rate.rate), int(last * 1000 / rate.rate)


def _add_part(parent: _Element, part: Part, style: Sequence[str], agent: str | None, *, italics: bool) -> None:
    """What one speaker says in a subtitle; a label is not spoken and stays upright (Netflix TTSG)."""
    from lxml.etree import SubElement

    span = SubElement(parent, f"{_TT}span", {"style": " ".join(style)})
    if agent is not None:
        span.set(f"{_TTM}agent", agent)
    if not (italics and part.voice_over):
        _add_lines(span, part.text)
        return
    if part.label:
        spoken = part.text[len(part.label) :].lstrip(" \n")
        _add_lines(span, part.text[: len(part.text) - len(spoken)])
        _add_lines(SubElement(span, f"{_TT}span", {"style": "voice-over"}), spoken)
    else:
        span.set("style", " ".join((*style, "voice-over")))
        _add_lines(span, part.text)


def _add_lines(span: _Element, text: str) -> None:
    from lxml.etree import SubElement

    first, *others = text.split("\n")
    span.text = first
    for line in others:
        SubElement(span, f"{_TT}br").tail = line


FORMAT = Format(
    name="ttml",
    suffix=".ttml",
    description="TTML subtitles (IMSC 1.1 text), for streaming services and broadcasters",
    keeps="subtitles with their times and lines, the speaker of each as an agent, sounds and titles by their role, the "
    "language; on request colours of speakers, voice-over as italics",
    loses="shots, qualifiers, problems; timecodes (times are in milliseconds, on the frames where the rate is known)",
    read_by="streaming services, broadcasters, web players",
    checked="played by imscJS; read back by ttconv, pycaption, pysubs2 and transcript itself",
    write=write,
    aliases=("imsc", "imsc1.1"),
    needs_subtitles=True,
)
