"""What fuzzing begins with: the samples in every form that is read, and the pieces of which such documents are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import transcript
from tests.readers.packages import docx, odt, zipped
from transcript.parser import LAYOUTS

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

# Pieces that documents are full of, and those that have a meaning to some reader.
_SIGNS = ("\t", "\n", "\r", "\f", "\x0b", "\x85", "\u2028", "\u00a0", "\ufeff", "\u202e", "\0", '"', ";", ",")
WORDS = (
    *_SIGNS,
    *"10.00.00 10:00:00:00 99:99:99:99 00:00 -1:00 [00:00:00:61] 1O.OO.OO 0:0:0 ٠١:٠٢:٠٣ １０：００ NARRATOR".split(),
    *"MS CU ANN: SOUNDBITE (English) >> … ... “ ” () | -- --> <v <i> </ &#0; &amp; &lt; ]]> <!-- -->".split(),
    *r"{ } \ \' \u-1 \bin9 \cell \row \par \trowd \cellx \intbl {\an8} [Events] Dialogue: WEBVTT NOTE STYLE".split(),
    *'<?xml <!ENTITY colspan="9" w:val="9" <w:p> <w:tbl> <w:tr> <w:tc> <text:p> <row r= <c t= begin="1s" dur='.split(),
)


class Form(NamedTuple):
    """A kind of document. name: of its file. whole: the file that holds some content. seeds: such content."""

    name: str
    whole: Callable[[bytes], bytes]
    seeds: tuple[bytes, ...]


def _plain(content: bytes) -> bytes:
    return content


def _in_docx(content: bytes) -> bytes:
    return docx("", {"word/document.xml": content})


def _in_odt(content: bytes) -> bytes:
    return odt("", others={"content.xml": content})


@cache
def _workbook() -> dict[str, bytes]:
    import openpyxl

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["Shot", "TC", "Speaker", "Text"], ["Gate", "10:00:00", "ANN", "Here."], ["Pier", 0.42, None, 7]):
        sheet.append(row)
    written = io.BytesIO()
    workbook.save(written)
    archive = zipfile.ZipFile(written)
    return {name: archive.read(name) for name in archive.namelist()}


def _in_workbook(part: str) -> Callable[[bytes], bytes]:
    return lambda content: zipped({**_workbook(), part: content})


def _part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


@cache
def texts() -> tuple[str, ...]:
    """Scripts of every layout, and a piece of a long one."""
    paths = sorted((SAMPLES / "layouts").iterdir())
    whole = (SAMPLES / "atlantic-cable.txt").read_text(encoding="utf-8")
    return (*(path.read_text(encoding="utf-8") for path in paths), whole[:6_000])


@cache
def forms() -> tuple[Form, ...]:
    """Every kind of document. Packages are mostly made of the part that holds the text: a broken one is soon read."""
    samples = {path.suffix: path.read_bytes() for path in (SAMPLES / "forms").glob("atlantic-cable.*")}
    subtitles = {path.suffix: path.read_bytes()[:3_000] for path in (SAMPLES / "output").glob("atlantic-cable.[sv]*")}
    script = tuple(text.encode() for text in texts())
    sheet, strings = "xl/worksheets/sheet1.xml", "xl/styles.xml"
    return (
        Form("film.txt", _plain, script),
        Form("film.csv", _plain, (samples[".csv"][:3_000], b'Gate;10.00.00;"It was ""here"""\nPier;10.00.04;x\n')),
        Form("film.rtf", _plain, (samples[".rtf"][:6_000], _RTF)),
        Form("film.html", _plain, (samples[".html"][:6_000], b"<table><tr><td rowspan=2>Gate<td>10.00.00</table>")),
        Form("film.srt", _plain, (subtitles[".srt"],)),
        Form("film.vtt", _plain, (subtitles[".vtt"],)),
        Form("film.sbv", _plain, (b"0:00:01.000,0:00:02.500\nGood[br]morning.\n\n0:00:03.000,0:00:04.000\nYes.\n",)),
        Form("film.ass", _plain, (_ASS,)),
        Form("film.ttml", _plain, (_TTML,)),
        Form("film.docx", _in_docx, (_part(SAMPLES / "forms" / "atlantic-cable.docx", "word/document.xml")[:9_000],)),
        Form("film.odt", _in_odt, (_part(SAMPLES / "forms" / "atlantic-cable.odt", "content.xml")[:9_000],)),
        Form("film.xlsx", _in_workbook(sheet), (_workbook()[sheet],)),
        Form("styles.xlsx", _in_workbook(strings), (_workbook()[strings],)),
        Form("package.docx", _plain, (docx("<w:p><w:r><w:t>Gate</w:t></w:r></w:p>"),)),
        Form("package.xlsx", _plain, (zipped(_workbook()),)),
        Form("film.pdf", _plain, (samples[".pdf"],)),
        Form("film.json", _plain, tuple(_kept(text) for text in texts()[:3])),
        Form(
            "film.toml",
            _plain,
            (b'[cast]\n"ANN LEE" = ["ANNE LEE"]\n', b'base = "netflix"\nmax-cps = 18\n', _CORRECTIONS),
        ),
        Form("film.edl", _plain, (_EDL,)),
    )


def _kept(text: str) -> bytes:
    """A transcript as JSON, whatever layout the text is in."""
    return transcript.export(transcript.parse(text), "json")


@cache
def layouts() -> tuple[str | None, ...]:
    return (None, None, None, *LAYOUTS)


def lines_changed(data: bytes, random: Random) -> bytes:
    """Some lines doubled, left out, joined, reversed or in other places, and words put between."""
    kind, lines = data[:1], data[1:].split(b"\n")
    for _ in range(random.randint(1, 8)):
        place, other = random.randrange(len(lines)), random.randrange(len(lines))
        match random.randrange(7):
            case 0:
                lines[place] = lines[place][::-1]
            case 1:
                lines.insert(place, random.choice(WORDS).encode())
            case 2:
                lines[place] += lines[other]
            case 3:
                lines[place : place + 1] = []
                lines = lines or [b""]
            case 4:
                lines[place] = lines[place].replace(b".", b":").replace(b" ", b"\t")
            case 5:
                lines[place] = bytes(random.choices(b"0123456789:.;[]()- \t", k=random.randrange(30)))
            case _:
                lines[place], lines[other] = lines[other], lines[place]
    return kind + b"\n".join(lines)


_RTF = (
    rb"{\rtf1\ansi{\fonttbl{\f0\fcharset204 Arial;}}\trowd\cellx900\cellx1800\intbl Gate\cell 10.00.00\cell\row "
    rb"{\*\x y}\u8211 -\'e9\par}"
)
_ASS = b"""[Script Info]
ScriptType: v4.00+
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:02.50,Default,ANN,0,0,0,,Good {\\i1}morning{\\i0}\\Nto you
"""
_TTML = b"""<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
 xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25"><head><ttm:agent xml:id="a" type="person">
<ttm:name>Ann</ttm:name></ttm:agent></head><body><div begin="1s"><p begin="0s" dur="00:00:02:12" ttm:agent="a">Good
<span begin="1s">morning<br/></span></p></div></body></tt>"""
_CORRECTIONS = b"""[[correction]]
line = 3
text = "MS"
kind = "shot"
"""
_EDL = b"""TITLE: FILM
FCM: NON-DROP FRAME
001  TAPE     V     C        10:00:00:00 10:00:10:00 01:00:00:00 01:00:10:00
* FROM CLIP NAME: GATE
M2   TAPE     012.5                10:00:00:00
"""
