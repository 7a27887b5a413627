"""Letters that are one character and several when case is folded: ß is ss, ﬁ is fi, և is եւ.

The index has them as they are typed (SQLite folds a letter to one letter), so that a word is looked for in each way in
which it may be written.
"""

from __future__ import annotations

from functools import cache

from transcript.search.words import words

# Where Unicode's CaseFolding.txt has them (status F): Latin, Armenian, and both as ligatures for print. What it has
# besides are letters with accents.
_PLACES = (0x00DF, 0x0587, *range(0xFB00, 0xFB18))
# So many ways are tried at most, and of words up to so many letters.
_MOST_WAYS, _LONGEST = 100, 100


@cache
def _joined() -> dict[str, str]:
    """Each such character, as the index has it, and its letters."""
    return {words(chr(code))[0]: chr(code).casefold() for code in _PLACES if len(chr(code).casefold()) > 1}


def ways(word: str, *, prefix: bool = False) -> tuple[str, ...]:
    """The other ways in which a folded word may be written: grosse for große, große for grosse.

    prefix: it is the beginning of words: of gros, which begins große, groß is another way.
    """
    joined = _joined()
    apart = "".join(joined.get(letter, letter) for letter in word) if not word.isascii() else word
    if len(apart) > _LONGEST or not (any(letters in apart for letters in joined.values()) or prefix or apart != word):
        return ()
    # What the first so many letters may be written as.
    begun = [[""]]
    for end in range(1, len(apart) + 1):
        found = [way + apart[end - 1] for way in begun[-1]]
        for character, letters in joined.items():
            if apart.endswith(letters, 0, end):
                found += [way + character for way in begun[end - len(letters)]]
        begun.append(found[:_MOST_WAYS])
    if prefix:
        for at, some in enumerate(begun[:-1]):
            further = [
                one for one, letters in joined.items() if letters.startswith(apart[at:]) and letters != apart[at:]
            ]
            begun[-1] += [way + one for one in further for way in some]
    return tuple(way for way in begun[-1][:_MOST_WAYS] if way != word)
