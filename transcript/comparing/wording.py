"""Words as they are compared, and which of them differ."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

import regex

from transcript.comparing.changes import Change, Kind
from transcript.model import Cue

# Writing without blanks between words is compared by its characters.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_HEARD = regex.compile(rf"[{_UNSPACED}]\p{{M}}*|(?:(?![{_UNSPACED}])[\p{{L}}\p{{N}}\p{{M}}])+")
_TYPED = regex.compile(rf"(?:[{_UNSPACED}]\p{{M}}*|[^\s{_UNSPACED}]+)\s*")
_INAUDIBLE = regex.compile(r"['’ʼ\p{Cf}]")


class Mark(Enum):
    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


class Piece(NamedTuple):
    """Words that follow one another and share a fate, as typed."""

    mark: Mark
    text: str


def heard(line: str) -> tuple[str, ...]:
    """The words of a line without capitals, punctuation and apostrophes; never none, so that every cue has a word."""
    folded = _INAUDIBLE.sub("", unicodedata.normalize("NFKC", line).casefold())
    return tuple(_HEARD.findall(folded)) or (" ".join(line.split()),)


def typed(cues: Iterable[Cue]) -> str:
    """What stands in cues, one after the other, with single blanks."""
    return " ".join(" ".join(cue.line for cue in cues).split())


def wording(change: Change) -> tuple[Piece, ...]:
    """The words of a change, those that were deleted before those that were inserted for them.

    Where other words are said too, and one version is typed in capitals and the other is not, these make no difference.
    """
    old, new = typed(change.old), typed(change.new)
    if not old or not new:
        text, mark = (new, Mark.INSERTED) if new else (old, Mark.DELETED)
        return (Piece(mark, text),) if text else ()
    fold = Kind.RETYPED not in change.kinds and in_capitals(old) != in_capitals(new)
    return _pieces(_words(old), _words(new), fold=fold)


def in_capitals(text: str) -> bool:
    """Whether a text is typed in capitals, but for a letter here and there: THE 1850s."""
    return sum(map(str.isupper, text)) > 2 * sum(map(str.islower, text))


def _words(text: str) -> list[str]:
    """Words with the blank that stands behind them."""
    return _TYPED.findall(text)


def _pieces(old: Sequence[str], new: Sequence[str], *, fold: bool) -> tuple[Piece, ...]:
    from rapidfuzz.distance import Indel

    def keys(words: Iterable[str]) -> list[str]:
        return [word.strip().casefold() if fold else word.strip() for word in words]

    pieces: list[Piece] = []
    deleted: list[str] = []
    inserted: list[str] = []

    def settle() -> None:
        for mark, words in ((Mark.DELETED, deleted), (Mark.INSERTED, inserted)):
            if words:
                pieces.append(Piece(mark, "".join(words)))
                words.clear()

    for step in Indel.opcodes(keys(old), keys(new)):
        if step.tag == "equal":
            settle()
            pieces.append(Piece(Mark.SAME, "".join(new[step.dest_start : step.dest_end])))
        else:
            deleted += old[step.src_start : step.src_end]
            inserted += new[step.dest_start : step.dest_end]
    settle()
    return tuple(pieces)
