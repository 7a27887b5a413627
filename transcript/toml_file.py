"""A TOML file that the user names, read with errors that say where."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path

from transcript.errors import InvalidSetting, MissingDocument


def read_toml(path: Path, what: str, form: str) -> tuple[dict[str, object], str]:
    """The table in a file, and its text. what: the file as the errors call it. form: how it is written.

    Numbers with a point are Decimals, exactly as they are typed. Raises MissingDocument where there is no
    such file and InvalidSetting, with its line, where it is no TOML.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise MissingDocument(f"there is no such {what}", "check its name", path=path) from None
    except OSError as error:
        raise InvalidSetting(f"the {what} cannot be read ({error.strerror})", "check its name", path=path) from None
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
