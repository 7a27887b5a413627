"""Text that every text format can carry, and how a change to it is reported."""

from __future__ import annotations

import re

from transcript.model import Problem, Severity, Span

# Code points that are no characters: Unicode keeps them out of interchange, ffmpeg drops a subtitle that holds one.
_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
# Control characters and line separators: readers break lines at more of them than writers think of.
_CONTROLS = "\x00-\x1f\x7f-\x9f\u2028\u2029"
_SURROGATES = "\ud800-\udfff"

_UNSAFE = re.compile(f"[{_CONTROLS}{_SURROGATES}{_NO_CHARACTERS}]")
_REPLACED = re.compile(f"[{_SURROGATES}{_NO_CHARACTERS}]")
_SURROGATE = re.compile(f"[{_SURROGATES}]")
_SHOWN = 80


def _safe(found: re.Match[str]) -> str:
    if _REPLACED.match(found[0]):
        return "\ufffd"
    return " " if found[0].isspace() else ""


def clean(line: str) -> str:
    """`line` as one line of characters that UTF-8 and every reader can carry, without blanks around it.

    Tabs, line breaks and separators become a space, other control characters go; lone surrogates and code points that
    are no characters become U+FFFD.
    """
    return _UNSAFE.sub(_safe, line).strip()


def encodable(text: str) -> str:
    """`text` with each lone surrogate, which no UTF-8 file can hold, as U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def with_single_blanks(name: str) -> str:
    """A name as readers of markup understand it, who fold its blanks."""
    return re.sub(" {2,}", " ", name)


def text_changed(before: str, after: str, span: Span, form: str) -> Problem:
    """The problem that says `before` could not stand in a file of format `form` and is written as `after`."""
    return Problem(
        "text-changed-for-format",
        Severity.WARNING,
        f"{shown(before)} cannot stand in {form} and is written as {shown(after)}",
        span,
        "correct the script if the characters are not meant",
    )


def shown(text: str) -> str:
    """`text` for a message: in quotation marks, invisible characters by their code, cut where it is long."""
    return repr(text) if len(text) <= _SHOWN else repr(text[: _SHOWN - 1]) + "…"
