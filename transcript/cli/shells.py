"""Words as shells take them, and as files of data hold them."""

from __future__ import annotations

import os
import shlex

# Characters that a terminal obeys: C0, DEL and C1.
_CONTROL = (*range(0x20), *range(0x7F, 0xA0))
_SHOWN = {code: chr(code).encode("unicode_escape").decode() for code in _CONTROL}
_TYPED = {code: "".join(f"\\{byte:03o}" for byte in chr(code).encode()) for code in _CONTROL}


def quoted(word: str) -> str:
    r"""A word in a command that the user may copy into a shell, in quotes where it needs them.

    What a terminal would obey is written out, as $'\033' (POSIX.1-2024, dollar-single-quotes). Windows has double
    quotes only, paths whose backslashes need none, and no such characters in names.
    """
    if os.name != "nt":
        typed = word.replace("\\", "\\\\").replace("'", "\\'").translate(_TYPED)
        return f"$'{typed}'" if printable(word) != word else shlex.quote(word)
    from subprocess import list2cmdline

    return list2cmdline([word])


def file_argument(name: str) -> str:
    """The name of a file in such a command: one that begins as an option does is no option."""
    return quoted(os.path.join(os.curdir, name) if name.startswith("-") else name)  # noqa: PTH118 - Path drops the "."


def printable(text: str) -> str:
    r"""A text as it may be printed in a line: what a terminal would obey is written out, as \x1b."""
    return text.translate(_SHOWN)


def as_text(name: str) -> str:
    r"""The name of a file as text that JSON and tables can hold: bytes that are no UTF-8 are written out, as \xe9."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
