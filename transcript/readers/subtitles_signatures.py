"""Which kind of subtitles a file holds, told by how it begins."""

from __future__ import annotations

import codecs
import re

WEBVTT = "WebVTT subtitles"
ASS = "SubStation Alpha subtitles"
TTML = "TTML subtitles"
SBV = "SBV subtitles"
SRT = "SRT subtitles"

_HEAD = 16_384
_ENOUGH = 2
_VTT = re.compile(r"WEBVTT(?=[ \t\r\n]|$)")
# Possessive: what came before the mark is not tried over again in files that are nothing but blanks.
_ASS = re.compile(r"(?:\s|[;!][^\n]*\n)*+\[Script Info\]", re.IGNORECASE)
_TTML = re.compile(r"(?:\s|<!--.*?-->|<\?[^>]*\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+<(?:[\w.-]+:)?tt[\s>]", re.DOTALL)
_SBV = re.compile(r"^[ \t]*\d{1,3}:\d\d:\d\d\.\d{3},\d{1,3}:\d\d:\d\d\.\d{3}[ \t]*$", re.MULTILINE | re.ASCII)
_TIME = r"-?\d{1,9}(?: ?[:.,] ?\d{1,9}){1,3}"
# The arrow as SubRip has it: other arrows stand in scripts too.
_SRT = re.compile(
    rf"^[ \t]*(?:\d{{1,9}}[ \t]+)?{_TIME}[ \t]*--(?:[ \t]?>|&gt;)[ \t]*{_TIME}(?:[ \t].*)?$", re.MULTILINE | re.ASCII
)
# Cues that a crawler ran together.
_RUN = re.compile(rf"(?<!\S){_TIME}[ \t]*--(?:>|&gt;)[ \t]*{_TIME}(?!\S)", re.ASCII)
_ENOUGH_RUN = 3
_BEFORE_FIRST = re.compile(r"\s*(?:\d{1,9}\s+)?", re.ASCII)


def subtitle_kind(data: bytes) -> str | None:
    """The kind of subtitles some bytes look like; None where they look like none."""
    text = _text(data[:_HEAD])
    if _VTT.match(text):
        return WEBVTT
    if _ASS.match(text):
        return ASS
    if _TTML.match(text):
        return TTML
    for kind, timing in ((SBV, _SBV), (SRT, _SRT)):
        lines = len(timing.findall(text))
        first = _BEFORE_FIRST.match(text)
        if lines >= _ENOUGH or (lines and first and timing.match(text, first.end())):
            return kind
    return SRT if len(_RUN.findall(text)) >= _ENOUGH_RUN else None


def _text(head: bytes) -> str:
    """The beginning of a file as far as its ASCII letters go; UTF-16 by its mark, or by its NULs."""
    if head.startswith(codecs.BOM_UTF8):
        text = head[3:].decode("latin-1")
    elif head.startswith(codecs.BOM_UTF16_LE) or head[1::2].count(0) * 4 > len(head):
        text = head.decode("utf-16-le", "replace")
    elif head.startswith(codecs.BOM_UTF16_BE) or head[0::2].count(0) * 4 > len(head):
        text = head.decode("utf-16-be", "replace")
    else:
        text = head.decode("latin-1")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
