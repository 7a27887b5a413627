"""Every CPython on this machine that the project says it runs on."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
_PROBE = """
import json, platform, sys
import ensurepip, venv
finished = sys.version_info.releaselevel == "final"
print(json.dumps([platform.python_implementation() == "CPython" and finished, *sys.version_info[:2]]))
"""


def versions() -> tuple[str, ...]:
    """The versions of Python that pyproject.toml names, such as 3.11."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    named = (
        re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", one) for one in settings["project"]["classifiers"]
    )
    return tuple(found[1] for found in named if found)


def interpreters() -> dict[str, str]:
    """An executable for each version that is installed: the running one, those on PATH, of pyenv and of `py`."""
    wanted = versions()
    found: dict[str, str] = {}
    for executable in _candidates(wanted):
        version = _version(executable)
        if version in wanted and version not in found:
            found[version] = executable
    return dict(sorted(found.items(), key=lambda one: wanted.index(one[0])))


def _candidates(wanted: tuple[str, ...]) -> Iterator[str]:
    yield sys.executable
    for name in (*(f"python{version}" for version in wanted), "python3", "python"):
        executable = shutil.which(name)
        if executable:
            yield executable
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser() / "versions"
    for version in wanted:
        yield from map(str, sorted(pyenv.glob(f"{version}.*/bin/python"), reverse=True))
    launcher = shutil.which("py")
    if launcher:
        told = subprocess.run([launcher, "-0p"], capture_output=True, text=True, check=False, timeout=30).stdout
        yield from re.findall(r"\s(\S:\\.+\.exe)\s*$", told, re.MULTILINE)


def _version(executable: str) -> str | None:
    """The version of a finished CPython that can make virtual environments, such as 3.12."""
    try:
        told = subprocess.run([executable, "-c", _PROBE], capture_output=True, text=True, check=True, timeout=30)
        fits, major, minor = json.loads(told.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return f"{major}.{minor}" if fits else None
