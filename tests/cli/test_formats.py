"""transcript formats: what can be read, in which layouts, and what is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.cli.conftest import Run
from transcript.exporters import FORMATS
from transcript.parser import LAYOUTS
from transcript.readers.catalogue import readable


def sections(text: str) -> dict[str, list[str]]:
    """The lines under each heading, the row of column names left out."""
    return {block.splitlines()[0].split()[0]: block.splitlines()[2:] for block in text.split("\n\n")}


def test_every_reader_layout_and_format_has_its_line(run: Run) -> None:
    result = run("formats")
    assert (result.exit_code, result.stderr) == (0, "")
    listed = sections(result.stdout)
    assert list(listed) == ["Documents", "Layouts", "Formats"]
    assert [line.split()[0] for line in listed["Documents"]] == [one.name for one in readable()]
    assert [line.split()[0] for line in listed["Layouts"]] == list(LAYOUTS)
    assert [line.split()[0] for line in listed["Formats"]] == list(FORMATS)


def test_lines_hold_suffixes_and_an_example(run: Run) -> None:
    listed = sections(run("formats").stdout)
    docx = next(line for line in listed["Documents"] if line.startswith("docx "))
    assert " .docx .docm .dotx " in docx
    assert all(layout.example in "\n".join(listed["Layouts"]) for layout in LAYOUTS.values())
    assert all(known.loses in "\n".join(listed["Formats"]) for known in FORMATS.values())


def test_the_lists_as_json(run: Run) -> None:
    lists = json.loads(run("formats", "--json").stdout)
    assert list(lists) == ["read", "layouts", "written"]
    srt = {"name": "srt", "files": [".srt"], "description": "SubRip subtitles"}
    assert srt.items() <= next(one for one in lists["read"] if one["name"] == "srt").items()
    assert {one["name"] for one in lists["layouts"]} == set(LAYOUTS)
    assert all(one["example"] for one in (*lists["read"], *lists["layouts"]))
    told = ("keeps", "loses", "read_by", "checked")
    assert all(one[field] for one in lists["written"] for field in told)


def test_on_a_terminal_nothing_is_wider_than_the_window() -> None:
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "transcript", "formats"]
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "xterm"}
    process = subprocess.Popen(command, stdout=child, env=environment)
    os.close(child)
    shown = b""
    while True:
        try:
            piece = os.read(parent, 4096)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(parent)
    assert process.wait(timeout=60) == 0
    lines = shown.decode().splitlines()
    assert max(map(len, lines)) <= 80
    assert any("keeps: " in line for line in lines)
    assert any("read by: Final Cut Pro" in line for line in lines)
    assert any("example: 00.19 THE TIDE COMES FIRST." in line for line in lines)
