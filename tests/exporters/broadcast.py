"""Broadcasters' forms as ttconv and pycaption read them: the subtitles with their times and lines."""

from __future__ import annotations

import io
import unicodedata
import warnings
import xml.etree.ElementTree as ET
from fractions import Fraction
from typing import Any, NamedTuple

from pycaption import DFXPReader, SCCReader
from ttconv import model
from ttconv.imsc import reader as imsc_reader
from ttconv.scc import reader as scc_reader
from ttconv.stl import reader as stl_reader
from ttconv.style_properties import StyleProperties

from transcript.exporters import Exported
from transcript.timecode import FrameRate, Timecode

NTSC = Fraction(30000, 1001)


class Read(NamedTuple):
    """A subtitle as it is read. start, end: seconds. styles: of each run of text, its colour and whether it slants."""

    start: Fraction
    end: Fraction
    lines: tuple[str, ...]
    styles: tuple[tuple[str, str, bool], ...] = ()

    def frames(self, rate: Fraction) -> tuple[int, int]:
        """Start and end in whole frames; a time between frames fails."""
        found = self.start * rate, self.end * rate
        assert all(time.denominator == 1 for time in found), found
        return int(found[0]), int(found[1])


def by_ttconv_stl(content: bytes) -> list[Read]:
    return _read(stl_reader.to_model(io.BytesIO(content)))


def by_ttconv_scc(content: bytes) -> list[Read]:
    return _read(scc_reader.to_model(content.decode("ascii")))


def by_ttconv_ttml(content: bytes) -> list[Read]:
    return _read(imsc_reader.to_model(ET.ElementTree(ET.fromstring(content))))  # noqa: S314 it is our own


def by_pycaption_scc(content: bytes) -> list[Read]:
    """Times are labels for pycaption, of 30 to its second: 1001/1000 s where they are not drop-frame, else 1 s."""
    text = content.decode("ascii")
    rate = FrameRate(NTSC, drop=";" in text)

    def time(microseconds: float) -> Fraction:
        counted = Fraction(microseconds) * 30 / 1_000_000 * (1 if rate.drop else Fraction(1000, 1001))
        frame = round(counted)
        assert abs(frame - counted) < Fraction(1, 1000)
        label = Timecode(frame // 108_000, frame // 1800 % 60, frame // 30 % 60, frame % 30, rate.drop)
        return label.time(rate)

    return [
        Read(time(one.start), time(one.end), tuple(one.get_text().split("\n")))
        for one in SCCReader().read(text).get_captions("en-US")
    ]


def by_pycaption_ttml(content: bytes) -> list[Read]:
    with warnings.catch_warnings():
        # It reads XML with a reader of HTML, and by names that reader has given up.
        warnings.simplefilter("ignore")
        captions = DFXPReader().read(content.decode())
    (language,) = captions.get_languages()
    return [
        Read(Fraction(one.start, 1_000_000), Fraction(one.end, 1_000_000), tuple(one.get_text().split("\n")))
        for one in captions.get_captions(language)
    ]


def _read(document: Any) -> list[Read]:
    found = [
        Read(one.get_begin() or Fraction(0), one.get_end(), tuple(_text(one).split("\n")), tuple(_styles(one)))
        for division in document.get_body()
        for one in division
    ]
    return sorted(found, key=lambda one: one.start)


def _text(element: Any) -> str:
    if isinstance(element, model.Text):
        return str(element.get_text())
    return "\n" if isinstance(element, model.Br) else "".join(map(_text, element))


def _styles(element: Any, colour: str = "white", *, slants: bool = False) -> list[tuple[str, str, bool]]:
    if isinstance(element, model.Text):
        return [(str(element.get_text()).strip(), colour, slants)]
    own = element.get_style(StyleProperties.Color)
    font = element.get_style(StyleProperties.FontStyle)
    named = colour if own is None else _NAMES.get(tuple(own.components[:3]), str(own))
    slanted = slants if font is None else font.name == "italic"
    runs = [run for child in element for run in _styles(child, named, slants=slanted)]
    return [run for run in runs if run[0]]


_NAMES = {(255, 255, 255): "white", (255, 255, 0): "yellow", (0, 255, 255): "cyan", (0, 255, 0): "green"}


def packed(lines: tuple[str, ...]) -> list[str]:
    """Lines without their blanks, of which readers leave some out, and with straight apostrophes."""
    return ["".join(unicodedata.normalize("NFC", line).replace("’", "'").split()) for line in lines]


def codes(exported: Exported) -> set[str]:
    return {problem.code for problem in exported.problems}
