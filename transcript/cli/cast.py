"""Who is who: `--alias A=B` and cast files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcript.errors import InvalidSetting
from transcript.toml_file import line_of, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_FORM = 'write [cast] and below it lines such as NATALIYA = ["NATASHA", "NATALYA"]'


def read_alias(text: str) -> tuple[str, str]:
    """A spelling and the name it stands for, from `NATASHA=NATALIYA`. Raises InvalidSetting."""
    spelling, equals, name = (part.strip() for part in text.partition("="))
    if not (spelling and equals and name):
        raise InvalidSetting(f"no alias: {text!r}", "write it as SPELLING=NAME, such as NATASHA=NATALIYA")
    return spelling, name


def read_cast(path: Path) -> tuple[tuple[str, str], ...]:
    """The pairs of spelling and name in a cast file: a TOML table `[cast]` of `NAME = ["SPELLING", ...]`.

    A name that has no other spelling, `NAME = []`, is its own.
    Raises MissingDocument where there is no such file and InvalidSetting, with its line, where it says something else.
    """
    table, text = read_toml(path, "cast file", _FORM)
    return tuple(_pairs(table, text, path))


def merged(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Each pair once. Raises InvalidSetting where one spelling stands for two names."""
    names: dict[str, str] = {}
    for spelling, name in pairs:
        if names.setdefault(spelling, name) != name:
            raise InvalidSetting(f"{spelling} stands for both {names[spelling]} and {name}", "leave one of them out")
    return tuple(names.items())


def _pairs(table: dict[str, object], text: str, path: Path) -> Iterable[tuple[str, str]]:
    cast = table.pop("cast", None)
    if not isinstance(cast, dict):
        raise InvalidSetting("the cast file has no table [cast]", _FORM, path=path)
    if table:
        extra = next(iter(table))
        raise InvalidSetting(
            f"a cast file holds [cast] only, not {extra!r}", _FORM, path=path, line=line_of(extra, text)
        )
    for name, spellings in cast.items():
        if isinstance(spellings, dict):
            found = f"the name that begins with {name} has a dot and needs quotes"
            raise InvalidSetting(found, 'such as "J. F. KENNEDY" = ["JFK"]', path=path, line=line_of(name, text))
        if not (isinstance(spellings, list) and all(isinstance(spelling, str) for spelling in spellings)):
            found = f"{name} needs a list of spellings"
            raise InvalidSetting(found, f'such as {name} = ["SPELLING"]', path=path, line=line_of(name, text))
        if not (name.strip() and all(spelling.strip() for spelling in spellings)):
            found = f"a spelling of {name} is empty" if name.strip() else "a name is empty"
            raise InvalidSetting(found, _FORM, path=path, line=line_of(name, text))
        yield from ((spelling, name) for spelling in spellings or [name])
