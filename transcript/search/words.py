"""A text's words as the index has them: cut and folded by FTS5's unicode61, whose rules SQLite itself is asked for.

Letters and digits make words (with private-use characters); everything else parts them: `don't` is two words, don and
t, and so is `well-known`. Case is folded and accents come off (`remove_diacritics 2`): `Élan`, `ÉLAN` and `elan` are
one word. SQLite leaves й, ё and ά as they are where they are one character, and ß and ﬁ. A script without spaces has
long words: 月面着陸 is one.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

TOKENIZER = "unicode61 remove_diacritics 2"
_BLOCK = 256
_SURROGATES = range(0xD800, 0xE000)


class Word(NamedTuple):
    """A folded word, and the characters start … end (end excluded) of the text it stands in."""

    text: str
    start: int
    end: int


class _Folding(dict[int, str]):
    """What each character becomes in the index: itself or its folded form, nothing for an accent, else a space.

    SQLite is asked for a block of characters when the first of them is met.
    """

    def __missing__(self, character: int) -> str:
        first = character // _BLOCK * _BLOCK
        self.update(_folded_block(range(first, min(first + _BLOCK, 0x110000))))
        return self[character]


def _folded_block(characters: range) -> dict[int, str]:
    folded = dict.fromkeys(characters, " ")
    # Half characters cannot be stored, so that they are nowhere in the index.
    asked = [character for character in characters if character not in _SURROGATES]
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(f"CREATE VIRTUAL TABLE asked USING fts5(text, content='', tokenize='{TOKENIZER}')")
        connection.execute("CREATE VIRTUAL TABLE told USING fts5vocab(asked, 'instance')")
        # One word where the character belongs to words, two where it parts them.
        rows = ((character, f"x{chr(character)}x") for character in asked)
        connection.executemany("INSERT INTO asked(rowid, text) VALUES(?, ?)", rows)
        for character, place, word in connection.execute('SELECT doc, "offset", term FROM told'):
            if place == 0 and len(word) > 1:
                folded[character] = word[1:-1]
    finally:
        connection.close()
    return folded


_FOLDING = _Folding()


def words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return text.translate(_FOLDING).split()


def placed_words(text: str) -> list[Word]:
    """The words of a text, folded, with their places, in order. An accent at the end of a word belongs to it."""
    found: list[Word] = []
    letters: list[str] = []
    start = 0
    for place, character in enumerate(text):
        folded = _FOLDING[ord(character)]
        if folded == " ":
            if letters:
                found.append(Word("".join(letters), start, place))
                letters = []
        elif letters:
            letters.append(folded)
        elif folded:
            start = place
            letters = [folded]
    if letters:
        found.append(Word("".join(letters), start, len(text)))
    return found
