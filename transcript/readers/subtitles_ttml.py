"""Timed Text Markup Language (.ttml, .dfxp, .itt): the paragraphs of a W3C timed text document.

Times follow TTML2, section 12: offsets from the container's begin, `seq` containers, durations, frames at the
document's rate. Speakers are its agents. The reader counts paragraphs, as the lines of an XML file say little. External
entities and links are never fetched and a document that declares entities is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, cast

from transcript.clock import clock
from transcript.errors import InvalidTimecode, UnreadableDocument
from transcript.readers.limits import Limits
from transcript.readers.markup import parse
from transcript.readers.subtitles import Caption, Entry, aside
from transcript.readers.subtitles_markup import tidy
from transcript.readers.subtitles_srt import with_cues
from transcript.timecode import FrameRate, Timecode

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "ttml"
SUFFIXES = (".ttml", ".dfxp", ".itt")
DESCRIPTION = "TTML subtitles (also DFXP, iTT, EBU-TT)"
EXAMPLE = '<p begin="00:00:01.000" end="00:00:02.500">Good morning.</p>'

_CLOCK = re.compile(r"(\d{2,9}):(\d\d):(\d\d)(?:\.(\d{1,9})|([:;])(\d{1,3})(?:\.(\d{1,3}))?)?", re.ASCII)
_OFFSET = re.compile(r"(\d{1,12})(?:\.(\d{1,9}))?(h|m|s|ms|f|t)", re.ASCII)
_SECONDS = {"h": Fraction(3600), "m": Fraction(60), "s": Fraction(1), "ms": Fraction(1, 1000)}
_BLANKS = re.compile(r"[ \t\r\n]+")
# Elements whose text is about the document or its looks, not in it.
_ABOUT = frozenset(("title", "desc", "copyright", "name", "actor", "agent", "item", "metadata"))
_XML = "{http://www.w3.org/XML/1998/namespace}"


class _Rates(NamedTuple):
    """What a document's root says of its clock. frame: None where it gives no frame rate."""

    frame: FrameRate | None
    smpte: bool
    sub_frames: int
    ticks: Fraction


class _Framed(NamedTuple):
    """A time whose frames no rate explains: kept as the label it is."""

    label: str


@dataclass(frozen=True, slots=True)
class _Scope:
    """What an element hands down to those inside it: times in seconds, the speaker, whether blanks are kept."""

    begin: Fraction = Fraction(0)
    end: Fraction | None = None
    framed: tuple[str, str] | None = None
    timed: bool = False
    speaker: str = ""
    preserve: bool = False

    def together(self, other: _Scope) -> bool:
        """Whether what stands in both is shown at the same time."""
        return (self.begin, self.end, self.framed) == (other.begin, other.end, other.framed)


class _Said(NamedTuple):
    """A run of text under one scope."""

    scope: _Scope
    text: str


def read(data: bytes, _encoding: str | None, limits: Limits) -> tuple[list[Entry], str]:
    """The entries of a TTML document's bytes and the encoding it is in. Raises UnreadableDocument."""
    root = parse(data, "the TTML document", limits)
    if _tag(root) != "tt":
        raise UnreadableDocument(f"this is no TTML document but <{_tag(root)}>", "its outermost element must be <tt>")
    found = list(_entries(root, _rates(root)))
    return with_cues(found, "TTML subtitles", EXAMPLE), (root.getroottree().docinfo.encoding or "utf-8").lower()


def _entries(root: _Element, rates: _Rates) -> Iterator[Entry]:
    agents = _agents(root)
    number = 0
    for element in root:
        if _tag(element) == "head":
            yield from (aside(1, text) for text in _about(element))
        elif _tag(element) == "body":
            for paragraph, scope in _paragraphs(element, _Scope(), rates, agents):
                number += 1
                yield from _captions(number, paragraph, scope, rates, agents)


def _about(element: _Element) -> Iterator[str]:
    """Titles, descriptions and the like, each on a line."""
    for child in element:
        text = " ".join((child.text or "").split())
        if text and _tag(child) in _ABOUT:
            yield text
        yield from _about(child)


def _agents(root: _Element) -> dict[str, str]:
    """The identifiers of the people a document declares -> their names."""
    agents: dict[str, str] = {}
    for element in root.iter():
        identifier = element.get(f"{_XML}id")
        if _tag(element) == "agent" and identifier:
            names = {child.get("type", ""): " ".join((child.text or "").split()) for child in element}
            named = [names.get(key, "") for key in ("full", "alias", "")] + list(names.values())
            agents[identifier] = next((name for name in named if name), identifier)
    return agents


def _paragraphs(
    element: _Element, scope: _Scope, rates: _Rates, agents: dict[str, str]
) -> Iterator[tuple[_Element, _Scope]]:
    """The paragraphs inside a body or division, each with its own scope."""
    inner = _inside(element, scope, rates, agents)
    if _tag(element) == "p":
        yield element, inner
        return
    sequence = element.get("timeContainer") == "seq"
    before: Fraction | None = inner.begin
    for child in element:
        start = replace(inner, begin=before) if sequence and before is not None else inner
        last: Fraction | None = None
        if _tag(child) in ("body", "div", "p"):
            last = _inside(child, start, rates, agents).end
            yield from _paragraphs(child, start, rates, agents)
        before = last if last is not None else before


def _captions(
    number: int, paragraph: _Element, scope: _Scope, rates: _Rates, agents: dict[str, str]
) -> Iterator[Entry]:
    """A paragraph's cues: one for each stretch of its text with times and a speaker of its own."""
    runs: list[_Said] = []
    for said in _said(paragraph, scope, rates, agents):
        same = runs and replace(runs[-1].scope, preserve=False) == replace(said.scope, preserve=False)
        if same:
            runs[-1] = _Said(runs[-1].scope, runs[-1].text + said.text)
        else:
            runs.append(said)
    spoken = [said for said in runs if tidy(said.text)] or [_Said(scope, "")]
    for said in spoken:
        text = tidy(said.text)
        place = said.scope
        whole = _whole(said, runs, spoken)
        if place.framed is not None:
            yield Caption(number, *place.framed, text, place.speaker, whole=whole)
        elif place.timed and place.end is not None:
            begin, end = clock(_ms(place.begin)), clock(_ms(place.end))
            yield Caption(number, begin, end, text, place.speaker, whole=whole)
        elif text:
            # Without an end it would stand for ever; without any time nobody knows when.
            since = f"{clock(_ms(place.begin))} " if place.timed else ""
            yield aside(number, since + text.replace("\n", " "), front=False)


def _whole(said: _Said, runs: Sequence[_Said], spoken: Sequence[_Said]) -> str:
    """All that a paragraph shows at the time of one of its runs, where others are spoken then too."""
    if sum(said.scope.together(other.scope) for other in spoken) < 2:
        return ""
    return tidy("".join(other.text for other in runs if said.scope.together(other.scope)))


def _said(element: _Element, scope: _Scope, rates: _Rates, agents: dict[str, str]) -> Iterator[_Said]:
    """The text of a paragraph or span in order; what is about it is left out."""
    if element.text:
        yield _Said(scope, _blanks(element.text, scope))
    for child in element:
        tag = _tag(child)
        if tag == "br":
            yield _Said(scope, "\n")
        elif tag == "span":
            yield from _said(child, _inside(child, scope, rates, agents), rates, agents)
        if child.tail:
            yield _Said(scope, _blanks(child.tail, scope))


def _blanks(text: str, scope: _Scope) -> str:
    return text if scope.preserve else _BLANKS.sub(" ", text)


def _inside(element: _Element, scope: _Scope, rates: _Rates, agents: dict[str, str]) -> _Scope:
    """The scope that holds inside an element."""
    speaker = scope.speaker
    for name in ("agent", "actor"):
        stated = next((value for key, value in _attributes(element) if key.endswith(f"}}{name}")), None)
        if stated is not None:
            speaker = ", ".join(agents.get(identifier, identifier) for identifier in stated.split())
            break
    space = element.get(f"{_XML}space")
    inner = replace(scope, speaker=speaker, preserve=scope.preserve if space is None else space == "preserve")
    typed = [element.get(name) for name in ("begin", "end", "dur")]
    if all(value is None for value in typed):
        return inner
    begin, end, duration = (_time(value, rates, element) if value is not None else None for value in typed)
    if isinstance(begin, _Framed) or isinstance(end, _Framed) or isinstance(duration, _Framed):
        labels = tuple(value.label for value in (begin, end) if isinstance(value, _Framed))
        if len(labels) != 2 or scope.begin:
            raise UnreadableDocument(
                "this TTML document counts frames but does not say at which rate", "give it a ttp:frameRate"
            )
        return replace(inner, framed=(labels[0], labels[1]), timed=True)
    start = scope.begin + (begin or 0)
    ends = [scope.begin + end] if end is not None else []
    ends += [start + duration] if duration is not None else []
    ends += [scope.end] if scope.end is not None and not ends else []
    return replace(inner, begin=start, end=min(ends, default=None), framed=None, timed=True)


def _time(typed: str, rates: _Rates, element: _Element) -> Fraction | _Framed:
    """A time expression in seconds. Raises UnreadableDocument."""
    text = typed.strip()
    offset = _OFFSET.fullmatch(text)
    if offset is not None:
        count = Fraction(int(offset[1])) + _fraction(offset[2])
        unit = offset[3]
        if unit in _SECONDS:
            return count * _SECONDS[unit]
        if unit == "t":
            return count / rates.ticks
        # TTML counts 30 frames a second where a document names no rate (TTML2, 7.2.5).
        return count / (rates.frame.rate if rates.frame else 30)
    form = _CLOCK.fullmatch(text.replace(",", "."))
    if form is None:
        raise UnreadableDocument(f"{text!r} is no time", "write it as 00:00:01.000 or 1.5s", line=_line(element))
    hours, minutes, seconds = int(form[1]), int(form[2]), int(form[3])
    if form[6] is None:
        return (hours * 60 + minutes) * 60 + seconds + _fraction(form[4])
    if rates.frame is None:
        return _Framed(f"{hours:02}:{minutes:02}:{seconds:02}{form[5]}{int(form[6]):02}")
    parts = Fraction(int(form[7] or 0), rates.sub_frames)
    if not rates.smpte:
        return (hours * 60 + minutes) * 60 + seconds + (int(form[6]) + parts) / rates.frame.rate
    label = Timecode(hours, minutes, seconds, int(form[6]), rates.frame.drop)
    try:
        return label.time(rates.frame) + parts / rates.frame.rate
    except InvalidTimecode as error:
        raise UnreadableDocument(error.found, error.advice, line=_line(element)) from None


def _fraction(digits: str | None) -> Fraction:
    return Fraction(int(digits), 10 ** len(digits)) if digits else Fraction(0)


def _ms(seconds: Fraction) -> int:
    return int(seconds * 1000 + Fraction(1, 2))


def _rates(root: _Element) -> _Rates:
    """The clock of a document (TTML2, 7.2). Raises UnreadableDocument."""
    said = {key.rpartition("}")[2]: value.strip() for key, value in _attributes(root) if "parameter" in key}
    try:
        frame = _frame_rate(said)
        sub_frames = max(1, int(said.get("subFrameRate", "1")))
        default = frame.rate * sub_frames if frame else Fraction(1)
        ticks = Fraction(int(said["tickRate"])) if "tickRate" in said else default
    except (ValueError, ZeroDivisionError, InvalidTimecode):
        raise UnreadableDocument(
            "this TTML document states a frame or tick rate that is none", "correct its ttp attributes"
        ) from None
    if ticks <= 0:
        raise UnreadableDocument("this TTML document states a tick rate of 0", "correct its ttp:tickRate")
    return _Rates(frame, said.get("timeBase") == "smpte", sub_frames, ticks)


def _frame_rate(said: dict[str, str]) -> FrameRate | None:
    if "frameRate" not in said:
        return None
    numerator, _, denominator = said.get("frameRateMultiplier", "1 1").replace(":", " ").partition(" ")
    rate = Fraction(int(said["frameRate"])) * Fraction(int(numerator), int(denominator or 1))
    return FrameRate(rate, said.get("dropMode", "nonDrop") == "dropNTSC")


def _tag(element: _Element) -> str:
    """An element's name without its namespace, which changed from draft to draft."""
    return str(element.tag).rpartition("}")[2]


def _attributes(element: _Element) -> list[tuple[str, str]]:
    return [(str(key), str(value)) for key, value in element.items()]


def _line(element: _Element) -> int | None:
    return cast("int | None", element.sourceline)
