"""Markup in the text of subtitles: taken off, voices kept as speakers.

Only what is known for markup is taken off. `<unclear>` or `5 < 6` was typed by somebody, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transcript.readers.subtitles import Caption

_TAG = re.compile(
    r"""
      <(?P<end>/?)(?P<name>v|c|i|b|u|s|ruby|rt|lang|font|span|br|p|div|em|strong)
       (?:\.[^\s<>]*+)?                         # classes: <c.yellow>
       (?P<annotation>[\s/][^<>]*+)?>
    | <\d[\d:.]*>                               # when a word is lit: <00:00:01.500>
    | \{\\[^{}]*\}                              # overrides of Advanced SubStation in SRT: {\an8}
    | \{[ybius]:[^{}]*\}                        # MicroDVD: {y:i}
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


class Voice(NamedTuple):
    """What one voice says in a cue: its lines joined by newlines. speaker: empty where nobody is named."""

    speaker: str
    text: str


def captions(
    number: int, start: str, end: str, lines: Sequence[str], beside: str = "", numbers: Sequence[int] | None = None
) -> Iterator[Caption]:
    """The voices of a cue. number: the line of its timing; lines: those below it, with their markup; beside: text that
    stands behind its times; numbers: of these lines, where they do not follow that of the timing.
    """
    marked = "\n".join([beside, *lines] if beside else lines)
    said = voices(marked)
    numbered = zip(range(number + 1, number + 1 + len(lines)) if numbers is None else numbers, lines, strict=True)
    last = max((place for place, line in numbered if line.strip() and place > number), default=0)
    for place, voice in enumerate(said):
        whole = _without_markup(marked) if len(said) > 1 and not place else ""
        yield Caption(number, start, end, voice.text, voice.speaker, last, whole)


def voices(marked: str) -> list[Voice]:
    """The voices of a cue's marked-up text, in order, at least one; a cue without text has one that says nothing."""
    if "<" not in marked and "{" not in marked:
        return [Voice("", tidy(unescaped(marked)))]
    said: list[Voice] = []
    speaker, text, place = "", "", 0
    for tag in _TAG.finditer(marked):
        text += marked[place : tag.start()]
        place = tag.end()
        name = (tag["name"] or "").lower()
        if name == "br":
            text += "\n"
        elif name == "v":
            said.append(Voice(speaker, tidy(unescaped(text))))
            speaker, text = "" if tag["end"] else " ".join(unescaped(tag["annotation"] or "").split()), ""
    said.append(Voice(speaker, tidy(unescaped(text + marked[place:]))))
    return [voice for voice in said if voice.text] or said[:1]


def _without_markup(marked: str) -> str:
    """The words of a cue, its lines as they stand."""
    return tidy(unescaped(_TAG.sub(lambda tag: "\n" if (tag["name"] or "").lower() == "br" else "", marked)))


def unescaped(text: str) -> str:
    """Character references resolved, as HTML names them; one of thousands of digits stands for nothing and stays."""
    if "&" not in text:
        return text
    from html import unescape

    try:
        return unescape(text)
    except ValueError:
        return text


def tidy(text: str) -> str:
    """Lines without blanks at their ends, blank ones left out; marks of encoding and of wrapping dropped."""
    lines = (line.strip() for line in text.replace("\ufeff", "").replace("\u00ad", "").split("\n"))
    return "\n".join(line for line in lines if line)
