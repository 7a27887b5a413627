"""A TOML file that the user names, read with errors that say where."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path

from transcript.errors import InvalidSetting, MissingDocument

_LARGEST = 2 * 1024**2  # bytes; thousands of corrections take a tenth of it
# The time that tomllib takes for a name such as a.b.c grows with the square of its parts.
_DEEP = re.compile(rb"(?>[\w\"'-]{1,80}[ \t]{0,80}\.[ \t]{0,80}){100}")


def read_toml(path: Path, what: str, form: str) -> tuple[dict[str, object], str]:
    """The table in a file, and its text. what: the file as the errors call it. form: how it is written.

    Numbers with a point are Decimals, exactly as they are typed. Raises MissingDocument where there is no
    such file and InvalidSetting, with its line, where it is no TOML.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise MissingDocument(f"there is no such {what}", "check its name", path=path) from None
    except OSError as error:
        raise InvalidSetting(f"the {what} cannot be read ({error.strerror})", "check its name", path=path) from None
    if len(data) > _LARGEST:
        found = f"the {what} has more than {_LARGEST // 1024**2} MB"
        raise InvalidSetting(found, "name one that people have written", path=path)
    if deep := _DEEP.search(data):
        line = data.count(b"\n", 0, deep.start()) + 1
        raise InvalidSetting(f"the {what} has a name of too many parts", form, path=path, line=line)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidSetting(f"the {what} is no UTF-8", "save it as UTF-8", path=path, line=line) from None
    return _table(text, path, what, form), text


def _table(text: str, path: Path, what: str, form: str) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(text, parse_float=_decimal)
    except (ValueError, RecursionError) as error:  # figures of thousands of digits, brackets in thousands of brackets
        found = re.fullmatch(r"(.*?) \((?:at line (\d+), column \d+|at end of document)\)", str(error), re.DOTALL)
        reason = (found[1] if found else str(error)).lower()
        at_end = text.rstrip("\n").count("\n") + 1 if found else None
        line = int(found[2]) if found and found[2] else at_end
        raise InvalidSetting(f"the {what} is no TOML ({reason})", form, path=path, line=line) from None


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent of twenty digits
        return Decimal("NaN")


def line_of(key: str, text: str) -> int | None:
    """The first line of a file's text that begins with a key or a table of that name."""
    quoted, bare = rf"""["']{re.escape(key)}["']""", rf"{re.escape(key)}\b"
    opening = re.compile(rf"\s*\[*\s*(?:{quoted}|{bare})" if key.strip() else rf"\s*{quoted}")
    return next((number for number, line in enumerate(text.splitlines(), 1) if opening.match(line)), None)
