"""Words as shells take them, and as files of data hold them."""

from __future__ import annotations

import os
import shlex


def quoted(word: str) -> str:
    """A word in a command that the user may copy into a shell, in quotes where it needs them.

    Windows has double quotes only, and paths whose backslashes need none.
    """
    if os.name != "nt":
        return shlex.quote(word)
    from subprocess import list2cmdline

    return list2cmdline([word])


def as_text(name: str) -> str:
    r"""The name of a file as text that JSON and tables can hold: bytes that are no UTF-8 are written out, as \xe9."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
