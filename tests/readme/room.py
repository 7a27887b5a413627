"""A folder with everything that the README's commands name, and commands run in it as a user would."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

from tests.readme.blocks import PROJECT, README, Kind, blocks, kind

FORMS = PROJECT / "samples" / "forms"

MOON = """\
10.02.20  NARRATOR:  HE NEVER SAW IT.
10.02.27  KOROLEV:  My dream was the moon.
10.02.31  NARRATOR:  TWO YEARS LATER OTHERS STOOD ON IT.
"""
RECUT = """\
TITLE: FINAL CUT
FCM: NON-DROP FRAME
001  AX       V     C        10:00:00:00 10:04:00:00 01:00:00:00 01:04:00:00
002  AX       V     C        10:05:00:00 10:20:00:00 01:04:00:00 01:19:00:00
"""


class Ran(NamedTuple):
    """What a command printed, first on standard output and then on standard error, and its exit code."""

    stdout: str
    stderr: str
    code: int


class Room:
    """The folder; `run` runs one line of shell in it, where `transcript` is this checkout's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "room"
        self._programs = folder / "programs"
        self._programs.mkdir()
        program = self._programs / "transcript"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m transcript "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        self._furnish()

    def _furnish(self) -> None:
        shutil.copytree(PROJECT / "samples", self.folder / "samples")
        script = (FORMS / "atlantic-cable.docx").read_bytes()
        sample = (PROJECT / "samples" / "atlantic-cable.txt").read_bytes()
        self._place("film.docx", script)
        self._place("film.v1.docx", _reworded(script))
        self._place("film.v2.docx", script)
        self._place("film.txt", sample)
        self._place("mnt/archive/cable.txt", sample)
        self._place("scripts/cable.txt", sample)
        self._place("films/moon.txt", MOON.encode())
        self._place("final-cut.edl", RECUT.encode())
        self._place("film.mp4", b"")
        for block in blocks(README.read_text(encoding="utf-8")):
            if kind(block) is Kind.RULES:
                self._place(block.text.splitlines()[0].removeprefix("# "), block.text.encode())
        made = self.run("transcript convert film.txt --to json")
        assert made.code == 0, made.stderr

    def _place(self, name: str, content: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def run(self, line: str) -> Ran:
        """Run a line of shell. What it would look for in /mnt is in the folder."""
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", re.sub(r"(?<=\s)/mnt/", "mnt/", line)],
            cwd=self.folder,
            env={
                **os.environ,
                "PATH": f"{self._programs}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(PROJECT),
                "COLUMNS": "200",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        return Ran(done.stdout, done.stderr, done.returncode)


def _reworded(docx: bytes) -> bytes:
    """A Word document in which one word reads differently."""
    with zipfile.ZipFile(io.BytesIO(docx)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    text = parts["word/document.xml"]
    parts["word/document.xml"] = text.replace(b"garden hose", b"garden pipe", 1)
    assert parts["word/document.xml"] != text
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()
