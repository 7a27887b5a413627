r"""Which lines a query may be found in, asked of whole columns: by the regular expressions that Arrow has, RE2's.

No line is lost: each letter of a word stands for every character that is folded to it, with accents and without, small
and capital, and a few lines more than the query holds for are let through, which are then looked at word by word. Of
lines in letters without accents just those are let through that are meant: most need no second look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache, reduce
from typing import TYPE_CHECKING

from transcript.extra import needed
from transcript.search.folding import fold
from transcript.search.query import Near, Node, Or, Phrase, Slot, leaves
from transcript.search.widening import all_ways

if TYPE_CHECKING:
    import pyarrow as pa

WORD_CHARACTERS = "0-9A-Za-zÀ-ÖØ-öø-ȠΑ-ΡΣ-ώЀ-ҁא-תء-غف-يぁ-ゔァ-ヺ一-龥가-힣"
"""Characters that words are made of, as a class of a pattern; there are more. None of them parts words."""
_APART = f"[^{WORD_CHARACTERS}]"
_BEGIN, _BETWEEN, _END = f"(?:^|{_APART})", f"{_APART}+", f"(?:{_APART}|$)"
_LAST = f"{_APART}*$"
ACCENTS = r"[\x{300}-\x{331}]*"
"""A pattern for accents that stand after their letter, all that come off words."""
# What may follow in a word: of ASCII only letters and figures.
_REST = r"[^\x00-/:-@\[-`{-\x7F]*"
# Where characters are folded to others: not among those of Chinese and Korean, nor beyond these.
_LAST_FOLDED = 0x20000
_NEVER_FOLDED = (range(0x3400, 0xA000), range(0xAC00, 0xE000))
# Of longer words and phrases the beginning will do.
_LETTERS, _WORDS = 24, 8


@cache
def _folded() -> dict[str, list[str]]:
    """The characters that are folded to a text, but for those that stay as they are."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code in range(_LAST_FOLDED):
        if not any(code in some for some in _NEVER_FOLDED):
            character = chr(code)
            folded = fold(character)
            if folded != character:
                found[folded].append(character)
    return dict(found)


@lru_cache(maxsize=1000)
def letter(folded: str) -> str:
    """A pattern for every character that may stand in a line where a word has this one, with the accents after it."""
    bare = fold(folded)
    alike = {folded, *_folded().get(bare, ())} if bare else {folded}
    codes = sorted({ord(one) for one in alike} | ({ord(bare)} if len(bare) == 1 else set()))
    return "[" + "".join(f"\\x{{{code:X}}}" for code in codes) + "]" + ACCENTS


def _word(word: str) -> str:
    return "".join(map(letter, word[:_LETTERS])) + (_REST if len(word) > _LETTERS else "")


def _any_of(slot: Slot) -> str:
    return f"(?:{'|'.join(dict.fromkeys(map(_word, [*slot.words, *all_ways(slot)])))})"


def pattern(phrase: Phrase) -> str:
    """A pattern for lines in which a phrase stands."""
    said = _BEGIN + _BETWEEN.join(map(_any_of, phrase.slots[:_WORDS]))
    return said if phrase.slots[-1].prefix or len(phrase.slots) > _WORDS else said + _END


def cut_pattern(phrase: Phrase) -> str:
    """A pattern for lines at whose end a phrase begins that goes on in the next cue."""
    slots = phrase.slots[: min(len(phrase.slots) - 1, _WORDS)]
    further = "" if len(phrase.slots) - 1 > _WORDS else _LAST
    for slot in reversed(slots[1:]):
        further = f"(?:{_LAST}|{_BETWEEN}{_any_of(slot)}{further})"
    return f"{_BEGIN}{_any_of(slots[0])}{further}"


def is_exact(node: Node) -> bool:
    """Whether of lines in ASCII just those are let through for which the query holds."""
    return all(isinstance(leaf, Phrase) and _is_exact(leaf) for leaf, _ in leaves(node))


def _is_exact(phrase: Phrase) -> bool:
    words = [word for slot in phrase.slots for word in slot.words]
    return len(phrase.slots) <= _WORDS and all(word.isascii() and len(word) <= _LETTERS for word in words)


def may_hold(node: Node, lines: pa.Array) -> pa.BooleanArray:
    """For each of some lines whether the query may hold for it by itself, phrases over cuts apart."""
    compute = needed("pyarrow.compute")
    if isinstance(node, Phrase):
        return compute.match_substring_regex(lines, pattern(node))
    if isinstance(node, Near):
        return _all_hold(sorted(node.phrases, key=_weight, reverse=True), lines)
    if isinstance(node, Or):
        return reduce(compute.or_, (may_hold(part, lines) for part in node.parts))
    found = _all_hold(sorted(node.parts, key=_weight, reverse=True), lines)
    for part in filter(is_exact, node.unwanted):
        some = lines.filter(found)
        without = compute.and_(may_hold(part, some), compute.string_is_ascii(some))
        found = compute.replace_with_mask(found, found, compute.invert(without))
    return found


def _all_hold(nodes: Sequence[Node], lines: pa.Array) -> pa.BooleanArray:
    compute = needed("pyarrow.compute")
    found = may_hold(nodes[0], lines)
    for node in nodes[1:]:
        found = compute.replace_with_mask(found, found, may_hold(node, lines.filter(found)))
    return found


def _weight(node: Node) -> int:
    """How much a part of a query narrows, as far as its length tells: long words are rare."""
    if isinstance(node, Phrase):
        return sum(min(map(len, slot.words)) for slot in node.slots)
    if isinstance(node, Or):
        return min(map(_weight, node.parts))
    return max(map(_weight, node.phrases if isinstance(node, Near) else node.parts))
