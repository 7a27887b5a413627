"""Patterns: regular expressions of the `regex` library over lines as typed, within a limit of time.

Case does not matter unless the pattern says so, `(?-i:NASA)`. A pattern is looked for in one line at a time; ^ and $
are its beginning and end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from transcript.search.deadline import TooSlow
from transcript.search.prefilter import requirements
from transcript.search.query import InvalidQuery
from transcript.search.quick import quick
from transcript.search.results import Mark

if TYPE_CHECKING:
    import regex

    from transcript.search.deadline import Deadline

_LONGEST = 1000
# No pattern worth waiting for takes so many seconds for one stretch of text (see scanning), or one long programme.
_LONGEST_CALL = 2.0
_USUAL_LINE = 1000
# What looks beyond its match, or never gives back what it took, may see other lines where many stand in one text.
_LOOKS_BEYOND = re.compile(r"\\[AZzGKXR]|\(\?(?!:|P<|[imsu]+\)|[imsu]*(?:-[ims]+)?:)|[+*?}]\+|\(\*")


class _Rows(NamedTuple):
    """A pattern that finds each row of a text once, in small letters and in any; steady: see quick."""

    small: regex.Pattern[str]
    any_case: regex.Pattern[str]
    steady: bool

    def fit(self, text: str, longest: int) -> tuple[regex.Pattern[str], str, bool]:
        """The one for a text, the text for it, and whether it needs no limit, which takes longer than a short match."""
        unlimited = self.steady and longest <= _USUAL_LINE
        if text.isascii():  # letters without accents are made small in no time
            return self.small, f"{text.lower()}\n", unlimited
        return self.any_case, f"{text}\n", unlimited


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern ready for use. looks_beyond: it must be tried on each line by itself.

    required: choices of patterns over folded words; a line in which it stands has a word for each (see prefilter).
    by_rows: its quick form, where it has one. leaps: many lines are looked through in hardly any time.
    """

    compiled: regex.Pattern[str]
    looks_beyond: bool
    required: tuple[tuple[str, ...], ...]
    by_rows: _Rows | None = None
    leaps: bool = False

    def stands_in(self, line: str, deadline: Deadline) -> bool:
        """Whether the pattern is found in a line. Raises TooSlow."""
        try:
            return self.compiled.search(line, timeout=_limit(deadline)) is not None
        except TimeoutError:
            raise _too_slow(deadline) from None

    def marks(self, line: str, deadline: Deadline) -> list[Mark]:
        """Where it stands in a line, but for places of no length. Raises TooSlow."""
        try:
            found = self.compiled.finditer(line, timeout=_limit(deadline))
            return [Mark(*match.span()) for match in found if match.end() > match.start()]
        except TimeoutError:
            raise _too_slow(deadline) from None

    def places(self, text: str, longest: int, deadline: Deadline) -> Iterator[int]:
        """For each row of a text in which it is found, a place in that row, in order.

        longest: the characters of the longest row. Raises TooSlow.
        """
        try:
            if self.by_rows is None:
                yield from self._places(text, deadline)
                return
            form, text, unlimited = self.by_rows.fit(text, longest)
            limit = _limit(deadline)
            found = form.finditer(text) if unlimited else form.finditer(text, timeout=limit)
            yield from (one.start() for one in found)
        except TimeoutError:
            raise _too_slow(deadline) from None

    def count(self, text: str, longest: int, deadline: Deadline) -> int:
        """In how many rows of a text it is found; longest as above. Raises TooSlow."""
        if self.by_rows is None:
            return sum(1 for _ in self.places(text, longest, deadline))
        form, text, unlimited = self.by_rows.fit(text, longest)
        limit = _limit(deadline)
        try:
            return len(form.findall(text) if unlimited else form.findall(text, timeout=limit))
        except TimeoutError:
            raise _too_slow(deadline) from None

    def _places(self, text: str, deadline: Deadline) -> Iterator[int]:
        start, end = 0, -1  # of the row looked at last: its first character, and the newline after it
        if self.looks_beyond:
            for line in text.split("\n"):
                if self.compiled.search(line, timeout=_limit(deadline)):
                    yield start
                start += len(line) + 1
            return
        while end < len(text):
            for found in self.compiled.finditer(text, end + 1, timeout=_limit(deadline)):
                at = found.start()
                if at <= end and found.end() <= end:
                    continue
                if at <= end:
                    break  # it goes on in the next row, in which another may stand: the search begins anew there
                start = text.rfind("\n", 0, at) + 1
                end = text.find("\n", at)
                end = len(text) if end < 0 else end
                if found.end() <= end:
                    yield start
                    continue
                # Does it stand in this row alone, too?
                if self.compiled.search(text[start:end], timeout=_limit(deadline)):
                    yield start
                break
            else:
                return


def compile_pattern(text: str) -> Pattern:
    """A pattern ready for use. Raises InvalidQuery, which says where it goes wrong."""
    import regex

    if not text:
        raise InvalidQuery("the pattern is empty", "give one, such as orbit(er|ing)?", 1, of="pattern")
    if len(text) > _LONGEST:
        raise InvalidQuery(
            f"a pattern of {len(text)} characters", f"use {_LONGEST} at most", _LONGEST + 1, of="pattern"
        )
    try:
        compiled = regex.compile(text, regex.IGNORECASE | regex.MULTILINE)
    except regex.error as error:
        # The stubs know neither; regex sets both.
        found, position = str(getattr(error, "msg", error)), getattr(error, "pos", None) or 0
        fix = "see the syntax of Python's regex; put \\ before a sign that is meant as itself"
        raise InvalidQuery(found, fix, position + 1, of="pattern") from None
    except (RecursionError, OverflowError, ValueError, MemoryError) as error:
        reason = str(error) or "it is too deep"
        raise InvalidQuery(f"no pattern that can be used: {reason}", "make it simpler", 1, of="pattern") from None
    required = tuple(requirements(text))
    if _LOOKS_BEYOND.search(text):
        return Pattern(compiled, looks_beyond=True, required=required)
    form = quick(text)
    if form is None:
        return Pattern(compiled, looks_beyond=False, required=required)
    small, any_case = (regex.compile(form.pattern, regex.MULTILINE | case) for case in (0, regex.IGNORECASE))
    by_rows = _Rows(small, any_case, form.steady)
    return Pattern(compiled, looks_beyond=False, required=required, by_rows=by_rows, leaps=form.at_letter)


def words_with(known: Iterable[str], choice: Iterable[str], deadline: Deadline) -> list[str]:
    """The words among those known that hold one of a choice of patterns, in which ^ and $ may stand at either end."""
    import regex

    # Each word stands between newlines, which are found much faster than ^ and $.
    ends = (("\\n" if one.startswith("^") else "", one.removeprefix("^").removesuffix("$"), one) for one in choice)
    wanted = regex.compile(
        "|".join(f"{begin}(?:{one})" + ("\\n" if end.endswith("$") else "") for begin, one, end in ends)
    )
    text = "\n".join(["", *known, ""])
    found: list[str] = []
    at = 0
    try:
        while match := wanted.search(text, at, timeout=_limit(deadline)):
            inside = match.start() + (text[match.start()] == "\n")
            start, end = text.rfind("\n", 0, inside) + 1, text.find("\n", inside)
            found.append(text[start:end])
            at = end
    except TimeoutError:
        raise _too_slow(deadline) from None
    return found


def _limit(deadline: Deadline) -> float:
    """Seconds that one call of `regex` may take."""
    return min(deadline.left(), _LONGEST_CALL)


def _too_slow(deadline: Deadline) -> TooSlow:
    """What to raise where a call ran into its limit: that of the whole search, if no time is left for it."""
    deadline.left()
    return TooSlow(
        f"the pattern takes longer than {_LONGEST_CALL:g} s for a small part of the archive",
        "make it simpler: a repeat within a repeat, such as (a*)*, can be tried in too many ways",
    )
