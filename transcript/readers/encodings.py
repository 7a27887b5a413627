"""Bytes -> text: which encoding a text file is in, and no text at all rather than a wrong one.

UTF-8 and byte order marks are certain. The one-byte encodings of older files are not: every byte means something in
each of them, so they are told apart by how the text reads.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from transcript.errors import InvalidSetting, UnreadableDocument

if TYPE_CHECKING:
    import regex

# The UTF-32 mark begins with the UTF-16 one and is tried first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WAY_OUT = "name its encoding with --encoding, or save it as UTF-8"
# With fewer accented letters than this, in all and among all bytes, statistics say nothing about the language.
_ENOUGH_ACCENTS = 40
_ENOUGH_AMONG_BYTES = 0.02


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of a file and the name of the encoding it was read with; a byte order mark is taken off.

    encoding: the one to use whatever the bytes look like. Raises UnreadableDocument where the bytes are no text in it
    or in any encoding that can be told, InvalidSetting where there is no such encoding.
    """
    if encoding is not None:
        return _decode_as(data, encoding), encoding
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, mark, name), name
    if b"\0" in data:
        return _decode_wide(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _decode_old(data, error)


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        raise InvalidSetting(
            f"no encoding is called {encoding!r}", "use a name such as utf-8, cp1252 or mac_roman"
        ) from None
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, encoding) from None
    except UnicodeError:
        raise UnreadableDocument(f"this is no {encoding} text", "try another --encoding, or none") from None


def _decode_marked(data: bytes, mark: bytes, encoding: str) -> str:
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, encoding, skipped=len(mark)) from None


def _undecodable(data: bytes, error: UnicodeDecodeError, encoding: str, skipped: int = 0) -> UnreadableDocument:
    """The refusal of bytes that are no text in an encoding, at the line of the first such byte."""
    place = skipped + error.start
    line = _line(data[skipped:place].decode(encoding, "replace"))
    return UnreadableDocument(f"byte {data[place]:#04x} at offset {place} is no {encoding}", _WAY_OUT, line=line)


def _line(before: str) -> int:
    return before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def _decode_wide(data: bytes) -> tuple[str, str]:
    """Text with NUL bytes: UTF-16 without a mark, where letters, spaces and line ends have their NULs on one side."""
    low, high = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if high > low else "utf-16-be"
    evident = len(data) % 2 == 0 and min(low, high) * 20 < max(low, high)
    text = _text(data, encoding) if evident else None
    if text is not None:
        return text, encoding
    first = data.index(0)
    raise UnreadableDocument(
        f"this looks like a binary file (a NUL byte at offset {first})",
        "if it holds a script, save that as .docx, .pdf, .odt, .rtf or plain text",
        line=_line(data[:first].decode("latin-1")),
    )


def _decode_old(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """Text that is no UTF-8: in the encoding in which it reads most like writing."""
    lines = b"\n".join(line for line in data.replace(b"\r", b"\n").split(b"\n") if not line.isascii())
    mended = lines.decode("utf-8", "replace")
    wrong = mended.count("\ufffd")
    right = sum(1 for character in mended if character > "\x7f") - wrong
    if right > wrong:
        # Sequences of several bytes do not come about by chance: this is UTF-8 with a slip, and read in any other
        # encoding all of its quotes and accents would turn to rubbish.
        raise _undecodable(data, error, "utf-8")
    readings = [reading for name in ("cp1252", "mac_roman") if (reading := _reading(lines, name))]
    guess = _guess(lines)
    if guess is not None and (reading := _reading(lines, guess)):
        telling = reading.accents >= max(_ENOUGH_ACCENTS, len(data) * _ENOUGH_AMONG_BYTES)
        readings.insert(0 if telling else len(readings), reading)
    if not readings:
        raise _undecodable(data, error, "utf-8")
    best = max(readings, key=lambda reading: reading.score)
    # Where cp1252 gives the same text, it is called that: the letters of other encodings are none that stand here.
    named = next((other for other in readings if other.text == best.text and other.encoding == "cp1252"), best)
    text = _text(data, named.encoding)
    if text is None:
        raise _undecodable(data, error, "utf-8")
    return text, named.encoding


class _Reading(NamedTuple):
    """Lines read in one encoding. score: how much they read like writing. accents: letters beyond A to Z."""

    text: str
    encoding: str
    score: int
    accents: int


def _reading(data: bytes, encoding: str) -> _Reading | None:
    text = _text(data, encoding)
    if text is None:
        return None
    patterns = _patterns()
    score = len(patterns.likely.findall(text)) - len(patterns.strange.findall(text))
    accents = sum(1 for character in text if character > "\x7f" and character.isalpha())
    return _Reading(text, encoding, score, accents)


def _text(data: bytes, encoding: str) -> str | None:
    """The bytes as text, None where they are none or hold control characters that no text has."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _patterns().control.search(text) else text


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return None if best is None else best.encoding


class _Patterns(NamedTuple):
    """What tells text from other bytes, and one reading of it from another."""

    control: regex.Pattern[str]
    likely: regex.Pattern[str]
    strange: regex.Pattern[str]


@cache
def _patterns() -> _Patterns:
    import regex

    flags = regex.VERBOSE | regex.VERSION1
    return _Patterns(
        # Word processors leave some controls in text (cell ends, field marks), but not these.
        control=regex.compile(r"[\x00-\x06\x0e-\x12\x16-\x1b\x7f-\x84\x86-\x9f\p{Cn}\p{Co}\ufffd]", flags),
        likely=regex.compile(
            r"""
              (?<=\p{L})’(?=\p{L})                                # didn’t
            | (?<![^\s(\[])[“‘«„¿¡](?=\s?\p{L})                   # “We
            | (?<=[\p{L}.,!?…])\s?[”’»](?![\p{L}\p{N}])           # gone.”
            | (?<=\s)[–—](?=\s)                                   # word – word
            """,
            flags,
        ),
        strange=regex.compile(
            r"""
              (?<=\p{Ll})[\p{Lu}--[A-Z]]                          # didnÕt
            | [\p{Latin}--[A-Za-z]]{3,}                           # another alphabet read as accented Latin letters
            | (?<=\p{Latin})[\p{Greek}\p{Cyrillic}]               # two alphabets in one word
            | [\p{Greek}\p{Cyrillic}](?=\p{Latin})
            | (?<=\p{L})[\p{S}“„«»”‚†‡•¶§¿¡](?=\p{L})             # a sign inside a word
            | [ƒˆ˜˘˙˚˝˛ˇ◊∂∆∑∏∫√∞≈≠≤≥]                             # signs nobody types in a script
            """,
            flags,
        ),
    )
