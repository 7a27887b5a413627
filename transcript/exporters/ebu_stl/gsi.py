"""The General Subtitle Information block: 1024 bytes at the head of a file (EBU Tech 3264, 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcript.exporters.repertoire import Repertoire

if TYPE_CHECKING:
    from datetime import date

    from transcript.timecode import Timecode

LENGTH = 1024

_CODE_PAGE = "850"
_PRINTABLE = Repertoire(bytes([*range(0x20, 0x7F), *range(0x80, 0x100)]).decode("cp850").replace("\xa0", ""))

# Appendix 3: languages by their codes, upwards from 01 and downwards from 7F.
_EUROPEAN = (
    "sq br ca hr cy cs da de en es eo et eu fo fr fy ga gd gl is it se la lv lb lt hu mt nl no oc pl pt ro rm sr sk sl "
    "fi sv tr"
).split()
_OTHERS = (
    "am ar hy as az bm be bn bg my zh cv prs ff ka el gu gn ha he hi id ja kn kk km ko lo mk mg ms mo mr nd ne or pap "
    "fa pa ps qu ru - sh sn si so srn sw tg ta tt te th uk ur uz vi zu"
).split()
_LANGUAGES = {
    **{tag: 0x7F - place for place, tag in enumerate(_OTHERS)},
    **{tag: 0x01 + place for place, tag in enumerate(_EUROPEAN)},
    "nb": 0x1E,
    "nn": 0x1E,
}


@dataclass(frozen=True, slots=True)
class General:
    """What a file says of itself.

    disk: its disk format code. display: `0` open subtitling, `1` teletext level 1. table: of its characters. language:
    a BCP 47 tag, where known. blocks, subtitles, groups: how many of them it has. columns, rows: of the screen. start,
    first: the timecode of the programme start and of the first subtitle.
    """

    disk: str
    display: str
    table: str
    language: str | None
    title: str
    made: date
    blocks: int
    subtitles: int
    groups: int
    columns: int
    rows: int
    start: Timecode
    first: Timecode


def title_of(name: str) -> str:
    """The title of a programme as it can stand in the block: 32 characters of code page 850."""
    return _PRINTABLE.fitted(name)[:32].strip()


def block(general: General) -> bytes:
    """The block's bytes. What is not known is left blank, as the specification has it."""
    day = general.made.strftime("%y%m%d")
    fields = (
        (_CODE_PAGE, 3),
        (general.disk, 8),
        (general.display, 1),
        (general.table, 2),
        (language_code(general.language), 2),
        (general.title, 32),  # original programme title
        ("", 32 * 5),  # original episode, translated programme and episode, translator and their address
        ("", 16),  # subtitle list reference
        (day, 6),
        (day, 6),
        ("00", 2),  # revision
        (f"{general.blocks:05}", 5),
        (f"{general.subtitles:05}", 5),
        (f"{general.groups:03}", 3),
        (f"{general.columns:02}", 2),
        (f"{general.rows:02}", 2),
        ("1", 1),  # timecodes are meant
        (digits(general.start), 8),
        (digits(general.first), 8),
        ("1", 1),  # of one disk
        ("1", 1),  # the first
        ("", 3 + 32 * 3 + 75 + 576),  # country, publisher, editor and their address; spare; the user's own
    )
    return b"".join(text.ljust(length).encode("cp850") for text, length in fields)


def language_code(tag: str | None) -> str:
    """Two hexadecimal digits; 00 for a language that is not known or has no code."""
    return f"{_LANGUAGES.get((tag or '').split('-')[0].lower(), 0):02X}"


def digits(timecode: Timecode) -> str:
    """HHMMSSFF"""
    return f"{timecode.hours:02}{timecode.minutes:02}{timecode.seconds:02}{timecode.frames or 0:02}"
