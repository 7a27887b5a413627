"""Every regular expression of the package, and texts that make a bad one slow.

A pattern is bad where its time grows faster than the text: of an alternative that may match the same characters in
many ways, or of a search that looks far ahead from every place. The texts are made from the pattern itself: what stands
before a repetition, the repeated piece many times over, and then something that lets the match fail.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
from collections import deque
from collections.abc import Callable, Iterator
from functools import _lru_cache_wrapper
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from time import process_time
from types import ModuleType
from typing import Any, NamedTuple

import regex

import transcript

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
_ONCE = ("match", "fullmatch", "search")
# What no class of letters, blanks, digits or signs has in common with the next.
_SPOILERS = ("", "\x00", "!", "\n", "a", "é1", " x")
_CHARACTERS = "aA1 \t\n.:;,-–—_'\"’()[]{}<>/\\&#=*|?!é\u00a0"
_FEW, _SOME = 20, 200  # repetitions, for what doubles with each, and what grows with their cube
_MANY = 4_000  # characters
_SLOW = 0.0015  # seconds; what grows with the text is through with so many in a tenth of it
_RATIO = 8  # of times, where one text is four times as long as the other: 4 is linear, 16 quadratic


class Found(NamedTuple):
    """A compiled pattern. where: module and name. methods: by which the package uses it."""

    where: str
    pattern: Any
    methods: tuple[str, ...]


class Slow(NamedTuple):
    """A pattern, a method and a text for which time grows faster than the text. seconds: for a quarter and all."""

    where: str
    method: str
    text: str
    seconds: tuple[float, ...]


def patterns() -> list[Found]:
    """Every pattern that stands in a module of the package, also within tuples, dicts and what is cached."""
    names = [module.name for module in pkgutil.walk_packages(transcript.__path__, "transcript.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    used = _used(modules)
    found: dict[int, Found] = {}
    for module in modules:
        for name, value in vars(module).items():
            for pattern in _within(value, module):
                users = {module.__name__} if name.startswith("_") else {other.__name__ for other in modules}
                methods = tuple(method for method in _METHODS if any((user, name, method) in used for user in users))
                methods = methods or (*_ONCE, "finditer")
                found.setdefault(id(pattern), Found(f"{module.__name__}.{name}", pattern, methods))
        for number, (text, method) in enumerate(_inline(module)):
            pattern = re.compile(text)
            found.setdefault(id(pattern), Found(f"{module.__name__}#{number}", pattern, (method,)))
    return list(found.values())


def _within(value: object, module: ModuleType, depth: int = 0) -> Iterator[Any]:
    if isinstance(value, re.Pattern | regex.Pattern):
        yield value
    elif depth > 3:
        return
    elif isinstance(value, dict):
        for inner in (*value, *value.values()):
            yield from _within(inner, module, depth + 1)
    elif isinstance(value, tuple | list | frozenset | set):
        for inner in value:
            yield from _within(inner, module, depth + 1)
    elif isinstance(value, _lru_cache_wrapper) and value.__module__ == module.__name__:
        wrapped = value.__wrapped__
        if not wrapped.__code__.co_argcount:
            yield from _within(value(), module, depth + 1)


def _used(modules: list[ModuleType]) -> set[tuple[str, str, str]]:
    """The names by which patterns are used in each module, with the method."""
    return {
        (module.__name__, node.value.id, node.attr)
        for module in modules
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


def _inline(module: ModuleType) -> Iterator[tuple[Any, str]]:
    """Patterns that are written where they are used."""
    for node in ast.walk(_tree(module)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _METHODS
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            yield node.args[0].value, node.func.attr


def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))


# ---- texts ----


def pieces(pattern: str, flags: int = 0) -> list[tuple[str, str]]:
    """For each repetition of a pattern: a text that leads up to it, and one that it repeats."""
    # What only the package regex knows is near enough to this.
    plain = re.sub(r"\\p\{Lu\}", "[A-Z]", pattern)
    plain = re.sub(
        r"\[?\\[pP]\{[^}]*\}(?:--\[[^\]]*\]\])?", lambda found: r"[\w" if found[0][0] == "[" else r"\w", plain
    )
    try:
        tree = parser.parse(plain, flags & (re.VERBOSE | re.IGNORECASE | re.DOTALL | re.MULTILINE))
    except (re.error, RecursionError, OverflowError):
        return []
    found: list[tuple[str, str]] = []
    _collect(list(tree), "", found)
    return found


def _collect(items: list[Any], before: str, found: list[tuple[str, str]]) -> str:
    """An example of what items match; the repetitions among them are put into found with all that stands before."""
    for code, argument in items:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            least, most, body = argument
            inner = _collect(list(body), before, found)[len(before) :]
            if most > 20:
                found += [(before, one) for one in {inner, *_others(list(body))} if one]
            before += inner * (least if most > 20 else max(1, least))
        elif code is codes.SUBPATTERN:
            before = _collect(list(argument[-1]), before, found)
        elif code is codes.ATOMIC_GROUP:
            before = _collect(list(argument), before, found)
        elif code is codes.BRANCH:
            first, *others = (_collect(list(branch), before, found) for branch in argument[1])
            before = first if first or not others else others[0]
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            _collect(list(argument[1]), before, found)
        else:
            before += _example(code, argument)
    return before


def _others(body: list[Any]) -> set[str]:
    """Other characters that a repeated class or choice matches."""
    if len(body) != 1:
        return set()
    code, argument = body[0]
    if code is codes.BRANCH:
        return {_collect(list(branch), "", []) for branch in argument[1]}
    if code is codes.SUBPATTERN:
        return _others(list(argument[-1]))
    if code in (codes.IN, codes.ANY, codes.NOT_LITERAL):
        return {character for character in _CHARACTERS if _matches(code, argument, character)}
    return set()


def _matches(code: Any, argument: Any, character: str) -> bool:
    if code is codes.ANY:
        return character != "\n"
    if code is codes.NOT_LITERAL:
        return character != chr(argument)
    negated = bool(argument) and argument[0][0] is codes.NEGATE
    return negated is not any(_in_class(item, character) for item in argument if item[0] is not codes.NEGATE)


def _in_class(item: Any, character: str) -> bool:
    code, argument = item
    if code is codes.LITERAL:
        return character == chr(argument)
    if code is codes.RANGE:
        return bool(argument[0] <= ord(character) <= argument[1])
    tests = {
        codes.CATEGORY_SPACE: str.isspace,
        codes.CATEGORY_DIGIT: str.isdecimal,
        codes.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
        codes.CATEGORY_NOT_SPACE: lambda one: not one.isspace(),
        codes.CATEGORY_NOT_DIGIT: lambda one: not one.isdecimal(),
        codes.CATEGORY_NOT_WORD: lambda one: not (one.isalnum() or one == "_"),
    }
    test: Callable[[str], bool] | None = tests.get(argument)
    return test is not None and test(character)


def _example(code: Any, argument: Any) -> str:
    if code is codes.LITERAL:
        return chr(argument)
    if code in (codes.IN, codes.ANY, codes.NOT_LITERAL):
        known = (character for character in _CHARACTERS if _matches(code, argument, character))
        ranged = (
            (
                chr(one[1][0] if one[0] is codes.RANGE else one[1])
                for one in argument or ()
                if one[0] in (codes.RANGE, codes.LITERAL)
            )
            if code is codes.IN
            else iter(())
        )
        return next(known, next(ranged, ""))
    return ""


class Maker(NamedTuple):
    """Makes texts of any length that may make a pattern slow."""

    before: str
    piece: str
    after: str
    binary: bool

    def text(self, times: int) -> Any:
        made = self.before + self.piece * times + self.after
        return made.encode("latin-1", "ignore") if self.binary else made


def hostile(found: Found) -> list[Maker]:
    """What may make a pattern slow."""
    pattern = found.pattern
    binary = isinstance(pattern.pattern, bytes)
    text = pattern.pattern.decode("latin-1") if binary else pattern.pattern
    repeated = pieces(text, pattern.flags)
    seeds: set[tuple[str, str, str]] = set()
    for before, piece in repeated:
        seeds |= {(before, piece, spoiler) for spoiler in _SPOILERS}
        seeds |= {("", before + piece, spoiler) for spoiler in _SPOILERS[:3]}
        seeds |= {(f"{before}x", piece, "\x00")}
        seeds |= {("", before, "")} if before else set()
    singles = {piece for _, piece in repeated}
    seeds |= {
        ("", one + other, spoiler)
        for one in singles
        for other in singles
        if len(singles) < 12
        for spoiler in ("", "\x00")
    }
    if not repeated:
        seeds |= {("", one, "\x00") for one in _CHARACTERS}
    return [Maker(*seed, binary) for seed in sorted(seeds) if seed[1]]


# ---- time ----


def slow(found: Found) -> Slow | None:
    """The first text for which a pattern's time grows faster than the text; None where there is none."""
    makers = hostile(found)
    for method in found.methods:
        for maker in makers:
            seconds = _growth(found.pattern, method, maker)
            if seconds:
                return Slow(found.where, method, repr(maker.text(_FEW))[:120], seconds)
    return None


def _growth(pattern: Any, method: str, maker: Maker) -> tuple[float, ...]:
    """The seconds for a text and one four times as long, where they grow faster than these; else nothing."""
    for times in (_FEW, _SOME, max(_FEW, _MANY // len(maker.piece))):
        text, quarter = maker.text(times), maker.text(times // 4)
        if _seconds(pattern, method, text) < _SLOW:
            continue
        # Another program may have got in the way: only the best of several counts.
        whole = min(_seconds(pattern, method, text) for _ in range(3))
        part = min(_seconds(pattern, method, quarter) for _ in range(3))
        if whole > _SLOW and whole > _RATIO * max(part, 1e-6):
            return part, whole
    return ()


def _seconds(pattern: Any, method: str, text: Any) -> float:
    if method in _ONCE:
        start = process_time()
        getattr(pattern, method)(text)
        return process_time() - start
    start = process_time()
    deque(pattern.finditer(text), maxlen=0)
    return process_time() - start


def main() -> int:
    """Print every pattern that is slow; 1 where there are any."""
    known = patterns()
    bad = [one for one in map(slow, known) if one is not None]
    for one in bad:
        times = " ".join(f"{second:.4f}" for second in one.seconds)
        sys.stdout.write(f"{one.where} {one.method}: {one.text} {times}\n")
    sys.stdout.write(f"{len(known)} patterns, {len(bad)} slow\n")
    return bool(bad)


if __name__ == "__main__":
    raise SystemExit(main())
